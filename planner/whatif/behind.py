"""What stands behind the gap of a line: scarce roles, what else takes their hours, and the levers for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Move, Pathway, Recruitment

SMALLEST_HOURS = 0.5
"""A month with less gap, and a use of less hours, is not looked at [hours]."""
NO_ROOM_SHARE = 1e-4
"""A limit of which less than this share is left leaves no room."""
BY_YEAR = ("flow_caps", "overtime_limits")
"""Limits of levers that count over a financial year."""
TAKING_AWAY = ("redundancy", "voluntary_exit", "posting_out", "reduced_hours", "duty")
"""Kinds of lever that add no hours to a role, or that nobody decides on."""


@dataclass(frozen=True)
class HoursUse:
    """Hours of a scarce role that go elsewhere in the months in which the line has a gap."""

    line: str
    """The demand line, or empty where hours are lent."""
    to_team: str
    """The team they are lent to, or empty."""
    tier: int
    """The line's harm tier; 0 where hours are lent."""
    hours: float


@dataclass(frozen=True)
class LeverUse:
    """A lever that adds hours to a scarce role, over the reported periods."""

    lever: str
    kind: str
    unit: str
    used: float
    most: float
    full_periods: int
    """Periods in which it is used as far as it goes."""
    periods: int
    """Periods in which it could be used."""
    year_fte: float | None = None
    """How many may start in a financial year, where that is stated [FTE]."""
    spent_limit: str = ""
    """The place of a limit for whole years that leaves no room in any of them; empty if there is none."""


@dataclass(frozen=True)
class ScarceRole:
    """A role that has no hour to spare when the line has a gap."""

    team: str
    role: str
    no_hours_periods: int
    """Periods with a gap in which every hour of it is used."""
    gap_periods: int
    """Periods with a gap."""
    people_fte: float
    """People in post at the end [FTE]."""
    posts_fte: float
    """Posts at the end [FTE]."""
    on_the_line_hours: float
    """Hours on the line itself in the periods with a gap."""
    uses: tuple[HoursUse, ...]
    """Other uses of its hours then, the largest first."""
    levers: tuple[LeverUse, ...]


@dataclass(frozen=True)
class Behind:
    """What stands behind the gap of one line."""

    line: str
    gap_hours: float
    roles: tuple[ScarceRole, ...]
    spent_limits: tuple[str, ...]
    """Budget limits of which nothing is left in any year."""


def behind(plan: Plan, line: str, gap_hours: float, roles: Sequence[str]) -> Behind:
    """Gather what stands behind the gap of a line.

    Args:
        plan: The plan.
        line: The demand line.
        gap_hours: Its gap.
        roles: Roles of its team that are scarce.
    """
    work = _reported(plan, "work", line=line)
    open_ = work[work["not_done_hours"] + work["overdue_hours"] >= SMALLEST_HOURS]
    periods = set(open_["period"])
    team = plan.loaded.scenario.demand[line].team
    binding = plan.table("binding", rule="budgets")
    spent = binding.loc[binding["periods"] >= binding["of_periods"], "name"]
    return Behind(line, gap_hours, tuple(_role(plan, line, team, role, periods) for role in roles), tuple(spent))


def _reported(plan: Plan, table: str, **where: object) -> pd.DataFrame:
    rows = plan.table(table, plan="after", **where)
    return rows[rows["reported"].astype(bool)]


def _role(plan: Plan, line: str, team: str, role: str, periods: set[str]) -> ScarceRole:
    own = _reported(plan, "staffing", team=team, role=role)
    then = own[own["period"].isin(periods)]
    used = then["worked_hours"] + then["lent_hours"]
    worked = _reported(plan, "worked", team=team, role=role)
    worked = worked[worked["period"].isin(periods)]
    by_line = worked.groupby("line")["worked_hours"].sum()
    at_end = own.iloc[-1] if len(own) else None
    return ScarceRole(
        team,
        role,
        int((then["spare_hours"] <= NO_ROOM_SHARE * used).sum()),
        len(periods),
        0.0 if at_end is None else float(at_end["strength_fte"]),
        0.0 if at_end is None else float(at_end["approved_fte"]),
        float(by_line.get(line, 0.0)),
        tuple(_uses(plan, line, (team, role), by_line, periods)),
        tuple(_levers(plan, team, role)),
    )


def _uses(
    plan: Plan, line: str, place: tuple[str, str], by_line: pd.Series[float], periods: set[str]
) -> list[HoursUse]:
    scenario = plan.loaded.scenario
    uses = [
        HoursUse(str(other), "", scenario.demand[str(other)].tier, float(hours))
        for other, hours in by_line.items()
        if other != line and hours >= SMALLEST_HOURS
    ]
    uses += [HoursUse("", team, 0, hours) for team, hours in _lent(plan, scenario, place, periods).items()]
    return sorted(uses, key=lambda use: (-use.hours, use.line, use.to_team))


def _lent(plan: Plan, scenario: Scenario, place: tuple[str, str], periods: set[str]) -> dict[str, float]:
    """Hours lent in some periods, by the team that gets them."""
    levers = _reported(plan, "levers", kind="redeployment")
    levers = levers[levers["period"].isin(periods)]
    lent: dict[str, float] = {}
    for name, lever in scenario.supply.redeployment.items():
        hours = float(levers.loc[levers["lever"] == name, "used"].sum())
        if (lever.from_.team, lever.from_.role) == place and hours >= SMALLEST_HOURS:
            lent[lever.to.team] = lent.get(lever.to.team, 0.0) + hours
    return lent


def _spent_limits(plan: Plan) -> list[str]:
    """Places of limits of levers for whole years that leave no room in any year of the plan."""
    rows = plan.table("binding")
    full = rows[rows["rule"].isin(BY_YEAR) & (rows["periods"] >= rows["of_periods"])]
    return [place for place in full["place"] if place.startswith("supply.")]


def _limit_of(plan: Plan, lever: str, spent: Sequence[str]) -> str:
    """The first of some limits that holds a lever: its own, or one of a pool that it shares."""
    pools = [f"pools.{name}" for name, pool in plan.loaded.scenario.supply.pools.items() if lever in pool.members]
    names = [f"{section}.{lever}" for section in ("recruitment", "moves", "pathways", "overtime")]
    stems = tuple(f"supply.{name}" for name in (*names, *pools))
    return next((place for place in spent if any(place == stem or place.startswith(f"{stem}.") for stem in stems)), "")


def _year_fte(scenario: Scenario, lever: str) -> float | None:
    """How many may start on a way in the first financial year of the plan, where that is stated [FTE]."""
    supply = scenario.supply
    ways: dict[str, Recruitment | Move | Pathway] = {**supply.recruitment, **supply.moves, **supply.pathways}
    stated = ways[lever].per_year_fte if lever in ways else None
    return None if stated is None else stated.on(scenario.period.first)


def _levers(plan: Plan, team: str, role: str) -> Iterator[LeverUse]:
    rows = _reported(plan, "levers", team=team, role=role)
    rows = rows[(rows["most"] > 0) & ~rows["kind"].isin(TAKING_AWAY)]
    spent = _spent_limits(plan)
    for (lever, kind, unit), part in rows.groupby(["lever", "kind", "unit"]):
        full = int((part["used"] >= part["most"] * (1 - NO_ROOM_SHARE)).sum())
        used, most = float(part["used"].sum()), float(part["most"].sum())
        limit, a_year = _limit_of(plan, str(lever), spent), _year_fte(plan.loaded.scenario, str(lever))
        yield LeverUse(str(lever), str(kind), str(unit), used, most, full, len(part), a_year, limit)
