"""Checks of ranks, establishment lines and the people in them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.checks.common import ENOUGH, is_outside, unknown
from planner.scenario.nodes import place
from planner.scenario.people import LimitedDuty, Unavailable
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import remedy


def check_rank_names_differ(scenario: Scenario) -> Iterator[Problem]:
    """No rank is listed twice."""
    names = [rank.name for rank in scenario.ranks]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Problem(place("ranks", number, "name"), f'The rank "{name}" stands here twice. Keep one of them.')


def check_out_of_scope_teams_have_no_establishment(scenario: Scenario) -> Iterator[Problem]:
    """A team that this plan does not staff has no posts in it."""
    for team in scenario.establishment:
        if is_outside(scenario, team):
            yield Problem(
                place("establishment", team),
                f'The team "{team}" is out of scope, so this plan cannot staff it. Take its '
                "establishment out, or take `out_of_scope: true` off the team.",
            )


def check_people_away_are_in_post(scenario: Scenario) -> Iterator[Problem]:
    """No more people are away or on limited duties at the start than are in post."""
    first = scenario.period.first
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            groups: tuple[Unavailable | LimitedDuty, ...] = (
                *line.unavailable.values(),
                *line.limited_duty.values(),
            )
            away = sum(group.fte.on(first) for group in groups if group.until is None or group.until > first)
            if away > line.strength_fte.value + ENOUGH:
                yield Problem(
                    place("establishment", team, role),
                    f"{away:g} FTE are away or on limited duties on {first}, but only"
                    f" {line.strength_fte.value:g} FTE are in post. Correct `unavailable`, `limited_duty` or"
                    " `strength_fte`.",
                )


def check_barred_tasks_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Tasks that people on limited duties cannot do exist."""
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            for group, duty in line.limited_duty.items():
                for number, name in enumerate(duty.barred):
                    path = ("establishment", team, role, "limited_duty", group, "barred", number)
                    yield from _barred(scenario, name, path)


def _barred(scenario: Scenario, name: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    line, dot, task = name.partition(".")
    if line not in scenario.demand:
        yield from unknown("demand line", line, scenario.demand, *path)
    elif dot and task not in scenario.demand[line].tasks:
        tasks = scenario.demand[line].tasks
        yield Problem(place(*path), f'The line "{line}" has no task "{task}". {remedy(task, tasks)}')
