"""`extends`: a scenario that says only what it changes in another.

Mappings merge key by key, `key: null` takes the parent's key away, lists of items with a `name` merge by
name (`{name: x, delete: true}` takes one away), all other lists replace the parent's, and so does a number:
a number that is changed must not keep the source and the basis of the one it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.errors import Problem
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, place
from planner.scenario.shape import Kind, child, is_number_with_pedigree
from planner.scenario.suggest import remedy


@dataclass
class Merging:
    """One merge of a child into its parent; the problems found on the way."""

    problems: list[Problem] = field(default_factory=list)

    def mappings(
        self, parent: MappingNode, change: MappingNode, kind: Kind, path: tuple[str | int, ...] = ()
    ) -> MappingNode:
        """The parent with the child's changes, each value still at its own place."""
        entries = dict(parent.entries)
        for key, entry in change.entries.items():
            if not _is_null(entry.node):
                entries[key] = self._entry(parent.entries.get(key), entry, child(kind, key), (*path, key))
            elif key in entries:
                del entries[key]
            else:
                message = (
                    f'There is no "{key}" to take away: {parent.mark.file} has none here. {remedy(key, parent.entries)}'
                )
                self.problems.append(Problem(place(*path, key), message, entry.key_mark))
        return MappingNode(entries, change.mark)

    def _entry(self, old: Entry | None, new: Entry, kind: Kind, path: tuple[str | int, ...]) -> Entry:
        if old is None or is_number_with_pedigree(kind):
            return new
        if isinstance(old.node, MappingNode) and isinstance(new.node, MappingNode):
            return Entry(new.key, new.key_mark, self.mappings(old.node, new.node, kind, path))
        if (
            isinstance(old.node, SequenceNode)
            and isinstance(new.node, SequenceNode)
            and _named(old.node)
            and _named(new.node)
        ):
            return Entry(new.key, new.key_mark, self._named_items(old.node, new.node, child(kind, 0), path))
        return new

    def _named_items(
        self, parent: SequenceNode, change: SequenceNode, kind: Kind, path: tuple[str | int, ...]
    ) -> SequenceNode:
        items = {_name(item): item for item in parent.items if isinstance(item, MappingNode)}
        for number, item in enumerate(change.items):
            if not isinstance(item, MappingNode):
                continue
            name = _name(item)
            if "delete" in item.entries:
                self._delete(items, item, name, place(*path, number))
            elif name in items:
                items[name] = self.mappings(items[name], item, kind, (*path, number))
            else:
                items[name] = item
        return SequenceNode(tuple(items.values()), change.mark)

    def _delete(self, items: dict[str, MappingNode], item: MappingNode, name: str, path: str) -> None:
        mark = item.entries["delete"].key_mark
        wish = item.entries["delete"].node
        if len(item.entries) > 2 or not (isinstance(wish, Scalar) and wish.value is True):
            self.problems.append(
                Problem(path, f"To take an item away write {{name: {name}, delete: true}} and nothing more.", mark)
            )
        elif name not in items:
            message = f'There is no item "{name}" to take away. {remedy(name, items)}'
            self.problems.append(Problem(path, message, mark))
        else:
            del items[name]


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _named(node: SequenceNode) -> bool:
    return all(
        isinstance(item, MappingNode) and isinstance(getattr(item.entries.get("name"), "node", None), Scalar)
        for item in node.items
    )


def _name(item: MappingNode) -> str:
    node = item.entries["name"].node
    return str(node.value) if isinstance(node, Scalar) else ""
