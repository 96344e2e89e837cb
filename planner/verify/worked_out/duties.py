"""Who takes over what the holders of removed ranks did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.folder import Folder
from planner.verify.worked_out.people import Line
from planner.verify.worked_out.ways import removed_ranks


def lines_of(folder: Folder, rank: str) -> list[Line]:
    """Lines whose holders have a rank."""
    roles = folder.scenario["roles"]
    return [
        (team, role)
        for team, lines in folder.scenario["establishment"].items()
        for role in lines
        if roles[role].get("rank") == rank
    ]


def duties_of(folder: Folder) -> dict[tuple[str, str, str], tuple[str, list[dict[str, Any]]]]:
    """Who takes over which task: (line, task, role) to the rank, and all duties of the role."""
    found: dict[tuple[str, str, str], tuple[str, list[dict[str, Any]]]] = {}
    for rank, removed in removed_ranks(folder).items():
        for name, task in tasks_of(folder, rank):
            for duty in removed.get("duties", ()):
                able = folder.scenario["demand"][name]["tasks"][task].get("roles", {})
                if duty["role"] not in able:
                    known = found.setdefault((name, task, duty["role"]), (rank, []))
                    if known[0] == rank:
                        known[1].append(duty)
    return found


def tasks_of(folder: Folder, rank: str) -> Iterator[tuple[str, str]]:
    """Tasks that holders of a rank do for their own team."""
    lines = lines_of(folder, rank)
    for name, line in folder.scenario["demand"].items():
        for task, stated in line["tasks"].items():
            if any((line["team"], role) in lines for role in stated.get("roles", {})):
                yield name, task


def duty_levers(folder: Folder) -> dict[str, tuple[Line, Line, str]]:
    """Hours lent for what a rank did, by the lever's name: who lends, for whom, and the rank."""
    return {
        f"{rank}.duties.{team}.from.{duty['team']}.{duty['role']}": (
            (duty["team"], duty["role"]),
            (team, duty["role"]),
            rank,
        )
        for rank, removed in removed_ranks(folder).items()
        for team in sorted({folder.scenario["demand"][name]["team"] for name, _ in tasks_of(folder, rank)})
        for duty in removed.get("duties", ())
        if duty["team"] != team
    }
