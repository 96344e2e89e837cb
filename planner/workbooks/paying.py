"""What a person costs, worked out again from inputs that may be changed: pay, awards, increments and on-costs.

The same as `planner.tables.money`, as formulas of a spreadsheet: between two days on which anything changes, the rates
of a day hold, and a period's pay is a twelfth of a year's for each month, by its days.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from planner.scenario.people import PayGroup, RolePay
from planner.scenario.quantity import _Quantity
from planner.scenario.run_out import run_out_months
from planner.scenario.scenario import Scenario
from planner.tables.calendar import make_calendar
from planner.tables.rows import each_row

ALWAYS, FOREVER = date(1950, 1, 1), date(2150, 12, 31)
"""From the beginning, and without an end."""


@dataclass(frozen=True)
class Inputs:
    """What prices rest on, as tables; the last column of each is the figure as planned."""

    roles: pd.DataFrame
    """Pay of a role at the price base, by its dates: role, pay_group, from, until, pounds_per_year, increments."""
    awards: pd.DataFrame
    """pay_group, award, from, rise."""
    on_costs: pd.DataFrame
    """pay_group, on_cost, from, until, share, above_pounds_per_year, share_on_overtime."""


def inputs_of(scenario: Scenario) -> Inputs:
    """The inputs of a scenario's prices."""
    roles = [row for name in scenario.roles for row in _role(scenario, name)]
    awards = [
        (group, name, award.from_, award.rise.value)
        for group, pay in scenario.pay.items()
        for name, award in pay.awards.items()
        if award.from_ > pay.price_base
    ]
    on_costs = [row for group, pay in scenario.pay.items() for row in _on_costs(group, pay)]
    return Inputs(
        pd.DataFrame(roles, columns=["role", "pay_group", "from", "until", "pounds_per_year", "increments"]),
        pd.DataFrame(awards or [("none", "none", FOREVER, 0.0)], columns=["pay_group", "award", "from", "rise"]),
        pd.DataFrame(
            on_costs or [("none", "none", ALWAYS, FOREVER, 0.0, 0.0, 0.0)],
            columns=["pay_group", "on_cost", "from", "until", "share", "above_pounds_per_year", "share_on_overtime"],
        ),
    )


def _role(scenario: Scenario, name: str) -> Iterator[tuple[Any, ...]]:
    role = scenario.roles[name]
    quantities = [each for point in role.pay.points.values() for each in (point.pounds_per_year, point.share)]
    quantities += [role.pay.pounds_per_year] if role.pay.pounds_per_year is not None else []
    for first, until in _spans(quantities):
        pounds = base_on(role.pay, first)
        yield name, role.pay_group_name, first, until, pounds, role.pay.increments.value


def _on_costs(group: str, pay: PayGroup) -> Iterator[tuple[Any, ...]]:
    for name, cost in pay.on_costs.items():
        for first, until in _spans([cost.share, cost.above_pounds_per_year]):
            share = cost.share.on(first)
            above = cost.above_pounds_per_year.on(first)
            yield group, name, first, until, share, above, share if cost.on_overtime else 0.0


def base_on(pay: RolePay, day: date) -> float:
    """Pay at the price base, at the rate of a day [pounds a year]."""
    if pay.pounds_per_year is not None:
        return pay.pounds_per_year.on(day)
    return sum(point.pounds_per_year.on(day) * point.share.on(day) for point in pay.points.values())


def _spans(quantities: Sequence[_Quantity[Any]]) -> Iterator[tuple[date, date]]:
    """The times between the days on which one of some numbers changes; before its first day, its first value holds."""
    days = {step.from_ for each in quantities for step in each.steps[1:] if step.from_ is not None}
    for first, after in pairwise([ALWAYS, *sorted(days), FOREVER + timedelta(days=1)]):
        yield first, after - timedelta(days=1)


def rates(scenario: Scenario, inputs: Inputs) -> pd.DataFrame:
    """The times within which nothing changes, and what a full-time holder of each role costs in them.

    Returns:
        role, pay_group, period, financial_year, reported, first_day, part (of a year), years (of increments); base,
        awarded, pay (with increments), on-costs of each [pounds a year]; share_on_overtime.
    """
    calendar = make_calendar(scenario.period, run_out_months(scenario))
    starts = scenario.period.financial_year_starts_month
    changes = {*inputs.roles["from"], *inputs.awards["from"], *inputs.on_costs["from"]}
    first_year = int(calendar.periods["year_start"].iloc[0])
    spans = []
    for row in each_row(calendar.periods):
        after = row.last + timedelta(days=1)
        new_years = {date(year, starts, 1) for year in range(row.first.year, after.year + 1)}
        inside = sorted(day for day in {*changes, *new_years} if row.first < day < after)
        for first, end in pairwise([row.first, *inside, after]):
            year = first.year - (first.month < starts)
            part = row.months / 12 * (end - first).days / row.days
            spans.append((row.label, row.year, bool(row.reported), first, part, max(0, year - first_year)))
    known: dict[tuple[str, int, int], tuple[float, ...]] = {}
    found = []
    for role in scenario.roles:
        for span in spans:
            first, years = span[3], span[5]
            key = (role, sum(day <= first for day in changes), years)
            if key not in known:
                known[key] = _rate(inputs, role, first, years)
            found.append((role, scenario.roles[role].pay_group_name, *span, *known[key]))
    return pd.DataFrame(found, columns=RATES)


RATES = [
    "role",
    "pay_group",
    "period",
    "financial_year",
    "reported",
    "first_day",
    "part",
    "years",
    "base",
    "awarded",
    "pay",
    "on_costs_of_base",
    "on_costs_of_awarded",
    "on_costs",
    "share_on_overtime",
]
"""The columns of the rates; the formulas begin with `base`."""


def _rate(inputs: Inputs, role: str, day: date, years: int) -> tuple[float, ...]:
    stated = _on(inputs.roles[inputs.roles["role"] == role], day).iloc[0]
    group, base = stated["pay_group"], float(stated["pounds_per_year"])
    awards = inputs.awards[(inputs.awards["pay_group"] == group) & (inputs.awards["from"] <= day)]
    awarded = base * math.exp(sum(math.log(1 + rise) for rise in awards["rise"]))
    pay = awarded * (1 + float(stated["increments"])) ** years
    costs = _on(inputs.on_costs[inputs.on_costs["pay_group"] == group], day)
    on_costs = tuple(
        sum(
            share * max(0.0, pounds - above)
            for share, above in zip(costs["share"], costs["above_pounds_per_year"], strict=True)
        )
        for pounds in (base, awarded, pay)
    )
    return base, awarded, pay, *on_costs, float(costs["share_on_overtime"].sum())


def _on(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    return rows[(rows["from"] <= day) & (rows["until"] >= day)]


def prices(found: pd.DataFrame) -> pd.DataFrame:
    """What one FTE of a role costs in a period, from the rates in it.

    Returns:
        role, period, financial_year, reported; pay, on_costs, base_person, awarded_person, overtime (pay with
        its on-costs) [pounds per FTE].
    """
    parts = found.assign(
        pay=found["part"] * found["pay"],
        on_costs=found["part"] * found["on_costs"],
        base_person=found["part"] * (found["base"] + found["on_costs_of_base"]),
        awarded_person=found["part"] * (found["awarded"] + found["on_costs_of_awarded"]),
        overtime=found["part"] * found["pay"] * (1 + found["share_on_overtime"]),
    )
    keys = ["role", "period", "financial_year", "reported"]
    return parts.groupby(keys, sort=False, as_index=False)[list(PARTS)].sum()


PARTS = {
    "pay": "part*pay",
    "on_costs": "part*on_costs",
    "base_person": "part*(base+on_costs_of_base)",
    "awarded_person": "part*(awarded+on_costs_of_awarded)",
    "overtime": "part*pay*(1+share_on_overtime)",
}
"""What of the rates adds up to a price, by its name."""
