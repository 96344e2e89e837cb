"""Requirements in posts: what is asked for, what is there, what is short of it and what is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model.requirements import full_strength, not_counted
from planner.plan.reading import Reading
from planner.tables.rows import each_row

SECTION = "requirements."


def requirements(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `requirements`.

    What is asked for = strength - what reduced hours take from it + short - over; one of the last two is nothing.
    """
    var, given = reading.var, reading.given
    for limit in each_row(given.tables.strength_limits):
        if not limit.limit.startswith(SECTION):
            continue
        strength, lost = reading.total(full_strength(var, limit)), reading.total(not_counted(var, given, limit))
        missing = limit.fte - (strength - lost)
        yield {
            **reading.period_facts[limit.period],
            "requirement": limit.limit.removeprefix(SECTION),
            "team": limit.team,
            "required_fte": limit.fte,
            "strength_fte": strength,
            "reduced_fte": lost,
            "short_fte": max(0.0, missing),
            "over_fte": max(0.0, -missing),
        }
