"""A paper as a PDF that passes as PDF/UA-1: tagged, with its language, alternative texts and heads of tables.

Typst sets the pages. It is given the paper as data, and its template puts text where it belongs: nothing of a scenario
is ever read as markup. The font comes with matplotlib, so that pages are the same on every machine.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from planner.papers.columns import LANDSCAPE_CM, PORTRAIT_CM, lies_on_its_side, widths
from planner.papers.paper import Block, Bullets, Figure, Paper, Paragraph, Section, Table

LONG_WORD = re.compile(r"\S{18,}")
"""Words that may be too long for a column."""
BREAK = "\u200b"
"""A place at which a line may be broken."""
EVERY = 12
"""So far apart are such places in a long word that has no sign after which it may be broken [signs]."""


def pdf(paper: Paper) -> bytes:
    """The paper as a .pdf file."""
    import matplotlib as mpl
    import typst

    template = (files("planner.papers") / "paper.typ").read_bytes()
    fonts = str(Path(mpl.get_data_path()) / "fonts" / "ttf")
    made = typst.Compiler(font_paths=[fonts], ignore_system_fonts=True).compile(
        input=template,
        format="pdf",
        sys_inputs={"paper": json.dumps(_paper(paper), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "span": paper.span,
        "marking": paper.marking,
        "footing": paper.footing,
        "groups": [
            {"on_its_side": on_its_side, "sections": [_section(section, on_its_side) for section in group]}
            for on_its_side, group in groupby(paper.sections, lies_on_its_side)
        ],
    }


def _section(section: Section, on_its_side: bool) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "new_page": section.new_page,
        "blocks": [_block(block, LANDSCAPE_CM if on_its_side else PORTRAIT_CM) for block in section.blocks],
    }


def _block(block: Block, width_cm: float) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "head": block.head, "text": block.text}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [{"head": item.head, "text": item.text} for item in block.items]}
    if isinstance(block, Figure):
        return {"kind": "figure", "caption": block.caption, "text": block.text, "svg": block.chart.svg.decode()}
    assert isinstance(block, Table)
    return {
        "kind": "table",
        "caption": block.caption,
        "head": block.head,
        "rows": [[breakable(cell) for cell in row] for row in block.rows],
        "texts": block.texts,
        "totals": block.totals,
        "widths": widths(block, width_cm),
    }


def breakable(text: str) -> str:
    """Text whose long words may be broken: after a dot or a line, or anywhere."""
    return LONG_WORD.sub(_broken, text)


def _broken(match: re.Match[str]) -> str:
    parts = re.split(r"(?<=[._/,:])", match[0])
    return BREAK.join(BREAK.join(re.findall(f".{{1,{EVERY}}}", part)) for part in parts if part)
