"""What can be forced: for each verb, the decisions that do it, and a lever to add where the scenario has none.

A verb is an entry of `VERBS`: one function that finds the decisions, one that adds the lever for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planner.errors import UsageError
from planner.model import Formulation
from planner.model.linear import Linear
from planner.scenario import periods
from planner.scenario.demand import CloseUndone
from planner.scenario.levers_on_hours import Overtime, Redeployment
from planner.scenario.numbers import Section
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Move, Recruitment
from planner.whatif.figures import replaced
from planner.whatif.grammar import Question

NAME = "asked_for_a_while"
"""What a lever is called that is added only to answer a question."""


@dataclass(frozen=True)
class Decisions:
    """The decisions of a program that do what is asked, in its period."""

    levers: tuple[str, ...]
    """Names of the levers; none where the scenario has no such lever at all."""
    total: Linear
    """How much of it is done in the period; without terms where no lever can be used then."""


@dataclass(frozen=True)
class Added:
    """A scenario with a lever that it does not have, at no cost and without limits of its own."""

    scenario: Scenario
    write: str
    """What to write in the scenario for a real one."""
    as_role: str = ""
    """The role that people take, where the question does not say and they cannot keep theirs."""


@dataclass(frozen=True)
class Verb:
    """Something that can be forced."""

    unit: str
    """FTE, hours or cases."""
    decisions: Callable[[Formulation, Question], Decisions]
    add: Callable[[Scenario, Question], Added]


# ---------------------------------------------------------------- what the plan decides
def _moves(formulation: Formulation, asked: Question) -> Decisions:
    return _starts(
        formulation,
        asked,
        lambda flow: (
            flow.kind == "move"
            and (flow.from_team, flow.from_role, flow.team) == (asked.from_team, asked.role, asked.team)
            and (not asked.as_role or flow.role == asked.as_role)
        ),
    )


def _recruitments(formulation: Formulation, asked: Question) -> Decisions:
    kinds = ("recruitment", "fixed_term")
    return _starts(
        formulation, asked, lambda flow: flow.kind in kinds and (flow.team, flow.role) == (asked.team, asked.role)
    )


def _starts(formulation: Formulation, asked: Question, is_meant: Callable[..., bool]) -> Decisions:
    given, var = formulation.given, formulation.variables
    flows = tuple(name for name, flow in given.flow.items() if is_meant(flow))
    total = Linear()
    for start in given.starts:
        if start.flow in flows and start.period == asked.period:
            total.add(var.starts.get((start.flow, start.start)), 1.0)
    return Decisions(flows, total)


def _loans(formulation: Formulation, asked: Question) -> Decisions:
    table = formulation.given.tables.redeployments
    meant = table[
        (table["from_team"] == asked.from_team)
        & (table["from_role"] == asked.role)
        & (table["to_team"] == asked.team)
        & (~table["by_duty"].astype(bool))
    ]
    if asked.as_role:
        meant = meant[meant["to_role"] == asked.as_role]
    levers = tuple(dict.fromkeys(meant["redeployment"]))
    total = Linear()
    for lever in levers:
        total.add(formulation.variables.redeployed.get((lever, asked.period)), 1.0)
    return Decisions(levers, total)


def _overtime(formulation: Formulation, asked: Question) -> Decisions:
    table = formulation.given.tables.overtime
    meant = table[(table["team"] == asked.team) & (table["role"] == asked.role)]
    levers = tuple(dict.fromkeys(meant["overtime"]))
    total = Linear()
    for lever in levers:
        total.add(formulation.variables.overtime.get((lever, asked.team, asked.role, asked.period)), 1.0)
    return Decisions(levers, total)


def _closures(formulation: Formulation, asked: Question) -> Decisions:
    variable = formulation.variables.closed.get((asked.line, asked.period))
    if variable is None:
        return Decisions((), Linear())
    return Decisions((f"demand.{asked.line}",), Linear([(variable, 1.0)]))


# ---------------------------------------------------------------- a lever that the scenario does not have
def _add_move(scenario: Scenario, asked: Question) -> Added:
    role = _role_there(scenario, asked)
    ways = (Place(team=asked.from_team, role=asked.role), Place(team=asked.team, role=role))
    _must_be_staffed(scenario, asked.from_team, asked.role)
    move = Move.model_validate({"from": ways[0], "to": ways[1], "per_month_fte": _only_then(scenario, asked)})
    write = f"supply.moves: {{a_name: {{from: {_place(ways[0])}, to: {_place(ways[1])}, per_month_fte: {_n(asked)}}}}}"
    return Added(_with_lever(scenario, "moves", move), write, role if role != asked.role else "")


def _add_recruitment(scenario: Scenario, asked: Question) -> Added:
    _must_be_staffed(scenario, asked.team, asked.role)
    recruits = Recruitment(team=asked.team, role=asked.role, per_intake_fte=_only_then(scenario, asked))
    write = (
        f"supply.recruitment: {{a_name: {{team: {asked.team}, role: {asked.role}, per_intake_fte: {_n(asked)},"
        " lead: 4 months, cost_pounds_each: …}}"
    )
    return Added(_with_lever(scenario, "recruitment", recruits), write)


def _add_loan(scenario: Scenario, asked: Question) -> Added:
    role = _role_there(scenario, asked)
    ways = (Place(team=asked.from_team, role=asked.role), Place(team=asked.team, role=role))
    share = Share.model_validate([{"from": day, "value": value} for day, value in _steps(scenario, asked, 1.0)])
    lends_out = scenario.teams[asked.from_team].out_of_scope
    limit = {"fte": _only_then(scenario, asked)} if lends_out else {"share_of_hours": share}
    lever = Redeployment.model_validate({"from": ways[0], "to": ways[1], **limit})
    write = (
        f"supply.redeployment: {{a_name: {{from: {_place(ways[0])}, to: {_place(ways[1])},"
        f" {'fte: 1' if lends_out else 'share_of_hours: 0.1'}}}}}"
    )
    return Added(_with_lever(scenario, "redeployment", lever), write, role if role != asked.role else "")


def _add_overtime(scenario: Scenario, asked: Question) -> Added:
    _must_be_staffed(scenario, asked.team, asked.role)
    share = Share.model_validate([{"from": day, "value": value} for day, value in _steps(scenario, asked, 1.0)])
    lever = Overtime(
        roles=(asked.role,), teams=(asked.team,), multiplier=Quantity.default(0.0), share_of_contracted=share
    )
    write = (
        f"supply.overtime: {{a_name: {{roles: [{asked.role}], teams: [{asked.team}], multiplier: 1.333,"
        " share_of_contracted: 0.05}}"
    )
    return Added(_with_lever(scenario, "overtime", lever), write)


def _add_closures(scenario: Scenario, asked: Question) -> Added:
    decision = CloseUndone(decided_by="nobody: only to answer a question", reason="only to answer a question")
    closing = replaced(scenario, ("demand", asked.line, "close_undone"), lambda _: decision)
    return Added(closing, f"demand.{asked.line}.close_undone: {{decided_by: …, reason: …}}")


def _with_lever(scenario: Scenario, section: str, lever: Section) -> Scenario:
    found: Scenario = replaced(scenario, ("supply", section), lambda levers: {**levers, NAME: lever})
    return found


def _steps(scenario: Scenario, asked: Question, value: float) -> Sequence[tuple[str, float]]:
    """A value in the period of the question, and nothing before and after it."""
    firsts = periods.firsts(scenario.period)
    days = [(firsts[0].isoformat(), 0.0)] if asked.period > 0 else []
    days.append((firsts[asked.period].isoformat(), value))
    after = firsts[asked.period + 1] if asked.period + 1 < len(firsts) else periods.last_day(scenario.period)
    return [*days, (after.isoformat(), 0.0)]


def _only_then(scenario: Scenario, asked: Question) -> Quantity:
    """Far more than is asked, but in its period alone."""
    steps = _steps(scenario, asked, 10.0 * max(1.0, asked.amount))
    return Quantity.model_validate([{"from": day, "value": value} for day, value in steps])


def _role_there(scenario: Scenario, asked: Question) -> str:
    """The role that people take in the other team: as asked, their own, or the largest one of their rank or grade."""
    there = scenario.establishment.get(asked.team, {})
    if asked.as_role:
        _must_be_staffed(scenario, asked.team, asked.as_role)
        return asked.as_role
    if asked.role in there:
        return asked.role
    own = scenario.roles[asked.role]
    alike = [name for name in there if (scenario.roles[name].rank, scenario.roles[name].grade) == (own.rank, own.grade)]
    if not alike:
        known = ", ".join(there) or "none"
        raise UsageError(
            f"{asked.team} has no role of the same rank or grade as {asked.role}, so nobody can work there as one."
            f" Roles there: {known}. Say which one is meant: to {asked.team} as ROLE."
        )
    return max(alike, key=lambda name: (there[name].approved_fte.value, name))


def _must_be_staffed(scenario: Scenario, team: str, role: str) -> None:
    there = scenario.establishment.get(team, {})
    if role not in there:
        named = f"Roles there: {', '.join(there)}." if there else "This plan does not staff that team."
        raise UsageError(f"There is no {role} in {team}. {named}")


def _place(place: Place) -> str:
    return f"{{team: {place.team}, role: {place.role}}}"


def _n(asked: Question) -> str:
    return f"{asked.amount:g}"


VERBS: Mapping[str, Verb] = {
    "move": Verb("FTE", _moves, _add_move),
    "recruit": Verb("FTE", _recruitments, _add_recruitment),
    "lend": Verb("hours", _loans, _add_loan),
    "overtime": Verb("hours", _overtime, _add_overtime),
    "close": Verb("cases", _closures, _add_closures),
}
"""Every verb; a new one is its two functions, its line here, and its form in `grammar`."""
