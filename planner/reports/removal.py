"""Ranks that are removed: who is left, how they went, what it saves and costs, and where their work goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.plan.plan import Plan
from planner.plan.spread import spread
from planner.reports.figures import Change, added, at_end, of_lines, reported, rows_of, total
from planner.reports.flow_kinds import GOING_BACK, flows_of_people
from planner.reports.pathways import steps
from planner.reports.words import rank_title, spaced, year_title
from planner.scenario.changing_lines import lines_of_rank, pathways
from planner.scenario.removed_rank import RemovedRank
from planner.tables.officers import replacement_role
from planner.vocabulary import EXITS

WAYS_OUT = ("leavers", "known_leavers", *EXITS, "civilianisation_out", "moves_out", GOING_BACK)
"""Kinds of flows by which people leave a rank at once; who takes a pathway may not pass."""
ON_THE_WAY, DID_NOT_PASS = "on_the_way", "did_not_pass"
"""Holders on a pathway at the end of the plan, and those who left the force at the end of one."""


@dataclass(frozen=True)
class Holders:
    """Holders of a removed rank at the end of a period."""

    period: str
    fte: Change
    low_fte: float | None
    """What natural wastage alone leaves at least, but for one time in ten; None where the rank is large."""
    high_fte: float | None
    """What it leaves at most, but for one time in ten."""
    temporary_fte: Change
    supernumerary_fte: Change
    came_back_fte: Change
    """Posts that have come back as another rank so far."""
    protected_fte: Change
    """Former holders in other posts of the planned teams who are paid as before."""


@dataclass(frozen=True)
class WayOut:
    """How many holders leave the rank by one way, in the reported periods."""

    kind: str
    """As in the table `flows`; `goes_back` for temporary holders whose time is over, `on_the_way` and `did_not_pass`
    for those who took a pathway and have not arrived."""
    title: str
    """The title of the role that they go to; empty if there is none."""
    team: str
    """The title of the team that they go to; empty if they leave the force."""
    fte: Change


@dataclass(frozen=True)
class SavingStep:
    """A step of what a removed rank saves (negative: costs), or what steps before it add up to."""

    step: str
    is_total: bool
    cash: bool
    """Whether it is money, not the worth of people's time."""
    fte: Change
    """People saved over the year, in FTE-years."""
    pounds: Change


@dataclass(frozen=True)
class SavingYear:
    """What a removed rank saves and costs in a financial year, step by step."""

    title: str
    """The financial year, with its months where the plan has a part of it."""
    steps: tuple[SavingStep, ...]


@dataclass(frozen=True)
class TakenOver:
    """A role that is to take over work of the rank."""

    title: str
    team: str
    share: float
    """Greatest share of the work that the rank no longer does, on the first day of the plan."""
    hours_factor: float
    """Hours that it needs for an hour of the rank's."""


@dataclass(frozen=True)
class HoursBy:
    """Standard hours that a role does of a task in the reported periods."""

    title: str
    is_holder: bool
    """Whether it is a role of the rank."""
    hours: Change


@dataclass(frozen=True)
class RankTask:
    """A task that the rank did, and who does it."""

    line: str
    line_title: str
    task: str
    by: tuple[HoursBy, ...]
    missed_hours: Change
    """Hours of the task that are never done."""
    line_gap_hours: Change
    """The gap of the whole line, of all its tasks."""


@dataclass(frozen=True)
class RecordedDay:
    """What the rank really was on a day, beside what was expected."""

    on: date
    recorded_fte: float
    expected_fte: float
    low_fte: float
    high_fte: float
    recorded_came_back_fte: float
    expected_came_back_fte: float


@dataclass(frozen=True)
class RateFit:
    """The rate of leaving that the scenario takes, and the constant rate that fits the record best."""

    stated_rate: float
    best_rate: float
    stated_squares: float
    best_squares: float


@dataclass(frozen=True)
class RankRemoved:
    """A removed rank over the reported periods."""

    rank: str
    title: str
    frozen_from: date
    gone_by: date | None
    """The day by which it has to be gone; None: by natural wastage."""
    left_fte: float
    """How many may still be there then."""
    decided_by: str
    replacement: str
    """The title of the role in which officers would be recruited in the place of holders; empty if there is none."""
    opening_fte: float
    """Holders before the first period."""
    holders: tuple[Holders, ...]
    """Period by period."""
    ways_out: tuple[WayOut, ...]
    """The most under the plan first."""
    years: tuple[SavingYear, ...]
    taken_over: tuple[TakenOver, ...]
    tasks: tuple[RankTask, ...]
    record: tuple[RecordedDay, ...]
    fit: RateFit | None
    """None where there is no record."""

    def saved(self, step: str) -> Change:
        """What a step or total comes to over all years [pounds]."""
        return added(each.pounds for year in self.years for each in year.steps if each.step == step)


def removed_ranks(plan: Plan) -> tuple[RankRemoved, ...]:
    """Each removed rank, in the order of the scenario."""
    scenario = plan.loaded.scenario
    return tuple(_removed(plan, rank, removed) for rank, removed in scenario.structure.removed_ranks.items())


def _removed(plan: Plan, rank: str, removed: RemovedRank) -> RankRemoved:
    scenario = plan.loaded.scenario
    lines = lines_of_rank(scenario, rank)
    return RankRemoved(
        rank,
        rank_title(scenario, rank),
        removed.frozen_from,
        removed.gone_by.on if removed.gone_by else None,
        removed.gone_by.left_fte.value if removed.gone_by else 0.0,
        removed.decided_by or "",
        _replacement(plan),
        sum(scenario.establishment[team][role].strength_fte.steps[0].value for team, role in lines),
        tuple(_holders(plan, rank, lines)),
        tuple(_ways_out(plan, lines)),
        tuple(_years(plan, rank)),
        tuple(
            TakenOver(
                scenario.roles[duty.role].title,
                scenario.teams[duty.team].title,
                duty.share.on(scenario.period.first),
                duty.hours_factor.on(scenario.period.first),
            )
            for duty in removed.duties
        ),
        tuple(_tasks(plan, lines)),
        tuple(_record(plan, rank)),
        _fit(plan, rank),
    )


def _replacement(plan: Plan) -> str:
    scenario, prices = plan.loaded.scenario, rows_of(plan, "prices")
    first = prices[prices["period_first"] == prices["period_first"].min()]
    role = replacement_role(scenario, dict(zip(first["role"], first["pay_pounds"], strict=True)))
    return scenario.roles[role].title if role is not None else ""


def _holders(plan: Plan, rank: str, lines: list[tuple[str, str]]) -> Iterator[Holders]:
    rows, former = reported(plan, "holders", rank=rank), reported(plan, "former_holders", rank=rank)
    alone = _wastage(plan, lines)
    for (_, period), own in rows.groupby(["period_first", "period"], sort=True):
        low, high = alone.get(str(period), (None, None))
        yield Holders(
            str(period),
            total(own, "holders_fte"),
            low,
            high,
            total(own, "temporary_fte"),
            total(own, "supernumerary_fte"),
            total(own, "came_back_fte"),
            total(former[former["period"] == period], "protected_fte"),
        )


def _wastage(plan: Plan, lines: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """What natural wastage alone leaves of a rank four times in five, by period; its lines are taken as one [FTE].

    Nothing where one of the lines is too large for the table `natural_spread`: chance matters little there.
    """
    rows = of_lines(reported(plan, "natural_spread"), lines)
    people = {line: plan.loaded.scenario.establishment[line[0]][line[1]].strength_fte.steps[0].value for line in lines}
    there = {line for line, fte in people.items() if fte > 0}
    if not there or there != set(zip(rows["team"], rows["role"], strict=True)):
        return {}
    found = {}
    for period, own in rows.groupby("period", sort=True):
        heads = int(own["opening_heads"].sum())
        staying = float((own["opening_heads"] * own["staying_share"]).sum()) / heads
        low, high = spread(heads, staying)
        each = sum(people.values()) / heads
        found[str(period)] = (low * each, high * each)
    return found


def _ways_out(plan: Plan, lines: list[tuple[str, str]]) -> Iterator[WayOut]:
    scenario, flows = plan.loaded.scenario, flows_of_people(plan)
    own = of_lines(flows[flows["kind"].isin(WAYS_OUT)], lines)
    inside = [line in lines for line in zip(own["other_team"], own["other_role"], strict=True)]
    own = own[~pd.Series(inside, own.index, dtype=bool)]
    kinds = own["kind"].replace("known_leavers", "leavers")
    found = [each for each in _on_pathways(plan, lines) if max(each.fte.before, each.fte.after) > 0]
    for keys, rows in own.groupby([kinds, "other_team", "other_role"]):
        kind, team, role = map(str, keys)
        taken_up = scenario.roles[role].title if role in scenario.roles and kind != "civilianisation_out" else ""
        to_team = scenario.teams[team].title if team in scenario.teams else ""
        found.append(WayOut(kind, taken_up, to_team, total(rows, "fte")))
    yield from sorted(found, key=lambda each: (-each.fte.after, each.kind, each.title))


def _on_pathways(plan: Plan, lines: list[tuple[str, str]]) -> Iterator[WayOut]:
    """Holders who passed, who did not and left the force, and who are on the way; who came back is a holder again."""
    taken = {each.flow: each for each in steps(plan)}
    for (*_, name), way in pathways(plan.loaded.scenario):
        leaves = (way.from_.team, way.from_.role) in lines and (way.to.team, way.to.role) not in lines
        if name in taken and leaves and way.kind != "civilianisation":
            step = taken[name]
            yield WayOut(f"{way.kind}_out", step.title, step.team, step.fte)
            yield WayOut(ON_THE_WAY, step.title, step.team, step.on_the_way_fte)
            yield WayOut(DID_NOT_PASS, "", "", step.leaves_fte)


def _years(plan: Plan, rank: str) -> Iterator[SavingYear]:
    rows = rows_of(plan, "removal", rank=rank)
    for year, part in rows.groupby("financial_year", sort=True):
        steps = part.sort_values("order", kind="stable").groupby("step", sort=False)
        yield SavingYear(
            year_title(plan.loaded.scenario.period, str(year)),
            tuple(
                SavingStep(
                    str(step),
                    bool(own["is_total"].iloc[0]),
                    bool(own["cash"].iloc[0]),
                    total(own, "saved_fte"),
                    total(own, "saved_pounds"),
                )
                for step, own in steps
            ),
        )


def _tasks(plan: Plan, lines: list[tuple[str, str]]) -> Iterator[RankTask]:
    scenario = plan.loaded.scenario
    worked, tasks, work = (reported(plan, name) for name in ("worked", "tasks", "work"))
    for name, line in scenario.demand.items():
        holders = {role for team, role in lines if team == line.team}
        for task, spec in line.tasks.items():
            if not holders & set(spec.roles):
                continue
            done = worked[(worked["line"] == name) & (worked["task"] == task)]
            by = tuple(
                HoursBy(scenario.roles[role].title, role in holders, total(done[done["role"] == role], "covered_hours"))
                for role in scenario.roles
                if role in set(done["role"])
            )
            missed = total(tasks[(tasks["line"] == name) & (tasks["task"] == task)], "missed_hours")
            own = work[work["line"] == name]
            gap = added((total(own, "not_done_hours"), total(at_end(own), "overdue_hours")))
            yield RankTask(name, line.title, spaced(task), by, missed, gap)


def _record(plan: Plan, rank: str) -> Iterator[RecordedDay]:
    for row in rows_of(plan, "record", rank=rank).sort_values("on").to_dict("records"):
        yield RecordedDay(
            row["on"],
            row["recorded_fte"],
            row["expected_fte"],
            row["low_fte"],
            row["high_fte"],
            row["recorded_came_back_fte"],
            row["expected_came_back_fte"],
        )


def _fit(plan: Plan, rank: str) -> RateFit | None:
    for row in rows_of(plan, "record_fit", rank=rank).to_dict("records"):
        return RateFit(row["stated_rate"], row["best_rate"], row["stated_squares"], row["best_squares"])
    return None
