"""Cases that arrive and that are there at the opening, as the scenario states them."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

import numpy as np

from planner.verify.folder import Folder
from planner.verify.numbers import DAYS_PER_MONTH, mean_of, value_on, values_of
from planner.verify.worked_out.days import by_period, daily_amounts, days, years
from planner.verify.worked_out.initiatives import hours_of_task, share_outside


def recorded_arrivals(folder: Folder, line: str) -> dict[str, float]:
    """Cases recorded in each period as the line states them, without any initiative."""
    return folder.stated.once(
        ("arrivals", line), lambda: _recorded(folder, folder.scenario["demand"][line]["arrivals"])
    )


def _recorded(folder: Folder, stated: dict[str, Any]) -> dict[str, float]:
    rate = stated.get("cases") or stated.get("hours")
    if rate is not None:
        return by_period(folder, daily_amounts(folder, rate, stated.get("season")) * _growth(folder, stated))
    values = values_of(stated["by_period"])
    a_year = round(12 / next(iter(folder.stated.months.values())))
    cycle = min(len(values), max(1, a_year))
    return {
        period: values[t] if t < len(values) else values[len(values) - cycle + (t - len(values)) % cycle]
        for period, t in folder.stated.number.items()
    }


def _growth(folder: Folder, stated: dict[str, Any]) -> Any:
    """Growth compounded from one financial year to the next, from the plan's first on."""
    year, level = years(folder), 1.0
    factor = np.ones(len(year))
    for each in sorted(set(year.tolist()))[1:]:
        level *= 1 + value_on(stated.get("growth", 0), days(folder)[int(np.argmax(year == each))])
        factor[year == each] = level
    return factor


def opening_backlog(folder: Folder, line: str) -> float:
    """Cases waiting before the first period."""
    return value_on(folder.scenario["demand"][line].get("opening", {}).get("backlog_cases", 0), date.min)


def arrivals_a_day(folder: Folder, line: str) -> float:
    """The average of arrivals over the plan's first year, less the partners' share, without any initiative."""
    return folder.stated.once(("arrivals a day", line), lambda: _arrivals_a_day(folder, line))


def _arrivals_a_day(folder: Folder, line: str) -> float:
    periods = folder.periods
    first_year = periods.loc[periods["months"].cumsum() <= 12 + 1e-9, "period"]
    chosen = list(first_year) or [folder.stated.spans[0][2]]
    recorded, partners = recorded_arrivals(folder, line), folder.scenario["demand"][line].get("partner_share", 0)
    cases = sum(recorded[period] * (1 - mean_of(partners, *folder.stated.span[period])) for period in chosen)
    return float(cases / periods.loc[chosen, "days"].sum())


def spread_between(spread: list[float], begin: float, end: float) -> float:
    """The share of a case's hours that falls due between two ages [months]."""
    if len(spread) == 1:
        return 1.0 if begin == 0 else 0.0
    return sum(share * max(0.0, min(end, month + 1) - max(begin, month)) for month, share in enumerate(spread))


def shares_by_age(folder: Folder, line: str) -> list[float]:
    """The shares of a case's hours that fall due in the period of its start, in the next one, and so on."""
    spread = values_of(folder.scenario["demand"][line].get("spread_by_month", [1.0]))
    months = folder.stated.months[folder.stated.spans[0][2]]
    ages = range(1 if len(spread) == 1 else ceil(len(spread) / months - 1e-9))
    return [spread_between(spread, age * months, (age + 1) * months) for age in ages]


def opening_due(folder: Folder, line: str, task: str) -> dict[str, float]:
    """Hours of a task still due in each period on cases that are in work at the opening.

    Unstated, as many are in work as the average of arrivals implies, started evenly over the months before.
    """
    return folder.stated.once(("opening due", line, task), lambda: _opening_due(folder, line, task))


def _opening_due(folder: Folder, line: str, task: str) -> dict[str, float]:
    stated, months = folder.scenario["demand"][line], folder.stated.months
    spread = values_of(stated.get("spread_by_month", [1.0]))
    due = dict.fromkeys(months, 0.0)
    if len(spread) == 1:
        return due
    first, _, period = folder.stated.spans[0]
    step = min(1.0, months[period])
    ages = [number * step for number in range(1, ceil(len(spread) / step) + 1) if number * step < len(spread)]
    starts = arrivals_a_day(folder, line) * DAYS_PER_MONTH * step
    in_work = stated.get("opening", {}).get("in_work_cases")
    if in_work is not None:
        starts = value_on(in_work, date.min) / len(ages)
    each = hours_of_task(folder, line, task, first) * (1 - share_outside(folder, line, task, first))
    begin = 0.0
    for period, length in months.items():
        due[period] = starts * each * sum(spread_between(spread, age + begin, age + begin + length) for age in ages)
        begin += length
    return due
