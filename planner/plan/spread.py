"""The natural spread of small lines: how many of a few people are still there is a matter of chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import comb
from typing import Any

from planner.model.given import Given
from planner.tables.rows import each_row

SMALL_FTE = 20.0
"""A line with fewer people has a spread worth showing."""
INDICATIVE_FTE = 5.0
"""Fractions of people on a smaller line are expectations that nobody will ever see."""
LOW, HIGH = 0.1, 0.9
"""Between these points of its distribution the strength lies four times in five."""


def natural_spread(given: Given, period_facts: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of the table `natural_spread`: lines that open with fewer than about 20 FTE, by natural wastage alone."""
    whole = {
        line
        for flow in each_row(given.tables.flows)
        if flow.whole
        for line in ((flow.team, flow.role), (flow.from_team, flow.from_role))
    }
    for row in each_row(given.tables.opening):
        strength = row.strength_fte
        if not 0 < strength < SMALL_FTE:
            continue
        heads = heads_of(strength, row.fte_per_head)
        staying = 1.0
        for t in given.periods:
            staying *= 1.0 - given.leaver_share[row.role, t]
            low, high = spread(heads, staying)
            yield {
                **period_facts[t],
                "team": row.team,
                "role": row.role,
                "opening_heads": heads,
                "staying_share": staying,
                "expected_fte": strength * staying,
                "low_fte": low * strength / heads,
                "high_fte": high * strength / heads,
                "indicative": strength < INDICATIVE_FTE and (row.team, row.role) not in whole,
            }


def heads_of(strength: float, fte_per_head: float) -> int:
    """People in post as whole heads, at least one.

    >>> heads_of(13.7, 1.0), heads_of(0.3, 1.0), heads_of(2.5, 1.0)
    (14, 1, 3)
    """
    return max(1, int(strength / fte_per_head + 0.5))


def spread(heads: int, staying: float) -> tuple[int, int]:
    """How many of some people are still there: the 10 % and the 90 % point of the binomial [heads].

    >>> spread(4, 0.5)
    (1, 3)
    """
    return quantile(heads, staying, LOW), quantile(heads, staying, HIGH)


def quantile(heads: int, staying: float, point: float) -> int:
    """The smallest number that the number of those who stay does not exceed with a probability of at least `point`.

    ::

        min {k : Σ_{i ≤ k} C(n,i)·p^i·(1−p)^(n−i) ≥ point}      [heads]
    """
    reached = 0.0
    for number in range(heads):
        reached += comb(heads, number) * staying**number * (1.0 - staying) ** (heads - number)
        if reached >= point - 1e-12:
            return number
    return heads
