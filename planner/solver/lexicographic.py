"""Levels minimised one after the other: each as far as it goes once those above it hold.

The order is the reader's list of priorities. A level is solved, its best is noted, it is locked
(`planner.solver.locking`), and the next one starts from the plan just found. At the end every level is
worked out again on the final plan: a lock that leaked is found there, tightened once, and otherwise an
error, never a silent difference.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np

from planner.errors import DefectError, OutOfTimeError, PlannerError
from planner.solver.answer import NOTHING, Answer
from planner.solver.contradiction import contradiction
from planner.solver.engines import Engine, InHighs, ThroughPulp
from planner.solver.locking import CLEARLY_NOT_ZERO
from planner.solver.matrix import FloatArray, Matrix, total
from planner.solver.program import Program, Term, Variable

Proof: TypeAlias = Literal["optimal", "not_proved"]
Progress: TypeAlias = Callable[[int, int, str], None]
"""Called before each level with its number from 1, how many there are, and its name."""

THRESHOLDS = (CLEARLY_NOT_ZERO, CLEARLY_NOT_ZERO / 100)
"""A lock that leaked is tried once more with a tighter threshold."""
DRIFT = 1e-7
"""What a level may exceed its lock by on the final plan, relative to the size of its terms."""
ROUNDED_DRIFT = 1e-5
"""The same, for a solver that hands its answer over as rounded text."""
DEFAULT_SOLVER = "HiGHS"


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

    def allowance(self, best: float) -> float:
        """How much may be given up for all levels after it together, once its best value is known."""
        return self.tolerance + self.relative_tolerance * abs(best)


@dataclass(frozen=True)
class LevelResult:
    """What a level could reach and what it holds on the final plan."""

    name: str
    unit: str
    best: float
    """The optimum when the level was reached; if not proved, its value then [unit of the level]."""
    held: float
    """The value on the final plan [unit of the level]."""
    tolerance: float
    bound: float | None
    """The value below which no plan can go that holds the levels above, proved from the duals; none if not
    proved, or by a solver that gives no duals."""
    exchange: Mapping[str, float]
    """For each later level: what one unit more of this level would take off it; only while a cut holds it."""
    status: Proof
    seconds: float
    iterations: int
    how: str
    """The method that found the optimum."""
    fell_back: bool
    """Whether a first attempt was refused by the checks or took too long."""


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

    def value(self, variable: Variable) -> float:
        """Return the value of a column in the final plan."""
        return float(self.values[self.program.column_of(variable)])


def solve_levels(
    program: Program,
    levels: Sequence[Level],
    *,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
    solver: str | None = None,
) -> Solution:
    """Minimise the levels one after the other and return the plan that is left.

    Args:
        program: Columns and rules.
        levels: What is minimised, the first one first.
        time_limit_seconds: For all levels together; what is found by then is returned as not proved.
        progress: Told before each level.
        solver: A solver known to PuLP; unstated or `HiGHS`, the matrix kept in HiGHS. Through PuLP every
            level is solved from nothing and held by a cut, which is slower and less exact.

    Raises:
        ContradictionError: The rules contradict each other.
        OutOfTimeError: The time limit ended before there was any plan.
        UsageError: The solver is not to be had.
        DefectError: The balances alone contradict each other, a level does not hold on the final plan, or
            there are no levels.
    """
    started = time.monotonic()
    deadline = None if time_limit_seconds is None else started + time_limit_seconds
    if not levels or len({level.name for level in levels}) < len(levels):
        raise DefectError("there has to be at least one level, and each level has to have a name of its own")
    matrix = program.matrix()
    allowed = DRIFT if solver in {None, DEFAULT_SOLVER} else ROUNDED_DRIFT
    for engine in _engines(program, matrix, solver):
        descent = _Descent(program, matrix, engine, deadline)
        for number, level in enumerate(levels, start=1):
            if progress:
                progress(number, len(levels), level.name)
            descent.take(level)
        leak = descent.worst_leak()
        if leak.size <= allowed:
            return descent.solution(solver or DEFAULT_SOLVER, time.monotonic() - started)
    raise DefectError(
        f"the level {leak.level} was locked at {leak.locked:.10g} but is {leak.held:.10g} on the final plan"
    )


def _engines(program: Program, matrix: Matrix, solver: str | None) -> Iterator[Engine]:
    """Give the engines to try until no lock leaks."""
    if solver is None or solver == DEFAULT_SOLVER:
        for threshold in THRESHOLDS:
            yield InHighs(program, matrix, threshold)
    else:
        yield ThroughPulp(program, matrix, solver)


@dataclass(frozen=True)
class _Leak:
    """By how much a level exceeds its lock on the final plan."""

    level: str
    locked: float
    held: float
    size: float
    """Relative to the size of the level's terms."""


class _Descent:
    """One walk down the levels."""

    def __init__(self, program: Program, matrix: Matrix, engine: Engine, deadline: float | None) -> None:
        self._program = program
        self._matrix = matrix
        self._engine = engine
        self._deadline = deadline
        self._values: FloatArray = NOTHING
        self._proved = True
        self._levels: list[Level] = []
        self._costs: list[FloatArray] = []
        self._results: list[LevelResult] = []
        self._exchange: dict[str, dict[str, float]] = {}

    def take(self, level: Level) -> None:
        """Minimise one level and lock it; once a level is not proved, the later ones are only worked out."""
        began = time.monotonic()
        costs = self._program.costs(level.terms)
        answer = self._minimise(costs) if self._proved else Answer("out_of_time", "not reached")
        if answer.status == "infeasible" and not len(self._values):
            raise contradiction(self._program, self._matrix, self._deadline)
        self._values = answer.values if answer.has_plan else self._values
        if not len(self._values):
            raise _nothing_found(answer, level)
        self._proved = answer.status == "optimal"
        best = total(costs, self._values)
        self._levels.append(level)
        self._costs.append(costs)
        if self._proved and costs.any():
            for above, price in self._engine.exchange().items():
                self._exchange[above][level.name] = price
            self._engine.hold(level.name, costs, answer, level.allowance(best + level.constant))
        self._exchange[level.name] = {}
        self._results.append(
            LevelResult(
                name=level.name,
                unit=level.unit,
                best=best + level.constant,
                held=math.nan,  # known at the end
                tolerance=level.allowance(best + level.constant),
                bound=None if answer.bound is None else answer.bound + level.constant,
                exchange=self._exchange[level.name],
                status="optimal" if self._proved else "not_proved",
                seconds=time.monotonic() - began,
                iterations=answer.iterations,
                how=answer.how,
                fell_back=answer.fell_back,
            )
        )

    def _minimise(self, costs: FloatArray) -> Answer:
        if costs.any() or not len(self._values):
            return self._engine.minimise(costs, self._deadline)
        return Answer("optimal", "nothing to minimise", self._values, bound=0.0)

    def worst_leak(self) -> _Leak:
        """Work out every proved level again on the final plan, and name the one that moved most."""
        worst = _Leak("", 0.0, 0.0, 0.0)
        for level, costs, result in zip(self._levels, self._costs, self._results, strict=True):
            held = total(costs, self._values) + level.constant
            excess = held - result.best - result.tolerance
            terms = float(np.abs(costs * self._values).sum())
            size = max(terms, float(np.abs(costs).max(initial=0.0)))
            if result.status == "optimal" and excess > worst.size * size:
                worst = _Leak(level.name, result.best + result.tolerance, held, excess / size)
        return worst

    def solution(self, solver: str, seconds: float) -> Solution:
        """Gather the final plan and what each level holds on it."""
        plain = [total(costs, self._values) for costs in self._costs]
        results = [
            replace(result, held=value + level.constant)
            for result, value, level in zip(self._results, plain, self._levels, strict=True)
        ]
        return Solution(
            program=self._program,
            values=self._values,
            levels=tuple(results),
            status="optimal" if self._proved else "not_proved",
            seconds=seconds,
            fallbacks=sum(result.fell_back for result in results),
            solver=solver,
            columns=self._matrix.number_of_columns,
            rows=self._matrix.number_of_rows,
            nonzeros=self._matrix.number_of_entries,
        )


def _nothing_found(answer: Answer, level: Level) -> PlannerError:
    """Say why there is no plan at all."""
    if answer.status == "out_of_time":
        return OutOfTimeError("the time limit ended before there was any plan; give it more time")
    return DefectError(f"the solver ended without an answer at the level {level.name}")
