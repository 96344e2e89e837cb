"""A row of a sheet, whose cells are found by their headings."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import Mark
from planner.scenario.workbook.grids import Grid, Read, as_text
from planner.scenario.workbook.headings import Columns


@dataclass(frozen=True)
class SheetRow:
    """A row, counted from 0."""

    grid: Grid
    columns: Columns
    number: int

    def cell(self, heading: str) -> Read | None:
        """The cell under a heading; none where it is empty or there is no such column."""
        column = self.columns.by_heading.get(heading)
        return None if column is None else self.grid.read(self.number, column, heading)

    def mark(self, heading: str) -> Mark:
        """Where the cell under a heading is; of a column that is not there, the first cell of the row."""
        column = self.columns.by_heading.get(heading)
        return self.grid.mark(self.number, column or 0, heading if column is not None else "")

    def text(self, heading: str) -> str:
        """What stands under a heading, as a word; empty where nothing does."""
        read = self.cell(heading)
        return "" if read is None else as_text(read.value)

    def first(self) -> Mark:
        """The first cell that is not empty."""
        return next(read.mark for heading in self.columns.by_heading if (read := self.cell(heading)) is not None)
