"""What is decided: the families of variables, each with its index, its unit and bounds that come from the data."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import Any

from planner.model.given import Given
from planner.model.linear import Linear
from planner.solver.program import Program, Variable
from planner.tables.rows import each_row, is_stated
from planner.vocabulary import PATHWAYS

BAND_WIDTHS = (0.10, 0.15, 0.25)
"""Evenness bands: gap share up to 10, 25 and 50 %, then without end."""

Family = dict[tuple, Variable]  # type: ignore[type-arg]


@dataclass(frozen=True)
class Variables:
    """Families of variables by key; u team, r role, d line, j task, t period, y financial year."""

    starts: Family
    """(flow, start): people who start on a way in or move [FTE]."""
    strength: Family
    """S (u, r, t): people in post [FTE]."""
    worked: Family
    """(d, j, r, t): hours that a role works on a task [hours]."""
    missed: Family
    """(d, j, t): standard hours of a task that are never done [hours]."""
    displaced: Family
    """(displacement, t): standard hours pushed to an out-of-scope team [hours]."""
    started: Family
    """(d, t): cases started [cases]."""
    closed: Family
    """(d, t): cases closed without the work [cases]."""
    backlog: Family
    """B (d, t): cases waiting at the end of a period [cases]."""
    overdue: Family
    """O (d, t): cases waiting longer than the standard [cases]."""
    overtime: Family
    """(overtime, u, r, t): overtime worked [hours]."""
    agency: Family
    """(agency, t): agency bought [FTE]."""
    redeployed: Family
    """(redeployment, t): hours worked for another team [hours]."""
    led_by: Family
    """L (group, u, r, t): people of a group led by a role [FTE]."""
    unled: Family
    """(group, t): people of a group led by nobody [FTE]."""
    short: Family
    """(limit, t): strength short of a requirement that may be short [FTE]."""
    over: Family
    """(limit, t): strength over a requirement, where it is counted [FTE]."""
    reduced: Family
    """(reduced, t): people on reduced hours [FTE]."""
    untutored: Family
    """(u, r, t): tutors' time that learners should have had and did not get [hours]."""
    gap_band: Family
    """(d, y, band): the gap of a line in a year, by band of its share of demand [hours]."""
    worst_share: Family
    """(y,): the gap share of the worst team in a year [share]."""
    initiative_starts: Family
    """x (i, p): whether an optional initiative starts in a period, 1 or 0; none before action [starts]."""
    helped_cases: Family
    """z (i, e, d, s): cases started while the effect of an optional initiative makes them shorter or longer [cases]."""

    def start(self, given: Given, flow: str, start: int, factor: float) -> Linear:
        """`factor` times a start, whether it is decided or known."""
        fixed = given.fixed_fte.get((flow, start))
        if fixed is not None:
            return Linear(constant=factor * fixed)
        return Linear([(self.starts[flow, start], factor)])


def define_variables(program: Program, given: Given) -> Variables:
    """Define all variables of a scenario."""
    add = program.add_variables
    tables = given.tables
    waiting = [line.line for line in given.planned_lines if not line.cannot_wait]
    closable = [
        line.line for line in given.planned_lines if line.cannot_wait or (line.may_close and given.stance == "after")
    ]
    case_keys = [(line.line, t) for line in given.planned_lines for t in given.periods]
    waiting_keys = [(line, t) for line in waiting for t in given.periods]
    bands = {
        (row.line, row.year_start, band): _band_width(given, row, band)
        for row in each_row(tables.line_years)
        for band in range(len(BAND_WIDTHS) + 1)
    }
    decided = {
        (row.flow, row.start): given.cap_fte[row.flow, row.start]
        for row in given.starts
        if (row.flow, row.start) not in given.fixed_fte
    }
    strength = {(u, r, t): given.most_strength[u, r] for u, r in given.posts for t in given.periods}
    worked = {
        (row.line, row.task, row.role, row.period): given.most_due[row.line, row.task, row.period] / row.efficiency
        for row in each_row(tables.able)
    }
    missed = {(row.line, row.task, row.period): _most_missed(given, row) for row in each_row(tables.tasks)}
    missed = {key: most for key, most in missed.items() if most > 0}
    displaced = {(row.displacement, row.period): row.cap_hours for row in each_row(tables.displacements)}
    overtime = {
        (row.overtime, row.team, row.role, row.period): row.cap_hours_per_fte * given.most_strength[row.team, row.role]
        for row in each_row(tables.overtime)
    }
    agency = {(row.agency, row.period): row.cap_fte for row in each_row(tables.agency)}
    redeployed = {
        (row.redeployment, row.period): _most_redeployed(given, row) for row in each_row(tables.redeployments)
    }
    led = _most_led(given)
    led_by = {(row.group, row.team, row.role, row.period): led[row.group] for row in each_row(tables.leaders)}
    short = {
        (row.limit, row.period): row.fte
        for row in each_row(tables.strength_limits)
        if is_stated(row.short_pounds) or is_stated(row.short_share)
    }
    over = {
        (row.limit, row.period): sum(given.most_strength.get((row.team, role), 0.0) for role in row.roles)
        for row in each_row(tables.strength_limits)
        if row.counts_over
    }
    reduced = {(row.reduced, row.period): row.cap_fte for row in each_row(tables.reduced_hours)}
    agency_places = {(row.agency, row.period): f"{row.place}.fte" for row in each_row(tables.agency) if row.cap_fte > 0}
    reduced_places = {(row.reduced, row.period): f"{row.place}.fte" for row in each_row(tables.reduced_hours)}
    cases = given.most_cases
    may_start = given.possible_starts if given.stance == "after" else []
    helped = {key: cases[key[2:]] for key in given.helped} if may_start else {}
    return Variables(
        starts=add("starts", decided, 0.0, decided, whole=_whole_starts(given), places=_limits_of_starts(given)),
        strength=add("strength", strength, 0.0, strength, upper_follows=True),
        worked=add("worked", worked, 0.0, worked),
        missed=add("missed", missed, 0.0, missed),
        displaced=add("displaced", displaced, 0.0, displaced),
        started=add("started", case_keys, 0.0, {key: cases[key] for key in case_keys}),
        closed=add("closed_undone", [(d, t) for d in closable for t in given.periods], 0.0, cases),
        backlog=add("backlog", waiting_keys, 0.0, cases),
        overdue=add("overdue", waiting_keys, 0.0, cases),
        overtime=add("overtime", overtime, 0.0, overtime),
        agency=add("agency", agency, 0.0, agency, places=agency_places),
        redeployed=add("redeployed", redeployed, 0.0, redeployed),
        led_by=add("led_by", led_by, 0.0, led_by, upper_follows=True),
        unled=add(
            "unled",
            [(group, t) for group in led for t in given.periods],
            0.0,
            {(group, t): most for group, most in led.items() for t in given.periods},
            upper_follows=True,
        ),
        short=add("short", short, 0.0, short),
        over=add("over", over, 0.0, over, upper_follows=True),
        reduced=add("reduced", reduced, 0.0, reduced, places=reduced_places),
        untutored=_add_untutored(program, given),
        gap_band=add("gap_band", bands, 0.0, bands),
        worst_share=add("worst_share", [(year,) for year in given.last_period_of_year], 0.0, _most_worst(given)),
        initiative_starts=add("initiative_starts", may_start, 0.0, 1.0, switches=set(may_start)),
        helped_cases=add("helped_cases", helped, 0.0, helped),
    )


def _whole_starts(given: Given) -> set[tuple[str, int]]:
    """Starts that come in whole people; the plan before action goes on as it is, in fractions."""
    if given.stance == "before":
        return set()
    return {(row.flow, row.start) for row in given.starts if given.flow[row.flow].whole}


def _limits_of_starts(given: Given) -> dict[tuple[str, int], str]:
    """Where the limit of a single intake or month is stated; none where nobody may start at all."""
    limits = {}
    for row in given.starts:
        if row.cap_fte > 0 and not isinf(row.cap_fte):
            flow = given.flow[row.flow]
            key = "per_intake_fte" if flow.kind in BY_INTAKE else "per_month_fte"
            limits[row.flow, row.start] = f"{flow.place}.{key}"
    return limits


BY_INTAKE = ("recruitment", "fixed_term", *PATHWAYS)
"""Kinds of flows that start with an intake."""


def _most_missed(given: Given, task: Any) -> float:
    key = (task.line, task.task, task.period)
    return given.most_due[key] if task.may_be_missed else given.opening_due.get(key, 0.0)


def _most_redeployed(given: Given, row: Any) -> float:
    if is_stated(row.cap_hours):
        return float(row.cap_hours)
    return float(row.share_of_hours * row.fte_hours * given.most_strength[row.from_team, row.from_role])


def _most_led(given: Given) -> dict[str, float]:
    most: dict[str, float] = {}
    for row in each_row(given.tables.led):
        most[row.group] = most.get(row.group, 0.0) + given.most_strength[row.team, row.role]
    return most


def _add_untutored(program: Program, given: Given) -> Family:
    """Tutors' time may be lacking only for learners whom no decision of this plan brings."""
    most: dict[tuple[str, str, int], float] = {}
    for (u, r, t), cohorts in given.cohorts_tutored_by.items():
        hours = sum(row.tutor_hours * _unavoidable_fte(given, row.flow, row.start) for row in cohorts)
        if hours > 0:
            most[u, r, t] = hours
    return program.add_variables("untutored", most, 0.0, most)


def _unavoidable_fte(given: Given, flow: str, start: int) -> float:
    fixed = given.fixed_fte.get((flow, start))
    if fixed is not None:
        return fixed
    return given.at_rest_fte[flow, start] if given.stance == "before" else 0.0


def _band_width(given: Given, row: Any, band: int) -> float:
    demand = float(row.demand_hours)
    if band < len(BAND_WIDTHS):
        return demand * BAND_WIDTHS[band]
    return given.most_gap[row.line, row.year_start]


def _most_worst(given: Given) -> dict[tuple[int], float]:
    most = dict.fromkeys(given.last_period_of_year, 1.0)
    for row in each_row(given.tables.line_years):
        most[row.year_start] += given.most_gap[row.line, row.year_start] / row.demand_hours
    return {(year,): value for year, value in most.items()}
