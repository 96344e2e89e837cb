"""`planner frontier`: a scenario in, cost against coverage out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.group import written
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options
from planner.errors import EXIT_NOT_PROVED, EXIT_PLAN


@click.command(
    "frontier",
    short_help="Say what more money would buy, and what a cut would cost.",
    epilog="""\b
    Examples:
      planner frontier inputs/2019.yaml
      planner frontier outputs/2019 --from 8800000 --to 9100000 --points 12
      planner frontier inputs/2019.yaml --limit public_protection --json > frontier.json
      planner frontier inputs/2019.yaml --priorities cost gap_tier_2
    """,
)
@click.argument("scenario", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--limit",
    "limits",
    metavar="NAME",
    multiple=True,
    help="Move this limit of the budget; may be given several times. [default: those that cover all cost]",
)
@click.option(
    "--from",
    "start",
    metavar="POUNDS",
    type=click.FloatRange(min=0),
    help="Begin at this budget. [default: the least for which there is a plan]",
)
@click.option(
    "--to",
    "end",
    metavar="POUNDS",
    type=click.FloatRange(min=0),
    help="End at this budget. [default: a little beyond where the gap no longer falls]",
)
@click.option(
    "--points",
    metavar="N",
    type=click.IntRange(min=2),
    help="Solve at most so many plans, or look for so many corners. [default: 30]",
)
@click.option(
    "--priorities",
    metavar="X Y",
    nargs=2,
    help="Instead of the budget: the least of priority Y for each value of priority X, as the scenario names them.",
)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder for tables, page and chart. [default: outputs/ and the name of FILE with -frontier]",
)
@click.option("--json", "in_json", is_flag=True, help="Print everything as JSON instead of the page.")
@click.option("--quiet", is_flag=True, help="Print neither the page nor progress.")
@click.pass_context
def command(
    ctx: click.Context,
    scenario: Path,
    sets: tuple[str, ...],
    variant: str,
    limits: tuple[str, ...],
    start: float | None,
    end: float | None,
    points: int | None,
    priorities: tuple[str, str] | None,
    folder: Path | None,
    in_json: bool,
    quiet: bool,
) -> None:
    """Say what each further pound of the budget would buy in coverage, and what a cut would cost.

    The scenario in FILE, or in the folder of its plan, is solved again with one budget after the other, from the least
    for which there is a plan to the one beyond which the gap no longer falls. Every point is a whole plan, made by all
    priorities of the scenario; the point at today's budget is the plan of planner solve.

    With --priorities the curve is that of two priorities, those above both held, and exact from corner to corner.
    """
    from planner import pipeline
    from planner.reports import frontier as page
    from planner.reports import priorities_frontier as page_of_two
    from planner.reports.folder import reserve
    from planner.reports.frontier_files import FRONTIER, folder_of, frontier_json

    if priorities and (limits or start is not None or end is not None):
        raise click.UsageError("--priorities moves no budget: leave out --limit, --from and --to.")
    overrides, most = overrides_from(sets), pipeline.POINTS if points is None else points
    place = folder if folder is not None else folder_of(scenario, variant, bool(overrides), priorities or ())
    with reserve(place, FRONTIER) as reserved:
        with Progress(sys.stderr, shown=not quiet, of="done") as progress:
            loaded = pipeline.load(scenario, overrides, variant)
            if priorities:
                two = pipeline.frontier_of_priorities(loaded, *priorities, points=most, progress=progress)
                contents = page_of_two.files_of(two)
            else:
                found = pipeline.frontier(loaded, limits=limits, start=start, end=end, points=most, progress=progress)
                contents = pipeline.files_of_frontier(found)
        files = reserved.put(contents, stands=lambda: written(f"the frontier in {place}"))
    names = [file.name for file in files]
    if priorities:
        shown = page_of_two.as_json(two, str(place), names) if in_json else page_of_two.text(two, str(place))
    else:
        shown = frontier_json(found, str(place), names) if in_json else page.text(found, str(place))
    if in_json or not quiet:
        sys.stdout.write(shown)
    ctx.exit(EXIT_PLAN if priorities or found.proved else EXIT_NOT_PROVED)
