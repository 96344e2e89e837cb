"""What the plans of the shipped scenarios must show, whatever the solver's build."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from planner import pipeline
from planner.plan.plan import Plan
from planner.scenario.duration import Duration
from planner.scenario.load import load_scenario
from planner.tables import tabulate

INPUTS = Path(__file__).parents[2] / "inputs"
OUTPUTS = Path(__file__).parents[2] / "outputs"


@cache
def plan_of(name: str) -> Plan:
    return pipeline.solve(INPUTS / f"{name}.yaml")


@pytest.mark.parametrize("name", ["2019", "2019-2023", "2019-surge", "da-priority-2018"])
def test_every_shipped_scenario_has_a_plan_with_every_level_optimal(name: str) -> None:
    plan = plan_of(name)
    assert plan.optimal
    assert {level.status for level in (*plan.before.levels, *plan.after.levels)} == {"optimal"}
    after = plan.table("budget", reported=True)
    assert (after["left_pounds"] >= -0.01 * len(plan.tables["costs"])).all()


def test_the_surge_leaves_a_larger_gap_than_the_forecast_it_missed() -> None:
    gap = {name: force_gap(plan_of(name), "after") for name in ("2019", "2019-surge")}
    assert gap["2019-surge"] > 4 * gap["2019"] > 0


def force_gap(plan: Plan, which: str) -> float:
    rows = plan.table("coverage", plan=which, scope="force", window_kind="whole")
    return float(rows["gap_hours"].iloc[0])


def test_the_priority_system_leaves_almost_500_cases_after_three_weeks() -> None:
    """Recomputed by hand: arrivals less what the people there can do, 5 hours a case."""
    work = plan_of("da-priority-2018").table("work", plan="before").sort_values("period")
    backlog = float(work["backlog_cases"].iloc[2])
    assert 450 <= backlog <= 550
    # 18,500 a year by season: the October index 0.98 over the days of the financial year weighted by index.
    days = pd.date_range("2018-04-01", "2019-03-31")
    index = dict(enumerate([1.00, 0.92, 0.96, 0.98, 1.02, 1.04, 1.05, 1.05, 1.00, 0.98, 0.97, 1.07], start=1))
    arrivals = 18500 * 21 * 0.98 / sum(index[day.month] for day in days)
    # 29 officers at 25.7 hours a week and 7 staff at 23.8; each week a few of them leave (6 % and 11 % a year).
    done = 0.0
    officers, staff = 29.0, 7.0
    for _ in range(3):
        officers *= (1 - 0.06) ** (7 / 365.25)
        staff *= (1 - 0.11) ** (7 / 365.25)
        done += (officers * 25.7 + staff * 23.8) / 5
    assert backlog == pytest.approx(arrivals - done, abs=0.01)


def test_the_backlog_is_cleared_by_its_date_and_a_table_says_what_each_size_does() -> None:
    plan = plan_of("da-priority-2018")
    work = plan.table("work", plan="after").sort_values("period")
    assert work[work["period_first"] <= pd.Timestamp("2019-01-25").date()]["overdue_cases"].iloc[-1] == 0
    trials = plan.tables["trials"]
    assert list(trials["fte_most"]) == [0, 5, 10, 15, 20, 30, 35, 40]
    assert trials["final_backlog_cases"].is_monotonic_decreasing
    assert trials.loc[trials["fte_most"] == 0, "cleared_by"].iloc[0] == ""
    assert trials.loc[trials["fte_most"] == 40, "cleared_by"].iloc[0] < "2019-01-31"


def test_daily_arrivals_follow_the_published_seasons() -> None:
    scenario = load_scenario(INPUTS / "2019.yaml").scenario
    tables = tabulate(scenario)
    daily = tables.arrivals.merge(tables.periods[["period", "label", "days", "reported"]], on="period")
    daily = daily[daily["reported"]].assign(per_day=lambda rows: rows["recorded_cases"] / rows["days"])
    peaks = daily.loc[daily.groupby("line")["per_day"].idxmax()].set_index("line")["label"]
    assert peaks["missing_high"] == peaks["missing_medium"] == peaks["missing_low"] == "2019-07"
    assert peaks["child_strategy"] == peaks["child_sexual_abuse"] == peaks["child_conference"] == "2019-11"
    assert peaks["abuse_crime"] == "2019-12"
    yearly = daily.groupby("line")["recorded_cases"].sum()
    assert yearly["missing_high"] == pytest.approx(617, abs=1e-9)
    assert yearly["child_sexual_abuse"] == pytest.approx(740, abs=1e-9)


@pytest.mark.parametrize("name", ["2019", "2019-surge", "2019-2023"])
def test_no_line_gets_nothing_while_its_neighbour_is_half_worked(name: str) -> None:
    """Neighbours share a team, a tier and a role that can do both."""
    plan = plan_of(name)
    rows = plan.table("coverage", plan="after", scope="line", window_kind="financial_year")
    covered = {(row.name_, row.window): row.coverage for row in rows.rename(columns={"name": "name_"}).itertuples()}
    demand = plan.loaded.scenario.demand
    for (line, year), coverage in covered.items():
        for (other, other_year), neighbours in covered.items():
            mine, theirs = demand[line], demand[other]
            alike = (mine.team, mine.tier) == (theirs.team, theirs.tier) and roles(mine) & roles(theirs)
            if year == other_year and alike:
                assert not (coverage < 0.01 and neighbours > 0.5), (line, other, year)


def roles(line: object) -> set[str]:
    return {role for task in line.tasks.values() if not task.may_be_missed for role in task.roles}  # type: ignore[attr-defined]


def test_the_twelve_months_hardly_change_when_the_run_out_is_doubled() -> None:
    """At most 0.1 % of the demand of each tier, and 0.5 FTE in strength."""
    usual, doubled = plan_of("2019"), with_run_out(24 * 2)
    for which in ("before", "after"):
        key = ["scope", "name"]
        here = usual.table("coverage", plan=which, window_kind="whole").set_index(key)
        there = doubled.table("coverage", plan=which, window_kind="whole").set_index(key)
        change = ((here["gap_hours"] - there["gap_hours"]) / here["demand_hours"]).abs()
        assert change[["force", "tier"]].max() <= 0.001
        people = ["team", "role", "period"]
        strength = usual.table("staffing", plan=which, reported=True).set_index(people)["strength_fte"]
        other = doubled.table("staffing", plan=which, reported=True).set_index(people)["strength_fte"]
        assert (strength - other).abs().max() <= 0.5


def with_run_out(months: int) -> Plan:
    loaded = load_scenario(INPUTS / "2019.yaml")
    period = loaded.scenario.period.model_copy(update={"run_out": Duration(count=months, unit="month")})
    return pipeline.solve_loaded(replace(loaded, scenario=loaded.scenario.model_copy(update={"period": period})))


def test_the_register_lists_every_number_and_the_share_that_rests_on_estimates() -> None:
    plan = plan_of("2019")
    register = plan.tables["assumptions"]
    assert len(register) > 500
    assert set(register["basis"]) <= {"published", "derived", "estimate", "decision", "unstated", "default"}
    sourced = register[register["basis"] == "published"]
    assert (sourced["source"] != "").all()
    assert 0 < plan.estimate_share["volume"] < plan.estimate_share["either"] <= 1


def test_the_committed_plan_is_what_the_scenario_gives_today() -> None:
    """Equal at the printed precision: other builds of the libraries may differ in the last digit."""
    committed, plan = OUTPUTS / "2019", plan_of("2019")
    for name, table in plan.tables.items():
        printed = pd.read_csv(committed / f"{name}.csv", keep_default_na=False, dtype=str)
        assert list(printed.columns) == list(table.columns)
        assert len(printed) == len(table), name
        for column in table.columns:
            if pd.api.types.is_float_dtype(table[column]):
                numbers = pd.to_numeric(printed[column])
                size = max(1.0, float(table[column].abs().max()))
                same = (numbers - table[column]).abs().max() <= 2e-4 * size
                assert same or table[column].isna().all(), (name, column)
