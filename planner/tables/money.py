"""Money as the model sees it: what a person costs in a period, and what may be spent in a year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.people import PayGroup, Role, RolePay
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar, Floats


def role_funding(scenario: Scenario) -> pd.DataFrame:
    """Who pays for each role.

    Returns:
        Key role; funding, cashable.
    """
    rows = [(name, role.funding, role.cashable) for name, role in scenario.roles.items()]
    return pd.DataFrame(rows, columns=["role", "funding", "cashable"])


def pay_rates(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """What a full-time holder of a role costs.

    A period's pay is a twelfth of the yearly pay for each month, at the mean of the rates of its days::

        pay(day) = pay at the price base · Π_{awards up to the day} (1 + rise) · (1 + increments)^(years since then)

    Returns:
        Key role, period; pay_pounds, on_costs_pounds [pounds per FTE], overtime_on_cost_share [share of overtime pay].
    """
    frames = []
    months = calendar.months
    for name, role in scenario.roles.items():
        group = scenario.pay[role.pay_group_name]
        yearly = yearly_pay(role, group, calendar)
        on_costs = sum(
            (on_cost_of(yearly, group, on_cost, calendar) for on_cost in group.on_costs),
            np.zeros(len(yearly)),
        )
        overtime = sum(
            (calendar.daily_values(each.share) for each in group.on_costs.values() if each.on_overtime),
            np.zeros(len(yearly)),
        )
        frames.append(
            pd.DataFrame(
                {
                    "role": name,
                    "period": range(calendar.count),
                    "pay_pounds": _mean(calendar, yearly) * months / 12,
                    "on_costs_pounds": _mean(calendar, on_costs) * months / 12,
                    "overtime_on_cost_share": _mean(calendar, overtime),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _mean(calendar: Calendar, daily: Floats) -> Floats:
    return np.asarray(calendar.by_period(daily) / calendar.days_of)


def yearly_pay(role: Role, group: PayGroup, calendar: Calendar) -> Floats:
    """Yearly pay of a full-time holder at the rate of each day [pounds a year]."""
    pay = _base_pay(role.pay, calendar)
    for award in group.awards.values():
        if award.from_ > group.price_base:
            begun = calendar.days >= np.datetime64(award.from_)
            pay = np.where(begun, pay * (1 + award.rise.value), pay)
    first_year = int(calendar.periods["year_start"].iloc[0])
    return np.asarray(pay * (1 + role.pay.increments.value) ** np.maximum(0, calendar.year_of_day - first_year))


def _base_pay(pay: RolePay, calendar: Calendar) -> Floats:
    if pay.pounds_per_year is not None:
        return calendar.daily_values(pay.pounds_per_year)
    parts = [
        calendar.daily_values(point.pounds_per_year) * calendar.daily_values(point.share)
        for point in pay.points.values()
    ]
    return np.asarray(sum(parts, np.zeros(len(calendar.days))))


def on_cost_of(yearly: Floats, group: PayGroup, name: str, calendar: Calendar) -> Floats:
    """One on-cost at the rate of each day: its share of the pay above its threshold [pounds a year]."""
    on_cost = group.on_costs[name]
    above = np.maximum(0.0, yearly - calendar.daily_values(on_cost.above_pounds_per_year))
    return np.asarray(above * calendar.daily_values(on_cost.share))


def budgets(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """What may be spent in each financial year; a part of a year counts as such.

    Returns:
        Key limit, year_start; kinds, teams, funding (empty: all), limit_pounds, place.
    """
    rows = []
    for name, limit in scenario.budget.limits.items():
        for year, part in calendar.periods.groupby("year_start"):
            pounds = limit.pounds_per_year.on(part["first"].iloc[0]) * min(1.0, part["months"].sum() / 12)
            rows.append((name, year, limit.kinds, limit.teams, limit.funding, pounds, f"budget.limits.{name}"))
    return pd.DataFrame(rows, columns=["limit", "year_start", "kinds", "teams", "funding", "limit_pounds", "place"])


def fixed_term_prices(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Prices of fixed-term appointments by time, beside or instead of the role's pay.

    Returns:
        Key flow, period; pounds_per_fte [pounds per FTE for the period].
    """
    frames = []
    for name, way in scenario.supply.recruitment.items():
        if way.pounds_per_fte_month is not None:
            pounds = calendar.mean(way.pounds_per_fte_month) * calendar.months
            frames.append(pd.DataFrame({"flow": name, "period": range(calendar.count), "pounds_per_fte": pounds}))
    return (
        pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["flow", "period", "pounds_per_fte"])
    )
