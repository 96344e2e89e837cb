"""Rules that give: a matrix in which each place of the scenario has a column by which all it asks may be exceeded.

A place of the scenario may be many rows, and upper bounds of many columns; they are loosened together, each
by the same amount in the unit of the reader's figure:

::

    A·x ≤ b + part·s,  A·x ≥ b − part·s     ∀ rows of the place
    x ≤ u + part·s                           ∀ columns of the place; everything else as it stands

where part is 1, but for a yearly figure on a year of which only a part is planned, and for a monthly one where periods
are no months. All places share one
matrix, in which each column s stands at nothing until it is opened.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from planner.clashes import Direction
from planner.solver.answer import Answer
from planner.solver.highs import Effort, KeptModel, search_whole
from planner.solver.matrix import BooleanArray, FloatArray, IndexArray, Matrix

ATTEMPTS = 3
"""How often an answer that is not proved is taken as the new widest amount."""
BLAMED = 1e-6
"""A price below this, where to exceed a rule by its unit costs one, is none."""


@dataclass(frozen=True)
class Limit:
    """Everything that one place of the scenario asks of a matrix."""

    place: str
    """Its path in the scenario."""
    rule: str
    """Its rule in words."""
    rows: IndexArray
    """Its rows."""
    columns: IndexArray
    """The columns of which it is the upper bound."""
    family: str = ""
    """The family of its rule; empty where it is only an upper bound of columns."""
    parts: FloatArray | None = None
    """By how much each row moves when the reader's figure moves by one; none if by one."""
    column_parts: FloatArray | None = None
    """The same of each column's upper bound."""
    keys: tuple[tuple[Any, ...], ...] = ()
    """Which of its family each row is; empty if nobody asks."""

    @property
    def parts_of_rows(self) -> FloatArray:
        """By how much each row moves when the reader's figure moves by one."""
        return np.ones(len(self.rows)) if self.parts is None else self.parts

    @property
    def parts_of_columns(self) -> FloatArray:
        """By how much each column's upper bound moves when the reader's figure moves by one."""
        return np.ones(len(self.columns)) if self.column_parts is None else self.column_parts


def widest_column(matrix: Matrix) -> float:
    """Say what a column's limit is raised by to limit nothing: the largest figure that any column could have to meet.

    No rule can be asked for a limit of a hundred million in a program of ten people, and a solver rounds by
    the width of its columns; so this is taken from the program and is not simply enormous.
    """
    sides = np.abs(np.concatenate([matrix.row_lower, matrix.row_upper]))
    units = np.tile(np.where(matrix.largest_in_row > 0, matrix.largest_in_row, 1.0), 2)
    finite = np.isfinite(sides)
    figures = [np.abs(matrix.column_lower), np.abs(matrix.column_upper), sides[finite] / units[finite]]
    return float(np.concatenate(figures).max(initial=1.0))


def loosened(matrix: Matrix, limit: Limit, amount: float, direction: Direction = "either") -> Matrix:
    """Return the same rules with one limit changed by an amount, as a reader would change it in the scenario."""
    row_lower, row_upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    column_upper = matrix.column_upper.copy()
    if direction != "less":
        row_upper[limit.rows] += amount * limit.parts_of_rows
        column_upper[limit.columns] += amount * limit.parts_of_columns
    if direction != "more":
        row_lower[limit.rows] -= amount * limit.parts_of_rows
    return replace(matrix, row_lower=row_lower, row_upper=row_upper, column_upper=column_upper)


def without(matrix: Matrix, limits: Sequence[Limit]) -> Matrix:
    """Return the matrix in which some limits ask for nothing."""
    row_lower, row_upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    column_upper = matrix.column_upper.copy()
    room = widest_column(matrix)
    for limit in limits:
        row_lower[limit.rows], row_upper[limit.rows] = -np.inf, np.inf
        column_upper[limit.columns] += room
    return replace(matrix, row_lower=row_lower, row_upper=row_upper, column_upper=column_upper)


def is_feasible_whole(matrix: Matrix, whole: BooleanArray, deadline: float | None) -> bool | None:
    """Say whether there is any plan with some columns in whole numbers; none if time ended first."""
    costs = np.zeros(matrix.number_of_columns)
    found = search_whole(matrix.with_even_rows(), whole, costs, 0.0, Effort(any_plan=True), deadline=deadline)
    return False if found.status == "infeasible" else (True if found.has_plan else None)


class Elastic:
    """The matrix with one more column for each limit, kept to be solved with one or all of them open."""

    def __init__(self, matrix: Matrix, limits: Sequence[Limit], whole: BooleanArray | None = None) -> None:
        """Widen the matrix.

        Args:
            matrix: The rules.
            limits: Which of them can be opened.
            whole: Which columns take whole numbers only; none if no column does.
        """
        self._whole = None if whole is None else np.append(whole, np.zeros(len(limits), dtype=bool))
        self._matrix = matrix
        self._limits = limits
        self._units = np.array([_unit(matrix, limit) for limit in limits])
        self._widest = np.array(list(_most_broken(matrix, limits))) / self._units
        self._model = KeptModel(with_slack_columns(matrix, limits, self._units).with_even_rows())

    def blamed(self, deadline: float | None) -> list[int] | None:
        """Say which limits contradict each other, not all of them needed for it; none if that could not be proved.

        To exceed each limit costs one a unit, and as little as possible is paid. The prices of the rules
        then prove that less is not possible; so limits whose rules have no price are not needed for the proof.
        """
        every = range(len(self._limits))
        widths = self._widest
        for _ in range(ATTEMPTS):
            for number in every:
                self._open(number, widths[number])
            answer = self._minimised(list(every), deadline)
            if answer.status in {"optimal", "out_of_time", "infeasible"} or not answer.has_plan:
                break
            # Rounded prices prove the less the wider a column is; no slack is wider than all of them together.
            paid = float(answer.values[self._matrix.number_of_columns :].sum())
            widths = np.minimum(widths, paid)
        for number in every:
            self._close(number)
        if answer.status != "optimal":
            return None
        prices = 1.0 - answer.reduced_costs[self._matrix.number_of_columns :]
        return np.flatnonzero(np.abs(prices) > BLAMED).tolist()

    def least(self, number: int, width: float | None, deadline: float | None) -> tuple[Answer, float]:
        """Exceed one limit as little as possible.

        Args:
            number: Which limit.
            width: By how much it may be exceeded; none for as much as could be needed.
            deadline: By `time.monotonic()`.

        Returns:
            The answer, its values those of the matrix's own columns, and by how much the limit is exceeded.
        """
        unit, n = self._units[number], self._matrix.number_of_columns
        self._open(number, self._widest[number] if width is None else width / unit)
        # From nothing: otherwise an answer would depend on which limits were tried before it.
        answer = self._minimised([number], deadline)
        self._close(number)
        if not answer.has_plan:
            return answer, math.nan
        return replace(answer, values=answer.values[:n]), float(answer.values[n + number] * unit)

    def least_together(self, prices: FloatArray, deadline: float | None) -> Answer:
        """Exceed all limits together as cheaply as possible.

        Args:
            prices: What it costs to exceed each limit by one, in the unit of the reader's figure.
            deadline: By `time.monotonic()`.

        Returns:
            The answer, its values those of the matrix's own columns.
        """
        numbers = range(len(self._limits))
        for number in numbers:
            self._open(number, self._widest[number])
        answer = self._minimised(numbers, deadline, prices * self._units)
        for number in numbers:
            self._close(number)
        return replace(answer, values=answer.values[: self._matrix.number_of_columns])

    def _minimised(self, numbers: Sequence[int], deadline: float | None, prices: FloatArray | None = None) -> Answer:
        costs = np.zeros(self._model.matrix.number_of_columns)
        opened = self._matrix.number_of_columns + np.array(numbers, dtype=np.int32)
        costs[opened] = 1.0 if prices is None else prices
        if self._whole is not None:
            return search_whole(self._model.matrix, self._whole, costs, 0.0, Effort(), deadline=deadline)
        self._model.set_costs(costs)
        return self._model.solve_cold(deadline)

    def _open(self, number: int, width: float) -> None:
        limit, slack = self._limits[number], self._matrix.number_of_columns + number
        upper = self._matrix.column_upper[limit.columns] + width * self._units[number] * limit.parts_of_columns
        self._model.set_column_bounds(limit.columns, self._matrix.column_lower[limit.columns], upper)
        self._model.set_column_bounds(np.array([slack]), np.zeros(1), np.full(1, width))

    def _close(self, number: int) -> None:
        limit, slack = self._limits[number], self._matrix.number_of_columns + number
        lower, upper = self._matrix.column_lower[limit.columns], self._matrix.column_upper[limit.columns]
        self._model.set_column_bounds(limit.columns, lower, upper)
        self._model.set_column_bounds(np.array([slack]), np.zeros(1), np.zeros(1))


def _unit(matrix: Matrix, limit: Limit) -> float:
    """The unit in which a limit's slack is counted: about what one of its columns means to its rows.

    A pound and a post are not the same size; a power of two, so no digit changes.
    """
    largest = float(matrix.largest_in_row[limit.rows].max(initial=0.0))
    return 2.0 ** math.floor(math.log2(largest)) if largest else 1.0


def _most_broken(matrix: Matrix, limits: Sequence[Limit]) -> Iterator[float]:
    """By how much the columns' bounds let each limit be broken at most, in its own unit."""
    room = widest_column(matrix)
    rows = matrix.row_of_entry
    lowest, highest = matrix.column_lower[matrix.columns], matrix.column_upper[matrix.columns].copy()
    widened = np.zeros(matrix.number_of_columns)
    for limit in limits:
        widened[limit.columns] = room
    highest += widened[matrix.columns]
    ends = np.stack([lowest, highest]) * matrix.values
    low = np.bincount(rows, weights=ends.min(axis=0), minlength=matrix.number_of_rows)
    high = np.bincount(rows, weights=ends.max(axis=0), minlength=matrix.number_of_rows)
    broken = np.maximum(matrix.row_lower - low, high - matrix.row_upper)
    for limit in limits:
        of_rows = broken[limit.rows] / limit.parts_of_rows
        of_columns = room / limit.parts_of_columns
        yield max(float(of_rows.max(initial=0.0)), float(of_columns.max(initial=0.0)))


def with_slack_columns(matrix: Matrix, limits: Sequence[Limit], units: FloatArray | None = None) -> Matrix:
    """Return the matrix with one column more for each limit, between nothing and nothing.

    A row that has both sides becomes two, because the slack is taken from one and added to the other; a
    column's upper bound becomes a row as well.
    """
    units = np.ones(len(limits)) if units is None else units
    rows, columns, values = [matrix.row_of_entry], [matrix.columns], [matrix.values]
    row_lower, row_upper = matrix.row_lower.copy(), matrix.row_upper.copy()
    more_lower: list[float] = []
    more_upper: list[float] = []

    def enter(row: int, entries: IndexArray | list[int], coefficients: FloatArray | list[float]) -> None:
        rows.append(np.full(len(entries), row))
        columns.append(np.asarray(entries))
        values.append(np.asarray(coefficients))

    for slack, (limit, unit) in enumerate(zip(limits, units, strict=True), start=matrix.number_of_columns):
        for row, part in zip(limit.rows, limit.parts_of_rows * unit, strict=True):
            lower, upper = row_lower[row], row_upper[row]
            enter(row, [slack], [part if upper == math.inf else -part])
            if math.isfinite(lower) and math.isfinite(upper):
                row_lower[row] = -math.inf
                entries = slice(matrix.starts[row], matrix.starts[row + 1])
                twin = matrix.number_of_rows + len(more_lower)
                enter(twin, matrix.columns[entries], matrix.values[entries])
                enter(twin, [slack], [part])
                more_lower.append(lower)
                more_upper.append(math.inf)
        for column, part in zip(limit.columns, limit.parts_of_columns * unit, strict=True):
            enter(matrix.number_of_rows + len(more_lower), [column, slack], [1.0, -part])
            more_lower.append(-math.inf)
            more_upper.append(matrix.column_upper[column])

    row_of_entry = np.concatenate(rows)
    order = np.argsort(row_of_entry, kind="stable")
    lengths = np.bincount(row_of_entry, minlength=matrix.number_of_rows + len(more_lower))
    return Matrix(
        column_lower=np.append(matrix.column_lower, np.zeros(len(limits))),
        column_upper=np.append(matrix.column_upper, np.zeros(len(limits))),
        row_lower=np.append(row_lower, more_lower),
        row_upper=np.append(row_upper, more_upper),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        columns=np.concatenate(columns)[order].astype(np.int32),
        values=np.concatenate(values)[order],
    )
