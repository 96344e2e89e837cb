"""The frontier: the least gap that each amount of money can reach, and what the next pounds buy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.numbers import short_pounds
from planner.charts.placing import Labels
from planner.charts.scale import round_values
from planner.charts.sheet import WIDTH_CM, sheet
from planner.charts.style import BEFORE, ORANGE, ORANGE_TEXT, PLAN
from planner.reports.words import count, hours, in_sentence, listed, plain

Point = tuple[float, float]
"""Cost [pounds] and gap [hours]."""

_MOST_SLOPES = 3
"""Stretches of the frontier that are labelled with their slope."""
_SHORTEST = 0.1
"""A stretch is labelled if it is at least so long, as a share of the whole [share]."""
_UNITS = (100_000.0, 10_000.0, 1_000.0, 100.0, 10.0)
"""Amounts by which the next money is told, the first that is small beside the frontier [pounds]."""
_BESIDE = 1.0
"""What a stretch buys is written no farther from it than this [cm]."""
_NOTHING = 0.5
"""Less than this is bought nowhere on a chart [hours]."""


@dataclass(frozen=True)
class _Frontier:
    """The corners of the frontier, the cheapest first, and points that are marked."""

    pounds: tuple[float, ...]
    gap_hours: tuple[float, ...]
    today: Point | None
    knee: Point | None
    before: Point | None
    money: str
    """What the pounds are."""

    @property
    def unit(self) -> float:
        """The amount by which the next money is told [pounds]."""
        return next((unit for unit in _UNITS if unit <= (self.pounds[-1] - self.pounds[0]) / 2), _UNITS[-1])

    def next_buys(self, place: float) -> float:
        """By how much the gap falls with the next amount, as the frontier goes on from there [hours]."""
        stretch = next((each for each in self.stretches() if place < each[1] - 1e-6 * self.unit), None)
        if stretch is None:
            return 0.0
        left = float(np.interp([place, place + self.unit], self.pounds, self.gap_hours) @ [1.0, -1.0])
        return left if place + self.unit <= self.pounds[-1] else max(left, 0.0)

    def stretches(self) -> list[tuple[float, float, float]]:
        """From where to where [pounds], and what one amount buys there [hours]."""
        pairs = zip(self.pounds, self.gap_hours, strict=True)
        first, *others = pairs
        found = []
        for second in others:
            if second[0] > first[0]:
                found.append((first[0], second[0], (first[1] - second[1]) / (second[0] - first[0]) * self.unit))
            first = second
        return found

    def labelled(self) -> list[tuple[float, float, float]]:
        """The longest stretches, as on the frontier: where their middle is, and what one amount buys there."""
        whole = self.pounds[-1] - self.pounds[0]
        long = [each for each in self.stretches() if each[1] - each[0] >= _SHORTEST * whole]
        longest = sorted(long, key=lambda each: (each[0] - each[1], each[0]))[:_MOST_SLOPES]
        return sorted(longest)


def frontier_chart(
    table: pd.DataFrame,
    today: Point | None,
    *,
    knee: Point | None = None,
    before: Point | None = None,
    name: str = "frontier",
    title: str = "",
    text: str = "",
    money: str = "Cost of the plan",
) -> Chart:
    """Draw the least gap against cost.

    Args:
        table: Columns `pounds` and `gap_hours`: the corners of the frontier in any order, at least one.
        today: Cost and gap of the plan as the scenario has it; none: not marked.
        knee: Cost and gap from where on money buys clearly less; none: not marked.
        before: Cost and gap before action; none: not marked.
        name: The stem of the chart's files.
        title: What the reader should see; empty: worked out.
        text: The chart in words; empty: worked out.
        money: What the pounds are.
    """
    rows = table.sort_values(["pounds", "gap_hours"])
    pounds, gaps = tuple(map(float, rows["pounds"])), tuple(map(float, rows["gap_hours"]))
    found = _Frontier(pounds, gaps, today, knee, before, money)
    finding = title or _finding(found)
    return Chart(name, finding, plain(text or _words(found)), partial(_draw, found))


def _buys(frontier: _Frontier, hours_less: float) -> str:
    return f"{short_pounds(frontier.unit)} buys {hours(hours_less) if hours_less >= _NOTHING else 'no'} hours"


def _money(frontier: _Frontier, place: float) -> str:
    return short_pounds(place, frontier.unit / 10 if len(frontier.pounds) > 1 else 0.0)


def _finding(frontier: _Frontier) -> str:
    """What the frontier says, in a sentence."""
    unit = short_pounds(frontier.unit)
    if frontier.today is not None:
        bought = frontier.next_buys(frontier.today[0])
        first = f"The next {unit} takes {hours(bought)} hours off the gap"
        if bought < _NOTHING:
            return "More money would take nothing more off the gap"
        if frontier.knee is not None and frontier.knee[0] > frontier.today[0]:
            later = frontier.next_buys(frontier.knee[0])
            return f"{first}; beyond {_money(frontier, frontier.knee[0])} it takes {hours(later)}"
        return first
    if len(frontier.pounds) == 1:
        return f"{_money(frontier, frontier.pounds[0])} leaves a gap of {hours(frontier.gap_hours[0])} hours"
    return (
        f"Between {_money(frontier, frontier.pounds[0])} and {_money(frontier, frontier.pounds[-1])} the gap falls from"
        f" {hours(frontier.gap_hours[0])} to {hours(frontier.gap_hours[-1])} hours"
    )


def _words(frontier: _Frontier) -> str:
    """The frontier in words."""
    ends = [
        f"{hours(gap)} hours at {_money(frontier, cost)}"
        for cost, gap in zip(frontier.pounds, frontier.gap_hours, strict=True)
    ]
    text = f"Line of the least gap that each amount of money can reach: {ends[0]}"
    text += f", falling to {ends[-1]}, with {count(len(ends), 'corner')}." if len(ends) > 1 else "."
    marks = (
        ("Before action", frontier.before),
        ("The plan", frontier.today),
        ("The knee, from where on money buys clearly less", frontier.knee),
    )
    for what, point in marks:
        if point is not None:
            text += f" {what}: {hours(point[1])} hours at {_money(frontier, point[0])}."
    slopes = [
        f"{_money(frontier, begin)} to {_money(frontier, end)}: {_buys(frontier, bought)}"
        for begin, end, bought in frontier.labelled()
    ]
    return text + (f" Longest stretches: {listed(slopes)}." if slopes else "")


def _draw(frontier: _Frontier, title: str) -> Figure:
    """Draw the frontier."""
    height, left, bottom = 8.2, 1.7, 1.35
    paper = sheet(title, f"Gap over the whole plan [hours], by {in_sentence(frontier.money)}", height)
    wide, high = WIDTH_CM - left - 0.6, height - bottom - 0.1
    axes = paper.axes(left, bottom, wide, high)
    marked = [point for point in (frontier.today, frontier.knee, frontier.before) if point is not None]
    costs = [*frontier.pounds, *(point[0] for point in marked)]
    most_gap = max([*frontier.gap_hours, *(point[1] for point in marked)])
    room = (max(costs) - min(costs)) * 0.06 or max(abs(costs[0]) * 0.05, 1.0)
    axes.set_xlim(min(costs) - room, max(costs) + room)
    axes.set_ylim(0, most_gap * 1.12 or 1.0)

    axes.plot(frontier.pounds, frontier.gap_hours, color=PLAN, linewidth=2.0, marker="o", markersize=3.5, clip_on=False)
    round_values(axes.xaxis, *axes.get_xlim(), words=short_pounds)
    round_values(axes.yaxis, *axes.get_ylim())
    axes.grid(axis="y")
    axes.tick_params(length=3)
    paper.write(left + wide / 2, 0.1, frontier.money, ha="center", va="bottom")
    _write_labels(frontier, axes, Labels(axes, wide, high))
    return paper.figure


def _write_labels(frontier: _Frontier, axes: Axes, labels: Labels) -> None:
    """Mark the points with what they are, then the longest stretches with what money buys there."""
    labels.keep_off_line(frontier.pounds, frontier.gap_hours)
    marks = list(_marks(frontier))
    for mark in marks:
        axes.plot(
            *mark.point,
            marker=mark.marker,
            markersize=8,
            markerfacecolor=mark.face,
            markeredgecolor=mark.color,
            zorder=4,
            clip_on=False,
        )
        labels.keep_off_mark(*mark.point)
    for mark in sorted(marks, key=lambda each: each.point[1]):
        text = f"{mark.what}: {hours(mark.point[1])} hours at {_money(frontier, mark.point[0])}"
        if mark.point != frontier.before and (bought := frontier.next_buys(mark.point[0])) >= _NOTHING:
            text += f"\nnext {_buys(frontier, bought)}"
        labels.put(*mark.point, text, mark.color)
    if len(frontier.pounds) == 1 and not marks:
        labels.put(frontier.pounds[0], frontier.gap_hours[0], f"{hours(frontier.gap_hours[0])} hours", PLAN)
    known = [mark.point[0] for mark in marks if mark.point != frontier.before]
    for begin, end, bought in frontier.labelled():
        if not any(begin <= place < end for place in known):
            middle = (begin + end) / 2
            gap = float(np.interp(middle, frontier.pounds, frontier.gap_hours))
            labels.put(middle, gap, _buys(frontier, bought), farthest=_BESIDE)


@dataclass(frozen=True)
class _Mark:
    """A point that is marked."""

    point: Point
    what: str
    marker: str
    face: str
    color: str
    """Of its edge and of its label."""


def _marks(frontier: _Frontier) -> Iterator[_Mark]:
    """The points that are marked, each with a shape of its own."""
    if frontier.today is not None:
        yield _Mark(frontier.today, "Plan", "o", PLAN, PLAN)
    if frontier.knee is not None:
        yield _Mark(frontier.knee, "Knee", "D", ORANGE, ORANGE_TEXT)
    if frontier.before is not None:
        yield _Mark(frontier.before, "Before action", "s", "white", BEFORE)
