"""The bounds of the certificate's columns, held against the limits of levers that the tables print."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.certificate_file import Statement
from planner.verify.comparing import HOURS
from planner.verify.finding import Finding
from planner.verify.folder import Folder
from planner.verify.limits.naming import column_name, finding
from planner.verify.worked_out.ways import DECIDED, ways

FAMILIES = {
    "starts", "strength", "worked", "missed", "displaced", "started", "closed_undone", "backlog", "overdue", "overtime",
    "agency", "redeployed", "led_by", "unled", "short", "over", "reduced", "untutored", "gap_band", "worst_share",
    "initiative_starts", "helped_cases",
}  # fmt: skip
"""What is decided in a plan."""
LEVERS = {
    **dict.fromkeys(DECIDED, "starts"), "agency": "agency", "reduced_hours": "reduced", "displacement": "displaced"
}  # fmt: skip
"""The family of the columns of each kind of lever whose limit is the bound of its column."""


def columns_are_bounded_as_stated(folder: Folder, said: Statement) -> Iterator[Finding]:
    """Nothing is less than nothing, and no lever may be used further, or less far, than the tables say that it may."""
    most = dict(_limits_of_levers(folder, said.plan))
    back = {name for name, way in ways(folder).items() if way.kind == "came_back"}
    following = {column_name("starts", name, t) for name in back for t in folder.stated.number.values()}
    for name, lower, upper in zip(said.names, said.lower.tolist(), said.upper.tolist(), strict=True):
        family = name.partition("(")[0]
        if family not in FAMILIES:
            yield finding(said, name, "", "a column", "no column of a family that is not known")
        if lower != 0:
            yield finding(said, name, "lower", lower, 0.0)
        if name in most:
            if not abs(upper - most[name]) <= 2 * HOURS:
                yield finding(said, name, "upper", upper, f"{most[name]:.10g} as in levers.csv")
        elif family in LEVERS.values() and name not in following:
            yield finding(said, name, "", "a column", "no lever that levers.csv does not have")
    for name in sorted(set(most) - set(said.names)):
        yield finding(said, name, "", "no such column", "a column, as in levers.csv")


def _limits_of_levers(folder: Folder, plan: str) -> Iterator[tuple[str, float]]:
    """The column of each lever in each period, and how far it may be used [the lever's unit]."""
    for row in folder.rows("levers"):
        number = folder.stated.number[row.period]
        in_people = row.kind == "redeployment" and folder.supply("redeployment")[row.lever].get("fte") is not None
        if row.plan == plan and (row.kind in LEVERS or in_people):
            yield column_name(LEVERS.get(row.kind, "redeployed"), row.lever, number), row.most
