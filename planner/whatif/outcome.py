"""What one solve says: what each level could reach and holds, the gap of each line in hours, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model import Formulation
from planner.model.backlog import not_done, not_fresh
from planner.model.costs import NO_CASH
from planner.plan.reading import Reading
from planner.solver.level import LevelResult, Solution
from planner.tables.rows import each_row

NOISE = 1e-6
"""A level that moves by less than this share of its size, or of its tolerance, has not moved."""


@dataclass(frozen=True)
class Outcome:
    """A plan by its figures."""

    levels: tuple[LevelResult, ...]
    """Each level in order."""
    gap_hours: Mapping[str, float]
    """The gap of each line over the reported periods [hours]."""
    pounds: float
    """What the reported periods cost [pounds]."""

    def level(self, name: str) -> LevelResult:
        """A level by its name."""
        return next(level for level in self.levels if level.name == name)

    @property
    def all_gap_hours(self) -> float:
        """The gap of all lines together [hours]."""
        return sum(self.gap_hours.values())


def outcome(formulation: Formulation, solution: Solution) -> Outcome:
    """Read a solved program."""
    reading = Reading(formulation, solution)
    return Outcome(solution.levels, gap_hours(reading), reported_pounds(reading))


def gap_hours(reading: Reading) -> dict[str, float]:
    """The gap of each planned line over the reported periods: what was not done, and what is overdue at their end.

    ::

        gap[d] = Σ_{t reported} not done[d,t] + h·max(0, not fresh[d, last reported])      [hours]
    """
    given, var = reading.given, reading.var
    reported = [row.period for row in each_row(given.tables.periods) if row.reported]
    last = reported[-1]
    gaps = {}
    for line in given.planned_lines:
        d = line.line
        gap = sum(reading.total(not_done(var, given, d, t)) for t in reported)
        if (d, last) in var.backlog:
            gap += given.hours_of_case[d, last] * max(0.0, reading.total(not_fresh(var, given, d, last)))
        gaps[d] = gap
    return gaps


def reported_pounds(reading: Reading) -> float:
    """What is spent in the reported periods [pounds]."""
    reported = {row.period for row in each_row(reading.given.tables.periods) if row.reported}
    entries = reading.formulation.costs
    return sum(reading.total(each.pounds) for each in entries if each.period in reported and each.kind != NO_CASH)


def has_moved(before: LevelResult, after: LevelResult) -> bool:
    """Whether what a level could reach is another than it was."""
    return abs(after.best - before.best) > NOISE * size(before, after)


def size(before: LevelResult, after: LevelResult) -> float:
    """What a difference of a level is a share of: its value or its tolerance, and at least one of its unit.

    A level in share-years counts in thousandths: one of its unit would be a team that does nothing for a year.
    """
    return max(abs(before.best), abs(after.best), before.tolerance, 1.0 if before.unit != "share-years" else 1e-3)
