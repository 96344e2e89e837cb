"""Sums and products of floats without any rounding, so that a bound is proved and not merely worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from planner.solver.matrix import BooleanArray, FloatArray, IndexArray, Matrix

WholeNumbers: TypeAlias = npt.NDArray[np.object_]
"""Python's whole numbers, which know no largest one."""
DIGITS = 53
"""Binary digits of a float."""


@dataclass(frozen=True)
class Scaled:
    """Figures as whole numbers times one power of two; every float is such a figure exactly."""

    numbers: WholeNumbers
    exponent: int

    @classmethod
    def of(cls, values: FloatArray) -> Scaled:
        """Write floats as whole numbers; none may be infinite."""
        mantissas, exponents = np.frexp(values)
        least = int(exponents[mantissas != 0].min(initial=0))
        shifts = np.where(mantissas != 0, exponents - least, 0)
        numbers = (mantissas * 2.0**DIGITS).astype(np.int64).astype(object) << shifts.astype(object)
        return cls(np.asarray(numbers, dtype=object), least - DIGITS)

    def __mul__(self, other: Scaled) -> Scaled:
        """Multiply figure by figure."""
        return Scaled(self.numbers * other.numbers, self.exponent + other.exponent)

    def __getitem__(self, places: Any) -> Scaled:
        """Take some of the figures."""
        return Scaled(self.numbers[places], self.exponent)

    def at(self, exponent: int) -> WholeNumbers:
        """Write the same figures with a smaller power of two."""
        shift = self.exponent - exponent
        return self.numbers if shift == 0 else np.asarray(self.numbers << shift, dtype=object)

    def where(self, chosen: BooleanArray, other: Scaled) -> Scaled:
        """Take each figure from here where chosen, else from the other."""
        exponent = min(self.exponent, other.exponent)
        return Scaled(np.where(chosen, self.at(exponent), other.at(exponent)), exponent)

    @property
    def is_positive(self) -> BooleanArray:
        """Which figures are above zero."""
        return np.asarray(self.numbers > 0, dtype=bool)

    def total(self) -> Fraction:
        """Add all of them up."""
        return Fraction(sum(self.numbers.tolist())) * Fraction(2) ** self.exponent


Sparse: TypeAlias = tuple[IndexArray, Scaled]
"""Some columns, and a figure of each."""


class ExactBounds:
    """Works out bounds of one matrix without rounding; see `planner.solver.certificate` for the equation."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._lower, self._upper = Scaled.of(matrix.column_lower), Scaled.of(matrix.column_upper)
        self._floor, self._ceiling = (
            Scaled.of(np.where(np.isfinite(sides), sides, 0.0)) for sides in (matrix.row_lower, matrix.row_upper)
        )
        order = np.argsort(matrix.columns, kind="stable")
        self._columns, self._rows = matrix.columns[order], matrix.row_of_entry[order]
        self._entries = Scaled.of(matrix.values[order])

    def bound(
        self, costs: FloatArray, rows: FloatArray, above: Sequence[tuple[float, FloatArray, Fraction]]
    ) -> Fraction:
        """Work out the bound that prices prove.

        Args:
            costs: The level's costs, one a column.
            rows: A price a row, of a sign that presses on a finite side.
            above: For each level above with a multiplier: the multiplier, its costs, and what ``costs·x`` may rise to.
        """
        pressing = np.flatnonzero(rows)
        prices = Scaled.of(rows[pressing])
        reduced = self._added_up([_sparse(costs), self._paid(rows), *(_sparse(each, by) for by, each, _ in above)])
        sides = self._floor[pressing].where(prices.is_positive, self._ceiling[pressing])
        columns = self._lower.where(reduced.is_positive, self._upper)
        given_up = sum((Fraction(multiplier) * limit for multiplier, _, limit in above), Fraction(0))
        return (prices * sides).total() - given_up + (reduced * columns).total()

    def _paid(self, rows: FloatArray) -> Sparse:
        """What each column is paid by the rows at their prices: ``−Aᵀ·y``."""
        paying = np.flatnonzero(rows[self._rows])
        filled, begins = np.unique(self._columns[paying], return_index=True)
        products = self._entries[paying] * Scaled.of(-rows)[self._rows[paying]]
        sums = np.add.reduceat(products.numbers, begins) if len(filled) else products.numbers
        return filled, Scaled(sums, products.exponent)

    def _added_up(self, parts: Sequence[Sparse]) -> Scaled:
        """Add up figures of some columns each, to one a column."""
        exponent = min(part.exponent for _, part in parts)
        numbers = np.zeros(self._matrix.number_of_columns, dtype=object)
        for places, part in parts:
            numbers[places] += part.at(exponent)
        return Scaled(numbers, exponent)


def _sparse(costs: FloatArray, multiplier: float = 1.0) -> Sparse:
    """Costs that are not zero, times a multiplier."""
    places = np.flatnonzero(costs)
    return places, Scaled.of(costs[places]) * Scaled.of(np.array([multiplier]))


def rounded_down(exact: Fraction) -> float:
    """The largest float that is not above an exact figure."""
    nearest = float(exact)
    return nearest if Fraction(nearest) <= exact else float(np.nextafter(nearest, -np.inf))
