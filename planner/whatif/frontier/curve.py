"""A curve of points as few straight pieces, and its knee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BELOW = 0.05
"""A point has to lie below the line by more than this share of the height of the curve to be a knee."""


@dataclass(frozen=True)
class Piece:
    """A stretch on which every point lies near the line between its ends."""

    first: int
    """The number of the point at which it begins."""
    last: int
    """The number of the point at which it ends."""
    slope: float
    """By how much the height falls for each unit of the place."""


@dataclass(frozen=True)
class Knee:
    """The point furthest below the straight line from the first to the last.

    There most has been bought for what it takes, and what is spent beyond buys less.
    """

    point: int
    """The number of the point."""
    before: float
    """How fast the height falls up to it, on average."""
    after: float
    """How fast it falls beyond, on average."""


def pieces(places: Sequence[float], heights: Sequence[float], tolerance: float) -> tuple[Piece, ...]:
    """Lay as few straight pieces as can be from point to point, and of as few the ones that fit best.

    Args:
        places: Where the points stand, from left to right.
        heights: How high they are.
        tolerance: How far a point may lie from its piece.
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(places)):
        ways = []
        for begin in range(end):
            off = _furthest(places, heights, begin, end)
            if off <= tolerance:
                count, so_far, _ = best[begin]
                ways.append((count + 1, so_far + off, begin))
        best.append(min(ways))
    found, end = [], len(places) - 1
    while end > 0:
        begin = best[end][2]
        found.append(Piece(begin, end, _fall(places, heights, begin, end)))
        end = begin
    return tuple(reversed(found))


def _furthest(places: Sequence[float], heights: Sequence[float], begin: int, end: int) -> float:
    """How far the points between two lie from the line between these."""
    slope = _fall(places, heights, begin, end)
    return max(
        (abs(heights[begin] - slope * (places[i] - places[begin]) - heights[i]) for i in range(begin + 1, end)),
        default=0.0,
    )


def knee(places: Sequence[float], heights: Sequence[float]) -> Knee | None:
    """Find the knee; none where no point lies clearly below the line from the first to the last."""
    last = len(places) - 1
    if last < 2 or heights[0] <= heights[last]:
        return None
    slope = _fall(places, heights, 0, last)
    below = [heights[0] - slope * (place - places[0]) - height for place, height in zip(places, heights, strict=True)]
    at = max(range(1, last), key=lambda number: (below[number], -number))
    if below[at] <= BELOW * (heights[0] - heights[last]):
        return None
    return Knee(at, _fall(places, heights, 0, at), _fall(places, heights, at, last))


def _fall(places: Sequence[float], heights: Sequence[float], begin: int, end: int) -> float:
    return (heights[begin] - heights[end]) / (places[end] - places[begin])
