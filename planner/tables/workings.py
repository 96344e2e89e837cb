"""How tables are made from a scenario, and which of them stay as they are when little of it changes.

A table is a function of what it reads: parts of the scenario, which are seen as they are read (`planner.tables.reads`),
and other tables. Where nothing of that differs the function is not called again. Every changed scenario is compared
with the one scenario that it is said to be like, so nothing depends on the order in which changes are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from planner.scenario.numbers import Section
from planner.scenario.quantity import _Quantity
from planner.scenario.scenario import Scenario
from planner.tables.reads import Path, differences, watched

Others = ParamSpec("Others")
Result = TypeVar("Result")
Part = TypeVar("Part", bound=Section)


@dataclass(frozen=True)
class _Made:
    """What a function made, and from what."""

    result: Any
    read: frozenset[Path]
    """What it read of the scenario."""
    others: tuple[Any, ...]
    """The tables it was given."""


class Workings:
    """Makes tables from a scenario, and knows from what each of them was made."""

    def __init__(self, scenario: Scenario, like: Workings | None = None) -> None:
        """Begin with a scenario, and with what was made of another one that differs from it in little."""
        self.scenario = scenario
        self.ordered: Scenario = in_order_of_name(scenario, (like.scenario, like.ordered) if like else None)
        self.made: dict[Callable[..., Any], _Made] = {}
        self._known = like.made if like else {}
        self._changed = frozenset(differences(like.ordered, self.ordered)) if like else frozenset()

    def __call__(
        self, function: Callable[Concatenate[Scenario, Others], Result], *others: Others.args, **named: Others.kwargs
    ) -> Result:
        """Make a table from the scenario and other tables."""
        read: set[Path] = set()

        def work_out() -> Result:
            return function(watched(self.ordered, read), *others, **named)

        return self._make(function, work_out, read, (*others, *named.values()))

    def from_tables(self, function: Callable[Others, Result], *others: Others.args, **named: Others.kwargs) -> Result:
        """Make a table from other tables alone."""
        return self._make(function, lambda: function(*others, **named), set(), (*others, *named.values()))

    def _make(
        self, function: Callable[..., Any], work_out: Callable[[], Result], read: set[Path], others: tuple[Any, ...]
    ) -> Result:
        known = self._known.get(function)
        if known is None or not (known.read.isdisjoint(self._changed) and _same(known.others, others)):
            result = work_out()
            # What comes out the same stays the same table: what is made from it need not be made again either.
            kept = known.result if known is not None and _equal(known.result, result) else result
            known = _Made(kept, frozenset(read), others)
        self.made[function] = known
        same: Result = known.result
        return same


def _same(one: object, other: object) -> bool:
    """Whether two tables are one, or two bundles of tables are bundles of the same ones."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if is_dataclass(one) and type(one) is type(other):
        return all(getattr(one, each.name) is getattr(other, each.name) for each in fields(one))
    return False


def _equal(one: object, other: object) -> bool:
    """Whether two results say the same."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return bool(one.equals(other))
    return isinstance(one, float) and one == other


def in_order_of_name(part: Part, like: tuple[Part, Part] | None = None) -> Part:
    """The same scenario with everything that has a name in the order of names.

    Why: the plan must not depend on the order in which teams, roles or lines stand in the file, and the order of
    columns and of sums is the one thing by which it could.

    Args:
        part: A scenario or a section of it.
        like: One that has been put in order, before and after; what it has in common with this is taken over.
    """
    fields_ = type(part).model_fields
    before, after = like or (None, None)
    return part.model_copy(
        update={
            field: _ordered(getattr(part, field), getattr(before, field, None), getattr(after, field, None))
            for field in fields_
        }
    )


def _ordered(value: object, before: Any, after: Any) -> object:
    if value is before:
        return after
    if isinstance(value, dict):
        old, new = (before, after) if isinstance(before, dict) else ({}, {})
        return {name: _ordered(each, old.get(name), new.get(name)) for name, each in sorted(value.items())}
    if isinstance(value, _Quantity) or not isinstance(value, Section):
        return value
    return in_order_of_name(value, (before, after) if type(before) is type(value) else None)
