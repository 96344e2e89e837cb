"""What an answer says beside its tables: money, other teams, supervision, decisions, trust; a note each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.reports.answer import Answer
from planner.reports.change_words import officers_sentence, requirement_sentence, whole_sentence
from planner.reports.elsewhere import Elsewhere
from planner.reports.figures import added
from planner.reports.gaps import SMALLEST_HOURS
from planner.reports.money import YearCost
from planner.reports.words import KEEP, cases, count, fte, hours, in_sentence, listed, percent, pounds, spaced

MOST_NAMED = 3
"""Things that are named one by one; the others are counted."""
MOST_HOLDERS = 2
"""Roles with spare hours that are named."""
SMALLEST_FTE = 0.05
"""Fewer people than this are not mentioned [FTE]."""


@dataclass(frozen=True)
class Note:
    """A remark on one subject."""

    head: str
    text: str
    more: str = ""
    """What only the summary has room for."""


def notes(answer: Answer) -> tuple[Note, ...]:
    """All remarks that apply, in order."""
    return tuple(note for subject in SUBJECTS for note in subject(answer))


def cost(answer: Answer) -> Iterator[Note]:
    """Cost of each financial year against its budget; several years share a note."""
    if len(answer.years) == 1:
        (year,) = answer.years
        money = f"{pounds(year.cost_pounds.after)} ({pounds(year.cost_pounds.before)} before action)"
        if year.limit_pounds is not None:
            left = year.limit_pounds - year.cost_pounds.after
            money += f" of a budget of {pounds(year.limit_pounds)}{_estimated(year)}; {pounds(left)} left"
        yield Note(f"Cost {year.title}", money + _beyond(answer))
    elif answer.years:
        limited = any(year.limit_pounds is not None for year in answer.years)
        head = "Cost (before action)" + (" of the budget" if limited else "")
        estimated = "; the budget is an estimate" if any(year.limit_is_estimate for year in answer.years) else ""
        yield Note(head, "; ".join(_year(year) for year in answer.years) + estimated + _beyond(answer))


def _estimated(year: YearCost) -> str:
    return " (an estimate)" if year.limit_is_estimate else ""


def _year(year: YearCost) -> str:
    limit = f" of {pounds(year.limit_pounds)}" if year.limit_pounds is not None else ""
    cost = f"{year.title} {pounds(year.cost_pounds.after)} ({pounds(year.cost_pounds.before)}){limit}"
    return cost.replace(" ", KEEP)


def _beyond(answer: Answer) -> str:
    years = [year.financial_year for year in answer.years if year.beyond_plan]
    return f"; the months of {listed(years)} after the plan are included" if years else ""


def displaced(answer: Answer) -> Iterator[Note]:
    """Work and people taken from other parts of the force, more and less than before action."""
    more = [each for each in answer.elsewhere if each.displaced_hours.rise >= SMALLEST_HOURS]
    less = [each for each in answer.elsewhere if each.displaced_hours.rise <= -SMALLEST_HOURS]
    if more:
        yield Note(
            "Displaced, not saved", _taken(more), f"; taken less than before action: {_taken(less)}" if less else ""
        )
    elif less:
        yield Note("Taken less than before action", _taken(less))


def _taken(teams: Sequence[Elsewhere]) -> str:
    rises = [(each.title, abs(each.displaced_hours.rise), abs(each.displaced_fte.rise)) for each in teams]
    return listed([f"{title} {hours(taken)}{KEEP}hours ({fte(people)}{KEEP}FTE)" for title, taken, people in rises])


def spare(answer: Answer) -> Iterator[Note]:
    """Hours on hand that no case needed, and who holds most of them."""
    both = answer.spare.hours
    if max(both.before, both.after) < SMALLEST_HOURS:
        return
    held = [each for each in answer.spare.roles if each.hours.after >= SMALLEST_HOURS]
    named = [f"{in_sentence(each.title)} {hours(each.hours.after)}" for each in held[:MOST_HOLDERS]]
    text = f"{hours(both.after)} ({hours(both.before)} before action)"
    who = f", {'most ' if len(held) > MOST_HOLDERS else ''}of {', '.join(named)}" if held else ""
    yield Note("Spare hours", text + who)


def supervision(answer: Answer) -> Iterator[Note]:
    """People whom nobody leads."""
    unled = added(each.unled_fte for each in answer.led)
    if max(unled.before, unled.after) < SMALLEST_FTE:
        return
    missing = added(each.leaders_missing_fte for each in answer.led)
    text = f"on average {fte(unled.after)} FTE have no leader ({fte(unled.before)} before action)"
    text += f"; {fte(missing.after)} leaders are missing"
    worst = max(answer.led, key=lambda each: (each.unled_fte.after, each.group))
    more = f", most for {worst.title}" if worst.unled_fte.after >= SMALLEST_FTE else ""
    yield Note("Supervision", text, more)


def officers(answer: Answer) -> Iterator[Note]:
    """Officer numbers on the last census day, where they belong on the first page."""
    if answer.officers_matter and answer.officers:
        yield Note("Officers", officers_sentence(answer.officers[-1]))


def requirements(answer: Answer) -> Iterator[Note]:
    """Requirements in posts: what is short of them, over them, or lost to reduced hours."""
    named = [requirement_sentence(each) for each in answer.requirements[:MOST_NAMED]]
    if len(answer.requirements) > MOST_NAMED:
        named.append(count(len(answer.requirements) - MOST_NAMED, "other requirement"))
    if named:
        yield Note("Requirements in posts", "; ".join(named))


def whole_people(answer: Answer) -> Iterator[Note]:
    """What it costs that people are whole."""
    if answer.rounding is not None and answer.rounding.of_people:
        yield Note("Whole people", whole_sentence(answer.rounding))


def worse(answer: Answer) -> Iterator[Note]:
    """Lines for which the plan is worse than no action."""
    named = [f"{gap.title} (+{hours(gap.gap_hours.rise)}{KEEP}hours)" for gap in answer.worse[:MOST_NAMED]]
    if len(answer.worse) > MOST_NAMED:
        named.append(count(len(answer.worse) - MOST_NAMED, "other line"))
    if named:
        yield Note("A larger gap than before action", listed(named))


def longer_waits(answer: Answer) -> Iterator[Note]:
    """Lines that wait longer than before action and at the opening, but have no larger gap."""
    known = {gap.line for gap in answer.worse}
    waits = [each for each in answer.longer_waits if each.line not in known]
    named = [
        f"{each.title} {cases(each.backlog_cases.after)}{KEEP}({cases(each.backlog_cases.before)})"
        for each in waits[:MOST_NAMED]
    ]
    if len(waits) > MOST_NAMED:
        named.append(count(len(waits) - MOST_NAMED, "other line"))
    if named:
        yield Note("More cases waiting (before)", ", ".join(named))


def closed_undone(answer: Answer) -> Iterator[Note]:
    """Decisions that cases may be closed without the work."""
    for each in answer.closed_undone:
        closed = f"{each.title}: {cases(each.cases.after)} cases ({cases(each.cases.before)} before action)"
        yield Note("Closed without the work", f"{closed}; decided by {each.decided_by}: {each.reason}")


def breaches(answer: Answer) -> Iterator[Note]:
    """Rules that the plan before action breaks."""
    rules = [each.words for each in answer.breaches[:MOST_NAMED]]
    if len(answer.breaches) > MOST_NAMED:
        rules.append(f"{len(answer.breaches) - MOST_NAMED} more")
    if rules:
        yield Note("Broken before action, kept by the plan", "; ".join(rules))


def trust(answer: Answer) -> Iterator[Note]:
    """Proof, estimates and warnings."""
    sure = answer.confidence
    if sure.optimal:
        proved = f"{count(sure.levels, 'level')} proved"
        if sure.certified < sure.levels:
            proved = f"{sure.certified} of {count(sure.levels, 'level')} proved, the others by the solver's word"
        proof = f"optimal for these inputs ({proved})"
    else:
        levels = f" (not proved: {listed([spaced(level) for level in sure.not_proved])})" if sure.not_proved else ""
        proof = f"the search ended before every level was proved{levels}"
    text = f"{proof}; {percent(sure.estimate_share, 0)} of the demand hours rest on estimates"
    if sure.warnings:
        text += f"; {count(sure.warnings, 'warning')}, see planner{KEEP}check"
    yield Note("This plan", text)


SUBJECTS: tuple[Callable[[Answer], Iterator[Note]], ...] = (
    cost,
    displaced,
    spare,
    supervision,
    officers,
    requirements,
    whole_people,
    worse,
    longer_waits,
    closed_undone,
    breaches,
    trust,
)
"""Every subject in the order in which it is read; a new one is a function and its line here."""
