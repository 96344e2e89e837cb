"""Whole people: what each level could reach in fractions, and what it reaches with whole people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from planner.plan import money, staffing, work
from planner.plan.coverage import coverage
from planner.plan.finish import finish
from planner.plan.reading import Reading
from planner.vocabulary import COLUMNS


def rounding(after: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Rows of the table `rounding`: every level that was searched for in whole people; none where nothing is whole.

    A level further down may be cheaper in whole people than in fractions, since those above leave it other room. A
    level spans the run-out too; beside it stands what the plan in fractions and this one come to in the reported
    periods, for gaps and cost, read in the same way as `coverage` and `costs`.
    """
    levels = [level for level in after.solution.levels if level.continuous is not None]
    if not levels:
        return
    whole = _reported(tables["coverage"], tables["costs"])
    continuous = _in_fractions(after)
    for level in levels:
        least, best = (round(value, COLUMNS["price"].decimals) for value in (level.continuous or 0.0, level.best))
        yield {
            "level": level.name,
            "unit": level.unit,
            "continuous": least,
            "whole": best,
            "price": best - least,
            "reported_unit": _reported_unit(level.name) if level.name in whole else None,
            "reported_continuous": continuous.get(level.name),
            "reported_whole": whole.get(level.name),
        }


def _in_fractions(after: Reading) -> dict[str, float]:
    """The gap of each tier and the cost in the reported periods, if nothing had to be whole."""
    reading = Reading(after.formulation, replace(after.solution, values=after.solution.in_fractions))
    worked, people, spent = (
        finish(name, list(read(reading)))
        for name, read in (("work", work.work), ("staffing", staffing.staffing), ("costs", money.costs))
    )
    return _reported(finish("coverage", coverage(worked, people, after.given.tables.periods)), spent)


def _reported(covered: pd.DataFrame, spent: pd.DataFrame) -> dict[str, float]:
    """The gap of each tier over the whole plan, and what the plan costs, in the reported periods."""
    tiers = covered[(covered["plan"] == "after") & (covered["scope"] == "tier") & (covered["window_kind"] == "whole")]
    gaps = {f"gap_tier_{tier}": hours for tier, hours in zip(tiers["name"], tiers["gap_hours"].tolist(), strict=True)}
    paid = spent[(spent["plan"] == "after") & spent["reported"]]
    return {**gaps, "cost": float(paid["pounds"].sum())}


def _reported_unit(level: str) -> str:
    return "pounds" if level == "cost" else "hours of gap"
