"""Audit of what a scenario says otherwise than the one that it builds on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.scenario.in_short import in_short
from planner.scenario.overrides import parts_of
from planner.verify.comparing import at, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder


def what_is_changed_stands_in_the_scenario(folder: Folder) -> Iterator[Wrong]:
    """What overrides.csv says that now stands at a place is what stands there in the resolved scenario."""
    for row in folder.rows("overrides") if "overrides" in folder.tables else ():
        stands = in_short(_at(folder.scenario, row.path))
        if row.now != stands:
            yield wrong("overrides", at(("path",), (row.path,)), "now", row.now, stands)


def _at(scenario: Any, path: str) -> Any:
    """What stands at a place; None where nothing does."""
    here = scenario
    for part in parts_of(path):
        if isinstance(here, dict):
            here = here.get(str(part))
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here
