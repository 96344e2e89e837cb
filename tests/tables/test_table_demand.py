"""Demand: arrivals, tasks, when hours fall due, how old the backlog is, and what the year asks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import cases, column, line, per_month, rows, tiny

from planner.tables import Tables, tabulate

# 366 cases a year are one a day in 2019/20: ages and counts are the same numbers.
ONE_A_DAY = {"cases": {"value": 366, "per": "year"}}


def tables(calls: dict[str, Any] | None = None, **changes: Any) -> Tables:
    """The tiny scenario with changes to its demand line."""
    return tabulate(tiny(**{"demand": {"calls": calls or {}}, **changes}))


def test_latent_cases_are_what_is_real_and_not_recorded() -> None:
    # 80 recorded are four fifths of the real 100.
    arrivals = tables({"recorded_share": 0.8}).arrivals
    assert column(arrivals, "recorded_cases") == pytest.approx([80, 80])
    assert column(arrivals, "latent_cases") == pytest.approx([20, 20])
    assert column(tables().arrivals, "latent_cases") == [0, 0]


def test_partners_bear_their_share_of_the_recorded_cases() -> None:
    arrivals = tables({"partner_share": 0.25}).arrivals
    assert column(arrivals, "partner_cases") == pytest.approx([20, 20])
    assert column(arrivals, "cases") == pytest.approx([60, 60])


def test_a_list_by_period_repeats_its_last_year_in_the_run_out() -> None:
    values = [float(number) for number in range(1, 16)]
    found = tables(
        {"arrivals": {"cases": None, "by_period": values}}, period={"last": "2020-06", "run_out": "2 months"}
    )
    # Fifteen months are stated; the sixteenth is July again, as the fourth was.
    assert column(found.arrivals, "recorded_cases") == [*values, 4, 5]


def test_a_short_list_repeats_itself_in_the_run_out() -> None:
    found = tables({"arrivals": {"cases": None, "by_period": [10, 20]}}, period={"run_out": "3 months"})
    assert column(found.arrivals, "recorded_cases") == [10, 20, 10, 20, 10]


def test_work_in_hours_is_a_case_of_one_hour_for_each_hour() -> None:
    audit = {
        "title": "Audit",
        "team": "a",
        "tier": 1,
        "start_within": "1 month",
        "arrivals": {"hours": per_month(40)},
        "tasks": {"audit": {"roles": {"officer": 1}}},
    }
    found = tables(demand={"audit": audit})
    assert column(found.arrivals, "cases", line="audit") == pytest.approx([40, 40])
    assert column(found.tasks, "hours_per_case", line="audit") == [1, 1]


def test_waiting_cases_cause_repeat_calls_by_the_length_of_the_period() -> None:
    repeats = {"repeat_calls": per_month(0.1)}
    assert column(tables(repeats).arrivals, "repeat_share") == pytest.approx([0.1, 0.1])
    quarter = tables(repeats, period={"last": "2019-06", "step": "quarter"})
    assert column(quarter.arrivals, "repeat_share") == pytest.approx([0.3])


def test_a_line_that_cannot_wait_causes_no_repeat_calls() -> None:
    assert column(tables({"repeat_calls": per_month(0.1), "start_within": "0 days"}).arrivals, "repeat_share") == [0, 0]


SHARED = {"tasks": {"answer": {"hours_per_case": 2, "out_of_scope": {"response": 0.3}}}}
RESPONSE = {"response": {"title": "Response", "out_of_scope": True}}


def test_planned_teams_bear_what_out_of_scope_teams_do_not() -> None:
    found = tables(SHARED, teams=RESPONSE)
    assert column(found.tasks, "hours_per_case") == pytest.approx([1.4, 1.4])
    assert column(found.borne_elsewhere, "hours_per_case") == pytest.approx([0.6, 0.6])
    assert column(found.lines, "planned") == [True]


def test_a_line_borne_wholly_elsewhere_is_not_planned() -> None:
    found = tables({"tasks": {"answer": {"out_of_scope": {"response": 1}}}}, teams=RESPONSE)
    assert column(found.lines, "planned") == [False]
    assert len(found.tasks) == len(found.able) == len(found.line_years) == 0


def test_only_roles_that_work_for_the_team_are_able() -> None:
    helper = {"title": "Helper", "rank": "constable", "hours": "full", "pay": {"pounds_per_year": 12000}}
    both = {"tasks": {"answer": {"roles": {"officer": 1, "helper": 0.5}}}}
    assert set(tables(both, roles={"helper": helper}).able["role"]) == {"officer"}
    agency = {"agency": {"temps": {"team": "a", "role": "helper", "fte": 1, "pounds_per_fte_year": 1}}}
    assert set(tables(both, roles={"helper": helper}, supply=agency).able["role"]) == {"officer", "helper"}


def test_efficiency_may_begin_on_a_date_and_none_is_no_row() -> None:
    later = {"tasks": {"answer": {"roles": {"officer": [{"value": 0}, {"from": "2019-05", "value": 0.5}]}}}}
    assert tables(later).able[["period", "efficiency"]].to_numpy().tolist() == [[1, 0.5]]


def due(found: Tables, start: int) -> list[float]:
    return column(found.due, "share", start_period=start)


def test_hours_fall_due_over_the_months_after_the_start() -> None:
    found = tables({"spread_by_month": [0.5, 0.3, 0.2]}, period={"last": "2019-07"})
    assert due(found, 0) == pytest.approx([0.5, 0.3, 0.2])
    assert due(found, 3) == pytest.approx([0.5])  # the rest is due after the plan


def test_hours_fall_due_in_the_weeks_of_those_months() -> None:
    found = tables(
        {"spread_by_month": [0.5, 0.5]}, period={"first": "2019-04-01", "last": "2019-06-30", "step": "week"}
    )
    # A week is 0.23 of a month, so it takes 0.23 of that month's half.
    assert due(found, 0)[0] == pytest.approx(0.5 * 7 / 30.4375)
    assert sum(due(found, 0)) == pytest.approx(1)


def test_all_hours_of_a_case_without_spread_fall_in_the_period_of_its_start() -> None:
    assert due(tables(), 0) == [1]


def test_hours_of_a_short_spread_fall_in_the_quarter_of_the_start() -> None:
    assert due(
        tables({"spread_by_month": [0.5, 0.3, 0.2]}, period={"last": "2019-09", "step": "quarter"}), 0
    ) == pytest.approx([1])


def test_cases_in_work_at_the_opening_are_what_the_average_implies() -> None:
    # Started a month ago, 80 cases have 0.3 and then 0.2 of an hour left; started two months ago, 0.2.
    found = tables({"spread_by_month": [0.5, 0.3, 0.2]}, period={"last": "2019-07"})
    average = 80 * 4 / (122 / 30.4375)  # four months of 122 days: a little less than 80 in a month of 30.4375
    assert column(found.opening_due, "hours") == pytest.approx([average * 0.5, average * 0.2])


def test_a_stated_number_of_cases_in_work_is_spread_over_the_same_ages() -> None:
    # 100 cases: 50 started a month ago and 50 two months ago.
    found = tables({"spread_by_month": [0.5, 0.3, 0.2], "opening": {"in_work_cases": 100}}, period={"last": "2019-07"})
    assert column(found.opening_due, "hours") == pytest.approx([50 * 0.3 + 50 * 0.2, 50 * 0.2])
    ended = tables({"spread_by_month": [0.5, 0.5], "opening": {"in_work_cases": 10}, "arrivals": cases(0)})
    assert column(ended.opening_due, "hours") == pytest.approx([5])  # nothing arrives any more, and these are in work
    none = tables({"spread_by_month": [0.5, 0.3, 0.2], "opening": {"in_work_cases": 0}})
    assert len(none.opening_due) == 0


def fresh(standard: str, **period: str) -> list[list[float]]:
    table = tables({"start_within": standard}, period=period).fresh
    return table[["period", "arrival_period", "share"]].to_numpy().tolist()


def test_a_standard_of_a_month_keeps_the_arrivals_of_a_calendar_month_fresh() -> None:
    assert fresh("1 month") == [[0, 0, 1], [1, 1, 1]]


def test_a_standard_in_days_keeps_the_last_days_of_a_month_fresh() -> None:
    # At the end of May the arrivals since 2 May are younger than 30 days.
    assert fresh("30 days") == [[0, 0, 1], [1, 1, pytest.approx(30 / 31)]]
    assert fresh("2 weeks") == [[0, 0, pytest.approx(14 / 30)], [1, 1, pytest.approx(14 / 31)]]


def test_a_standard_longer_than_a_period_reaches_into_the_one_before() -> None:
    # At the end of May 45 days reach back to 17 April: its last 14 days.
    assert fresh("45 days") == [[0, 0, 1], [1, 1, 1], [1, 0, pytest.approx(14 / 30)]]


def test_a_standard_of_a_month_keeps_the_last_month_of_a_quarter_fresh() -> None:
    assert fresh("1 month", last="2019-06", step="quarter") == [[0, 0, pytest.approx(30 / 91)]]


def test_a_line_that_cannot_wait_has_nothing_fresh() -> None:
    assert fresh("0 days") == []


def opening(calls: dict[str, Any], **period: str) -> tuple[float, dict[int, float]]:
    """Cases overdue at the opening, and cases of the opening backlog still young at the end of each period."""
    found = tables({"arrivals": ONE_A_DAY, **calls}, period=period)
    young: pd.DataFrame = found.young_opening
    return column(found.opening_backlog, "overdue_cases")[0], dict(zip(young["period"], young["cases"], strict=True))


def test_a_backlog_of_unstated_age_is_what_arrived_last() -> None:
    # At one case a day, 31 of 60 cases arrived since 1 March; at the end of April none is younger than a month.
    overdue, young = opening({"opening": {"backlog_cases": 60}})
    assert overdue == pytest.approx(29)
    assert young == {}


def test_a_backlog_ages_through_its_standard_by_the_calendar() -> None:
    # Two months before 1 April is 1 February: 59 days. At the end of April 1 March: 31 days of cases are still young.
    overdue, young = opening({"opening": {"backlog_cases": 100}, "start_within": "2 months"})
    assert overdue == pytest.approx(41)
    assert young == pytest.approx({0: 31})


def test_a_small_backlog_is_all_young() -> None:
    overdue, _ = opening({"opening": {"backlog_cases": 20}})
    assert overdue == 0


def test_a_backlog_by_age_lies_evenly_in_its_bands() -> None:
    # 10 cases up to 10 days old and 30 from 10 to 40 days: a standard of 20 days holds 10 and a third of 30.
    ages = {
        "opening": {
            "backlog_cases": 40,
            "backlog_ages": [{"up_to": "10 days", "cases": 10}, {"up_to": "40 days", "cases": 30}],
        }
    }
    overdue, young = opening({**ages, "start_within": "20 days"}, first="2019-04-01", last="2019-04-21", step="week")
    assert overdue == pytest.approx(20)
    # A week later 13 days are left of the standard, then 6: 10 + 3, then 6 of the youngest 10.
    assert young == pytest.approx({0: 13, 1: 6})


def test_cases_older_than_every_band_are_overdue() -> None:
    ages = {"opening": {"backlog_cases": 50, "backlog_ages": [{"up_to": "10 days", "cases": 10}]}}
    overdue, _ = opening({**ages, "start_within": "20 days"})
    assert overdue == pytest.approx(40)


def test_a_year_asks_for_what_arrives_and_the_first_for_what_is_overdue_at_the_opening() -> None:
    calls = {"arrivals": ONE_A_DAY, "opening": {"backlog_cases": 60}, "tasks": {"answer": {"hours_per_case": 2}}}
    years = tables(calls, period={"first": "2020-03", "last": "2020-04"}).line_years
    # March 2020 has 31 cases; 29 days of February are young, 31 of the 60 overdue. April has 366 ÷ 365 a day.
    assert years[["year_start", "demand_hours"]].to_numpy().tolist() == [
        [2019, pytest.approx(2 * (31 + 60 - _young_in_march()))],
        [2020, pytest.approx(2 * 30 * 366 / 365)],
    ]


def _young_in_march() -> float:
    """One month before 1 March is 1 February: 29 days at the mean of the plan's arrivals, a little over one a day."""
    return 29 * (31 + 30 * 366 / 365) / 61


def test_a_year_without_demand_is_no_row() -> None:
    years = tables({"arrivals": cases(0)}, demand={"calls": {"arrivals": cases(0)}, "visits": line()}).line_years
    assert column(years, "line") == ["visits"]


def test_the_facts_of_a_line_are_as_stated() -> None:
    facts = tables(
        {"clear_by": "2019-05-31", "coverage_floor": 0.5, "close_undone": {"decided_by": "chief", "reason": "old"}}
    ).lines
    assert rows(facts)[["team", "tier", "cannot_wait", "may_close", "coverage_floor"]].to_numpy().tolist() == [
        ["a", 1, False, True, 0.5]
    ]
    facts = tables({"start_within": "0 days"}).lines
    assert facts[["cannot_wait", "may_close"]].to_numpy().tolist() == [[True, False]]
    assert facts["coverage_floor"].isna().all()
