"""Supervision: everyone led is led by somebody, or is counted."""

from __future__ import annotations

from collections import defaultdict

from planner.model.given import Given, grouped
from planner.model.initiatives import away
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row


def led(var: Variables, given: Given, group: str, t: int) -> Linear:
    """People of a group who must be led, people in training on its lines included [FTE]."""
    people = Linear()
    for row in given.led_lines[(group,)]:
        people.add(var.strength.get((row.team, row.role, t)), 1.0)
        for cohort in given.in_lead.get((row.team, row.role, t), ()):
            people.add_sum(var.start(given, cohort.flow, cohort.start, cohort.lead_on_line_fte))
    return people


def supervision(program: Program, var: Variables, given: Given) -> None:
    """Everyone led is led by somebody, or counted as unled.

    ::

        Σ_ρ L[g,ρ,t] + unled[g,t] = led[g,t]      ∀ groups g, t   [FTE]

    where ρ are the lines that may lead g. Physics: it counts, it does not demand.
    """
    leaders = grouped(given.tables.leaders, ["group", "period"])
    for (group, t), rows in leaders.items():
        left = Linear([(var.unled[group, t], 1.0)])
        for row in rows:
            left.add(var.led_by[group, row.team, row.role, t], 1.0)
        left.add_sum(led(var, given, group, t), -1.0)
        add_rule(program, "supervision", (group, t), left, "=", 0.0)


def spans(program: Program, var: Variables, given: Given) -> None:
    """A leader's time is shared between all groups: nobody leads twice.

    ::

        Σ_g L[g,ρ,t] ÷ span[g,ρ,t] ≤ S[ρ,t] − away[ρ,t]      ∀ ρ that lead, t   [FTE]

    A pooled ratio would let one leader count in every group. Physics.
    """
    for (u, r, t), rows in grouped(given.tables.leaders, ["team", "role", "period"]).items():
        left = Linear([(var.led_by[row.group, u, r, t], 1.0 / row.span) for row in rows])
        left.add(var.strength.get((u, r, t)), -1.0)
        gone = away(var, given, u, r, t)
        left.add_sum(Linear(gone.terms))
        add_rule(program, "spans", (u, r, t), left, "<=", -gone.constant)


def leader_shares(program: Program, var: Variables, given: Given) -> None:
    """A line leads no more than its stated share of a group.

    ::

        L[g,ρ,t] ≤ share[g,ρ,t]·led[g,t]      ∀ g, ρ with a share below 1, t   [FTE]

    Policy.
    """
    sums: dict[tuple[str, int], Linear] = defaultdict(Linear)
    for row in each_row(given.tables.leaders):
        if row.share_at_most >= 1.0:
            continue
        key = (row.group, row.period)
        if key not in sums:
            sums[key] = led(var, given, row.group, row.period)
        left = Linear([(var.led_by[row.group, row.team, row.role, row.period], 1.0)])
        left.add_sum(sums[key], -row.share_at_most)
        add_rule(program, "leader_shares", (row.group, row.team, row.role, row.period), left, "<=", 0.0)
