"""Checks of removed ranks: where their work and their place in supervision go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.errors import Problem
from planner.scenario.changing_lines import lines_of_rank
from planner.scenario.checks.common import (
    ENOUGH,
    Path,
    change_days,
    numbers_listed,
    rank_of,
    unknown,
    warning,
)
from planner.scenario.checks.demand import roles_present
from planner.scenario.checks.removed_ranks import is_of_removed_rank, removed_ranks
from planner.scenario.demand import DemandLine
from planner.scenario.nodes import place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.removed_rank import RemovedRank
from planner.scenario.scenario import Scenario


def check_duties_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """Duties pass to roles that stay, each at one pace, and no more of a task than there is."""
    for rank, removed, path in removed_ranks(scenario):
        for number, duty in enumerate(removed.duties):
            here = (*path, "duties", number)
            if is_of_removed_rank(scenario, duty.role):
                yield Problem(
                    place(*here, "role"),
                    f'The rank "{rank_of(scenario, duty.role)}" is removed, so this role cannot take anything over. '
                    "Name a role that stays.",
                )
            if any(step.value <= 0 for step in duty.hours_factor.steps):
                yield Problem(
                    place(*here, "hours_factor"),
                    "Work that takes no hours cannot be planned. Write how many hours this role needs for an hour of "
                    "the rank.",
                )
            earlier = next((each for each in removed.duties[:number] if each.role == duty.role), None)
            if earlier is not None and _values(earlier.hours_factor) != _values(duty.hours_factor):
                yield Problem(
                    place(*here, "hours_factor"),
                    f'The role "{duty.role}" stands here twice, with another `hours_factor` each time. Write the same '
                    "one.",
                )
        tasks = list(_tasks_of(scenario, rank))
        if removed.duties and not tasks:
            yield warning(
                place(*path, "duties"),
                f'No task of `demand` is done by holders of the rank "{rank}" in their team: nothing is taken over.',
            )
        for words, line, task in tasks:
            taken = _shares_taken(scenario, removed, line, task)
            if max(taken) > 1 + ENOUGH:
                yield Problem(
                    place(*path, "duties"),
                    f'The shares of those who take over "{words}" add up to {max(taken):g}, more than all of it. '
                    "Correct the shares.",
                )
                break


def _values(quantity: Quantity | Share) -> list[tuple[date | None, float]]:
    return [(step.from_, step.value) for step in quantity.steps]


def _tasks_of(scenario: Scenario, rank: str) -> Iterator[tuple[str, DemandLine, str]]:
    """Tasks that holders of a rank do for their own team: how a reader calls it, the line, the task."""
    lines = lines_of_rank(scenario, rank)
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            if any((line.team, role) in lines for role in task.roles):
                yield f"{name}.{task_name}", line, task_name


def _shares_taken(scenario: Scenario, removed: RemovedRank, line: DemandLine, task: str) -> list[float]:
    """Share of a task that duties pass on, on each day from the freeze on which it changes [share]."""
    takers = [duty for duty in removed.duties if duty.role not in line.tasks[task].roles]
    frozen = max(removed.frozen_from, scenario.period.first)
    days = [frozen, *(day for day in change_days(scenario, [duty.share for duty in takers]) if day > frozen)]
    return [sum(duty.share.on(day) for duty in takers) for day in days]


def check_work_of_removed_ranks_goes_on(scenario: Scenario) -> Iterator[Problem]:
    """Tasks that only a removed rank could do have somebody who takes them over, wholly."""
    for rank, removed, path in removed_ranks(scenario):
        lost, part = [], {}
        for words, line, task in _tasks_of(scenario, rank):
            able = {role for role in line.tasks[task].roles if not is_of_removed_rank(scenario, role)}
            if able & roles_present(scenario, line.team):
                continue
            least = min(_shares_taken(scenario, removed, line, task))
            if least <= 0:
                lost.append(words)
            elif least < 1 - ENOUGH:
                part[words] = least
        if lost:
            yield warning(
                place(*path),
                f"When the holders of this rank have left, nobody does these tasks: {numbers_listed(lost)}. Say in "
                "`duties` who takes them over; what nobody does is counted as a gap.",
            )
        if part:
            yield warning(
                place(*path, "duties"),
                f"Of these tasks only {min(part.values()):g} is taken over: {numbers_listed(part)}. When the holders "
                "of the rank have left, the rest stays undone and is counted as a gap.",
            )


def check_successors_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """Those who lead in the place of a rank stay, lead a group that exists, and do not lead themselves."""
    groups = scenario.structure.supervision
    named: dict[tuple[str, str, str], tuple[Path, object]] = {}
    for _, removed, path in removed_ranks(scenario):
        for number, successor in enumerate(removed.supervision):
            here = (*path, "supervision", number)
            yield from unknown("group", successor.group, groups, *here, "group")
            if is_of_removed_rank(scenario, successor.role):
                yield Problem(
                    place(*here, "role"),
                    f'The rank "{rank_of(scenario, successor.role)}" is removed, so this role cannot lead in the place '
                    "of another. Name a role that stays.",
                )
            if any(step.value <= 0 for step in successor.span.steps):
                yield Problem(
                    place(*here, "span"),
                    "A span of 0 leads nobody. Write how many people one leader can lead.",
                )
            led = groups[successor.group].led if successor.group in groups else ()
            if any((each.team, each.role) == (successor.team, successor.role) for each in led):
                yield Problem(
                    place(*here),
                    f'"{successor.role}" of the team "{successor.team}" would lead themselves. Name somebody else, or '
                    f"take them out of `led` of {successor.group}.",
                )
            key = (successor.group, successor.team, successor.role)
            terms = _values(successor.span), _values(successor.share_at_most)
            earlier, before = named.setdefault(key, (here, terms))
            if earlier != here and before != terms:
                yield Problem(
                    place(*here),
                    f'"{successor.role}" leads {successor.group} by `{place(*earlier)}` already, with another span or '
                    "share. Write the same ones, or keep one of the two.",
                )


def check_groups_of_removed_ranks_are_led(scenario: Scenario) -> Iterator[Problem]:
    """A group that only removed ranks lead has somebody who leads it afterwards."""
    succeeded = {each.group for _, removed, _ in removed_ranks(scenario) for each in removed.supervision}
    for name, group in scenario.structure.supervision.items():
        stay = [each for each in group.led if not is_of_removed_rank(scenario, each.role)]
        leaders = [rank_of(scenario, each.role) for each in group.leaders]
        if stay and name not in succeeded and all(rank in scenario.structure.removed_ranks for rank in leaders):
            yield warning(
                place("structure", "supervision", name),
                f"Only holders of a removed rank ({numbers_listed(sorted({str(rank) for rank in leaders}))}) lead "
                "this group, so it is led by nobody when they have left. Say under `supervision` of the removed rank "
                "who leads it then.",
            )
