"""What will not be met, by harm tier, recorded and latent, with the reason; the risk register; what stays elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.papers.paper import Block, Bullets, Paragraph, Section, Table
from planner.papers.subject import Subject
from planner.reports.coverage import Covered
from planner.reports.gaps import SMALLEST_HOURS, LineGap
from planner.reports.words import NO_CASES, cases, fte, hours, percent

ELSEWHERE = "What is displaced is not saved: somebody else does it, or their own work waits."
BLANK = "What is blank is not stated in the scenario. It is for the force to fill in; nothing is filled in here."


def left_over(subject: Subject) -> Iterator[Section]:
    """What stays uncovered under the plan."""
    yield Section("What will not be met", 1, tuple(_left(subject)))


def _left(subject: Subject) -> Iterator[Block]:
    answer = subject.answer
    yield Table(
        "What will not be met, by harm tier: recorded and latent demand",
        (
            "",
            "demand, hours",
            "residual gap, hours",
            "latent demand, hours",
            "gap with latent, hours",
            "coverage",
            "with latent demand",
        ),
        tuple(_tier(each) for each in (*answer.tiers, answer.force)),
        "Of each harm tier and of all teams, under the plan: recorded demand, the gap, latent demand that nobody works,"
        " both together, and coverage without and with latent demand.",
        totals=(len(answer.tiers),),
    )
    left = _with_gap(subject)
    if not left:
        yield Paragraph("No line has a gap under the plan.")
        return
    # Several lines often have the same reason: it is said once.
    reasons = list(dict.fromkeys(gap.reason.sentence for gap in left if gap.reason))
    yield Table(
        "What will not be met, line by line, and why",
        (
            "line",
            "team",
            "tier",
            "gap before, hours",
            "residual gap, hours",
            "overdue at the end, cases",
            "not done, cases",
            "why",
        ),
        tuple(_line(gap, reasons) for gap in left),
        "Each line of demand with a residual gap, the largest first: its harm tier, its gap before action and under the"
        " plan, the cases overdue at the end and never done, and the number of the reason, which stands below.",
        texts=(0, 1, 7),
        counts=(5, 6),
    )
    if reasons:
        yield Bullets(tuple(Paragraph(said, f"{number}.") for number, said in enumerate(reasons, start=1)))
    if answer.elsewhere:
        yield Paragraph(ELSEWHERE)
        yield Table(
            "Elsewhere in the force, hours",
            ("", "usual share", "taken, before action", "taken, under the plan", "displaced"),
            tuple(
                (
                    each.title,
                    hours(each.agreed_hours.after),
                    hours(each.displaced_hours.before),
                    hours(each.displaced_hours.after),
                    hours(each.displaced_hours.rise),
                )
                for each in answer.elsewhere
            ),
            "Hours that other parts of the force bear as usual, and those that are taken from them before action and"
            " under the plan; displaced is the difference.",
        )


def _with_gap(subject: Subject) -> list[LineGap]:
    return [gap for gap in subject.answer.gaps if gap.gap_hours.after >= SMALLEST_HOURS]


def _tier(each: Covered) -> tuple[str, ...]:
    gap, latent = each.gap_hours.after, each.latent_hours.after
    return (
        each.title,
        hours(each.demand_hours.after),
        hours(gap),
        hours(latent),
        hours(gap + latent),
        percent(each.coverage.after),
        percent(each.coverage_with_latent.after),
    )


def _line(gap: LineGap, reasons: Sequence[str]) -> tuple[str, ...]:
    return (
        gap.title,
        gap.team_title,
        str(gap.tier),
        hours(gap.gap_hours.before),
        hours(gap.gap_hours.after),
        NO_CASES if gap.in_hours else cases(gap.overdue_cases.after),
        NO_CASES if gap.in_hours else cases(gap.undone_cases.after),
        str(reasons.index(gap.reason.sentence) + 1) if gap.reason else "",
    )


def risks(subject: Subject) -> Iterator[Section]:
    """Each residual gap as a row of the risk register."""
    left = _with_gap(subject)
    if not left:
        return
    yield Section(
        "Risk register",
        1,
        (
            Paragraph(f"Each residual gap is a risk of its own. {BLANK}"),
            Table(
                "Residual gaps as rows of the risk register",
                ("gap", "hours", "FTE", "section", "consequence", "mitigation", "owner", "score"),
                tuple(_risk(subject, gap) for gap in left),
                "Each line with a residual gap, with the section of the register, the consequence, the mitigation, the"
                " owner and the score on the force's own scale, where the scenario states them.",
                texts=(0, 3, 4, 5, 6, 7),
            ),
        ),
    )


def _risk(subject: Subject, gap: LineGap) -> tuple[str, ...]:
    stated = subject.plan.loaded.scenario.demand[gap.line].risk
    said = ("section", "consequence", "mitigation", "owner", "score")
    return (
        gap.title,
        hours(gap.gap_hours.after),
        fte(gap.covered.gap_fte.after),
        *[(getattr(stated, each) or "") if stated else "" for each in said],
    )
