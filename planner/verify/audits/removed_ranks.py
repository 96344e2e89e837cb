"""Audits of removed ranks: the freeze, the day by which they are gone, and who takes over what they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.verify.comparing import CASES, FTE, HOURS, PLACE, at, compare, each_row, summed, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken
from planner.verify.numbers import as_day, value_on
from planner.verify.worked_out.cohorts import on_places
from planner.verify.worked_out.duties import duties_of, efficiency_of, lines_of
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import frozen_on, opening_strength, posts_stated
from planner.verify.worked_out.ways import removed_ranks
from planner.vocabulary import PATHWAYS

JOINING = ("joiners", "known_joiners", "moves_in", "posts_came_back", *(f"{kind}_in" for kind in PATHWAYS))
"""Kinds of flows by which somebody joins a line for the first time."""
FLOW = ["plan", "flow", "team", "role", "period"]
WORKED = ["plan", "line", "task", "role", "period"]


def posts_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Posts are those stated, and those that came or went with people; of these the budget pays for the same share."""
    rows = folder.tables["staffing"]
    stated = [posts_stated(folder, row.team, row.role, folder.stated.first_day[row.period]) for row in each_row(rows)]
    moved, cells = on_places(folder, rows, "posts")
    own = pd.DataFrame(stated, columns=["approved_fte", "budgeted_fte"], index=rows.index, dtype=float)
    paid = (own["budgeted_fte"] / own["approved_fte"]).where(own["approved_fte"] > 0, 1.0)
    for column, share in (("approved_fte", 1.0), ("budgeted_fte", paid)):
        again = (own[column] + share * moved).clip(lower=0)
        yield from compare("staffing", column, rows, PLACE, again, FTE * (1 + share * cells))


def nobody_joins_a_frozen_rank(folder: Folder) -> Iterator[Wrong]:
    """Once a rank is frozen nobody is recruited, promoted, moved or trained into it; its own may come back to it."""
    for row in folder.rows("flows"):
        frozen = frozen_on(folder, row.role) if row.kind in JOINING else None
        if frozen is not None and row.fte and folder.stated.first_day[row.period] >= frozen:
            yield wrong("flows", at(FLOW, (row.plan, row.flow, row.team, row.role, row.period)), "fte", row.fte, 0.0)


def removed_ranks_are_gone_by_their_day(folder: Folder) -> Iterator[Wrong]:
    """After action no more than the stated few are there from the last period that ends by the day on."""
    yield from broken(days_to_be_gone_by(folder))


def days_to_be_gone_by(folder: Folder) -> Iterator[Limit]:
    """How many holders of a rank may be left in each period from its day on, and who is there after action [FTE]."""
    strength = folder.cells("staffing", PLACE, "strength_fte")
    for rank, removed in removed_ranks(folder).items():
        if not removed.get("gone_by"):
            continue
        day, lines = as_day(removed["gone_by"]["on"]), lines_of(folder, rank)
        ended = [number for number, (_, after, _) in enumerate(folder.stated.spans) if (after - day).days <= 1]
        for _, _, period in folder.stated.spans[max(ended, default=0) :]:
            yield Limit(
                "gone_by",
                (rank, folder.stated.number[period]),
                f"structure.removed_ranks.{rank}.gone_by",
                "most",
                value_on(removed["gone_by"].get("left_fte", 0), folder.stated.spans[0][0]),
                sum(float(strength["after", team, role, period]) for team, role in lines),
                FTE * (2 + len(lines)),
                *("staffing", f"plan=after rank={rank} period={period}", "strength_fte"),
            )


def posts_come_back_in_their_share(folder: Folder) -> Iterator[Wrong]:
    """For each holder who went since the freeze a share of a post comes back, filled."""
    strength = folder.cells("staffing", PLACE, "strength_fte")
    back = {(row.plan, row.flow, row.period): row.fte for row in folder.rows("flows") if row.kind == "posts_came_back"}
    for rank, removed in removed_ranks(folder).items():
        lines = lines_of(folder, rank)
        for number, stated in enumerate(removed.get("comes_back", ()), start=1):
            for plan in ("before", "after"):
                before = sum(opening_strength(folder, *line) for line in lines)
                for first, _, period in folder.stated.spans:
                    there = sum(float(strength[(plan, *line, period)]) for line in lines)
                    frozen = first >= as_day(removed["frozen_from"])
                    again = value_on(stated["share"], first) * (before - there) if frozen else 0.0
                    found = float(back.get((plan, f"{rank}.comes_back.{number}", period), 0.0))
                    if abs(found - again) > FTE * (2 + 2 * len(lines)):
                        where = at(("plan", "flow", "period"), (plan, f"{rank}.comes_back.{number}", period))
                        yield wrong("flows", where, "fte", found, again)
                    before = there


def roles_work_at_their_efficiency(folder: Folder) -> Iterator[Wrong]:
    """Roles work on the tasks that they are able to do; those that take a task over as soon as the rank is frozen."""
    for row in folder.rows("worked"):
        again = efficiency_of(folder, row.line, row.task, row.role, folder.stated.first_day[row.period])
        if abs(row.efficiency - again) > FTE:
            where = at(WORKED, (row.plan, row.line, row.task, row.role, row.period))
            yield wrong("worked", where, "efficiency", row.efficiency, again)


def _takes_over(taken_over: Any, worked: pd.DataFrame) -> pd.Series:
    """Rows of hours worked by roles that take a task over."""
    places = zip(worked["line"], worked["task"], worked["role"], strict=True)
    return pd.Series([place in taken_over for place in places], index=worked.index, dtype=bool)


def duties_pass_in_their_shares(folder: Folder) -> Iterator[Wrong]:
    """A role takes over no more than its share of what others who could do the task leave."""
    yield from broken(limit for plan in PLANS for limit in duties_passed(folder, plan))


def duties_passed(folder: Folder, plan: str) -> Iterator[Limit]:
    """The share of each task that may pass to a role in each period from the freeze on, and what does [hours]."""
    taken_over = duties_of(folder)
    key = ["plan", "line", "task", "period"]
    worked, due = folder.tables["worked"], folder.cells("tasks", key, "due_hours")
    takes = _takes_over(taken_over, worked)
    sums = summed(worked[~takes], key, ["covered_hours"])
    left, cells = sums["covered_hours"].to_dict(), sums["cells"].to_dict()
    covered = folder.cells("worked", WORKED, "covered_hours")
    for (line, task, role), takings in taken_over.items():
        for first, _, period in folder.stated.spans:
            frozen = [taking for taking in takings if first >= taking.frozen]
            if not frozen:
                continue
            here, row = (plan, line, task, period), (plan, line, task, role, period)
            share = min(1.0, sum(taking.share_on(first) for taking in frozen))
            yield Limit(
                "duties_passed",
                (line, task, role, folder.stated.number[period]),
                f"structure.removed_ranks.{frozen[0].rank}.duties[{frozen[0].number}].share",
                "most",
                share * (float(due[here]) - float(left.get(here, 0.0))),
                float(covered.get(row, 0.0)),
                HOURS * (3 + float(cells.get(here, 0))) + 10 * CASES,
                *("worked", at(WORKED, row), "covered_hours"),
            )


def hours_lent_for_duties_are_worked_on_them(folder: Folder) -> Iterator[Wrong]:
    """Hours lent for what a removed rank did go to nothing else."""
    yield from broken(limit for plan in PLANS for limit in hours_lent_for_duties(folder, plan))


def hours_lent_for_duties(folder: Folder, plan: str) -> Iterator[Limit]:
    """Hours worked on what passed to each line in each period, and how many are lent to it for that [hours]."""
    worked = folder.tables["worked"]
    lent: dict[tuple[str, ...], float] = defaultdict(float)
    for row in folder.rows("levers"):
        if row.kind == "duty" and row.plan == plan:
            lent[plan, row.team, row.role, row.period] += row.used
    used = worked[_takes_over(duties_of(folder), worked)].groupby(PLACE)["worked_hours"].sum()
    for place, hours in sorted(lent.items()):
        _, team, role, period = place
        yield Limit(
            "lent_for_duties",
            (team, role, folder.stated.number[period]),
            "",
            "most",
            float(used.get(place, 0.0)),
            hours,
            10 * HOURS,
            *("levers", at(PLACE, place), "used"),
        )
