"""Cost by financial year against its budget, by kind, and the way to it from the approved establishment."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.paper import Block, Paragraph, Section, Table
from planner.papers.subject import Subject
from planner.reports.figures import Change, added
from planner.reports.markdown import KIND_TITLES, MONEY
from planner.reports.money import YearCost
from planner.reports.notes import cost
from planner.reports.words import NOTHING, pounds, spaced


def money(subject: Subject) -> Iterator[Section]:
    """What it costs."""
    yield Section("Cost against the budget", 1, tuple(_money(subject)))


def _money(subject: Subject) -> Iterator[Block]:
    answer = subject.answer
    for note in cost(answer):
        yield Paragraph(f"{note.text}{note.more}.", f"{note.head}:")
    if answer.years:
        yield Table(
            "Cost by financial year against the budget",
            ("financial year", "before action", "under the plan", "difference", "budget", "left"),
            tuple(_year(year) for year in answer.years),
            "Cost of each financial year before action and under the plan, the budget, and what is left of it.",
        )
    if answer.kinds_of_cost:
        sums = [(KIND_TITLES.get(each.kind, spaced(each.kind)), each.pounds) for each in answer.kinds_of_cost]
        sums.append(("all", added(each.pounds for each in answer.kinds_of_cost)))
        yield Table(
            "Cost by kind, in the reported periods",
            ("", *MONEY),
            tuple((kind, *_difference(both)) for kind, both in sums),
            "Cost of the plan's periods by kind, before action, under the plan, and the difference.",
            totals=(len(sums) - 1,),
        )
    for year in answer.reconciliation:
        yield Table(
            f"From the approved establishment to the cost, {year.title}",
            ("", *MONEY),
            tuple((f"= {s.step}" if s.is_total else s.step, *_difference(s.pounds)) for s in year.steps),
            "Step by step from the approved establishment through vacancy factor, awards and increments to the budgeted"
            " establishment and the cost; a line that begins with an equals sign adds up those above it.",
            totals=tuple(number for number, step in enumerate(year.steps) if step.is_total),
        )


def _year(year: YearCost) -> tuple[str, ...]:
    limit = year.limit_pounds
    return (
        year.title,
        *_difference(year.cost_pounds),
        NOTHING if limit is None else pounds(limit),
        NOTHING if limit is None else pounds(limit - year.cost_pounds.after),
    )


def _difference(both: Change) -> tuple[str, ...]:
    return pounds(both.before), pounds(both.after), pounds(both.rise)
