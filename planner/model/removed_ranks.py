"""Removed ranks: by when they are gone, who takes over their work, and which of their posts come back."""

from __future__ import annotations

from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.model.work import hours_due
from planner.solver.program import Program
from planner.tables.rows import each_row


def holders(var: Variables, given: Given, rank: str, t: int) -> Linear:
    """Holders of a removed rank at the end of a period [FTE]."""
    there = Linear()
    for u, r in given.lines_of_rank[rank]:
        there.add(var.strength[u, r, t], 1.0)
    return there


def gone_by(program: Program, var: Variables, given: Given) -> None:
    """From its date on no more than a few holders of a removed rank are left.

    ::

        Σ_{(u,r) of rank k} S[u,r,t] ≤ left[k]      ∀ k with a date, t from the last period that ends by it on   [FTE]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for row in each_row(given.tables.gone_by):
        left = holders(var, given, row.rank, row.period)
        add_rule(program, "gone_by", (row.rank, row.period), left, "<=", row.left_fte, row.place)


def duties_passed(program: Program, var: Variables, given: Given) -> None:
    """A role takes over no more than its share of what the rank no longer does.

    ::

        efficiency·worked[d,j,r,t] ≤ share[d,j,r,t]·(hours due[d,j,t] − Σ_{ρ able before} efficiency·worked[d,j,ρ,t])
                                                           ∀ d, j, r that takes over, t from the freeze on   [hours]

    where ρ are the holders that are left and all others who could do the task before. Policy.
    """
    taking_over = {(row.line, row.task, row.role, row.period) for row in each_row(given.tables.duties)}
    for row in each_row(given.tables.duties):
        d, j, t = row.line, row.task, row.period
        left = Linear([(var.worked[d, j, row.role, t], row.efficiency)])
        for able in given.able.get((d, j, t), ()):
            if (d, j, able.role, t) not in taking_over:
                left.add(var.worked[d, j, able.role, t], row.share * able.efficiency)
        left.add_sum(hours_due(var, given, d, j, t), -row.share)
        add_rule(program, "duties_passed", (d, j, row.role, t), left, "<=", 0.0, f"{row.place}.share")


def lent_for_duties(program: Program, var: Variables, given: Given) -> None:
    """What is lent for a removed rank's work goes to nothing else.

    ::

        Σ_{q for duties of r in u} redeployed[q,t] ≤ Σ_{d of u, j taken over by r} worked[d,j,r,t]
                                                                  ∀ (u,r) that borrows for duties, t   [hours]

    Without it a role that has posts of its own in the borrowing team would have its colleagues' hours for any work.
    Physics.
    """
    for (u, r, t), lent in given.lent_for_duties.items():
        left = Linear([(var.redeployed[row.redeployment, t], 1.0) for row in lent])
        for d, j in given.taken_over.get((u, r, t), ()):
            left.add(var.worked.get((d, j, r, t)), -1.0)
        add_rule(program, "lent_for_duties", (u, r, t), left, "<=", 0.0)


def posts_come_back(program: Program, var: Variables, given: Given) -> None:
    """For each holder who is gone a share of a post comes back as another rank, and is filled at once.

    ::

        n[w,t] = share[w,t]·Σ_{(u,r) of rank k} (S[u,r,t−1] − S[u,r,t])      ∀ w, t from the freeze on   [FTE]

    Physics: it is how the force behaves, not what it decides.
    """
    for row in each_row(given.tables.comes_back):
        t = row.period
        back = Linear([(var.starts[row.flow, t], 1.0)])
        back.add_sum(holders(var, given, row.rank, t), row.share)
        if t == 0:
            opening = sum(given.opening_strength[line] for line in given.lines_of_rank[row.rank])
            back.constant -= row.share * opening
        else:
            back.add_sum(holders(var, given, row.rank, t - 1), -row.share)
        add_rule(program, "posts_come_back", (row.flow, t), back, "=", 0.0)
