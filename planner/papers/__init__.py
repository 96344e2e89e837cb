"""Papers: what goes to the board, to finance and to the inspectorate, from one model of what a paper says.

A format is a function in a module of its own, from the paper to its files, and its line in `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import UsageError
from planner.papers.contents import paper_of, published_paper_of
from planner.papers.paper import Figure, Paper
from planner.papers.subject import Checked, Subject, subject_of

__all__ = [
    "WRITERS",
    "Checked",
    "Made",
    "Paper",
    "Subject",
    "formats_in",
    "paper_files",
    "paper_of",
    "published_paper_of",
    "subject_of",
]


@dataclass(frozen=True)
class Made:
    """A paper, what it is about, and how it is to look."""

    subject: Subject
    paper: Paper
    reference: Path | None = None
    """A Word document whose styles are taken."""


# The writers are imported where they are used: each brings a library that takes a moment.
def _docx(made: Made) -> dict[str, bytes]:
    from planner.papers.word import word

    return {f"{made.paper.name}.docx": word(made.paper, made.reference)}


def _pdf(made: Made) -> dict[str, bytes]:
    from planner.papers.pdf import pdf

    return {f"{made.paper.name}.pdf": pdf(made.paper)}


def _html(made: Made) -> dict[str, bytes]:
    from planner.papers.html import html

    return {f"{made.paper.name}.html": html(made.paper).encode()}


def _md(made: Made) -> dict[str, bytes]:
    from planner.papers.markdown import markdown

    pictures = {f"{block.chart.name}.svg": block.chart.svg for block in made.paper.blocks if isinstance(block, Figure)}
    return {f"{made.paper.name}.md": markdown(made.paper).encode(), **pictures}


def _xlsx(made: Made) -> dict[str, bytes]:
    from planner.workbooks.plan_book import plan_workbook

    subject = made.subject
    return {f"{made.paper.name}.xlsx": plan_workbook(subject.plan, subject.answer, subject.run)}


WRITERS: Mapping[str, Callable[[Made], dict[str, bytes]]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "md": _md,
    "xlsx": _xlsx,
}
"""Every format by its name: from a paper to its files, by name."""
WHOLE = ("xlsx",)
"""Formats that hold every number of the plan, and so are never published."""


def formats_in(text: str) -> tuple[str, ...]:
    """The formats that are named in a list with commas, each once, in order.

    Raises:
        UsageError: There is no such format, or none is named.
    """
    named = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in named if name not in WRITERS]
    if unknown or not named:
        what = f'There is no format "{unknown[0]}".' if unknown else "No format is named."
        raise UsageError(f"{what} Formats: {', '.join(WRITERS)}; several with commas, as in docx,pdf.")
    return named


def refuse_to_publish(formats: Sequence[str]) -> None:
    """Refuse formats that cannot hide anything.

    Raises:
        UsageError: There is one.
    """
    for name in formats:
        if name in WHOLE:
            raise UsageError(f"{name} holds every number of the plan, so it cannot be published. Leave {name} out.")


def paper_files(made: Made, formats: Sequence[str]) -> dict[str, bytes]:
    """The files of a paper in some formats, by name; see `WRITERS`."""
    files: dict[str, bytes] = {}
    for name in formats:
        files |= WRITERS[name](made)
    return files
