"""Warnings: what a reader should know before trusting the plan, though nothing need be changed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.checks.common import is_outside, numbers_listed, warning
from planner.scenario.nodes import place
from planner.scenario.pedigree import walk_quantities
from planner.scenario.scenario import Scenario

SMALL_FTE = 3.0
"""Establishment lines below this are small: fractions of a person show [FTE]."""


def _lines_that_lose_people(scenario: Scenario) -> Iterator[tuple[str, str, float]]:
    for team, lines in scenario.establishment.items():
        if is_outside(scenario, team):
            continue
        for role, line in lines.items():
            leaving = scenario.supply.leavers.get(role)
            if leaving is not None and any(step.value > 0 for step in leaving.rate.steps):
                yield team, role, max(line.strength_fte.value, line.approved_fte.value)


def check_leavers_are_replaced(scenario: Scenario) -> Iterator[Problem]:
    """Lines with leavers have a way in."""
    supply = scenario.supply
    fed = {(way.team, way.role) for way in supply.recruitment.values()}
    fed |= {(move.to.team, move.to.role) for move in supply.moves.values()}
    fed |= {(known.team, known.role) for known in supply.known_joiners.values()}
    empty = [
        f"{team}.{role}" for team, role, fte in _lines_that_lose_people(scenario) if fte > 0 and (team, role) not in fed
    ]
    if empty:
        yield warning(
            "supply",
            "People leave these lines and nobody can join them, so they only shrink:"
            f" {numbers_listed(empty)}. If that is not meant, add recruitment or moves.",
        )


def check_small_lines(scenario: Scenario) -> Iterator[Problem]:
    """In lines of a few people, fractions are expectations."""
    small = [f"{team}.{role}" for team, role, fte in _lines_that_lose_people(scenario) if 0 < fte < SMALL_FTE]
    if small:
        yield warning(
            "establishment",
            f"These lines have fewer than {SMALL_FTE:g} FTE and lose people at a rate, so the plan shows "
            f"fractions of a person: {numbers_listed(small)}. Read them as expectations.",
        )


def check_sources_are_used(scenario: Scenario) -> Iterator[Problem]:
    """Every source that is listed is named by a number."""
    used = {entry.source for entry in walk_quantities(scenario)}
    for name in scenario.sources:
        if name not in used:
            yield warning(place("sources", name), f'No number names the source "{name}".')


def check_published_numbers_have_a_source(scenario: Scenario) -> Iterator[Problem]:
    """A number that is called published says where."""
    for entry in walk_quantities(scenario):
        if entry.basis == "published" and entry.source is None:
            yield warning(entry.place, "This number is called published, but no source is named. Add `source`.")


def check_hours_per_case_are_stated(scenario: Scenario) -> Iterator[Problem]:
    """A task of cases says how long it takes; only an hour of work in hours is an hour."""
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            if not line.arrivals.are_hours and not task.hours_per_case.stated:
                yield warning(
                    place("demand", name, "tasks", task_name),
                    "How long this task takes is not stated, so one hour a case is assumed. Add `hours_per_case`.",
                )
