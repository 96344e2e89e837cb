"""What is changed for a plan that answers a what-if: where, what stood there and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.plan import Plan
from planner.reports.lines import Line, plain_lines
from planner.reports.markdown_table import table
from planner.reports.words import count, wrapped
from planner.scenario.in_short import for_reading
from planner.scenario.overridden import Overridden

MOST_SHOWN = 3
"""Changes that are shown on the screen one by one; the others are counted."""
LONGEST = 120
"""What stands at a place is shown up to so many signs; overrides.csv has it whole [characters]."""
NOTHING = "not stated"
"""What is said of a place where nothing stands."""


def what_ifs(plan: Plan) -> tuple[Overridden, ...]:
    """What a variant or the command line has changed, in the order of the form."""
    return tuple(each for each in plan.loaded.overridden if each.is_what_if)


def shown(change: Overridden, most: int = LONGEST) -> str:
    """A change in a line, what stands there in so many signs at the most."""
    return f"{change.path}: {_said(change.was, most)} -> {_said(change.now, most)}"


def on_the_screen(every: tuple[Overridden, ...], width: int) -> Iterator[Line]:
    """The first few, a line or two each."""
    for each in every[:MOST_SHOWN]:
        yield from plain_lines(wrapped(f"What if: {shown(each)} ({each.origin})", width))
    if len(every) > MOST_SHOWN:
        yield from plain_lines([f"and {count(len(every) - MOST_SHOWN, 'more change')}: overrides.csv"])


def on_paper(every: tuple[Overridden, ...]) -> Iterator[str]:
    """All of them as a table."""
    if not every:
        return
    yield from ("## What if", "", "This plan answers a what-if. Changed for it:", "")
    rows = [[each.path, _said(each.was), _said(each.now), each.origin] for each in every]
    yield from table(["place in the scenario", "was", "is", "said by"], rows, texts=(0, 1, 2, 3))


def _said(text: str, most: int = LONGEST) -> str:
    return for_reading(text, most) or NOTHING
