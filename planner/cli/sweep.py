"""`planner sweep`: a scenario in, many what-ifs of it out, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.group import written
from planner.cli.progress import ProgressBar
from planner.cli.what_if import overrides_from, what_if_options
from planner.errors import EXIT_NOT_PROVED, EXIT_OUR_FAULT, EXIT_PLAN


@click.command(
    "sweep",
    short_help="Ask many what-ifs at once: which inputs does the gap depend on?",
    epilog="""\b
    What can be varied, as often as you like:
      --vary PATH                 over the range that the scenario gives it
      --vary PATH=20..50          between two values
      --vary PATH=20..50/4        in steps: 20, 30, 40 and 50
      --vary PATH=20,36,50        these values
      A number with several dates moves as a whole; PATH[0] is the first of its dates alone.

    \b
    Examples:
      planner sweep inputs/2019.yaml
      planner sweep inputs/2019.yaml --only demand,hours
      planner sweep inputs/2019.yaml --design sample --samples 200 --seed 7
      planner sweep inputs/2019.yaml --design grid --vary hours.officers.productive \\
        --vary supply.overtime.officers.share_of_contracted=0.02..0.08/4
      planner sweep inputs/2019.yaml --list what-ifs.csv --workers 1
      planner sweep inputs/2019.yaml --scheduler tcp://10.0.0.5:8786
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--vary", metavar="PATH[=VALUES]", multiple=True, help="Vary this. [default: every number that has a range]"
)
@click.option("--only", metavar="SECTIONS", help="Of all numbers that have a range, only those of demand,hours,…")
@click.option(
    "--design",
    metavar="KIND",
    help="tornado: one at a time; grid: each value with all others; sample: drawn. [default: tornado]",
)
@click.option("--samples", metavar="N", type=click.IntRange(min=1), help="Draw so many. [default: 1000]")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), help="What the drawing begins with. [default: 1]")
@click.option(
    "--list",
    "what_ifs",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Ask these instead: a row each, columns are paths (and name), an empty cell is as in the scenario.",
)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The sweep's folder. [default: outputs/ and the name of FILE, of its variant and -sweep]",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="So many processes. [default: one a processor; one where there is little to do]",
)
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of a Dask cluster do it.")
@click.option("--restart", is_flag=True, help="Forget what was done before an interrupt.")
@click.option("--json", "in_json", is_flag=True, help="Print the result as JSON instead of the page.")
@click.option("--quiet", is_flag=True, help="Print neither the page nor progress.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    sets: tuple[str, ...],
    variant: str,
    vary: tuple[str, ...],
    only: str | None,
    design: str | None,
    samples: int | None,
    seed: int | None,
    what_ifs: Path | None,
    folder: Path | None,
    workers: int | None,
    scheduler: str | None,
    restart: bool,
    in_json: bool,
    quiet: bool,
) -> None:
    """Ask many what-ifs of the scenario in FILE, or of one of its variants, each with the whole plan made anew.

    By default every number that has a range in the scenario is put at its lowest and its highest value, one at a
    time: how far does the gap move? Tables and a page go into a folder, written whole or not at all.

    What is done is kept beside the folder until then: after an interrupt the same command goes on from there. The
    result does not depend on the number of workers.
    """
    from planner import pipeline
    from planner.reports.folder import default_folder, reserve
    from planner.reports.sweep_files import SWEEP, as_json
    from planner.reports.sweep_words import text
    from planner.scenario.load import stem_of, variant_in

    overrides, (own_file, named) = overrides_from(sets), variant_in(file)
    variant = variant or named
    stem = stem_of(own_file.absolute(), variant, is_set=bool(sets))
    place = folder if folder is not None else default_folder(f"{stem}-sweep")
    with reserve(place, SWEEP) as reserved:
        journal = place.with_name(f"{place.name}.journal")
        with ProgressBar(sys.stderr, shown=not quiet, of="done") as progress:
            swept = pipeline.sweep(
                pipeline.load(own_file, overrides, variant),
                vary=vary,
                only=tuple(each.strip() for each in only.split(",")) if only else (),
                design=design,
                samples=samples,
                seed=seed,
                what_ifs=what_ifs,
                workers=workers,
                scheduler=scheduler,
                journal=journal,
                restart=restart,
                progress=progress,
                remark=lambda said: click.echo(said, err=True),
            )
        files = pipeline.write_sweep(swept, reserved, stands=lambda: written(f"the sweep in {place}"))
        journal.unlink(missing_ok=True)
    if in_json:
        sys.stdout.write(as_json(swept, str(place), [path.name for path in files]))
    elif not quiet:
        sys.stdout.write(text(swept, str(place)))
    ctx.exit(
        EXIT_OUR_FAULT if swept.statuses["failed"] else EXIT_NOT_PROVED if swept.statuses["not_proved"] else EXIT_PLAN
    )
