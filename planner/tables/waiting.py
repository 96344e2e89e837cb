"""Waiting as the model sees it: what is still within its standard, and what waits before the first period."""

from __future__ import annotations

from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.scenario.demand import DemandLine
from planner.scenario.numbers import DAYS_PER_MONTH
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar
from planner.tables.demand import monthly_average
from planner.tables.initiatives import InForce


def fresh(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Which arrivals are still within their standard at the end of a period.

    The standard is that of the day of arrival: cases that came before an initiative changed it keep the old one.

    Returns:
        Key line, period, arrival_period; share of that period's arrivals that is younger than the standard [share].
        Only lines that can wait.
    """
    rows = []
    in_force = InForce(scenario, calendar)
    for name, line in scenario.demand.items():
        if line.cannot_wait:
            continue
        standards = in_force.standards(name, line)
        for period in range(calendar.count):
            windows = {standard: standard.before(day_after(calendar, period)) for standard in set(standards)}
            for earlier in range(period, -1, -1):
                first, after = calendar.first(earlier), day_after(calendar, earlier)
                if after <= min(windows.values()):
                    break
                days = (after - max(first, windows[standards[earlier]])).days
                if days > 0:
                    rows.append((name, period, earlier, days / (after - first).days))
    return pd.DataFrame(rows, columns=["line", "period", "arrival_period", "share"])


def opening_backlog(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """The backlog before the first period.

    Returns:
        Key line; backlog_cases, overdue_cases (older than the standard) [cases].
    """
    rows = []
    for name, line in scenario.demand.items():
        total = line.opening.backlog_cases.value
        young = young_opening_cases(scenario, line, calendar, line.start_within.before(calendar.first(0)))
        rows.append((name, total, max(0.0, total - young)))
    return pd.DataFrame(rows, columns=["line", "backlog_cases", "overdue_cases"])


def young_opening(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Cases of the opening backlog that are still within the standard at the end of a period.

    Returns:
        Key line, period; cases [cases]; only where there are any.
    """
    rows = []
    for name, line in scenario.demand.items():
        if line.cannot_wait or line.opening.backlog_cases.value == 0:
            continue
        for period in range(calendar.count):
            young = young_opening_cases(scenario, line, calendar, line.start_within.before(day_after(calendar, period)))
            if young <= 0:
                break
            rows.append((name, period, young))
    return pd.DataFrame(rows, columns=["line", "period", "cases"])


def young_opening_cases(scenario: Scenario, line: DemandLine, calendar: Calendar, since: date) -> float:
    """Cases of the opening backlog that arrived on a day or later, evenly within each band of age.

    Unstated ages follow from first in, first out: the backlog is what arrived last, at the average of arrivals.
    """
    days = (calendar.first(0) - since).days
    total = line.opening.backlog_cases.value
    if days <= 0:
        return 0.0
    if not line.opening.backlog_ages:
        return min(total, monthly_average(scenario, line, calendar) / DAYS_PER_MONTH * days)
    young, from_age = 0.0, 0.0
    for band in line.opening.backlog_ages:
        to_age = band.up_to.days
        if to_age > from_age:
            young += band.cases.value * min(1.0, max(0.0, (days - from_age) / (to_age - from_age)))
        from_age = to_age
    return min(total, young)


def day_after(calendar: Calendar, period: int) -> date:
    """The first day after a period."""
    return calendar.last(period) + relativedelta(days=1)
