"""Who is in post at first, who leaves of their own accord, and when people can start."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd
from dateutil.relativedelta import relativedelta

from planner.verify.comparing import on_rows
from planner.verify.folder import Folder
from planner.verify.numbers import DAYS_PER_MONTH, as_day, step_on, value_on

Line = tuple[str, str]
"""Team and role."""


def in_order(folder: Folder, table: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of time."""
    number = table["period"].map(folder.stated.number)
    return table.assign(number=number).sort_values("number", kind="stable").reset_index(drop=True)


def lines_of_establishment(folder: Folder) -> list[Line]:
    """Every line of the establishment."""
    return [(team, role) for team, roles in folder.scenario["establishment"].items() for role in roles]


def establishment_line(folder: Folder, team: str, role: str) -> dict[str, Any]:
    """A line of the establishment as stated; empty where there are no posts of its own."""
    return dict(folder.scenario["establishment"].get(team, {}).get(role, {}))


def opening_strength(folder: Folder, team: str, role: str) -> float:
    """People in post before the first period."""
    line = folder.scenario["establishment"].get(team, {}).get(role)
    return value_on(line["strength_fte"], date.min) if line else 0.0


def strength_before(folder: Folder, staffing: pd.DataFrame) -> pd.Series[Any]:
    """Strength at the start of each row's period; the rows are in the order of time."""
    before = staffing.groupby(["plan", "team", "role"])["strength_fte"].shift()
    opening = [
        opening_strength(folder, team, role) for team, role in zip(staffing["team"], staffing["role"], strict=True)
    ]
    return before.fillna(pd.Series(opening, index=staffing.index, dtype=float))


def fte_per_head(folder: Folder, team: str, role: str) -> float:
    """FTE of one head on a line."""
    return float(establishment_line(folder, team, role).get("fte_per_head", 1.0))


def leaver_share(folder: Folder, rates: dict[str, Any] | None, period: str) -> float:
    """The share that leaves in a period, compounded to its length."""
    if rates is None:
        return 0.0
    step = step_on(rates["rate"], folder.stated.first_day[period])
    own = {"week": 7 / DAYS_PER_MONTH, "month": 1, "year": 12}[step["per"]]
    return 1.0 - float((1.0 - step["value"]) ** (folder.stated.months[period] / own))


def frozen_on(folder: Folder, role: str) -> date | None:
    """The day on which the rank of a role is frozen; none: it is not removed."""
    rank = folder.scenario["roles"][role].get("rank")
    removed = folder.scenario.get("structure", {}).get("removed_ranks", {}).get(rank)
    return as_day(removed["frozen_from"]) if removed else None


def leaving_share(folder: Folder, role: str, period: str, first_year: bool = False) -> float:
    """The share of the holders of a role who leave in a period; a frozen rank may have a rate of its own."""
    key = ("leaving", role, period, first_year)
    return folder.stated.once(key, lambda: _leaving_share(folder, role, period, first_year))


def _leaving_share(folder: Folder, role: str, period: str, first_year: bool) -> float:
    frozen = frozen_on(folder, role)
    if frozen is not None and folder.stated.first_day[period] >= frozen:
        own = folder.scenario["structure"]["removed_ranks"][folder.scenario["roles"][role]["rank"]].get("leave")
        if own is not None:
            return leaver_share(folder, {"rate": own}, period)
    rates = folder.supply("leavers").get(role)
    if first_year and rates and rates.get("first_year"):
        rates = {"rate": rates["first_year"]}
    return leaver_share(folder, rates, period)


def staying_share(folder: Folder, role: str, period: str) -> float:
    """The share of those in post at the opening who have not left of their own accord by the end of a period."""
    return folder.stated.once(("staying", role), lambda: _staying(folder, role))[period]


def _staying(folder: Folder, role: str) -> dict[str, float]:
    shares, left = {}, 1.0
    for _, _, period in folder.stated.spans:
        left *= 1.0 - leaving_share(folder, role, period)
        shares[period] = left
    return shares


def intakes(folder: Folder, way: dict[str, Any]) -> list[date]:
    """Every day on which a course can start: the days stated, or the first of every month."""
    first, after = folder.stated.spans[0][0], folder.stated.spans[-1][1]
    months = range((after.year - first.year) * 12 + after.month - first.month + 1)
    days = [as_day(day) for day in way.get("intakes", ())]
    return sorted(days or [first.replace(day=1) + relativedelta(months=number) for number in months])


def part_of_period(folder: Folder, rows: pd.DataFrame) -> pd.Series[Any]:
    """What to add to the strength at the end of a period for its mean: leavers and joiners worked a part of it."""
    parts: dict[tuple[str, ...], float] = defaultdict(float)
    for sign, kind in ((1, "known_leavers"), (-1, "known_joiners")):
        for known in folder.supply(kind).values():
            day = as_day(known["on"])
            period = folder.stated.period_on(day)
            if period is not None:
                first, after = folder.stated.span[period]
                share = (day - first).days / (after - first).days
                parts[known["team"], known["role"], period] += sign * value_on(known["fte"], date.min) * share
    return on_rows(rows, ["team", "role", "period"], pd.Series(parts, dtype=float))
