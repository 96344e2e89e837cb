"""What may be published: no number of people or cases under five can be read, nor worked out from others.

A row of a table of people or cases with such a number loses all its figures, so that none follows from the others of
the row; and the row of the same name loses them in every other such table, so that none follows from there. Where only
one row of a table with a total would be hidden, the one with the fewest people or cases is hidden too, until the total
gives nothing away. What is finer than that (people by rank and team, single flows, the register of assumptions, which
has posts line by line) is not in a published paper at all, nor are pictures that show people. All documents are written
from the one paper, so they hide the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planner.papers.behind import IN_THE_ANNEX
from planner.papers.first_page import WHERE_LISTED
from planner.papers.paper import Block, Bullets, Figure, Paper, Paragraph, Section, Table

LEAST = 5.0
"""Numbers under it are hidden, 0 apart."""
HIDDEN = "[c]"
"""What stands in place of a figure that is hidden: confidential."""
SUFFIX = "-for-publication"
"""What follows the name of its files, so that they never take the place of the whole paper."""
FEW = "fewer than 5"
SHOWN = ("over_time", "coverage")
"""Pictures of shares and hours alone."""
RULE = (
    "[c]: hidden, because a number of people or cases under five could point to somebody, or because another hidden"
    " number would follow from it. People by rank and team, single flows and actions are left out of this version."
)
IN_TEXT = re.compile(
    r"(?<![\w.,£])(?<!hours \()(?<!hours\xa0\()<?(?:0\.[1-9]|[1-4]\.\d)(?![\d.]|[\s\xa0]?(?:%|pp|hours))"
)
"""A number of people in a sentence: they are the only ones with one decimal, apart from shares, hours, and a gap told
in hours and in full-time people."""
CASES_IN_TEXT = re.compile(r"(?<![\w.,£-])<?[1-4](?=[\s\xa0](?:cases?|visits?|people|heads)\b)")
LEFT_OUT = (WHERE_LISTED, IN_THE_ANNEX)
"""References to parts that are not there."""
NOT_SAID = ("Join:", "Move:", "Start:", "Started,", "Nobody joins", "Fewer join", "More cases waiting")
"""Beginnings of points that tell of single people or of small numbers of cases."""


def published(paper: Paper) -> Paper:
    """The same paper without what may point to somebody."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    hidden = _names_to_hide(tables)
    sections = [replace(section, blocks=tuple(_blocks(section.blocks, hidden))) for section in paper.sections]
    last = Section("What is hidden", 1, (Paragraph(RULE),))
    return replace(paper, name=f"{paper.name}{SUFFIX}", sections=(*sections, last))


def _names_to_hide(tables: list[Table]) -> set[str]:
    """Names of rows that lose their figures, everywhere."""
    hidden = {
        _name(table, row) for table in tables for row in table.rows if any(_is_small(n) for n in _counts(table, row))
    }
    while more := {name for table in tables for name in _gives_away(table, hidden)} - hidden:
        hidden |= more
    return hidden


def _gives_away(table: Table, hidden: set[str]) -> Iterator[str]:
    """The row that has to be hidden too, so that a table's total does not give away the only one that is."""
    if not table.totals or not table.counts:
        return
    own: dict[str, float] = {}
    for number, row in enumerate(table.rows):
        counts = [count for count in _counts(table, row) if count is not None]
        if number not in table.totals and counts:
            name = _name(table, row)
            own[name] = max(own.get(name, 0.0), *counts)
    left = [name for name in own if name not in hidden]
    if len(own) - len(left) == 1 and left:
        yield min(left, key=lambda name: (own[name], name))


def _name(table: Table, row: tuple[str, ...]) -> str:
    return row[table.texts[0]]


def _counts(table: Table, row: tuple[str, ...]) -> list[float | None]:
    return [_number(row[column]) for column in table.counts]


def _number(text: str) -> float | None:
    """A count as a number; a part of one, and less than one, count as such; None for what is no count."""
    found = re.fullmatch(r"(-?)(<?)([\d,]+(?:\.\d+)?)(?:[\s\xa0](?:FTE|heads|cases))?", text)
    if found is None:
        return None
    return float(found[3].replace(",", "")) / (2 if found[2] else 1)


def _is_small(count: float | None) -> bool:
    return count is not None and 0 < count < LEAST


def _blocks(blocks: tuple[Block, ...], hidden: set[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block, hidden)
        elif isinstance(block, Paragraph):
            yield _said(block)
        elif isinstance(block, Bullets):
            points = tuple(_said(item) for item in block.items if not item.text.startswith(NOT_SAID))
            if points:
                yield Bullets(points)
        elif isinstance(block, Figure) and block.chart.name in SHOWN:
            yield block


def _table(table: Table, hidden: set[str]) -> Table:
    if not table.counts:
        return table
    rows = tuple(
        tuple(cell if column in table.texts else HIDDEN for column, cell in enumerate(row))
        if _name(table, row) in hidden and any(count is not None for count in _counts(table, row))
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _said(block: Paragraph) -> Paragraph:
    text = block.text
    for reference in LEFT_OUT:
        text = text.replace(reference, "")
    return Paragraph(CASES_IN_TEXT.sub(FEW, IN_TEXT.sub(FEW, text)), block.head)
