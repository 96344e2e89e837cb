"""From working figures to a printed table: the columns of its contract, in order, at their printed precision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from planner.vocabulary import COLUMNS, TABLES


def finish(name: str, rows: Iterable[dict[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Bring rows into the form of an output table.

    Figures are rounded to their printed precision here, once, so that every total worked out later is the sum of the
    cells that people read.

    Returns:
        The table `name` of `planner.vocabulary.TABLES`, in the order of `in_order`.
    """
    contract = TABLES[name]
    table = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), columns=list(contract.columns))
    table = table[list(contract.columns)].copy()
    for column in contract.columns:
        if COLUMNS[column].kind == "number":
            table[column] = table[column].astype(float).round(COLUMNS[column].decimals) + 0.0
        elif COLUMNS[column].kind == "boolean":
            # A table without rows must be asked for its reported rows like any other.
            table[column] = table[column].astype(bool)
    return in_order(name, table)


def in_order(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table sorted by its key, the plan before action ahead of the plan."""
    return table.sort_values(list(TABLES[name].key), kind="stable", ignore_index=True, key=_place)


def _place(values: pd.Series[Any]) -> pd.Series[Any]:
    """What a column of the key is sorted by: "before" comes before "after", which the alphabet has the other way."""
    return values.map({"before": 0, "after": 1}) if values.name == "plan" else values
