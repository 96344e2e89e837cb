"""`planner verify`: check a plan's folder without trusting who made it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.progress import Progress
from planner.errors import EXIT_CHECK_FAILED, EXIT_PLAN


@click.command(
    "verify",
    short_help="Check every figure of a plan.",
    epilog="""\b
    Examples:
      planner verify outputs/2019
      planner verify outputs/2019 outputs/2019-surge --json
      planner verify --list
    """,
)
@click.argument("folders", metavar="FOLDER...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--list",
    "listed",
    is_flag=True,
    help="Print every check, what it compares and which rules it covers, and what is not checked.",
)
@click.option("--json", "in_json", is_flag=True, help="Print everything that was found as JSON.")
@click.pass_context
def command(ctx: click.Context, folders: tuple[Path, ...], listed: bool, in_json: bool) -> None:
    """Check the plan in each FOLDER: its files, its tables, and every figure from other figures.

    The checks cannot see how the plan was made: they read the tables and the resolved scenario, and nothing else.
    Not checked are whether the scenario is true, the certificate's coefficients of what the plan does not do, what
    other plans reach, and a few words and counts; --list says exactly what.

    The exit code is 0 if nothing is wrong and 6 if anything is.
    """
    from planner.verify.printing import as_json, page, page_of_checks
    from planner.verify.verify import all_checks, verify

    if listed:
        sys.stdout.write(page_of_checks(all_checks()))
        return
    if not folders:
        raise click.UsageError("Name at least one folder that holds a plan, for example outputs/2019.")
    verdicts = []
    for folder in folders:
        with Progress(sys.stderr, shown=not in_json) as progress:
            verdicts.append(verify(folder, told=progress))
    sys.stdout.write(as_json(verdicts) if in_json else "\n".join(page(verdict) for verdict in verdicts))
    ctx.exit(EXIT_PLAN if all(verdict.passed for verdict in verdicts) else EXIT_CHECK_FAILED)
