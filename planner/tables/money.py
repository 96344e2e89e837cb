"""Money as the model sees it: what a person costs in a period, and what may be spent in a year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.people import PayGroup, RolePay
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
        yearly = with_increments(with_awards(base_pay(role.pay, calendar), group, calendar), role.pay, calendar)
        on_costs = on_costs_of(yearly, group, calendar)
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


def price_steps(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """How the cost of a full-time holder, on-costs included, comes about.

    Returns:
        Key role, period; base_pounds (at the price base), awards_pounds (what pay awards add), increments_pounds
        (what increments add) [pounds per FTE for the period]. Their sum is pay and on-costs of `pay_rates`.
    """
    frames = []
    for name, role in scenario.roles.items():
        group = scenario.pay[role.pay_group_name]
        base = base_pay(role.pay, calendar)
        awarded = with_awards(base, group, calendar)
        full = with_increments(awarded, role.pay, calendar)
        at_base, at_awards, at_full = (
            _mean(calendar, pay + on_costs_of(pay, group, calendar)) * calendar.months / 12
            for pay in (base, awarded, full)
        )
        frames.append(
            pd.DataFrame(
                {
                    "role": name,
                    "period": range(calendar.count),
                    "base_pounds": at_base,
                    "awards_pounds": at_awards - at_base,
                    "increments_pounds": at_full - at_awards,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def with_awards(pay: Floats, group: PayGroup, calendar: Calendar) -> Floats:
    """Yearly pay with every award after the price base, at the rate of each day [pounds a year]."""
    for award in group.awards.values():
        if award.from_ > group.price_base:
            begun = calendar.days >= np.datetime64(award.from_)
            pay = np.where(begun, pay * (1 + award.rise.value), pay)
    return pay


def with_increments(pay: Floats, role_pay: RolePay, calendar: Calendar) -> Floats:
    """Yearly pay with increments, which begin with the plan's second financial year [pounds a year]."""
    first_year = int(calendar.periods["year_start"].iloc[0])
    years = np.maximum(0, calendar.year_of_day - first_year)
    return np.asarray(pay * (1 + role_pay.increments.value) ** years)


def base_pay(pay: RolePay, calendar: Calendar) -> Floats:
    """Yearly pay of a full-time holder at the price base [pounds a year]."""
    if pay.pounds_per_year is not None:
        return calendar.daily_values(pay.pounds_per_year)
    parts = [
        calendar.daily_values(point.pounds_per_year) * calendar.daily_values(point.share)
        for point in pay.points.values()
    ]
    return np.asarray(sum(parts, np.zeros(len(calendar.days))))


def on_costs_of(yearly: Floats, group: PayGroup, calendar: Calendar) -> Floats:
    """All on-costs at the rate of each day [pounds a year]."""
    return sum((on_cost_of(yearly, group, name, calendar) for name in group.on_costs), np.zeros(len(yearly)))


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
