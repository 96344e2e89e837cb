"""Who changes rank or role, who goes by decision, and which posts came back, way by way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import SMALLEST, Change, added, total, when
from planner.reports.flow_kinds import GOING_BACK, flows_of_people
from planner.reports.words import rank_title
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Pathway

CAME_BACK = "posts_came_back"
"""The kind of flow that fills posts of a removed rank that came back as another rank."""


@dataclass(frozen=True)
class Step:
    """People who take a pathway, go by an exit, go back when their term is over, or fill a post that came back."""

    kind: str
    """A kind of pathway or exit, `goes_back`, or `posts_came_back`."""
    flow: str
    title: str
    """The title of the role that they take up; empty for those who leave the planned teams."""
    from_title: str
    """The title of the role that they leave, or of the rank whose posts came back; empty for those who come from
    outside the planned teams."""
    team: str
    """The title of the team that they come to, which may be one that the plan does not staff; empty if they leave."""
    from_team: str
    """The title of the team that they leave; empty for those who come from outside the force."""
    fte: Change
    """Who arrive, or go."""
    starts_fte: Change
    """Who start a pathway; it is before they arrive where there is a lead."""
    returns_fte: Change
    """Who go back to where they came from: they did not pass, or their time is over."""
    on_the_way_fte: Change
    """Who have started, before the plan or in it, and are not there yet at the end."""
    begins: date | None
    """The first period of the plan in which anybody arrives or goes; None if nobody does."""
    ends: date | None
    """The last such period."""

    @property
    def most_fte(self) -> float:
        """How many the plan concerns [FTE]."""
        return max(self.fte.after, self.starts_fte.after)


def steps(plan: Plan) -> tuple[Step, ...]:
    """Every pathway, exit, end of a term and post that came back, of which there is anything; the largest first."""
    scenario, flows = plan.loaded.scenario, flows_of_people(plan)
    every = (*_pathways(scenario, flows), *_exits(scenario, flows), *_others(scenario, flows))
    used = [each for each in every if max(each.most_fte, each.fte.before, each.starts_fte.before) > 0]
    return tuple(sorted(used, key=lambda each: (-each.most_fte, each.flow)))


def _pathways(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Step]:
    for (*_, name), way in pathways(scenario):
        own = flows[flows["flow"] == name]
        # Civilianisation: the officer leaves when a member of police staff takes over, who has started before.
        begin = "starts" if way.kind == "civilianisation" else f"{way.kind}_out"
        yield _step(
            scenario,
            way.kind,
            name,
            (way.from_.team, way.from_.role),
            (way.to.team, way.to.role),
            own[own["kind"] == f"{way.kind}_in"],
            own[own["kind"] == begin],
            own[own["kind"] == f"{way.kind}_back"],
            way,
        )


def _exits(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Step]:
    for (*_, name), way in exits(scenario):
        gone = flows[(flows["flow"] == name) & (flows["kind"] == way.kind)]
        yield _step(scenario, way.kind, name, (way.from_.team, way.from_.role), (way.to_team or "", ""), gone)


def _others(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Step]:
    """Temporary holders at the opening who go back, and posts that came back."""
    ranks = {
        f"{rank}.comes_back.{number}": rank_title(scenario, rank)
        for rank, removed in scenario.structure.removed_ranks.items()
        for number in range(1, len(removed.comes_back) + 1)
    }
    told = {name for (*_, name), _ in pathways(scenario)}
    for kind in (GOING_BACK, CAME_BACK):
        own = flows[(flows["kind"] == kind) & ~flows["flow"].isin(told)]
        for (flow, team, role, other_team, other_role), rows in own.groupby(
            ["flow", "team", "role", "other_team", "other_role"]
        ):
            here, other = (str(team), str(role)), (str(other_team), str(other_role))
            ends = (here, other) if kind == GOING_BACK else (other, here)
            step = _step(scenario, kind, str(flow), *ends, rows)
            yield replace(step, from_title=ranks[step.flow]) if step.flow in ranks else step


def _step(
    scenario: Scenario,
    kind: str,
    flow: str,
    origin: tuple[str, str],
    destination: tuple[str, str],
    came: pd.DataFrame,
    started: pd.DataFrame | None = None,
    back: pd.DataFrame | None = None,
    way: Pathway | None = None,
) -> Step:
    arrived, begun, returned = (
        Change(0.0, 0.0) if rows is None else total(rows, "fte") for rows in (came, started, back)
    )
    on_the_way = _on_the_way(way, arrived, begun, returned) if way else Change(0.0, 0.0)
    begins, ends = when(came, "fte")
    return Step(
        kind,
        flow,
        _role(scenario, destination),
        _role(scenario, origin),
        _team(scenario, destination),
        _team(scenario, origin),
        arrived,
        begun,
        returned,
        on_the_way,
        begins,
        ends,
    )


def _role(scenario: Scenario, line: tuple[str, str]) -> str:
    return scenario.roles[line[1]].title if line[1] in scenario.roles else ""


def _team(scenario: Scenario, line: tuple[str, str]) -> str:
    return scenario.teams[line[0]].title if line[0] in scenario.teams else ""


def _on_the_way(way: Pathway, arrived: Change, begun: Change, returned: Change) -> Change:
    """Who started less who is done: of those who are done, a share passes and a share goes back."""
    passed, back = 1.0 - way.return_share.value - way.leave_share.value, way.return_share.value
    started = sum(each.fte.value for each in way.already_started)

    def left(arrived: float, begun: float, returned: float) -> float:
        done = arrived / passed if passed > 0 else returned / back if back > 0 else 0.0
        waiting = started + begun - done
        return waiting if waiting >= SMALLEST else 0.0

    return Change(left(arrived.before, begun.before, returned.before), left(arrived.after, begun.after, returned.after))


def on_pathways(plan: Plan) -> dict[tuple[str, str], Change]:
    """People of the planned teams who are on a pathway at the end, by the line whose post they hold [FTE].

    New police staff who learn an officer's work are not among them: they join from outside.
    """
    scenario = plan.loaded.scenario
    ways = list(pathways(scenario))
    if not ways:
        return {}
    waiting = {each.flow: each.on_the_way_fte for each in _pathways(scenario, flows_of_people(plan))}
    sums: dict[tuple[str, str], Change] = {}
    for (*_, name), way in ways:
        if way.kind != "civilianisation":
            place = way.to if way.in_training.line == "to" else way.from_
            line = (place.team, place.role)
            sums[line] = added((sums.get(line, Change(0.0, 0.0)), waiting[name]))
    return sums
