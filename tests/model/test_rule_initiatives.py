"""Initiatives: one with a date changes demand before action too; an optional one starts when that pays, or never."""

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
    post,
    role,
    rows,
    rows_of,
    solve_tiny,
)

CANNOT_WAIT: Tree = {"start_within": "0 days"}
LINE: Tree = {"line": "calls"}


def calls(a_month: float = 120, **changes: Any) -> Tree:
    return {"calls": {"arrivals": cases(a_month), **changes}}


def initiative(effect: Tree, **changes: Any) -> Tree:
    """One initiative called `quick` with one effect on the calls; from April to May unless it has a date."""
    if "starts" not in changes:
        changes = {"optional": {"earliest": "2019-04", "latest": "2019-05"}, **changes}
    return {"quick": {"title": "Quick", "effects": {"shorter": LINE | effect} if effect else {}, **changes}}


def until(month: str) -> Tree:
    return {"period": {"last": month}}


def of_plan(tables: dict[str, pd.DataFrame], name: str, table: str = "work", plan: str = "after") -> list[Any]:
    return column(tables[table], name, plan=plan)


# ---------------------------------------------------------------- one start
@pytest.mark.rule("one_start", "row")
def test_one_start_row_lets_an_initiative_start_once_at_the_most() -> None:
    formulation = formulate_tiny(initiatives=initiative({"hours_factor": 0.5}))
    assert rows_of(formulation, "one_start") == ["initiative_starts[quick,0] + initiative_starts[quick,1] <= 1"]
    assert [str(formulation.program.variables[column].name) for column in formulation.program.switch_columns] == [
        "initiative_starts(quick,0)",
        "initiative_starts(quick,1)",
    ]


@pytest.mark.rule("one_start", "row")
def test_one_start_row_has_the_periods_that_begin_in_the_window() -> None:
    # The window opens on 2 May: June and July begin in it, May does not.
    window = {"earliest": "2019-05-02", "latest": "2019-07-31"}
    formulation = formulate_tiny(initiatives=initiative({"hours_factor": 0.5}, optional=window), **until("2019-09"))
    assert rows_of(formulation, "one_start") == ["initiative_starts[quick,2] + initiative_starts[quick,3] <= 1"]


PAYS_LATER: Tree = {
    "people": [{"team": "a", "role": "officer", "fte": 0.3, "lasts": "2 months"}],
    "effects": {"shorter": {"line": "calls", "after": "2 months", "hours_factor": 0.5}},
}
"""It takes 30 of 100 hours a month for two months; from the third month on a case takes half an hour, not an hour."""


@pytest.mark.rule("one_start", "optimum")
def test_an_initiative_that_pays_off_from_the_third_month_on_starts_at_once() -> None:
    # 120 cases cannot wait and 100 can be done. Started in April: 70, 70, then all 120: 100 are not done in six months.
    # Left alone, 20 are not done in each: 120. Started in May, 20 + 50 + 50 are not done, the same as without.
    start = initiative({}, optional={"earliest": "2019-04", "latest": "2019-09"}, **PAYS_LATER)
    tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=start, **until("2019-09"), priorities=EXACT)
    assert of_plan(tables, "closed_undone_cases") == pytest.approx([50, 50, 0, 0, 0, 0])
    assert of_plan(tables, "starts", "initiatives") == [True, False, False, False, False, False]
    assert of_plan(tables, "running", "initiatives") == [True] * 6
    assert of_plan(tables, "tied_up_fte", "initiatives") == pytest.approx([0.3, 0.3, 0, 0, 0, 0])
    # 120 cases of half an hour less.
    assert of_plan(tables, "saved_hours", "initiatives") == pytest.approx([0, 0, 60, 60, 60, 60])
    assert of_plan(tables, "due_hours") == pytest.approx([70, 70, 60, 60, 60, 60])
    # Before action it does not start.
    assert of_plan(tables, "closed_undone_cases", plan="before") == pytest.approx([20] * 6)
    assert of_plan(tables, "running", "initiatives", "before") == [False] * 6


@pytest.mark.rule("one_start", "optimum")
def test_an_initiative_that_is_never_worth_it_never_starts() -> None:
    # The same in four months: 50 + 50 not done if it starts in April, and 80 without it.
    start = initiative({}, optional={"earliest": "2019-04", "latest": "2019-07"}, **PAYS_LATER)
    tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=start, **until("2019-07"), priorities=EXACT)
    assert of_plan(tables, "closed_undone_cases") == pytest.approx([20] * 4)
    assert of_plan(tables, "running", "initiatives") == [False] * 4
    assert of_plan(tables, "tied_up_fte", "initiatives") == [0] * 4


@pytest.mark.rule("one_start", "optimum")
def test_nothing_starts_for_nothing_or_later_than_need_be() -> None:
    # 80 cases a month and 100 hours: nothing is gained by shorter cases. With 120 in April alone, only April is.
    window = {"earliest": "2019-04", "latest": "2019-05"}
    spare = solve_tiny(demand=calls(80), initiatives=initiative({"hours_factor": 0.5}, optional=window))
    assert of_plan(spare, "running", "initiatives") == [False, False]
    tables = solve_tiny(demand=calls(120, **CANNOT_WAIT), initiatives=initiative({"hours_factor": 0.5}))
    assert of_plan(tables, "starts", "initiatives") == [True, False]


@pytest.mark.rule("one_start", "absent")
def test_without_an_optional_initiative_there_are_no_choices() -> None:
    for stance, initiatives in (
        ("after", {}),
        ("after", initiative({"hours_factor": 0.5}, starts="2019-05")),
        ("before", initiative({"hours_factor": 0.5})),
    ):
        formulation = formulate_tiny(stance, initiatives=initiatives)  # type: ignore[arg-type]
        assert rows_of(formulation, "one_start") == []
        assert not formulation.program.whole_columns
        assert "initiatives" not in [level.name for level in formulation.levels]


# ---------------------------------------------------------------- helped cases
@pytest.mark.rule("helped_cases", "row")
def test_helped_cases_rows_are_the_cases_started_while_it_works() -> None:
    # 120 cases arrive in a month and none can wait, so no more than 120 are ever started in one. The effect works a
    # month after the start: in April not at all, in May if it started in April.
    demand = calls(**CANNOT_WAIT)
    formulation = formulate_tiny(demand=demand, initiatives=initiative({"hours_factor": 0.5, "after": "1 month"}))
    assert rows_of(formulation, "helped_cases") == [
        "helped_cases[quick,shorter,calls,1] - started[calls,1] <= 0",
        "helped_cases[quick,shorter,calls,1] - 120 initiative_starts[quick,0] <= 0",
        "helped_cases[quick,shorter,calls,1] - started[calls,1] - 120 initiative_starts[quick,0] >= -120",
    ]


@pytest.mark.rule("work", "row")
def test_work_row_of_a_task_that_an_initiative_shortens_falls_by_what_it_saves() -> None:
    # Two hours a case, of which an effect takes a quarter and another one a tenth: they add up. One of them is for the
    # other task alone.
    demand = calls(tasks={"answer": {"hours_per_case": 2}, "note": {"hours_per_case": 1, "roles": {"officer": 1}}})
    effects = {
        "all": LINE | {"hours_factor": 0.75},
        "one": LINE | {"hours_factor": 0.9, "tasks": ["answer"]},
    }
    formulation = formulate_tiny(demand=demand, initiatives=initiative({}, effects=effects), **until("2019-04"))
    by_first, by_second = (f"helped_cases[quick,{name},calls,0]" for name in ("all", "one"))
    assert rows_of(formulation, "work") == [
        f"worked[calls,answer,officer,0] - 2 started[calls,0] + 0.5 {by_first} + 0.2 {by_second} = 0",
        f"worked[calls,note,officer,0] - started[calls,0] + 0.25 {by_first} = 0",
    ]


@pytest.mark.rule("helped_cases", "optimum")
def test_cases_that_become_longer_do_so_for_every_case_started() -> None:
    # Half the cases, each half as long again: 60 x 1.5 = 90 of 100 hours, and nothing is left undone.
    effect = {"hours_factor": 1.5, "arrivals_factor": 0.5}
    tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=initiative(effect), priorities=EXACT)
    assert of_plan(tables, "started_cases") == pytest.approx([60, 60])
    assert of_plan(tables, "due_hours") == pytest.approx([90, 90])
    assert of_plan(tables, "covered_hours") == pytest.approx([90, 90])
    assert of_plan(tables, "fewer_cases", "initiatives") == pytest.approx([60, 60])
    # 60 hours of the cases that do not come, less half an hour more for each of the others.
    assert of_plan(tables, "saved_hours", "initiatives") == pytest.approx([30, 30])


@pytest.mark.rule("helped_cases", "optimum")
def test_hours_saved_fall_as_a_cases_hours_do() -> None:
    # Half of a case's hours fall in the month of its start and half in the next; none was in work at the opening. 120
    # cases started a month ask for 60 hours in April and 120 in May, of which 100 can be worked. Started in April, the
    # initiative halves both.
    demand = calls(**CANNOT_WAIT, spread_by_month=[0.5, 0.5], opening={"in_work_cases": 0})
    tables = solve_tiny(demand=demand, initiatives=initiative({"hours_factor": 0.5}), priorities=EXACT)
    assert of_plan(tables, "due_hours") == pytest.approx([30, 60])
    assert of_plan(tables, "saved_hours", "initiatives") == pytest.approx([60, 60])


@pytest.mark.rule("helped_cases", "absent")
def test_an_initiative_that_leaves_hours_alone_has_no_helped_cases() -> None:
    formulation = formulate_tiny(initiatives=initiative({"arrivals_factor": 0.5}))
    assert rows_of(formulation, "helped_cases") == []
    assert rows_of(formulate_tiny("before", initiatives=initiative({"hours_factor": 0.5})), "helped_cases") == []


# ---------------------------------------------------------------- arrivals
@pytest.mark.rule("backlog", "row")
def test_backlog_row_has_fewer_arrivals_once_an_optional_initiative_works() -> None:
    # 100 cases, of which partners bear a tenth; it leaves 80 % of them, and partners take another 5 %: of 90 own cases
    # 68 are left.
    demand = calls(100, partner_share=0.1)
    effect = {"arrivals_factor": 0.8, "partner_share": 0.05, "after": "1 month"}
    assert rows_of(formulate_tiny(demand=demand, initiatives=initiative(effect)), "backlog") == [
        "started[calls,0] + backlog[calls,0] = 90",
        "started[calls,1] + backlog[calls,1] + 22 initiative_starts[quick,0] - backlog[calls,0] = 90",
    ]


@pytest.mark.rule("overdue", "row")
def test_overdue_row_leaves_out_only_the_young_cases_that_still_come() -> None:
    # A standard of two weeks: 14 of 30 days of April; a tenth of 30 cases comes no more if it starts.
    demand = calls(30, start_within="2 weeks")
    formulation = formulate_tiny(demand=demand, initiatives=initiative({"arrivals_factor": 0.9}), **until("2019-04"))
    assert rows_of(formulation, "overdue") == [
        "backlog[calls,0] + 1.4 initiative_starts[quick,0] - overdue[calls,0] <= 14"
    ]


@pytest.mark.rule("backlog", "optimum")
def test_an_initiative_with_a_date_halves_arrivals_before_action_too() -> None:
    # From May on; in April 20 of 120 cases are not done.
    half = initiative({"arrivals_factor": 0.5}, starts="2019-05")
    tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=half, priorities=EXACT)
    for plan in ("before", "after"):
        assert of_plan(tables, "recorded_cases", plan=plan) == [120, 60]
        assert of_plan(tables, "arrivals_cases", plan=plan) == [120, 60]
        assert of_plan(tables, "closed_undone_cases", plan=plan) == pytest.approx([20, 0])
        assert of_plan(tables, "starts", "initiatives", plan) == [False, True]
        assert of_plan(tables, "fewer_cases", "initiatives", plan) == [0, 60]


@pytest.mark.rule("backlog", "optimum")
def test_a_partner_takes_cases_and_they_are_counted() -> None:
    # Partners bear 10 of 120 cases already; another quarter goes to them, and 80 are left, which 100 hours can do.
    share = initiative({"partner_share": 0.25})
    demand = calls(120, partner_share=1 / 12, recorded_share=0.8, **CANNOT_WAIT)
    tables = solve_tiny(demand=demand, initiatives=share, priorities=EXACT)
    assert of_plan(tables, "recorded_cases") == [120, 120]
    assert of_plan(tables, "partner_cases") == pytest.approx([40, 40])
    assert of_plan(tables, "arrivals_cases") == pytest.approx([80, 80])
    assert of_plan(tables, "handed_over_cases", "initiatives") == pytest.approx([30, 30])
    assert of_plan(tables, "fewer_cases", "initiatives") == [0, 0]
    # A quarter more than is recorded is latent, whoever bears it.
    assert of_plan(tables, "latent_cases") == pytest.approx([30, 30])


def test_effects_of_optional_initiatives_add_up_and_those_with_a_date_multiply() -> None:
    # Two of them, each leaving 60 %: 36 % with dates; 20 % if the plan starts both, and it does: 300 cases and 100
    # hours, 60 of which are enough then.
    effect = {"shorter": LINE | {"arrivals_factor": 0.6}}
    dated = {name: {"title": name, "starts": "2019-04", "effects": effect} for name in ("first", "second")}
    window = {"earliest": "2019-04", "latest": "2019-04"}
    optional = {name: {"title": name, "optional": window, "effects": effect} for name in ("first", "second")}
    demand = calls(300, **CANNOT_WAIT)
    tables = solve_tiny(demand=demand, initiatives=dated, **until("2019-04"))
    assert of_plan(tables, "arrivals_cases") == pytest.approx([108])
    tables = solve_tiny(demand=demand, initiatives=optional, **until("2019-04"))
    assert of_plan(tables, "arrivals_cases") == pytest.approx([60])
    assert of_plan(tables, "arrivals_cases", plan="before") == pytest.approx([300])


def test_a_line_borne_elsewhere_comes_less_and_takes_other_teams_less() -> None:
    # 100 cases of two hours are all response's; half of them come no more, and the others take half the time.
    away = {"tasks": {"answer": {"hours_per_case": 2, "out_of_scope": {"response": 1}}}}
    changes: Tree = {
        "teams": {"response": {"title": "Response", "out_of_scope": True}},
        "demand": {"calls": {"arrivals": cases(100), **away}, "visits": line(arrivals=cases(120), **CANNOT_WAIT)},
        "initiatives": {
            "quick": {
                "title": "Quick",
                "optional": {"earliest": "2019-05", "latest": "2019-05"},
                "effects": {
                    "fewer": LINE | {"arrivals_factor": 0.5, "hours_factor": 0.5},
                    "visits": {"line": "visits", "hours_factor": 0.5},
                },
            }
        },
    }
    tables = solve_tiny(**changes)
    borne = rows(tables["elsewhere"], plan="after", kind="borne_by_agreement")
    assert borne["hours"].tolist() == pytest.approx([200, 50])
    # Two hours of each of 50 cases, and one hour of each of the others.
    assert of_plan(tables, "saved_elsewhere_hours", "initiatives") == pytest.approx([0, 150])
    assert column(tables["work"], "recorded_cases", plan="after", line="calls") == [100, 50]
    assert column(tables["work"], "started_cases", plan="after", line="calls") == [100, 50]


# ---------------------------------------------------------------- standards and repeat calls
def test_cases_keep_the_standard_of_the_day_on_which_they_came() -> None:
    # Nobody starts anything. Until May a case may wait two months, from June on one. At the end of June the 30 cases
    # of April are overdue; at the end of July those of May, too late by then, and those of June, by the new standard.
    new = initiative({"start_within": "1 month"}, starts="2019-06")
    demand = calls(30, start_within="2 months")
    none = {"a": {"officer": post(0, 1)}}
    tables = solve_tiny(demand=demand, initiatives=new, establishment=none, **until("2019-07"))
    assert of_plan(tables, "overdue_cases") == pytest.approx([0, 0, 30, 90])
    tables = solve_tiny(demand=demand, establishment=none, **until("2019-07"))
    assert of_plan(tables, "overdue_cases") == pytest.approx([0, 0, 30, 60])


def test_what_falls_due_first_is_started_first() -> None:
    # As above, with hours for the 30 oldest cases in July: those of April. Overdue are the 30 of May and the 30 of
    # June; the 30 of July are not.
    new = initiative({"start_within": "1 month"}, starts="2019-06")
    joins = {"known_joiners": {"new": {"team": "a", "role": "officer", "on": "2019-07-01", "fte": 0.3}}}
    tables = solve_tiny(
        demand=calls(30, start_within="2 months"),
        initiatives=new,
        establishment={"a": {"officer": post(0, 1)}},
        supply=joins,
        **until("2019-07"),
    )
    assert of_plan(tables, "backlog_cases") == pytest.approx([30, 60, 90, 90])
    assert of_plan(tables, "overdue_cases") == pytest.approx([0, 0, 30, 60])


def test_an_initiative_with_a_date_changes_repeat_calls() -> None:
    # 100 wait, a tenth calls again; from May on a twentieth.
    fewer = initiative({"repeat_calls_factor": 0.5}, starts="2019-05")
    demand = calls(0, opening={"backlog_cases": 100}, repeat_calls={"value": 0.1, "per": "month"})
    tables = solve_tiny(demand=demand, initiatives=fewer, establishment={"a": {"officer": post(0, 1)}})
    assert of_plan(tables, "repeat_cases") == pytest.approx([10, 5.5])


def test_hours_of_a_case_change_for_cases_started_from_then_on() -> None:
    # From the middle of April: the first period that begins after it is May. Half of the hours of April's cases fall
    # in May, at what a case took when it was started.
    half = initiative({"hours_factor": 0.5}, starts="2019-04-15")
    demand = calls(40, **CANNOT_WAIT, spread_by_month=[0.5, 0.5], opening={"in_work_cases": 0})
    tables = solve_tiny(demand=demand, initiatives=half)
    for plan in ("before", "after"):
        assert of_plan(tables, "hours_per_case", plan=plan) == [1, 0.5]
        assert of_plan(tables, "due_hours", plan=plan) == pytest.approx([20, 20 + 10])
        assert of_plan(tables, "saved_hours", "initiatives", plan) == pytest.approx([0, 20])


# ---------------------------------------------------------------- people tied up
@pytest.mark.rule("capacity", "row")
def test_capacity_row_lacks_the_hours_of_people_whom_an_optional_initiative_ties_up() -> None:
    people = [{"team": "a", "role": "officer", "fte": 0.3}]
    start = initiative({"hours_factor": 0.5}, people=people, optional={"earliest": "2019-05", "latest": "2019-05"})
    assert rows_of(formulate_tiny(initiatives=start), "capacity") == [
        "worked[calls,answer,officer,0] - 100 strength[a,officer,0] <= 0",
        "worked[calls,answer,officer,1] - 100 strength[a,officer,1] + 30 initiative_starts[quick,1] <= 0",
    ]


def test_people_tied_up_from_the_middle_of_a_month_are_away_for_that_part_of_it() -> None:
    # From 16 April for a month: half of April, and 15 of May's 31 days.
    people = [{"team": "a", "role": "officer", "fte": 0.6, "lasts": "1 month"}]
    tables = solve_tiny(demand=calls(10), initiatives=initiative({}, starts="2019-04-16", people=people))
    for plan in ("before", "after"):
        away = column(tables["staffing"], "unavailable_fte", plan=plan)
        assert away == pytest.approx([0.3, 0.6 * 15 / 31], abs=1e-4)
        assert of_plan(tables, "tied_up_fte", "initiatives", plan) == away
    # They stay in post and are paid.
    assert column(tables["staffing"], "strength_fte", plan="after") == [1, 1]
    assert column(tables["costs"], "pounds", plan="after", kind="pay") == [1000, 1000]


def test_a_leader_who_is_tied_up_leads_nobody() -> None:
    # One sergeant leads five; half of them tied up, two and a half of four officers are led.
    changes: Tree = {
        "ranks": [{"name": "constable", "title": "Constable"}, {"name": "sergeant", "title": "Sergeant"}],
        "roles": {"leader": role(rank="sergeant")},
        "establishment": {"a": {"officer": post(4), "leader": post(1)}},
        "demand": {"calls": {"arrivals": cases(500), **CANNOT_WAIT}},
        "structure": {
            "supervision": {
                "team": {
                    "led": [{"team": "a", "role": "officer"}],
                    "leaders": [{"team": "a", "role": "leader", "span": 5}],
                }
            }
        },
    }
    people = [{"team": "a", "role": "leader", "fte": 0.5}]
    for start in ({"starts": "2019-04"}, {"optional": {"earliest": "2019-04", "latest": "2019-04"}}):
        effect = {"arrivals_factor": 0.8}
        tables = solve_tiny(initiatives=initiative(effect, people=people, **start), **changes, **until("2019-04"))
        assert cell(tables["supervision"], "unled_fte", plan="after") == pytest.approx(1.5)


def test_a_line_lends_no_hours_of_people_who_are_tied_up() -> None:
    # Half of the hours of those at work may be lent: of one officer less 0.4, 30 hours.
    lend = {
        "help": {
            "from": {"team": "a", "role": "officer"},
            "to": {"team": "b", "role": "officer"},
            "share_of_hours": 0.5,
        }
    }
    people = [{"team": "a", "role": "officer", "fte": 0.4}]
    start = initiative({"hours_factor": 0.5}, people=people, optional={"earliest": "2019-04", "latest": "2019-04"})
    formulation = formulate_tiny(
        teams={"b": {"title": "Team B"}},
        establishment={"b": {"officer": post(1)}},
        initiatives=start,
        supply={"redeployment": lend},
        **until("2019-04"),
    )
    assert rows_of(formulation, "redeployment_caps") == [
        "redeployed[help,0] - 50 strength[a,officer,0] + 20 initiative_starts[quick,0] <= 0"
    ]


# ---------------------------------------------------------------- money and levels
def test_an_initiative_costs_its_set_up_once_and_its_running_for_as_long_as_it_runs() -> None:
    # From 16 April for two months at 300 pounds a month: half of April, May, and half of June.
    start = initiative(
        {"hours_factor": 0.9}, starts="2019-04-16", start_up_pounds=700, pounds_per_month=300, runs_for="2 months"
    )
    tables = solve_tiny(demand=calls(10), initiatives=start, **until("2019-07"))
    for plan in ("before", "after"):
        costs = rows(tables["costs"], plan=plan, kind="initiatives")
        assert column(costs, "pounds", nature="one_off") == [700]
        assert column(costs, "pounds", nature="recurrent") == pytest.approx([150, 300, 150])
        assert of_plan(tables, "pounds", "initiatives", plan) == pytest.approx([850, 300, 150, 0])
    assert set(costs["funding"]) == {"core"}
    assert set(costs["lever"]) == {"quick"}


@pytest.mark.rule("budgets", "row")
def test_budgets_row_counts_what_an_optional_initiative_would_cost() -> None:
    # Its set-up for 100 pounds; its running for 10 a month, twice from April on and once from May on.
    start = initiative({"hours_factor": 0.5}, start_up_pounds=100, pounds_per_month=10)
    limits = {"limits": {"extra": {"pounds_per_year": 6000, "kinds": ["initiatives"]}}}
    formulation = formulate_tiny(initiatives=start, budget=limits)
    assert rows_of(formulation, "budgets") == [
        "120 initiative_starts[quick,0] + 110 initiative_starts[quick,1] <= 1000"
    ]


def test_an_initiative_waits_for_the_budget_that_pays_for_it() -> None:
    # 120 pounds for the start in April is more than the 110 there are until March; May costs 110.
    start = initiative({"hours_factor": 0.5}, start_up_pounds=100, pounds_per_month=10)
    limits = {"limits": {"extra": {"pounds_per_year": 110 * 6, "kinds": ["initiatives"]}}}
    tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=start, budget=limits, priorities=EXACT)
    assert of_plan(tables, "starts", "initiatives") == [False, True]
    assert of_plan(tables, "closed_undone_cases") == pytest.approx([20, 0])


def test_an_initiative_starts_where_it_is_cheaper_than_what_it_saves() -> None:
    # 20 hours are lacking in a month, at 20 pounds each from an agency: 800 pounds in two months. The initiative makes
    # them needless for 700, and for 900 it is left alone.
    temps = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 24000}}}
    for price, runs in ((700, True), (900, False)):
        start = initiative({"hours_factor": 0.8}, start_up_pounds=price)
        tables = solve_tiny(demand=calls(**CANNOT_WAIT), initiatives=start, supply=temps, priorities=EXACT)
        assert of_plan(tables, "running", "initiatives") == [runs, runs]
        assert sum(of_plan(tables, "agency_hours", "staffing")) == pytest.approx(0 if runs else 40)


@pytest.mark.level("initiatives")
def test_the_level_counts_the_months_until_the_end_of_the_period_of_the_start() -> None:
    formulation = formulate_tiny(initiatives=initiative({"hours_factor": 0.5}))
    assert level_text(formulation, "initiatives") == "initiative_starts[quick,0] + 2 initiative_starts[quick,1]"
    assert [level.name for level in formulation.levels][-2:] == ["initiatives", "tie_break"]
    named = ["gap_tier_1", "initiatives", "cost"]
    formulation = formulate_tiny(initiatives=initiative({"hours_factor": 0.5}), priorities=named)
    assert [level.name for level in formulation.levels] == [*named, "tie_break"]


@pytest.mark.level("initiatives")
def test_of_two_times_that_are_as_good_the_plan_takes_the_earlier_one() -> None:
    # Only June's cases are too many: the initiative is as good from April, May or June on.
    demand = {"calls": {"arrivals": {"cases": None, "by_period": [80, 80, 120]}, **CANNOT_WAIT}}
    window = {"earliest": "2019-04", "latest": "2019-06"}
    start = initiative({"hours_factor": 0.5}, optional=window)
    tables = solve_tiny(demand=demand, initiatives=start, **until("2019-06"), priorities=EXACT)
    assert of_plan(tables, "starts", "initiatives") == [True, False, False]
    assert cell(tables["levels"], "held", plan="after", level="initiatives") == 1
