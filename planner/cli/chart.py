"""`planner chart`: a plan in, its charts out, as pictures and in words."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.group import written
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options


@click.command(
    "chart",
    short_help="Draw a plan: pictures for a paper, each also in words.",
    epilog="""\b
    Examples:
      planner chart inputs/2019.yaml
      planner chart outputs/2019 --only coverage --only flows
      planner chart inputs/2019.yaml --variant overtime_halved
      planner chart inputs/2019.yaml --out paper/pictures --json > charts.json

    \b
    Charts:
      coverage         coverage of each team in each month
      over_time        demand, capacity, gap and backlog by month
      posts            people of each rank from the opening to the end, and posts
      flows            where people come from and where they go
      span_of_control  people for each leader, beside the limit
    """,
)
@click.argument("plan", type=click.Path(path_type=Path))
@what_if_options
@click.option("--only", metavar="NAME", multiple=True, help="Draw this chart only; may be given again.")
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the pictures go. [default: outputs/NAME-charts, NAME that of PLAN]",
)
@click.option("--json", "in_json", is_flag=True, help="Print what the charts say as JSON.")
def command(
    plan: Path, sets: tuple[str, ...], variant: str, only: tuple[str, ...], folder: Path | None, in_json: bool
) -> None:
    """Draw the plan in the folder PLAN, or the plan of a scenario file.

    Each chart is written as SVG and as PNG, 16 cm wide; charts.md shows them all, with what each says in words for
    who cannot see it. The plan is solved again; a plan's folder must be as it was written.
    """
    from planner import pipeline
    from planner.charts.files import charts_json, charts_text, default_folder, write_charts

    overrides = overrides_from(sets)
    place = default_folder(plan, variant, bool(sets)) if folder is None else folder
    source = pipeline.load(plan, overrides, variant) if overrides or variant else plan
    with Progress(sys.stderr, shown=True) as progress:
        book = pipeline.chart(source, only=only, progress=progress)
        if book.charts:
            write_charts(book.charts, place, book.title, book.what_if)
            written(f"the charts in {place}")
    sys.stdout.write(charts_json(book, str(place)) if in_json else charts_text(book, str(place)))
