"""The structure before and after: people and posts by rank and team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from planner.plan.posts import posts_on_books
from planner.plan.reading import Reading
from planner.tables.rows import each_row

FIGURES = ("opening_fte", "closing_fte", "opening_approved_fte", "closing_approved_fte")


def structure(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `structure`: every rank of officers and every grade of police staff in every team."""
    given = reading.given
    last = int(given.tables.periods["reported"].sum()) - 1
    posts = posts_on_books(reading)
    sums: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: dict.fromkeys(FIGURES, 0.0))
    for line in each_row(given.tables.line_ranks):
        place = (line.team, line.role)
        total = sums[line.team, line.rank]
        total["opening_fte"] += given.opening_strength[place]
        total["closing_fte"] += reading.value(reading.var.strength[(*place, last)])
        total["opening_approved_fte"] += line.approved_fte
        total["closing_approved_fte"] += posts[(*place, last)].approved_fte
    for (team, rank), figures in sums.items():
        yield {"plan": reading.plan, "team": team, "rank": rank, **figures}
