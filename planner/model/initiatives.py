"""Initiatives: the plan chooses whether an optional one starts and when, and what it does follows.

Initiatives with a date are data: they are in A, h, φ, the standards and the people away. In the plan before action
no optional initiative starts: it has neither columns nor rows there.
"""

from __future__ import annotations

from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program


def one_start(program: Program, var: Variables, given: Given) -> None:
    """An initiative starts once or never.

    ::

        Σ_p x[i,p] ≤ 1      ∀ i optional   [starts]

    x[i,p] is 1 if initiative i starts in period p of its window, else 0. Physics.
    """
    sums: dict[str, Linear] = {}
    for i, p in given.possible_starts:
        sums.setdefault(i, Linear()).add(var.initiative_starts.get((i, p)), 1.0)
    for i, left in sums.items():
        add_rule(program, "one_start", (i,), left, "<=", 1.0)


def helped_cases(program: Program, var: Variables, given: Given) -> None:
    """A case takes less if it is started while the effect of an optional initiative works, and else what it takes.

    ::

        z[i,e,d,s] ≤ started[d,s]
        z[i,e,d,s] ≤ most[d,s]·working[i,e,s]
        z[i,e,d,s] ≥ started[d,s] − most[d,s]·(1 − working[i,e,s])      ∀ (i,e,d) on hours, s   [cases]

    where working[i,e,s] = Σ x[i,p] over the starts p with which the effect works in s, and most[d,s] is more than can
    ever be started: so z = started while it works and 0 before. Both ways, as a factor above 1 makes cases longer.
    Physics.
    """
    for i, e, d, s in var.helped_cases:
        helped, most = var.helped_cases[i, e, d, s], given.most_cases[d, s]
        at_work = working(var, given, i, e, s)
        for name, right in (
            ("started", Linear([(var.started[d, s], 1.0)])),
            ("working", Linear([(variable, most * each) for variable, each in at_work.terms])),
        ):
            left = Linear([(helped, 1.0)])
            left.add_sum(right, -1.0)
            add_rule(program, "helped_cases", (i, e, d, s, name), left, "<=", 0.0)
        left = Linear([(helped, 1.0), (var.started[d, s], -1.0)])
        left.add_sum(at_work, -most)
        add_rule(program, "helped_cases", (i, e, d, s, "all"), left, ">=", -most)


def working(var: Variables, given: Given, i: str, e: str, t: int) -> Linear:
    """Whether the effect of an optional initiative works in a period: 1 or 0."""
    at_work = Linear()
    for p in given.working_starts.get((i, e, t), ()):
        at_work.add(var.initiative_starts.get((i, p)), 1.0)
    return at_work


def fewer_cases(var: Variables, given: Given, d: str, t: int) -> Linear:
    """Cases that a line has fewer in a period through optional initiatives.

    ::

        Σ_{i,e} fewer[i,e,d,t]·working[i,e,t]      [cases]

    Effects of several initiatives on one line add up: each takes its share of the cases that would come without them.
    """
    fewer = Linear()
    for i, p, cases in given.fewer_cases.get((d, t), ()):
        fewer.add(var.initiative_starts.get((i, p)), cases)
    return fewer


def saved_hours(var: Variables, given: Given, d: str, j: str, s: int) -> Linear:
    """Hours that the cases of a line started in a period take less in a task through optional initiatives.

    ::

        Σ_{i,e} (1 − factor[i,e,s])·hours[d,j,s]·z[i,e,d,s]      [hours]

    Effects of several initiatives on one task add up. A case that is not started is not helped: what waits, is overdue
    or closed undone counts with the hours that a case takes without optional initiatives.
    """
    saved = Linear()
    for i, e, hours in given.saved_hours.get((d, j, s), ()):
        saved.add(var.helped_cases.get((i, e, d, s)), hours)
    return saved


def away(var: Variables, given: Given, u: str, r: str, t: int) -> Linear:
    """People of a line who are away for long, or whom an initiative ties up.

    ::

        away[u,r,t] + Σ_{i,p} tied up[i,p,u,r,t]·x[i,p]      [FTE]
    """
    people = Linear(constant=given.away_fte.get((u, r, t), 0.0))
    for row in given.tied_up.get((u, r, t), ()):
        people.add(var.initiative_starts.get((row.initiative, row.start)), row.tied_up_fte)
    return people
