"""What a level is, what it reached, and the final plan as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from planner.solver.answer import NOTHING
from planner.solver.ends import Ends
from planner.solver.matrix import FloatArray
from planner.solver.prices import Prices
from planner.solver.program import Program, Term, Variable

Proof: TypeAlias = Literal["optimal", "not_proved"]

TIE_BREAK = "tie_break"
"""The level that only chooses among equal plans: whole numbers are not searched for it."""


@dataclass(frozen=True)
class Level:
    """One thing to minimise when all levels before it hold."""

    name: str
    terms: Sequence[Term]
    constant: float = 0.0
    tolerance: float = 0.0
    """How much may be given up for all levels after it together; 0 holds it exactly [unit of the level]."""
    unit: str = ""
    relative_tolerance: float = 0.0
    """How much more may be given up, as a share of the best value."""
    limit: float | None = None
    """What it may rise to instead, whatever its best value; none where the tolerances say it [unit of the level]."""
    measure: float = 0.0
    """What it would be if nothing were done, which a gap in whole people is a share of [unit of the level]."""
    chooses_people: bool = True
    """Whether whole people are searched for at this level in a large program, too; otherwise they stay there as the
    levels above left them."""

    def allowance(self, best: float) -> float:
        """How much may be given up for all levels after it together, once its best value is known."""
        if self.limit is not None:
            return max(0.0, self.limit - best)
        return self.tolerance + self.relative_tolerance * abs(best)


@dataclass(frozen=True)
class LevelResult:
    """What a level could reach and what it holds on the final plan."""

    name: str
    unit: str
    best: float
    """The optimum when the level was reached, to the stated gap where some columns are whole; if not proved, its
    value then [unit of the level]."""
    held: float
    """The value on the final plan [unit of the level]."""
    tolerance: float
    bound: float | None
    """The value below which no plan can go that holds the levels above, proved from the duals; none if not
    proved, or by a solver that gives no duals."""
    exchange: Mapping[str, float]
    """For each later level: what one unit more of this level would take off it; only while a cut holds it. With
    whole columns: with these as they are on the final plan."""
    status: Proof
    seconds: float
    iterations: int
    how: str
    """The method that found the optimum."""
    fell_back: bool
    """Whether a first attempt was refused by the checks or took too long."""
    continuous: float | None = None
    """The best value if nothing had to be whole; none where nothing has to be, at the tie-break, which is not
    searched for, and by another solver [unit of the level]."""
    prices: Prices | None = field(default=None, repr=False)
    """What the bound can be proved from; none where a solver gave none, or where they are those of a program in which
    whole columns stand fixed."""


@dataclass(frozen=True)
class Solution:
    """The final plan as numbers, and how good it is."""

    program: Program = field(repr=False)
    values: FloatArray = field(repr=False)
    """One value a column, in the order of the program."""
    levels: tuple[LevelResult, ...]
    status: Proof
    seconds: float
    fallbacks: int
    """How many levels were solved a second time."""
    solver: str
    columns: int
    rows: int
    nonzeros: int
    not_whole: tuple[Variable, ...] = ()
    """Whole columns that stay split on the final plan, because there is no plan with all of them whole."""
    in_fractions: FloatArray = field(default_factory=lambda: NOTHING, repr=False)
    """The plan if nothing had to be whole; empty where nothing has to be, and by another solver."""
    whole_gap: float = 0.0
    """The largest share by which a level that chooses people lies above what is proved, beyond half of what it may give
    up anyway: of its measure, or of its value where that is more; 0 where nothing has to be whole, and by another
    solver."""
    furthest: str = ""
    """The level that lies so far above what is proved; empty where none does."""
    ends: Ends | None = field(default=None, repr=False)
    """Where each level ended, to restart from (`planner.solver.again`); none by another solver."""

    def value(self, variable: Variable) -> float:
        """Return the value of a column in the final plan."""
        return float(self.values[self.program.column_of(variable)])
