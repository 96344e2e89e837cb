"""The four steps of the Force Management Statement, each with the gap as it stands at that step."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.paper import Block, Figure, Paragraph, Section, Table, bullets
from planner.papers.subject import Subject
from planner.reports.coverage import Covered
from planner.reports.figures import added
from planner.reports.gaps import SMALLEST_HOURS
from planner.reports.markdown import MEANING
from planner.reports.notes import notes
from planner.reports.people import Posts
from planner.reports.placing_words import placing_sentences
from planner.reports.sentences import trend_sentence
from planner.reports.words import NOTHING, fte, hours, percent

EVERY = 10_000
"""Nothing is folded together here."""
STATE = ("Spare hours", "Supervision", "Officers")
"""Heads of the notes that tell of the state of the workforce."""
STILL_NOT = ("A larger gap than before action", "More cases waiting (before)", "Displaced, not saved")
"""Heads of the notes that tell what is still not met."""


def four_steps(subject: Subject) -> Iterator[Section]:
    """Demand and its gap now, the workforce, what will be done, what is still not expected to be met."""
    yield Section("The gap in four steps", 1, (Paragraph(_order()),))
    yield Section("Step 1: demand, and its gap now", 2, tuple(_demand(subject)))
    yield Section("Step 2: the state of the workforce", 2, tuple(_workforce(subject)))
    yield Section("Step 3: what we will do", 2, tuple(_doing(subject)))
    yield Section("Step 4: what we still do not expect to meet", 2, tuple(_left(subject)))


def _order() -> str:
    return f"As the Force Management Statement asks. {MEANING}"


def _demand(subject: Subject) -> Iterator[Block]:
    answer = subject.answer
    force = answer.force
    yield Paragraph(
        f"{hours(force.demand_hours.before)} hours of recorded demand fall on these teams before action, and"
        f" {hours(force.latent_hours.before)} hours more are real but not recorded (latent). Before action"
        f" {hours(force.gap_hours.before)} hours ({fte(force.gap_fte.before)} FTE) of the recorded demand are not"
        " covered."
    )
    said = trend_sentence(answer.trend)
    if said:
        yield Paragraph(f"{said}.")
    yield Table(
        "Demand and its gap before action",
        ("", "demand, hours", "latent, hours", "coverage", "with latent demand", "gap, hours", "gap, FTE"),
        tuple(_now(each) for each in _rows(subject)),
        "Recorded and latent demand, coverage and gap before action, of each team, of all teams and of each harm tier.",
        totals=(len(answer.teams),),
    )
    yield from map(Figure, subject.chart("over_time"))


def _rows(subject: Subject) -> tuple[Covered, ...]:
    return (*subject.answer.teams, subject.answer.force, *subject.answer.tiers)


def _now(each: Covered) -> tuple[str, ...]:
    return (
        each.title,
        hours(each.demand_hours.before),
        hours(each.latent_hours.before),
        percent(each.coverage.before),
        percent(each.coverage_with_latent.before),
        hours(each.gap_hours.before),
        fte(each.gap_fte.before),
    )


def _workforce(subject: Subject) -> Iterator[Block]:
    answer = subject.answer
    every = answer.every_post
    leavers = added(each.leavers_fte for each in answer.team_flows)
    yield Paragraph(
        f"{fte(every.opening_fte)} FTE are in post at the opening. {fte(leavers.before)} FTE leave within the plan"
        f" if nothing new is decided, and {fte(every.strength_fte.before)} FTE are in post at its end, in"
        f" {fte(every.approved_fte)} approved posts."
    )
    yield _in_post("People in post by team, FTE", answer.posts, every)
    yield _in_post("Officers and police staff in post, FTE", answer.people, every)
    yield from bullets(_notes(subject, STATE))


def _in_post(caption: str, parts: tuple[Posts, ...], every: Posts) -> Table:
    return Table(
        caption,
        ("", "approved posts", "at the opening", "at the end, before action", "at the end, under the plan"),
        tuple(
            (
                each.title,
                fte(each.approved_fte),
                fte(each.opening_fte),
                fte(each.strength_fte.before),
                fte(each.strength_fte.after),
            )
            for each in (*parts, every)
        ),
        "Approved posts, and people in post at the opening and at the end, before action and under the plan.",
        totals=(len(parts),),
        counts=(2, 3, 4),
    )


def _notes(subject: Subject, heads: tuple[str, ...]) -> list[str]:
    return [f"{note.head}: {note.text}{note.more}." for note in notes(subject.answer) if note.head in heads]


def _doing(subject: Subject) -> Iterator[Block]:
    yield Paragraph(subject.answer.sentences[1])
    said = list(placing_sentences(subject.answer, EVERY, EVERY))
    yield from bullets([f"{sentence}." for sentence in said])


def _left(subject: Subject) -> Iterator[Block]:
    answer = subject.answer
    yield Paragraph(answer.sentences[2])
    yield Table(
        "The gap before action, and what is left of it",
        (
            "",
            "coverage before",
            "under the plan",
            "gap before, hours",
            "residual gap, hours",
            "residual gap, FTE",
            "with latent demand",
        ),
        tuple(_both(each) for each in _rows(subject)),
        "Coverage and gap before action and under the plan, of each team, of all teams and of each harm tier; the last"
        " column is coverage under the plan if latent demand counts too.",
        totals=(len(answer.teams),),
    )
    if answer.force.gap_hours.after < SMALLEST_HOURS:
        yield Paragraph("No line has a gap under the plan.")
    yield from bullets(_notes(subject, STILL_NOT))


def _both(each: Covered) -> tuple[str, ...]:
    return (
        each.title,
        percent(each.coverage.before),
        percent(each.coverage.after),
        hours(each.gap_hours.before),
        hours(each.gap_hours.after),
        fte(each.gap_fte.after),
        percent(each.coverage_with_latent.after) or NOTHING,
    )
