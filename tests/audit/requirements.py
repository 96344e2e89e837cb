"""Audits of required strength: what is asked for, what is short of it or over, and people on reduced hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from audit.hours import lost_to_reduced_hours
from audit.money import rates
from audit.reading import FTE, PLACE, POUNDS, Finding, Folder, as_day, mean_of, on_rows, value_on

KEY = ["plan", "requirement", "period"]
SLACK = 12 * FTE
"""Strength and levers that take part in one figure are printed to four decimals each."""


def requirements_of(folder: Folder) -> dict[str, Any]:
    """Requirements in posts by name; none where none is stated."""
    return dict(folder.scenario.get("requirements", {}))


def rows_of(folder: Folder) -> pd.DataFrame:
    """The table `requirements`; empty where there is none."""
    return folder.tables.get("requirements", pd.DataFrame(columns=[*KEY, "over_fte"]))


def strength_of(folder: Folder, plan: str, team: str, roles: Iterable[str], period: str) -> float:
    """People in post of some roles together [FTE]."""
    staffing = folder.tables["staffing"].set_index(PLACE)["strength_fte"]
    return float(sum(staffing.get((plan, team, role, period), 0.0) for role in roles))


def requirements_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Every requirement stands in every period in which it holds, and what is short or over follows from strength."""
    holds = set()
    for name, stated in requirements_of(folder).items():
        for period, first in folder.first_day.items():
            begun = "from" not in stated or as_day(stated["from"]) <= first
            if begun and ("until" not in stated or first <= as_day(stated["until"])):
                holds |= {(plan, name, period) for plan in ("before", "after")}
    rows = rows_of(folder)
    there = set(zip(*(rows[column] for column in KEY), strict=True))
    for place in sorted(holds ^ there):
        yield Finding("requirements are those stated", " ".join(place), float(place in there), float(place in holds))
    lost = lost_to_reduced_hours(folder)
    for row in rows.itertuples():
        stated = requirements_of(folder)[row.requirement]
        required = value_on(stated.get("at_least_fte", stated.get("exactly_fte")), folder.first_day[row.period])
        strength = strength_of(folder, row.plan, stated["team"], stated["roles"], row.period)
        reduced = sum(lost.get((row.plan, stated["team"], role, row.period), 0.0) for role in stated["roles"])
        missing = required - (strength - reduced)
        figures = (
            ("required", row.required_fte, required),
            ("strength", row.strength_fte, strength),
            ("reduced hours", row.reduced_fte, reduced),
            ("short", row.short_fte, max(0.0, missing)),
            ("over", row.over_fte, max(0.0, -missing)),
        )
        for name, printed, again in figures:
            if abs(printed - again) > SLACK:
                where = f"{name} {row.plan} {row.requirement} {row.period}"
                yield Finding("requirements are those stated", where, printed, again)


def requirements_are_kept(folder: Folder) -> Iterator[Finding]:
    """After action strength is short of a requirement, or over it, only as far as it may be."""
    rows = rows_of(folder)
    together = folder.scenario.get("structure", {}).get("over_requirement", {})
    counted = _counted(folder)
    over: dict[tuple[str, str], float] = {}
    for row in rows[rows["plan"] == "after"].itertuples():
        stated, first = requirements_of(folder)[row.requirement], folder.first_day[row.period]
        over[row.requirement, row.period] = row.over_fte
        most_short = float("inf") if "short_pounds_per_fte_month" in stated else 0.0
        if "short_at_most_share" in stated:
            most_short = value_on(stated["short_at_most_share"], first) * row.strength_fte
        most_over = float("inf") if row.requirement in counted or "at_least_fte" in stated else 0.0
        if "over_at_most_fte" in stated:
            most_over = value_on(stated["over_at_most_fte"], first)
        for name, printed, most in (("short", row.short_fte, most_short), ("over", row.over_fte, most_over)):
            if printed > most + SLACK:
                yield Finding("requirements are kept", f"{name} {row.requirement} {row.period}", printed, most)
    for name, limit in together.items():
        for period, first in folder.first_day.items():
            total = sum(over.get((member, period), 0.0) for member in limit["members"])
            if total > value_on(limit["fte"], first) + SLACK:
                yield Finding("requirements are kept", f"{name} {period}", total, value_on(limit["fte"], first))


def strength_is_kept(folder: Folder) -> Iterator[Finding]:
    """After action minimum strength is there in every period, and closing strength at the end of the reported ones."""
    structure = folder.scenario.get("structure", {})
    last = folder.periods[folder.periods["reported"]].iloc[-1]
    for name, stated in structure.get("minimum_strength", {}).items():
        for period, first in folder.first_day.items():
            there = strength_of(folder, "after", stated["team"], stated["roles"], period)
            if there < value_on(stated["fte"], first) - SLACK:
                yield Finding("minimum strength is kept", f"{name} {period}", there, value_on(stated["fte"], first))
    for name, stated in structure.get("closing_strength", {}).items():
        there = strength_of(folder, "after", stated["team"], stated["roles"], last["period"])
        asked = value_on(stated.get("at_least_fte", stated.get("exactly_fte")), last["after"] - ONE_DAY)
        if there < asked - SLACK or ("exactly_fte" in stated and there > asked + SLACK):
            yield Finding("closing strength is kept", name, there, asked)


ONE_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def reduced_hours_are_within_their_limits(folder: Folder) -> Iterator[Finding]:
    """No more people are on reduced hours than are in post, nor than may be together; before action those at rest."""
    levers = folder.tables["levers"]
    levers = levers[levers["kind"] == "reduced_hours"]
    in_post = on_rows(levers, PLACE, folder.tables["staffing"].set_index(PLACE)["strength_fte"])
    used = levers.groupby(PLACE)["used"].transform("sum")
    for row, total, people in zip(levers.itertuples(), used, in_post, strict=True):
        where = f"{row.plan} {row.lever} {row.period}"
        if total > people + SLACK:
            yield Finding("reduced hours of people in post", where, total, people)
        stated = folder.supply("reduced_hours")[row.lever]
        at_rest = mean_of(
            stated.get("at_rest_fte", 0), folder.first_day[row.period], folder.periods["after"][row.period]
        )
        if row.plan == "before" and row.used > min(at_rest, row.most) + SLACK:
            yield Finding("reduced hours at rest", where, row.used, at_rest)
    after = levers[levers["plan"] == "after"].groupby(["lever", "period"])["used"].sum()
    for name, limit in folder.supply("reduced_hours_together").items():
        for period, first in folder.first_day.items():
            total = sum(after.get((member, period), 0.0) for member in limit["members"])
            most = mean_of(limit["fte"], first, folder.periods["after"][period])
            if total > most + SLACK:
                yield Finding("reduced hours together", f"{name} {period}", total, most)


def requirements_cost_what_is_stated(folder: Folder) -> Iterator[Finding]:
    """What is short or over costs its price, and reduced hours theirs less the pay that they are not paid."""
    expected: dict[tuple[str, ...], tuple[float, float]] = {}
    months = folder.periods["months"]
    for row in rows_of(folder).itertuples():
        stated, first = requirements_of(folder)[row.requirement], folder.first_day[row.period]
        for kind, price, fte in (
            ("shortfall", "short_pounds_per_fte_month", row.short_fte if row.plan == "after" else 0.0),
            ("over_requirement", "over_pounds_per_fte_month", row.over_fte),
        ):
            each = value_on(stated.get(price, 0), first) * months[row.period]
            place = (row.plan, kind, f"requirements.{row.requirement}", row.period)
            expected[place] = (each * fte, each * SLACK + 2 * POUNDS)
    pay = rates(folder).sum(axis=1)
    levers = folder.tables["levers"]
    for row in levers[levers["kind"] == "reduced_hours"].itertuples():
        stated = folder.supply("reduced_hours")[row.lever]
        first, after = folder.first_day[row.period], folder.periods["after"][row.period]
        price = mean_of(stated.get("pounds_per_fte_month", 0), first, after) * months[row.period]
        saved = (1 - mean_of(stated.get("pay_share", 1), first, after)) * pay[row.role, row.period]
        slack = (price + saved) * SLACK + 4 * POUNDS
        expected[row.plan, "reduced_hours", row.lever, row.period] = ((price - saved) * row.used, slack)
    costs = folder.tables["costs"]
    costs = costs[costs["kind"].isin(["shortfall", "over_requirement", "reduced_hours"])]
    printed = costs.groupby(["plan", "kind", "lever", "period"])["pounds"].sum()
    for place in sorted(set(printed.index) | set(expected)):
        found, (again, slack) = float(printed.get(place, 0.0)), expected.get(place, (0.0, 0.0))
        if abs(found - again) > slack:
            yield Finding("requirements cost what is stated", " ".join(place), found, again)


def levels_of_strength_are_those_of_the_tables(folder: Folder) -> Iterator[Finding]:
    """Redundancies and strength over requirement as the levels hold them are the sums of the tables."""
    levels = folder.tables["levels"]
    levels = levels[levels["plan"] == "after"].set_index("level")["held"]
    rows, levers = rows_of(folder), folder.tables["levers"]
    rows = rows[(rows["plan"] == "after") & rows["requirement"].isin(_counted(folder))]
    gone = levers[(levers["plan"] == "after") & (levers["kind"] == "redundancy")]["used"]
    over = rows["over_fte"].astype(float) * rows["period"].map(folder.periods["months"]).astype(float)
    for level, figures in (("redundancies", gone), ("over_requirement", over)):
        if level in levels and abs(levels[level] - figures.sum()) > SLACK * (1 + 12 * len(figures)):
            yield Finding("levels are those of the tables", level, float(levels[level]), float(figures.sum()))


def _counted(folder: Folder) -> set[str]:
    """Requirements of which what is over is counted."""
    together = folder.scenario.get("structure", {}).get("over_requirement", {})
    pooled = {member for limit in together.values() for member in limit["members"]}
    keys = {"over_pounds_per_fte_month", "over_at_most_fte"}
    return pooled | {name for name, stated in requirements_of(folder).items() if keys & set(stated)}
