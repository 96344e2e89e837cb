"""What has been looked up in some tables, and from what; where little of the tables differs, most of it stands.

A figure of `Given` is a function of the tables and figures that it reads, and these are noted as they are read. For the
tables of a changed scenario a figure is worked out again only where something that was read for it is no longer the
same, and what comes out the same stays the same object. So a rule, too, has to be stated again only where something
that it read is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Self, TypeVar, cast, overload

import pandas as pd

from planner.tables import Tables

Figure = TypeVar("Figure")

TABLE = "tables."
"""Begins the name of what is read straight from a table."""


class looked_up(Generic[Figure]):  # noqa: N801
    """A figure of `Given` that is worked out when it is first read, as a cached property is, and noted as read."""

    def __init__(self, work_out: Callable[[Any], Figure]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, given: None, owner: type) -> Self: ...

    @overload
    def __get__(self, given: Remembering, owner: type) -> Figure: ...

    def __get__(self, given: Remembering | None, owner: type) -> Self | Figure:
        if given is None:
            return self
        given.read.add(self._name)
        found: Figure = given.memory.figure(self._name, self._work_out)
        given.__dict__[self._name] = found  # from now on Python finds it there, and nothing is left to note
        return found


@dataclass(frozen=True)
class Remembering:
    """Tables whose figures are remembered, and what somebody has read of them."""

    tables: Tables
    memory: Memory = field(init=False, repr=False, compare=False)
    read: set[str] = field(init=False, repr=False, compare=False, default_factory=set)

    def __post_init__(self) -> None:
        self.remember(None)

    def remember(self, like: Remembering | None) -> Self:
        """The same, with what is remembered of tables that differ in little."""
        self.__dict__["memory"] = Memory(self, like.memory if like else None)
        return self

    def watched(self) -> Self:
        """The same tables and figures for one reader, with a note of what that one reads."""
        reader = replace(self)
        reader.__dict__["memory"] = self.memory
        reader.__dict__["tables"] = cast(Tables, _WatchedTables(self.memory.tables, reader.read))
        return reader


class Memory:
    """The figures of some tables."""

    def __init__(self, given: Remembering, like: Memory | None) -> None:
        """Begin with nothing but what is remembered of tables that differ in little."""
        self.tables = given.tables
        self.found: dict[str, tuple[Any, frozenset[str]]] = {}
        """Each figure that has been asked for, and what was read for it."""
        self._given = given
        self._like = like

    def figure(self, name: str, work_out: Callable[[Any], Figure]) -> Figure:
        """A figure: as it was, where nothing that was read for it differs, or worked out now."""
        if name not in self.found:
            known = self._like.found.get(name) if self._like else None
            if known is None or not self.are_the_same(known[1]):
                reader = self._given.watched()
                value = work_out(reader)
                kept = known[0] if known is not None and _equal(known[0], value) else value
                known = kept, frozenset(reader.read)
            self.found[name] = known
        found: Figure = self.found[name][0]
        return found

    def are_the_same(self, names: Iterable[str]) -> bool:
        """Whether some tables and figures are those that they were before."""
        return self._like is not None and all(self._is_the_same(name, self._like) for name in names)

    def _is_the_same(self, name: str, like: Memory) -> bool:
        if name.startswith(TABLE):
            table = name.removeprefix(TABLE)
            return getattr(self.tables, table) is getattr(like.tables, table)
        return getattr(self._given, name) is like.found[name][0]


class _WatchedTables:
    """Tables, with a note of which of them are read."""

    def __init__(self, tables: Tables, read: set[str]) -> None:
        self._tables, self._read = tables, read

    def __getattr__(self, name: str) -> Any:
        self._read.add(TABLE + name)
        found = self.__dict__[name] = getattr(self._tables, name)
        return found


def _equal(one: object, other: object) -> bool:
    """Whether two figures say the same, in the same order."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return bool(one.equals(other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and one == other
    return type(one) is type(other) and one == other
