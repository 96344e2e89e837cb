"""The periods of a plan along an axis: named as far as the names fit, years below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.charts.measure import line_cm, width_cm
from planner.charts.sheet import Sheet
from planner.plan.plan import Plan
from planner.reports.figures import reported
from planner.reports.words import day, listed

_EVERY = {"week": (1, 2, 4, 13, 26, 52, 104), "month": (1, 3, 6, 12, 24), "quarter": (1, 2, 4, 8), "year": (1, 2, 5)}
"""Of so many periods one is named, the first that leaves room, by the step of the plan."""
_APART = 0.15
"""Free space between two names [cm]."""
MOST_NAMED = 3
"""Periods that are named in a sentence; more are counted."""
A_YEAR = 366
"""A plan that spans more days names the year with every month."""


@dataclass(frozen=True)
class Periods:
    """The reported periods of a plan."""

    names: tuple[str, ...]
    """As the tables name them, in order."""
    firsts: tuple[date, ...]
    """Their first days."""
    step: str

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.names)

    def in_words(self, which: Sequence[int]) -> str:
        """Some periods within a sentence: in February and March; in 7 of 12 months.

        Args:
            which: Their places, from 0.
        """
        if len(which) > MOST_NAMED:
            every = len(which) == self.count
            return f"in every {self.step}" if every else f"in {len(which)} of {self.count} {self.step}s"
        with_year = (self.firsts[-1] - self.firsts[0]).days >= A_YEAR
        if self.step == "week":
            return f"in the week{'s' if len(which) > 1 else ''} of {listed([day(self.firsts[each]) for each in which])}"
        months = listed([f"{self.firsts[each]:%B %Y}" if with_year else f"{self.firsts[each]:%B}" for each in which])
        return f"in {months}" if self.step == "month" else f"in the {self.step}{'s' * (len(which) > 1)} from {months}"


def periods_of(plan: Plan) -> Periods:
    """The reported periods of a plan, in order."""
    rows = reported(plan, "work")[["period", "period_first"]].drop_duplicates().sort_values("period_first")
    return Periods(tuple(map(str, rows["period"])), tuple(rows["period_first"]), plan.loaded.scenario.period.step)


def write_periods(paper: Sheet, periods: Periods, left: float, top: float, wide: float) -> tuple[int, ...]:
    """Name the periods below an axis, each in the middle of its part.

    Args:
        paper: Where they are written; `room_cm` below the axis is taken.
        periods: What is named.
        left: Where the first one begins [cm].
        top: Below which they stand [cm].
        wide: How wide all of them are [cm].

    Returns:
        Which are named, from 0.
    """
    cell = wide / periods.count
    names = [f"{first.day} {first:%b}" if periods.step == "week" else f"{first:%b}" for first in periods.firsts]
    room = max(map(width_cm, names)) + _APART
    years = width_cm("2000") + _APART
    steps = _EVERY[periods.step]
    every = next((each for each in steps if _fits(periods, each, each * cell, room, years)), steps[-1])
    shown = tuple(range(0, periods.count, every))
    year = None
    for place in shown:
        middle = left + (place + 0.5) * cell
        paper.write_level(middle, top - line_cm() / 2, names[place], ha="center")
        if periods.firsts[place].year != year:
            year = periods.firsts[place].year
            paper.write_level(middle, top - 1.5 * line_cm(), f"{year}", ha="center")
    return shown


def _fits(periods: Periods, every: int, apart: float, room: float, years: float) -> bool:
    """Whether one name of so many periods leaves room between the names, and between the years below them."""
    shown = [first.year for first in periods.firsts[::every]]
    new = [place for place, year in enumerate(shown) if place == 0 or year != shown[place - 1]]
    closest = min((second - first for first, second in pairwise(new)), default=len(shown))
    return room <= apart and years <= closest * apart


def room_cm() -> float:
    """What names of periods take below an axis [cm]."""
    return 2 * line_cm()
