"""People whom nobody leads."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total
from planner.reports.words import spaced


@dataclass(frozen=True)
class Led:
    """A group of people who must be led: means over the reported periods."""

    group: str
    title: str
    led_fte: Change
    """People who must be led."""
    unled_fte: Change
    """Of these, people whom nobody leads."""
    leaders_missing_fte: Change
    """Leaders that are missing for them, at the widest span."""


def leading(plan: Plan) -> tuple[Led, ...]:
    """Each group that must be led, in the order of the scenario."""
    rows = reported(plan, "supervision")
    periods = max(1, rows["period"].nunique())

    def mean(group: str, column: str) -> Change:
        sums = total(rows[rows["group"] == group], column)
        return Change(sums.before / periods, sums.after / periods)

    groups = plan.loaded.scenario.structure.supervision
    return tuple(
        Led(
            name,
            group.title or spaced(name),
            mean(name, "led_fte"),
            mean(name, "unled_fte"),
            mean(name, "leaders_missing_fte"),
        )
        for name, group in groups.items()
    )
