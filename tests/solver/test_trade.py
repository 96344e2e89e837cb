"""The curve of two levels: its corners worked by hand, those above held, and both sides compared."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from tiny import formulate_tiny
from two_prices import BEND, END, LEAST, year

from planner.errors import DefectError
from planner.model import Formulation
from planner.solver import trade as module
from planner.solver.level import Level
from planner.solver.trade import Trade, trade


def level(formulation: Formulation, name: str) -> Level:
    return next(each for each in formulation.levels if each.name == name)


def traded(formulation: Formulation, first: str, second: str, most: int = 30, above: tuple[str, ...] = ()) -> Trade:
    pair = level(formulation, first), level(formulation, second)
    held = [level(formulation, name) for name in above]
    return trade(formulation.program, formulation.program.matrix(), held, pair, most)


def test_the_corners_are_where_one_kind_of_overtime_ends() -> None:
    found = traded(formulate_tiny(**year(30_000)), "cost", "gap_tier_1")
    # An hour never done counts 240 months: 600, 480 and 360 hours.
    assert [(corner.first, corner.second) for corner in found.corners] == [
        pytest.approx((LEAST, 144_000)),
        pytest.approx((BEND, 115_200)),
        pytest.approx((END, 86_400)),
    ]
    # A pound buys 240 / 15 hour-months, then 240 / 30. A price lies between the slopes of its corner.
    prices = [corner.price for corner in found.corners]
    assert prices[0] is None
    assert 8 - 1e-6 <= prices[1] <= 16 + 1e-6
    assert -1e-6 <= prices[2] <= 8 + 1e-6
    assert found.off == 0


def test_either_priority_may_come_first() -> None:
    formulation = formulate_tiny(**year(30_000))
    one, other = traded(formulation, "cost", "gap_tier_1"), traded(formulation, "gap_tier_1", "cost")
    there = [(corner.first, corner.second) for corner in one.corners]
    back = [(corner.second, corner.first) for corner in reversed(other.corners)]
    assert back == [pytest.approx(each) for each in there]


def test_a_rule_ends_the_curve() -> None:
    found = traded(formulate_tiny(**year(15_000)), "cost", "gap_tier_1")
    # £1,200 beyond the bend buy 40 hours at £30.
    assert found.corners[-1].first == pytest.approx(15_000)
    assert found.corners[-1].second == pytest.approx(240 * (480 - 40))


def test_what_stands_above_is_held() -> None:
    found = traded(formulate_tiny(**year(30_000)), "cost", "waiting", above=("gap_tier_1",))
    # As little is late as can be, so all overtime is worked, whatever it costs: nothing is left to weigh.
    (corner,) = found.corners
    assert corner.first == pytest.approx(END)


def test_what_was_not_looked_for_is_bounded() -> None:
    formulation = formulate_tiny(**year(30_000))
    found = traded(formulation, "cost", "gap_tier_1", most=2)
    assert len(found.corners) == 2
    # The chord from end to end lies above the bend: 144,000 less a third of 57,600 there, and the curve has 115,200.
    missed = 144_000 - 57_600 / 3 - 115_200
    assert missed <= found.off


def test_between_corners_the_least_is_worked_out_where_it_is_asked_for() -> None:
    formulation = formulate_tiny(**year(30_000))
    pair = level(formulation, "cost"), level(formulation, "gap_tier_1")
    widths: list[float] = []

    def asked(across: float) -> list[float]:
        widths.append(across)
        return [LEAST - 100, LEAST + 900, BEND + 600, END + 5_000]

    found = trade(formulation.program, formulation.program.matrix(), [], pair, 2, asked)
    assert widths == pytest.approx([END - LEAST])
    # Of two corners alone the chord from end to end would say more: what is asked for is exact all the same.
    assert found.least == {
        LEAST + 900: pytest.approx(144_000 - 16 * 900),
        BEND + 600: pytest.approx(115_200 - 8 * 600),
        END + 5_000: pytest.approx(86_400),
    }


def test_the_curve_is_convex() -> None:
    found = traded(formulate_tiny(**year(30_000)), "cost", "gap_tier_1")
    slopes = [(b.second - a.second) / (b.first - a.first) for a, b in pairwise(found.corners)]
    assert slopes == sorted(slopes)


@pytest.mark.parametrize("off", [(500.0, 0.0), (0.0, 500.0), (-500.0, 0.0)])
def test_a_corner_that_is_none_is_found_out(off: tuple[float, float], monkeypatch: pytest.MonkeyPatch) -> None:
    traced = module._Curve.trace

    def wrong(curve: module._Curve, most: int) -> list[module.Corner]:
        left, bend, right = traced(curve, most)
        return [left, replace(bend, first=bend.first + off[0], second=bend.second + off[1]), right]

    monkeypatch.setattr(module._Curve, "trace", wrong)
    with pytest.raises(DefectError, match="at a price of"):
        traded(formulate_tiny(**year(30_000)), "cost", "gap_tier_1")
