"""Pathways, exits and posts that came back, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.figures import added
from planner.reports.pathways import Step
from planner.reports.words import KEEP, count, fte, in_sentence, months, months_and_years

SMALLEST_FTE = 0.1
"""Steps of fewer people are added up [FTE]."""
SMALLEST_SAID = 0.05
"""Fewer people than this are nobody, in a sentence [FTE]."""

HEADS = {
    "training": "Trained",
    "promotion": "Promoted",
    "temporary_promotion": "Promoted for a time",
    "reversion": "Goes back at their own wish",
    "civilianisation": "Police staff in an officer's place",
    "redundancy": "Redundancy",
    "voluntary_exit": "Voluntary exit",
    "posting_out": "Posted elsewhere in the force",
    "goes_back": "Temporary time over",
    "posts_came_back": "Posts that came back",
}
"""How each kind of step is called at the beginning of its sentence."""

STILL_PAID = {
    "civilianisation": "; the officers are posted elsewhere, and the force still pays them",
    "posting_out": "; the force still pays them",
}
"""What a saving of the planned teams leaves out, for kinds of steps by which officers stay in the force."""


def step_sentences(steps: tuple[Step, ...], most: int, several_years: bool) -> Iterator[str]:
    """A sentence for each of the largest steps; the others are added up.

    Args:
        steps: Pathways, exits and posts that came back, the largest first.
        most: How many have a sentence of their own.
        several_years: Whether a month does not say which year it is.
    """
    large = [each for each in steps if each.most_fte >= SMALLEST_FTE][:most]
    yield from (_sentence(each, several_years) for each in large)
    small = [each for each in steps if each not in large and each.most_fte > 0]
    if small:
        together = fte(sum(each.most_fte for each in small))
        yield f"{count(len(small), 'smaller change')} of rank, role or post: {together}{KEEP}FTE together"


def _sentence(each: Step, several_years: bool) -> str:
    head = HEADS[each.kind]
    if each.begins is None or each.ends is None or not each.anybody_is_done:
        waiting = each.on_the_way_fte.after
        return f"{head}, begun, to end after the plan: {fte(waiting)}{KEEP}FTE {_who(each)}"
    when = months_and_years(each.begins, each.ends) if several_years else months(each.begins, each.ends)
    before = f" ({fte(each.fte.before)} before)" if each.fte.before >= SMALLEST_SAID else ""
    return f"{head}: {_how_many(each)}{KEEP}FTE {_who(each)}, {when}{before}{''.join(_others(each))}"


def _how_many(each: Step) -> str:
    if each.fte.after >= SMALLEST_SAID:
        return fte(each.fte.after)
    return f"none of {fte(added((each.fte, each.returns_fte, each.leaves_fte)).after)}"


def _others(each: Step) -> Iterator[str]:
    """Those who start and do not arrive, and what becomes of the officers in whose place others come."""
    if each.returns_fte.after >= SMALLEST_SAID:
        why = "" if each.kind == "temporary_promotion" else "do not pass and "
        yield f"; {fte(each.returns_fte.after)} {why}come back"
    if each.leaves_fte.after >= SMALLEST_SAID:
        yield f"; {fte(each.leaves_fte.after)} do not pass and leave the force"
    if each.on_the_way_fte.after >= SMALLEST_SAID:
        yield f"; {fte(each.on_the_way_fte.after)} more on the way"
    yield STILL_PAID.get(each.kind, "")


def _who(each: Step) -> str:
    taken, left = in_sentence(each.title), in_sentence(each.from_title)
    if not taken:
        return f"{left}, {_from_to(each)}"
    if not left:
        return f"{taken}, {_from_to(each)}"
    if each.kind == "posts_came_back":
        return f"{left} as {taken}, {_from_to(each)}"
    if each.kind == "civilianisation":
        return f"{taken} (was {left}), {_from_to(each)}"
    return f"{left} to {taken}, {_from_to(each)}"


def _from_to(each: Step) -> str:
    if each.team and each.from_team and each.team != each.from_team:
        return f"{each.from_team} to {each.team}"
    return each.team or each.from_team
