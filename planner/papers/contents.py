"""A paper from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner.papers.actions import actions
from planner.papers.behind import annex, assumptions, behind
from planner.papers.beside import beside
from planner.papers.changing import changing, in_doubt
from planner.papers.first_page import first_page
from planner.papers.four_steps import four_steps
from planner.papers.left_over import left_over, risks
from planner.papers.money import money
from planner.papers.paper import Paper, Section, clean
from planner.papers.publish import published
from planner.papers.subject import Subject
from planner.papers.teams_and_people import coverage_by_month, flows, posts_by_rank, supervision
from planner.version import __version__

PARTS: tuple[Callable[[Subject], Iterator[Section]], ...] = (
    four_steps,
    coverage_by_month,
    posts_by_rank,
    flows,
    supervision,
    money,
    left_over,
    in_doubt,
    actions,
    risks,
    changing,
    beside,
    assumptions,
    behind,
    annex,
)
"""What follows the first page; a new part is a function and its line here."""


TOO_FINE: tuple[Callable[[Subject], Iterator[Section]], ...] = (posts_by_rank, flows, actions, beside, annex)
"""What a published paper leaves out: people by rank and team, and where each of them goes."""


def paper_of(subject: Subject) -> Paper:
    """The paper about a plan, whole."""
    return _paper(subject, PARTS, subject.answer.marking)


def published_paper_of(subject: Subject) -> Paper:
    """The paper about a plan as it may be published: small numbers of people and cases are taken out."""
    parts = tuple(part for part in PARTS if part not in TOO_FINE)
    return published(_paper(subject, parts, subject.plan.loaded.scenario.marking_when_published))


def _paper(subject: Subject, every: tuple[Callable[[Subject], Iterator[Section]], ...], marking: str) -> Paper:
    answer = subject.answer
    parts = [section for part in every for section in part(subject)]
    return clean(
        Paper(
            marking,
            answer.title,
            "" if answer.span in answer.title else answer.span,
            subject.name,
            subject.run,
            __version__,
            (*first_page(subject), *_numbered(parts)),
        )
    )


def _numbered(parts: list[Section]) -> Iterator[Section]:
    """The parts after the first page with their numbers."""
    number = 0
    for section in parts:
        if section.level == 1:
            number += 1
            yield replace(section, heading=f"{number}. {section.heading}", new_page=number == 1)
        else:
            yield section
