"""What of demand and hours is uncertain: the numbers with a range, and the scenario with some of them elsewhere in it.

How far a number stands from its stated value is told as a position: 0 is the stated value, -1 the low end of its range
and 1 the high end. All dated values of one number move together, each the same part of its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from planner.errors import Problem
from planner.scenario.pedigree import walk_quantities
from planner.scenario.quantity import Step, _Quantity
from planner.scenario.scenario import Scenario

SECTIONS = ("demand", "hours")
"""Sections whose ranges say how the world may differ; what is decided elsewhere is the plan's."""


@dataclass(frozen=True)
class Uncertain:
    """A number of demand or hours with a range."""

    path: str
    """Its place in the scenario, e.g. `demand.missing_high.tasks.search.hours_per_case`."""
    steps: tuple[tuple[float, float, float], ...]
    """Low end, stated value and high end of each of its dated values that has a range."""

    def value(self, position: float) -> float:
        """The first of its dated values with a range, at a position [the number's unit]."""
        return between(self.steps[0], position)

    def position(self, share: float) -> float:
        """Where a share of the way from the low to the high end of the first dated value stands.

        A share drawn evenly from 0 to 1 makes that value uniform over its range.
        """
        low, stated, high = self.steps[0]
        value = low + share * (high - low)
        if value >= stated:
            return (value - stated) / (high - stated) if high > stated else 0.0
        return (value - stated) / (stated - low)


def between(step: tuple[float, float, float], position: float) -> float:
    """The value at a position between the ends of a range; the ends and the stated value are exact."""
    low, stated, high = step
    if position == 0.0:
        return stated
    if abs(position) == 1.0:
        return high if position > 0 else low
    return stated + position * (high - stated if position > 0 else stated - low)


def uncertain_numbers(scenario: Scenario) -> tuple[Uncertain, ...]:
    """The numbers under `demand` and `hours` that have a range, in the order of their places.

    Where productive hours are stated, the lines of the pattern only explain them and no plan depends on them: their
    ranges are left out.
    """
    found: dict[str, list[tuple[float, float, float]]] = {}
    explained = [f"hours.{name}." for name, pattern in scenario.hours.items() if pattern.productive is not None]
    for entry in walk_quantities(scenario):
        if entry.range is None or entry.path.partition(".")[0] not in SECTIONS or isinstance(entry.value, tuple):
            continue
        if any(entry.path.startswith((f"{each}lines.", f"{each}bank_holidays.")) for each in explained):
            continue
        found.setdefault(entry.path, []).append((entry.range[0], entry.value, entry.range[1]))
    return tuple(Uncertain(path, tuple(steps)) for path, steps in sorted(found.items()))


def at_positions(scenario: Scenario, positions: Mapping[str, float]) -> Scenario:
    """The scenario with some of its numbers elsewhere in their ranges; values without a range stay.

    Args:
        scenario: The scenario.
        positions: The position of each number that moves, by its place.
    """
    moving = {path: position for path, position in positions.items() if position != 0.0}
    if not moving:
        return scenario
    above = {"", *(path[:end] for path in moving for end in range(len(path) + 1) if path[end : end + 1] in ("", *".["))}
    found: Scenario = _moved(scenario, "", moving, above)
    return found


def _moved(part: Any, path: str, moving: Mapping[str, float], above: set[str]) -> Any:
    """A part of the scenario with the numbers in it moved; what no moving number stands in stays the same object."""
    if path not in above:
        return part
    if isinstance(part, _Quantity):
        steps = tuple(_step(step, moving[path]) for step in part.steps)
        return part.model_copy(update={"steps": steps})
    if isinstance(part, BaseModel):
        inner = {}
        for name, field in type(part).model_fields.items():
            key = f"{path}.{field.alias or name}" if path else field.alias or name
            if key in above:
                inner[name] = _moved(getattr(part, name), key, moving, above)
        return part.model_copy(update=inner)
    if isinstance(part, dict):
        return {name: _moved(inner, f"{path}.{name}", moving, above) for name, inner in part.items()}
    return tuple(_moved(inner, f"{path}[{number}]", moving, above) for number, inner in enumerate(part))


def _step(step: Step, position: float) -> Step:
    if step.range is None:
        return step
    return step.model_copy(update={"value": between((step.range[0], step.value, step.range[1]), position)})


def impossible_ends(scenario: Scenario) -> list[Problem]:
    """Ends of ranges at which a number of demand or hours would be none of its kind, a share above 1 for instance."""
    problems: list[Problem] = []
    numbers = {number.path: number for number in uncertain_numbers(scenario)}
    for path, quantity in _quantities(scenario, "", set(numbers)):
        for step in quantity.steps:
            for end in step.range or ():
                try:
                    type(step).model_validate({**step.model_dump(by_alias=True), "value": end, "range": None})
                except ValidationError as error:
                    said = str(error.errors()[0]["msg"])
                    problems.append(Problem(path, f"The end {end:g} of its range is no possible value: {said}"))
    return problems


def _quantities(part: Any, path: str, wanted: set[str]) -> list[tuple[str, _Quantity[Any]]]:
    if isinstance(part, _Quantity):
        return [(path, part)] if path in wanted else []
    found: list[tuple[str, _Quantity[Any]]] = []
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            key = field.alias or name
            found += _quantities(getattr(part, name), f"{path}.{key}" if path else key, wanted)
    elif isinstance(part, dict):
        for name, inner in part.items():
            found += _quantities(inner, f"{path}.{name}", wanted)
    elif isinstance(part, tuple):
        for number, inner in enumerate(part):
            found += _quantities(inner, f"{path}[{number}]", wanted)
    return found
