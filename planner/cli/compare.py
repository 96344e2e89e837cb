"""`planner compare`: plans side by side, and the bridge from the first to each other."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.page_file import write_page
from planner.cli.progress import Progress


@click.command(
    "compare",
    short_help="Put plans side by side, with a bridge from one to the other.",
    epilog="""\b
    Examples:
      planner compare inputs/2019.yaml inputs/2019-two-ranks-removed.yaml
      planner compare inputs/2019.yaml inputs/2019.yaml#overtime_halved
      planner compare outputs/2019 outputs/2019-what-if --out comparison.md

    The bridge makes each changed input alone and says how many hours of gap, pounds and people it moves; one
    line says what the changes do together beyond that. It adds up exactly.
    """,
)
@click.argument("plans", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "in_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--out", "file", metavar="FILE.md", type=click.Path(path_type=Path), help="Write it as Markdown as well.")
def command(plans: tuple[Path, ...], in_json: bool, file: Path | None) -> None:
    """Put two or more PLANS side by side: scenario files, FILE#VARIANT, or plans' folders.

    What differs in what was put in, what differs in what came out, and which change moved how much.
    """
    from planner import pipeline
    from planner.reports.comparison import markdown, text
    from planner.reports.comparison_json import comparison_json
    from planner.reports.terminal import screen_width

    with Progress(sys.stderr, shown=True, of="done") as progress:
        comparison = pipeline.compare(*plans, progress=progress)
    if file is not None:
        write_page(markdown(comparison), file)
    sys.stdout.write(comparison_json(comparison) if in_json else text(comparison, screen_width()))
