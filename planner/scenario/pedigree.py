"""Where every number of a scenario comes from: the raw material of the assumptions register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from planner.scenario.duration import Duration
from planner.scenario.profile import Profile
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario

_UNIT = re.compile(r"\[([^\[\]]+)\](?=[.;]|$)")


@dataclass(frozen=True)
class Entry:
    """One number (or series) of a scenario, with its pedigree."""

    path: str
    """The number's place in the scenario, e.g. `demand.missing_high.tasks.search.hours_per_case`."""
    place: str
    """The same, with the position in the list if the number has several dates."""
    from_: date | None
    """From when it holds; None: from the beginning."""
    value: float | tuple[float, ...]
    """The number, or the numbers of a series."""
    per: str | None
    """The time that a rate is for."""
    unit: str
    """Its unit, as the key's description has it; empty if it has none."""
    range: tuple[float, float] | None
    """The lowest and the highest value that is plausible."""
    basis: str
    """published, derived, estimate, decision; `unstated`; or `default` where nobody stated the number."""
    source: str | None
    """The name of an entry in `sources`."""
    note: str | None
    """How the number came about."""


def walk_quantities(scenario: Scenario) -> Iterator[Entry]:
    """Every number of a scenario that can have a pedigree, in the order of the form."""
    return _walk(scenario, "", "", stated=True)


def _walk(part: Any, path: str, unit: str, stated: bool) -> Iterator[Entry]:
    if isinstance(part, _Quantity):
        yield from _dated(part, path, unit, stated)
    elif isinstance(part, Profile):
        basis = (part.basis or "unstated") if stated else "default"
        yield Entry(path, path, None, part.values, None, unit, None, basis, part.source, part.note)
    elif isinstance(part, BaseModel) and not isinstance(part, Duration):
        for name, key, own_unit in _keys(type(part)):
            inner = getattr(part, name)
            if inner and isinstance(inner, (BaseModel, dict, tuple)):
                yield from _walk(
                    inner,
                    f"{path}.{key}" if path else key,
                    own_unit,
                    stated and name in part.model_fields_set,
                )
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from _walk(inner, f"{path}.{name}", unit, stated)
    elif isinstance(part, tuple):
        for number, inner in enumerate(part):
            yield from _walk(inner, f"{path}[{number}]", unit, stated)


def _dated(quantity: _Quantity[Any], path: str, unit: str, stated: bool) -> Iterator[Entry]:
    for number, step in enumerate(quantity.steps):
        basis = (step.basis or "unstated") if stated and quantity.stated else "default"
        exactly = f"{path}[{number}]" if len(quantity.steps) > 1 else path
        yield Entry(
            path,
            exactly,
            step.from_,
            step.value,
            getattr(step, "per", None),
            unit,
            step.range,
            basis,
            step.source,
            step.note,
        )


@cache
def _keys(section: type[BaseModel]) -> tuple[tuple[str, str, str], ...]:
    """The fields of a section: name in the code, key in the file, unit."""
    return tuple((name, field.alias or name, _unit(field.description)) for name, field in section.model_fields.items())


def _unit(description: str | None) -> str:
    found = _UNIT.search(description or "")
    return " ".join(found[1].split()) if found else ""
