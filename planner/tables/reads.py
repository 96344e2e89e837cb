"""What is read of a scenario, and in what two scenarios differ.

Both are sets of paths, so that what was made from one scenario is known to be right for another: nothing that was read
to make it differs. Nobody has to say what a table is made from; it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

from planner.scenario.people import EstablishmentLine
from planner.scenario.scenario import Scenario
from planner.scenario.structure import Structure
from planner.scenario.supply import Supply
from planner.scenario.ways import Move, Pathway, Recruitment

Path: TypeAlias = tuple[str, ...]
"""Fields and entries that lead to a part of a scenario; with `NAMES` at its end, which entries there are."""
NAMES = "*"
MISSING = object()
"""Stands for a part that only one of two scenarios has; None is something that a part can be."""
FOLLOWED = (Scenario, Supply, Structure, EstablishmentLine, Recruitment, Move, Pathway)
"""Sections of which each field counts by itself; any other part is read as a whole."""


def watched(scenario: Scenario, read: set[Path]) -> Scenario:
    """The same scenario, to be read and nothing else; every part that is read is put into the set."""
    return cast(Scenario, _watched(scenario, (), read))


def differences(one: object, other: object, path: Path = ()) -> Iterator[Path]:
    """The parts in which two scenarios differ; parts that are the same object are not looked into."""
    if one is other:
        return
    inside, inside_other = _inside(one), _inside(other)
    if (inside is None or inside_other is None) and one != other:
        yield path
    inside, inside_other = inside or {}, inside_other or {}
    if list(inside) != list(inside_other):
        yield (*path, NAMES)
    for name in inside.keys() | inside_other.keys():
        yield from differences(inside.get(name, MISSING), inside_other.get(name, MISSING), (*path, name))


def _inside(part: object) -> Mapping[str, object] | None:
    """The parts of what is followed; none of what is read as a whole."""
    if isinstance(part, FOLLOWED):
        return {field: getattr(part, field) for field in type(part).model_fields}
    return part if isinstance(part, dict) else None


def _watched(part: object, path: Path, read: set[Path]) -> Any:
    if isinstance(part, dict):
        return _WatchedEntries(part, path, read)
    if isinstance(part, FOLLOWED):
        return _WatchedSection(part, path, read)
    read.add(path)
    return part


class _WatchedSection:
    """A section whose fields are watched one by one; nothing but fields is read of it."""

    def __init__(self, section: Any, path: Path, read: set[Path]) -> None:
        self._section, self._path, self._read = section, path, read

    def __getattr__(self, name: str) -> Any:
        if name not in type(self._section).model_fields:
            raise AttributeError(name)
        found = _watched(getattr(self._section, name), (*self._path, name), self._read)
        self.__dict__[name] = found  # the second time it is read there is nothing to note
        return found


class _WatchedEntries(Mapping[str, Any]):
    """Entries by name that are watched one by one, and so is which of them there are."""

    def __init__(self, entries: Mapping[str, Any], path: Path, read: set[Path]) -> None:
        self._entries, self._path, self._read = entries, path, read

    def __getitem__(self, name: str) -> Any:
        if name not in self._entries:
            self._read.add((*self._path, NAMES))
        return _watched(self._entries[name], (*self._path, name), self._read)

    def __contains__(self, name: object) -> bool:
        self._read.add((*self._path, NAMES))
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        self._read.add((*self._path, NAMES))
        return iter(self._entries)

    def __len__(self) -> int:
        self._read.add((*self._path, NAMES))
        return len(self._entries)
