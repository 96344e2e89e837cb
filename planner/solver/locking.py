"""Holding a level while the next one is minimised: its optimal face, or a cut as wide as its tolerance.

Why not one kind: an exact cut, ``level ≤ best``, leaves a region without any inside and made HiGHS end
without an answer on two years and on four. Fixing the face says the same with nothing but bounds. A
tolerance leaves room, so there a cut is right, and only a cut can share the room out among the levels below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planner.solver.answer import Answer
from planner.solver.highs import KeptModel
from planner.solver.matrix import BooleanArray, FloatArray

CLEARLY_NOT_ZERO = 1e-10
"""A reduced cost below this share of the largest cost may be noise.

Noise was seen up to 3e-13, genuine reduced costs of every size: what they are worth decays from period to
period. A threshold of 1e-7 let a level drift by a hundred-thousandth of itself, 1e-9 by 2e-7, 1e-10 by 4e-9.
"""
NEAR = 1e-6
"""How near, relative to its size, a value must be to its bound to stand at it."""
NARROWEST_CUT = 1e-7
"""A tolerance smaller than this share of its level is held like none: as a cut it would be an exact one."""
LEAST_WIDTH = 1e-4
"""A cut is scaled until its tolerance is at least this wide, far above what HiGHS may break a rule by."""


@dataclass(frozen=True)
class Cut:
    """A rule ``scale·level ≤ scale·(best + tolerance)`` in the matrix."""

    row: int
    scale: float

    def exchange(self, answer: Answer) -> float:
        """Work out what one unit more of the cut level would take off the level that was just minimised."""
        return max(0.0, -float(answer.row_duals[self.row]) * self.scale)


def wants_a_cut(costs: FloatArray, best: float, tolerance: float) -> bool:
    """Say whether a tolerance is wide enough to be held by a cut."""
    return tolerance > NARROWEST_CUT * max(abs(best), float(np.abs(costs).max(initial=0.0)))


def add_cut(model: KeptModel, costs: FloatArray, best: float, tolerance: float) -> Cut:
    """Hold a level at its best plus its tolerance by one row."""
    scale = max(1.0 / float(np.abs(costs).max()), LEAST_WIDTH / tolerance)
    scale = 2.0 ** math.ceil(math.log2(scale))  # a power of two changes no digit of the costs
    return Cut(model.add_cut(costs * scale, (best + tolerance) * scale), scale)


def fix_face(model: KeptModel, costs: FloatArray, answer: Answer, threshold: float) -> None:
    """Hold a level exactly: leave only the plans that are as good as the one found.

    A plan is optimal if and only if every column with a reduced cost stands at its bound and every row with
    a dual at its side, whichever optimal duals one has. What is clearly not zero is fixed, the rest free.
    """
    matrix = model.matrix
    clear = threshold * float(np.abs(costs).max(initial=0.0))
    free = matrix.column_lower < matrix.column_upper
    at = np.where(answer.reduced_costs > 0, matrix.column_lower, matrix.column_upper)
    columns = np.flatnonzero(free & (np.abs(answer.reduced_costs) > clear) & _is_at(answer.values, at))
    model.set_column_bounds(columns, at[columns], at[columns])

    # A row's dual is compared in the unit of the costs: times its largest coefficient.
    prices = np.abs(answer.row_duals) * matrix.largest_in_row
    free = matrix.row_lower < matrix.row_upper
    at = np.where(answer.row_duals > 0, matrix.row_lower, matrix.row_upper)
    rows = np.flatnonzero(free & (prices > clear) & _is_at(matrix.row_values(answer.values), at))
    model.set_row_bounds(rows, at[rows], at[rows])


def _is_at(values: FloatArray, bounds: FloatArray) -> BooleanArray:
    """Guard against noise of the wrong sign, which would fix a column at the bound where it is not."""
    near = NEAR * np.maximum(1.0, np.abs(bounds))
    return np.isfinite(bounds) & (np.abs(values - bounds) <= near)
