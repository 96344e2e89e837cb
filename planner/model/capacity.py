"""Capacity: the hours that people, overtime, agency and colleagues from elsewhere can give."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

from planner.model.given import Given
from planner.model.initiatives import away
from planner.model.linear import Linear, add_rule
from planner.model.reduced_hours import hours_not_given
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row, is_stated


def hours_at_hand(var: Variables, given: Given, u: str, r: str, t: int) -> Linear:
    """Hours that a line can give to cases before it lends any: the right side of the capacity rule.

    ::

        H[r,t]·(S + part of the period − away − Σ unproductive·n + Σ productive in the lead·n
                − Σ lost share·reduced) + overtime + agency + Σ efficiency·redeployed in       [hours]

    People whom an initiative ties up are away.
    """
    hours = Linear()
    productive = given.productive_hours[r, t]
    if (u, r) in given.opening_strength:
        hours.add(var.strength[u, r, t], productive)
        others = Linear(constant=given.part_period_fte.get((u, r, t), 0.0))
        others.add_sum(away(var, given, u, r, t), -1.0)
        hours.add_sum(others, productive)
    for cohort in given.learning.get((u, r, t), ()):
        hours.add_sum(var.start(given, cohort.flow, cohort.start, -productive * cohort.learning_fte))
    hours.add_sum(hours_not_given(var, given, u, r, t), -1.0)
    for row in given.overtime_of.get((u, r, t), ()):
        hours.add(var.overtime[row.overtime, u, r, t], 1.0)
    for row in given.agency_of.get((u, r, t), ()):
        hours.add(var.agency[row.agency, t], row.hours_per_fte)
    for row in given.redeployed_to.get((u, r, t), ()):
        hours.add(var.redeployed[row.redeployment, t], row.efficiency)
    return hours


def capacity(program: Program, var: Variables, given: Given) -> None:
    """Nobody works hours that are not there.

    ::

        Σ_{d of u, j} worked[d,j,r,t] + Σ redeployed out + tutors' hours − untutored ≤ hours at hand[u,r,t]
                                                                          ∀ (u,r), t   [hours]

    with the hours at hand as in `hours_at_hand`. `untutored` can only be time owed to learners whom no decision of
    this plan brings. Physics.
    """
    used_by = _worked_by_line(var, given)
    for u, r, t in given.places_with_hours:
        left = Linear()
        for key in used_by.get((u, r, t), ()):
            left.add(var.worked[key], 1.0)
        for row in given.redeployed_from.get((u, r, t), ()):
            left.add(var.redeployed[row.redeployment, t], 1.0)
        for cohort in given.cohorts_tutored_by.get((u, r, t), ()):
            left.add_sum(var.start(given, cohort.flow, cohort.start, cohort.tutor_hours))
        left.add(var.untutored.get((u, r, t)), -1.0)
        left.add_sum(hours_at_hand(var, given, u, r, t), -1.0)
        add_rule(program, "capacity", (u, r, t), left, "<=", 0.0)


def limited_duty(program: Program, var: Variables, given: Given) -> None:
    """People on limited duty do not do the tasks they are barred from.

    ::

        Σ_{(d,j) in J} worked[d,j,r,t] ≤ hours at hand[u,r,t] − H[r,t]·Σ_{g: J ⊆ barred(g)} limited[u,r,g,t]
                                  ∀ (u,r), t, J an intersection of barred sets   [hours]

    Intersections are enough: for any other set of tasks the row follows from one of these. Physics.
    """
    used_by = _worked_by_line(var, given)
    for (u, r, t), groups in given.limited_groups.items():
        for barred in _intersections([group.barred for group in groups]):
            fte = sum(group.limited_fte for group in groups if barred <= group.barred)
            left = Linear()
            for key in used_by.get((u, r, t), ()):
                if key[:2] in barred:
                    left.add(var.worked[key], 1.0)
            if not left.terms:
                continue
            left.add_sum(hours_at_hand(var, given, u, r, t), -1.0)
            name = "+".join(sorted(f"{line}.{task}" for line, task in barred))
            add_rule(program, "limited_duty", (u, r, name, t), left, "<=", -given.productive_hours[r, t] * fte)


def _intersections(sets: list[frozenset[tuple[str, str]]]) -> list[frozenset[tuple[str, str]]]:
    found = {frozenset.intersection(*some) for size in range(1, len(sets) + 1) for some in combinations(sets, size)}
    return sorted((each for each in found if each), key=sorted)


def _worked_by_line(var: Variables, given: Given) -> dict[tuple[str, str, int], list[Any]]:
    used: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
    for key in var.worked:
        line, _, role, t = key
        used[given.line[line].team, role, t].append(key)
    return used


def overtime_caps(program: Program, var: Variables, given: Given) -> None:
    """Overtime stays within its share of the contracted hours of those in post.

    ::

        overtime[o,u,r,t] ≤ share·contracted hours[r,t]·S[u,r,t]      ∀ (o,u,r), t   [hours]

    Policy (the working-time limit that the force has set).
    """
    for row in each_row(given.tables.overtime):
        left = Linear(
            [
                (var.overtime[row.overtime, row.team, row.role, row.period], 1.0),
                (var.strength[row.team, row.role, row.period], -row.cap_hours_per_fte),
            ]
        )
        add_rule(program, "overtime_caps", (row.overtime, row.team, row.role, row.period), left, "<=", 0.0)


def redeployment_caps(program: Program, var: Variables, given: Given) -> None:
    """A line lends no more than its share of the hours of those who are at work.

    ::

        redeployed[q,t] ≤ share·H[r,t]·(S[u,r,t] + part of the period − away[u,r,t])      ∀ q limited by share, t
                                                                                          [hours]

    A limit in hours is the bound of the variable itself. Policy.
    """
    for row in each_row(given.tables.redeployments):
        if is_stated(row.cap_hours):
            continue
        most = share_of_line(var, given, row)
        left = Linear([(var.redeployed[row.redeployment, row.period], 1.0)])
        left.add_sum(most, -1.0)
        add_rule(program, "redeployment_caps", (row.redeployment, row.period), left, "<=", 0.0)


def share_of_line(var: Variables, given: Given, row: Any) -> Linear:
    """The most that a line lends: its share of the hours of those who are at work [hours]."""
    place = (row.from_team, row.from_role, row.period)
    at_work = Linear([(var.strength[place], 1.0)], given.part_period_fte.get(place, 0.0))
    at_work.add_sum(away(var, given, *place), -1.0)
    lent = Linear()
    lent.add_sum(at_work, row.share_of_hours * given.productive_hours[row.from_role, row.period])
    return lent
