"""What a plan carries so that somebody who does not trust planner can check that it is optimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.plan.cells import Cell, cells
from planner.plan.reading import Reading
from planner.solver.certificate import LevelProof
from planner.solver.level import Level, Solution


@dataclass(frozen=True)
class Certificate:
    """A program and a plan, what was minimised and how far that is proved, and where the plan is printed."""

    solution: Solution
    """The program and the plan."""
    levels: Sequence[Level]
    """What was minimised, the first one first."""
    proofs: Sequence[LevelProof]
    """How far each level is proved."""
    cells: Sequence[Cell]
    """Where the columns of the program are printed."""


def certificates(*readings: Reading) -> dict[str, Certificate]:
    """The certificate of each solved program, by plan."""
    return {
        reading.plan: Certificate(reading.solution, reading.formulation.levels, reading.proofs, cells(reading))
        for reading in readings
    }
