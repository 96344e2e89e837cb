"""Checks of budget limits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.checks.common import unknown
from planner.scenario.scenario import Scenario

COST_KINDS = (
    "pay",
    "on_costs",
    "overtime",
    "agency",
    "recruitment",
    "fixed_term",
    "moves",
    "redeployment",
    "pathways",
    "temporary_promotion",
    "pay_protection",
    "exits",
    "initiatives",
    "reduced_hours",
    "over_requirement",
)
"""Kinds of cost that a budget limit or a priority can name."""


def check_cost_kinds(scenario: Scenario) -> Iterator[Problem]:
    """Kinds of cost and teams that a limit names exist."""
    for name, limit in scenario.budget.limits.items():
        for number, kind in enumerate(limit.kinds):
            yield from unknown("kind of cost", kind, COST_KINDS, "budget", "limits", name, "kinds", number)
        for number, team in enumerate(limit.teams):
            yield from unknown("team", team, scenario.teams, "budget", "limits", name, "teams", number)


def check_funding_is_known(scenario: Scenario) -> Iterator[Problem]:
    """Funding sources that a limit names pay for something."""
    supply = scenario.supply
    known = {role.funding for role in scenario.roles.values()}
    known |= {way.funding for way in supply.recruitment.values()}
    known |= {move.funding for move in supply.moves.values()}
    known |= {way.funding for _, way in pathways(scenario)}
    known |= {out.funding for _, out in exits(scenario)}
    known |= {lent.funding for lent in supply.redeployment.values()}
    known |= {worked.funding for worked in supply.overtime.values()}
    known |= {bought.funding for bought in supply.agency.values()}
    known |= {reduced.funding for reduced in supply.reduced_hours.values()}
    known |= {initiative.funding for initiative in scenario.initiatives.values()}
    for name, limit in scenario.budget.limits.items():
        for number, funding in enumerate(limit.funding):
            path = ("budget", "limits", name, "funding", number)
            yield from unknown("funding source", funding, sorted(known), *path)
