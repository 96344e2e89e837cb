"""Audits of money: what people and levers cost, what is spent in a year, and what the levels say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from audit.pathways import on_places
from audit.people import part_of_period
from audit.reading import (
    CASES,
    FTE,
    HOURS,
    PLACE,
    POUNDS,
    Finding,
    Folder,
    as_day,
    compare,
    days_of,
    mean_of,
    on_rows,
    value_on,
)
from audit.ways import EXITS, PATHWAYS, followed, intakes_of, ways

CONTRACT = 5e-6
"""What the contracted hours of a period, printed to three decimals, may leave open of the price of an hour [share]."""
NO_CASH = "shortfall"
"""The price of strength that is short: it steers the plan, and no budget pays for it."""


def pay_of_a_day(
    folder: Folder, role: str, day: date, awards: bool = True, increments: bool = True
) -> tuple[float, float]:
    """Pay and on-costs of a full-time holder at the rate of a day [pounds a year]."""
    stated = folder.scenario["roles"][role]
    pay, group = stated["pay"], folder.scenario["pay"][pay_group(stated)]
    if "pounds_per_year" in pay:
        pounds = value_on(pay["pounds_per_year"], day)
    else:
        pounds = sum(
            value_on(point["pounds_per_year"], day) * value_on(point["share"], day) for point in pay["points"].values()
        )
    for award in group.get("awards", {}).values():
        if awards and as_day(group["price_base"]) < as_day(award["from"]) <= day:
            pounds *= 1 + value_on(award["rise"], date.min)
    if increments:
        pounds *= (1 + value_on(pay.get("increments", 0), date.min)) ** years_since_the_first(folder, day)
    on_costs = 0.0
    for cost in group.get("on_costs", {}).values():
        on_costs += value_on(cost["share"], day) * max(
            0.0, pounds - value_on(cost.get("above_pounds_per_year", 0), day)
        )
    return pounds, on_costs


def pay_group(role: dict[str, Any]) -> str:
    """Which entry of `pay` applies."""
    return str(role.get("pay_group") or ("officers" if role.get("rank") else "staff"))


def years_since_the_first(folder: Folder, day: date) -> int:
    """How many financial years a day is after the plan's first."""
    starts = int(folder.scenario["period"].get("financial_year_starts_month", 4))
    first = folder.spans[0][0]
    return max(0, (day.year - (day.month < starts)) - (first.year - (first.month < starts)))


def rates(folder: Folder, awards: bool = True, increments: bool = True) -> pd.DataFrame:
    """Pay and on-costs of one FTE by role and period: a twelfth a month of the mean of the days [pounds]."""
    rows = []
    for role in folder.scenario["roles"]:
        for (first, after, period), months in zip(folder.spans, folder.periods["months"], strict=True):
            days = [pay_of_a_day(folder, role, day, awards, increments) for day in days_of(first, after)]
            part = months / 12 / len(days)
            rows.append((role, period, part * sum(pay for pay, _ in days), part * sum(costs for _, costs in days)))
    return pd.DataFrame(rows, columns=["role", "period", "pay", "on_costs"]).set_index(["role", "period"])


def people_are_paid_what_is_stated(folder: Folder) -> Iterator[Finding]:
    """Pay and on-costs are those of the people in post, and at their share of those in the lead."""
    rows = folder.tables["staffing"]
    learners, cells = on_places(folder, rows, "training_paid")
    apart, others = _paid_apart(folder, rows)
    people = rows["strength_fte"] + part_of_period(folder, rows) + learners - apart
    costs, stated = folder.tables["costs"], rates(folder)
    for kind in ("pay", "on_costs"):
        rate = on_rows(rows, ["role", "period"], stated[kind])
        printed = on_rows(rows, PLACE, costs[costs["kind"] == kind].groupby(PLACE)["pounds"].sum())
        slack = 2 * POUNDS + FTE * (2 + cells + others) * rate + 1e-9 * printed
        yield from compare(f"people are paid what is stated: {kind}", rows, PLACE, printed, people * rate, slack)


def _paid_apart(folder: Folder, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """FTE in post by fixed-term appointments that are not paid as the role is, and how many cohorts they are."""
    table, known = followed(folder), ways(folder)
    apart = {name for name, way in known.items() if not way.stated.get("role_pay", True)}
    table = table[table["flow"].isin(apart) & (table["present"] > 0)]
    groups = table.groupby(PLACE)["present"]
    return on_rows(rows, PLACE, groups.sum()), on_rows(rows, PLACE, groups.size().astype(float))


def levers_cost_what_is_stated(folder: Folder) -> Iterator[Finding]:
    """Overtime, agency, redeployed hours and starts cost their price, and pay as before what it differs by."""
    key = ["plan", "kind", "lever", "team", "role", "period"]
    costs = folder.tables["costs"]
    levers = folder.tables["levers"]
    expected: dict[tuple[str, ...], tuple[float, float]] = {}
    prices = _prices(folder, levers)
    for row in levers.itertuples():
        kind, price = prices[row.lever, row.role, row.period]
        if kind:
            place = (row.plan, kind, row.lever, row.team, row.role, row.period)
            expected[place] = (price * row.used, price * HOURS + 2 * POUNDS + CONTRACT * price * row.used)
    for place, again, slack in _priced_by_time(folder):
        before = expected.get(place, (0.0, 2 * POUNDS))
        expected[place] = (before[0] + again, before[1] + slack)
    priced = ["overtime", "agency", "recruitment", "fixed_term", "moves", "redeployment", "pathways", "exits",
              "pay_protection", "temporary_promotion"]  # fmt: skip
    printed = costs[costs["kind"].isin(priced)].groupby(key)["pounds"].sum()
    for place in sorted(set(printed.index) | set(expected)):
        again, slack = expected.get(place, (0.0, 0.0))
        found = float(printed.get(place, 0.0))
        if abs(found - again) > slack:
            yield Finding("levers cost what is stated", " ".join(place), found, again)


def _priced_by_time(folder: Folder) -> Iterator[tuple[tuple[str, ...], float, float]]:
    """What people cost beside the pay of their role for as long as they are there: fixed terms, and pay as before."""
    person, months = rates(folder).sum(axis=1), folder.periods["months"]
    for row in followed(folder).itertuples():
        way = ways(folder)[row.flow]
        kind, price, fte = "fixed_term", 0.0, row.present
        if way.kind == "fixed_term":
            span = folder.first_day[row.period], folder.periods["after"][row.period]
            price = mean_of(way.stated.get("pounds_per_fte_month") or 0, *span) * months[row.period]
        elif row.paid_as_origin:
            price, fte = person[way.origin[1], row.period] - person[row.role, row.period], row.paid_as_origin
            kind = "pay_protection" if way.kind == "reversion" else "temporary_promotion"
            price = max(0.0, price) if way.kind == "reversion" else price
        if price * fte:
            place = (row.plan, kind, row.flow, row.team, row.role, row.period)
            yield place, price * fte, FTE * abs(price) + 1e-9 * abs(price * fte)


def _prices(folder: Folder, levers: pd.DataFrame) -> dict[tuple[str, str, str], tuple[str, float]]:
    """The kind of cost of each lever and the price of one unit of it, by lever, role and period."""
    rows = levers.drop_duplicates(["lever", "role", "period"])
    months_of = folder.periods["months"]
    spans = {period: (first, after, float(months_of[period])) for first, after, period in folder.spans}
    stated, hours = rates(folder), folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    intakes = {"recruitment": "recruitment", "fixed_term": "fixed_term", **dict.fromkeys(PATHWAYS, "pathways")}
    prices = {}
    for row in rows.itertuples():
        first, after, months = spans[row.period]
        if row.kind == "overtime":
            pattern = folder.scenario["roles"][row.role]["hours"]
            an_hour = stated["pay"][row.role, row.period] / hours[pattern, "contracted", row.period]
            price = ("overtime", float(an_hour * _overtime_factor(folder, row.lever, row.role, first, after)))
        elif row.kind in intakes:
            way = ways(folder)[row.lever]
            day = intakes_of(folder, way)[row.period][0]
            price = (intakes[row.kind], value_on(way.stated.get("cost_pounds_each", 0), day))
        elif row.kind in EXITS:
            yearly = stated["pay"][ways(folder)[row.lever].origin[1], row.period] * 12 / months
            price = ("exits", _payment(ways(folder)[row.lever].stated, first, yearly))
        else:
            price = _other_price(folder, row, first, after, months)
        prices[row.lever, row.role, row.period] = price
    return prices


def _payment(stated: dict[str, Any], day: date, pounds_per_year: float) -> float:
    """What one who goes is paid."""
    if stated.get("weeks_of_pay") is not None:
        return value_on(stated["weeks_of_pay"], day) * pounds_per_year * 7 / 365.25
    bands = stated.get("by_service") or {}
    of_bands = sum(value_on(band["share"], day) * value_on(band["pounds_each"], day) for band in bands.values())
    return of_bands or value_on(stated.get("pounds_each") or 0, day)


def _other_price(folder: Folder, row: Any, first: date, after: date, months: float) -> tuple[str, float]:
    if row.kind == "agency":
        return "agency", mean_of(folder.supply("agency")[row.lever]["pounds_per_fte_year"], first, after) * months / 12
    if row.kind == "redeployment":
        return "redeployment", mean_of(folder.supply("redeployment")[row.lever].get("pounds_per_hour", 0), first, after)
    if row.kind == "move":
        return "moves", value_on(folder.supply("moves")[row.lever].get("cost_pounds_each", 0), first)
    return "", 0.0


def _overtime_factor(folder: Folder, lever: str, role: str, first: date, after: date) -> float:
    """What an hour of overtime costs for one of pay: the multiplier, and the on-costs that are due on overtime."""
    on_costs = folder.scenario["pay"][pay_group(folder.scenario["roles"][role])].get("on_costs", {}).values()
    due = sum(mean_of(cost["share"], first, after) for cost in on_costs if cost.get("on_overtime"))
    return mean_of(folder.supply("overtime")[lever]["multiplier"], first, after) * (1 + due)


def budgets_are_what_is_spent_and_kept(folder: Folder) -> Iterator[Finding]:
    """What is spent of a budget is the sum of the costs that count, and never more than the limit after action."""
    budget, costs = folder.tables["budget"], folder.tables["costs"]
    limits = folder.scenario.get("budget", {}).get("limits", {})
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    for row in budget.itertuples():
        limit, year = limits[row.limit], years.loc[row.financial_year]
        counted = costs[(costs["financial_year"] == row.financial_year) & (costs["kind"] != NO_CASH)]
        for column, names in (("kind", "kinds"), ("team", "teams"), ("funding", "funding")):
            if limit.get(names):
                counted = counted[counted[column].isin(limit[names])]
        where = f"{row.limit} {row.financial_year}"
        pounds = value_on(limit["pounds_per_year"], year["first"]) * min(1.0, year["months"] / 12)
        after = float(counted[counted["plan"] == "after"]["pounds"].sum())
        figures = (
            ("the limit is the one stated", row.limit_pounds, pounds, POUNDS),
            (
                "spent before action",
                row.before_pounds,
                float(counted[counted["plan"] == "before"]["pounds"].sum()),
                2 * POUNDS,
            ),
            ("spent by the plan", row.after_pounds, after, 2 * POUNDS),
            ("left of the budget", row.left_pounds, row.limit_pounds - row.after_pounds, 4 * POUNDS),
            (
                "more is spent than the budget",
                max(0.0, after - pounds),
                0.0,
                POUNDS * (2 + len(counted)) + 1e-7 * pounds,
            ),
        )
        for audit, printed, again, slack in figures:
            if abs(printed - again) > slack:
                yield Finding(f"budget: {audit}", where, printed, again)


def levels_are_those_of_the_tables(folder: Folder) -> Iterator[Finding]:
    """Cost, supervision, displaced and waiting as the levels hold them are the sums of the tables."""
    levels = folder.tables["levels"].set_index(["plan", "level"])["held"]
    months = folder.periods["months"]
    for plan in ("before", "after"):
        tables = {name: table[table["plan"] == plan] for name, table in folder.tables.items() if "plan" in table}
        costs, work, groups, elsewhere = (tables[name] for name in ("costs", "work", "supervision", "elsewhere"))
        taken = elsewhere[elsewhere["kind"].isin(["displaced_work", "redeployed", "recruited_from"])]["hours"]
        sums = {
            "cost": (costs["pounds"].sum(), POUNDS * (1 + 2 * len(costs))),
            "supervision": ((groups["unled_fte"] * groups["period"].map(months)).sum(), 3 * FTE * (1 + len(groups))),
            "waiting": ((work["backlog_hours"] * work["period"].map(months)).sum(), 3 * HOURS * (1 + len(work))),
            "displaced": (taken.sum(), 2 * HOURS * (1 + len(taken))),
        }
        for level, (again, slack) in sums.items():
            held = levels.get((plan, level))
            if held is not None and abs(held - again) > slack + 1e-7 * abs(again) + 2 * CASES:
                yield Finding("levels are those of the tables", f"{plan} {level}", float(held), float(again))


def costs_are_of_known_teams_and_periods(folder: Folder) -> Iterator[Finding]:
    """No cost stands in a period or team that the plan does not have."""
    costs = folder.tables["costs"]
    of_no_team = (costs["kind"] == "initiatives") & (costs["team"] == "")
    strange = costs[
        ~costs["period"].isin(folder.periods["period"])
        | ~(costs["team"].isin(list(folder.scenario["teams"])) | of_no_team)
    ]
    for row in strange.itertuples():
        yield Finding("costs are of known teams and periods", f"{row.team} {row.period}", row.pounds, 0.0)


def levels_are_held(folder: Folder) -> Iterator[Finding]:
    """A level holds at least its best value, and at most its tolerance more."""
    for row in folder.tables["levels"].itertuples():
        if row.level == "tie_break":
            continue
        slack = 2e-4 + 1e-6 * abs(row.best)
        if not row.best - slack <= row.held <= row.best + row.tolerance + slack:
            yield Finding("levels are held", f"{row.plan} {row.level}", row.held, row.best)


def the_way_from_posts_to_cost_adds_up(folder: Folder) -> Iterator[Finding]:
    """Each step from the approved establishment to the cost is what posts, prices and costs make it."""
    staffing, costs = folder.tables["staffing"], folder.tables["costs"]
    at = {name: rates(folder, *flags).sum(axis=1) for name, flags in PRICES.items()}
    keys = pd.MultiIndex.from_frame(staffing[["role", "period"]])
    price = {name: pd.Series(rate.reindex(keys).to_numpy(), index=staffing.index) for name, rate in at.items()}
    for (plan, year), printed in folder.tables["reconciliation"].groupby(["plan", "financial_year"]):
        rows = staffing[(staffing["plan"] == plan) & (staffing["financial_year"] == year)]
        counted = costs[(costs["plan"] == plan) & (costs["financial_year"] == year) & (costs["kind"] != NO_CASH)]
        spent = counted.groupby("kind")["pounds"].sum().to_dict()
        people = spent.pop("pay", 0.0) + spent.pop("on_costs", 0.0)
        base, awarded, full = (price[name].loc[rows.index] for name in PRICES)
        approved, budgeted = rows["approved_fte"], rows["budgeted_fte"]
        filled = float((budgeted * full).sum())
        again = [
            float((approved * base).sum()),
            float(((budgeted - approved) * base).sum()),
            float((budgeted * (awarded - base)).sum()),
            float((budgeted * (full - awarded)).sum()),
            filled,
            people - filled,
            people,
            *(spent[kind] for kind in sorted(spent)),
            people + sum(spent.values()),
        ]
        slack = 20 * POUNDS + len(counted) * POUNDS + 2 * FTE * float(full.sum())
        figures = list(printed.assign(order=printed["order"].astype(int)).sort_values("order")["pounds"])
        if len(figures) != len(again):
            yield Finding("the way from posts to cost has all its steps", f"{plan} {year}", len(figures), len(again))
        for order, (pounds, worked_out) in enumerate(zip(figures, again, strict=False), start=1):
            if abs(pounds - worked_out) > slack:
                yield Finding("the way from posts to cost adds up", f"{plan} {year} {order}", pounds, worked_out)


PRICES = {"base": (False, False), "awards": (True, False), "increments": (True, True)}
"""Which of awards and increments are in a price, on the way from the price base to what is paid."""


def actions_cost_what_follows_from_them(folder: Folder) -> Iterator[Finding]:
    """Part-year and full-year cost of each action, from who started, how long they stay, and what is booked on it."""
    part: dict[tuple[str, ...], float] = {}
    full: dict[tuple[str, ...], float] = {}
    slack: dict[tuple[str, ...], float] = {}
    year_of = folder.tables["staffing"].groupby("period")["financial_year"].first().to_dict()
    last_of = {year: period for period, year in sorted(year_of.items())}
    months = folder.periods["months"]

    def book(plan: str, lever: str, kind: str, period: str, pounds: float, lasting: float, open_: float) -> None:
        key = (plan, lever, kind, year_of[period])
        part[key] = part.get(key, 0.0) + pounds
        full.setdefault(key, 0.0)
        slack[key] = slack.get(key, 1.0) + open_
        if last_of[year_of[period]] == period:
            full[key] += lasting * 12 / months[period]
            slack[key] += open_ * 12 / months[period]

    for row in people_by_action(folder):
        book(*row)
    booked = folder.tables["costs"]
    booked = booked[(booked["lever"] != "") & booked["lever"].notna() & (booked["kind"] != NO_CASH)]
    for row in booked.itertuples():
        kind = ways(folder)[row.lever].kind if row.lever in ways(folder) else row.kind
        book(
            row.plan, row.lever, kind, row.period, row.pounds, row.pounds if row.nature == "recurrent" else 0.0, POUNDS
        )
    printed = folder.tables["effects"].set_index(["plan", "lever", "kind", "financial_year"])
    for key in sorted(set(printed.index) | set(part)):
        for column, again in (("part_year_pounds", part), ("full_year_pounds", full)):
            there = float(printed[column].get(key, 0.0))
            worked_out = again.get(key, 0.0)
            if abs(there - worked_out) > slack.get(key, 1.0) + 1e-7 * abs(worked_out):
                yield Finding(f"actions cost what follows from them: {column}", " ".join(key), there, worked_out)


def people_by_action(folder: Folder) -> Iterator[tuple[str, str, str, str, float, float, float]]:
    """Pay of those who came, changed lines or went: plan, lever, kind, period, pounds, the part that lasts, slack."""
    price, known = rates(folder).sum(axis=1), ways(folder)
    table = followed(folder)
    for row in table[table["decided"]].itertuples():
        each = price[row.role, row.period]
        present = row.present if known[row.flow].stated.get("role_pay", True) else 0.0
        lasting = (present - row.released) * each
        yield row.plan, row.flow, row.kind, row.period, row.training_paid * each + lasting, lasting, FTE * each
