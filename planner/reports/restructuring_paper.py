"""The parts of summary.md about structure: ranks removed, supervision, officers, initiatives, requirements."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.removal import REPLACEMENTS
from planner.reports.answer import Answer
from planner.reports.change_words import (
    asked_for,
    initiative_sentence,
    level_title,
    whole_sentence,
)
from planner.reports.figures import PLANS, Change, added
from planner.reports.markdown_table import safe, table
from planner.reports.officers import OfficersOn
from planner.reports.removal import Holders, RankRemoved, RankTask, SavingStep, SavingYear
from planner.reports.removal_words import FOUR_IN_FIVE, removal_sentences, supervision_sentences
from planner.reports.spans import GroupCourse
from planner.reports.structure import RankLine, by_rank
from planner.reports.words import day, fte, hours, in_sentence, percent, pounds

PLAN_TITLES = {"before": "before action", "after": "under the plan"}
EVERY = 10_000
"""Nothing is folded together here."""
SMALLEST_FTE = 0.05
"""A group with fewer leaders missing in every period has no table of its own [FTE]."""
NOTHING = "–"
"""Where a figure would stand for what is not there."""

NEGATIVE = "A negative figure is a cost; what is not cash is the time of people who are paid anyway."
INDICATIVE = (
    "Posts and people by rank and team. A line under about five FTE is indicative: nobody is a part of a person, and"
    f" chance decides who leaves; natural wastage alone would leave so many of it {FOUR_IN_FIVE}."
)
SPANS = (
    "The span of control is how many people are to be led for each leader in post; groups that share leaders count"
    " together."
)
CENSUS = (
    "Heads on census days. The officers of the whole force change as those of these teams do, less those who came from"
    " other parts of the force, and with those who went there."
)


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
    alone = _between(each.low_fte, each.high_fte)
    return [each.period, fte(each.fte.before), fte(each.fte.after), alone, *[fte(figure.after) for figure in figures]]


def _between(low: float | None, high: float | None) -> str:
    return NOTHING if low is None or high is None else f"{fte(low)} to {fte(high)}"


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
            _between(each.low_fte, each.high_fte),
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


def supervision(answer: Answer) -> Iterator[str]:
    """Supervision and span of control period by period, where a removed rank has led or leaders are missing."""
    groups = [each for each in answer.group_courses if each.by_removed_rank or _is_short(each)]
    if not groups:
        return
    yield from ("## Supervision, period by period", "")
    said = list(supervision_sentences(answer.group_courses))
    yield from (f"- {safe(sentence)}" for sentence in said)
    if said:
        yield ""
    yield from (SPANS, "")
    for group in groups:
        yield from (f"{safe(group.title)}, FTE:", "")
        yield from table(
            [
                "",
                "to be led",
                "no leader, before action",
                "no leader, under the plan",
                "leaders missing, before action",
                "leaders missing, under the plan",
                "to be led for each leader, before action",
                "under the plan",
            ],
            [
                [
                    each.period,
                    fte(each.led_fte.after),
                    *[fte(getattr(each.unled_fte, plan)) for plan in PLANS],
                    *[fte(getattr(each.leaders_missing_fte, plan)) for plan in PLANS],
                    *[_span(getattr(each.span, plan)) for plan in PLANS],
                ]
                for each in group.periods
            ],
        )


def _is_short(group: GroupCourse) -> bool:
    missing = [max(each.leaders_missing_fte.before, each.leaders_missing_fte.after) for each in group.periods]
    return max(missing, default=0.0) >= SMALLEST_FTE


def _span(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}"


def structure(answer: Answer) -> Iterator[str]:
    """Posts and people by rank and team, before and after."""
    if not answer.structure:
        return
    yield from ("## Structure", "", INDICATIVE, "")
    rows = [_rank_line(each) for each in answer.structure]
    if len({each.team for each in answer.structure}) > 1:
        rows += [_rank_line(each) for each in by_rank(answer.structure)]
    head = [
        "team",
        "rank or grade",
        "posts at the opening",
        "posts at the end",
        "FTE at the opening",
        "FTE at the end, before action",
        "under the plan",
        "heads, under the plan",
        "",
    ]
    yield from table(head, rows, texts=(0, 1, 8))


def _rank_line(each: RankLine) -> list[str]:
    marks = ["removed"] if each.is_removed else []
    if each.indicative:
        alone = f": {_between(each.low_fte, each.high_fte)}" if each.low_fte is not None else ""
        marks.append(f"indicative{alone}")
    return [
        each.team_title,
        each.title,
        fte(each.opening_posts_fte),
        fte(each.closing_posts_fte.after),
        fte(each.opening_fte),
        fte(each.closing_fte.before),
        fte(each.closing_fte.after),
        fte(each.closing_heads.after),
        "; ".join(marks),
    ]


def officers(answer: Answer) -> Iterator[str]:
    """Officers on each census day, what changes in the whole force, and the grant at risk."""
    if not answer.officers:
        return
    yield from ("## Officers", "", CENSUS, "")
    force = any(each.force_heads is not None for each in answer.officers)
    target = any(each.target_heads is not None for each in answer.officers)
    head = ["", "", "in these teams", "change since the opening", "came from the force", "went to it", "whole force"]
    head += ["its officers"] * force + ["promised", "missing", "grant at risk"] * target
    rows = [_officers_on(each, plan, force, target) for each in answer.officers for plan in PLANS]
    yield from table(head, rows, texts=(0, 1))


def _officers_on(each: OfficersOn, plan: str, force: bool, target: bool) -> list[str]:
    changes = (each.heads, each.change_heads, each.taken_heads, each.given_heads, each.net_change_heads)
    row = [day(each.census), PLAN_TITLES[plan], *[fte(getattr(change, plan)) for change in changes]]
    if force:
        row.append(NOTHING if each.force_heads is None else fte(getattr(each.force_heads, plan)))
    if target:
        promised = NOTHING if each.target_heads is None else fte(each.target_heads)
        row += [promised, fte(getattr(each.missing_heads, plan)), pounds(getattr(each.grant_at_risk_pounds, plan))]
    return row


def initiatives(answer: Answer) -> Iterator[str]:
    """Changes to how work is done: from when, chosen or not, what they take and do."""
    if not answer.initiatives:
        return
    yield from ("## Changes to how work is done", "")
    for each in answer.initiatives:
        decided = f"; decided by {each.decided_by}" if each.decided_by else ""
        yield f"- {safe(initiative_sentence(each) + decided)}"
    yield ""
    rows = [
        [
            each.title,
            day(each.starts) if each.starts else f"{_date(each.earliest)} to {_date(each.latest)}, or not",
            _runs(each.runs_from, each.runs_at_first),
            pounds(each.pounds.after),
            fte(each.tied_up_fte.after),
            hours(each.saved_hours.after),
            hours(each.saved_elsewhere_hours.after),
            hours(each.fewer_cases.after),
            hours(each.handed_over_cases.after),
        ]
        for each in answer.initiatives
    ]
    head = [
        "",
        "may start",
        "runs from",
        "costs",
        "ties up, FTE on average",
        "saves, hours",
        "saves elsewhere, hours",
        "cases fewer",
        "cases borne by partners",
    ]
    yield from table(head, rows, texts=(0, 1, 2))


def _date(value: object) -> str:
    return day(value) if value is not None else ""  # type: ignore[arg-type]


def _runs(begins: object, at_first: bool) -> str:
    if begins is not None:
        return _date(begins)
    return "before the plan" if at_first else NOTHING


def requirements(answer: Answer) -> Iterator[str]:
    """Requirements in posts: what is asked for, what is short of it and what is over."""
    if not answer.requirements:
        return
    yield from ("## Requirements in posts, FTE", "", "Means over the reported periods in which they hold.", "")
    rows = [
        [
            each.title,
            each.team,
            each.roles,
            asked_for(each),
            *[
                fte(getattr(change, plan))
                for change in (each.short_fte, each.over_fte, each.reduced_fte)
                for plan in PLANS
            ],
            fte(each.worst_short_fte.after),
        ]
        for each in answer.requirements
    ]
    pairs = [f"{what}, {PLAN_TITLES[plan]}" for what in ("short", "over", "on reduced hours") for plan in PLANS]
    head = ["", "team", "roles", "asked for", *pairs, "short in the worst period"]
    yield from table(head, rows, texts=(0, 1, 2))


def whole_people(answer: Answer) -> Iterator[str]:
    """What it costs that people, or initiatives, are whole, in the order of what is minimised."""
    rounding = answer.rounding
    if rounding is None:
        return
    said = whole_sentence(rounding)
    head = "Whole people" if rounding.of_people else "Initiatives whole or not at all"
    yield from (f"## {head}", "", f"{safe(said[:1].upper() + said[1:])}.", "")
    rows = [
        [level_title(each.level), each.unit, hours(each.continuous), hours(each.whole), hours(each.price)]
        for each in rounding.levels
    ]
    yield from table(["in the order of priority", "unit", "in fractions", "whole", "costs"], rows, texts=(0, 1))
