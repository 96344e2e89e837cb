"""A bridge from one plan to another: what each changed input moves by itself, and what only all of them together do.

::

    B − A = Σ_c (A with change c − A) + together

Each change is made alone, on the first scenario; what is left is that changes help or hinder each other. It is one line
of its own and is not shared out: there is no right way to share it. So the bridge adds up exactly, to the last printed
digit, and every line of it is the difference of two plans that can be asked for.

A change is one place at which the scenarios differ. Where it cannot be made alone (a pool needs the exits that it is
for), it is made on top of the fewest others with which it can, and told beside the plan with these; where these cannot
be without it either, they are one change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from planner.errors import ScenarioError
from planner.scenario.differing import Difference
from planner.scenario.load import Loaded, from_plain_data
from planner.scenario.moving import moved
from planner.scenario.scenario import Scenario
from planner.whatif.asking import Base
from planner.whatif.measures import FORCE, Measures, Of, measure_of, measures

Progress = Callable[[str, int, int], None]
"""Called with what is being tried, and how many of how many changes are done."""

Group: TypeAlias = tuple[Difference, ...]
"""Places that are changed together."""

BRIDGED = ("strength_fte", "gap_hours", "pounds", "unled_fte", "approved_fte")
"""What a bridge is built for: figures of the force."""
DECIMALS = {name: measure_of(Of(name, "force", FORCE)).decimals for name in BRIDGED}
"""To how many decimals each of them is printed in the tables."""
MOST_STEPS = 40
"""More changes than this are put together by the entry that they are in."""


@dataclass(frozen=True)
class Step:
    """A change of the bridge, and what it moves by itself."""

    differences: Group
    """The places that it changes."""
    on_top_of: Group
    """The places that are changed already, since it cannot be made without them."""
    moves: dict[str, float] | None
    """What it moves, by the names in `BRIDGED`; None where there is no plan with it alone."""


@dataclass(frozen=True)
class Bridge:
    """The way from one plan to another."""

    start: dict[str, float]
    """The first plan's figures, by the names in `BRIDGED`."""
    steps: tuple[Step, ...]
    """The largest effect on the gap first."""
    together: dict[str, float]
    """What the changes do together beyond what each does alone."""
    end: dict[str, float]

    def rounded(self, decimals: Mapping[str, int]) -> Bridge:
        """The same in fewer digits, still adding up exactly: what the roundings leave falls to the last line.

        Args:
            decimals: To how many decimals each figure of `BRIDGED` is rounded.
        """

        def to(figures: dict[str, float]) -> dict[str, float]:
            return {name: round(figures[name], decimals[name]) + 0.0 for name in BRIDGED}

        start, end = to(self.start), to(self.end)
        steps = tuple(replace(step, moves=None if step.moves is None else to(step.moves)) for step in self.steps)
        if len(steps) == 1 and steps[0].moves is not None:
            steps = (replace(steps[0], moves=_added(end, start, [], decimals)),)
        moves = [step.moves for step in steps if step.moves is not None]
        return Bridge(start, steps, _added(end, start, moves, decimals), end)


def bridge(
    base: Base, first: Loaded, last: Loaded, differences: Sequence[Difference], end: Measures, progress: Progress
) -> Bridge:
    """The bridge from the plan of a scenario to that of another one.

    Args:
        base: The first plan.
        first: Its scenario.
        last: The other scenario.
        differences: The places at which the two differ.
        end: The figures of the other plan.
        progress: Called before each change.
    """
    between = _Between(base, first, last)
    ends = figures(measures(base.reading)), figures(end)
    groups = list(_that_can_be(between, differences))
    steps = []
    for number, (group, needed) in enumerate(groups):
        progress(f"{group[0].path} alone", number, len(groups))
        found = ends[1] if len(groups) == 1 else between.with_(needed + group)
        without = between.with_(needed) if needed else ends[0]
        steps.append(Step(group, needed, None if found is None or without is None else _less(found, without)))
    steps.sort(key=_weight)
    moves = [step.moves for step in steps if step.moves is not None]
    return Bridge(ends[0], tuple(steps), _added(ends[1], ends[0], moves, DECIMALS), ends[1])


def _weight(step: Step) -> tuple[bool, float, float]:
    """The largest effect on the gap first, then on the cost; what has no plan alone last."""
    moves = step.moves or dict.fromkeys(BRIDGED, 0.0)
    return step.moves is None, -abs(moves["gap_hours"]), -abs(moves["pounds"])


def figures(measures: Measures) -> dict[str, float]:
    """The figures of the force that a bridge is built for."""
    return {name: measures[Of(name, "force", FORCE)] for name in BRIDGED}


def _less(found: dict[str, float], first: dict[str, float]) -> dict[str, float]:
    return _added(found, first, [], DECIMALS)


def _added(
    end: dict[str, float], start: dict[str, float], moves: Sequence[dict[str, float]], decimals: Mapping[str, int]
) -> dict[str, float]:
    """What is left between two plans beside some moves; in whole units of the last digit, so that nothing is lost."""

    def units(name: str, value: float) -> int:
        return round(value * 10.0 ** decimals[name])

    return {
        name: (units(name, end[name]) - units(name, start[name]) - sum(units(name, each[name]) for each in moves))
        / 10.0 ** decimals[name]
        for name in BRIDGED
    }


class _Between:
    """The first scenario with some of the changes, and the figures of its plan then."""

    def __init__(self, base: Base, first: Loaded, last: Loaded) -> None:
        # Where a figure comes from changes no plan, but a source that is named has to be there.
        sources = {**last.raw.get("sources", {}), **first.raw.get("sources", {})}
        self._raw = {**first.raw, "sources": sources}
        self._base = base
        self._known: dict[frozenset[str], dict[str, float] | None] = {}
        self._scenarios: dict[frozenset[str], Scenario | None] = {}

    def scenario_with(self, group: Group) -> Scenario | None:
        """The first scenario with some places changed; none where that has problems."""
        key = frozenset(each.path for each in group)
        if key not in self._scenarios:
            try:
                self._scenarios[key] = from_plain_data(moved(self._raw, group))
            except ScenarioError:
                self._scenarios[key] = None
        return self._scenarios[key]

    def with_(self, group: Group) -> dict[str, float] | None:
        """The figures of its plan; none where there is none."""
        key = frozenset(each.path for each in group)
        if key not in self._known:
            scenario = self.scenario_with(group)
            asked = self._base.ask(scenario) if scenario is not None else None
            reading = asked.reading if asked is not None else None
            self._known[key] = figures(measures(reading)) if reading is not None else None
        return self._known[key]


# ---------------------------------------------------------------- which changes can be made alone
def _that_can_be(between: _Between, differences: Sequence[Difference]) -> Iterator[tuple[Group, Group]]:
    """The changes, and for each the fewest others without which it cannot be made."""
    groups = _by_entry(differences) if len(differences) > MOST_STEPS else [(each,) for each in differences]
    waiting, settled = list(groups), list[tuple[Group, Group]]()
    while waiting:
        group, *waiting = waiting
        others = [*waiting, *[each for each, _ in settled]]
        needed = _fewest_needed(between, group, others)
        if needed and between.scenario_with(sum(needed, ())) is None:
            # They cannot be without it either; together they may need more, so they are looked at again.
            waiting = [sum(needed, group), *(each for each in waiting if each not in needed)]
            settled = [each for each in settled if each[0] not in needed]
        else:
            settled.append((group, sum(needed, ())))
    yield from settled


def _by_entry(differences: Sequence[Difference]) -> list[Group]:
    """Changes put together by the first three keys of their places, e.g. `supply.recruitment.graduates`."""
    groups: dict[str, Group] = {}
    for each in differences:
        entry = ".".join(each.path.split(".")[:3])
        groups[entry] = (*groups.get(entry, ()), each)
    return list(groups.values())


def _fewest_needed(between: _Between, group: Group, others: Sequence[Group]) -> list[Group]:
    """The fewest other groups without which a group cannot be changed; none where it can."""

    def is_enough(kept: Sequence[Group]) -> bool:
        return between.scenario_with(sum(kept, group)) is not None

    return _narrowed(is_enough, list(others), [])


def _narrowed(is_enough: Callable[[Sequence[Group]], bool], candidates: list[Group], kept: list[Group]) -> list[Group]:
    """Some of the candidates that are enough together with those kept, none of which can be left out.

    By halves (Junker's QuickXplain): where few are needed, few questions are asked.
    """
    if is_enough(kept):
        return []
    if len(candidates) <= 1:
        return candidates
    half = len(candidates) // 2
    left, right = candidates[:half], candidates[half:]
    from_right = _narrowed(is_enough, right, [*kept, *left])
    from_left = _narrowed(is_enough, left, [*kept, *from_right])
    return [*from_left, *from_right]
