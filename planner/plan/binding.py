"""Which rules and which roles leave no room, and which rules the plan before action breaks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from planner.model.requirements import not_counted
from planner.model.standing import RULE_STANDINGS
from planner.model.strength import places_of_cap
from planner.plan.breaches import is_reported
from planner.plan.reading import Reading
from planner.tables.rows import each_row

NO_ROOM_SHARE = 1e-4
"""A limit of which less than this share is left leaves no room."""


SMALLEST = 1e-6
"""What counts for a limit and is less than this is a rounding [the limit's unit]."""

LIMITS = (
    "overtime_limits",
    "short_share_caps",
    "over_requirement_caps",
    "reduced_hours_together",
    "coverage_floor",
    "gone_by",
    "level_limits",
)
"""Rules that are read off their own rows. Of the other policies, each has its finder below, which also sees what is no
row; a date by which nothing is overdue, and a share of work that may pass on, are always met exactly."""

DUTY = "duty"
"""The kind of lever that nobody decides on: it follows from a removed rank."""


def binding(reading: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Rows of the table `binding`: what leaves no room in the plan after action.

    Args:
        reading: The plan after action.
        tables: The finished tables.
    """
    after = {name: _reported_after(table) for name, table in tables.items()}
    for find in (
        _scarce_roles,
        _levers_at_most,
        _flow_caps_full,
        _full_establishment,
        _spent_budgets,
        _strength_at_limit,
        _limits_reached,
    ):
        yield from find(reading, after)


def _reported_after(table: pd.DataFrame) -> pd.DataFrame:
    for column, value in (("plan", "after"), ("reported", True)):
        if column in table:
            table = table[table[column] == value]
    return table


def _row(rule: str, name: str, place: str, full: int, of: int, words: str) -> Iterator[dict[str, Any]]:
    if full > 0:
        yield {"rule": rule, "name": name, "place": place, "periods": full, "of_periods": of, "words": words}


def _scarce_roles(_: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Lines whose every hour is worked."""
    for (team, role), part in tables["staffing"].groupby(["team", "role"]):
        used = part[part["worked_hours"] > 0]
        full = int((used["spare_hours"] <= NO_ROOM_SHARE * used["worked_hours"]).sum())
        yield from _row(
            "capacity",
            f"{team}.{role}",
            f"establishment.{team}.{role}",
            full,
            len(part),
            f"every hour of {role} in {team} is worked",
        )


def _levers_at_most(reading: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Levers that are used as far as they go."""
    flows = reading.given.flow
    for (lever, kind), part in tables["levers"].groupby(["lever", "kind"]):
        if kind == DUTY:
            continue
        possible = part[part["most"] > 0].groupby("period")[["used", "most"]].sum()
        full = int((possible["used"] >= possible["most"] * (1 - NO_ROOM_SHARE)).sum())
        place = flows[str(lever)].place if lever in flows else f"supply.{kind}.{lever}"
        yield from _row("lever", str(lever), place, full, len(possible), f"{lever} is used as far as it goes")


def _flow_caps_full(reading: Reading, _: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Yearly places that are all taken."""
    given = reading.given
    caps = given.tables.flow_caps
    reported_years = set(given.tables.periods.loc[given.tables.periods["reported"], "year_start"])
    for place, part in caps[caps["year_start"].isin(reported_years)].groupby("place"):
        full = 0
        for cap in each_row(part):
            used = sum(
                reading.start(start.flow, start.start)
                for start in given.starts
                if start.flow in cap.flows and start.period >= 0 and given.year[start.period] == cap.year_start
            )
            places = reading.total(places_of_cap(reading.var, given, cap))
            full += used >= places * (1 - NO_ROOM_SHARE)
        yield from _row("flow_caps", str(place), str(place), full, len(part), "all places of the year are taken")


def _full_establishment(reading: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Lines that hold as many people as they have posts, people in training who hold one included."""
    in_lead = _posts_held_in_the_lead(reading)
    for (team, role), part in tables["staffing"].groupby(["team", "role"]):
        posts = part[part["approved_fte"] > 0]
        held = [row.strength_fte + in_lead.get((row.team, row.role, row.period), 0.0) for row in each_row(posts)]
        full = int((held >= posts["approved_fte"] * (1 - NO_ROOM_SHARE)).sum())
        yield from _row(
            "establishment",
            f"{team}.{role}",
            f"establishment.{team}.{role}",
            full,
            len(part),
            f"every post of {role} in {team} is filled",
        )


def _posts_held_in_the_lead(reading: Reading) -> dict[tuple[str, str, str], float]:
    """People in training who hold a post, by team, role and period [FTE]."""
    labels = list(reading.given.tables.periods["label"])
    return {
        (u, r, labels[t]): sum(each.lead_on_line_fte * reading.start(each.flow, each.start) for each in cohorts)
        for (u, r, t), cohorts in reading.given.in_lead.items()
    }


def _spent_budgets(_: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Budgets of which nothing is left."""
    for limit, part in tables["budget"].groupby("limit"):
        full = int((part["left_pounds"] <= NO_ROOM_SHARE * part["limit_pounds"]).sum())
        yield from _row(
            "budgets",
            str(limit),
            f"budget.limits.{limit}",
            full,
            len(part),
            "the budget of the year is spent",
        )


def _strength_at_limit(reading: Reading, tables: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Strength that is no larger than the rules require."""
    strength = tables["staffing"].set_index(["team", "role", "period"])["strength_fte"]
    labels = list(reading.given.tables.periods["label"])
    limits = reading.given.tables.strength_limits
    reported = reading.given.tables.periods["reported"].to_numpy()
    for limit, part in limits[reported[limits["period"].astype(int)]].groupby("limit"):
        full = 0
        for row in each_row(part):
            there = [strength.get((row.team, role, labels[row.period])) for role in row.roles]
            known = [fte for fte in there if fte is not None]
            counted = sum(known) - reading.total(not_counted(reading.var, reading.given, row))
            full += bool(known) and counted <= row.fte * (1 + NO_ROOM_SHARE)
        yield from _row(
            "strength_limits", str(limit), str(limit), full, len(part), "strength is no larger than required"
        )


def _limits_reached(reading: Reading, _: dict[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Limits whose rows the plan meets exactly; where nothing counts for a limit, it stops nothing."""
    program, values = reading.formulation.program, reading.solution.values
    matrix = program.matrix()
    activity = matrix.row_values(values)
    sizes = np.zeros(matrix.number_of_rows)
    np.maximum.at(sizes, matrix.row_of_entry, np.abs(matrix.values * values[matrix.columns]))
    reached: dict[tuple[str, str], list[bool]] = {}
    for row, rule in enumerate(program.rules):
        if rule.family in LIMITS and rule.place and is_reported(reading.given, rule.family, rule.key):
            limit = matrix.row_upper[row] if math.isfinite(matrix.row_upper[row]) else matrix.row_lower[row]
            is_full = sizes[row] > SMALLEST and abs(limit - activity[row]) <= NO_ROOM_SHARE * max(
                abs(limit), sizes[row]
            )
            reached.setdefault((rule.family, rule.place), []).append(bool(is_full))
    for (family, place), rows in sorted(reached.items()):
        yield from _row(family, place, place, sum(rows), len(rows), RULE_STANDINGS[family].words)
