"""Capacity: nobody works hours that are not there; limited duty, overtime, redeployment, and levers at rest."""

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
"""One period is enough."""


def calls(a_month: float, **changes: Any) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT, **changes}}


def officers(strength: float, **changes: Any) -> dict[str, Any]:
    return {"a": {"officer": post(strength, 10, **changes)}}


def covered(tables: dict[str, Any], name: str = "calls", plan: str = "after") -> list[float]:
    return column(tables["work"], "covered_hours", line=name, plan=plan)


# ---------------------------------------------------------------- capacity
@pytest.mark.rule("capacity", "row")
def test_capacity_row_gives_the_productive_hours_of_those_at_work() -> None:
    away = officers(1, unavailable={"sick": {"fte": 0.25}})
    assert rows_of(formulate_tiny(establishment=away, **ONE), "capacity") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] <= -25"
    ]


@pytest.mark.rule("capacity", "row")
def test_capacity_row_adds_overtime_agency_and_borrowed_hours_and_takes_lent_ones() -> None:
    supply = {
        "overtime": {"extra": {"roles": ["officer"], "teams": ["a"], "multiplier": 1.5, "share_of_contracted": 0.1}},
        "agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 1, "productivity": 0.8}},
        "redeployment": {
            "help": {
                "from": {"team": "b", "role": "officer"},
                "to": {"team": "a", "role": "officer"},
                "fte": 1,
                "efficiency": 0.5,
            }
        },
    }
    assert rows_of(formulate_tiny(supply=supply, **two_teams(1, 1), **ONE), "capacity") == [
        (
            "worked[calls,answer,officer,0] - 100 strength[a,officer,0] - overtime[extra,a,officer,0]"
            " - 80 agency[temps,0] - 0.5 redeployed[help,0] <= 0"
        ),
        "redeployed[help,0] - 100 strength[b,officer,0] <= 0",
    ]


@pytest.mark.rule("capacity", "row")
def test_capacity_row_takes_what_joiners_do_not_give_yet_and_what_their_tutors_give_them() -> None:
    tutor = {"team": "a", "role": "officer", "hours_per_month": 20}
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "productivity_by_month": [0.25, 0.75],
        "tutor": tutor,
        "intakes": ["2019-04"],
    }
    # In April a joiner takes 20 hours of a tutor and gives 75 less than strength counts; in May 25 less.
    assert rows_of(formulate_tiny(establishment=officers(1), supply={"recruitment": {"intake": way}}), "capacity") == [
        "worked[calls,answer,officer,0] + 95 starts[intake,0] - 100 strength[a,officer,0] <= 0",
        "worked[calls,answer,officer,1] - 100 strength[a,officer,1] + 25 starts[intake,0] <= 0",
    ]


@pytest.mark.rule("capacity", "row")
def test_capacity_row_counts_hours_that_are_given_in_the_lead() -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 1, "lead": "1 month", "in_lead": {"productivity": 0.3}}
    assert rows_of(formulate_tiny(supply={"recruitment": {"intake": way}}, **ONE), "capacity") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] - 30 starts[intake,0] <= 0"
    ]


@pytest.mark.rule("capacity", "row")
def test_capacity_row_counts_the_part_of_a_period_for_which_somebody_was_there() -> None:
    leaver = {"known_leavers": {"retires": {"team": "a", "role": "officer", "on": "2019-04-16", "fte": 1}}}
    # Gone at the end of April, but there for 15 of its 30 days: 50 hours more than strength says.
    assert rows_of(formulate_tiny(establishment=officers(2), supply=leaver, **ONE), "capacity") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] <= 50"
    ]


@pytest.mark.rule("capacity", "row")
def test_capacity_row_lets_tutors_time_lack_for_people_who_were_on_their_way_already() -> None:
    tutor = {"team": "a", "role": "officer", "hours_per_month": 20}
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "tutor": tutor,
        "intakes": ["2019-09"],
        "already_started": [{"on": "2019-03", "fte": 2}],
    }
    assert rows_of(
        formulate_tiny(establishment=officers(1), supply={"recruitment": {"intake": way}}, **ONE), "capacity"
    ) == ["worked[calls,answer,officer,0] - untutored[a,officer,0] - 100 strength[a,officer,0] <= -40"]


@pytest.mark.rule("capacity", "optimum")
def test_what_is_beyond_the_hours_that_are_there_is_not_done() -> None:
    # 130 hours cannot wait and one officer gives 100.
    tables = solve_tiny(demand=calls(130))
    assert covered(tables) == [100, 100]
    assert column(tables["work"], "not_done_hours", plan="after") == [30, 30]
    assert column(tables["staffing"], "spare_hours", plan="after") == [0, 0]
    assert column(tables["binding"], "words", rule="capacity") == ["every hour of officer in a is worked"]


@pytest.mark.rule("capacity", "optimum")
def test_a_joiner_who_takes_more_than_she_gives_is_not_started_in_the_last_month() -> None:
    # She gives 25 hours in April and takes 30 of a tutor; in May she gives 75. One start in April gains 70 hours in
    # all and none can be gained by a start in May, where the other officer is needed.
    tutor = {"team": "a", "role": "officer", "hours_per_month": 30}
    way = {"team": "a", "role": "officer", "per_intake_fte": 1, "productivity_by_month": [0.25, 0.75], "tutor": tutor}
    tables = solve_tiny(
        establishment=officers(1), demand=calls(200), supply={"recruitment": {"intake": way}}, priorities=EXACT
    )
    assert column(tables["levers"], "used", plan="after", lever="intake") == [1, 0]
    assert covered(tables) == [95, 175]
    assert column(tables["staffing"], "tutor_hours", plan="after") == [30, 0]


@pytest.mark.rule("capacity", "absent")
def test_a_line_of_posts_without_work_has_a_capacity_that_nothing_uses() -> None:
    # Rows are there for places that can give hours, and for no others.
    formulation = formulate_tiny(roles={"helper": role()}, **ONE)
    assert rows_of(formulation, "capacity") == ["worked[calls,answer,officer,0] - 100 strength[a,officer,0] <= 0"]


# ---------------------------------------------------------------- limited duty
def two_lines(a_month: float, other: float) -> dict[str, Any]:
    return {**calls(a_month), "visits": line(arrivals=cases(other), **CANNOT_WAIT)}


@pytest.mark.rule("limited_duty", "row")
def test_limited_duty_row_keeps_a_barred_task_from_the_hours_of_the_barred() -> None:
    desk = officers(2, limited_duty={"desk": {"fte": 0.5, "barred": ["calls"]}})
    assert rows_of(formulate_tiny(establishment=desk, demand=two_lines(1, 1), **ONE), "limited_duty") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] <= -50"
    ]


@pytest.mark.rule("limited_duty", "row")
def test_limited_duty_rows_cover_what_several_groups_have_in_common() -> None:
    groups = {"desk": {"fte": 1, "barred": ["calls", "visits"]}, "night": {"fte": 0.5, "barred": ["visits"]}}
    rows = rows_of(
        formulate_tiny(establishment=officers(3, limited_duty=groups), demand=two_lines(1, 1), **ONE), "limited_duty"
    )
    assert rows == [
        "worked[calls,answer,officer,0] + worked[visits,answer,officer,0] - 100 strength[a,officer,0] <= -100",
        "worked[visits,answer,officer,0] - 100 strength[a,officer,0] <= -150",
    ]


@pytest.mark.rule("limited_duty", "optimum")
def test_people_on_limited_duty_do_what_they_may() -> None:
    # Two officers, one barred from calls: the other can answer 100 of 150 calls, and the barred one 80 visits.
    desk = officers(2, limited_duty={"desk": {"fte": 1, "barred": ["calls"]}})
    tables = solve_tiny(establishment=desk, demand=two_lines(150, 80))
    assert covered(tables, "calls") == [100, 100]
    assert covered(tables, "visits") == [80, 80]
    assert column(tables["staffing"], "deployable_fte", plan="after") == [1, 1]


@pytest.mark.rule("limited_duty", "optimum")
def test_two_people_barred_from_each_others_work_do_their_own() -> None:
    groups = {"desk": {"fte": 1, "barred": ["calls"]}, "night": {"fte": 1, "barred": ["visits"]}}
    tables = solve_tiny(establishment=officers(2, limited_duty=groups), demand=two_lines(150, 20))
    # The one barred from visits answers 100 calls; the other makes 20 visits and may not help.
    assert covered(tables, "calls") == [100, 100]
    assert covered(tables, "visits") == [20, 20]


@pytest.mark.rule("limited_duty", "absent")
def test_nobody_on_limited_duty_no_row() -> None:
    assert rows_of(formulate_tiny(), "limited_duty") == []


# ---------------------------------------------------------------- overtime caps
EXTRA: dict[str, Any] = {"overtime": {"extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.1}}}


@pytest.mark.rule("overtime_caps", "row")
def test_overtime_caps_row_is_a_share_of_the_contracted_hours() -> None:
    # 120 hours are contracted and 100 productive: the tenth is of the 120.
    hours = {"full": {"contracted": per_month(120), "productive": per_month(100)}}
    assert rows_of(formulate_tiny(supply=EXTRA, hours=hours, **ONE), "overtime_caps") == [
        "overtime[extra,a,officer,0] - 12 strength[a,officer,0] <= 0"
    ]


@pytest.mark.rule("overtime_caps", "optimum")
def test_overtime_is_worked_as_far_as_it_goes_when_there_is_more_to_do() -> None:
    tables = solve_tiny(demand=calls(130), supply=EXTRA, priorities=EXACT)
    assert covered(tables) == pytest.approx([110, 110])
    # Ten hours a month at 10 pounds times 1.5.
    assert column(tables["costs"], "pounds", plan="after", kind="overtime") == pytest.approx([150, 150])
    assert covered(tables, plan="before") == [100, 100]


@pytest.mark.rule("overtime_caps", "absent")
def test_no_overtime_no_row() -> None:
    assert rows_of(formulate_tiny(), "overtime_caps") == []


# ---------------------------------------------------------------- redeployment caps
HELP: dict[str, Any] = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}


@pytest.mark.rule("redeployment_caps", "row")
def test_redeployment_caps_row_is_a_share_of_the_hours_of_those_at_work() -> None:
    changes = two_teams(1, 4)
    changes["establishment"]["b"]["officer"]["unavailable"] = {"sick": {"fte": 1}}
    supply = {"redeployment": {"help": {**HELP, "share_of_hours": 0.1}}}
    assert rows_of(formulate_tiny(supply=supply, **changes, **ONE), "redeployment_caps") == [
        "redeployed[help,0] - 10 strength[b,officer,0] <= -10"
    ]


@pytest.mark.rule("redeployment_caps", "optimum")
def test_a_tenth_of_the_lenders_hours_is_lent_and_is_worth_its_efficiency() -> None:
    # Four officers can lend 40 hours, worth 20 in team a.
    supply = {"redeployment": {"help": {**HELP, "share_of_hours": 0.1, "efficiency": 0.5}}}
    tables = solve_tiny(demand=calls(150), supply=supply, **two_teams(1, 4), priorities=EXACT)
    assert covered(tables) == pytest.approx([120, 120])
    assert column(tables["staffing"], "lent_hours", plan="after", team="b") == pytest.approx([40, 40])
    assert column(tables["staffing"], "borrowed_hours", plan="after", team="a") == pytest.approx([20, 20])
    # Four tenths of a person for two months are 0.8 of a month: a fifteenth of a year.
    assert cell(tables["levels"], "held", plan="after", level="disruption") == pytest.approx(0.8 / 12, abs=1e-4)


@pytest.mark.rule("redeployment_caps", "absent")
def test_a_redeployment_limited_in_hours_has_no_row_but_a_bound() -> None:
    supply = {"redeployment": {"help": {**HELP, "fte": 0.5}}}
    formulation = formulate_tiny(supply=supply, **two_teams(1, 4), **ONE)
    assert rows_of(formulation, "redeployment_caps") == []
    assert formulation.variables.redeployed["help", 0].upBound == pytest.approx(50)


# ---------------------------------------------------------------- at rest
ALL_LEVERS: dict[str, Any] = {
    "recruitment": {
        "intake": {"team": "a", "role": "officer", "per_intake_fte": 1, "at_rest_fte": {"value": 6, "per": "year"}}
    },
    "agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 1, "at_rest_fte": 0.25}},
    "displacement": {
        "push": {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(40), "at_rest_share": 0.5}
    },
    "redeployment": {
        "by_fte": {**HELP, "fte": 1, "at_rest_share": 0.5},
        "by_share": {**HELP, "share_of_hours": 0.1, "at_rest_share": 0.2},
    },
    "overtime": {
        "extra": {
            "roles": ["officer"],
            "teams": ["a"],
            "multiplier": 1.5,
            "share_of_contracted": 0.1,
            "at_rest_share": 0.03,
        }
    },
}
RESPONSE: Tree = {"response": {"title": "Response", "out_of_scope": True}}


@pytest.mark.rule("at_rest", "row")
def test_at_rest_rows_set_every_lever_to_what_goes_on_anyway() -> None:
    changes = two_teams(1, 2, teams=RESPONSE)
    assert rows_of(formulate_tiny("before", supply=ALL_LEVERS, **changes, **ONE), "at_rest") == [
        "starts[intake,0] = 0.5",
        "agency[temps,0] = 0.25",
        "displaced[push,0] <= 20",
        "redeployed[by_fte,0] = 50",
        "redeployed[by_share,0] - 2 strength[b,officer,0] = 0",
        "overtime[extra,a,officer,0] - 3 strength[a,officer,0] = 0",
    ]


@pytest.mark.rule("at_rest", "optimum")
def test_before_action_the_levers_give_what_they_give_at_rest() -> None:
    # One officer and half a recruit give 150 hours; agency 25, lent 50 + 4, overtime 3 for each of 1.5: 4.5;
    # together 233.5 of 300, and 20 are displaced.
    tables = solve_tiny(demand=calls(300), supply=ALL_LEVERS, **two_teams(1, 2, teams=RESPONSE), **ONE)
    assert covered(tables, plan="before") == pytest.approx([233.5])
    assert column(tables["work"], "displaced_hours", plan="before") == pytest.approx([20])
    assert column(tables["work"], "not_done_hours", plan="before") == pytest.approx([46.5])


@pytest.mark.rule("at_rest", "optimum")
def test_displacement_at_rest_is_no_more_than_the_work_there_is() -> None:
    supply = {"displacement": {"push": {**ALL_LEVERS["displacement"]["push"], "at_rest_share": 1}}}
    tables = solve_tiny(demand=calls(10), supply=supply, establishment=officers(0), teams=RESPONSE, **ONE)
    assert column(tables["work"], "displaced_hours", plan="before") == pytest.approx([10])


@pytest.mark.rule("at_rest", "absent")
def test_the_plan_itself_is_bound_to_nothing_at_rest() -> None:
    assert rows_of(formulate_tiny("after", supply=ALL_LEVERS, **two_teams(1, 2, teams=RESPONSE)), "at_rest") == []
    assert rows_of(formulate_tiny("before"), "at_rest") == []
