"""Checks of demand lines: who bears the work, who can do it, what is waiting."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.checks.common import ENOUGH, change_days, is_outside
from planner.scenario.demand import DemandLine, Task
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import nearest


def _tasks(scenario: Scenario) -> Iterator[tuple[str, DemandLine, Task, str]]:
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            yield name, line, task, place("demand", name, "tasks", task_name)


def _shares_outside(scenario: Scenario, task: Task) -> list[float]:
    """The share of a task that falls on out-of-scope teams, on every day on which it changes."""
    shares = task.out_of_scope.values()
    return [sum(share.on(day) for share in shares) for day in change_days(scenario, shares)]


def _is_planned(scenario: Scenario, task: Task) -> bool:
    return any(share < 1 - ENOUGH for share in _shares_outside(scenario, task))


def check_work_of_out_of_scope_teams(scenario: Scenario) -> Iterator[Problem]:
    """A line of an out-of-scope team is borne wholly by out-of-scope teams."""
    for _, line, task, path in _tasks(scenario):
        if is_outside(scenario, line.team) and _is_planned(scenario, task):
            yield Problem(
                path,
                f'The team "{line.team}" is out of scope, so nobody in this plan can do this task. '
                f"Write `out_of_scope: {{{line.team}: 1}}`, or give the line to a planned team.",
            )


def check_shares_of_out_of_scope_teams(scenario: Scenario) -> Iterator[Problem]:
    """No more than the whole of a task falls on out-of-scope teams."""
    for _, _, task, path in _tasks(scenario):
        most = max(_shares_outside(scenario, task))
        if most > 1 + ENOUGH:
            yield Problem(
                f"{path}.out_of_scope",
                f"The shares add up to {most:g}, more than the whole task. Correct the shares.",
            )


def check_lines_have_people(scenario: Scenario) -> Iterator[Problem]:
    """A line with work for planned teams belongs to a team with posts."""
    for name, line in scenario.demand.items():
        if _lacks_people(scenario, line):
            yield Problem(
                place("demand", name, "team"),
                f'The team "{line.team}" has no establishment, but this line has work for it. '
                f"Add its posts under `establishment.{line.team}`, or give the line to another team.",
            )


def _lacks_people(scenario: Scenario, line: DemandLine) -> bool:
    planned = line.team in scenario.teams and not is_outside(scenario, line.team)
    return (
        planned
        and not roles_present(scenario, line.team)
        and any(_is_planned(scenario, task) for task in line.tasks.values())
    )


def check_tasks_have_somebody(scenario: Scenario) -> Iterator[Problem]:
    """Every task with work for planned teams has a role that can do it and is there."""
    for _, line, task, path in _tasks(scenario):
        if line.team not in scenario.teams or is_outside(scenario, line.team) or _lacks_people(scenario, line):
            continue
        if not _is_planned(scenario, task) or not set(task.roles) <= set(scenario.roles):
            continue
        able = [role for role, efficiency in task.roles.items() if any(step.value > 0 for step in efficiency.steps)]
        if not able:
            yield Problem(path, "No role can do this task. Name one under `roles`, with an efficiency above 0.")
        elif not set(able) & roles_present(scenario, line.team):
            yield Problem(
                f"{path}.roles",
                f'No role can do this task: the team "{line.team}" has none of {", ".join(able)}, and none is'
                " lent or bought for it. Name a role that the team has.",
            )


def roles_present(scenario: Scenario, team: str) -> set[str]:
    """Roles that work in a team: in post, or lent to it, or bought for it."""
    supply = scenario.supply
    lent = {lever.to.role for lever in supply.redeployment.values() if lever.to.team == team}
    bought = {lever.role for lever in supply.agency.values() if lever.team == team}
    return set(scenario.establishment.get(team, {})) | lent | bought


def check_accreditations(scenario: Scenario) -> Iterator[Problem]:
    """Roles hold the accreditation that their task needs."""
    held = {each for role in scenario.roles.values() for each in role.accreditations}
    for _, _, task, path in _tasks(scenario):
        needed = task.accreditation
        if needed is None:
            continue
        if needed not in held:
            near = nearest(needed, held)
            hint = f'Did you mean "{near}"?' if near else "Add it to the `accreditations` of a role, or take it out."
            yield Problem(f"{path}.accreditation", f'No role has the accreditation "{needed}". {hint}')
            continue
        for name in task.roles:
            if name in scenario.roles and needed not in scenario.roles[name].accreditations:
                yield Problem(
                    f"{path}.roles.{name}",
                    f'The role "{name}" does not have the accreditation "{needed}" that this task needs. '
                    f"Take the role out, or add {needed} to its `accreditations`.",
                )


def check_opening_backlog(scenario: Scenario) -> Iterator[Problem]:
    """The opening backlog can wait, and its ages add up to it, youngest first."""
    for name, line in scenario.demand.items():
        path, opening = place("demand", name, "opening"), line.opening
        total = opening.backlog_cases.value
        if total > 0 and line.cannot_wait:
            yield Problem(
                f"{path}.backlog_cases",
                "A line that cannot wait (`start_within: 0 days`) has no backlog. Write how long a "
                "case may wait, or take the backlog out.",
            )
        if not opening.backlog_ages:
            continue
        bands = sum(band.cases.value for band in opening.backlog_ages)
        if abs(bands - total) > ENOUGH * max(1.0, total):
            yield Problem(
                f"{path}.backlog_ages",
                f"The ages add up to {bands:g} cases, but `backlog_cases` is {total:g}. Correct one of them.",
            )
        ages = [band.up_to.days for band in opening.backlog_ages]
        for number in range(1, len(ages)):
            if ages[number] <= ages[number - 1]:
                yield Problem(
                    f"{path}.backlog_ages[{number}].up_to",
                    "Ages are listed from the youngest, each once. Put them in order.",
                )
        if ages[0] == 0:
            yield Problem(
                f"{path}.backlog_ages[0].up_to",
                "Nothing is younger than 0 days. Write the greatest age in this band.",
            )


def check_arrivals_say_one_thing(scenario: Scenario) -> Iterator[Problem]:
    """Keys that belong to yearly figures do not stand beside a list, and the other way round."""
    for name, line in scenario.demand.items():
        path, arrivals = place("demand", name, "arrivals"), line.arrivals
        listed = arrivals.by_period is not None
        if listed and arrivals.season is not None:
            yield Problem(f"{path}.season", "Numbers by period have their season in them already. Take `season` out.")
        if listed and "growth" in arrivals.model_fields_set:
            yield Problem(f"{path}.growth", "Numbers by period have their growth in them already. Take `growth` out.")
        if not listed and arrivals.in_hours:
            yield Problem(
                f"{path}.in_hours",
                "`in_hours` belongs to `by_period` and `table`. Take it out; work in hours is stated as `hours`.",
            )
        if (
            arrivals.season is not None
            and arrivals.cases is not None
            and any(step.per != "year" for step in arrivals.cases.steps)
        ):
            yield Problem(
                f"{path}.season",
                "Only a yearly figure falls by season. Write `per: year`, or take `season` out.",
            )
