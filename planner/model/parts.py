"""By how much a row, or a column's upper bound, moves when the reader's figure moves by one, where that is not one."""

from __future__ import annotations

from planner.model.given import Given
from planner.model.standing import YEARLY
from planner.model.variables import Variables
from planner.solver.program import Program


def row_parts(program: Program, given: Given) -> dict[int, float]:
    """The part of each row, by row; rows that move as far as the reader's figure are left out.

    ::

        part[y]   = min(1, months of y that are solved / 12)      yearly figures: a part of a year counts as such
        part[d,y] = demand[d,y]                                   floors of coverage: a share of the hours of a year

    So a reader who wants a row to move by one has to move the figure by 1 / part; a floor the other way.
    """
    months = given.tables.periods.groupby("year_start")["months"].sum()
    years = {int(str(year)): min(1.0, float(of_year) / 12) for year, of_year in months.items()}
    line_years = given.tables.line_years
    demand = dict(
        zip(zip(line_years["line"], line_years["year_start"], strict=True), line_years["demand_hours"], strict=True)
    )
    parts: dict[int, float] = {}
    for row, rule in enumerate(program.rules):
        if rule.family in YEARLY and years[rule.key[-1]] < 1.0:
            parts[row] = years[rule.key[-1]]
        elif rule.family == "coverage_floor" and demand[rule.key] > 0:
            parts[row] = float(demand[rule.key])
    return parts


def column_parts(program: Program, given: Given, var: Variables) -> dict[int, float]:
    """The part of each column whose upper bound is a figure of the reader's, by column; those of one are left out.

    ::

        part[w,s] = how often the limit of an intake, or of a month, counts in the period of s
    """
    return {
        program.column_of(variable): row.times
        for row in given.starts
        if row.times != 1.0 and (variable := var.starts.get((row.flow, row.start))) is not None
    }
