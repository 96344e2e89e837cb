"""Cost by kind and line, and cost by financial year against its limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.model.costs import NO_CASH
from planner.plan.reading import Reading
from planner.tables.rows import each_row


def costs(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `costs`."""
    sums: dict[tuple[Any, ...], float] = {}
    for entry in reading.formulation.costs:
        key = (
            entry.kind,
            entry.nature,
            entry.funding,
            entry.team,
            entry.role,
            entry.lever,
            entry.period,
            entry.cashable,
        )
        sums[key] = sums.get(key, 0.0) + reading.total(entry.pounds)
    for (kind, nature, funding, team, role, lever, t, cashable), pounds in sums.items():
        if abs(pounds) >= 0.005:
            yield {
                **reading.period_facts[t],
                "kind": kind,
                "nature": nature,
                "funding": funding,
                "team": team,
                "role": role,
                "lever": lever,
                "cashable": cashable,
                "pounds": pounds,
            }


def budget(costs: pd.DataFrame, budgets: pd.DataFrame, periods: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of the table `budget`, from the finished table `costs`.

    Args:
        costs: The finished table `costs`.
        budgets: The limits, see `planner.tables.money.budgets`.
        periods: The calendar's periods.
    """
    labels = dict(zip(periods["year_start"], periods["year"], strict=True))
    reported = periods.groupby("year")["reported"].any()
    for limit in each_row(budgets):
        year = labels[limit.year_start]
        counted = costs[(costs["financial_year"] == year) & (costs["kind"] != NO_CASH)]
        for column, names in (("kind", limit.kinds), ("team", limit.teams), ("funding", limit.funding)):
            if names:
                counted = counted[counted[column].isin(names)]
        spent = counted.groupby("plan")["pounds"].sum()
        after = float(spent.get("after", 0.0))
        yield {
            "limit": limit.limit,
            "financial_year": year,
            "reported": bool(reported[year]),
            "limit_pounds": limit.limit_pounds,
            "before_pounds": float(spent.get("before", 0.0)),
            "after_pounds": after,
            "left_pounds": limit.limit_pounds - after,
        }
