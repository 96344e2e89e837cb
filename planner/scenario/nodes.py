"""The file as it was written: a small tree of values, each of which knows its place.

Why not plain dictionaries: a problem found long after reading, even in a scenario put together from
several files, must still be shown on the line on which its reader wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
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


def place(*parts: str | int) -> str:
    """A path as the reader sees it: `structure.spans[0].supervisor`."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text
