"""Figures before action and under the plan, side by side; only of periods that are reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from planner.plan.plan import Plan
from planner.vocabulary import TABLES

PLANS = ("before", "after")
SMALLEST = 0.005
"""A period in which less happens is not one of the months that are named [FTE or hours]."""


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


def rows_of(plan: Plan, table: str, /, **where: Any) -> pd.DataFrame:
    """Rows of a table for which columns have given values; none where the plan has no use for the table."""
    if table in plan.tables:
        return plan.table(table, **where)
    return pd.DataFrame(columns=list(TABLES[table].columns))


def reported(plan: Plan, table: str, /, **where: Any) -> pd.DataFrame:
    """Rows of a table in the reported periods, for which columns have given values."""
    rows = rows_of(plan, table, **where)
    return rows[rows["reported"].astype(bool)]


def of_lines(rows: pd.DataFrame, lines: Collection[tuple[str, str]]) -> pd.DataFrame:
    """Rows of some establishment lines (team, role)."""
    inside = [line in lines for line in zip(rows["team"], rows["role"], strict=True)]
    return rows[pd.Series(inside, rows.index, dtype=bool)]


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


def when(rows: pd.DataFrame, column: str) -> tuple[date | None, date | None]:
    """The first and the last period of the plan in which there is anything."""
    days = rows.loc[(rows["plan"] == "after") & (rows[column] >= SMALLEST), "period_first"]
    return (days.min(), days.max()) if len(days) else (None, None)
