"""The gap line by line, with its reason, and the lines for which the plan is worse than no action."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.coverage import Covered, covered
from planner.reports.figures import Change, at_end, reported, total
from planner.reports.reasons import Reason, Reasons

SMALLEST_HOURS = 0.5
"""A gap below this is not called one in a sentence, though every table still has it [hours]."""


@dataclass(frozen=True)
class LineGap:
    """The gap of one demand line over the plan."""

    line: str
    title: str
    team: str
    team_title: str
    tier: int
    covered: Covered
    overdue_cases: Change
    """Cases waiting longer than the standard at the end."""
    backlog_cases: Change
    """Cases waiting at the end."""
    in_hours: bool
    """Whether the line is work in hours and has no cases."""
    undone_cases: Change
    """Cases closed, or not done in their period, without the work."""
    not_done_hours: Change
    """Work that will never be done."""
    reason: Reason | None
    """Why there is a gap under the plan; None if there is none."""

    @property
    def gap_hours(self) -> Change:
        """The gap of the line [hours]."""
        return self.covered.gap_hours


def gaps(plan: Plan) -> tuple[LineGap, ...]:
    """Every line with a gap before action or under the plan, the largest under the plan first."""
    scenario = plan.loaded.scenario
    reasons = Reasons(plan)
    work = reported(plan, "work")
    found = []
    for each in covered(plan, "line"):
        if max(each.gap_hours.before, each.gap_hours.after) <= 0:
            continue
        line, rows = scenario.demand[each.name], work[work["line"] == each.name]
        end = at_end(rows)
        reason = reasons.of_line(each.name) if each.gap_hours.after >= SMALLEST_HOURS else None
        found.append(
            LineGap(
                each.name,
                each.title,
                line.team,
                scenario.teams[line.team].title,
                line.tier,
                each,
                total(end, "overdue_cases"),
                total(end, "backlog_cases"),
                line.arrivals.are_hours,
                total(rows, "closed_undone_cases"),
                total(rows, "not_done_hours"),
                reason,
            )
        )
    return tuple(sorted(found, key=lambda gap: (-gap.gap_hours.after, -gap.gap_hours.before, gap.line)))


def worse(found: tuple[LineGap, ...]) -> tuple[LineGap, ...]:
    """Lines whose gap is larger under the plan than before action, the largest rise first."""
    rising = [gap for gap in found if gap.gap_hours.rise >= SMALLEST_HOURS]
    return tuple(sorted(rising, key=lambda gap: (-gap.gap_hours.rise, gap.line)))
