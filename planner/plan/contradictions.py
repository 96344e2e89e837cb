"""A contradiction as the reader knows it: rules in plain words, amounts with their unit, figures as they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.errors import Change, ClashingRule, ContradictionError
from planner.model import Formulation
from planner.plan.breaches import UNITS
from planner.plan.earliest import earliest_dates
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario

UNITS_OF_LIMITS: Mapping[str, str] = {**UNITS, "gone_by": "FTE", "duties_passed": "hours", "": "FTE"}
"""The unit of each rule by family; upper bounds of decisions (no family) are stated for people alone."""

WORDS: Mapping[str, str] = {
    "budgets": "what a year costs stays within the budget",
    "overtime_limits": "overtime of a year stays within its limit",
    "establishment": "nobody joins a line that has no free post",
    "strength_limits": "this strength is there",
    "short_share_caps": "strength is short by no more than this share",
    "over_requirement_caps": "strength over the requirement stays within its limit",
    "reduced_hours_together": "no more people than this are on reduced hours",
    "flow_caps": "no more than this may start in a year",
    "clear_by": "nothing is overdue on this day",
    "coverage_floor": "at least this share is covered in each year",
    "level_limits": "the level stays within its limit",
    "gone_by": "no more than this is left of the rank from this day on",
    "duties_passed": "no more of the rank's work than this share passes to the role",
    "": "no more than this may start at a time, or be in use",
}
"""Each rule in words, by family."""

FIGURES = ("left_fte", "pounds_per_year", "fte", "at_least_fte", "exactly_fte", "per_year_fte", "approved_fte")
"""Names of the figure that a rule is about, where its place is a section."""

MOVED = ("budgets", "overtime_limits", "flow_caps")
"""Rules of which the row may be less than the figure: what is agreed already has been taken off, which does not matter
to a change."""

SAME = 1e-6
"""How near a row's limit is to the reader's figure if it is the same [share]."""


def in_the_reader_s_words(
    error: ContradictionError, formulation: Formulation, scenario: Scenario, deadline: float | None
) -> ContradictionError:
    """Say a contradiction in plain words, with units, with the reader's own figures, and with dates that work.

    Args:
        error: What the solver found out.
        formulation: The program that has no plan.
        scenario: Where the rules stand.
        deadline: By `time.monotonic()`; dates that have not been found by then are left out.
    """

    def rule(clashing: ClashingRule) -> ClashingRule:
        return replace(clashing, rule=WORDS.get(clashing.family, clashing.rule))

    def change(found: Change) -> Change:
        unit = UNITS_OF_LIMITS.get(found.family, "")
        if found.family == "level_limits":
            node = _at(scenario, found.place.rpartition(".")[0])
            unit = next((level.unit for level in formulation.levels if level.name == node.level), "")
        return replace(found, rule=WORDS.get(found.family, found.rule), unit=unit, limit=_own_figure(found, scenario))

    dates = earliest_dates(formulation, error.conflicts, deadline)
    return error.told(rule, change).with_earliest(dates)


def _own_figure(change: Change, scenario: Scenario) -> float | None:
    """The figure that the reader wrote, if it is one and the change is to be added to it or taken from it."""
    node = _at(scenario, change.place)
    if not isinstance(node, Quantity):
        stated = [getattr(node, name, None) for name in FIGURES]
        figures = [each for each in stated if isinstance(each, Quantity)]
        if len(figures) != 1:
            return None
        node = figures[0]
    if len(node.steps) != 1:
        return None
    if change.family in MOVED:
        return node.value
    is_same = change.limit is not None and abs(change.limit - node.value) <= SAME * max(1.0, abs(node.value))
    return node.value if is_same else None


def _at(scenario: Scenario, place: str) -> Any:
    """What stands at a path of the scenario, e.g. `priorities[0].at_most`; none if nothing does."""
    node: Any = scenario
    for part in re.findall(r"[^.\[\]]+", place):
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, tuple) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        else:
            node = getattr(node, part, None)
    return node
