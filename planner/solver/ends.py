"""Where the levels of a program ended, by the names of its columns and rows, so that another program can restart there.

A basis says of each column and row whether it stands at a bound. That holds for a program with other columns and rows
as far as both have the same ones: what is new stands out of the way, a column at its bound and a row in the basis. It
may fit badly; it is a starting point, and HiGHS makes a basis of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.solver.highs import Basis
from planner.solver.matrix import IndexArray


@dataclass(frozen=True)
class Names:
    """What the columns and rows of a matrix in HiGHS are, in its order; the rows of cuts come after these."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]

    @cached_property
    def column_positions(self) -> dict[str, int]:
        """Where each column stands."""
        return {name: position for position, name in enumerate(self.columns)}

    @cached_property
    def row_positions(self) -> dict[str, int]:
        """Where each row stands."""
        return {name: position for position, name in enumerate(self.rows)}


@dataclass(frozen=True)
class End:
    """Where a level ended."""

    basis: Basis
    cuts: tuple[str, ...]
    """The levels that were held by a cut then, in the order of the cuts' rows."""
    was_near: bool
    """Whether it was soon reached from where the level above ended."""


@dataclass(frozen=True)
class Ends:
    """Where each level of a program ended, to restart from when something has changed."""

    names: Names
    by_level: Mapping[str, End]


class Starts:
    """Where the levels of another program restart, or of the same one with other bounds."""

    def __init__(self, ends: Ends, names: Names) -> None:
        """Compare the columns and rows of two programs.

        Args:
            ends: Where the levels of the first program ended.
            names: Columns and rows of the other one.
        """
        self._ends = ends
        self._is_same = names == ends.names
        self._names = names

    def at(self, level: str) -> End | None:
        """Where a level ended; none where there was no such level."""
        return self._ends.by_level.get(level)

    def basis(self, end: End, cuts: Sequence[str]) -> Basis:
        """The basis of an end for the other program, with the cuts that it has by now."""
        if self._is_same and end.cuts == tuple(cuts):
            return end.basis
        row_of_cut = {name: len(self._ends.names.rows) + number for number, name in enumerate(end.cuts)}
        cut_rows = _positions(cuts, row_of_cut)
        return end.basis.carried(self._columns, np.concatenate([self._rows, cut_rows]))

    @cached_property
    def _columns(self) -> IndexArray:
        return _positions(self._names.columns, self._ends.names.column_positions)

    @cached_property
    def _rows(self) -> IndexArray:
        return _positions(self._names.rows, self._ends.names.row_positions)


def _positions(names: Sequence[str], positions: Mapping[str, int]) -> IndexArray:
    """Where each name stands; −1 where it does not."""
    return np.array([positions.get(name, -1) for name in names], dtype=np.int32)
