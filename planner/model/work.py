"""Work: the hours that fall due are worked by roles able to do them, or are counted as missed."""

from __future__ import annotations

from planner.model.given import Given
from planner.model.initiatives import saved_hours
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row


def hours_due(var: Variables, given: Given, d: str, j: str, t: int) -> Linear:
    """Standard hours of a task that fall due in a period, on cases started now and before.

    ::

        due[d,j,t] = Σ_{s ≤ t} share due[d,s,t]·(hours[d,j,s]·started[d,s] − saved[d,j,s])
                     + due on cases in work at the opening[d,j,t]                                       [hours]

    `saved` is what optional initiatives save on the cases started in s, as in `saved_hours`.
    """
    hours = Linear(constant=given.opening_due.get((d, j, t), 0.0))
    for due in given.due_from.get((d, t), ()):
        hours.add(var.started[d, due.start_period], due.share * given.hours_of_task[d, j, due.start_period])
        hours.add_sum(saved_hours(var, given, d, j, due.start_period), -due.share)
    return hours


def work(program: Program, var: Variables, given: Given) -> None:
    """Every hour that falls due is worked, displaced or missed.

    ::

        Σ_r efficiency[d,j,r]·worked[d,j,r,t] + displaced[d,j,t] + missed[d,j,t] = due[d,j,t]
                                                                              ∀ d, j, t   [standard hours]

    with the hours due as in `hours_due`. `missed` exists where a task may be missed, and up to the hours of cases that
    were in work at the opening: those can always be stopped. Physics.
    """
    pushed = {(row.line, row.task): row.displacement for row in each_row(given.tables.displacements)}
    for row in each_row(given.tables.tasks):
        d, j, t = row.line, row.task, row.period
        left = Linear()
        for role in given.able.get((d, j, t), ()):
            left.add(var.worked[d, j, role.role, t], role.efficiency)
        if (d, j) in pushed:
            left.add(var.displaced[pushed[d, j], t], 1.0)
        left.add(var.missed.get((d, j, t)), 1.0)
        left.add_sum(hours_due(var, given, d, j, t), -1.0)
        add_rule(program, "work", (d, j, t), left, "=", 0.0)
