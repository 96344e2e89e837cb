"""The tornado: how far the gap moves when each input goes from its low to its high value, the widest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from planner.charts.chart import Chart
from planner.charts.measure import broken, height_cm, width_cm
from planner.charts.scale import round_values
from planner.charts.sheet import HALF_CAPITAL_CM, WIDTH_CM, Sheet, sheet, swatch
from planner.charts.style import DARK_BLUE, DARK_GREY, INK, PURPLE
from planner.reports.words import count, hours, in_sentence, plain

MOST = 10
"""Inputs that are drawn."""


@dataclass(frozen=True)
class _Bar:
    """What one input does."""

    title: str
    low_value: str
    high_value: str
    gap_at_low: float
    gap_at_high: float

    def reach(self, central: float) -> tuple[float, float]:
        """The smallest and the largest gap, the central one included [hours]."""
        every = (self.gap_at_low, self.gap_at_high, central)
        return min(every), max(every)

    def width(self, central: float) -> float:
        """How far the gap moves [hours]."""
        least, most = self.reach(central)
        return most - least

    def one_sided(self, central: float) -> bool:
        """Whether both values move the gap in the same direction."""
        return (self.gap_at_low - central) * (self.gap_at_high - central) > 0


def tornado_chart(
    table: pd.DataFrame, central: float, *, most: int = MOST, name: str = "tornado", title: str = ""
) -> Chart:
    """Draw what each input does to the gap.

    Args:
        table: Columns `input` (as people read it), `low_value`, `high_value` (numbers, or words with their unit),
            `gap_hours_low`, `gap_hours_high` (the gap at either value); at least one row.
        central: The gap with every input at its central value [hours].
        most: So many inputs are drawn, the widest first; the others are counted.
        name: The stem of the chart's files.
        title: What the reader should see; empty: worked out.
    """
    columns = ("input", "low_value", "high_value", "gap_hours_low", "gap_hours_high")
    every = [
        _Bar(str(what), _value(low), _value(high), float(at_low), float(at_high))
        for what, low, high, at_low, at_high in zip(*(table[column] for column in columns), strict=True)
    ]
    every.sort(key=lambda each: (-each.width(central), each.title))
    bars = tuple(every[:most])
    finding = title or _finding(bars, central)
    left_out = plain(f"The other {count(len(every) - most, 'input')} move it less") if len(every) > most else ""
    text = plain(_words(bars, central, left_out))
    return Chart(name, finding, text, partial(_draw, bars, central, left_out))


def _value(value: Any) -> str:
    """A value of an input, as it is read."""
    return value if isinstance(value, str) else f"{float(value):,.6g}"


def _finding(bars: Sequence[_Bar], central: float) -> str:
    """Which input matters most, in a sentence."""
    least, most = bars[0].reach(central)
    if hours(least) == hours(most):
        return f"None of these inputs moves the gap of {hours(central)} hours"
    return f"The gap depends most on {in_sentence(bars[0].title)}: between {hours(least)} and {hours(most)} hours"


def _words(bars: Sequence[_Bar], central: float, left_out: str) -> str:
    """The chart in words."""
    each = [
        f"{bar.title}: {hours(bar.gap_at_low)} hours at {bar.low_value}, {hours(bar.gap_at_high)} at {bar.high_value}"
        for bar in bars
    ]
    text = f"Bars around the gap as planned, {hours(central)} hours: where it goes at the low and the high value"
    return f"{text} of each input, the widest first. {'; '.join(each)}." + (f" {left_out}." if left_out else "")


def _draw(bars: Sequence[_Bar], central: float, left_out: str, title: str) -> Figure:
    """Draw the bars."""
    names = [broken(bar.title, 5.0) for bar in bars]
    rows = [max(0.85, height_cm(name) + 0.25) for name in names]
    left = 0.1 + max(map(width_cm, names)) + 0.3
    top, bottom = 1.35, 1.5 if not left_out else 2.0
    paper = sheet(
        title, "Gap over the whole plan [hours], at the low and the high value of each input", sum(rows) + top + bottom
    )
    wide, high = WIDTH_CM - left - 0.6, sum(rows)
    axes = paper.axes(left, bottom, wide, high)
    axes.set_ylim(-high, 0)
    axes.set_xlim(*_limits(bars, central, wide))
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    least, most = axes.get_xlim()
    # Room for the values beside the bars may reach below nothing, where there is no gap.
    round_values(axes.xaxis, least if _least(bars, central) < 0 else max(least, 0.0), most)
    axes.grid(axis="x")
    axes.tick_params(length=3)

    place = 0.0
    for name, bar, row in zip(names, bars, rows, strict=True):
        middle = place - row / 2
        paper.write_level(left - 0.25, bottom + high + middle, name, ha="right")
        _draw_bar(axes, bar, central, middle)
        place -= row
    axes.axvline(central, color=INK, linewidth=1.0, zorder=3)
    _key(paper, left, bottom + high + 0.75)
    label = f"as planned: {hours(central)} hours"
    half = width_cm(label, bold=True) / 2
    at = left + (central - least) / (most - least) * wide
    at = min(max(at, half + 0.1), WIDTH_CM - half - 0.1)
    paper.write(at, bottom + high + 0.15, label, ha="center", va="bottom", weight="bold")
    paper.write(left + wide / 2, bottom - 0.85, "Gap [hours]", ha="center", va="top")
    if left_out:
        paper.write(WIDTH_CM - 0.1, 0.1, f"{left_out}.", ha="right", va="bottom", color=DARK_GREY)
    return paper.figure


def _limits(bars: Sequence[_Bar], central: float, wide: float) -> tuple[float, float]:
    """From where to where the axis goes, so that the value at each end of a bar has room beside it [hours]."""
    least = _least(bars, central)
    most = max(bar.reach(central)[1] for bar in bars)
    span = most - least or max(abs(central) * 0.1, 1.0)
    beside = 0.25
    before, after = [beside], [beside]
    for _ in range(4):
        # What a label takes depends on how long the bars are drawn, and that on what all labels take.
        inner = max(wide - max(before) - max(after), wide * 0.2)
        scale = inner / span
        before, after = [beside], [beside]
        for bar in bars:
            for value, gap, is_left in _ends(bar, central):
                needed = width_cm(value) + beside
                if is_left:
                    before.append(needed - (gap - least) * scale)
                else:
                    after.append(needed - (most - gap) * scale)
    scale = max(wide - max(before) - max(after), wide * 0.2) / span
    return least - max(before) / scale, most + max(after) / scale


def _least(bars: Sequence[_Bar], central: float) -> float:
    """The smallest gap of any bar [hours]."""
    return min(bar.reach(central)[0] for bar in bars)


def _ends(bar: _Bar, central: float) -> tuple[tuple[str, float, bool], tuple[str, float, bool]]:
    """Each value with the gap it leads to, and whether it is written to the left of its bar."""
    low_left = bar.gap_at_low < central or (bar.gap_at_low == central and bar.gap_at_high >= central)
    high_left = bar.gap_at_high < central or (bar.gap_at_high == central and bar.gap_at_low > central)
    return (bar.low_value, bar.gap_at_low, low_left), (bar.high_value, bar.gap_at_high, high_left)


def _draw_bar(axes: Axes, bar: _Bar, central: float, middle: float) -> None:
    """Draw both halves of a bar, one above the other where they would cover each other."""
    low, high = _ends(bar, central)
    apart = 0.21 if bar.one_sided(central) else 0.0
    thick = 0.36 if apart else 0.5
    span = axes.get_xlim()[1] - axes.get_xlim()[0]
    for (value, gap, is_left), color, up in ((low, PURPLE, apart), (high, DARK_BLUE, -apart)):
        axes.barh(middle + up, gap - central, left=central, height=thick, color=color, zorder=2)
        shift = span * 0.008 * (-1 if is_left else 1)
        axes.text(gap + shift, middle + up - HALF_CAPITAL_CM, value, ha="right" if is_left else "left", zorder=4)


def _key(paper: Sheet, left: float, bottom: float) -> None:
    """Say which colour is which."""
    at = left
    for color, words in ((PURPLE, "at the low value"), (DARK_BLUE, "at the high value")):
        swatch(paper, at, bottom, color)
        paper.write(at + 0.5, bottom + 0.07, words)
        at += 0.5 + width_cm(words) + 0.6
