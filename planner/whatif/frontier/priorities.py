"""Two priorities of a scenario against each other: the least of one for each value of the other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from planner.errors import UsageError
from planner.scenario.load import Loaded
from planner.scenario.suggest import remedy
from planner.solver.level import TIE_BREAK, LevelResult, Solution
from planner.solver.trade import Corner, trade
from planner.whatif.compiled import Compiled
from planner.whatif.frontier.curve import Knee, Piece, knee
from planner.whatif.frontier.result import finished


@dataclass(frozen=True)
class PrioritiesFrontier:
    """What giving up one priority buys of another, the priorities above both held as the plan holds them."""

    loaded: Loaded
    first: LevelResult
    """One priority, as the plan has it."""
    second: LevelResult
    """The other one."""
    above: tuple[str, ...]
    """The priorities above both."""
    aside: tuple[str, ...]
    """The priorities below one of them, which play no part."""
    corners: tuple[Corner, ...] = field(repr=False)
    """The corners of the curve, from the least of the first; one where both can be least at once."""
    off: float
    """By how much the curve may lie beneath its straight pieces at most; 0 if every corner was found [unit of the
    second]."""
    least: Mapping[float, float]
    """The least of the second with the first as the plan has it, and a step less and more."""
    in_fractions: bool
    """Whether the scenario asks for whole people, which were taken in fractions here."""

    @cached_property
    def laid(self) -> tuple[Piece, ...]:
        """The straight pieces, from corner to corner."""
        numbers = range(len(self.corners) - 1)
        return tuple(Piece(number, number + 1, self._slope(number)) for number in numbers)

    @cached_property
    def knee(self) -> Knee | None:
        """Where most of the second has been bought for what is given up of the first."""
        return knee([corner.first for corner in self.corners], [corner.second for corner in self.corners])

    @property
    def step(self) -> float:
        """The step by which the first is talked about."""
        return round_step(self.corners[-1].first - self.corners[0].first)

    def _slope(self, number: int) -> float:
        left, right = self.corners[number], self.corners[number + 1]
        return (left.second - right.second) / (right.first - left.first)

    @property
    def table(self) -> pd.DataFrame:
        """One row a corner."""
        slopes = [-piece.slope for piece in self.laid]
        rows = [
            {
                "corner": number,
                "first_priority": self.first.name,
                "first_unit": self.first.unit,
                "first_value": corner.first,
                "second_priority": self.second.name,
                "second_unit": self.second.unit,
                "second_value": corner.second,
                "next_slope": slope,
            }
            for number, (corner, slope) in enumerate(zip(self.corners, [*slopes, None], strict=True), start=1)
        ]
        return finished("corners", rows)


def round_step(across: float) -> float:
    """A round part of a range, a tenth or less of it."""
    return 10.0 ** (math.floor(math.log10(across)) - 1) if across > 0 else 1.0


def priorities_frontier(
    loaded: Loaded, compiled: Compiled, solution: Solution, names: Sequence[str], most: int
) -> PrioritiesFrontier:
    """Find the curve of two priorities.

    Args:
        loaded: The scenario.
        compiled: Its program.
        solution: Its plan.
        names: The two priorities; which comes first here is the reader's choice.
        most: How many corners are looked for.

    Raises:
        UsageError: There is no such priority, or both are the same.
    """
    levels = [level for level in compiled.levels if level.name != TIE_BREAK]
    order = [level.name for level in levels]
    for name in names:
        if name not in order:
            raise UsageError(f'There is no priority "{name}" in this scenario. {remedy(name, order)}')
    first, second = names
    if first == second:
        raise UsageError("The two priorities are the same one. Name two.")
    highest = min(order.index(first), order.index(second))
    one, other = (next(level for level in levels if level.name == name) for name in names)
    results = {level.name: level for level in solution.levels}
    has = results[first].held

    def around_the_plan(across: float) -> tuple[float, ...]:
        step = round_step(across)
        return has - step, has, has + step

    found = trade(compiled.program, compiled.matrix, levels[:highest], (one, other), most, around_the_plan)
    return PrioritiesFrontier(
        loaded,
        results[first],
        results[second],
        tuple(order[:highest]),
        tuple(name for name in order[highest:] if name not in names),
        found.corners,
        found.off,
        found.least,
        bool(compiled.program.whole_columns),
    )
