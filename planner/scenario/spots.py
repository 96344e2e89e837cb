"""Places in a file together with what the form says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.errors import Mark
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode
from planner.scenario.scenario import Scenario
from planner.scenario.shape import Kind, child


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file."""

    path: str
    node: Node
    key_mark: Mark
    """The key, or the beginning of the list item."""
    kind: Kind
    """The type of what stands there."""
    around: Kind
    """The type of the section that it lies in."""

    @property
    def key(self) -> str:
        """The last key of its path."""
        return self.path.rpartition(".")[2].partition("[")[0]

    @property
    def mark(self) -> Mark:
        """The value if it is a single one, otherwise the key."""
        if isinstance(self.node, Scalar) and self.node.value is not None:
            return self.node.mark
        return self.key_mark


def locate(root: MappingNode, location: Sequence[str | int]) -> Spot:
    """Follow a location of the types as far as the file has it.

    The types know parts that the file does not: a plain number is, for them, the value of the first of its
    dated steps. Such parts are passed over.
    """
    spot = _top(root)
    for part in location:
        node = spot.node
        if isinstance(node, MappingNode) and isinstance(part, str) and part in node.entries:
            spot = _under(spot, node.entries[part])
        elif isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.items):
            spot = _item(spot, part, node.items[part])
        elif isinstance(node, Scalar) and part == "value":
            spot = Spot(spot.path, node, spot.key_mark, child(spot.kind, part), spot.kind)
    return spot


def all_spots(root: MappingNode) -> list[Spot]:
    """Every place of a file, a section before what is in it."""
    found = [_top(root)]
    for spot in found:  # grows while it is read
        if isinstance(spot.node, MappingNode):
            found += [_under(spot, entry) for entry in spot.node.entries.values()]
        elif isinstance(spot.node, SequenceNode):
            found += [_item(spot, number, item) for number, item in enumerate(spot.node.items)]
    return found


def _top(root: MappingNode) -> Spot:
    return Spot("", root, _beginning(root), Scenario, None)


def _under(spot: Spot, entry: Entry) -> Spot:
    path = f"{spot.path}.{entry.key}" if spot.path else entry.key
    return Spot(path, entry.node, entry.key_mark, child(spot.kind, entry.key), spot.kind)


def _item(spot: Spot, number: int, item: Node) -> Spot:
    return Spot(f"{spot.path}[{number}]", item, _beginning(item), child(spot.kind, number), spot.kind)


def _beginning(item: Node) -> Mark:
    if isinstance(item, MappingNode) and item.entries:
        return next(iter(item.entries.values())).key_mark
    return item.mark
