"""Why work stays undone: which roles have no hour to spare, and what stops there being more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import reported
from planner.reports.money import limit_is_estimate
from planner.reports.words import KEEP, hours, in_sentence, listed
from planner.vocabulary import EXITS

SPARE_SHARE = 0.005
"""A role that has less than this share of its hours to spare is scarce."""
FULL_SHARE = 1e-4
"""A lever of which less than this share is left is used as far as it goes."""
SMALLEST_GAP = 0.5
"""A period with less gap than this is not looked at [hours]."""

LENT_SHARE = 0.005
"""A role that lends less than this share of its hours does not lend them away."""

NOT_SCARCE = "those able to do it have hours to spare at that time; levels.csv says what was given up for what"
"""What is said where nobody is scarce: a level may be given up a little for those below it."""

KINDS = {
    "overtime": "overtime",
    "agency": "agency",
    "redeployment": "redeployment",
    "recruitment": "recruitment",
    "fixed_term": "fixed-term appointments",
    "move": "moves",
    "training": "training",
    "promotion": "promotions",
    "temporary_promotion": "temporary promotions",
    "reversion": "returns to a lower rank",
    "civilianisation": "police staff in officers' posts",
    "duty": "duties taken over",
}
"""What the kinds of lever are called in a sentence."""

BY_YEAR = ("flow_caps", "budgets", "overtime_limits")
"""Rules whose limit is for a whole financial year."""

TAKING_AWAY = (*EXITS, "reduced_hours")
"""Kinds of lever that leave a role fewer hours."""


@dataclass(frozen=True)
class Reason:
    """Why a line has a gap."""

    scarce_roles: tuple[str, ...]
    """Roles of the line's team that can do what is left undone and have no hour to spare."""
    absent_roles: tuple[str, ...]
    """Roles that alone can do a task, and in which nobody is in post."""
    words: str
    """The same in words."""
    stops: str
    """What stops there being more of them, in words; empty if that is not one thing."""

    @property
    def sentence(self) -> str:
        """Both together."""
        return f"{self.words}; {self.stops}" if self.stops else self.words


class Reasons:
    """What a plan's tables say about scarce roles and full levers; worked out once for all lines."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scenario = plan.loaded.scenario

    def of_line(self, line: str) -> Reason:
        """Why a line has a gap under the plan."""
        periods = self._periods_with_gap(line)
        scarce, absent = self._scarce_and_absent_roles(line, periods)
        if not scarce and not absent:
            return Reason((), (), NOT_SCARCE, "")
        team = self._scenario.demand[line].team
        parts = []
        if absent:
            parts.append(f"nobody in post: {listed([self._title(role) for role in absent])}")
        if scarce:
            named = [self._title(role) + self._lent_away(team, role, periods) for role in scarce]
            parts.append(f"no hours to spare: {listed(named)}")
        return Reason(scarce, absent, "; ".join(parts), self._stops(team, (*absent, *scarce), periods))

    def _title(self, role: str) -> str:
        return in_sentence(self._scenario.roles[role].title)

    @cached_property
    def _work(self) -> pd.DataFrame:
        return reported(self._plan, "work", plan="after")

    @cached_property
    def _staffing(self) -> pd.DataFrame:
        return reported(self._plan, "staffing", plan="after")

    @cached_property
    def _levers(self) -> pd.DataFrame:
        rows = reported(self._plan, "levers", plan="after")
        return rows[(rows["most"] > 0) & ~rows["kind"].isin(TAKING_AWAY)]

    @cached_property
    def _full_places(self) -> frozenset[str]:
        """Places in the scenario of yearly limits that leave no room in all years of the plan."""
        rows = self._plan.table("binding")
        full = rows[rows["rule"].isin(BY_YEAR) & (rows["periods"] >= rows["of_periods"])]
        return frozenset(full["place"])

    def _periods_with_gap(self, line: str) -> frozenset[str]:
        rows = self._work[self._work["line"] == line]
        return frozenset(rows.loc[rows["not_done_hours"] + rows["overdue_hours"] >= SMALLEST_GAP, "period"])

    def _scarce_and_absent_roles(self, line: str, periods: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Roles of the tasks for which nobody able has an hour to spare, or is there; one such task holds up a case."""
        spec = self._scenario.demand[line]
        scarce: set[str] = set()
        absent: set[str] = set()
        for task in self._tasks_left_undone(line, periods):
            able = {role for role, efficiency in spec.tasks[task].roles.items() if efficiency.value > 0}
            there = {role for role in able if self._has_people(spec.team, role, periods)}
            if not there:
                absent |= able
            elif all(self._is_scarce(spec.team, role, periods) for role in there):
                scarce |= there
        order = self._scenario.roles
        return tuple(role for role in order if role in scarce), tuple(role for role in order if role in absent)

    def _lent_away(self, team: str, role: str, periods: frozenset[str]) -> str:
        """Hours that the plan lends to other teams, where some are lent while the line has a gap."""
        own = self._own(team, role, periods)
        at_hand = float(own[["worked_hours", "lent_hours", "spare_hours"]].sum().sum())
        if float(own["lent_hours"].sum()) <= LENT_SHARE * at_hand:
            return ""
        lent: dict[str, float] = {}
        for name, lever in self._scenario.supply.redeployment.items():
            used = float(self._levers.loc[self._levers["lever"] == name, "used"].sum())
            if (lever.from_.team, lever.from_.role) == (team, role) and used >= SMALLEST_GAP:
                lent[lever.to.team] = lent.get(lever.to.team, 0.0) + used
        teams = self._scenario.teams
        named = listed([f"{hours(used)}{KEEP}hours lent to {teams[to].title}" for to, used in lent.items()])
        return f" ({named})" if named else ""

    def _tasks_left_undone(self, line: str, periods: frozenset[str]) -> tuple[str, ...]:
        """Tasks that were missed; where cases were not started, every task that a case cannot do without."""
        rows = reported(self._plan, "tasks", plan="after", line=line)
        rows = rows[rows["period"].isin(periods)]
        missed = rows.groupby("task")["missed_hours"].sum()
        work = self._work[(self._work["line"] == line) & self._work["period"].isin(periods)]
        not_started = (
            float((work["overdue_hours"] + work["not_done_hours"]).sum()) - float(missed.sum()) >= SMALLEST_GAP
        )
        tasks = self._scenario.demand[line].tasks
        needed = [name for name, task in tasks.items() if not task.may_be_missed] or list(tasks)
        return tuple(
            name for name in tasks if float(missed.get(name, 0.0)) >= SMALLEST_GAP or (not_started and name in needed)
        )

    def _own(self, team: str, role: str, periods: frozenset[str]) -> pd.DataFrame:
        rows = self._staffing
        return rows[(rows["team"] == team) & (rows["role"] == role) & rows["period"].isin(periods)]

    def _is_scarce(self, team: str, role: str, periods: frozenset[str]) -> bool:
        rows = self._own(team, role, periods)
        spare = float(rows["spare_hours"].sum())
        return spare <= SPARE_SHARE * float(rows[["worked_hours", "lent_hours", "spare_hours"]].sum().sum())

    def _has_people(self, team: str, role: str, periods: frozenset[str]) -> bool:
        """Whether anybody is in post, or works as one though nobody is: hours can be bought and borrowed."""
        own = self._own(team, role, periods)
        return any(float(own[column].sum()) > 0 for column in ("strength_fte", "worked_hours", "spare_hours"))

    def _stops(self, team: str, roles: Iterable[str], periods: frozenset[str]) -> str:
        """What stops there being more hours of some roles of a team."""
        roles = tuple(roles)
        rows = self._levers
        own = rows[(rows["team"] == team) & rows["role"].isin(roles)]
        if own.empty:
            return "no lever of the scenario adds to them"
        parts = []
        full = list(self._full_kinds(own, periods))
        if full:
            parts.append(f"{listed(full)} at the most allowed")
        spent = [place for place in self._full_places if place.startswith("budget.")]
        if spent:
            estimated = any(limit_is_estimate(self._plan, place.rsplit(".", 1)[-1]) for place in spent)
            parts.append(f"the budget{' (an estimate)' if estimated else ''} is spent")
        if all(self._posts_filled(team, role) for role in roles):
            parts.append("every post is filled")
        return ", ".join(parts)

    def _full_kinds(self, levers: pd.DataFrame, periods: frozenset[str]) -> Iterator[str]:
        """Kinds of lever of which all that bear on a place are used as far as they go."""
        for kind, part in levers.groupby("kind"):
            if all(self._is_full(str(name), own, periods) for name, own in part.groupby("lever")):
                yield KINDS.get(str(kind), str(kind))

    def _is_full(self, name: str, rows: pd.DataFrame, periods: frozenset[str]) -> bool:
        pools = [f"supply.pools.{pool}" for pool, each in self._scenario.supply.pools.items() if name in each.members]
        sections = ("recruitment", "moves", "pathways", "overtime")
        places = [*(f"supply.{section}.{name}" for section in sections), *pools]
        if any(full.startswith(place) for full in self._full_places for place in places):
            return True
        inside = rows[rows["period"].isin(periods)]
        return bool(len(inside)) and float(inside["used"].sum()) >= float(inside["most"].sum()) * (1 - FULL_SHARE)

    def _posts_filled(self, team: str, role: str) -> bool:
        rows = self._staffing
        own = rows[(rows["team"] == team) & (rows["role"] == role) & (rows["approved_fte"] > 0)]
        return bool(len(own)) and bool(
            (own["strength_fte"] + own["in_training_fte"] >= own["approved_fte"] * (1 - FULL_SHARE)).all()
        )
