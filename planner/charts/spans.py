"""Span of control of each group at the end of the plan, beside the most that its leaders may lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.key import Sample, draw_key, key_cm
from planner.charts.measure import broken, height_cm, width_cm
from planner.charts.scale import round_values
from planner.charts.sheet import HALF_CAPITAL_CM, WIDTH_CM, sheet
from planner.charts.style import BEFORE, DARK_GREY, DARK_PINK, LIGHT_GREY, PLAN
from planner.plan.plan import Plan
from planner.reports.figures import at_end, of_lines, reported, total
from planner.reports.spans import groups_together
from planner.reports.words import count, in_sentence, listed, plain, spaced

NAME = "span_of_control"

_NAMES_CM = 5.6
_ROW_CM = 0.8
_FIGURE_CM, _LIMIT_CM = width_cm("no leader"), width_cm("limit") + 0.4
"""Columns of figures beside the lines."""
_ABOVE = 0.05
"""A span is above its limit by more than this [FTE per FTE]."""
_LIMIT_MARK: dict[str, Any] = {"color": DARK_PINK, "marker": "|", "markersize": 15, "markeredgewidth": 2.4}
_PLAN_MARK: dict[str, Any] = {"color": PLAN, "marker": "o", "markersize": 6.5}
_BEFORE_MARK: dict[str, Any] = {
    "color": BEFORE,
    "marker": "D",
    "markersize": 9,
    "markerfacecolor": "white",
    "markeredgewidth": 1.2,
}


@dataclass(frozen=True)
class _Span:
    """People who must be led for each leader in post, at the end of the plan [FTE per FTE]."""

    title: str
    limit: float
    """The most, as the plan shares its people out between leaders."""
    plan: float | None
    """None where no leader is in post."""
    before: float | None

    @property
    def is_above(self) -> bool:
        """Whether each leader has more people than the limit, or there are people and no leader at all."""
        return self.plan is None or self.plan > self.limit + _ABOVE


def spans_chart(plan: Plan) -> Chart | None:
    """Draw spans of control beside their limits; none where nobody must be led."""
    spans = tuple(_spans(plan))
    if not spans:
        return None
    title = _finding(spans)
    return Chart(NAME, title, _words(spans), partial(_draw, spans))


def _spans(plan: Plan) -> list[_Span]:
    """Groups in the order of the scenario; those that share leaders are one, so that no leader counts twice."""
    supervision, leaders, people = (at_end(reported(plan, name)) for name in ("supervision", "leaders", "staffing"))
    specs = plan.loaded.scenario.structure.supervision
    found: list[_Span] = []
    told: set[str] = set()
    for name in specs:
        if name in told:
            continue
        groups, lines = groups_together(plan.loaded.scenario, name)
        told |= groups
        limit = _limit(supervision, leaders, groups)
        if limit is not None:
            title = " + ".join(spec.title or spaced(each) for each, spec in specs.items() if each in groups)
            led = total(supervision[supervision["group"].isin(groups)], "led_fte")
            there = total(of_lines(people, lines), "strength_fte")
            found.append(_Span(title, limit, _each(led.after, there.after), _each(led.before, there.before)))
    return found


def _each(led: float, leaders: float) -> float | None:
    """People for each leader in post; none without any leader [FTE per FTE]."""
    return led / leaders if leaders > 0 else None


def _limit(supervision: pd.DataFrame, leaders: pd.DataFrame, groups: set[str]) -> float | None:
    """People for each leader who would be needed, as the plan shares them out [FTE per FTE]."""
    rows = supervision[supervision["group"].isin(groups)]
    needed = total(leaders[leaders["group"].isin(groups)], "leaders_needed_fte").after
    needed += total(rows, "leaders_missing_fte").after
    return total(rows, "led_fte").after / needed if needed > 0 else None


def _finding(spans: Sequence[_Span]) -> str:
    """Where the limit is passed, in a sentence."""
    above = [span for span in spans if span.is_above]
    if not above:
        return "Every group has enough leaders: no span of control is above its limit"
    worst = max(above, key=lambda each: float("inf") if each.plan is None else each.plan / each.limit)
    if worst.plan is None:
        return f"No leader is in post for {in_sentence(worst.title)}"
    text = f"{worst.title}: {worst.plan:.1f} people for each leader, above the limit of {worst.limit:.1f}"
    others = len(above) - 1
    is_above = "is above its own" if others == 1 else "are above theirs"
    return plain(f"{text}; {count(others, 'other group')} {is_above}") if others else text


def _words(spans: Sequence[_Span]) -> str:
    """The chart in words."""
    each = [
        f"{span.title}: {_number(span.plan)}, limit {_number(span.limit)} (before action {_number(span.before)})"
        for span in spans
    ]
    return plain(f"People for each leader in post at the end of the plan, by group: {listed(each)}.")


def _number(span: float | None) -> str:
    return "no leader" if span is None else f"{span:.1f}"


def _draw(spans: Sequence[_Span], title: str) -> Figure:
    """Draw a line for each group, with its limit, the plan and the plan before action on it."""
    names = [broken(span.title, _NAMES_CM) for span in spans]
    rows = [max(_ROW_CM, height_cm(name) + 0.3) for name in names]
    key = (
        Sample("plan", {**_PLAN_MARK, "linestyle": "none"}, "mark"),
        Sample("before action", {**_BEFORE_MARK, "linestyle": "none"}, "mark"),
        Sample("limit", {**_LIMIT_MARK, "linestyle": "none"}, "mark"),
    )
    left = 0.1 + max(map(width_cm, names)) + 0.4
    figures_cm = _FIGURE_CM + _LIMIT_CM + 0.2
    bottom, high = 1.35, sum(rows)
    head = key_cm(key, left) + 0.5
    shown = "Span of control: people for each leader in post at the end of the plan [FTE for each FTE]"
    paper = sheet(title, shown, bottom + high + head)
    wide = WIDTH_CM - left - figures_cm - 0.2
    axes = paper.axes(left, bottom, wide, high)
    most = max(value for span in spans for value in (span.limit, span.plan, span.before) if value is not None)
    axes.set_xlim(0, most * 1.06)
    axes.set_ylim(-high, 0)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    round_values(axes.xaxis, 0, most * 1.06, 6)
    axes.tick_params(length=3)
    draw_key(paper, left, bottom + high + head, key)
    for right, words in ((WIDTH_CM - 0.1 - _LIMIT_CM, "plan"), (WIDTH_CM - 0.1, "limit")):
        paper.write(right, bottom + high + 0.15, words, ha="right", color=DARK_GREY)
    place = 0.0
    for name, span, row in zip(names, spans, rows, strict=True):
        middle = place - row / 2
        axes.plot([0, most * 1.06], [middle, middle], color=LIGHT_GREY, linewidth=0.8, zorder=1)
        for value, look in ((span.limit, _LIMIT_MARK), (span.before, _BEFORE_MARK), (span.plan, _PLAN_MARK)):
            if value is not None:
                axes.plot([value], [middle], zorder=3, clip_on=False, **look)
        paper.write_level(left - 0.3, bottom + high + middle, name, ha="right")
        weight = "bold" if span.is_above else "normal"
        for right, value in ((WIDTH_CM - 0.1 - _LIMIT_CM, span.plan), (WIDTH_CM - 0.1, span.limit)):
            paper.write_level(right, bottom + high + middle, _number(value), ha="right", weight=weight)
        place -= row
    paper.write(left + wide / 2, 0.1 + HALF_CAPITAL_CM, "People for each leader", ha="center")
    return paper.figure
