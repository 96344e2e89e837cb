"""`planner variants`: the what-ifs that a scenario keeps, and the files that extend it."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(
    "variants",
    short_help="List the what-ifs of a scenario.",
    epilog="""\b
    Examples:
      planner variants inputs/2019.yaml
      planner solve inputs/2019.yaml#overtime_halved
      planner solve inputs/2019.yaml --variant overtime_halved

    \b
    A scenario keeps its what-ifs in the section `variants`:
      variants:
        overtime_halved:
          title: Overtime cut by half
          times: {supply.overtime.officers.share_of_contracted: 0.5}
    `set` replaces what stands at a path, `times` multiplies a number, `plus` adds to it.
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "in_json", is_flag=True, help="Print the list as JSON.")
def command(file: Path, in_json: bool) -> None:
    """List the what-ifs of the scenario in FILE: its variants, and the files beside it that extend it.

    Each is read and checked, and what it changes is shown.
    """
    from planner import pipeline
    from planner.reports.terminal import screen_width
    from planner.reports.variants import as_json, listed

    every = pipeline.variants(file)
    sys.stdout.write(as_json(every) if in_json else listed(str(file), every, screen_width()))
