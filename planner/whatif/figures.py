"""A scenario with one of its figures moved; the scenario itself stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from planner.scenario.duration import Duration
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario

UNITS_IN_A_MONTH = {"day": 30, "week": 4, "month": 1}
"""A month in the unit in which a length of time is stated; years become months first."""


def replaced(part: Any, path: Sequence[str], change: Callable[[Any], Any]) -> Any:
    """A part of a scenario in which what stands at a path is changed.

    Args:
        part: The scenario, a section of it, or a mapping by name.
        path: Names of fields and of entries, e.g. `("supply", "recruitment", "graduates", "per_intake_fte")`.
        change: Gives what is to stand there, from what stands there.
    """
    if not path:
        return change(part)
    name, *rest = path
    if isinstance(part, dict):
        return {**part, name: replaced(part[name], rest, change)}
    return part.model_copy(update={name: replaced(getattr(part, name), rest, change)})


def at(part: Any, path: Sequence[str]) -> Any:
    """What stands at a path."""
    for name in path:
        part = part[name] if isinstance(part, dict) else getattr(part, name)
    return part


def moved(scenario: Scenario, path: Sequence[str], by: float, most: float | None = None) -> Scenario | None:
    """A scenario with a figure higher or lower in every step of its dates.

    Returns:
        None if it would become negative, or larger than it can be; where it is 0 by its dates, it stays 0.
    """
    steps = at(scenario, path).steps
    in_use = [step.value for step in steps if step.value > 0] or [step.value for step in steps]
    if min(in_use) + by < 0 or (most is not None and max(in_use) + by > most):
        return None
    one_is_positive = any(step.value > 0 for step in steps)

    def change(quantity: _Quantity[Any]) -> _Quantity[Any]:
        stated = [
            step.model_copy(update={"value": step.value + by}) if step.value > 0 or not one_is_positive else step
            for step in quantity.steps
        ]
        return quantity.model_copy(update={"steps": tuple(stated)})

    found: Scenario = replaced(scenario, path, change)
    return found


def sooner(scenario: Scenario, path: Sequence[str], months: float) -> Scenario | None:
    """A scenario in which a length of time is shorter by some months, or longer if these are negative.

    Returns:
        None if it would be less than nothing.
    """
    length: Duration = at(scenario, path)
    units = UNITS_IN_A_MONTH.get(length.unit)
    if units is None:
        length, units = Duration(count=length.count * 12, unit="month"), 1
    count = length.count - months * units
    if count < 0:
        return None
    found: Scenario = replaced(scenario, path, lambda _: Duration(count=count, unit=length.unit))
    return found
