"""Cost against coverage as data: a point a row, straight pieces, the knee, and how low the budget can go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from planner.clashes import ContradictionError
from planner.scenario.load import Loaded
from planner.vocabulary import COLUMNS, FRONTIER_TABLES
from planner.whatif.frontier.curve import Knee, Piece, knee, pieces
from planner.whatif.frontier.moving import MovedBudget
from planner.whatif.frontier.plans import Point
from planner.whatif.measures import COVERAGE, COVERED, GAP, STRENGTH

STRAIGHT_SHARE = 0.04
"""A piece is straight if no point lies further from it than this share of the height of the curve."""
PER_POUNDS = 100_000.0
"""What a slope is told for [pounds]."""


@dataclass(frozen=True)
class Frontier:
    """What each further pound buys; every point is a whole plan by all priorities of the scenario."""

    loaded: Loaded
    budget: MovedBudget
    points: tuple[Point, ...]
    """The lowest budget first; at least two."""
    today: Point | None
    """The plan with today's budget, also where the curve leaves it out; None where there is no plan with that."""
    before: tuple[float, float] | None
    """Cost and gap before action [pounds, hours]."""
    least_pounds: float
    """The least budget with a plan, rounded up [pounds a year]."""
    against: ContradictionError | None = field(default=None, repr=False)
    """The rules that stand against a plan with less; None where nobody looked."""
    ends_at: float | None = None
    """From this budget on the gap falls no further; None where it falls to the end of the curve [pounds a year]."""
    beyond: str = ""
    """The highest priority that still more money moves; empty where it moves none."""
    most_points: int = 0
    """How many plans were allowed."""

    @cached_property
    def tolerance_hours(self) -> float:
        """How far a point may lie from its piece [hours]."""
        _, gaps = self._curve
        return max(1.0, STRAIGHT_SHARE * (max(gaps) - min(gaps)))

    @cached_property
    def laid(self) -> tuple[Piece, ...]:
        """The curve as few straight pieces; it bends where the gap no longer falls, however little."""
        places, heights = self._curve
        falls = len(places) if self.ends_at is None else places.index(self.ends_at) + 1
        falling = pieces(places[:falls], heights[:falls], self.tolerance_hours)
        flat = pieces(places[falls - 1 :], heights[falls - 1 :], self.tolerance_hours)
        return *falling, *(Piece(each.first + falls - 1, each.last + falls - 1, each.slope) for each in flat)

    @cached_property
    def knee(self) -> Knee | None:
        """Where most has been bought for its money, and what is spent beyond buys less."""
        return knee(*self._curve)

    @property
    def _curve(self) -> tuple[list[float], list[float]]:
        return [point.budget_pounds for point in self.points], [point.gap_hours for point in self.points]

    @property
    def proved(self) -> bool:
        """Whether every plan is proved to be the best one."""
        return all(level.status == "optimal" for point in self.points for level in point.levels)

    def at(self, pounds: float) -> Point | None:
        """The point with a budget, if there is one."""
        return next((point for point in self.points if abs(point.budget_pounds - pounds) < 0.005), None)

    # ------------------------------------------------------------ tables
    @property
    def table(self) -> pd.DataFrame:
        """One row a point."""
        slopes = [_bought(one, other) for one, other in pairwise(self.points)]
        rows = [
            {
                "budget_pounds": point.budget_pounds,
                "change_pounds": point.budget_pounds - self.budget.today_pounds,
                "cost_pounds": point.cost_pounds,
                "gap_hours": point.gap_hours,
                "covered_hours": point.figure(COVERED),
                "coverage": point.coverage,
                "strength_fte": point.figure(STRENGTH),
                "overtime_hours": point.figure("overtime_hours"),
                "overtime_pounds": point.overtime_pounds,
                "next_hours_per_100000_pounds": slope,
            }
            for point, slope in zip(self.points, [*slopes, None], strict=True)
        ]
        return finished("frontier", rows)

    @property
    def parts(self) -> pd.DataFrame:
        """One row a point and tier or team."""
        return finished("parts", list(self._parts()))

    def _parts(self) -> Iterator[Mapping[str, Any]]:
        for point in self.points:
            for scope, name in [(of.scope, of.name) for of in point.figures if of.measure == GAP and of.name]:
                yield {
                    "budget_pounds": point.budget_pounds,
                    "scope": scope,
                    "name": name,
                    "gap_hours": point.figure(GAP, scope, name),
                    "covered_hours": point.figure(COVERED, scope, name),
                    "coverage": point.figure(COVERAGE, scope, name),
                    "strength_fte": point.figure(STRENGTH, scope, name) if scope == "team" else None,
                    "late_hour_months": point.late.get(name) if scope == "tier" else None,
                }

    @property
    def pieces(self) -> pd.DataFrame:
        """One row a straight piece."""
        rows = []
        for number, piece in enumerate(self.laid, start=1):
            begin, end = self.points[piece.first], self.points[piece.last]
            rows.append(
                {
                    "piece": number,
                    "from_pounds": begin.budget_pounds,
                    "to_pounds": end.budget_pounds,
                    "from_gap_hours": begin.gap_hours,
                    "to_gap_hours": end.gap_hours,
                    "hours_per_100000_pounds": _bought(begin, end),
                    "ends_after_pounds": self.points[piece.last - 1].budget_pounds,
                    "ends_before_pounds": self.points[min(piece.last + 1, len(self.points) - 1)].budget_pounds,
                }
            )
        return finished("pieces", rows)


def _bought(lower: Point, higher: Point) -> float:
    """Hours by which the gap falls for each £100,000."""
    return (lower.gap_hours - higher.gap_hours) / (higher.budget_pounds - lower.budget_pounds) * PER_POUNDS


def finished(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of its contract, each figure at its printed precision."""
    columns = list(FRONTIER_TABLES[name].columns)
    table = pd.DataFrame(rows, columns=columns)
    for column in columns:
        if COLUMNS[column].kind == "number":
            table[column] = table[column].astype(float).round(COLUMNS[column].decimals) + 0.0
    return table
