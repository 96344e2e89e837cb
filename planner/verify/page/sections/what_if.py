"""What is changed for a plan that answers a what-if."""

from __future__ import annotations

from planner.scenario.in_short import for_reading
from planner.verify.page.check import Expected
from planner.verify.page.figures import Figures, plain
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import Said

LONGEST = 120
"""What stands at a place is shown up to so many signs [characters]."""
NOTHING = "not stated"


def changes(figures: Figures, grid: Grid) -> Expected:
    """Every place that a variant or the command line has changed."""
    del grid
    rows = [
        ((plain(row.path),), _said(row.was), _said(row.now), (plain(row.origin),))
        for row in figures.rows("overrides")
        if row.what_if
    ]
    return Expected(("place in the scenario", "was", "is", "said by"), rows)


def _said(text: str) -> Said:
    return (plain(for_reading(text, LONGEST)) or NOTHING,)


def is_what_if(figures: Figures) -> int:
    """Whether the page has to say so."""
    return int(any(row.what_if for row in figures.rows("overrides")))
