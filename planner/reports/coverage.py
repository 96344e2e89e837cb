"""Coverage before and after: of the force, of teams, tiers and lines, and month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, ShareChange, reported, share, total

MOST_WINDOWS = 13
"""Windows that fit side by side on a screen."""
ALL = "All teams"
"""What the force's planned teams together are called."""
WINDOW_LENGTHS = {"week": (1, 2, 4, 13, 52), "month": (1, 3, 12), "quarter": (1, 4), "year": (1,)}
"""Periods in a window, by the step of the plan, the shortest first."""
WHOLE_YEAR = {"month": 12, "quarter": 4, "year": 1}
"""Periods of a financial year; weeks do not fit into one."""
NUMBERS = {2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True)
class Covered:
    """Coverage and gap of the force, a team, a tier or a line over the whole plan."""

    scope: str
    """force, team, tier or line."""
    name: str
    title: str
    covered_hours: Change
    gap_hours: Change
    gap_fte: Change
    demand_hours: Change
    coverage: ShareChange
    latent_hours: Change
    coverage_with_latent: ShareChange


@dataclass(frozen=True)
class Window:
    """Coverage and backlog of a team, or of all, over some periods that follow each other."""

    name: str
    """The first period of the window."""
    coverage: ShareChange
    backlog_cases: Change
    """Cases waiting at its end."""
    backlog_hours: Change
    """Hours of the cases waiting at its end."""
    financial_year: str
    """The financial year that it is, if it is a whole one; otherwise empty."""


@dataclass(frozen=True)
class Course:
    """How coverage and backlog of a team, or of all, go over the plan."""

    team: str
    """The team; empty for all."""
    title: str
    each: str
    """How long a window is, in words: month, two weeks."""
    windows: tuple[Window, ...]


def covered(plan: Plan, scope: str) -> tuple[Covered, ...]:
    """Coverage over the whole plan of everything in a scope, in the order of the scenario."""
    rows = plan.table("coverage", scope=scope, window_kind="whole")
    known = {str(name): part for name, part in rows.groupby("name", sort=False)}
    return tuple(_covered(scope, name, title, known[name]) for name, title in titles_in(plan, scope) if name in known)


def force(plan: Plan) -> Covered:
    """Coverage of all planned teams over the whole plan; all 0 where no planned team bears any demand."""
    none, no_share = Change(0.0, 0.0), ShareChange(None, None)
    nothing = Covered("force", "", ALL, none, none, none, none, no_share, none, no_share)
    return next(iter(covered(plan, "force")), nothing)


def titles_in(plan: Plan, scope: str) -> Iterator[tuple[str, str]]:
    """Names and titles of everything in a scope, in the order of the scenario."""
    scenario = plan.loaded.scenario
    if scope == "force":
        yield "", ALL
    elif scope == "team":
        yield from ((name, team.title) for name, team in scenario.teams.items())
    elif scope == "tier":
        yield from (
            (str(tier), f"Harm tier {tier}") for tier in sorted({line.tier for line in scenario.demand.values()})
        )
    else:
        yield from ((name, line.title) for name, line in scenario.demand.items())


def _covered(scope: str, name: str, title: str, rows: pd.DataFrame) -> Covered:
    by_plan = rows.set_index("plan")

    def change(column: str) -> Change:
        return total(rows, column)

    def shares(column: str) -> ShareChange:
        return ShareChange(
            share(by_plan[column].get("before", float("nan"))),
            share(by_plan[column].get("after", float("nan"))),
        )

    return Covered(
        scope,
        name,
        title,
        change("covered_hours"),
        change("gap_hours"),
        change("gap_fte"),
        change("demand_hours"),
        shares("coverage"),
        change("latent_hours"),
        shares("coverage_with_latent"),
    )


def courses(plan: Plan) -> tuple[Course, ...]:
    """Coverage and backlog of each team and of all over windows that fit side by side."""
    work = reported(plan, "work")
    titles = {name: team.title for name, team in plan.loaded.scenario.teams.items()}
    windows = _windows(plan, work)
    teams = [name for name in titles if name in set(work.loc[work["hours_per_case"] > 0, "team"])]
    parts = [(team, titles[team], work[work["team"] == team]) for team in teams]
    step, length = plan.loaded.scenario.period.step, len(windows[0])
    long = step if length == 1 else f"{NUMBERS.get(length, str(length))} {step}s"
    whole = _whole_years(work, windows, step)
    return tuple(
        Course(team, title, long, _windows_of(rows, windows, whole)) for team, title, rows in (*parts, ("", ALL, work))
    )


def _whole_years(work: pd.DataFrame, windows: list[list[str]], step: str) -> list[str]:
    """For each window the financial year that it is, or nothing."""
    year = dict(zip(work["period"], work["financial_year"], strict=True))
    years = [{str(year[period]) for period in window} for window in windows]
    return [
        next(iter(found)) if len(found) == 1 and len(window) == WHOLE_YEAR.get(step) else ""
        for window, found in zip(windows, years, strict=True)
    ]


def _windows(plan: Plan, work: pd.DataFrame) -> list[list[str]]:
    """Labels of the reported periods, cut into the shortest windows of which not too many are needed."""
    labels = list(work.sort_values("period_first")["period"].drop_duplicates())
    lengths = WINDOW_LENGTHS[plan.loaded.scenario.period.step]
    length = next((each for each in lengths if len(labels) <= MOST_WINDOWS * each), lengths[-1])
    return [labels[begin : begin + length] for begin in range(0, len(labels), length)]


def _windows_of(work: pd.DataFrame, windows: list[list[str]], years: list[str]) -> tuple[Window, ...]:
    return tuple(
        _window(work[work["period"].isin(window)], window[0], year) for window, year in zip(windows, years, strict=True)
    )


def _window(work: pd.DataFrame, name: str, year: str) -> Window:
    last = work[work["period_first"] == work["period_first"].max()]
    done, lost, late = (
        total(work, "covered_hours"),
        total(work, "not_done_hours"),
        total(last, "overdue_hours"),
    )

    def coverage(covered_hours: float, gap_hours: float) -> float | None:
        demand = covered_hours + gap_hours
        return covered_hours / demand if demand > 0 else None

    shares = ShareChange(
        coverage(done.before, lost.before + late.before), coverage(done.after, lost.after + late.after)
    )
    return Window(name, shares, total(last, "backlog_cases"), total(last, "backlog_hours"), year)
