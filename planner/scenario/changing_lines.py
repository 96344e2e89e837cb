"""Where a scenario says how people change lines or go, whichever section it stands in, and who has a removed rank."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit, Pathway

Path: TypeAlias = tuple[str, ...]
"""The keys that lead to a section; the last one is its name."""
Line: TypeAlias = tuple[str, str]
"""(team, role)."""


def pathways(scenario: Scenario) -> Iterator[tuple[Path, Pathway]]:
    """Every pathway and its path: those of `supply`, then those of removed ranks."""
    for name, way in scenario.supply.pathways.items():
        yield ("supply", "pathways", name), way
    for rank, removed in scenario.structure.removed_ranks.items():
        for name, way in removed.pathways.items():
            yield ("structure", "removed_ranks", rank, "pathways", name), way


def exits(scenario: Scenario) -> Iterator[tuple[Path, Exit]]:
    """Every exit and its path: those of `supply`, then those of removed ranks."""
    for name, way in scenario.supply.exits.items():
        yield ("supply", "exits", name), way
    for rank, removed in scenario.structure.removed_ranks.items():
        for name, way in removed.exits.items():
            yield ("structure", "removed_ranks", rank, "exits", name), way


def takes_post_along(way: Pathway) -> bool:
    """Whether the post goes with the person: as stated, or else where an officer's post becomes one for staff."""
    return way.kind == "civilianisation" if way.moves_post is None else way.moves_post


def lines_of_rank(scenario: Scenario, rank: str) -> list[Line]:
    """The establishment lines whose holders have a rank."""
    return [
        (team, role)
        for team, lines in scenario.establishment.items()
        for role in lines
        if role in scenario.roles and scenario.roles[role].rank == rank
    ]


def is_empty(scenario: Scenario, rank: str) -> bool:
    """Whether nobody holds a rank when the plan begins, and it never has a post."""
    lines = [scenario.establishment[team][role] for team, role in lines_of_rank(scenario, rank)]
    return all(
        step.value == 0
        for line in lines
        for quantity in (line.strength_fte, line.approved_fte, line.supernumerary_fte)
        for step in quantity.steps
    )


def frozen_from(scenario: Scenario, role: str) -> date | None:
    """The day from which nobody joins a role, because its rank is removed."""
    rank = scenario.roles[role].rank if role in scenario.roles else None
    removed = scenario.structure.removed_ranks.get(rank) if rank else None
    return removed.frozen_from if removed else None
