"""Tables of initiatives: when they can start, what they cost, from when they work, and what they leave of demand."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import Tree, cases, column, line, rows, tiny

from planner.tables import tabulate
from planner.tables.tabulate import Tables

THREE: Tree = {"period": {"first": "2019-04", "last": "2019-06"}}


def tabulated(effects: Tree | None = None, changes: Tree = THREE, **of_initiative: Any) -> Tables:
    initiative = {"title": "Quick", "effects": effects or {}, **of_initiative}
    return tabulate(tiny(initiatives={"quick": initiative}, **changes))


def test_an_initiative_with_a_date_starts_in_the_period_that_holds_it() -> None:
    assert tabulated(starts="2019-05-31").initiative_starts["start"].tolist() == [1]
    assert tabulated(starts="2019-07-01").initiative_starts.empty
    assert tabulated(starts="2019-03-31").initiative_starts["start"].tolist() == [-1]


def test_an_optional_one_can_start_with_every_reported_period_that_begins_in_its_window() -> None:
    window = {"earliest": "2019-04-02", "latest": "2019-07-31"}
    with_run_out = {"period": {"first": "2019-04", "last": "2019-06", "run_out": "2 months"}}
    table = tabulated(changes=with_run_out, optional=window).initiative_starts
    assert table["start"].tolist() == [1, 2]
    assert [day.isoformat() for day in table["day"]] == ["2019-05-01", "2019-06-01"]


@pytest.mark.parametrize(
    ("starts", "after", "works_from"),
    [
        ("2019-05-01", "0 days", [1]),
        ("2019-05-02", "0 days", [2]),
        ("2019-04-15", "16 days", [1]),
        ("2019-04-15", "17 days", [2]),
        ("2019-04-15", "3 months", []),
        ("2018-10-01", "7 months", [1]),
        ("2018-10-01", "1 month", [0]),
    ],
)
def test_an_effect_works_from_the_first_period_that_begins_when_its_time_is_over(
    starts: str, after: str, works_from: list[int]
) -> None:
    effect = {"shorter": {"line": "calls", "hours_factor": 0.5, "after": after}}
    assert tabulated(effect, starts=starts).initiative_effects["works_from"].tolist() == works_from


def test_costs_of_one_that_began_before_the_plan_go_on_and_its_set_up_is_over() -> None:
    # From 16 January for four months: until 15 May, 15 of its 31 days.
    money = {"start_up_pounds": 500, "pounds_per_month": 310, "runs_for": "4 months"}
    table = tabulated(starts="2019-01-16", **money).initiative_pounds
    assert table["pounds"].tolist() == pytest.approx([310, 150])
    assert set(table["nature"]) == {"recurrent"}


def test_dated_figures_hold_as_they_are_dated() -> None:
    # A factor of 0.8, and from the middle of May on of 0.5: hours as on the first day, arrivals as on the mean day.
    factor = [{"value": 0.8}, {"from": "2019-05-17", "value": 0.5}]
    effect = {"shorter": {"line": "calls", "hours_factor": factor, "arrivals_factor": factor}}
    tables = tabulated(effect, starts="2019-04")
    assert tables.tasks["hours_per_case"].tolist() == pytest.approx([0.8, 0.8, 0.5])
    may = (16 * 0.8 + 15 * 0.5) / 31
    assert tables.arrivals["cases"].tolist() == pytest.approx([64, 80 * may, 40])


def test_effects_on_one_task_multiply_and_the_others_keep_their_hours() -> None:
    two: Tree = {"answer": {"hours_per_case": 4}, "note": {"hours_per_case": 1, "roles": {"officer": 1}}}
    effects = {
        "all": {"line": "calls", "hours_factor": 0.5},
        "one": {"line": "calls", "hours_factor": 0.5, "tasks": ["answer"]},
    }
    demand = {"demand": {"calls": {"tasks": two}}, **THREE}
    tables = tabulated(effects, demand, starts="2019-05")
    assert column(tables.tasks, "hours_per_case", task="answer") == [4, 1, 1]
    assert column(tables.tasks, "hours_per_case", task="note") == [1, 0.5, 0.5]
    # Each alone, against what the line states.
    assert column(tables.effects_on_hours, "saved_hours", task="answer", effect="one") == [2, 2, 2]


def test_hours_borne_elsewhere_fall_with_the_task() -> None:
    shared = {"answer": {"hours_per_case": 4, "out_of_scope": {"response": 0.25}}}
    changes = {
        "teams": {"response": {"title": "Response", "out_of_scope": True}},
        "demand": {"calls": {"tasks": shared}},
        **THREE,
    }
    tables = tabulated({"shorter": {"line": "calls", "hours_factor": 0.75}}, changes, starts="2019-05")
    assert tables.borne_elsewhere["hours_per_case"].tolist() == [1, 0.75, 0.75]
    assert tables.tasks["hours_per_case"].tolist() == [3, 2.25, 2.25]
    assert tables.effects_on_hours["saved_hours"].tolist() == [0.75] * 3
    assert tables.effects_on_hours["saved_elsewhere_hours"].tolist() == [0.25] * 3


def test_partners_bear_their_share_of_what_is_still_recorded_and_never_more_than_all() -> None:
    effect = {"fewer": {"line": "calls", "arrivals_factor": 0.5, "partner_share": 0.3}}
    demand = {"demand": {"calls": {"partner_share": 0.2, "recorded_share": 0.8}}, **THREE}
    arrivals = tabulated(effect, demand, starts="2019-05").arrivals
    assert arrivals["recorded_cases"].tolist() == pytest.approx([80, 40, 40])
    assert arrivals["partner_cases"].tolist() == pytest.approx([16, 20, 20])
    assert arrivals["cases"].tolist() == pytest.approx([64, 20, 20])
    assert arrivals["latent_cases"].tolist() == pytest.approx([20, 10, 10])
    everything = {"all": {"line": "calls", "partner_share": 0.9}}
    assert tabulated(everything, demand, starts="2019-05").arrivals["cases"].tolist() == pytest.approx([64, 0, 0])


def test_the_figures_of_an_optional_one_start_from_what_those_with_a_date_leave() -> None:
    effect = {"fewer": {"line": "calls", "arrivals_factor": 0.75, "partner_share": 0.2, "hours_factor": 0.5}}
    window = {"earliest": "2019-04", "latest": "2019-06"}
    both = {
        "dated": {"title": "Dated", "starts": "2019-05", "effects": effect},
        "optional": {"title": "Optional", "optional": window, "effects": effect},
    }
    tables = tabulate(tiny(initiatives=both, **THREE))
    # 80 cases; from May on 60, of which partners bear a fifth. The dated one takes 20 of 80 and hands 12 of 60 over;
    # the optional one takes 15 of 60, four fifths of them this force's, and hands 9 of 45 over.
    fewer = tables.effects_on_cases
    assert column(fewer, "fewer_cases", initiative="dated") == pytest.approx([20, 20, 20])
    assert column(fewer, "handed_over_cases", initiative="dated") == pytest.approx([12, 12, 12])
    assert column(fewer, "fewer_cases", initiative="optional") == pytest.approx([20, 12, 12])
    assert column(fewer, "handed_over_cases", initiative="optional") == pytest.approx([12, 9, 9])
    # An hour a case, from May on half an hour.
    assert column(fewer, "fewer_hours", initiative="dated") == pytest.approx([32, 32, 32])
    assert column(fewer, "fewer_hours", initiative="optional") == pytest.approx([32, 10.5, 10.5])
    assert column(tables.effects_on_hours, "saved_hours", initiative="optional") == pytest.approx([0.5, 0.25, 0.25])


def test_demand_of_a_year_and_its_denominators_are_those_with_the_dated_ones() -> None:
    effect = {"fewer": {"line": "calls", "arrivals_factor": 0.5, "hours_factor": 0.5}}
    assert tabulated(effect, starts="2019-05").line_years["demand_hours"].tolist() == pytest.approx([80 + 20 + 20])
    window = {"earliest": "2019-04", "latest": "2019-06"}
    assert tabulated(effect, optional=window).line_years["demand_hours"].tolist() == pytest.approx([240])


def test_cases_in_work_and_waiting_at_the_opening_are_of_the_time_before() -> None:
    # Half of a case's hours fall in its second month: 80 cases of March in April, whatever starts in April.
    effect = {"fewer": {"line": "calls", "arrivals_factor": 0.5, "hours_factor": 0.5}}
    demand = {"demand": {"calls": {"spread_by_month": [0.5, 0.5], "opening": {"backlog_cases": 100}}}, **THREE}
    tables, without = tabulated(effect, demand, starts="2019-04"), tabulate(tiny(**demand))
    assert tables.opening_due["hours"].tolist() == without.opening_due["hours"].tolist()
    assert tables.opening_backlog.equals(without.opening_backlog)
    assert tables.young_opening.equals(without.young_opening)


def test_the_shorter_of_two_standards_from_the_same_day_holds() -> None:
    # At the end of June: two weeks of June, all of May's and April's arrivals too old.
    effects = {
        "long": {"line": "calls", "start_within": "1 month"},
        "short": {"line": "calls", "start_within": "2 weeks"},
    }
    demand = {"demand": {"calls": {"start_within": "2 months"}}, **THREE}
    fresh = rows(tabulated(effects, demand, starts="2019-04").fresh, period=2)
    assert fresh[["arrival_period", "share"]].to_numpy().tolist() == [[2, pytest.approx(14 / 30)]]


def test_the_run_out_is_longer_by_the_time_until_an_initiative_works() -> None:
    # A month of standard, a month of spread; ten, and thirteen months until it works.
    for after, periods in (("6 months", 12), ("13 months", 15)):
        effect = {"shorter": {"line": "calls", "hours_factor": 0.5, "after": after}}
        changes = {"period": {"first": "2019-04", "last": "2019-06", "run_out": None}}
        calendar = tabulated(effect, changes, starts="2019-04").calendar
        assert calendar.count == 3 + periods


def test_without_initiatives_every_table_of_them_is_empty() -> None:
    tables = tabulate(tiny(demand={"calls": {"arrivals": cases(80)}, "visits": line()}))
    for name in ("initiatives", "initiative_starts", "initiative_pounds", "initiative_people", "initiative_effects"):
        assert getattr(tables, name).empty
    assert tables.effects_on_cases.empty
    assert tables.effects_on_hours.empty
    assert tables.away.empty
