"""Workbooks with other cells than those that were written: what people do to them in a spreadsheet program."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from planner.errors import Cell
from planner.scenario.file_text import Text, split_lines
from planner.scenario.nodes import plain
from planner.scenario.template import template
from planner.scenario.workbook.layout import layout
from planner.scenario.workbook.write import workbook_of
from planner.scenario.yaml_reader import read_yaml_text

ERROR = object()
"""A cell whose formula divides by nothing."""
MERGED = object()
"""A cell that is merged with the one below it."""


def example() -> dict[str, Any]:
    """The template's scenario as plain data."""
    text = template()
    root = read_yaml_text(Text("template", text, split_lines(text))).root
    assert root is not None
    raw: dict[str, Any] = plain(root)
    return raw


def named(text: str) -> str:
    """A text with the names of its cells: `Demand!D4` for `Demand!<tier>4`, `Scenario!B6` for `Scenario!B<title>`.

    Columns are told by their heading, and rows of the head by their key, so that a new key of the form moves none of
    them; `<>` is the column after the last.
    """
    headings = {each.name: each.headings for each in layout().sheets}
    keys = [each.label for each in layout().head]

    def name(found: re.Match[str]) -> str:
        sheet, column, word, row = found["sheet"], found["column"], found["word"], found["row"]
        if sheet == "Scenario":
            return f"Scenario!{column}{keys.index(word) + 4}"
        known = headings[sheet.strip("'")]
        number = known.index(word) + 1 if word else len(known) + 1
        return str(Cell(0, int(row), number, sheet.strip("'"))).replace("'", "'" if "'" in sheet else "")

    return re.sub(
        r"(?P<sheet>'[\w -]+'|^[\w ]*\w(?=!)|\w+)!(?P<column>[A-Z]?)<(?P<word>[^>]*)>(?P<row>\d*)", name, text
    )


def changed(cells: Mapping[str, Any], raw: Mapping[str, Any] | None = None) -> bytes:
    """The template's workbook with other things in some cells, as in `{"Demand!<tier>4": "one"}`; none empties one."""
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(raw or example()))) as book:
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    held = io.BytesIO()
    new = xlsxwriter.Workbook(held, {"in_memory": True})
    dated = new.add_format({"num_format": "yyyy-mm-dd"})
    rest = {named(cell): value for cell, value in cells.items()}
    for name in [*sheets, *sorted({place.split("!")[0] for place in rest} - set(sheets))]:
        page = new.add_worksheet(name)
        grid = {
            (row, column): value for row, line in enumerate(sheets.get(name, [])) for column, value in enumerate(line)
        }
        own = [place for place in rest if place.split("!")[0] == name]
        grid |= {_place(place.split("!")[1]): rest.pop(place) for place in own}
        for (row, column), value in grid.items():
            _write(page, row, column, value, dated)
    assert not rest, rest
    new.close()
    return held.getvalue()


def _write(page: Any, row: int, column: int, value: Any, dated: Any) -> None:
    if value is ERROR:
        page.write_formula(row, column, "=1/0", None, "#DIV/0!")
    elif value is MERGED:
        page.merge_range(row, column, row + 1, column, "both")
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value)
    elif isinstance(value, (date, datetime)):
        page.write_datetime(row, column, value, dated)
    elif value:
        page.write_string(row, column, value)


def _place(name: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", name)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def written(path: Path, content: bytes) -> Path:
    """A file of some bytes."""
    path.write_bytes(content)
    return path
