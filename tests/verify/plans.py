"""Good plans to be checked and spoilt: solved once, held in memory as the files of a folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from planner import pipeline
from planner.reports.answer import make_answer
from planner.reports.folder import files_of
from planner.verify.cells import Table, read_table
from planner.verify.folder import Stated
from planner.verify.reading import read_scenario

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RICH = ("rich", "rich_restructuring", "removal")
"""Scenarios in which everything happens that a check looks at."""

Files = dict[str, bytes]


def plan_files(scenario: Path) -> Files:
    """The files of the plan of a scenario, as they would stand in its folder."""
    plan = pipeline.solve(scenario)
    return files_of(plan, make_answer(plan))


@cache
def rich(name: str) -> Files:
    """The files of a plan in which much happens."""
    return plan_files(HERE / f"{name}.yaml")


def shipped() -> Files:
    """The files of the plan that is committed as the example."""
    return {path.name: path.read_bytes() for path in sorted((ROOT / "outputs" / "2019").iterdir())}


def stated(files: Mapping[str, bytes]) -> Stated:
    """The scenario of a plan."""
    found, wrong = read_scenario(files["scenario.resolved.yaml"].decode())
    assert found is not None, wrong
    return found


def tables_of(files: Mapping[str, bytes]) -> dict[str, Table]:
    """The tables of a plan."""
    names = (name.removesuffix(".csv") for name in files if name.endswith(".csv"))
    return {name: read_table(name, files[f"{name}.csv"].decode()) for name in names}


def rows_of(files: Mapping[str, bytes], table: str) -> list[list[str]]:
    """The header and the rows of a table."""
    return list(csv.reader(io.StringIO(files[f"{table}.csv"].decode())))


def with_rows(files: Mapping[str, bytes], table: str, rows: list[list[str]]) -> Files:
    """The same plan with other rows in a table, by somebody who also rewrites the hashes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return with_file(files, f"{table}.csv", text.getvalue().encode())


def with_file(files: Mapping[str, bytes], name: str, content: bytes) -> Files:
    """The same plan with another content of a file, and its hash in the record."""
    record = json.loads(files["run.json"])
    for row in record["outputs"]:
        if row["file"] == name:
            row["sha256"] = hashlib.sha256(content).hexdigest()
    return {**files, name: content, "run.json": json.dumps(record, indent=1).encode()}
