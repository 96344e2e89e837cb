"""Comparing what is printed with what it should be, within half of a printed digit of each cell that takes part."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from planner.verify.finding import Wrong

FTE, HOURS, CASES, POUNDS, SHARE = 5e-5, 5e-4, 5e-5, 5e-3, 5e-7
"""What a printed cell may differ from the figure behind it: half of its last digit."""
PLACE = ["plan", "team", "role", "period"]
LINE = ["plan", "line", "period"]
HOURS_KEY = ("pattern", "name", "period")
NOISE = 1e-9
"""What sums of doubles may differ by."""


def each_row(table: pd.DataFrame) -> list[Any]:
    """The rows of a table, each with its cells by name."""
    names = tuple(str(name) for name in table.columns)
    return list(map(_row_of(names), zip(*(table[name].tolist() for name in table.columns), strict=True)))


@cache
def _row_of(names: tuple[str, ...]) -> Any:
    """What makes a row from its cells; making the type takes longer than making the rows of a small table."""
    row: Any = namedtuple("Row", names)  # type: ignore[misc]
    return row._make


def wrong(table: str, where: str, column: str, says: Any, should_be: Any) -> Wrong:
    """A cell of a table that says something else than it should."""
    return Wrong(f"{table}.csv", where, column, shown(says), shown(should_be))


def shown(value: Any) -> str:
    """A figure or a word as a finding shows it."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        return "nothing" if value != value else f"{float(value):.10g}"
    return str(value) if value is not None and value != "" else "nothing"


def at(key: Iterable[str], values: Iterable[Any]) -> str:
    """The row that a finding is about: `plan=after line=missing period=2019-09`."""
    return " ".join(f"{name}={value}" for name, value in zip(key, values, strict=True))


def at_most(value: float) -> str:
    """What should be no more than a figure."""
    return f"at most {value:.10g}"


def at_least(value: float) -> str:
    """What should be no less than a figure."""
    return f"at least {value:.10g}"


def compare(
    table: str, column: str, rows: pd.DataFrame, key: Sequence[str], recomputed: Any, slack: Any, printed: Any = None
) -> Iterator[Wrong]:
    """Every row in which a printed figure differs from the recomputed one by more than the slack.

    Args:
        table: The table of the rows.
        column: The column of the printed figure.
        rows: The rows.
        key: Columns that name a row.
        recomputed: What the figure should be.
        slack: By how much it may differ.
        printed: The figure, where it does not stand in the rows themselves.
    """
    says = _numbers(rows, rows[column] if printed is None else printed)
    again, room = _numbers(rows, recomputed), _numbers(rows, slack)
    differs = ~(np.abs(says - again) <= room + NOISE) & ~(np.isnan(says) & np.isnan(again))
    for number in np.flatnonzero(differs):
        yield wrong(table, _row(rows, key, int(number)), column, float(says[number]), float(again[number]))


def compare_at_most(
    table: str, column: str, rows: pd.DataFrame, key: Sequence[str], most: Any, slack: Any, printed: Any = None
) -> Iterator[Wrong]:
    """Every row in which a printed figure is more than it may be by more than the slack; see `compare`."""
    says = _numbers(rows, rows[column] if printed is None else printed)
    limit, room = _numbers(rows, most), _numbers(rows, slack)
    for number in np.flatnonzero(~(says <= limit + room + NOISE)):
        yield wrong(table, _row(rows, key, int(number)), column, float(says[number]), at_most(float(limit[number])))


def _numbers(rows: pd.DataFrame, values: Any) -> Any:
    return np.broadcast_to(np.asarray(values, dtype=float), (len(rows),))


def _row(rows: pd.DataFrame, key: Sequence[str], number: int) -> str:
    return at(key, (rows[name].iloc[number] for name in key))


def summed(table: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """Sums of columns by key, and `cells`: how many printed cells stand in each sum."""
    groups = table.groupby(key)
    sums = groups[columns].sum()
    sums["cells"] = groups.size()
    return sums


def on_rows(rows: pd.DataFrame, key: list[str], sums: pd.Series[Any]) -> pd.Series[Any]:
    """A series by key, brought onto the rows of a table; 0 where the key has none."""
    found = sums.to_dict()
    places = zip(*(rows[name] for name in key), strict=True) if len(key) > 1 else rows[key[0]]
    return pd.Series([found.get(place, 0.0) for place in places], index=rows.index, dtype=float)


Expected = Mapping[Any, tuple[float, float]]
"""What a figure should be and by how much it may differ, by the place of its row."""


def compare_places(
    table: str, column: str, key: Sequence[str], printed: Mapping[Any, float], expected: Expected, slack: float = 0.0
) -> Iterator[Wrong]:
    """Every place at which what is printed is not what is expected; where either has none, it is 0.

    Args:
        table: The table in which the figures stand.
        column: Their column.
        key: What the parts of a place are called.
        printed: The printed figures.
        expected: The figures worked out.
        slack: By how much a figure may differ from 0 that is not expected at all.
    """
    for place in sorted(set(printed) | set(expected)):
        found, (again, room) = float(printed.get(place, 0.0)), expected.get(place, (0.0, slack))
        if not abs(found - again) <= room + NOISE:
            yield wrong(table, at(key, place), column, found, again)


def compare_rows(table: str, key: Sequence[str], there: Iterable[Any], expected: Iterable[Any]) -> Iterator[Wrong]:
    """Every row that is missing, and every row too many."""
    found, asked = set(there), set(expected)
    for place in sorted(found ^ asked, key=str):
        says, should_be = ("a row", "no such row") if place in found else ("no such row", "a row")
        yield wrong(table, at(key, place), "", says, should_be)
