"""People by index: who is in post, what they can give, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf
from typing import Any

from planner.model.given.cohorts import GivenCohorts
from planner.model.given.lookup import grouped, lookup, summed, total
from planner.model.given.memory import looked_up
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenPeople(GivenCohorts):
    """Posts, people and their hours."""

    @looked_up
    def posts(self) -> list[tuple[str, str]]:
        """(u,r): teams and roles with an establishment line."""
        return list(zip(self.tables.opening["team"], self.tables.opening["role"], strict=True))

    @looked_up
    def opening_strength(self) -> dict[tuple[str, str], float]:
        """S[u,r,0]: strength before the first period [FTE]."""
        return lookup(self.tables.opening, ["team", "role"], "strength_fte")

    @looked_up
    def leaver_share(self) -> dict[tuple[str, int], float]:
        """λ[r,t]: share of the opening strength that leaves."""
        return lookup(self.tables.leaving, ["role", "period"], "leaver_share")

    @looked_up
    def productive_hours(self) -> dict[tuple[str, int], float]:
        """H[r,t]: hours that one FTE gives to cases [hours]."""
        return lookup(self.tables.productive_hours, ["role", "period"], "productive_hours")

    @looked_up
    def lines_of_rank(self) -> dict[str, list[tuple[str, str]]]:
        """Lines (u,r) of each removed rank."""
        lines: dict[str, list[tuple[str, str]]] = {}
        for row in each_row(self.tables.removed_lines):
            lines.setdefault(row.rank, []).append((row.team, row.role))
        return lines

    @looked_up
    def away_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who are away for long [FTE]."""
        return summed(self.tables.away, ["team", "role", "period"], "unavailable_fte")

    @looked_up
    def limited_fte(self) -> dict[tuple[str, str, int], float]:
        """People in post who cannot do some tasks [FTE]."""
        return summed(self.tables.limited, ["team", "role", "period"], "limited_fte")

    @looked_up
    def limited_groups(self) -> dict[tuple[Any, ...], list[Any]]:
        """Limited-duty groups of each (u,r,t)."""
        return grouped(self.tables.limited, ["team", "role", "period"])

    @looked_up
    def known_leavers(self) -> dict[tuple[str, str, int], float]:
        """People known to leave, beyond the rate [FTE]."""
        return lookup(self.tables.known_leavers, ["team", "role", "period"], "leavers_fte")

    @looked_up
    def part_period_fte(self) -> dict[tuple[str, str, int], float]:
        """What to add to strength for the mean over a period [FTE]."""
        return lookup(self.tables.part_period, ["team", "role", "period"], "present_fte")

    @looked_up
    def led_lines(self) -> dict[tuple[Any, ...], list[Any]]:
        """Lines whose people a group leads: (group,)."""
        return grouped(self.tables.led, ["group"])

    @looked_up
    def most_strength(self) -> dict[tuple[str, str], float]:
        """More than a line's strength can ever be: the opening and everybody who may join or come back [FTE]."""
        most = dict(self.opening_strength)
        for start in self.starts:
            for place in self._joined_by[start.flow]:
                if start.flow not in self.following:
                    most[place] = most.get(place, 0.0) + start.cap_fte
        for flow in sorted(self.following):
            for place in self._joined_by[flow]:
                most[place] = most.get(place, 0.0) + self._most_holders(flow, most)
        return most

    @looked_up
    def _joined_by(self) -> dict[str, list[tuple[str, str]]]:
        """The lines that people of a flow join or come back to; where nobody has joined yet, its destination."""
        joined: dict[str, set[tuple[str, str]]] = {
            name: {(flow.team, flow.role)} if flow.team else set() for name, flow in self.flow.items()
        }
        arriving = self.tables.cohorts[self.tables.cohorts["joins_fte"] > 0]
        for flow, team, role in zip(arriving["flow"], arriving["team"], arriving["role"], strict=True):
            joined[flow].add((team, role))
        return {name: sorted(lines) for name, lines in joined.items()}

    def _most_holders(self, flow: str, most: dict[tuple[str, str], float]) -> float:
        """More holders of a removed rank than there can ever be: as many posts can come back at the most [FTE]."""
        ranks = set(self.tables.comes_back.loc[self.tables.comes_back["flow"] == flow, "rank"])
        lines = self.tables.removed_lines[self.tables.removed_lines["rank"].isin(ranks)]
        return total(most[u, r] for u, r in zip(lines["team"], lines["role"], strict=True))

    @looked_up
    def cap_fte(self) -> dict[tuple[str, int], float]:
        """How many can start at the most: the stated limit, and no more than there are people [FTE]."""
        caps = {}
        for start in self.starts:
            flow = self.flow[start.flow]
            cap = start.cap_fte
            if start.flow in self.following:
                cap = min(cap, self._most_holders(start.flow, self.most_strength))
            elif isinf(cap):
                cap = self.most_strength[flow.from_team, flow.from_role]
            caps[start.flow, start.start] = cap
        return caps

    @looked_up
    def average_fte_hours(self) -> dict[int, float]:
        """Productive hours of one FTE in a period, the mean over the roles by opening strength [hours]."""
        people = sum(self.opening_strength.values())
        return {
            t: total(fte * self.productive_hours[r, t] for (_, r), fte in self.opening_strength.items()) / people
            if people
            else 0.0
            for t in self.periods
        }
