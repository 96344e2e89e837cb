"""What would change the answer: what is scarce and what it costs, what one more does, how the gap stands in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.papers.paper import Block, Figure, Paragraph, Section, Table, bullets
from planner.papers.subject import Subject
from planner.reports.explanation import buys
from planner.reports.explanation import sections as explained
from planner.reports.figures import reported
from planner.reports.frontier import in_short
from planner.reports.section import INNER
from planner.reports.section import Section as Told
from planner.reports.stressed import Standing, stress_sentences
from planner.reports.words import NOTHING, cases, fte, hours, percent, pounds, spaced
from planner.reports.words import plain as with_blanks

SCARCE = (
    "A role is scarce in a month in which every hour of it is worked. What one full-time person of it costs with"
    " on-costs, and the hours that one gives, are those of the whole plan; an hour is the one divided by the other."
)
NOT_ASKED = (
    "What one more post, person, place in an intake or £100,000 would do is found by solving again, with"
    " planner explain, or planner report --explain; what more money would buy, with planner report --frontier."
)
MOST_DRIVERS = 10
"""Numbers on which the gap depends most, each with a row."""
HELD = (
    "The people of the plan are held, and the numbers under demand and hours are moved over their stated ranges: all at"
    " their favourable ends together, all as planned, all at their unfavourable ends together."
)


def changing(subject: Subject) -> Iterator[Section]:
    """What would change the answer."""
    yield Section("What would change the answer", 1, tuple(_scarce(subject)))
    if subject.frontier is not None:
        findings, pieces = in_short(subject.frontier)
        yield Section(findings.title, 2, (*_told(findings), *map(Figure, subject.chart("frontier")), *_told(pieces)))
    if subject.explanation is not None:
        for each in explained(subject.explanation):
            yield Section(each.title, 2, tuple(_told(each)))


def _told(section: Told) -> Iterator[Block]:
    """A section of a page as blocks of a paper."""
    yield from (Paragraph(with_blanks(text)) for text in section.paragraphs)
    if section.rows:
        rows = tuple(tuple(map(with_blanks, row)) for row in section.rows)
        summary = f"{section.title}: {', '.join(filter(None, section.head))}."
        yield Table(section.title, section.head, rows, with_blanks(summary), texts=section.left or (0,))
    yield from bullets([with_blanks(text.removeprefix(INNER)) for text in section.bullets])


def _scarce(subject: Subject) -> Iterator[Block]:
    plan, scenario = subject.plan, subject.plan.loaded.scenario
    binding = plan.table("binding")
    prices = reported(plan, "prices")
    rows = []
    for row in binding[binding["rule"] == "capacity"].to_dict("records"):
        team, _, role = str(row["name"]).partition(".")
        own = prices[prices["role"] == role]
        cost = float((own["pay_pounds"] + own["on_costs_pounds"]).sum())
        gives = float(own["productive_hours_per_fte"].sum())
        rows.append(
            (
                f"{scenario.roles[role].title}, {scenario.teams[team].title}",
                f"{row['periods']} of {row['of_periods']}",
                pounds(cost),
                hours(gives),
                pounds(cost / gives) if gives else NOTHING,
            )
        )
    if rows:
        yield Paragraph(SCARCE)
        yield Table(
            "Scarce roles, and what a person of each costs and gives over the plan",
            (
                "role",
                f"{plan.loaded.scenario.period.step}s scarce",
                "cost of one FTE",
                "hours of one FTE",
                "cost of an hour",
            ),
            tuple(rows),
            "Each role with no hour to spare: in how many periods, what one full-time person costs and the hours that"
            " one gives over the plan, and what an hour costs.",
        )
    others = binding[binding["rule"] != "capacity"]
    yield from bullets([_leaves_no_room(row) for row in others.to_dict("records")])
    exchange = list(buys(plan.after.levels))
    if exchange:
        yield Paragraph("What giving up a little of one priority would buy below, at the margin:")
        yield from bullets(exchange)
    yield from _trials(subject)
    if subject.explanation is None:
        yield Paragraph(NOT_ASKED)


def _leaves_no_room(row: dict[Any, Any]) -> str:
    name = spaced(
        str(row["name"]).rpartition(".")[2] if row["rule"] != "flow_caps" else str(row["place"]).split(".")[-2]
    )
    words = str(row["words"]).replace(str(row["name"]), spaced(str(row["name"])))
    said = words if name in words else f"{name}: {words}"
    return f"{said[:1].upper()}{said[1:]} ({row['periods']} of {row['of_periods']} periods or years)."


def _trials(subject: Subject) -> Iterator[Block]:
    tried = subject.answer.trials
    if tried is None:
        return
    yield Table(
        f"What each size of {tried.lever_title} would do",
        (
            "at most, FTE",
            "used, FTE",
            "largest backlog, cases",
            "at the end, cases",
            "nothing overdue from",
            "gap, hours",
            "cost",
        ),
        tuple(
            (
                fte(row.fte_most),
                fte(row.used_fte),
                cases(row.peak_backlog_cases),
                cases(row.final_backlog_cases),
                row.cleared_by or "not in the plan",
                hours(row.gap_hours),
                pounds(row.pounds),
            )
            for row in tried.rows
        ),
        f"Each size of the lever is a plan of its own; the backlog is that of {tried.title}.",
        texts=(4,),
        counts=(2, 3),
    )


def in_doubt(subject: Subject) -> Iterator[Section]:
    """The residual gap low, central and high, where a stress test was run."""
    found = subject.answer.stressed
    if found is None:
        return
    yield Section(
        "The residual gap when demand and hours differ",
        1,
        (
            Paragraph(HELD),
            *map(Paragraph, stress_sentences(found)),
            Table(
                "Residual gap low, central and high",
                ("", "low, hours", "central, hours", "high, hours", "coverage, low gap", "central", "high gap"),
                tuple(_low_central_high(each) for each in found.standings),
                "Gap and coverage of each team, of all teams and of each harm tier, with the plan's people held: at the"
                " favourable ends of the ranges, as planned, and at the unfavourable ends.",
            ),
            Table(
                "What the gap depends on most, hours",
                ("number", "gap at its low end", "gap at its high end"),
                tuple(
                    (each.title, hours(each.low_gap_hours), hours(each.high_gap_hours))
                    for each in found.drivers[:MOST_DRIVERS]
                ),
                "The numbers with a range that move the gap most, each alone: the gap at its low end and at its high"
                " end.",
            ),
        ),
    )


def _low_central_high(each: Standing) -> tuple[str, ...]:
    gap, coverage = each.gap_hours, each.coverage
    gaps = [NOTHING if value is None else hours(value) for value in (gap.favourable, gap.central, gap.unfavourable)]
    shares = [percent(value) for value in (coverage.favourable, coverage.central, coverage.unfavourable)]
    return each.title, *gaps, *shares
