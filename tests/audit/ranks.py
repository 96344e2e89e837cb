"""Audits of ranks: the structure before and after, holders of removed ranks, and those who held them before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from audit.money import rates
from audit.people import intakes, leaver_share, leaving_share, opening_strength
from audit.reading import FTE, HOURS, PLACE, POUNDS, Finding, Folder, as_day, compare, duration, value_on
from audit.ways import paid_as_origin

Line = tuple[str, str]


@dataclass(frozen=True)
class Ranks:
    """Removed ranks as the scenario states them."""

    folder: Folder

    @cached_property
    def removed(self) -> dict[str, dict[str, Any]]:
        """Removed ranks that somebody holds, in the order of their names."""
        stated = self.folder.scenario.get("structure", {}).get("removed_ranks", {})
        return {rank: stated[rank] for rank in sorted(stated) if self.lines(rank)}

    def rank_of(self, role: str) -> str:
        """The rank of a role, or the grade of police staff."""
        stated = self.folder.scenario["roles"][role]
        return str(stated.get("rank") or stated["grade"])

    def is_officer(self, role: str) -> bool:
        """Whether the holders of a role are police officers."""
        return bool(self.folder.scenario["roles"][role].get("rank"))

    def lines(self, rank: str) -> list[Line]:
        """Lines whose holders have a rank."""
        return self._lines.get(rank, [])

    @cached_property
    def _lines(self) -> dict[str, list[Line]]:
        lines: dict[str, list[Line]] = {}
        for team, roles in self.folder.scenario["establishment"].items():
            for role in roles:
                lines.setdefault(self.rank_of(role), []).append((team, role))
        return lines

    def frozen(self, rank: str) -> int:
        """The number of the first period in which nobody joins a rank."""
        return self._frozen[rank]

    @cached_property
    def _frozen(self) -> dict[str, int]:
        periods = {rank: self.folder.period_from(as_day(each["frozen_from"])) for rank, each in self.removed.items()}
        number = self.folder.periods["number"]
        return {rank: len(number) if period is None else int(number[period]) for rank, period in periods.items()}

    def period(self, number: int) -> str:
        """The period of a number."""
        return str(self.folder.periods["period"].iloc[number])

    def at_freeze(self, plan: str, line: Line, rank: str) -> float:
        """Strength of a line before its rank is frozen."""
        number = self.frozen(rank)
        if number == 0:
            return opening_strength(self.folder, *line)
        return float(self.strength[(plan, *line, self.period(number - 1))])

    @cached_property
    def strength(self) -> dict[tuple[str, ...], float]:
        """Strength by plan, team, role and period."""
        return dict(self.folder.tables["staffing"].set_index(PLACE)["strength_fte"])

    def leaving(self, role: str, period: str) -> float:
        """The share of the holders of a role who leave in a period: a frozen rank may have a rate of its own."""
        removed = self.folder.scenario.get("structure", {}).get("removed_ranks", {}).get(self.rank_of(role), {})
        if "leave" in removed and self.folder.first_day[period] >= as_day(removed["frozen_from"]):
            return leaver_share(self.folder, {"rate": removed["leave"]}, period)
        return leaver_share(self.folder, self.folder.supply("leavers").get(role), period)

    def ways_out(self, rank: str) -> dict[str, dict[str, Any]]:
        """Pathways, exits and moves by which holders leave a rank, by name; posts that come back are not among them."""
        structure = self.folder.scenario.get("structure", {}).get("removed_ranks", {})
        ways = self.folder.supply("pathways") | self.folder.supply("exits")
        ways |= {name: {**move, "kind": "move"} for name, move in self.folder.supply("moves").items()}
        for each in structure.values():
            ways |= each.get("pathways", {}) | each.get("exits", {})
        lines = self.lines(rank)
        return {name: way for name, way in ways.items() if (way["from"]["team"], way["from"]["role"]) in lines}

    def came_back(self, plan: str, rank: str) -> dict[str, float]:
        """Posts of a rank that have come back by the end of each period."""
        flows = self.folder.tables["flows"]
        mine = flows[(flows["plan"] == plan) & flows["flow"].isin(self.back_flows(rank))]
        by_period = mine.groupby("period")["fte"].sum()
        total, back = 0.0, {}
        for period in self.folder.periods["period"]:
            total += float(by_period.get(period, 0.0))
            back[period] = total
        return back

    def back_flows(self, rank: str) -> list[str]:
        """The names under which posts of a rank come back."""
        return [f"{rank}.comes_back.{number + 1}" for number, _ in enumerate(self.removed[rank].get("comes_back", ()))]


def prices_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """A person costs what pay, awards, increments and on-costs make it, and gives the hours of the role's pattern."""
    rows, stated = folder.tables["prices"], rates(folder)
    keys = pd.MultiIndex.from_frame(rows[["role", "period"]])
    for column, cost in (("pay_pounds", "pay"), ("on_costs_pounds", "on_costs")):
        again = pd.Series(stated[cost].reindex(keys).to_numpy(), index=rows.index)
        yield from compare(
            "prices are those stated", rows, ["role", "period"], rows[column], again, POUNDS + 1e-9 * again
        )
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    again = pd.Series(
        [hours[folder.scenario["roles"][row.role]["hours"], "productive", row.period] for row in rows.itertuples()],
        index=rows.index,
    )
    yield from compare(
        "prices give hours", rows, ["role", "period"], rows["productive_hours_per_fte"], again, 2 * HOURS
    )
    expected = len(folder.scenario["roles"]) * len(folder.periods)
    if len(rows) != expected:
        yield Finding("every role has its price", "rows", len(rows), expected)


def the_structure_is_that_of_the_lines(folder: Folder) -> Iterator[Finding]:
    """People and posts of a rank in a team are those of its lines, at the opening and at the end."""
    known, staffing = Ranks(folder), folder.tables["staffing"].set_index(PLACE)
    last = str(folder.periods[folder.periods["reported"]]["period"].iloc[-1])
    figures: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0] * 4)
    for plan in ("before", "after"):
        for team, roles in folder.scenario["establishment"].items():
            for role, line in roles.items():
                there = staffing.loc[(plan, team, role, last)]
                sums = figures[plan, team, known.rank_of(role)]
                sums[0] += opening_strength(folder, team, role)
                sums[1] += there["strength_fte"]
                sums[2] += value_on(line["approved_fte"], folder.spans[0][0])
                sums[3] += there["approved_fte"]
    columns = ("opening_fte", "closing_fte", "opening_approved_fte", "closing_approved_fte")
    printed = folder.tables["structure"].set_index(["plan", "team", "rank"])
    for key in sorted(set(printed.index) | set(figures)):
        for column, again in zip(columns, figures.get(key, [0.0] * 4), strict=True):
            found = float(printed[column].get(key, 0.0))
            if abs(found - again) > 40 * FTE:
                yield Finding(f"the structure is that of the lines: {column}", " ".join(key), found, again)


def holders_are_those_of_the_lines(folder: Folder) -> Iterator[Finding]:
    """Holders of a removed rank are in post on its lines; who is gone and what came back follows."""
    known, rows = Ranks(folder), folder.tables["holders"]
    expected = 2 * len(known.removed) * len(folder.periods)
    if len(rows) != expected:
        yield Finding("every removed rank has its holders", "rows", len(rows), expected)
    over = dict(folder.tables["staffing"].set_index(PLACE)["supernumerary_fte"])
    strength = known.strength
    for (plan, rank), part in rows.groupby(["plan", "rank"]):
        lines, back = known.lines(str(rank)), known.came_back(str(plan), str(rank))
        at_freeze = sum(known.at_freeze(str(plan), line, str(rank)) for line in lines)
        for row in part.itertuples():
            there = sum(strength[(plan, *line, row.period)] for line in lines)
            frozen = folder.periods["number"][row.period] >= known.frozen(str(rank))
            figures = (
                ("holders", row.holders_fte, there),
                ("supernumerary", row.supernumerary_fte, sum(over[(plan, *line, row.period)] for line in lines)),
                ("gone", row.gone_fte, at_freeze - there if frozen else 0.0),
                ("came back", row.came_back_fte, back[row.period]),
                ("temporary", row.temporary_fte, sum(_temporary(known, line, row.period) for line in lines)),
            )
            for name, printed, again in figures:
                if abs(printed - again) > 40 * FTE:
                    yield Finding(f"holders: {name}", f"{plan} {rank} {row.period}", printed, again)


def _temporary(known: Ranks, line: Line, period: str) -> float:
    """Temporary holders of the opening who are still there: they leave like others, and go back on their day."""
    folder, there = known.folder, 0.0
    staying = 1.0
    for each in list(folder.periods["period"])[: int(folder.periods["number"][period]) + 1]:
        staying *= 1 - known.leaving(line[1], each)
    for group in folder.scenario["establishment"][line[0]][line[1]].get("temporary", {}).values():
        days = [as_day(known.removed[known.rank_of(line[1])]["frozen_from"])]
        days += [as_day(group["until"])] if "until" in group else []
        if folder.first_day[period] < min(days):
            there += value_on(group["fte"], date.min) * staying
    return there


def former_holders_are_those_who_went(folder: Folder) -> Iterator[Finding]:
    """Former holders are those who took a pathway since the freeze and are still there, and posts that came back."""
    known, rows = Ranks(folder), folder.tables["former_holders"]
    again: dict[tuple[str, ...], list[float]] = {}
    for rank in known.removed:
        for plan in ("before", "after"):
            for flow, figures in _former(known, plan, rank).items():
                for period, values in figures.items():
                    again[plan, rank, flow, period] = values
    printed = rows.set_index(["plan", "rank", "flow", "period"])
    for key in sorted(set(printed.index) | set(again)):
        for number, column in enumerate(("present_fte", "paid_fte", "protected_fte")):
            found, worked_out = float(printed[column].get(key, -1.0)), again.get(key, [-1.0] * 3)[number]
            if abs(found - worked_out) > FTE * (3 + len(folder.periods)):
                yield Finding(f"former holders: {column}", " ".join(key), found, worked_out)


def _former(known: Ranks, plan: str, rank: str) -> dict[str, dict[str, list[float]]]:
    """Present, paid on this line and paid as before, by flow and period."""
    folder, flows = known.folder, known.folder.tables["flows"]
    flows = flows[flows["plan"] == plan]
    since = list(folder.periods["period"])[known.frozen(rank) :]
    result: dict[str, dict[str, list[float]]] = {}
    for name in known.back_flows(rank):
        figures = result[name] = {period: [0.0] * 3 for period in since}
        for row in flows[flows["flow"] == name].itertuples():
            _stay(known, figures, row.role, row.period, row.fte, None, _not_at_all)
    for name, line in _lines_of_temporary_holders(known, rank).items():
        figures = result[name] = {period: [0.0] * 3 for period in since}
        here = (flows["flow"] == name) & (flows["team"] == line[0]) & (flows["role"] == line[1])
        for row in flows[here & (flows["kind"] == "temporary_promotion_back")].itertuples():
            if row.period in figures:
                _stay(known, figures, row.role, row.period, row.fte, None, _not_at_all)
    for name, way in known.ways_out(rank).items():
        if "to" not in way or (way["to"]["team"], way["to"]["role"]) in known.lines(rank):
            continue
        figures = result[name] = {period: [0.0] * 3 for period in since}
        starts = flows["kind"] == "starts" if _is_civilian(way) else flows["kind"].str.endswith("_out")
        for row in flows[(flows["flow"] == name) & starts].itertuples():
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
    day = folder.first_day[start]
    if way["kind"] != "move":
        day = min(each for each in intakes(folder, way) if folder.period_on(each) == start)
    joins = folder.period_from(day + duration(way.get("lead")))
    for period in figures:
        in_lead = folder.first_day[start] <= folder.first_day[period] and (
            joins is None or folder.first_day[period] < folder.first_day[joins]
        )
        if in_lead and (_is_civilian(way) or learning.get("line", "from") == "to"):
            figures[period][1] += fte * value_on(learning.get("pay_share", 1), folder.first_day[period])
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
    as_before: Any,
    new_to_force: bool = False,
) -> None:
    """People who join a line in a period and leave it like others, or in their first year, until a term is over."""
    folder = known.folder
    over = None if length is None else folder.period_from(folder.first_day[joins] + duration(length))
    age = 0.0
    for period in list(folder.periods["period"])[int(folder.periods["number"][joins]) :]:
        if period == over:
            return
        until = age + float(folder.periods["months"][period])
        first_year = new_to_force and age < 12 - 1e-9
        fte *= 1 if period == joins else 1 - leaving_share(folder, role, period, first_year)
        if period in figures:
            figures[period][0] += fte
            figures[period][1] += fte
            figures[period][2] += fte * as_before(age, until)
        age = until
