"""Requirements in posts: what counts for them, how far they may be short, and what is over; closing strength."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cases, cell, column, formulate_tiny, merged, post, role, rows_of, solve_tiny, two_teams

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
INTAKE: dict[str, Any] = {"team": "a", "role": "officer", "per_intake_fte": 5}
RECRUITS: Tree = {"recruitment": {"intake": INTAKE}}
LESS: dict[str, Any] = {"team": "a", "role": "officer", "fte": 5, "productivity": 0.5}


def required(**more: Any) -> Tree:
    return {"desk": {"team": "a", "roles": ["officer"], **more}}


def officers(strength: float, approved: float = 20) -> Tree:
    return {"a": {"officer": post(strength, approved)}}


def calls(a_month: float) -> Tree:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT}}


def strength(tables: dict[str, Any], team: str = "a") -> list[float]:
    return column(tables["staffing"], "strength_fte", team=team, role="officer", plan="after")


# ---------------------------------------------------------------- what counts, and what is over
@pytest.mark.rule("strength_limits", "row")
@pytest.mark.parametrize("sense", ["at_least_fte", "exactly_fte"])
@pytest.mark.parametrize("over", [{"over_pounds_per_fte_month": 100}, {"over_at_most_fte": 3}])
def test_strength_limits_row_is_an_equation_where_strength_over_it_is_counted(sense: str, over: Tree) -> None:
    formulation = formulate_tiny(requirements=required(**{sense: 2}, **over), **ONE)
    assert rows_of(formulation, "strength_limits") == ["strength[a,officer,0] - over[requirements.desk,0] = 2"]


@pytest.mark.rule("strength_limits", "row")
def test_strength_limits_row_counts_what_is_over_where_only_a_limit_together_asks_for_it() -> None:
    together = {"over_requirement": {"both": {"members": ["desk"], "fte": 1}}}
    priced = required(at_least_fte=2, short_pounds_per_fte_month=100)
    assert rows_of(formulate_tiny(requirements=priced, structure=together, **ONE), "strength_limits") == [
        "strength[a,officer,0] + short[requirements.desk,0] - over[requirements.desk,0] = 2"
    ]


@pytest.mark.rule("strength_limits", "row")
def test_strength_limits_row_counts_reduced_hours_by_what_they_give_and_a_minimum_counts_people() -> None:
    formulation = formulate_tiny(
        requirements=required(at_least_fte=2),
        structure={"minimum_strength": {"cover": {"team": "a", "roles": ["officer"], "fte": 1}}},
        supply={"reduced_hours": {"less": {**LESS, "productivity": 0.6}}},
        **ONE,
    )
    assert rows_of(formulation, "strength_limits") == [
        "strength[a,officer,0] >= 1",
        "strength[a,officer,0] - 0.4 reduced[less,0] >= 2",
    ]


@pytest.mark.rule("strength_limits", "row")
def test_strength_limits_row_of_a_closing_strength_is_one_in_the_last_reported_period() -> None:
    closing = {"closing_strength": {"end": {"team": "a", "roles": ["officer"], "exactly_fte": 3}}}
    formulation = formulate_tiny(structure=closing, period={"run_out": "2 months"})
    assert rows_of(formulation, "strength_limits") == ["strength[a,officer,1] = 3"]


@pytest.mark.rule("strength_limits", "optimum")
def test_a_closing_strength_is_reached_as_late_as_it_can_be_since_people_cost_money() -> None:
    # Two more by the end of May, both on the last intake; and no more than that, however much is left afterwards.
    tables = solve_tiny(
        establishment=officers(1),
        demand=calls(10),
        structure={"closing_strength": {"end": {"team": "a", "roles": ["officer"], "at_least_fte": 3}}},
        supply=RECRUITS,
        priorities=EXACT,
    )
    assert strength(tables) == [1, 3]
    assert column(tables["breaches"], "breach", rule="strength_limits") == [2]
    assert column(tables["breaches"], "window", rule="strength_limits") == ["2019-05"]


@pytest.mark.rule("strength_limits", "optimum")
def test_people_on_reduced_hours_count_for_half_a_post_of_an_exact_requirement() -> None:
    # Two officers in post and exactly one and a half asked for: one of them works half the hours, whatever it costs.
    tables = solve_tiny(
        establishment=officers(2),
        demand=calls(10),
        requirements=required(exactly_fte=1.5),
        supply={"reduced_hours": {"less": {**LESS, "pounds_per_fte_month": 70}}},
        priorities=EXACT,
    )
    assert column(tables["levers"], "used", plan="after", lever="less") == [1, 1]
    after = tables["requirements"][tables["requirements"]["plan"] == "after"]
    figures = after[["required_fte", "strength_fte", "reduced_fte", "short_fte", "over_fte"]]
    assert figures.to_numpy().tolist() == [[1.5, 2, 0.5, 0, 0]] * 2
    assert column(tables["costs"], "pounds", plan="after", kind="reduced_hours") == [70, 70]
    # Nobody is on reduced hours at rest: half a post over the requirement, and nothing is asked before action.
    assert column(tables["requirements"], "over_fte", plan="before") == [0.5, 0.5]
    assert column(tables["requirements"], "reduced_fte", plan="before") == [0, 0]


@pytest.mark.rule("strength_limits", "optimum")
def test_strength_over_an_exact_requirement_costs_its_price_before_action_and_after() -> None:
    # Two officers where exactly one is wanted and nobody leaves: one over, at 300 pounds a month, beside the pay.
    tables = solve_tiny(
        establishment=officers(2),
        requirements=required(exactly_fte=1, over_pounds_per_fte_month=300),
        budget={"limits": {"over": {"pounds_per_year": 3600, "kinds": ["over_requirement"]}}},
        priorities=EXACT,
    )
    for plan in ("before", "after"):
        assert column(tables["requirements"], "over_fte", plan=plan) == [1, 1]
        assert column(tables["costs"], "pounds", plan=plan, kind="over_requirement") == [300, 300]
    # A real cost: two twelfths of the yearly 3,600 are 600, and both months of it are spent.
    assert cell(tables["budget"], "after_pounds", limit="over") == 600


# ---------------------------------------------------------------- how far it may be short
@pytest.mark.rule("short_share_caps", "row")
def test_short_share_caps_row_is_a_share_of_the_strength_of_all_its_roles() -> None:
    helpers: Tree = {"roles": {"helper": role()}, "establishment": {"a": {"helper": post(0, 5)}}}
    desk = {"desk": {"team": "a", "roles": ["officer", "helper"], "at_least_fte": 11, "short_at_most_share": 0.1}}
    formulation = formulate_tiny(requirements=desk, **helpers, **ONE)
    assert rows_of(formulation, "short_share_caps") == [
        "short[requirements.desk,0] - 0.1 strength[a,helper,0] - 0.1 strength[a,officer,0] <= 0"
    ]
    assert rows_of(formulation, "strength_limits") == [
        "strength[a,helper,0] + strength[a,officer,0] + short[requirements.desk,0] >= 11"
    ]


@pytest.mark.rule("short_share_caps", "optimum")
def test_strength_is_short_by_no_more_than_its_share() -> None:
    # 11 are asked for and a tenth of strength may be lacking: 10 and 1. Being short costs nothing, people do.
    tables = solve_tiny(
        establishment=officers(8),
        demand=calls(10),
        requirements=required(at_least_fte=11, short_at_most_share=0.1),
        supply=RECRUITS,
        priorities=EXACT,
    )
    assert strength(tables) == pytest.approx([10, 10], abs=1e-4)
    assert column(tables["requirements"], "short_fte", plan="after") == pytest.approx([1, 1], abs=1e-4)
    assert column(tables["costs"], "pounds", kind="shortfall") == []


@pytest.mark.rule("short_share_caps", "absent")
def test_without_a_share_there_is_no_row_for_what_is_short() -> None:
    priced = required(at_least_fte=2, short_pounds_per_fte_month=100)
    assert rows_of(formulate_tiny(requirements=priced), "short_share_caps") == []
    capped = required(at_least_fte=2, short_at_most_share=0.1)
    assert rows_of(formulate_tiny("before", requirements=capped), "short_share_caps") == []


# ---------------------------------------------------------------- how far it may be over
TWO_DESKS: Tree = {
    "desk": {"team": "a", "roles": ["officer"], "exactly_fte": 1},
    "hall": {"team": "b", "roles": ["officer"], "exactly_fte": 1, "until": "2019-04-30"},
}


@pytest.mark.rule("over_requirement_caps", "row")
def test_over_requirement_caps_row_adds_up_the_requirements_that_hold_in_the_period() -> None:
    formulation = formulate_tiny(
        requirements=merged(TWO_DESKS, {"desk": {"over_at_most_fte": 2}}),
        structure={"over_requirement": {"both": {"members": ["hall", "desk"], "fte": 1.5}}},
        **two_teams(1, 1),
    )
    assert rows_of(formulation, "over_requirement_caps") == [
        "over[requirements.desk,0] <= 2",
        "over[requirements.desk,1] <= 2",
        "over[requirements.desk,0] + over[requirements.hall,0] <= 1.5",
        "over[requirements.desk,1] <= 1.5",
    ]
    assert {rule.place for rule in formulation.program.rules if rule.family == "over_requirement_caps"} == {
        "requirements.desk.over_at_most_fte",
        "structure.over_requirement.both",
    }


@pytest.mark.rule("over_requirement_caps", "optimum")
def test_people_over_the_requirements_are_where_the_work_is_and_no_more_than_are_allowed_together() -> None:
    # One officer is asked for in each of two teams and one and a half may be over in both together. The work is in a.
    tables = solve_tiny(
        demand=calls(1000),
        requirements=merged(TWO_DESKS, {"hall": {"until": None}}),
        structure={"over_requirement": {"both": {"members": ["desk", "hall"], "fte": 1.5}}},
        supply={"recruitment": {"intake": INTAKE, "other": {**INTAKE, "team": "b"}}},
        **two_teams(1, 1),
        priorities=EXACT,
    )
    assert strength(tables) == [2.5, 2.5]
    assert strength(tables, "b") == [1, 1]
    assert column(tables["requirements"], "over_fte", plan="after", requirement="desk") == [1.5, 1.5]


@pytest.mark.rule("over_requirement_caps", "optimum")
def test_more_over_a_requirement_than_is_allowed_is_a_breach_before_action() -> None:
    # Three where exactly one is asked for and one more may be. A move to b mends it at once.
    place = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}}
    tables = solve_tiny(
        requirements=required(exactly_fte=1, over_at_most_fte=1),
        supply={"moves": {"over": {**place, "per_month_fte": 3}}},
        **two_teams(3, 0),
        priorities=EXACT,
    )
    assert column(tables["breaches"], "breach", rule="over_requirement_caps") == [1, 1]
    assert (
        column(tables["breaches"], "name", rule="over_requirement_caps") == ["requirements.desk.over_at_most_fte"] * 2
    )
    assert max(strength(tables)) <= 2


@pytest.mark.rule("over_requirement_caps", "absent")
def test_without_a_limit_there_is_no_row_for_what_is_over() -> None:
    priced = required(exactly_fte=1, over_pounds_per_fte_month=300)
    assert rows_of(formulate_tiny(requirements=priced), "over_requirement_caps") == []
    capped = required(exactly_fte=1, over_at_most_fte=1)
    assert rows_of(formulate_tiny("before", requirements=capped), "over_requirement_caps") == []


@pytest.mark.rule("over_at_rest", "row")
def test_over_at_rest_row_counts_and_asks_for_nobody() -> None:
    counted = required(exactly_fte=2, over_pounds_per_fte_month=300, short_pounds_per_fte_month=300)
    formulation = formulate_tiny("before", requirements=counted, **ONE)
    assert rows_of(formulation, "over_at_rest") == ["strength[a,officer,0] - over[requirements.desk,0] <= 2"]
    assert rows_of(formulation, "strength_limits") == []


@pytest.mark.rule("over_at_rest", "optimum")
def test_before_action_what_is_over_costs_money_and_what_is_short_does_not() -> None:
    # Half of the two officers leave in May: one over in April, and in May as many as are asked for.
    tables = solve_tiny(
        establishment=officers(2),
        requirements=required(at_least_fte=1, over_pounds_per_fte_month=300, short_pounds_per_fte_month=300),
        supply={"known_leavers": {"go": {"team": "a", "role": "officer", "on": "2019-05-01", "fte": 1}}},
        priorities=EXACT,
    )
    assert column(tables["requirements"], "over_fte", plan="before") == [1, 0]
    assert column(tables["costs"], "pounds", plan="before", kind="over_requirement") == [300]


@pytest.mark.rule("over_at_rest", "absent")
def test_after_action_the_requirement_itself_counts_what_is_over() -> None:
    counted = required(exactly_fte=1, over_pounds_per_fte_month=300)
    assert rows_of(formulate_tiny("after", requirements=counted), "over_at_rest") == []
    assert rows_of(formulate_tiny("before", requirements=required(exactly_fte=1)), "over_at_rest") == []
