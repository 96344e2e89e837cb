"""Trials: what each size of one lever would do, each a plan of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.model import formulate
from planner.plan import money, staffing, work
from planner.plan.coverage import coverage
from planner.plan.finish import finish
from planner.plan.reading import Reading
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario, Trials
from planner.solver.lexicographic import solve_levels
from planner.tables import tabulate


def try_sizes(scenario: Scenario, trials: Trials, solver: str | None) -> Iterator[dict[str, Any]]:
    """Rows of the table `trials`: one plan for each size of the lever.

    The line's date to be cleared by is not enforced here: whether a size would meet it is the question.
    """
    for fte in trials.fte:
        reading = _solved(with_size(scenario, trials, fte), solver)
        yield _row(reading, trials, fte)


def with_size(scenario: Scenario, trials: Trials, fte: float) -> Scenario:
    """The scenario with another greatest amount of the lever; where the lever is 0 by its dates, it stays 0."""
    supply = scenario.supply
    if trials.lever in supply.redeployment:
        lever = supply.redeployment[trials.lever]
        assert lever.fte is not None, "checked when the scenario is read"
        changed = lever.model_copy(update={"fte": _sized(lever.fte, fte)})
        supply = supply.model_copy(update={"redeployment": {**supply.redeployment, trials.lever: changed}})
    elif trials.lever in supply.agency:
        bought = supply.agency[trials.lever]
        supply = supply.model_copy(
            update={
                "agency": {
                    **supply.agency,
                    trials.lever: bought.model_copy(update={"fte": _sized(bought.fte, fte)}),
                }
            }
        )
    else:
        way = supply.recruitment[trials.lever]
        sized = way.model_copy(update={"per_intake_fte": _sized(way.per_intake_fte, fte)})
        supply = supply.model_copy(update={"recruitment": {**supply.recruitment, trials.lever: sized}})
    line = scenario.demand[trials.line].model_copy(update={"clear_by": None})
    return scenario.model_copy(update={"supply": supply, "demand": {**scenario.demand, trials.line: line}})


def _sized(quantity: Quantity, fte: float) -> Quantity:
    steps = tuple(step.model_copy(update={"value": fte}) if step.value > 0 else step for step in quantity.steps)
    return quantity.model_copy(update={"steps": steps})


DISPLACED = ("displaced_work", "redeployed", "recruited_from")
"""Kinds of rows of the table `elsewhere` that are taken from another part of the force."""


def _solved(scenario: Scenario, solver: str | None) -> Reading:
    formulation = formulate(tabulate(scenario), scenario.priorities)
    gap = scenario.whole_people.gap
    return Reading(formulation, solve_levels(formulation.program, formulation.levels, solver=solver, whole_gap=gap))


def _row(reading: Reading, trials: Trials, fte: float) -> dict[str, Any]:
    periods = reading.given.tables.periods
    everything = finish("work", work.work(reading))
    people = finish("staffing", staffing.staffing(reading))
    line = everything[everything["reported"] & (everything["line"] == trials.line)]
    covered = finish("coverage", coverage(everything, people, periods))
    whole = covered[(covered["scope"] == "force") & (covered["window_kind"] == "whole")]
    elsewhere = finish("elsewhere", work.elsewhere(reading))
    hours_elsewhere = elsewhere[elsewhere["reported"]].groupby("kind")["hours"].sum()
    costs = finish("costs", money.costs(reading))
    levers = finish("levers", staffing.levers(reading))
    mine = levers[(levers["lever"] == trials.lever) & levers["reported"]]
    hours = reading.given.tables.redeployments
    fte_hours = hours[hours["redeployment"] == trials.lever].set_index("period")["fte_hours"]
    used = mine["used"].to_numpy()
    in_use = used / fte_hours.to_numpy()[: len(used)] if len(fte_hours) else used
    return {
        "lever": trials.lever,
        "fte_most": fte,
        "line": trials.line,
        "used_fte": float(in_use.max()) if len(in_use) else 0.0,
        "peak_backlog_cases": line["backlog_cases"].max(),
        "final_backlog_cases": line["backlog_cases"].iloc[-1],
        "cleared_by": _cleared_by(reading, line["overdue_cases"].to_numpy()),
        "gap_hours": float(whole["gap_hours"].sum()),
        "redeployed_hours": float(hours_elsewhere.to_dict().get("redeployed", 0.0)),
        "displaced_hours": sum(float(hours_elsewhere.to_dict().get(kind, 0.0)) for kind in DISPLACED),
        "pounds": float(costs.loc[costs["reported"], "pounds"].sum()),
    }


def _cleared_by(reading: Reading, overdue: Any) -> str:
    """The last day of the first period after which nothing is overdue again within the plan."""
    late = [number for number, cases in enumerate(overdue) if cases > 1e-3]
    if not late:
        return reading.given.tables.calendar.last(0).isoformat()
    after = late[-1] + 1
    return reading.given.tables.calendar.last(after).isoformat() if after < len(overdue) else ""
