"""Checks that every name leads somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.checks.common import has_posts, is_outside, people_mentioned, unknown
from planner.scenario.nodes import place
from planner.scenario.pedigree import walk_quantities
from planner.scenario.scenario import Scenario


def check_roles_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """A role's rank, hours and pay group exist."""
    ranks = [rank.name for rank in scenario.ranks]
    for name, role in scenario.roles.items():
        if role.rank is not None:
            yield from unknown("rank", role.rank, ranks, "roles", name, "rank")
        yield from unknown("pattern of hours", role.hours, scenario.hours, "roles", name, "hours")
        key = ("pay_group",) if role.pay_group is not None else ()
        yield from unknown("pay group", role.pay_group_name, scenario.pay, "roles", name, *key)
    for name in scenario.supply.leavers:
        yield from unknown("role", name, scenario.roles, "supply", "leavers", name)
    for name, overtime in scenario.supply.overtime.items():
        for number, role_name in enumerate(overtime.roles):
            yield from unknown("role", role_name, scenario.roles, "supply", "overtime", name, "roles", number)
        for number, team in enumerate(overtime.teams):
            yield from unknown("team", team, scenario.teams, "supply", "overtime", name, "teams", number)


def check_establishment_is_linked(scenario: Scenario) -> Iterator[Problem]:
    """Establishment lines belong to teams and roles that exist."""
    for team, lines in scenario.establishment.items():
        yield from unknown("team", team, scenario.teams, "establishment", team)
        for role in lines:
            yield from unknown("role", role, scenario.roles, "establishment", team, role)


def check_demand_is_linked(scenario: Scenario) -> Iterator[Problem]:
    """Demand lines belong to teams that exist, and their tasks to roles and teams that exist."""
    for name, line in scenario.demand.items():
        yield from unknown("team", line.team, scenario.teams, "demand", name, "team")
        for task_name, task in line.tasks.items():
            path = ("demand", name, "tasks", task_name)
            for role in task.roles:
                yield from unknown("role", role, scenario.roles, *path, "roles", role)
            for team in task.out_of_scope:
                yield from unknown("team", team, scenario.teams, *path, "out_of_scope", team)
                if team in scenario.teams and not is_outside(scenario, team):
                    yield Problem(
                        place(*path, "out_of_scope", team),
                        f'The team "{team}" is planned here, so it cannot bear '
                        "work outside the plan. Name a team with `out_of_scope: true`.",
                    )


def check_lines_of_people_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """Wherever a team is named with a role, both exist, the team is planned and has posts for the role."""
    seen: set[str] = set()
    for people in people_mentioned(scenario):
        team_path = place(*people.path, "team")
        if team_path not in seen:
            yield from unknown("team", people.team, scenario.teams, *people.path, "team")
            if is_outside(scenario, people.team) and not _may_be_outside(people.path):
                yield Problem(
                    team_path,
                    f'The team "{people.team}" is out of scope: this plan does not staff it. Name a planned team.',
                )
        seen.add(team_path)
        yield from unknown("role", people.role, scenario.roles, *people.role_path)
        known = (
            people.team in scenario.teams and people.role in scenario.roles and not is_outside(scenario, people.team)
        )
        if known and people.need_posts and not has_posts(scenario, people.team, people.role):
            yield Problem(
                place(*people.role_path),
                f'The team "{people.team}" has no posts for the role "{people.role}". '
                f"Add the line `{people.role}` under `establishment.{people.team}`, or name another role.",
            )


def _may_be_outside(path: tuple[str | int, ...]) -> bool:
    """Out-of-scope teams may lend hours, and nothing else."""
    return path[1] == "redeployment" and path[-1] == "from"


def check_seasons_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Every season that is named exists."""
    for name, line in scenario.demand.items():
        if line.arrivals.season is not None:
            yield from unknown("season", line.arrivals.season, scenario.seasons, "demand", name, "arrivals", "season")
    for name, pattern in scenario.hours.items():
        for line_name, hours in pattern.lines.items():
            if hours.season is not None:
                yield from unknown(
                    "season", hours.season, scenario.seasons, "hours", name, "lines", line_name, "season"
                )


def check_sources_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Every source that a number names is listed."""
    for entry in walk_quantities(scenario):
        if entry.source is not None:
            yield from unknown("source", entry.source, scenario.sources, f"{entry.place}.source")


def check_pools_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """Members of a pool are recruitments, moves, pathways or exits, each once."""
    supply = scenario.supply
    known = [*supply.recruitment, *supply.moves]
    known += [str(path[-1]) for path, _ in (*pathways(scenario), *exits(scenario))]
    for name, pool in supply.pools.items():
        yield from _members("recruitment, move, pathway or exit", pool.members, known, "supply", "pools", name)


def check_limits_together_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """Members of a limit on reduced hours, or on strength over requirement, exist, each once."""
    reduced, requirements = scenario.supply.reduced_hours, scenario.requirements
    for name, together in scenario.supply.reduced_hours_together.items():
        path = ("supply", "reduced_hours_together", name)
        yield from _members("entry of `supply.reduced_hours`", together.members, reduced, *path)
    for name, together in scenario.structure.over_requirement.items():
        path = ("structure", "over_requirement", name)
        yield from _members("requirement", together.members, requirements, *path)


def _members(what: str, members: tuple[str, ...], known: Collection[str], *path: str) -> Iterator[Problem]:
    for number, member in enumerate(members):
        yield from unknown(what, member, known, *path, "members", number)
        if member in members[:number]:
            yield Problem(place(*path, "members", number), f'"{member}" stands here twice. Keep one of them.')


def check_trials_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """A trial's lever and line exist."""
    trials, supply = scenario.trials, scenario.supply
    if trials is None:
        return
    levers = [*supply.redeployment, *supply.agency, *supply.recruitment]
    yield from unknown("redeployment, agency or recruitment", trials.lever, levers, "trials", "lever")
    yield from unknown("demand line", trials.line, scenario.demand, "trials", "line")
