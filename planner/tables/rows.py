"""The rows of a table, for loops that read like the ∀ of an equation."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table in order, each with its columns as attributes.

    Columns are taken as plain lists: walking over pandas' text columns one by one takes ten times as long.
    """
    if table.empty:
        return iter(())
    names = tuple(str(name) for name in table.columns)
    return map(_row_of(names), zip(*(table[name].tolist() for name in names), strict=True))


@cache
def _row_of(names: tuple[str, ...]) -> Any:
    """What makes a row from its values; making the type takes longer than making the rows of a small table."""
    row: Any = namedtuple("row", names)  # type: ignore[misc]
    return row._make


def is_stated(value: float) -> bool:
    """Whether a figure is there; tables hold NaN where the reader stated none."""
    return value == value
