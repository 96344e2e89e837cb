"""Solving a scenario that is at hand as plain data, as far as a law needs it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from laws.setting import Tree
from planner import pipeline
from planner.model import Formulation, formulate
from planner.plan.plan import Plan
from planner.plan.reading import Reading
from planner.reports.csv_tables import csv_files
from planner.scenario.dump import dump_yaml
from planner.scenario.scenario import Scenario
from planner.solver.level import Solution
from planner.solver.lexicographic import solve_levels
from planner.solver.matrix import FloatArray
from planner.tables import tabulate

Levels = dict[str, float]
"""Each level's best value, in the order of priorities; the tie-break is left out: it ranks names, not plans."""

SAME = 1e-6
"""Values of a level that differ by less, relative to their size, are the same."""
SMALLEST = 1e-5
"""Values of a level that differ by less than this are the same, whatever their size."""


def levels_of(tree: Tree) -> Levels:
    """The best value of each level of the plan."""
    scenario = Scenario.model_validate(tree)
    formulation = formulate(tabulate(scenario), scenario.priorities)
    return best(solve_levels(formulation.program, formulation.levels))


def best(solution: Solution) -> Levels:
    """The best value of each level that was minimised."""
    assert solution.status == "optimal"
    return {level.name: level.best for level in solution.levels if level.name != "tie_break"}


def near(value: float) -> Any:
    """A value that counts as the same."""
    return pytest.approx(value, rel=SAME, abs=SMALLEST)


def near_all(levels: Levels) -> Any:
    """Levels that count as the same."""
    return {name: near(value) for name, value in levels.items()}


def not_worse(better: Levels, worse: Levels) -> bool:
    """Whether the first level that differs is not higher; levels further down may be."""
    for name in better:
        if name in worse and better[name] != near(worse[name]):
            return better[name] < worse[name]
    return True


def plan_of(tree: Tree) -> Plan:
    """The whole plan, by way of a file."""
    with tempfile.TemporaryDirectory() as folder:
        return pipeline.solve(written(tree, Path(folder)))


def written(tree: Tree, folder: Path) -> Path:
    """The scenario as a file."""
    path = folder / "scenario.yaml"
    path.write_text(dump_yaml(tree), encoding="utf-8")
    return path


def tables_as_text(plan: Plan) -> dict[str, str]:
    """Every table as the CSV file that people get."""
    return csv_files(plan.tables, "A plan")


def least_budget(tree: Tree) -> float:
    """What a year costs at most if nobody decides anything and no lever rests above 0 [pounds a year]."""
    scenario = Scenario.model_validate(tree)
    tables = tabulate(scenario)
    formulation = formulate(tables, scenario.priorities, "before")
    reading = Reading(formulation, solve_levels(formulation.program, formulation.levels))
    periods = tables.periods
    spent = dict.fromkeys(periods["year_start"], 0.0)
    for entry in formulation.costs:
        spent[periods["year_start"][entry.period]] += reading.total(entry.pounds)
    months = periods.groupby("year_start")["months"].sum()
    return max(pounds / min(1.0, months[year] / 12) for year, pounds in spent.items())


def formulated(tree: Tree) -> tuple[Formulation, Formulation]:
    """The program of the plan before action, and that of the plan after it."""
    scenario = Scenario.model_validate(tree)
    tables = tabulate(scenario)
    return formulate(tables, scenario.priorities, "before"), formulate(tables, scenario.priorities, "after")


def at_rest(before: Formulation, after: Formulation) -> FloatArray:
    """The plan before action as columns of the program of the plan after it.

    These are the same but for cases that may only be closed after a decision: 0 before action.
    """
    rest = solve_levels(before.program, before.levels)
    values = {variable.name: rest.value(variable) for variable in before.program.variables}
    return np.array([values.get(variable.name, 0.0) for variable in after.program.variables])


def breaks_a_rule(after: Formulation, plan: FloatArray) -> bool:
    """Whether a plan breaks a rule that holds after action."""
    matrix = after.program.matrix()
    rows, slack = matrix.row_values(plan), SMALLEST * matrix.largest_in_row
    return bool(
        np.any(plan > matrix.column_upper + SMALLEST)
        or np.any(rows > matrix.row_upper + slack)
        or np.any(rows < matrix.row_lower - slack)
    )


def worth(after: Formulation, plan: FloatArray) -> Levels:
    """The value of each level of the plan after action for any plan."""
    named = [level for level in after.levels if level.name != "tie_break"]
    return {level.name: float(after.program.costs(level.terms) @ plan) + level.constant for level in named}
