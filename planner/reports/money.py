"""Cost by financial year, against its budget where there is one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from planner.model.costs import NO_CASH
from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total, totals_by
from planner.reports.words import spaced, year_title
from planner.scenario.pedigree import walk_quantities
from planner.scenario.periods import last_day

KINDS = (
    "pay",
    "on_costs",
    "overtime",
    "agency",
    "recruitment",
    "fixed_term",
    "moves",
    "redeployment",
)
"""Kinds of cost in the order in which they are read."""


@dataclass(frozen=True)
class YearCost:
    """What a financial year costs, and what may be spent."""

    title: str
    """The financial year, with its months where the plan has a part of it."""
    financial_year: str
    cost_pounds: Change
    limit: str
    """The title of the limit; empty if there is none."""
    limit_pounds: float | None
    limit_is_estimate: bool
    """Whether the limit rests on an estimate."""
    beyond_plan: bool
    """Whether the year goes on after the plan; cost and limit then hold what was worked out of that too."""


@dataclass(frozen=True)
class KindCost:
    """What a kind of cost comes to in the reported periods."""

    kind: str
    pounds: Change


@dataclass(frozen=True)
class Step:
    """A step from the approved establishment to the cost, or what the steps before it add up to."""

    step: str
    is_total: bool
    pounds: Change


@dataclass(frozen=True)
class YearSteps:
    """The way from the approved establishment to the cost of a financial year."""

    title: str
    """The financial year, with its months where the plan has a part of it."""
    steps: tuple[Step, ...]


def years(plan: Plan) -> tuple[YearCost, ...]:
    """Cost of each financial year of the plan, against the limit on all costs where there is one."""
    limit = _limit_on_everything(plan)
    return _from_budget(plan, limit) if limit else _from_costs(plan)


def _limit_on_everything(plan: Plan) -> str:
    """The first limit that counts all kinds of cost, teams and funding."""
    limits = plan.loaded.scenario.budget.limits.items()
    return next((name for name, limit in limits if not (limit.kinds or limit.teams or limit.funding)), "")


def _from_budget(plan: Plan, limit: str) -> tuple[YearCost, ...]:
    work = plan.table("work")
    beyond = set(work.loc[~work["reported"].astype(bool), "financial_year"])
    title = plan.loaded.scenario.budget.limits[limit].title or spaced(limit)
    estimate = limit_is_estimate(plan, limit)
    period = plan.loaded.scenario.period
    rows = reported(plan, "budget", limit=limit).sort_values("financial_year")
    return tuple(
        YearCost(
            year_title(period, row["financial_year"], row["financial_year"] in beyond),
            row["financial_year"],
            Change(row["before_pounds"], row["after_pounds"]),
            title,
            row["limit_pounds"],
            estimate,
            row["financial_year"] in beyond,
        )
        for row in rows.to_dict("records")
    )


def _from_costs(plan: Plan) -> tuple[YearCost, ...]:
    costs = reported(plan, "costs")
    costs = costs[costs["kind"] != NO_CASH]
    period = plan.loaded.scenario.period
    return tuple(
        YearCost(year_title(period, str(year)), str(year), total(part, "pounds"), "", None, False, False)
        for year, part in costs.groupby("financial_year", sort=True)
    )


def limit_is_estimate(plan: Plan, limit: str) -> bool:
    """Whether a budget limit in force in the reported periods is an estimate, or nobody says what it rests on."""
    period = plan.loaded.scenario.period
    path = f"budget.limits.{limit}.pounds_per_year"
    entries = [each for each in walk_quantities(plan.loaded.scenario) if each.path == path]
    until = [later.from_ for later in entries[1:]]
    return any(
        entry.basis in ("estimate", "unstated")
        and (entry.from_ is None or entry.from_ <= last_day(period))
        and (end is None or end > period.first)
        for entry, end in zip(entries, [*until, None], strict=False)
    )


def kinds_of_cost(plan: Plan) -> tuple[KindCost, ...]:
    """Cost of the reported periods by kind."""
    costs = reported(plan, "costs")
    sums = totals_by(costs[costs["kind"] != NO_CASH], "kind", "pounds")
    order = [*KINDS, *sorted(set(sums) - set(KINDS))]
    return tuple(KindCost(kind, sums[kind]) for kind in order if kind in sums)


def reconciliation(plan: Plan) -> tuple[YearSteps, ...]:
    """From the approved establishment to the cost of each reported financial year."""
    rows = reported(plan, "reconciliation").sort_values(["financial_year", "order"], kind="stable")
    period = plan.loaded.scenario.period
    return tuple(
        YearSteps(year_title(period, str(year)), _steps(part))
        for year, part in rows.groupby("financial_year", sort=True)
    )


def _steps(rows: pd.DataFrame) -> tuple[Step, ...]:
    """The steps of both plans; one that only one of them has stands where that plan has it."""
    order: list[str] = []
    for _, part in rows.groupby("plan", sort=False):
        place = 0
        for step in part["step"].astype(str):
            if step in order:
                place = order.index(step) + 1
            else:
                order.insert(place, step)
                place += 1
    by_step = {str(step): part for step, part in rows.groupby("step", sort=False)}
    return tuple(Step(step, bool(by_step[step]["is_total"].iloc[0]), total(by_step[step], "pounds")) for step in order)
