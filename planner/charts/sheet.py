"""The sheet on which a chart is drawn: its title, and places in centimetres from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from planner.charts.measure import balanced, height_cm, line_cm
from planner.charts.style import DARK_GREY, TEXT_POINTS, TITLE_POINTS

WIDTH_CM = 16.0
"""The width of the text on an A4 page."""
CM_PER_INCH = 2.54
HALF_CAPITAL_CM = 0.115
"""Half as high as a capital letter or a figure [cm]."""
_EDGE = 0.1
_BELOW_TITLE = 0.3


@dataclass(frozen=True)
class Sheet:
    """A figure as wide as a page's text; everything below its title is free."""

    figure: Figure
    height_cm: float
    """How high the free part is."""
    total_cm: float
    """How high the sheet is, title included."""

    def axes(self, left: float, bottom: float, width: float, height: float, **options: Any) -> Axes:
        """Axes at a place [cm]."""
        place = (left / WIDTH_CM, bottom / self.total_cm, width / WIDTH_CM, height / self.total_cm)
        return self.figure.add_axes(place, **options)

    def write(self, x: float, y: float, text: str, **options: Any) -> Text:
        """Text at a place [cm]."""
        return self.figure.text(x / WIDTH_CM, y / self.total_cm, text, **options)

    def write_level(self, x: float, y: float, text: str, **options: Any) -> None:
        """Text whose lines have their middle at a height [cm], so that words and figures of a row stand level."""
        lines = text.split("\n")
        for place, line in enumerate(lines):
            height = y + ((len(lines) - 1) / 2 - place) * line_cm() - HALF_CAPITAL_CM
            self.write(x, height, line, va="baseline", **options)


def sheet(title: str, shown: str, free_cm: float) -> Sheet:
    """A sheet with its title.

    Args:
        title: What the reader should see, in a sentence; empty where it stands elsewhere.
        shown: What is drawn, with its unit.
        free_cm: How high the part below them is to be [cm].
    """
    title = balanced(title, WIDTH_CM - 2 * _EDGE, TITLE_POINTS, bold=True)
    shown = balanced(shown, WIDTH_CM - 2 * _EDGE, TEXT_POINTS)
    title_cm = height_cm(title, TITLE_POINTS) if title else 0.0
    heading = title_cm + height_cm(shown) + _BELOW_TITLE + _EDGE
    total = free_cm + heading
    made = Sheet(Figure(figsize=(WIDTH_CM / CM_PER_INCH, total / CM_PER_INCH)), free_cm, total)
    if title:
        made.write(_EDGE, total - _EDGE, title, size=TITLE_POINTS, weight="bold", va="top", linespacing=1.2)
    below = total - _EDGE - title_cm - line_cm() * 0.15
    made.write(_EDGE, below, shown, color=DARK_GREY, va="top")
    return made


SWATCH_CM = 0.34
"""The side of a coloured square in a key."""


def swatch(paper: Sheet, x: float, y: float, color: str, **options: Any) -> None:
    """A coloured square of a key, its lower left corner at a place [cm]."""
    size = (SWATCH_CM / WIDTH_CM, SWATCH_CM / paper.total_cm)
    look = {"facecolor": color, "edgecolor": "none", "linewidth": 0.7, **options}
    place = (x / WIDTH_CM, y / paper.total_cm)
    paper.figure.add_artist(Rectangle(place, *size, transform=paper.figure.transFigure, **look))
