"""What really happened to a removed rank, and at what rate its holders are expected to leave."""

from __future__ import annotations

from math import nan

import pandas as pd

from planner.scenario.changing_lines import lines_of_rank
from planner.scenario.numbers import DAYS_PER_YEAR
from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar
from planner.tables.officers import ended_by


def recorded(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """The strength of removed ranks on days on which it is known.

    Returns:
        Key rank, on (the day); period (the last one that ends by then; −1: the opening), years (since the rank is
        frozen, the day included), recorded_fte, came_back_fte (posts that had come back; NaN: not stated) [FTE].
    """
    rows = []
    for rank, removed in scenario.structure.removed_ranks.items():
        frozen = calendar.first_period_from(removed.frozen_from)
        for each in removed.record:
            years = 0.0
            if frozen is not None:
                years = max(0.0, ((each.on - calendar.first(frozen)).days + 1) / DAYS_PER_YEAR)
            back = each.came_back_fte.value if each.came_back_fte else nan
            rows.append((rank, each.on, ended_by(calendar, each.on), years, each.fte.value, back))
    return pd.DataFrame(rows, columns=["rank", "on", "period", "years", "recorded_fte", "came_back_fte"])


def yearly_leave(scenario: Scenario) -> pd.DataFrame:
    """The share of the holders of a removed rank who leave in a year, at the rate of the day on which it is frozen.

    Returns:
        Key rank; rate: as stated for the rank, else the mean of its roles' rates by opening strength [share a year].
    """
    rows = []
    for rank, removed in scenario.structure.removed_ranks.items():
        day = removed.frozen_from
        if removed.leave is not None:
            rows.append((rank, removed.leave.share_over(day, 12.0)))
            continue
        rates = scenario.supply.leavers
        people = {
            (team, role): scenario.establishment[team][role].strength_fte.value
            for team, role in lines_of_rank(scenario, rank)
        }
        leaving = sum(
            fte * rates[role].rate.share_over(day, 12.0) for (_, role), fte in people.items() if role in rates
        )
        rows.append((rank, leaving / sum(people.values()) if sum(people.values()) > 0 else 0.0))
    return pd.DataFrame(rows, columns=["rank", "rate"])
