"""A paper as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.paper import Block, Bullets, Figure, Paper, Paragraph, Table
from planner.reports.markdown_table import safe
from planner.reports.markdown_table import table as in_pipes
from planner.reports.words import plain


def markdown(paper: Paper) -> str:
    """The paper as Markdown; pictures stand beside it, as `NAME.svg`, and each is told in words as well."""
    lines = [
        f"# {safe(paper.title)}",
        "",
        " · ".join([f"**{safe(paper.marking)}**", *filter(None, [safe(paper.span)]), safe(paper.footing)]),
        "",
    ]
    for section in paper.sections:
        lines += [f"{'#' * (section.level + 1)} {safe(section.heading)}", ""]
        for block in section.blocks:
            lines += _block(block)
    return plain("\n".join(lines)).rstrip() + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (_paragraph(block), "")
    elif isinstance(block, Bullets):
        yield from (f"- {_paragraph(item)}" for item in block.items)
        yield ""
    elif isinstance(block, Table):
        yield from (f"**{safe(block.caption)}**", "")
        yield from in_pipes([safe(cell) for cell in block.head], _rows(block), texts=block.texts)
    elif isinstance(block, Figure):
        yield from (f"![{safe(block.caption)}]({block.chart.name}.svg)", "", safe(block.text), "")


def _rows(table: Table) -> list[list[str]]:
    """Cells of figures may hold nothing that is markup; those of words are made safe where the table is written."""
    return [[cell if n in table.texts else safe(cell) for n, cell in enumerate(row)] for row in table.rows]


def _paragraph(block: Paragraph) -> str:
    head = f"**{safe(block.head)}**" if block.head else ""
    return " ".join(filter(None, (head, safe(block.text))))
