"""Time: the periods of a plan, and how amounts stated per week, month or year fall on them.

Everything is worked out on single days and then added up, so that a leap year, a week across two months
and a pay award in the middle of a quarter need no rule of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from typing import Any, Literal

import holidays
import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from planner.scenario import periods
from planner.scenario.head import Period
from planner.scenario.numbers import DAYS_PER_MONTH
from planner.scenario.people import Season
from planner.scenario.quantity import Growth, Quantity, Rate, Share

Floats = NDArray[np.float64]

_STEPS = {
    "week": relativedelta(days=7),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
_MONTHS = {"week": 7 / DAYS_PER_MONTH, "month": 1.0, "quarter": 3.0, "year": 12.0}
_SUBDIVISION = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


@dataclass(frozen=True)
class Calendar:
    """The periods of a plan, run-out included, and every day of the financial years they touch."""

    periods: pd.DataFrame
    """Key period (0, 1, …); label, first, last (dates), days, months, year (financial year), reported."""
    days: NDArray[np.datetime64]
    """Every day of every financial year touched."""
    period_of_day: NDArray[np.int64]
    """The period of each day, −1 outside the plan."""
    year_of_day: NDArray[np.int64]
    """The calendar year in which the financial year of each day starts."""
    month_of_day: NDArray[np.int64]
    """Calendar month of each day, 1 to 12."""
    bank_holidays: NDArray[np.bool_]
    """Whether each day is a bank holiday."""

    @cached_property
    def count(self) -> int:
        """Number of periods, run-out included."""
        return len(self.periods)

    @property
    def months_solved(self) -> float:
        """Length of all periods together [months]."""
        return float(self.months.sum())

    def first(self, period: int) -> date:
        """The first day of a period."""
        return self._firsts[period]

    def last(self, period: int) -> date:
        """The last day of a period."""
        return self._lasts[period]

    @cached_property
    def _firsts(self) -> list[date]:
        return list(self.periods["first"])

    @cached_property
    def _lasts(self) -> list[date]:
        return list(self.periods["last"])

    @cached_property
    def months(self) -> Floats:
        """The length of each period [months]."""
        return self.periods["months"].to_numpy(dtype=float)

    @cached_property
    def days_of(self) -> Floats:
        """The length of each period [days]."""
        return self.periods["days"].to_numpy(dtype=float)

    def period_on(self, day: date) -> int | None:
        """The period that holds a day, or None outside the plan."""
        index = (day - self.days[0].astype(object)).days
        if not 0 <= index < len(self.days) or self.period_of_day[index] < 0:
            return None
        return int(self.period_of_day[index])

    def first_period_from(self, day: date) -> int | None:
        """The first period that begins on a day or later, or None after the plan."""
        period = bisect_left(self._firsts, day)
        return period if period < self.count else None

    def by_period(self, daily: Floats) -> Floats:
        """Add up a daily series over the periods."""
        inside = self.period_of_day >= 0
        return np.bincount(self.period_of_day[inside], weights=daily[inside], minlength=self.count).astype(float)

    def daily_values(self, quantity: Quantity | Share | Growth | Rate) -> Floats:
        """The value of a dated quantity on every day."""
        values = np.full(len(self.days), quantity.steps[0].value)
        for step in quantity.steps:
            if step.from_ is not None:
                values[self.days >= np.datetime64(step.from_)] = step.value
        return values

    def mean(self, quantity: Quantity | Share, until: date | None = None) -> Floats:
        """The mean of a dated quantity over each period; nothing from the day `until` on."""
        daily = self.daily_values(quantity)
        if until is not None:
            daily = np.where(self.days >= np.datetime64(until), 0.0, daily)
        return self.by_period(daily) / self.days_of

    def at_start(self, quantity: Quantity | Share) -> Floats:
        """The value of a dated quantity on the first day of each period."""
        return np.array([quantity.on(first) for first in self._firsts])

    def amounts(self, rate: Rate, season: Season | None = None, growth: Growth | None = None) -> Floats:
        """How much of a rate falls on each period.

        A yearly amount a accrues by calendar day and season and adds up to itself over a financial year::

            amount[t] = Σ_{day in t} a(day) · index(month of day) ÷ Σ_{day of its financial year} index

        An amount a month is the same in every whole month; an amount a week in every whole week.
        Growth compounds from one financial year to the next, from the plan's first financial year.
        """
        return self.by_period(self.daily_amounts(rate, season) * self._growth_factor(growth))

    def daily_amounts(self, rate: Rate, season: Season | None) -> Floats:
        """How much of a rate falls on each day."""
        daily = np.zeros(len(self.days))
        day_of_step = np.zeros(len(self.days), dtype=np.int64)
        for number, step in enumerate(rate.steps):
            if step.from_ is not None:
                day_of_step[self.days >= np.datetime64(step.from_)] = number
        for number, step in enumerate(rate.steps):
            weight = self._daily_weight(step.per, season)
            daily = np.where(day_of_step == number, step.value * weight, daily)
        return daily

    def _daily_weight(self, per: Literal["week", "month", "year"], season: Season | None) -> Floats:
        """The part of a week's, month's or year's amount that falls on each day."""
        if per == "week":
            return np.full(len(self.days), 1 / 7)
        index = np.ones(len(self.days)) if season is None else np.array(season.index.values)[self.month_of_day - 1]
        group = self.year_of_day if per == "year" else self.days.astype("datetime64[M]").astype(np.int64)
        if per == "month":
            index = np.ones(len(self.days))
        codes, inverse = np.unique(group, return_inverse=True)
        totals = np.bincount(inverse, weights=index, minlength=len(codes))
        return np.asarray(index / totals[inverse])

    def _growth_factor(self, growth: Growth | None) -> Floats:
        if growth is None:
            return np.ones(len(self.days))
        base = int(self.periods["year_start"].iloc[0])
        factor = np.ones(len(self.days))
        level = 1.0
        for year in range(base + 1, int(self.year_of_day.max()) + 1):
            first_day = self.days[self.year_of_day == year][0].astype(object)
            level *= 1 + growth.on(first_day)
            factor[self.year_of_day == year] = level
        return factor


def make_calendar(period: Period, run_out_months: float) -> Calendar:
    """Lay out the periods from the first to the last, then the run-out.

    Args:
        period: What the reader wrote.
        run_out_months: How much longer is solved [months].
    """
    rows = _periods(period, run_out_months)
    starts_month = period.financial_year_starts_month
    first_year = _financial_year(rows[0]["first"], starts_month)
    last_year = _financial_year(rows[-1]["last"], starts_month)
    first_day = date(first_year, starts_month, 1)
    after = date(last_year + 1, starts_month, 1)
    days = np.arange(np.datetime64(first_day), np.datetime64(after))
    period_of_day = np.full(len(days), -1, dtype=np.int64)
    for number, row in enumerate(rows):
        begin = (row["first"] - first_day).days
        period_of_day[begin : begin + row["days"]] = number
    month = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
    calendar_year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    year = np.where(month >= starts_month, calendar_year, calendar_year - 1)
    kept = holidays.country_holidays(
        "GB", subdiv=_SUBDIVISION[period.bank_holidays], years=range(first_year, last_year + 2)
    )
    # One that falls on a weekend is kept on a weekday instead, which is in the list too: only that one is a day off.
    is_holiday = np.isin(days, np.array(sorted(kept), dtype="datetime64[D]")) & np.is_busday(days)
    for row in rows:
        row["year_start"] = _financial_year(row["first"], starts_month)
        row["year"] = year_label(row["year_start"], starts_month)
    return Calendar(pd.DataFrame(rows), days, period_of_day, year, month, is_holiday)


def _periods(period: Period, run_out_months: float) -> list[dict[str, Any]]:
    step = _STEPS[period.step]
    months = _MONTHS[period.step]
    rows: list[dict[str, Any]] = []
    number = 0
    run_out_periods = ceil(run_out_months / months - 1e-9)
    last_day = periods.last_day(period)
    extra = 0
    while True:
        first = period.first + step * number
        last = period.first + step * (number + 1) - timedelta(days=1)
        reported = first <= last_day
        if not reported:
            extra += 1
        if extra > run_out_periods:
            return rows
        label = first.isoformat() if period.step == "week" else first.strftime("%Y-%m")
        rows.append(
            {
                "period": number,
                "label": label,
                "first": first,
                "last": last,
                "days": (last - first).days + 1,
                "months": months,
                "reported": reported,
            }
        )
        number += 1


def _financial_year(day: date, starts_month: int) -> int:
    return day.year if day.month >= starts_month else day.year - 1


def year_label(start: int, starts_month: int = 4) -> str:
    """A financial year as people write it: 2019/20."""
    return str(start) if starts_month == 1 else f"{start}/{(start + 1) % 100:02d}"
