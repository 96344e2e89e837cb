"""A scenario as a finished matrix, and what a change of the scenario changes in it.

Whether a change only moves bounds is not known beforehand and is not looked up anywhere: both scenarios are compiled,
and what differs is seen. Only a change that moves bounds alone can be made larger or smaller without compiling again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.model import Formulation, formulate
from planner.scenario.scenario import Scenario
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Level
from planner.solver.matrix import FloatArray, Matrix
from planner.solver.program import Program
from planner.tables import tabulate
from planner.tables.warnings import people_not_there

SAME = 1e-12
"""By how much a figure may differ, relative to its size, and be the same: sums of floats in another order."""
CROSSED = 1e-9
"""By how much a lower bound may lie above its upper one by rounding."""
BOUNDS = ("column_lower", "column_upper", "row_lower", "row_upper")
"""What of a matrix a shift moves."""


@dataclass(frozen=True)
class Compiled:
    """The plan's linear program, and its matrix."""

    scenario: Scenario
    formulation: Formulation
    matrix: Matrix

    @property
    def program(self) -> Program:
        """Columns and rules."""
        return self.formulation.program

    @property
    def levels(self) -> tuple[Level, ...]:
        """What is minimised, in order."""
        return self.formulation.levels

    @cached_property
    def costs(self) -> list[FloatArray]:
        """The coefficients of each level."""
        return [self.program.costs(level.terms) for level in self.levels]


def compile_scenario(scenario: Scenario, like: Compiled | None = None) -> Compiled | None:
    """Compile a scenario, like another one if there is one; none where people would be away who are not there."""
    with without_garbage_collection():
        before = like.formulation if like else None
        tables = tabulate(scenario, before.given.tables if before else None)
        if any(True for _ in people_not_there(scenario, tables)):
            return None
        formulation = formulate(tables, scenario.priorities, like=before)
        return Compiled(scenario, formulation, formulation.program.matrix())


@dataclass(frozen=True)
class Shift:
    """What a change moves where it moves nothing but bounds, and constants of levels."""

    bounds: tuple[FloatArray, ...]
    """By how much each of `BOUNDS` moves."""
    constants: tuple[float, ...]
    """By how much the constant of each level moves."""
    tolerances: tuple[float, ...]
    """By how much the tolerance of each level moves."""


def shift_between(before: Compiled, after: Compiled) -> Shift | None:
    """What moves from one compiled scenario to another; none if more than bounds and constants differ."""
    if not (_same_rows_and_columns(before, after) and _same_coefficients(before, after)):
        return None
    bounds = []
    for name in BOUNDS:
        old, new = getattr(before.matrix, name), getattr(after.matrix, name)
        if not np.array_equal(np.isinf(old), np.isinf(new)):
            return None
        bounds.append(np.subtract(new, old, out=np.zeros(len(old)), where=np.isfinite(old)))
    pairs = list(zip(before.levels, after.levels, strict=True))
    if any(old.relative_tolerance != new.relative_tolerance or old.limit != new.limit for old, new in pairs):
        return None
    return Shift(
        tuple(bounds),
        tuple(new.constant - old.constant for old, new in pairs),
        tuple(new.tolerance - old.tolerance for old, new in pairs),
    )


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


def _same_coefficients(before: Compiled, after: Compiled) -> bool:
    """Whether rows and levels have the same coefficients."""
    old, new = before.matrix, after.matrix
    return (
        np.array_equal(old.starts, new.starts)
        and np.array_equal(old.columns, new.columns)
        and _same(old.values, new.values)
        and all(_same_costs(before, after, number) for number in range(len(before.levels)))
    )


def _same_costs(before: Compiled, after: Compiled, number: int) -> bool:
    """Whether a level has the same coefficients; one that was taken over has the very same terms."""
    if before.levels[number].terms is after.levels[number].terms:
        return True
    return _same(before.costs[number], after.costs[number])


def _same(old: FloatArray, new: FloatArray) -> bool:
    return bool(np.allclose(old, new, rtol=SAME, atol=0.0))


def shifted(base: Compiled, shift: Shift, times: float) -> tuple[Matrix, Sequence[Level]] | None:
    """The matrix and levels with a change so many times as large; none if a bound crossed the one opposite."""
    moved = {name: getattr(base.matrix, name) + times * by for name, by in zip(BOUNDS, shift.bounds, strict=True)}
    for side in ("column", "row"):
        if np.any(moved[f"{side}_lower"] > moved[f"{side}_upper"] + CROSSED):
            return None
    moved["column_upper"] = np.maximum(moved["column_lower"], moved["column_upper"])
    moved["row_upper"] = np.maximum(moved["row_lower"], moved["row_upper"])
    levels = [
        replace(level, constant=level.constant + times * constant, tolerance=level.tolerance + times * tolerance)
        for level, constant, tolerance in zip(base.levels, shift.constants, shift.tolerances, strict=True)
    ]
    return replace(base.matrix, **moved), levels


def agrees(base: Compiled, shift: Shift, times: float, compiled: Compiled) -> bool:
    """Whether a scenario compiled with the larger change is what the shift says: bounds move in proportion."""
    found = shift_between(base, compiled)
    if found is None:
        return False
    return all(
        np.allclose(times * by, is_by, rtol=1e-9, atol=1e-9)
        for by, is_by in zip(shift.bounds, found.bounds, strict=True)
    ) and np.allclose(times * np.array(shift.constants), found.constants, rtol=1e-9, atol=1e-9)
