"""Levers on hours by index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.model.given.lookup import grouped
from planner.model.given.people import GivenPeople


@dataclass(frozen=True)
class GivenLevers(GivenPeople):
    """Overtime, agency and redeployment of each line."""

    @cached_property
    def overtime_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Overtime of each (u,r,t)."""
        return grouped(self.tables.overtime, ["team", "role", "period"])

    @cached_property
    def agency_of(self) -> dict[tuple[Any, ...], list[Any]]:
        """Agency that works for each (u,r,t)."""
        return grouped(self.tables.agency, ["team", "role", "period"])

    @cached_property
    def redeployed_to(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments to each (u,r,t)."""
        return grouped(self.tables.redeployments, ["to_team", "to_role", "period"])

    @cached_property
    def redeployed_from(self) -> dict[tuple[Any, ...], list[Any]]:
        """Redeployments from each planned (u,r,t)."""
        return grouped(self.tables.redeployments, ["from_team", "from_role", "period"])

    @cached_property
    def places_with_hours(self) -> list[tuple[str, str, int]]:
        """Every (u,r,t) that can give hours: establishment lines, and those that only redeployment or agency fills."""
        places = {(u, r, t) for u, r in self.posts for t in self.periods}
        return sorted(places | set(self.redeployed_to) | set(self.agency_of))
