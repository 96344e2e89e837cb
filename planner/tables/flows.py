"""Flows of people as the model sees them: ways in and moves, and what one person who starts does to each period after.

A *start* is a decision (or a known fact) in one period; its *cohort* is everything that follows from one FTE of
it: time in the lead, joining, leaving sooner than others, becoming productive, taking tutors' time, ending. So
the model needs no rule about ramps, tutors or lengths: it multiplies starts by their cohorts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.scenario.quantity import Quantity
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


def flows(scenario: Scenario) -> pd.DataFrame:
    """Every way for people to come into a line or to change lines.

    Returns:
        Key flow; kind (recruitment, fixed_term, move, known_joiner), team, role (where to), from_team, from_role
        (of a planned line, else empty), donor_team (an out-of-scope team that gives people up), tutor_team,
        tutor_role (who gives time to learners), on_establishment (whether a post is held in the lead), role_pay
        (paid as the role is), funding, place.
    """
    supply = scenario.supply
    rows = []
    for name, way in supply.recruitment.items():
        kind = "recruitment" if way.length is None else "fixed_term"
        rows.append(
            (
                name,
                kind,
                way.team,
                way.role,
                "",
                "",
                way.from_team or "",
                way.tutor.team if way.tutor else "",
                way.tutor.role if way.tutor else "",
                way.in_lead.on_establishment,
                way.role_pay,
                way.funding,
                f"supply.recruitment.{name}",
            )
        )
    for name, move in supply.moves.items():
        rows.append(
            (
                name,
                "move",
                move.to.team,
                move.to.role,
                move.from_.team,
                move.from_.role,
                "",
                "",
                "",
                False,
                True,
                move.funding,
                f"supply.moves.{name}",
            )
        )
    for name, known in supply.known_joiners.items():
        rows.append(
            (
                name,
                "known_joiner",
                known.team,
                known.role,
                "",
                "",
                "",
                "",
                "",
                False,
                True,
                "core",
                f"supply.known_joiners.{name}",
            )
        )
    return pd.DataFrame(
        rows,
        columns=[
            "flow",
            "kind",
            "team",
            "role",
            "from_team",
            "from_role",
            "donor_team",
            "tutor_team",
            "tutor_role",
            "on_establishment",
            "role_pay",
            "funding",
            "place",
        ],
    )


def starts(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """When people can start on each way, and how many; those who have started already have a fixed number.

    Returns:
        Key flow, start; period (−1: before the plan), joins_period (−1: after it), cap_fte, at_rest_fte,
        fixed_fte (NaN: to be decided) [FTE], pounds_each [pounds per FTE].
    """
    rows = []
    for name, way in scenario.supply.recruitment.items():
        rows += [(name, *row) for row in _recruitment_starts(way, calendar)]
    for name, move in scenario.supply.moves.items():
        rows += [(name, *row) for row in _move_starts(move, calendar)]
    for name, known in scenario.supply.known_joiners.items():
        period = calendar.period_on(known.on)
        if period is not None:
            rows.append((name, -1, -1, period, known.fte.value, known.fte.value, known.fte.value, 0.0))
    return pd.DataFrame(
        rows,
        columns=[
            "flow",
            "start",
            "period",
            "joins_period",
            "cap_fte",
            "at_rest_fte",
            "fixed_fte",
            "pounds_each",
        ],
    )


def _recruitment_starts(way: Recruitment, calendar: Calendar) -> list[tuple[int, int, int, float, float, float, float]]:
    rows = []
    for number, earlier in enumerate(way.already_started):
        joins = calendar.first_period_from(way.lead.after(earlier.on))
        fte = earlier.fte.value
        rows.append((-1 - number, -1, -1 if joins is None else joins, fte, fte, fte, 0.0))
    days = intake_days(way, calendar)
    intakes_in_year = Counter(_year(day, calendar) for day in days)
    by_period: dict[int | None, list[date]] = defaultdict(list)
    for day in days:
        by_period[calendar.period_on(day)].append(day)
    for period in range(calendar.count):
        here = by_period[period]
        if not here:
            continue
        joins = calendar.first_period_from(way.lead.after(here[0]))
        cap = sum(way.per_intake_fte.on(day) for day in here)
        if _outlasts(way, calendar, joins):
            cap = 0.0
        at_rest = (
            sum(way.at_rest_fte.per_year_on(day) / intakes_in_year[_year(day, calendar)] for day in here)
            if way.at_rest_fte
            else 0.0
        )
        rows.append(
            (
                period,
                period,
                -1 if joins is None else joins,
                cap,
                min(at_rest, cap),
                float("nan"),
                way.cost_pounds_each.on(here[0]),
            )
        )
    return rows


def intake_days(way: Recruitment, calendar: Calendar) -> list[date]:
    """The days on which an intake starts, in every financial year that the plan touches."""
    if way.intakes:
        return sorted(way.intakes)
    first = calendar.days[0].astype(object)
    months = len(np.unique(calendar.days.astype("datetime64[M]")))
    return [first + relativedelta(months=number) for number in range(months)]


def _year(day: date, calendar: Calendar) -> int:
    index = (day - calendar.days[0].astype(object)).days
    return int(calendar.year_of_day[index]) if 0 <= index < len(calendar.days) else day.year


def _outlasts(way: Recruitment, calendar: Calendar, joins: int | None) -> bool:
    if way.length is None or way.may_outlast_plan:
        return False
    return joins is None or way.length.after(calendar.first(joins)) > calendar.last(calendar.count - 1) + relativedelta(
        days=1
    )


def _move_starts(move: Move, calendar: Calendar) -> list[tuple[int, int, int, float, float, float, float]]:
    rows = []
    for period, months in enumerate(calendar.periods["months"]):
        day = calendar.first(period)
        cap = move.per_month_fte.on(day) * months
        at_rest = move.at_rest_fte.per_month_on(day) * months if move.at_rest_fte else 0.0
        rows.append((period, period, period, cap, min(at_rest, cap), float("nan"), move.cost_pounds_each.on(day)))
    return rows


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


def known_leavers(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """People who are known to leave.

    Returns:
        Key team, role, period; leavers_fte [FTE].
    """
    rows = []
    for known in scenario.supply.known_leavers.values():
        period = calendar.period_on(known.on)
        if period is not None:
            rows.append((known.team, known.role, period, known.fte.value))
    table = pd.DataFrame(rows, columns=["team", "role", "period", "leavers_fte"])
    return table.groupby(["team", "role", "period"], as_index=False).sum()


def part_period(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """What a period's strength leaves out because somebody came or went within it.

    Strength is as at the end of the period: a leaver of the 20th has worked 19 days, a joiner of the 20th has not.

    Returns:
        Key team, role, period; present_fte: to add to strength for the mean over the period [FTE].
    """
    rows = []
    for sign, flows_ in ((1.0, scenario.supply.known_leavers), (-1.0, scenario.supply.known_joiners)):
        for known in flows_.values():
            period = calendar.period_on(known.on)
            if period is not None:
                share = (known.on - calendar.first(period)).days / calendar.days_of[period]
                rows.append((known.team, known.role, period, sign * known.fte.value * share))
    table = pd.DataFrame(rows, columns=["team", "role", "period", "present_fte"])
    return table.groupby(["team", "role", "period"], as_index=False).sum()


def flow_caps(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How many may start in a financial year, on one way or on several together; a part of a year counts as such.

    Returns:
        Key cap, year_start; flows (names), limit_fte [FTE], place.
    """
    supply = scenario.supply
    caps: list[tuple[str, tuple[str, ...], Quantity]] = []
    for section, ways in (("recruitment", supply.recruitment), ("moves", supply.moves)):
        for name, way in ways.items():
            if way.per_year_fte is not None:
                caps.append((f"supply.{section}.{name}.per_year_fte", (name,), way.per_year_fte))
    for name, pool in supply.pools.items():
        caps.append((f"supply.pools.{name}", pool.members, pool.per_year_fte))
    rows = []
    for year, part in calendar.periods.groupby("year_start"):
        for place, members, limit in caps:
            rows.append(
                (
                    place,
                    int(str(year)),
                    members,
                    limit.on(part["first"].iloc[0]) * min(1.0, part["months"].sum() / 12),
                    place,
                )
            )
    return pd.DataFrame(rows, columns=["cap", "year_start", "flows", "limit_fte", "place"])
