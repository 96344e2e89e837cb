"""The answer as data: every figure worked out by hand from the made plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_plan import by_month, made_plan, solution, table, tables, work
from tiny import merged

from planner.plan.breaches import UNITS
from planner.reports.answer import make_answer
from planner.reports.breach_words import WORDS
from planner.reports.figures import Change
from planner.reports.notes import notes
from planner.reports.placing_words import placing_sentences
from planner.reports.words import plain


def note(plan: Any, head: str) -> str:
    return plain(next((each.text + each.more for each in notes(make_answer(plan)) if each.head == head), ""))


def test_coverage_of_the_whole_plan_is_the_tables_own(tmp_path: Path) -> None:
    answer = make_answer(made_plan(tmp_path))
    assert answer.force.gap_hours == Change(110, 40)
    # 450 of 560 hours before, 540 of 580 after.
    assert (answer.force.coverage.before, answer.force.coverage.after) == (0.803571, 0.931034)
    assert [(each.name, each.gap_hours.after) for each in answer.tiers] == [("1", 0), ("2", 40)]
    assert [each.title for each in answer.teams] == ["Team A"]
    assert answer.has_gap


def test_no_figure_of_the_run_out_is_counted(tmp_path: Path) -> None:
    answer = make_answer(made_plan(tmp_path))
    assert answer.actions.joiners_fte == Change(0.0, 0.6)
    assert answer.actions.overtime_hours == Change(0.0, 40.0)
    assert answer.elsewhere[0].displaced_hours == Change(0.0, 120.0)
    assert answer.led[0].unled_fte == Change(1.0, 0.5)
    assert answer.posts[0].strength_fte == Change(2.8, 3.4)
    assert answer.years[0].cost_pounds == Change(9000.0, 10100.0)
    assert answer.courses[-1].windows[-1].backlog_cases == Change(60.0, 30.0)


def test_months_are_covered_over_their_own_time(tmp_path: Path) -> None:
    june = make_answer(made_plan(tmp_path)).courses[0].windows[2]
    # Covered 90 + 60 against 10 not done and 80 overdue at the end of June; under the plan 100 + 80 against 40.
    assert june.coverage.before == pytest.approx(150 / 240)
    assert june.coverage.after == pytest.approx(180 / 220)


def test_many_periods_are_put_together(tmp_path: Path) -> None:
    """Sixteen months in windows of three; the last is shorter. A stock is taken at the end of a window."""
    firsts = [day.date() for day in pd.date_range("2019-04-01", periods=16, freq="MS")]
    rows = [
        {"plan": plan, "line": "visits", "team": "a", "tier": 2, "hours_per_case": 2.0, "period": f"{first:%Y-%m}",
         "period_first": first, "covered_hours": 10.0, "overdue_hours": float(number), "backlog_cases": float(number)}
        for plan in ("before", "after") for number, first in enumerate(firsts)
    ]  # fmt: skip
    windows = make_answer(made_plan(tmp_path, work=table("work", rows))).courses[0].windows
    assert [each.name for each in windows] == ["2019-04", "2019-07", "2019-10", "2020-01", "2020-04", "2020-07"]
    assert [each.backlog_cases.after for each in windows] == [2.0, 5.0, 8.0, 11.0, 14.0, 15.0]
    assert windows[1].coverage.after == pytest.approx(30 / 35)


def test_a_line_that_gets_worse_is_said_plainly(tmp_path: Path) -> None:
    rows = tables()["coverage"]
    calls = (rows["scope"] == "line") & (rows["name"] == "calls") & (rows["plan"] == "after")
    rows.loc[calls, ["gap_hours", "not_done_hours"]] = 95.0
    plan = made_plan(tmp_path, coverage=rows)
    assert [gap.line for gap in make_answer(plan).worse] == ["calls"]
    assert note(plan, "A larger gap than before action") == "Calls (+65 hours)"


def test_what_one_team_gets_back_makes_no_other_displacement_smaller(tmp_path: Path) -> None:
    given_back = [{**row, "hours": 500.0, "team": "other"} for row in by_month("before") if row["reported"]]
    both = pd.concat([tables()["elsewhere"], table("elsewhere", [{"kind": "redeployed", **row} for row in given_back])])
    teams = {"teams": {"other": {"title": "Other", "out_of_scope": True}}}
    plan = made_plan(tmp_path, teams, elsewhere=both)
    assert "120 hours of other teams' work are displaced" in plain(make_answer(plan).sentences[1])
    assert note(plan, "Displaced, not saved") == (
        "Response 120 hours (0.3 FTE); taken less than before action: Other 1,500 hours (0.0 FTE)"
    )


def test_work_borne_by_agreement_is_not_displaced(tmp_path: Path) -> None:
    rows = [{"team": "response", "kind": "borne_by_agreement", "hours": 70.0, **row} for row in by_month("after")]
    plan = made_plan(tmp_path, elsewhere=table("elsewhere", rows))
    (response,) = make_answer(plan).elsewhere
    assert response.agreed_hours == Change(0.0, 210.0)
    assert response.displaced_hours == Change(0.0, 0.0)
    assert note(plan, "Displaced, not saved") == ""


def test_a_decision_to_close_cases_undone_is_repeated(tmp_path: Path) -> None:
    closed = work()
    after = (closed["line"] == "visits") & (closed["plan"] == "after")
    closed.loc[after & closed["reported"], "closed_undone_cases"] = 7.0
    plan = made_plan(tmp_path, work=closed)
    assert note(plan, "Closed without the work") == (
        "Visits: 21 cases (0 before action); decided by Chief constable: old cases"
    )


def test_without_a_budget_the_cost_of_each_year_is_shown(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, {"budget": None})
    assert note(plan, "Cost 2019/20 (Apr–Jun)") == "£10,100 (£9,000 before action)"


def test_several_years_share_a_note(tmp_path: Path) -> None:
    common = {"limit": "all", "before_pounds": 10.0}
    years = [
        {**common, "financial_year": "2019/20", "limit_pounds": 95.0, "after_pounds": 95.0},
        {**common, "financial_year": "2020/21", "limit_pounds": 100.0, "after_pounds": 99.0},
    ]
    plan = made_plan(tmp_path, budget=table("budget", years), work=work()[lambda rows: rows["reported"]])
    said = note(plan, "Cost (before action) of the budget")
    assert said == "2019/20 (Apr–Jun) £95 (£10) of £95; 2020/21 £99 (£10) of £100"


def test_the_price_of_a_shortfall_is_not_spent(tmp_path: Path) -> None:
    rows = [{"kind": "shortfall", "pounds": 500.0, **row} for row in by_month("after")]
    both = pd.concat([tables()["costs"], table("costs", rows)])
    plan = made_plan(tmp_path, {"budget": None}, costs=both)
    assert note(plan, "Cost 2019/20 (Apr–Jun)") == "£10,100 (£9,000 before action)"


def test_a_plan_without_a_gap_says_so(tmp_path: Path) -> None:
    rows = tables()["coverage"]
    rows.loc[rows["plan"] == "after", ["gap_hours", "overdue_hours", "not_done_hours", "gap_fte"]] = 0.0
    rows.loc[rows["plan"] == "after", "coverage"] = 1.0
    answer = make_answer(made_plan(tmp_path, coverage=rows))
    assert plain(answer.sentences[0]) == (
        "Before action 80.4 % of the demand hours are covered, with a gap of 110 hours (0.4 FTE);"
        " under the plan 100.0 %, with no gap."
    )
    assert answer.sentences[2] == "Nothing stays uncovered."
    assert not answer.has_gap


def test_a_plan_that_is_not_proved_says_so(tmp_path: Path) -> None:
    levels = table("levels", [{"plan": "after", "order": 1, "level": "cost", "status": "not_proved"}])
    plan = replace(made_plan(tmp_path, levels=levels), after=solution("not_proved"))
    assert note(plan, "This plan") == (
        "the search ended before every level was proved (not proved: cost); 60 % of the demand hours rest on estimates"
    )


def test_trials_are_shown_in_order_of_size(tmp_path: Path) -> None:
    asked = {"trials": {"lever": "intake", "fte": [1, 0], "line": "visits"}}
    rows = [{"lever": "intake", "line": "visits", "fte_most": size, "gap_hours": 100 - size} for size in (5.0, 1.0)]
    tried = make_answer(made_plan(tmp_path, asked, trials=table("trials", rows))).trials
    assert tried is not None
    assert [(row.fte_most, row.gap_hours) for row in tried.rows] == [(1.0, 99.0), (5.0, 95.0)]
    assert make_answer(made_plan(tmp_path)).trials is None


def staffing(spare: float) -> pd.DataFrame:
    place = {"team": "a", "role": "officer", "worked_hours": 180.0, "spare_hours": spare}
    return table("staffing", [{**row, **place, "approved_fte": 4.0, "strength_fte": 4.0} for row in by_month("after")])


def reason(tmp_path: Path, changes: dict[str, Any] | None = None, **replaced: pd.DataFrame) -> str:
    gaps = make_answer(made_plan(tmp_path, changes, **replaced)).gaps
    visits = next(gap for gap in gaps if gap.line == "visits")
    assert visits.reason is not None
    return visits.reason.sentence


def test_the_reason_for_a_gap_is_the_role_without_hours_and_what_stops_more(tmp_path: Path) -> None:
    full = "no hours to spare: detective constable; overtime at the most allowed"
    assert reason(tmp_path) == full
    assert reason(tmp_path, staffing=staffing(0.0)) == full + ", every post is filled"


def test_a_lever_with_room_left_is_no_reason(tmp_path: Path) -> None:
    levers = tables()["levers"]
    levers["most"] = levers["most"] + 1.0
    spent = {"rule": "budgets", "name": "all", "place": "budget.limits.all", "periods": 1, "of_periods": 1}
    assert reason(tmp_path, levers=levers) == "no hours to spare: detective constable"
    assert reason(tmp_path, levers=levers, binding=table("binding", [spent])) == (
        "no hours to spare: detective constable; the budget is spent"
    )


def test_yearly_places_that_are_all_taken_are_a_reason(tmp_path: Path) -> None:
    row = {
        "lever": "intake",
        "team": "a",
        "role": "officer",
        "kind": "recruitment",
        "unit": "FTE",
        "used": 0.5,
        "most": 1.0,
    }
    levers = table("levers", [{**each, **row} for each in by_month("after")])
    full = {"rule": "flow_caps", "place": "supply.recruitment.intake.per_year_fte", "periods": 1, "of_periods": 1}
    assert reason(tmp_path, levers=levers) == "no hours to spare: detective constable"
    assert reason(tmp_path, levers=levers, binding=table("binding", [full])) == (
        "no hours to spare: detective constable; recruitment at the most allowed"
    )


def test_a_role_that_nothing_adds_to_is_a_reason(tmp_path: Path) -> None:
    assert reason(tmp_path, levers=table("levers", [])) == (
        "no hours to spare: detective constable; no lever of the scenario adds to them"
    )


def test_nobody_is_blamed_who_has_hours_to_spare(tmp_path: Path) -> None:
    assert reason(tmp_path, staffing=staffing(50.0)) == (
        "those able to do it have hours to spare at that time; levels.csv says what was given up for what"
    )


def test_one_scarce_task_holds_up_a_case_whatever_others_have_to_spare(tmp_path: Path) -> None:
    """Visits need a leader's review, and leaders have no hours; constables have plenty."""
    review = {"demand": {"visits": {"tasks": {"review": {"hours_per_case": 1, "roles": {"leader": 1}}}}}}
    leaders = [{**row, "team": "a", "role": "leader", "worked_hours": 10.0} for row in by_month("after")]
    rows = pd.concat([staffing(50.0), table("staffing", leaders)])
    assert reason(tmp_path, merged(review, {}), staffing=rows, levers=table("levers", [])) == (
        "no hours to spare: sergeant; no lever of the scenario adds to them"
    )


def test_a_task_that_only_an_empty_role_can_do_has_nobody_in_post(tmp_path: Path) -> None:
    """Visits need a leader's review; there is no leader, and constables have plenty of hours."""
    review = {"demand": {"visits": {"tasks": {"review": {"hours_per_case": 1, "roles": {"leader": 1}}}}}}
    leaders = [{**row, "team": "a", "role": "leader"} for row in by_month("after")]
    rows = pd.concat([staffing(50.0), table("staffing", leaders)])
    said = "nobody in post: sergeant; no lever of the scenario adds to them"
    assert reason(tmp_path, review, staffing=rows, levers=table("levers", [])) == said
    assert reason(tmp_path, review, staffing=staffing(50.0), levers=table("levers", [])) == said


def test_hours_that_the_plan_lends_away_are_part_of_the_reason(tmp_path: Path) -> None:
    loan = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}, "share_of_hours": 0.5}
    other = {"teams": {"b": {"title": "Team B"}}, "supply": {"redeployment": {"lend_to_b": loan}}}
    people = {"establishment": {"b": {"officer": {"approved_fte": 1, "strength_fte": 1}}}}
    lent = [{"lever": "lend_to_b", "team": "b", "role": "officer", "kind": "redeployment", "unit": "hours", **row}
            for row in by_month("after", used=(20.0, 20.0, 5.0), most=(90.0,) * 3)]  # fmt: skip
    rows = tables()["staffing"].assign(lent_hours=20.0)
    plan = made_plan(tmp_path, {**other, **people}, staffing=rows, levers=table("levers", lent))
    visits = next(gap for gap in make_answer(plan).gaps if gap.line == "visits")
    assert visits.reason is not None
    assert plain(visits.reason.words) == "no hours to spare: detective constable (45 hours lent to Team B)"
    assert plain(next(text for text in placing_sentences(make_answer(plan), 5, 2) if "lent" in text)) == (
        "Hours lent: 45 Team A to Team B (detective constable)"
    )


def test_a_budget_that_is_an_estimate_is_called_one(tmp_path: Path) -> None:
    spent = {"rule": "budgets", "name": "all", "place": "budget.limits.all", "periods": 1, "of_periods": 1}
    dated = [
        {"from": "2019-04", "value": 40000, "basis": "estimate"},
        {"from": "2020-04", "value": 40000, "basis": "decision"},
    ]
    limit = {"budget": {"limits": {"all": {"pounds_per_year": dated}}}}
    full = {"levers": tables()["levers"].assign(most=99.0), "binding": table("binding", [spent])}
    assert reason(tmp_path, limit, **full) == (
        "no hours to spare: detective constable; the budget (an estimate) is spent"
    )
    assert "a budget of £20,000 (an estimate);" in note(made_plan(tmp_path, limit), "Cost 2019/20")
    later = [{**dated[0], "basis": "decision"}, {**dated[1], "basis": "estimate"}]
    decided = {"budget": {"limits": {"all": {"pounds_per_year": later}}}}
    assert reason(tmp_path, decided, **full) == "no hours to spare: detective constable; the budget is spent"


def test_what_was_overdue_before_the_end_is_said(tmp_path: Path) -> None:
    """May has 500 hours overdue, far more than the 40 of June."""
    rows = work()
    rows.loc[
        (rows["plan"] == "after") & (rows["line"] == "visits") & (rows["period"] == "2019-05"), "overdue_hours"
    ] = 500
    plan = made_plan(tmp_path, work=rows)
    assert make_answer(plan).trend.worst_overdue_hours == 500.0
    assert plain(make_answer(plan).sentences[2]) == (
        "Still not covered: 40 hours of harm tier 2, in Visits."
        " At its worst, in May 2019, 500 hours were overdue (40 at the end)."
    )
    covered = tables()["coverage"].assign(gap_hours=0.0)
    rows.loc[(rows["plan"] == "after") & (rows["period"] == "2019-06"), "overdue_hours"] = 0
    plan = made_plan(tmp_path, work=rows, coverage=covered)
    assert plain(make_answer(plan).sentences[2]) == (
        "Nothing is overdue or undone at the end; at its worst, in May 2019, 500 hours were overdue."
    )


def test_a_line_that_waits_longer_is_named_unless_its_gap_is_larger_too(tmp_path: Path) -> None:
    """At the end 90 visits of two hours wait, 60 before action and 40 at the opening."""
    rows = work()
    visits = rows["line"] == "visits"
    rows.loc[visits & (rows["plan"] == "after") & (rows["period"] == "2019-06"), ["backlog_cases", "backlog_hours"]] = [
        90,
        180,
    ]
    rows.loc[visits & (rows["period"] == "2019-04"), "opening_backlog_cases"] = 40
    answer = make_answer(made_plan(tmp_path, work=rows))
    assert [(each.line, each.opening_cases, each.backlog_cases) for each in answer.longer_waits] == [
        ("visits", 40.0, Change(60.0, 90.0))
    ]
    assert answer.trend.opening_hours == 80.0
    assert note(made_plan(tmp_path, work=rows), "More cases waiting (before)") == "Visits 90 (60)"
    rows.loc[visits & (rows["period"] == "2019-04"), "opening_backlog_cases"] = 85
    assert make_answer(made_plan(tmp_path, work=rows)).longer_waits == ()


def test_spare_hours_are_said_with_their_holders(tmp_path: Path) -> None:
    plan = made_plan(tmp_path, staffing=staffing(50.0))
    assert note(plan, "Spare hours") == "150 (0 before action), of detective constable 150"


def test_who_joins_moves_and_does_not_join_any_more(tmp_path: Path) -> None:
    """0.5 join from Response, where 0.1 did before action; 0.3 leaders move; 0.2 more leaders joined before action."""
    move = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "leader"}, "per_month_fte": 1}
    place = {"from_team": "response", "per_intake_fte": 1, "team": "a"}
    changes = {
        "teams": {"b": {"title": "Team B"}},
        "establishment": {"b": {"officer": {"approved_fte": 1, "strength_fte": 1}}},
        "supply": {"moves": {"up": move}, "recruitment": {"leaders": {**place, "role": "leader"}}},
    }
    into, giver = (
        {"team": "a", "kind": "joiners", "other_team": "response"},
        {"other_team": "b", "other_role": "officer"},
    )
    rows = [
        *[{**into, "role": "officer", "flow": "intake", **row} for row in by_month("after", fte=(0.0, 0.5, 0.0))],
        *[{**into, "role": "officer", "flow": "intake", **row} for row in by_month("before", fte=(0.1, 0.0, 0.0))],
        *[{**into, "role": "leader", "flow": "leaders", **row} for row in by_month("before", fte=(0.1, 0.1, 0.0))],
        *[{"team": "a", "role": "leader", "kind": "moves_in", "flow": "up", **giver, **row}
          for row in by_month("after", fte=(0.1, 0.1, 0.1))],
    ]  # fmt: skip
    plan = made_plan(tmp_path, changes, flows=table("flows", rows))
    said = [plain(each) for each in placing_sentences(make_answer(plan), 5, 2)]
    assert said == [
        "Join: 0.5 FTE detective constable, Response to Team A, May (0.1 before)",
        "Move: 0.3 FTE sergeant (was detective constable), Team B to Team A, Apr–Jun",
        "Nobody joins as sergeant (0.2 FTE before)",
    ]
    assert [plain(each) for each in placing_sentences(make_answer(plan), 1, 2)][1] == "1 smaller flow: 0.3 FTE together"


def test_a_step_of_one_plan_alone_stands_where_that_plan_has_it(tmp_path: Path) -> None:
    steps = {"before": ("posts", "overtime", "cost"), "after": ("posts", "agency", "overtime", "cost")}
    rows = [
        {"plan": plan, "financial_year": "2019/20", "order": order, "step": step, "pounds": 10.0 * order}
        for plan, every in steps.items()
        for order, step in enumerate(every, start=1)
    ]
    (year,) = make_answer(made_plan(tmp_path, reconciliation=table("reconciliation", rows))).reconciliation
    assert [(each.step, each.pounds) for each in year.steps] == [
        ("posts", Change(10.0, 10.0)),
        ("agency", Change(0.0, 20.0)),
        ("overtime", Change(20.0, 30.0)),
        ("cost", Change(30.0, 40.0)),
    ]


def test_whole_financial_years_are_called_so(tmp_path: Path) -> None:
    firsts = [day.date() for day in pd.date_range("2019-04-01", periods=48, freq="MS")]
    rows = [
        {"plan": plan, "line": "visits", "team": "a", "hours_per_case": 2.0, "period": f"{first:%Y-%m}",
         "period_first": first, "financial_year": f"{(year := first.year - (first.month < 4))}/{(year + 1) % 100}"}
        for plan in ("before", "after") for first in firsts
    ]  # fmt: skip
    course = make_answer(made_plan(tmp_path, work=table("work", rows))).courses[0]
    assert [each.financial_year for each in course.windows] == ["2019/20", "2020/21", "2021/22", "2022/23"]
    june = [row for row in rows if str(row["period"]) <= "2022-06"]
    course = make_answer(made_plan(tmp_path, work=table("work", june))).courses[0]
    assert (course.each, {each.financial_year for each in course.windows}) == ("three months", {""})


def test_every_rule_that_can_be_broken_before_action_has_its_words() -> None:
    without = sorted(set(UNITS) - set(WORDS))
    assert not without, f"WORDS in planner/reports/breach_words.py has no function for {', '.join(without)}."
    assert set(WORDS) == set(UNITS)


@pytest.mark.parametrize(
    ("rule", "name", "said"),
    [
        ("budgets", "all", "the budget of 2019/20 (The team) is to be kept"),
        ("clear_by", "visits", "the backlog of Visits is to be cleared by 31 May 2019"),
        ("establishment", "a.officer", "Team A is to have no more detective constable than posts"),
        ("strength_limits", "requirements.desk", "Team A is to have exactly 2.0 FTE of sergeant"),
        (
            "strength_limits",
            "structure.closing_strength.end",
            "Team A is to have at least 3.0 FTE of sergeant at the end",
        ),
        (
            "short_share_caps",
            "requirements.desk",
            "Team A is to have exactly 2.0 FTE of sergeant, or to be short of it by no more than 10.0 % of strength",
        ),
        (
            "over_requirement_caps",
            "requirements.desk.over_at_most_fte",
            "the limit on strength over requirement (desk) is to be kept in 2019/20",
        ),
        (
            "over_requirement_caps",
            "structure.over_requirement.both_desks",
            "the limit on strength over requirement (both desks) is to be kept in 2019/20",
        ),
        (
            "reduced_hours_together",
            "supply.reduced_hours_together.all_teams",
            "the limit on people on reduced hours (all teams) is to be kept in 2019/20",
        ),
        ("coverage_floor", "visits", "Visits is to have a coverage of at least 50.0 % in 2019/20"),
        ("overtime_limits", "extra", "the yearly limit on what overtime costs (extra) is to be kept in 2019/20"),
        (
            "flow_caps",
            "supply.recruitment.new_people.per_year_fte",
            "the yearly places of new people are to be kept in 2019/20",
        ),
        ("level_limits", "cost", "the limit on cost is to be kept"),
    ],
)
def test_a_broken_rule_is_said_in_words(tmp_path: Path, rule: str, name: str, said: str) -> None:
    changes = {
        "demand": {"visits": {"clear_by": "2019-05-31", "coverage_floor": 0.5}},
        "requirements": {"desk": {"team": "a", "roles": ["leader"], "exactly_fte": 2, "short_at_most_share": 0.1}},
        "structure": {"closing_strength": {"end": {"team": "a", "roles": ["leader"], "at_least_fte": 3}}},
    }
    broken = table("breaches", [{"rule": rule, "name": name, "window": "2019/20", "place": "", "breach": 1.0}])
    assert note(made_plan(tmp_path, changes, breaches=broken), "Broken before action, kept by the plan") == said
