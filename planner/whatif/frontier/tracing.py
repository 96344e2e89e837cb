"""The curve of a scenario: from the least budget for which there is a plan to the one beyond which no gap is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.errors import UsageError
from planner.solver.level import TIE_BREAK
from planner.whatif.frontier.moving import MovedBudget
from planner.whatif.frontier.placing import Heights, next_place
from planner.whatif.frontier.plans import Plans, Point
from planner.whatif.outcome import has_moved

SMALLEST_HOURS = 0.5
"""A gap below this is closed [hours]."""
NO_LESS_HOURS = 1.0
"""A gap that falls by no more than this no longer falls: it is printed to the hour [hours]."""
SAME_HOURS = 0.01
"""Gaps that differ by no more are the same [hours]."""
MISSED_SHARE = 0.005
"""Points are put where the curve bends by more than this share of its height."""
TIMES_PLENTY = 2.0
"""How many times today's budget is tried for plenty, and how many times that again where all of it is spent."""
TIMES_MORE = 5
"""How often more than plenty is tried."""
SHARE_FOR_THE_END = 3
"""The end of the curve is looked for with no more than one in so many of the plans."""
AROUND = (1.0, -1.0, 0.5, -0.5, 2.0, -2.0)
"""Where the curve is worked out around today's budget, the most wanted first [steps]."""


@dataclass(frozen=True)
class Traced:
    """The points of a curve, and how it ends."""

    points: tuple[Point, ...]
    """The lowest budget first."""
    ends_at: float | None
    """From this budget on the gap falls no further; None where that was not found [pounds a year]."""
    beyond: str
    """The highest priority that still more money moves; empty where it moves none, or where it is not known."""


def trace(plans: Plans, budget: MovedBudget, anchor: float, low: float, high: float | None, most: int) -> Traced:
    """Work out the curve.

    Args:
        plans: The plans.
        budget: What moves.
        anchor: Today's budget, or the least one if there is no plan with that; there is a plan with it.
        low: Where the curve begins [pounds a year].
        high: Where it ends; none: where the gap no longer falls [pounds a year].
        most: How many plans are solved.

    Raises:
        UsageError: There are no plans to draw a curve between.
    """
    plans.at(low)
    reached = _no_less_gap_from(plans, budget, max(anchor, low)) if high is None else None
    end = None if reached is None else _narrowed(plans, budget, low, reached, most)
    if high is None:
        high = plans.points[-1].budget_pounds if end is None else max(end, anchor) + budget.step_pounds
    for pounds in (low, high, anchor, *(anchor + steps * budget.step_pounds for steps in AROUND)):
        if low <= pounds <= high and (plans.count < most or pounds in (low, high)):
            plans.at(pounds)
    if len(_within(plans, low, high)) < 2:
        raise UsageError(
            f"There are not two budgets from £{low:,.0f} to £{high:,.0f} with a plan, so there is no curve. Mend --from"
            " or --to."
        )
    _refine(plans, budget.rounded, low, high, most)
    points = tuple(_within(plans, low, high))
    if end is None and _falls_no_further(points[-2], points[-1]):
        end = _flat_from(points)
    at_end = next((point for point in points if point.budget_pounds == end), None)
    return Traced(points, end, "" if at_end is None else _moved_between(at_end, plans.points[-1]))


def _within(plans: Plans, low: float, high: float) -> list[Point]:
    return [point for point in plans.points if low <= point.budget_pounds <= high]


def _refine(plans: Plans, rounded: Callable[[float], float], low: float, high: float, most: int) -> None:
    """Put points where the curve bends until it is straight between them, or all plans are used."""
    while plans.count < most:
        known = {point.budget_pounds: _heights(point) for point in _within(plans, low, high)}
        of_all = [heights[0] for heights in known.values()]
        place = next_place(known, rounded, max(NO_LESS_HOURS, MISSED_SHARE * (max(of_all) - min(of_all))))
        if place is None or plans.at(place) is None:
            return


def _heights(point: Point) -> Heights:
    return (point.gap_hours, *point.tiers.values())


# ---------------------------------------------------------------- where the gap no longer falls
def _falls_no_further(lower: Point, higher: Point) -> bool:
    """Whether more money closes no gap: neither in hours nor, as long as there is one, by making work less late."""
    if lower.gap_hours < SMALLEST_HOURS:
        return True
    return lower.gap_hours - higher.gap_hours <= NO_LESS_HOURS and not lower.is_later_than(higher)


def _no_less_gap_from(plans: Plans, budget: MovedBudget, begin: float) -> float | None:
    """Find a budget from which on the gap no longer falls: as much as with all the money that could be spent.

    The way there is found in steps twice as wide each; none if there is no end to what can be spent.
    """
    plenty = max(TIMES_PLENTY * begin, begin + TIMES_PLENTY * budget.step_pounds)
    for _ in range(TIMES_MORE):
        unlimited = plans.at(plenty)
        if unlimited is None or not unlimited.is_spent:
            break
        plenty *= TIMES_PLENTY
    if unlimited is None or unlimited.is_spent:
        return None
    stays = max(unlimited.gap_hours + NO_LESS_HOURS, SMALLEST_HOURS)
    reached, step = begin, budget.step_pounds
    while reached < plenty:
        found = plans.at(reached)
        if found is not None and found.gap_hours <= stays:
            return reached
        reached, step = begin + step, 2 * step
    return plenty


def _narrowed(plans: Plans, budget: MovedBudget, begin: float, reached: float, most: int) -> float:
    """Narrow down the least budget at which the gap is what it stays.

    In turn where the line of the last two points would reach it, and half way.
    """
    stays = max(_within(plans, begin, reached)[-1].gap_hours + SAME_HOURS, SMALLEST_HOURS)
    for number in range(max(3, most // SHARE_FOR_THE_END)):
        known = _within(plans, begin, reached)
        short = [point for point in known if point.gap_hours > stays]
        low = max((point.budget_pounds for point in short), default=begin)
        high = min(point.budget_pounds for point in known if point.budget_pounds > low or not short)
        tried = budget.rounded((low + high) / 2)
        met = _met(short[-2:], stays) if number % 2 == 0 else None
        if met is not None and low < met:
            tried = min(budget.rounded_up(met), high - budget.grain_pounds)
        if not low < tried < high:
            return high
        plans.at(tried)
    return high


def _met(points: list[Point], hours: float) -> float | None:
    """Where the line through two points reaches a gap; none where it does not fall."""
    if len(points) < 2 or points[0].gap_hours <= points[1].gap_hours:
        return None
    one, two = points
    slope = (one.gap_hours - two.gap_hours) / (two.budget_pounds - one.budget_pounds)
    return two.budget_pounds + (two.gap_hours - hours) / slope


def _flat_from(points: tuple[Point, ...]) -> float:
    """The first budget from which on the gap is what it is at the end."""
    stays = max(points[-1].gap_hours + NO_LESS_HOURS, SMALLEST_HOURS)
    first = next(
        number for number in reversed(range(len(points))) if number == 0 or points[number - 1].gap_hours > stays
    )
    return points[first].budget_pounds


def _moved_between(lower: Point, higher: Point) -> str:
    """The highest priority that can do better with the higher budget; empty if none can."""
    pairs = zip(lower.levels, higher.levels, strict=True)
    return next((one.name for one, other in pairs if one.name != TIE_BREAK and has_moved(one, other)), "")
