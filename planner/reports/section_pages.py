"""Sections as one page, on a screen or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from planner.reports.layout import grid
from planner.reports.markdown_table import safe, table
from planner.reports.section import INNER, Section
from planner.reports.words import plain, wrapped

WIDTH = 100
"""The widest line [characters]."""


def screen_page(title: str, sections: Iterable[Section], width: int = WIDTH) -> str:
    """A title and sections for the screen."""
    blocks = ["\n".join(wrapped(title, width))]
    for section in sections:
        lines = wrapped(section.title, width)
        for paragraph in section.paragraphs:
            lines += wrapped(paragraph, width)
        if section.rows:
            lines += [plain(line) for line in grid([section.head, *section.rows], width, left=section.left)]
        for bullet in section.bullets:
            begin = "    " if bullet.startswith(INNER) else "- "
            lines += wrapped(bullet.removeprefix(INNER), width, first=begin, later=" " * len(begin))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def paper_page(title: str, sections: Iterable[Section]) -> str:
    """A title and sections as a Markdown document."""
    lines = [f"# {safe(title)}", ""]
    for section in sections:
        lines += [f"## {safe(section.title)}", ""]
        for paragraph in section.paragraphs:
            lines += [safe(plain(paragraph)), ""]
        if section.rows:
            rows = [[plain(cell) for cell in row] for row in section.rows]
            lines += table(section.head, rows, texts=section.left)
        lines += [("  - " if each.startswith(INNER) else "- ") + safe(plain(each)) for each in section.bullets]
        lines += [""] if section.bullets else []
    return "\n".join(lines).rstrip() + "\n"
