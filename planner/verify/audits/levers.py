"""Audits of levers: their limits are those stated, and they are used within them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from planner.verify.comparing import (
    FTE,
    HOURS,
    HOURS_KEY,
    PLACE,
    at,
    compare,
    compare_at_most,
    compare_rows,
    each_row,
    on_rows,
    summed,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken, year_start
from planner.verify.numbers import duration, mean_of, value_on
from planner.verify.worked_out.duties import duty_levers
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import Line, frozen_on, lines_of_establishment, opening_strength
from planner.verify.worked_out.places import place_of_way
from planner.verify.worked_out.ways import (
    DECIDED,
    NOWHERE,
    Way,
    first_day_out,
    intakes_of,
    line_of,
    opens_on,
    other_side,
    ways,
)
from planner.vocabulary import EXITS

ALWAYS_THERE = ("overtime", "agency", "redeployment", "displacement", "reduced_hours")
"""Kinds of levers that have a row in every period, used or not."""
KEY = ["plan", "lever", "team", "role", "period"]


def limits_of_levers_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """How far a lever may be used in a period is what the scenario says."""
    people, hours = _People(folder), _limits_in_hours(folder)
    for row in folder.rows("levers"):
        if row.kind in DECIDED:
            most, slack = _places(folder, ways(folder)[row.lever], row.period), 4 * HOURS
        elif row.kind in ("agency", "reduced_hours"):
            most, slack = _people_to_have(folder, row), 4 * HOURS
        elif row.kind in hours:
            most, slack = hours[row.kind](people, row)
        else:  # displaced hours are audited as work elsewhere
            continue
        if most is not None and not abs(row.most - most) <= slack:
            where = at(KEY, (row.plan, row.lever, row.team, row.role, row.period))
            yield wrong("levers", where, "most", row.most, most)


def flows_stand_on_their_lines(folder: Folder) -> Iterator[Wrong]:
    """Who comes, goes or starts does so on a line of the way that is stated, from or to its other side."""
    key = ("plan", "kind", "flow", "team", "role", "period")
    for row in folder.rows("flows"):
        way, line = ways(folder).get(row.flow), (row.team, row.role)
        where = at(key, (getattr(row, name) for name in key))
        lines = {way.origin, way.destination} - {NOWHERE} if way else {line}
        if line not in lines:
            yield wrong("flows", where, "role", " ".join(line), " or ".join(map(" ".join, sorted(lines))))
            continue
        # A new member of staff who starts comes from nowhere yet: the officer works on until the post is taken over.
        from_nowhere = way is None or (way.is_civilian and row.kind == "starts")
        other = NOWHERE if way is None or from_nowhere else other_side(way, line)
        if (row.other_team, row.other_role) != other:
            says, should_be = f"{row.other_team} {row.other_role}".strip(), " ".join(other).strip()
            yield wrong("flows", where, "other_role", says, should_be)


def levers_stand_on_their_lines(folder: Folder) -> Iterator[Wrong]:
    """Levers are of the kind and stand on the line that is stated; one that is always there stands in every period."""
    there: dict[tuple[str, str], set[str]] = {}
    kinds = _kinds(folder)
    for row in folder.rows("levers"):
        where = at(KEY, (row.plan, row.lever, row.team, row.role, row.period))
        if row.kind != kinds.get(row.lever, row.kind):
            yield wrong("levers", where, "kind", row.kind, kinds[row.lever])
            continue
        lines = _lines_of_lever(folder, row.kind, row.lever)
        if lines and (row.team, row.role) not in lines:
            yield wrong("levers", where, "role", f"{row.team} {row.role}", " or ".join(map(" ".join, sorted(lines))))
        there.setdefault((row.plan, row.lever), set()).add(row.period)
    always = {name for name, kind in kinds.items() if kind in ALWAYS_THERE}
    expected = {(plan, name, period) for plan in PLANS for name in always for period in folder.stated.number}
    found = {(*place, period) for place, periods in there.items() if place[1] in always for period in periods}
    yield from compare_rows("levers", ("plan", "lever", "period"), found, expected)


def _kinds(folder: Folder) -> dict[str, str]:
    """The kind of each lever."""
    lines = lines_of_establishment(folder)
    kinds = {
        name: section
        for section in ALWAYS_THERE
        for name, stated in folder.supply(section).items()
        if section != "overtime" or any(_may_work_it(stated, *line) for line in lines)
    }
    kinds |= {name: way.kind for name, way in ways(folder).items()}
    return kinds | dict.fromkeys(duty_levers(folder), "duty")


def _may_work_it(overtime: dict[str, Any], team: str, role: str) -> bool:
    """Whether a line may work a kind of overtime."""
    return role in overtime["roles"] and team in (overtime.get("teams") or [team])


def _lines_of_lever(folder: Folder, kind: str, name: str) -> set[Line]:
    """The lines on which a lever may stand; none: several, which its other figures tell."""
    if kind in ("agency", "reduced_hours"):
        return {line_of(folder.supply(kind)[name])}
    way = ways(folder).get(name)
    return {way.origin, way.destination} - {NOWHERE} if way else set()


class _People:
    """Strength, available people and their hours by place."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def fte(self, column: str, *place: str) -> float:
        """Strength or available people [FTE]."""
        return float(self._folder.cells("staffing", PLACE, column)[place])

    def hours(self, role: str, name: str, period: str) -> float:
        """Hours of one FTE."""
        pattern = self._folder.scenario["roles"][role]["hours"]
        return float(self._folder.cells("hours", HOURS_KEY, "hours_per_fte")[pattern, name, period])


InHours = Callable[[_People, Any], tuple[float, float]]
"""How many hours a lever may give in a row's period, and what rounding leaves open."""


def _limits_in_hours(folder: Folder) -> dict[str, InHours]:
    def of_overtime(people: _People, row: Any) -> tuple[float, float]:
        stated = folder.supply("overtime")[row.lever]
        share = mean_of(stated["share_of_contracted"], *_span(folder, row.period))
        fte = people.fte("strength_fte", row.plan, row.team, row.role, row.period)
        contracted = people.hours(row.role, "contracted", row.period)
        return share * contracted * fte, 4 * HOURS + FTE * contracted + HOURS * fte

    def of_redeployment(people: _People, row: Any) -> tuple[float, float]:
        stated = folder.supply("redeployment")[row.lever]
        origin, span = stated["from"], _span(folder, row.period)
        productive = people.hours(origin["role"], "productive", row.period)
        if "fte" in stated:
            fte = mean_of(stated["fte"], *span)
        else:
            there = people.fte("available_fte", row.plan, origin["team"], origin["role"], row.period)
            fte = mean_of(stated["share_of_hours"], *span) * there
        return productive * fte, 4 * HOURS + HOURS * productive * fte + FTE * productive

    def of_duty(people: _People, row: Any) -> tuple[float, float]:
        (team, role), _, _ = duty_levers(folder)[row.lever]
        fte = people.fte("available_fte", row.plan, team, role, row.period)
        productive = people.hours(role, "productive", row.period)
        return productive * fte, 4 * HOURS + HOURS * productive * fte + FTE * productive

    return {"overtime": of_overtime, "redeployment": of_redeployment, "duty": of_duty}


def _span(folder: Folder, period: str) -> tuple[date, date]:
    return folder.stated.span[period]


def _people_to_have(folder: Folder, row: Any) -> float:
    """People of an agency, or on reduced hours."""
    first, after = _span(folder, row.period)
    stated = folder.supply(row.kind)[row.lever]
    begun = first >= folder.stated.spans[0][0] + duration(stated.get("lead"))
    return mean_of(stated["fte"], first, after) if begun else 0.0


def _places(folder: Folder, way: Way, period: str) -> float | None:
    """Places of a way in a period; none who would join a frozen rank or outlast the plan; None: no limit of its own."""
    stated, first = way.stated, folder.stated.first_day[period]
    if way.kind == "move" or way.kind in EXITS:
        joins: date | None = first
        limit = stated.get("per_month_fte")
        months = folder.stated.months[period]
        places = None if limit is None else value_on(limit, first) * months
        places = 0.0 if way.kind in EXITS and first < first_day_out(folder, way) else places
    else:
        days = intakes_of(folder, way)[period]
        joins = _joins(folder, way, days[0])
        places = sum(value_on(stated["per_intake_fte"], day) for day in days)
        must_end = stated.get("length") and not stated.get("may_outlast_plan", True)
        if must_end and (joins is None or joins + duration(stated["length"]) > folder.stated.spans[-1][1]):
            return 0.0
    opens = opens_on(folder, way)
    if opens is not None and first < opens:
        return 0.0
    frozen = frozen_on(folder, way.destination[1]) if way.destination[1] else None
    return 0.0 if frozen is not None and (joins is None or joins >= frozen) else places


def _joins(folder: Folder, way: Way, day: date) -> date | None:
    """The first day of the period in which those join who start on a day; none: after the plan."""
    joins = folder.stated.period_from(day + duration(way.stated.get("lead")))
    return None if joins is None else folder.stated.first_day[joins]


def levers_are_used_within_their_limits(folder: Folder) -> Iterator[Wrong]:
    """No lever is used beyond what it may be, and overtime, agency and lent hours are those of the levers."""
    levers, rows = folder.tables["levers"], folder.tables["staffing"]
    yield from compare_at_most("levers", "used", levers, KEY, levers["most"], 2 * HOURS)
    yield from compare_at_most("levers", "used", levers, KEY, 0.0, HOURS, printed=-levers["used"])
    overtime = summed(levers[levers["kind"] == "overtime"], PLACE, ["used"])
    slack = HOURS * (1 + on_rows(rows, PLACE, overtime["cells"]))
    yield from compare("staffing", "overtime_hours", rows, PLACE, on_rows(rows, PLACE, overtime["used"]), slack)
    yield from _hours_lent_and_borrowed(folder, levers, rows)


def _hours_lent_and_borrowed(folder: Folder, levers: pd.DataFrame, rows: pd.DataFrame) -> Iterator[Wrong]:
    """Hours lent and borrowed, of redeployment and for what removed ranks did; these are worth what they are."""
    stated = folder.supply("redeployment")
    ends: dict[str, tuple[Any, Any]] = {name: (lever["from"], lever["to"]) for name, lever in stated.items()}
    ends |= {
        name: ({"team": lender[0], "role": lender[1]}, {"team": borrower[0], "role": borrower[1]})
        for name, (lender, borrower, _) in duty_levers(folder).items()
    }
    used = levers[levers["kind"].isin(["redeployment", "duty"])].copy()
    worth = []
    for row in each_row(used):
        end = ends[row.lever][1]
        if (row.team, row.role) != (end["team"], end["role"]):
            where = at(KEY, (row.plan, row.lever, row.team, row.role, row.period))
            yield wrong("levers", where, "role", f"{row.team} {row.role}", f"{end['team']} {end['role']}")
        efficiency = stated[row.lever].get("efficiency", 1) if row.lever in stated else 1
        worth.append(mean_of(efficiency, *folder.stated.span[row.period]))
    used["worth"] = used["used"] * pd.Series(worth, index=used.index, dtype=float)
    for column, side, figure in (("lent_hours", 0, "used"), ("borrowed_hours", 1, "worth")):
        there = used.assign(
            team=[ends[name][side]["team"] for name in used["lever"]],
            role=[ends[name][side]["role"] for name in used["lever"]],
        )
        sums = summed(there, PLACE, [figure])
        slack = HOURS * (1 + on_rows(rows, PLACE, sums["cells"]))
        yield from compare("staffing", column, rows, PLACE, on_rows(rows, PLACE, sums[figure]), slack)


def places_of_the_year_are_kept(folder: Folder) -> Iterator[Wrong]:
    """After action no more people start in a financial year than there are places; a part of a year counts as such."""
    yield from broken(places_of_the_year(folder))


def places_of_the_year(folder: Folder, plan: str = "after") -> Iterator[Limit]:
    """Each limit on starts in each financial year, and how many start [FTE]."""
    used: dict[tuple[str, str], list[float]] = {}
    for row in folder.rows("levers"):
        if row.plan == plan:
            used.setdefault((row.lever, folder.stated.financial_year[row.period]), []).append(row.used)
    for name, members, stated, lines in limits_of_a_year(folder):
        for key in ("per_year_fte", "per_year_share"):
            place = place_of_way(folder, name, key)
            for year, most in most_in_a_year(folder, {key: stated[key]}, lines, plan) if key in stated else ():
                starts = [fte for member in members for fte in used.get((member, year), ())]
                yield Limit(
                    "flow_caps",
                    (place, year_start(year)),
                    place,
                    "most",
                    most,
                    sum(starts),
                    HOURS * (2 + sum(1 for fte in starts if fte)) + FTE * len(lines),
                    *("levers", f"plan={plan} lever={name} financial_year={year}", "used"),
                    may_lack=not starts,
                )


def most_in_a_year(
    folder: Folder, stated: dict[str, Any], lines: list[Any], plan: str = "after"
) -> Iterator[tuple[str, float]]:
    """What is allowed in each financial year: places as stated, or a share of the people of some lines."""
    for year, first, part, numbers in folder.stated.once("places of years", lambda: _years(folder)):
        if "per_year_fte" in stated:
            yield year, value_on(stated["per_year_fte"], first) * part
        if "per_year_share" in stated:
            share = stated["per_year_share"]
            number = numbers[-1] if share.get("at") == "closing" else numbers[0] - 1
            people = sum(_strength_at_the_end_of(folder, plan, number, line) for line in lines)
            yield year, value_on(share["share"], first) * part * people


def _years(folder: Folder) -> list[tuple[str, date, float, list[int]]]:
    """Each financial year: its first day, how much of a year its periods are, and their numbers."""
    return [
        (str(year), rows["first"].min(), min(1.0, rows["months"].sum() / 12), sorted(rows["number"].tolist()))
        for year, rows in folder.periods.groupby("financial_year")
    ]


def limits_of_a_year(folder: Folder) -> Iterator[tuple[str, list[str], dict[str, Any], list[dict[str, str]]]]:
    """What may limit starts in a year: its name, the flows, what is stated, and the lines of which it is a share."""
    removed = folder.scenario.get("structure", {}).get("removed_ranks", {}).values()
    for section in ("recruitment", "moves", "pathways", "exits"):
        for stated in (folder.supply(section), *(rank.get(section, {}) for rank in removed)):
            for name, way in stated.items():
                of_origin = way.get("per_year_share", {}).get("of") == "origin"
                yield name, [name], way, [way["from"] if of_origin else way.get("to", way)]
    for name, pool in folder.supply("pools").items():
        yield name, pool["members"], pool, pool.get("per_year_share", {}).get("of", [])


def _strength_at_the_end_of(folder: Folder, plan: str, number: int, line: dict[str, str]) -> float:
    """Strength of a line at the end of a period by its number, or before the first."""
    if number < 0:
        return opening_strength(folder, line["team"], line["role"])
    strength = folder.cells("staffing", PLACE, "strength_fte")
    return float(strength[plan, line["team"], line["role"], folder.stated.spans[number][2]])
