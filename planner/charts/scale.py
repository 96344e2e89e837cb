"""Round values along an axis, few enough to be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

if TYPE_CHECKING:
    from matplotlib.axis import Axis

Words = Callable[[float, float], str]
"""A value as it stands on an axis, given how far values there are apart."""


def plain_number(value: float, step: float) -> str:
    """A number with its thousands apart."""
    del step
    return f"{value + 0.0:,.10g}"


def round_values(
    axis: Axis, least: float, most: float, count: int = 5, words: Words = plain_number, whole: bool = False
) -> None:
    """Put about so many round values on an axis, from a least to a most and not beyond.

    Args:
        axis: The axis, as far as its limits go.
        least: No value is smaller.
        most: No value is larger.
        count: About how many.
        words: How a value is written.
        whole: Whether only whole numbers make sense.
    """
    every = MaxNLocator(count, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(least, most)
    step = float(every[1] - every[0])
    shown = [float(value) for value in every if least - 1e-9 * step <= value <= most + 1e-9 * step]
    axis.set_major_locator(FixedLocator(shown))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words(value, step)))
