"""Limits on hours: those that a line has at hand, its overtime, and what it may lend; in both plans."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.audits.levers import KEY
from planner.verify.comparing import HOURS, PLACE, at
from planner.verify.folder import Folder
from planner.verify.limit import Limit


def hours_at_hand(folder: Folder, plan: str) -> Iterator[Limit]:
    """Hours that each line has at hand for its work in each period, and what it works [hours]."""
    for row in folder.rows("staffing"):
        if row.plan == plan:
            yield Limit(
                "capacity",
                (row.team, row.role, folder.stated.number[row.period]),
                "",
                "most",
                row.worked_hours + row.spare_hours,
                row.worked_hours,
                2 * HOURS,
                *("staffing", at(PLACE, (plan, row.team, row.role, row.period)), "spare_hours"),
            )


def overtime_of_the_line(folder: Folder, plan: str) -> Iterator[Limit]:
    """Overtime that each line may work in each period, and does [hours]."""
    yield from _of_levers(folder, plan, "overtime_caps", {"overtime": ("lever", "team", "role")})


def hours_that_may_be_lent(folder: Folder, plan: str) -> Iterator[Limit]:
    """Hours that may be lent where a share of the line's is the limit, and are [hours]; others bound the column."""
    yield from _of_levers(folder, plan, "redeployment_caps", {"redeployment": ("lever",), "duty": ("lever",)})


def _of_levers(folder: Folder, plan: str, rule: str, keys: dict[str, tuple[str, ...]]) -> Iterator[Limit]:
    for row in folder.rows("levers"):
        in_people = row.kind == "redeployment" and folder.supply("redeployment")[row.lever].get("fte") is not None
        if row.plan == plan and row.kind in keys and not in_people:
            yield Limit(
                rule,
                (*(getattr(row, name) for name in keys[row.kind]), folder.stated.number[row.period]),
                "",
                "most",
                row.most,
                row.used,
                3 * HOURS,
                *("levers", at(KEY, (plan, row.lever, row.team, row.role, row.period)), "used"),
            )
