"""Levels minimised one after the other: each as far as it goes once those above it hold.

The order is the reader's list of priorities. A level is solved, its best is noted, it is locked
(`planner.solver.locking`), and the next one starts from the plan just found. At the end every level is
worked out again on the final plan: a lock that leaked is found there, tightened once, and otherwise an
error, never a silent difference.

Where some columns take whole numbers only, that is done twice. First as if none had to: what the levels
reach then tells what rounding costs. Then the whole numbers are searched for, level by level
(`planner.solver.whole`), and with these fixed the levels are minimised again over the rest, each held at what
the search left it, so that the last plan has a tie-break as every other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from planner.errors import DefectError, OutOfTimeError, PlannerError
from planner.solver.answer import NOTHING, Answer
from planner.solver.contradiction import contradiction
from planner.solver.engines import Engine, InHighs, ThroughPulp
from planner.solver.level import TIE_BREAK, Level, LevelResult, Solution
from planner.solver.locking import CLEARLY_NOT_ZERO
from planner.solver.matrix import FloatArray, Matrix, total
from planner.solver.prices import Prices
from planner.solver.program import Program
from planner.solver.whole import WHOLE_GAP, WholeLevel, WholeSearch, fixed_at, rounded, split_columns

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called before each level with its number from 1, how many there are, and its name."""

THRESHOLDS = (CLEARLY_NOT_ZERO, CLEARLY_NOT_ZERO / 100)
"""A lock that leaked is tried once more with a tighter threshold."""
DRIFT = 1e-7
"""What a level may exceed its lock by on the final plan, relative to the size of its terms."""
ROUNDED_DRIFT = 1e-5
"""The same, for a solver that hands its answer over as rounded text."""
DEFAULT_SOLVER = "HiGHS"
AHEAD_WEIGHT = 0.1
"""What a share of a level weighs against the same share of the one before, for a first plan in whole people."""


Until: TypeAlias = Callable[[LevelResult], bool]
"""Called after each level with its result; what it holds on the final plan is not known by then."""


def solve_levels(
    program: Program,
    levels: Sequence[Level],
    *,
    time_limit_seconds: float | None = None,
    progress: Progress | None = None,
    solver: str | None = None,
    whole_gap: float = WHOLE_GAP,
) -> Solution:
    """Minimise the levels one after the other and return the plan that is left.

    Args:
        program: Columns and rules.
        levels: What is minimised, the first one first.
        time_limit_seconds: For all levels together; what is found by then is returned as not proved.
        progress: Told before each level.
        solver: A solver known to PuLP; unstated or `HiGHS`, the matrix kept in HiGHS. Through PuLP every
            level is solved from nothing and held by a cut, which is slower and less exact.
        whole_gap: How near each level has to come, in whole numbers, to what is proved to be the least, as a
            share of it; half of what the level may give up anyway is near enough, too. Without whole columns of
            no meaning, and through PuLP.

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
    in_highs = solver is None or solver == DEFAULT_SOLVER
    if in_highs and program.whole_columns:
        solution = _in_whole_people(program, matrix, levels, whole_gap, deadline, progress)
    elif in_highs:
        descent = _descend(program, matrix, levels, _in_highs(program, matrix), deadline, progress=progress)
        solution = descent.solution(DEFAULT_SOLVER)
    else:
        split = split_columns(program, matrix, deadline) if program.whole_columns else []
        engine = ThroughPulp(program, matrix, str(solver), split)
        descent = _descend(program, matrix, levels, [engine], deadline, progress=progress, allowed=ROUNDED_DRIFT)
        solution = _named_split(descent.solution(str(solver)))
    return replace(solution, seconds=time.monotonic() - started)


def minimise_with(
    program: Program, matrix: Matrix, levels: Sequence[Level], engines: Iterable[Engine], until: Until | None = None
) -> Solution:
    """Minimise the levels, whole numbers aside, with one engine after the other until no lock leaks.

    Args:
        program: Columns and rules.
        matrix: Its matrix, or one that differs from it in bounds alone.
        levels: What is minimised, the first one first.
        engines: The ways to do it.
        until: Whether the levels below a result are of no interest.

    Raises:
        ContradictionError: The rules contradict each other.
        DefectError: A level does not hold on the final plan.
    """
    return _descend(program, matrix, levels, engines, None, until=until).solution(DEFAULT_SOLVER)


def _descend(
    program: Program,
    matrix: Matrix,
    levels: Sequence[Level],
    engines: Iterable[Engine],
    deadline: float | None,
    *,
    progress: Progress | None = None,
    until: Until | None = None,
    allowed: float = DRIFT,
    start: FloatArray = NOTHING,
) -> _Descent:
    """Walk down the levels, with one engine after the other until no lock leaks."""
    for tried, engine in enumerate(engines):
        descent = _Descent(program, matrix, engine, deadline, start, is_second=tried > 0)
        for number, level in enumerate(levels, start=1):
            if progress:
                progress(number, len(levels), level.name)
            result = descent.take(level)
            if until and until(result):
                break
        leak = descent.worst_leak()
        if leak.size <= allowed:
            return descent
    raise DefectError(
        f"the level {leak.level} was locked at {leak.locked:.10g} but is {leak.held:.10g} on the final plan"
    )


# ---------------------------------------------------------------- whole people
def _in_whole_people(
    program: Program,
    matrix: Matrix,
    levels: Sequence[Level],
    gap: float,
    deadline: float | None,
    progress: Progress | None,
) -> Solution:
    """Minimise as if nothing had to be whole, search for the whole numbers, and minimise again with them fixed."""
    began = time.monotonic()
    searched = [level for level in levels if level.name != TIE_BREAK] or list(levels)
    steps = _Steps(progress, 2 * len(searched))
    continuous = _descend(program, matrix, searched, _in_highs(program, matrix), deadline, progress=steps.tell)
    relaxed = continuous.solution(DEFAULT_SOLVER)
    earlier = _leaving_time(deadline, time.monotonic() - began)
    search = WholeSearch(program, matrix, relaxed.values, program.costs(searched[0].terms), earlier)
    search.look_ahead(_all_at_once(program, searched))
    found: dict[str, WholeLevel] = {}
    for level in searched:
        steps.tell(0, 0, f"{level.name} in whole people")
        found[level.name] = search.take(
            level.name,
            program.costs(level.terms),
            level.constant,
            gap,
            level.allowance,
            level.measure,
            chooses=level.chooses_people,
        )

    fixed = fixed_at(matrix, search.whole, search.values)
    held = [
        replace(level, limit=found[level.name].limit + level.constant) if level.name in found else level
        for level in levels
    ]
    start = np.clip(search.values, fixed.column_lower, fixed.column_upper)
    polished = _descend(program, fixed, held, _in_highs(program, fixed), deadline, start=start)
    return _together(levels, relaxed, found, _named_split(polished.solution(DEFAULT_SOLVER)))


def _all_at_once(program: Program, levels: Sequence[Level]) -> FloatArray:
    """Add up the levels that have a measure, each as a share of it, and each a tenth of the one before."""
    costs = np.zeros(len(program.variables))
    for place, level in enumerate(level for level in levels if level.measure):
        costs += AHEAD_WEIGHT**place / level.measure * program.costs(level.terms)
    return costs


def _in_highs(program: Program, matrix: Matrix) -> Iterator[Engine]:
    """Give the engines to try until no lock leaks."""
    for threshold in THRESHOLDS:
        yield InHighs(program, matrix, threshold)


def _leaving_time(deadline: float | None, seconds: float) -> float | None:
    """Say when a search ends so that the last descent, as long as the first one, has its time too."""
    if deadline is None:
        return None
    now = time.monotonic()
    return deadline - min(seconds, max(0.0, deadline - now) / 4)


def _together(
    levels: Sequence[Level], relaxed: Solution, found: Mapping[str, WholeLevel], polished: Solution
) -> Solution:
    """Lay together what each level could reach without whole numbers, with them, and on the final plan."""
    without = {result.name: result for result in relaxed.levels}
    results = tuple(
        _searched(level, without[level.name], found[level.name], result)
        if level.name in found
        else replace(result, bound=None, prices=None)
        for level, result in zip(levels, polished.levels, strict=True)
    )
    proved = polished.status == "optimal" and all(result.status == "optimal" for result in results)
    gaps = {each.name: found[each.name].gap for each in levels if each.name in found and each.chooses_people}
    furthest = max(gaps, key=lambda name: gaps[name], default="")
    return replace(
        polished,
        levels=results,
        status="optimal" if proved else "not_proved",
        fallbacks=relaxed.fallbacks + polished.fallbacks,
        in_fractions=relaxed.values,
        whole_gap=gaps.get(furthest, 0.0),
        furthest=furthest,
    )


def _searched(level: Level, without: LevelResult, found: WholeLevel, polished: LevelResult) -> LevelResult:
    """Lay together the three results of one level.

    The cuts of the search leave the levels above a hair of room that the exact locks of the final plan do not: what
    that hair is worth here is no better value that could be had. Where the final plan is better than what was found,
    it is that plan that was reached.
    """
    best = found.value + level.constant
    best = min(polished.held, max(best, polished.held - level.allowance(best)))
    proved = found.proved and polished.status == "optimal"
    return replace(
        polished,
        best=best,
        tolerance=level.allowance(best),
        bound=None if found.bound is None else min(best, found.bound + level.constant),
        status="optimal" if proved else "not_proved",
        seconds=without.seconds + found.seconds + polished.seconds,
        iterations=without.iterations + found.iterations + polished.iterations,
        how=found.how,
        fell_back=without.fell_back or polished.fell_back,
        continuous=without.best if without.status == "optimal" else None,
        prices=found.prices,
    )


def _named_split(solution: Solution) -> Solution:
    """Round the whole columns, and name those that stay split."""
    values, split = rounded(solution.program, solution.values)
    return replace(solution, values=values, not_whole=tuple(solution.program.variables[column] for column in split))


class _Steps:
    """Counts the levels of two descents as one."""

    def __init__(self, progress: Progress | None, count: int) -> None:
        self._progress = progress
        self._count = count
        self._number = 0

    def tell(self, _number: int, _count: int, name: str) -> None:
        """Tell the next step."""
        self._number += 1
        if self._progress:
            self._progress(self._number, self._count, name)


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

    def __init__(
        self,
        program: Program,
        matrix: Matrix,
        engine: Engine,
        deadline: float | None,
        start: FloatArray,
        *,
        is_second: bool,
    ) -> None:
        """Begin with a plan to fall back on, if there is one; say whether all levels have been solved once before."""
        self._program = program
        self._matrix = matrix
        self._engine = engine
        self._deadline = deadline
        self._values = start
        self._is_second = is_second
        self._proved = True
        self._levels: list[Level] = []
        self._costs: list[FloatArray] = []
        self._results: list[LevelResult] = []
        self._exchange: dict[str, dict[str, float]] = {}

    def take(self, level: Level) -> LevelResult:
        """Minimise one level and lock it; once a level is not proved, the later ones are only worked out."""
        began = time.monotonic()
        costs = self._program.costs(level.terms)
        answer = self._minimise(level, costs) if self._proved else Answer("out_of_time", "not reached")
        if answer.status == "infeasible" and not len(self._values):
            raise contradiction(self._program, self._matrix, self._deadline)
        self._values = answer.values if answer.has_plan else self._values
        if not len(self._values):
            raise _nothing_found(answer, level)
        self._proved = answer.status == "optimal"
        best = total(costs, self._values)
        self._levels.append(level)
        self._costs.append(costs)
        prices = self._prices(costs) if self._proved else None
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
                prices=prices,
            )
        )
        return self._results[-1]

    def _minimise(self, level: Level, costs: FloatArray) -> Answer:
        if costs.any() or not len(self._values):
            return self._engine.minimise(costs, self._deadline, level.name)
        return Answer("optimal", "nothing to minimise", self._values, bound=0.0)

    def _prices(self, costs: FloatArray) -> Prices | None:
        return self._engine.prices() if costs.any() else Prices(np.zeros(self._matrix.number_of_rows))

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

    def solution(self, solver: str) -> Solution:
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
            seconds=sum(result.seconds for result in results),
            fallbacks=sum(result.fell_back or self._is_second for result in results),
            solver=solver,
            columns=self._matrix.number_of_columns,
            rows=self._matrix.number_of_rows,
            nonzeros=self._matrix.number_of_entries,
            ends=self._engine.ends(),
        )


def _nothing_found(answer: Answer, level: Level) -> PlannerError:
    """Say why there is no plan at all."""
    if answer.status == "out_of_time":
        return OutOfTimeError("the time limit ended before there was any plan; give it more time")
    return DefectError(f"the solver ended without an answer at the level {level.name}")
