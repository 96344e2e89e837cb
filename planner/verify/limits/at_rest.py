"""Levers before action: each has a row that holds it where it is if nobody decides anything."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.audits.at_rest import SHARED, share_of_most
from planner.verify.audits.levers import KEY
from planner.verify.comparing import HOURS, at
from planner.verify.folder import Folder
from planner.verify.limit import Limit
from planner.verify.worked_out.places import place_of_lever
from planner.verify.worked_out.ways import DECIDED

RESTING = (*SHARED, "agency", "reduced_hours", *DECIDED)
"""Kinds of levers that rest; what passes on or comes back from a removed rank is no lever."""


def levers_at_rest(folder: Folder) -> Iterator[Limit]:
    """Each lever in each period before action; of displaced hours there may be fewer [the lever's unit]."""
    for row in folder.rows("levers"):
        if row.plan != "before" or row.kind not in RESTING:
            continue
        most = row.used
        if row.kind == "displacement":
            most = share_of_most(folder.supply(row.kind)[row.lever], *folder.stated.span[row.period]) * row.most
        line = (row.team, row.role) if row.kind == "overtime" else ()
        yield Limit(
            "at_rest",
            (row.lever, *line, folder.stated.number[row.period]),
            f"{place_of_lever(folder, row.lever, row.kind)}.at_rest_{'share' if row.kind in SHARED else 'fte'}",
            "most" if row.kind == "displacement" else "exactly",
            most,
            row.used,
            3 * HOURS,
            *("levers", at(KEY, ("before", row.lever, row.team, row.role, row.period)), "used"),
        )
