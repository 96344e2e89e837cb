"""The scenario that `planner new` prints."""

from __future__ import annotations

from collections.abc import Callable

from planner.scenario.load import Loaded
from planner.scenario.template import template


def test_it_loads_without_problems_and_without_warnings(load: Callable[[str], Loaded]) -> None:
    assert load(template()).warnings == ()


def test_it_begins_with_the_line_that_editors_look_for() -> None:
    assert template().startswith("# yaml-language-server: $schema=scenario.schema.json\n")


def test_it_shows_what_most_scenarios_need(load: Callable[[str], Loaded]) -> None:
    scenario = load(template()).scenario
    assert len([team for team in scenario.teams.values() if not team.out_of_scope]) == 2
    assert len(scenario.demand) == 2
    assert scenario.supply.recruitment
    assert scenario.supply.overtime
    assert scenario.structure.supervision
    assert scenario.budget.limits
