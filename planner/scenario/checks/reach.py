"""A warning about demand that no strength could ever cover."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.checks.common import warning
from planner.scenario.demand import DemandLine, Task
from planner.scenario.nodes import place
from planner.scenario.numbers import DAYS_PER_YEAR
from planner.scenario.scenario import Scenario


def check_tasks_are_within_reach(scenario: Scenario) -> Iterator[Problem]:
    """A task does not need more hours than everybody able to do it is paid for, with every post filled.

    Generous on purpose: no leave, no other work, all that may be lent, bought or worked over time. What does
    not fit even so is a mistake in the numbers, or a finding to know before anything is solved.
    """
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            needed = _hours_needed(scenario, line, task)
            reach = _hours_in_reach(scenario, line, task)
            if 0 < reach < needed:
                yield warning(
                    place("demand", name, "tasks", task_name),
                    f"This task needs about {needed:,.0f} hours a year; everybody who can do it is paid for"
                    f" {reach:,.0f} with every post filled. Whatever the plan, most of the rest stays"
                    " uncovered.",
                )


def _hours_needed(scenario: Scenario, line: DemandLine, task: Task) -> float:
    """Hours a year for planned teams at the beginning, done by the role that is quickest at it [hours]."""
    first = scenario.period.first
    rate = line.arrivals.cases or line.arrivals.hours
    if rate is not None:
        cases = rate.per_year_on(first)
    elif line.arrivals.by_period is not None:
        days = (periods.last_day(scenario.period) - first).days + 1
        cases = sum(line.arrivals.by_period.values) * DAYS_PER_YEAR / days
    else:
        return 0.0
    planned = 1.0 - sum(share.on(first) for share in task.out_of_scope.values())
    best = max((efficiency.on(first) for efficiency in task.roles.values()), default=0.0)
    own = cases * (1 - line.partner_share.on(first))
    return own * planned * task.hours_per_case.on(first) / best if best > 0 else 0.0


def _hours_in_reach(scenario: Scenario, line: DemandLine, task: Task) -> float:
    """Hours a year that able people could be paid for at the most [hours]."""
    first, total = scenario.period.first, 0.0
    for role in task.roles:
        if role not in scenario.roles or scenario.roles[role].hours not in scenario.hours:
            return inf
        fte = _posts(scenario, line.team, role)
        for lever in scenario.supply.redeployment.values():
            if (lever.to.team, lever.to.role) == (line.team, role):
                whole_line = _posts(scenario, lever.from_.team, lever.from_.role)
                fte += whole_line if lever.fte is None else lever.fte.on(first)
        bought = (each for each in scenario.supply.agency.values() if (each.team, each.role) == (line.team, role))
        fte += sum(each.fte.on(first) for each in bought)
        overtime = [each for each in scenario.supply.overtime.values() if role in each.roles]
        longer = 1.0 + sum(each.share_of_contracted.on(first) for each in overtime)
        total += fte * longer * scenario.hours[scenario.roles[role].hours].contracted.per_year_on(first)
    return total


def _posts(scenario: Scenario, team: str, role: str) -> float:
    """Posts of a line, or the people in them if they are more [FTE]."""
    line = scenario.establishment.get(team, {}).get(role)
    if line is None:
        return 0.0
    most = max(max(step.value for step in quantity.steps) for quantity in (line.approved_fte, line.strength_fte))
    return most + max(step.value for step in line.supernumerary_fte.steps)
