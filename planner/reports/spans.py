"""Supervision period by period: who is led and by nobody, and how many people there are for each leader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, ShareChange, of_lines, reported, total
from planner.reports.words import moment, spaced
from planner.scenario.changing_lines import lines_of_rank
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class LedThen:
    """A group that must be led in a period."""

    period: str
    moment: str
    """When it is, within a sentence."""
    led_fte: Change
    unled_fte: Change
    leaders_missing_fte: Change
    span: ShareChange
    """Span of control: people who must be led for each leader in post. Where leaders lead several groups, all of these
    groups and all of their leaders count together, so that nobody counts twice; None where no leader is in post."""


@dataclass(frozen=True)
class GroupCourse:
    """A group that must be led, period by period."""

    group: str
    title: str
    by_removed_rank: bool
    """Whether a rank that is removed has led it."""
    periods: tuple[LedThen, ...]


def group_courses(plan: Plan) -> tuple[GroupCourse, ...]:
    """Each group that must be led, in the order of the scenario; none where no rank is removed."""
    scenario = plan.loaded.scenario
    removed = _removed_lines(plan)
    if not removed:
        return ()
    rows, people = reported(plan, "supervision"), reported(plan, "staffing")
    return tuple(
        GroupCourse(
            name,
            group.title or spaced(name),
            any((leader.team, leader.role) in removed for leader in group.leaders),
            tuple(_led_then(scenario, name, rows, people)),
        )
        for name, group in scenario.structure.supervision.items()
    )


def _led_then(scenario: Scenario, group: str, rows: pd.DataFrame, people: pd.DataFrame) -> Iterator[LedThen]:
    groups, lines = groups_together(scenario, group)
    every = rows[rows["group"].isin(groups)]
    leaders = of_lines(people, lines)
    for (_, period), own in rows[rows["group"] == group].groupby(["period_first", "period"], sort=True):
        led, there = (
            total(part[part["period"] == period], column)
            for part, column in ((every, "led_fte"), (leaders, "strength_fte"))
        )
        yield LedThen(
            str(period),
            moment(str(period), scenario.period.step),
            total(own, "led_fte"),
            total(own, "unled_fte"),
            total(own, "leaders_missing_fte"),
            ShareChange(_span(led.before, there.before), _span(led.after, there.after)),
        )


def groups_together(scenario: Scenario, group: str) -> tuple[set[str], set[tuple[str, str]]]:
    """The groups that share leaders with a group, and all their leaders, those of a removed rank's place included.

    Returns:
        Names of groups, the group's own among them, and lines (team, role).
    """
    leaders = {
        name: {(leader.team, leader.role) for leader in spec.leaders}
        | {
            (successor.team, successor.role)
            for removed in scenario.structure.removed_ranks.values()
            for successor in removed.supervision
            if successor.group == name
        }
        for name, spec in scenario.structure.supervision.items()
    }
    groups, lines = {group}, set(leaders[group])
    while more := {name for name, own in leaders.items() if name not in groups and own & lines}:
        groups |= more
        lines = lines.union(*(leaders[name] for name in more))
    return groups, lines


def _span(led: float, leaders: float) -> float | None:
    return led / leaders if leaders > 0 else None


def _removed_lines(plan: Plan) -> set[tuple[str, str]]:
    scenario = plan.loaded.scenario
    return {line for rank in scenario.structure.removed_ranks for line in lines_of_rank(scenario, rank)}
