"""Yearly figures on years of which only a part is planned."""

from __future__ import annotations

from planner.model.given import Given
from planner.solver.program import Program

YEARLY = ("flow_caps", "budgets", "overtime_limits")
"""Rules whose figure is stated for a year, counts in part for a part of a year, and whose key ends with the year."""


def part_years(program: Program, given: Given) -> dict[int, float]:
    """How much of a year the yearly figure of a row is for, by row; whole years are left out.

    ::

        part[y] = min(1, months of y that are solved / 12)      [years]

    So a reader who wants a row to move by one has to move the figure by 1 / part.
    """
    months = given.tables.periods.groupby("year_start")["months"].sum()
    parts = {int(str(year)): min(1.0, float(of_year) / 12) for year, of_year in months.items()}
    return {
        row: parts[rule.key[-1]]
        for row, rule in enumerate(program.rules)
        if rule.family in YEARLY and parts[rule.key[-1]] < 1.0
    }
