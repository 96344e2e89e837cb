"""Posts on the books of each line in each period: those stated, and those that came or went along with people."""

from __future__ import annotations

from typing import Any, NamedTuple

from planner.plan.reading import Reading
from planner.tables.rows import each_row


class Posts(NamedTuple):
    """Posts of a line in a period."""

    approved_fte: float
    budgeted_fte: float
    """Those that the budget pays for; of posts that came or went it pays for the same share as of the line's own."""


def posts_on_books(reading: Reading) -> dict[tuple[str, str, int], Posts]:
    """Posts by team, role and period. Every table that says how many posts there are takes them from here."""
    return {
        (row.team, row.role, row.period): _posts(row, posts_moved(reading, (row.team, row.role, row.period)))
        for row in each_row(reading.given.tables.establishment)
    }


def posts_moved(reading: Reading, place: tuple[str, str, int]) -> float:
    """Posts that came to a line with people by a period, less those that went [FTE]."""
    cohorts = reading.given.bringing_posts.get(place, ())
    return sum((each.post_fte * reading.start(each.flow, each.start) for each in cohorts), 0.0)


def _posts(stated: Any, moved_fte: float) -> Posts:
    paid_share = stated.budgeted_fte / stated.approved_fte if stated.approved_fte > 0 else 1.0
    approved = max(0.0, stated.approved_fte + moved_fte)  # the solver may leave less than nothing by a hair
    return Posts(approved, max(0.0, stated.budgeted_fte + paid_share * moved_fte))
