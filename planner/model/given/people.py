"""People by index: who is in post, what they can give, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.model.given.cohorts import GivenCohorts
from planner.model.given.lookup import grouped, lookup, summed, total


@dataclass(frozen=True)
class GivenPeople(GivenCohorts):
    """Posts, people and their hours."""

    @cached_property
    def posts(self) -> list[tuple[str, str]]:
        """(u,r): teams and roles with an establishment line."""
        return list(zip(self.tables.opening["team"], self.tables.opening["role"], strict=True))

    @cached_property
    def opening_strength(self) -> dict[tuple[str, str], float]:
        """S[u,r,0]: strength before the first period [FTE]."""
        return lookup(self.tables.opening, ["team", "role"], "strength_fte")

    @cached_property
    def leaver_share(self) -> dict[tuple[str, int], float]:
        """λ[r,t]: share of the opening strength that leaves."""
        return lookup(self.tables.leaving, ["role", "period"], "leaver_share")

    @cached_property
    def productive_hours(self) -> dict[tuple[str, int], float]:
        """H[r,t]: hours that one FTE gives to cases [hours]."""
        return lookup(self.tables.productive_hours, ["role", "period"], "productive_hours")

    @cached_property
    def away_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who are away for long [FTE]."""
        return summed(self.tables.away, ["team", "role", "period"], "unavailable_fte")

    @cached_property
    def limited_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who cannot do some tasks [FTE]."""
        return summed(self.tables.limited, ["team", "role", "period"], "limited_fte")

    @cached_property
    def limited_groups(self) -> dict[tuple[Any, ...], list[Any]]:
        """Limited-duty groups of each (u,r,t)."""
        return grouped(self.tables.limited, ["team", "role", "period"])

    @cached_property
    def known_leavers(self) -> dict[tuple[str, str, int], float]:
        """People known to leave, beyond the rate [FTE]."""
        return lookup(self.tables.known_leavers, ["team", "role", "period"], "leavers_fte")

    @cached_property
    def part_period_fte(self) -> dict[tuple[str, str, int], float]:
        """What to add to strength for the mean over a period [FTE]."""
        return lookup(self.tables.part_period, ["team", "role", "period"], "present_fte")

    @cached_property
    def led_lines(self) -> dict[tuple[Any, ...], list[Any]]:
        """Lines whose people a group leads: (group,)."""
        return grouped(self.tables.led, ["group"])

    @cached_property
    def most_strength(self) -> dict[tuple[str, str], float]:
        """More than a line's strength can ever be: the opening and everybody who may join [FTE]."""
        most = dict(self.opening_strength)
        for start in self.starts:
            place = (self.flow[start.flow].team, self.flow[start.flow].role)
            most[place] = most.get(place, 0.0) + start.cap_fte
        return most

    @cached_property
    def average_fte_hours(self) -> dict[int, float]:
        """Productive hours of one FTE in a period, the mean over the roles by opening strength [hours]."""
        people = sum(self.opening_strength.values())
        return {
            t: total(fte * self.productive_hours[r, t] for (_, r), fte in self.opening_strength.items()) / people
            if people
            else 0.0
            for t in self.periods
        }
