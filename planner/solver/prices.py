"""Prices that a solver gave for a level, in the order in which the program was written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from planner.solver.locking import Cut
from planner.solver.matrix import FloatArray, IndexArray, Matrix


@dataclass(frozen=True)
class Prices:
    """What one unit of each row, and of each level held above by a cut, is worth to the level minimised.

    They need not be right for anything to be true: what they prove is worked out from them (`certificate`).
    """

    rows: FloatArray
    """One a row of the program."""
    levels: Mapping[str, float] = field(default_factory=dict)
    """By how much the level falls for each unit that a level above is given more."""


def in_program_order(row_duals: FloatArray, ordered: Matrix, rows: IndexArray, cuts: Mapping[str, Cut]) -> Prices:
    """Bring the prices of a kept model back to the program's order and units.

    Args:
        row_duals: One a row of the kept model, cuts among them.
        ordered: The program's matrix in the order of the model, before its rows were made even.
        rows: The program's rows in the order of the model.
        cuts: The cuts of the model, by level.
    """
    prices = np.empty(len(rows))
    prices[rows] = row_duals[: len(rows)] * ordered.even_units
    return Prices(prices, {name: -float(row_duals[cut.row]) * cut.scale for name, cut in cuts.items()})
