"""Figures of a curve as people read them: money with its time, hours with their tiers."""

from __future__ import annotations

from planner.reports.words import KEEP, hours, pounds
from planner.scenario import periods
from planner.scenario.scenario import Scenario
from planner.whatif.frontier.plans import Point
from planner.whatif.frontier.result import Frontier

SMALLEST_HOURS = 0.5
"""Fewer hours than this are nothing."""


def a_year(scenario: Scenario) -> str:
    """What stands behind an amount of money; nothing where the plan is one whole financial year."""
    return "" if is_one_year(scenario) else f"{KEEP}a year"


def is_one_year(scenario: Scenario) -> bool:
    """Whether the plan is one whole financial year, so that its budget is what it may cost."""
    period = scenario.period
    first, last = period.first, periods.last_day(period)
    begins = (first.month, first.day) == (period.financial_year_starts_month, 1)
    return begins and (last - first).days in (364, 365)


def scenario_of(frontier: Frontier) -> Scenario:
    """Whose curve it is."""
    return frontier.loaded.scenario


def amount(frontier: Frontier, value: float) -> str:
    """Money, with its time where that is not the whole plan."""
    return f"{pounds(value)}{a_year(scenario_of(frontier))}"


def money(frontier: Frontier, point: Point) -> str:
    """The budget of a point."""
    return amount(frontier, point.budget_pounds)


def each_step(frontier: Frontier) -> str:
    """The step by which money is talked about: each £100,000."""
    return f"each {amount(frontier, frontier.budget.step_pounds)}"


def rate(frontier: Frontier, lower: Point, higher: Point) -> float:
    """Hours bought for each step."""
    across = higher.budget_pounds - lower.budget_pounds
    return (lower.gap_hours - higher.gap_hours) / across * frontier.budget.step_pounds


def hours_of(value: float) -> str:
    """Hours with their noun."""
    return f"{hours(value)} hour" if hours(value) == "1" else f"{hours(value)} hours"


def bought(lower: Point, higher: Point) -> str:
    """Hours by which the gap falls, and in which tiers."""
    less = lower.gap_hours - higher.gap_hours
    if less < -SMALLEST_HOURS:
        return f"no hours (the gap rises by {hours(-less)}, but less is late)"
    if less < SMALLEST_HOURS:
        return "no hours"
    return f"{hours_of(less)}{of_tiers(lower, higher)}"


def of_tiers(more: Point, less: Point) -> str:
    """How a difference in hours falls on the tiers; nothing where there is one tier alone."""
    if len(more.tiers) < 2:
        return ""
    parts = [
        f"tier{KEEP}{tier}: {hours(gap - less.tiers[tier])}"
        for tier, gap in more.tiers.items()
        if abs(gap - less.tiers[tier]) >= SMALLEST_HOURS
    ]
    return f" ({', '.join(parts)})" if parts else ""


def is_what_the_plan_costs(frontier: Frontier) -> bool:
    """Whether a budget that is spent is what the plan costs: of all cost, in one whole financial year."""
    return frontier.budget.all_cost and is_one_year(scenario_of(frontier))
