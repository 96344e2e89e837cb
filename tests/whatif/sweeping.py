"""Scenarios and helpers for the tests of sweeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tiny import BASE, Tree, merged

from planner.pipeline import load, write_sweep
from planner.reports.folder import reserve
from planner.reports.sweep_files import SWEEP
from planner.scenario.load import Loaded
from planner.whatif.measures import FORCE, GAP, Of
from planner.whatif.sweep.result import Sweep

UNSURE: Tree = {
    "demand": {
        "calls": {
            "start_within": "0 days",
            "arrivals": {"cases": {"value": 120, "per": "month", "range": [80, 150]}},
            "tasks": {"answer": {"hours_per_case": {"value": 1, "range": [0.5, 2]}}},
        }
    },
    "budget": {
        "limits": {
            "pay": {
                "pounds_per_year": [
                    {"from": "2019-04", "value": 20000, "range": [15000, 30000]},
                    {"from": "2020-04", "value": 40000, "range": [30000, 60000]},
                ]
            }
        }
    },
}
"""120 hours of calls a month that cannot wait, for 100 hours of work: 20 a month are not done, 40 in two months."""
CASES = "demand.calls.arrivals.cases"
HOURS = "demand.calls.tasks.answer.hours_per_case"
MONEY = "budget.limits.pay.pounds_per_year"
STRENGTH = "structure.minimum_strength.two.fte"
TWO: Tree = {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 1}}}}
"""A rule that one officer keeps; two would be too many."""
ALL_GAP = Of(GAP, "force", FORCE)


def unsure(folder: Path, **changes: Any) -> Path:
    """The file of the unsure scenario, with changes."""
    file = folder / "unsure.yaml"
    file.write_text(yaml.safe_dump(merged(merged(BASE, UNSURE), changes), sort_keys=False), encoding="utf-8")
    return file


def loaded(folder: Path, **changes: Any) -> Loaded:
    """The unsure scenario, read."""
    return load(unsure(folder, **changes))


def gaps(swept: Sweep) -> list[float | None]:
    """The gap of each run, in order [hours]; none where there is no plan."""
    return [answer.measures.get(ALL_GAP) for answer in swept.answers]


def files_of(swept: Sweep, folder: Path) -> dict[str, bytes]:
    """Every file of a sweep but its record, which has times in it."""
    with reserve(folder, SWEEP) as reserved:
        write_sweep(swept, reserved)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a sweep's folder but its record."""
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if each.name != "sweep.json"}
