"""Why there is no plan: the fewest rules of the scenario that contradict each other.

HiGHS names rows; a reader wants the rules that he wrote, and one of them is many rows. So the rows found
are only where the search starts: rules, each with all its rows, are taken away one at a time, and one that
is not missed stays away. What is left contradicts itself, and would not without any single one of them.
"""

from __future__ import annotations

import numpy as np

from planner.errors import ClashingRule, ContradictionError, DefectError, PlannerError
from planner.solver.highs import KeptModel
from planner.solver.matrix import FloatArray, Matrix
from planner.solver.program import Program

MOST_NAMED = 20
"""How many balances are named when they contradict each other."""


def contradiction(program: Program, matrix: Matrix, deadline: float | None) -> PlannerError:
    """Explain a program that has no plan.

    Args:
        program: Whose rules they are.
        matrix: The program's matrix.
        deadline: By `time.monotonic()`; what has not been tried by then is named without need.

    Returns:
        The contradiction with its rules; a defect if the balances alone contradict each other, because
        balances hold whatever the scenario says.
    """
    columns, rows = program.order_by_name()
    rules = [program.rules[row] for row in rows]
    model = KeptModel(matrix.in_order(columns, rows).with_even_rows())
    found = [rules[row] for row in model.conflict()]
    rows_of: dict[str, list[int]] = {}
    for row, rule in enumerate(rules):
        if rule.place is not None:
            rows_of.setdefault(rule.place, []).append(row)
    suspects = list(dict.fromkeys(rule.place for rule in found if rule.place is not None))
    needed = _fewest(model, rows_of, suspects, deadline)
    if not needed:
        balances = ", ".join(map(str, found[:MOST_NAMED])) or "HiGHS does not say which"
        return DefectError(f"the balances contradict each other without any rule of the scenario: {balances}")
    # A place may have rows of several families: the one that HiGHS found comes last and names it.
    words = {rule.place: rule.words for rule in [*rules, *found]}
    return ContradictionError(tuple(ClashingRule(rule=words[place], place=place) for place in needed))


def _fewest(model: KeptModel, rows_of: dict[str, list[int]], suspects: list[str], deadline: float | None) -> list[str]:
    """Take away every place that is not needed for the contradiction (a deletion filter)."""
    away = {place: _take_away(model, rows) for place, rows in rows_of.items() if place not in suspects}
    if model.is_feasible(deadline) is not False:
        # The rows that HiGHS found do not contradict each other after all: everybody is a suspect again.
        for place, bounds in away.items():
            model.set_row_bounds(np.array(rows_of[place]), *bounds)
        suspects = list(rows_of)
    needed = []
    for place in suspects:
        bounds = _take_away(model, rows_of[place])
        if model.is_feasible(deadline) is not False:
            model.set_row_bounds(np.array(rows_of[place]), *bounds)
            needed.append(place)
    return needed


def _take_away(model: KeptModel, rows: list[int]) -> tuple[FloatArray, FloatArray]:
    """Let rows ask for nothing, and return what they asked for."""
    numbers = np.array(rows)
    asked = model.matrix.row_lower[numbers].copy(), model.matrix.row_upper[numbers].copy()
    model.set_row_bounds(numbers, np.full(len(rows), -np.inf), np.full(len(rows), np.inf))
    return asked
