"""What a change of the scenario changes in the linear program: what can be restarted, and what is made anew.

That is not known beforehand and is not looked up in any list of figures: both scenarios are compiled, and what differs
is seen.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from planner.solver.matrix import FloatArray
from planner.solver.program import Program
from planner.whatif.compiled import Compiled

Difference: TypeAlias = Literal["nothing", "limits", "prices", "coefficients", "structure"]
"""The most that differs: bounds, right-hand sides, constants and what levels may give up (`limits`); coefficients of
levels (`prices`); coefficients of rows (`coefficients`); or which rows, columns and levels there are (`structure`)."""

SAME = 1e-12
"""By how much a figure may differ, relative to its size, and be the same: sums of floats in another order."""
BOUNDS = ("column_lower", "column_upper", "row_lower", "row_upper")
"""The bounds of a matrix."""


def difference(before: Compiled, after: Compiled) -> Difference:
    """The most that differs between two compiled scenarios."""
    if not _same_rows_and_columns(before, after):
        return "structure"
    if not _same_entries(before, after):
        return "coefficients"
    if not all(_same_costs(before, after, number) for number in range(len(before.levels))):
        return "prices"
    return "nothing" if _same_limits(before, after) else "limits"


def _same_rows_and_columns(before: Compiled, after: Compiled) -> bool:
    """Whether both programs have the same columns, rows and levels, in the same order."""
    return (
        _same_columns(before.program, after.program)
        and before.program.rules == after.program.rules
        and [level.name for level in before.levels] == [level.name for level in after.levels]
        and list(before.program.whole_columns) == list(after.program.whole_columns)
    )


def _same_columns(before: Program, after: Program) -> bool:
    """Whether two programs have the same columns; those that were compiled alike have the same variables."""
    return before.has_columns_of(after) or (
        [variable.name for variable in before.variables] == [variable.name for variable in after.variables]
    )


def _same_entries(before: Compiled, after: Compiled) -> bool:
    """Whether rows have the same coefficients at the same columns."""
    old, new = before.matrix, after.matrix
    return (
        np.array_equal(old.starts, new.starts)
        and np.array_equal(old.columns, new.columns)
        and _same(old.values, new.values)
    )


def _same_costs(before: Compiled, after: Compiled, number: int) -> bool:
    """Whether a level has the same coefficients; one that was taken over has the very same terms."""
    if before.levels[number].terms is after.levels[number].terms:
        return True
    return _same(before.costs[number], after.costs[number])


def _same_limits(before: Compiled, after: Compiled) -> bool:
    """Whether every bound is the same to the last digit, and what is added to each level, and what it may give up."""
    return all(np.array_equal(getattr(before.matrix, name), getattr(after.matrix, name)) for name in BOUNDS) and all(
        (old.constant, old.tolerance, old.relative_tolerance, old.limit)
        == (new.constant, new.tolerance, new.relative_tolerance, new.limit)
        for old, new in zip(before.levels, after.levels, strict=True)
    )


def _same(old: FloatArray, new: FloatArray) -> bool:
    return bool(np.allclose(old, new, rtol=SAME, atol=0.0))
