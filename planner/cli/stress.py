"""`planner stress`: a scenario or a plan in, how it stands when demand and hours differ out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.group import written
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options
from planner.errors import EXIT_NOT_PROVED, EXIT_PLAN


@click.command(
    "stress",
    short_help="Say how a plan stands when demand and hours differ.",
    epilog="""\b
    Examples:
      planner stress inputs/2019.yaml
      planner stress outputs/2019 --samples 1000
      planner stress inputs/2019.yaml --samples 20 --seed 7 --json > stress.json
    """,
)
@click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--samples",
    metavar="N",
    type=click.IntRange(min=0),
    help="Draw so many samples, each number evenly over its range. [default: 200]",
)
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(min=0, max=2**53),
    help="What samples are drawn from; the same seed draws the same samples. [default: 1]",
)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The plan's folder. [default: PLAN, or for a scenario and a what-if outputs/ and its name]",
)
@click.option("--json", "in_json", is_flag=True, help="Print the result as JSON instead of the screen.")
@click.option("--quiet", is_flag=True, help="Print neither the screen nor progress.")
@click.pass_context
def command(
    ctx: click.Context,
    plan: Path,
    sets: tuple[str, ...],
    variant: str,
    samples: int | None,
    seed: int | None,
    folder: Path | None,
    in_json: bool,
    quiet: bool,
) -> None:
    """Try the plan in the folder PLAN, or of a scenario file, where the world differs.

    What the plan decides about people is held. The numbers under demand and hours that have a range are varied over it:
    each alone at either end, all together at their favourable and at their unfavourable ends, and at random. Only
    day-to-day work is planned again. The plan's folder is written again with the table stress.csv, and its first page
    says between what the gap lies and on which numbers it depends most.
    """
    from planner import pipeline
    from planner.reports.answer import make_answer
    from planner.reports.folder import default_folder, reserve
    from planner.reports.stress_screen import stress_json, text
    from planner.scenario.load import stem_of, variant_in
    from planner.whatif.stress import SAMPLES, SEED

    overrides, (own_file, named) = overrides_from(sets), variant_in(plan)
    variant = variant or named
    is_itself = own_file.is_dir() and not overrides and not variant
    own = own_file if is_itself else default_folder(stem_of(own_file.absolute(), variant, bool(sets)))
    place = folder if folder is not None else own
    with reserve(place) as reserved:
        with Progress(sys.stderr, shown=not quiet, of="done") as progress:
            done = pipeline.stress(
                pipeline.load(own_file, overrides, variant),
                samples=SAMPLES if samples is None else samples,
                seed=SEED if seed is None else seed,
                progress=progress,
            )
        answer = make_answer(done.plan)
        files = reserved.write(done.plan, answer, stands=lambda: written(f"the plan in {place}"))
    if answer.stressed is not None and in_json:
        sys.stdout.write(stress_json(done.plan, answer.stressed, str(place), [path.name for path in files]))
    elif answer.stressed is not None and not quiet:
        sys.stdout.write(text(done.plan, answer.stressed, str(place)))
    ctx.exit(EXIT_PLAN if done.plan.optimal else EXIT_NOT_PROVED)
