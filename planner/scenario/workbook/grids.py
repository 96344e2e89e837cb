"""The cells of a workbook as they stand, each with its place; what is no value in them is a problem."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from planner.errors import Cell, Mark, Problem, UsageError
from planner.scenario.file_text import LARGEST_FILE

SUFFIXES = (".xlsx", ".xlsm")
"""How the names of workbooks end that are read."""
LARGEST_UNPACKED = 200_000_000
"""Workbooks that would be larger than this when unpacked are refused [bytes]."""

Value = str | int | float | bool | date | datetime | time | timedelta
"""What stands in a cell that is not empty."""


@dataclass(frozen=True, slots=True)
class Read:
    """A cell that is not empty."""

    value: Value
    mark: Mark


@dataclass
class Grid:
    """The cells of one sheet."""

    file: str
    name: str
    number: int
    """Which sheet of the workbook it is, from 1."""
    rows: list[list[Any]] = field(default_factory=list)
    """What stands in each cell; an empty text where nothing does."""

    def value(self, row: int, column: int) -> Value | None:
        """What stands in a cell, counted from 0; text without space around it; none where it is empty."""
        found = self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""
        if isinstance(found, str):
            return found.strip() or None
        return found if isinstance(found, (int, float, bool, date, time, timedelta)) else str(found)

    def mark(self, row: int, column: int, heading: str = "") -> Mark:
        """The place of a cell, counted from 0, shown beside its heading."""
        value = self.value(row, column)
        said = "" if value is None else as_text(value)
        before = f"{heading}: " if heading else ""
        cell = Cell(self.number, row + 1, column + 1, self.name)
        return Mark(self.file, row + 1, len(before) + 1, max(len(said), 1), f"{before}{said or '(empty)'}", cell)

    def read(self, row: int, column: int, heading: str = "") -> Read | None:
        """A cell with its place; none where it is empty."""
        value = self.value(row, column)
        return None if value is None else Read(value, self.mark(row, column, heading))


@dataclass(frozen=True)
class Book:
    """A workbook's sheets, and what is wrong with its cells."""

    file: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...]


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, by its name."""
    return path.suffix.lower() in SUFFIXES


def read_book(path: Path, shown: str) -> Book:
    """Read the cells of a workbook.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    refused = _refused(path, shown)
    if refused:
        return Book(shown, (), (Problem("", refused, Mark(shown, 1, 1)),))
    from python_calamine import CalamineError, CalamineWorkbook

    grids, problems = [], []
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for number, name in enumerate(book.sheet_names, start=1):
                sheet = book.get_sheet_by_name(name)
                grid = Grid(shown, name, number, sheet.to_python(skip_empty_area=False))
                grids.append(grid)
                problems += _merged(grid, sheet.merged_cell_ranges or [])
        problems += _errors(path, grids)
    except (CalamineError, zipfile.BadZipFile, OSError, KeyError, ValueError) as error:
        message = f"This workbook cannot be read ({error}). Open it in a spreadsheet program and save it as .xlsx."
        return Book(shown, (), (Problem("", message, Mark(shown, 1, 1)),))
    return Book(shown, tuple(grids), tuple(problems))


def as_text(value: Value) -> str:
    """What stands in a cell, as a word."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _refused(path: Path, shown: str) -> str:
    """Why a file is not opened; empty if it is."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UsageError(f"{shown} is a folder, not a file. Name the workbook in it.")
        if size > LARGEST_FILE:
            return f"The workbook has {size / 1e6:,.0f} MB; no more than {LARGEST_FILE / 1e6:,.0f} MB are read."
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
    except FileNotFoundError:
        raise UsageError(f"There is no file {shown}. Check the name and the folder.") from None
    except zipfile.BadZipFile:
        return "This is no workbook. Save it as .xlsx in a spreadsheet program, or name a scenario's YAML file."
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror or error}.") from None
    too_large = f"The workbook would take {unpacked / 1e6:,.0f} MB when unpacked. Take out what is no scenario."
    return too_large if unpacked > LARGEST_UNPACKED else ""


def _merged(grid: Grid, ranges: list[Any]) -> list[Problem]:
    """Cells that are merged: nobody could tell in which of its rows a merged value holds."""
    found = []
    for (row, column), (last_row, last_column) in ranges:
        ends = grid.mark(last_row, last_column).cell
        message = f"The cells from here to {ends.name if ends else ''} are merged. Unmerge them and fill in each."
        found.append(Problem("", message, grid.mark(row, column)))
    return found


_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>/]*)>(.*?)</(?:\w+:)?c>", re.S)
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def _errors(path: Path, grids: list[Grid]) -> list[Problem]:
    """Cells whose formula has no value (`#DIV/0!`): the reader of cells takes them for empty, which they are not."""
    found = []
    with zipfile.ZipFile(path) as packed:
        relations = dict(_relations(packed.read("xl/_rels/workbook.xml.rels")))
        sheets = _SHEET.findall(packed.read("xl/workbook.xml"))
        for grid, (_, identity) in zip(grids, sheets, strict=False):
            target = relations.get(identity, "")
            text = packed.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
            if b't="e"' not in text:
                continue
            for attributes, inner in _CELL.findall(text):
                place, value = _PLACE.search(attributes), _VALUE.search(inner)
                if b't="e"' not in attributes or place is None:
                    continue
                says = value[1].decode("utf-8", "replace") if value else "an error"
                mark = grid.mark(int(place[2]) - 1, _column(place[1]))
                message = f"The formula here gives {says}, no value. Mend it, or write the value itself."
                found.append(Problem("", message, mark))
    return found


def _relations(text: bytes) -> list[tuple[bytes, str]]:
    attributes = [dict(_ATTRIBUTE.findall(each)) for each in _RELATION.findall(text)]
    return [(each.get(b"Id", b""), each.get(b"Target", b"").decode("utf-8", "replace")) for each in attributes]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
