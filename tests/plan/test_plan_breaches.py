"""No rule can be enforced in the plan and not counted before action."""

from __future__ import annotations

import math
from typing import Any

import pytest
from tiny import formulate_tiny, merged, post, solve_tiny, tiny

from planner.model import formulate
from planner.model.standing import RULE_STANDINGS
from planner.plan.breaches import UNITS, WORST_ONLY
from planner.plan.figures import figure_at
from planner.tables import tabulate
from planner.whatif.figures import moved

POLICIES = {
    "establishment": {"a": {"officer": post(2, 2)}},
    "demand": {"calls": {"clear_by": "2019-05-31", "coverage_floor": 0.5}},
    "supply": {
        "recruitment": {
            "in": {
                "team": "a",
                "role": "officer",
                "per_intake_fte": 1,
                "per_year_fte": 0.5,
                "at_rest_fte": {"value": 12, "per": "year"},
            }
        },
        "overtime": {
            "extra": {
                "roles": ["officer"],
                "multiplier": 1,
                "share_of_contracted": 0.5,
                "at_rest_share": 0.5,
                "pounds_per_year": 60,
            }
        },
        "reduced_hours": {"less": {"team": "a", "role": "officer", "fte": 2, "productivity": 0.5}},
        "reduced_hours_together": {"all": {"members": ["less"], "fte": 1}},
    },
    "requirements": {
        "desk": {"team": "a", "roles": ["officer"], "exactly_fte": 1, "short_at_most_share": 0.1, "over_at_most_fte": 0}
    },
    "structure": {
        "minimum_strength": {"officers": {"team": "a", "roles": ["officer"], "fte": 9}},
        "removed_ranks": {"constable": {"frozen_from": "2019-05", "gone_by": {"on": "2019-05-31"}}},
    },
    "budget": {"limits": {"whole": {"pounds_per_year": 60}}},
    "priorities": [{"level": "gap_tier_1"}, {"level": "cost", "at_most": 1}],
}


def test_every_policy_has_a_row_in_the_scenario_of_this_test() -> None:
    families = {rule.family for rule in formulate_tiny("after", **POLICIES).program.rules}
    policies = {family for family, standing in RULE_STANDINGS.items() if standing.kind == "policy"}
    without = sorted(policies - families - {"duties_passed"})  # shown in tests/model/test_rule_removed_ranks.py
    assert not without, (
        f"POLICIES in this file has no row of {', '.join(without)}: add its key there, so that the tests of this file"
        " see whether a breach before action is counted, and whether a repair is as large as it has to be."
    )


def test_every_rule_that_is_enforced_only_after_action_has_a_unit_for_its_breach() -> None:
    before = {rule.family for rule in formulate_tiny("before", **POLICIES).program.rules}
    after = {rule.family for rule in formulate_tiny("after", **POLICIES).program.rules}
    found, said = sorted(after - before), sorted(UNITS)
    assert found == said, (
        f"Enforced after action alone: {found}; by RULE_STANDINGS in planner/model/standing.py: {said}. A policy has"
        " its unit there, and `at_rest=True` if it holds before action too."
    )
    assert all(UNITS.values()), "A policy in RULE_STANDINGS has no unit."
    assert set(WORST_ONLY) <= set(UNITS)


def test_a_rule_with_a_place_is_a_policy() -> None:
    rules = formulate_tiny("after", **POLICIES).program.rules
    physics = {rule.family for rule in rules if rule.place and RULE_STANDINGS[rule.family].kind == "physics"}
    assert not physics, (
        f"{', '.join(sorted(physics))} say where their figure stands, so readers are offered to change it: write in"
        " planner/model/standing.py who owns it, or leave the place out."
    )


STEPS = {
    "month": {},
    "quarter": {"step": "quarter", "last": "2019-06"},
    "week": {"step": "week", "first": "2019-04-01", "last": "2019-05-26"},
}
BY = 0.01
"""By how much each figure is moved."""


@pytest.mark.parametrize("step", STEPS)
def test_a_row_moves_by_its_part_when_its_figure_moves_by_one(step: str) -> None:
    scenario = tiny(**merged(POLICIES, {"period": STEPS[step]}))
    base = formulate(tabulate(scenario), scenario.priorities)
    program, matrix = base.program, base.program.matrix()
    places = {rule.place for rule in program.rules if rule.place} | set(program.column_places.values())
    figures = {place: figure_at(place, scenario) for place in places}
    seen = set()
    for place, figure in figures.items():
        if figure is None or isinstance(figure.number, float) or place.startswith("priorities"):
            continue  # a date, or nothing that is stated for a time
        changed = moved(scenario, figure.place.split("."), BY)
        assert changed is not None
        now = formulate(tabulate(changed), changed.priorities).program.matrix()
        for row, rule in enumerate(program.rules):
            if rule.place == place and rule.family not in SCALED:
                by = _move(matrix.row_lower, matrix.row_upper, now.row_lower, now.row_upper, row)
                assert by == pytest.approx(program.row_parts.get(row, 1.0)), HOW.format(rule.family, place)
                seen.add(rule.family)
        for column, its in program.column_places.items():
            if its == place:
                by = (now.column_upper[column] - matrix.column_upper[column]) / BY
                assert by == pytest.approx(program.column_parts.get(column, 1.0)), HOW.format("the column's", place)
    assert seen >= {"budgets", "overtime_limits", "flow_caps", "strength_limits"}


SCALED = ("short_share_caps",)
"""Shares that count in strength, which is not known beforehand."""
HOW = "A row of {0} moves otherwise than its figure {1}: say so in planner/model/parts.py."


def _move(low: Any, high: Any, low_now: Any, high_now: Any, row: int) -> float:
    """By how much the side of a row that is stated has moved, for a figure that moved by one."""
    side, now = (high, high_now) if math.isfinite(high[row]) else (low, low_now)
    return abs(float(now[row] - side[row])) / BY


def test_limits_of_every_kind_are_counted_where_inaction_breaks_them() -> None:
    # Two officers and one more a month at rest: 3 and then 4 where there are 2 posts, and 2 starts a year where a
    # twelfth of six is allowed. The plan itself may do nothing of the kind, so it has to be solvable.
    softer = {
        **POLICIES,
        "requirements": {},
        "structure": {},
        "priorities": [],
        "budget": {"limits": {"whole": {"pounds_per_year": 60000}}},
    }
    found = solve_tiny(**softer)["breaches"].set_index(["rule", "name"])["breach"]
    assert found["establishment", "a.officer"] == 2
    assert found["flow_caps", "supply.recruitment.in.per_year_fte"] > 1.9
    # Half of their 300 and 400 hours again as overtime, at 10 pounds an hour: 3,500 pounds where 10 are allowed.
    assert found["overtime_limits", "extra"] == 3490
