"""Coverage and gap over windows: each worked out over its own window, never an average, never added up over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.tables.rows import each_row

FLOWS = ["covered_hours", "not_done_hours", "latent_hours"]
"""Hours that add up over a window; overdue hours are a stock and are taken at its end."""


def coverage(work: pd.DataFrame, staffing: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Coverage of the force and of each team, tier and line over each period, quarter, financial year and the whole.

    Args:
        work: The finished table `work`.
        staffing: The finished table `staffing`.
        periods: The calendar's periods.

    Returns:
        Columns of the table `coverage`; only reported periods.
    """
    windows = _windows(periods)
    hours_of_fte = _hours_of_fte(staffing)
    frames = []
    reported = work[work["reported"] & (work["hours_per_case"] > 0)].merge(windows, on="period")
    reported["force"] = ""
    for scope, column in (("force", "force"), ("team", "team"), ("tier", "tier"), ("line", "line")):
        key = ["plan", column, "window_kind", "window"]
        sums = reported.groupby(key, as_index=False)[FLOWS].sum()
        at_end = reported[reported["is_last"]].groupby(key, as_index=False)["overdue_hours"].sum()
        table = sums.merge(at_end, on=key).rename(columns={column: "name"})
        table["name"] = table["name"].astype(str)
        table["scope"] = scope
        frames.append(table)
    table = pd.concat(frames, ignore_index=True)
    table["gap_hours"] = table["not_done_hours"] + table["overdue_hours"]
    table["demand_hours"] = table["covered_hours"] + table["gap_hours"]
    table["coverage"] = (table["covered_hours"] / table["demand_hours"]).where(table["demand_hours"] > 0)
    with_latent = table["demand_hours"] + table["latent_hours"]
    table["coverage_with_latent"] = (table["covered_hours"] / with_latent).where(with_latent > 0)
    length = (
        windows.merge(hours_of_fte, on="period")
        .groupby(["plan", "window_kind", "window"], as_index=False)["hours_of_fte"]
        .sum()
    )
    table = table.merge(length, on=["plan", "window_kind", "window"])
    table["gap_fte"] = (table["gap_hours"] / table["hours_of_fte"]).where(table["hours_of_fte"] > 0, 0.0)
    return table


def _windows(periods: pd.DataFrame) -> pd.DataFrame:
    """Which windows each reported period belongs to, and whether it is a window's last period."""
    rows: list[dict[str, Any]] = []
    reported = periods[periods["reported"]]
    for kind, label in (
        ("period", _own),
        ("quarter", _quarter),
        ("financial_year", _year),
        ("whole", _whole),
    ):
        names = [label(row) for row in each_row(reported)]
        for number, row in enumerate(each_row(reported)):
            is_last = number + 1 == len(names) or names[number + 1] != names[number]
            rows.append({"period": row.label, "window_kind": kind, "window": names[number], "is_last": is_last})
    return pd.DataFrame(rows)


def _own(row: Any) -> str:
    return str(row.label)


def _quarter(row: Any) -> str:
    first_month = 3 * ((row.first.month - 1) // 3) + 1
    return f"{row.first.year}-{first_month:02d} to {first_month + 2:02d}"


def _year(row: Any) -> str:
    return str(row.year)


def _whole(_: Any) -> str:
    return "whole plan"


def _hours_of_fte(staffing: pd.DataFrame) -> pd.DataFrame:
    """Productive hours of an average full-time person in each period, over all lines of a plan."""
    sums = staffing.groupby(["plan", "period"], as_index=False)[
        ["contracted_hours", "away_hours", "available_fte"]
    ].sum()
    hours = (sums["contracted_hours"] - sums["away_hours"]) / sums["available_fte"]
    sums["hours_of_fte"] = hours.where(sums["available_fte"] > 0, 0.0)
    return sums[["plan", "period", "hours_of_fte"]]


def estimate_share(
    work: pd.DataFrame, volume_rests: dict[str, float], hours_rest: dict[str, float]
) -> dict[str, float]:
    """Share of the demand hours that rests on estimates.

    Args:
        work: The finished table `work`.
        volume_rests: For each line, whether its arrivals are an estimate (1.0) or not (0.0).
        hours_rest: For each line, the share of its hours per case that is an estimate.

    Returns:
        `volume`, `hours_per_case` and `either` [share of the hours of the cases that arrive].
    """
    rows = work[work["reported"] & (work["plan"] == "after")]
    hours = rows.groupby("line")["arrivals_hours"].sum()
    total = float(hours.sum()) or 1.0
    parts: dict[str, Iterator[float]] = {
        "volume": (hours[line] * volume_rests[str(line)] for line in hours.index),
        "hours_per_case": (hours[line] * hours_rest[str(line)] for line in hours.index),
        "either": (hours[line] * max(volume_rests[str(line)], hours_rest[str(line)]) for line in hours.index),
    }
    return {name: round(float(sum(each)) / total, 6) for name, each in parts.items()}
