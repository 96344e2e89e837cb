"""A scenario's tree while it is put together from rows: sections and lists that still grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.errors import Mark
from planner.scenario.nodes import Entry, MappingNode, Node, SequenceNode


@dataclass
class Growing:
    """A section or a list that more may be added to."""

    mark: Mark
    entries: dict[str, tuple[Mark, Growing | Awaited | Node]] = field(default_factory=dict)
    items: list[Growing | Awaited | Node] = field(default_factory=list)
    """Of a list; it has no entries."""

    def done(self) -> Node:
        """The tree as it stands; what is still awaited is left out."""
        if self.items:
            return SequenceNode(tuple(_done(item) for item in self.items if not isinstance(item, Awaited)), self.mark)
        entries = {
            key: Entry(key, mark, _done(part))
            for key, (mark, part) in self.entries.items()
            if not isinstance(part, Awaited)
        }
        return MappingNode(entries, self.mark)


@dataclass(frozen=True)
class Awaited:
    """A value that stands on another sheet."""

    mark: Mark
    is_dated: bool
    """Whether it is told to be a number with dated values."""


Part = Growing | Awaited | Node
"""Anything in the tree."""


def _done(part: Growing | Node) -> Node:
    return part.done() if isinstance(part, Growing) else part


def mark_of(part: Part) -> Mark:
    """Where a part of the tree stands."""
    return part.mark


def section_at(root: Growing, keys: Sequence[str], mark: Mark) -> Growing | None:
    """The section under some keys, begun where it is not there yet; none where something else stands there."""
    here = root
    for key in keys:
        _, there = here.entries.setdefault(key, (mark, Growing(mark)))
        if not isinstance(there, Growing):
            return None
        here = there
    return here
