"""`planner explain`: a plan in, what stands behind it and what one more would do out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.page_file import write_page
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options


@click.command(
    "explain",
    short_help="Say why a plan is as it is, and what one more would do.",
    epilog="""\b
    Examples:
      planner explain outputs/2019
      planner explain inputs/2019.yaml --worst 1 --json > explanation.json
      planner explain outputs/2019 --why-not \\
        "recruit 2 detective_constable to missing_from_home in 2019-06"

    \b
    What can be asked:
      move N ROLE from TEAM to TEAM [as ROLE] in PERIOD
      recruit N ROLE to TEAM in PERIOD
      lend N hours ROLE from TEAM to TEAM [as ROLE] in PERIOD
      overtime N hours ROLE in TEAM in PERIOD
      close N cases LINE in PERIOD
    """,
)
@click.argument("plan", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--why-not", "question", metavar="TEXT", help="Answer this instead: what would it cost, or what stands against it?"
)
@click.option(
    "--worst",
    metavar="N",
    type=click.IntRange(min=1),
    help="Look at so many of the largest gaps and their roles; fewer are quicker. [default: 5]",
)
@click.option(
    "--closely",
    metavar="N",
    type=click.IntRange(min=0),
    help="Try so many of the largest effects in both directions and find how far they hold. [default: 3]",
)
@click.option("--json", "in_json", is_flag=True, help="Print the explanation as JSON.")
@click.option("--out", "file", metavar="FILE.md", type=click.Path(path_type=Path), help="Write it as Markdown as well.")
def command(
    plan: Path,
    sets: tuple[str, ...],
    variant: str,
    question: str | None,
    worst: int | None,
    closely: int | None,
    in_json: bool,
    file: Path | None,
) -> None:
    """Explain the plan in the folder PLAN, or the plan of a scenario file.

    For each of the largest gaps: which roles have no hour to spare, where their hours go and why. Then what one more
    post, person, place, £100,000 or month would do, found by solving again; and the next step of each priority.
    """
    from planner import pipeline
    from planner.reports.explanation import markdown, text
    from planner.reports.explanation_json import explanation_json

    overrides = overrides_from(sets)
    with Progress(sys.stderr, shown=True, of="done") as progress:
        explanation = pipeline.explain(
            pipeline.load(plan, overrides, variant) if overrides or variant else plan,
            worst=pipeline.WORST if worst is None else worst,
            closely=pipeline.CLOSELY if closely is None else closely,
            question=question,
            progress=progress,
        )
    if file is not None:
        write_page(markdown(explanation), file)
    sys.stdout.write(explanation_json(explanation) if in_json else text(explanation))
