"""What really happened to a removed rank, beside what was expected, and the rate that would have said it best."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model.given import Given
from planner.plan.holders import came_back, frozen_period, strength_before
from planner.plan.reading import Reading
from planner.plan.spread import heads_of, spread
from planner.tables.rows import each_row, is_stated

FINENESS = 1000
"""Rates are tried in steps of a thousandth."""


def record(before: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `record`, from the plan before action: nobody decided anything then.

    The spread takes the lines of the rank as one, each head worth as much as the average, each leaving at the mean of
    their rates.
    """
    given = before.given
    for row in each_row(given.tables.recorded):
        lines = given.lines_of_rank.get(row.rank, [])
        opening = sum(given.opening_strength[line] for line in lines)
        heads = _heads(given, row.rank)
        low, high = spread(heads, _staying(given, row.rank, row.period))
        yield {
            "rank": row.rank,
            "on": row.on,
            "recorded_fte": row.recorded_fte,
            "expected_fte": sum(strength_before(before, line, row.period + 1) for line in lines),
            "low_fte": low * opening / heads,
            "high_fte": high * opening / heads,
            "recorded_came_back_fte": row.came_back_fte if is_stated(row.came_back_fte) else 0.0,
            "expected_came_back_fte": came_back(before, row.rank)[row.period] if row.period >= 0 else 0.0,
        }


def _heads(given: Given, rank: str) -> int:
    """Holders of a rank before the first period, as whole heads."""
    lines = given.lines_of_rank.get(rank, [])
    heads = {(row.team, row.role): row.strength_fte / row.fte_per_head for row in each_row(given.tables.opening)}
    return heads_of(sum(heads[line] for line in lines), 1.0)


def _staying(given: Given, rank: str, period: int) -> float:
    """Share of the holders of a rank before the first period who have not left by the end of a period."""
    people = there = 0.0
    for line in given.lines_of_rank.get(rank, []):
        staying = 1.0
        for t in range(period + 1):
            staying *= 1.0 - given.leaver_share[line[1], t]
        people += given.opening_strength[line]
        there += given.opening_strength[line] * staying
    return there / people if people > 0 else 1.0


def record_fit(before: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `record_fit`: every removed rank with a record.

    ::

        squares(rate) = Σ_days (S0·(1 − rate)^years − recorded)²      [FTE²]

    where S0 is the strength when the rank was frozen and years are those since.
    """
    given = before.given
    for row in each_row(given.tables.yearly_leave):
        points = given.tables.recorded[given.tables.recorded["rank"] == row.rank]
        if points.empty or row.rank not in given.lines_of_rank:
            continue
        frozen = frozen_period(given, row.rank)
        start = sum(strength_before(before, line, frozen) for line in given.lines_of_rank[row.rank])
        record_ = list(zip(points["years"], points["recorded_fte"], strict=True))
        tried = [(squares(start, number / FINENESS, record_), number) for number in range(FINENESS + 1)]
        least, number = min(tried)
        yield {
            "rank": row.rank,
            "stated_rate": row.rate,
            "best_rate": number / FINENESS,
            "stated_squares": squares(start, row.rate, record_),
            "best_squares": least,
        }


def squares(start: float, rate: float, record: list[tuple[float, float]]) -> float:
    """Sum of the squared differences between a compounded path and a record of (years, FTE) [FTE²].

    >>> squares(10.0, 0.5, [(1.0, 6.0), (2.0, 2.5)])
    1.0
    """
    return float(sum((start * (1.0 - rate) ** years - recorded) ** 2 for years, recorded in record))
