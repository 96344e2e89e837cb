"""The part of summary.md about ranks that are removed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.removal import REPLACEMENTS
from planner.reports.answer import Answer
from planner.reports.figures import Change, added
from planner.reports.markdown_table import safe, table
from planner.reports.removal import Holders, RankRemoved, RankTask, SavingStep, SavingYear
from planner.reports.removal_words import FOUR_IN_FIVE, removal_sentences
from planner.reports.words import between_fte, day, fte, hours, in_sentence, percent, pounds

EVERY = 10_000
"""Nothing is folded together here."""
NEGATIVE = "A negative figure is a cost; what is not cash is the time of people who are paid anyway."


def removed_ranks(answer: Answer) -> Iterator[str]:
    """Each removed rank: how long it takes, where its work goes, what it saves and costs, and what the record says."""
    if not answer.removed_ranks:
        return
    yield from ("## Ranks removed", "")
    for removed in answer.removed_ranks:
        decided = f" Decided by: {safe(removed.decided_by)}." if removed.decided_by else ""
        yield from (f"### {safe(removed.title)}", "")
        yield from (f"- {safe(sentence)}" for sentence in removal_sentences(removed, EVERY))
        yield ""
        if decided:
            yield from (decided.strip(), "")
        yield from _holders(removed)
        yield from _tasks(removed)
        yield from _savings(removed)
        yield from _record(removed)


def _holders(removed: RankRemoved) -> Iterator[str]:
    if not removed.holders:
        return
    yield from (
        f"Holders at the end of each period, FTE. Natural wastage alone leaves between the two figures {FOUR_IN_FIVE}.",
        "",
    )
    yield from table(
        [
            "",
            "before action",
            "under the plan",
            "by natural wastage alone",
            "beyond the posts",
            "for a time only",
            "posts that came back",
            "paid as before, elsewhere",
        ],
        [_holders_then(each) for each in removed.holders],
    )


def _holders_then(each: Holders) -> list[str]:
    figures = (each.supernumerary_fte, each.temporary_fte, each.came_back_fte, each.protected_fte)
    alone = between_fte(each.low_fte, each.high_fte)
    return [each.period, fte(each.fte.before), fte(each.fte.after), alone, *[fte(figure.after) for figure in figures]]


def _tasks(removed: RankRemoved) -> Iterator[str]:
    """Where the work of the rank goes, and what of it is not done."""
    if not removed.tasks:
        return
    if removed.taken_over:
        takers = [
            f"{in_sentence(each.title)}, {each.team}, up to {percent(each.share, 0)} of it"
            + (f" ({each.hours_factor:g} hours for an hour)" if each.hours_factor != 1 else "")
            for each in removed.taken_over
        ]
        yield from (f"Its work is to pass to: {safe('; '.join(takers))}.", "")
    else:
        yield from ("Nobody is named to take over its work.", "")
    yield from ("Hours of the tasks that it did, in the reported periods:", "")
    rows = [row for task in removed.tasks for row in _task(task)]
    yield from table(["line", "task", "done by", "before action", "under the plan"], rows, texts=(0, 1, 2))


def _task(task: RankTask) -> Iterator[list[str]]:
    for each in task.by:
        who = f"{in_sentence(each.title)}{' (the rank itself)' if each.is_holder else ''}"
        yield [task.line_title, task.task, who, hours(each.hours.before), hours(each.hours.after)]
    missed, gap = task.missed_hours, task.line_gap_hours
    yield [task.line_title, task.task, "nobody: never done", hours(missed.before), hours(missed.after)]
    yield [task.line_title, "all its tasks", "gap of the line", hours(gap.before), hours(gap.after)]


def _savings(removed: RankRemoved) -> Iterator[str]:
    """What it saves and costs, step by step; a negative figure is a cost."""
    if not removed.years:
        return
    yield from (f"What removing the rank {in_sentence(safe(removed.title))} saves, step by step. {NEGATIVE}", "")
    years = removed.years
    several = len(years) > 1
    head = ["", "", *[year.title for year in years], *(["all years"] if several else [])]
    rows = [
        [
            f"= {step.step}" if step.is_total else _step_words(removed, step),
            "cash" if step.cash else "not cash",
            *[pounds(_pounds(year, step.step).after) for year in years],
            *([pounds(removed.saved(step.step).after)] if several else []),
            fte(added(each.fte for year in years for each in year.steps if each.step == step.step).after),
            pounds(removed.saved(step.step).before),
        ]
        for step in years[-1].steps
    ]
    yield from table([*head, "FTE-years", "before action"], rows, texts=(0, 1))


def _step_words(removed: RankRemoved, step: SavingStep) -> str:
    """A step as papers call it: those who hold officer numbers by the title of their role."""
    if step.step == REPLACEMENTS and removed.replacement:
        return f"officers recruited as {in_sentence(safe(removed.replacement))} to hold officer numbers"
    return step.step


def _pounds(year: SavingYear, step: str) -> Change:
    return added(each.pounds for each in year.steps if each.step == step)


def _record(removed: RankRemoved) -> Iterator[str]:
    if not removed.record:
        return
    yield from ("The record beside the expected path, FTE:", "")
    rows = [
        [
            day(each.on),
            fte(each.recorded_fte),
            fte(each.expected_fte),
            between_fte(each.low_fte, each.high_fte),
            fte(each.recorded_came_back_fte),
            fte(each.expected_came_back_fte),
        ]
        for each in removed.record
    ]
    head = ["", "on record", "expected", FOUR_IN_FIVE, "posts that came back, on record", "expected"]
    yield from table(head, rows)
    if removed.fit is not None:
        stated, best = removed.fit.stated_squares, removed.fit.best_squares
        yield from (f"Squared differences add up to {stated:.2f} at the stated rate, and to {best:.2f} at best.", "")
