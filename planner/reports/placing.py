"""Who should work where: what each way in, move and loan of hours does in the reported periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.plan.plan import Plan
from planner.reports.figures import Change, added, at_end, reported, total, when
from planner.reports.pathways import on_pathways
from planner.reports.people import in_lead
from planner.scenario.changing_lines import pathways


@dataclass(frozen=True)
class Placing:
    """People who come into a team in a role, by one way in or move."""

    flow: str
    is_move: bool
    """Whether they come from another post of the planned teams."""
    role: str
    title: str
    """The title of the role that they take up."""
    from_title: str
    """The title of the role they leave; empty if it is the same, or if they come from outside the teams."""
    from_team: str
    """The title of the team they come from; empty if they come from outside the force."""
    to_team: str
    fte: Change
    """Who join, or move."""
    starts_fte: Change
    """Who start; it is before they join where there is a lead."""
    begins: date | None
    """The first period of the plan in which anybody joins or moves; None if nobody does."""
    ends: date | None
    """The last such period."""
    starts_begin: date | None
    """The first period of the plan in which anybody starts."""
    starts_end: date | None


@dataclass(frozen=True)
class Lending:
    """Hours of a role that are worked for another team."""

    lever: str
    title: str
    """The title of the role whose hours they are."""
    from_team: str
    to_team: str
    outside: bool
    """Whether they are lent by a team that the plan does not staff."""
    hours: Change
    begins: date | None
    ends: date | None


@dataclass(frozen=True)
class RoleJoiners:
    """People who join in a role, over all teams, fewer under the plan than before action."""

    role: str
    title: str
    fte: Change
    """Who join."""
    starts_fte: Change
    """Who start."""


@dataclass(frozen=True)
class RoleInTraining:
    """People of a role in the lead before they join, at the end, over all teams."""

    role: str
    title: str
    fte: Change


def placings(plan: Plan) -> tuple[Placing, ...]:
    """Every way in and move that anybody takes, the largest under the plan first.

    Agreed joiners are left out, and so are pathways and posts that came back, which `planner.reports.pathways` has.
    """
    scenario = plan.loaded.scenario
    teams, roles = scenario.teams, scenario.roles
    flows = reported(plan, "flows")
    flows = flows[flows["kind"].isin(["joiners", "moves_in", "starts"]) & ~flows["flow"].isin(_on_pathways(plan))]
    found = []
    for keys, rows in flows.groupby(["flow", "team", "role"]):
        flow, team, role = map(str, keys)
        came, started = rows[rows["kind"] != "starts"], rows[rows["kind"] == "starts"]
        is_move = flow in scenario.supply.moves
        giver, left = str(rows["other_team"].iloc[0]), str(rows["other_role"].iloc[0])
        found.append(
            Placing(
                flow,
                is_move,
                role,
                roles[role].title,
                roles[left].title if left in roles and left != role else "",
                teams[giver].title if giver in teams else "",
                teams[team].title,
                total(came, "fte"),
                total(started, "fte"),
                *when(came, "fte"),
                *when(started, "fte"),
            )
        )
    return tuple(sorted(found, key=lambda each: (-max(each.fte.after, each.starts_fte.after), each.flow)))


def _on_pathways(plan: Plan) -> set[str]:
    """Pathways, which `planner.reports.pathways` tells of."""
    return {name for (*_, name), _ in pathways(plan.loaded.scenario)}


def lendings(plan: Plan) -> tuple[Lending, ...]:
    """Every loan of hours, the largest under the plan first."""
    scenario = plan.loaded.scenario
    rows = reported(plan, "levers", kind="redeployment")
    found = []
    for name, own in rows.groupby("lever"):
        lever = scenario.supply.redeployment[str(name)]
        giver = scenario.teams[lever.from_.team]
        found.append(
            Lending(
                str(name),
                scenario.roles[lever.from_.role].title,
                giver.title,
                scenario.teams[lever.to.team].title,
                giver.out_of_scope,
                total(own, "used"),
                *when(own, "used"),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.hours.after, each.lever)))


def still_to_join(plan: Plan) -> tuple[RoleInTraining, ...]:
    """Roles with people who have started and join only after the reported periods, the most under the plan first."""
    titles = plan.loaded.scenario.roles
    end, waiting = at_end(reported(plan, "staffing")), on_pathways(plan)
    found = [
        RoleInTraining(str(role), titles[str(role)].title, in_lead(rows, waiting))
        for role, rows in end.groupby("role", sort=True)
    ]
    found = [each for each in found if max(each.fte.before, each.fte.after) > 0]
    return tuple(sorted(found, key=lambda each: (-each.fte.after, each.role)))


def fewer_joiners(found: tuple[Placing, ...]) -> tuple[RoleJoiners, ...]:
    """Roles in which fewer people join than before action, the largest number before action first."""
    ways_in = [each for each in found if not each.is_move]
    roles = {each.role: each.title for each in ways_in}
    every = [
        RoleJoiners(
            role,
            title,
            added(each.fte for each in ways_in if each.role == role),
            added(each.starts_fte for each in ways_in if each.role == role),
        )
        for role, title in roles.items()
    ]
    fewer = [each for each in every if each.fte.rise < 0]
    return tuple(sorted(fewer, key=lambda each: (-each.fte.before, each.role)))
