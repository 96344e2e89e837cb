"""Amounts stated per week, month or year, as they fall on single days and so on periods."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.verify.calendar import year_of
from planner.verify.folder import Folder
from planner.verify.numbers import ONE_DAY, as_day, value_on, values_of

Daily = NDArray[np.float64]
"""A figure for each of `days`."""


def days(folder: Folder) -> list[date]:
    """Every day of every financial year that the plan touches: a year's amount falls on the whole of it."""
    return folder.stated.once("days", lambda: _days(folder))


def _days(folder: Folder) -> list[date]:
    starts = starts_month(folder)
    first, after = folder.stated.spans[0][0], folder.stated.spans[-1][1]
    begin = date(year_of(first, starts), starts, 1)
    end = date(year_of(after - ONE_DAY, starts) + 1, starts, 1)
    return [begin + number * ONE_DAY for number in range((end - begin).days)]


def starts_month(folder: Folder) -> int:
    """The month in which the financial year starts."""
    return int(folder.scenario["period"].get("financial_year_starts_month", 4))


def years(folder: Folder) -> NDArray[np.int64]:
    """The calendar year in which the financial year of each day starts."""
    return folder.stated.once("years", lambda: np.array([year_of(day, starts_month(folder)) for day in days(folder)]))


def by_period(folder: Folder, daily: Daily) -> dict[str, float]:
    """A daily figure added up over each period."""
    begin = days(folder)[0]
    return {
        period: float(daily[(first - begin).days : (after - begin).days].sum())
        for first, after, period in folder.stated.spans
    }


def daily_values(folder: Folder, stated: Any) -> Daily:
    """The value of a dated number on every day."""
    steps = stated if isinstance(stated, list) else [stated]
    changes = [as_day(step["from"]) for step in steps if isinstance(step, dict) and "from" in step]
    values = np.full(len(days(folder)), value_on(stated, date.min))
    for change in sorted(changes):
        values[max(0, (change - days(folder)[0]).days) :] = value_on(stated, change)
    return values


def daily_amounts(folder: Folder, rate: Any, season: str | None = None) -> Daily:
    """How much of a rate falls on each day: a year's amount by season, a month's and a week's evenly."""
    steps = rate if isinstance(rate, list) else [rate]
    amounts: Daily = np.zeros(len(days(folder)))
    for number, step in enumerate(steps):
        since = as_day(step["from"]) if "from" in step and number else date.min
        first = max(0, (since - days(folder)[0]).days)
        amounts[first:] = float(step["value"]) * _weights(folder, step["per"], season)[first:]
    return amounts


def _weights(folder: Folder, per: str, season: str | None) -> Daily:
    """The part of a week's, month's or year's amount that falls on each day."""
    return folder.stated.once(("weights", per, season), lambda: _work_out_weights(folder, per, season))


def _work_out_weights(folder: Folder, per: str, season: str | None) -> Daily:
    if per == "week":
        return np.full(len(days(folder)), 1 / 7)
    index = np.ones(len(days(folder)))
    if per == "year" and season is not None:
        of_month = values_of(folder.scenario["seasons"][season]["index"])
        index = np.array([of_month[day.month - 1] for day in days(folder)])
    group = years(folder) if per == "year" else np.array([day.year * 12 + day.month for day in days(folder)])
    _, place = np.unique(group, return_inverse=True)
    share: Daily = index / np.bincount(place, weights=index)[place]
    return share
