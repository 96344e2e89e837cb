"""The page read: its sections, and in each its lines and tables, with the number of every line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = re.compile(r"\\([\\|<>*_`\[\]#])")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?:-+:?\|)+")


@dataclass(frozen=True)
class Line:
    """A line of text: a sentence, a bullet or a heading."""

    number: int
    """Its place in the file, from 1."""
    section: str
    """The heading it stands under; empty before the first."""
    part: str
    """The heading within the section; empty where there is none."""
    text: str
    """What it says, without the marks of Markdown."""


@dataclass(frozen=True)
class Grid:
    """A table."""

    number: int
    """The line of its head."""
    section: str
    part: str
    before: str
    """The text line above it."""
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The number of each line, and its cells."""


@dataclass(frozen=True)
class Page:
    """Everything that stands on the page."""

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


def read_page(text: str) -> Page:
    """Read the text of a page; whatever is no heading and no table is a line of text."""
    lines: list[Line] = []
    grids: list[Grid] = []
    section = part = ""
    numbered = enumerate(text.split("\n"), start=1)
    for number, raw in numbered:
        if raw.startswith("|"):
            head, rows = _cells(raw), tuple(_rows(numbered))
            before = lines[-1].text if lines else ""
            grids.append(Grid(number, section, part, before, head, rows))
        elif raw.strip():
            if raw.startswith("## "):
                section, part = _plain(raw[3:]), ""
            elif raw.startswith("### "):
                part = _plain(raw[4:])
            lines.append(Line(number, section, part, _plain(raw)))
    return Page(tuple(lines), tuple(grids))


def _rows(numbered: Iterator[tuple[int, str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a table, to the line that is none any more."""
    for number, raw in numbered:
        if not raw.startswith("|"):
            return
        if not _RULE.fullmatch(raw):
            yield number, _cells(raw)


def _cells(raw: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in _BETWEEN_CELLS.split(raw.strip())[1:-1])


def _plain(text: str) -> str:
    """Text without the signs that keep it from being markup."""
    return " ".join(_ESCAPED.sub(r"\1", text).split())
