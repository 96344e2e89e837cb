"""A scenario as a finished matrix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.model import Formulation, formulate
from planner.scenario.scenario import Scenario
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Level
from planner.solver.matrix import FloatArray, Matrix
from planner.solver.program import Program
from planner.tables import tabulate
from planner.tables.warnings import people_not_there


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
