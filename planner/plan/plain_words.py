"""Rules and changes as the reader knows them: in plain words, with units, owners, and the reader's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.errors import Change, ClashingRule
from planner.model import Formulation
from planner.model.standing import standing_of
from planner.plan.breaches import UNITS
from planner.plan.figures import at, edits_of, figure_at
from planner.scenario.scenario import Scenario

UNITS_OF_LIMITS: Mapping[str, str] = {
    **UNITS,
    "gone_by": "FTE",
    "duties_passed": "hours",
    "coverage_floor": "share",
    "": "FTE",
}
"""The unit of each rule's change by family; upper bounds of decisions (no family) are stated for people alone."""

MOVED = ("budgets", "overtime_limits", "flow_caps")
"""Rules of which the row may be less than the figure: what is agreed already has been taken off, which does not matter
to a change."""

SAME = 1e-6
"""How near a row's limit is to the reader's figure if it is the same [share]."""


def rule_in_plain_words(clashing: ClashingRule, formulation: Formulation, scenario: Scenario) -> ClashingRule:
    """Say a rule as in a meeting, what it rests on and who owns it."""
    standing = standing_of(clashing.family, clashing.place, formulation.program, scenario.priorities)
    return replace(clashing, rule=standing.words, kind=standing.kind, owner=standing.owner)


def change_in_plain_words(change: Change, formulation: Formulation, scenario: Scenario) -> Change:
    """Say a change with its unit and its owner, and in the reader's own figures."""
    standing = standing_of(change.family, change.place, formulation.program, scenario.priorities)
    unit = UNITS_OF_LIMITS.get(change.family, "")
    if change.family == "level_limits":
        node = at(scenario, change.place.rpartition(".")[0])
        unit = next((level.unit for level in formulation.levels if level.name == node.level), "")
    told = replace(
        change,
        rule=standing.words,
        unit=unit,
        limit=_own_figure(change, scenario),
        kind=standing.kind,
        owner=standing.owner,
    )
    return replace(told, edits=edits_of(told, scenario, formulation.given.tables.calendar))


def _own_figure(change: Change, scenario: Scenario) -> float | None:
    """The figure that the reader wrote, if it is one and the change is to be added to it or taken from it."""
    figure = figure_at(change.place, scenario)
    if figure is None or figure.only is None:
        return None
    if change.family in MOVED:
        return figure.only
    is_same = change.limit is not None and abs(change.limit - figure.only) <= SAME * max(1.0, abs(figure.only))
    return figure.only if is_same else None
