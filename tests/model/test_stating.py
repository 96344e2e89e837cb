"""A program stated like another is the one stated from nothing; a rule that read nothing that differs is not run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny import tiny

from planner.model import Formulation, formulate
from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.tables import tabulate
from planner.whatif.figures import moved
from planner.whatif.units import changes

INPUTS = Path(__file__).parents[2] / "inputs"


def stated(scenario: Scenario, like: Formulation | None = None) -> Formulation:
    tables = tabulate(scenario, like.given.tables if like else None)
    return formulate(tables, scenario.priorities, like=like)


def everything(formulation: Formulation) -> dict[str, Any]:
    """All that is said of a program, its variables by name."""
    program = formulation.program
    return {
        "matrix": [array.tobytes() for array in vars(program.matrix()).values()],
        "columns": [variable.name for variable in program.variables],
        "rules": [(rule.family, rule.key, rule.place) for rule in program.rules],
        "known of columns": (program.column_places, program.column_parts, program.whole_columns),
        "bounded by others": program.columns_bounded_by_others,
        "known of rows": (program.row_parts, program.laws),
        "levels": [
            (level.name, level.constant, level.tolerance, level.measure, program.costs(level.terms).tobytes())
            for level in formulation.levels
        ],
        "costs": [(entry.kind, entry.period, entry.pounds.constant) for entry in formulation.costs],
    }


@pytest.mark.parametrize("name", ["2019-improvement-team.yaml", "2019-two-ranks-removed.yaml"])
def test_a_change_is_stated_as_from_nothing(name: str) -> None:
    scenario = load_scenario(INPUTS / name).scenario
    before = stated(scenario)
    lines = [(team, role) for team, roles in scenario.establishment.items() for role in roles]
    for kind in changes(scenario, lines):
        changed = kind[0].apply(scenario, 1.0)
        assert changed is not None
        assert everything(stated(changed, before)) == everything(stated(changed)), kind[0].place


def test_the_plan_is_stated_as_from_nothing_after_the_one_before_action() -> None:
    scenario = load_scenario(INPUTS / "2019-improvement-team.yaml").scenario
    tables = tabulate(scenario)
    before = formulate(tables, scenario.priorities, "before")
    after = formulate(tables, scenario.priorities, "after", before)
    assert everything(after) == everything(formulate(tables, scenario.priorities))
    assert not set(after.program.variables) & set(before.program.variables)


def test_a_rule_whose_figures_are_the_same_is_taken_over() -> None:
    scenario = tiny(budget={"limits": {"whole": {"pounds_per_year": 1_000_000}}})
    before = stated(scenario)
    more = moved(scenario, ("budget", "limits", "whole", "pounds_per_year"), 1000.0)
    assert more is not None
    after = stated(more, before)
    assert after.costs is before.costs
    differ = np.flatnonzero(before.program.matrix().row_upper != after.program.matrix().row_upper)
    assert {after.program.rules[row].family for row in differ} == {"budgets"}
    taken_over = [one is other for one, other in zip(after.program.rules, before.program.rules, strict=True)]
    assert [rule.family for rule, same in zip(after.program.rules, taken_over, strict=True) if not same] == ["budgets"]
