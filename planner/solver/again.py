"""The levels of a program minimised once more after a change, from the bases at which they ended before.

A basis is a starting point and no more. It fits any program with the same rows and columns, whether bounds, costs or
coefficients differ, and can be carried over to one with others (`planner.solver.ends`); where the change is small most
of the work has been done. Each level restarts from where it ended before, while the levels above it end beside where
they ended; from the first that does not, only a level that was far from the one above it does
(`planner.solver.engines`): to restart all of them there took twice the time.

Each answer is checked as ever (`planner.solver.highs`), each lock as well; what does not hold is solved again from
nothing. Every change restarts from the first plan and never from another change, so that no result depends on the order
of the questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.solver.engines import Engine, InHighs
from planner.solver.level import Level, Solution
from planner.solver.lexicographic import THRESHOLDS, Until, minimise_with, solve_levels
from planner.solver.matrix import Matrix
from planner.solver.program import Program
from planner.solver.whole import WHOLE_GAP


def again(
    before: Solution | None,
    program: Program,
    matrix: Matrix,
    levels: Sequence[Level],
    until: Until | None = None,
    *,
    whole_gap: float = WHOLE_GAP,
) -> Solution:
    """Minimise the levels of a changed program; whole numbers that are not fixed are searched for from nothing.

    Args:
        before: The solution whose levels say where to restart from; none to minimise from nothing.
        program: Columns and rules, those of the first program or others.
        matrix: Its matrix, or where no column is left that is whole and not fixed, one that differs from it in bounds.
        levels: What is minimised, the first one first; they may be fewer than there were.
        until: Whether the levels below a result are of no interest; not asked where whole numbers are searched for.
        whole_gap: How near the best is near enough where whole numbers are searched for; see `solve_levels`.

    Raises:
        ContradictionError: The rules contradict each other.
    """
    if any(matrix.column_lower[column] < matrix.column_upper[column] for column in program.whole_columns):
        return solve_levels(program, levels, whole_gap=whole_gap)
    solution = minimise_with(program, matrix, levels, _until_no_lock_leaks(before, program, matrix), until)
    if solution.status == "optimal":
        return solution
    # A level at which HiGHS ended without an answer: from nothing it goes another way there.
    cold = minimise_with(program, matrix, levels, _from_nothing(program, matrix), until)
    return cold if cold.status == "optimal" else solution


def _until_no_lock_leaks(before: Solution | None, program: Program, matrix: Matrix) -> Iterator[Engine]:
    """Give the engine that is tried first, and then those that start from nothing."""
    if before is not None:
        yield InHighs(program, matrix, THRESHOLDS[0], before.ends)
    yield from _from_nothing(program, matrix)


def _from_nothing(program: Program, matrix: Matrix) -> Iterator[Engine]:
    """Give the engines that start from nothing."""
    for threshold in THRESHOLDS:
        yield InHighs(program, matrix, threshold)
