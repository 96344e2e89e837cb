"""The line of headings of a sheet: which column says what."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import Problem
from planner.scenario.suggest import nearest, remedy
from planner.scenario.workbook.grids import Grid, as_text

FURTHEST = 12
"""The line of headings stands in one of the first so many rows."""


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet."""

    row: int
    """The row of the headings, counted from 0."""
    by_heading: dict[str, int]
    """The number of each column that is there, counted from 0, from left to right."""


def columns_of(grid: Grid, known: tuple[str, ...]) -> tuple[Columns | None, list[Problem]]:
    """Find the headings of a sheet, and what stands beside them that nobody would read.

    Args:
        grid: The sheet.
        known: The headings that it may have.
    """
    if not any(map(any, grid.rows)):
        return None, []
    found = max(range(min(FURTHEST, len(grid.rows))), key=lambda row: len(_texts(grid, row) & set(known)))
    if not _texts(grid, found) & set(known):
        what = f"The line of headings is missing on this sheet. Write it: {', '.join(known[:4])}, …"
        return None, [Problem("", what, grid.mark(0, 0))]
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for column in range(max(map(len, grid.rows))):
        value = grid.value(found, column)
        heading = "" if value is None else as_text(value)
        if heading in columns:
            first = grid.mark(found, columns[heading]).cell
            twice = f'The heading "{heading}" stands here twice; the first is in {first}. Keep one column.'
            problems.append(Problem("", twice, grid.mark(found, column)))
        elif heading in known:
            columns[heading] = column
        elif heading:
            hint = _hint(heading, known)
            problems.append(Problem("", f'There is no column "{heading}" here. {hint}', grid.mark(found, column)))
        else:
            problems += _without_heading(grid, found, column)
    return Columns(found, columns), problems


def _hint(heading: str, known: tuple[str, ...]) -> str:
    near = nearest(heading, known)
    return f'Did you mean "{near}"?' if near else remedy("", known)


def _without_heading(grid: Grid, headings: int, column: int) -> list[Problem]:
    for row in range(headings + 1, len(grid.rows)):
        if grid.value(row, column) is not None:
            what = "Nothing stands at the head of this column, so nobody knows what this is. Write the heading."
            return [Problem("", what, grid.mark(row, column))]
    return []


def _texts(grid: Grid, row: int) -> set[str]:
    return {value for column in range(len(grid.rows[row])) if isinstance(value := grid.value(row, column), str)}
