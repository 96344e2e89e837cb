"""The periods of a plan, laid out again from its scenario."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.verify.numbers import DAYS_PER_MONTH, ONE_DAY, as_day, average_days, values_of

STEPS = {
    "week": relativedelta(days=7),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
MONTHS = {"week": 7 / DAYS_PER_MONTH, "month": 1.0, "quarter": 3.0, "year": 12.0}


def periods_of(scenario: dict[str, Any]) -> pd.DataFrame:
    """The periods from the first day to the end of the run-out.

    Returns:
        Key period; first, after (the first day after it), days, months, financial_year, reported, number.
    """
    stated = scenario["period"]
    step, begin = stated.get("step", "month"), as_day(stated["first"])
    last = as_day(stated["last"])
    if step != "week" and last.day == 1:
        last = last + STEPS["month"] - ONE_DAY
    run_out = ceil(run_out_months(scenario) / MONTHS[step] - 1e-9)
    starts_month = int(stated.get("financial_year_starts_month", 4))
    rows: list[dict[str, Any]] = []
    beyond = number = 0
    while True:
        first, after = begin + STEPS[step] * number, begin + STEPS[step] * (number + 1)
        beyond += first > last
        if beyond > run_out:
            break
        rows.append(
            {
                "period": first.isoformat() if step == "week" else first.strftime("%Y-%m"),
                "first": first,
                "after": after,
                "days": (after - first).days,
                "months": MONTHS[step],
                "financial_year": financial_year(first, starts_month),
                "reported": first <= last,
                "number": number,
            }
        )
        number += 1
    return pd.DataFrame(rows).set_index("period", drop=False)


def year_of(day: date, starts_month: int) -> int:
    """The calendar year in which the financial year of a day starts."""
    return day.year if day.month >= starts_month else day.year - 1


def financial_year(day: date, starts_month: int) -> str:
    """The financial year of a day as people write it: 2019/20."""
    start = year_of(day, starts_month)
    return str(start) if starts_month == 1 else f"{start}/{(start + 1) % 100:02d}"


def run_out_months(scenario: dict[str, Any]) -> float:
    """How much longer is solved than reported: as stated, or the longest lead, ramp, spread and standard together."""
    stated = scenario["period"].get("run_out")
    if stated is not None:
        return average_days(stated) / DAYS_PER_MONTH
    supply = scenario.get("supply", {})
    removed = scenario.get("structure", {}).get("removed_ranks", {}).values()
    sections = [supply.get(name, {}) for name in ("recruitment", "moves", "pathways", "exits")]
    sections += [rank.get(name, {}) for rank in removed for name in ("pathways", "exits")]
    every = [way for section in sections for way in section.values()]
    ramps = [way.get("productivity_by_month") or way.get("settling_in_by_month") for way in every]
    effects = [
        effect for each in scenario.get("initiatives", {}).values() for effect in each.get("effects", {}).values()
    ]
    lines = scenario["demand"].values()
    days = max(
        [0.0, *(average_days(way.get("lead")) for way in every), *(average_days(e.get("after")) for e in effects)]
    )
    days += max(average_days(each.get("start_within")) for each in (*lines, *effects))
    months = days / DAYS_PER_MONTH + max([0, *(len(values_of(ramp)) for ramp in ramps if ramp)])
    return max(12.0, months + max(len(values_of(line.get("spread_by_month", [1.0]))) for line in lines))
