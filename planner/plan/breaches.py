"""Which rules the plan before action breaks, where nothing is enforced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from planner.model.given import Given
from planner.model.standing import BY_YEAR, RULE_STANDINGS
from planner.plan.reading import Reading

UNITS: Mapping[str, str] = {
    family: standing.breach_unit
    for family, standing in RULE_STANDINGS.items()
    if standing.kind == "policy" and not standing.at_rest
}
"""Rules that are enforced in the plan and not before action, and the unit in which a breach of each is told."""

WORST_ONLY = ("establishment", "gone_by")
"""Rules of which only the worst period is told: the others follow from it."""

SMALLEST = {"pounds": 0.005, "cases": 1e-3}
"""Breaches below this are roundings; in other units below 1e-4."""


def breaches(before: Reading, after: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `breaches`.

    The plan's own rows say what is broken: each rule that only the plan after action has to keep is worked out with
    the values of the plan before action, so that no rule can be enforced and not counted.
    """
    program = after.formulation.program
    matrix = program.matrix()
    known = {variable.name: value for variable, value in before.values_by_variable()}
    values = np.array([known.get(variable.name, 0.0) for variable in program.variables])
    activity = matrix.row_values(values)
    broken = np.maximum(matrix.row_lower - activity, activity - matrix.row_upper)
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for rule, breach in zip(program.rules, broken.tolist(), strict=True):
        unit = UNITS.get(rule.family)
        if unit is None or breach <= SMALLEST.get(unit, 1e-4) or not is_reported(after.given, rule.family, rule.key):
            continue
        window, name = _window(after.given, rule.family, rule.key), ".".join(map(str, rule.key[:-1] or rule.key))
        row = {"rule": rule.family, "name": name, "window": window, "place": rule.place, "unit": unit, "breach": breach}
        if rule.family not in WORST_ONLY:
            yield row
        elif breach > told.get((rule.family, name), row | {"breach": 0.0})["breach"]:
            told[rule.family, name] = row
    yield from told.values()


def is_reported(given: Given, family: str, key: tuple[Any, ...]) -> bool:
    """Whether a row of a rule is about a reported period, or a financial year that has one."""
    periods = given.tables.periods
    if family == "level_limits":
        return True
    here = periods["year_start"] == key[-1] if family in BY_YEAR else periods["period"] == key[-1]
    return bool((periods["reported"] & here).any())


def _window(given: Given, family: str, key: tuple[Any, ...]) -> str:
    periods = given.tables.periods
    if family == "level_limits":
        return "whole plan"
    if family in BY_YEAR:
        return str(periods.loc[periods["year_start"] == key[-1], "year"].iloc[0])
    return str(periods["label"].iloc[key[-1]])
