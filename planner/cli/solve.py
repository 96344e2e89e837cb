"""`planner solve`: a scenario in, a plan and the page about it out."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.clashes import ContradictionError
from planner.cli.group import written
from planner.cli.progress import Progress
from planner.cli.what_if import overrides_from, what_if_options
from planner.errors import EXIT_CHECK_FAILED, EXIT_NOT_PROVED, EXIT_PLAN

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.reports.answer import Answer


class Seconds(click.FloatRange):
    """A time in seconds; what is not a number is none, though a comparison lets it through."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The time [seconds]; a usage error where there is none."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


@click.command(
    "solve",
    short_help="Work out the plan of a scenario.",
    epilog="""\b
    Examples:
      planner solve inputs/2019.yaml
      planner solve inputs/2019.yaml --out /tmp/trial --time-limit 60
      planner solve inputs/2019.yaml --set "budget.limits.public_protection.pounds_per_year*=0.99"
      planner solve inputs/2019.yaml --variant overtime_halved
      planner solve inputs/2019.yaml --report docx,pdf
      planner solve inputs/2019.yaml --json --quiet > answer.json
      planner solve inputs/2019.yaml --write-lp model.lp
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@what_if_options
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The plan's folder. [default: outputs/ and the name of FILE, with -VARIANT and -what-if where they are asked]",
)
@click.option("--json", "in_json", is_flag=True, help="Print the answer as JSON instead of the page.")
@click.option("--fail-on-gap", is_flag=True, help="End with exit code 6 if any work stays uncovered.")
@click.option(
    "--time-limit",
    "seconds",
    metavar="SECONDS",
    type=Seconds(min=0, min_open=True),
    help="Stop after this time. Exit code 5: the time limit ended before every level was proved; the plan found by"
    " then, if any, is written.",
)
@click.option(
    "--report",
    "papers",
    metavar="LIST",
    default="",
    help="Write papers about the plan as well, for example docx,pdf, beside its folder; see planner report.",
)
@click.option("--solver", metavar="NAME", help="Use another PuLP solver, for example PULP_CBC_CMD. [default: HiGHS]")
@click.option(
    "--write-lp",
    "model",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Write the linear program as .lp or .mps as well, with readable names.",
)
@click.option("--quiet", is_flag=True, help="Print neither the page nor progress.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    sets: tuple[str, ...],
    variant: str,
    folder: Path | None,
    in_json: bool,
    fail_on_gap: bool,
    seconds: float | None,
    papers: str,
    solver: str | None,
    model: Path | None,
    quiet: bool,
) -> None:
    """Work out the plan of the scenario in FILE, before and after action.

    The plan's tables, its assumptions and its run record go into a folder, written whole or not at all. The
    answer to the scenario's question is printed as one page.
    """
    from planner import pipeline
    from planner.reports.answer import make_answer
    from planner.reports.as_json import as_json
    from planner.reports.folder import default_folder, reserve
    from planner.reports.no_plan import explanation_files
    from planner.reports.terminal import show
    from planner.scenario.load import stem_of, variant_in

    if model is not None and model.suffix not in (".lp", ".mps"):
        raise click.BadParameter(f"{model} ends neither in .lp nor in .mps.", param_hint="--write-lp")
    formats = _formats(papers)
    overrides, (own_file, named) = overrides_from(sets), variant_in(file)
    variant = variant or named
    place = folder if folder is not None else default_folder(stem_of(own_file.absolute(), variant, bool(sets)))
    with reserve(place) as reserved:
        if model is not None:
            pipeline.write_program(pipeline.load(own_file, overrides, variant), model)
            written(str(model))
        with Progress(sys.stderr, shown=not quiet) as progress:
            try:
                asked = pipeline.load(own_file, overrides, variant)
                plan = pipeline.solve(asked, time_limit_seconds=seconds, solver=solver, progress=progress)
            except ContradictionError as failure:
                told = failure.written_to(str(place))
                reserved.put(explanation_files(told, asked))
                raise told from None
            answer = make_answer(plan)
            files = reserved.write(plan, answer, stands=lambda: written(f"the plan in {place}"))
    if formats:
        _write_papers(plan, answer, place, formats)
    if in_json:
        sys.stdout.write(as_json(answer, plan, str(place), [path.name for path in files]))
    elif not quiet:
        show(answer, str(place), sys.stdout)
    ctx.exit(
        EXIT_NOT_PROVED if not plan.optimal else EXIT_CHECK_FAILED if fail_on_gap and answer.has_gap else EXIT_PLAN
    )


def _formats(papers: str) -> tuple[str, ...]:
    """The formats that are asked for, before anything is solved."""
    # Imported here: papers bring matplotlib, which takes a third of a second.
    if not papers:
        return ()
    from planner.papers import formats_in

    return formats_in(papers)


def _write_papers(plan: Plan, answer: Answer, folder: Path, formats: tuple[str, ...]) -> None:
    """Write the papers about a plan beside its folder."""
    from planner.papers import Made, paper_files, paper_of, subject_of
    from planner.reports.loose_files import put_beside

    subject = subject_of(plan, name=folder.name, answer=answer)
    place = folder.with_name(f"{folder.name}-papers")
    put_beside(paper_files(Made(subject, paper_of(subject)), formats), place)
    written(f"the papers in {place}")
