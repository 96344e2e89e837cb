"""In what two scenarios differ, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.scenario.in_short import in_short
from planner.scenario.scenario import Scenario
from planner.scenario.shape import Kind, child, is_names, is_number_with_pedigree

NOT_COMPARED = ("name", "title", "question", "sources", "variants", "extends")
"""Sections that change what a plan is called and not what it is."""


@dataclass(frozen=True)
class Difference:
    """A place at which two scenarios differ."""

    path: str
    """The place, e.g. `demand.missing_high.arrivals.cases`; an item of a list by its number."""
    was: Any
    """What stands there in the first one, as plain data; None where nothing is stated."""
    now: Any
    """What stands there in the second one."""

    @property
    def is_of_value(self) -> bool:
        """Whether more differs than where a figure comes from."""
        return in_short(self.was) != in_short(self.now)


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every place at which two scenarios differ, in the order of the form; a number with its pedigree is one place.

    Args:
        one: A scenario as plain data, put together from its files.
        other: Another one.
    """
    left, right = ({key: each for key, each in raw.items() if key not in NOT_COMPARED} for raw in (one, other))
    return tuple(_differing(left, right, Scenario, ""))


def _differing(one: Any, other: Any, kind: Kind, path: str, around: Kind = None) -> Iterator[Difference]:
    if one == other:
        return
    sections = [each for each in (one, other) if each is not None]
    if path and is_names(around) and len(sections) == 1:
        yield Difference(path, one, other)  # an entry that only one of them has
    elif not is_number_with_pedigree(kind) and all(isinstance(each, dict) for each in sections):
        left, right = one or {}, other or {}
        if not left and not right:
            yield Difference(path, one, other)
        for key in _in_order([*left, *right], kind):
            place = f"{path}.{key}" if path else key
            yield from _differing(left.get(key), right.get(key), child(kind, key), place, kind)
    elif not is_number_with_pedigree(kind) and all(map(_has_sections, sections)):
        left, right = one or [], other or []
        for number in range(max(len(left), len(right))):
            place = f"{path}[{number}]"
            if number < min(len(left), len(right)):
                yield from _differing(left[number], right[number], child(kind, number), place)
            else:
                yield Difference(place, *(items[number] if number < len(items) else None for items in (left, right)))
    else:
        yield Difference(path, one, other)


def _has_sections(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _in_order(keys: list[str], kind: Kind) -> list[str]:
    """Keys without repetition, those of the form in its order and names as they were written."""
    fields = list(getattr(kind, "model_fields", ()))
    return sorted(dict.fromkeys(keys), key=lambda key: fields.index(key) if key in fields else len(fields))
