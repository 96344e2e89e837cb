"""Demand, capacity and gap of all teams period by period, and below them what waits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.key import Sample, draw_key
from planner.charts.measure import width_cm
from planner.charts.periods import Periods, periods_of, room_cm, write_periods
from planner.charts.scale import plain_number, round_values
from planner.charts.sheet import WIDTH_CM, sheet
from planner.charts.style import BEFORE, DARK_PINK, ORANGE, PLAN
from planner.plan.plan import Plan
from planner.reports.figures import reported
from planner.reports.waiting import trend
from planner.reports.words import hours, plain

NAME = "over_time"

_PANEL_CM = 4.4
_HEAD_CM = 1.5
_PLAN_LINE: dict[str, Any] = {"color": PLAN, "linewidth": 2.0, "solid_capstyle": "butt"}
_BEFORE_LINE: dict[str, Any] = {"color": BEFORE, "linewidth": 1.4, "linestyle": (0, (4, 2))}
_DEMAND_LINE: dict[str, Any] = {"color": DARK_PINK, "linewidth": 1.6, "linestyle": (0, (1, 1))}
_UPPER_KEY = (
    Sample("demand arriving", _DEMAND_LINE),
    Sample("capacity, plan", _PLAN_LINE),
    Sample("capacity, before action", _BEFORE_LINE),
    Sample("gap, plan", {"color": ORANGE}, "area"),
)
_LOWER_KEY = (
    Sample("waiting, plan", _PLAN_LINE),
    Sample("waiting, before action", _BEFORE_LINE),
    Sample("overdue, plan", {"color": ORANGE}, "area"),
)
_PEAK = 1.5
"""A backlog that is so many times as large as at the opening and at the end has a peak worth telling."""
_CLEARLY = 0.01
"""Demand is above capacity where it is higher by more than this [share]."""


@dataclass(frozen=True)
class _Course:
    """What happens in each period [hours]."""

    demand: tuple[float, ...]
    """Hours of the cases that arrive, under the plan."""
    capacity: tuple[float, ...]
    """Hours on hand: worked on cases, and to spare."""
    capacity_before: tuple[float, ...]
    gap: tuple[float, ...]
    gap_before: tuple[float, ...]
    waiting: tuple[float, ...]
    """Hours of the cases that wait at the end of the period."""
    waiting_before: tuple[float, ...]
    overdue: tuple[float, ...]
    """Of them, overdue."""
    opening_hours: float
    """Hours of the cases that wait at the opening."""

    @property
    def short(self) -> int:
        """In how many periods more arrives than can be worked."""
        return sum(demand > (1 + _CLEARLY) * hand for demand, hand in zip(self.demand, self.capacity, strict=True))


def over_time_chart(plan: Plan) -> Chart | None:
    """Draw demand, capacity, gap and backlog over time; none where there is no demand."""
    periods = periods_of(plan)
    if not reported(plan, "work")["arrivals_hours"].any():
        return None
    course = _course(plan, periods)
    title = _finding(course, periods)
    return Chart(NAME, title, _words(course, periods), partial(_draw, course, periods))


def _course(plan: Plan, periods: Periods) -> _Course:
    work, staffing = reported(plan, "work"), reported(plan, "staffing")
    staffing = staffing.assign(hand_hours=staffing["worked_hours"] + staffing["spare_hours"])
    windows = plan.table("coverage", scope="force", window_kind="period").rename(columns={"window": "period"})

    def course(rows: pd.DataFrame, column: str, stance: str) -> tuple[float, ...]:
        sums = rows[rows["plan"] == stance].groupby("period")[column].sum()
        return tuple(float(sums.get(period, 0.0)) for period in periods.names)

    return _Course(
        course(work, "arrivals_hours", "after"),
        course(staffing, "hand_hours", "after"),
        course(staffing, "hand_hours", "before"),
        course(windows, "gap_hours", "after"),
        course(windows, "gap_hours", "before"),
        course(work, "backlog_hours", "after"),
        course(work, "backlog_hours", "before"),
        course(work, "overdue_hours", "after"),
        trend(plan).opening_hours,
    )


def _finding(course: _Course, periods: Periods) -> str:
    """How the backlog goes, and whether capacity is enough, in a sentence."""
    first, last, most = course.opening_hours, course.waiting[-1], max(course.waiting)
    goes = "grows" if last > first else "falls"
    text = f"The backlog {goes} from {hours(first)} to {hours(last)} hours"
    if most > _PEAK * max(first, last) and hours(most) != hours(max(first, last)):
        when = periods.in_words([course.waiting.index(most)])
        text = f"The backlog peaks at {hours(most)} hours {when} and ends at {hours(last)}"
    elif hours(first) == hours(last):
        text = f"The backlog stays at {hours(last)} hours"
    if course.short:
        often = f"{course.short} of {periods.count} {periods.step}s"
        text += f"; demand exceeds capacity in {f'every {periods.step}' if course.short == periods.count else often}"
    return text


def _words(course: _Course, periods: Periods) -> str:
    """The chart in words."""
    worst = int(np.argmax(course.gap))
    return plain(
        f"Two panels by {periods.step}, for all teams. Above: demand arriving, {hours(min(course.demand))} to"
        f" {hours(max(course.demand))} hours a {periods.step}; hours on hand under the plan,"
        f" {hours(min(course.capacity))} to {hours(max(course.capacity))} (before action"
        f" {hours(min(course.capacity_before))} to {hours(max(course.capacity_before))}); the gap, largest with"
        f" {hours(course.gap[worst])} hours {periods.in_words([worst])} (before action at most"
        f" {hours(max(course.gap_before))}). Below: hours waiting, {hours(course.opening_hours)} at the opening,"
        f" {hours(course.waiting[-1])} at the end, {hours(course.overdue[-1])} of them overdue; before action"
        f" {hours(course.waiting_before[-1])} at the end."
    )


def _draw(course: _Course, periods: Periods, title: str) -> Figure:
    """Draw both panels on one axis of time."""
    foot = room_cm() + 0.3
    paper = sheet(title, f"All teams by {periods.step} [hours]", foot + 2 * (_PANEL_CM + _HEAD_CM) - 0.3)
    most = (
        max(*course.demand, *course.capacity, *course.capacity_before, *course.gap),
        max(*course.waiting, *course.waiting_before, 1.0),
    )
    left = 0.3 + max(width_cm(plain_number(float(f"{1.2 * each:.1g}"), 1)) for each in most)
    wide = WIDTH_CM - left - 0.2
    upper = paper.axes(left, foot + _PANEL_CM + _HEAD_CM, wide, _PANEL_CM)
    lower = paper.axes(left, foot, wide, _PANEL_CM)
    _frame(upper, periods, most[0])
    _frame(lower, periods, most[1])
    for axes, values, look in (
        (upper, course.capacity_before, _BEFORE_LINE),
        (upper, course.capacity, _PLAN_LINE),
        (upper, course.demand, _DEMAND_LINE),
        (lower, course.waiting_before, _BEFORE_LINE),
        (lower, course.waiting, _PLAN_LINE),
    ):
        # A line needs two ends; a single period is a point.
        marker = "o" if periods.count == 1 else ""
        axes.plot(np.arange(periods.count) + 0.5, values, marker=marker, clip_on=False, **look)
    for axes, values in ((upper, course.gap), (lower, course.overdue)):
        axes.bar(np.arange(periods.count) + 0.5, values, width=0.7, zorder=1.5, color=ORANGE)
    for bottom, what, key in (
        (foot + _PANEL_CM + _HEAD_CM, "Demand, capacity (hours on hand) and gap", _UPPER_KEY),
        (foot, f"Backlog at the end of each {periods.step}", _LOWER_KEY),
    ):
        paper.write_level(0.1, bottom + _PANEL_CM + 0.85, what, weight="bold")
        draw_key(paper, 0.1, bottom + _PANEL_CM + 0.65, key)
    for place in write_periods(paper, periods, left, foot - 0.2, wide):
        lower.plot([place + 0.5] * 2, [0, -0.02 * most[1]], color=BEFORE, linewidth=0.7, clip_on=False)
    return paper.figure


def _frame(axes: Axes, periods: Periods, most: float) -> None:
    """Give a panel its scales."""
    axes.set_xlim(0, periods.count)
    axes.set_ylim(0, most * 1.05)
    axes.set_xticks([])
    round_values(axes.yaxis, 0, most * 1.05, 4)
    axes.grid(axis="y")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
