"""The figures that the page of a plan prints, worked out again from the tables beside it and from the scenario.

`SECTIONS` lists what is checked under each heading. A figure on the page that no entry has a place for is a finding
itself, so that no sentence can be added to the page without its check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planner.verify.files import SUMMARY, record_of, text_of
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.page.check import Section, TableOf, Unclaimed, compared
from planner.verify.page.figures import Figures
from planner.verify.page.markdown import read_page
from planner.verify.page.sayings import Saying
from planner.verify.page.sections import (
    broken,
    coverage,
    money,
    notes,
    officers,
    opening,
    people,
    placing,
    removal,
    removal_words,
    requirements,
    steps,
    stress,
    supervision,
    what_if,
    years,
)

TO_KNOW = (
    *years.SAYINGS,
    *money.SAYINGS,
    supervision.MEAN,
    *officers.SAYINGS,
    *(replace(saying, on="- **Whole people**") for saying in requirements.rounding_sayings(of_people=True)),
    *notes.SAYINGS,
    *broken.SAYINGS,
)
"""What is checked of the remarks at the end of the page."""

SECTIONS: tuple[Section, ...] = (
    Section("", (), (*opening.SAYINGS, *stress.SAYINGS), there=None),
    Section("What if", (TableOf("said by", what_if.changes),), there=what_if.is_what_if),
    Section("Coverage and gap", (TableOf("with latent demand", coverage.whole_plan),)),
    Section(
        "Over time",
        (TableOf("from", coverage.over_time),),
        (
            Saying("each column over {length} weeks", coverage.length_of_window),
            Saying(
                "Hours waiting: {first} at first; at the end {after} ({overdue} overdue), before action {before}"
                " ({overdue_before})",
                coverage.waiting,
                due=coverage.anything_waits,
            ),
        ),
    ),
    Section("Who should work where", (), (*placing.SAYINGS, *steps.SAYINGS), there=None),
    Section(
        "Ranks removed",
        (
            TableOf("by natural wastage alone", removal.holders, removal.ranks_told("holders")),
            TableOf("done by", removal.tasks, removal.ranks_with_tasks),
            TableOf("FTE-years", removal.savings, removal.ranks_told("removal")),
            TableOf("on record", removal.record, removal.ranks_told("record")),
        ),
        removal_words.SAYINGS,
        there=lambda figures: int(bool(figures.removed)),
    ),
    Section(
        "Supervision, period by period",
        (TableOf("to be led", supervision.by_period, supervision.groups_shown),),
        supervision.SAYINGS,
        there=supervision.any_group_shown,
    ),
    Section(
        "Changes to how work is done",
        (TableOf("runs from", requirements.initiatives),),
        requirements.INITIATIVES,
        there=lambda figures: int(bool(figures.initiatives)),
    ),
    Section(
        "Requirements in posts, FTE",
        (TableOf("asked for", requirements.requirements),),
        there=lambda figures: int(bool(requirements.held(figures))),
    ),
    Section(
        "The gap, line by line",
        (TableOf("why", coverage.gap_of_lines, coverage.any_gap),),
        (
            Saying("{who:role} ({lent} hours lent to {to:team}", coverage.lent_to),
            Saying("[ and][,] {lent} hours lent to {to:team}", coverage.lent_to),
        ),
    ),
    Section("People by team, FTE", (TableOf("vacancies", people.by_team),)),
    Section("People in post, FTE", (TableOf("still to join", people.in_post),)),
    Section("Structure", (TableOf("rank or grade", people.structure),), there=people.has_structure),
    Section(
        "Officers",
        (TableOf("whole force", officers.officers),),
        there=lambda figures: int(bool(officers.census_days(figures))),
    ),
    Section(
        "Whole people",
        (TableOf("in fractions", requirements.rounding),),
        requirements.rounding_sayings(of_people=True),
        there=None,
    ),
    Section(
        "Initiatives whole or not at all",
        (TableOf("in fractions", requirements.rounding),),
        requirements.rounding_sayings(of_people=False),
        there=None,
    ),
    Section("Cost by kind", (TableOf("difference", money.by_kind),), there=money.has_costs),
    Section(
        "From the approved establishment to the cost, {year:year}",
        (TableOf("difference", money.reconciliation),),
        (Saying("## From the approved establishment to the cost, {year:year}", money.year_shown),),
        there=lambda figures: len(money.reconciled_years(figures)),
    ),
    Section(
        "Elsewhere in the force, hours",
        (TableOf("displaced", money.elsewhere),),
        there=lambda figures: int(bool(money.teams_elsewhere(figures))),
    ),
    Section(
        "What each size of {lever:words} would do",
        (TableOf("at most, FTE", requirements.trials),),
        there=requirements.has_trials,
    ),
    Section("To know", (), TO_KNOW),
    Section("Files"),
)
"""Every section of the page; a new one is its entry here."""


def the_page_says_what_the_tables_say(folder: Folder, files: Mapping[str, bytes]) -> Iterator[Wrong]:
    """Every figure of summary.md is what the tables and the scenario say, to its printed digits."""
    for found in page_findings(folder, files):
        if isinstance(found, Unclaimed):
            where = f"line={found.line} section={found.section or 'the top'}"
            yield Wrong(
                SUMMARY, where, "", f"{found.figure} in “{found.text}”", "a figure that can be worked out again"
            )
        else:
            yield found


def page_findings(folder: Folder, files: Mapping[str, bytes]) -> Iterator[Wrong | Unclaimed]:
    """What is wrong on the page, and which figures on it nobody can work out again."""
    figures = Figures(folder, record_of(files))
    yield from compared(read_page(text_of(files, SUMMARY) or ""), figures, SECTIONS)
