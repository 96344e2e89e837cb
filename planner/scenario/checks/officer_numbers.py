"""Checks of officer numbers: census days in the plan, a target and a force that can be reckoned with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.changing_lines import pathways
from planner.scenario.checks.common import ENOUGH, is_officer, is_staff, rank_of, unknown
from planner.scenario.nodes import place
from planner.scenario.officer_numbers import OfficerNumbers
from planner.scenario.scenario import Scenario


def check_officer_numbers(scenario: Scenario) -> Iterator[Problem]:
    """Officers are counted within the plan, against a target that can be reckoned with, and replaced by officers."""
    numbers = scenario.officer_numbers
    first, last = scenario.period.first, periods.last_day(scenario.period)
    for number, day in enumerate(numbers.census):
        path = place("officer_numbers", "census", number)
        if not first <= day <= last:
            yield Problem(path, f"{day} is outside the plan, {first} to {last}. Write a day in the plan.")
        elif day in numbers.census[:number]:
            yield Problem(path, f"The census on {day} stands here twice. Keep one of them.")
    yield from _force_and_teams(scenario)
    yield from _grant(numbers)
    role = numbers.replacement_role
    if role is None:
        return
    path = "officer_numbers.replacement_role"
    yield from unknown("role", role, scenario.roles, path)
    if is_staff(scenario, role):
        yield Problem(path, f'"{role}" is police staff, who do not count as officers. Name a role with a rank.')
    elif rank_of(scenario, role) in scenario.structure.removed_ranks:
        yield Problem(
            path, f'The rank "{rank_of(scenario, role)}" is removed, so nobody is recruited into it. Name another role.'
        )


def _force_and_teams(scenario: Scenario) -> Iterator[Problem]:
    """The whole force has no fewer officers than these teams."""
    stated = scenario.officer_numbers.opening_heads
    heads = _officers_at_first(scenario)
    if stated is not None and stated.value < heads - ENOUGH:
        yield Problem(
            "officer_numbers.opening_heads",
            f"The whole force cannot have {stated.value:,.1f} officers when these teams alone have {heads:,.1f}. Count "
            "every officer of the force, or correct `strength_fte` or `fte_per_head`.",
        )


def _officers_at_first(scenario: Scenario) -> float:
    """Officers of these teams before the first period, those on the way by a pathway included [heads]."""
    officers = {
        (team, role): line
        for team, lines in scenario.establishment.items()
        for role, line in lines.items()
        if is_officer(scenario, role)
    }
    heads = sum(line.strength_fte.value / line.fte_per_head for line in officers.values())
    for _, way in pathways(scenario):
        holds = way.from_ if way.in_training.line == "from" else way.to
        line = officers.get((holds.team, holds.role))
        if line is not None and way.kind != "civilianisation":
            heads += sum(started.fte.value for started in way.already_started) / line.fte_per_head
    return heads


def _grant(numbers: OfficerNumbers) -> Iterator[Problem]:
    """A target needs the number of today, grant at risk needs a target, and rises with the officers missing."""
    if numbers.target_heads is not None and numbers.opening_heads is None:
        yield Problem(
            "officer_numbers.target_heads",
            "Whether the target is met cannot be told without the officers of today. Add `opening_heads`.",
        )
    if numbers.grant_at_risk and numbers.target_heads is None:
        yield Problem(
            "officer_numbers.grant_at_risk",
            "Grant is at risk when officers are missing from a target, and there is none. Add `target_heads`.",
        )
    for number, (lower, upper) in enumerate(pairwise(numbers.grant_at_risk), start=1):
        rises = upper.missing_heads.value > lower.missing_heads.value and upper.pounds.value >= lower.pounds.value
        if not rises:
            yield Problem(
                place("officer_numbers", "grant_at_risk", number),
                "Steps rise: each begins with more officers missing than the one before, and puts in total no less "
                "grant at risk. Put them in order.",
            )
