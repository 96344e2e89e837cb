"""A scenario, or an empty form, as a workbook to be filled in: headings with their meaning, drop-downs, links."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from planner.scenario.shape import Kind
from planner.scenario.workbook.cells import Shown
from planner.scenario.workbook.choosing import MOST_ROWS, column_rule
from planner.scenario.workbook.layout import (
    ABOUT,
    CONTENTS,
    DATED,
    DATED_HEADINGS,
    HEAD,
    HEAD_HEADINGS,
    MONTHS,
    MORE,
    MORE_HEADINGS,
    STEP,
    Field,
    Sheet,
    layout,
)
from planner.scenario.workbook.look import Look, height_of, width_of
from planner.scenario.workbook.sheet_words import HOW_TO, PARTS
from planner.scenario.workbook.spread import Row, Rows, spread

FIRST = 3
"""The row of the first item, counted from 0: below the title, the meanings and the headings."""
CREATED = datetime(2000, 1, 1)
"""When every workbook says that it was made."""
HEAD_WIDTHS = (32, 50, 10, 10, 10, 12, 20, 30, 80)


def workbook_of(raw: Mapping[str, Any]) -> bytes:
    """A scenario as a workbook.

    Args:
        raw: The scenario as plain data, complete or in part.
    """
    import xlsxwriter

    rows = spread(raw)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": CREATED, "title": str(raw.get("title", "Scenario"))})
    look = Look(book, str(raw.get("marking", "OFFICIAL")), str(raw.get("title", "")))
    _contents(book, look, raw, rows)
    _head(book, look, rows)
    for sheet in layout().sheets:
        _table(book, look, sheet, rows.sheets.get(sheet.name, []))
    _dated(book, look, rows.dated)
    _more(book, look, rows.more)
    book.close()
    return held.getvalue()


def _contents(book: Any, look: Look, raw: Mapping[str, Any], rows: Rows) -> None:
    page = book.add_worksheet(CONTENTS)
    look.page(page, CONTENTS)
    page.hide_gridlines(2)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 8)
    page.set_column(2, 2, 100)
    look.on_paper(page, 136, 0)
    page.write_string(0, 0, str(raw.get("title") or "A scenario of planner"), look.title)
    page.write_string(
        1, 0, str(raw.get("question") or "What this workbook is to answer: see the sheet Scenario."), look.plain
    )
    for number, line in enumerate(HOW_TO, start=3):
        page.write_string(number, 0, line, look.plain)
    top = len(HOW_TO) + 4
    for column, heading in enumerate(("sheet", "rows", "what stands there")):
        page.write_string(top, column, heading, look.heading)
    listed = [(HEAD, len(rows.head), "What stands once: the question, the time that is planned.")]
    listed += [(each.name, len(rows.sheets.get(each.name, [])), each.about) for each in layout().sheets]
    listed += [
        (DATED, len(rows.dated), "Numbers that change over time: one row for each date."),
        (MORE, len(rows.more), "Whatever has no column of its own, written as in a YAML file."),
    ]
    for number, (name, count, about) in enumerate(listed, start=top + 1):
        page.write_url(number, 0, f"internal:'{name}'!A1", look.link, string=name)
        page.write_number(number, 1, count, look.plain if count else look.faint)
        page.write_string(number, 2, about, look.plain if count else look.faint)
    page.freeze_panes(top + 1, 1)


def _head(book: Any, look: Look, rows: Rows) -> None:
    page = _page(book, look, HEAD, "What stands once in a scenario: one row for each key.", HEAD_HEADINGS, 2)
    look.on_paper(page, sum(HEAD_WIDTHS), 1)
    for column, (heading, width) in enumerate(zip(HEAD_HEADINGS, HEAD_WIDTHS, strict=True)):
        page.set_column(column, column, width)
        if heading in PARTS:
            page.write_string(1, column, PARTS[heading], look.meaning)
    for number, field in enumerate(layout().head, start=FIRST):
        said = rows.head.get(field.label, {})
        page.write_string(number, 0, field.label, look.name)
        page.write_string(number, HEAD_HEADINGS.index(ABOUT), field.about, look.meaning)
        texts = [(str(said.get(field.parts[0], "")), HEAD_WIDTHS[1]), (field.about, HEAD_WIDTHS[-1])]
        page.set_row(number, height_of([*texts, (str(said.get("note", "")), HEAD_WIDTHS[-2])]))
        for part in field.parts:
            column = HEAD_HEADINGS.index("value" if part == field.parts[0] else part)
            _rule(page, column, field, part, number, number)
            if part in said:
                look.write(page, number, column, said[part], _kind(field, part))


def _table(book: Any, look: Look, sheet: Sheet, rows: Sequence[Row]) -> None:
    page = _page(book, look, sheet.name, sheet.about, sheet.headings, len(sheet.names))
    page.set_tab_color(look.tab(sheet.section) if rows else look.empty_tab)
    last = FIRST + len(rows) + MOST_ROWS
    widths = _names(page, look, sheet, rows, last)
    column, abouts = len(sheet.names), [("", 1.0)]
    for field in sheet.fields:
        is_used = any(field.heading(part) in row for row in rows for part in field.parts[1:])
        for part in field.parts:
            heading, is_folded = field.heading(part), part in PARTS and part != "per"
            width = width_of(part, heading, [str(row[heading]) for row in rows if heading in row])
            folds = {"level": 1, "hidden": not is_used} if is_folded else {}
            page.set_column(column, column, width, look.text(_kind(field, part)), folds)
            about = PARTS.get(part) or (f"{field.about} {part}." if part in MONTHS else field.about)
            page.write_string(1, column, about, look.meaning)
            abouts.append((about, width))
            _rule(page, column, field, part, FIRST, last)
            widths |= {heading: width} if is_used or not is_folded else {}
            column += 1
    kinds = {field.heading(part): _kind(field, part) for field in sheet.fields for part in field.parts}
    for number, row in enumerate(rows, start=FIRST):
        page.set_row(number, height_of([(str(row[heading]), widths[heading]) for heading in row if heading in widths]))
        for column, heading in enumerate(sheet.headings):
            if heading in row:
                look.write(page, number, column, row[heading], kinds.get(heading, str))
    page.set_row(1, height_of(abouts, most=10))
    look.on_paper(page, sum(widths.values()), len(sheet.names))


def _names(page: Any, look: Look, sheet: Sheet, rows: Sequence[Row], last: int) -> dict[str, float]:
    """The columns of names; how wide each is, by heading [characters]."""
    widths: dict[str, float] = {}
    for column, heading in enumerate(sheet.names):
        is_own = heading == sheet.names[-1] and not sheet.is_list
        widths[heading] = max([18, *(len(str(row[heading])) + 2 for row in rows)])
        page.set_column(column, column, widths[heading], look.name)
        about = "Its name: small letters, digits and _." if is_own else f"The {heading} it belongs to."
        page.write_string(1, column, about, look.meaning)
        rule = column_rule(None, heading, heading, about, sheet.path, is_own=is_own)
        page.data_validation(FIRST, column, last, column, rule)
    return widths


def _dated(book: Any, look: Look, rows: Sequence[Row]) -> None:
    about = "Numbers that change over time: one row for each date, in order; in the number's own cell stands dated."
    page = _page(book, look, DATED, about, DATED_HEADINGS, 1)
    meanings = {
        "path": "which number, e.g. pay.staff.on_costs.pension.share",
        "from": "the first day of the value",
        **PARTS,
    }
    for column, (heading, width) in enumerate(zip(DATED_HEADINGS, (50, 12, 12, 10, 10, 10, 12, 24, 60), strict=True)):
        page.set_column(column, column, width)
        page.write_string(1, column, meanings.get(heading, "the number"), look.meaning)
        if heading in STEP.parts:
            _rule(page, column, STEP, heading, FIRST, FIRST + len(rows) + MOST_ROWS)
    for number, row in enumerate(rows, start=FIRST):
        for column, heading in enumerate(DATED_HEADINGS):
            if heading in row:
                kind: Kind = date if heading == "from" else float if heading in ("value", "low", "high") else str
                look.write(page, number, column, row[heading], kind)


def _more(book: Any, look: Look, rows: Sequence[tuple[str, Shown]]) -> None:
    about = "Whatever has no column of its own: its path, and what stands there, written as in a YAML file."
    page = _page(book, look, MORE, about, MORE_HEADINGS, 1)
    page.set_column(0, 0, 50)
    page.set_column(1, 1, 110)
    page.write_string(1, 0, "e.g. structure.removed_ranks.chief_inspector.duties", look.meaning)
    page.write_string(
        1, 1, "e.g. [{team: response, role: detective, share: 0.5}]; null where nothing is to stand", look.meaning
    )
    for number, (path, value) in enumerate(rows, start=FIRST):
        look.write(page, number, 0, path, str)
        look.write(page, number, 1, value, str)


def _page(book: Any, look: Look, name: str, about: str, headings: Sequence[str], frozen: int) -> Any:
    """A sheet with its title, room for the meanings, and the headings."""
    page = book.add_worksheet(name)
    look.page(page, name)
    page.write_string(0, 0, f"{name}: {about}", look.title)
    page.set_row(1, 92)
    page.set_row(2, 30)
    for column, heading in enumerate(headings):
        page.write_string(FIRST - 1, column, heading, look.heading)
    page.freeze_panes(FIRST, frozen)
    page.repeat_rows(FIRST - 1)
    return page


def _rule(page: Any, column: int, field: Field, part: str, first: int, last: int) -> None:
    """The drop-down or the bounds of a column, and the note that is shown when one of its cells is chosen."""
    about = PARTS.get(part, field.about)
    key = field.path[-1] if field.path else ""
    rule = column_rule(_kind(field, part), part if part in PARTS else key, field.heading(part), about, ())
    page.data_validation(first, column, last, column, rule)


@cache
def _kind(field: Field, part: str) -> Kind:
    """What may stand in a cell: a number of the field's kind, or what is said beside it."""
    if part in ("basis", "source", "note", "per"):
        return str
    return field.kind
