"""Backlog: cases wait, grow old and call again; what is late or never done is counted."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cases, cell, column, formulate_tiny, line, post, rows_of, solve_tiny, two_teams

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
THREE: Tree = {"period": {"last": "2019-06"}}
OLD: Tree = {"backlog_ages": [{"up_to": "2 months", "cases": 0}]}
"""Nothing of the backlog is younger than two months."""


def calls(a_month: float = 80, **changes: Any) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **changes}}


def officers(strength: float) -> dict[str, Any]:
    return {"a": {"officer": post(strength, 10)}}


# ---------------------------------------------------------------- backlog
@pytest.mark.rule("backlog", "row")
def test_backlog_row_is_what_waited_and_arrived_less_what_was_started() -> None:
    assert rows_of(formulate_tiny(demand=calls(80, opening={"backlog_cases": 50})), "backlog") == [
        "started[calls,0] + backlog[calls,0] = 130",
        "started[calls,1] + backlog[calls,1] - backlog[calls,0] = 80",
    ]


@pytest.mark.rule("backlog", "row")
def test_backlog_row_grows_by_repeat_calls_and_shrinks_by_cases_closed() -> None:
    demand = calls(
        80,
        opening={"backlog_cases": 50},
        repeat_calls={"value": 0.1, "per": "month"},
        close_undone={"decided_by": "chief", "reason": "old"},
    )
    assert rows_of(formulate_tiny(demand=demand), "backlog") == [
        "started[calls,0] + closed_undone[calls,0] + backlog[calls,0] = 135",
        "started[calls,1] + closed_undone[calls,1] + backlog[calls,1] - 1.1 backlog[calls,0] = 80",
    ]
    # Before action nothing that can wait is closed undone.
    assert rows_of(formulate_tiny("before", demand=demand), "backlog")[0] == "started[calls,0] + backlog[calls,0] = 135"


@pytest.mark.rule("backlog", "row")
def test_backlog_row_of_a_line_that_cannot_wait_has_no_backlog() -> None:
    assert rows_of(formulate_tiny(demand=calls(80, **CANNOT_WAIT), **ONE), "backlog") == [
        "started[calls,0] + closed_undone[calls,0] = 80"
    ]


@pytest.mark.rule("backlog", "optimum")
def test_a_backlog_is_cleared_as_soon_as_there_are_hours() -> None:
    # 50 wait, 80 arrive, 100 can be started: 30 wait, then 10. Nothing is ever overdue, so only waiting decides.
    tables = solve_tiny(demand=calls(80, opening={"backlog_cases": 50}), priorities=EXACT)
    assert column(tables["work"], "backlog_cases", plan="after") == [30, 10]
    assert column(tables["work"], "overdue_cases", plan="after") == [0, 0]
    assert column(tables["work"], "opening_backlog_cases", plan="after") == [50, 30]


@pytest.mark.rule("backlog", "optimum")
def test_cases_that_wait_call_again() -> None:
    # 100 wait and a tenth of them calls again: 110 less 50 started are 60; 66 less 50 are 16.
    demand = calls(0, opening={"backlog_cases": 100}, repeat_calls={"value": 0.1, "per": "month"})
    tables = solve_tiny(demand=demand, establishment=officers(0.5), priorities=EXACT)
    assert column(tables["work"], "backlog_cases", plan="after") == pytest.approx([60, 16])
    assert column(tables["work"], "repeat_cases", plan="after") == pytest.approx([10, 6])


@pytest.mark.rule("backlog", "absent")
def test_a_line_borne_elsewhere_has_no_backlog_row() -> None:
    elsewhere = {"calls": {"tasks": {"answer": {"out_of_scope": {"response": 1}}}}}
    formulation = formulate_tiny(demand=elsewhere, teams={"response": {"title": "Response", "out_of_scope": True}})
    assert rows_of(formulation, "backlog") == []


# ---------------------------------------------------------------- overdue
@pytest.mark.rule("overdue", "row")
def test_overdue_row_leaves_out_what_arrived_within_the_standard() -> None:
    # Two weeks: 14 of 30 days of April, 14 of 31 of May.
    assert rows_of(formulate_tiny(demand=calls(30, start_within="2 weeks")), "overdue") == [
        "backlog[calls,0] - overdue[calls,0] <= 14",
        f"backlog[calls,1] - overdue[calls,1] <= {30 * 14 / 31:.6g}",
    ]


@pytest.mark.rule("overdue", "row")
def test_overdue_row_leaves_out_young_repeats_and_the_young_part_of_the_opening_backlog() -> None:
    demand = calls(
        30,
        start_within="2 months",
        repeat_calls={"value": 0.1, "per": "month"},
        opening={"backlog_cases": 60, "backlog_ages": [{"up_to": "60 days", "cases": 60}]},
    )
    # At the end of April the standard reaches back to 1 March: 31 of the opening 60 cases, April's 30 and the 6 who
    # called again. At the end of May it reaches back to 1 April: no more of the opening ones, but both months' arrivals
    # and those who called again in both.
    assert rows_of(formulate_tiny(demand=demand), "overdue") == [
        "backlog[calls,0] - overdue[calls,0] <= 67",
        "backlog[calls,1] - 0.1 backlog[calls,0] - overdue[calls,1] <= 66",
    ]


@pytest.mark.rule("overdue", "optimum")
def test_what_is_left_beyond_a_months_arrivals_is_overdue() -> None:
    # 50 of 100 cases a month can be started: 50, 100, 150 wait. Up to 100 are of the last month; first in, first out,
    # the others are older.
    tables = solve_tiny(demand=calls(100), establishment=officers(0.5), **THREE)
    assert column(tables["work"], "backlog_cases", plan="after") == [50, 100, 150]
    assert column(tables["work"], "overdue_cases", plan="after") == [0, 0, 50]


@pytest.mark.rule("overdue", "optimum")
def test_overdue_is_what_a_queue_of_single_days_says() -> None:
    # One case a day and nobody to start it, a standard of ten days: at the end of a month all but ten are late.
    demand = {"calls": {"arrivals": {"cases": {"value": 366, "per": "year"}}, "start_within": "10 days"}}
    tables = solve_tiny(demand=demand, establishment=officers(0))
    assert column(tables["work"], "overdue_cases", plan="after") == pytest.approx([20, 51])


@pytest.mark.rule("overdue", "absent")
def test_a_line_that_cannot_wait_has_no_overdue_row() -> None:
    assert rows_of(formulate_tiny(demand=calls(80, **CANNOT_WAIT)), "overdue") == []


# ---------------------------------------------------------------- clear by
TEMPS = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 24000}}}


@pytest.mark.rule("clear_by", "row")
def test_clear_by_row_wants_nothing_overdue_at_the_last_end_of_a_period_by_the_date() -> None:
    demand = calls(80, opening={"backlog_cases": 50}, clear_by="2019-05-30")
    formulation = formulate_tiny(demand=demand, **THREE)
    # May ends on the 31st, so April is the last period that ends by the 30th.
    assert rows_of(formulation, "clear_by") == ["overdue[calls,0] <= 0"]
    assert [rule.place for rule in formulation.program.rules if rule.family == "clear_by"] == ["demand.calls.clear_by"]
    assert rows_of(formulate_tiny(demand=calls(80, clear_by="2019-05-31"), **THREE), "clear_by") == [
        "overdue[calls,1] <= 0"
    ]


@pytest.mark.rule("clear_by", "optimum")
def test_a_backlog_is_cleared_by_its_date_although_that_costs_money() -> None:
    # Nobody but agency at 2,000 pounds for 100 hours, and cost comes first: without the date nothing would be bought.
    # 60 old cases need 0.6 of it. Waiting comes next, so it is bought at once.
    demand = calls(0, opening={"backlog_cases": 60, **OLD})
    wanted: dict[str, Any] = {
        "establishment": officers(0),
        "supply": TEMPS,
        "priorities": [{"level": "cost", "tolerance": 0}, "waiting"],
    }
    tables = solve_tiny(demand=demand, **wanted)
    assert column(tables["work"], "overdue_cases", plan="after") == [60, 60]
    demand["calls"]["clear_by"] = "2019-05-31"
    tables = solve_tiny(demand=demand, **wanted)
    assert column(tables["work"], "overdue_cases", plan="after") == pytest.approx([0, 0])
    assert sum(column(tables["costs"], "pounds", plan="after")) == pytest.approx(1200)
    assert column(tables["breaches"], "breach", rule="clear_by") == pytest.approx([60])


@pytest.mark.rule("clear_by", "absent")
def test_without_a_date_there_is_no_row_to_clear_by() -> None:
    assert rows_of(formulate_tiny(), "clear_by") == []
    assert rows_of(formulate_tiny("before", demand=calls(80, clear_by="2019-05-31")), "clear_by") == []


# ---------------------------------------------------------------- gap bands and evenness
def in_bands(name: str, year: int) -> str:
    """What a gap is laid into, as the row has it."""
    return " - ".join(f"gap_band[{name},{year},{band}]" for band in range(4))


@pytest.mark.rule("gap_bands", "row")
def test_gap_bands_row_is_what_is_not_done_in_a_year_and_overdue_at_its_end() -> None:
    demand = calls(80, tasks={"answer": {"hours_per_case": 2}}, close_undone={"decided_by": "chief", "reason": "old"})
    formulation = formulate_tiny(demand=demand)
    assert rows_of(formulation, "gap_bands") == [
        f"2 closed_undone[calls,0] + 2 closed_undone[calls,1] + 2 overdue[calls,1] - {in_bands('calls', 2019)} = 0"
    ]
    # 320 hours are asked for: bands of 10, 15 and 25 %.
    bands = formulation.variables.gap_band
    assert [bands["calls", 2019, band].upBound for band in range(3)] == pytest.approx([32, 48, 80])


@pytest.mark.rule("gap_bands", "row")
def test_gap_bands_rows_count_each_financial_year_for_itself() -> None:
    rows = rows_of(formulate_tiny(period={"first": "2020-03", "last": "2020-04"}), "gap_bands")
    assert [row.split(" - ")[0] for row in rows] == ["overdue[calls,0]", "overdue[calls,1]"]


@pytest.mark.rule("gap_bands", "optimum")
def test_two_lines_of_a_tier_share_the_gap_by_their_demand() -> None:
    # 60 and 140 hours cannot wait and 100 can be worked. Exactly half of each line's demand fits into the bands up to
    # 50 %, and the gap is half of all: any other split reaches into the dearest band.
    demand = {**calls(60, **CANNOT_WAIT), "visits": line(arrivals=cases(140), **CANNOT_WAIT)}
    tables = solve_tiny(demand=demand, **ONE, priorities=EXACT)
    assert column(tables["work"], "not_done_hours", plan="after") == pytest.approx([30, 70])
    # 10 % at 1, 15 % at 2 and 25 % at 4 of 200 hours.
    assert cell(tables["levels"], "held", plan="after", level="evenness_tier_1") == pytest.approx(20 + 60 + 200)


@pytest.mark.rule("gap_bands", "absent")
def test_a_line_without_demand_has_no_bands() -> None:
    assert rows_of(formulate_tiny(demand={**calls(0), "visits": line()}, **ONE), "gap_bands") == [
        f"overdue[visits,0] - {in_bands('visits', 2019)} = 0"
    ]


# ---------------------------------------------------------------- worst team
def both_teams(a_month: float, b_month: float) -> dict[str, Any]:
    return {**calls(a_month, **CANNOT_WAIT), "visits": line(team="b", arrivals=cases(b_month), **CANNOT_WAIT)}


@pytest.mark.rule("worst_team", "row")
def test_worst_team_rows_hold_the_worst_above_every_teams_gap_share() -> None:
    assert rows_of(formulate_tiny(demand=both_teams(100, 50), **two_teams(1, 1), **ONE), "worst_team") == [
        "closed_undone[calls,0] - 100 worst_share[2019] <= 0",
        "closed_undone[visits,0] - 50 worst_share[2019] <= 0",
    ]


@pytest.mark.rule("worst_team", "optimum")
def test_the_worst_team_is_helped_by_the_better_one() -> None:
    # 100 hours are asked in each team and 100 and 50 given; lending does not change the sum. The worst is least where
    # both lack 25.
    lend = {
        "redeployment": {
            "help": {
                "from": {"team": "a", "role": "officer"},
                "to": {"team": "b", "role": "officer"},
                "share_of_hours": 0.9,
            }
        }
    }
    tables = solve_tiny(
        demand=both_teams(100, 100),
        supply=lend,
        **two_teams(1, 0.5),
        **ONE,
        priorities=[{"level": "gap_tier_1", "tolerance": 0}, "worst_team"],
    )
    assert column(tables["work"], "not_done_hours", plan="after") == pytest.approx([25, 25])
    assert column(tables["work"], "not_done_hours", plan="before") == pytest.approx([0, 50])
    # A month of 25 % is a twelfth of a year of it.
    assert cell(tables["levels"], "held", plan="after", level="worst_team") == pytest.approx(0.25 / 12, abs=1e-4)


@pytest.mark.rule("worst_team", "absent")
def test_without_demand_no_team_is_the_worst() -> None:
    assert rows_of(formulate_tiny(demand=calls(0)), "worst_team") == []


# ---------------------------------------------------------------- coverage floor
@pytest.mark.rule("coverage_floor", "row")
def test_coverage_floor_row_allows_the_rest_of_the_years_demand_as_gap() -> None:
    demand = calls(80, coverage_floor=0.75, **CANNOT_WAIT)
    assert rows_of(formulate_tiny(demand=demand), "coverage_floor") == [
        "closed_undone[calls,0] + closed_undone[calls,1] <= 40"
    ]


@pytest.mark.rule("coverage_floor", "optimum")
def test_a_floor_of_a_lower_tier_is_kept_against_a_higher_one() -> None:
    # 100 hours are given. Tier 1 asks for 100 and would take all; the floor keeps 40 of the 80 hours of tier 2.
    demand = {
        **calls(100, **CANNOT_WAIT),
        "visits": line(tier=2, coverage_floor=0.5, arrivals=cases(80), **CANNOT_WAIT),
    }
    tables = solve_tiny(demand=demand, **ONE)
    assert column(tables["work"], "covered_hours", plan="after") == pytest.approx([60, 40])
    assert column(tables["work"], "covered_hours", plan="before")[0] == pytest.approx(100, abs=0.2)


@pytest.mark.rule("coverage_floor", "absent")
def test_a_line_without_a_floor_has_no_row_for_it() -> None:
    assert rows_of(formulate_tiny(), "coverage_floor") == []
    assert rows_of(formulate_tiny("before", demand=calls(80, coverage_floor=0.5)), "coverage_floor") == []
