"""`planner template`: a workbook to be filled in instead of a YAML file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.what_if import overrides_from, what_if_options


@click.command(
    "template",
    short_help="Write a workbook to fill in, empty or from a scenario.",
    epilog="""\b
    Examples:
      planner template my-force.xlsx
      planner template my-force.xlsx --from inputs/2019.yaml
      planner check my-force.xlsx && planner solve my-force.xlsx
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from", "scenario", type=click.Path(path_type=Path), help="The scenario that it is to hold; unstated: an example."
)
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@what_if_options
def command(file: Path, scenario: Path | None, force: bool, sets: tuple[str, ...], variant: str) -> None:
    """Write a scenario as a workbook to FILE, with drop-downs and notes, to be changed in a spreadsheet program.

    Every command that takes a scenario takes such a workbook. It says all that a YAML file can say, and a
    scenario that is taken there and back is the same scenario.
    """
    from planner import pipeline

    written = pipeline.write_template(file, scenario, overrides_from(sets), variant, overwrite=force)
    sys.stdout.write(f"{written} is written. Fill it in, then: planner check {written}, and planner solve {written}\n")
