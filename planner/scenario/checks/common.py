"""What several checks need: problems as sentences, places as paths, people as (team, role)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.errors import Problem
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
    for name, group in scenario.structure.supervision.items():
        base = ("structure", "supervision", name)
        for kind, members in (("led", group.led), ("leaders", group.leaders)):
            for number, member in enumerate(members):
                yield _pair((*base, kind, number), member)
    for name, minimum in scenario.structure.minimum_strength.items():
        yield from _several(("structure", "minimum_strength", name), minimum)
    for name, requirement in scenario.requirements.items():
        yield from _several(("requirements", name), requirement)


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
    for name, lever in supply.redeployment.items():
        outside = lever.from_.team in scenario.teams and scenario.teams[lever.from_.team].out_of_scope
        yield _pair(("supply", "redeployment", name, "from"), lever.from_, need_posts=not outside)
        yield _pair(("supply", "redeployment", name, "to"), lever.to, need_posts=False)
    for name, bought in supply.agency.items():
        yield _pair(("supply", "agency", name), bought, need_posts=False)


def _pair(path: tuple[str | int, ...], holder: Any, need_posts: bool = True) -> People:
    return People(path, holder.team, holder.role, (*path, "role"), need_posts)


def _several(path: tuple[str | int, ...], holder: Any) -> Iterator[People]:
    for number, role in enumerate(holder.roles):
        yield People(path, holder.team, role, (*path, "roles", number))


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
    "People",
    "Profile",
    "change_days",
    "end_with_run_out",
    "has_posts",
    "is_outside",
    "numbers_listed",
    "people_mentioned",
    "unknown",
    "warning",
]
