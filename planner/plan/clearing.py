"""The first date by which a line's backlog can be cleared, where the date that is asked for cannot be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.model import Formulation
from planner.solver.contradiction import limits_of
from planner.solver.elastic import without
from planner.solver.highs import KeptModel
from planner.tables.rows import each_row


def first_clear(
    formulation: Formulation, line: str, others: Sequence[str] = (), deadline: float | None = None
) -> date | None:
    """Find the first date in the plan by which nothing of a line can be overdue.

    ::

        O[d,t] = 0 can be kept together with all other rules      d the line, t the first such period   [cases]

    Args:
        formulation: The program that has no plan.
        line: The demand line.
        others: Places of the rules of other conflicts, which are left out.
        deadline: By `time.monotonic()`.

    Returns:
        The last day of the period; none if there is no such period in the plan, or time ended first.
    """
    program, periods = formulation.program, formulation.given.tables.periods
    columns, rows = program.order_by_name()
    own = f"demand.{line}.clear_by"
    away = [limit for limit in limits_of(program, columns, rows) if limit.place in (own, *others)]
    matrix = without(program.matrix().in_order(columns, rows), away)
    number_of = {int(column): number for number, column in enumerate(columns)}
    asked = max(rule.key[1] for rule in program.rules if rule.place == own)
    for row in each_row(periods[periods["reported"] & (periods["period"] > asked)]):
        overdue = formulation.variables.overdue[line, row.period]
        upper = matrix.column_upper.copy()
        upper[number_of[program.column_of(overdue)]] = 0.0
        cleared = replace(matrix, column_upper=upper)
        found = KeptModel(cleared.with_even_rows()).is_feasible(deadline)
        if found is not False:
            return row.last if found else None
    return None
