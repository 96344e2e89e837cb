"""Who should work where, in sentences: a line a flow, the small ones folded together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.reports.answer import Answer
from planner.reports.figures import Change, added
from planner.reports.pathway_words import step_sentences
from planner.reports.placing import Lending, Placing, RoleJoiners
from planner.reports.words import KEEP, count, fte, hours, in_sentence, listed, months

SMALLEST_FTE = 0.1
"""Flows of fewer people are added up [FTE]."""
SMALLEST_SAID = 0.05
"""Fewer people than this are nobody, in a sentence [FTE]."""
SMALLEST_HOURS = 0.5
"""Loans of fewer hours are not mentioned [hours]."""


def placing_sentences(answer: Answer, most_flows: int, most_named: int) -> Iterator[str]:
    """What the plan does with people.

    Args:
        answer: What it says.
        most_flows: Flows of people that have a line of their own.
        most_named: Roles, and ways that hours are lent, that are named within a line.
    """
    large = [each for each in answer.placings if _most(each) >= SMALLEST_FTE][:most_flows]
    yield from (_placing(each) for each in large)
    small = [each for each in answer.placings if each not in large and _most(each) > 0]
    if small:
        yield f"{count(len(small), 'smaller flow')}: {fte(sum(map(_most, small)))}{KEEP}FTE together"
    yield from step_sentences(answer.steps, most_flows, len(answer.years) > 1)
    waiting = [each for each in answer.still_to_join if each.fte.after >= SMALLEST_SAID]
    if waiting:
        named = [f"{fte(each.fte.after)} {in_sentence(each.title)}" for each in waiting[:most_named]]
        if waiting[most_named:]:
            named.append(f"{fte(added(each.fte for each in waiting[most_named:]).after)} others")
        yield f"Started, to join after the plan, FTE: {listed(named)}"
    for outside in (False, True):
        used = [each for each in answer.lendings if each.outside is outside and each.hours.after >= SMALLEST_HOURS]
        if used:
            yield _lent(used, most_named)
    yield from _less(answer.fewer_joiners, most_named)


def _most(each: Placing) -> float:
    return max(each.fte.after, each.starts_fte.after)


def _placing(each: Placing) -> str:
    was = f" (was {in_sentence(each.from_title)})" if each.from_title else ""
    way = f"{each.from_team} to {each.to_team}" if each.from_team else f"to {each.to_team}"
    who = f"{in_sentence(each.title)}{was}, {way}"
    if each.begins is None or each.ends is None:
        return f"Start: {fte(each.starts_fte.after)}{KEEP}FTE {who}, to join after the plan"
    before = f" ({fte(each.fte.before)} before)" if each.fte.before >= SMALLEST_SAID else ""
    said = f"{fte(each.fte.after)}{KEEP}FTE {who}, {months(each.begins, each.ends)}{before}"
    return f"{'Move' if each.is_move else 'Join'}: {said}"


def _lent(used: Sequence[Lending], most_named: int) -> str:
    """Hours from team to team, the most first."""
    ways: dict[tuple[str, str], list[Lending]] = {}
    for each in used:
        ways.setdefault((each.from_team, each.to_team), []).append(each)
    sums = {way: added(each.hours for each in own) for way, own in ways.items()}
    order = sorted(ways, key=lambda way: (-sums[way].after, way))
    named = [_way(*way, ways[way], sums[way]) for way in order[:most_named]]
    if order[most_named:]:
        rest = sum(sums[way].after for way in order[most_named:])
        named.append(f"{hours(rest)} others")
    head = "Hours of colleagues from elsewhere" if used[0].outside else "Hours lent"
    return f"{head}: {'; '.join(named)}"


def _way(giver: str, taker: str, loans: Sequence[Lending], both: Change) -> str:
    roles = ", ".join(dict.fromkeys(in_sentence(each.title) for each in loans))
    before = f"; {hours(both.before)} before" if both.before >= SMALLEST_HOURS else ""
    return f"{hours(both.after)} {giver} to {taker} ({roles}{before})"


def _less(fewer: Sequence[RoleJoiners], most_named: int) -> Iterator[str]:
    """Where the plan recruits nobody, and where fewer than before action."""
    none = [each for each in fewer if max(each.fte.after, each.starts_fte.after) < SMALLEST_SAID <= each.fte.before]
    less = [each for each in fewer if each not in none and -each.fte.rise >= SMALLEST_FTE]
    if none:
        named = [in_sentence(each.title) for each in none[:most_named]]
        if none[most_named:]:
            named.append(count(len(none) - most_named, "other role"))
        before = fte(added(each.fte for each in none).before)
        yield f"Nobody joins as {listed(named, 'or')} ({before}{KEEP}FTE before)"
    if less:
        named = [
            f"{in_sentence(each.title)} {fte(each.fte.after)} ({fte(each.fte.before)} before action)"
            for each in less[:most_named]
        ]
        yield f"Fewer join than before action, FTE: {listed(named)}"
