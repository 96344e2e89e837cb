"""Audits of initiatives: each starts when it may, and does, ties up and costs what the scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.verify.comparing import (
    CASES,
    FTE,
    HOURS,
    LINE,
    PLACE,
    POUNDS,
    at,
    compare,
    compare_places,
    compare_rows,
    on_rows,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day, mean_of
from planner.verify.worked_out.initiatives import PLANS, Initiatives, hours_of_task, initiatives_of, share_outside
from planner.verify.worked_out.people import establishment_line, staying_share

KEY = ["plan", "initiative", "period"]
FIGURES = {
    "fewer_cases": 4 * CASES,
    "handed_over_cases": 4 * CASES,
    "saved_hours": 4 * HOURS,
    "saved_elsewhere_hours": 4 * HOURS,
    "tied_up_fte": 2 * FTE,
    "pounds": 2 * POUNDS,
}
"""What is said of each initiative, and what rounding leaves open."""


def initiatives_start_when_they_may(folder: Folder) -> Iterator[Wrong]:
    """One with a date starts on it, in both plans; another once at the most, in its window, and not before action."""
    known = initiatives_of(folder)
    if "initiatives" not in folder.tables:
        return
    expected = {(plan, name, period) for plan in PLANS for name in known.stated for period in folder.stated.number}
    running = folder.cells("initiatives", KEY, "running")
    yield from compare_rows("initiatives", KEY, running, expected)
    for plan in PLANS:
        for name, stated in known.stated.items():
            rows = [row for row in folder.rows("initiatives") if row.plan == plan and row.initiative == name]
            started = sorted(row.period for row in rows if row.starts)
            may = _may_start(folder, known, plan, name, stated, started)
            if started != may:
                where = at(("plan", "initiative"), (plan, name))
                yield wrong("initiatives", where, "starts", ", ".join(started) or "never", ", ".join(may) or "never")
            day = known.began.get((plan, name))
            for row in rows:
                again = day is not None and day < folder.stated.after[row.period]
                if row.running != again:
                    yield wrong("initiatives", at(KEY, (plan, name, row.period)), "running", row.running, again)


def _may_start(
    folder: Folder, known: Initiatives, plan: str, name: str, stated: dict[str, Any], started: list[str]
) -> list[str]:
    """The periods in which an initiative starts, of an optional one as far as it may."""
    if "optional" not in stated:
        day = known.began.get((plan, name))
        period = None if day is None else folder.stated.period_on(day)
        return [] if period is None else [period]
    earliest, latest = (as_day(stated["optional"][end]) for end in ("earliest", "latest"))
    in_window = all(earliest <= folder.stated.first_day[period] <= latest for period in started)
    return started[:1] if plan == "after" and in_window else []


def initiatives_do_what_is_stated(folder: Folder) -> Iterator[Wrong]:
    """Cases, hours, people and pounds of each initiative follow from its effects, each alone, and from its start."""
    if "initiatives" not in folder.tables:
        return
    known, rows = initiatives_of(folder), folder.tables["initiatives"]
    arrivals, repeats = folder.cells("work", LINE, "arrivals_cases"), folder.cells("work", LINE, "repeat_cases")
    work = (
        folder.cells("work", LINE, "recorded_cases"),
        folder.cells("work", LINE, "started_cases"),
        {place: cases + repeats[place] for place, cases in arrivals.items()},
    )
    again = [_figures(known, work, row.plan, row.initiative, row.period) for row in folder.rows("initiatives")]
    for number, (column, slack) in enumerate(FIGURES.items()):
        values = pd.Series([figures[number] for figures in again], index=rows.index, dtype=float)
        yield from compare("initiatives", column, rows, KEY, values, slack + 1e-4 * values.abs())


def _figures(
    known: Initiatives, work: tuple[dict[Any, float], ...], plan: str, name: str, period: str
) -> tuple[float, ...]:
    fewer = handed_over = saved = elsewhere = 0.0
    span = known.span(period)
    for line in known.folder.scenario["demand"]:
        for effect in known.effects.get((plan, line), ()):
            if effect.initiative != name or span[0] < effect.works_from:
                continue
            recorded_cases, started, came = (cells[plan, line, period] for cells in work)
            factor = known.recorded(plan, line, period)
            recorded = recorded_cases / factor if factor else 0.0
            share = mean_of(known.folder.scenario["demand"][line].get("partner_share", 0), *span)
            if effect.chosen:
                for other in known.of(plan, line, chosen=False):
                    recorded *= other.factor("arrivals_factor", *span)
                share = known.partners_of_dated(plan, line, period)
            factor = effect.factor("arrivals_factor", *span)
            came_less = recorded * (1 - factor) * (1 - share)
            taken = recorded * factor * min(effect.share(*span), 1 - share)
            fewer, handed_over = fewer + came_less, handed_over + taken
            for task in known.folder.scenario["demand"][line]["tasks"]:
                hours = hours_of_task(known.folder, line, task, span[0])
                if effect.chosen:
                    hours *= known.hours_of_dated(plan, line, task, period)
                outside = share_outside(known.folder, line, task, span[0])
                saved += (came_less + taken) * hours * (1 - outside)
                elsewhere += (came_less + taken) * hours * outside
            less = 1 - effect.factor("hours_factor", *span)
            for task in effect.stated.get("tasks", known.folder.scenario["demand"][line]["tasks"]):
                hours = hours_of_task(known.folder, line, task, span[0])
                if effect.chosen:
                    hours *= known.hours_of_dated(plan, line, task, period)
                outside = share_outside(known.folder, line, task, span[0])
                # A line that is wholly borne elsewhere is started as it arrives, and by others.
                saved += less * hours * (1 - outside) * started
                elsewhere += less * hours * outside * came
    tied_up = sum(known.tied_up(plan, name, period).values())
    return fewer, handed_over, saved, elsewhere, tied_up, sum(known.pounds(plan, name, period).values())


def people_away_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Away are those stated, as far as natural wastage leaves them in post, and those whom an initiative ties up."""
    rows = folder.tables["staffing"]
    again = pd.Series([_away(folder, row) for row in folder.rows("staffing")], index=rows.index, dtype=float)
    tied_up = on_rows(rows, PLACE, pd.Series(initiatives_of(folder).all_tied_up(), dtype=float))
    yield from compare("staffing", "unavailable_fte", rows, PLACE, again + tied_up, 2 * FTE)


def _away(folder: Folder, row: Any) -> float:
    sums = 0.0
    for each in establishment_line(folder, row.team, row.role).get("unavailable", {}).values():
        until = as_day(each["until"]) if each.get("until") else None
        sums += mean_of(each["fte"], *folder.stated.span[row.period], until=until)
    return sums * staying_share(folder, row.role, row.period) if sums else 0.0


def initiatives_cost_what_is_stated(folder: Folder) -> Iterator[Wrong]:
    """The set-up is paid once and the running for as long as it runs, and nothing else is booked on an initiative."""
    known, key = initiatives_of(folder), ("plan", "lever", "period", "nature")
    printed = {
        (row.plan, row.lever, row.period, row.nature): row.pounds
        for row in folder.rows("costs")
        if row.kind == "initiatives"
    }
    expected = {
        (plan, name, period, nature): (pounds, 2 * POUNDS)
        for plan, name in known.began
        for period in folder.stated.number
        for nature, pounds in known.pounds(plan, name, period).items()
    }
    yield from compare_places("costs", "pounds", key, printed, expected, 2 * POUNDS)
