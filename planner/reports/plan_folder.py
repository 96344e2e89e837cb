"""The scenario of a plan that was written: from its folder, if the folder is as it was written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from planner.errors import UsageError
from planner.reports.folder import SCENARIO_FILE
from planner.reports.run_record import FILE as RUN_FILE
from planner.reports.run_record import SCHEMA

MOST_NAMED = 3
"""Changed files that are named; the others are counted."""


def scenario_of(path: Path) -> Path:
    """The scenario file that is meant: the file itself, or the one in a plan's folder.

    Raises:
        UsageError: The folder holds no plan, or its files are not those that were written.
    """
    if not path.is_dir():
        return path
    outputs = _written(path)
    changed = [name for name, digest in outputs.items() if _digest(path / name) != digest]
    if changed:
        named = ", ".join(changed[:MOST_NAMED])
        more = f" and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
        raise UsageError(
            f"{path} is not as it was written: {named}{more} changed or missing, by the hashes in {RUN_FILE}."
            " Solve the scenario again."
        )
    return path / SCENARIO_FILE


def gap_in(path: Path) -> float | None:
    """The gap that a plan's folder tells for the whole force and plan [hours].

    None for a scenario file, and for the folder of rules that contradict each other: it has no such table, and solving
    the scenario again says why.

    Raises:
        UsageError: The folder's table of coverage is none.
    """
    table = path / "coverage.csv"
    if not table.is_file():
        return None
    try:
        rows = pd.read_csv(table)
        whole = rows[(rows["plan"] == "after") & (rows["scope"] == "force") & (rows["window_kind"] == "whole")]
        return float(whole["gap_hours"].iloc[0])
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise UsageError(f"{path} holds no table of coverage that can be read. Solve the scenario again.") from error


def _written(folder: Path) -> dict[str, str]:
    """The hash of every file that the run record names."""
    try:
        record = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
        outputs = {str(each["file"]): str(each["sha256"]) for each in record["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        record, outputs = {}, {}
    if record.get("schema") != SCHEMA or SCENARIO_FILE not in outputs:
        raise UsageError(
            f"{folder} is not a plan's folder: it has no {RUN_FILE} of a plan. Name the folder that planner solve"
            " wrote, or a scenario file."
        )
    return outputs


def _digest(path: Path) -> str:
    """The hash of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
