"""Who takes over what the holders of removed ranks did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.verify.folder import Folder
from planner.verify.numbers import as_day, value_on
from planner.verify.worked_out.lines import planned_share
from planner.verify.worked_out.people import Line, opening_strength
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


@dataclass(frozen=True)
class Taking:
    """What a role takes over of a task that holders of a removed rank did."""

    rank: str
    number: int
    """The place of its first duty among those of the rank, from 0."""
    duties: tuple[dict[str, Any], ...]
    weight: float
    """The rank's part of all removed ranks that did the task, by opening strength [share]."""
    frozen: date

    def share_on(self, day: date) -> float:
        """The share of what the removed ranks no longer do that passes to the role by this rank's duties."""
        return self.weight * sum(value_on(duty["share"], day) for duty in self.duties)


def duties_of(folder: Folder) -> dict[tuple[str, str, str], list[Taking]]:
    """Who takes over which task: (line, task, role) to what of each rank; nobody who could do it anyway."""
    found: dict[tuple[str, str, str], list[Taking]] = {}
    for rank, removed in removed_ranks(folder).items():
        for name, task in tasks_of(folder, rank):
            by_role: dict[str, list[int]] = {}
            for number, duty in enumerate(removed.get("duties", ())):
                if duty["role"] not in folder.scenario["demand"][name]["tasks"][task].get("roles", {}):
                    by_role.setdefault(duty["role"], []).append(number)
            for role, numbers in by_role.items():
                duties = tuple(removed["duties"][number] for number in numbers)
                taking = Taking(
                    rank, numbers[0], duties, _weight(folder, rank, (name, task)), as_day(removed["frozen_from"])
                )
                found.setdefault((name, task, role), []).append(taking)
    return found


def efficiency_of(folder: Folder, line: str, task: str, role: str, day: date) -> float:
    """Standard hours that a role does in an hour of a task, as it is able to or once it has taken the task over."""
    stated = folder.scenario["demand"][line]
    able = stated["tasks"][task].get("roles", {})
    if role in able:
        return value_on(able[role], day)
    best = 0.0
    for taking in folder.stated.once("duties", lambda: duties_of(folder)).get((line, task, role), ()):
        if day >= taking.frozen:
            holders = lines_of(folder, taking.rank)
            of_rank = next(each for each in able if (stated["team"], each) in holders)
            factor = value_on(taking.duties[0].get("hours_factor", 1), day)
            best = max(best, value_on(able[of_rank], day) / factor)
    return best


def _weight(folder: Folder, rank: str, task: tuple[str, str]) -> float:
    people = {
        each: sum(opening_strength(folder, *line) for line in lines_of(folder, each))
        for each in removed_ranks(folder)
        if task in tasks_of(folder, each)
    }
    together = sum(people.values())
    return people[rank] / together if together else 1.0 / len(people)


def tasks_of(folder: Folder, rank: str) -> Iterator[tuple[str, str]]:
    """Tasks that holders of a rank do for their own team; none that others bear wholly."""
    lines = lines_of(folder, rank)
    for name, line in folder.scenario["demand"].items():
        for task, stated in line["tasks"].items():
            by_rank = any((line["team"], role) in lines for role in stated.get("roles", {}))
            if by_rank and planned_share(stated) > 0:
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
