"""What each action costs: in the part of a year in which it works, and in a full year of what stands at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from planner.model.costs import NO_CASH
from planner.plan.reading import Reading
from planner.tables.rows import each_row

Key = tuple[str, str, int]
"""Lever, kind and financial year."""


def effects(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `effects`.

    A way in costs the price of its starts and the pay and on-costs of those who came by it, a move or a pathway the
    difference in pay, an exit its price less the pay of those who went, a lever on hours its hours. The full year
    takes those in post in the last period of the year, or its hours, for twelve months at that period's rates; prices
    paid once are not in it.
    """
    given = reading.given
    part: dict[Key, float] = defaultdict(float)
    full: dict[Key, float] = defaultdict(float)
    for key, t, pounds, lasting in (*_people(reading), *_levers(reading)):
        part[key] += pounds
        if t == given.last_period_of_year[key[2]]:
            full[key] += lasting * 12 / given.months[t]
    labels = dict(zip(given.year, given.tables.periods["year"], strict=True))
    reported = given.tables.periods.groupby("year_start")["reported"].any()
    for lever, kind, year in sorted(part):
        key = (lever, kind, year)
        if abs(part[key]) >= 0.005 or abs(full[key]) >= 0.005:
            yield {
                "plan": reading.plan,
                "lever": lever,
                "kind": kind,
                "financial_year": labels[year],
                "reported": bool(reported[year]),
                "part_year_pounds": part[key],
                "full_year_pounds": full[key],
            }


def _people(reading: Reading) -> Iterator[tuple[Key, int, float, float]]:
    """Pay and on-costs of those who came, moved or went by a decision of this plan."""
    given = reading.given
    for row in each_row(given.tables.cohorts):
        flow, t = given.flow[row.flow], row.period
        started = reading.start(row.flow, row.start)
        if (row.flow, row.start) in given.fixed_fte or started <= 0:
            continue
        price = given.person_pounds(row.role, t)
        lasting = row.present_fte * price if flow.role_pay else 0.0
        lasting -= row.released_fte * price
        key = (row.flow, flow.kind, given.year[t])
        yield key, t, started * (row.lead_paid_fte * price + lasting), started * lasting


def _levers(reading: Reading) -> Iterator[tuple[Key, int, float, float]]:
    """What is booked on a lever by name: prices of starts, overtime, agency, redeployment."""
    given = reading.given
    for entry in reading.formulation.costs:
        if entry.lever and entry.kind != NO_CASH:
            flow = given.flow.get(entry.lever)
            pounds = reading.total(entry.pounds)
            key = (entry.lever, flow.kind if flow else entry.kind, given.year[entry.period])
            yield key, entry.period, pounds, pounds if entry.nature == "recurrent" else 0.0
