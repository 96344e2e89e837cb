"""Required strength: minimum and closing strength, requirements in posts, what is short of them and what is over."""

from __future__ import annotations

from typing import Any

from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program, Sense
from planner.tables.rows import each_row, is_stated


def counted_strength(var: Variables, given: Given, limit: Any) -> Linear:
    """What counts for a requirement (a row of the table of strength limits).

    ::

        Σ_{r in roles} S[u,r,t] − Σ_{x of these lines} lost share[x,t]·reduced[x,t]                        [FTE]

    People on reduced hours count for the hours that they give; for minimum and closing strength they count in full.
    """
    people = full_strength(var, limit)
    people.add_sum(not_counted(var, given, limit), -1.0)
    return people


def not_counted(var: Variables, given: Given, limit: Any) -> Linear:
    """Strength that reduced hours take from what counts for a requirement [FTE]."""
    lost = Linear()
    if limit.effective:
        for role in limit.roles:
            for row in given.reduced_of.get((limit.team, role, limit.period), ()):
                lost.add(var.reduced[row.reduced, row.period], row.lost_share)
    return lost


def full_strength(var: Variables, limit: Any) -> Linear:
    """People in post of the roles of a strength limit, those on reduced hours in full [FTE]."""
    people = Linear()
    for role in limit.roles:
        people.add(var.strength.get((limit.team, role, limit.period)), 1.0)
    return people


def strength_limits(program: Program, var: Variables, given: Given) -> None:
    """Strength that is required is there; what is short of it, or over it, is counted where that is allowed.

    ::

        counted strength[l,t] + short[l,t] − over[l,t] ≥ required[l,t]   (or =)      ∀ limit l, t   [FTE]

    with the strength as in `counted_strength`. `short` exists only where a price or a limit of it is stated, `over`
    only where strength over the requirement is priced or limited; then the row is an equation. Policy; not enforced
    before action.
    """
    if given.stance == "before":
        return
    for limit in each_row(given.tables.strength_limits):
        left = counted_strength(var, given, limit)
        left.add(var.short.get((limit.limit, limit.period)), 1.0)
        left.add(var.over.get((limit.limit, limit.period)), -1.0)
        sense: Sense = "=" if limit.counts_over else limit.sense
        add_rule(program, "strength_limits", (limit.limit, limit.period), left, sense, limit.fte, limit.place)


def over_at_rest(program: Program, var: Variables, given: Given) -> None:
    """Before action strength over a requirement is counted, and no strength is asked for.

    ::

        over[l,t] ≥ counted strength[l,t] − required[l,t]      ∀ limit l where it is counted, t   [FTE]

    with the strength as in `counted_strength`. Physics: it counts, it does not demand. Only before action.
    """
    if given.stance == "after":
        return
    for limit in each_row(given.tables.strength_limits):
        if limit.counts_over:
            left = counted_strength(var, given, limit)
            left.add(var.over[limit.limit, limit.period], -1.0)
            add_rule(program, "over_at_rest", (limit.limit, limit.period), left, "<=", limit.fte, limit.place)


def short_share_caps(program: Program, var: Variables, given: Given) -> None:
    """Strength is short of a requirement by no more than its share of the strength that is there.

    ::

        short[l,t] ≤ share[l,t]·Σ_{r in roles} S[u,r,t]      ∀ limit l with a share, t   [FTE]

    Policy; before action nothing is counted as short.
    """
    if given.stance == "before":
        return
    for limit in each_row(given.tables.strength_limits):
        if is_stated(limit.short_share):
            left = Linear([(var.short[limit.limit, limit.period], 1.0)])
            left.add_sum(full_strength(var, limit), -limit.short_share)
            place = f"{limit.place}.short_at_most_share"
            add_rule(program, "short_share_caps", (limit.limit, limit.period), left, "<=", 0.0, place)


def over_requirement_caps(program: Program, var: Variables, given: Given) -> None:
    """Strength is over a requirement, or over several together, by no more than is allowed.

    ::

        Σ_{l in members} over[l,t] ≤ allowed[o,t]      ∀ limits o on strength over requirement, t   [FTE]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for cap in each_row(given.tables.over_limits):
        left = Linear([(var.over[member, cap.period], 1.0) for member in cap.members])
        add_rule(program, "over_requirement_caps", (cap.over_limit, cap.period), left, "<=", cap.fte, cap.place)
