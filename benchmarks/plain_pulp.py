"""The same program in PuLP as it is usually written: one expression at a time, handed over row by row."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

import pulp

from planner.solver.level import Level
from planner.solver.matrix import FloatArray, Matrix

HAIR = 1e-7
"""What a level to be held exactly is left, relative to its value: a cut without any room has no inside."""


def build(matrix: Matrix, costs: FloatArray) -> pulp.LpProblem:
    """State the program with `lpSum` over terms, as the tutorials do."""
    problem = pulp.LpProblem("plain", pulp.LpMinimize)
    bounds = zip(matrix.column_lower.tolist(), matrix.column_upper.tolist(), strict=True)
    variables = [problem.add_variable(f"x{column}", lower, upper) for column, (lower, upper) in enumerate(bounds)]
    problem += pulp.lpSum(cost * variables[column] for column, cost in enumerate(costs.tolist()) if cost)
    columns, values, starts = matrix.columns.tolist(), matrix.values.tolist(), matrix.starts.tolist()
    lower, upper = matrix.row_lower.tolist(), matrix.row_upper.tolist()
    for row in range(matrix.number_of_rows):
        entries = range(starts[row], starts[row + 1])
        left = pulp.lpSum(values[entry] * variables[columns[entry]] for entry in entries)
        if lower[row] == upper[row]:
            problem += left == upper[row], f"r{row}"
        elif upper[row] < float("inf"):
            problem += left <= upper[row], f"r{row}"
        else:
            problem += left >= lower[row], f"r{row}"
    return problem


def hand_over(problem: pulp.LpProblem) -> None:
    """Hand the program to HiGHS by PuLP's own class, without solving it."""
    solver = pulp.HiGHS(msg=False)
    solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)


def minimise(matrix: Matrix, levels: Sequence[tuple[FloatArray, Level]], patience: float) -> list[float]:
    """Build the program and minimise levels one after the other, each from nothing and held by a cut, as tutorials do.

    Args:
        matrix: The rules.
        levels: The coefficients of each level, and the level, which says what may be given up of it.
        patience: After so long no further level is begun [seconds of the processor].

    Returns:
        What each level reaches, without its constant, down to the first at which HiGHS ends without an answer, as it
        does where cuts hold levels almost exactly.
    """
    begun = process_time()
    problem = build(matrix, levels[0][0])
    by_name = problem.variablesDict()
    variables = [by_name[f"x{column}"] for column in range(matrix.number_of_columns)]
    reached = []
    for number, (costs, stated) in enumerate(levels):
        level = pulp.lpSum(cost * variables[column] for column, cost in enumerate(costs.tolist()) if cost)
        problem.setObjective(level)
        problem.solve(pulp.HiGHS(msg=False))
        if problem.status != pulp.LpStatusOptimal:
            break
        best = float(pulp.value(level) or 0.0)
        room = max(stated.allowance(best + stated.constant), HAIR * max(1.0, abs(best)))
        problem += level <= best + room, f"level{number}"
        reached.append(best)
        if process_time() - begun > patience:
            break
    return reached
