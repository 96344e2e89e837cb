"""What the plan rests on: assumptions with basis and source, method and limits, assurance, the record of the run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from planner.papers.paper import Block, Bullets, Paragraph, Section, Table, bullets
from planner.papers.subject import Subject
from planner.reports.run_record import LIBRARIES, installed
from planner.reports.words import count, percent
from planner.scenario.in_short import for_reading
from planner.version import __version__

IN_THE_ANNEX = " The annex has every stated number with its range, basis and source."
DEFAULT = "default"
"""The basis of what nobody stated."""
METHOD = (
    (
        "People and cases are both stocks in one linear program: a backlog grows or is cleared by the same plan "
        "that recruits, trains and moves the people who clear it."
    ),
    (
        "Nothing is weighed against anything else by made-up prices. The scenario's priorities are minimised one "
        "after the other: the gap of the highest harm tier first, then evenness within it, then the next tier; "
        "then supervision, work displaced elsewhere, and cost."
    ),
    (
        "Demand is never a hard rule and never dropped silently: what is not done is counted, aged, ranked by "
        "harm and shown here. The gap is work not done in the plan and work overdue at its end; coverage is "
        "covered ÷ (covered + gap)."
    ),
    "The plan before action is the same program with every lever as it is if nothing new is decided.",
    (
        "The months after the plan's end are solved too and not reported, so that its end neither stops "
        "recruitment nor lets a backlog drift."
    ),
)
LIMITS = (
    "Optimal means: for these inputs. Where they rest on estimates, so does the plan.",
    (
        "People are expectations: fractions of a person are indicative unless the scenario asks for whole people, "
        "and leavers always are expectations."
    ),
    (
        "Cases of a line are alike and are taken first in, first out; a period's cases are started on its first "
        "day, and strength holds through a period."
    ),
    "Latent demand is shown and not worked.",
    "Whether the scenario is true is for the force to say; no check of figures can.",
)


def behind(subject: Subject) -> Iterator[Section]:
    """Method and limits, assurance, and the run."""
    yield Section("Method and limits", 1, (*bullets(METHOD), Paragraph("", "Limits"), *bullets(LIMITS)))
    yield Section("Assurance", 1, (Bullets(tuple(_assurance(subject))),))
    yield Section("Record of the run", 1, (_record(subject),))


def _assurance(subject: Subject) -> Iterator[Paragraph]:
    sure = subject.answer.confidence
    if sure.optimal:
        by_word = sure.levels - sure.certified
        said = f"every one of {count(sure.levels, 'level')} was solved to the end"
        if by_word:
            said += f"; {sure.certified} are proved by the certificate, {by_word} rest on the solver's word"
        else:
            said += ", and certificate.zip in the plan's folder proves each by exact arithmetic"
        yield Paragraph(f"{said}. That is a proof for these inputs, not of them.", "Proof:")
    else:
        yield Paragraph("the search ended before every level was proved, so a better plan may exist.", "Proof:")
    yield Paragraph(_checked(subject), "Check:")
    share = percent(sure.estimate_share, 0)
    by_volume, by_hours = percent(sure.estimate_share_volume, 0), percent(sure.estimate_share_hours_per_case, 0)
    yield Paragraph(
        f"{share} of the demand hours rest on an estimate: the number of cases for {by_volume} of them, the hours per"
        f" case for {by_hours}.",
        "Estimates:",
    )
    if sure.warnings:
        yield Paragraph(f"{count(sure.warnings, 'warning')} of the scenario, which planner check shows.", "Warnings:")
    yield Paragraph(
        "every figure here is read from the plan's tables and none is typed; the tables are the CSV files of the plan's"
        " folder.",
        "Figures:",
    )


def _checked(subject: Subject) -> str:
    checked = subject.checked
    if checked is None:
        return (
            "this paper was made without running planner verify, which works every figure of the plan's folder out"
            " again without seeing how it was made. Run it before relying on the figures."
        )
    if checked.findings:
        return (
            f"planner verify, which cannot see how the plan was made, found {count(checked.findings, 'figure')} wrong"
            f" in {checked.folder}. Do not rely on this paper until that is explained."
        )
    return (
        f"planner verify, which cannot see how the plan was made, worked the figures of {checked.folder} out again"
        f" in {count(checked.checks, 'check')} and found nothing wrong. planner verify --list says what it does not"
        " check."
    )


def _record(subject: Subject) -> Table:
    loaded = subject.plan.loaded
    rows = [
        ("run", f"{subject.run} (the beginning of the SHA-256 of scenario.resolved.yaml)"),
        ("scenario", loaded.scenario.name),
        ("planner", __version__),
        *[
            ("input", f"{path.name}, SHA-256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}…")
            for path in loaded.files
        ],
        ("solved", "every level optimal" if subject.plan.optimal else "not every level proved"),
        ("program", f"{subject.plan.after.rows:,} rules over {subject.plan.after.columns:,} decisions"),
        *[("library", f"{name} {installed(name)}") for name in LIBRARIES],
    ]
    return Table(
        "Record of the run",
        ("of", "is"),
        tuple(rows),
        "What the plan was made from and with: run, scenario, versions and hashes.",
        texts=(0, 1),
    )


def assumptions(subject: Subject) -> Iterator[Section]:
    """Every number that was used and that somebody stated, with its basis and source."""
    rows = subject.plan.table("assumptions")
    said = rows[rows["basis"] != DEFAULT]
    bases = sorted(set(said["basis"]))
    areas = list(dict.fromkeys(path.split(".")[0] for path in said["path"]))
    counts = [
        (
            area,
            *[
                str(int(((said["basis"] == basis) & (said["path"].str.split(".").str[0] == area)).sum()))
                for basis in bases
            ],
        )
        for area in areas
    ]
    silent = len(rows) - len(said)
    blocks: list[Block] = [
        Paragraph(
            f"{len(said):,} numbers are stated in the scenario, each with what it rests on; {silent:,} more are as they"
            f" are because nobody stated them, and assumptions.csv lists these too.{IN_THE_ANNEX}"
        ),
        Table(
            "Numbers by section of the scenario and by what they rest on",
            ("section", *bases),
            tuple(counts),
            "How many numbers of each section are published, derived, estimates, decisions, or of unstated basis.",
        ),
    ]
    yield Section("Assumptions", 1, tuple(blocks))


def annex(subject: Subject) -> Iterator[Section]:
    """The register of assumptions, whole but for what nobody stated."""
    rows = subject.plan.table("assumptions")
    said = rows[rows["basis"] != DEFAULT]
    told = tuple(
        (
            str(row["path"]),
            str(row["valid_from"] or ""),
            for_reading(_short(str(row["value"])), MOST_VALUES),
            str(row["unit"]),
            for_reading(f"{row['low']} to {row['high']}", 2 * MOST_VALUES) if row["low"] else "",
            str(row["basis"]),
            str(row["source"]),
        )
        for row in said.fillna("").to_dict("records")
    )
    yield Section(
        "Annex: the register of assumptions",
        1,
        (
            Table(
                "Every number that the scenario states, with its basis and source",
                ("place in the scenario", "from", "value", "unit", "range", "basis", "source"),
                told,
                "The register of assumptions: where each number stands, from when it holds, its value, unit and range,"
                " what it rests on and where it comes from.",
                texts=(0, 1, 3, 4, 5, 6),
            ),
        ),
    )


MOST_VALUES = 24
"""A list of values is shown in so many signs; assumptions.csv has it whole [characters]."""


def _short(value: str) -> str:
    return value if len(value) <= MOST_VALUES else f"{value[: MOST_VALUES - 1].rpartition(' ')[0]} …"
