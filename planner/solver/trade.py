"""Two levels against each other: the least that one can be for each value that the other may take.

The levels above both are held as they are when their turn comes; the levels below play no part. What is left is a
program whose two sums trace a curve that falls, is convex and made of straight pieces. It is found corner by corner
(Aneja and Nair, "Bicriteria transportation problem", Management Science 25, 1979): between two corners the sums are
weighed so that both are worth the same, and minimised together. Either nothing lies beneath the chord, which is
then a piece of the curve with its exact slope, or a new corner is found and both sides are looked at again.

Each corner is then looked at from the other side: the second sum is minimised while the first may be as large as at the
corner. Its value must be the corner's, and the price of a little more room must lie between the slopes of the two
pieces that meet there.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from planner.errors import DefectError
from planner.solver.answer import Answer
from planner.solver.contradiction import contradiction
from planner.solver.engines import InHighs
from planner.solver.level import Level
from planner.solver.lexicographic import DRIFT, THRESHOLDS
from planner.solver.locking import Cut
from planner.solver.matrix import FloatArray, Matrix, total
from planner.solver.program import Program

SAME = 1e-6
"""What lies beneath a chord by less than this share of the second level's range is on it."""
ROUNDING = 1e-9
"""What a sum may be off, relative to the size of its terms."""
PRICES_AGREE = 1e-3
"""By which share of the steeper slope a price may miss the slopes of its corner."""


Asked: TypeAlias = Callable[[float], Iterable[float]]
"""Gives values of the first level, from how far it goes from corner to corner."""


@dataclass(frozen=True)
class Corner:
    """A corner of the curve."""

    first: float
    """The first level [its unit]."""
    second: float
    """The least that the second level can be then [its unit]."""
    values: FloatArray
    """A plan that reaches both, one value a column."""
    price: float | None = None
    """What one unit more of the first takes off the second, by the prices there; None where the first is least."""


@dataclass(frozen=True)
class Trade:
    """The curve of two levels."""

    corners: tuple[Corner, ...]
    """From the least of the first level to the least of the second."""
    off: float
    """By how much the curve may lie beneath the straight pieces at most; 0 where every corner was found [unit of the
    second level]."""
    least: Mapping[float, float]
    """The least of the second level at values of the first that were asked for; exact, corner or not."""


def trade(
    program: Program,
    matrix: Matrix,
    above: Sequence[Level],
    pair: tuple[Level, Level],
    most: int,
    asked: Asked = lambda _: (),
) -> Trade:
    """Find the curve of two levels.

    Args:
        program: Columns and rules; columns that take whole numbers only are taken as any other.
        matrix: Its matrix.
        above: The levels above both, in order; each is held as the plan holds it.
        pair: The two levels; the first one's value is given, the second one's least is looked for.
        most: How many corners are looked for.
        asked: Gives values of the first level at which the least of the second is wanted, from how far the first goes
            from corner to corner.

    Raises:
        ContradictionError: The rules contradict each other.
        DefectError: A level above does not hold, or a corner is not what the prices say.
    """
    for threshold in THRESHOLDS:
        curve = _Curve(program, matrix, above, pair, threshold)
        found = curve.trace(most)
        leaked = curve.leak(found)
        if not leaked:
            corners = tuple(curve.seen_from_the_other_side(found))
            wanted = asked(corners[-1].first - corners[0].first)
            return Trade(corners, curve.off, dict(curve.least(corners, wanted)))
    raise DefectError(f"the level {leaked} does not hold on the way down two others")


@dataclass(frozen=True)
class _Held:
    """A level above, and what it may rise to."""

    name: str
    costs: FloatArray
    limit: float


class _Curve:
    """One way down two levels, under those above."""

    def __init__(
        self, program: Program, matrix: Matrix, above: Sequence[Level], pair: tuple[Level, Level], threshold: float
    ) -> None:
        self._program, self._matrix, self._threshold = program, matrix, threshold
        self._above, self._pair = above, pair
        self._costs = [program.costs(level.terms) for level in pair]
        self._held: list[_Held] = []
        self._engine = self._under_those_above()
        self._same = 0.0
        self._cut: Cut | None = None
        self.off = 0.0

    def _under_those_above(self) -> InHighs:
        """Hand the matrix over and hold every level above."""
        engine = InHighs(self._program, self._matrix, self._threshold)
        self._held = []
        for level in self._above:
            costs = self._program.costs(level.terms)
            if costs.any():
                answer = self._minimised(engine, costs)
                best = total(costs, answer.values)
                room = level.allowance(best + level.constant)
                engine.hold(level.name, costs, answer, room)
                self._held.append(_Held(level.name, costs, best + room))
        return engine

    def _minimised(self, engine: InHighs, costs: FloatArray) -> Answer:
        answer = engine.minimise(costs, None)
        if answer.status == "infeasible":
            raise contradiction(self._program, self._matrix, None)
        if answer.status != "optimal":
            raise DefectError("the solver ended without an answer on the way down two levels")
        return answer

    # ------------------------------------------------------------ corners
    def trace(self, most: int) -> list[Corner]:
        """Find the corners, those beneath the chord with the widest room first."""
        left, right = self._end(0), self._end(1)
        across, down = right.first - left.first, left.second - right.second
        self._same = max(SAME * down, ROUNDING * _size(self._costs[1], left.values))
        if across <= ROUNDING * _size(self._costs[0], left.values) or down <= self._same:
            return [left]
        # Beside each corner the slope of a line that touches the curve there and lies beneath all of it.
        corners, touching = [left, right], [-math.inf, 0.0]
        waiting: list[tuple[float, int, int]] = []
        self._look_beneath(waiting, corners, touching, 0, 1)
        while waiting and len(corners) < most:
            _, i, j = heapq.heappop(waiting)
            found = self._beneath(corners[i], corners[j])
            if found is not None:
                corners.append(found)
                touching.append(_slope(corners[i], corners[j]))
                self._look_beneath(waiting, corners, touching, i, len(corners) - 1)
                self._look_beneath(waiting, corners, touching, len(corners) - 1, j)
        self.off = max((-room for room, _, _ in waiting), default=0.0)
        return _bends(sorted(corners, key=lambda each: each.first), self._same)

    def _end(self, which: int) -> Corner:
        """The corner at which one of the two is least, and the other least then."""
        engine = self._under_those_above()
        answer = self._minimised(engine, self._costs[which])
        engine.hold(self._pair[which].name, self._costs[which], answer, 0.0)
        return self._corner(self._minimised(engine, self._costs[1 - which]).values)

    def _corner(self, values: FloatArray) -> Corner:
        first, second = (
            total(costs, values) + level.constant for costs, level in zip(self._costs, self._pair, strict=True)
        )
        return Corner(first, second, values)

    def _beneath(self, left: Corner, right: Corner) -> Corner | None:
        """The plan furthest beneath the chord of two corners; none if nothing lies there."""
        across, down = right.first - left.first, left.second - right.second
        found = self._corner(self._minimised(self._engine, self._costs[0] / across + self._costs[1] / down).values)
        is_between = left.first < found.first < right.first
        return found if is_between and _beneath_chord(left, found, right) > self._same else None

    def _look_beneath(
        self,
        waiting: list[tuple[float, int, int]],
        corners: Sequence[Corner],
        touching: Sequence[float],
        i: int,
        j: int,
    ) -> None:
        """Put a chord on the list if there is room beneath it and above the lines that touch the curve at its ends."""
        left, right = corners[i], corners[j]
        across = right.first - left.first
        from_left, from_right = touching[i], touching[j]
        if from_left == from_right:
            return
        # Where the two lines meet; the one at the least of the first level is upright.
        met = (
            0.0
            if from_left == -math.inf
            else (right.second - left.second - from_right * across) / (from_left - from_right)
        )
        room = left.second + _slope(left, right) * met - (right.second - from_right * (across - met))
        if room > self._same:
            heapq.heappush(waiting, (-room, i, j))

    # ------------------------------------------------------------ checks
    def leak(self, corners: Sequence[Corner]) -> str:
        """The first level above that some corner does not hold; empty if all do."""
        for held in self._held:
            for corner in corners:
                excess = total(held.costs, corner.values) - held.limit
                if excess > DRIFT * _size(held.costs, corner.values):
                    return held.name
        return ""

    def seen_from_the_other_side(self, corners: Sequence[Corner]) -> Iterator[Corner]:
        """Minimise the second level at each corner, the first no larger than there, and compare value and price.

        Not where the first is least: so narrow a limit leaves the solver no room, and the corner was found that way.

        Raises:
            DefectError: They are not those of the corner.
        """
        yield corners[0]
        for number, corner in enumerate(corners[1:], start=1):
            least, price = self._least_within(corner.first)
            steeper = -_slope(corners[number - 1], corner)
            flatter = -_slope(corner, corners[number + 1]) if number + 1 < len(corners) else 0.0
            off = PRICES_AGREE * steeper
            if abs(least - corner.second) > self._same or not flatter - off <= price <= steeper + off:
                raise DefectError(
                    f"at {corner.first:.10g} of {self._pair[0].name} the least {self._pair[1].name} is {least:.10g}"
                    f" at a price of {price:.6g}, not {corner.second:.10g} between slopes of {flatter:.6g} and"
                    f" {steeper:.6g}"
                )
            yield replace(corner, price=price)

    def least(self, corners: Sequence[Corner], wanted: Iterable[float]) -> Iterator[tuple[float, float]]:
        """The least of the second level at values of the first; nothing where the first cannot be so little."""
        left, right = corners[0], corners[-1]
        for value in wanted:
            if value >= right.first:
                yield value, right.second
            elif value > left.first:
                yield value, self._least_within(value)[0]

    def _least_within(self, first: float) -> tuple[float, float]:
        """The least of the second level with the first no larger, and what one unit more of that takes off it."""
        most = first - self._pair[0].constant
        if self._cut is None:
            self._cut = self._engine.limit(self._costs[0], most)
        self._engine.move_limit(self._cut, most)
        answer = self._minimised(self._engine, self._costs[1])
        return total(self._costs[1], answer.values) + self._pair[1].constant, self._engine.price(self._cut)


def _slope(left: Corner, right: Corner) -> float:
    return (right.second - left.second) / (right.first - left.first)


def _size(costs: FloatArray, values: FloatArray) -> float:
    """How large the terms of a level are."""
    return max(float(np.abs(costs * values).sum()), float(np.abs(costs).max(initial=0.0)))


def _bends(corners: Sequence[Corner], same: float) -> list[Corner]:
    """Leave out corners at which nothing bends."""
    kept: list[Corner] = []
    for corner in corners:
        while len(kept) > 1 and _beneath_chord(kept[-2], kept[-1], corner) <= same:
            kept.pop()
        kept.append(corner)
    return kept


def _beneath_chord(left: Corner, middle: Corner, right: Corner) -> float:
    """How far a corner lies beneath the chord of two others [unit of the second level]."""
    return left.second + _slope(left, right) * (middle.first - left.first) - middle.second
