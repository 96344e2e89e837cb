"""Cohorts: what one person who starts does to each period after.

A *start* is a decision (or a known fact) in one period; its *cohort* is everything that follows from one FTE of
it: time in the lead, joining, leaving sooner than others, becoming productive, taking tutors' time, ending. So
the model needs no rule about ramps, tutors or lengths: it multiplies starts by their cohorts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.scenario.scenario import Scenario
from planner.scenario.supply import KnownFlow, Move, Recruitment
from planner.tables.calendar import Calendar, Floats
from planner.tables.rows import each_row

COHORT_COLUMNS = [
    "in_lead_fte",
    "lead_paid_fte",
    "lead_productive_fte",
    "joins_fte",
    "extra_leavers_fte",
    "ends_fte",
    "present_fte",
    "bound_fte",
    "unproductive_fte",
    "tutor_hours",
]
"""What one FTE started is in a period: see `cohorts`."""


@dataclass(frozen=True)
class _Leaving:
    """Leaver shares of a role by period."""

    usual: Floats
    first_year: Floats


def cohorts(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame, leaving: pd.DataFrame) -> pd.DataFrame:
    """What one FTE that starts is in each period after.

    Returns:
        Key flow, start, period; per FTE started: in_lead_fte, lead_paid_fte, lead_productive_fte (before joining),
        joins_fte, extra_leavers_fte (beyond the usual rate), ends_fte (fixed term over), present_fte (in post at the
        end of the period), bound_fte (in post when moves are made, but first-year or fixed-term, so not to be
        moved), unproductive_fte (in post but not yet competent) [FTE], tutor_hours [hours].
    """
    shares = {
        str(role): _Leaving(part["leaver_share"].to_numpy(), part["first_year_leaver_share"].to_numpy())
        for role, part in leaving.groupby("role")
    }
    ways: dict[str, Recruitment | Move | KnownFlow] = {
        **scenario.supply.recruitment,
        **scenario.supply.moves,
        **scenario.supply.known_joiners,
    }
    rows: list[tuple[object, ...]] = []
    for start in each_row(starts):
        way = ways[start.flow]
        rows += [
            (start.flow, start.start, period, *values)
            for period, values in _cohort(way, calendar, start.period, start.joins_period, shares)
        ]
    return pd.DataFrame(rows, columns=["flow", "start", "period", *COHORT_COLUMNS])


def _cohort(
    way: Recruitment | Move | KnownFlow,
    calendar: Calendar,
    start: int,
    joins: int,
    shares: dict[str, _Leaving],
) -> list[tuple[int, list[float]]]:
    months = calendar.months
    end = calendar.count if joins < 0 else joins
    rows = []
    if isinstance(way, Recruitment):
        for period in range(max(start, 0), end):
            rows.append((period, _lead_row(way, calendar, period, months[period])))
    if joins < 0:
        return rows
    role = way.to.role if isinstance(way, Move) else way.role
    leaving = shares[role]
    ends = _end_period(way, calendar, joins)
    present = way.stay.on(calendar.first(joins)) if isinstance(way, Recruitment) else 1.0
    age = 0.0
    for period in range(joins, calendar.count):
        row = dict.fromkeys(COHORT_COLUMNS, 0.0)
        new_to_force = not isinstance(way, Move) and age < 12 - 1e-9
        if period == joins:
            row["joins_fte"] = present
        else:
            share = leaving.first_year[period] if new_to_force else leaving.usual[period]
            row["extra_leavers_fte"] = present * (share - leaving.usual[period])
            present *= 1 - share
            if period == ends:
                row["ends_fte"] = present
                present = 0.0
            elif new_to_force or ends is not None or getattr(way, "length", None) is not None:
                row["bound_fte"] = present
        row["present_fte"] = present
        row["unproductive_fte"] = present * (1 - _productivity(way, age, age + months[period]))
        row["tutor_hours"] = present * _tutor_hours(way, calendar.first(period), age, age + months[period])
        if any(row.values()):
            rows.append((period, list(row.values())))
        if present == 0:
            break
        age += months[period]
    return rows


def _lead_row(way: Recruitment, calendar: Calendar, period: int, months: float) -> list[float]:
    day = calendar.first(period)
    row = dict.fromkeys(COHORT_COLUMNS, 0.0)
    row["in_lead_fte"] = 1.0
    row["lead_paid_fte"] = way.in_lead.pay_share.on(day)
    row["lead_productive_fte"] = way.in_lead.productivity.on(day)
    if way.tutor is not None and way.tutor.when == "in_lead":
        row["tutor_hours"] = way.tutor.hours_per_month.on(day) * months
    return list(row.values())


def _end_period(way: Recruitment | Move | KnownFlow, calendar: Calendar, joins: int) -> int | None:
    if not isinstance(way, Recruitment) or way.length is None:
        return None
    return calendar.first_period_from(way.length.after(calendar.first(joins)))


def _productivity(way: Recruitment | Move | KnownFlow, from_months: float, to_months: float) -> float:
    profile = (
        way.productivity_by_month
        if isinstance(way, Recruitment)
        else way.settling_in_by_month
        if isinstance(way, Move)
        else None
    )
    return mean_of_steps(profile.values, from_months, to_months, after=1.0) if profile else 1.0


def _tutor_hours(way: Recruitment | Move | KnownFlow, day: date, from_months: float, to_months: float) -> float:
    if not isinstance(way, Recruitment) or way.tutor is None or way.tutor.when == "in_lead":
        return 0.0
    overlap = max(0.0, min(to_months, way.tutor.months.on(day)) - from_months)
    return way.tutor.hours_per_month.on(day) * overlap


def mean_of_steps(values: tuple[float, ...], first: float, last: float, after: float) -> float:
    """The mean over [first, last) months of a series that holds a value a month, and `after` from then on.

    >>> mean_of_steps((0.5, 1.0), 0.0, 3.0, after=1.0)
    0.8333333333333334
    """
    total = sum(value * max(0.0, min(last, month + 1) - max(first, month)) for month, value in enumerate(values))
    total += after * max(0.0, last - max(first, len(values)))
    return total / (last - first)
