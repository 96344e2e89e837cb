"""What would mend a contradiction: every single change of the scenario that is enough alone.

The least amount is the optimum of one linear program, in which one place may be exceeded and that is
minimised (`planner.solver.elastic`). It is rounded up and then tried out on the program itself, because that
is what a reader will do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.clashes import Change, Direction
from planner.solver.elastic import ATTEMPTS, Elastic, Limit, is_feasible_whole, loosened
from planner.solver.highs import KeptModel
from planner.solver.matrix import BooleanArray, FloatArray, Matrix

MOST_TRIES = 3
"""How often an amount is raised that turns out not to be enough."""
NEGLIGIBLE = 1e-9
"""An amount below this is what a solver may break a rule by, and no change."""
FEWEST_DECIMALS, MOST_DECIMALS = 2, 6
DIGITS = 3
"""An amount is rounded up to this many digits, or to the fewest decimals where that is finer."""
DECIMALS_OF_A_FIGURE = 9
"""What is left of a figure once a part of it is worked out and taken back."""
SMALLEST_FIGURE = 1.0
"""Of a figure below this the share is taken of this: of nothing, nothing can be a share."""
NOISE = 1e-3
"""A share of the last digit by which an amount may lie above a round figure and still be meant by it."""


def single_changes(
    matrix: Matrix, limits: Sequence[Limit], deadline: float | None = None, whole: BooleanArray | None = None
) -> tuple[tuple[Change, ...], bool]:
    """Find each limit that ends the contradiction if it alone is changed, and the least change.

    Args:
        matrix: Rules that contradict each other, in the units of the scenario.
        limits: Which places are tried.
        deadline: By `time.monotonic()`; what has not been tried by then is left out.
        whole: Which columns take whole numbers only; none if no column does.

    Returns:
        The changes by place, and whether every limit was tried.
    """
    elastic = Elastic(matrix, limits, whole)
    changes, every = [], True
    for number, limit in enumerate(limits):
        least = _least(matrix, limit, elastic, number, deadline)
        if least is None:
            every = False
        elif math.isfinite(least.amount):
            change = _rounded_up(matrix, limit, least, deadline, whole)
            every = every and change is not None
            changes += [change] if change else []
    return tuple(sorted(changes, key=lambda change: change.place)), every


def pair_changes(
    matrix: Matrix, pairs: Sequence[tuple[Limit, Limit]], deadline: float | None = None
) -> tuple[tuple[Change, Change], ...]:
    """Find each two limits that end the contradiction together, with the least of both.

    What is least of two different units is the least sum of their shares of today's figures.

    Args:
        matrix: Rules that contradict each other, in the units of the scenario.
        pairs: Which are tried.
        deadline: By `time.monotonic()`; what has not been tried by then is left out.
    """
    found = (changes_together(matrix, pair, deadline) for pair in pairs)
    return tuple((changes[0], changes[1]) for changes in found if changes and len(changes) == 2)


def changes_together(matrix: Matrix, limits: Sequence[Limit], deadline: float | None = None) -> tuple[Change, ...]:
    """Find the least changes of some limits that end the contradiction together; nothing if there are none."""
    prices = np.array([1.0 / max(_size(matrix, limit), SMALLEST_FIGURE) for limit in limits])
    answer = Elastic(matrix, limits).least_together(prices, deadline)
    if answer.status != "optimal":
        return ()
    least = [(limit, _read(matrix, limit, answer.values)) for limit in limits]
    giving = [(limit, each) for limit, each in least if each.amount > NEGLIGIBLE]
    for more in range(MOST_TRIES):
        amounts = [_raised(each.amount, more) for _, each in giving]
        changed = matrix
        for (limit, each), amount in zip(giving, amounts, strict=True):
            changed = loosened(changed, limit, amount, each.direction)
        if KeptModel(changed.with_even_rows()).is_feasible(deadline):
            return tuple(
                _change(matrix, limit, each, amount) for (limit, each), amount in zip(giving, amounts, strict=True)
            )
    return ()


def _size(matrix: Matrix, limit: Limit) -> float:
    """The largest figure that a limit states today."""
    parts = limit.parts_of_rows
    sides = [matrix.row_lower[limit.rows] / parts, matrix.row_upper[limit.rows] / parts]
    figures = np.abs(np.concatenate([*sides, matrix.column_upper[limit.columns] / limit.parts_of_columns]))
    return float(figures[np.isfinite(figures)].max(initial=0.0))


@dataclass(frozen=True)
class _Least:
    """The least amount by which a limit has to give, infinite if none is enough, and which way it gave."""

    amount: float
    direction: Direction = "either"
    given_by: tuple[tuple[Any, ...], ...] = ()
    """The keys of the rows that gave; empty if these were columns."""


def _least(matrix: Matrix, limit: Limit, elastic: Elastic, number: int, deadline: float | None) -> _Least | None:
    """Minimise what is given by one limit; none if that could not be proved in the time."""
    width = None
    least = None
    for _ in range(ATTEMPTS):
        answer, given = elastic.least(number, width, deadline)
        if answer.status == "infeasible":
            return _Least(math.inf)
        if answer.status == "optimal":
            least = _read(matrix, limit, answer.values)
        if least or not answer.has_plan or answer.status == "out_of_time":
            break
        # Rounded prices prove the less the wider a column is; a plan shows how wide it has to be.
        width = given
    return least if least is None or least.amount > NEGLIGIBLE else None


def _read(matrix: Matrix, limit: Limit, plan: FloatArray) -> _Least:
    rows, parts = matrix.row_values(plan)[limit.rows], limit.parts_of_rows
    rows_over = (rows - matrix.row_upper[limit.rows]) / parts
    rows_under = (matrix.row_lower[limit.rows] - rows) / parts
    columns_over = (plan - matrix.column_upper)[limit.columns] / limit.parts_of_columns
    most_over = float(columns_over.max(initial=-math.inf))
    over = max(float(rows_over.max(initial=-math.inf)), most_over)
    under = float(rows_under.max(initial=-math.inf))
    amount = max(over, under)
    hair = max(NEGLIGIBLE, NOISE * amount)
    broken = np.maximum(rows_over, rows_under) > hair
    keys = tuple(key for key, gave in zip(limit.keys, broken, strict=False) if gave) if most_over <= hair else ()
    if min(over, under) > hair:
        return _Least(amount, given_by=keys)
    return _Least(amount, "more" if over > under else "less", keys)


def _rounded_up(
    matrix: Matrix, limit: Limit, least: _Least, deadline: float | None, whole: BooleanArray | None
) -> Change | None:
    """Round the least amount up to one that has been tried out; none if the time ended before."""
    for more in range(MOST_TRIES):
        amount = _raised(least.amount, more)
        changed = loosened(matrix, limit, amount, least.direction)
        if whole is None:
            is_enough = KeptModel(changed.with_even_rows()).is_feasible(deadline)
        else:
            is_enough = is_feasible_whole(changed, whole, deadline)
        if is_enough:
            return _change(matrix, limit, least, amount)
    return None


def _raised(amount: float, more: int) -> float:
    """Round an amount up, and some units of its last digit further."""
    digits = DIGITS - 1 - math.floor(math.log10(amount))
    units = 10.0 ** min(MOST_DECIMALS, max(FEWEST_DECIMALS, digits))
    steps = math.ceil(amount * units - NOISE)
    return (max(steps, 1) + more) / units


def _change(matrix: Matrix, limit: Limit, least: _Least, amount: float) -> Change:
    today = _today(matrix, limit, least.direction)
    return Change(limit.place, limit.rule, amount, least.direction, today, family=limit.family, given_by=least.given_by)


def _today(matrix: Matrix, limit: Limit, direction: Direction) -> float | None:
    """Give the limit as it stands, if all rows and columns of the place have one and the same."""
    parts = limit.parts_of_rows
    of_columns = matrix.column_upper[limit.columns] / limit.parts_of_columns
    sides = {
        "more": [*(matrix.row_upper[limit.rows] / parts), *of_columns],
        "less": [*(matrix.row_lower[limit.rows] / parts)],
    }
    found = sides["more"] + sides["less"] if direction == "either" else sides[direction]
    stated = {round(float(side), DECIMALS_OF_A_FIGURE) for side in found if math.isfinite(side)}
    return stated.pop() if len(stated) == 1 else None
