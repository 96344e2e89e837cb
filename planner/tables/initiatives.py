"""Initiatives as the model sees them: when they can start, what they cost, whom they tie up, what is in force.

An initiative starts in the period that holds its day; its set-up is paid then. What it does to demand works from the
first period that begins on the day of the start plus `after`, or later. One with a date is a fact: what it does is in
the tables of demand themselves (`InForce`), before action too. One that the plan may start or leave is not: the model
adds what it does (`planner.tables.initiative_effects`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from planner.scenario.demand import DemandLine
from planner.scenario.duration import Duration
from planner.scenario.initiatives import Effect
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats
from planner.tables.rows import each_row


def initiatives(scenario: Scenario) -> pd.DataFrame:
    """Initiatives.

    Returns:
        Key initiative; title, optional (the plan chooses whether and when), funding, place.
    """
    rows = [
        (name, each.title, each.optional is not None, each.funding, f"initiatives.{name}")
        for name, each in scenario.initiatives.items()
    ]
    return pd.DataFrame(rows, columns=["initiative", "title", "optional", "funding", "place"])


def initiative_starts(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """When each initiative can start: once where it has a date; else on the first day of every period of its window.

    Returns:
        Key initiative, start (the period that holds the day; −1 before the plan); day. None after the periods solved,
        and only reported periods where the plan chooses.
    """
    rows: list[tuple[str, int, date]] = []
    reported = int(calendar.periods["reported"].sum())
    for name, each in scenario.initiatives.items():
        if each.starts is not None:
            period = -1 if each.starts < calendar.first(0) else calendar.period_on(each.starts)
            rows += [] if period is None else [(name, period, each.starts)]
        elif each.optional is not None:
            days = ((period, calendar.first(period)) for period in range(reported))
            window = each.optional
            rows += [(name, period, day) for period, day in days if window.earliest <= day <= window.latest]
    return pd.DataFrame(rows, columns=["initiative", "start", "day"])


def initiative_pounds(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame) -> pd.DataFrame:
    """What an initiative that starts costs: its set-up in the period of the start, and from then on by the day.

    Args:
        scenario: The scenario.
        calendar: Its periods.
        starts: See `initiative_starts`.

    Returns:
        Key initiative, start, period, nature (one_off or recurrent); pounds [pounds]. Only where there are any.
    """
    rows = []
    for start in each_row(starts):
        each = scenario.initiatives[start.initiative]
        set_up = each.start_up_pounds.on(start.day)
        if set_up > 0 and start.start >= 0:
            rows.append((start.initiative, start.start, start.start, "one_off", set_up))
        running = _mean_from(calendar, each.pounds_per_month, start.day, each.runs_for) * calendar.months
        for period in np.flatnonzero(running).tolist():
            rows.append((start.initiative, start.start, period, "recurrent", float(running[period])))
    return pd.DataFrame(rows, columns=["initiative", "start", "period", "nature", "pounds"])


def initiative_people(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame) -> pd.DataFrame:
    """Whom an initiative that starts takes from their cases; they stay in post, are paid and led, and lead nobody.

    Args:
        scenario: The scenario.
        calendar: Its periods.
        starts: See `initiative_starts`.

    Returns:
        Key initiative, start, team, role, period; tied_up_fte, the mean over the days of the period [FTE].
    """
    rows = []
    for start in each_row(starts):
        sums: dict[tuple[str, str], Floats] = defaultdict(lambda: np.zeros(calendar.count))
        for people in scenario.initiatives[start.initiative].people:
            sums[people.team, people.role] += _mean_from(calendar, people.fte, start.day, people.lasts)
        for (team, role), tied_up in sums.items():
            for period in np.flatnonzero(tied_up).tolist():
                rows.append((start.initiative, start.start, team, role, period, float(tied_up[period])))
    return pd.DataFrame(rows, columns=["initiative", "start", "team", "role", "period", "tied_up_fte"])


def _mean_from(calendar: Calendar, quantity: Quantity, day: date, lasts: Duration | None) -> Floats:
    """Mean of a dated quantity over each period; nothing before a day, nor once a time from it is over."""
    daily = np.where(calendar.days >= np.datetime64(day), calendar.daily_values(quantity), 0.0)
    if lasts is not None:
        daily = np.where(calendar.days >= np.datetime64(lasts.after(day)), 0.0, daily)
    return np.asarray(calendar.by_period(daily) / calendar.days_of)


def away_with_initiatives(away: pd.DataFrame, of_initiatives: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """People who are away for long, and those whom an initiative with a date ties up.

    Args:
        away: See `planner.tables.people.away`.
        of_initiatives: See `initiatives`.
        people: See `initiative_people`.

    Returns:
        Columns of `away`; the reason is the name of the initiative.
    """
    fixed = of_initiatives.loc[~of_initiatives["optional"].astype(bool), "initiative"]
    tied_up = people[people["initiative"].isin(fixed)]
    if tied_up.empty:
        return away
    renamed = tied_up.rename(columns={"initiative": "reason", "tied_up_fte": "unavailable_fte"})
    return pd.concat([away, renamed[list(away.columns)]], ignore_index=True)


@dataclass(frozen=True)
class Working:
    """An effect and the periods from which it works, one for each start."""

    initiative: str
    name: str
    effect: Effect
    start: int
    works_from: int


def working(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame) -> Iterator[Working]:
    """Every effect of every start that works within the periods solved."""
    for start in each_row(starts):
        for name, effect in scenario.initiatives[start.initiative].effects.items():
            works_from = calendar.first_period_from(effect.after.after(start.day))
            if works_from is not None:
                yield Working(start.initiative, name, effect, start.start, works_from)


class InForce:
    """What the initiatives with a date do to demand: all effects on the same thing multiply, shares add up."""

    def __init__(self, scenario: Scenario, calendar: Calendar) -> None:
        """Gather the effects of all initiatives with a date."""
        self._calendar = calendar
        starts = initiative_starts(scenario, calendar)
        fixed = [name for name, each in scenario.initiatives.items() if each.starts is not None]
        self._effects = list(working(scenario, calendar, starts[starts["initiative"].isin(fixed)]))

    def _on(self, line: str) -> list[Working]:
        return [each for each in self._effects if each.effect.line == line]

    def hours_factor(self, line: str, task: str) -> Floats:
        """Hours of a case started in each period, against what the line states [ratio]."""
        factor = np.ones(self._calendar.count)
        for each in self._on(line):
            if each.effect.hours_factor is not None and task in (each.effect.tasks or (task,)):
                factor[each.works_from :] *= self._calendar.at_start(each.effect.hours_factor)[each.works_from :]
        return factor

    def arrivals_factor(self, line: str) -> Floats:
        """Cases recorded in each period, against what the line states [ratio]."""
        factor = np.ones(self._calendar.count)
        for each in self._on(line):
            if each.effect.arrivals_factor is not None:
                factor[each.works_from :] *= self._calendar.mean(each.effect.arrivals_factor)[each.works_from :]
        return factor

    def partner_share(self, name: str, line: DemandLine) -> Floats:
        """Share of the cases of each period that partner agencies bear, what the line states included [share]."""
        share = self._calendar.mean(line.partner_share)
        for each in self._on(name):
            if each.effect.partner_share is not None:
                share[each.works_from :] += self._calendar.mean(each.effect.partner_share)[each.works_from :]
        return np.minimum(share, 1.0)

    def repeat_calls_factor(self, line: str) -> Floats:
        """Repeat calls in each period, against what the line states [ratio]."""
        factor = np.ones(self._calendar.count)
        for each in self._on(line):
            if each.effect.repeat_calls_factor is not None:
                factor[each.works_from :] *= self._calendar.at_start(each.effect.repeat_calls_factor)[each.works_from :]
        return factor

    def standards(self, name: str, line: DemandLine) -> list[Duration]:
        """The standard of the cases that arrive in each period; of two from the same period on, the shorter."""
        standards = [line.start_within] * self._calendar.count
        changes = [(each.works_from, each.effect.start_within) for each in self._on(name)]
        stated = [(works_from, standard) for works_from, standard in changes if standard is not None]
        for works_from, standard in sorted(stated, key=lambda change: (change[0], -change[1].months)):
            standards[works_from:] = [standard] * (self._calendar.count - works_from)
        return standards
