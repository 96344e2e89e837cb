"""What several checks need: problems as sentences, places as paths, people as (team, role)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.nodes import place
from planner.scenario.periods import last_day
from planner.scenario.profile import Profile
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import remedy

ENOUGH = 1e-6
"""Numbers that differ by less are the same."""


def unknown(what: str, name: str, known: Collection[str], *path: str | int) -> Iterator[Problem]:
    """A problem if a name is not known, with the nearest one that is."""
    if name not in known:
        yield Problem(place(*path), f'There is no {what} "{name}". {remedy(name, known)}')


def warning(path: str, message: str) -> Problem:
    """Something that a reader should know and need not change."""
    return Problem(path, message, severity="warning")


@dataclass(frozen=True)
class People:
    """A mention of people in a team and role somewhere in a scenario."""

    path: tuple[str | int, ...]
    """The section that holds `team` and `role`."""
    team: str
    role: str
    role_path: tuple[str | int, ...]
    need_posts: bool = True
    """Whether they must be in post, or come into a post, in that team."""


def people_mentioned(scenario: Scenario) -> Iterator[People]:
    """Every place outside `establishment` and `demand` that names a team together with a role."""
    yield from _people_of_supply(scenario)
    yield from _people_of_ways(scenario)
    yield from _people_of_levers(scenario)
    yield from _people_of_removed_ranks(scenario)
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            for name, holders in line.temporary.items():
                path = ("establishment", team, role, "temporary", name, "substantive")
                yield _pair(path, holders.substantive)
    for name, initiative in scenario.initiatives.items():
        for number, tied_up in enumerate(initiative.people):
            yield _pair(("initiatives", name, "people", number), tied_up)
    yield from _people_of_structure(scenario)
    for name, requirement in scenario.requirements.items():
        yield from _several(("requirements", name), requirement)


def _people_of_structure(scenario: Scenario) -> Iterator[People]:
    for name, group in scenario.structure.supervision.items():
        base = ("structure", "supervision", name)
        for kind, members in (("led", group.led), ("leaders", group.leaders)):
            for number, member in enumerate(members):
                yield _pair((*base, kind, number), member)
    for name, minimum in scenario.structure.minimum_strength.items():
        yield from _several(("structure", "minimum_strength", name), minimum)
    for name, closing in scenario.structure.closing_strength.items():
        yield from _several(("structure", "closing_strength", name), closing)


def _people_of_supply(scenario: Scenario) -> Iterator[People]:
    supply = scenario.supply
    for section, flows in (("known_joiners", supply.known_joiners), ("known_leavers", supply.known_leavers)):
        for name, flow in flows.items():
            yield _pair(("supply", section, name), flow)
    for name, way in supply.recruitment.items():
        yield _pair(("supply", "recruitment", name), way)
        if way.tutor is not None:
            yield _pair(("supply", "recruitment", name, "tutor"), way.tutor)
    for name, move in supply.moves.items():
        yield _pair(("supply", "moves", name, "from"), move.from_)
        yield _pair(("supply", "moves", name, "to"), move.to)
    for name, pool in supply.pools.items():
        for number, line in enumerate(pool.per_year_share.of if pool.per_year_share else ()):
            yield _pair(("supply", "pools", name, "per_year_share", "of", number), line)


def _people_of_ways(scenario: Scenario) -> Iterator[People]:
    for path, way in pathways(scenario):
        yield _pair((*path, "from"), way.from_)
        yield _pair((*path, "to"), way.to)
        if way.tutor is not None:
            yield _pair((*path, "tutor"), way.tutor)
    for path, out in exits(scenario):
        yield _pair((*path, "from"), out.from_)


def _people_of_removed_ranks(scenario: Scenario) -> Iterator[People]:
    for rank, removed in scenario.structure.removed_ranks.items():
        for key in ("duties", "supervision", "comes_back"):
            for number, member in enumerate(getattr(removed, key)):
                yield _pair(("structure", "removed_ranks", rank, key, number), member)


def _people_of_levers(scenario: Scenario) -> Iterator[People]:
    supply = scenario.supply
    for name, lever in supply.redeployment.items():
        outside = lever.from_.team in scenario.teams and scenario.teams[lever.from_.team].out_of_scope
        yield _pair(("supply", "redeployment", name, "from"), lever.from_, need_posts=not outside)
        yield _pair(("supply", "redeployment", name, "to"), lever.to, need_posts=False)
    for name, bought in supply.agency.items():
        yield _pair(("supply", "agency", name), bought, need_posts=False)
    for name, reduced in supply.reduced_hours.items():
        yield _pair(("supply", "reduced_hours", name), reduced)


def _pair(path: tuple[str | int, ...], holder: Any, need_posts: bool = True) -> People:
    return People(path, holder.team, holder.role, (*path, "role"), need_posts)


def _several(path: tuple[str | int, ...], holder: Any) -> Iterator[People]:
    for number, role in enumerate(holder.roles):
        yield People(path, holder.team, role, (*path, "roles", number))


Path: TypeAlias = tuple[str | int, ...]
"""The keys that lead to a section."""


def rank_of(scenario: Scenario, role: str) -> str | None:
    """The rank of a role; None for police staff, and for a role that is not known."""
    return scenario.roles[role].rank if role in scenario.roles else None


def height(scenario: Scenario, role: str) -> int | None:
    """The place of a role's rank in the order of authority; None where it has none."""
    names = [rank.name for rank in scenario.ranks]
    rank = rank_of(scenario, role)
    return names.index(rank) if rank in names else None


def is_officer(scenario: Scenario, role: str) -> bool:
    """Whether a role is known and held by police officers."""
    return role in scenario.roles and scenario.roles[role].is_officer


def is_staff(scenario: Scenario, role: str) -> bool:
    """Whether a role is known and held by police staff."""
    return role in scenario.roles and not scenario.roles[role].is_officer


def has_posts(scenario: Scenario, team: str, role: str) -> bool:
    """Whether a team has an establishment line for a role."""
    return role in scenario.establishment.get(team, {})


def is_outside(scenario: Scenario, team: str) -> bool:
    """Whether a team is known and out of scope."""
    return team in scenario.teams and scenario.teams[team].out_of_scope


def change_days(scenario: Scenario, quantities: Iterable[_Quantity[Any]]) -> list[date]:
    """The first day of the plan and every later day on which one of some dated numbers changes."""
    first = scenario.period.first
    later = {
        step.from_
        for quantity in quantities
        for step in quantity.steps
        if step.from_ is not None and step.from_ > first
    }
    return [first, *sorted(later)]


def end_with_run_out(scenario: Scenario) -> date:
    """The last day that is surely solved; an unstated run-out has at least twelve months."""
    end = last_day(scenario.period)
    if scenario.period.run_out is not None:
        return scenario.period.run_out.after(end)
    return end + timedelta(days=365)


def numbers_listed(names: Iterable[str], most: int = 8) -> str:
    """Names in a sentence, no more than a few of them."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


__all__ = [
    "ENOUGH",
    "Path",
    "People",
    "Profile",
    "change_days",
    "end_with_run_out",
    "has_posts",
    "height",
    "is_officer",
    "is_outside",
    "is_staff",
    "numbers_listed",
    "people_mentioned",
    "rank_of",
    "unknown",
    "warning",
]
