"""The record of a run: what it was made with, how each level was solved, hashes of everything in and out."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from planner.plan.plan import Plan
from planner.scenario.load import Loaded
from planner.solver.level import LevelResult, Solution
from planner.version import __version__

FILE = "run.json"
SCHEMA = "planner-run/1"
LIBRARIES = ("highspy", "holidays", "numpy", "pandas", "pulp", "pydantic", "python-dateutil", "PyYAML")
"""Libraries on which a plan's figures depend."""


def run_record(plan: Plan, outputs: Mapping[str, bytes]) -> str:
    """The record as JSON; two runs of the same inputs differ in `times` alone.

    Args:
        plan: The plan.
        outputs: Every file that is written beside the record, by name.
    """
    record = {
        **made_with(plan.loaded, plan.after.status, outputs),
        "before": _solution(plan.before),
        "after": _solution(plan.after),
        "times": _times(plan),
    }
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


def made_with(loaded: Loaded, status: str, outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """What every record says first: of which scenario, with what, from which files, and into which.

    Args:
        loaded: The scenario.
        status: How it ended.
        outputs: Every file that is written beside the record, by name.
    """
    return {
        "schema": SCHEMA,
        "name": loaded.stem,
        "title": loaded.scenario.title,
        "marking": loaded.scenario.marking,
        "planner": __version__,
        "python": platform.python_version(),
        "libraries": {name: installed(name) for name in LIBRARIES},
        "status": status,
        "inputs": inputs_of(loaded),
        "outputs": [
            {"file": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in sorted(outputs.items())
        ],
    }


def inputs_of(loaded: Loaded) -> list[dict[str, str]]:
    """Every file that was read, with the hash of what stands in it."""
    return [{"file": path.name, "sha256": _hash_of_file(path)} for path in loaded.files]


def installed(name: str) -> str:
    """The version of a library that is installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _hash_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _solution(solution: Solution) -> dict[str, Any]:
    return {
        "status": solution.status,
        "columns": solution.columns,
        "rows": solution.rows,
        "nonzeros": solution.nonzeros,
        "fallbacks": solution.fallbacks,
        "whole_gap": solution.whole_gap,
        "furthest": solution.furthest,
        "not_whole": [variable.name for variable in solution.not_whole],
        "levels": [_level(level) for level in solution.levels],
    }


def _level(level: LevelResult) -> dict[str, Any]:
    return {
        "level": level.name,
        "unit": level.unit,
        "status": level.status,
        "best": level.best,
        "held": level.held,
        "tolerance": level.tolerance,
    }


def _times(plan: Plan) -> dict[str, Any]:
    """Seconds of each stage and level: the only part of the record that no two runs share."""
    return {
        "stages_seconds": {stage: round(seconds, 3) for stage, seconds in plan.seconds.items()},
        "before_levels_seconds": {level.name: round(level.seconds, 3) for level in plan.before.levels},
        "after_levels_seconds": {level.name: round(level.seconds, 3) for level in plan.after.levels},
    }
