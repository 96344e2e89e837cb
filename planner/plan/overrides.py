"""What a scenario says otherwise than the one that it builds on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.scenario.load import Loaded


def overrides(loaded: Loaded) -> Iterator[dict[str, Any]]:
    """Rows of the table `overrides`."""
    for each in loaded.overridden:
        yield {
            "path": each.path,
            "was": each.was,
            "now": each.now,
            "origin": each.origin,
            "what_if": each.is_what_if,
        }
