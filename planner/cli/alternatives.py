"""`planner alternatives`: a scenario in, plans that are nearly as good as its best out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.group import written
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options


@click.command(
    "alternatives",
    short_help="Find plans nearly as good, and what they have in common.",
    epilog="""\b
    Examples:
      planner alternatives inputs/2019.yaml
      planner alternatives inputs/2019.yaml --loss 0.005 --over 0
      planner alternatives inputs/2019.yaml --from outputs/2019-improvement-team
      planner alternatives outputs/2019 --over 10 --json > alternatives.json
    """,
)
@click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--loss",
    metavar="SHARE",
    type=click.FloatRange(min=0, max=1),
    help="How much worse each priority may be, as a share of its measure. [default: 0.01]",
)
@click.option(
    "--from",
    "close_to",
    metavar="FILE|FOLDER",
    type=click.Path(path_type=Path),
    help="Be close to this plan. [default: to what goes on if nothing new is decided]",
)
@click.option(
    "--over",
    metavar="N",
    type=click.IntRange(min=0),
    help="Look at both ends of the ranges of so many numbers of demand and hours. [default: 3, 0 for whole people]",
)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the files go. [default: outputs/ and the name of PLAN, with -alternatives]",
)
@click.option("--json", "in_json", is_flag=True, help="Print the result as JSON instead of the screen.")
@click.option("--quiet", is_flag=True, help="Print neither the screen nor progress.")
def command(
    plan: Path,
    sets: tuple[str, ...],
    variant: str,
    loss: float | None,
    close_to: Path | None,
    over: int | None,
    folder: Path | None,
    in_json: bool,
    quiet: bool,
) -> None:
    """Look at all plans in which no priority is worse than in the best by more than a loss.

    Which of them changes least from what goes on today, or from another plan; how little and how much of each way in,
    move, pathway and exit they have; what all of them have in common, and on which assumption that depends.
    """
    from planner import pipeline
    from planner.reports.alternatives import HOLDING, alternatives_files, alternatives_json, text
    from planner.reports.folder import default_folder, reserve
    from planner.scenario.load import stem_of, variant_in
    from planner.whatif.alternatives import LOSS

    overrides, (own_file, named) = overrides_from(sets), variant_in(plan)
    variant = variant or named
    own = default_folder(f"{stem_of(own_file.absolute(), variant, bool(sets))}-alternatives")
    place = folder if folder is not None else own
    with reserve(place, HOLDING) as reserved:
        with Progress(sys.stderr, shown=not quiet, of="done") as progress:
            found = pipeline.find_alternatives(
                pipeline.load(own_file, overrides, variant),
                loss=LOSS if loss is None else loss,
                close_to=close_to,
                over=over,
                progress=progress,
            )
        files = reserved.put(
            alternatives_files(found.alternatives, found.loaded), stands=lambda: written(f"the alternatives in {place}")
        )
    names = [path.name for path in files]
    if in_json:
        sys.stdout.write(alternatives_json(found.alternatives, found.loaded, str(place), names))
    elif not quiet:
        sys.stdout.write(text(found.alternatives, found.loaded, str(place)))
