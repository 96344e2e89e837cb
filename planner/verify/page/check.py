"""Comparing a page with what it should say, line by line and cell by cell; and which figures nobody compares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from planner.verify.files import SUMMARY
from planner.verify.finding import Wrong
from planner.verify.page.figures import Figures
from planner.verify.page.markdown import Grid, Line, Page
from planner.verify.page.printed import Said
from planner.verify.page.sayings import FIGURE, Meaning, Saying, own_words, pattern

Row = tuple[Said, ...]
IN_WORDS: Said = ()
"""A cell that holds a sentence: its figures are checked as those of a line."""
_FIGURES = re.compile(FIGURE.removesuffix("|–"))


@dataclass(frozen=True)
class Expected:
    """What a table of the page should be."""

    head: tuple[str, ...]
    rows: Sequence[Row]
    """What may stand in each cell."""
    labels: int = 1
    """How many columns at the left say what a row is about."""


@dataclass(frozen=True)
class TableOf:
    """A table of a section, known by a column that no other table of the section has."""

    mark: str
    expected: Callable[[Figures, Grid], Expected]
    due: Callable[[Figures], int] | None = None
    """How many such tables the page should have; None: as many as the section stands there."""


@dataclass(frozen=True)
class Section:
    """A section of the page: its heading, and what is checked in it."""

    heading: str
    """As a saying, since some headings hold a figure or a name."""
    tables: tuple[TableOf, ...] = ()
    sayings: tuple[Saying, ...] = ()
    there: Callable[[Figures], int] | None = field(default=lambda _: 1)
    """How many sections with this heading the page should have; None: as many as it says something in."""


@dataclass(frozen=True)
class Unclaimed:
    """A figure that no check compares."""

    line: int
    section: str
    figure: str
    text: str
    """The line or the head of the table in which it stands."""


def compared(page: Page, figures: Figures, sections: Sequence[Section]) -> Iterator[Wrong | Unclaimed]:
    """What is wrong on a page, and which figures on it nobody compares."""
    yield from _headings(page, figures, sections)
    yield from _missing(page, figures, sections)
    for grid in page.grids:
        section = section_of(figures, sections, grid.section)
        known = [each for each in section.tables if each.mark in grid.head] if section else []
        for table in known[:1]:
            expected = table.expected(figures, grid)
            yield from _table(grid, expected)
            yield from _sentences(grid, expected, figures, section.sayings if section else ())
        if not known:
            for number, cells in grid.rows:
                text = " | ".join(cells)
                yield from (Unclaimed(number, grid.section, each[0], text) for each in _FIGURES.finditer(text))
    for line in page.lines:
        section = section_of(figures, sections, line.section)
        yield from _line(line, figures, section.sayings if section else ())


def section_of(figures: Figures, sections: Sequence[Section], heading: str) -> Section | None:
    """What is checked under a heading."""
    return next((each for each in sections if _is_of(figures, each, heading)), None)


def _is_of(figures: Figures, section: Section, heading: str) -> bool:
    return pattern(figures, section.heading).fullmatch(heading) is not None


def _headings(page: Page, figures: Figures, sections: Sequence[Section]) -> Iterator[Wrong]:
    """Every section and table that should be there, as often as it should."""
    there = [line.section for line in page.lines if line.text == f"## {line.section}"]
    for section in sections:
        if section.there is None:
            continue
        found, due = sum(_is_of(figures, section, heading) for heading in there), section.there(figures)
        if found != due:
            says, should_be = (f"{count} such section{'s' * (count != 1)}" for count in (found, due))
            yield Wrong(SUMMARY, f"section={section.heading}", "", says, should_be)
    for section in sections:
        grids = [grid for grid in page.grids if _is_of(figures, section, grid.section)]
        for table in section.tables:
            found = sum(table.mark in grid.head for grid in grids)
            stands = sum(_is_of(figures, section, heading) for heading in there)
            due = stands if table.due is None or not stands else table.due(figures)
            if found != due:
                says, should_be = (f"{count} tables with {table.mark}" for count in (found, due))
                yield Wrong(SUMMARY, f"section={section.heading}", "", says, should_be)


def _missing(page: Page, figures: Figures, sections: Sequence[Section]) -> Iterator[Wrong]:
    """Every saying that stands on the page more or less often than there is something to be said."""
    for section in sections:
        lines = [line.text for line in page.lines if _is_of(figures, section, line.section)]
        for saying in (each for each in section.sayings if each.due is not None):
            least, most = saying.due(figures) if saying.due is not None else (0, 0)
            words = pattern(figures, saying.says)
            found = sum(len(words.findall(text)) for text in lines if text.startswith(saying.on))
            if not least <= found <= most:
                where = f"section={section.heading or 'the top'}"
                says, should_be = (f"“{saying.says}” {count} times" for count in (found, least))
                yield Wrong(SUMMARY, where, "", says, should_be)


def _table(grid: Grid, expected: Expected) -> Iterator[Wrong]:
    """Every cell of a table that is not what it should be, every row too many, and every row that is missing."""
    if grid.head != expected.head:
        where = f"line={grid.number} section={grid.section}"
        yield Wrong(SUMMARY, where, "", " | ".join(grid.head), " | ".join(expected.head))
        return
    left = list(expected.rows)
    for number, cells in grid.rows:
        where = f"line={number} section={grid.section}"
        alike = [row for row in left if _fits(cells[: expected.labels], row)]
        if not alike or len(cells) != len(grid.head):
            yield Wrong(SUMMARY, where, "", f"a row of {_words(cells, expected)}", "no such row")
            continue
        row = min(alike, key=lambda each: len(_unfit(cells, each)))
        left.remove(row)
        for column in _unfit(cells, row):
            says, should_be = (text or "nothing" for text in (cells[column], row[column][0]))
            yield Wrong(SUMMARY, f"{where} row={_words(cells, expected)}", grid.head[column], says, should_be)
    for row in left:
        words = _words([cell[0] for cell in row[: expected.labels]], expected)
        yield Wrong(SUMMARY, f"section={grid.section}", "", f"no row of {words}", "such a row")


def _sentences(
    grid: Grid, expected: Expected, figures: Figures, sayings: Sequence[Saying]
) -> Iterator[Wrong | Unclaimed]:
    """What is wrong in the cells of a table that hold sentences."""
    columns = {number for row in expected.rows for number, said in enumerate(row) if said == IN_WORDS}
    for number, cells in grid.rows:
        for cell in (cells[column] for column in sorted(columns) if column < len(cells)):
            yield from _line(Line(number, grid.section, grid.part, cell), figures, sayings)


def _words(cells: Sequence[str], expected: Expected) -> str:
    return ", ".join(cell for cell in cells[: expected.labels] if cell)


def _fits(cells: Sequence[str], row: Row) -> bool:
    return all(cell in said for cell, said in zip(cells, row, strict=False) if said != IN_WORDS)


def _unfit(cells: Sequence[str], row: Row) -> list[int]:
    pairs = enumerate(zip(cells, row, strict=True))
    return [number for number, (cell, said) in pairs if said != IN_WORDS and cell not in said]


def _line(line: Line, figures: Figures, sayings: Sequence[Saying]) -> Iterator[Wrong | Unclaimed]:
    """What a line says that is not so, and its figures that no saying has a place for."""
    claimed = [span for words in own_words(figures) for span in _places(line.text, words)]
    for saying in (each for each in sayings if line.text.startswith(each.on)):
        for match in pattern(figures, saying.says).finditer(line.text):
            claimed += [match.span(name) for name in match.groupdict()]
            words = {**match.groupdict(), "part": line.part}
            yield from _said(line, match, list(saying.means(figures, words)))
    for found in _FIGURES.finditer(line.text):
        if not any(begin <= found.start() and found.end() <= end for begin, end in claimed):
            yield Unclaimed(line.number, line.section, found[0], line.text)


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    begin = text.find(words)
    while begin >= 0:
        yield begin, begin + len(words)
        begin = text.find(words, begin + 1)


def _said(line: Line, match: re.Match[str], meanings: Sequence[Meaning]) -> Iterator[Wrong]:
    where = f"line={line.number} section={line.section or 'the top'}"
    if not meanings:
        yield Wrong(SUMMARY, where, "", match[0], "nothing of the kind")
        return
    best = min(meanings, key=lambda meaning: len(_untrue(match, meaning)))
    for name in _untrue(match, best):
        says = f"{match[name]} in “{match[0]}”" if match[name] else f"nothing of it in “{match[0]}”"
        yield Wrong(SUMMARY, where, "", says, best[name][0] or "nothing of it")


def _untrue(match: re.Match[str], meaning: Meaning) -> list[str]:
    return [name for name, said in meaning.items() if (match[name] or "") not in said]
