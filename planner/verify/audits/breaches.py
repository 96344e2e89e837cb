"""Audit of the rules that the plan before action breaks: how far each is broken, and that none is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.verify.audits.levers import places_of_the_year
from planner.verify.audits.pathways import held_and_room
from planner.verify.audits.requirements import strength_of
from planner.verify.comparing import CASES, FTE, LINE, POUNDS, at, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import year_start
from planner.verify.numbers import ONE_DAY, as_day, value_on
from planner.verify.worked_out.duties import lines_of
from planner.verify.worked_out.gaps import demand_of_year, gap_of_year
from planner.verify.worked_out.requirements import counted, requirements_of
from planner.verify.worked_out.ways import removed_ranks

KEY = ("rule", "name", "window")
SMALLEST = {"pounds": 0.005, "cases": 1e-3}
"""Breaches below this are roundings; in other units below 1e-4."""
WORST_ONLY = ("establishment", "gone_by")
"""Rules of which only the worst period is told."""
NOT_WORKED_OUT = {
    "short_share_caps", "over_requirement_caps", "reduced_hours_together", "overtime_limits", "level_limits",
}  # fmt: skip
"""Rules whose breaches no table of the plan before action says again."""


@dataclass(frozen=True)
class Broken:
    """How far a rule is broken in a period or year; negative where it is kept."""

    rule: str
    name: str
    window: str
    place: str
    unit: str
    breach: float
    slack: float


def what_is_broken_before_action_is_so(folder: Folder) -> Iterator[Wrong]:
    """Each rule that the plan before action breaks is told with how far, and no rule that it keeps."""
    every = {(each.rule, each.name, each.window): each for find in FIND for each in find(folder)}
    worst: dict[tuple[str, str], float] = {}
    for each in every.values():
        worst[each.rule, each.name] = max(worst.get((each.rule, each.name), each.breach), each.breach)
    told = set()
    for row in folder.rows("breaches"):
        key = (row.rule, row.name, row.window)
        told.add((row.rule, row.name) if row.rule in WORST_ONLY else key)
        if row.rule in NOT_WORKED_OUT:
            continue
        found = every.get(key)
        if found is None or not found.breach > _least(found) - found.slack:
            yield wrong("breaches", at(KEY, key), "", "a row", "no such row")
            continue
        again = worst[row.rule, row.name] if row.rule in WORST_ONLY else found.breach
        if not max(abs(row.breach - again), abs(found.breach - again)) <= found.slack:
            yield wrong("breaches", at(KEY, key), "breach", row.breach, again)
        for column in ("place", "unit"):
            if getattr(row, column) != getattr(found, column):
                yield wrong("breaches", at(KEY, key), column, getattr(row, column), getattr(found, column))
    for key, found in every.items():
        is_told = (key[:2] if found.rule in WORST_ONLY else key) in told
        if not is_told and found.breach > _least(found) + found.slack:
            yield wrong("breaches", at(KEY, key), "", "no such row", f"broken by {found.breach:.10g} {found.unit}")


def _least(broken: Broken) -> float:
    return SMALLEST.get(broken.unit, 1e-4)


def _budgets(folder: Folder) -> Iterator[Broken]:
    """Pounds beyond a limit; what is spent is a sum of printed cells."""
    cells = len([row for row in folder.rows("costs") if row.plan == "before"])
    for row in folder.rows("budget"):
        if row.reported:
            place, breach = f"budget.limits.{row.limit}", row.before_pounds - row.limit_pounds
            yield Broken("budgets", row.limit, row.financial_year, place, "pounds", breach, POUNDS * (2 + cells))


def _strength(folder: Folder) -> Iterator[Broken]:
    """Minimum strength, closing strength and requirements, people on reduced hours counted as far as they count."""
    structure, reported = folder.scenario.get("structure", {}), folder.stated.reported
    for name, stated in structure.get("minimum_strength", {}).items():
        for period in reported:
            there = strength_of(folder, "before", stated["team"], stated["roles"], period)
            asked = value_on(stated["fte"], folder.stated.first_day[period])
            yield _of_strength(f"structure.minimum_strength.{name}", period, asked - there)
    for name, stated in structure.get("closing_strength", {}).items():
        exactly, last = "exactly_fte" in stated, reported[-1]
        there = strength_of(folder, "before", stated["team"], stated["roles"], last)
        asked = value_on(stated["exactly_fte" if exactly else "at_least_fte"], folder.stated.after[last] - ONE_DAY)
        short = asked - there
        yield _of_strength(f"structure.closing_strength.{name}", last, abs(short) if exactly else short)
    for row in folder.rows("requirements") if "requirements" in folder.tables else ():
        if row.plan == "before" and row.reported:
            stated = requirements_of(folder)[row.requirement]
            may_be_over = "at_least_fte" in stated or row.requirement in counted(folder)
            short = row.required_fte - (row.strength_fte - row.reduced_fte)
            yield _of_strength(f"requirements.{row.requirement}", row.period, short if may_be_over else abs(short))


def _of_strength(place: str, period: str, breach: float) -> Broken:
    return Broken("strength_limits", place, period, place, "FTE", breach, 12 * FTE)


def _gone_by(folder: Folder) -> Iterator[Broken]:
    """Holders of a rank from the last period that ends by its date on."""
    for rank, removed in removed_ranks(folder).items():
        by = removed.get("gone_by")
        if not by:
            continue
        on = as_day(by["on"])
        ended = [number for number, (_, after, _) in enumerate(folder.stated.spans) if after - ONE_DAY <= on]
        for period in folder.stated.reported[ended[-1] :] if ended else ():
            there = sum(strength_of(folder, "before", team, [role], period) for team, role in lines_of(folder, rank))
            place = f"structure.removed_ranks.{rank}.gone_by"
            breach = there - value_on(by.get("left_fte", 0), date.min)
            yield Broken("gone_by", rank, period, place, "FTE", breach, FTE * (2 + len(lines_of(folder, rank))))


def _clear_by(folder: Folder) -> Iterator[Broken]:
    """Cases overdue on the date by which a line is to be cleared."""
    overdue = folder.cells("work", LINE, "overdue_cases")
    for name, stated in folder.scenario["demand"].items():
        if not stated.get("clear_by") or stated.get("start_within") in (0, "0"):
            continue
        ended = [period for _, after, period in folder.stated.spans if after - ONE_DAY <= as_day(stated["clear_by"])]
        if ended and ended[-1] in folder.stated.reported:
            breach = overdue["before", name, ended[-1]]
            yield Broken("clear_by", name, ended[-1], f"demand.{name}.clear_by", "cases", breach, 20 * CASES)


def _floors(folder: Folder) -> Iterator[Broken]:
    """Hours of gap beyond what a floor of coverage leaves."""
    years = {folder.stated.financial_year[period] for period in folder.stated.reported}
    for name, stated in folder.scenario["demand"].items():
        floor = stated.get("coverage_floor")
        for year in sorted(years) if floor is not None else ():
            gap, slack = gap_of_year(folder, "before", name, year)
            breach = gap - (1 - floor) * demand_of_year(folder, name, year)
            yield Broken("coverage_floor", name, year, f"demand.{name}.coverage_floor", "hours", breach, 0.01 + slack)


def _places(folder: Folder) -> Iterator[Broken]:
    """People who start at rest beyond the places of a year."""
    years = {year_start(each): each for each in (folder.stated.financial_year[day] for day in folder.stated.reported)}
    for limit in places_of_the_year(folder, "before"):
        year = years.get(int(str(limit.key[-1])))
        if year is not None:
            breach = limit.held - limit.figure
            yield Broken("flow_caps", limit.place, year, limit.place, "FTE", breach, limit.slack)


def _establishment(folder: Folder) -> Iterator[Broken]:
    """People beyond the posts of a line and those who hold one anyhow."""
    reported = set(folder.stated.reported)
    for row, held, room, slack in held_and_room(folder, "before"):
        if row.period in reported:
            place = f"establishment.{row.team}.{row.role}"
            yield Broken("establishment", f"{row.team}.{row.role}", row.period, place, "FTE", held - room, slack)


FIND = (_budgets, _strength, _gone_by, _clear_by, _floors, _places, _establishment)
"""Every kind of rule whose breaches are worked out."""
