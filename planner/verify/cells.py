"""CSV tables, read strictly: every cell is what its column says it is, and every row has a key of its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from planner.verify.comparing import at, shown
from planner.verify.finding import Wrong
from planner.vocabulary import COLUMNS, TABLES, Column

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
EMPTY = {
    "coverage", "coverage_with_latent", "bound", "proof_gap", "reported_continuous", "reported_whole", "tried_value",
}  # fmt: skip
"""Numbers that are left out where there is nothing of which they could be a share, or where no bound is known."""


@dataclass(frozen=True)
class Table:
    """A table as it could be read, and what is wrong with how it is written."""

    rows: pd.DataFrame
    wrong: tuple[Wrong, ...]


class _NotReadableError(Exception):
    """A cell that is not what its column says; the message is what should stand there."""


@lru_cache(maxsize=512)
def read_table(name: str, text: str) -> Table:
    """Read the text of a table; a cell that cannot be read leaves the table without rows."""
    file, contract = f"{name}.csv", TABLES[name]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return Table(pd.DataFrame(), (Wrong(file, "", "", str(error), "a table in CSV"),))
    if not lines or tuple(lines[0]) != contract.columns:
        says = ", ".join(lines[0]) if lines else "nothing"
        return Table(pd.DataFrame(), (Wrong(file, "line=1", "", says, ", ".join(contract.columns)),))
    uneven = [number for number, cells in enumerate(lines, start=1) if len(cells) != len(lines[0])]
    if uneven:
        found = tuple(
            Wrong(file, f"line={number}", "", f"{len(lines[number - 1])} cells", f"{len(lines[0])} cells")
            for number in uneven
        )
        return Table(pd.DataFrame(), found)
    return _typed(name, lines[1:])


def _typed(name: str, lines: list[list[str]]) -> Table:
    contract, found = TABLES[name], []
    columns: dict[str, list[Any]] = {}
    for column, cells in zip(contract.columns, zip(*lines, strict=True) if lines else [()] * 99, strict=False):
        values: list[Any] = []
        read = _reader(column, COLUMNS[column])
        for number, cell in enumerate(cells):
            try:
                values.append(read(cell))
            except _NotReadableError as error:
                where = at(contract.key, lines[number][: len(contract.key)])
                found.append(Wrong(f"{name}.csv", where, column, shown(cell), str(error)))
                values.append(None)
        columns[column] = values
    found += _repeated(name, lines)
    table = pd.DataFrame(columns)
    for column in contract.columns:
        if COLUMNS[column].kind == "number":
            table[column] = table[column].astype(float)
        elif table[column].dtype != object and COLUMNS[column].kind == "text":
            table[column] = table[column].astype(object)
    return Table(table, tuple(found))


def _repeated(name: str, lines: list[list[str]]) -> list[Wrong]:
    """Rows whose key stands in a row above; a text of the key cannot be told from another in two tables."""
    contract, seen, found = TABLES[name], set(), []
    extra = SAME_KEY.get(name, ())
    for cells in lines:
        key = tuple(cells[contract.columns.index(column)] for column in (*contract.key, *extra))
        if key in seen:
            where = at((*contract.key, *extra), key)
            found.append(Wrong(f"{name}.csv", where, "", "this row twice", "every row once"))
        seen.add(key)
    return found


SAME_KEY: dict[str, tuple[str, ...]] = {}
"""Columns that tell rows apart where the key of a table does not."""


@lru_cache(maxsize=512)
def _reader(name: str, column: Column) -> Callable[[str], Any]:
    if column.kind == "number":
        number = _decimals(column.decimals)
        return _optional(number) if name in EMPTY else number
    return {"integer": _whole, "boolean": _boolean, "date": _day}.get(column.kind, _text)


def _decimals(decimals: int) -> Callable[[str], float]:
    def read(cell: str) -> float:
        if not _NUMBER.fullmatch(cell):
            raise _NotReadableError("a number")
        if len(cell.partition(".")[2]) > decimals:
            raise _NotReadableError(f"a number with at most {decimals} decimals")
        return float(cell)

    return read


def _optional(number: Callable[[str], float]) -> Callable[[str], float]:
    def read(cell: str) -> float:
        return number(cell) if cell else float("nan")

    return read


def _whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise _NotReadableError("a whole number")
    return int(cell)


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise _NotReadableError("true or false")
    return cell == "true"


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise _NotReadableError("a day like 2019-09-01") from None


def _text(cell: str) -> str:
    return cell
