"""What has to be decided: every action of a plan, when it takes effect, and by when somebody must have decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total
from planner.reports.initiatives import initiatives
from planner.reports.words import in_sentence, rank_title, spaced
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.deciding import Decided
from planner.scenario.duration import Duration
from planner.scenario.people import Place
from planner.scenario.scenario import Scenario

SMALLEST = 0.05
"""An action that differs by less from what goes on anyway is not one [FTE or hours, over the plan]."""
SMALLEST_THEN = 0.005
"""The same in one period."""
AT_ONCE = Duration(count=0, unit="day")
KINDS = {
    "training": "Train",
    "promotion": "Promote",
    "temporary_promotion": "Promote for a time",
    "reversion": "Let go back to a lower rank",
    "civilianisation": "Put police staff in officers' posts",
    "redundancy": "Make redundant",
    "voluntary_exit": "Agree voluntary exits",
    "posting_out": "Post elsewhere in the force",
}
"""What is done by each kind of pathway and exit."""
MORE_OR_LESS = {True: "More", False: "Less"}


@dataclass(frozen=True)
class Decision:
    """Something that the plan does and that would not go on anyway, or that it stops."""

    title: str
    place: str
    """Its path in the scenario."""
    unit: str
    """FTE, hours, or nothing for what is done or not."""
    amount: Change
    """How much in the reported periods."""
    effect: date | None
    """The first day of the first period in which something differs for the teams' work."""
    decide_by: date | None
    """The last day on which it can be decided for that; None where that is decided already."""
    needs: str
    """What lies between the two, in words; empty for nothing."""
    owner: str
    approver: str
    equality_impact: str
    """As the scenario states them; empty where it does not."""


def decisions(plan: Plan) -> tuple[Decision, ...]:
    """Every action of the plan, the first to be decided first."""
    scenario = plan.loaded.scenario
    flows, levers = reported(plan, "flows"), reported(plan, "levers")
    found = [
        *_ways_in(scenario, flows),
        *_moves(scenario, flows),
        *_pathways(scenario, flows),
        *_exits(scenario, flows),
        *_on_hours(scenario, levers),
        *_initiatives(plan),
        *_removed_ranks(scenario),
    ]
    return tuple(sorted(found, key=lambda each: (each.decide_by or date.min, each.title, each.place)))


def _ways_in(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Decision]:
    for name, way in scenario.supply.recruitment.items():
        own = flows[flows["flow"] == name]
        starts, joins = own[own["kind"] == "starts"], own[own["kind"] == "joiners"]
        amount = total(starts, "fte")
        role, team = in_sentence(scenario.roles[way.role].title), scenario.teams[way.team].title
        giver = f"{scenario.teams[way.from_team].title} to {team}" if way.from_team else f"to {team}"
        verb = "Bring in" if amount.rise > 0 else "Stop bringing in" if amount.after < SMALLEST else "Bring in fewer"
        begins = _first_difference(starts, "fte")
        needs = f"{way.lead} to the day of joining" if way.lead.count else ""
        effect = _first_difference(joins, "fte") or (way.lead.after(begins) if begins else None)
        yield from _decision(
            f"{verb}: {role}, {giver}", f"supply.recruitment.{name}", "FTE", amount, effect, begins, needs, way.decided
        )


def _moves(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Decision]:
    for name, way in scenario.supply.moves.items():
        own = flows[(flows["flow"] == name) & (flows["kind"] == "moves_in")]
        day = _first_difference(own, "fte")
        yield from _decision(
            f"Move: {_from_to(scenario, way.from_, way.to)}",
            f"supply.moves.{name}",
            "FTE",
            total(own, "fte"),
            day,
            day,
            "",
            way.decided,
        )


def _pathways(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Decision]:
    for path, way in pathways(scenario):
        own = flows[flows["flow"] == path[-1]]
        kind = "starts" if way.kind == "civilianisation" else f"{way.kind}_out"
        begun, arrived = own[own["kind"] == kind], own[own["kind"] == f"{way.kind}_in"]
        begins = _first_difference(begun, "fte")
        effect = _first_difference(arrived, "fte") or (way.lead.after(begins) if begins else None)
        needs = f"{way.lead} on the way" if way.lead.count else ""
        title = f"{KINDS[way.kind]}: {_from_to(scenario, way.from_, way.to)}"
        yield from _decision(title, ".".join(path), "FTE", total(begun, "fte"), effect, begins, needs, way.decided)


def _exits(scenario: Scenario, flows: pd.DataFrame) -> Iterator[Decision]:
    for path, way in exits(scenario):
        own = flows[(flows["flow"] == path[-1]) & (flows["kind"] == way.kind)]
        effect = _first_difference(own, "fte")
        decide_by = way.consultation.before(way.notice.before(effect)) if effect else None
        stated = (("consultation", way.consultation), ("notice", way.notice))
        needs = " and ".join(f"{length} of {what}" for what, length in stated if length.count)
        who = in_sentence(scenario.roles[way.from_.role].title)
        title = f"{KINDS[way.kind]}: {who}, {scenario.teams[way.from_.team].title}"
        yield from _decision(title, ".".join(path), "FTE", total(own, "fte"), effect, decide_by, needs, way.decided)


def _on_hours(scenario: Scenario, levers: pd.DataFrame) -> Iterator[Decision]:
    supply = scenario.supply
    titled: list[tuple[str, str, str, Decided | None, Duration]] = []
    for name, lent in supply.redeployment.items():
        title = f"lending: {_from_to(scenario, lent.from_, lent.to)}"
        titled.append((title, "redeployment", name, lent.decided, AT_ONCE))
    titled += [
        (f"overtime: {in_sentence(spaced(name))}", "overtime", name, way.decided, AT_ONCE)
        for name, way in supply.overtime.items()
    ]
    titled += [
        (f"agency: {_who(scenario, way.team, way.role)}", "agency", name, way.decided, way.lead)
        for name, way in supply.agency.items()
    ]
    titled += [
        (f"reduced hours: {_who(scenario, way.team, way.role)}", "reduced_hours", name, way.decided, AT_ONCE)
        for name, way in supply.reduced_hours.items()
    ]
    titled += [
        (
            f"work pushed to {scenario.teams[way.to_team].title}: {scenario.demand[way.line].title}",
            "displacement",
            name,
            way.decided,
            AT_ONCE,
        )
        for name, way in supply.displacement.items()
    ]
    for title, section, name, decided, lead in titled:
        own = levers[(levers["lever"] == name) & (levers["kind"] == section)]
        if own.empty:
            continue
        amount = total(own, "used")
        day = _first_difference(own, "used")
        unit = str(own["unit"].iloc[0])
        needs = f"{lead} to buy it" if lead.count else ""
        yield from _decision(
            f"{MORE_OR_LESS[amount.rise > 0]} {title}",
            f"supply.{section}.{name}",
            unit,
            amount,
            day,
            lead.before(day) if day else None,
            needs,
            decided,
        )


def _initiatives(plan: Plan) -> Iterator[Decision]:
    for each in initiatives(plan):
        spec = plan.loaded.scenario.initiatives[each.name]
        if each.runs_from is not None:
            yield Decision(
                f"Start: {each.title}",
                f"initiatives.{each.name}",
                "",
                Change(0.0, 1.0),
                each.runs_from,
                each.runs_from,
                "",
                *_stands_behind(spec.decided, each.decided_by),
            )


def _removed_ranks(scenario: Scenario) -> Iterator[Decision]:
    for rank, removed in scenario.structure.removed_ranks.items():
        yield Decision(
            f"Remove the rank {in_sentence(rank_title(scenario, rank))}: nobody joins it any more",
            f"structure.removed_ranks.{rank}",
            "",
            Change(0.0, 1.0),
            removed.frozen_from,
            removed.frozen_from,
            "",
            "",
            removed.decided_by or "",
            "",
        )


def _decision(
    title: str,
    place: str,
    unit: str,
    amount: Change,
    effect: date | None,
    decide_by: date | None,
    needs: str,
    decided: Decided | None,
) -> Iterator[Decision]:
    """An action, where it differs from what goes on anyway by so much that it is one."""
    if abs(amount.rise) >= SMALLEST:
        yield Decision(title, place, unit, amount, effect, decide_by, needs, *_stands_behind(decided))


def _stands_behind(stated: Decided | None, decided_by: str = "") -> tuple[str, str, str]:
    if stated is None:
        return "", decided_by, ""
    return stated.owner or "", stated.approver or decided_by, spaced(stated.equality_impact or "")


def _first_difference(rows: pd.DataFrame, column: str) -> date | None:
    """The first day of the first period in which the two plans differ."""
    sums: dict[date, float] = {}
    for plan, day, value in zip(rows["plan"], rows["period_first"], rows[column], strict=True):
        sums[day] = sums.get(day, 0.0) + (value if plan == "after" else -value)
    return min((day for day, rise in sums.items() if abs(rise) >= SMALLEST_THEN), default=None)


def _from_to(scenario: Scenario, giver: Place, taker: Place) -> str:
    left, taken = scenario.roles[giver.role].title, scenario.roles[taker.role].title
    role = in_sentence(taken) if left == taken else f"{in_sentence(left)} to {in_sentence(taken)}"
    teams = (scenario.teams[giver.team].title, scenario.teams[taker.team].title)
    return f"{role}, {teams[0]} to {teams[1]}" if teams[0] != teams[1] else f"{role}, {teams[0]}"


def _who(scenario: Scenario, team: str, role: str) -> str:
    return f"{in_sentence(scenario.roles[role].title)}, {scenario.teams[team].title}"


def first_to_decide(found: Iterable[Decision]) -> Decision | None:
    """The decision that is due first."""
    return min(
        (each for each in found if each.decide_by is not None),
        key=lambda each: (each.decide_by or date.max, each.title),
        default=None,
    )
