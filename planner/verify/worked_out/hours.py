"""Hours that a full-time person is paid for, and what is taken from them, from the scenario alone."""

from __future__ import annotations

from typing import Any

import holidays
import numpy as np

from planner.verify.folder import Folder
from planner.verify.worked_out.days import Daily, by_period, daily_amounts, daily_values, days, years

COUNTRIES = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
SMALLEST = 1e-6
"""Hours below this are what is left when two sums of days cancel out."""


def hours_lines(folder: Folder) -> dict[tuple[str, str, str], float]:
    """Hours by pattern, line and period; `contracted` and `productive` are lines too."""
    return folder.stated.once("hours", lambda: _hours_lines(folder))


def _hours_lines(folder: Folder) -> dict[tuple[str, str, str], float]:
    return {
        (name, line, period): 0.0 if line == "productive" and abs(hours) < SMALLEST else hours
        for name, pattern in folder.scenario["hours"].items()
        for line, daily in _daily_lines(folder, pattern).items()
        for period, hours in by_period(folder, daily).items()
    }


def _daily_lines(folder: Folder, pattern: dict[str, Any]) -> dict[str, Daily]:
    lines = {
        name: daily_amounts(folder, line["hours"], line.get("season"))
        for name, line in pattern.get("lines", {}).items()
    }
    if pattern.get("bank_holidays") is not None:
        lines["bank_holidays"] = _bank_holidays(folder) * daily_values(folder, pattern["bank_holidays"]["hours_each"])
    contracted = daily_amounts(folder, pattern["contracted"])
    left = contracted - sum(lines.values(), np.zeros(len(contracted)))
    productive = pattern.get("productive")
    if productive is not None:
        lines["unexplained"] = _unexplained(folder, productive, left)
        left = left - lines["unexplained"]
    return {"contracted": contracted, **lines, "productive": left}


def _bank_holidays(folder: Folder) -> Daily:
    """1 on every bank holiday that is kept on a weekday."""
    part = COUNTRIES[folder.scenario["period"].get("bank_holidays", "england")]
    kept = holidays.country_holidays("GB", subdiv=part, years=range(days(folder)[0].year, days(folder)[-1].year + 2))
    return np.array([1.0 if day in kept and day.weekday() < 5 else 0.0 for day in days(folder)])


def _unexplained(folder: Folder, productive: Any, left: Daily) -> Daily:
    """What the lines leave above the stated productive hours: over a year evenly, if they are stated for a year."""
    over = left - daily_amounts(folder, productive)
    steps = productive if isinstance(productive, list) else [productive]
    if all(step["per"] != "year" for step in steps):
        return over
    _, place = np.unique(years(folder), return_inverse=True)
    mean: Daily = (np.bincount(place, weights=over) / np.bincount(place))[place]
    return mean
