"""The tables as UTF-8 CSV for people and spreadsheets, and their CSV on the Web description for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from planner.plan.finish import in_order
from planner.vocabulary import COLUMNS, TABLES, Column, TableContract

METADATA_FILE = "csv-metadata.json"
"""The name that CSV on the Web looks for beside tables."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is a formula to a spreadsheet."""
DATATYPES = {
    "number": "decimal",
    "integer": "integer",
    "text": "string",
    "date": "date",
    "boolean": "boolean",
}


def csv_files(tables: Mapping[str, pd.DataFrame], title: str) -> dict[str, str]:
    """The text of every table and of their description, by file name.

    Args:
        tables: Output tables by name, as in `planner.vocabulary.TABLES`.
        title: What the plan is called.
    """
    names = [name for name in TABLES if name in tables]
    files = {f"{name}.csv": csv_text(name, tables[name]) for name in names}
    return {**files, METADATA_FILE: metadata(names, title)}


def csv_text(name: str, table: pd.DataFrame) -> str:
    """A table as CSV: one header row, rows in the order of the key, figures at their printed precision."""
    return text_of(TABLES[name], in_order(name, table))


def text_of(contract: TableContract, table: pd.DataFrame) -> str:
    """A table as CSV, its rows as they stand."""
    cells = [_cells(table[column].tolist(), COLUMNS[column]) for column in contract.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(contract.columns)
    writer.writerows(zip(*cells, strict=True))
    return text.getvalue()


def _cells(values: Iterable[Any], column: Column) -> list[str]:
    form = _FORMS.get(column.kind) or partial(_number, decimals=column.decimals)
    return ["" if _is_missing(value) else form(value) for value in values]


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)


def _number(value: Any, decimals: int) -> str:
    """A decimal number without an exponent, without needless zeros, and never -0."""
    digits = f"{float(value):.{decimals}f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _integer(value: Any) -> str:
    return str(int(value))


def _day(value: Any) -> str:
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(pd.Timestamp(value).date())


def _boolean(value: Any) -> str:
    return "true" if value else "false"


def text_cell(value: Any) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before one that begins like it.

    A number written as text, such as -0.02 in the assumptions register, is harmless and stays as it is.
    """
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not _reads_as_number(text) else text


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text


_FORMS: dict[str, Callable[[Any], str]] = {
    "integer": _integer,
    "date": _day,
    "boolean": _boolean,
    "text": text_cell,
}


def metadata(names: Iterable[str], title: str, contracts: Mapping[str, TableContract] = TABLES) -> str:
    """The description of the tables: for each column its meaning, unit and type, for each table its key."""
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": title,
        "dialect": {
            "header": True,
            "headerRowCount": 1,
            "encoding": "utf-8",
            "delimiter": ",",
            "lineTerminators": ["\n"],
        },
        "tables": [_table(name, contracts[name]) for name in names],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _table(name: str, contract: TableContract) -> dict[str, Any]:
    return {
        "url": f"{name}.csv",
        "dc:title": contract.title,
        "tableSchema": {
            "columns": [_column(column, column in contract.key) for column in contract.columns],
            "primaryKey": list(contract.key),
        },
    }


def _column(name: str, in_key: bool) -> dict[str, Any]:
    column = COLUMNS[name]
    meaning = column.meaning + (f" [{column.unit}]" if column.unit else "")
    if column.kind == "number":
        meaning += f", to {column.decimals} decimals"
    described: dict[str, Any] = {
        "name": name,
        "titles": name,
        "dc:description": meaning,
        "datatype": DATATYPES[column.kind],
    }
    if column.kind == "boolean":
        described["datatype"] = {"base": "boolean", "format": "true|false"}
    # An empty text can be a value of a key (the lever of pay is nobody's): only numbers can be required.
    if in_key and column.kind != "text":
        described["required"] = True
    return described
