"""`planner new`: a commented scenario to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.errors import UsageError

SCHEMA_FILE = "scenario.schema.json"
"""The schema's name in the first line of every scenario."""


@click.command(
    "new",
    short_help="Write a commented scenario to start from.",
    epilog="""\b
    Examples:
      planner new my-force.yaml
      planner new -                 print it instead
    """,
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default=Path("scenario.yaml"))
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(file: Path, force: bool) -> None:
    """Write a small, complete, commented scenario to FILE (scenario.yaml if none is named; - prints it)."""
    from planner.scenario.template import template

    text = template()
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        with file.open("w" if force else "x", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(
            f"{file} is there already and was left alone. Name another file, or use --force to overwrite it."
        ) from None
    sys.stdout.write(
        f"{file} is written. Change it, then: planner solve {file}\n"
        f"Its first line names {SCHEMA_FILE}, by which editors complete and check it; write that beside it with:"
        f" planner schema > {SCHEMA_FILE}\n"
    )
