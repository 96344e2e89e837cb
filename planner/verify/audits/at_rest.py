"""Audit of the plan before action: every lever is where it is if nobody decides anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.verify.audits.pathways import who_could_go
from planner.verify.calendar import year_of
from planner.verify.comparing import FTE, HOURS, at, at_most, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day, duration, mean_of, step_on
from planner.verify.worked_out.cohorts import on_places
from planner.verify.worked_out.days import days, starts_month
from planner.verify.worked_out.people import in_order, opening_strength, staying_share
from planner.verify.worked_out.ways import DECIDED, NOWHERE, Way, intakes_of, line_of, ways
from planner.vocabulary import EXITS

KEY = ("plan", "lever", "team", "role", "period")
SHARED = ("overtime", "redeployment", "displacement")
"""Kinds of levers of which a share of what may be used is used at rest; of displaced hours no more than that."""


def levers_rest_before_action(folder: Folder) -> Iterator[Wrong]:
    """Before action every lever is used as far as the scenario says it is if nobody decides anything."""
    reduced = _reduced_at_rest(folder)
    for row in folder.rows("levers"):
        if row.plan != "before":
            continue
        where = at(KEY, (row.plan, row.lever, row.team, row.role, row.period))
        if row.kind in SHARED:
            stated = folder.supply(row.kind)[row.lever]
            again = share_of_most(stated, *folder.stated.span[row.period]) * row.most
            if row.kind == "displacement" and not row.used <= again + 4 * HOURS:
                yield wrong("levers", where, "used", row.used, at_most(again))
            elif row.kind != "displacement" and not abs(row.used - again) <= 4 * HOURS + 1e-6 * again:
                yield wrong("levers", where, "used", row.used, again)
        elif row.kind in ("agency", "reduced_hours") or row.kind in DECIDED:
            again = reduced[row.lever, row.period] if row.kind == "reduced_hours" else _at_rest(folder, row)
            as_stated = abs(row.used - again) <= 2 * HOURS
            nobody = _nobody_is_left if row.kind in DECIDED else _others_go
            cut = row.kind != "agency" and row.used < again and nobody(folder, row)
            if not as_stated and not cut:
                yield wrong("levers", where, "used", row.used, again)


def _others_go(folder: Folder, row: Any) -> bool:
    """Whether the line of people on reduced hours loses some otherwise than at its rate, or has some away."""
    line = (row.team, row.role)
    stated = folder.scenario["establishment"][row.team][row.role]
    known = (line_of(each) for each in folder.supply("known_leavers").values())
    from_here = (way for way in ways(folder).values() if way.origin == line and "at_rest_fte" in way.stated)
    away = ("unavailable", "limited_duty", "temporary")
    return line in known or any(True for _ in from_here) or any(stated.get(key) for key in away)


def _nobody_is_left(folder: Folder, row: Any) -> bool:
    """Whether nobody could go any more by a way, or no post is left to go along: what is stated is cut to those there.

    With a lead before anybody leaves the line, those who are left are counted where they leave it.
    """
    way = ways(folder)[row.lever]
    if way.origin == NOWHERE:
        return False
    left, posts = folder.once("left at rest", lambda: _left_at_rest(folder))
    number = folder.stated.number[row.period]
    if way.is_civilian:
        first = folder.stated.period_from(intakes_of(folder, way)[row.period][0] + duration(way.stated.get("lead")))
        if first is None:
            return False
        number = folder.stated.number[first]
    periods = [period for _, _, period in folder.stated.spans][number:]
    nobody = left[(*way.origin, periods[0])] <= 0
    return nobody or (way.moves_post and min(posts[(*way.origin, period)] for period in periods) <= 0)


Left = dict[tuple[str, str, str], float]
"""What is left on a line in a period, less what rounding leaves open; nothing where it is not above 0 [FTE]."""


def _left_at_rest(folder: Folder) -> tuple[Left, Left]:
    """People who could still go before action, and posts that could still go along."""
    rows = in_order(folder, folder.tables["staffing"])
    rows = rows[rows["plan"] == "before"].reset_index(drop=True)
    there, departing, slack = who_could_go(folder, rows)
    _, cells = on_places(folder, rows, "posts")
    keys = list(zip(rows["team"], rows["role"], rows["period"], strict=True))
    people = dict(zip(keys, there - departing - slack, strict=True))
    return people, dict(zip(keys, rows["approved_fte"] - FTE * (2 + cells), strict=True))


def share_of_most(stated: dict[str, Any], first: date, after: date) -> float:
    """The share of what a lever may give that it gives at rest; overtime's is stated of the contracted hours."""
    share = mean_of(stated.get("at_rest_share", 0), first, after)
    if "share_of_contracted" not in stated:
        return share
    most = mean_of(stated["share_of_contracted"], first, after)
    return min(1.0, share / most) if most else 0.0


def _at_rest(folder: Folder, row: Any) -> float:
    """People of an agency, or who start on a way, if nobody decides anything; no more than may."""
    if row.kind == "agency":
        stated = folder.supply("agency")[row.lever].get("at_rest_fte", 0)
        return min(mean_of(stated, *folder.stated.span[row.period]), float(row.most))
    way = ways(folder)[row.lever]
    rate = way.stated.get("at_rest_fte")
    if rate is None:
        return 0.0
    if way.kind == "move" or way.kind in EXITS:
        first = folder.stated.first_day[row.period]
        usual = _per_year(rate, first) * folder.stated.months[row.period] / 12
    else:
        in_year = _intakes_in_years(folder, way)
        usual = sum(
            _per_year(rate, day) / in_year[year_of(day, starts_month(folder))]
            for day in intakes_of(folder, way)[row.period]
        )
    return min(usual, float(row.most))


def _per_year(rate: Any, day: date) -> float:
    step = step_on(rate, day)
    return float(step["value"]) * {"week": 365.25 / 7, "month": 12.0, "year": 1.0}[step["per"]]


def _intakes_in_years(folder: Folder, way: Way) -> Counter[int]:
    """How many intakes of a way each financial year has, also before and after the plan."""
    stated = [as_day(day) for day in way.stated.get("intakes", ())]
    every = stated or [day for day in days(folder) if day.day == 1]
    return Counter(year_of(day, starts_month(folder)) for day in every)


def _reduced_at_rest(folder: Folder) -> dict[tuple[str, str], float]:
    """People on reduced hours as far as they are still there, taken by one name after the other."""
    left: dict[tuple[str, str, str], float] = {}
    used: dict[tuple[str, str], float] = {}
    for name, stated in sorted(folder.supply("reduced_hours").items()):
        for first, after, period in folder.stated.spans:
            place = (stated["team"], stated["role"], period)
            there = opening_strength(folder, *place[:2]) * staying_share(folder, place[1], period)
            wanted = min(mean_of(stated.get(key, 0), first, after) for key in ("at_rest_fte", "fte"))
            used[name, period] = min(wanted, left.get(place, there))
            left[place] = left.get(place, there) - used[name, period]
    return used
