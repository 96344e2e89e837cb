"""Audits of levers: their limits are those stated, and they are used within them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from audit.people import intake_in, intakes
from audit.reading import (
    FTE,
    HOURS,
    PLACE,
    Finding,
    Folder,
    compare,
    duration,
    mean_of,
    on_rows,
    summed,
    value_on,
)


def limits_of_levers_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """How far a lever may be used in a period is what the scenario says."""
    levers = folder.tables["levers"]
    strength = folder.tables["staffing"].set_index(PLACE)
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    patterns = {name: role["hours"] for name, role in folder.scenario["roles"].items()}
    months = folder.periods["months"]
    for row in levers.itertuples():
        first, after = folder.first_day[row.period], folder.periods["after"][row.period]
        stated = folder.supply(SECTIONS[row.kind])[row.lever]
        slack = 4 * HOURS
        if row.kind in ("recruitment", "fixed_term"):
            again = _places(folder, stated, row.period)
        elif row.kind == "move":
            again = value_on(stated["per_month_fte"], first) * months[row.period]
        elif row.kind == "agency":
            begun = first >= folder.spans[0][0] + duration(stated.get("lead"))
            again = mean_of(stated["fte"], first, after) if begun else 0.0
        elif row.kind == "overtime":
            fte = strength["strength_fte"][row.plan, row.team, row.role, row.period]
            contracted = hours[patterns[row.role], "contracted", row.period]
            again = mean_of(stated["share_of_contracted"], first, after) * contracted * fte
            slack += FTE * contracted + HOURS * fte
        elif row.kind == "redeployment":
            origin = stated["from"]
            productive = hours[patterns[origin["role"]], "productive", row.period]
            again = productive * _people_to_lend(strength, stated, row, first, after)
            slack += HOURS * again + FTE * productive
        else:
            continue
        if abs(row.most - again) > slack:
            yield Finding(
                "limits of levers are those stated", f"{row.plan} {row.lever} {row.role} {row.period}", row.most, again
            )


SECTIONS = {"recruitment": "recruitment", "fixed_term": "recruitment", "move": "moves", "agency": "agency",
            "overtime": "overtime", "redeployment": "redeployment", "displacement": "displacement"}  # fmt: skip


def _places(folder: Folder, way: dict[str, Any], period: str) -> float:
    """Places of all intakes in a period; none for an appointment that would outlast the plan and may not."""
    first = intake_in(folder, way)[period]
    joins = folder.period_from(first + duration(way.get("lead")))
    must_end = way.get("length") and not way.get("may_outlast_plan", True)
    if must_end and (joins is None or folder.first_day[joins] + duration(way["length"]) > folder.spans[-1][1]):
        return 0.0
    return sum(value_on(way["per_intake_fte"], day) for day in intakes(folder, way) if folder.period_on(day) == period)


def _people_to_lend(strength: pd.DataFrame, stated: dict[str, Any], row: Any, first: date, after: date) -> float:
    if "fte" in stated:
        return mean_of(stated["fte"], first, after)
    line = strength.loc[(row.plan, stated["from"]["team"], stated["from"]["role"], row.period)]
    return mean_of(stated["share_of_hours"], first, after) * float(line["available_fte"])


def levers_are_used_within_their_limits(folder: Folder) -> Iterator[Finding]:
    """No lever is used beyond what it may be, and overtime, agency and lent hours are those of the levers."""
    levers, rows = folder.tables["levers"], folder.tables["staffing"]
    key = ["plan", "lever", "team", "role", "period"]
    over = (levers["used"] - levers["most"]).clip(lower=0)
    yield from compare("levers within their limits", levers, key, over, 0.0, 2 * HOURS)
    overtime = summed(levers[levers["kind"] == "overtime"], PLACE, ["used"])
    slack = HOURS * (1 + on_rows(rows, PLACE, overtime["cells"]))
    yield from compare(
        "overtime is that of the levers",
        rows,
        PLACE,
        rows["overtime_hours"],
        on_rows(rows, PLACE, overtime["used"]),
        slack,
    )
    lent = levers[levers["kind"] == "redeployment"].copy()
    origin = lent["lever"].map({name: lever["from"] for name, lever in folder.supply("redeployment").items()})
    lent["team"], lent["role"] = [place["team"] for place in origin], [place["role"] for place in origin]
    sums = summed(lent, PLACE, ["used"])
    slack = HOURS * (1 + on_rows(rows, PLACE, sums["cells"]))
    yield from compare(
        "lent hours are those of the levers", rows, PLACE, rows["lent_hours"], on_rows(rows, PLACE, sums["used"]), slack
    )


def places_of_the_year_are_kept(folder: Folder) -> Iterator[Finding]:
    """After action no more people start in a financial year than there are places; a part of a year counts as such."""
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    levers = folder.tables["levers"].merge(folder.periods[["financial_year"]].reset_index(), on="period")
    used = levers[levers["plan"] == "after"].groupby(["lever", "financial_year"])["used"].sum()
    for section in ("recruitment", "moves"):
        for name, way in folder.supply(section).items():
            for year, row in years.iterrows():
                if "per_year_fte" not in way or (name, year) not in used.index:
                    continue
                most = value_on(way["per_year_fte"], row["first"]) * min(1.0, row["months"] / 12)
                if used[name, year] > most + 12 * HOURS:
                    yield Finding("places of the year are kept", f"{name} {year}", float(used[name, year]), most)
