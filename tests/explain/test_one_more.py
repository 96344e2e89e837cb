"""What one more unit does, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, cases, line, merged, tiny

from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.effects import Effect, Range, effects
from planner.whatif.units import changes

SCARCE = [("a", "officer")]
BUSY = {"priorities": EXACT, "demand": {"calls": {"arrivals": cases(150), "start_within": "0 days"}}}
"""150 hours in each of two months for one officer's 100: 100 hours are never done, and each counts 240 months late."""


def base_of(**made: Any) -> Base:
    compiled = compile_scenario(tiny(**made))
    assert compiled is not None
    return Base(compiled)


def effect_of(base: Base, kind: str) -> Effect:
    kinds = [found for found in changes(base.scenario, SCARCE) if found[0].kind == kind]
    (effect,) = effects(base, kinds, closely=1)
    return effect


def test_one_more_person_does_what_is_left_and_the_effect_ends_with_half_a_person() -> None:
    effect = effect_of(base_of(**BUSY), "person")
    # 50 hours a month are left: one more officer does them all, 2 x 50 x 240 = 24,000 hour-months.
    assert effect.level == "gap_tier_1"
    assert effect.rate_more == pytest.approx(24_000)
    # Half an officer would have been enough, so a whole unit's effect per person holds up to 0.5.
    assert effect.holds == Range(0.5, ends=True)


def test_one_fewer_takes_more_than_one_more_gives_but_a_small_step_does_not() -> None:
    effect = effect_of(base_of(**BUSY), "person")
    # Without the officer 100 hours more are left each month: 2 x 100 x 240. A quarter gives and takes 25 a month.
    assert effect.rate_fewer == pytest.approx(48_000)
    assert not effect.same_both_ways
    assert effect.unique


def test_where_even_a_small_step_has_another_effect_forth_than_back_there_is_no_one_rate() -> None:
    half = {"roles": {"officer": 0.5}}
    slow = line(arrivals=cases(100), start_within="0 days", tasks={"answer": half})
    calls = {"arrivals": cases(100), "start_within": "0 days"}
    effect = effect_of(base_of(priorities=EXACT, demand={"calls": calls, "slow": slow}), "person")
    # The officer's 100 hours are just the calls. One more does 50 hours of slow work; one fewer leaves 100 of calls.
    assert effect.rate_more == pytest.approx(2 * 50 * 240)
    assert effect.rate_fewer == pytest.approx(2 * 100 * 240)
    assert not effect.unique


def test_an_effect_that_does_not_end_holds_as_far_as_it_was_looked_for() -> None:
    # 10,000 hours a month: 64 officers more are still too few.
    many = merged(BUSY, {"demand": {"calls": {"arrivals": cases(10_000)}}})
    effect = effect_of(base_of(**many), "person")
    assert effect.holds == Range(64.0, ends=False)
    assert effect.same_both_ways


def test_a_post_that_nobody_can_fill_does_nothing() -> None:
    # There is no way in.
    effect = effect_of(base_of(**BUSY), "post")
    assert not effect.does_something
    assert effect.moves_bounds_alone
    assert effect.holds is None


def test_a_place_in_an_intake_is_worth_what_the_recruit_works() -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 0.1, "intakes": ["2019-04-01"]}
    posts = {"establishment": {"a": {"officer": {"approved_fte": 10}}}, "supply": {"recruitment": {"new": way}}}
    effect = effect_of(base_of(**merged(BUSY, posts)), "place")
    # 0.1 recruits do 10 of the 50 hours a month; one more place fills the other 40: 2 x 40 x 240, and 0.4 are enough.
    assert effect.rate_more == pytest.approx(2 * 40 * 240)
    assert effect.holds is not None
    assert effect.holds.units <= 0.4
    assert effect.holds.ends


def test_a_month_earlier_is_compiled_again_and_gives_a_month_of_work() -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 0.1, "intakes": ["2019-04-01"], "lead": "1 month"}
    posts = {"establishment": {"a": {"officer": {"approved_fte": 10}}}, "supply": {"recruitment": {"new": way}}}
    effect = effect_of(base_of(**merged(BUSY, posts)), "earlier")
    # They join in May; a month sooner they do 10 hours in April too.
    assert effect.rate_more == pytest.approx(10 * 240)
    assert not effect.moves_bounds_alone


def test_changes_that_do_nothing_together_are_not_asked_for_alone() -> None:
    base = base_of(**merged(BUSY, {"roles": {"clerk": {**tiny_role(), "title": "Clerk"}}, "establishment": CLERKS}))
    scarce = [*SCARCE, ("a", "clerk"), ("b", "clerk")]
    kinds = [found for found in changes(base.scenario, scarce) if found[0].kind == "post"]
    found = effects(base, kinds, closely=0)
    assert [effect.does_something for effect in found] == [False, False, False]
    # The first is asked for alone, the other two in one go.
    ((first, *_),) = kinds
    assert [effect.change for effect in found if effect.more is not None] == [first]


CLERKS = {
    "a": {"clerk": {"approved_fte": 1, "strength_fte": 1}},
    "b": {"clerk": {"approved_fte": 1, "strength_fte": 1}},
}


def tiny_role() -> dict[str, Any]:
    return {"rank": "constable", "hours": "full", "pay": {"pounds_per_year": 12000}}
