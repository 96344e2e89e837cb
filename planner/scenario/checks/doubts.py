"""Warnings: what a reader should know before trusting the plan, though nothing need be changed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import lines_of_rank, pathways
from planner.scenario.checks.common import is_outside, is_staff, numbers_listed, rank_of, warning
from planner.scenario.nodes import place
from planner.scenario.pedigree import walk_quantities
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario

SMALL_FTE = 3.0
"""Establishment lines below this are small: fractions of a person show [FTE]."""


def _lines_that_lose_people(scenario: Scenario) -> Iterator[tuple[str, str, float]]:
    for team, lines in scenario.establishment.items():
        if is_outside(scenario, team):
            continue
        for role, line in lines.items():
            leaving = scenario.supply.leavers.get(role)
            removed = scenario.structure.removed_ranks.get(rank_of(scenario, role) or "")
            rates = [leaving.rate if leaving is not None else None, removed.leave if removed is not None else None]
            if any(step.value > 0 for rate in rates if rate is not None for step in rate.steps):
                yield team, role, max(line.strength_fte.value, line.approved_fte.value)


def check_leavers_are_replaced(scenario: Scenario) -> Iterator[Problem]:
    """Lines with leavers have a way in, unless their rank is meant to go."""
    supply = scenario.supply
    fed = {(way.team, way.role) for way in supply.recruitment.values()}
    fed |= {(move.to.team, move.to.role) for move in supply.moves.values()}
    fed |= {(known.team, known.role) for known in supply.known_joiners.values()}
    fed |= {(way.to.team, way.to.role) for _, way in pathways(scenario)}
    for rank, removed in scenario.structure.removed_ranks.items():
        fed |= {(back.team, back.role) for back in removed.comes_back}
        fed |= set(lines_of_rank(scenario, rank))
    empty = [
        f"{team}.{role}" for team, role, fte in _lines_that_lose_people(scenario) if fte > 0 and (team, role) not in fed
    ]
    if empty:
        yield warning(
            "supply",
            "People leave these lines and nobody can join them, so they only shrink:"
            f" {numbers_listed(empty)}. If that is not meant, add recruitment, moves or pathways.",
        )


def check_redundant_roles_are_not_recruited(scenario: Scenario) -> Iterator[Problem]:
    """A role from which people are made redundant takes nobody in at the same time."""
    for name, way in scenario.supply.exits.items():
        if way.kind != "redundancy" or not is_staff(scenario, way.from_.role):
            continue
        open_ways = sorted(_ways_into(scenario, way.from_))
        if open_ways:
            yield warning(
                place("supply", "exits", name, "kind"),
                f'People are made redundant from the role "{way.from_.role}" while others come into it by '
                f"{numbers_listed(open_ways)}. A role that takes people in is not redundant: close these ways in, or "
                "first offer the posts to those at risk, as one of the `moves`.",
            )


def _ways_into(scenario: Scenario, line: Place) -> Iterator[str]:
    """Ways by which people come into a role; from the same role elsewhere, only those into the very line."""
    supply = scenario.supply
    for name, recruitment in supply.recruitment.items():
        if recruitment.role == line.role and _takes_somebody(recruitment.per_intake_fte):
            yield name
    changes = [(name, move.from_, move.to, move.per_month_fte) for name, move in supply.moves.items()]
    changes += [(path[-1], way.from_, way.to, way.per_intake_fte) for path, way in pathways(scenario)]
    for name, origin, destination, most in changes:
        comes_in = destination.role == line.role if origin.role != line.role else destination == line
        if comes_in and _takes_somebody(most):
            yield name


def _takes_somebody(places: Quantity) -> bool:
    return any(step.value > 0 for step in places.steps)


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


def check_people_have_posts(scenario: Scenario) -> Iterator[Problem]:
    """Lines that open over their establishment shrink by natural wastage alone."""
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            over = line.strength_fte.value - line.approved_fte.value - line.supernumerary_fte.value
            if over > 0:
                yield warning(
                    place("establishment", team, role, "strength_fte"),
                    f"{line.strength_fte.value:g} FTE are in {line.approved_fte.value:g} approved posts: {over:g} over "
                    "establishment. The line takes nobody in until enough have left; `supernumerary_fte` allows more.",
                )
