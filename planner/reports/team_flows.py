"""People of each team from the opening to the end: who joins, moves and leaves, and what stays vacant."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, at_end, reported, total
from planner.reports.flow_kinds import GOING_BACK, JOINING, LEAVING, MOVING_IN, MOVING_OUT, flows_of_people


@dataclass(frozen=True)
class TeamFlows:
    """opening + joiners + moves in - moves out - leavers = closing, in the reported periods [FTE]."""

    team: str
    title: str
    opening_fte: float
    joiners_fte: Change
    """Agreed joiners too."""
    moves_in_fte: Change
    """From other lines, by moves and pathways, and back from them."""
    moves_out_fte: Change
    """To other lines, by moves and pathways, and back to posts of their own."""
    leavers_fte: Change
    """All who leave the planned teams, and fixed terms that end."""
    closing_fte: Change
    approved_fte: Change
    """Posts on the books at the end."""
    vacancy_fte: Change
    """Posts less people at the end; negative: over establishment."""


def team_flows(plan: Plan) -> tuple[TeamFlows, ...]:
    """Each team that has posts, in the order of the scenario."""
    scenario = plan.loaded.scenario
    flows, end = flows_of_people(plan), at_end(reported(plan, "staffing"))
    found = []
    for team in scenario.teams:
        lines = scenario.establishment.get(team)
        if lines is None:
            continue
        own, last = flows[flows["team"] == team], end[end["team"] == team]
        found.append(
            TeamFlows(
                team,
                scenario.teams[team].title,
                sum(line.strength_fte.steps[0].value for line in lines.values()),
                _fte(own, *JOINING, "known_joiners"),
                _fte(own, *MOVING_IN),
                _fte(own, *MOVING_OUT, GOING_BACK),
                _fte(own, *LEAVING),
                total(last, "strength_fte"),
                total(last, "approved_fte"),
                total(last, "vacancy_fte"),
            )
        )
    return tuple(found)


def _fte(flows: pd.DataFrame, *kinds: str) -> Change:
    return total(flows[flows["kind"].isin(kinds)], "fte")
