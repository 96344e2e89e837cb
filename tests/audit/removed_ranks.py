"""Audits of removed ranks: the freeze, the day by which they are gone, and who takes over what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from audit.pathways import on_places
from audit.people import frozen_on, opening_strength, posts_stated
from audit.reading import CASES, FTE, HOURS, PLACE, Finding, Folder, as_day, compare, summed, value_on
from audit.ways import PATHWAYS, removed_ranks

Line = tuple[str, str]
JOINING = ("joiners", "known_joiners", "moves_in", "posts_came_back", *(f"{kind}_in" for kind in PATHWAYS))
"""Kinds of flows by which somebody joins a line for the first time."""


def lines_of(folder: Folder, rank: str) -> list[Line]:
    """Lines whose holders have a rank."""
    roles = folder.scenario["roles"]
    return [
        (team, role)
        for team, lines in folder.scenario["establishment"].items()
        for role in lines
        if roles[role].get("rank") == rank
    ]


def posts_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Posts are those stated, and those that came or went with people; of these the budget pays for the same share."""
    rows = folder.tables["staffing"]
    stated = [posts_stated(folder, row.team, row.role, folder.first_day[row.period]) for row in rows.itertuples()]
    moved, cells = on_places(folder, rows, "posts")
    own = pd.DataFrame(stated, columns=["approved_fte", "budgeted_fte"], index=rows.index, dtype=float)
    paid = (own["budgeted_fte"] / own["approved_fte"]).where(own["approved_fte"] > 0, 1.0)
    for column, share in (("approved_fte", 1.0), ("budgeted_fte", paid)):
        again = (own[column] + share * moved).clip(lower=0)
        slack = FTE * (1 + share * cells)
        yield from compare(f"posts are those stated: {column}", rows, PLACE, rows[column], again, slack)


def nobody_joins_a_frozen_rank(folder: Folder) -> Iterator[Finding]:
    """Once a rank is frozen nobody is recruited, promoted, moved or trained into it; its own may come back to it."""
    for row in folder.tables["flows"].itertuples():
        frozen = frozen_on(folder, row.role) if row.kind in JOINING else None
        if frozen is not None and folder.first_day[row.period] >= frozen:
            yield Finding("nobody joins a frozen rank", f"{row.plan} {row.flow} {row.period}", row.fte, 0.0)


def removed_ranks_are_gone_by_their_day(folder: Folder) -> Iterator[Finding]:
    """After action no more than the stated few are there from the last period that ends by the day on."""
    strength = folder.tables["staffing"].set_index(PLACE)["strength_fte"]
    for rank, removed in removed_ranks(folder).items():
        if not removed.get("gone_by"):
            continue
        day, left = (
            as_day(removed["gone_by"]["on"]),
            value_on(removed["gone_by"].get("left_fte", 0), folder.spans[0][0]),
        )
        ended = [number for number, (_, after, _) in enumerate(folder.spans) if (after - day).days <= 1]
        for _, _, period in folder.spans[max(ended, default=0) :]:
            there = sum(float(strength["after", team, role, period]) for team, role in lines_of(folder, rank))
            if there > left + FTE * (2 + len(lines_of(folder, rank))):
                yield Finding("removed ranks are gone by their day", f"{rank} {period}", there, left)


def posts_come_back_in_their_share(folder: Folder) -> Iterator[Finding]:
    """For each holder who went since the freeze a share of a post comes back, filled."""
    strength = folder.tables["staffing"].set_index(PLACE)["strength_fte"]
    flows = folder.tables["flows"]
    back = flows[flows["kind"] == "posts_came_back"].set_index(["plan", "flow", "period"])["fte"]
    for rank, removed in removed_ranks(folder).items():
        lines = lines_of(folder, rank)
        for number, stated in enumerate(removed.get("comes_back", ()), start=1):
            for plan in ("before", "after"):
                before = sum(opening_strength(folder, *line) for line in lines)
                for first, _, period in folder.spans:
                    there = sum(float(strength[(plan, *line, period)]) for line in lines)
                    frozen = first >= as_day(removed["frozen_from"])
                    again = value_on(stated["share"], first) * (before - there) if frozen else 0.0
                    found = float(back.get((plan, f"{rank}.comes_back.{number}", period), 0.0))
                    if abs(found - again) > FTE * (2 + 2 * len(lines)):
                        yield Finding("posts come back in their share", f"{plan} {rank} {period}", found, again)
                    before = there


# ---------------------------------------------------------------- duties
def duties_of(folder: Folder) -> dict[tuple[str, str, str], tuple[str, list[dict[str, Any]]]]:
    """Who takes over which task: (line, task, role) to the rank, and all duties of the role."""
    found: dict[tuple[str, str, str], tuple[str, list[dict[str, Any]]]] = {}
    for rank, removed in removed_ranks(folder).items():
        for name, task in tasks_of(folder, rank):
            for duty in removed.get("duties", ()):
                able = folder.scenario["demand"][name]["tasks"][task].get("roles", {})
                if duty["role"] not in able:
                    known = found.setdefault((name, task, duty["role"]), (rank, []))
                    if known[0] == rank:
                        known[1].append(duty)
    return found


def tasks_of(folder: Folder, rank: str) -> Iterator[tuple[str, str]]:
    """Tasks that holders of a rank do for their own team."""
    lines = lines_of(folder, rank)
    for name, line in folder.scenario["demand"].items():
        for task, stated in line["tasks"].items():
            if any((line["team"], role) in lines for role in stated.get("roles", {})):
                yield name, task


def roles_work_at_their_efficiency(folder: Folder) -> Iterator[Finding]:
    """Roles work on the tasks that they are able to do; those that take a task over as soon as the rank is frozen."""
    taken_over = duties_of(folder)
    for row in folder.tables["worked"].itertuples():
        first = folder.first_day[row.period]
        line = folder.scenario["demand"][row.line]
        able = line["tasks"][row.task].get("roles", {})
        again = 0.0
        if row.role in able:
            again = value_on(able[row.role], first)
        elif (row.line, row.task, row.role) in taken_over:
            rank, duties = taken_over[row.line, row.task, row.role]
            if first >= as_day(removed_ranks(folder)[rank]["frozen_from"]):
                holders = lines_of(folder, rank)
                of_rank = next(role for role in able if (line["team"], role) in holders)
                again = value_on(able[of_rank], first) / value_on(duties[0].get("hours_factor", 1), first)
        if abs(row.efficiency - again) > FTE:
            where = f"{row.plan} {row.line} {row.task} {row.role} {row.period}"
            yield Finding("roles work at their efficiency", where, row.efficiency, again)


def _takes_over(taken_over: Any, worked: pd.DataFrame) -> pd.Series:
    """Rows of hours worked by roles that take a task over."""
    places = zip(worked["line"], worked["task"], worked["role"], strict=True)
    return pd.Series([place in taken_over for place in places], index=worked.index, dtype=bool)


def duties_pass_in_their_shares(folder: Folder) -> Iterator[Finding]:
    """A role takes over no more than its share of what others who could do the task leave."""
    taken_over = duties_of(folder)
    key = ["plan", "line", "task", "period"]
    worked, due = folder.tables["worked"], folder.tables["tasks"].set_index(key)["due_hours"]
    takes = _takes_over(taken_over, worked)
    left = summed(worked[~takes], key, ["covered_hours"])
    for row in worked[takes].itertuples():
        place = (row.plan, row.line, row.task, row.period)
        others = left.loc[place] if place in left.index else {"covered_hours": 0.0, "cells": 0}
        duties = taken_over[row.line, row.task, row.role][1]
        share = min(1.0, sum(value_on(duty["share"], folder.first_day[row.period]) for duty in duties))
        most = share * (float(due[place]) - float(others["covered_hours"]))
        if row.covered_hours > most + HOURS * (3 + float(others["cells"])) + 10 * CASES:
            where = f"{row.plan} {row.line} {row.task} {row.role} {row.period}"
            yield Finding("duties pass in their shares", where, row.covered_hours, most)


def duty_levers(folder: Folder) -> dict[str, tuple[Line, Line, str]]:
    """Hours lent for what a rank did, by the lever's name: who lends, for whom, and the rank."""
    return {
        f"{rank}.duties.{team}.from.{duty['team']}.{duty['role']}": (
            (duty["team"], duty["role"]),
            (team, duty["role"]),
            rank,
        )
        for rank, removed in removed_ranks(folder).items()
        for team in sorted({folder.scenario["demand"][name]["team"] for name, _ in tasks_of(folder, rank)})
        for duty in removed.get("duties", ())
        if duty["team"] != team
    }


def hours_lent_for_duties_are_worked_on_them(folder: Folder) -> Iterator[Finding]:
    """Hours lent for what a removed rank did go to nothing else."""
    levers, worked = folder.tables["levers"], folder.tables["worked"]
    lent: dict[tuple[str, ...], float] = defaultdict(float)
    for row in levers[levers["kind"] == "duty"].itertuples():
        lent[row.plan, row.team, row.role, row.period] += row.used
    used = worked[_takes_over(duties_of(folder), worked)].groupby(PLACE)["worked_hours"].sum()
    for place, hours in sorted(lent.items()):
        if hours > float(used.get(place, 0.0)) + 10 * HOURS:
            yield Finding("hours lent for duties", " ".join(place), hours, float(used.get(place, 0.0)))


# ---------------------------------------------------------------- supervision
def leaders_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Leaders of a group are those stated, and from the freeze on those who lead in the place of a removed rank."""
    groups, leaders = folder.tables["supervision"], folder.tables["leaders"]
    led = groups.set_index(["plan", "group", "period"])["led_fte"] if len(groups) else pd.Series(dtype=float)
    stated = {
        (name, period, *line): each
        for name, group in folder.scenario.get("structure", {}).get("supervision", {}).items()
        for first, _, period in folder.spans
        for line, each in _leaders_on(folder, name, group, first).items()
    }
    for row in leaders.itertuples():
        each, first = stated.get((row.group, row.period, row.team, row.role), {"span": 0}), folder.first_day[row.period]
        where = f"{row.plan} {row.group} {row.team} {row.role} {row.period}"
        if abs(row.span_limit - value_on(each["span"], first)) > FTE:
            yield Finding("leaders are those stated", where, row.span_limit, value_on(each["span"], first))
        share = value_on(each.get("share_at_most", 1), first)
        most = share * float(led[row.plan, row.group, row.period])
        if share < 1 and row.leads_fte > most + 3 * FTE:
            yield Finding("leaders lead their share", where, row.leads_fte, most)


def _leaders_on(folder: Folder, name: str, group: dict[str, Any], day: date) -> dict[Line, dict[str, Any]]:
    """Who may lead a group on a day; those in the place of a removed rank at their new span."""
    leaders = {(each["team"], each["role"]): each for each in group["leaders"]}
    for removed in removed_ranks(folder).values():
        if day >= as_day(removed["frozen_from"]):
            mine = [each for each in removed.get("supervision", ()) if each["group"] == name]
            leaders |= {(each["team"], each["role"]): each for each in mine}
    return leaders
