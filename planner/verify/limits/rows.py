"""The rows of the certificate, held against the limits of the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isinf

from planner.verify.audits import AUDITS
from planner.verify.certificate_file import RowStatement, Statement
from planner.verify.finding import Finding
from planner.verify.folder import Folder
from planner.verify.limit import Limit, Side
from planner.verify.limits.naming import column_name, finding
from planner.verify.limits.physics import PHYSICS, Rule, rules_of

NOISE = 1e-9
"""What a row may differ by that is worked out in another order, relative to the size of its terms."""
AFTER_ONLY = "no limit that is kept before action"


def rows_are_those_of_the_scenario(folder: Folder, said: Statement, limits: Sequence[Limit]) -> Iterator[Finding]:
    """Every row is a limit of the scenario or a rule of how people, hours and cases add up, and no limit lacks its row.

    Args:
        folder: The plan's tables and its scenario.
        said: What the certificate says.
        limits: What the scenario and the tables say of this plan.
    """
    expected = {limit.name: limit for limit in limits}
    families = {limit.rule for limit in limits} - set(PHYSICS)
    physics = rules_of(folder)
    value_of = dict(zip(said.names, said.values.tolist(), strict=True))
    seen: set[str] = set()
    for number, row in enumerate(said.rows):
        if row.name in seen:
            yield finding(said, row.name, "", "this row twice", "every row once")
        seen.add(row.name)
        if row.name in expected:
            yield from _as_stated(said, number, row, expected[row.name], value_of)
        elif row.family in physics:
            yield from _as_named(said, number, row, physics[row.family])
        else:
            yield finding(said, row.name, "", "a rule", _instead(row, families))
    for name, limit in expected.items():
        if name not in seen and not limit.may_lack:
            stated = f"the limit of {limit.place}" if limit.place else "a row"
            yield finding(said, name, "", "no such row", f"{stated}: {limit.side} {limit.figure:.10g}")


def _instead(row: RowStatement, families: set[str]) -> str:
    known = {rule for audit in AUDITS for rule in audit.rules}
    if row.family not in known:
        return "no rule of a family that is not known"
    return "no limit that the scenario does not state" + ("" if row.family in families else ", nor of its kind")


def _as_stated(
    said: Statement, number: int, row: RowStatement, limit: Limit, value_of: Mapping[str, float]
) -> Iterator[Finding]:
    """A row is at the place of its limit, on the right side, and leaves the room that the tables leave."""
    if row.place != limit.place:
        yield finding(said, row.name, "place", row.place, limit.place)
    yield from _on_its_side(said, number, row, limit.side)
    yield from room_is_as_stated(said, number, row, limit, value_of)


def room_is_as_stated(
    said: Statement, number: int, row: RowStatement, limit: Limit, value_of: Mapping[str, float]
) -> Iterator[Finding]:
    """A row leaves the room on the plan that the tables leave of the limit's figure."""
    held = limit.held
    for name, each, printed in limit.besides:
        column = column_name(*name.rstrip(")").split("(", 1))
        if column not in value_of:
            yield finding(said, row.name, "", f"no column {column}", "that column")
        held += each * (value_of.get(column, 0.0) - printed)
    room = limit.figure - held
    left = _side(said, number, limit.side) - float(said.activity[number])
    slack = limit.slack + NOISE * float(said.sizes[number])
    if limit.side == "exactly":
        left = 0.0
    if not abs(left - room) <= slack:
        stated = f" as {limit.place} says" if limit.place else " as the tables say"
        yield finding(said, row.name, "limit", held + left, f"{limit.figure:.10g}{stated}")


def _side(said: Statement, number: int, side: Side) -> float:
    """The side of a row that its limit presses on."""
    return float(said.floor[number] if side == "least" else said.ceiling[number])


def _as_named(said: Statement, number: int, row: RowStatement, rule: Rule) -> Iterator[Finding]:
    """A row that the tables leave no room of has a name that its rule can have, and the sides that its rule has."""
    if not rule.is_a_row_of_it(row.key):
        yield finding(said, row.name, "", "a rule", "no row that follows from nothing in the scenario")
    if row.place:
        yield finding(said, row.name, "place", row.place, "")
    yield from _on_its_side(said, number, row, rule.side_of(row.key))


def _on_its_side(said: Statement, number: int, row: RowStatement, side: Side) -> Iterator[Finding]:
    """A row has the sides that it should have, and no other."""
    floor, ceiling = float(said.floor[number]), float(said.ceiling[number])
    if side == "exactly":
        if floor != ceiling:
            yield finding(said, row.name, "", f"{floor:.10g} to {ceiling:.10g}", "one figure")
    elif isinf(_side(said, number, side)) or (floor if side == "most" else -ceiling) != -inf:
        yield finding(said, row.name, "", f"{floor:.10g} to {ceiling:.10g}", f"a figure that is the {side}")
