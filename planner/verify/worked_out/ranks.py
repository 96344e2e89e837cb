"""Removed ranks: their lines, who holds them, and how holders may leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.verify.comparing import PLACE
from planner.verify.folder import Folder
from planner.verify.numbers import as_day
from planner.verify.worked_out.people import Line, opening_strength


@dataclass(frozen=True)
class Ranks:
    """Removed ranks as the scenario states them."""

    folder: Folder

    @cached_property
    def removed(self) -> dict[str, dict[str, Any]]:
        """Removed ranks that somebody holds, in the order of their names."""
        stated = self.folder.scenario.get("structure", {}).get("removed_ranks", {})
        return {rank: stated[rank] for rank in sorted(stated) if self.lines(rank)}

    def rank_of(self, role: str) -> str:
        """The rank of a role, or the grade of police staff."""
        stated = self.folder.scenario["roles"][role]
        return str(stated.get("rank") or stated["grade"])

    def is_officer(self, role: str) -> bool:
        """Whether the holders of a role are police officers."""
        return bool(self.folder.scenario["roles"][role].get("rank"))

    def lines(self, rank: str) -> list[Line]:
        """Lines whose holders have a rank."""
        return self._lines.get(rank, [])

    @cached_property
    def _lines(self) -> dict[str, list[Line]]:
        lines: dict[str, list[Line]] = {}
        for team, roles in self.folder.scenario["establishment"].items():
            for role in roles:
                lines.setdefault(self.rank_of(role), []).append((team, role))
        return lines

    def frozen(self, rank: str) -> int:
        """The number of the first period in which nobody joins a rank."""
        return self._frozen[rank]

    @cached_property
    def _frozen(self) -> dict[str, int]:
        stated = self.folder.stated
        periods = {rank: stated.period_from(as_day(each["frozen_from"])) for rank, each in self.removed.items()}
        return {
            rank: len(stated.number) if period is None else stated.number[period] for rank, period in periods.items()
        }

    def period(self, number: int) -> str:
        """The period of a number."""
        return self.folder.stated.spans[number][2]

    def at_freeze(self, plan: str, line: Line, rank: str) -> float:
        """Strength of a line before its rank is frozen."""
        number = self.frozen(rank)
        if number == 0:
            return opening_strength(self.folder, *line)
        return float(self.strength[(plan, *line, self.period(number - 1))])

    @cached_property
    def strength(self) -> dict[tuple[str, ...], float]:
        """Strength by plan, team, role and period."""
        return self.folder.cells("staffing", PLACE, "strength_fte")

    def ways_out(self, rank: str) -> dict[str, dict[str, Any]]:
        """Pathways, exits and moves by which holders leave a rank, by name; posts that come back are not among them."""
        structure = self.folder.scenario.get("structure", {}).get("removed_ranks", {})
        ways = self.folder.supply("pathways") | self.folder.supply("exits")
        ways |= {name: {**move, "kind": "move"} for name, move in self.folder.supply("moves").items()}
        for each in structure.values():
            ways |= each.get("pathways", {}) | each.get("exits", {})
        lines = self.lines(rank)
        return {name: way for name, way in ways.items() if (way["from"]["team"], way["from"]["role"]) in lines}

    def came_back(self, plan: str, rank: str) -> dict[str, float]:
        """Posts of a rank that have come back by the end of each period."""
        by_period = self.folder.sums("flows", ("plan", "flow", "period"), "fte")
        total, back = 0.0, {}
        for _, _, period in self.folder.stated.spans:
            total += sum(by_period.get((plan, flow, period), 0.0) for flow in self.back_flows(rank))
            back[period] = total
        return back

    def back_flows(self, rank: str) -> list[str]:
        """The names under which posts of a rank come back."""
        return [f"{rank}.comes_back.{number + 1}" for number, _ in enumerate(self.removed[rank].get("comes_back", ()))]


def replacement_role(folder: Folder) -> str | None:
    """The role in which officers are recruited in the place of holders; none where no rank of officers stays."""
    scenario = folder.scenario
    stated = scenario.get("officer_numbers", {}).get("replacement_role")
    if stated:
        return str(stated)
    order = [rank["name"] for rank in scenario["ranks"]]
    removed = scenario.get("structure", {}).get("removed_ranks", {})
    pay, first = folder.cells("prices", ("role", "period"), "pay_pounds"), folder.stated.spans[0][2]
    roles = [
        (order.index(role["rank"]), pay[name, first], name)
        for name, role in scenario["roles"].items()
        if role.get("rank") and role["rank"] not in removed
    ]
    return min(roles)[2] if roles else None
