"""Coverage by team and month, posts by rank, flows of people, and supervision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.papers.paper import Block, Figure, Paragraph, Section, Table, bullets
from planner.papers.subject import Subject
from planner.reports.change_words import (
    initiative_sentence,
    officers_sentence,
    requirement_sentence,
    whole_sentence,
)
from planner.reports.figures import PLANS
from planner.reports.markdown import PLAN_TITLES
from planner.reports.removal import RankRemoved
from planner.reports.removal_words import removal_sentences, supervision_sentences
from planner.reports.removed_ranks_paper import NEGATIVE
from planner.reports.restructuring_paper import INDICATIVE
from planner.reports.sentences import AT_ITS_END
from planner.reports.structure import RankLine, by_rank
from planner.reports.team_flows import TeamFlows
from planner.reports.words import between_fte, cases, fte, in_sentence, percent, pounds

EVERY = 10_000
"""Nothing is folded together here."""
CLOSING = "Closing = opening + joiners + moves in - moves out - leavers."


def coverage_by_month(subject: Subject) -> Iterator[Section]:
    """Coverage of each team over time, and the cases that wait."""
    courses = subject.answer.courses
    if not courses:
        return
    windows = courses[-1].windows
    whole = all(window.financial_year for window in windows)
    each = "a financial year" if whole else f"its own {courses[-1].each}"
    rows = [(course.title, *[percent(window.coverage.after, 0) for window in course.windows]) for course in courses]
    waiting = [
        (f"Cases waiting, {PLAN_TITLES[plan]}", *[cases(getattr(window.backlog_cases, plan)) for window in windows])
        for plan in PLANS
    ]
    table = Table(
        "Coverage under the plan, and cases waiting, over time",
        ("from", *[window.financial_year or _when(window.name) for window in windows]),
        (*rows, *waiting),
        f"Coverage of each team and of all teams under the plan, each column over {each}; the last two rows are the"
        " cases waiting at its end, before action and under the plan.",
        totals=(len(courses) - 1,),
        counts=tuple(range(1, len(windows) + 1)),
    )
    yield Section(
        "Coverage by team and month" if courses[-1].each == "month" else "Coverage by team over time",
        1,
        (
            Paragraph(f"Each column is coverage over {each}. {AT_ITS_END}"),
            *map(Figure, subject.chart("coverage")),
            table,
        ),
    )


def _when(period: str) -> str:
    """A period as the head of a column: Apr 2019, or the first day of a week."""
    return f"{date.fromisoformat(f'{period}-01'):%b %Y}" if len(period) == len("2019-04") else period


def posts_by_rank(subject: Subject) -> Iterator[Section]:
    """Posts and people by rank before and after, removed ranks, officer numbers, and requirements in posts."""
    answer = subject.answer
    yield Section(
        "Posts by rank, before and after",
        1,
        (
            Paragraph(INDICATIVE),
            *map(Figure, subject.chart("posts")),
            _ranks("Posts and people by rank, all teams", by_rank(answer.structure)),
            _ranks("Posts and people by rank and team", answer.structure),
            *bullets([f"{officers_sentence(each)}." for each in answer.officers]),
            *bullets([f"{requirement_sentence(each)}." for each in answer.requirements]),
            *([Paragraph(f"Whole people: {whole_sentence(answer.rounding)}.")] if answer.rounding else []),
        ),
    )
    for removed in answer.removed_ranks:
        yield Section(f"The rank {in_sentence(removed.title)} is removed", 2, tuple(_removed(removed)))


def _ranks(caption: str, lines: tuple[RankLine, ...]) -> Table:
    by_team = any(each.team for each in lines)
    head = (
        "rank or grade",
        "posts, opening",
        "posts, end",
        "FTE, opening",
        "FTE, end, before action",
        "FTE, end, under the plan",
        "",
    )
    rows = [
        (
            *([each.team_title] if by_team else []),
            each.title,
            fte(each.opening_posts_fte),
            fte(each.closing_posts_fte.after),
            fte(each.opening_fte),
            fte(each.closing_fte.before),
            fte(each.closing_fte.after),
            _marks(each),
        )
        for each in lines
    ]
    return Table(
        caption,
        (*(["team"] if by_team else []), *head),
        tuple(rows),
        "Posts and people in post of each rank or grade at the opening and at the end, before action and under the"
        " plan; the last column says which are removed and which are so small that fractions are only indicative.",
        texts=(0, 1, 7) if by_team else (0, 6),
        counts=(4, 5, 6) if by_team else (3, 4, 5),
    )


def _marks(each: RankLine) -> str:
    marks = ["removed"] if each.is_removed else []
    if each.indicative:
        alone = f": {between_fte(each.low_fte, each.high_fte)}" if each.low_fte is not None else ""
        marks.append(f"indicative{alone}")
    return "; ".join(marks)


def _removed(removed: RankRemoved) -> Iterator[Block]:
    yield from bullets([f"{sentence}." for sentence in removal_sentences(removed, EVERY)])
    if removed.decided_by:
        yield Paragraph(f"Decided by: {removed.decided_by}.")
    if removed.years:
        years = removed.years
        rows = [
            (
                f"= {step.step}" if step.is_total else step.step,
                "cash" if step.cash else "not cash",
                *[pounds(sum(each.pounds.after for each in year.steps if each.step == step.step)) for year in years],
                *([pounds(removed.saved(step.step).after)] if len(years) > 1 else []),
            )
            for step in years[-1].steps
        ]
        yield Table(
            f"What removing the rank {in_sentence(removed.title)} saves",
            ("", "", *[year.title for year in years], *(["all years"] if len(years) > 1 else [])),
            tuple(rows),
            f"What the removal saves and costs under the plan in each financial year, step by step. {NEGATIVE}",
            texts=(0, 1),
            totals=tuple(number for number, step in enumerate(years[-1].steps) if step.is_total),
        )
        yield Paragraph(NEGATIVE)


def flows(subject: Subject) -> Iterator[Section]:
    """Where people come from and go to, team by team; changes to how work is done."""
    answer = subject.answer
    rows = [_people(each, plan) for each in answer.team_flows for plan in PLANS]
    yield Section(
        "Flows of people",
        1,
        (
            *map(Figure, subject.chart("flows")),
            Paragraph(CLOSING),
            Table(
                "People by team from the opening to the end, FTE",
                ("team", "", "opening", "joiners", "moves in", "moves out", "leavers", "closing", "vacancies"),
                tuple(rows),
                f"People of each team, before action and under the plan. {CLOSING} Vacancies are approved posts less"
                " people at the end.",
                texts=(0, 1),
                counts=(2, 3, 4, 5, 6, 7),
            ),
            *bullets([f"{initiative_sentence(each)}." for each in answer.initiatives]),
        ),
    )


def _people(each: TeamFlows, plan: str) -> tuple[str, ...]:
    moved = (each.joiners_fte, each.moves_in_fte, each.moves_out_fte, each.leavers_fte, each.closing_fte)
    return (
        each.title,
        PLAN_TITLES[plan],
        fte(each.opening_fte),
        *[fte(getattr(flow, plan)) for flow in moved],
        fte(getattr(each.vacancy_fte, plan)),
    )


def supervision(subject: Subject) -> Iterator[Section]:
    """Who is led, and who is led by nobody."""
    answer = subject.answer
    if not answer.led:
        return
    rows = [
        (
            each.title,
            fte(each.led_fte.before),
            fte(each.led_fte.after),
            fte(each.unled_fte.before),
            fte(each.unled_fte.after),
            fte(each.leaders_missing_fte.before),
            fte(each.leaders_missing_fte.after),
        )
        for each in answer.led
    ]
    yield Section(
        "Supervision",
        1,
        (
            *bullets([f"{sentence}." for sentence in supervision_sentences(answer.group_courses)]),
            *map(Figure, subject.chart("span_of_control")),
            Table(
                "People who must be led, and those whom nobody leads, FTE on average",
                (
                    "",
                    "to be led, before",
                    "to be led, plan",
                    "no leader, before",
                    "no leader, plan",
                    "leaders missing, before",
                    "leaders missing, plan",
                ),
                tuple(rows),
                "Of each group, on average over the plan: people who must be led, those whom nobody leads at the stated"
                " span of control, and the leaders that are missing; before action and under the plan.",
                counts=(1, 2, 3, 4),
            ),
        ),
    )
