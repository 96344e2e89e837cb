"""Audit of what leaves no room: roles whose every hour is worked, levers, places, posts, budgets, required strength."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from planner.verify.audits.demand import coverage_floors
from planner.verify.audits.levels import limits_of_levels
from planner.verify.audits.levers import places_of_the_year
from planner.verify.audits.money import overtime_limits
from planner.verify.audits.removed_ranks import days_to_be_gone_by
from planner.verify.audits.requirements import (
    people_on_reduced_hours_together,
    shares_that_may_be_short,
    strength_of,
    strength_that_may_be_over,
)
from planner.verify.comparing import FTE, at, each_row, shown, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import year_start
from planner.verify.numbers import ONE_DAY, value_on
from planner.verify.worked_out.cohorts import on_places
from planner.verify.worked_out.places import place_of_lever

KEY = ("rule", "name")
NO_ROOM = 1e-4
"""A limit of which less than this share is left leaves no room."""
NOISE = 1e-9


@dataclass
class Full:
    """In how many of some periods a rule leaves no room."""

    rule: str
    name: str
    place: str
    words: str
    of: int = 0
    sure: int = 0
    """Periods in which there is no room."""
    perhaps: int = 0
    """Periods in which the printed digits leave it open."""

    def add(self, used: float, most: float, slack: float = NOISE) -> None:
        """One period: what is used, what could be, and what printing leaves open."""
        left = used - most * (1 - NO_ROOM)
        self.sure += left > slack
        self.perhaps += -slack <= left <= slack


def what_leaves_no_room_is_so(folder: Folder) -> Iterator[Wrong]:
    """Each rule and role that leaves no room does so in as many periods as are printed, and no other one does."""
    rows = {(row.rule, row.name): row for row in folder.rows("binding")}
    expected = {(full.rule, full.name): full for find in FIND for full in find(folder)}
    for place in sorted(set(rows) - set(expected)):
        yield wrong("binding", at(KEY, place), "", "a row", "no such row")
    for place, full in expected.items():
        row = rows.get(place)
        if row is None:
            if full.sure:
                yield wrong("binding", at(KEY, place), "", "no such row", f"{full.sure} periods without room")
            continue
        if not max(1, full.sure) <= row.periods <= full.sure + full.perhaps:
            yield wrong("binding", at(KEY, place), "periods", row.periods, full.sure)
        for column, again in (("of_periods", full.of), ("place", full.place), ("words", full.words)):
            if getattr(row, column) != again:
                yield wrong("binding", at(KEY, place), column, getattr(row, column), shown(again))


def _reported(folder: Folder, table: str) -> list[Any]:
    """Rows of a table in the reported periods of the plan."""
    return [row for row in folder.rows(table) if row.plan == "after" and row.reported]


def _scarce_roles(folder: Folder) -> Iterator[Full]:
    """Lines whose every hour is worked."""
    found: dict[tuple[str, str], Full] = {}
    for row in _reported(folder, "staffing"):
        words = f"every hour of {row.role} in {row.team} is worked"
        full = found.setdefault((row.team, row.role), _of_line("capacity", row, words))
        full.of += 1
        full.sure += row.worked_hours > 0 and row.spare_hours <= NO_ROOM * row.worked_hours
    yield from found.values()


def _of_line(rule: str, row: Any, words: str) -> Full:
    return Full(rule, f"{row.team}.{row.role}", f"establishment.{row.team}.{row.role}", words)


def _levers_at_most(folder: Folder) -> Iterator[Full]:
    """Levers that are used as far as they go; what follows from a removed rank is nobody's decision."""
    sums: dict[tuple[str, str], dict[str, list[float]]] = {}
    for row in _reported(folder, "levers"):
        if row.kind != "duty":
            periods = sums.setdefault((row.lever, row.kind), {})
            if row.most > 0:
                both = periods.setdefault(row.period, [0.0, 0.0])
                both[0] += row.used
                both[1] += row.most
    for (lever, kind), periods in sums.items():
        full = Full(
            "lever", lever, place_of_lever(folder, lever, kind), f"{lever} is used as far as it goes", len(periods)
        )
        for used, most in periods.values():
            full.add(used, most)
        yield full


def _places_of_the_year(folder: Folder) -> Iterator[Full]:
    """Yearly places that are all taken."""
    years = {year_start(folder.stated.financial_year[period]) for period in folder.stated.reported}
    found: dict[str, Full] = {}
    for limit in places_of_the_year(folder):
        if limit.key[-1] in years:
            words = "all places of the year are taken"
            full = found.setdefault(limit.place, Full("flow_caps", limit.place, limit.place, words))
            full.of += 1
            full.add(limit.held, limit.figure, limit.slack)
    yield from found.values()


def _full_establishment(folder: Folder) -> Iterator[Full]:
    """Lines that hold as many people as they have posts, people in training who hold one included."""
    rows = folder.tables["staffing"]
    rows = rows[(rows["plan"] == "after") & rows["reported"]].reset_index(drop=True)
    training, cells = on_places(folder, rows, "training_on_post")
    found: dict[tuple[str, str], Full] = {}
    for number, row in enumerate(each_row(rows)):
        words = f"every post of {row.role} in {row.team} is filled"
        full = found.setdefault((row.team, row.role), _of_line("establishment", row, words))
        full.of += 1
        if row.approved_fte > 0:
            slack = NOISE + FTE * float(cells.iloc[number]) + (1e-6 if training.iloc[number] else 0.0)
            full.add(row.strength_fte + float(training.iloc[number]), row.approved_fte, slack)
    yield from found.values()


def _spent_budgets(folder: Folder) -> Iterator[Full]:
    """Budgets of which nothing is left."""
    found: dict[str, Full] = {}
    for row in folder.rows("budget"):
        if row.reported:
            place = f"budget.limits.{row.limit}"
            full = found.setdefault(row.limit, Full("budgets", row.limit, place, "the budget of the year is spent"))
            full.of += 1
            full.sure += row.left_pounds <= NO_ROOM * row.limit_pounds
    yield from found.values()


def _strength_at_limit(folder: Folder) -> Iterator[Full]:
    """Strength that is no larger than the rules require."""
    for name, asked in _asked_for(folder).items():
        full = Full("strength_limits", name, name, "strength is no larger than required", len(asked))
        for there, required, slack in asked:
            left = required * (1 + NO_ROOM) - there
            full.sure += left > slack
            full.perhaps += -slack <= left <= slack
        yield full


def _asked_for(folder: Folder) -> dict[str, list[tuple[float, float, float]]]:
    """What counts, what is asked for, and what printing leaves open, in each reported period of each rule [FTE]."""
    structure, reported = folder.scenario.get("structure", {}), folder.stated.reported
    found: dict[str, list[tuple[float, float, float]]] = {}
    for name, stated in structure.get("minimum_strength", {}).items():
        found[f"structure.minimum_strength.{name}"] = [
            (_there(folder, stated, period), value_on(stated["fte"], folder.stated.first_day[period]), NOISE)
            for period in reported
        ]
    for name, stated in structure.get("closing_strength", {}).items():
        asked = stated["exactly_fte" if "exactly_fte" in stated else "at_least_fte"]
        required = value_on(asked, folder.stated.after[reported[-1]] - ONE_DAY)
        found[f"structure.closing_strength.{name}"] = [(_there(folder, stated, reported[-1]), required, NOISE)]
    if "requirements" in folder.tables:
        for row in _reported(folder, "requirements"):
            slack = 2 * FTE if row.reduced_fte else NOISE
            each = (row.strength_fte - row.reduced_fte, row.required_fte, slack)
            found.setdefault(f"requirements.{row.requirement}", []).append(each)
    return found


def _there(folder: Folder, stated: dict[str, Any], period: str) -> float:
    """People in post of some roles of a team together [FTE]."""
    return strength_of(folder, "after", stated["team"], stated["roles"], period)


def _limits_reached(folder: Folder) -> Iterator[Full]:
    """Limits that are met exactly; where nothing counts for one, it stops nothing."""
    periods = {folder.stated.number[period] for period in folder.stated.reported}
    years = {year_start(folder.stated.financial_year[period]) for period in folder.stated.reported}
    found: dict[tuple[str, str], Full] = {}
    for limit in chain.from_iterable(limits(folder) for limits in LIMITS):
        is_of_plan, last = limit.rule == "level_limits", limit.key[-1]
        if is_of_plan or last in (years if limit.rule in OF_A_YEAR else periods):
            place = (limit.rule, limit.place)
            full = found.setdefault(place, Full(limit.rule, limit.place, limit.place, REACHED[limit.rule]))
            full.of += 1
            if limit.held > limit.slack:
                full.add(limit.held, limit.figure, limit.slack)
    yield from found.values()


LIMITS = (
    overtime_limits,
    shares_that_may_be_short,
    strength_that_may_be_over,
    people_on_reduced_hours_together,
    coverage_floors,
    days_to_be_gone_by,
    limits_of_levels,
)
"""Limits that only their own rows say are met."""
OF_A_YEAR = ("overtime_limits", "coverage_floor")
REACHED = {
    "overtime_limits": "overtime of a year stays within its limit",
    "short_share_caps": "strength is short by no more than this share",
    "over_requirement_caps": "strength over the requirement stays within its limit",
    "reduced_hours_together": "no more people than this are on reduced hours",
    "coverage_floor": "at least this share is covered in each year",
    "gone_by": "no more than this is left of the rank from this day on",
    "level_limits": "the level stays within its limit",
}
"""What is said of each of these."""

FIND = (
    _limits_reached,
    _scarce_roles,
    _levers_at_most,
    _places_of_the_year,
    _full_establishment,
    _spent_budgets,
    _strength_at_limit,
)
"""Every kind of rule that can leave no room."""
