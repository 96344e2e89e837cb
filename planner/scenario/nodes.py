"""The file as it was written: a small tree of values, each of which knows its place.

Why not plain dictionaries: a problem found long after reading, even in a scenario put together from
several files, must still be shown on the line on which its reader wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

from planner.errors import Mark

Value = str | int | float | bool | None
"""What a single value can be."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: text, a number, true or false, or nothing."""

    value: Value
    mark: Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, with the place of the key itself."""

    key: str
    key_mark: Mark
    node: Node


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values, in the order in which they were written."""

    entries: dict[str, Entry]
    mark: Mark


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


Node = Scalar | MappingNode | SequenceNode
"""Any part of the tree."""


def plain(node: Node) -> Any:
    """The values of a tree without their places."""
    match node:
        case Scalar():
            return node.value
        case MappingNode():
            return {key: plain(entry.node) for key, entry in node.entries.items()}
        case SequenceNode():
            return [plain(item) for item in node.items]


def from_plain(value: Any, mark: Mark) -> Node:
    """The tree of plain values, as if it all stood at one place; dates become text, as they are in a file."""
    if isinstance(value, Mapping):
        entries = {str(key): Entry(str(key), mark, from_plain(each, mark)) for key, each in value.items()}
        return MappingNode(entries, mark)
    if isinstance(value, (list, tuple)):
        return SequenceNode(tuple(from_plain(each, mark) for each in value), mark)
    return Scalar(value if isinstance(value, (str, int, float, bool, NoneType)) else str(value), mark)


def moved_to(mark: Mark, node: Node) -> Node:
    """The same tree as if it all stood at one place."""
    return from_plain(plain(node), mark)


def place(*parts: str | int) -> str:
    """A path as the reader sees it: `structure.spans[0].supervisor`."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text
