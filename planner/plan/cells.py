"""Where the columns of the program are printed: the way from the certificate to the tables that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.plan.reading import Reading
from planner.solver.program import Variable
from planner.tables.rows import each_row

SEPARATOR = "|"
"""Stands between the parts of a row's key; no name has it."""


@dataclass(frozen=True)
class Cell:
    """A cell in which a column of the program is printed as it stands."""

    column: int
    """The column of the program."""
    table: str
    """The table, e.g. `staffing`."""
    row: str
    """The rest of the row's key but for its plan, e.g. `missing|detective|2019-04`."""
    cell: str
    """The column of the table, e.g. `strength_fte`."""


def cells(reading: Reading) -> tuple[Cell, ...]:
    """Every cell in which a column of the program is printed as it stands.

    Not among them is what the tables work out from other columns, although the program has one for it: overdue cases
    and what is short of a requirement or over it (the program's may lie higher where nothing presses on them), the
    bands of evenness, the share of the worst team, and the cases that an initiative helps with.
    """
    column_of = reading.formulation.program.column_of
    return tuple(
        Cell(column_of(variable), table, SEPARATOR.join(map(str, key)), cell)
        for printed in PRINTED
        for table, cell, key, variable in printed(reading)
        if variable is not None
    )


Place = tuple[str, str, tuple[object, ...], Variable | None]
"""Table, column, the rest of the key in its order, and the variable."""


def _label(reading: Reading, period: int) -> str:
    return str(reading.period_facts[period]["period"])


def _people(reading: Reading) -> Iterator[Place]:
    var, given = reading.var, reading.given
    for u, r, t in given.places_with_hours:
        key = (u, r, _label(reading, t))
        yield "staffing", "strength_fte", key, var.strength.get((u, r, t))
        yield "staffing", "untutored_hours", key, var.untutored.get((u, r, t))


def _work(reading: Reading) -> Iterator[Place]:
    var = reading.var
    for (d, j, r, t), variable in var.worked.items():
        yield "worked", "worked_hours", (d, j, r, _label(reading, t)), variable
    for (d, j, t), variable in var.missed.items():
        yield "tasks", "missed_hours", (d, j, _label(reading, t)), variable
    families = (
        ("started_cases", var.started),
        ("closed_undone_cases", var.closed),
        ("backlog_cases", var.backlog),
    )
    for cell, family in families:
        for (d, t), variable in family.items():
            yield "work", cell, (d, _label(reading, t)), variable


def _supervision(reading: Reading) -> Iterator[Place]:
    for (group, u, r, t), variable in reading.var.led_by.items():
        yield "leaders", "leads_fte", (group, u, r, _label(reading, t)), variable
    for (group, t), variable in reading.var.unled.items():
        yield "supervision", "unled_fte", (group, _label(reading, t)), variable


def _levers(reading: Reading) -> Iterator[Place]:
    var, given, tables = reading.var, reading.given, reading.given.tables

    def used(lever: str, team: str, role: str, t: int, variable: Variable | None) -> Place:
        return "levers", "used", (lever, team, role, _label(reading, t)), variable

    for start in given.starts:
        if start.flow in given.following:
            continue  # nobody decides on posts that come back: they follow from the strengths printed
        flow = given.flow[start.flow]
        team, role = flow.team or flow.from_team, flow.role or flow.from_role
        yield used(start.flow, team, role, start.period, var.starts.get((start.flow, start.start)))
    for row in each_row(tables.overtime):
        variable = var.overtime[row.overtime, row.team, row.role, row.period]
        yield used(row.overtime, row.team, row.role, row.period, variable)
    for row in each_row(tables.agency):
        yield used(row.agency, row.team, row.role, row.period, var.agency[row.agency, row.period])
    for row in each_row(tables.reduced_hours):
        yield used(row.reduced, row.team, row.role, row.period, var.reduced[row.reduced, row.period])
    for row in each_row(tables.redeployments):
        variable = var.redeployed[row.redeployment, row.period]
        yield used(row.redeployment, row.to_team, row.to_role, row.period, variable)
    for row in each_row(tables.displacements):
        variable = var.displaced[row.displacement, row.period]
        yield used(row.displacement, given.line[row.line].team, "", row.period, variable)


PRINTED: tuple[Callable[[Reading], Iterator[Place]], ...] = (_people, _work, _supervision, _levers)
"""What is printed as it stands; a table that prints another family is a line here."""
