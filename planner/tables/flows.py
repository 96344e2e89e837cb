"""Flows of people as the model sees them: ways in, moves, when they can start, and who is known to come or go."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.supply import Move, Recruitment
from planner.tables.calendar import Calendar


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
