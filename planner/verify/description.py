"""The CSV on the Web description beside the tables: it names each table and each column, and says what they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from planner.verify.comparing import shown
from planner.verify.files import METADATA, text_of
from planner.verify.finding import Wrong
from planner.vocabulary import COLUMNS, TABLES

DATATYPES = {"number": "decimal", "integer": "integer", "text": "string", "date": "date", "boolean": "boolean"}
"""What CSV on the Web calls each kind of column."""


def the_description_names_every_column(files: Mapping[str, bytes]) -> Iterator[Wrong]:
    """The description names each table that is there and no other, and of each exactly its columns, kinds and key."""
    described = _tables(text_of(files, METADATA))
    if described is None:
        yield Wrong(METADATA, "", "", "no description that can be read", "tables with their columns")
        return
    there = {name.removesuffix(".csv") for name in files if name.endswith(".csv")}
    for name in sorted(there ^ set(described)):
        says, should_be = ("no table", "the table") if name in there else ("a table", "no table that is not there")
        yield Wrong(METADATA, f"table={name}", "", says, should_be)
    for name in sorted(there & set(described) & set(TABLES)):
        contract, table = TABLES[name], described[name]
        compared: tuple[tuple[str, Any, Any], ...] = (
            ("dc:title", table.get("title"), contract.title),
            ("columns", table.get("names"), list(contract.columns)),
            ("datatypes", table.get("types"), [DATATYPES[COLUMNS[column].kind] for column in contract.columns]),
            ("units", table.get("units"), [COLUMNS[column].unit for column in contract.columns]),
            ("primaryKey", table.get("key"), list(contract.key)),
        )
        for what, says, again in compared:
            if says != again:
                yield Wrong(METADATA, f"table={name}", what, _listed(says), _listed(again))


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else shown(value)


def _tables(text: str | None) -> dict[str, dict[str, Any]] | None:
    """What is said of each table, by its name."""
    try:
        return {
            table["url"].removesuffix(".csv"): {
                "title": table["dc:title"],
                "names": [column["name"] for column in table["tableSchema"]["columns"]],
                "types": [_datatype(column["datatype"]) for column in table["tableSchema"]["columns"]],
                "units": [_unit(column["dc:description"]) for column in table["tableSchema"]["columns"]],
                "key": list(table["tableSchema"]["primaryKey"]),
            }
            for table in json.loads(text or "")["tables"]
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _datatype(stated: Any) -> str:
    return str(stated["base"] if isinstance(stated, dict) else stated)


def _unit(description: str) -> str:
    """The unit, which stands in square brackets at the end of the meaning."""
    _, bracket, rest = description.rpartition(" [")
    return rest.partition("]")[0] if bracket else ""
