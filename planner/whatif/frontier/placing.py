"""Where the next point of a curve is worth most: beneath or above the line between two that are known.

Nothing is known of the curve but that it is worked out at one place after the other, each at some cost. What may be
missed between two points is judged by the lines on either side: where both sides go on straight they meet, and as far
from the chord as that may the curve bend. So on a curve of straight pieces a point is tried where two pieces meet, and
once it lies on both of them nothing more is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

Heights: TypeAlias = tuple[float, ...]
"""The figures of a point that are followed, e.g. the gap of all lines and of each tier."""
Round: TypeAlias = Callable[[float], float]

FEWEST_STRETCHES = 6
"""No stretch is wider than this part of the whole, so that no bend hides between two points far apart."""
MOST_STRETCHES = 64
"""No stretch is narrower than about this part of the whole: what bends within is too little to talk about."""
NEAR_AN_END = 0.05
"""Lines that meet nearer to an end of their stretch than this share say nothing: then the middle is tried."""
STRAIGHT = 1e-9
"""A slope that differs by less than this share is the same."""


def next_place(known: Mapping[float, Heights], rounded: Round, tolerance: float) -> float | None:
    """Say where the next point is worth most.

    Args:
        known: The points so far by place; at least two.
        rounded: Brings a place to where points may stand.
        tolerance: What may be missed [unit of the heights].

    Returns:
        The place; none where no stretch misses more than the tolerance, or none can be divided.
    """
    places = sorted(known)
    widest, narrowest = ((places[-1] - places[0]) / count for count in (FEWEST_STRETCHES, MOST_STRETCHES))
    too_wide = [(left - right, left, (left + right) / 2) for left, right in pairwise(places) if right - left > widest]
    missing = [
        (-missed, places[i], where)
        for i in range(len(places) - 1)
        if places[i + 1] - places[i] > narrowest
        for missed, where in [_missed(known, places, i)]
        if missed > tolerance
    ]
    for _, left, where in [*sorted(too_wide), *sorted(missing)]:
        right = places[places.index(left) + 1]
        for tried in (rounded(where), rounded((left + right) / 2)):
            if left < tried < right:
                return tried
    return None


def _missed(known: Mapping[float, Heights], places: Sequence[float], i: int) -> tuple[float, float]:
    """What may be missed between a place and the next one, and where: the worst of all heights."""
    count = len(known[places[0]])
    return max(_missed_of([known[place][h] for place in places], places, i) for h in range(count))


def _missed_of(heights: Sequence[float], places: Sequence[float], i: int) -> tuple[float, float]:
    left, right = places[i], places[i + 1]
    wide, middle = right - left, (left + right) / 2
    slopes = [
        (heights[j + 1] - heights[j]) / (places[j + 1] - places[j]) if 0 <= j < len(places) - 1 else None
        for j in (i - 1, i, i + 1)
    ]
    before, own, after = slopes
    assert own is not None, "between two places there is a slope"
    if before is None and after is None:
        return abs(own) * wide, middle
    turns = [own - before if before is not None else None, after - own if after is not None else None]
    sizes = [abs(turn) for turn in turns if turn is not None]
    flat = STRAIGHT * max(abs(slope) for slope in slopes if slope is not None)
    if min(sizes) <= flat:
        return 0.0, middle
    one, other = turns
    if one is None or other is None:
        return min(sizes) * wide / 4, middle
    if (one > 0) != (other > 0):
        return min(sizes) * wide / 2, middle
    # Both sides go on straight until they meet; `one` and `other` share the way in proportion.
    share = abs(other) / (abs(one) + abs(other))
    missed = abs(one) * abs(other) / (abs(one) + abs(other)) * wide
    return missed, left + share * wide if NEAR_AN_END < share < 1 - NEAR_AN_END else middle
