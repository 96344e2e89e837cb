"""Solving from the last basis gives what solving from nothing gives."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from laws.random_scenarios import scenarios
from tiny import BASE, EXACT, Tree, cases, merged, tiny

from planner.scenario.scenario import Scenario
from planner.solver.level import LevelResult
from planner.solver.lexicographic import solve_levels
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.shift import agrees
from planner.whatif.units import changes

MOST_CHANGES = 6
"""Changes of each random scenario that are tried."""


def base_of(scenario: Scenario) -> Base:
    compiled = compile_scenario(scenario)
    assert compiled is not None
    return Base(compiled)


def from_nothing(scenario: Scenario) -> tuple[LevelResult, ...]:
    compiled = compile_scenario(scenario)
    assert compiled is not None
    return solve_levels(compiled.program, compiled.levels).levels


def assert_same(found: tuple[LevelResult, ...], expected: tuple[LevelResult, ...]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.best == pytest.approx(other.best, rel=1e-6, abs=1e-6), one.name


@given(tree=scenarios())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_change_of_a_random_scenario_gives_the_same_levels_as_from_nothing(tree: Tree) -> None:
    scenario = Scenario.model_validate(tree)
    lines = [(team, role) for team, roles in scenario.establishment.items() for role in roles]
    base = base_of(scenario)
    for change in islice((change for kind in changes(scenario, lines) for change in kind), MOST_CHANGES):
        changed = change.apply(scenario, 1.0)
        asked = base.ask(changed) if changed is not None else None
        if asked is not None and asked.outcome is not None and changed is not None:
            assert_same(asked.outcome.levels, from_nothing(changed))


@pytest.mark.parametrize("times", [0.5, 3.0])
def test_a_change_made_larger_by_its_bounds_is_the_scenario_compiled_there(times: float) -> None:
    scenario = tiny(priorities=EXACT, demand={"calls": {"arrivals": cases(900)}})
    base = base_of(scenario)
    ((person,),) = [kind for kind in changes(scenario, [("a", "officer")]) if kind[0].kind == "person"]
    one, there = (person.apply(scenario, each) for each in (1.0, times))
    assert one is not None
    assert there is not None
    compiled, compiled_there = compile_scenario(one), compile_scenario(there)
    assert compiled is not None
    assert compiled_there is not None
    shift = base.shift_to(compiled)
    assert shift is not None
    assert agrees(base.compiled, shift, times, compiled_there)
    levels = base.levels_at(shift, times, "waiting")
    assert levels is not None
    expected = [level for level in from_nothing(there) if level.name in {each.name for each in levels}]
    assert_same(tuple(levels), tuple(expected))


def test_what_changes_coefficients_is_no_shift() -> None:
    overtime = {"officers": {"roles": ["officer"], "multiplier": 1, "share_of_contracted": 0.1}}
    scenario = tiny(supply={"overtime": overtime})
    (change,) = next(kind for kind in changes(scenario, [("a", "officer")]) if kind[0].kind == "overtime")
    changed = change.apply(scenario, 1.0)
    compiled = compile_scenario(changed) if changed is not None else None
    assert compiled is not None
    assert base_of(scenario).shift_to(compiled) is None


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    scenario = Scenario.model_validate(merged(BASE, {"demand": {"calls": {"arrivals": cases(150)}}}))
    base = base_of(scenario)
    ((person,),) = [kind for kind in changes(scenario, [("a", "officer")]) if kind[0].kind == "person"]
    more, fewer = person.apply(scenario, 1.0), person.apply(scenario, -0.5)
    assert more is not None
    assert fewer is not None
    first = base.ask(more)
    base.ask(fewer)
    second = base.ask(more)
    assert first is not None
    assert second is not None
    assert first.outcome is not None
    assert second.outcome is not None
    assert [level.best for level in first.outcome.levels] == [level.best for level in second.outcome.levels]
