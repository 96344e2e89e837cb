"""Initiatives: which start and when, what they do, cost and tie up, and what is left of demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.plan.reading import Reading
from planner.tables.rows import each_row


def initiatives(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `initiatives`: every initiative in every period.

    Cases and hours are those of each effect alone: of an initiative with a date against what the line states, of one
    that the plan has chosen against what those with a date leave.
    """
    tables = reading.given.tables
    pounds = _pounds(reading)
    tied_up: dict[tuple[str, int, int], float] = defaultdict(float)
    for row in each_row(tables.initiative_people):
        tied_up[row.initiative, row.start, row.period] += row.tied_up_fte
    began = starts(reading)
    cases, hours = _cases(reading), _hours(reading)
    for row in each_row(tables.initiatives):
        name = row.initiative
        start = began.get(name)
        for t in reading.given.periods:
            fewer, handed_over = cases.get((name, t), (0.0, 0.0))
            saved, saved_elsewhere = hours.get((name, t), (0.0, 0.0))
            yield {
                **reading.period_facts[t],
                "initiative": name,
                "starts": start == t,
                "running": start is not None and start <= t,
                "fewer_cases": fewer,
                "handed_over_cases": handed_over,
                "saved_hours": saved,
                "saved_elsewhere_hours": saved_elsewhere,
                "tied_up_fte": 0.0 if start is None else tied_up.get((name, start, t), 0.0),
                "pounds": pounds.get((name, t), 0.0),
            }


def starts(reading: Reading) -> dict[str, int]:
    """The period in which each initiative starts that does: decided beforehand (−1: before the plan), or chosen."""
    optional = {row.initiative: row.optional for row in each_row(reading.given.tables.initiatives)}
    began = {
        row.initiative: row.start
        for row in each_row(reading.given.tables.initiative_starts)
        if not optional[row.initiative]
    }
    chosen = reading.var.initiative_starts.items()
    return began | {name: start for (name, start), variable in chosen if reading.value(variable) > 0.5}


@dataclass(frozen=True)
class Demand:
    """Demand that is left by what starts: that of the tables, less what the plan has chosen takes away."""

    recorded: dict[tuple[str, int], float]
    """Cases recorded, by line and period [cases]."""
    cases: dict[tuple[str, int], float]
    """Cases that this force must do, by line and period [cases]."""
    hours_share: dict[tuple[str, str, int], float]
    """What is left of the hours of a case that is started in a period, by line and task; 1 where none is named."""


def demand(reading: Reading) -> Demand:
    """Demand under the initiatives that start."""
    given = reading.given
    recorded = {(row.line, row.period): row.recorded_cases for row in each_row(given.tables.arrivals)}
    left = Demand(dict(recorded), dict(given.cases), defaultdict(lambda: 1.0))
    chosen = set(_at_work(reading, optional_only=True))
    if not chosen:
        return left
    for row in each_row(given.tables.effects_on_cases):
        if (row.initiative, row.effect, row.period) in chosen:
            key = row.line, row.period
            left.recorded[key] -= row.fewer_share * recorded[key]
            left.cases[key] -= row.fewer_cases + row.handed_over_cases
    for row in each_row(given.tables.effects_on_hours):
        if (row.initiative, row.effect, row.period) in chosen:
            left.hours_share[row.line, row.task, row.period] -= row.less_share
    return left


def _at_work(reading: Reading, optional_only: bool = False) -> Iterator[tuple[str, str, int]]:
    """Every effect in every period in which it works: (initiative, effect, period)."""
    began = starts(reading)
    for row in each_row(reading.given.tables.initiative_effects):
        wanted = reading.given.initiative[row.initiative].optional or not optional_only
        if wanted and began.get(row.initiative) == row.start:
            for t in range(row.works_from, len(reading.given.periods)):
                yield row.initiative, row.effect, t


def _cases(reading: Reading) -> dict[tuple[str, int], tuple[float, float]]:
    """Cases fewer, and cases handed over to partners, by initiative and period [cases]."""
    at_work = set(_at_work(reading))
    sums: dict[tuple[str, int], tuple[float, float]] = {}
    for row in each_row(reading.given.tables.effects_on_cases):
        if (row.initiative, row.effect, row.period) in at_work:
            fewer, handed_over = sums.get((row.initiative, row.period), (0.0, 0.0))
            sums[row.initiative, row.period] = (fewer + row.fewer_cases, handed_over + row.handed_over_cases)
    return sums


def _hours(reading: Reading) -> dict[tuple[str, int], tuple[float, float]]:
    """Hours saved by initiative and period: those of planned teams, and those of out-of-scope teams [hours].

    Saved are the hours of cases that do not come, and the hours by which those that are started are shorter; elsewhere,
    those that come.
    """
    given, left = reading.given, demand(reading)
    at_work = set(_at_work(reading))
    sums: dict[tuple[str, int], tuple[float, float]] = {}
    for row in each_row(given.tables.effects_on_cases):
        if (row.initiative, row.effect, row.period) in at_work:
            saved, elsewhere = sums.get((row.initiative, row.period), (0.0, 0.0))
            sums[row.initiative, row.period] = (saved + row.fewer_hours, elsewhere + row.fewer_elsewhere_hours)
    for row in each_row(given.tables.effects_on_hours):
        d, t = row.line, row.period
        if (row.initiative, row.effect, t) in at_work:
            saved, elsewhere = sums.get((row.initiative, t), (0.0, 0.0))
            came = left.cases[d, t] + given.repeat_share[d, t] * reading.waiting_before(d, t)
            saved += row.saved_hours * reading.value(reading.var.started.get((d, t)))
            sums[row.initiative, t] = (saved, elsewhere + row.saved_elsewhere_hours * came)
    return sums


def _pounds(reading: Reading) -> dict[tuple[str, int], float]:
    """What each initiative costs in each period [pounds]."""
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for entry in reading.formulation.costs:
        if entry.kind == "initiatives":
            sums[entry.lever, entry.period] += reading.total(entry.pounds)
    return sums
