"""Officers as the force counts them: the rank of each line, census days, and what too few of them cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import nan

import pandas as pd

from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar


def line_ranks(scenario: Scenario) -> pd.DataFrame:
    """The rank of each establishment line, and the posts that it has if no rank is removed.

    Returns:
        Key team, role; rank (for police staff their grade), officer (whether its holders are police officers),
        approved_fte (on the first day of the plan, a removed rank's posts included) [FTE].
    """
    first = scenario.period.first
    rows = [
        (
            team,
            role,
            scenario.roles[role].rank or scenario.roles[role].grade,
            scenario.roles[role].is_officer,
            line.approved_fte.on(first),
        )
        for team, lines in scenario.establishment.items()
        for role, line in lines.items()
    ]
    return pd.DataFrame(rows, columns=["team", "role", "rank", "officer", "approved_fte"])


def census(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Days on which officers are counted: as stated, or the last reported day of each financial year.

    Returns:
        Key on (the day); period (the last one that ends by then; −1: the opening), opening_heads (the whole force's
        before the first period; NaN: not stated), target_heads (NaN: not stated) [heads].
    """
    numbers = scenario.officer_numbers
    opening = numbers.opening_heads.value if numbers.opening_heads else nan
    rows = [
        (day, ended_by(calendar, day), opening, numbers.target_heads.on(day) if numbers.target_heads else nan)
        for day in sorted(set(numbers.census or _ends_of_years(calendar)))
    ]
    return pd.DataFrame(rows, columns=["on", "period", "opening_heads", "target_heads"])


def ended_by(calendar: Calendar, day: date) -> int:
    """The last period that ends on a day or before it; −1 where none has."""
    return sum(calendar.last(period) <= day for period in range(calendar.count)) - 1


def _ends_of_years(calendar: Calendar) -> Iterator[date]:
    reported = calendar.periods[calendar.periods["reported"]]
    yield from reported.groupby("year_start")["last"].max()


def grant_steps(scenario: Scenario) -> pd.DataFrame:
    """What the force loses when officers are missing.

    Returns:
        Key missing_heads (from how many on) [heads]; pounds (grant at risk in total).
    """
    steps = [(step.missing_heads.value, step.pounds.value) for step in scenario.officer_numbers.grant_at_risk]
    return pd.DataFrame(sorted(steps), columns=["missing_heads", "pounds"])


def replacements(scenario: Scenario, pay: pd.DataFrame) -> pd.DataFrame:
    """The role in which officers would be recruited to hold the force's number: as stated, or the cheapest officer's.

    Args:
        scenario: What the reader wrote.
        pay: What a full-time holder costs, see `planner.tables.money.pay_rates`.

    Returns:
        One row, or none where there are no officers; role.
    """
    first = pay[pay["period"] == 0]
    role = replacement_role(scenario, dict(zip(first["role"], first["pay_pounds"], strict=True)))
    return pd.DataFrame({"role": [role] if role is not None else []})


def replacement_role(scenario: Scenario, paid: Mapping[str, float]) -> str | None:
    """As stated, or of the roles of the lowest rank that stays the one that is paid least; None where none stays.

    Args:
        scenario: What the reader wrote.
        paid: What a full-time holder of each role is paid in the first period [pounds].
    """
    stated = scenario.officer_numbers.replacement_role
    if stated is not None:
        return stated
    order = {rank.name: place for place, rank in enumerate(scenario.ranks)}
    officers = [
        (order.get(role.rank, len(order)), paid[name], name)
        for name, role in scenario.roles.items()
        if role.rank and role.rank not in scenario.structure.removed_ranks
    ]
    return min(officers)[2] if officers else None
