"""Audits of coverage: each figure over its own window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from audit.reading import (
    FTE,
    HOURS,
    SHARE,
    Finding,
    Folder,
    compare,
    on_rows,
)


def coverage_is_worked_out_over_its_own_window(folder: Folder) -> Iterator[Finding]:
    """Covered and not done add up over a window, overdue is what stands at its end, and coverage is their share."""
    again = _windows(folder)
    printed = folder.tables["coverage"]
    key = ["plan", "scope", "name", "window_kind", "window"]
    if set(again.index) != set(printed.set_index(key).index):
        yield Finding("coverage is stated for every window", "rows", len(printed), len(again))
        return
    for column in ("covered_hours", "not_done_hours", "overdue_hours", "latent_hours", "gap_hours", "demand_hours"):
        values = on_rows(printed, key, again[column])
        yield from compare(f"coverage over its window: {column}", printed, key, printed[column], values, 2 * HOURS)
    demand = on_rows(printed, key, again["demand_hours"])
    covered = on_rows(printed, key, again["covered_hours"])
    share = (covered / demand).where(demand > 0)
    yield from compare("coverage is covered of covered and gap", printed, key, printed["coverage"], share, 2 * SHARE)
    latent = on_rows(printed, key, again["latent_hours"])
    share = (covered / (demand + latent)).where(demand + latent > 0)
    yield from compare("coverage with latent demand", printed, key, printed["coverage_with_latent"], share, 2 * SHARE)
    yield from _gap_in_people(folder, printed, key)


def _windows(folder: Folder) -> pd.DataFrame:
    """Sums over every window of the force and of each team, tier and line; overdue only from a window's last period."""
    work = folder.tables["work"]
    work = work[work["reported"] & (work["hours_per_case"] > 0)].assign(force="")
    number = work["period"].map(folder.periods["number"])
    frames = []
    for kind, windows in _window_names(folder).items():
        window = work["period"].map(windows)
        last = number == number.groupby(window).transform("max")  # every line has every period
        named = work.assign(window_kind=kind, window=window, overdue_hours=work["overdue_hours"].where(last, 0.0))
        for scope in ("force", "team", "tier", "line"):
            frames.append(named.assign(scope=scope, name=named[scope]))
    key = ["plan", "scope", "name", "window_kind", "window"]
    columns = ["covered_hours", "not_done_hours", "latent_hours", "overdue_hours"]
    table = pd.concat(frames).groupby(key)[columns].sum()
    table["gap_hours"] = table["not_done_hours"] + table["overdue_hours"]
    table["demand_hours"] = table["covered_hours"] + table["gap_hours"]
    return table


def _window_names(folder: Folder) -> dict[str, dict[str, str]]:
    """The window that each reported period belongs to, by kind of window."""
    rows = folder.periods[folder.periods["reported"]]
    return {
        "period": {row.period: row.period for row in rows.itertuples()},
        "quarter": {row.period: _quarter(row.first) for row in rows.itertuples()},
        "financial_year": {row.period: row.financial_year for row in rows.itertuples()},
        "whole": dict.fromkeys(rows["period"], "whole plan"),
    }


def _quarter(day: date) -> str:
    first = day.month - (day.month - 1) % 3
    return f"{day.year}-{first:02d} to {first + 2:02d}"


def _gap_in_people(folder: Folder, printed: pd.DataFrame, key: list[str]) -> Iterator[Finding]:
    """The gap in FTE is the gap over the productive hours of an average person of the force in the window."""
    sums = (
        folder.tables["staffing"].groupby(["plan", "period"])[["contracted_hours", "away_hours", "available_fte"]].sum()
    )
    sums["hours"] = ((sums["contracted_hours"] - sums["away_hours"]) / sums["available_fte"]).where(
        sums["available_fte"] > 0, 0.0
    )
    each = sums["hours"].reset_index()
    frames = []
    for kind, windows in _window_names(folder).items():
        named = each.assign(window_kind=kind, window=each["period"].map(windows)).dropna()
        frames.append(named.groupby(["plan", "window_kind", "window"])["hours"].sum())
    hours = on_rows(printed, ["plan", "window_kind", "window"], pd.concat(frames))
    again = (printed["gap_hours"] / hours).where(hours > 0, 0.0)
    yield from compare("the gap in people", printed, key, printed["gap_fte"], again, 2 * FTE)
