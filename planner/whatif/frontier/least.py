"""The least budget for which there is a plan, as the optimum of one linear program."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from planner.solver.contradiction import limits_of
from planner.solver.elastic import Elastic, Limit, loosened
from planner.whatif.compiled import Compiled
from planner.whatif.frontier.moving import MovedBudget


def least_pounds(compiled: Compiled, budget: MovedBudget) -> float | None:
    """Find the least budget for which there is a plan, columns that take whole numbers only taken as any other.

    The budget is first lowered to nothing; then it is exceeded by as little as can be.

    Returns:
        The budget [pounds a year]; none where no budget gives a plan.
    """
    program, matrix = compiled.program, compiled.matrix
    every = limits_of(program, np.arange(matrix.number_of_columns), np.arange(matrix.number_of_rows))
    places = {f"budget.limits.{name}" for name in budget.limits}
    together = _together([limit for limit in every if limit.place in places], budget.share)
    if not len(together.rows):
        return 0.0
    at_nothing = loosened(matrix, together, -budget.today_pounds, "more")
    answer, pounds = Elastic(at_nothing, [together]).least(0, None, None)
    return None if answer.status != "optimal" or math.isnan(pounds) else pounds


def _together(limits: list[Limit], share: float) -> Limit:
    """Several limits as one, each row of which moves by its share of a pound."""
    return (
        replace(
            limits[0],
            rows=np.concatenate([limit.rows for limit in limits]),
            columns=np.zeros(0, dtype=np.int32),
            parts=share * np.concatenate([limit.parts_of_rows for limit in limits]),
            column_parts=np.zeros(0),
            keys=(),
        )
        if limits
        else Limit("", "", np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
    )
