"""What one more unit does, found by solving again: one-sided, with the range over which it holds.

A price read off the solver would be one of many as soon as the plan is degenerate, and would say nothing of how far it
holds. So nothing is read off: the plan is made again with one unit more and with one fewer, and again with more of them
until the effect of each is no longer the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.scenario.scenario import Scenario
from planner.solver.level import LevelResult
from planner.whatif.asking import Asked, Base
from planner.whatif.compiled import Compiled
from planner.whatif.difference import BOUNDS
from planner.whatif.outcome import Outcome
from planner.whatif.shift import Shift, agrees
from planner.whatif.units import Change

Progress = Callable[[str, int, int], None]
"""Called with what is being tried, and how many of how many changes are done."""

SAME_RATE = 0.01
"""By which share an effect may differ and be the same."""
SMALLEST_STEP = 0.25
"""The first step of a change that moves bounds alone [units]."""
LARGEST_STEP = 64.0
"""The range is looked for no further than this [units]."""
LARGEST_COMPILED_STEP = 4.0
"""The same, where every step has to be compiled [units]."""
HALVINGS = 2
"""How often the last step is halved to find where the range ends."""


@dataclass(frozen=True)
class Range:
    """How far the effect of a unit stays the same."""

    units: float
    """Up to so many units more, at least."""
    ends: bool
    """Whether it is known to change soon after, by about a quarter more; otherwise nobody looked further."""


@dataclass(frozen=True)
class Effect:
    """What one unit more of something does, and one fewer."""

    change: Change
    moves_bounds_alone: bool
    """Whether it could be solved without compiling again for every step."""
    more: Asked | None
    """With one unit more; None if it was not needed, because the change does nothing with others together."""
    fewer: Asked | None = None
    """With one unit fewer; None where there cannot be fewer, or where one more does nothing."""
    level: str = ""
    """The highest level that one more moves; empty if it moves none."""
    rate_more: float = 0.0
    """What one unit more takes off that level [unit of the level]."""
    rate_fewer: float | None = None
    """What one unit fewer adds to it; None where that is not known [unit of the level]."""
    holds: Range | None = None
    """How far the effect stays the same; None where that was not looked for."""
    unique: bool = True
    """Whether the level has one rate where it stands: not if even a small step has another effect forth than back."""

    @property
    def does_something(self) -> bool:
        """Whether any level moves."""
        return bool(self.level)

    @property
    def same_both_ways(self) -> bool:
        """Whether one fewer takes as much as one more gives; also where one fewer is not known."""
        return self.rate_fewer is None or _same_rate(self.rate_more, self.rate_fewer)

    def gap_hours_taken_off(self, base: Outcome) -> float:
        """By how much less is uncovered over the reported periods with one more [hours]."""
        if self.more is None or self.more.outcome is None:
            return 0.0
        return base.all_gap_hours - self.more.outcome.all_gap_hours


def effects(
    base: Base, kinds: Sequence[Sequence[Change]], closely: int, progress: Progress | None = None
) -> list[Effect]:
    """Measure changes, kind by kind, the largest effect on the gap first and those that do nothing last.

    Args:
        base: The plan.
        kinds: The changes, kind by kind.
        closely: For how many of the largest effects the other direction and the range are looked for as well.
        progress: Called before each change.
    """
    count, found = sum(map(len, kinds)), []
    for kind in kinds:
        for change, asked in _each_alone(base, kind):
            found.append(_one_more(base, change, asked))
            if progress:
                progress(f"one more: {change.kind} {change.name}", len(found), count)
    found.sort(key=lambda each: (not each.does_something, -_weight(each, base), each.change.place))
    for number, effect in enumerate(found[:closely]):
        if effect.does_something:
            if progress:
                progress(f"how far it holds: {effect.change.kind} {effect.change.name}", count, count)
            found[number] = _looked_at_closely(base, effect)
    return found


def _weight(effect: Effect, base: Base) -> float:
    """What changes are ordered by; a hair more or less is the same."""
    return round(effect.gap_hours_taken_off(base.outcome), 3)


# ---------------------------------------------------------------- changes that do nothing, several at a time
def _each_alone(base: Base, kind: Sequence[Change]) -> Iterable[tuple[Change, Asked | None]]:
    """Ask for each change alone, or leave it out where it is sure to do nothing.

    What loosens some limits and moves no level does not move one with fewer limits loosened either: every level has
    fewer plans to choose from then, and the plan that is there is still among them. So where one change of a kind only
    loosens limits, the others are tried together first, and taken apart only if something moves.
    """
    first, *others = kind
    asked = base.ask(_applied(base, [first]))
    yield first, asked
    if asked is not None and others and _only_loosens(base, asked.compiled):
        yield from _together(base, others)
    else:
        for change in others:
            yield change, base.ask(_applied(base, [change]))


def _together(base: Base, group: Sequence[Change]) -> Iterable[tuple[Change, Asked | None]]:
    compiled = base.compile(_applied(base, group))
    if len(group) == 1:
        yield group[0], base.ask_compiled(compiled) if compiled else None
    elif compiled is not None and _only_loosens(base, compiled) and base.stays(compiled):
        yield from ((change, None) for change in group)
    else:
        yield from _together(base, group[: len(group) // 2])
        yield from _together(base, group[len(group) // 2 :])


def _applied(base: Base, group: Sequence[Change]) -> Scenario:
    scenario = base.scenario
    for change in group:
        changed = change.apply(scenario, 1.0)
        assert changed is not None, "only changes of which there can be one more are tried"
        scenario = changed
    return scenario


def _only_loosens(base: Base, compiled: Compiled) -> bool:
    """Whether a change does nothing to the program but move bounds apart."""
    shift = base.shift_to(compiled)
    if shift is None or any(shift.constants) or any(shift.tolerances):
        return False
    signs = [1.0 if name.endswith("upper") else -1.0 for name in BOUNDS]
    return all(bool(np.all(sign * by >= 0)) for sign, by in zip(signs, shift.bounds, strict=True))


# ---------------------------------------------------------------- one change
def _one_more(base: Base, change: Change, asked: Asked | None) -> Effect:
    """What one unit more does."""
    if asked is None:
        return Effect(change, moves_bounds_alone=True, more=None)
    level = base.moved_level(asked.outcome.levels) if asked.outcome else ""
    rate = _rate(base, asked, level, 1.0) if level else None
    return Effect(change, base.shift_to(asked.compiled) is not None, asked, level=level, rate_more=rate or 0.0)


def _looked_at_closely(base: Base, effect: Effect) -> Effect:
    """What one unit fewer does, how far the effect holds, and whether there is one rate at all."""
    assert effect.more is not None, "what moves something has been asked for alone"
    one_fewer = effect.change.apply(base.scenario, -1.0)
    fewer = None if one_fewer is None else base.ask(one_fewer)
    rate_fewer = _rate(base, fewer, effect.level, -1.0)
    shift = base.shift_to(effect.more.compiled)
    steps = _Steps(base, effect.change, effect.level, shift, effect.more)
    return replace(effect, fewer=fewer, rate_fewer=rate_fewer, holds=steps.range(), unique=steps.is_unique(rate_fewer))


def _rate(base: Base, asked: Asked | None, level: str, times: float) -> float | None:
    """What each unit takes off a level."""
    if asked is None or asked.outcome is None:
        return None
    return (base.outcome.level(level).best - asked.outcome.level(level).best) / times


def _same_rate(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_RATE * max(abs(one), abs(other))


class _Steps:
    """One change in steps of all sizes, by what each unit takes off the highest level that moves."""

    def __init__(self, base: Base, change: Change, level: str, shift: Shift | None, one_more: Asked) -> None:
        self._base = base
        self._change = change
        self._level = level
        self._shift = shift
        self._rates: dict[float, float | None] = {1.0: _rate(base, one_more, level, 1.0)}

    def rate(self, times: float) -> float | None:
        """What each unit takes off the level with so many units more; None where there cannot be so many."""
        if times not in self._rates:
            self._rates[times] = self._by_bounds(times) if self._shift else self._compiled(times)
        return self._rates[times]

    def _by_bounds(self, times: float) -> float | None:
        assert self._shift is not None
        levels = self._base.levels_at(self._shift, times, self._level)
        return None if levels is None else self._taken_off(levels, times)

    def _compiled(self, times: float) -> float | None:
        scenario = self._change.apply(self._base.scenario, times)
        return _rate(self._base, None if scenario is None else self._base.ask(scenario), self._level, times)

    def _taken_off(self, levels: Sequence[LevelResult], times: float) -> float:
        return (self._base.outcome.level(self._level).best - levels[-1].best) / times

    def range(self) -> Range:
        """Double the step until each unit has another effect than at first, then halve the last step."""
        step = SMALLEST_STEP if self._shift else 1.0
        largest = LARGEST_STEP if self._shift else LARGEST_COMPILED_STEP
        first = self.rate(step)
        while step < largest and self._is(first, 2 * step):
            step *= 2
        if step >= largest:
            return self._as_compiled(Range(step, ends=False))
        low, high = step, 2 * step
        for _ in range(HALVINGS if self._shift else 0):
            middle = (low + high) / 2
            low, high = (middle, high) if self._is(first, middle) else (low, middle)
        return self._as_compiled(Range(low, ends=True))

    def _is(self, first: float | None, times: float) -> bool:
        rate = self.rate(times)
        return first is not None and rate is not None and _same_rate(first, rate)

    def _as_compiled(self, found: Range) -> Range:
        """Look again, compiling every step, where the scenario compiled there says something else than the bounds."""
        if self._shift is None or found.units == 1.0:
            return found
        scenario = self._change.apply(self._base.scenario, found.units)
        compiled = None if scenario is None else self._base.compile(scenario)
        if compiled is not None and agrees(self._base.compiled, self._shift, found.units, compiled):
            return found
        self._shift, self._rates = None, {1.0: self._rates[1.0]}
        return self.range()

    def is_unique(self, rate_fewer: float | None) -> bool:
        """Whether a small step has the same effect forth and back; only looked at where a whole one has not."""
        forth = self.rate(1.0)
        if self._shift is None or rate_fewer is None or forth is None or _same_rate(forth, rate_fewer):
            return True
        small, back = self.rate(SMALLEST_STEP), self._compiled(-SMALLEST_STEP)
        return small is None or back is None or _same_rate(small, back)
