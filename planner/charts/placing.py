"""Labels of points in a chart, each at the nearest place where it covers nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from planner.charts.measure import height_cm, width_cm
from planner.charts.style import DARK_GREY, INK

_STEP = 0.1
"""Places that are tried are so far apart [cm]."""
_NEAR, _FAR = 0.16, 0.4
"""A label is at least so far from its point, and gets a line to it from so far on [cm]."""
_MARK = 0.12
"""Half of a mark, without the space around it [cm]."""
_GAP = 0.12
"""Free space around a label [cm]."""

Floats = NDArray[np.float64]


class Labels:
    """What is drawn in axes already, and labels put between it; the axes' limits must not change any more."""

    def __init__(self, axes: Axes, width: float, height: float) -> None:
        """Begin with nothing drawn.

        Args:
            axes: Where the labels go, both of its scales linear.
            width: Of the axes [cm].
            height: Of the axes [cm].
        """
        self._axes = axes
        self._size = np.array([width, height])
        self._drawn: Floats = np.empty((0, 2))
        self._boxes: list[tuple[float, float, float, float]] = []

    def keep_off_line(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Let no label cover a line through points."""
        corners = self._cm(x, y)
        self._drawn = np.vstack([self._drawn, corners, *map(_between, corners[:-1], corners[1:])])

    def keep_off_mark(self, x: float, y: float) -> None:
        """Let no label cover a mark."""
        turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        self._drawn = np.vstack(
            [self._drawn, self._cm([x], [y]) + _MARK * np.column_stack([np.cos(turn), np.sin(turn)])]
        )

    def put(self, x: float, y: float, text: str, color: str = INK, farthest: float = np.inf) -> bool:
        """Write a label for a point at the nearest free place; nothing is written where there is none.

        Put first what has the least room: labels of low points under a falling line.

        Args:
            x: Of the point, in the axes' own unit.
            y: Of the point, in the axes' own unit.
            text: The label.
            color: Of its text.
            farthest: It is not written farther from the point than this [cm].

        Returns:
            Whether it was written.
        """
        point = self._cm([x], [y])[0]
        wide, high = width_cm(text), height_cm(text)
        for left, bottom in self._free(self._nearest(point, wide, high, farthest), wide, high):
            box = (left, bottom, left + wide, bottom + high)
            foot = np.clip(point, box[:2], box[2:])
            line = _between(point, foot)
            far = float(np.hypot(*(foot - point)))
            if far > _FAR and self._hidden(line, point):
                continue
            if far > _FAR:
                self._axes.plot(*self._own(np.vstack([point, foot])).T, color=DARK_GREY, linewidth=0.6, zorder=2.5)
                self._drawn = np.vstack([self._drawn, line])
            self._boxes.append(box)
            begin, middle = self._own(np.array([[left, bottom + high / 2]]))[0]
            self._axes.text(
                begin,
                middle,
                text,
                ha="left",
                va="center",
                color=color,
                linespacing=1.2,
                zorder=5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
            return True
        return False

    def _nearest(self, point: Floats, wide: float, high: float, farthest: float) -> Floats:
        """Lower left corners of a box that lies within the axes, the nearest to a point first."""
        free = self._size - (wide, high)
        if (free < 0).any():
            return np.empty((0, 2))
        across, up = (np.append(np.arange(0.0, most, _STEP), most) for most in free)
        places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        apart = np.maximum(np.maximum(places - point, point - places - np.array([wide, high])), 0.0)
        far = np.hypot(*apart.T)
        middle = places + np.array([wide / 2, high / 2]) - point
        # Far to the side a label looks like that of another point; above and below it the eye goes straight back.
        aside = np.where(far > _FAR, 1.2 * apart[:, 0], 0.0) + 0.02 * np.abs(middle[:, 0])
        upside = -0.1 * np.sign(middle[:, 1]) - 0.05 * np.sign(middle[:, 0])
        enough = (far >= _NEAR) & (far <= farthest)
        order = np.argsort((far + aside + upside)[enough], kind="stable")
        found: Floats = places[enough][order]
        return found

    def _free(self, places: Floats, wide: float, high: float) -> Floats:
        """Of the places for a box those where it covers nothing."""
        low, top = places - _GAP, places + np.array([wide, high]) + _GAP
        covers = np.zeros(len(places), dtype=bool)
        for left, bottom, right, upper in self._boxes:
            covers |= (low < (right, upper)).all(axis=1) & (top > (left, bottom)).all(axis=1)
        clear = np.flatnonzero(~covers)
        inside = np.ones((len(clear), len(self._drawn)), dtype=bool)
        for column in (0, 1):
            at = self._drawn[:, column]
            inside &= (low[clear, column, None] < at) & (at < top[clear, column, None])
        found: Floats = places[clear[~inside.any(axis=1)]]
        return found

    def _hidden(self, line: Floats, point: Floats) -> bool:
        """Whether a line to a label runs through another label, or along what is drawn already."""
        x, y = line.T
        if any(((box[0] < x) & (x < box[2]) & (box[1] < y) & (y < box[3])).any() for box in self._boxes):
            return True
        clear = line[np.hypot(*(line - point).T) > 2 * _GAP]
        apart = np.hypot(*(clear[:, None, :] - self._drawn[None, :, :]).transpose(2, 0, 1))
        return bool(len(clear)) and bool((apart < _GAP).any())

    def _limits(self) -> tuple[Floats, Floats]:
        low = np.array([self._axes.get_xlim()[0], self._axes.get_ylim()[0]])
        high = np.array([self._axes.get_xlim()[1], self._axes.get_ylim()[1]])
        return low, high

    def _cm(self, x: Sequence[float], y: Sequence[float]) -> Floats:
        """Points as centimetres from the lower left corner of the axes."""
        low, high = self._limits()
        found: Floats = (np.column_stack([x, y]) - low) / (high - low) * self._size
        return found

    def _own(self, points: Floats) -> Floats:
        """Points in the axes' own units."""
        low, high = self._limits()
        found: Floats = low + points / self._size * (high - low)
        return found


def _between(one: Floats, other: Floats) -> Floats:
    """Points on the way from one point to another, closer together than any label is small."""
    count = max(2, int(np.hypot(*(other - one)) / 0.05) + 1)
    found: Floats = np.linspace(one, other, count)
    return found
