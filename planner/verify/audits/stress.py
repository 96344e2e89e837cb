"""Audits of how a plan stands when the world differs: which cases there are, and what of each can be worked out again.

What the work comes to in a case is a plan of its own: only another optimisation could say it. That the cases are those
of the scenario's ranges, that teams and tiers add up to the force, and that the central case is the plan, is seen here.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, isnan, nan
from typing import Any

import pandas as pd

from planner.verify.comparing import HOURS, SHARE, at, at_least, at_most, compare, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder

KEY = ["case", "number", "path", "end", "scope", "name"]
CASE = ["case", "number", "path", "end"]
FIGURES = ("covered_hours", "gap_hours", "demand_hours", "coverage")
PERCENTILES = (10, 50, 90)
UNCERTAIN = ("demand", "hours")
"""Sections whose ranges are varied."""
GIVEN_UP = 0.005
"""What priorities may give up for those below, as a share of the demand hours: so far a gap may stray the wrong way."""
VALUE = 5e-7
"""Half of the last printed digit of a number of the scenario."""

Range = tuple[float, float]


def cases_are_those_of_the_ranges(folder: Folder) -> Iterator[Wrong]:
    """There is the plan, each uncertain number at either end, all together, samples and their percentiles."""
    if "stress" not in folder.tables:
        return
    rows = folder.rows("stress")
    samples = {row.number for row in rows if row.case == "sample"}
    count = max(samples, default=0)
    cases = [("central", 0, "", ""), ("together", 0, "", "favourable"), ("together", 0, "", "unfavourable")]
    cases += [("input", 0, path, end) for path in _ranges(folder) for end in ("low", "high")]
    cases += [("sample", number, "", "") for number in range(1, count + 1)]
    cases += [("percentile", number, "", "") for number in PERCENTILES if count]
    whole = {
        (row.scope, row.name)
        for row in folder.rows("coverage")
        if row.plan == "after" and row.window_kind == "whole" and row.scope in ("force", "team", "tier")
    }
    there = [tuple(getattr(row, column) for column in KEY) for row in rows]
    yield from compare_rows("stress", KEY, there, [(*case, *of) for case in cases for of in whole or {("force", "")}])


def cases_are_told_alike(folder: Folder) -> Iterator[Wrong]:
    """People are held in every case, the number stands at its end, and a case breaks one number of rules."""
    if "stress" not in folder.tables:
        return
    ranges = _ranges(folder)
    broken: dict[Any, int] = {}
    seeds = {row.seed for row in folder.rows("stress") if row.case in ("sample", "percentile")}
    for row in folder.rows("stress"):
        where = at(KEY, (getattr(row, column) for column in KEY))
        case = tuple(getattr(row, column) for column in CASE)
        if row.people != "held":
            yield wrong("stress", where, "people", row.people, "held")
        stated = ranges[row.path][0 if row.end == "low" else 1] if row.path in ranges else nan
        if not abs(row.tried_value - stated) <= VALUE and not (isnan(row.tried_value) and isnan(stated)):
            yield wrong("stress", where, "tried_value", row.tried_value, stated)
        first = broken.setdefault(case, row.rules_broken)
        most = 0 if row.case in ("central", "percentile") else first
        if row.rules_broken != most:
            yield wrong("stress", where, "rules_broken", row.rules_broken, most)
        drawn = row.case in ("sample", "percentile")
        if (row.seed != 0) if not drawn else len(seeds) > 1:
            yield wrong("stress", where, "seed", row.seed, "0" if not drawn else "one seed for all samples")


def stressed_figures_add_up(folder: Folder) -> Iterator[Wrong]:
    """Demand is covered and gap, coverage their share, teams and tiers add up to the force, and central is the plan."""
    if "stress" not in folder.tables:
        return
    table = folder.tables["stress"]
    cases = table[table["case"] != "percentile"]
    yield from compare("stress", "demand_hours", cases, KEY, cases["covered_hours"] + cases["gap_hours"], 3 * HOURS)
    demand = cases["demand_hours"]
    share = (cases["covered_hours"] / demand.where(demand > 0)).where(demand > 0)
    yield from compare("stress", "coverage", cases, KEY, share, 2 * SHARE)
    for column in ("covered_hours", "gap_hours"):
        force = cases[cases["scope"] == "force"]
        for scope in ("team", "tier"):
            parts = cases[cases["scope"] == scope].groupby(CASE)[column]
            sums, cells = parts.sum().to_dict(), parts.size().to_dict()
            places = list(zip(*(force[name] for name in CASE), strict=True))
            again = [sums.get(place, 0.0) for place in places]
            room = [(cells.get(place, 0) + 1) * HOURS for place in places]
            yield from compare("stress", column, force, KEY, again, room)
    yield from _central(folder, cases)


def _central(folder: Folder, cases: pd.DataFrame) -> Iterator[Wrong]:
    plan = {
        (row.scope, row.name): row
        for row in folder.rows("coverage")
        if row.plan == "after" and row.window_kind == "whole"
    }
    central = cases[cases["case"] == "central"]
    names = list(zip(central["scope"], central["name"], strict=True))
    for column, room in (("covered_hours", HOURS), ("gap_hours", HOURS), ("demand_hours", HOURS), ("coverage", SHARE)):
        again = [getattr(plan[place], column) if place in plan else nan for place in names]
        yield from compare("stress", column, central, KEY, again, 2 * room)


def stressed_gaps_lie_in_order(folder: Folder) -> Iterator[Wrong]:
    """Together the favourable ends leave no larger gap than the plan has, the unfavourable ends no smaller one."""
    if "stress" not in folder.tables:
        return
    force = [row for row in folder.rows("stress") if row.scope == "force"]
    central = next((row for row in force if row.case == "central"), None)
    if central is None:
        return
    room = GIVEN_UP * central.demand_hours + HOURS
    moved = [row.gap_hours for row in force if row.case == "input"]
    for row in force:
        where = at(KEY, (getattr(row, column) for column in KEY))
        if row.case != "together":
            continue
        best = row.end == "favourable"
        if (row.gap_hours > central.gap_hours + room) if best else (row.gap_hours < central.gap_hours - room):
            bound = at_most if best else at_least
            yield wrong("stress", where, "gap_hours", row.gap_hours, bound(central.gap_hours))
        ahead = [gap for gap in moved if (gap < central.gap_hours if best else gap > central.gap_hours)]
        if not ahead and abs(row.gap_hours - central.gap_hours) > 2 * HOURS:
            yield wrong("stress", where, "gap_hours", row.gap_hours, central.gap_hours)


def percentiles_are_those_of_the_samples(folder: Folder) -> Iterator[Wrong]:
    """Each percentile lies between the two samples next to it, each figure by itself."""
    if "stress" not in folder.tables:
        return
    samples: dict[Any, list[Any]] = {}
    for row in folder.rows("stress"):
        if row.case == "sample":
            samples.setdefault((row.scope, row.name), []).append(row)
    for row in folder.rows("stress"):
        if row.case != "percentile":
            continue
        drawn = samples.get((row.scope, row.name), [])
        for column in FIGURES:
            again = _percentile([getattr(each, column) for each in drawn], row.number)
            says, room = getattr(row, column), 2 * (SHARE if column == "coverage" else HOURS)
            if not abs(says - again) <= room and not (isnan(says) and isnan(again)):
                yield wrong("stress", at(KEY, (getattr(row, name) for name in KEY)), column, says, again)


def _percentile(values: list[float], percentile: int) -> float:
    """The value below which so many in a hundred lie, straight between the two next to it."""
    if not values or any(map(isnan, values)):
        return nan
    every = sorted(values)
    place = percentile / 100 * (len(every) - 1)
    below = floor(place)
    above = min(below + 1, len(every) - 1)
    return every[below] + (place - below) * (every[above] - every[below])


def _ranges(folder: Folder) -> dict[str, Range]:
    """The range of each number of demand and hours that has one; of a dated number that of its first that has.

    Lines of hours that only explain a stated total change nothing and are not varied.
    """
    return folder.stated.once("ranges", lambda: dict(_found(folder.scenario)))


def _found(scenario: dict[str, Any]) -> Iterator[tuple[str, Range]]:
    for section in UNCERTAIN:
        for name, part in scenario.get(section, {}).items():
            explained = section == "hours" and part.get("productive") is not None
            for key, inner in part.items():
                if not (explained and key in ("lines", "bank_holidays")):
                    yield from _within(inner, f"{section}.{name}.{key}")


def _within(part: Any, path: str) -> Iterator[tuple[str, Range]]:
    steps = part if isinstance(part, list) else [part]
    if all(isinstance(step, dict) and "value" in step for step in steps):
        ranges = [step["range"] for step in steps if step.get("range")]
        if ranges:
            yield path, (float(ranges[0][0]), float(ranges[0][1]))
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from _within(inner, f"{path}.{name}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _within(inner, f"{path}[{number}]")
