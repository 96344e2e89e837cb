"""`planner check`: look for problems and doubts in a scenario without solving it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.what_if import overrides_from, what_if_options


@click.command(
    "check",
    short_help="Look for problems in a scenario; solve nothing.",
    epilog="""\b
    Examples:
      planner check inputs/2019.yaml
      planner check my-force.yaml && planner solve my-force.yaml
      planner check my-force.yaml --set demand.calls.arrivals.cases*=1.1
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@what_if_options
def command(file: Path, sets: tuple[str, ...], variant: str) -> None:
    """Look for problems in the scenario in FILE.

    Every problem is shown with its place in the file and with what to write instead; the exit code is then 3.
    Warnings need no change of mind and leave the exit code at 0.
    """
    from planner import pipeline
    from planner.reports.in_order import in_order

    sys.stdout.write(in_order(pipeline.check(pipeline.load(file, overrides_from(sets), variant))))
