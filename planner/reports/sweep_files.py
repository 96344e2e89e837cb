"""The tables and the record of a sweep as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from planner.reports.as_json import plain_data
from planner.reports.csv_tables import text_cell
from planner.reports.folder import Holding
from planner.reports.run_record import made_with
from planner.whatif.measures import Of, measure_of
from planner.whatif.sweep.result import Sweep

RECORD_FILE = "sweep.json"
PAGE_FILE = "sweep.md"
SCHEMA = "planner-sweep/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-sweep/2."""
SWEEP = Holding("sweep", RECORD_FILE)
MOST_DECIMALS = 6
"""Figures are written to so many decimals at most; those of the measures are rounded already."""


def table_files(sweep: Sweep) -> dict[str, bytes]:
    """The tables as CSV, by file name; a table without rows is left out."""
    tables = {"runs": sweep.runs, "results": sweep.results, "tornado": sweep.tornado, "spread": sweep.spread}
    return {f"{name}.csv": csv_text(table).encode() for name, table in tables.items() if len(table)}


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV in its order: one header row, figures without needless zeros, no text that reads as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    columns = [[_cell(value) for value in table[column].tolist()] for column in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        digits = f"{value:.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")
        return "0" if digits == "-0" else digits
    return text_cell(value)


def record(sweep: Sweep, outputs: Mapping[str, bytes]) -> str:
    """The record of a sweep as JSON; two sweeps of the same inputs differ in `run` alone.

    Args:
        sweep: The sweep.
        outputs: Every file that is written beside the record, by name.
    """
    document = {
        **made_with(sweep.loaded, _status(sweep), outputs),
        "schema": SCHEMA,
        "scenario_sha256": sweep.facts.scenario_sha256,
        **_asked(sweep),
        "run": {
            "workers": sweep.facts.workers,
            "seconds": round(sweep.facts.seconds, 3),
            "taken_over": sweep.facts.taken_over,
            "journal": sweep.facts.journal,
        },
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False) + "\n"


def as_json(sweep: Sweep, folder: str, files: list[str]) -> str:
    """What a program wants to know at once; the tables are in the folder."""
    document = {
        "schema": SCHEMA,
        **_asked(sweep),
        "status": _status(sweep),
        "as_in_the_scenario": [_figure(of, value) for of, value in sweep.base.items() if of.scope == "force"],
        "tornado": sweep.tornado.to_dict("records"),
        "spread": sweep.spread.to_dict("records"),
        "folder": folder,
        "files": files,
    }
    return json.dumps(plain_data(document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _asked(sweep: Sweep) -> dict[str, Any]:
    return {
        "design": sweep.design.kind,
        "seed": sweep.design.seed,
        "varied": [each.path for each in sweep.design.inputs],
        "runs": len(sweep.design.runs) - 1,
        "ended": dict(sorted(sweep.statuses.items())),
        "solved_how": dict(sorted(sweep.solved_how.items())),
    }


def _status(sweep: Sweep) -> str:
    """How the sweep ended: as its worst run did, but for what is no scenario or has no plan, which are findings."""
    for status in ("failed", "not_proved"):
        if sweep.statuses[status]:
            return status
    return "optimal"


def _figure(of: Of, value: float) -> dict[str, Any]:
    return {"measure": of.measure, "unit": measure_of(of).unit, "value": value}
