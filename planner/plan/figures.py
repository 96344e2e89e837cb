"""A change of a rule as a change of the reader's own figures: which one, and what it would have to say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeGuard

from planner.clashes import Change, Edit
from planner.model.standing import BY_YEAR
from planner.scenario.quantity import Quantity, Share
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar

Number: TypeAlias = Quantity | Share | float

FIGURES = (
    "left_fte",
    "pounds_per_year",
    "fte",
    "at_least_fte",
    "exactly_fte",
    "per_year_fte",
    "approved_fte",
    "share",
)
"""Names of the figure that a rule is about, where its place is a section."""

LEAST_ASKED = ("coverage_floor",)
"""Rules whose row says the most that may be missing, and whose figure the least that has to be there."""

DECIMALS: Mapping[str, int] = {"pounds": 0, "FTE": 2, "share": 3}
"""To how many decimals a new figure is rounded, towards what is enough, by unit; others to two."""

ROUNDING = 1e-6
"""A share of the last decimal by which a figure may miss a round one and still be meant by it."""


@dataclass(frozen=True)
class Figure:
    """A figure of the scenario that a rule is about."""

    place: str
    """Its path."""
    number: Number
    """What stands there."""

    @property
    def steps(self) -> tuple[tuple[date | None, float], ...]:
        """Its dated values, each with the first day on which it holds."""
        if isinstance(self.number, float):
            return ((None, self.number),)
        return tuple((step.from_, step.value) for step in self.number.steps)

    @property
    def only(self) -> float | None:
        """Its value, if it has only one."""
        return self.steps[0][1] if len(self.steps) == 1 else None


def figure_at(place: str, scenario: Scenario) -> Figure | None:
    """Find the figure at a path, or the one that a section is about; none if there is not exactly one."""
    node = at(scenario, place)
    if _is_number(node):
        return Figure(place, node)
    named = {name: getattr(node, name, None) for name in FIGURES}
    figures = [Figure(f"{place}.{name}", number) for name, number in named.items() if _is_number(number)]
    return figures[0] if len(figures) == 1 else None


def at(scenario: Scenario, place: str) -> Any:
    """What stands at a path of the scenario, e.g. `priorities[0].at_most`; none if nothing does."""
    node: Any = scenario
    for part in re.findall(r"[^.\[\]]+", place):
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, tuple) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        else:
            node = getattr(node, part, None)
    return node


def edits_of(change: Change, scenario: Scenario, calendar: Calendar) -> tuple[Edit, ...]:
    """Say a change in the reader's figures; nothing if no figure says it, or it may have to move either way."""
    figure = figure_at(change.place, scenario)
    if figure is None or change.direction == "either":
        return ()
    up = goes_up(change)
    unit = "share" if isinstance(figure.number, Share | float) else change.unit
    return tuple(
        Edit(
            figure.place,
            before,
            outward(before + change.amount if up else max(0.0, before - change.amount), unit, up=up),
            unit=unit,
            has_pedigree=not isinstance(figure.number, float),
            step=number,
            since=since,
            kind=change.kind,
            owner=change.owner,
        )
        for number, (since, before) in enumerate(figure.steps)
        if number in _steps_that_give(change, figure, calendar)
    )


def goes_up(change: Change) -> bool:
    """Whether the reader's figure has to become larger."""
    return (change.direction == "more") != (change.family in LEAST_ASKED)


def outward(value: float, unit: str, *, up: bool) -> float:
    """Round a figure to one that can be printed, and that is enough at least as well."""
    units = 10.0 ** DECIMALS.get(unit, 2)
    return math.ceil(value * units - ROUNDING) / units if up else math.floor(value * units + ROUNDING) / units


def _steps_that_give(change: Change, figure: Figure, calendar: Calendar) -> set[int]:
    """The dated values that hold where the rule has to give; all where that is not known."""
    if isinstance(figure.number, float) or not change.given_by or len(figure.steps) == 1:
        return set(range(len(figure.steps)))
    days = [day for key in change.given_by for day in _days(change.family, key, calendar)]
    steps = figure.number.steps
    return {steps.index(figure.number.step_on(day)) for day in days}


def _days(family: str, key: tuple[Any, ...], calendar: Calendar) -> Iterator[date]:
    """Days on which a figure is looked up for a row: the first of a year, else the ends of a period."""
    if family in BY_YEAR:
        years = calendar.periods["year_start"]
        yield calendar.first(int(calendar.periods.index[years == key[-1]][0]))
    elif isinstance(key[-1], int):
        yield calendar.first(key[-1])
        yield calendar.last(key[-1])


def _is_number(node: Any) -> TypeGuard[Number]:
    return isinstance(node, Quantity | Share | float)
