"""Whole people: what it costs that nobody comes in fractions, and where fractions had to stay."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from planner.plan.plan import Plan
from planner.reports.figures import rows_of
from planner.reports.words import spaced
from planner.tables.ways import ways

SMALLEST_FRACTION = 0.001
"""A start that is nearer to a whole number is whole [FTE]."""


@dataclass(frozen=True)
class LevelRounded:
    """What a level reaches in fractions of people and in whole people."""

    level: str
    unit: str
    continuous: float
    whole: float
    price: float
    """The difference; negative where the levels above it leave it more room."""
    reported_price: float | None
    """What it comes to in the reported periods: hours of gap or pounds; None for other levels."""


@dataclass(frozen=True)
class Rounding:
    """What it costs that people, and the start of initiatives, are whole."""

    of_people: bool
    """Whether people are whole on any way in, out or across; otherwise the start of initiatives alone is."""

    gap: float
    """How near to the best plan in whole people is near enough, as the scenario has it [share]."""
    whole_gap: float
    """By how much a level may lie above the best, as far as is proved [share]."""
    furthest: str
    """The level for which that is so."""
    levels: tuple[LevelRounded, ...]
    in_fractions: tuple[str, ...]
    """Ways that had to stay in fractions, because there is no plan with all of them whole."""


def rounding(plan: Plan) -> Rounding | None:
    """What it costs that people are whole, or initiatives; None where nothing has to be whole."""
    rows = rows_of(plan, "rounding")
    order = {level.name: place for place, level in enumerate(plan.after.levels)}
    levels = tuple(
        LevelRounded(row["level"], row["unit"], row["continuous"], row["whole"], row["price"], _reported_price(row))
        for row in sorted(rows.to_dict("records"), key=lambda row: order.get(row["level"], len(order)))
    )
    stay = _in_fractions(plan) if plan.after.not_whole else ()
    if not levels and not stay:
        return None
    of_people = any(way.whole for way in ways(plan.loaded.scenario))
    return Rounding(
        of_people, plan.loaded.scenario.whole_people.gap, plan.after.whole_gap, plan.after.furthest, levels, stay
    )


def _reported_price(row: dict[Hashable, Any]) -> float | None:
    price = float(row["reported_whole"]) - float(row["reported_continuous"])
    return None if math.isnan(price) else price


def _in_fractions(plan: Plan) -> tuple[str, ...]:
    """Ways of which only whole people may start, and of which a part of a person starts in some period."""
    used = rows_of(plan, "levers", plan="after")
    split = used[((used["used"] - used["used"].round()).abs() > SMALLEST_FRACTION)]
    names = set(split["lever"])
    return tuple(spaced(way.name) for way in ways(plan.loaded.scenario) if way.whole and way.name in names)
