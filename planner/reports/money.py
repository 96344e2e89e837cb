"""Cost by financial year, against its budget where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.costs import NO_CASH
from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total


@dataclass(frozen=True)
class YearCost:
    """What a financial year costs, and what may be spent."""

    financial_year: str
    cost_pounds: Change
    limit: str
    """The title of the limit; empty if there is none."""
    limit_pounds: float | None
    beyond_plan: bool
    """Whether the year goes on after the plan; cost and limit then hold what was worked out of that too."""


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
    title = plan.loaded.scenario.budget.limits[limit].title or limit
    rows = reported(plan, "budget", limit=limit).sort_values("financial_year")
    return tuple(
        YearCost(
            row["financial_year"],
            Change(row["before_pounds"], row["after_pounds"]),
            title,
            row["limit_pounds"],
            row["financial_year"] in beyond,
        )
        for row in rows.to_dict("records")
    )


def _from_costs(plan: Plan) -> tuple[YearCost, ...]:
    costs = reported(plan, "costs")
    costs = costs[costs["kind"] != NO_CASH]
    return tuple(
        YearCost(str(year), total(part, "pounds"), "", None, False)
        for year, part in costs.groupby("financial_year", sort=True)
    )
