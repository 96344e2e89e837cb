"""A plan's decisions about people held fixed in a program, while day-to-day work is left open.

Held are the starts of every way in, move, pathway and exit, initiatives, agency and reduced hours: what is agreed
ahead; and with them strength, and what is short of or over a requirement, which follow. What is worked on, started,
lent, pushed elsewhere, worked as overtime or missed is not held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from planner.model import Formulation
from planner.plan.reading import Reading
from planner.solver.matrix import BooleanArray, Matrix

HELD = ("starts", "initiative_starts", "agency", "reduced", "strength", "short", "over")
"""Families of columns that are decisions about people, or follow from them alone."""
HAIR = 1e-7
"""The room that a row gets in which the people held leave none [unit of its largest coefficient]: the plan keeps its
rows to a rounding of the solver, and people held at that value could contradict them."""

People: TypeAlias = Mapping[str, Mapping[tuple[Any, ...], float]]
"""What a plan decides about people, and what follows from it: by family and key."""


def people_of(reading: Reading) -> People:
    """The people of a plan."""
    return {
        family: {key: reading.value(variable) for key, variable in getattr(reading.var, family).items()}
        for family in HELD
    }


def with_people_held(formulation: Formulation, matrix: Matrix, people: People) -> Matrix:
    """The matrix of a program with its people fixed at a plan's; it differs in bounds alone.

    Rows in which nothing but people stands ask for nothing any more, since the plan keeps them; so no rounding of the
    plan can contradict them.

    Args:
        formulation: The scenario, or one with the same people.
        matrix: The matrix of its program.
        people: The people of the plan.
    """
    lower, upper = matrix.column_lower.copy(), matrix.column_upper.copy()
    is_people = np.zeros(len(lower), dtype=bool)
    for family, values in people.items():
        for key, variable in getattr(formulation.variables, family).items():
            column = formulation.program.column_of(variable)
            lower[column] = upper[column] = min(max(values[key], lower[column]), upper[column])
            is_people[column] = True
    held = replace(matrix, column_lower=lower, column_upper=upper)
    return _with_room(held, is_people)


def _with_room(held: Matrix, is_people: BooleanArray) -> Matrix:
    """Nothing is asked of rows of people alone; a hair of room for others in which people leave none."""
    entries = np.bincount(held.row_of_entry, weights=is_people[held.columns], minlength=held.number_of_rows)
    alone = entries == np.diff(held.starts)
    least, most = held.implied_sides()
    hair = HAIR * np.maximum(1.0, held.largest_in_row)
    tight_above = (entries > 0) & (np.abs(least - held.row_upper) <= hair)
    tight_below = (entries > 0) & (np.abs(held.row_lower - most) <= hair)
    row_upper = np.where(tight_above, least + hair, held.row_upper)
    row_lower = np.where(tight_below, most - hair, held.row_lower)
    return replace(
        held,
        row_upper=np.where(alone, np.inf, row_upper),
        row_lower=np.where(alone, -np.inf, row_lower),
    )
