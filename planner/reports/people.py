"""What happens to people: who comes, goes and moves, whose hours are lent or bought, who is in post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import SMALLEST, Change, added, at_end, reported, total
from planner.reports.flow_kinds import ACROSS, JOINING, LEAVING, flows_of_people
from planner.reports.pathways import on_pathways
from planner.vocabulary import EXITS


@dataclass(frozen=True)
class ByKind:
    """People who complete a kind of pathway, or go by a kind of exit."""

    kind: str
    """As in `planner.vocabulary.PATHWAYS` and `EXITS`."""
    fte: Change


@dataclass(frozen=True)
class Actions:
    """People and hours that come, go and move in the reported periods."""

    joiners_fte: Change
    """Recruited, posted in, on fixed terms, in the place of officers, or in posts that came back."""
    known_joiners_fte: Change
    """Agreed before the plan."""
    leavers_fte: Change
    """All who leave: at the usual rate, known, by decision, or at the end of a fixed term."""
    moves_fte: Change
    """People who change their post; those on a pathway are not among them."""
    started_later_fte: Change
    """Started, but joining only after the last reported period."""
    lent_hours: Change
    """Hours lent between planned teams."""
    brought_in_hours: Change
    """Hours of colleagues from teams that the plan does not staff."""
    overtime_hours: Change
    agency_hours: Change
    pathways: tuple[ByKind, ...] = ()
    """Who come by each kind of pathway; police staff in the place of officers are among the joiners instead."""
    exits: tuple[ByKind, ...] = ()
    """Who go by each kind of exit; they are among the leavers too."""


@dataclass(frozen=True)
class Posts:
    """Posts and people of a team, or of a kind of people, at the opening and at the end of the plan."""

    name: str
    title: str
    approved_fte: float
    """Posts on the books at the end."""
    opening_fte: float
    """In post before the first period."""
    strength_fte: Change
    """In post at the end."""
    in_training_fte: Change
    """In the lead before they join, at the end."""


def actions(plan: Plan) -> Actions:
    """What happens to people in the reported periods, before action and under the plan."""
    flows = flows_of_people(plan)

    def fte(*kinds: str) -> Change:
        return total(flows[flows["kind"].isin(kinds)], "fte")

    staffing = reported(plan, "staffing")
    lent = reported(plan, "levers", kind="redeployment")
    outside = {
        name
        for name, lever in plan.loaded.scenario.supply.redeployment.items()
        if plan.loaded.scenario.teams[lever.from_.team].out_of_scope
    }
    from_outside = lent["lever"].isin(outside)
    end = at_end(staffing)
    return Actions(
        fte(*JOINING),
        fte("known_joiners"),
        fte(*LEAVING),
        fte("moves_in"),
        in_lead(end, on_pathways(plan)),
        total(lent[~from_outside], "used"),
        total(lent[from_outside], "used"),
        total(staffing, "overtime_hours"),
        total(staffing, "agency_hours"),
        _by_kind({kind: fte(f"{kind}_in") for kind in ACROSS}),
        _by_kind({kind: fte(kind) for kind in EXITS}),
    )


def _by_kind(every: dict[str, Change]) -> tuple[ByKind, ...]:
    return tuple(ByKind(kind, fte) for kind, fte in every.items() if max(fte.before, fte.after) > 0)


def posts_by_team(plan: Plan) -> tuple[Posts, ...]:
    """Posts and people of each team, in the order of the scenario."""
    scenario = plan.loaded.scenario
    end = at_end(reported(plan, "staffing"))
    places = {
        name: {(name, role) for role in scenario.establishment[name]}
        for name in scenario.teams
        if name in scenario.establishment
    }
    waiting = on_pathways(plan)
    return tuple(_posts(plan, end, waiting, name, scenario.teams[name].title, own) for name, own in places.items())


def posts_by_kind(plan: Plan) -> tuple[Posts, ...]:
    """Posts and people of officers and of police staff."""
    scenario = plan.loaded.scenario
    end = at_end(reported(plan, "staffing"))
    every = {(team, role) for team, roles in scenario.establishment.items() for role in roles}
    officers = {place for place in every if scenario.roles[place[1]].is_officer}
    kinds = (("officers", "Officers", officers), ("staff", "Police staff", every - officers))
    waiting = on_pathways(plan)
    return tuple(_posts(plan, end, waiting, name, title, places) for name, title, places in kinds if places)


def _posts(
    plan: Plan,
    end: pd.DataFrame,
    waiting: Mapping[tuple[str, str], Change],
    name: str,
    title: str,
    places: set[tuple[str, str]],
) -> Posts:
    lines = plan.loaded.scenario.establishment
    rows = end[[place in places for place in zip(end["team"], end["role"], strict=True)]]
    opening = sum(lines[team][role].strength_fte.steps[0].value for team, role in sorted(places))
    return Posts(
        name,
        title,
        total(rows, "approved_fte").after,
        opening,
        total(rows, "strength_fte"),
        in_lead(rows, waiting),
    )


def in_lead(staffing: pd.DataFrame, waiting: Mapping[tuple[str, str], Change]) -> Change:
    """People of some lines in the lead before they join, without those who come from another line.

    Args:
        staffing: Rows of `staffing` of one period.
        waiting: Those, as `planner.reports.pathways.on_pathways` has them.
    """
    every = total(staffing, "in_training_fte")
    if not waiting:
        return every
    lines = set(zip(staffing["team"], staffing["role"], strict=True))
    across = added(fte for line, fte in waiting.items() if line in lines)
    return Change(_clear(every.before - across.before), _clear(every.after - across.after))


def _clear(fte: float) -> float:
    """Nothing where it is a rounding of the tables."""
    return fte if fte >= SMALLEST else 0.0


def posts_together(every: Iterable[Posts]) -> Posts:
    """Posts and people of several teams as one."""
    every = tuple(every)
    return Posts(
        "",
        "All teams",
        sum(each.approved_fte for each in every),
        sum(each.opening_fte for each in every),
        added(each.strength_fte for each in every),
        added(each.in_training_fte for each in every),
    )
