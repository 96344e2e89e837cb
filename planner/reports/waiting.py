"""What waits: hours waiting and overdue from the opening to the end, and lines that wait longer under the plan."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.figures import Change, at_end, reported, total

CLEARLY = 0.1
"""A backlog is clearly larger than another if it is larger by this share, and by the hours below."""
SMALLEST_RISE = 10.0
"""A backlog that grows by less is not mentioned [hours]."""


@dataclass(frozen=True)
class Trend:
    """How what waits goes, from the opening to the end of the reported periods."""

    opening_hours: float
    """Hours of the cases that wait at the opening."""
    waiting_hours: Change
    """Hours of the cases that wait at the end."""
    overdue_hours: Change
    """Hours of the cases that are overdue at the end."""
    worst_period: str
    """The period at whose end the most is overdue under the plan, the first if there are several."""
    worst_overdue_hours: float
    """Hours overdue at its end, under the plan."""


@dataclass(frozen=True)
class LongerWait:
    """A line whose backlog at the end is clearly larger under the plan than before action and at the opening."""

    line: str
    title: str
    opening_cases: float
    backlog_cases: Change
    backlog_hours: Change


def trend(plan: Plan) -> Trend:
    """How what waits goes over the plan, for all lines together."""
    work = reported(plan, "work")
    end = at_end(work)
    after = work[work["plan"] == "after"]
    first = after[after["period_first"] == after["period_first"].min()]
    overdue = after.groupby("period_first")["overdue_hours"].sum()
    worst = overdue.idxmax()
    return Trend(
        float((first["opening_backlog_cases"] * first["hours_per_case"]).sum()),
        total(end, "backlog_hours"),
        total(end, "overdue_hours"),
        str(after.loc[after["period_first"] == worst, "period"].iloc[0]),
        float(overdue.max()),
    )


def longer_waits(plan: Plan) -> tuple[LongerWait, ...]:
    """Lines that wait longer under the plan, the largest rise over before action first."""
    work = reported(plan, "work")
    end, begin = at_end(work), work["period_first"].min()
    found = []
    for name, line in plan.loaded.scenario.demand.items():
        own = end[end["line"] == name]
        first = work[(work["line"] == name) & (work["period_first"] == begin) & (work["plan"] == "after")]
        hours = total(own, "backlog_hours")
        opening = float((first["opening_backlog_cases"] * first["hours_per_case"]).sum())
        if all(_clearly_above(hours.after, other) for other in (hours.before, opening)):
            cases = total(own, "backlog_cases")
            found.append(LongerWait(name, line.title, float(first["opening_backlog_cases"].sum()), cases, hours))
    return tuple(sorted(found, key=lambda each: (-each.backlog_hours.rise, each.line)))


def _clearly_above(hours: float, other: float) -> bool:
    return hours - other >= max(SMALLEST_RISE, CLEARLY * other)
