"""Structure as the model sees it: who is led by whom, and limits on strength."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.scenario.scenario import Scenario
from planner.tables.calendar import Calendar


def led(scenario: Scenario) -> pd.DataFrame:
    """Lines whose people must be led.

    Returns:
        Key group, team, role.
    """
    rows = [
        (name, place.team, place.role) for name, group in scenario.structure.supervision.items() for place in group.led
    ]
    rows.sort()
    return pd.DataFrame(rows, columns=["group", "team", "role"])


def leaders(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Lines that can lead a group.

    Returns:
        Key group, team, role, period; span [FTE led per FTE], share_at_most [share of the group].
    """
    frames = []
    for name, group in scenario.structure.supervision.items():
        for leader in sorted(group.leaders, key=lambda each: (each.team, each.role)):
            frames.append(
                pd.DataFrame(
                    {
                        "group": name,
                        "team": leader.team,
                        "role": leader.role,
                        "period": range(calendar.count),
                        "span": calendar.at_start(leader.span),
                        "share_at_most": calendar.at_start(leader.share_at_most),
                    }
                )
            )
    columns = ["group", "team", "role", "period", "span", "share_at_most"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def strength_limits(scenario: Scenario, calendar: Calendar) -> pd.DataFrame:
    """Strength that is required: minimum strength and requirements in posts.

    Returns:
        Key limit, period; team, roles (names), sense (`>=` or `=`), fte [FTE], short_pounds (price of an FTE short
        for the period, NaN: may not be short) [pounds], place.
    """
    rows = []
    for name, minimum in scenario.structure.minimum_strength.items():
        place = f"structure.minimum_strength.{name}"
        rows += [
            (place, period, minimum.team, tuple(sorted(minimum.roles)), ">=", fte, np.nan, place)
            for period, fte in enumerate(calendar.at_start(minimum.fte))
        ]
    months = calendar.months
    for name, requirement in scenario.requirements.items():
        place = f"requirements.{name}"
        quantity = requirement.at_least_fte or requirement.exactly_fte
        assert quantity is not None
        price = requirement.short_pounds_per_fte_month
        prices = calendar.at_start(price) * months if price is not None else np.full(calendar.count, np.nan)
        for period, fte in enumerate(calendar.at_start(quantity)):
            begins_before = requirement.until is None or calendar.first(period) <= requirement.until
            begun = requirement.from_ is None or calendar.first(period) >= requirement.from_
            if begins_before and begun:
                sense = ">=" if requirement.at_least_fte is not None else "="
                rows.append(
                    (
                        place,
                        period,
                        requirement.team,
                        tuple(sorted(requirement.roles)),
                        sense,
                        fte,
                        prices[period],
                        place,
                    )
                )
    return pd.DataFrame(rows, columns=["limit", "period", "team", "roles", "sense", "fte", "short_pounds", "place"])
