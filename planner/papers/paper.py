"""A paper as plain data: what it says, in order, and nothing about how it looks.

Every writer (Word, PDF, HTML, Markdown) is a function of this alone. A table without a summary and a picture without
its text cannot be made, so no document lacks them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from planner.charts import Chart


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str
    head: str = ""
    """What it begins with, in bold."""


@dataclass(frozen=True)
class Bullets:
    """Points of a list."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of heads."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: str
    """What it shows, for who cannot see it."""
    texts: tuple[int, ...] = (0,)
    """Columns that hold words, not figures; the first of them names the row."""
    totals: tuple[int, ...] = ()
    """Rows that add others up, counted from 0."""
    counts: tuple[int, ...] = ()
    """Columns that count people or cases, so that a small figure may point to somebody."""

    def __post_init__(self) -> None:
        _needs_text(self.text, self.caption)
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"{self.caption}: a row has not as many cells as there are heads")


@dataclass(frozen=True)
class Figure:
    """A picture."""

    chart: Chart

    def __post_init__(self) -> None:
        _needs_text(self.chart.text, self.chart.title)

    @property
    def caption(self) -> str:
        """What is to be seen."""
        return clean_text(self.chart.title)

    @property
    def text(self) -> str:
        """The same with its main figures, for who cannot see it."""
        return clean_text(self.chart.text)


def _needs_text(text: str, caption: str) -> None:
    if not text.strip() or not caption.strip():
        raise ValueError(f"{caption or 'a table or picture'}: a caption and a text for who cannot see it are needed")


Block: TypeAlias = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of a paper under its heading."""

    heading: str
    level: int
    """1 for a part of the paper, 2 for a part of that."""
    blocks: tuple[Block, ...]
    new_page: bool = False
    """Whether it begins a page."""


@dataclass(frozen=True)
class Paper:
    """A paper about a plan."""

    marking: str
    """Protective marking."""
    title: str
    span: str
    """The time that is planned; empty where the title says it."""
    name: str
    """What the plan is called: the stem of the paper's files."""
    run: str
    """The run that it is about, as its run record shows."""
    version: str
    """Of planner."""
    sections: tuple[Section, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block in order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def footing(self) -> str:
        """What stands on every page beside the marking and the number of the page."""
        return f"Run {self.run} · planner {self.version}"

    def texts(self) -> Iterator[str]:
        """Every piece of text, in the order in which it is read."""
        yield self.title
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                yield from texts_of(block)


def texts_of(block: Block) -> Iterator[str]:
    """Every piece of text of a block."""
    if isinstance(block, Paragraph):
        yield from filter(None, (block.head, block.text))
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from texts_of(item)
    elif isinstance(block, Table):
        yield block.caption
        yield from (cell for row in (block.head, *block.rows) for cell in row)
    else:
        yield block.caption


def bullets(items: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[Bullets]:
    """A list of points, or nothing where there are none."""
    points = tuple(Paragraph(item) for item in items)
    if points:
        yield Bullets(points)


def clean(paper: Paper) -> Paper:
    """The same paper without signs that no document can hold, or that turn the direction of what is read.

    Text of a scenario may hold control characters, which XML forbids, and marks that let text read otherwise than it
    is written.
    """

    def of(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return Paragraph(clean_text(block.text), clean_text(block.head))
        if isinstance(block, Bullets):
            return Bullets(tuple(Paragraph(clean_text(item.text), clean_text(item.head)) for item in block.items))
        if isinstance(block, Table):
            return replace(
                block,
                caption=clean_text(block.caption),
                text=clean_text(block.text),
                head=tuple(map(clean_text, block.head)),
                rows=tuple(tuple(map(clean_text, row)) for row in block.rows),
            )
        return block

    return replace(
        paper,
        marking=clean_text(paper.marking),
        title=clean_text(paper.title),
        sections=tuple(
            replace(each, heading=clean_text(each.heading), blocks=tuple(map(of, each.blocks)))
            for each in paper.sections
        ),
    )


TURNING = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
"""Marks of direction: after them text reads otherwise than it is written."""


BLANKS = "\t\r\n\v\f\x85\u2028\u2029"
"""What becomes an ordinary blank: the ends of lines, and tabs."""


def clean_text(text: str) -> str:
    """Text in one line, without signs that no document can hold or that turn its direction."""
    signs = "".join(" " if sign in BLANKS else sign for sign in text if sign in BLANKS or _may_stand(sign))
    return " ".join(part for part in signs.split(" ") if part)


def _may_stand(sign: str) -> bool:
    code = ord(sign)
    if sign in TURNING or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE:
        return False
    return code >= 0x20 and not 0x7F <= code < 0xA0
