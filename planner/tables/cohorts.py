"""Cohorts: what one person who starts does to each line in each period after.

A *start* is a decision (or a known fact) in one period; its *cohort* is everything that follows from one FTE of
it: leaving a line, time in the lead, joining another, going back, leaving the force sooner than others, becoming
productive, taking tutors' time, keeping former pay, ending. So the model needs no rule about ramps, tutors,
lengths or returns: it multiplies starts by their cohorts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TypeAlias

import pandas as pd

from planner.scenario.changing_lines import Line
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats
from planner.tables.rows import each_row
from planner.tables.ways import NOWHERE, Way, ways

COHORT_COLUMNS = [
    "departs_fte",
    "released_fte",
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
    "as_origin_fte",
    "post_fte",
]
"""What one FTE started is to a line in a period: see `cohorts`."""

_ALL_NOTHING = dict.fromkeys(COHORT_COLUMNS, 0.0)

Row: TypeAlias = tuple[Line, int, dict[str, float]]
"""A line, a period, and what is not nothing there."""


@dataclass(frozen=True)
class _Leaving:
    """Leaver shares of a role by period."""

    usual: Floats
    first_year: Floats


def cohorts(scenario: Scenario, calendar: Calendar, starts: pd.DataFrame, leaving: pd.DataFrame) -> pd.DataFrame:
    """What one FTE that starts is to each line that it touches, in each period after.

    Returns:
        Key flow, start, team, role, period; per FTE started: departs_fte (leaves this line for another, or by a
        decided exit), released_fte (would still be on this line otherwise), in_lead_fte, lead_paid_fte,
        lead_productive_fte (before joining, on the line whose post is held), joins_fte (joins this line, or comes back
        to it), extra_leavers_fte (beyond the usual rate), ends_fte (fixed term over), present_fte (in post at the end
        of the period), bound_fte (in post when moves are made, but first-year or fixed-term, so not to be moved),
        unproductive_fte (in post but not yet competent) [FTE], tutor_hours [hours], as_origin_fte (paid as on the line
        they came from), post_fte (posts that came to this line with them; negative: that went) [FTE].
    """
    shares = {
        str(role): _Leaving(part["leaver_share"].to_numpy(), part["first_year_leaver_share"].to_numpy())
        for role, part in leaving.groupby("role")
    }
    by_name = {way.name: way for way in ways(scenario)}
    rows = [
        (start.flow, start.start, *line, period, *(_ALL_NOTHING | values).values())
        for start in each_row(starts)
        for line, period, values in _Cohort(by_name[start.flow], calendar, start.period, start.joins_period, shares)
        if any(values.values())
    ]
    return pd.DataFrame(rows, columns=["flow", "start", "team", "role", "period", *COHORT_COLUMNS])


@dataclass(frozen=True)
class _Cohort:
    """One FTE that starts, followed through the periods."""

    way: Way
    calendar: Calendar
    start: int
    joins: int
    leaving: dict[str, _Leaving]

    def __iter__(self) -> Iterator[Row]:
        yield from self._departure()
        yield from self._in_lead()
        if self.way.kind == "temporary_holders":
            yield from self._in_post(0, there=1.0)
        elif self.joins >= 0 and self.way.destination != NOWHERE:
            yield from self._going_back()
            yield from self._in_post(self.joins, there=0.0)
            yield from self._posts()

    def _departure(self) -> Iterator[Row]:
        way = self.way
        when = self.joins if way.leaves_when_joining else self.start
        if way.origin == NOWHERE or when < 0 or way.kind == "temporary_holders":
            return
        usual = self.leaving[way.origin[1]].usual
        released = departs = self._passing if way.leaves_when_joining else 1.0
        ends = self._end_period() if way.goes_back and self.joins >= 0 else None
        for period in range(when, self.calendar.count):
            if period > when:
                released *= 1 - usual[period]
            if period == self.joins:
                released *= 1 - way.return_share.on(self.calendar.first(period))
            if period == ends:
                break
            row = {"released_fte": released}
            if period == when:
                row["departs_fte"] = departs
            yield way.origin, period, row

    @property
    def _passing(self) -> float:
        return self.way.stay.on(self.calendar.first(self.joins))

    def _in_lead(self) -> Iterator[Row]:
        lead, tutor = self.way.in_lead, self.way.tutor
        if lead.line == NOWHERE:
            return
        end = self.calendar.count if self.joins < 0 else self.joins
        for period in range(max(self.start, 0), end):
            day = self.calendar.first(period)
            row = {
                "in_lead_fte": 1.0,
                "lead_paid_fte": lead.pay_share.on(day),
                "lead_productive_fte": lead.productivity.on(day),
            }
            if tutor is not None and tutor.when == "in_lead":
                row["tutor_hours"] = tutor.hours_per_month.on(day) * self.calendar.months[period]
            yield lead.line, period, row

    def _going_back(self) -> Iterator[Row]:
        """Those who do not pass and go back to where they came from."""
        back = self.way.return_share.on(self.calendar.first(self.joins))
        if back > 0:
            yield self.way.origin, self.joins, {"joins_fte": back}

    def _in_post(self, first: int, there: float) -> Iterator[Row]:
        """From joining (or, for people in post at the opening, from the first period) until they are gone."""
        way, months = self.way, self.calendar.months
        leaving = self.leaving[way.destination[1]]
        ends = self._end_period()
        present = there or self._passing
        age = 0.0
        for period in range(first, self.calendar.count):
            row: dict[str, float] = {}
            new_to_force = way.new_to_force and age < 12 - 1e-9
            if period == first and not there:
                row["joins_fte"] = present
            else:
                share = leaving.first_year[period] if new_to_force else leaving.usual[period]
                row["extra_leavers_fte"] = present * (share - leaving.usual[period])
                present *= 1 - share
                if period == ends:
                    row["ends_fte"] = present
                    if way.goes_back:
                        yield way.origin, period, {"joins_fte": present}
                    present = 0.0
                elif new_to_force or ends is not None or way.length is not None:
                    row["bound_fte"] = present
            until = age + months[period]
            row["present_fte"] = present
            row["unproductive_fte"] = present * (1 - self._competence(age, until))
            row["tutor_hours"] = present * self._tutor_hours(self.calendar.first(period), age, until)
            row["as_origin_fte"] = present * self._paid_as_origin(age, until)
            yield way.destination, period, row
            if present == 0:
                break
            age = until

    def _posts(self) -> Iterator[Row]:
        """Posts that go along; those of a removed rank are off the books once it is frozen, and none is left to go."""
        way, days = self.way, self.calendar
        gone = date.max if way.posts_gone_from is None else way.posts_gone_from
        if way.moves_post and days.first(self.joins) < gone:
            for period in range(self.joins, days.count):
                yield way.destination, period, {"post_fte": self._passing}
                if way.origin != NOWHERE and days.first(period) < gone:
                    yield way.origin, period, {"post_fte": -self._passing}

    def _end_period(self) -> int | None:
        days = [day for day in (self.way.ends_on,) if day is not None]
        if self.way.length is not None:
            joined = self.calendar.first(self.joins)
            days = [self.way.length.after(joined), *(day for day in days if day > joined)]
        return self.calendar.first_period_from(min(days)) if days else None

    def _competence(self, from_months: float, to_months: float) -> float:
        steps = self.way.competence
        return mean_of_steps(steps.values, from_months, to_months, after=1.0) if steps else 1.0

    def _tutor_hours(self, day: date, from_months: float, to_months: float) -> float:
        tutor = self.way.tutor
        if tutor is None or tutor.when == "in_lead":
            return 0.0
        overlap = max(0.0, min(to_months, tutor.months.on(day)) - from_months)
        return tutor.hours_per_month.on(day) * overlap

    def _paid_as_origin(self, from_months: float, to_months: float) -> float:
        way = self.way
        if way.as_origin_for is None:
            return way.as_origin_share
        overlap = max(0.0, min(to_months, way.as_origin_for.months) - from_months)
        return way.as_origin_share * overlap / (to_months - from_months)


def mean_of_steps(values: tuple[float, ...], first: float, last: float, after: float) -> float:
    """The mean over [first, last) months of a series that holds a value a month, and `after` from then on.

    >>> mean_of_steps((0.5, 1.0), 0.0, 3.0, after=1.0)
    0.8333333333333334
    """
    if first >= len(values):
        return after
    months = range(int(first), min(len(values), ceil(last)))
    total = sum(values[month] * (min(last, month + 1) - max(first, month)) for month in months)
    total += after * max(0.0, last - max(first, len(values)))
    return total / (last - first)
