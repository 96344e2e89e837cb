"""The same program in PuLP as it is usually written: one expression at a time, handed over row by row."""

from __future__ import annotations

import pulp

from planner.solver.matrix import FloatArray, Matrix


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
