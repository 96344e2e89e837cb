"""Where points are put, how they become straight pieces, and where the knee is: curves that are no plans."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from planner.whatif.frontier.curve import Knee, knee, pieces
from planner.whatif.frontier.placing import next_place


def bent(x: float) -> float:
    """Steep to 30, less steep to 70, flat beyond."""
    return 100 - 2 * min(x, 30) - max(0.0, min(x, 70) - 30)


def found_by_placing(height: Callable[[float], float], most: int, tolerance: float = 0.01) -> dict[float, float]:
    known = {0.0: (height(0.0),), 100.0: (height(100.0),)}
    while len(known) < most:
        place = next_place(known, round, tolerance)
        if place is None:
            break
        assert place not in known
        known[place] = (height(place),)
    return {place: heights[0] for place, heights in known.items()}


def test_bends_of_a_curve_of_straight_pieces_are_found_exactly_and_then_no_more_is_asked() -> None:
    known = found_by_placing(bent, 60)
    assert {30.0, 70.0} <= set(known)
    assert len(known) < 30


def test_points_gather_where_a_curve_bends() -> None:
    known = sorted(found_by_placing(lambda x: 1_000 / (1 + x), 24))
    steep = [right - left for left, right in pairwise(known) if right <= 20]
    flat = [right - left for left, right in pairwise(known) if left >= 50]
    assert max(steep) < max(flat)
    assert len(steep) > len(flat)


def test_a_straight_line_needs_few_points() -> None:
    assert len(found_by_placing(lambda x: 100 - x, 60)) <= 12


def test_no_bend_hides_between_two_points_far_apart() -> None:
    # A dent from 40 to 60 that both ends know nothing of.
    known = found_by_placing(lambda x: 10 * max(0.0, 1 - abs(x - 50) / 10), 60)
    assert any(height > 5 for height in known.values())


def test_other_heights_count_as_well() -> None:
    heights = {float(x): (100.0 - x, bent(x)) for x in (0, 15, 30, 45, 60, 75, 90, 100)}
    # The first line is straight; the second one bends at 30, where there is a point, and at 70, where there is none.
    assert next_place(heights, round, 0.01) == 70


def test_few_pieces_hold_every_point_within_the_tolerance() -> None:
    places = [0, 10, 20, 30, 50, 70, 90, 100]
    laid = pieces(places, [bent(x) for x in places], 0.01)
    assert [(places[each.first], places[each.last], each.slope) for each in laid] == [
        (0, 30, 2),
        (30, 70, 1),
        (70, 100, 0),
    ]
    assert len(pieces(places, [bent(x) for x in places], 100)) == 1


def test_of_as_few_pieces_those_that_fit_best_are_laid() -> None:
    # Two pieces will do; the bend at 2 fits all, one at 1 or 3 would miss by a third.
    laid = pieces([0, 1, 2, 3, 4], [4, 3, 2, 2, 2], 0.4)
    assert [each.last for each in laid] == [2, 4]


def test_the_knee_is_furthest_below_the_line_between_the_ends() -> None:
    places = [0, 10, 30, 50, 70, 100]
    # The line falls from 100 to 0 in 100: at 30 the curve is 30 below it, at 70 30 as well; the first one counts.
    assert knee(places, [bent(x) for x in places]) == Knee(2, 2.0, pytest.approx(40 / 70))


@pytest.mark.parametrize("heights", [[3, 2, 1], [3, 2.5, 0], [1, 1, 1], [1, 2, 3]])
def test_where_nothing_lies_below_the_line_there_is_no_knee(heights: list[float]) -> None:
    assert knee([0, 1, 2], heights) is None
