"""Where ways and their limits stand in the scenario."""

from __future__ import annotations

from planner.verify.folder import Folder


def place_of_lever(folder: Folder, lever: str, kind: str = "") -> str:
    """Where a lever of some kind stands."""
    for rank, removed in folder.scenario.get("structure", {}).get("removed_ranks", {}).items():
        for section in ("pathways", "exits"):
            if lever in removed.get(section, {}):
                return f"structure.removed_ranks.{rank}.{section}.{lever}"
    for section in ("recruitment", "moves", "pathways", "exits"):
        if lever in folder.supply(section):
            return f"supply.{section}.{lever}"
    return f"supply.{kind}.{lever}"


def place_of_way(folder: Folder, name: str, key: str) -> str:
    """Where the limit of a year of a way, or of a pool of several, stands."""
    if name in folder.supply("pools"):
        pool = f"supply.pools.{name}"
        return pool if key == "per_year_fte" else f"{pool}.{key}"
    return f"{place_of_lever(folder, name)}.{key}"
