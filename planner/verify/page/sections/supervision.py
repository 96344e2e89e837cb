"""Supervision and span of control, period by period, where a rank is removed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import Said, fte, ratio, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words, from_least, if_any
from planner.verify.page.sections.opening import moment
from planner.verify.worked_out.duties import lines_of
from planner.verify.worked_out.people import Line
from planner.verify.worked_out.ways import line_of, removed_ranks

SMALLEST = 0.05
"""Fewer leaders than this are not missing, in a sentence [FTE]."""


def _leaders(figures: Figures) -> dict[str, set[Line]]:
    """Who leads each group, those who take the place of a removed rank included."""
    groups = figures.scenario.get("structure", {}).get("supervision", {})
    found = {name: {line_of(leader) for leader in group["leaders"]} for name, group in groups.items()}
    for removed in removed_ranks(figures.folder).values():
        for successor in removed.get("supervision", ()):
            found[successor["group"]].add(line_of(successor))
    return found


def _together(figures: Figures, group: str) -> tuple[set[str], set[Line]]:
    """The groups that share leaders with a group, directly or through others, and all their leaders."""
    leaders = _leaders(figures)
    groups, lines = {group}, set(leaders[group])
    while True:
        more = {name for name, own in leaders.items() if name not in groups and own & lines}
        if not more:
            return groups, lines
        groups |= more
        lines |= {line for name in more for line in leaders[name]}


def by_period(figures: Figures, grid: Grid) -> Expected:
    """Who is to be led, who has no leader, which leaders are missing, and how many there are for each leader."""
    title = grid.before.removesuffix(", FTE:")
    groups = [name for name, own in figures.groups.items() if own == title]
    rows = [_row(figures, group, period) for group in groups for period in figures.periods]
    head = ("", "to be led", "no leader, before action", "no leader, under the plan",
            "leaders missing, before action", "leaders missing, under the plan",
            "to be led for each leader, before action", "under the plan")  # fmt: skip
    return Expected(head, rows)


def _row(figures: Figures, group: str, period: str) -> Row:
    unled, missing = (
        [fte(_of(figures, column, group, period, plan)) for plan in PLANS]
        for column in ("unled_fte", "leaders_missing_fte")
    )
    spans = [_span(figures, group, period, plan) for plan in PLANS]
    return (period,), fte(_of(figures, "led_fte", group, period, "after")), *unled, *missing, *spans


def _of(figures: Figures, column: str, group: str, period: str, plan: str) -> float:
    return figures.total("supervision", column, plan=plan, group=group, period=period)


def _span(figures: Figures, group: str, period: str, plan: str) -> Said:
    groups, lines = figures.folder.stated.once(("span", group), lambda: _together(figures, group))
    led = sum(_of(figures, "led_fte", each, period, plan) for each in sorted(groups))
    there = sum(
        figures.total("staffing", "strength_fte", plan=plan, team=team, role=role, period=period)
        for team, role in sorted(lines)
    )
    return ratio(led / there if there > 0 else None)


def lost(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What is lost of a group's supervision at the end, and in the worst period."""
    for group, title in figures.groups.items():
        if within(title) != words["group"]:
            continue
        missing = {period: _of(figures, "leaders_missing_fte", group, period, "after") for period in figures.periods}
        last, worst = missing[figures.last], max(missing.values())
        at_end: Both = (
            _of(figures, "unled_fte", group, figures.last, "before"),
            _of(figures, "unled_fte", group, figures.last, "after"),
        )
        is_worse = worst > last + SMALLEST
        for period in (each for each in figures.periods if missing[each] >= worst - 1e-9):
            yield {
                "led": fte(_of(figures, "led_fte", group, figures.last, "after")),
                "unled": fte(at_end[1]),
                "before": fte(at_end[0]),
                "missing": fte(last),
                "moment": (moment(figures, period),) if is_worse else MISSING,
                "worst": fte(worst) if is_worse else MISSING,
            }


def _by_removed_rank(figures: Figures) -> list[str]:
    """Groups that a removed rank has led."""
    lines = {line for rank in figures.removed for line in lines_of(figures.folder, rank)}
    groups = figures.scenario.get("structure", {}).get("supervision", {})
    return [name for name, group in groups.items() if any(line_of(leader) in lines for leader in group["leaders"])]


def _most_missing(figures: Figures, group: str, plan: str) -> float:
    """Leaders that are missing of a group in the worst period [FTE]."""
    return max(_of(figures, "leaders_missing_fte", group, period, plan) for period in figures.periods)


def groups_lost(figures: Figures) -> Times:
    """How many groups that a removed rank led miss a leader in some period."""
    return from_least((_most_missing(figures, group, "after") for group in _by_removed_rank(figures)), SMALLEST)


def groups_shown(figures: Figures) -> int:
    """How many groups have a table: those led by a removed rank or short of leaders, where a rank is removed at all."""
    if not any(lines_of(figures.folder, rank) for rank in figures.removed):
        return 0
    short = {group for group in figures.groups for plan in PLANS if _most_missing(figures, group, plan) >= SMALLEST}
    return len(short | set(_by_removed_rank(figures)))


def any_group_shown(figures: Figures) -> int:
    """Whether any has."""
    return int(groups_shown(figures) > 0)


def mean_unled(figures: Figures, words: Words) -> Iterator[Meaning]:
    """People whom nobody leads, and leaders that are missing, on average."""
    del words
    count = max(1, len({row.period for row in figures.rows("supervision", reported=True)}))
    unled, missing = (figures.both("supervision", column) for column in ("unled_fte", "leaders_missing_fte"))
    yield {"after": fte(unled[1] / count), "before": fte(unled[0] / count), "missing": fte(missing[1] / count)}


def anybody_unled(figures: Figures) -> Times:
    """Whether anybody has no leader, on average."""
    count = max(1, len({row.period for row in figures.rows("supervision", reported=True)}))
    return if_any(from_least((unled / count for unled in figures.both("supervision", "unled_fte")), SMALLEST))


SAYINGS = (
    Saying(
        "of {led} FTE {group:groupin} {unled} have no leader at the end ({before} before action); {missing} leaders are"
        " missing[, at the worst, {moment:words}, {worst}]",
        lost,
        due=groups_lost,
    ),
)
MEAN = Saying(
    "on average {after} FTE have no leader ({before} before action); {missing} leaders are missing",
    mean_unled,
    due=anybody_unled,
)
