"""The periods of a plan as far as reading needs them: how many there are, and what each is called."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from planner.scenario.head import Period
from planner.scenario.numbers import DAYS_PER_MONTH, DAYS_PER_WEEK

MOST_PERIODS = 240
"""More periods than this are refused, the run-out counted: twenty years of months. Everybody who starts is followed
through all periods after, so that twice as many take four times the time and the memory."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""Months of a step."""


def step_months(period: Period) -> float:
    """The length of one period in average months."""
    return DAYS_PER_WEEK / DAYS_PER_MONTH if period.step == "week" else float(MONTHS[period.step])


def last_day(period: Period) -> date:
    """The last day that is planned: a month given as the last one is included whole."""
    if period.step != "week" and period.last.day == 1:
        return period.last + relativedelta(months=1, days=-1)
    return period.last


def count(period: Period) -> int:
    """The number of periods, run-out excluded; a part of a period counts as one."""
    end = last_day(period)
    if period.step == "week":
        return ((end - period.first).days + 7) // 7
    months = (end.year - period.first.year) * 12 + end.month - period.first.month + 1
    return -(-months // MONTHS[period.step])


def firsts(period: Period) -> list[date]:
    """The first day of each period."""
    if period.step == "week":
        return [period.first + timedelta(days=7 * number) for number in range(count(period))]
    return [period.first + relativedelta(months=MONTHS[period.step] * number) for number in range(count(period))]


def first_period_last_day(period: Period) -> date:
    """The last day of the first period."""
    if period.step == "week":
        return period.first + timedelta(days=6)
    return period.first + relativedelta(months=MONTHS[period.step], days=-1)


def is_aligned(period: Period) -> bool:
    """Whether the plan consists of whole periods."""
    end = last_day(period)
    if period.step == "week":
        return ((end - period.first).days + 1) % 7 == 0
    months = (end.year - period.first.year) * 12 + end.month - period.first.month + 1
    begins_well = period.first.day == 1
    ends_well = (end + timedelta(days=1)).day == 1
    return begins_well and ends_well and months % MONTHS[period.step] == 0


def whole_ends(period: Period) -> tuple[date, date]:
    """The last days nearest to the one stated with which the plan would consist of whole periods."""
    steps = count(period)
    if period.step == "week":
        return period.first + timedelta(days=7 * steps - 8), period.first + timedelta(days=7 * steps - 1)
    months = MONTHS[period.step]
    ends = [period.first + relativedelta(months=months * number, days=-1) for number in (steps - 1, steps)]
    return ends[0], ends[1]
