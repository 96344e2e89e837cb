"""Who changes rank or role, who goes by decision, and which posts came back, way by way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.plan.plan import Plan
from planner.reports.figures import PLANS, SMALLEST, Change, added, total, when
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
    leaves_fte: Change
    """Who did not pass and leave the force when the lead is over."""
    on_the_way_fte: Change
    """Who have started, before the plan or in it, and are not there yet at the end."""
    begins: date | None
    """The first period of the plan in which anybody arrives or goes, or starts where nobody arrives; None if nobody
    does."""
    ends: date | None
    """The last such period."""

    @property
    def most_fte(self) -> float:
        """How many the plan concerns [FTE]."""
        return max(self.fte.after, self.starts_fte.after)

    @property
    def anybody_is_done(self) -> bool:
        """Whether the plan has anybody pass, go back, leave or go, and not only start."""
        return max(each.after for each in (self.fte, self.returns_fte, self.leaves_fte)) >= SMALLEST


def steps(plan: Plan) -> tuple[Step, ...]:
    """Every pathway, exit, end of a term and post that came back, of which there is anything; the largest first."""
    scenario, flows = plan.loaded.scenario, flows_of_people(plan)
    every = (*_pathways(plan, flows), *_exits(scenario, flows), *_others(scenario, flows))
    used = [each for each in every if max(each.most_fte, each.fte.before, each.starts_fte.before) > 0]
    return tuple(sorted(used, key=lambda each: (-each.most_fte, each.flow)))


def _pathways(plan: Plan, flows: pd.DataFrame) -> Iterator[Step]:
    scenario, leads = plan.loaded.scenario, _Leads(plan)
    for (*_, name), way in pathways(scenario):
        own = flows[flows["flow"] == name]
        # Civilianisation: the officer leaves when a member of police staff takes over, who has started before.
        begin = "starts" if way.kind == "civilianisation" else f"{way.kind}_out"
        arrived, begun = own[own["kind"] == f"{way.kind}_in"], own[own["kind"] == begin]
        step = _step(scenario, way.kind, name, (way.from_.team, way.from_.role), (way.to.team, way.to.role), arrived)
        waiting, leaving = leads.of(way, begun)
        begins, ends = (step.begins, step.ends) if step.begins else when(begun, "fte")
        yield replace(
            step,
            starts_fte=total(begun, "fte"),
            returns_fte=total(own[own["kind"] == f"{way.kind}_back"], "fte"),
            leaves_fte=leaving,
            on_the_way_fte=waiting,
            begins=begins,
            ends=ends,
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
) -> Step:
    nobody = Change(0.0, 0.0)
    begins, ends = when(came, "fte")
    return Step(
        kind,
        flow,
        _role(scenario, destination),
        _role(scenario, origin),
        _team(scenario, destination),
        _team(scenario, origin),
        total(came, "fte"),
        nobody,
        nobody,
        nobody,
        nobody,
        begins,
        ends,
    )


def _role(scenario: Scenario, line: tuple[str, str]) -> str:
    return scenario.roles[line[1]].title if line[1] in scenario.roles else ""


def _team(scenario: Scenario, line: tuple[str, str]) -> str:
    return scenario.teams[line[0]].title if line[0] in scenario.teams else ""


class _Leads:
    """Whose lead is over by the last reported period, and whose is not."""

    def __init__(self, plan: Plan) -> None:
        rows = plan.tables["staffing"]
        self._firsts = sorted(set(rows["period_first"]))
        self._last: date = rows.loc[rows["reported"].astype(bool), "period_first"].max()

    def of(self, way: Pathway, begun: pd.DataFrame) -> tuple[Change, Change]:
        """Of those who started, before the plan or in it: who are on the way, and who did not pass and left the force.

        Who is new to the force, as police staff in an officer's place are, has nothing to go back to.
        """
        earlier = [(each.on, each.fte.value) for each in way.already_started]
        lost = way.leave_share.value + (way.return_share.value if way.kind == "civilianisation" else 0.0)
        waiting, leaving = [], []
        for plan in PLANS:
            own = begun[begun["plan"] == plan]
            days = [self._intake(way, first) for first in own["period_first"]]
            every = [*earlier, *zip(days, own["fte"], strict=True)]
            on_the_way = sum((fte for day, fte in every if way.lead.after(day) > self._last), 0.0)
            waiting.append(on_the_way)
            leaving.append(lost * (sum((fte for _, fte in every), 0.0) - on_the_way))
        return Change(*waiting), Change(*leaving)

    def _intake(self, way: Pathway, first: date) -> date:
        """The first intake in a period: on a stated day, or on the first of a month."""
        if not way.intakes:
            return first if first.day == 1 else first.replace(day=1) + relativedelta(months=1)
        after = next((each for each in self._firsts if each > first), date.max)
        return min(day for day in way.intakes if first <= day < after)


def on_pathways(plan: Plan) -> dict[tuple[str, str], Change]:
    """People of the planned teams who are on a pathway at the end, by the line whose post they hold [FTE].

    New police staff who learn an officer's work are not among them: they join from outside.
    """
    scenario = plan.loaded.scenario
    ways = list(pathways(scenario))
    if not ways:
        return {}
    waiting = {each.flow: each.on_the_way_fte for each in _pathways(plan, flows_of_people(plan))}
    sums: dict[tuple[str, str], Change] = {}
    for (*_, name), way in ways:
        if way.kind != "civilianisation":
            place = way.to if way.in_training.line == "to" else way.from_
            line = (place.team, place.role)
            sums[line] = added((sums.get(line, Change(0.0, 0.0)), waiting[name]))
    return sums
