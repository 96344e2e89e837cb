"""Audits of what whole people cost, of what a level would buy below, and of trials, as far as the folder says it."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

from planner.verify.comparing import CASES, HOURS, POUNDS, at, at_least, at_most, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import ONE_DAY

EXCHANGE_KEY = ("level", "below")
LEVEL = 5e-5
"""Half of the last printed digit of a level."""


def _levels(folder: Folder) -> dict[str, Any]:
    """The levels of the plan by name."""
    return {row.level: row for row in folder.rows("levels") if row.plan == "after"}


def whole_people_cost_what_is_said(folder: Folder) -> Iterator[Wrong]:
    """What whole people reach is what levels and tables have; what it costs is the difference from fractions."""
    levels, reported = _levels(folder), _reported_figures(folder)
    for row in folder.rows("rounding"):
        where, level = f"level={row.level}", levels.get(row.level)
        if level is None:
            yield wrong("rounding", where, "level", row.level, "a level of the plan")
            continue
        unit, figure, slack = reported.get(row.level, ("", float("nan"), 0.0))
        for column, again in (("unit", level.unit), ("reported_unit", unit)):
            if getattr(row, column) != again:
                yield wrong("rounding", where, column, getattr(row, column), again)
        for column, number, room in (
            ("whole", level.best, 2 * LEVEL),
            ("price", row.whole - row.continuous, 3 * LEVEL),
            ("reported_whole", figure, slack),
        ):
            says = getattr(row, column)
            if not abs(says - number) <= room and not (says != says and number != number):
                yield wrong("rounding", where, column, says, number)
        if (row.reported_continuous != row.reported_continuous) is not (unit == ""):
            should_be = "a figure" if unit else "nothing"
            yield wrong("rounding", where, "reported_continuous", row.reported_continuous, should_be)


def _reported_figures(folder: Folder) -> dict[str, tuple[str, float, float]]:
    """The gap of each tier, and the cost, in the reported periods: unit, figure, and what rounding leaves open."""
    found = {
        f"gap_tier_{row.name}": ("hours of gap", row.gap_hours, 0.005 + 2 * HOURS)
        for row in folder.rows("coverage")
        if row.plan == "after" and row.scope == "tier" and row.window_kind == "whole"
    }
    paid = [row.pounds for row in folder.rows("costs") if row.plan == "after" and row.reported]
    return {**found, "cost": ("pounds", sum(paid), 0.005 + 2 * POUNDS)}


def levels_buy_only_what_is_below_them(folder: Folder) -> Iterator[Wrong]:
    """Each level that buys anything stands above what it buys, and giving it up takes nothing away from that."""
    levels = _levels(folder)
    for row in folder.rows("exchange"):
        where = at(EXCHANGE_KEY, (row.level, row.below))
        for column in EXCHANGE_KEY:
            if getattr(row, column) not in levels:
                yield wrong("exchange", where, column, getattr(row, column), "a level of the plan")
                return
        if levels[row.level].order >= levels[row.below].order:
            yield wrong("exchange", where, "below", row.below, f"a level below {row.level}")
        if not row.exchange >= 0:
            yield wrong("exchange", where, "exchange", row.exchange, at_least(0.0))


def trials_are_those_asked_for(folder: Folder) -> Iterator[Wrong]:
    """Each size that the scenario asks for was tried and no other, and no trial contradicts itself."""
    # A period can have several intakes, each of the size tried.
    asked = folder.scenario.get("trials") or {}
    rows = folder.rows("trials") if "trials" in folder.tables else []
    sizes = [(asked["lever"], float(size)) for size in asked.get("fte", ())]
    yield from compare_rows("trials", ("lever", "fte_most"), [(row.lever, row.fte_most) for row in rows], sizes)
    ends = {(after - ONE_DAY).isoformat() for _, after, period in folder.stated.spans if period in _reported(folder)}
    for row in rows:
        where = f"lever={row.lever} fte_most={row.fte_most:g}"
        if row.line != asked.get("line"):
            yield wrong("trials", where, "line", row.line, asked.get("line"))
        if row.cleared_by and row.cleared_by not in ends:
            yield wrong(
                "trials", where, "cleared_by", row.cleared_by, "the last day of a period of the plan, or nothing"
            )
        for column, most, slack in (
            ("used_fte", inf if row.lever in folder.supply("recruitment") else row.fte_most, 1e-3 * (1 + row.fte_most)),
            ("final_backlog_cases", row.peak_backlog_cases, 2 * CASES),
            ("redeployed_hours", row.displaced_hours, 2 * HOURS),
        ):
            if not -slack <= getattr(row, column) <= most + slack:
                yield wrong("trials", where, column, getattr(row, column), at_most(most))


def _reported(folder: Folder) -> set[str]:
    return set(folder.stated.reported)
