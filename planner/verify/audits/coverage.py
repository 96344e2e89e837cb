"""Audits of coverage: each figure over its own window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from planner.verify.comparing import FTE, HOURS, SHARE, compare, compare_rows, each_row, on_rows
from planner.verify.finding import Wrong
from planner.verify.folder import Folder

KEY = ["plan", "scope", "name", "window_kind", "window"]


def coverage_is_worked_out_over_its_own_window(folder: Folder) -> Iterator[Wrong]:
    """Covered and not done add up over a window, overdue is what stands at its end, and coverage is their share."""
    again, printed = folder.once("windows", lambda: _windows(folder)), folder.tables["coverage"]
    yield from compare_rows("coverage", KEY, folder.cells("coverage", KEY, "gap_hours"), again.index)
    for column in ("covered_hours", "not_done_hours", "overdue_hours", "latent_hours", "gap_hours", "demand_hours"):
        yield from compare("coverage", column, printed, KEY, on_rows(printed, KEY, again[column]), 2 * HOURS)
    demand, covered, latent = (
        on_rows(printed, KEY, again[column]) for column in ("demand_hours", "covered_hours", "latent_hours")
    )
    for column, whole in (("coverage", demand), ("coverage_with_latent", demand + latent)):
        share = (covered / whole.where(whole > 0)).where(whole > 0)
        yield from compare("coverage", column, printed, KEY, share, 2 * SHARE)


def the_gap_in_people_follows_from_their_hours(folder: Folder) -> Iterator[Wrong]:
    """The gap in FTE is the gap over the productive hours of an average person of the force in the window."""
    printed = folder.tables["coverage"]
    columns = ["contracted_hours", "away_hours", "available_fte"]
    sums = folder.tables["staffing"].groupby(["plan", "period"])[columns].sum()
    there = sums["available_fte"] > 0
    each = ((sums["contracted_hours"] - sums["away_hours"]) / sums["available_fte"].where(there)).where(there, 0.0)
    table = each.rename("hours").reset_index()
    frames = []
    for kind, windows in _window_names(folder).items():
        named = table.assign(window_kind=kind, window=table["period"].map(windows)).dropna()
        frames.append(named.groupby(["plan", "window_kind", "window"])["hours"].sum())
    hours = on_rows(printed, ["plan", "window_kind", "window"], pd.concat(frames))
    again = (printed["gap_hours"] / hours.where(hours > 0)).where(hours > 0, 0.0)
    yield from compare("coverage", "gap_fte", printed, KEY, again, 2 * FTE)


def _windows(folder: Folder) -> pd.DataFrame:
    """Sums over every window of the force and of each team, tier and line; overdue only from a window's last period."""
    work = folder.tables["work"]
    work = work[work["reported"] & (work["hours_per_case"] > 0)]
    work = work.assign(force="", tier=work["tier"].astype(str))
    number = work["period"].map(folder.stated.number)
    frames = []
    for kind, windows in _window_names(folder).items():
        window = work["period"].map(windows)
        last = number == number.groupby(window).transform("max")  # every line has every period
        named = work.assign(window_kind=kind, window=window, overdue_hours=work["overdue_hours"].where(last, 0.0))
        for scope in ("force", "team", "tier", "line"):
            frames.append(named.assign(scope=scope, name=named[scope]))
    columns = ["covered_hours", "not_done_hours", "latent_hours", "overdue_hours"]
    table = pd.concat(frames).groupby(KEY)[columns].sum()
    table["gap_hours"] = table["not_done_hours"] + table["overdue_hours"]
    table["demand_hours"] = table["covered_hours"] + table["gap_hours"]
    return table


def _window_names(folder: Folder) -> dict[str, dict[str, str]]:
    """The window that each reported period belongs to, by kind of window."""
    rows = folder.periods[folder.periods["reported"]]
    return {
        "period": {row.period: row.period for row in each_row(rows)},
        "quarter": {row.period: _quarter(row.first) for row in each_row(rows)},
        "financial_year": {row.period: row.financial_year for row in each_row(rows)},
        "whole": dict.fromkeys(rows["period"], "whole plan"),
    }


def _quarter(day: date) -> str:
    first = day.month - (day.month - 1) % 3
    return f"{day.year}-{first:02d} to {first + 2:02d}"
