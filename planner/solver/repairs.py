"""What would mend a contradiction: every single change of the scenario that is enough alone.

The least amount is the optimum of one linear program, in which one place may be exceeded and that is
minimised (`planner.solver.elastic`). It is rounded up and then tried out on the program itself, because that
is what a reader will do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.errors import Change, Direction
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


@dataclass(frozen=True)
class _Least:
    """The least amount by which a limit has to give, infinite if none is enough, and which way it gave."""

    amount: float
    direction: Direction = "either"


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
    over = ((rows - matrix.row_upper[limit.rows]) / parts).max(initial=-math.inf)
    over = max(over, (plan - matrix.column_upper)[limit.columns].max(initial=-math.inf))
    under = ((matrix.row_lower[limit.rows] - rows) / parts).max(initial=-math.inf)
    amount = max(over, under)
    if min(over, under) > max(NEGLIGIBLE, NOISE * amount):
        return _Least(float(amount))
    return _Least(float(amount), "more" if over > under else "less")


def _rounded_up(
    matrix: Matrix, limit: Limit, least: _Least, deadline: float | None, whole: BooleanArray | None
) -> Change | None:
    """Round the least amount up to one that has been tried out; none if the time ended before."""
    digits = DIGITS - 1 - math.floor(math.log10(least.amount))
    units = 10.0 ** min(MOST_DECIMALS, max(FEWEST_DECIMALS, digits))
    steps = math.ceil(least.amount * units - NOISE)
    for more in range(MOST_TRIES):
        amount = (max(steps, 1) + more) / units
        changed = loosened(matrix, limit, amount, least.direction)
        if whole is None:
            is_enough = KeptModel(changed.with_even_rows()).is_feasible(deadline)
        else:
            is_enough = is_feasible_whole(changed, whole, deadline)
        if is_enough:
            today = _today(matrix, limit, least.direction)
            return Change(limit.place, limit.rule, amount, least.direction, today, family=limit.family)
    return None


def _today(matrix: Matrix, limit: Limit, direction: Direction) -> float | None:
    """Give the limit as it stands, if all rows and columns of the place have one and the same."""
    parts = limit.parts_of_rows
    sides = {
        "more": [*(matrix.row_upper[limit.rows] / parts), *matrix.column_upper[limit.columns]],
        "less": [*(matrix.row_lower[limit.rows] / parts)],
    }
    found = sides["more"] + sides["less"] if direction == "either" else sides[direction]
    stated = {round(float(side), DECIMALS_OF_A_FIGURE) for side in found if math.isfinite(side)}
    return stated.pop() if len(stated) == 1 else None
