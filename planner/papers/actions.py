"""Each action with the day on which it takes effect and the day by which it has to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.left_over import BLANK
from planner.papers.paper import Paragraph, Section, Table
from planner.papers.subject import Subject
from planner.reports.decisions import Decision
from planner.reports.words import KEEP, NOTHING, day, fte, hours

MEANING = (
    "An action is what the plan does and what would not go on anyway. It takes effect on the first day of the first"
    " period in which anything differs. The day by which it has to be decided is so much earlier as the scenario says"
    " that it needs: the lead from the decision to the day of joining (advertising, vetting, course), the time to buy"
    " agency hours, consultation and notice. Where the scenario states no such time, none is taken off."
)


def actions(subject: Subject) -> Iterator[Section]:
    """Everything that has to be decided, the first first."""
    heading = "Actions and their dates"
    if not subject.decisions:
        yield Section(heading, 1, (Paragraph("The plan does nothing that would not go on anyway."),))
        return
    table = Table(
        "Actions, the first to be decided first",
        (
            "action",
            "before action",
            "under the plan",
            "takes effect",
            "decide by",
            "needs",
            "owner",
            "approver",
            "equality impact",
        ),
        tuple(_row(each) for each in subject.decisions),
        "Each action with its amount before action and under the plan, the day on which it takes effect, the day by"
        " which it has to be decided, what lies between, and owner, approver and equality impact assessment where the"
        " scenario states them.",
        texts=(0, 3, 4, 5, 6, 7, 8),
        counts=(1, 2),
    )
    yield Section(heading, 1, (Paragraph(f"{MEANING} {BLANK}"), table))


def _row(each: Decision) -> tuple[str, ...]:
    before, after = ("", "") if not each.unit else (_amount(each, each.amount.before), _amount(each, each.amount.after))
    return (
        each.title,
        before,
        after,
        day(each.effect) if each.effect else NOTHING,
        day(each.decide_by) if each.decide_by else NOTHING,
        each.needs,
        each.owner,
        each.approver,
        each.equality_impact,
    )


def _amount(each: Decision, value: float) -> str:
    return f"{hours(value) if each.unit == 'hours' else fte(value)}{KEEP}{each.unit}"
