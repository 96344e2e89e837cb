"""What goes on if nobody decides anything, as far as the people and the posts for it are there.

A reader states what goes on at rest as a rate, and a rate does not know when a line runs empty. So people are followed
from period to period as they come and go at rest, and a start that needs more people, or more posts to go along with
them, than are left is cut to those who are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from planner.tables.rows import each_row, is_stated

Place: TypeAlias = tuple[str, str, int]
"""(team, role, period)."""
COHORT = ["flow", "start", "team", "role", "period"]
COUNTED = ["joins_fte", "departs_fte", "extra_leavers_fte", "ends_fte", "bound_fte", "post_fte"]
"""What of a cohort changes strength or posts, or keeps people where they are."""


@dataclass(frozen=True)
class People:
    """The tables that say who is there, see `planner.tables.tabulate.Tables`."""

    starts: pd.DataFrame
    cohorts: pd.DataFrame
    opening: pd.DataFrame
    establishment: pd.DataFrame
    leaving: pd.DataFrame
    known_leavers: pd.DataFrame
    away: pd.DataFrame
    limited: pd.DataFrame
    removed_lines: pd.DataFrame
    comes_back: pd.DataFrame


def starts_at_rest(people: People) -> pd.DataFrame:
    """Starts, with what goes on at rest cut to those there.

    ::

        n[w,s] = min(stated[w,s], (could go[u,r,t] − Σ departs·n of ways before) ÷ departs[w,s],
                                  (posts left[u,r] − Σ posts·n of ways before) ÷ posts[w,s])               [FTE]

    where (u,r) is the line that they leave and t the period in which they do; ways take their turn by name. Who could
    go is said by the rule `movers_available`, with everything else at rest.

    Returns:
        The table of starts with at_rest_fte cut, and with stated_at_rest_fte as the reader has it [FTE].
    """
    at_rest = _AtRest(people).follow()
    cut = [at_rest[row.flow, row.start] for row in each_row(people.starts)]
    return people.starts.assign(stated_at_rest_fte=people.starts["at_rest_fte"], at_rest_fte=cut)


class _AtRest:
    """People followed from period to period with every lever at rest."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._strength: dict[tuple[str, str], float] = {
            (row.team, row.role): row.strength_fte for row in each_row(people.opening)
        }
        self._fte = {
            (row.flow, row.start): row.fixed_fte if is_stated(row.fixed_fte) else row.at_rest_fte
            for row in each_row(people.starts)
        }
        """How many start, as far as it is known yet [FTE]."""
        self._settled: set[tuple[str, int]] = {
            (row.flow, row.start) for row in each_row(people.starts) if is_stated(row.fixed_fte)
        }
        """Starts of whom no more can be cut."""

    def follow(self) -> dict[tuple[str, int], float]:
        """Return how many start on each way in each period [FTE]."""
        for period in sorted({row.period for row in each_row(self._people.establishment)}):
            for line in self._strength:
                self._let_go(*line, period)
            before = dict(self._strength)
            for line in self._strength:
                self._strength[line] = self._strength_after(*line, period)
            self._bring_back(before, period)
        return self._fte

    def _let_go(self, team: str, role: str, period: int) -> None:
        """Settle who leaves a line in a period."""
        rows = self._cohorts_at[team, role, period]
        departing = [row for row in rows if row.departs_fte > 0]
        if all((row.flow, row.start) in self._settled for row in departing):
            return
        held = sum((row.bound_fte + row.extra_leavers_fte + row.ends_fte) * self._started(row) for row in rows)
        could_go = self._staying(team, role, period) - held - self._not_at_work[team, role, period]
        for row in sorted(departing, key=lambda row: (row.flow, row.start)):
            key = row.flow, row.start
            if key not in self._settled:
                most = min(could_go / row.departs_fte, self._posts_to_go_along(row))
                self._fte[key] = min(self._fte[key], max(0.0, most))
                self._settled.add(key)
            could_go -= row.departs_fte * self._fte[key]

    def _strength_after(self, team: str, role: str, period: int) -> float:
        changes: float = sum(
            (row.joins_fte - row.departs_fte - row.extra_leavers_fte - row.ends_fte) * self._started(row)
            for row in self._cohorts_at[team, role, period]
        )
        return self._staying(team, role, period) + changes

    def _staying(self, team: str, role: str, period: int) -> float:
        """Who is left of the period before once leavers are gone [FTE]."""
        stay = 1.0 - self._leaver_share[role, period]
        return float(stay * self._strength[team, role] - self._known_leavers[team, role, period])

    def _bring_back(self, before: dict[tuple[str, str], float], period: int) -> None:
        """Let posts of a removed rank come back, filled, for the holders who went in this period."""
        for row in each_row(self._people.comes_back[self._people.comes_back["period"] == period]):
            lines = self._people.removed_lines[self._people.removed_lines["rank"] == row.rank]
            went = sum(before[line] - self._strength[line] for line in zip(lines["team"], lines["role"], strict=True))
            self._fte[row.flow, period] = back = row.share * went
            for each in self._joining_at[row.flow, period]:
                self._strength[each.team, each.role] += each.joins_fte * back

    def _started(self, row: Any) -> float:
        return float(self._fte[row.flow, row.start])

    # ------------------------------------------------------------ posts
    def _posts_to_go_along(self, leaving: Any) -> float:
        """How many can start on a way until the posts that go along with them are used up [FTE]."""
        taken = self._posts_taken[leaving.flow, leaving.start, leaving.team, leaving.role]
        left = (
            (self._approved[leaving.team, leaving.role, row.period] - self._posts_moved(row)) / -row.post_fte
            for row in taken
        )
        return min(left, default=float("inf"))

    def _posts_moved(self, taken: Any) -> float:
        """Posts that went from a line in a period, less those that came, for all whose start is settled [FTE]."""
        rows = self._cohorts_at[taken.team, taken.role, taken.period]
        settled = (row for row in rows if (row.flow, row.start) in self._settled)
        return -sum((row.post_fte * self._started(row) for row in settled), 0.0)

    # ------------------------------------------------------------ the tables by index
    @cached_property
    def _cohorts_at(self) -> dict[Place, list[Any]]:
        """Cohorts of whom somebody comes, goes or is held, or with whom posts do; most are just there."""
        table = self._people.cohorts[[*COHORT, *COUNTED]]
        return _grouped(table[(table[COUNTED] != 0).any(axis=1)], ["team", "role", "period"])

    @cached_property
    def _joining_at(self) -> dict[tuple[str, int], list[Any]]:
        table = self._people.cohorts
        return _grouped(table[(table["joins_fte"] > 0) & (table["start"] == table["period"])], ["flow", "period"])

    @cached_property
    def _posts_taken(self) -> dict[tuple[str, int, str, str], list[Any]]:
        table = self._people.cohorts
        return _grouped(table[table["post_fte"] < 0], ["flow", "start", "team", "role"])

    @cached_property
    def _approved(self) -> dict[Place, float]:
        return _summed(self._people.establishment, "approved_fte")

    @cached_property
    def _known_leavers(self) -> dict[Place, float]:
        return _summed(self._people.known_leavers, "leavers_fte")

    @cached_property
    def _not_at_work(self) -> dict[Place, float]:
        """People away for long or on limited duty [FTE]."""
        away, limited = self._people.away, self._people.limited
        both = _summed(away, "unavailable_fte")
        for place, fte in _summed(limited, "limited_fte").items():
            both[place] += fte
        return both

    @cached_property
    def _leaver_share(self) -> dict[tuple[str, int], float]:
        return {(row.role, row.period): row.leaver_share for row in each_row(self._people.leaving)}


def _grouped(table: pd.DataFrame, key: list[str]) -> dict[Any, list[Any]]:
    """The rows of a table by the values of some columns."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for group, row in zip(zip(*(table[name].tolist() for name in key), strict=True), each_row(table), strict=True):
        groups[group].append(row)
    return groups


def _summed(table: pd.DataFrame, column: str) -> dict[Place, float]:
    sums: dict[Place, float] = defaultdict(float)
    for row in each_row(table):
        sums[row.team, row.role, row.period] += getattr(row, column)
    return sums
