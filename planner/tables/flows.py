"""Flows of people as the model sees them: when they can start on each way, and who is known to come or go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf, nan
from typing import Literal

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.scenario.changing_lines import Line, exits, frozen_from, pathways
from planner.scenario.nodes import place
from planner.scenario.numbers import DAYS_PER_WEEK, DAYS_PER_YEAR
from planner.scenario.quantity import Quantity, Share
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit, Move, Pathway, Recruitment
from planner.tables.calendar import Calendar
from planner.tables.ways import Way, line_of, ways

FLOW_COLUMNS = [
    "flow",
    "kind",
    "team",
    "role",
    "from_team",
    "from_role",
    "donor_team",
    "receiver_team",
    "tutor_team",
    "tutor_role",
    "on_establishment",
    "role_pay",
    "whole",
    "funding",
    "place",
]


def flows(scenario: Scenario) -> pd.DataFrame:
    """Every way for people to come into a line, to leave it by decision, or to change lines.

    Returns:
        Key flow; kind (recruitment, fixed_term, move, known_joiner, came_back, temporary_holders, or the kind of a
        pathway or an exit), team, role (the planned line they join, else empty), from_team, from_role (the planned
        line they leave, else empty), donor_team (an out-of-scope team that gives people up), receiver_team (one that
        takes them), tutor_team, tutor_role (who gives time to learners), on_establishment (whether a post is held in
        the lead), role_pay (paid as the role is), whole (only whole people start), funding, place.
    """
    rows = [
        (
            way.name,
            way.kind,
            *way.destination,
            *way.origin,
            way.donor_team,
            way.receiver_team,
            way.tutor.team if way.tutor else "",
            way.tutor.role if way.tutor else "",
            way.in_lead.on_establishment,
            way.role_pay,
            way.whole,
            way.funding,
            way.place,
        )
        for way in ways(scenario)
    ]
    return pd.DataFrame(rows, columns=FLOW_COLUMNS)


@dataclass(frozen=True)
class Start:
    """People who can start on a way in a period, or who have started already."""

    start: int
    """The period, or −1, −2, … for people who started before the plan."""
    period: int
    """The period of the start; −1: before the plan."""
    joins_period: int
    """The period in which they join; −1: after everything solved."""
    cap_fte: float
    """How many can start; inf: no limit of its own [FTE]."""
    at_rest_fte: float = 0.0
    """What goes on if nobody decides anything [FTE]."""
    fixed_fte: float = nan
    """How many started where that is known [FTE]."""
    pounds_each: float = 0.0
    """Price of one start [pounds per FTE]."""
    times: float = 1.0
    """How often the limit of an intake or a month counts in the period: its intakes, or its months."""


def starts(scenario: Scenario, calendar: Calendar, pay: pd.DataFrame) -> pd.DataFrame:
    """When people can start on each way, and how many; those who have started already have a fixed number.

    Args:
        scenario: What the reader wrote.
        calendar: The periods.
        pay: What a full-time holder costs, see `planner.tables.money.pay_rates`.

    Returns:
        Key flow, start; period (−1: before the plan), joins_period (−1: after it), cap_fte (inf: no limit of its own),
        at_rest_fte, fixed_fte (NaN: to be decided) [FTE], pounds_each [pounds per FTE], times (how often the limit of
        an intake or a month counts).
    """
    prices = _Prices(scenario, calendar, pay)
    rows = [
        (way.name, each.start, each.period, each.joins_period, each.cap_fte, each.at_rest_fte, each.fixed_fte,
         each.pounds_each, each.times)
        for way in ways(scenario)
        for each in _starts_of(scenario, way, calendar, prices)
    ]  # fmt: skip
    columns = ["flow", "start", "period", "joins_period", "cap_fte", "at_rest_fte", "fixed_fte", "pounds_each", "times"]
    return pd.DataFrame(rows, columns=columns)


def _starts_of(scenario: Scenario, way: Way, calendar: Calendar, prices: _Prices) -> Iterator[Start]:
    if way.fixed is not None:
        day, fte = way.fixed
        period = -1 if day < calendar.first(0) else calendar.period_on(day)
        if period is not None:
            yield Start(-1, -1, period, fte, fte, fte)
        return
    for number, earlier in enumerate(way.already_started):
        joins = calendar.first_period_from(way.lead.after(earlier.on))
        fte = earlier.fte.value
        yield Start(-1 - number, -1, -1 if joins is None else joins, fte, fte, fte)
    opens = way.opportunity.first_day
    closed_from = frozen_from(scenario, way.destination[1]) if way.destination[1] else None
    each = _by_the_month(way, calendar) if way.opportunity.intakes is None else _by_intake(way, calendar)
    for start, day in each:
        cap = start.cap_fte
        if opens is not None and calendar.first(start.period) < opens:
            cap = 0.0
        joins_on = calendar.first(start.joins_period) if start.joins_period >= 0 else date.max
        if closed_from is not None and joins_on >= closed_from:
            cap = 0.0  # nobody joins a rank once it is frozen
        yield Start(
            start.start,
            start.period,
            start.joins_period,
            cap,
            min(start.at_rest_fte, cap),
            pounds_each=prices.of(way, day, start.period),
            times=start.times,
        )


def _by_intake(way: Way, calendar: Calendar) -> Iterator[tuple[Start, date]]:
    """Starts on the days of intakes, several in one period together."""
    days = intake_days(way, calendar)
    intakes_in_year = Counter(_year(day, calendar) for day in days)
    by_period: dict[int | None, list[date]] = defaultdict(list)
    for day in days:
        by_period[calendar.period_on(day)].append(day)
    places, rest = way.opportunity.fte, way.opportunity.at_rest
    assert places is not None, "every way with intakes says how many places one has"
    for period in range(calendar.count):
        here = by_period[period]
        if not here:
            continue
        joins = calendar.first_period_from(way.lead.after(here[0]))
        cap = 0.0 if _outlasts(way, calendar, joins) else sum(places.on(day) for day in here)
        at_rest = sum(rest.per_year_on(day) / intakes_in_year[_year(day, calendar)] for day in here) if rest else 0.0
        yield Start(period, period, -1 if joins is None else joins, cap, at_rest, times=len(here)), here[0]


def _by_the_month(way: Way, calendar: Calendar) -> Iterator[tuple[Start, date]]:
    """Starts at any time, as many in a period as its months allow."""
    chance = way.opportunity
    for period, months in enumerate(calendar.periods["months"]):
        day = calendar.first(period)
        cap = inf if chance.fte is None else chance.fte.on(day) * months
        at_rest = chance.at_rest.per_month_on(day) * months if chance.at_rest else 0.0
        yield Start(period, period, period, cap, at_rest, times=months), day


def intake_days(way: Way, calendar: Calendar) -> list[date]:
    """The days on which an intake starts, in every financial year that the plan touches."""
    if way.opportunity.intakes:
        return sorted(way.opportunity.intakes)
    first = calendar.days[0].astype(object)
    months = len(np.unique(calendar.days.astype("datetime64[M]")))
    return [first + relativedelta(months=number) for number in range(months)]


def _year(day: date, calendar: Calendar) -> int:
    index = (day - calendar.days[0].astype(object)).days
    return int(calendar.year_of_day[index]) if 0 <= index < len(calendar.days) else day.year


def _outlasts(way: Way, calendar: Calendar, joins: int | None) -> bool:
    if way.length is None or way.may_outlast:
        return False
    return joins is None or way.length.after(calendar.first(joins)) > calendar.last(calendar.count - 1) + relativedelta(
        days=1
    )


class _Prices:
    """What one start costs, by way and day."""

    def __init__(self, scenario: Scenario, calendar: Calendar, pay: pd.DataFrame) -> None:
        supply = scenario.supply
        self._stated = {name: way.cost_pounds_each for name, way in supply.recruitment.items()}
        self._stated |= {name: move.cost_pounds_each for name, move in supply.moves.items()}
        self._stated |= {name: way.cost_pounds_each for (*_, name), way in pathways(scenario)}
        self._exits = {name: way for (*_, name), way in exits(scenario)}
        months = dict(enumerate(calendar.months))
        self._yearly_pay = {
            (role, period): pounds * 12 / months[period]
            for role, period, pounds in zip(pay["role"], pay["period"], pay["pay_pounds"], strict=True)
        }

    def of(self, way: Way, day: date, period: int) -> float:
        """Price of one FTE who starts on a way on a day [pounds]."""
        if way.name in self._exits:
            return self._payment(self._exits[way.name], day, period)
        return self._stated[way.name].on(day) if way.name in self._stated else 0.0

    def _payment(self, way: Exit, day: date, period: int) -> float:
        if way.weeks_of_pay is not None:
            weekly: float = self._yearly_pay[way.from_.role, period] * DAYS_PER_WEEK / DAYS_PER_YEAR
            return way.weeks_of_pay.on(day) * weekly
        if way.by_service:
            return sum(band.share.on(day) * band.pounds_each.on(day) for band in way.by_service.values())
        return way.pounds_each.on(day) if way.pounds_each is not None else 0.0


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
        Key cap, year_start; flows (names), limit_fte [FTE], and on top of it share (of the strength of some lines),
        share_lines ((team, role) of each), share_period (at the end of which their strength counts; −1: the opening
        strength), place.
    """
    rows = [
        (
            cap.place,
            int(str(year)),
            cap.flows,
            cap.fte.on(part["first"].iloc[0]) * _part_of_year(part) if cap.fte else 0.0,
            cap.share.on(part["first"].iloc[0]) * _part_of_year(part) if cap.share else 0.0,
            cap.share_lines,
            int(part.index[-1]) if cap.at == "closing" else int(part.index[0]) - 1,
            cap.place,
        )
        for year, part in calendar.periods.groupby("year_start")
        for cap in _caps(scenario)
    ]
    columns = ["cap", "year_start", "flows", "limit_fte", "share", "share_lines", "share_period", "place"]
    return pd.DataFrame(rows, columns=columns)


def _part_of_year(part: pd.DataFrame) -> float:
    """How much of a financial year some periods are [share]."""
    return min(1.0, float(part["months"].sum()) / 12)


@dataclass(frozen=True)
class _Cap:
    """A limit on starts in a financial year: in people, or as a share of the strength of some lines."""

    place: str
    flows: tuple[str, ...]
    fte: Quantity | None = None
    share: Share | None = None
    share_lines: tuple[Line, ...] = ()
    at: Literal["opening", "closing"] = "opening"


def _caps(scenario: Scenario) -> Iterator[_Cap]:
    supply = scenario.supply
    for name, recruitment in supply.recruitment.items():
        joined = {"destination": (recruitment.team, recruitment.role)}
        yield from _caps_of_way(f"supply.recruitment.{name}", name, recruitment, joined)
    for name, move in supply.moves.items():
        yield from _caps_of_way(f"supply.moves.{name}", name, move, _both_lines(move))
    for path, pathway in pathways(scenario):
        yield from _caps_of_way(place(*path), path[-1], pathway, _both_lines(pathway))
    for path, exit_ in exits(scenario):
        yield from _caps_of_way(place(*path), path[-1], exit_, {"origin": line_of(exit_.from_)})
    for name, pool in supply.pools.items():
        here, share = f"supply.pools.{name}", pool.per_year_share
        if pool.per_year_fte is not None:
            yield _Cap(here, pool.members, pool.per_year_fte)
        if share is not None:
            of = tuple(sorted(line_of(line) for line in share.of))
            yield _Cap(f"{here}.per_year_share", pool.members, None, share.share, of, share.at)


def _both_lines(way: Move | Pathway) -> dict[str, Line]:
    return {"origin": line_of(way.from_), "destination": line_of(way.to)}


def _caps_of_way(
    place: str, name: str, way: Recruitment | Move | Pathway | Exit, lines: dict[str, Line]
) -> Iterator[_Cap]:
    share = way.per_year_share
    if way.per_year_fte is not None:
        yield _Cap(f"{place}.per_year_fte", (name,), way.per_year_fte)
    if share is not None:
        yield _Cap(f"{place}.per_year_share", (name,), None, share.share, (lines[share.of],), share.at)
