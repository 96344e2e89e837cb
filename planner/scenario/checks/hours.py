"""Checks of patterns of hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.errors import Problem
from planner.scenario.checks.common import ENOUGH, change_days
from planner.scenario.nodes import place
from planner.scenario.people import HoursPattern
from planner.scenario.quantity import Rate
from planner.scenario.scenario import Scenario

BANK_HOLIDAYS = 8
"""Bank holidays of an ordinary year."""
ROUNDING = 0.01
"""Stated totals and their lines may differ by this share: years have 8 to 10 bank holidays [share]."""


def check_hours_fit_the_contract(scenario: Scenario) -> Iterator[Problem]:
    """No more hours are taken or worked than are paid for, in any year."""
    for name, pattern in scenario.hours.items():
        rates: list[Rate] = [pattern.contracted, *(line.hours for line in pattern.lines.values())]
        rates += [pattern.productive] if pattern.productive is not None else []
        for day in change_days(scenario, rates):
            problem = _on(pattern, place("hours", name), day)
            if problem is not None:
                yield problem
                break


def _on(pattern: HoursPattern, path: str, day: date) -> Problem | None:
    contracted = pattern.contracted.per_year_on(day)
    taken = sum(line.hours.per_year_on(day) for line in pattern.lines.values())
    if pattern.bank_holidays is not None:
        taken += BANK_HOLIDAYS * pattern.bank_holidays.hours_each.on(day)
    if taken > contracted + ENOUGH:
        return Problem(
            f"{path}.lines",
            f"The lines take {taken:,.0f} hours a year, more than the {contracted:,.0f} contracted. Correct the lines.",
        )
    if pattern.productive is None:
        return None
    productive = pattern.productive.per_year_on(day)
    if productive > contracted + ENOUGH:
        return Problem(
            f"{path}.productive",
            f"{productive:,.0f} productive hours a year are more than the {contracted:,.0f} contracted."
            " Correct one of them.",
        )
    if productive + taken > contracted * (1 + ROUNDING):
        return Problem(
            f"{path}.productive",
            f"{productive:,.0f} productive hours and {taken:,.0f} taken by the lines are more than the "
            f"{contracted:,.0f} contracted. Correct the lines, or leave `productive` out.",
        )
    return None
