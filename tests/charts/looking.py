"""Look at a chart as a reader does: is every word on it there, whole, large enough and covered by no other?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from planner.charts.chart import Chart
from planner.charts.style import TEXT_POINTS, styled

ROUNDING = 0.5
"""Boxes that share less are apart [dots of the screen, 100 to the inch]."""


def faults(chart: Chart) -> list[str]:
    """What is wrong with the texts of a chart: cut, too small, or on one another."""
    with styled():
        figure = chart.figure()
        boxes = _boxes(figure)
        canvas = figure.bbox
    found = [f"cut: {text!r}" for text, box, _ in boxes if not _inside(box, canvas)]
    found += [f"too small: {text!r}, {size} pt" for text, _, size in boxes if size < TEXT_POINTS]
    for (one, first, _), (other, second, _) in combinations(boxes, 2):
        if _share(first, second):
            found.append(f"on one another: {one!r} and {other!r}")
    return found


def words_of(chart: Chart) -> list[str]:
    """Every text on a chart, as it is read, lines joined."""
    with styled():
        return [text.replace("\n", " ") for text, _, _ in _boxes(chart.figure())]


def _boxes(figure: Figure) -> list[tuple[str, Bbox, float]]:
    """Every visible text with where it stands and its size."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    hidden = {text for axes in figure.axes for text in _hidden_values(axes)}
    return [
        (text.get_text(), text.get_window_extent(renderer), float(text.get_fontsize()))
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden
    ]


def _hidden_values(axes: Axes) -> Iterator[Text]:
    """Values of an axis that are not drawn: those beyond its limits, and all where it is switched off."""
    for axis, limits, which in ((axes.xaxis, axes.get_xlim(), 0), (axes.yaxis, axes.get_ylim(), 1)):
        for text in axis.get_ticklabels():
            if not axes.axison or not min(limits) <= text.get_position()[which] <= max(limits):
                yield text


def _inside(box: Bbox, canvas: Bbox) -> bool:
    return (
        box.x0 >= canvas.x0 - ROUNDING
        and box.x1 <= canvas.x1 + ROUNDING
        and box.y0 >= canvas.y0 - ROUNDING
        and box.y1 <= canvas.y1 + ROUNDING
    )


def _share(one: Bbox, other: Bbox) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) > ROUNDING
        and min(one.y1, other.y1) - max(one.y0, other.y0) > ROUNDING
    )


def figures_in(text: str) -> set[str]:
    """The figures that a text tells."""
    return set(re.findall(r"\d[\d,.]*\d|\d", text))
