"""Whether the certificate proves something of the scenario that stands beside it: its limits are the scenario's.

A certificate proves that no plan within its rows is better. It proves nothing of a scenario that states other limits:
a row too many, or a figure too tight, makes a poor plan look like the best. So each row is held against the scenario:
rows of what somebody decided one by one, with what the tables leave of their figure; the others by their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.verify.audits import (
    demand,
    hours,
    levels,
    levers,
    money,
    pathways,
    removed_ranks,
    requirements,
    supervision,
)
from planner.verify.certificate_file import Statement
from planner.verify.finding import Finding
from planner.verify.folder import Folder
from planner.verify.limit import Limit
from planner.verify.limits import at_rest, capacity, cases
from planner.verify.limits.columns import columns_are_bounded_as_stated
from planner.verify.limits.naming import LIMITS
from planner.verify.limits.rows import rows_are_those_of_the_scenario
from planner.verify.limits.second_point import rules_hold_before_action_too

DECIDED: tuple[Callable[[Folder], Iterator[Limit]], ...] = (
    money.budgets,
    money.overtime_limits,
    levers.places_of_the_year,
    pathways.establishment,
    requirements.required_strength,
    requirements.shares_that_may_be_short,
    requirements.strength_that_may_be_over,
    requirements.people_on_reduced_hours_together,
    demand.dates_to_be_clear_by,
    demand.coverage_floors,
    removed_ranks.days_to_be_gone_by,
    levels.limits_of_levels,
)
"""Limits that somebody decided, each on its own line; before action none of them is kept."""

ALWAYS: tuple[Callable[[Folder, str], Iterator[Limit]], ...] = (
    requirements.requirements,
    removed_ranks.duties_passed,
    supervision.time_of_leaders,
    supervision.shares_of_leaders,
    pathways.people_who_could_go,
    requirements.people_on_reduced_hours,
    pathways.posts_that_go,
    removed_ranks.hours_lent_for_duties,
    hours.hours_of_the_others,
    cases.gaps_of_teams,
    cases.overdue_cases,
    cases.starts_of_initiatives,
    capacity.hours_at_hand,
    capacity.overtime_of_the_line,
    capacity.hours_that_may_be_lent,
)
"""Limits of both plans: of decisions, and of how people, hours and cases add up, where the tables say the room."""


ALSO_BEFORE: tuple[Callable[[Folder, str], Iterator[Limit]], ...] = (
    money.budgets,
    levers.places_of_the_year,
    pathways.establishment,
)
"""Limits of decisions of which it is worked out how far the plan before action keeps them."""


def limits_of(folder: Folder, plan: str) -> Iterator[Limit]:
    """Every limit of a plan of which the tables say how much is left."""
    for limits in ALWAYS:
        yield from limits(folder, plan)
    if plan == "before":
        yield from at_rest.levers_at_rest(folder)
    else:
        for decided in DECIDED:
            yield from decided(folder)


def limits_are_those_of_the_scenario(folder: Folder, statements: list[Statement]) -> Iterator[Finding]:
    """The certificate's rows and bounds are the limits that the scenario states, none more, none less, none other."""
    known = {said.plan: list(limits_of(folder, said.plan)) for said in statements}
    for said in statements:
        yield from rows_are_those_of_the_scenario(folder, said, known[said.plan])
        yield from columns_are_bounded_as_stated(folder, said)
    not_kept = [limit for decided in ALSO_BEFORE for limit in decided(folder, "before")]
    yield from rules_hold_before_action_too(statements, [*known.get("before", ()), *not_kept])


__all__ = ["LIMITS", "limits_are_those_of_the_scenario", "limits_of"]
