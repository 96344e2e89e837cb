"""Audits of money: what people and levers cost, and what is spent in a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from planner.verify.comparing import (
    FTE,
    HOURS,
    HOURS_KEY,
    PLACE,
    POUNDS,
    at,
    compare,
    compare_places,
    compare_rows,
    each_row,
    on_rows,
    shown,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken, year_start
from planner.verify.numbers import mean_of, value_on
from planner.verify.worked_out.booking import booking_of
from planner.verify.worked_out.cohorts import followed, on_places
from planner.verify.worked_out.pay import on_costs, pay, pay_group, person
from planner.verify.worked_out.people import part_of_period
from planner.verify.worked_out.ways import intakes_of, ways
from planner.vocabulary import EXITS, PATHWAYS

CONTRACT = 5e-6
"""What the contracted hours of a period, printed to three decimals, may leave open of the price of an hour [share]."""
NO_CASH = "shortfall"
"""The price of strength that is short: it steers the plan, and no budget pays for it."""
PRICED = ("overtime", "agency", "recruitment", "fixed_term", "moves", "redeployment", "pathways", "exits",
          "pay_protection", "temporary_promotion")  # fmt: skip
"""Kinds of cost that levers cause."""
COST = ["plan", "kind", "lever", "team", "role", "period"]


def people_are_paid_what_is_stated(folder: Folder) -> Iterator[Wrong]:
    """Pay and on-costs are those of the people in post, and at their share of those in the lead."""
    rows = folder.tables["staffing"]
    learners, cells = on_places(folder, rows, "training_paid")
    apart, others = _paid_apart(folder, rows)
    people = rows["strength_fte"] + part_of_period(folder, rows) + learners - apart
    for kind, stated in (("pay", pay(folder)), ("on_costs", on_costs(folder))):
        each = pd.Series(
            [stated[place] for place in zip(rows["role"], rows["period"], strict=True)], index=rows.index, dtype=float
        )
        printed = on_rows(rows, PLACE, pd.Series(_booked(folder, kind), dtype=float))
        slack = 2 * POUNDS + FTE * (2 + cells + others) * each + 1e-9 * printed.abs()
        yield from compare("costs", f"pounds of {kind}", rows, PLACE, people * each, slack, printed=printed)


def _booked(folder: Folder, kind: str) -> dict[tuple[str, ...], float]:
    booked: dict[tuple[str, ...], float] = {}
    for row in folder.rows("costs"):
        if row.kind == kind:
            place = (row.plan, row.team, row.role, row.period)
            booked[place] = booked.get(place, 0.0) + row.pounds
    return booked


def _paid_apart(folder: Folder, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """FTE in post by fixed-term appointments that are not paid as the role is, and how many cohorts they are."""
    table, known = followed(folder), ways(folder)
    apart = {name for name, way in known.items() if not way.stated.get("role_pay", True)}
    table = table[table["flow"].isin(apart) & (table["present"] > 0)]
    groups = table.groupby(PLACE)["present"]
    return on_rows(rows, PLACE, groups.sum()), on_rows(rows, PLACE, groups.size().astype(float))


def levers_cost_what_is_stated(folder: Folder) -> Iterator[Wrong]:
    """Overtime, agency, redeployed hours and starts cost their price, and pay as before what it differs by."""
    expected: dict[tuple[str, ...], tuple[float, float]] = {}
    prices = _prices(folder)
    for row in folder.rows("levers"):
        kind, price = prices[row.lever, row.role, row.period]
        if kind:
            slack = price * HOURS + 2 * POUNDS + CONTRACT * price * row.used
            expected[row.plan, kind, row.lever, row.team, row.role, row.period] = (price * row.used, slack)
    for place, again, slack in _priced_by_time(folder):
        before = expected.get(place, (0.0, 2 * POUNDS))
        expected[place] = (before[0] + again, before[1] + slack)
    printed: dict[tuple[str, ...], float] = {}
    for row in folder.rows("costs"):
        if row.kind in PRICED:
            place = (row.plan, row.kind, row.lever, row.team, row.role, row.period)
            printed[place] = printed.get(place, 0.0) + row.pounds
    yield from compare_places("costs", "pounds", COST, printed, expected)


def _priced_by_time(folder: Folder) -> Iterator[tuple[tuple[str, ...], float, float]]:
    """What people cost beside the pay of their role for as long as they are there: fixed terms, and pay as before."""
    each, months, known = person(folder), folder.stated.months, ways(folder)
    for row in each_row(followed(folder)):
        way = known[row.flow]
        kind, price, fte = "fixed_term", 0.0, row.present
        if way.kind == "fixed_term":
            span = folder.stated.span[row.period]
            price = mean_of(way.stated.get("pounds_per_fte_month") or 0, *span) * months[row.period]
        elif row.paid_as_origin:
            price, fte = each[way.origin[1], row.period] - each[row.role, row.period], row.paid_as_origin
            kind = "pay_protection" if way.kind == "reversion" else "temporary_promotion"
            price = max(0.0, price) if way.kind == "reversion" else price
        if price * fte:
            place = (row.plan, kind, row.flow, row.team, row.role, row.period)
            yield place, price * fte, FTE * abs(price) + 1e-9 * abs(price * fte)


def _prices(folder: Folder) -> dict[tuple[str, str, str], tuple[str, float]]:
    """The kind of cost of each lever and the price of one unit of it, by lever, role and period."""
    contracted = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    return {
        (lever, role, period): _price(folder, contracted, lever, kind, role, period)
        for lever, kind, role, period in {(row.lever, row.kind, row.role, row.period) for row in folder.rows("levers")}
    }


def _price(folder: Folder, hours: dict[Any, Any], lever: str, kind: str, role: str, period: str) -> tuple[str, float]:
    """The kind of cost of a lever and the price of one unit of it in a period."""
    (first, after), months = folder.stated.span[period], folder.stated.months[period]
    intakes = {"recruitment": "recruitment", "fixed_term": "fixed_term", **dict.fromkeys(PATHWAYS, "pathways")}
    if kind == "overtime":
        an_hour = pay(folder)[role, period] / hours[folder.scenario["roles"][role]["hours"], "contracted", period]
        return "overtime", float(an_hour * _overtime_factor(folder, lever, role, first, after))
    if kind in intakes:
        way = ways(folder)[lever]
        day = intakes_of(folder, way)[period][0]
        return intakes[kind], value_on(way.stated.get("cost_pounds_each", 0), day)
    if kind in EXITS:
        way = ways(folder)[lever]
        return "exits", _payment(way.stated, first, pay(folder)[way.origin[1], period] * 12 / months)
    if kind == "agency":
        return "agency", mean_of(folder.supply("agency")[lever]["pounds_per_fte_year"], first, after) * months / 12
    if kind == "redeployment":
        return "redeployment", mean_of(folder.supply("redeployment")[lever].get("pounds_per_hour", 0), first, after)
    if kind == "move":
        return "moves", value_on(folder.supply("moves")[lever].get("cost_pounds_each", 0), first)
    return "", 0.0


def _payment(stated: dict[str, Any], day: date, pounds_per_year: float) -> float:
    """What one who goes is paid."""
    if stated.get("weeks_of_pay") is not None:
        return value_on(stated["weeks_of_pay"], day) * pounds_per_year * 7 / 365.25
    bands = stated.get("by_service") or {}
    of_bands = sum(value_on(band["share"], day) * value_on(band["pounds_each"], day) for band in bands.values())
    return of_bands or value_on(stated.get("pounds_each") or 0, day)


def _overtime_factor(folder: Folder, lever: str, role: str, first: date, after: date) -> float:
    """What an hour of overtime costs for one of pay: the multiplier, and the on-costs that are due on overtime."""
    on_costs = folder.scenario["pay"][pay_group(folder.scenario["roles"][role])].get("on_costs", {}).values()
    due = sum(mean_of(cost["share"], first, after) for cost in on_costs if cost.get("on_overtime"))
    return mean_of(folder.supply("overtime")[lever]["multiplier"], first, after) * (1 + due)


def budgets_are_what_is_spent_and_kept(folder: Folder) -> Iterator[Wrong]:
    """What is spent of a budget is the sum of the costs that count, and never more than the limit after action."""
    before, after = ({limit.key: limit for limit in budgets(folder, plan)} for plan in ("before", "after"))
    key = ["limit", "financial_year"]
    places = {(name, year) for name in _budgets_of(folder) for year in folder.stated.financial_year.values()}
    yield from compare_rows("budget", key, folder.cells("budget", key, "limit_pounds"), places)
    for row in folder.rows("budget"):
        mine = (row.limit, year_start(row.financial_year))
        for column, again, slack in (
            ("limit_pounds", after[mine].figure, POUNDS),
            ("before_pounds", before[mine].held, 2 * POUNDS),
            ("after_pounds", after[mine].held, 2 * POUNDS),
            ("left_pounds", row.limit_pounds - row.after_pounds, 4 * POUNDS),
        ):
            if not abs(getattr(row, column) - again) <= slack:
                yield wrong("budget", after[mine].where, column, getattr(row, column), again)
    yield from broken(after.values())


def budgets(folder: Folder, plan: str = "after") -> Iterator[Limit]:
    """Each budget in each financial year, and what is spent of it [pounds]."""
    costs = folder.tables["costs"]
    costs = costs[(costs["kind"] != NO_CASH) & (costs["plan"] == plan)]
    for name, limit in _budgets_of(folder).items():
        for year, pounds in _pounds_of_years(folder, limit["pounds_per_year"]):
            counted = costs[costs["financial_year"] == year]
            for column, names in (("kind", "kinds"), ("team", "teams"), ("funding", "funding")):
                if limit.get(names):
                    counted = counted[counted[column].isin(limit[names])]
            yield Limit(
                "budgets",
                (name, year_start(year)),
                f"budget.limits.{name}",
                "most",
                pounds,
                float(counted["pounds"].sum()),
                POUNDS * (2 + len(counted)) + 1e-7 * pounds,
                *("budget", f"limit={name} financial_year={year}", f"{plan}_pounds"),
                may_lack=counted.empty,
            )


def _budgets_of(folder: Folder) -> dict[str, Any]:
    return dict(folder.scenario.get("budget", {}).get("limits", {}))


def _pounds_of_years(folder: Folder, stated: Any) -> Iterator[tuple[str, float]]:
    """What is allowed in each financial year; a part of a year counts as such [pounds]."""
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    for year, row in years.iterrows():
        yield str(year), value_on(stated, row["first"]) * min(1.0, row["months"] / 12)


def limits_on_overtime_are_kept(folder: Folder) -> Iterator[Wrong]:
    """After action no more is spent on a kind of overtime in a financial year than its own limit."""
    yield from broken(overtime_limits(folder))


def overtime_limits(folder: Folder) -> Iterator[Limit]:
    """Each limit on a kind of overtime in each financial year, and what is spent after action [pounds]."""
    spent: dict[tuple[str, str], list[float]] = {}
    for row in folder.rows("costs"):
        if row.plan == "after" and row.kind == "overtime":
            spent.setdefault((row.lever, row.financial_year), []).append(row.pounds)
    for name, stated in folder.supply("overtime").items():
        limit = stated.get("pounds_per_year")
        for year, most in _pounds_of_years(folder, limit) if limit is not None else ():
            booked = spent.get((name, year), [])
            yield Limit(
                "overtime_limits",
                (name, year_start(year)),
                f"supply.overtime.{name}.pounds_per_year",
                "most",
                most,
                sum(booked),
                POUNDS * (2 + len(booked)) + 1e-7 * most,
                *("costs", f"plan=after lever={name} financial_year={year}", "pounds"),
                may_lack=not booked,
            )


def costs_are_booked_as_stated(folder: Folder) -> Iterator[Wrong]:
    """Each cost is recurrent or one-off, cashable or not, and paid by whom the scenario says."""
    key = ("plan", "kind", "nature", "funding", "team", "role", "lever", "period")
    for row in folder.rows("costs"):
        for column, choices in booking_of(folder, row).items():
            if getattr(row, column) not in choices:
                where = at(key, (getattr(row, name) for name in key))
                yield wrong("costs", where, column, getattr(row, column), " or ".join(map(shown, choices)))


def prices_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """A person costs what pay, awards, increments and on-costs make it, and gives the hours of the role's pattern."""
    rows, key = folder.tables["prices"], ["role", "period"]
    places = list(zip(rows["role"], rows["period"], strict=True))
    expected = {(role, period) for role in folder.scenario["roles"] for period in folder.stated.number}
    yield from compare_rows("prices", key, places, expected)
    for column, stated in (("pay_pounds", pay(folder)), ("on_costs_pounds", on_costs(folder))):
        again = [stated[place] for place in places]
        yield from compare("prices", column, rows, key, again, POUNDS + 1e-9 * rows[column].abs())
    hours = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    given = [hours[folder.scenario["roles"][role]["hours"], "productive", period] for role, period in places]
    yield from compare("prices", "productive_hours_per_fte", rows, key, given, 2 * HOURS)
