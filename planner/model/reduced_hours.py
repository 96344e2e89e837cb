"""Reduced hours: people in post who give a part of their hours for a time."""

from __future__ import annotations

from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row


def hours_not_given(var: Variables, given: Given, u: str, r: str, t: int) -> Linear:
    """Hours that people of a line do not give because they are on reduced hours.

    ::

        H[r,t]·Σ_{x of (u,r)} lost share[x,t]·reduced[x,t]                                                [hours]
    """
    hours = Linear()
    for row in given.reduced_of.get((u, r, t), ()):
        hours.add(var.reduced[row.reduced, t], given.productive_hours[r, t] * row.lost_share)
    return hours


def reduced_hours_in_post(program: Program, var: Variables, given: Given) -> None:
    """Only people in post can be on reduced hours.

    ::

        Σ_{x of (u,r)} reduced[x,t] ≤ S[u,r,t]      ∀ (u,r) with reduced hours, t   [FTE]

    Physics; the greatest number that may be is the bound of the variable itself.
    """
    for (u, r, t), rows in given.reduced_of.items():
        left = Linear([(var.reduced[row.reduced, t], 1.0) for row in rows])
        left.add(var.strength[u, r, t], -1.0)
        add_rule(program, "reduced_hours_in_post", (u, r, t), left, "<=", 0.0)


def reduced_hours_together(program: Program, var: Variables, given: Given) -> None:
    """No more people of several lines are on reduced hours together than may be.

    ::

        Σ_{x in members} reduced[x,t] ≤ allowed[o,t]      ∀ limits o on reduced hours together, t   [FTE]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for cap in each_row(given.tables.reduced_hours_together):
        left = Linear([(var.reduced[member, cap.period], 1.0) for member in cap.members])
        add_rule(program, "reduced_hours_together", (cap.limit, cap.period), left, "<=", cap.fte, cap.place)


def reduced_at_rest(given: Given) -> dict[tuple[str, int], float]:
    """People on reduced hours if nobody decides anything, as far as they are still there: by name and period.

    ::

        at rest[x,t] = min(stated[x,t], those still there[u,r,t])                                         [FTE]

    with those still there as in `given.still_there_fte`, taken by one name after the other.
    """
    left_over = dict(given.still_there_fte)
    at_rest = {}
    for row in each_row(given.tables.reduced_hours):
        place = (row.team, row.role, row.period)
        at_rest[row.reduced, row.period] = min(row.at_rest_fte, left_over[place])
        left_over[place] -= at_rest[row.reduced, row.period]
    return at_rest
