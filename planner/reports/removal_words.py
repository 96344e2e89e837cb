"""Removed ranks in sentences: how long it takes, what it saves, where the work goes, what the record says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.plan.removal import ALL_SAVED, CASH_SAVED, EMPTY_POSTS, REPLACED_SAVED
from planner.reports.figures import Change, added
from planner.reports.removal import Holders, RankRemoved, RateFit, RecordedDay, WayOut
from planner.reports.spans import GroupCourse, LedThen
from planner.reports.words import KEEP, day, fte, hours, in_sentence, listed, percent, pounds

SMALLEST_SAID = 0.05
"""Fewer people than this are not mentioned [FTE]."""
SMALLEST_HOURS = 0.5
"""Fewer hours than this are not mentioned [hours]."""
FOUR_IN_FIVE = "four times in five"
WAYS = {
    "leavers": "left the force",
    "redundancy": "were made redundant",
    "voluntary_exit": "took a voluntary exit",
    "posting_out": "were posted elsewhere in the force",
    "promotion_out": "were promoted",
    "temporary_promotion_out": "were promoted for a time",
    "reversion_out": "went back at their own wish",
    "training_out": "were trained for another role",
    "civilianisation_out": "made room for police staff",
    "moves_out": "moved to another post",
    "goes_back": "held the rank for a time only and went back",
}
"""What is said of those who leave the rank by each kind of flow."""


def removal_sentences(removed: RankRemoved, most_named: int) -> Iterator[str]:
    """What is to be known about one removed rank.

    Args:
        removed: The rank.
        most_named: Ways out, and roles that take over its work, that are named one by one.
    """
    yield _run_off(removed)
    gone = [each for each in removed.ways_out if each.fte.after >= SMALLEST_SAID]
    if gone:
        others = sum(each.fte.after for each in gone[most_named:])
        named = [_way_out(each) for each in gone[:most_named]]
        yield f"Who went, FTE: {listed([*named, f'{fte(others)} went otherwise'] if others else named)}{_back(removed)}"
    if removed.years:
        yield _saved(removed)
    if removed.tasks:
        yield _work(removed, most_named)
    yield from record_sentences(removed.record, removed.fit)


def _run_off(removed: RankRemoved) -> str:
    by = f", to be gone by {day(removed.gone_by)}" if removed.gone_by else ""
    said = f"{removed.title}: frozen from {day(removed.frozen_from)}{by}; {fte(removed.opening_fte)}{KEEP}FTE at first"
    if not removed.holders:
        return said
    last = removed.holders[-1]
    anyway = []
    if abs(last.fte.rise) >= SMALLEST_SAID:
        anyway.append(f"{fte(last.fte.before)} before action")
    if last.low_fte is not None and last.high_fte is not None:
        alone = f"{fte(last.low_fte)} to {fte(last.high_fte)}"
        anyway.append(f"natural wastage alone leaves {alone} {FOUR_IN_FIVE}")
    brackets = f" ({'; '.join(anyway)})" if anyway else ""
    return f"{said}, {fte(last.fte.after)} left at the end{brackets}{_supernumerary(last)}"


def _supernumerary(last: Holders) -> str:
    over = last.supernumerary_fte.after
    if over < SMALLEST_SAID:
        return ""
    return ", supernumerary" if over >= last.fte.after - SMALLEST_SAID else f", {fte(over)} of them supernumerary"


def _way_out(each: WayOut) -> str:
    where = f" to {in_sentence(each.title)}" if each.title else ""
    return f"{fte(each.fte.after)} {WAYS[each.kind]}{where}"


def _back(removed: RankRemoved) -> str:
    back = removed.holders[-1].came_back_fte.after if removed.holders else 0.0
    return f"; {fte(back)} of its posts came back as another rank" if back >= SMALLEST_SAID else ""


def _saved(removed: RankRemoved) -> str:
    cash, replaced, all_of_it, empty = (
        removed.saved(step).after for step in (CASH_SAVED, REPLACED_SAVED, ALL_SAVED, EMPTY_POSTS)
    )
    said = f"{_saves(cash)} in cash: {pounds(empty)} for empty posts, less what it takes to empty them"
    if removed.replacement:
        role = in_sentence(removed.replacement)
        said += f"; {pounds(replaced)} if officers are recruited as {role} to hold officer numbers"
    if round(all_of_it) != round(cash):
        said += f"; {pounds(all_of_it)} when the time of others is counted too"
    return said


def _saves(amount: float) -> str:
    return f"Costs {pounds(-amount)} more than it saves" if round(amount) < 0 else f"Saves {pounds(amount)}"


def _work(removed: RankRemoved, most_named: int) -> str:
    """Hours of the rank's tasks by who does them, and what is not done."""
    own = Change(0.0, 0.0)
    others: dict[str, Change] = {}
    for task in removed.tasks:
        for each in task.by:
            if each.is_holder:
                own = added((own, each.hours))
            else:
                others[each.title] = added((others.get(each.title, Change(0.0, 0.0)), each.hours))
    ranked = sorted(others, key=lambda title: (-others[title].after, title))
    ranked = [title for title in ranked if others[title].after >= SMALLEST_HOURS]
    parts = [f"{hours(own.after)} by the holders left"]
    parts += [f"{hours(others[title].after)} by {in_sentence(title)}" for title in ranked[:most_named]]
    if ranked[most_named:]:
        parts.append(f"{hours(sum(others[title].after for title in ranked[most_named:]))} by others")
    missed = added(task.missed_hours for task in removed.tasks).after
    return f"Hours of the tasks that it did: {listed(parts)}; {hours(missed)} never done"


def record_sentences(record: Sequence[RecordedDay], fit: RateFit | None) -> Iterator[str]:
    """What really happened beside what was expected, and which constant rate fits it best."""
    if record:
        days = [
            f"{day(each.on)} {fte(each.recorded_fte)} ({fte(each.expected_fte)}; {_range(each)})" for each in record
        ]
        inside = sum(each.low_fte <= each.recorded_fte <= each.high_fte for each in record)
        yield (f"On record, FTE (expected; {FOUR_IN_FIVE}): {', '.join(days)}; {inside} of {len(record)} lie within")
    if fit is not None:
        yield fit_sentence(fit)


def _range(each: RecordedDay) -> str:
    return f"{fte(each.low_fte)} to {fte(each.high_fte)}"


def fit_sentence(fit: RateFit) -> str:
    """Which constant rate of leaving fits the record best."""
    stated, best = percent(fit.stated_rate), percent(fit.best_rate)
    if stated == best:
        return f"The scenario takes {stated} a year, the constant rate that fits the record best"
    return f"The scenario takes {stated} a year; {best} a year fits the record best"


def supervision_sentences(groups: Sequence[GroupCourse]) -> Iterator[str]:
    """Which supervision is lost where a rank that led is removed: at the end, and in the worst period."""
    led = [group for group in groups if group.by_removed_rank and group.periods]
    whole = [group.title for group in led if _worst(group).leaders_missing_fte.after < SMALLEST_SAID]
    if whole:
        yield f"Supervision that these ranks gave: no leader is missing for {listed([*map(in_sentence, whole)])}"
    for group in led:
        last, worst = group.periods[-1], _worst(group)
        if group.title in whole:
            continue
        said = (
            f"Supervision that these ranks gave: of {fte(last.led_fte.after)}{KEEP}FTE {in_sentence(group.title)}"
            f" {fte(last.unled_fte.after)} have no leader at the end ({fte(last.unled_fte.before)} before action);"
            f" {fte(last.leaders_missing_fte.after)} leaders are missing"
        )
        if worst.leaders_missing_fte.after > last.leaders_missing_fte.after + SMALLEST_SAID:
            said += f", at the worst, {worst.moment}, {fte(worst.leaders_missing_fte.after)}"
        yield said


def _worst(group: GroupCourse) -> LedThen:
    return max(group.periods, key=lambda each: each.leaders_missing_fte.after)
