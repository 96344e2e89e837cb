"""What happens to people: who comes, goes and moves, whose hours are lent or bought, who is in post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, added, at_end, reported, total


@dataclass(frozen=True)
class Actions:
    """People and hours that come, go and move in the reported periods."""

    joiners_fte: Change
    """Recruited, posted in or on fixed terms."""
    known_joiners_fte: Change
    """Agreed before the plan."""
    leavers_fte: Change
    """All who leave: at the usual rate, known, or at the end of a fixed term."""
    moves_fte: Change
    """People who change their post."""
    started_later_fte: Change
    """Started, but joining only after the last reported period."""
    lent_hours: Change
    """Hours lent between planned teams."""
    brought_in_hours: Change
    """Hours of colleagues from teams that the plan does not staff."""
    overtime_hours: Change
    agency_hours: Change


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
    flows = reported(plan, "flows")

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
        fte("joiners"),
        fte("known_joiners"),
        fte("leavers", "known_leavers", "terms_over"),
        fte("moves_in"),
        total(end, "in_training_fte"),
        total(lent[~from_outside], "used"),
        total(lent[from_outside], "used"),
        total(staffing, "overtime_hours"),
        total(staffing, "agency_hours"),
    )


def posts_by_team(plan: Plan) -> tuple[Posts, ...]:
    """Posts and people of each team, in the order of the scenario."""
    scenario = plan.loaded.scenario
    end = at_end(reported(plan, "staffing"))
    places = {
        name: {(name, role) for role in scenario.establishment[name]}
        for name in scenario.teams
        if name in scenario.establishment
    }
    return tuple(_posts(plan, end, name, scenario.teams[name].title, own) for name, own in places.items())


def posts_by_kind(plan: Plan) -> tuple[Posts, ...]:
    """Posts and people of officers and of police staff."""
    scenario = plan.loaded.scenario
    end = at_end(reported(plan, "staffing"))
    every = {(team, role) for team, roles in scenario.establishment.items() for role in roles}
    officers = {place for place in every if scenario.roles[place[1]].is_officer}
    kinds = (("officers", "Officers", officers), ("staff", "Police staff", every - officers))
    return tuple(_posts(plan, end, name, title, places) for name, title, places in kinds if places)


def _posts(plan: Plan, end: pd.DataFrame, name: str, title: str, places: set[tuple[str, str]]) -> Posts:
    lines = plan.loaded.scenario.establishment
    rows = end[[place in places for place in zip(end["team"], end["role"], strict=True)]]
    opening = sum(lines[team][role].strength_fte.steps[0].value for team, role in sorted(places))
    return Posts(
        name,
        title,
        total(rows, "approved_fte").after,
        opening,
        total(rows, "strength_fte"),
        total(rows, "in_training_fte"),
    )


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
