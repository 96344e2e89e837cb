"""Audits of ranks: the structure before and after, holders of removed ranks, and those who held them before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from planner.verify.comparing import FTE, PLACE, at, compare_places, compare_rows, each_row, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day, duration, value_on
from planner.verify.worked_out.cohorts import followed, paid_as_origin
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import (
    Line,
    intakes,
    leaving_share,
    lines_of_establishment,
    opening_strength,
    staying_share,
)
from planner.verify.worked_out.ranks import Ranks
from planner.verify.worked_out.ways import ways

STRUCTURE = ("plan", "team", "rank")
HOLDERS = ("plan", "rank", "period")
FORMER = ("plan", "rank", "flow", "period")
AsBefore = Callable[[float, float], float]
"""The share of a person who is paid as before, between two times after joining."""


def the_structure_is_that_of_the_lines(folder: Folder) -> Iterator[Wrong]:
    """People and posts of a rank in a team are those of its lines, at the opening and at the end."""
    known, last = Ranks(folder), folder.stated.reported[-1]
    moved = _posts_moved(folder, last)
    strength, approved = (folder.cells("staffing", PLACE, column) for column in ("strength_fte", "approved_fte"))
    figures: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0] * 5)
    for plan in PLANS:
        for team, role in lines_of_establishment(folder):
            line = folder.scenario["establishment"][team][role]
            sums = figures[plan, team, known.rank_of(role)]
            sums[0] += opening_strength(folder, team, role)
            sums[1] += strength[plan, team, role, last]
            sums[2] += value_on(line["approved_fte"], folder.stated.spans[0][0])
            sums[3] += approved[plan, team, role, last] + moved.get((plan, team, role), 0.0)
            sums[4] += 2 * FTE
    slacks = (0, 0, 0, 2 * FTE * (1 + len(moved)) if moved else 0)
    for number, column in enumerate(("opening_fte", "closing_fte", "opening_approved_fte", "closing_approved_fte")):
        printed = folder.cells("structure", STRUCTURE, column)
        again = {place: (sums[number], sums[4] + slacks[number]) for place, sums in figures.items()}
        yield from compare_rows("structure", STRUCTURE, printed, again)
        yield from compare_places("structure", column, STRUCTURE, printed, again)


def _posts_moved(folder: Folder, last: str) -> dict[tuple[str, str, str], float]:
    """Posts that came to each line with people by the end of a period, less those that went."""
    moved: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in each_row(followed(folder)):
        if row.period == last and row.posts:
            moved[row.plan, row.team, row.role] += row.posts
    return moved


def holders_are_those_of_the_lines(folder: Folder) -> Iterator[Wrong]:
    """Holders of a removed rank are in post on its lines; who is gone and what came back follows."""
    known = Ranks(folder)
    rows = {(row.plan, row.rank, row.period): row for row in folder.rows("holders")}
    expected = {(plan, rank, period) for plan in PLANS for rank in known.removed for period in folder.stated.number}
    yield from compare_rows("holders", HOLDERS, rows, expected)
    over, strength = folder.cells("staffing", PLACE, "supernumerary_fte"), known.strength
    for plan in PLANS:
        for rank in known.removed:
            lines, back = known.lines(rank), known.came_back(plan, rank)
            at_freeze = sum(known.at_freeze(plan, line, rank) for line in lines)
            for period, number in folder.stated.number.items():
                there = sum(strength[(plan, *line, period)] for line in lines)
                figures = {
                    "holders_fte": there,
                    "supernumerary_fte": sum(over[(plan, *line, period)] for line in lines),
                    "gone_fte": at_freeze - there if number >= known.frozen(rank) else 0.0,
                    "came_back_fte": back[period],
                    "temporary_fte": sum(_temporary(known, line, period) for line in lines),
                }
                for column, again in figures.items():
                    says = float(getattr(rows.get((plan, rank, period)), column, float("nan")))
                    if not abs(says - again) <= FTE * (2 + 3 * len(lines) + 2 * number):
                        yield wrong("holders", at(HOLDERS, (plan, rank, period)), column, says, again)


def _temporary(known: Ranks, line: Line, period: str) -> float:
    """Temporary holders of the opening who are still there: they leave like others, and go back on their day."""
    folder, there = known.folder, 0.0
    staying = staying_share(folder, line[1], period)
    for group in folder.scenario["establishment"][line[0]][line[1]].get("temporary", {}).values():
        days = [as_day(known.removed[known.rank_of(line[1])]["frozen_from"])]
        days += [as_day(group["until"])] if "until" in group else []
        if folder.stated.first_day[period] < min(days):
            there += value_on(group["fte"], date.min) * staying
    return there


def former_holders_are_those_who_went(folder: Folder) -> Iterator[Wrong]:
    """Former holders are those who took a pathway since the freeze and are still there, and posts that came back."""
    known = Ranks(folder)
    again: dict[tuple[str, ...], list[float]] = {}
    for rank in known.removed:
        for plan in PLANS:
            for flow, figures in _former(known, plan, rank).items():
                for period, values in figures.items():
                    again[plan, rank, flow, period] = values
    for number, column in enumerate(("present_fte", "paid_fte", "protected_fte")):
        printed = folder.cells("former_holders", FORMER, column)
        yield from compare_rows("former_holders", FORMER, printed, again)
        slack = FTE * (3 + len(folder.stated.number))
        expected = {place: (values[number], slack) for place, values in again.items()}
        yield from compare_places("former_holders", column, FORMER, printed, expected)


def former_holders_stand_where_they_went(folder: Folder) -> Iterator[Wrong]:
    """Former holders stand on the line that their way leads to, or back where they hold the rank for a term."""
    known, of_ranks = ways(folder), Ranks(folder)
    for row in folder.rows("former_holders"):
        way = known[row.flow]
        line = way.origin if way.goes_back and way.destination in of_ranks.lines(row.rank) else way.destination
        where = at(FORMER, (row.plan, row.rank, row.flow, row.period))
        if (row.team, row.role) != line:
            yield wrong("former_holders", where, "role", f"{row.team} {row.role}", " ".join(line))
        if row.kind != way.kind:
            yield wrong("former_holders", where, "kind", row.kind, way.kind)


def _former(known: Ranks, plan: str, rank: str) -> dict[str, dict[str, list[float]]]:
    """Present, paid on this line and paid as before, by flow and period."""
    folder, flows = known.folder, known.folder.tables["flows"]
    flows = flows[flows["plan"] == plan]
    since = [period for _, _, period in folder.stated.spans][known.frozen(rank) :]
    result: dict[str, dict[str, list[float]]] = {}
    for name in known.back_flows(rank):
        figures = result[name] = {period: [0.0] * 3 for period in since}
        for row in each_row(flows[flows["flow"] == name]):
            _stay(known, figures, row.role, row.period, row.fte, None, _not_at_all)
    for name, line in _lines_of_temporary_holders(known, rank).items():
        figures = result[name] = {period: [0.0] * 3 for period in since}
        here = (flows["flow"] == name) & (flows["team"] == line[0]) & (flows["role"] == line[1])
        for row in each_row(flows[here & (flows["kind"] == "temporary_promotion_back")]):
            if row.period in figures:
                _stay(known, figures, row.role, row.period, row.fte, None, _not_at_all)
    for name, way in known.ways_out(rank).items():
        if "to" not in way or (way["to"]["team"], way["to"]["role"]) in known.lines(rank):
            continue
        figures = result[name] = {period: [0.0] * 3 for period in since}
        starts = flows["kind"] == "starts" if _is_civilian(way) else flows["kind"].str.endswith("_out")
        for row in each_row(flows[(flows["flow"] == name) & starts]):
            if row.period in figures:
                _follow(known, figures, way, row.period, row.fte)
    return result


def _lines_of_temporary_holders(known: Ranks, rank: str) -> dict[str, Line]:
    """Where those go back to who hold a rank for a time, by flow."""
    back: dict[str, Line] = {}
    for team, role in known.lines(rank):
        for group, stated in known.folder.scenario["establishment"][team][role].get("temporary", {}).items():
            back[f"{team}.{role}.{group}"] = (stated["substantive"]["team"], stated["substantive"]["role"])
    for name, way in known.folder.supply("pathways").items():
        if way["kind"] == "temporary_promotion" and (way["to"]["team"], way["to"]["role"]) in known.lines(rank):
            back[name] = (way["from"]["team"], way["from"]["role"])
    return {name: line for name, line in back.items() if line not in known.lines(rank)}


def _is_civilian(way: dict[str, Any]) -> bool:
    """Whether a new member of staff stands in the place of the holder who goes."""
    return bool(way["kind"] == "civilianisation")


def _follow(known: Ranks, figures: dict[str, list[float]], way: dict[str, Any], start: str, fte: float) -> None:
    """Those who start on a pathway in a period, through the lead and in the new post."""
    folder, learning = known.folder, way.get("in_training", {})
    day = folder.stated.first_day[start]
    if way["kind"] != "move":
        day = min(each for each in intakes(folder, way) if folder.stated.period_on(each) == start)
    joins = folder.stated.period_from(day + duration(way.get("lead")))
    for period in figures:
        in_lead = folder.stated.first_day[start] <= folder.stated.first_day[period] and (
            joins is None or folder.stated.first_day[period] < folder.stated.first_day[joins]
        )
        if in_lead and (_is_civilian(way) or learning.get("line", "from") == "to"):
            figures[period][1] += fte * value_on(learning.get("pay_share", 1), folder.stated.first_day[period])
    if joins is None:
        return
    passing = 1 - value_on(way.get("return_share", 0), day) - value_on(way.get("leave_share", 0), day)

    def as_before(begin: float, end: float) -> float:
        """The share of a person who is paid as before, between two times after joining."""
        return paid_as_origin(way["kind"], way, begin, end)

    _stay(known, figures, way["to"]["role"], joins, fte * passing, way.get("length"), as_before, _is_civilian(way))


def _not_at_all(*_: float) -> float:
    """Paid as before: nobody."""
    return 0.0


def _stay(
    known: Ranks,
    figures: dict[str, list[float]],
    role: str,
    joins: str,
    fte: float,
    length: Any,
    as_before: AsBefore,
    new_to_force: bool = False,
) -> None:
    """People who join a line in a period and leave it like others, or in their first year, until a term is over."""
    folder = known.folder
    over = None if length is None else folder.stated.period_from(folder.stated.first_day[joins] + duration(length))
    age = 0.0
    for period in [period for _, _, period in folder.stated.spans][folder.stated.number[joins] :]:
        if period == over:
            return
        until = age + folder.stated.months[period]
        first_year = new_to_force and age < 12 - 1e-9
        fte *= 1 if period == joins else 1 - leaving_share(folder, role, period, first_year)
        if period in figures:
            figures[period][0] += fte
            figures[period][1] += fte
            figures[period][2] += fte * as_before(age, until)
        age = until
