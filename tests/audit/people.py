"""Audits of people: strength follows from flows, flows from decisions and facts, hours from strength."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from dateutil.relativedelta import relativedelta

from audit.reading import (
    FTE,
    PLACE,
    Finding,
    Folder,
    as_day,
    compare,
    duration,
    on_rows,
    step_on,
    summed,
    value_on,
)

SIGNS = {
    "joiners": 1,
    "known_joiners": 1,
    "moves_in": 1,
    "leavers": -1,
    "known_leavers": -1,
    "moves_out": -1,
    "terms_over": -1,
    "starts": 0,
    **{f"{kind}_{way}": sign
       for kind in ("training", "promotion", "temporary_promotion", "reversion", "civilianisation")
       for way, sign in (("in", 1), ("back", 1), ("out", -1))},
    **dict.fromkeys(("redundancy", "voluntary_exit", "posting_out"), -1),
    "posts_came_back": 1,
}  # fmt: skip
"""What a kind of flow does to the strength of its line; who starts has not joined yet."""


def strength_follows_from_flows(folder: Folder) -> Iterator[Finding]:
    """Strength is the strength before, and who came, less who went."""
    flows = folder.tables["flows"].assign(change=lambda rows: rows["fte"] * rows["kind"].map(SIGNS))
    sums = summed(flows, PLACE, ["change"])
    staffing = in_order(folder, folder.tables["staffing"])
    before = staffing.groupby(["plan", "team", "role"])["strength_fte"].shift()
    opening = pd.Series(
        [opening_strength(folder, row.team, row.role) for row in staffing.itertuples()], index=staffing.index
    )
    again = before.fillna(opening) + on_rows(staffing, PLACE, sums["change"])
    slack = FTE * (2 + on_rows(staffing, PLACE, sums["cells"]))
    yield from compare("strength follows from flows", staffing, PLACE, staffing["strength_fte"], again, slack)


def in_order(folder: Folder, table: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of time."""
    number = table["period"].map(folder.periods["number"])
    return table.assign(number=number).sort_values("number", kind="stable").reset_index(drop=True)


def opening_strength(folder: Folder, team: str, role: str) -> float:
    """People in post before the first period."""
    line = folder.scenario["establishment"].get(team, {}).get(role)
    return value_on(line["strength_fte"], date.min) if line else 0.0


def posts_stated(folder: Folder, team: str, role: str, day: date) -> tuple[float, float]:
    """Approved and budgeted posts of a line as stated, and none once its rank is frozen [FTE]."""
    line, frozen = folder.scenario["establishment"].get(team, {}).get(role), frozen_on(folder, role)
    if line is None or (frozen is not None and day >= frozen):
        return 0.0, 0.0
    approved = value_on(line["approved_fte"], day)
    if line.get("budgeted_fte") is not None:
        return approved, value_on(line["budgeted_fte"], day)
    return approved, approved * (1 - value_on(line.get("vacancy_factor", 0), day))


def leaver_share(folder: Folder, rates: dict[str, Any] | None, period: str) -> float:
    """The share that leaves in a period."""
    if rates is None:
        return 0.0
    row = folder.periods.loc[period]
    step = step_on(rates["rate"], row["first"])
    own = {"week": 7 / 30.4375, "month": 1, "year": 12}[step["per"]]
    return 1.0 - float((1.0 - step["value"]) ** (row["months"] / own))


def frozen_on(folder: Folder, role: str) -> date | None:
    """The day on which the rank of a role is frozen; none: it is not removed."""
    rank = folder.scenario["roles"][role].get("rank")
    removed = folder.scenario.get("structure", {}).get("removed_ranks", {}).get(rank)
    return as_day(removed["frozen_from"]) if removed else None


def leaving_share(folder: Folder, role: str, period: str, first_year: bool = False) -> float:
    """The share of the holders of a role who leave in a period; a frozen rank may have a rate of its own."""
    key = ("leaving", role, period, first_year)
    if key not in folder.memory:
        folder.memory[key] = _leaving_share(folder, role, period, first_year)
    return float(folder.memory[key])


def _leaving_share(folder: Folder, role: str, period: str, first_year: bool) -> float:
    frozen = frozen_on(folder, role)
    if frozen is not None and folder.first_day[period] >= frozen:
        own = folder.scenario["structure"]["removed_ranks"][folder.scenario["roles"][role]["rank"]].get("leave")
        if own is not None:
            return leaver_share(folder, {"rate": own}, period)
    rates = folder.supply("leavers").get(role)
    if first_year and rates and rates.get("first_year"):
        rates = {"rate": rates["first_year"]}
    return leaver_share(folder, rates, period)


def intakes(folder: Folder, way: dict[str, Any]) -> list[date]:
    """Every day on which a course can start: the days stated, or the first of every month."""
    first, after = folder.spans[0][0], folder.spans[-1][1]
    months = range((after.year - first.year) * 12 + after.month - first.month + 1)
    days = [as_day(day) for day in way.get("intakes", ())]
    return sorted(days or [first.replace(day=1) + relativedelta(months=number) for number in months])


def intake_in(folder: Folder, way: dict[str, Any]) -> dict[str, date]:
    """The first intake in each period that has one."""
    held = [(folder.period_on(day), day) for day in reversed(intakes(folder, way))]
    return {period: day for period, day in held if period is not None}


@dataclass(frozen=True)
class Course:
    """People who start on a way in together."""

    plan: str
    flow: str
    start: str | None
    """The period in which they start; none: before the plan."""
    joins: str | None
    """The period in which they join; none: after the plan."""
    fte: float


def courses(folder: Folder) -> Iterator[Course]:
    """Everybody who starts or has started on a way in."""
    started = folder.tables["flows"][folder.tables["flows"]["kind"] == "starts"]
    for name, way in folder.supply("recruitment").items():
        lead, intakes = duration(way.get("lead")), intake_in(folder, way)
        for plan in ("before", "after"):
            for earlier in way.get("already_started", ()):
                joins = folder.period_from(as_day(earlier["on"]) + lead)
                yield Course(plan, name, None, joins, value_on(earlier["fte"], date.min))
        for row in started[started["flow"] == name].itertuples():
            yield Course(row.plan, name, row.period, folder.period_from(intakes[row.period] + lead), row.fte)


def posts_and_people_add_up(folder: Folder) -> Iterator[Finding]:
    """Vacancy, supernumerary, available and deployable people are what their names say."""
    rows = folder.tables["staffing"]
    over = rows["strength_fte"] - rows["approved_fte"]
    for column, again in (
        ("vacancy_fte", -over),
        ("supernumerary_fte", over.clip(lower=0)),
        ("deployable_fte", rows["available_fte"] - rows["limited_fte"]),
        ("available_fte", rows["strength_fte"] + part_of_period(folder, rows) - rows["unavailable_fte"]),
    ):
        yield from compare(f"posts and people add up: {column}", rows, PLACE, rows[column], again, 4 * FTE)
    heads = pd.Series([_fte_per_head(folder, row.team, row.role) for row in rows.itertuples()], index=rows.index)
    yield from compare(
        "posts and people add up: headcount", rows, PLACE, rows["headcount"], rows["strength_fte"] / heads, 5.1e-3
    )


def _fte_per_head(folder: Folder, team: str, role: str) -> float:
    return float(folder.scenario["establishment"].get(team, {}).get(role, {}).get("fte_per_head", 1.0))


def part_of_period(folder: Folder, rows: pd.DataFrame) -> pd.Series:
    """What to add to the strength at the end of a period for its mean: leavers and joiners worked a part of it."""
    parts: dict[tuple[str, ...], float] = defaultdict(float)
    for sign, kind in ((1, "known_leavers"), (-1, "known_joiners")):
        for known in folder.supply(kind).values():
            day = as_day(known["on"])
            period = folder.period_on(day)
            if period is not None:
                row = folder.periods.loc[period]
                parts[known["team"], known["role"], period] += (
                    sign * value_on(known["fte"], date.min) * (day - row["first"]).days / row["days"]
                )
    return (
        on_rows(rows, ["team", "role", "period"], pd.Series(parts, dtype=float))
        if parts
        else pd.Series(0.0, index=rows.index)
    )
