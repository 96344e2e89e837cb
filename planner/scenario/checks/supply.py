"""Checks of the ways in, the moves and the levers on hours."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.checks.common import is_outside, unknown
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import remedy


def check_flow_names_differ(scenario: Scenario) -> Iterator[Problem]:
    """A recruitment, a move and a known joiner do not share a name: pools tell them apart by it."""
    taken: dict[str, str] = {}
    supply = scenario.supply
    for section, names in (
        ("recruitment", supply.recruitment),
        ("moves", supply.moves),
        ("known_joiners", supply.known_joiners),
    ):
        for name in names:
            if name in taken:
                yield Problem(
                    place("supply", section, name),
                    f'The name "{name}" is taken by `supply.{taken[name]}.{name}`. Write another name.',
                )
            taken.setdefault(name, section)


def check_people_come_from_out_of_scope_teams_or_move(scenario: Scenario) -> Iterator[Problem]:
    """Recruitment takes people from out-of-scope teams only; between planned teams people move."""
    for name, way in scenario.supply.recruitment.items():
        if way.from_team is None:
            continue
        path = place("supply", "recruitment", name, "from_team")
        if way.from_team not in scenario.teams:
            yield from unknown("team", way.from_team, scenario.teams, path)
        elif not is_outside(scenario, way.from_team):
            yield Problem(
                path,
                f'The team "{way.from_team}" is planned here. Write this as one of the `moves`, or name an'
                " out-of-scope team.",
            )


def check_moves_go_somewhere(scenario: Scenario) -> Iterator[Problem]:
    """Moves and redeployment lead to another line than they come from."""
    for name, move in scenario.supply.moves.items():
        if move.from_ == move.to:
            yield Problem(
                place("supply", "moves", name, "to"),
                "This move ends where it begins. Name another team or role.",
            )
    for name, lever in scenario.supply.redeployment.items():
        if lever.from_ == lever.to:
            yield Problem(
                place("supply", "redeployment", name, "to"),
                "These hours stay where they are. Name another team or role.",
            )


def check_redeployment_limits(scenario: Scenario) -> Iterator[Problem]:
    """Hours lent by an out-of-scope team are limited in FTE: this plan does not know its strength."""
    for name, lever in scenario.supply.redeployment.items():
        if is_outside(scenario, lever.from_.team) and lever.fte is None:
            yield Problem(
                place("supply", "redeployment", name, "share_of_hours"),
                f'The strength of the out-of-scope team "{lever.from_.team}" '
                "is not known here. Write `fte` instead of `share_of_hours`.",
            )


def check_overtime_is_paid(scenario: Scenario) -> Iterator[Problem]:
    """Overtime is worked by ranks that are paid it, in planned teams."""
    unpaid = {rank.name for rank in scenario.ranks if not rank.paid_overtime}
    for name, overtime in scenario.supply.overtime.items():
        path = place("supply", "overtime", name)
        for number, role_name in enumerate(overtime.roles):
            role = scenario.roles.get(role_name)
            if role is not None and role.rank in unpaid:
                yield Problem(
                    f"{path}.roles[{number}]",
                    f'The rank "{role.rank}" of the role "{role_name}" is not paid overtime. Take the role out.',
                )
        for number, team in enumerate(overtime.teams):
            if is_outside(scenario, team):
                yield Problem(
                    f"{path}.teams[{number}]",
                    f'The team "{team}" is out of scope: this plan does not staff it. Name a planned team.',
                )


def check_displacement(scenario: Scenario) -> Iterator[Problem]:
    """Work is displaced from a task that exists to an out-of-scope team."""
    for name, lever in scenario.supply.displacement.items():
        path = place("supply", "displacement", name)
        if lever.line not in scenario.demand:
            yield from unknown("demand line", lever.line, scenario.demand, path, "line")
        elif lever.task not in scenario.demand[lever.line].tasks:
            tasks = scenario.demand[lever.line].tasks
            yield Problem(
                f"{path}.task",
                f'The line "{lever.line}" has no task "{lever.task}". {remedy(lever.task, tasks)}',
            )
        yield from unknown("team", lever.to_team, scenario.teams, path, "to_team")
        if lever.to_team in scenario.teams and not is_outside(scenario, lever.to_team):
            yield Problem(
                f"{path}.to_team",
                f'The team "{lever.to_team}" is planned here; lend hours to it as `redeployment`, or name an '
                "out-of-scope team.",
            )
