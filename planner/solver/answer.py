"""What comes out of one solve, whichever solver gave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from planner.solver.matrix import FloatArray

Status: TypeAlias = Literal["optimal", "infeasible", "out_of_time", "failed"]

NOTHING: FloatArray = np.zeros(0)


@dataclass(frozen=True)
class Answer:
    """One solve, checked against the matrix."""

    status: Status
    how: str
    """Method that gave the answer, e.g. `interior point`."""
    values: FloatArray = field(default_factory=lambda: NOTHING)
    """The plan, one value a column; empty if there is none."""
    row_duals: FloatArray = field(default_factory=lambda: NOTHING)
    """What one unit of each row's right-hand side changes the objective by; empty if not known."""
    reduced_costs: FloatArray = field(default_factory=lambda: NOTHING)
    """What one unit of each column changes the objective by; empty if not known."""
    bound: float | None = None
    """The value below which no plan can go, proved from the duals [unit of the objective]."""
    iterations: int = 0
    fell_back: bool = False
    """Whether a first attempt was refused by the checks or took too long."""

    @property
    def has_plan(self) -> bool:
        """Whether there are values that keep every rule."""
        return len(self.values) > 0
