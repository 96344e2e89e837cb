"""Officer numbers, initiatives, requirements in posts and whole people, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.figures import Change
from planner.reports.initiatives import InitiativeDone
from planner.reports.officers import OfficersOn
from planner.reports.requirements import Required
from planner.reports.rounding import Rounding
from planner.reports.words import KEEP, cases, day, fte, hours, listed, percent, pounds, spaced

SMALLEST_FTE = 0.05
"""Fewer people than this are not mentioned [FTE or heads]."""
SMALLEST = 0.5
"""Fewer hours, cases or pounds than this are not mentioned."""


def officers_sentence(each: OfficersOn) -> str:
    """Officers on a census day, what changes in the whole force, and the grant at risk."""
    here, force = each.change_heads, each.net_change_heads
    said = (
        f"{day(each.census)} against the opening: in these teams {_fewer(here.after)} ({_fewer(here.before)} before"
        f" action), {fte(each.heads.after)} heads; in the whole force, the rest of it as it is, {_fewer(force.after)}"
        f" ({_fewer(force.before)})"
    )
    if each.force_heads is not None:
        of = f" of {fte(each.target_heads)} promised" if each.target_heads is not None else ""
        said += f", which then has {fte(each.force_heads.after)}{of}"
    if each.missing_heads.after >= SMALLEST_FTE:
        said += f", {fte(each.missing_heads.after)} missing"
    if max(each.grant_at_risk_pounds.before, each.grant_at_risk_pounds.after) >= SMALLEST:
        at_risk = each.grant_at_risk_pounds
        said += f"; grant at risk {pounds(at_risk.after)} ({pounds(at_risk.before)} before action)"
    return said


def _fewer(heads: float) -> str:
    if abs(heads) < SMALLEST_FTE:
        return "no change"
    return f"{fte(abs(heads))} {'more' if heads > 0 else 'fewer'}"


def initiative_sentence(each: InitiativeDone) -> str:
    """From when an initiative runs, whether it was chosen, and what it takes and does under the plan."""
    if not each.runs:
        return f"{each.title}: {_not_running(each)}"
    choice = "chosen" if each.optional else "decided"
    when = f"from {each.runs_from:%B %Y}" if each.runs_from else "running at first"
    return f"{each.title} ({choice}): {'; '.join([when, *_does(each)])}"


def _not_running(each: InitiativeDone) -> str:
    if each.starts_later:
        return "starts after the plan"
    return "not chosen" if each.optional else "does not start within the plan"


def _does(each: InitiativeDone) -> Iterator[str]:
    gains = [
        *_gain(each.saved_hours.after, "hours", "hours more"),
        *_gain(each.saved_elsewhere_hours.after, "hours elsewhere", "hours more elsewhere"),
    ]
    if gains:
        yield listed(gains)
    if abs(each.fewer_cases.after) >= SMALLEST:
        fewer = "fewer" if each.fewer_cases.after > 0 else "more"
        number = cases(abs(each.fewer_cases.after))
        yield f"{number}{KEEP}case {fewer} comes" if number == "1" else f"{number}{KEEP}cases {fewer} come"
    if each.handed_over_cases.after >= SMALLEST:
        number = cases(each.handed_over_cases.after)
        yield f"partners bear {number}{KEEP}{'case' if number == '1' else 'cases'}"
    if each.tied_up_fte.after >= SMALLEST_FTE:
        yield f"ties up {fte(each.tied_up_fte.after)}{KEEP}FTE on average"
    yield f"costs {pounds(each.pounds.after)}"


def _gain(amount: float, saved: str, taken: str) -> Iterator[str]:
    if amount >= SMALLEST:
        yield f"saves {hours(amount)}{KEEP}{saved}"
    elif amount <= -SMALLEST:
        yield f"takes {hours(-amount)}{KEEP}{taken}"


def requirement_sentence(each: Required) -> str:
    """What a requirement asks for, and what is short of it, over it, or lost to reduced hours, on average."""
    parts = [
        f"{fte(change.after)} {what} ({fte(change.before)} before action)"
        for what, change in (("short", each.short_fte), ("over", each.over_fte), ("on reduced hours", each.reduced_fte))
        if _matters(change)
    ]
    return f"{each.title} {asked_for(each)}{KEEP}FTE: {', '.join(parts) or 'met exactly'}"


def _matters(change: Change) -> bool:
    return max(change.before, change.after) >= SMALLEST_FTE


def asked_for(each: Required) -> str:
    """How many people are asked for, or from how many to how many."""
    least, most = fte(each.least_fte), fte(each.most_fte)
    return least if least == most else f"{least} to {most}"


def whole_sentence(rounding: Rounding) -> str:
    """What whole people cost, and which ways had to stay in fractions."""
    dear = [
        price_words(each.level, each.reported_price)
        for each in rounding.levels
        if each.reported_price is not None and each.reported_price >= SMALLEST
    ]
    said = f"{_how_near(rounding)}; "
    said += f"rounding costs {listed(dear)}" if dear else "rounding costs nothing that matters"
    if rounding.in_fractions:
        said += f"; still in parts of a person, because no plan has all of them whole: {listed(rounding.in_fractions)}"
    return said


def _how_near(rounding: Rounding) -> str:
    """How near the plan is to the best one in whole people, and what is further from it than was asked for."""
    gap = max(rounding.gap, rounding.whole_gap)
    if gap <= 0:
        return "the best there is"
    said = f"to within {percent(gap)} of a tier's demand hours of the best"
    is_further = rounding.whole_gap > rounding.gap and rounding.furthest
    return f"{said} ({level_title(rounding.furthest)}; {percent(rounding.gap)} was asked for)" if is_further else said


def price_words(level: str, price: float) -> str:
    """What rounding costs in the reported periods: a gap of 1,240 hours in tier 2, £12,000."""
    tier = level.rpartition("_")[2]
    return pounds(price) if level == "cost" else f"{hours(price)}{KEEP}hours of gap in tier{KEEP}{tier}"


def level_title(level: str) -> str:
    """What a level is called in a paper."""
    head, _, tier = level.rpartition("_")
    if head in ("gap_tier", "evenness_tier"):
        return f"{'gap' if head == 'gap_tier' else 'evenness'} of harm tier {tier}"
    return spaced(level)
