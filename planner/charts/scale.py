"""Round values along an axis, few enough to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from planner.charts.measure import line_cm, width_cm
from planner.charts.sheet import CM_PER_INCH

if TYPE_CHECKING:
    from matplotlib.axis import Axis

_APART_CM = 0.3
"""Free space between two values along a level axis [cm]."""

Words = Callable[[float, float], str]
"""A value as it stands on an axis, given how far values there are apart."""


def plain_number(value: float, step: float) -> str:
    """A number with its thousands apart."""
    del step
    return f"{value + 0.0:,.10g}"


def round_values(axis: Axis, least: float, most: float, count: int = 5, words: Words = plain_number) -> None:
    """Put round values on an axis, from a least to a most and not beyond, as many as have room.

    Args:
        axis: The axis; its limits must not change any more.
        least: No value is smaller.
        most: No value is larger.
        count: About how many at most.
        words: How a value is written.
    """
    cm = _cm_of_one(axis)
    for about in range(count, 0, -1):
        every = MaxNLocator(about, steps=[1, 2, 2.5, 5, 10]).tick_values(least, most)
        step = float(every[1] - every[0])
        shown = [float(value) for value in every if least - 1e-9 * step <= value <= most + 1e-9 * step]
        names = [words(value, step) for value in shown]
        needed = max(map(width_cm, names), default=0.0) + _APART_CM if _is_level(axis) else line_cm()
        if needed <= step * cm:
            break
    axis.set_major_locator(FixedLocator(shown))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words(value, step)))


def _cm_of_one(axis: Axis) -> float:
    """How long one unit of an axis is on paper [cm]."""
    axes = axis.axes
    place, dots_per_inch = axes.get_window_extent(), axes.figure.dpi
    dots = place.width if _is_level(axis) else place.height
    low, high = axis.get_view_interval()
    return float(dots / dots_per_inch * CM_PER_INCH / (high - low))


def _is_level(axis: Axis) -> bool:
    return axis is axis.axes.xaxis
