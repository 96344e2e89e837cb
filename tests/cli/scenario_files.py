"""Scenario files for the command line: the tiny scenario, and what can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tiny import BASE, merged

BUSY = {"demand": {"calls": {"arrivals": {"cases": {"value": 150, "per": "month"}}, "start_within": "0 days"}}}
"""150 hours of calls that cannot wait, for 100 hours of work: 50 a month are not done."""
CONTRADICTION = {
    "structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 2}}},
}
"""Two people must be there; one is, and nobody can come."""


def write(file: Path, changes: dict[str, Any] | None = None) -> Path:
    """Write the tiny scenario with changes."""
    file.write_text(yaml.safe_dump(merged(BASE, changes or {}), sort_keys=False), encoding="utf-8")
    return file
