"""Reduced hours: who can be on them, what they give, what they cost and save."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cases, column, formulate_tiny, post, rows_of, solve_tiny, two_teams

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
LESS: dict[str, Any] = {"team": "a", "role": "officer", "fte": 5, "productivity": 0.5}
SAVING: dict[str, Any] = {**LESS, "pay_share": 0.5, "pounds_per_fte_month": 100}
"""Half the hours at half the pay of 1,000 pounds a month, and 100 pounds for it: 400 pounds saved."""


def calls(a_month: float) -> Tree:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT}}


def officers(strength: float) -> Tree:
    return {"a": {"officer": post(strength, 20)}}


def used(tables: dict[str, Any], plan: str = "after", lever: str = "less") -> list[float]:
    return column(tables["levers"], "used", plan=plan, lever=lever)


@pytest.mark.rule("capacity", "row")
def test_capacity_row_takes_the_hours_that_reduced_hours_do_not_give() -> None:
    supply = {"reduced_hours": {"less": {**LESS, "productivity": 0.7}}}
    assert rows_of(formulate_tiny(supply=supply, **ONE), "capacity") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] + 30 reduced[less,0] <= 0"
    ]


@pytest.mark.rule("capacity", "optimum")
def test_reduced_hours_are_used_as_far_as_the_work_leaves_hours_over() -> None:
    # 80 of the 100 hours are needed, and each person on reduced hours gives 50 fewer: 0.4 of one, at 400 pounds saved.
    tables = solve_tiny(demand=calls(80), supply={"reduced_hours": {"less": SAVING}}, priorities=EXACT)
    assert used(tables) == pytest.approx([0.4, 0.4], abs=1e-3)
    assert column(tables["costs"], "pounds", plan="after", kind="reduced_hours") == pytest.approx([-160, -160], abs=0.5)
    staffing = tables["staffing"][tables["staffing"]["plan"] == "after"]
    assert staffing["away_hours"].tolist() == pytest.approx([20, 20], abs=0.1)
    assert staffing["productive_hours"].tolist() == pytest.approx([80, 80], abs=0.1)
    assert staffing["spare_hours"].tolist() == pytest.approx([0, 0], abs=0.1)
    # Before action everybody works in full.
    assert used(tables, "before") == [0, 0]
    assert column(tables["costs"], "pounds", plan="before", kind="reduced_hours") == []


def test_who_pays_for_the_role_saves_the_pay_and_who_pays_for_reduced_hours_pays_the_price() -> None:
    tables = solve_tiny(
        demand=calls(50), supply={"reduced_hours": {"less": {**SAVING, "funding": "grant"}}}, priorities=EXACT, **ONE
    )
    costs = tables["costs"][tables["costs"]["kind"] == "reduced_hours"].set_index("funding")["pounds"]
    assert costs.to_dict() == {"core": -500, "grant": 100}
    # What the action does to the month, and to twelve of them.
    effects = tables["effects"][tables["effects"]["kind"] == "reduced_hours"]
    assert effects[["part_year_pounds", "full_year_pounds"]].to_numpy().tolist() == [[-400, -4800]]


# ---------------------------------------------------------------- people in post
@pytest.mark.rule("reduced_hours_in_post", "row")
def test_reduced_hours_in_post_row_adds_up_all_of_a_line() -> None:
    supply = {"reduced_hours": {"less": LESS, "least": {**LESS, "productivity": 0.2}}}
    for stance in ("before", "after"):
        assert rows_of(formulate_tiny(stance, supply=supply, **ONE), "reduced_hours_in_post") == [  # type: ignore[arg-type]
            "reduced[least,0] + reduced[less,0] - strength[a,officer,0] <= 0"
        ]


@pytest.mark.rule("reduced_hours_in_post", "optimum")
def test_no_more_people_are_on_reduced_hours_than_are_in_post() -> None:
    # Hardly any work, and 400 pounds are saved by each of up to five: two are there.
    tables = solve_tiny(
        establishment=officers(2), demand=calls(10), supply={"reduced_hours": {"less": SAVING}}, priorities=EXACT
    )
    assert used(tables) == [2, 2]


@pytest.mark.rule("reduced_hours_in_post", "absent")
def test_without_reduced_hours_there_is_no_row_for_them() -> None:
    assert rows_of(formulate_tiny(), "reduced_hours_in_post") == []


# ---------------------------------------------------------------- several lines together
TOGETHER: Tree = {
    "reduced_hours": {"less": SAVING, "others": {**SAVING, "team": "b"}},
    "reduced_hours_together": {"all": {"members": ["others", "less"], "fte": 1.5}},
}


@pytest.mark.rule("reduced_hours_together", "row")
def test_reduced_hours_together_row_adds_up_its_members() -> None:
    formulation = formulate_tiny(supply=TOGETHER, **two_teams(1, 1), **ONE)
    assert rows_of(formulation, "reduced_hours_together") == ["reduced[less,0] + reduced[others,0] <= 1.5"]


@pytest.mark.rule("reduced_hours_together", "optimum")
def test_no_more_people_of_two_teams_are_on_reduced_hours_than_may_be_together() -> None:
    # Each saves 400 pounds; there is no work in b, so both officers of b would be, and half of one in a. Together 1.5.
    tables = solve_tiny(demand=calls(50), supply=TOGETHER, **two_teams(1, 2), priorities=EXACT)
    total = [less + others for less, others in zip(used(tables), used(tables, lever="others"), strict=True)]
    assert total == pytest.approx([1.5, 1.5])
    assert sum(column(tables["costs"], "pounds", plan="after", kind="reduced_hours")) == pytest.approx(-1200, abs=0.1)


@pytest.mark.rule("reduced_hours_together", "optimum")
def test_more_people_on_reduced_hours_at_rest_than_may_be_together_are_a_breach() -> None:
    at_rest = {name: {**each, "at_rest_fte": 1} for name, each in TOGETHER["reduced_hours"].items()}
    tables = solve_tiny(
        demand=calls(50), supply={**TOGETHER, "reduced_hours": at_rest}, **two_teams(1, 1), priorities=EXACT
    )
    assert column(tables["breaches"], "breach", rule="reduced_hours_together") == [0.5, 0.5]


@pytest.mark.rule("reduced_hours_together", "absent")
def test_without_a_limit_together_there_is_no_row_for_it() -> None:
    assert rows_of(formulate_tiny(supply={"reduced_hours": {"less": LESS}}), "reduced_hours_together") == []
    assert rows_of(formulate_tiny("before", supply=TOGETHER, **two_teams(1, 1)), "reduced_hours_together") == []


# ---------------------------------------------------------------- at rest
@pytest.mark.rule("at_rest", "row")
def test_at_rest_row_keeps_those_on_reduced_hours_who_are_still_there() -> None:
    # Of two people one leaves in May. Three fifths are on one kind of reduced hours and one on another: in May the one
    # who is left is shared out in the order of names.
    supply = {
        "reduced_hours": {"least": {**LESS, "at_rest_fte": 0.6}, "less": {**LESS, "at_rest_fte": 1}},
        "known_leavers": {"go": {"team": "a", "role": "officer", "on": "2019-05-01", "fte": 1}},
    }
    assert rows_of(formulate_tiny("before", establishment=officers(2), supply=supply), "at_rest") == [
        "reduced[least,0] = 0.6",
        "reduced[least,1] = 0.6",
        "reduced[less,0] = 1",
        "reduced[less,1] = 0.4",
    ]


@pytest.mark.rule("at_rest", "optimum")
def test_reduced_hours_at_rest_give_half_the_hours_before_action() -> None:
    # One of two officers is on half hours: 150 of the 180 hours are worked before action, all of them by the plan.
    tables = solve_tiny(
        establishment=officers(2),
        demand=calls(180),
        supply={"reduced_hours": {"less": {**LESS, "at_rest_fte": 1}}},
        priorities=EXACT,
    )
    assert column(tables["work"], "covered_hours", plan="before") == [150, 150]
    assert column(tables["work"], "covered_hours", plan="after") == [180, 180]
