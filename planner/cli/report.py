"""`planner report`: a plan in, the papers about it out: Word, PDF, HTML, Markdown, and its workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.group import written
from planner.cli.progress import Progress
from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.papers import Checked


@click.command(
    "report",
    short_help="Write the papers about a plan: Word, PDF, HTML, a workbook.",
    epilog="""\b
    Examples:
      planner report outputs/2019
      planner report outputs/2019 --format docx --reference-doc force.docx
      planner report inputs/2019.yaml inputs/2019-two-ranks-removed.yaml --format pdf
      planner report outputs/2019 --verify --frontier --explain --out board
      planner report outputs/2019 --publish --format pdf,html

    \b
    Formats:
      docx  Word, with heading styles, captions, and alternative texts
      pdf   PDF/UA-1: tagged, to be read aloud as well
      html  one file without script
      md    Markdown, with its pictures beside it
      xlsx  the plan as a workbook, every total a formula over its tables
    """,
)
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "formats", metavar="LIST", default="docx,pdf", show_default=True, help="Formats, with commas."
)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the papers go. [default: outputs/NAME-papers, NAME that of PLAN]",
)
@click.option(
    "--reference-doc",
    "reference",
    metavar="FILE.docx",
    type=click.Path(path_type=Path),
    help="Take styles, page, header and footer of the Word paper from this document: the house style.",
)
@click.option("--verify", "is_verified", is_flag=True, help="Check PLAN's folder first, and let the papers say so.")
@click.option("--explain", "one_more", is_flag=True, help="Find out what one more of each scarce thing would do.")
@click.option("--frontier", "more_money", is_flag=True, help="Find out what more or less money would do.")
@click.option("--publish", "is_published", is_flag=True, help="Hide numbers of people and cases under five.")
@click.option("--json", "in_json", is_flag=True, help="Print what was written as JSON.")
def command(
    plans: tuple[Path, ...],
    formats: str,
    folder: Path | None,
    reference: Path | None,
    is_verified: bool,
    one_more: bool,
    more_money: bool,
    is_published: bool,
    in_json: bool,
) -> None:
    """Write the papers about the plan in the folder PLAN, or about the plan of a scenario file.

    Page one says what is recommended, what is still not covered and what it costs; then follow the four steps of the
    Force Management Statement, every action with the day by which it has to be decided, the risk register, and what the
    plan rests on. With several PLANs the first is put beside the others. The plan is solved again; a plan's folder must
    be as it was written.
    """
    from planner import pipeline
    from planner.papers import Made, formats_in, paper_files, paper_of, published_paper_of, refuse_to_publish
    from planner.papers.files import default_folder, papers_json, papers_text
    from planner.reports.loose_files import put_beside

    named = formats_in(formats)
    if is_published:
        refuse_to_publish(named)
    with Progress(sys.stderr, shown=True) as progress:
        checked = _verified(plans[0], progress) if is_verified else None
        subject = pipeline.report(
            plans[0], *plans[1:], one_more=one_more, more_money=more_money, checked=checked, progress=progress
        )
        paper = published_paper_of(subject) if is_published else paper_of(subject)
        place = default_folder(subject.name) if folder is None else folder
        files = put_beside(paper_files(Made(subject, paper, reference), named), place)
        written(f"the papers in {place}")
    sys.stdout.write(papers_json(paper, files) if in_json else papers_text(paper, files))


def _verified(plan: Path, progress: Progress) -> Checked:
    """What the checker says of a plan's folder."""
    from planner.papers import Checked
    from planner.verify.verify import verify

    if not plan.is_dir():
        raise UsageError(
            f"{plan} is no plan's folder, so there is nothing to check. Solve it first, or leave out --verify."
        )
    verdict = verify(plan, told=progress)
    return Checked(str(plan), verdict.checks, len(verdict.findings))
