"""The bounds of the certificate's columns, held against the limits of levers that the tables print."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.certificate_file import Statement
from planner.verify.comparing import HOURS, at_least
from planner.verify.finding import Finding
from planner.verify.folder import Folder
from planner.verify.limits.bounds import most_there_can_be
from planner.verify.limits.naming import column_name, finding
from planner.verify.worked_out.ways import DECIDED, is_whole, ways

FAMILIES = {
    "starts", "strength", "worked", "missed", "displaced", "started", "closed_undone", "backlog", "overdue", "overtime",
    "agency", "redeployed", "led_by", "unled", "short", "over", "reduced", "untutored", "gap_band", "worst_share",
    "initiative_starts", "helped_cases",
}  # fmt: skip
"""What is decided in a plan."""
ROUNDED = 1e-3
"""What may be wrong of the most that there can be, since printed cases take part in it [share]."""
LEVERS = {
    **dict.fromkeys(DECIDED, "starts"), "agency": "agency", "reduced_hours": "reduced", "displacement": "displaced"
}  # fmt: skip
"""The family of the columns of each kind of lever whose limit is the bound of its column."""


def columns_are_bounded_as_stated(folder: Folder, said: Statement) -> Iterator[Finding]:
    """Every column is of a known family, nothing is less than nothing, and levers have the bounds that are stated."""
    for name, lower in zip(said.names, said.lower.tolist(), strict=True):
        if _family(name) not in FAMILIES:
            yield finding(said, name, "", "a column", "no column of a family that is not known")
        if lower != 0:
            yield finding(said, name, "lower", lower, 0.0)
    following = set(_following(folder))
    yield from _levers(folder, said, following)
    yield from _whole(folder, said, following)
    yield from _others(folder, said)


def _family(name: str) -> str:
    return name.partition("(")[0]


def _following(folder: Folder) -> Iterator[str]:
    """Columns of posts that come back: nobody decides on them."""
    for name, way in ways(folder).items():
        if way.kind == "came_back":
            yield from (column_name("starts", name, number) for number in folder.stated.number.values())


def _levers(folder: Folder, said: Statement, following: set[str]) -> Iterator[Finding]:
    """No lever may be used further, or less far, than the tables say that it may."""
    most = dict(_limits_of_levers(folder, said.plan))
    for name, upper in zip(said.names, said.upper.tolist(), strict=True):
        if name in most and not abs(upper - most[name]) <= 2 * HOURS:
            yield finding(said, name, "upper", upper, f"{most[name]:.10g} as in levers.csv")
        if name not in most and name not in following and _family(name) in LEVERS.values():
            yield finding(said, name, "", "a column", "no lever that levers.csv does not have")
    for name in sorted(set(most) - set(said.names)):
        yield finding(said, name, "", "no such column", "a column, as in levers.csv")


def _others(folder: Folder, said: Statement) -> Iterator[Finding]:
    """Nothing else has a bound that could limit anything, and nothing that can be is without its column."""
    upper_of = dict(zip(said.names, said.upper.tolist(), strict=True))
    for name, most in most_there_can_be(folder, said.plan):
        upper = upper_of.get(name)
        room = ROUNDED * (1 + most)
        if upper is None and most > room:
            yield finding(said, name, "", "no such column", f"a column of up to {most:.10g}")
        elif upper is not None and upper < most - room:
            yield finding(said, name, "upper", upper, at_least(most))


def _whole(folder: Folder, said: Statement, following: set[str]) -> Iterator[Finding]:
    """Whole numbers are asked for where the scenario asks for whole people, and of choices; not of what stays split."""
    whole = {
        column_name("starts", name, number)
        for name, way in ways(folder).items()
        if said.plan == "after" and way.kind in DECIDED and is_whole(folder, way)
        for number in folder.stated.number.values()
    } - folder.in_parts
    for name, is_so in zip(said.names, said.whole.tolist(), strict=True):
        asked = name in whole or _family(name) == "initiative_starts"
        if is_so != asked and name not in following:
            yield finding(said, name, "whole", is_so, asked)


def _limits_of_levers(folder: Folder, plan: str) -> Iterator[tuple[str, float]]:
    """The column of each lever in each period, and how far it may be used [the lever's unit]."""
    for row in folder.rows("levers"):
        number = folder.stated.number[row.period]
        in_people = row.kind == "redeployment" and folder.supply("redeployment")[row.lever].get("fte") is not None
        if row.plan == plan and (row.kind in LEVERS or in_people):
            yield column_name(LEVERS.get(row.kind, "redeployed"), row.lever, number), row.most
