"""Backlog: cases wait, grow old, cause repeat calls; what is late or never done is counted, never lost."""

from __future__ import annotations

from planner.model.given import Given, grouped
from planner.model.initiatives import fewer_cases
from planner.model.linear import Linear, add_rule
from planner.model.variables import BAND_WIDTHS, Variables
from planner.solver.program import Program
from planner.tables.rows import each_row, is_stated


def backlog(program: Program, var: Variables, given: Given) -> None:
    """What waits at the end is what waited before and what arrived, less what was started or closed undone.

    ::

        B[d,t] = (1 + φ[d,t])·B[d,t−1] + A[d,t] − started[d,t] − closed undone[d,t]      ∀ d, t   [cases]

    A is what arrives, less what optional initiatives that start take away. A line that cannot wait has B = 0: what is
    not started in its period is not done. Physics.
    """
    for line in given.planned_lines:
        d = line.line
        for t in given.periods:
            left = Linear()
            right = given.cases[d, t]
            left.add(var.started[d, t], 1.0)
            left.add(var.closed.get((d, t)), 1.0)
            left.add(var.backlog.get((d, t)), 1.0)
            left.add_sum(fewer_cases(var, given, d, t))
            grows = 1.0 + given.repeat_share[d, t]
            if t == 0:
                right += grows * given.opening_backlog[d]
            else:
                left.add(var.backlog.get((d, t - 1)), -grows)
            add_rule(program, "backlog", (d, t), left, "=", right)


def overdue(program: Program, var: Variables, given: Given) -> None:
    """What waits and is not fresh is overdue.

    ::

        O[d,t] ≥ B[d,t] − Σ_{s ≤ t} fresh[d,t,s]·(A[d,s] + φ[d,s]·B[d,s−1]) − young opening backlog[d,t]
                                                                          ∀ d that can wait, t   [cases]

    fresh[d,t,s] is the share of the arrivals of s that are younger than their standard at the end of t. Exact for
    first in, first out; where an initiative changes the standard, for what falls due first, first out. Physics.
    """
    for line in given.planned_lines:
        if line.cannot_wait:
            continue
        d = line.line
        for t in given.periods:
            left = not_fresh(var, given, d, t)
            left.add(var.overdue[d, t], -1.0)
            add_rule(program, "overdue", (d, t), left, "<=", 0.0)


def not_fresh(var: Variables, given: Given, d: str, t: int) -> Linear:
    """Backlog less what is younger than the standard; overdue is this or nothing [cases]."""
    left = Linear([(var.backlog[d, t], 1.0)], -given.young_opening.get((d, t), 0.0))
    for row in given.fresh.get((d, t), ()):
        s = row.arrival_period
        left.constant -= row.share * given.cases[d, s]
        left.add_sum(fewer_cases(var, given, d, s), row.share)
        repeats = row.share * given.repeat_share[d, s]
        if s == 0:
            left.constant -= repeats * given.opening_backlog[d]
        else:
            left.add(var.backlog[d, s - 1], -repeats)
    return left


def clear_by(program: Program, var: Variables, given: Given) -> None:
    """By its date a line has no case left that is overdue.

    ::

        O[d,t] = 0      ∀ d with a date, t the last period that ends by it   [cases]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for line in given.planned_lines:
        if line.clear_by is None or line.cannot_wait:
            continue
        ended = [t for t in given.periods if given.tables.calendar.last(t) <= line.clear_by]
        if ended:
            add_rule(
                program,
                "clear_by",
                (line.line, ended[-1]),
                Linear([(var.overdue[line.line, ended[-1]], 1.0)]),
                "<=",
                0.0,
                f"demand.{line.line}.clear_by",
            )


def gap(var: Variables, given: Given, d: str, year: int) -> Linear:
    """The gap of a line in a financial year: not done in it, and overdue at its end.

    ::

        gap[d,y] = Σ_{t in y} (h[d,t]·closed undone[d,t] + Σ_j missed[d,j,t]) + h[d,e]·O[d,e]      [hours]
                                                                              e the last period of y
    """
    hours = Linear()
    for t in given.periods:
        if given.year[t] == year:
            hours.add_sum(not_done(var, given, d, t))
    end = given.last_period_of_year[year]
    hours.add(var.overdue.get((d, end)), given.hours_of_case[d, end])
    return hours


def not_done(var: Variables, given: Given, d: str, t: int) -> Linear:
    """Work of a line that is given up in a period: cases closed undone and missed tasks [hours].

    A case closed undone counts with the hours that it takes without optional initiatives.
    """
    hours = Linear()
    hours.add(var.closed.get((d, t)), given.hours_of_case[d, t])
    for j in given.tasks_of[d]:
        hours.add(var.missed.get((d, j, t)), 1.0)
    return hours


def gap_bands(program: Program, var: Variables, given: Given) -> None:
    """The gap of each line in each year, laid into bands of its share of the line's demand.

    ::

        Σ_b band[d,y,b] = gap[d,y],   0 ≤ band[d,y,b] ≤ width[b]·demand[d,y]      ∀ d, y   [hours]
                                                              widths 10, 15, 25 % and no end

    Used by the evenness levels, which charge later bands more. Physics.
    """
    for row in each_row(given.tables.line_years):
        left = gap(var, given, row.line, row.year_start)
        for band in range(len(BAND_WIDTHS) + 1):
            left.add(var.gap_band[row.line, row.year_start, band], -1.0)
        add_rule(program, "gap_bands", (row.line, row.year_start), left, "=", 0.0)


def worst_team(program: Program, var: Variables, given: Given) -> None:
    """No team's gap share is larger than the worst.

    ::

        Σ_{d of u} gap[d,y] ≤ Σ_{d of u} demand[d,y] · worst[y]      ∀ u, y   [hours]

    Physics: it defines `worst`, which the level of that name minimises.
    """
    for (u, year), lines in grouped(given.tables.line_years, ["team", "year_start"]).items():
        left = Linear()
        for each in lines:
            left.add_sum(gap(var, given, each.line, year))
        left.add(var.worst_share[(year,)], -sum(each.demand_hours for each in lines))
        add_rule(program, "worst_team", (u, year), left, "<=", 0.0)


def coverage_floor(program: Program, var: Variables, given: Given) -> None:
    """A line with a floor is covered at least that far in every financial year.

    ::

        gap[d,y] ≤ (1 − floor[d])·demand[d,y]      ∀ d with a floor, y   [hours]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for row in each_row(given.tables.line_years):
        floor = given.line[row.line].coverage_floor
        if is_stated(floor):
            add_rule(
                program,
                "coverage_floor",
                (row.line, row.year_start),
                gap(var, given, row.line, row.year_start),
                "<=",
                (1.0 - floor) * row.demand_hours,
                f"demand.{row.line}.coverage_floor",
            )
