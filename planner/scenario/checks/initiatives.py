"""Checks of initiatives: when they start, what they change, and whether their effects leave anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.checks.common import ENOUGH, unknown, warning
from planner.scenario.initiatives import Effect, Initiative
from planner.scenario.nodes import place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.scenario import Scenario

PLAUSIBLE_FACTOR = 3.0
"""An initiative that makes three times as much of anything is worth a second look [ratio]."""
FACTORS = {
    "hours_factor": "hours of a case",
    "arrivals_factor": "cases recorded",
    "repeat_calls_factor": "repeat calls",
}
"""What each factor of an effect is of."""


def _effects(scenario: Scenario) -> Iterator[tuple[str, Initiative, Effect, str]]:
    for name, initiative in scenario.initiatives.items():
        for effect_name, effect in initiative.effects.items():
            yield name, initiative, effect, place("initiatives", name, "effects", effect_name)


def _known(scenario: Scenario) -> Iterator[tuple[str, Initiative, Effect, str]]:
    return (each for each in _effects(scenario) if each[2].line in scenario.demand)


def check_initiatives_are_linked(scenario: Scenario) -> Iterator[Problem]:
    """Lines and tasks that an initiative changes exist."""
    for name, initiative in scenario.initiatives.items():
        for effect_name, effect in initiative.effects.items():
            path = ("initiatives", name, "effects", effect_name)
            yield from unknown("demand line", effect.line, scenario.demand, *path, "line")
            if effect.line not in scenario.demand:
                continue
            for number, task in enumerate(effect.tasks):
                yield from unknown("task", task, scenario.demand[effect.line].tasks, *path, "tasks", number)
                if task in effect.tasks[:number]:
                    yield Problem(place(*path, "tasks", number), f'The task "{task}" stands here twice. Keep one.')


def check_initiatives_start_in_the_plan(scenario: Scenario) -> Iterator[Problem]:
    """An initiative starts within the plan: on its day, or on the first day of a period of its window."""
    first, last = scenario.period.first, periods.last_day(scenario.period)
    for name, initiative in scenario.initiatives.items():
        if initiative.starts is not None:
            yield from _start_in_the_plan(place("initiatives", name, "starts"), initiative.starts, first, last)
        elif initiative.optional is not None:
            window, path = initiative.optional, place("initiatives", name, "optional")
            outside = [
                key
                for key, day in (("earliest", window.earliest), ("latest", window.latest))
                if not first <= day <= last
            ]
            for key in outside:
                yield Problem(
                    f"{path}.{key}",
                    f"{getattr(window, key)} is outside the plan, {first} to {last}. Write a day in the plan.",
                )
            begins = any(window.earliest <= day <= window.latest for day in periods.firsts(scenario.period))
            if not outside and not begins:
                yield Problem(
                    path,
                    f"No {scenario.period.step} begins from {window.earliest} to {window.latest}, and an optional "
                    "initiative starts with one. Write a longer window.",
                )


def _start_in_the_plan(path: str, starts: date, first: date, last: date) -> Iterator[Problem]:
    if starts < first:
        yield warning(
            path,
            f"{starts} is before the first day of the plan, {first}: what it cost to set up is not counted, and what "
            "it does comes on top of what the lines state. If they state it already, take its effects out.",
        )
    elif starts > last:
        yield warning(path, f"{starts} is after the last day of the plan, {last}, so this has no effect on it.")


def check_standards_of_initiatives(scenario: Scenario) -> Iterator[Problem]:
    """No initiative makes a line that can wait one that cannot, or the other way round."""
    for _, _, effect, path in _known(scenario):
        if effect.start_within is None:
            continue
        if scenario.demand[effect.line].cannot_wait:
            yield Problem(
                f"{path}.start_within",
                f'Cases of "{effect.line}" cannot wait at all, and no initiative can change that: lines that wait are '
                "another kind of line. Take the key out, or give the line a standard of its own.",
            )
        elif effect.start_within.count == 0:
            yield Problem(
                f"{path}.start_within",
                f'Cases of "{effect.line}" can wait, and no initiative can change that: lines that cannot wait are '
                "another kind of line. Write a time above 0.",
            )


def check_factors_are_plausible(scenario: Scenario) -> Iterator[Problem]:
    """Nothing vanishes, and nothing grows beyond belief."""
    for _, _, effect, path in _effects(scenario):
        for key, words in FACTORS.items():
            factor: Quantity | None = getattr(effect, key)
            for value in sorted({step.value for step in factor.steps}) if factor is not None else ():
                if value == 0:
                    yield warning(
                        f"{path}.{key}", f"A factor of 0 leaves no {words} at all. One tenth less is written 0.9."
                    )
                elif value > PLAUSIBLE_FACTOR:
                    yield warning(f"{path}.{key}", f"{value:g} times as many {words}? One tenth more is written 1.1.")


def check_effects_change_something(scenario: Scenario) -> Iterator[Problem]:
    """What an initiative states is not without effect."""
    for name, initiative in scenario.initiatives.items():
        if not initiative.effects:
            yield warning(
                place("initiatives", name),
                "This initiative has no `effects`: it only costs, or ties people up.",
            )
    for _, _, effect, path in _known(scenario):
        if effect.tasks and effect.hours_factor is None:
            yield warning(
                f"{path}.tasks", "Tasks are named, but no `hours_factor`: the rest of this effect is for all cases."
            )
        line = scenario.demand[effect.line]
        if effect.repeat_calls_factor is not None and (line.repeat_calls is None or line.cannot_wait):
            yield warning(
                f"{path}.repeat_calls_factor", f'The line "{effect.line}" has no repeat calls, so this changes nothing.'
            )


def check_partner_shares_of_initiatives(scenario: Scenario) -> Iterator[Problem]:
    """Partners bear no more than all cases of a line."""
    sums: dict[str, float] = defaultdict(float)
    last: dict[str, str] = {}
    for _, _, effect, path in _known(scenario):
        if effect.partner_share is not None:
            sums[effect.line] += _most(effect.partner_share)
            last[effect.line] = path
    for line, share in sums.items():
        own = _most(scenario.demand[line].partner_share)
        if own + share > 1 + ENOUGH:
            yield Problem(
                f"{last[line]}.partner_share",
                f'With this, partners would bear {own + share:g} of the cases of "{line}": {own:g} stand at the line, '
                f"{share:g} come from initiatives. Correct the shares.",
            )


def check_optional_initiatives_leave_something(scenario: Scenario) -> Iterator[Problem]:
    """Effects of optional initiatives add up, and together take no more than there is."""
    cases: dict[str, list[tuple[float, str]]] = defaultdict(list)
    hours: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for _, initiative, effect, path in _known(scenario):
        if initiative.optional is None:
            continue
        line = scenario.demand[effect.line]
        left = _least(effect.arrivals_factor) if effect.arrivals_factor else 1.0
        own = 1.0 - _most(line.partner_share)
        taken = _most(effect.partner_share) if effect.partner_share else 0.0
        if own > 0:
            cases[effect.line].append((1.0 - left * max(0.0, own - taken) / own, path))
        if effect.hours_factor is not None:
            for task in effect.tasks or tuple(line.tasks):
                hours[effect.line, task].append((1.0 - _least(effect.hours_factor), path))
    told: set[str] = set()
    sums = [(f'the cases of "{line}"', shares) for line, shares in cases.items()]
    sums += [(f'the hours of "{line}"', shares) for (line, _), shares in hours.items()]
    for words, shares in sums:
        together = sum(share for share, _ in shares if share > 0)
        path = shares[-1][1]
        if together > 1 + ENOUGH and path not in told:
            told.add(path)
            yield Problem(
                path,
                f"Effects of optional initiatives add up, and all together they would take {together:g} of {words}. "
                "Let them take no more than there is.",
            )


def _most(quantity: Quantity | Share) -> float:
    return max(step.value for step in quantity.steps)


def _least(quantity: Quantity | Share) -> float:
    return min(step.value for step in quantity.steps)
