"""Levers on hours by index."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from planner.model.given.lookup import grouped
from planner.model.given.memory import looked_up
from planner.model.given.people import GivenPeople
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenLevers(GivenPeople):
    """Overtime, agency, redeployment and reduced hours of each line."""

    @looked_up
    def overtime_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Overtime of each (u,r,t)."""
        return grouped(self.tables.overtime, ["team", "role", "period"])

    @looked_up
    def agency_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Agency that works for each (u,r,t)."""
        return grouped(self.tables.agency, ["team", "role", "period"])

    @looked_up
    def redeployed_to(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments to each (u,r,t)."""
        return grouped(self.tables.redeployments, ["to_team", "to_role", "period"])

    @looked_up
    def redeployed_from(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments from each planned (u,r,t)."""
        return grouped(self.tables.redeployments, ["from_team", "from_role", "period"])

    @looked_up
    def lent_for_duties(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments to each (u,r,t) for what a removed rank did there."""
        lent = self.tables.redeployments
        return grouped(lent[lent["by_duty"].astype(bool)], ["to_team", "to_role", "period"])

    @looked_up
    def taken_over(self) -> dict[tuple[str, str, int], list[tuple[str, str]]]:
        """Tasks (d,j) of a team that a role takes over from a removed rank, by (u,r,t)."""
        tasks: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
        for row in each_row(self.tables.duties):
            tasks[row.team, row.role, row.period].append((row.line, row.task))
        return tasks

    @looked_up
    def reduced_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Reduced hours of each (u,r,t)."""
        return grouped(self.tables.reduced_hours, ["team", "role", "period"])

    @looked_up
    def still_there_fte(self) -> dict[tuple[str, str, int], float]:
        """Of the opening strength of (u,r), those who are surely there and at work in t if nobody decides anything."""
        there: dict[tuple[str, str, int], float] = {}
        for u, r in self.posts:
            left, since = self.opening_strength[u, r], defaultdict[tuple[str, int], float](float)
            for t in self.periods:
                left *= 1.0 - self.leaver_share[r, t]
                left -= self.known_leavers.get((u, r, t), 0.0)
                for row in self.departing.get((u, r, t), ()):
                    left -= row.departs_fte * self.at_rest_fte[row.flow, row.start]
                for row in self.changing.get((u, r, t), ()):
                    # Who came in and goes again was never one of them; temporary holders were.
                    before, now = since[row.flow, row.start], since[row.flow, row.start] + row.change_fte
                    left += (min(0.0, now) - min(0.0, before)) * self.at_rest_fte[row.flow, row.start]
                    since[row.flow, row.start] = now
                left = max(0.0, left)
                there[u, r, t] = max(0.0, left - self.away_fte.get((u, r, t), 0.0))
        return there

    @looked_up
    def places_with_hours(self) -> list[tuple[str, str, int]]:
        """Every (u,r,t) that can give hours: establishment lines, and those that only redeployment or agency fills."""
        places = {(u, r, t) for u, r in self.posts for t in self.periods}
        return sorted(places | set(self.redeployed_to) | set(self.agency_of))
