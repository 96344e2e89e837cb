"""Figures before action and under the plan, side by side; only of periods that are reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.plan.plan import Plan

PLANS = ("before", "after")


@dataclass(frozen=True)
class Change:
    """A figure before action and under the plan."""

    before: float
    after: float

    @property
    def rise(self) -> float:
        """How much higher it is under the plan."""
        return self.after - self.before


def added(changes: Iterable[Change]) -> Change:
    """Changes added up."""
    every = tuple(changes)
    return Change(sum(each.before for each in every), sum(each.after for each in every))


@dataclass(frozen=True)
class ShareChange:
    """A share before action and under the plan; None where there is nothing to take a share of."""

    before: float | None
    after: float | None


def reported(plan: Plan, table: str, /, **where: Any) -> pd.DataFrame:
    """Rows of a table in the reported periods, for which columns have given values."""
    rows = plan.table(table, **where)
    return rows[rows["reported"].astype(bool)]


def total(rows: pd.DataFrame, column: str) -> Change:
    """The sum of a column in either plan."""
    # As plain lists: the page asks for hundreds of small sums, and picking rows by text is what they would cost.
    sums = dict.fromkeys(PLANS, 0.0)
    for plan, value in zip(rows["plan"].tolist(), rows[column].tolist(), strict=True):
        sums[plan] += value
    return Change(sums["before"], sums["after"])


def totals_by(rows: pd.DataFrame, key: str, column: str) -> dict[str, Change]:
    """The sum of a column in either plan, for each value of a key, in the order of the keys."""
    return {str(name): total(part, column) for name, part in rows.groupby(key, sort=True)}


def at_end(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last period."""
    last: pd.DataFrame = rows[rows["period_first"] == rows["period_first"].max()]
    return last


def share(value: Any) -> float | None:
    """A share as a number, or None where the table has none."""
    number = float(value)
    return None if number != number else number
