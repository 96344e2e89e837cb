"""A year in which each pound buys a known number of hours, so that every bend of the curve is known.

One officer gives 100 hours in each of twelve months for £12,000. 150 hours of calls arrive in each month and cannot
wait, so 50 a month are not done: 600 hours. Overtime closes the gap: ten hours a month at one and a half times the
£10 of an hour, and as many again at three times. So the first £1,800 buy 120 hours, at £15 each; the next £3,600 buy
120 more, at £30; whatever is spent beyond buys nothing, and 360 hours stay.
"""

from __future__ import annotations

from typing import Any

from tiny import EXACT, cases, merged

LEAST, BEND, END = 12_000.0, 13_800.0, 17_400.0
"""What the officer costs; where the cheaper overtime ends; where the dearer one does [pounds]."""


def overtime(multiplier: float) -> dict[str, Any]:
    return {"roles": ["officer"], "multiplier": multiplier, "share_of_contracted": 0.1}


def year(pounds: float | None = 13_000, **changes: Any) -> dict[str, Any]:
    """The changes of the tiny scenario that make that year."""
    made = {
        "period": {"last": "2020-03"},
        "priorities": EXACT,
        "demand": {"calls": {"arrivals": cases(150), "start_within": "0 days"}},
        "supply": {"overtime": {"cheap": overtime(1.5), "dear": overtime(3.0)}},
        "budget": {"limits": {"whole": {"title": "The team", "pounds_per_year": pounds}}} if pounds else {},
    }
    return merged(made, changes)
