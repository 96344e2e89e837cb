"""The answer in three sentences: what is covered, what the plan does, what stays uncovered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.reports.coverage import Covered
from planner.reports.elsewhere import Elsewhere
from planner.reports.figures import PLANS, Change, added
from planner.reports.gaps import SMALLEST_HOURS, LineGap
from planner.reports.money import YearCost
from planner.reports.people import Actions
from planner.reports.waiting import Trend
from planner.reports.words import KEEP, fte, hours, listed, moment, percent, pounds

BEFORE_ACTION = "Before action: if nothing new is decided; present recruitment, overtime and lending go on."
"""What the words mean wherever they stand."""
AT_ITS_END = "Each column counts all that is overdue at its end, so it mostly looks worse than the whole plan."
"""Why a year is covered better than its months."""
MOST_LINES = 1
"""Lines that are named in each harm tier."""
MUCH_WORSE = 2.0
"""What was overdue is said if it was at least so many times what is overdue at the end."""
SMALLEST_DEED = 0.05
"""Less than this is not said [FTE or hours]."""
DEEDS = {
    "training": ("trains", "FTE for other roles"),
    "promotion": ("promotes", "FTE"),
    "temporary_promotion": ("promotes", "FTE for a time"),
    "reversion": ("lets", "FTE go back to a lower rank at their own wish"),
    "redundancy": ("makes", "FTE of police staff redundant"),
    "voluntary_exit": ("agrees on voluntary exits of", "FTE"),
    "posting_out": ("posts", "FTE elsewhere in the force"),
}
"""What a plan does by each kind of pathway and exit: the verb, and what follows the number."""


def covered_sentence(force: Covered) -> str:
    """Coverage before and after, and the gap in hours and people."""
    if max(force.gap_hours.before, force.gap_hours.after) < SMALLEST_HOURS:
        demand = hours(force.demand_hours.after)
        return f"All {demand} demand hours are covered, before action as under the plan."
    before, after = (_state(force, plan) for plan in PLANS)
    return f"Before action {before}; under the plan {after}."


def _state(force: Covered, plan: str) -> str:
    share, gap, people = (getattr(each, plan) for each in (force.coverage, force.gap_hours, force.gap_fte))
    covered = percent(share) + (" of the demand hours are covered" if plan == PLANS[0] else "")
    if gap < SMALLEST_HOURS:
        return f"{covered}, with no gap"
    return f"{covered}, with a gap of {hours(gap)}{KEEP}hours ({fte(people)}{KEEP}FTE)"


def action_sentence(actions: Actions, elsewhere: Sequence[Elsewhere], years: Sequence[YearCost]) -> str:
    """What the plan does with people, hours and money; what goes on anyway stands in brackets."""
    joiners = added((actions.joiners_fte, actions.known_joiners_fte))
    deeds = (
        _deed("brings in", "FTE", joiners, fte),
        _deed("moves", "FTE to other posts", actions.moves_fte, fte),
        *[_deed(*DEEDS[each.kind], each.fte, fte) for each in (*actions.pathways, *actions.exits)],
        _deed("lends", "hours between teams", actions.lent_hours, hours),
        _deed("takes", "hours of colleagues from elsewhere", actions.brought_in_hours, hours),
        _deed("works", "hours of overtime", actions.overtime_hours, hours),
        _deed("buys", "agency hours", actions.agency_hours, hours),
    )
    doing = listed([deed for deed in deeds if deed]) or "takes no action on people or hours"
    displaced = sum(max(0.0, each.displaced_hours.rise) for each in elsewhere)
    moved = f"; {hours(displaced)}{KEEP}hours of other teams' work are displaced" if displaced >= SMALLEST_HOURS else ""
    cost = added(year.cost_pounds for year in years)
    return f"The plan {doing}{moved}; it costs {pounds(cost.after)} ({pounds(cost.before)} before action)."


def _deed(verb: str, noun: str, change: Change, form: Callable[[float], str]) -> str:
    if max(change.before, change.after) < SMALLEST_DEED:
        return ""
    anyway = f" ({form(change.before)} before action)" if change.before >= SMALLEST_DEED else ""
    return f"{verb} {form(change.after)}{KEEP}{noun}{anyway}"


def gap_sentence(gaps: Sequence[LineGap], trend: Trend, step: str) -> str:
    """What stays uncovered, by harm tier and line, and how much more was overdue before the end.

    Args:
        gaps: Lines with a gap.
        trend: What waits over the plan.
        step: The step of the plan.
    """
    tiers = sorted({gap.tier for gap in gaps})
    parts = [_tier([gap for gap in gaps if gap.tier == tier], tier) for tier in tiers]
    said = [part for part in parts if part]
    late = trend.worst_overdue_hours
    much_worse = late >= SMALLEST_HOURS and late >= MUCH_WORSE * trend.overdue_hours.after
    worst = f"at its worst, {moment(trend.worst_period, step)}, {hours(late)}{KEEP}hours were overdue"
    if said:
        still = f"Still not covered: {'; '.join(said)}."
        at_end = f" ({hours(trend.overdue_hours.after)} at the end)"
        return still + (f" {worst[0].upper()}{worst[1:]}{at_end}." if much_worse else "")
    return f"Nothing is overdue or undone at the end; {worst}." if much_worse else "Nothing stays uncovered."


def trend_sentence(trend: Trend) -> str:
    """What waits at the opening and at the end, and what of it is overdue; nothing where nothing ever waits."""
    waiting, overdue = trend.waiting_hours, trend.overdue_hours
    if max(trend.opening_hours, waiting.before, waiting.after) <= 0:
        return ""
    after = f"{hours(waiting.after)} ({hours(overdue.after)}{KEEP}overdue)"
    before = f"{hours(waiting.before)} ({hours(overdue.before)})"
    return f"Hours waiting: {hours(trend.opening_hours)} at first; at the end {after}, before action {before}"


def _tier(gaps: Sequence[LineGap], tier: int) -> str:
    largest = [gap for gap in gaps if gap.gap_hours.after >= SMALLEST_HOURS]
    largest.sort(key=lambda gap: (-gap.gap_hours.after, gap.line))
    if not largest:
        return ""
    total = f"{hours(sum(gap.gap_hours.after for gap in gaps))}{KEEP}hours of harm tier{KEEP}{tier}"
    if len(largest) == 1:
        return f"{total}, in {largest[0].title}"
    named = listed([f"{gap.title} ({hours(gap.gap_hours.after)})" for gap in largest[:MOST_LINES]])
    return f"{total}, {'most ' if len(largest) > MOST_LINES else ''}in {named}"
