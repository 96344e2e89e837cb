"""Levels: what is minimised in which order, how far each may be given up, and limits on them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import (
    EXACT,
    Tree,
    cases,
    cell,
    column,
    formulate_tiny,
    level_text,
    line,
    merged,
    per_month,
    post,
    role,
    rows_of,
    solve_tiny,
    two_teams,
)

from planner.tables.rows import each_row

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
RESPONSE: Tree = {"response": {"title": "Response", "out_of_scope": True}}
TEMPS: dict[str, Any] = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 5, "pounds_per_fte_year": 24000}}}


def calls(a_month: float = 80, **changes: Any) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **changes}}


def officers(strength: float) -> dict[str, Any]:
    return {"a": {"officer": post(strength, 10)}}


def held(tables: dict[str, pd.DataFrame], level: str, plan: str = "after") -> float:
    return float(cell(tables["levels"], "held", level=level, plan=plan))


# ---------------------------------------------------------------- gap of a tier
@pytest.mark.level("gap_tier")
def test_gap_of_a_tier_counts_lateness_by_the_month_and_never_as_twenty_years() -> None:
    # A case overdue at the end of April counts its 2 hours for a month, at the end of May for a month and for ten years
    # more; never done, for twenty years.
    demand = calls(tasks={"answer": {"hours_per_case": 2}}, close_undone={"decided_by": "chief", "reason": "old"})
    assert level_text(formulate_tiny(demand=demand), "gap_tier_1") == (
        "2 overdue[calls,0] + 480 closed_undone[calls,0] + 242 overdue[calls,1] + 480 closed_undone[calls,1]"
    )


@pytest.mark.level("gap_tier")
def test_gap_of_a_tier_counts_missed_tasks_and_no_other_tier() -> None:
    tasks = {"write": {"hours_per_case": 1, "roles": {"officer": 1}, "may_be_missed": True}}
    demand = {**calls(tasks=tasks, **CANNOT_WAIT), "visits": line(tier=2)}
    formulation = formulate_tiny(demand=demand, **ONE)
    assert level_text(formulation, "gap_tier_1") == "480 closed_undone[calls,0] + 240 missed[calls,write,0]"
    assert level_text(formulation, "gap_tier_2") == "121 overdue[visits,0]"


@pytest.mark.level("gap_tier")
def test_tutors_time_that_lacks_counts_like_work_of_the_highest_tier_that_is_never_done() -> None:
    tutor = {"team": "a", "role": "officer", "hours_per_month": 20}
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "tutor": tutor,
        "intakes": ["2019-09"],
        "already_started": [{"on": "2019-03", "fte": 2}],
    }
    formulation = formulate_tiny(
        supply={"recruitment": {"intake": way}}, demand={**calls(), "visits": line(tier=2)}, **ONE
    )
    assert level_text(formulation, "gap_tier_1") == "121 overdue[calls,0] + 240 untutored[a,officer,0]"
    assert level_text(formulation, "gap_tier_2") == "121 overdue[visits,0]"


@pytest.mark.level("gap_tier")
def test_lateness_is_in_hour_months_whatever_the_step() -> None:
    # A quarter counts three months for what is overdue at its end, and ten years as it is the last.
    assert (
        level_text(formulate_tiny(period={"last": "2019-06", "step": "quarter"}), "gap_tier_1")
        == "123 overdue[calls,0]"
    )


@pytest.mark.level("gap_tier")
def test_the_higher_tier_is_served_first() -> None:
    demand = {**calls(80, **CANNOT_WAIT), "visits": line(tier=2, arrivals=cases(80), **CANNOT_WAIT)}
    tables = solve_tiny(
        demand=demand, **ONE, priorities=[{"level": f"gap_tier_{tier}", "tolerance": 0} for tier in (1, 2)]
    )
    assert column(tables["work"], "covered_hours", plan="after") == pytest.approx([80, 20])
    swapped = [{"level": f"gap_tier_{tier}", "tolerance": 0} for tier in (2, 1)]
    tables = solve_tiny(demand=demand, **ONE, priorities=swapped)
    assert column(tables["work"], "covered_hours", plan="after") == pytest.approx([20, 80])


@pytest.mark.level("gap_tier")
def test_old_cases_are_not_given_up_for_work_that_cannot_wait_nor_the_other_way_round() -> None:
    # 100 hours in one month, 100 cases that cannot wait and 40 old ones that may be closed: one hour late at the end
    # counts a month and ten years, one hour never done twenty. So the old ones wait and nothing is closed.
    old = {"backlog_cases": 40, "backlog_ages": [{"up_to": "2 months", "cases": 0}]}
    visits = line(arrivals=cases(0), opening=old, close_undone={"decided_by": "chief", "reason": "old"})
    tables = solve_tiny(demand={**calls(100, **CANNOT_WAIT), "visits": visits}, **ONE, priorities=EXACT)
    assert sum(column(tables["work"], "not_done_hours", plan="after")) == 0
    assert column(tables["work"], "overdue_cases", plan="after", line="visits") == [40]
    assert held(tables, "gap_tier_1") == pytest.approx(40 * 121)


@pytest.mark.level("gap_tier")
@pytest.mark.parametrize(
    ("stated", "tier", "expected"), [(None, 1, 0.001), (None, 2, 0.005), (0.02, 2, 0.02), (0, 1, 0)]
)
def test_a_gap_level_may_be_given_up_by_a_share_of_its_demand_hours_for_a_month(
    stated: float | None, tier: int, expected: float
) -> None:
    demand = {**calls(80), "visits": line(tier=2, arrivals=cases(80))}
    # 160 hours are asked for in the two reported months; the run-out counts for nothing.
    formulation = formulate_tiny(
        demand=demand, period={"run_out": "4 months"}, priorities=[{"level": f"gap_tier_{tier}", "tolerance": stated}]
    )
    assert formulation.levels[0].tolerance == pytest.approx(expected * 160)


@pytest.mark.level("gap_tier")
def test_a_tolerance_is_spent_below_and_no_more_than_that() -> None:
    # 10 hours are lacking in each month. Half of 220 hours for a month are 110 hour-months; an hour never done counts
    # 240, so 0.4583 hours of the 20 need not be bought at 20 pounds.
    tables = solve_tiny(
        demand=calls(110, **CANNOT_WAIT),
        supply=TEMPS,
        priorities=[{"level": "gap_tier_1", "tolerance": 0.5}, {"level": "cost", "tolerance": 0}],
    )
    assert held(tables, "gap_tier_1") == pytest.approx(110)
    assert sum(column(tables["work"], "not_done_hours", plan="after")) == pytest.approx(110 / 240, abs=2e-3)
    assert held(tables, "cost") == pytest.approx(2000 + 20 * (20 - 110 / 240), abs=0.01)
    # What one hour-month more would save: a 240th of an hour at 20 pounds.
    assert cell(tables["exchange"], "exchange", level="gap_tier_1", below="cost") == pytest.approx(20 / 240, abs=1e-6)


# ---------------------------------------------------------------- evenness
@pytest.mark.level("evenness_tier")
def test_evenness_of_a_tier_charges_later_bands_more() -> None:
    demand = {**calls(80), "visits": line(tier=2)}
    assert level_text(formulate_tiny(demand=demand), "evenness_tier_1") == (
        "gap_band[calls,2019,0] + 2 gap_band[calls,2019,1] + 4 gap_band[calls,2019,2] + 8 gap_band[calls,2019,3]"
    )


@pytest.mark.level("evenness_tier")
def test_no_line_of_a_tier_gets_nothing_while_its_neighbour_is_half_worked() -> None:
    # Three lines of 100 hours and 150 hours: each can have half. Any line above 50 % of gap pays 8 for what another
    # could take at 4.
    lines = {name: line(name, arrivals=cases(100), **CANNOT_WAIT) for name in ("calls", "visits", "checks")}
    tables = solve_tiny(demand=lines, establishment=officers(1.5), **ONE, priorities=EXACT)
    assert column(tables["work"], "covered_hours", plan="after") == pytest.approx([50, 50, 50])


# ---------------------------------------------------------------- worst team
@pytest.mark.level("worst_team")
def test_worst_team_adds_up_the_worst_share_of_each_year_by_its_length() -> None:
    formulation = formulate_tiny(period={"first": "2020-02", "last": "2020-04"})
    assert level_text(formulation, "worst_team") == "0.166667 worst_share[2019] + 0.0833333 worst_share[2020]"


@pytest.mark.level("worst_team")
def test_worst_team_comes_before_cost() -> None:
    # b lacks 50 of 100 hours, a nothing; b may borrow at a price. Gap and cost alone would not pay for lending what a
    # then lacks; the worst team's share does, down to a quarter in both.
    lend = {
        "from": {"team": "a", "role": "officer"},
        "to": {"team": "b", "role": "officer"},
        "share_of_hours": 0.9,
        "pounds_per_hour": 7,
    }
    changes = two_teams(
        1, 0.5, demand={**calls(100, **CANNOT_WAIT), "visits": line(team="b", arrivals=cases(100), **CANNOT_WAIT)}
    )
    levels = [
        {"level": "gap_tier_1", "tolerance": 0},
        {"level": "worst_team", "tolerance": 0},
        {"level": "cost", "tolerance": 0},
    ]
    tables = solve_tiny(supply={"redeployment": {"help": lend}}, **changes, **ONE, priorities=levels)
    assert column(tables["costs"], "pounds", plan="after", kind="redeployment") == pytest.approx([175])


# ---------------------------------------------------------------- supervision
GROUP: Tree = {
    "watch": {"led": [{"team": "a", "role": "officer"}], "leaders": [{"team": "a", "role": "sergeant", "span": 6}]}
}
LED: dict[str, Any] = {
    "roles": {"sergeant": role()},
    "structure": {"supervision": GROUP},
    "establishment": {"a": {"officer": post(12), "sergeant": post(0, 5)}},
}


@pytest.mark.level("supervision")
def test_supervision_adds_up_the_unled_by_the_length_of_the_period() -> None:
    assert level_text(formulate_tiny(**LED), "supervision") == "unled[watch,0] + unled[watch,1]"
    quarter = formulate_tiny(period={"last": "2019-06", "step": "quarter"}, **LED)
    assert level_text(quarter, "supervision") == "3 unled[watch,0]"


@pytest.mark.level("supervision")
def test_leaders_are_recruited_for_those_who_have_none() -> None:
    # Twelve officers need two sergeants. Nobody else asks for them, and cost is minimised below: two, no more.
    way = {"team": "a", "role": "sergeant", "per_intake_fte": 5}
    tables = solve_tiny(**LED, supply={"recruitment": {"intake": way}}, priorities=EXACT)
    assert column(tables["staffing"], "strength_fte", plan="after", role="sergeant") == pytest.approx([2, 2])
    assert held(tables, "supervision") == 0
    assert held(tables, "supervision", "before") == 24


# ---------------------------------------------------------------- displaced
@pytest.mark.level("displaced")
def test_displaced_adds_up_hours_pushed_borrowed_from_outside_and_given_up_by_a_donor() -> None:
    supply = {
        "displacement": {"push": {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(40)}},
        "redeployment": {
            "help": {"from": {"team": "response", "role": "officer"}, "to": {"team": "a", "role": "officer"}, "fte": 1}
        },
        "recruitment": {
            "transfer": {
                "team": "a",
                "role": "officer",
                "from_team": "response",
                "per_intake_fte": 1,
                "lead": "1 month",
                "intakes": ["2019-04"],
            }
        },
    }
    # A transferee is gone from the donor from the start: a month in the lead and a month in post.
    assert level_text(formulate_tiny(teams=RESPONSE, supply=supply), "displaced") == (
        "displaced[push,0] + displaced[push,1] + redeployed[help,0] + redeployed[help,1] + 200 starts[transfer,0]"
    )


@pytest.mark.level("displaced")
def test_what_a_planned_team_lends_is_not_displaced() -> None:
    help_ = {"help": {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}, "fte": 1}}
    assert level_text(formulate_tiny(supply={"redeployment": help_}, **two_teams(1, 1)), "displaced") == ""


@pytest.mark.level("displaced")
def test_displacing_work_is_a_last_resort_before_money() -> None:
    # 30 hours are lacking; agency costs 20 pounds an hour, displacing nothing. Displaced stands above cost.
    supply = {
        **TEMPS,
        "displacement": {"push": {"line": "calls", "task": "answer", "to_team": "response", "hours": per_month(40)}},
    }
    tables = solve_tiny(demand=calls(130, **CANNOT_WAIT), teams=RESPONSE, supply=supply, **ONE, priorities=EXACT)
    assert held(tables, "displaced") == 0
    assert column(tables["costs"], "pounds", plan="after", kind="agency") == pytest.approx([600])


# ---------------------------------------------------------------- cost
@pytest.mark.level("cost")
def test_cost_adds_up_all_pounds_with_what_is_paid_to_people_already_on_their_way() -> None:
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "lead": "2 months",
        "in_lead": {"pay_share": 0.5},
        "cost_pounds_each": 300,
        "intakes": ["2019-04"],
        "already_started": [{"on": "2019-03", "fte": 2}],
    }
    # Two already in the lead are paid half of 1,000 for April whatever is decided: 1,000 pounds.
    # One who starts in April costs 300 and half of two months' pay; she joins after the plan.
    assert level_text(formulate_tiny(supply={"recruitment": {"intake": way}}), "cost") == (
        "1000 strength[a,officer,0] + 1300 starts[intake,0] + 1000 strength[a,officer,1] + 1000"
    )


@pytest.mark.level("cost")
def test_cost_of_one_kind_counts_no_other() -> None:
    formulation = formulate_tiny(supply=TEMPS, priorities=["cost_of_agency"])
    assert level_text(formulation, "cost_of_agency") == "2000 agency[temps,0] + 2000 agency[temps,1]"


@pytest.mark.level("cost")
def test_nothing_is_bought_that_the_levels_above_do_not_need() -> None:
    # 70 hours of work for an officer's 100: agency and recruits would only cost.
    way = {"team": "a", "role": "officer", "per_intake_fte": 1}
    tables = solve_tiny(
        demand=calls(70, **CANNOT_WAIT), establishment=officers(1), supply={**TEMPS, "recruitment": {"intake": way}}
    )
    assert held(tables, "cost") == pytest.approx(2000)
    assert column(tables["levers"], "used", plan="after") == [0] * 4


@pytest.mark.level("cost")
def test_cost_may_be_given_up_by_a_share_of_its_best_value() -> None:
    # The backlog need not be worked within its standard, but waiting is minimised below cost: 0.25 % of the 2,000
    # pounds of pay are 5 pounds, a quarter of an hour of agency.
    tables = solve_tiny(demand=calls(100, opening={"backlog_cases": 50}), supply=TEMPS)
    assert cell(tables["levels"], "tolerance", plan="after", level="cost") == pytest.approx(5)
    assert held(tables, "cost") == pytest.approx(2005)
    assert column(tables["work"], "backlog_cases", plan="after") == pytest.approx([49.75, 49.75])


# ---------------------------------------------------------------- waiting, backlog
@pytest.mark.level("waiting")
def test_waiting_adds_up_all_that_waits_by_the_length_of_the_period() -> None:
    demand = calls(tasks={"answer": {"hours_per_case": 2}})
    assert level_text(formulate_tiny(demand=demand), "waiting") == "2 backlog[calls,0] + 2 backlog[calls,1]"
    quarter = formulate_tiny(demand=demand, period={"last": "2019-06", "step": "quarter"})
    assert level_text(quarter, "waiting") == "6 backlog[calls,0]"


@pytest.mark.level("waiting")
def test_hours_on_hand_are_worked_as_soon_as_they_can_be() -> None:
    # No gap either way: 80 cases may wait a month. They are not let wait.
    tables = solve_tiny(demand=calls(80))
    assert column(tables["work"], "backlog_cases", plan="after") == [0, 0]


@pytest.mark.level("backlog")
def test_backlog_is_what_waits_at_the_end_of_the_reported_periods() -> None:
    formulation = formulate_tiny(priorities=["backlog"], period={"run_out": "2 months"})
    assert level_text(formulation, "backlog") == "backlog[calls,1]"


@pytest.mark.level("backlog")
def test_minimising_the_backlog_alone_clears_it_by_the_end() -> None:
    tables = solve_tiny(demand=calls(80, opening={"backlog_cases": 40}), priorities=["backlog"])
    # 200 hours for 40 + 160 cases.
    assert column(tables["work"], "backlog_cases", plan="after")[-1] == pytest.approx(0)


# ---------------------------------------------------------------- disruption
@pytest.mark.level("disruption")
def test_disruption_adds_up_moves_and_years_of_work_for_another_team() -> None:
    place = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}}
    supply = {"moves": {"over": {**place, "per_month_fte": 1}}, "redeployment": {"help": {**place, "fte": 1}}}
    # 100 hours for another team in a month are a twelfth of a year.
    assert (
        level_text(formulate_tiny(supply=supply, **two_teams(1, 1), **ONE), "disruption")
        == "starts[over,0] + 0.000833333 redeployed[help,0]"
    )


@pytest.mark.level("disruption")
def test_people_are_lent_rather_than_moved_when_both_would_do() -> None:
    # b needs 50 hours in each of two months. Half a person moved counts 0.5, half a person lent for two months 1/12.
    place = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}}
    supply = {"moves": {"over": {**place, "per_month_fte": 1}}, "redeployment": {"help": {**place, "fte": 1}}}
    tables = solve_tiny(
        demand={"calls": None, "visits": line(team="b", arrivals=cases(50), **CANNOT_WAIT)},
        supply=supply,
        **two_teams(1, 0),
        priorities=EXACT,
    )
    assert held(tables, "disruption") == pytest.approx(1 / 12, abs=1e-4)
    assert column(tables["flows"], "fte", plan="after", kind="moves_in") == []


# ---------------------------------------------------------------- redundancies and strength over requirement
CLERKS: Tree = {
    "roles": {"clerk": {"title": "Clerk", "grade": "clerk", "hours": "full", "pay": {"pounds_per_year": 12000}}},
    "pay": {"staff": {"price_base": "2019-04"}},
    "establishment": {"a": {"clerk": post(3)}},
}
"""Three members of police staff at 1,000 pounds a month, for whom there is no work."""
REDUNDANT: Tree = {"exits": {"go": {"kind": "redundancy", "from": {"team": "a", "role": "clerk"}, "per_month_fte": 3}}}
DESK: Tree = {"desk": {"team": "a", "roles": ["officer"], "exactly_fte": 1, "over_pounds_per_fte_month": 500}}


@pytest.mark.level("redundancies")
def test_redundancies_are_those_who_go_by_redundancy_and_by_no_other_way() -> None:
    out = {"kind": "voluntary_exit", "from": {"team": "a", "role": "officer"}, "per_month_fte": 1}
    exits = {"exits": {**REDUNDANT["exits"], "leave": out}}
    priorities = ["gap_tier_1", "redundancies"]
    assert level_text(formulate_tiny(supply=exits, priorities=priorities, **CLERKS), "redundancies") == (
        "starts[go,0] + starts[go,1]"
    )


@pytest.mark.level("redundancies")
@pytest.mark.parametrize(("limit", "gone"), [({}, 3), ({"at_most": 2}, 2)])
def test_redundancies_may_be_limited_although_more_of_them_would_cost_less(limit: Tree, gone: float) -> None:
    # Cost stands above: all three would go at once. No more than two may.
    tables = solve_tiny(
        supply=REDUNDANT,
        priorities=[EXACT[0], {"level": "cost", "tolerance": 0}, {"level": "redundancies", **limit}],
        **CLERKS,
    )
    assert held(tables, "redundancies") == gone
    assert column(tables["staffing"], "strength_fte", role="clerk", plan="after") == [3 - gone] * 2


@pytest.mark.level("redundancies")
def test_nobody_is_made_redundant_where_that_stands_above_cost() -> None:
    tables = solve_tiny(supply=REDUNDANT, priorities=[EXACT[0], "redundancies", "cost"], **CLERKS)
    assert held(tables, "redundancies") == 0
    assert column(tables["staffing"], "strength_fte", role="clerk", plan="after") == [3, 3]


@pytest.mark.level("over_requirement")
def test_strength_over_requirement_counts_by_the_month() -> None:
    formulation = formulate_tiny(
        requirements=DESK,
        priorities=["gap_tier_1", "over_requirement"],
        period={"last": "2019-09", "step": "quarter"},
    )
    assert level_text(formulation, "over_requirement") == ("3 over[requirements.desk,0] + 3 over[requirements.desk,1]")


@pytest.mark.level("over_requirement")
@pytest.mark.parametrize(("limit", "recruits"), [({}, 9), ({"at_most": 5}, 2.5)])
def test_strength_over_requirement_may_be_limited_against_the_gap(limit: Tree, recruits: float) -> None:
    # Work for ten officers, and exactly one is asked for: nine are over it in each of two months, or five in both.
    tables = solve_tiny(
        establishment=officers(1),
        demand=calls(1000, **CANNOT_WAIT),
        requirements=DESK,
        supply={
            "recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 9, "intakes": ["2019-04"]}}
        },
        priorities=[EXACT[0], {"level": "over_requirement", **limit}],
    )
    assert held(tables, "over_requirement") == pytest.approx(2 * recruits)
    assert column(tables["requirements"], "over_fte", plan="after") == pytest.approx([recruits, recruits])


# ---------------------------------------------------------------- tie-break and order
@pytest.mark.level("tie_break")
def test_the_tie_break_weighs_every_choice_between_one_and_two_by_its_name() -> None:
    formulation = formulate_tiny()
    assert formulation.levels[-1].name == "tie_break"
    weights = {variable.name: weight for variable, weight in formulation.levels[-1].terms}
    assert set(weights) == {
        "worked(calls,answer,officer,0)",
        "worked(calls,answer,officer,1)",
        "started(calls,0)",
        "started(calls,1)",
    }
    assert all(1 <= weight < 2 for weight in weights.values())
    again = {variable.name: weight for variable, weight in formulate_tiny(demand={"visits": line()}).levels[-1].terms}
    assert {name: again[name] for name in weights} == weights


@pytest.mark.level("tie_break")
def test_of_two_equal_plans_the_one_with_the_lighter_names_is_chosen() -> None:
    # Two agencies of the same price: the tie-break buys from the lighter name, and only from it.
    temps = TEMPS["agency"]["temps"]
    formulation = formulate_tiny(supply={"agency": {"north": temps, "south": temps}}, **ONE)
    weight = {variable.name: value for variable, value in formulation.levels[-1].terms}
    lighter = "north" if weight["agency(north,0)"] < weight["agency(south,0)"] else "south"
    tables = solve_tiny(
        demand=calls(150, **CANNOT_WAIT), supply={"agency": {"north": temps, "south": temps}}, **ONE, priorities=EXACT
    )
    used = {row.lever: row.used for row in each_row(tables["levers"]) if row.plan == "after"}
    assert used[lighter] == pytest.approx(0.5)
    assert sum(used.values()) == pytest.approx(0.5)


def test_the_default_order_is_each_tiers_gap_and_evenness_then_the_rest() -> None:
    formulation = formulate_tiny(demand={"calls": {"tier": 3}, "visits": line(tier=1)})
    assert [level.name for level in formulation.levels] == [
        "gap_tier_1",
        "evenness_tier_1",
        "gap_tier_3",
        "evenness_tier_3",
        "worst_team",
        "supervision",
        "displaced",
        "cost",
        "waiting",
        "disruption",
        "tie_break",
    ]


def test_before_action_only_what_can_differ_is_minimised() -> None:
    assert [level.name for level in formulate_tiny("before").levels] == [
        "gap_tier_1",
        "evenness_tier_1",
        "worst_team",
        "supervision",
        "waiting",
        "tie_break",
    ]


# ---------------------------------------------------------------- limits on levels
def test_every_level_is_measured_on_the_final_plan_and_keeps_what_it_promises() -> None:
    tables = solve_tiny(demand=calls(130, **CANNOT_WAIT), supply=TEMPS)
    for level in each_row(tables["levels"]):
        assert level.status == "optimal"
        assert level.held <= level.best + level.tolerance + 1e-3


@pytest.mark.rule("level_limits", "row")
def test_level_limits_row_holds_a_level_to_its_limit() -> None:
    formulation = formulate_tiny(supply=TEMPS, priorities=["gap_tier_1", {"level": "cost", "at_most": 3000}])
    assert rows_of(formulation, "level_limits") == [
        "1000 strength[a,officer,0] + 1000 strength[a,officer,1] + 2000 agency[temps,0] + 2000 agency[temps,1] <= 3000"
    ]
    assert [rule.place for rule in formulation.program.rules if rule.family == "level_limits"] == [
        "priorities[1].at_most"
    ]


@pytest.mark.rule("level_limits", "optimum")
def test_a_limit_on_cost_is_kept_against_the_gap() -> None:
    # 100 of the 300 hours a month are there. 3,000 pounds less 2,000 of pay buy half a month of agency: 50 hours.
    tables = solve_tiny(
        demand=calls(300, **CANNOT_WAIT), supply=TEMPS, priorities=[EXACT[0], {"level": "cost", "at_most": 3000}]
    )
    assert sum(column(tables["work"], "covered_hours", plan="after")) == pytest.approx(250)
    assert held(tables, "cost") == pytest.approx(3000)


@pytest.mark.rule("level_limits", "absent")
def test_a_level_without_a_limit_has_no_row() -> None:
    assert rows_of(formulate_tiny(priorities=["gap_tier_1", "cost"]), "level_limits") == []
    limited = [{"level": "cost", "at_most": 3000}]
    assert rows_of(formulate_tiny("before", priorities=limited), "level_limits") == []


def test_merging_changes_leaves_the_tiny_scenario_alone() -> None:
    # The helper of all these tests: what one test changes, the next does not see.
    base = {"a": {"b": [1]}}
    merged(base, {"a": {"b": [2]}, "c": 3})
    assert base == {"a": {"b": [1]}}
