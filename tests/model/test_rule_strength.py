"""Strength: balance, who may move, posts, places, and strength that is required."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import (
    EXACT,
    Tree,
    cases,
    cell,
    column,
    formulate_tiny,
    line,
    per_month,
    post,
    role,
    rows_of,
    solve_tiny,
    two_teams,
)

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
TENTH_LEAVES: Tree = {"leavers": {"officer": {"rate": {"value": 0.1, "per": "month"}}}}
INTAKE: dict[str, Any] = {"team": "a", "role": "officer", "per_intake_fte": 1}


def officers(strength: float, approved: float, **changes: Any) -> dict[str, Any]:
    return {"a": {"officer": post(strength, approved, **changes)}}


def calls(a_month: float, **changes: Any) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT, **changes}}


def strength(tables: dict[str, Any], team: str = "a", plan: str = "after") -> list[float]:
    return column(tables["staffing"], "strength_fte", team=team, role="officer", plan=plan)


# ---------------------------------------------------------------- strength balance
@pytest.mark.rule("strength_balance", "row")
def test_strength_balance_row_keeps_those_who_stay() -> None:
    assert rows_of(formulate_tiny(supply=TENTH_LEAVES), "strength_balance") == [
        "strength[a,officer,0] = 0.9",
        "strength[a,officer,1] - 0.9 strength[a,officer,0] = 0",
    ]


@pytest.mark.rule("strength_balance", "row")
def test_strength_balance_row_adds_joiners_who_stay_and_takes_known_leavers() -> None:
    supply = {
        "recruitment": {"intake": {**INTAKE, "lead": "1 month", "stay": 0.9}},
        "known_leavers": {"retires": {"team": "a", "role": "officer", "on": "2019-05-16", "fte": 0.5}},
    }
    assert rows_of(formulate_tiny(supply=supply), "strength_balance") == [
        "strength[a,officer,0] = 1",
        "strength[a,officer,1] - strength[a,officer,0] - 0.9 starts[intake,0] = -0.5",
    ]


@pytest.mark.rule("strength_balance", "row")
def test_strength_balance_row_takes_first_year_leavers_and_ended_terms_from_their_cohort() -> None:
    rates = {"officer": {"rate": {"value": 0.1, "per": "month"}, "first_year": {"value": 0.3, "per": "month"}}}
    supply = {"leavers": rates, "recruitment": {"short": {**INTAKE, "length": "2 months", "intakes": ["2019-04"]}}}
    # One who starts in April joins then; in May 0.2 more than usual leave; in June the 0.7 who are left lose another
    # 0.3, of whom 0.1 are usual, and the term of the last 0.49 is over.
    assert rows_of(formulate_tiny(supply=supply, period={"last": "2019-06"}), "strength_balance") == [
        "strength[a,officer,0] - starts[short,0] = 0.9",
        "strength[a,officer,1] - 0.9 strength[a,officer,0] + 0.2 starts[short,0] = 0",
        "strength[a,officer,2] - 0.9 strength[a,officer,1] + 0.63 starts[short,0] = 0",
    ]


@pytest.mark.rule("strength_balance", "row")
def test_strength_balance_row_of_both_ends_of_a_move() -> None:
    move = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}, "per_month_fte": 1}
    formulation = formulate_tiny(supply={"moves": {"over": move}}, period={"last": "2019-04"}, **two_teams(1, 2))
    assert rows_of(formulation, "strength_balance") == [
        "strength[a,officer,0] + starts[over,0] = 1",
        "strength[b,officer,0] - starts[over,0] = 2",
    ]


@pytest.mark.rule("strength_balance", "optimum")
def test_people_leave_month_by_month_and_those_who_started_in_time_join() -> None:
    # 200 hours a month cannot wait, and one officer of two is there. Whoever starts in May joins after the plan, so
    # the only way to cover May is to start one officer in April.
    tables = solve_tiny(
        establishment=officers(1, 2),
        demand=calls(200),
        supply={"recruitment": {"intake": {**INTAKE, "lead": "1 month"}}},
        priorities=EXACT,
    )
    assert strength(tables) == [1, 2]
    assert strength(tables, plan="before") == [1, 1]
    assert column(tables["flows"], "period", plan="after", kind="starts") == ["2019-04"]
    assert column(tables["work"], "not_done_hours", plan="after") == [100, 0]


@pytest.mark.rule("strength_balance", "optimum")
def test_a_leaver_leaves_before_a_joiner_joins() -> None:
    # Ten officers lose a tenth, then four join, of whom half stay: 10 - 1 + 2 = 11; then 11 - 1.1 = 9.9.
    supply = {
        **TENTH_LEAVES,
        "recruitment": {"intake": {**INTAKE, "per_intake_fte": 4, "stay": 0.5, "intakes": ["2019-04"]}},
    }
    tables = solve_tiny(establishment=officers(10, 20), demand=calls(9000), supply=supply, priorities=EXACT)
    assert strength(tables) == pytest.approx([11, 9.9])


@pytest.mark.rule("strength_balance", "absent")
def test_a_line_without_posts_has_no_strength_balance() -> None:
    agency = {"temps": {"team": "a", "role": "helper", "fte": 1, "pounds_per_fte_year": 1}}
    formulation = formulate_tiny(roles={"helper": role()}, supply={"agency": agency}, period={"last": "2019-04"})
    assert rows_of(formulation, "strength_balance") == ["strength[a,officer,0] = 1"]


# ---------------------------------------------------------------- movers available
MOVE: dict[str, Any] = {
    "from": {"team": "a", "role": "officer"},
    "to": {"team": "b", "role": "officer"},
    "per_month_fte": 5,
}


@pytest.mark.rule("movers_available", "row")
def test_movers_available_row_leaves_out_leavers_and_people_away_or_limited() -> None:
    changes = two_teams(10, 0)
    changes["establishment"]["a"]["officer"]["unavailable"] = {"sick": {"fte": 2}}
    changes["establishment"]["a"]["officer"]["limited_duty"] = {"desk": {"fte": 1, "barred": ["calls"]}}
    # 10 less a tenth who leave, less 1.8 away and 0.9 on limited duty (of whom a tenth left too).
    assert rows_of(formulate_tiny(supply={"moves": {"over": MOVE}, **TENTH_LEAVES}, **changes), "movers_available") == [
        "starts[over,0] <= 6.3",
        "starts[over,1] - 0.9 strength[a,officer,0] <= -2.43",
    ]


@pytest.mark.rule("movers_available", "row")
def test_movers_available_row_holds_back_those_in_their_first_year() -> None:
    supply = {"moves": {"over": MOVE}, "recruitment": {"intake": {**INTAKE, "intakes": ["2019-04"]}}}
    assert rows_of(formulate_tiny(supply=supply, **two_teams(3, 0)), "movers_available") == [
        "starts[over,0] <= 3",
        "starts[over,1] - strength[a,officer,0] + starts[intake,0] <= 0",
    ]


@pytest.mark.rule("movers_available", "optimum")
def test_a_new_joiner_does_not_move() -> None:
    # All work is in b. The settled officer of a moves at once; the one who joins a in April may not.
    joiner = {"new": {"team": "a", "role": "officer", "on": "2019-04", "fte": 1}}
    tables = solve_tiny(
        demand={"calls": {"team": "b", "arrivals": cases(300), **CANNOT_WAIT}},
        supply={"moves": {"over": MOVE}, "known_joiners": joiner},
        **two_teams(1, 0),
        priorities=EXACT,
    )
    assert strength(tables, "a") == [1, 1]
    assert strength(tables, "b") == [1, 1]


@pytest.mark.rule("movers_available", "absent")
def test_without_moves_there_is_no_row_for_movers() -> None:
    assert rows_of(formulate_tiny(), "movers_available") == []


# ---------------------------------------------------------------- establishment
@pytest.mark.rule("establishment", "row")
def test_establishment_row_lets_a_line_over_its_posts_shrink_by_leavers_alone() -> None:
    assert rows_of(formulate_tiny(establishment=officers(3, 2), supply=TENTH_LEAVES), "establishment") == [
        "strength[a,officer,0] <= 2.7",
        "strength[a,officer,1] <= 2.43",
    ]


@pytest.mark.rule("establishment", "row")
def test_establishment_row_counts_people_in_the_lead_who_hold_a_post_and_adds_supernumerary_ones() -> None:
    way = {**INTAKE, "lead": "1 month", "in_lead": {"on_establishment": True}}
    posts = officers(1, 2, supernumerary_fte=0.5)
    assert rows_of(formulate_tiny(establishment=posts, supply={"recruitment": {"intake": way}}), "establishment") == [
        "strength[a,officer,0] + starts[intake,0] <= 2.5",
        "strength[a,officer,1] + starts[intake,1] <= 2.5",
    ]


@pytest.mark.rule("establishment", "row")
def test_establishment_row_makes_room_for_an_agreed_joiner_only_where_there_is_no_vacancy() -> None:
    joiner = {"known_joiners": {"new": {"team": "a", "role": "officer", "on": "2019-05", "fte": 1}}}
    assert rows_of(formulate_tiny(establishment=officers(1, 2), supply=joiner), "establishment") == [
        "strength[a,officer,0] <= 2",
        "strength[a,officer,1] <= 2",
    ]
    assert rows_of(formulate_tiny(establishment=officers(2, 2), supply=joiner), "establishment") == [
        "strength[a,officer,0] <= 2",
        "strength[a,officer,1] <= 3",
    ]


@pytest.mark.rule("establishment", "row")
def test_establishment_row_bears_people_who_are_in_the_lead_at_the_opening() -> None:
    # Two posts, two people, and one who started in February and holds a post: nobody can decide that away.
    way = {
        **INTAKE,
        "lead": "3 months",
        "in_lead": {"on_establishment": True},
        "intakes": ["2019-09"],
        "already_started": [{"on": "2019-02", "fte": 1}],
    }
    assert rows_of(
        formulate_tiny(establishment=officers(2, 2), supply={"recruitment": {"intake": way}}), "establishment"
    ) == ["strength[a,officer,0] <= 2", "strength[a,officer,1] <= 3"]


@pytest.mark.rule("establishment", "optimum")
def test_no_more_people_are_recruited_than_there_are_posts() -> None:
    # Work for ten, five places a month, and two posts: the one vacancy is filled at once and no more.
    tables = solve_tiny(
        establishment=officers(1, 2),
        demand=calls(1000),
        supply={"recruitment": {"intake": {**INTAKE, "per_intake_fte": 5}}},
        priorities=EXACT,
    )
    assert strength(tables) == [2, 2]


@pytest.mark.rule("establishment", "optimum")
def test_an_agreed_joiner_fills_a_vacancy_that_then_is_not_there_for_others() -> None:
    # Two posts, one person, one agreed joiner in May. A recruit in April would leave no post for the joiner.
    supply = {
        "recruitment": {"intake": {**INTAKE, "per_intake_fte": 5}},
        "known_joiners": {"new": {"team": "a", "role": "officer", "on": "2019-05", "fte": 1}},
    }
    tables = solve_tiny(establishment=officers(1, 2), demand=calls(1000), supply=supply, priorities=EXACT)
    assert strength(tables) == [1, 2]


@pytest.mark.rule("establishment", "absent")
def test_before_action_no_post_holds_anybody_back() -> None:
    assert rows_of(formulate_tiny("before"), "establishment") == []


# ---------------------------------------------------------------- flow caps
@pytest.mark.rule("flow_caps", "row")
def test_flow_caps_row_adds_up_the_starts_of_a_year() -> None:
    supply = {"recruitment": {"intake": {**INTAKE, "per_year_fte": 12}}}
    assert rows_of(formulate_tiny(supply=supply), "flow_caps") == ["starts[intake,0] + starts[intake,1] <= 2"]


@pytest.mark.rule("flow_caps", "row")
def test_flow_caps_row_of_a_pool_and_of_two_years() -> None:
    supply = {
        "recruitment": {"north": INTAKE, "south": INTAKE},
        "pools": {"both": {"members": ["north", "south"], "per_year_fte": 6}},
    }
    assert rows_of(formulate_tiny(supply=supply, period={"first": "2020-03", "last": "2020-04"}), "flow_caps") == [
        "starts[north,0] + starts[south,0] <= 0.5",
        "starts[north,1] + starts[south,1] <= 0.5",
    ]


@pytest.mark.rule("flow_caps", "row")
@pytest.mark.parametrize(
    ("at", "april", "next_year"),
    [
        ("opening", "starts[intake,0] <= 0.1", "starts[intake,1] - 0.025 strength[a,officer,0] <= 0"),
        (
            "closing",
            "starts[intake,0] - 0.025 strength[a,officer,0] <= 0",
            "starts[intake,1] - 0.025 strength[a,officer,1] <= 0",
        ),
    ],
)
def test_flow_caps_row_of_a_share_of_the_strength_before_the_year_or_at_its_end(
    at: str, april: str, next_year: str
) -> None:
    # Three tenths a year are a fortieth for the one month of each of two years; four people are there at the opening.
    share = {"share": 0.3, "of": "destination", "at": at}
    supply = {"recruitment": {"intake": {**INTAKE, "per_year_share": share}}}
    formulation = formulate_tiny(
        establishment=officers(4, 9), supply=supply, period={"first": "2020-03", "last": "2020-04"}
    )
    assert rows_of(formulation, "flow_caps") == [april, next_year]
    places = {rule.place for rule in formulation.program.rules if rule.family == "flow_caps"}
    assert places == {"supply.recruitment.intake.per_year_share"}


@pytest.mark.rule("flow_caps", "row")
def test_flow_caps_row_of_a_move_may_be_a_share_of_where_they_come_from_and_of_a_pool_one_of_several_lines() -> None:
    place = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}}
    both = [{"team": "b", "role": "officer"}, {"team": "a", "role": "officer"}]
    supply = {
        "moves": {"over": {**place, "per_month_fte": 9, "per_year_share": {"share": 0.6, "of": "origin"}}},
        "recruitment": {"intake": INTAKE},
        "pools": {
            "all": {"members": ["over", "intake"], "per_year_fte": 12, "per_year_share": {"share": 0.6, "of": both}}
        },
    }
    assert rows_of(formulate_tiny(supply=supply, **two_teams(2, 1), **ONE), "flow_caps") == [
        "starts[over,0] <= 0.1",
        "starts[intake,0] + starts[over,0] <= 1",
        "starts[intake,0] + starts[over,0] <= 0.15",
    ]


@pytest.mark.rule("flow_caps", "optimum")
def test_no_more_people_join_in_a_year_than_a_share_of_those_who_are_there_at_its_end() -> None:
    # Work for ten. Who joins in the year may be half of the people at its end: one joins one, and they are two.
    share = {"share": 0.5, "of": "destination", "at": "closing"}
    tables = solve_tiny(
        period={"first": "2019-04", "last": "2020-03", "step": "year"},
        establishment=officers(1, 10),
        demand=calls(1000),
        supply={"recruitment": {"intake": {**INTAKE, "per_year_share": share}}},
        priorities=EXACT,
    )
    assert strength(tables) == [2]
    assert column(tables["binding"], "name", rule="flow_caps") == ["supply.recruitment.intake.per_year_share"]


@pytest.mark.rule("flow_caps", "optimum")
def test_all_places_of_the_year_are_taken_at_once_when_there_is_work() -> None:
    # Twelve places a year are two in two months; both are worth most in April.
    supply = {"recruitment": {"intake": {**INTAKE, "per_intake_fte": 5, "per_year_fte": 12}}}
    tables = solve_tiny(establishment=officers(1, 10), demand=calls(1000), supply=supply, priorities=EXACT)
    assert strength(tables) == [3, 3]
    assert column(tables["binding"], "words", rule="flow_caps") == ["all places of the year are taken"]


@pytest.mark.rule("flow_caps", "absent")
def test_without_places_a_year_there_is_no_row_for_them() -> None:
    assert rows_of(formulate_tiny(supply={"recruitment": {"intake": INTAKE}}), "flow_caps") == []


# ---------------------------------------------------------------- strength limits
MINIMUM: dict[str, Any] = {"minimum_strength": {"cover": {"team": "a", "roles": ["officer", "helper"], "fte": 2}}}
HELPER: dict[str, Any] = {"roles": {"helper": role()}, "establishment": {"a": {"helper": post(0, 5)}}}


def required(**more: Any) -> dict[str, Any]:
    return {"desk": {"team": "a", "roles": ["officer"], **more}}


@pytest.mark.rule("strength_limits", "row")
def test_strength_limits_row_adds_up_the_roles_that_count() -> None:
    formulation = formulate_tiny(structure=MINIMUM, period={"last": "2019-04"}, **HELPER)
    assert rows_of(formulation, "strength_limits") == ["strength[a,helper,0] + strength[a,officer,0] >= 2"]


@pytest.mark.rule("strength_limits", "row")
def test_strength_limits_row_of_a_requirement_may_be_exact_or_have_a_priced_shortfall() -> None:
    one: Tree = {"period": {"last": "2019-04"}}
    assert rows_of(formulate_tiny(requirements=required(exactly_fte=2), **one), "strength_limits") == [
        "strength[a,officer,0] = 2"
    ]
    priced = required(at_least_fte=2, short_pounds_per_fte_month=500)
    assert rows_of(formulate_tiny(requirements=priced, **one), "strength_limits") == [
        "strength[a,officer,0] + short[requirements.desk,0] >= 2"
    ]


@pytest.mark.rule("strength_limits", "optimum")
def test_a_minimum_is_kept_although_there_is_no_work_and_it_costs_money() -> None:
    tables = solve_tiny(
        establishment=officers(1, 5),
        demand=calls(0, arrivals=cases(10)),
        requirements=required(at_least_fte=2),
        supply={"recruitment": {"intake": {**INTAKE, "per_intake_fte": 5}}},
        priorities=EXACT,
    )
    # Cost is minimised, so nobody beyond the minimum is recruited.
    assert strength(tables) == [2, 2]
    assert column(tables["breaches"], "breach", rule="strength_limits") == [1, 1]


@pytest.mark.rule("strength_limits", "optimum")
@pytest.mark.parametrize(("price", "expected"), [(500, [1, 1]), (1500, [2, 2])])
def test_a_priced_shortfall_is_filled_when_it_costs_more_than_the_people(price: float, expected: list[float]) -> None:
    # One more officer costs 1,000 pounds a month: dearer than being one short at 500, cheaper than at 1,500.
    tables = solve_tiny(
        establishment=officers(1, 5),
        demand=calls(10),
        requirements=required(at_least_fte=2, short_pounds_per_fte_month=price),
        supply={"recruitment": {"intake": INTAKE}},
        priorities=EXACT,
    )
    assert strength(tables) == expected
    shortfall = column(tables["costs"], "pounds", plan="after", kind="shortfall")
    assert shortfall == ([500, 500] if price == 500 else [])


@pytest.mark.rule("strength_limits", "optimum")
def test_an_exact_requirement_allows_no_more() -> None:
    # Work for ten, and exactly two are wanted.
    tables = solve_tiny(
        establishment=officers(1, 10),
        demand=calls(1000),
        requirements=required(exactly_fte=2),
        supply={"recruitment": {"intake": {**INTAKE, "per_intake_fte": 5}}},
        priorities=EXACT,
    )
    assert strength(tables) == [2, 2]


@pytest.mark.rule("strength_limits", "absent")
def test_without_required_strength_there_is_no_row_for_it() -> None:
    assert rows_of(formulate_tiny(), "strength_limits") == []
    assert rows_of(formulate_tiny("before", structure=MINIMUM, **HELPER), "strength_limits") == []


def test_moves_go_where_the_work_is() -> None:
    # b has 200 hours of work a month and nobody; a has two officers and 80 hours. Both lines are of one tier: of 280
    # hours a month 200 can be done if 1.2 officers or more move, and none of the 200 in b if nobody does.
    tables = solve_tiny(
        demand={"calls": CANNOT_WAIT, "visits": line(team="b", arrivals=cases(200), **CANNOT_WAIT)},
        supply={"moves": {"over": {**MOVE, "at_rest_fte": per_month(0)}}},
        **two_teams(2, 0),
        priorities=EXACT,
    )
    assert sum(column(tables["work"], "not_done_hours", plan="after")) == pytest.approx(160)
    assert cell(tables["flows"], "fte", plan="after", kind="moves_in") > 0
