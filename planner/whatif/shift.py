"""A change that moves nothing but bounds, made larger or smaller without compiling again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.solver.level import Level
from planner.solver.matrix import FloatArray, Matrix
from planner.whatif.compiled import Compiled
from planner.whatif.difference import BOUNDS, difference

CROSSED = 1e-9
"""By how much a lower bound may lie above its upper one by rounding."""


@dataclass(frozen=True)
class Shift:
    """What a change moves where it moves nothing but bounds, and constants of levels."""

    bounds: tuple[FloatArray, ...]
    """By how much each of `BOUNDS` moves."""
    constants: tuple[float, ...]
    """By how much the constant of each level moves."""
    tolerances: tuple[float, ...]
    """By how much the tolerance of each level moves."""


def shift_between(before: Compiled, after: Compiled) -> Shift | None:
    """What moves from one compiled scenario to another; none if more than bounds and constants differ."""
    if difference(before, after) not in {"nothing", "limits"}:
        return None
    bounds = []
    for name in BOUNDS:
        old, new = getattr(before.matrix, name), getattr(after.matrix, name)
        if not np.array_equal(np.isinf(old), np.isinf(new)):
            return None
        bounds.append(np.subtract(new, old, out=np.zeros(len(old)), where=np.isfinite(old)))
    pairs = list(zip(before.levels, after.levels, strict=True))
    if any(old.relative_tolerance != new.relative_tolerance or old.limit != new.limit for old, new in pairs):
        return None
    return Shift(
        tuple(bounds),
        tuple(new.constant - old.constant for old, new in pairs),
        tuple(new.tolerance - old.tolerance for old, new in pairs),
    )


def shifted(base: Compiled, shift: Shift, times: float) -> tuple[Matrix, Sequence[Level]] | None:
    """The matrix and levels with a change so many times as large; none if a bound crossed the one opposite."""
    moved = {name: getattr(base.matrix, name) + times * by for name, by in zip(BOUNDS, shift.bounds, strict=True)}
    for side in ("column", "row"):
        if np.any(moved[f"{side}_lower"] > moved[f"{side}_upper"] + CROSSED):
            return None
    moved["column_upper"] = np.maximum(moved["column_lower"], moved["column_upper"])
    moved["row_upper"] = np.maximum(moved["row_lower"], moved["row_upper"])
    levels = [
        replace(level, constant=level.constant + times * constant, tolerance=level.tolerance + times * tolerance)
        for level, constant, tolerance in zip(base.levels, shift.constants, shift.tolerances, strict=True)
    ]
    return replace(base.matrix, **moved), levels


def agrees(base: Compiled, shift: Shift, times: float, compiled: Compiled) -> bool:
    """Whether a scenario compiled with the larger change is what the shift says: bounds move in proportion."""
    found = shift_between(base, compiled)
    if found is None:
        return False
    return all(
        np.allclose(times * by, is_by, rtol=1e-9, atol=1e-9)
        for by, is_by in zip(shift.bounds, found.bounds, strict=True)
    ) and np.allclose(times * np.array(shift.constants), found.constants, rtol=1e-9, atol=1e-9)
