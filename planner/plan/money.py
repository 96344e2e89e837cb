"""Cost by kind and line, and cost by financial year against its limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.model.costs import NO_CASH
from planner.model.given import lookup
from planner.plan.reading import Reading
from planner.tables.rows import each_row


def costs(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `costs`."""
    sums: dict[tuple[Any, ...], float] = {}
    for entry in reading.formulation.costs:
        key = (
            entry.kind,
            entry.nature,
            entry.funding,
            entry.team,
            entry.role,
            entry.lever,
            entry.period,
            entry.cashable,
        )
        sums[key] = sums.get(key, 0.0) + reading.total(entry.pounds)
    for (kind, nature, funding, team, role, lever, t, cashable), pounds in sums.items():
        if abs(pounds) >= 0.005:
            yield {
                **reading.period_facts[t],
                "kind": kind,
                "nature": nature,
                "funding": funding,
                "team": team,
                "role": role,
                "lever": lever,
                "cashable": cashable,
                "pounds": pounds,
            }


def budget(costs: pd.DataFrame, budgets: pd.DataFrame, periods: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of the table `budget`, from the finished table `costs`.

    Args:
        costs: The finished table `costs`.
        budgets: The limits, see `planner.tables.money.budgets`.
        periods: The calendar's periods.
    """
    labels = dict(zip(periods["year_start"], periods["year"], strict=True))
    reported = periods.groupby("year")["reported"].any()
    for limit in each_row(budgets):
        year = labels[limit.year_start]
        counted = costs[(costs["financial_year"] == year) & (costs["kind"] != NO_CASH)]
        for column, names in (("kind", limit.kinds), ("team", limit.teams), ("funding", limit.funding)):
            if names:
                counted = counted[counted[column].isin(names)]
        spent = counted.groupby("plan")["pounds"].sum()
        after = float(spent.get("after", 0.0))
        yield {
            "limit": limit.limit,
            "financial_year": year,
            "reported": bool(reported[year]),
            "limit_pounds": limit.limit_pounds,
            "before_pounds": float(spent.get("before", 0.0)),
            "after_pounds": after,
            "left_pounds": limit.limit_pounds - after,
        }


def reconciliation(
    costs: pd.DataFrame, staffing: pd.DataFrame, price_steps: pd.DataFrame, periods: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    """Rows of the table `reconciliation`: from the approved establishment to the cost of each plan.

    Args:
        costs: The finished table `costs`.
        staffing: The finished table `staffing`.
        price_steps: What a person costs, see `planner.tables.money.price_steps`.
        periods: The calendar's periods.
    """
    labels = price_steps.merge(periods[["period", "label"]], on="period").drop(columns="period")
    posts = staffing.merge(labels.rename(columns={"label": "period"}), on=["role", "period"])
    cash = costs[costs["kind"] != NO_CASH]
    for (plan, year), part in posts.groupby(["plan", "financial_year"]):
        counted = cash[(cash["plan"] == plan) & (cash["financial_year"] == year)]
        spent = lookup(counted.groupby("kind", as_index=False)[["pounds"]].sum(), ["kind"], "pounds")
        people = spent.pop("pay", 0.0) + spent.pop("on_costs", 0.0)
        facts = {"plan": plan, "financial_year": year, "reported": bool(part["reported"].any())}
        for order, (step, pounds, is_total) in enumerate(_steps(part, people, spent), start=1):
            yield {**facts, "order": order, "step": step, "is_total": is_total, "pounds": pounds}


POSTS_AND_PRICES = ("approved_fte", "budgeted_fte", "base_pounds", "awards_pounds", "increments_pounds")


def _steps(posts: pd.DataFrame, people: float, other: dict[str, float]) -> Iterator[tuple[str, float, bool]]:
    """Each step in pounds and pence, so that the totals are the sums of what is printed."""
    figures = {name: posts[name].to_numpy(dtype=float) for name in POSTS_AND_PRICES}
    approved, budgeted = figures["approved_fte"], figures["budgeted_fte"]
    steps = {
        "approved establishment at the price base, on-costs included": approved @ figures["base_pounds"],
        "posts that the budget does not pay for (vacancy factor)": (budgeted - approved) @ figures["base_pounds"],
        "pay awards": budgeted @ figures["awards_pounds"],
        "increments": budgeted @ figures["increments_pounds"],
    }
    total = 0.0
    for step, exact in steps.items():
        pounds = round(float(exact), 2)
        total += pounds
        yield step, pounds, False
    yield "budgeted establishment, every post filled", total, True
    yield "posts not filled, less posts filled beyond it", people - total, False
    yield "pay and on-costs", people, True
    for kind, pounds in sorted(other.items()):
        yield kind.replace("_", " "), pounds, False
    yield "cost", people + sum(other.values()), True
