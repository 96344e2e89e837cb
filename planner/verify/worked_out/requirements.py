"""Requirements stated straight in posts."""

from __future__ import annotations

from typing import Any

from planner.verify.folder import Folder


def requirements_of(folder: Folder) -> dict[str, Any]:
    """Requirements in posts by name; none where none is stated."""
    return dict(folder.scenario.get("requirements", {}))


def counted(folder: Folder) -> set[str]:
    """Requirements of which what is over is counted."""
    together = folder.scenario.get("structure", {}).get("over_requirement", {})
    pooled = {member for limit in together.values() for member in limit["members"]}
    keys = {"over_pounds_per_fte_month", "over_at_most_fte"}
    return pooled | {name for name, stated in requirements_of(folder).items() if keys & set(stated)}
