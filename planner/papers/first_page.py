"""The first page: what was asked, the answer in three sentences, what is to be decided, and the figures in short."""

from __future__ import annotations

from collections.abc import Iterator

from planner.papers.paper import Bullets, Paragraph, Section, Table
from planner.papers.subject import Subject
from planner.reports.comparison import headline
from planner.reports.coverage import Covered
from planner.reports.decisions import first_to_decide
from planner.reports.figures import Change, added
from planner.reports.gaps import SMALLEST_HOURS
from planner.reports.money import YearCost
from planner.reports.notes import notes
from planner.reports.sentences import BEFORE_ACTION
from planner.reports.what_if import shown
from planner.reports.words import NOTHING, count, day, fte, hours, listed, percent, pounds

PLAN_IN_SHORT = "The plan in short"
WHERE_LISTED = " The part “Actions and their dates” lists them."
TIERS = " Harm tier 1 is the most harmful."
PROOF = "This plan"
"""The head of the note that says how far the plan is proved."""


def first_page(subject: Subject) -> Iterator[Section]:
    """Everything that a reader needs who reads one page."""
    answer = subject.answer
    yield Section("The question", 1, (Paragraph(answer.question),))
    covered, done, uncovered = answer.sentences
    trust = next(note for note in notes(answer) if note.head == PROOF)
    yield Section(
        "The answer",
        1,
        (
            Paragraph(f"{covered} {BEFORE_ACTION}", "Coverage and gap."),
            Paragraph(done, "What is recommended, and what it costs."),
            Paragraph(f"{uncovered}{TIERS if answer.tiers else ''}", "The residual gap."),
            Paragraph(f"{trust.text[:1].upper()}{trust.text[1:]}.", "How sure this is."),
            *_beside(subject),
        ),
    )
    yield Section("The decision asked", 1, (Bullets(tuple(_asked(subject))), _in_short(subject)))
    if answer.what_ifs:
        changed = tuple(Paragraph(f"{shown(each)} ({each.origin})") for each in answer.what_ifs)
        yield Section("What if", 1, (Paragraph("This plan answers a what-if. Changed for it:"), Bullets(changed)))


def _beside(subject: Subject) -> Iterator[Paragraph]:
    """What the other plans do otherwise, in a sentence each."""
    if subject.comparison is not None:
        others = [plan.loaded.scenario for plan in subject.comparison.plans[1:]]
        said = [
            f"{line} It is another plan: {other.title}. It answers: {other.question}"
            for line, other in zip(headline(subject.comparison), others, strict=True)
        ]
        yield Paragraph(" ".join(said), "Other plans.")


def _asked(subject: Subject) -> Iterator[Paragraph]:
    answer = subject.answer
    cost = added(year.cost_pounds for year in answer.years)
    number = len(subject.decisions)
    if number:
        first = first_to_decide(subject.decisions)
        when = f"; the first has to be decided by {day(first.decide_by)}" if first and first.decide_by else ""
        does = "what differs" if number == 1 else "all that differ"
        yield Paragraph(
            f"{count(number, 'action')}, {does} from what goes on anyway, at {pounds(cost.after)}"
            f" ({_more(cost)} before action){_left(answer.years)}{when}.{WHERE_LISTED}",
            "Agree:",
        )
    else:
        yield Paragraph("no action beyond what goes on anyway.", "Agree:")
    left = [gap for gap in answer.gaps if gap.gap_hours.after >= SMALLEST_HOURS]
    if left:
        yield Paragraph(
            f"{hours(answer.force.gap_hours.after)} hours in {count(len(left), 'line')} of demand stay uncovered."
            " “Risk register” has each as a row.",
            "Accept, or change the money or the rules:",
        )
    for each in answer.closed_undone:
        yield Paragraph(
            f"cases of {each.title} may be closed without the work, as decided by {each.decided_by}: {each.reason}",
            "Confirm:",
        )
    worse = [f"{gap.title} (+{hours(gap.gap_hours.rise)} hours)" for gap in answer.worse]
    if worse:
        yield Paragraph(f"the gap is larger than before action in {listed(worse)}.", "Note:")


def _left(years: tuple[YearCost, ...]) -> str:
    """What is left of the budget, where there is one and the plan is of one year."""
    if len(years) != 1 or years[0].limit_pounds is None:
        return ""
    left = years[0].limit_pounds - years[0].cost_pounds.after
    if abs(left) < 0.5:
        return ", all the budget"
    return f", {pounds(left)} below the budget of {pounds(years[0].limit_pounds)}" if left > 0 else ""


def _more(cost: Change) -> str:
    if abs(cost.rise) < 0.5:
        return "as much as"
    return f"{pounds(abs(cost.rise))} {'more' if cost.rise > 0 else 'less'} than"


def _in_short(subject: Subject) -> Table:
    answer, force = subject.answer, subject.answer.force
    posts, done = answer.every_post, answer.actions
    rows = [
        ("Coverage of the demand hours", percent(force.coverage.before), percent(force.coverage.after)),
        ("with latent demand", percent(force.coverage_with_latent.before), percent(force.coverage_with_latent.after)),
        ("Gap, hours (FTE)", _gap(force, "before"), _gap(force, "after")),
        ("People in post at the end, FTE", fte(posts.strength_fte.before), fte(posts.strength_fte.after)),
        ("Approved posts at the end, FTE", NOTHING, fte(posts.approved_fte)),
        ("Overtime, hours", hours(done.overtime_hours.before), hours(done.overtime_hours.after)),
        *[_year(year) for year in answer.years],
    ]
    return Table(
        PLAN_IN_SHORT,
        ("", "before action", "under the plan"),
        tuple(rows),
        "Coverage, gap, people, overtime and cost, each before action and under the plan.",
        counts=(1, 2),
    )


def _gap(force: Covered, plan: str) -> str:
    return f"{hours(getattr(force.gap_hours, plan))} ({fte(getattr(force.gap_fte, plan))})"


def _year(year: YearCost) -> tuple[str, str, str]:
    budget = "" if year.limit_pounds is None else f" (budget {pounds(year.limit_pounds)})"
    return f"Cost {year.title}{budget}", pounds(year.cost_pounds.before), pounds(year.cost_pounds.after)
