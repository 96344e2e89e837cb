"""Which tasks and which lines of demand planned teams bear at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.verify.folder import Folder
from planner.verify.numbers import average_days, value_on


def planned_share(task: dict[str, Any]) -> float:
    """The share of a task's hours that planned teams bear; the rest falls on out-of-scope teams."""
    return max(0.0, 1.0 - sum(value_on(share, date.min) for share in task.get("out_of_scope", {}).values()))


def is_planned(folder: Folder, line: str) -> bool:
    """Whether planned teams bear some of a line's hours."""
    return any(planned_share(task) > 0 for task in folder.scenario["demand"][line]["tasks"].values())


def cannot_wait(stated: dict[str, Any]) -> bool:
    """Whether what is not started in its period is not done."""
    return average_days(stated["start_within"]) == 0
