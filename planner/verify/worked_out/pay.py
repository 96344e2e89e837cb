"""What one full-time person of each role costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from planner.verify.calendar import year_of
from planner.verify.folder import Folder
from planner.verify.numbers import as_day, value_on

Prices = dict[tuple[str, str], float]
"""Pounds by role and period."""


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
    return max(0, year_of(day, starts) - year_of(folder.stated.spans[0][0], starts))


def pay(folder: Folder, awards: bool = True, increments: bool = True) -> Prices:
    """Pay of one FTE: a twelfth a month of the mean of the days [pounds]."""
    return folder.stated.once(("rates", awards, increments), lambda: _rates(folder, awards, increments))[0]


def on_costs(folder: Folder, awards: bool = True, increments: bool = True) -> Prices:
    """On-costs of one FTE, worked out like pay [pounds]."""
    return folder.stated.once(("rates", awards, increments), lambda: _rates(folder, awards, increments))[1]


def person(folder: Folder, awards: bool = True, increments: bool = True) -> Prices:
    """Pay and on-costs of one FTE [pounds]."""
    paid, costs = pay(folder, awards, increments), on_costs(folder, awards, increments)
    return folder.stated.once(
        ("person", awards, increments), lambda: {place: pounds + costs[place] for place, pounds in paid.items()}
    )


def _rates(folder: Folder, awards: bool, increments: bool) -> tuple[Prices, Prices]:
    paid: Prices = {}
    costs: Prices = {}
    starts = int(folder.scenario["period"].get("financial_year_starts_month", 4))
    for role, stated in folder.scenario["roles"].items():
        changes = set(days_of_change((stated["pay"], folder.scenario["pay"][pay_group(stated)])))
        for first, after, period in folder.stated.spans:
            new_year = {date(year, starts, 1) for year in range(first.year, after.year + 1)}
            days = [first, *(day for day in sorted(changes | new_year) if first < day < after), after]
            part = folder.stated.months[period] / 12 / (after - first).days
            sums = [0.0, 0.0]
            for begin, end in pairwise(days):
                for number, pounds in enumerate(pay_of_a_day(folder, role, begin, awards, increments)):
                    sums[number] += part * pounds * (end - begin).days
            paid[role, period], costs[role, period] = sums
    return paid, costs


def days_of_change(stated: Any) -> Iterator[date]:
    """Every day from which something is stated to hold; between two of them nothing changes."""
    if isinstance(stated, dict):
        if "from" in stated:
            yield as_day(stated["from"])
        for part in stated.values():
            yield from days_of_change(part)
    elif isinstance(stated, (list, tuple)):
        for part in stated:
            yield from days_of_change(part)
