"""The parts of summary.md about structure: supervision, officers, initiatives, requirements."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.answer import Answer
from planner.reports.change_words import (
    asked_for,
    initiative_sentence,
    level_title,
    whole_sentence,
)
from planner.reports.figures import PLANS
from planner.reports.markdown_table import safe, table
from planner.reports.officers import OfficersOn
from planner.reports.removal_words import FOUR_IN_FIVE, supervision_sentences
from planner.reports.spans import GroupCourse
from planner.reports.structure import RankLine, by_rank
from planner.reports.words import NOTHING, between_fte, day, fte, hours, pounds

PLAN_TITLES = {"before": "before action", "after": "under the plan"}
SMALLEST_FTE = 0.05
"""A group with fewer leaders missing in every period has no table of its own [FTE]."""

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
        alone = f": {between_fte(each.low_fte, each.high_fte)}" if each.low_fte is not None else ""
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
