"""A change asked from the solved plan gives what it gives from nothing, also where the restart goes wrong."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from tiny import cases, line, merged, tiny, two_teams
from whatif.hot_and_cold import compared
from whatif.random_changes import random_changes

from planner.scenario.scenario import Scenario
from planner.solver.engines import InHighs
from planner.solver.highs import AGAIN, KeptModel
from planner.solver.matrix import FloatArray
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario

WAY = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}
BUSY = two_teams(
    1,
    2,
    demand={
        "calls": {"arrivals": cases(150), "start_within": "0 days"},
        "visits": line("Visits", team="b", tier=2, arrivals=cases(210), opening={"backlog_cases": 40}),
    },
    supply={
        "leavers": {"officer": {"rate": {"value": 0.06, "per": "year"}}},
        "recruitment": {"new": {"team": "a", "role": "officer", "per_intake_fte": 0.1, "cost_pounds_each": 200}},
        "moves": {"across": {**WAY, "per_month_fte": 0.2}},
        "redeployment": {"lend": {**WAY, "share_of_hours": 0.1, "efficiency": 0.9}},
        "overtime": {"more": {"roles": ["officer"], "multiplier": 1.3, "share_of_contracted": 0.05}},
    },
    structure={"minimum_strength": {"b": {"team": "b", "roles": ["officer"], "fte": 1.5, "decided_by": "Head"}}},
    budget={"limits": {"all": {"pounds_per_year": 42_000}}},
    priorities=["gap_tier_1", "evenness_tier_1", "gap_tier_2", "evenness_tier_2", "cost", "waiting", "disruption"],
)
"""Two teams that cannot do all of their work, every lever in use, and a budget that just about pays for it."""
MORE = {"demand": {"calls": {"arrivals": cases(160)}}}


def base_of(scenario: Scenario) -> Base:
    compiled = compile_scenario(scenario)
    assert compiled is not None
    return Base(compiled)


def test_random_changes_give_what_they_give_from_nothing() -> None:
    scenario = tiny(**BUSY)
    base = base_of(scenario)
    found = [(name, compared(base, changed)) for name, changed in random_changes(scenario, 30, 2019)]
    assert [(name, one) for name, one in found if one is not None and one.is_wrong] == []
    # Of every kind of difference there is at least one; otherwise this would say little.
    assert {one.difference for _, one in found if one is not None} >= {"limits", "coefficients", "structure"}


# ---------------------------------------------------------------- a restart that goes wrong
def no_plan(model: KeptModel) -> FloatArray:
    """Nobody works anywhere, whatever the balances say."""
    return np.zeros(model.matrix.number_of_columns)


def worst_plan(model: KeptModel) -> FloatArray:
    """A plan that keeps every rule and is as bad as can be."""
    other = KeptModel(model.matrix)
    other.set_costs(-model._costs)
    return other.solve().values


class Poisoned:
    """What HiGHS says of a solve, but with another plan or other prices."""

    def __init__(self, said: object, **other: list[float]) -> None:
        self._said = said
        vars(self).update(other)

    def __getattr__(self, name: str) -> object:
        return getattr(self._said, name)


SPOILT: dict[str, Callable[[KeptModel], dict[str, list[float]]]] = {
    "a plan that breaks a rule": lambda model: {"col_value": no_plan(model).tolist()},
    "a plan that is not the best": lambda model: {"col_value": worst_plan(model).tolist()},
    "prices that prove nothing": lambda model: {"row_dual": [0.0] * model.matrix.number_of_rows},
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_restart_is_noticed_and_solved_from_nothing(spoilt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base, changed = base_of(tiny(**BUSY)), tiny(**merged(BUSY, MORE))
    good = base.ask(changed)
    read, spoiled = KeptModel._read, []

    def spoil(model: KeptModel, method: str) -> Any:
        if method != AGAIN:
            return read(model, method)
        told, other = model._highs.getSolution, SPOILT[spoilt](model)
        spoiled.append(method)
        with monkeypatch.context() as only_here:
            only_here.setattr(model._highs, "getSolution", lambda: Poisoned(told(), **other))
            return read(model, method)

    monkeypatch.setattr(KeptModel, "_read", spoil)
    asked = base.ask(changed)
    assert good is not None
    assert asked is not None
    assert good.outcome is not None
    assert asked.outcome is not None
    assert spoiled
    assert (asked.solved, good.fallbacks) == ("from the plan", 0)
    assert asked.fallbacks > 0
    expected = {level.name: level.best for level in good.outcome.levels}
    assert {level.name: level.best for level in asked.outcome.levels} == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_lock_that_leaks_after_a_restart_is_solved_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    base, changed = base_of(tiny(**BUSY)), tiny(**merged(BUSY, MORE))
    good = base.ask(changed)
    hold, forgotten, held = InHighs.hold, [], []

    def forget(engine: InHighs, name: str, *more: Any) -> None:
        # Where the levels restart from the plan nothing is held, so that a level below spoils those above.
        (forgotten if engine._starts else held).append(name)
        if not engine._starts:
            hold(engine, name, *more)

    monkeypatch.setattr(InHighs, "hold", forget)
    asked = base.ask(changed)
    assert forgotten
    assert held == forgotten
    assert good is not None
    assert asked is not None
    assert asked.outcome is not None
    assert asked.fallbacks == len(asked.outcome.levels)
    assert good.outcome is not None
    expected = {level.name: level.best for level in good.outcome.levels}
    assert {level.name: level.best for level in asked.outcome.levels} == pytest.approx(expected, rel=1e-9, abs=1e-9)


# ---------------------------------------------------------------- many questions
def test_the_order_of_the_questions_changes_no_bit() -> None:
    scenario = tiny(**BUSY)
    changes = [changed for _, changed in random_changes(scenario, 8, 1)]
    forth, back = base_of(scenario), base_of(scenario)

    def told(base: Base, changed: Scenario) -> Any:
        asked = base.ask(changed)
        return asked and asked.outcome and [(level.name, level.best, level.held) for level in asked.outcome.levels]

    assert [told(forth, each) for each in changes] == [told(back, each) for each in reversed(changes)][::-1]


def test_nothing_of_a_question_is_kept() -> None:
    scenario = tiny(**BUSY)
    base, changed = base_of(scenario), tiny(**merged(BUSY, MORE))

    def objects_after(questions: int) -> int:
        for _ in range(questions):
            base.ask(changed)
        gc.collect()
        # pandas keeps weak references to views of the plan's tables and clears them out by the hundred.
        return sum(not isinstance(each, weakref.ReferenceType) for each in gc.get_objects())

    before = objects_after(3)
    assert objects_after(5) - before < 50
