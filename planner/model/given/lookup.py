"""Looking things up in a table: by key, or all rows of a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from planner.tables.rows import each_row


def lookup(table: pd.DataFrame, key: list[str], value: str) -> dict[Any, float]:
    """A column by its key; a key of one column is not wrapped in a tuple."""
    keys = table[key[0]] if len(key) == 1 else zip(*(table[name] for name in key), strict=True)
    return dict(zip(keys, table[value].astype(float), strict=True))


def grouped(table: pd.DataFrame, key: list[str]) -> dict[tuple[Any, ...], list[Any]]:
    """The rows of a table by the values of some columns."""
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for group, row in zip(zip(*(table[name].tolist() for name in key), strict=True), each_row(table), strict=True):
        groups[group].append(row)
    return groups


def summed(table: pd.DataFrame, key: list[str], value: str) -> dict[Any, float]:
    """The sums of a column by key."""
    return lookup(table.groupby(key, as_index=False)[[value]].sum(), key, value) if len(table) else {}


def total(pairs: Iterable[float]) -> float:
    """A sum as a float, 0.0 when empty."""
    return float(sum(pairs))
