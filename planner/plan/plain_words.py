"""Rules and changes as the reader knows them: in plain words, with units, owners, and the reader's own figures."""

from __future__ import annotations

from dataclasses import replace

from planner.clashes import Change, ClashingRule
from planner.model import Formulation
from planner.model.standing import YEARLY, standing_of
from planner.plan.figures import at, edits_of, figure_at
from planner.scenario.scenario import Scenario

SAME = 1e-6
"""How near a row's limit is to the reader's figure if it is the same [share]."""


def rule_in_plain_words(clashing: ClashingRule, formulation: Formulation, scenario: Scenario) -> ClashingRule:
    """Say a rule as in a meeting, what it rests on and who owns it."""
    standing = standing_of(clashing.family, clashing.place, formulation.program, scenario.priorities)
    return replace(clashing, rule=standing.words, kind=standing.kind, owner=standing.owner)


def change_in_plain_words(change: Change, formulation: Formulation, scenario: Scenario) -> Change:
    """Say a change with its unit and its owner, and in the reader's own figures."""
    standing = standing_of(change.family, change.place, formulation.program, scenario.priorities)
    unit = standing.unit
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
    if change.family in YEARLY:
        return figure.only
    is_same = change.limit is not None and abs(change.limit - figure.only) <= SAME * max(1.0, abs(figure.only))
    return figure.only if is_same else None
