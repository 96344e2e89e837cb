"""The finished matrix of a program, and what can be said of a point or a price without any solver."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IndexArray: TypeAlias = npt.NDArray[np.integer[Any]]
BooleanArray: TypeAlias = npt.NDArray[np.bool_]


def total(costs: FloatArray, values: FloatArray) -> float:
    """Add up ``c·x``, rounded once, so that the order of the columns changes no bit, nor how many are nothing."""
    terms = costs * values
    return math.fsum(terms[terms != 0].tolist())


@dataclass(frozen=True)
class Matrix:
    """All rules of a program as arrays, row by row; columns and rows stand in the order they were added."""

    column_lower: FloatArray
    column_upper: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    starts: IndexArray
    """Where each row begins in `columns` and `values`; one entry more than there are rows."""
    columns: IndexArray
    """The column of each entry."""
    values: FloatArray
    """The coefficient of each entry."""

    @property
    def number_of_columns(self) -> int:
        """How many columns there are."""
        return len(self.column_lower)

    @property
    def number_of_rows(self) -> int:
        """How many rows there are."""
        return len(self.row_lower)

    @property
    def number_of_entries(self) -> int:
        """How many coefficients are not zero."""
        return len(self.values)

    @cached_property
    def row_of_entry(self) -> IndexArray:
        """The row of each entry."""
        return np.repeat(np.arange(self.number_of_rows), np.diff(self.starts))

    @cached_property
    def largest_in_row(self) -> FloatArray:
        """The size of the largest coefficient of each row."""
        largest = np.zeros(self.number_of_rows)
        np.maximum.at(largest, self.row_of_entry, np.abs(self.values))
        return largest

    @cached_property
    def even_units(self) -> FloatArray:
        """The power of two by which each row is multiplied in `with_even_rows`."""
        return np.where(self.largest_in_row > 0, np.exp2(-np.frexp(self.largest_in_row)[1]), 1.0)

    def row_values(self, values: FloatArray) -> FloatArray:
        """Work out every row at a point: ``A·x``."""
        entries = self.values * values[self.columns]
        return self._sum_by_row(entries)

    def reduced_costs(self, costs: FloatArray, duals: FloatArray) -> FloatArray:
        """Work out what a unit of each column costs at the given row prices: ``c − Aᵀ·y``."""
        entries = self.values * duals[self.row_of_entry]
        paid = np.bincount(self.columns, weights=entries, minlength=self.number_of_columns)
        return costs - paid.astype(np.float64, copy=False)

    def with_row(self, coefficients: FloatArray, upper: float) -> Matrix:
        """Return the same matrix with one more row, ``coefficients·x ≤ upper``, at its end."""
        columns = np.flatnonzero(coefficients).astype(np.int32)
        return replace(
            self,
            row_lower=np.append(self.row_lower, -np.inf),
            row_upper=np.append(self.row_upper, upper),
            starts=np.append(self.starts, np.int32(len(self.values) + len(columns))),
            columns=np.concatenate([self.columns, columns]),
            values=np.concatenate([self.values, coefficients[columns]]),
        )

    def in_order(self, columns: IndexArray, rows: IndexArray) -> Matrix:
        """Return the same matrix with its columns and rows in another order."""
        place_of_column = np.empty(len(columns), dtype=np.int32)
        place_of_column[columns] = np.arange(len(columns))
        place_of_row = np.empty(len(rows), dtype=np.int32)
        place_of_row[rows] = np.arange(len(rows))
        entry_rows, entry_columns = place_of_row[self.row_of_entry], place_of_column[self.columns]
        order = np.lexsort((entry_columns, entry_rows))
        lengths = np.bincount(entry_rows, minlength=len(rows))
        return Matrix(
            column_lower=self.column_lower[columns],
            column_upper=self.column_upper[columns],
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            columns=entry_columns[order],
            values=self.values[order],
        )

    def with_even_rows(self) -> Matrix:
        """Return the same rules, each in a unit of its own so that its largest coefficient is about one.

        A solver's tolerance is one figure for all rows; a budget in pounds and a balance in FTE need not the
        same one. The units are powers of two, so no digit changes.
        """
        return replace(
            self,
            row_lower=self.row_lower * self.even_units,
            row_upper=self.row_upper * self.even_units,
            values=self.values * self.even_units[self.row_of_entry],
        )

    def implied_sides(self) -> tuple[FloatArray, FloatArray]:
        """Work out the least and the most that each row can be within the bounds of its columns."""
        at_lower, at_upper = (
            self.values * self.column_lower[self.columns],
            self.values * self.column_upper[self.columns],
        )
        return self._sum_by_row(np.minimum(at_lower, at_upper)), self._sum_by_row(np.maximum(at_lower, at_upper))

    def violation(self, values: FloatArray) -> float:
        """Work out by how much a point breaks the worst bound or rule, relative to the size of its terms.

        A rule over a hundred thousand hours is not held to the same absolute figure as one over one post.
        """
        rows = self.row_values(values)
        sizes = self._sum_by_row(np.abs(self.values * values[self.columns]))
        broken_rows = np.maximum(self.row_lower - rows, rows - self.row_upper) / np.maximum(1.0, sizes)
        broken_columns = np.maximum(self.column_lower - values, values - self.column_upper)
        broken_columns = broken_columns / np.maximum(1.0, np.abs(values))
        return float(max(broken_rows.max(initial=0.0), broken_columns.max(initial=0.0)))

    def lower_bound(self, costs: FloatArray, duals: FloatArray) -> float:
        """Work out a bound under which no plan can go, from any row prices at all (weak duality).

        ::

            bound = Σ_i y_i·(side that y_i presses on) + Σ_j min(d_j·lower_j, d_j·upper_j)     d = c − Aᵀ·y

        Every column has finite bounds, so the bound is finite however roughly the prices were rounded: that
        is what makes it a proof that does not have to trust the solver.
        """
        # A price that presses on a side without a bound proves nothing: it is left out.
        sides = np.where(duals > 0, self.row_lower, self.row_upper)
        proving = (duals != 0) & np.isfinite(sides)
        prices = np.where(proving, duals, 0.0)
        from_rows = prices[proving] * sides[proving]
        reduced = self.reduced_costs(costs, prices)
        from_columns = np.minimum(reduced * self.column_lower, reduced * self.column_upper)
        return float(from_rows.sum() + from_columns.sum())

    def _sum_by_row(self, entries: FloatArray) -> FloatArray:
        sums = np.bincount(self.row_of_entry, weights=entries, minlength=self.number_of_rows)
        return sums.astype(np.float64, copy=False)
