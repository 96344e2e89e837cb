"""What a change of the scenario changes in the linear program."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import cases, line, merged, tiny

from planner.whatif.asking import Base
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.difference import difference
from planner.whatif.shift import shift_between

BUDGET = {"budget": {"limits": {"all": {"pounds_per_year": 20_000}}}}
CASES_OF_TWO = {"demand": {"calls": {"tasks": {"answer": {"hours_per_case": 1.1}}}}}
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "a title": ("nothing", {"title": "Another"}),
    # The worst team's gap is counted as a share of what arrives: arrivals are a right-hand side, and a coefficient too.
    "arrivals": ("coefficients", {"demand": {"calls": {"arrivals": cases(90)}}}),
    "people in post": ("limits", {"establishment": {"a": {"officer": {"strength_fte": 0.9}}}}),
    "a budget": ("limits", {"budget": {"limits": {"all": {"pounds_per_year": 21_000}}}}),
    "what a level may give up": ("limits", {"priorities": [{"level": "gap_tier_1", "tolerance": 0.01}, "cost"]}),
    "pay": ("coefficients", {"roles": {"officer": {"pay": {"pounds_per_year": 12_100}}}}),
    "hours per case": ("coefficients", CASES_OF_TWO),
    "a line more": ("structure", {"demand": {"more": line("More")}}),
    "a limit more": ("structure", {"budget": {"limits": {"pay": {"kinds": ["pay"], "pounds_per_year": 20_000}}}}),
    "a level less": ("structure", {"priorities": ["gap_tier_1"]}),
    "whole people": ("structure", {"supply": {"recruitment": {"new": {"whole": True}}}}),
}
WAY = {"team": "a", "role": "officer", "per_intake_fte": 0.1, "intakes": ["2019-04-01"], "cost_pounds_each": 100}
STATED = merged(BUDGET, {"priorities": ["gap_tier_1", "cost"], "supply": {"recruitment": {"new": WAY}}})


def compiled(like: Compiled | None = None, **changes: Any) -> Compiled:
    found = compile_scenario(tiny(**changes), like)
    assert found is not None
    return found


@pytest.mark.parametrize("what", CHANGES)
def test_what_differs_is_seen_in_the_program_whether_compiled_alike_or_apart(what: str) -> None:
    expected, change = CHANGES[what]
    before = compiled(**STATED)
    changed = merged(STATED, change)
    assert difference(before, compiled(before, **changed)) == expected
    assert difference(before, compiled(**changed)) == expected


def test_what_costs_alone_move_is_a_price() -> None:
    # Without a budget no row knows what a recruit costs, but the level `cost` does.
    no_budget = merged(STATED, {"budget": None})
    dearer = merged(no_budget, {"supply": {"recruitment": {"new": {"cost_pounds_each": 120}}}})
    assert difference(compiled(**no_budget), compiled(**dearer)) == "prices"


@pytest.mark.parametrize("what", CHANGES)
def test_only_what_moves_limits_alone_can_be_made_larger_without_compiling(what: str) -> None:
    expected, change = CHANGES[what]
    before = compiled(**STATED)
    shift = shift_between(before, compiled(before, **merged(STATED, change)))
    assert (shift is not None) == (expected in {"nothing", "limits"})


@pytest.mark.parametrize(
    ("what", "solved"),
    [
        ("a title", "not at all"),
        ("a budget", "from the plan"),
        ("arrivals", "from the plan"),
        ("pay", "from the plan"),
        ("a line more", "from the plan"),
    ],
)
def test_the_answer_tells_what_differed_and_how_it_was_solved(what: str, solved: str) -> None:
    expected, change = CHANGES[what]
    base = Base(compiled(**STATED))
    asked = base.ask(tiny(**merged(STATED, change)))
    assert asked is not None
    assert (asked.difference, asked.solved, asked.fallbacks) == (expected, solved, 0)


def test_whole_people_are_searched_for_from_nothing() -> None:
    whole = merged(STATED, CHANGES["whole people"][1])
    base = Base(compiled(**whole))
    asked = base.ask(tiny(**merged(whole, CHANGES["arrivals"][1])))
    assert asked is not None
    assert (asked.difference, asked.solved) == ("coefficients", "from nothing")
