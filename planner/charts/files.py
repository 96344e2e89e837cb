"""Charts as files: a picture of each as SVG and as PNG, and a page that tells every chart in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.charts.chart import Chart
from planner.errors import FolderError

PAGE_FILE = "charts.md"


def chart_files(charts: Sequence[Chart]) -> dict[str, bytes]:
    """Every file of some charts by name, for a folder that holds more than charts."""
    files = {}
    for chart in charts:
        files[f"{chart.name}.svg"], files[f"{chart.name}.png"] = chart.svg, chart.png
    return files


def charts_page(charts: Sequence[Chart], title: str) -> str:
    """The charts on a page of Markdown, each with its text.

    Args:
        charts: In their order on the page; their SVG files are beside it.
        title: Of the page.
    """
    parts = [f"# {title}\n"]
    parts += [f"## {chart.title}\n\n![{chart.title}]({chart.name}.svg)\n\n{chart.text}\n" for chart in charts]
    return "\n".join(parts)


def write_charts(charts: Sequence[Chart], folder: Path, title: str = "Charts") -> tuple[Path, ...]:
    """Write charts and their page into a folder; other files that are there stay.

    Nothing is written before every chart is drawn, and each file takes the old one's place whole.

    Args:
        charts: What is drawn.
        folder: Where to; made if it is not there.
        title: Of the page.

    Returns:
        The files, the page first.

    Raises:
        FolderError: The folder cannot be written.
    """
    files = {PAGE_FILE: charts_page(charts, title).encode(), **chart_files(charts)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            new = folder / f".{name}.new"
            try:
                new.write_bytes(content)
                new.replace(folder / name)
            finally:
                new.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FolderError(folder, reason[0].lower() + reason[1:]) from error
    return tuple(folder / name for name in files)
