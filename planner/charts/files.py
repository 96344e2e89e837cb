"""Charts as files: a picture of each as SVG and as PNG, and a page that tells every chart in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from planner.charts.chart import Chart, ChartBook
from planner.reports.loose_files import put_beside
from planner.reports.words import wrapped
from planner.scenario.load import stem_of, variant_in
from planner.version import __version__

PAGE_FILE = "charts.md"
SCHEMA = "planner-charts/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-charts/2."""
_WIDTH = 100


def chart_files(charts: Sequence[Chart]) -> dict[str, bytes]:
    """Every file of some charts by name, for a folder that holds more than charts."""
    files = {}
    for chart in charts:
        files[f"{chart.name}.svg"], files[f"{chart.name}.png"] = chart.svg, chart.png
    return files


def charts_page(charts: Sequence[Chart], title: str, what_if: Sequence[str] = ()) -> str:
    """The charts on a page of Markdown, each with its text.

    Args:
        charts: In their order on the page; their SVG files are beside it.
        title: Of the page.
        what_if: What is changed in the scenario for them, a line each.
    """
    parts = [f"# {title}\n", *(f"- {line}" for line in what_if), *([""] if what_if else [])]
    parts += [f"## {chart.title}\n\n![{chart.title}]({chart.name}.svg)\n\n{chart.text}\n" for chart in charts]
    return "\n".join(parts)


def write_charts(
    charts: Sequence[Chart], folder: Path, title: str = "Charts", what_if: Sequence[str] = ()
) -> tuple[Path, ...]:
    """Write charts and their page into a folder; other files that are there stay.

    Nothing is written before every chart is drawn, and each file takes the old one's place whole.

    Args:
        charts: What is drawn.
        folder: Where to; made if it is not there.
        title: Of the page.
        what_if: What is changed in the scenario for them, a line each.

    Returns:
        The files, the page first.

    Raises:
        FolderError: The folder cannot be written.
        UsageError: It is a plan's folder, in which nothing else may lie.
    """
    return put_beside({PAGE_FILE: charts_page(charts, title, what_if).encode(), **chart_files(charts)}, folder)


def default_folder(source: Path, variant: str = "", is_set: bool = False) -> Path:
    """Where charts go unless it is said otherwise.

    Args:
        source: A scenario file, `FILE#VARIANT`, or a plan's folder.
        variant: The variant that is drawn.
        is_set: Whether figures of the scenario are changed.
    """
    file, named = variant_in(source)
    whole = file.absolute()
    # A folder's name has no ending, even where there is a dot in it.
    plain_name = whole.with_name(f"{whole.name}.yaml") if whole.is_dir() else whole
    return Path("outputs") / f"{stem_of(plain_name, variant or named, is_set)}-charts"


def charts_text(book: ChartBook, folder: str) -> str:
    """What was drawn, for the screen."""
    lines = wrapped(book.title, _WIDTH)
    for change in book.what_if:
        lines += wrapped(change, _WIDTH)
    for chart in book.charts:
        lines += wrapped(f"{chart.title} ({chart.name})", _WIDTH, "- ", "  ")
    if book.nothing_to_show:
        lines += wrapped(f"Nothing to show: {', '.join(book.nothing_to_show)}", _WIDTH)
    if book.charts:
        lines += wrapped(f"Files: {folder} (begin with {PAGE_FILE}; each chart is there as .svg and .png)", _WIDTH)
    return "\n".join(lines) + "\n"


def charts_json(book: ChartBook, folder: str) -> str:
    """The same for programs, each chart with its text."""
    document = {
        "schema": SCHEMA,
        "planner": __version__,
        "title": book.title,
        "what_if": list(book.what_if),
        "folder": folder,
        "charts": [
            {
                "name": chart.name,
                "title": chart.title,
                "text": chart.text,
                "files": [f"{chart.name}.svg", f"{chart.name}.png"],
            }
            for chart in book.charts
        ],
        "nothing_to_show": list(book.nothing_to_show),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
