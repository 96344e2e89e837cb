"""Whole people: what each level could reach in fractions, and what it reaches with whole people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.solver.lexicographic import Solution
from planner.vocabulary import COLUMNS


def rounding(solution: Solution) -> Iterator[dict[str, Any]]:
    """Rows of the table `rounding`: every level that was searched for in whole people; none where nothing is whole.

    A level further down may be cheaper in whole people than in fractions, since those above leave it other room.
    """
    for level in solution.levels:
        if level.continuous is None:
            continue
        continuous, whole = (round(value, COLUMNS["price"].decimals) for value in (level.continuous, level.best))
        yield {
            "level": level.name,
            "unit": level.unit,
            "continuous": continuous,
            "whole": whole,
            "price": whole - continuous,
        }
