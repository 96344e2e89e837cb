"""Bounds of columns that are no limit of a lever: what there can be at the most, whatever anybody decides.

Such a bound limits nothing as long as it is as wide as that; a tighter one would be a limit that nobody stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

from planner.verify.audits.levels import BANDS
from planner.verify.audits.requirements import may_be_short, rows_of
from planner.verify.comparing import HOURS_KEY, LINE, PLACE
from planner.verify.folder import Folder
from planner.verify.limit import year_start
from planner.verify.limits.naming import column_name
from planner.verify.numbers import as_day, mean_of, value_on
from planner.verify.worked_out.arrivals import opening_backlog, opening_due, shares_by_age
from planner.verify.worked_out.duties import duties_of, duty_levers, efficiency_of, lines_of
from planner.verify.worked_out.gaps import demand_of_year, years_of
from planner.verify.worked_out.initiatives import hours_of_task, initiatives_of, share_outside
from planner.verify.worked_out.lines import cannot_wait, is_planned, planned_share
from planner.verify.worked_out.people import Line, lines_of_establishment, opening_strength
from planner.verify.worked_out.requirements import counted, requirements_of
from planner.verify.worked_out.ways import DECIDED, line_of, removed_ranks, ways

Bound: TypeAlias = tuple[str, float]
"""A column, and the most that there can be of it."""
Strength: TypeAlias = dict[Line, float]


def most_there_can_be(folder: Folder, plan: str) -> Iterator[Bound]:
    """The most that there can be of each column that is no lever; but of tutors' time that is lacking."""
    most = most_strength(folder, plan)
    yield from _people(most, folder)
    yield from _led(most, folder, plan)
    yield from _lent(most, folder)
    yield from _overtime(most, folder, plan)
    yield from _requirements(most, folder, plan)
    shares = dict.fromkeys(years_of(folder), 1.0)
    for line in folder.scenario["demand"]:
        if is_planned(folder, line):
            cases = most_cases(folder, line)
            due = {task: most_due(folder, line, task, cases) for task in folder.scenario["demand"][line]["tasks"]}
            yield from _cases(folder, plan, line, cases)
            yield from _hours(folder, plan, line, due)
            yield from _gaps(folder, line, cases, list(due.values()), shares)
    for year, share in shares.items():
        yield column_name("worst_share", year_start(year)), share


# ---------------------------------------------------------------- people
def most_strength(folder: Folder, plan: str) -> Strength:
    """The opening strength of each line, and everybody who may join it [FTE]."""
    most = {line: opening_strength(folder, *line) for line in lines_of_establishment(folder)}
    known = ways(folder)
    for row in folder.rows("levers"):
        if row.plan == plan and row.kind in DECIDED and known[row.lever].destination in most:
            most[known[row.lever].destination] += row.most
    for way in known.values():
        for earlier in way.stated.get("already_started", ()) if way.destination in most else ():
            most[way.destination] += value_on(earlier["fte"], date.min)
        if way.kind == "known_joiner" and folder.stated.period_on(as_day(way.stated["on"])) is not None:
            most[way.destination] += value_on(way.stated["fte"], date.min)
    for name in sorted(name for name, way in known.items() if way.kind == "came_back"):
        rank = name.partition(".comes_back.")[0]
        most[known[name].destination] += sum(most[line] for line in lines_of(folder, rank))
    return most


def _people(most: Strength, folder: Folder) -> Iterator[Bound]:
    for line, fte in most.items():
        yield from ((column_name("strength", *line, number), fte) for number in folder.stated.number.values())


def _led(most: Strength, folder: Folder, plan: str) -> Iterator[Bound]:
    """People of a group whom one line leads, or nobody."""
    led = {
        group: sum(most.get((each["team"], each["role"]), 0.0) for each in stated["led"])
        for group, stated in folder.scenario.get("structure", {}).get("supervision", {}).items()
    }
    for group, fte in led.items():
        yield from ((column_name("unled", group, number), fte) for number in folder.stated.number.values())
    for row in folder.rows("leaders"):
        if row.plan == plan:
            number = folder.stated.number[row.period]
            yield column_name("led_by", row.group, row.team, row.role, number), led[row.group]


def _lent(most: Strength, folder: Folder) -> Iterator[Bound]:
    """Hours that a line may lend where a share of its own is the limit."""
    productive = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    lenders: list[tuple[str, Line, Any, date]] = [
        (name, line_of(stated["from"]), stated["share_of_hours"], date.min)
        for name, stated in folder.supply("redeployment").items()
        if stated.get("fte") is None
    ]
    for name, (lender, _, rank) in duty_levers(folder).items():
        lenders.append((name, lender, 1, as_day(removed_ranks(folder)[rank]["frozen_from"])))
    for name, line, share, since in lenders:
        for first, after, period in folder.stated.spans:
            if first >= since:
                each = productive[folder.scenario["roles"][line[1]]["hours"], "productive", period]
                number = folder.stated.number[period]
                yield column_name("redeployed", name, number), mean_of(share, first, after) * each * most[line]


def _overtime(most: Strength, folder: Folder, plan: str) -> Iterator[Bound]:
    contracted = folder.cells("hours", HOURS_KEY, "hours_per_fte")
    for row in folder.rows("levers"):
        if row.plan == plan and row.kind == "overtime":
            stated, span = folder.supply("overtime")[row.lever], folder.stated.span[row.period]
            each = contracted[folder.scenario["roles"][row.role]["hours"], "contracted", row.period]
            fte = mean_of(stated["share_of_contracted"], *span) * most[row.team, row.role]
            number = folder.stated.number[row.period]
            yield column_name("overtime", row.lever, row.team, row.role, number), fte * each


def _requirements(most: Strength, folder: Folder, plan: str) -> Iterator[Bound]:
    """Strength that is short, no more than is required, and strength over it, no more than can be there."""
    for row in rows_of(folder):
        stated, number = requirements_of(folder)[row.requirement], folder.stated.number[row.period]
        if row.plan == plan and may_be_short(stated):
            yield column_name("short", f"requirements.{row.requirement}", number), row.required_fte
        if row.plan == plan and row.requirement in counted(folder):
            there = sum(most.get((stated["team"], role), 0.0) for role in stated["roles"])
            yield column_name("over", f"requirements.{row.requirement}", number), there


# ---------------------------------------------------------------- demand
def most_cases(folder: Folder, line: str) -> list[float]:
    """Cases that can be waiting or started in each period: nothing done since the beginning [cases]."""
    arrivals, known = folder.cells("work", LINE, "arrivals_cases"), initiatives_of(folder)
    waiting, most = opening_backlog(folder, line), []
    for _, _, period in folder.stated.spans:
        waiting *= 1 + known.repeat_share("before", line, period)
        waiting += float(arrivals["before", line, period])
        most.append(waiting)
        waiting = 0.0 if cannot_wait(folder.scenario["demand"][line]) else waiting
    return most


def most_due(folder: Folder, line: str, task: str, cases: Sequence[float]) -> list[float]:
    """Hours of a task that can fall due in each period [hours]."""
    shares, opening, known = shares_by_age(folder, line), opening_due(folder, line, task), initiatives_of(folder)
    hours = [
        most
        * hours_of_task(folder, line, task, first)
        * (1 - share_outside(folder, line, task, first))
        * known.hours_of_dated("before", line, task, period)
        for most, (first, _, period) in zip(cases, folder.stated.spans, strict=True)
    ]
    return [
        opening[period] + sum(share * hours[number - age] for age, share in enumerate(shares) if age <= number)
        for number, (_, _, period) in enumerate(folder.stated.spans)
    ]


def _cases(folder: Folder, plan: str, line: str, cases: Sequence[float]) -> Iterator[Bound]:
    """Cases that are started, given up, waiting or overdue."""
    stated = folder.scenario["demand"][line]
    families = ["started"] if cannot_wait(stated) else ["started", "backlog", "overdue"]
    if cannot_wait(stated) or (plan == "after" and stated.get("close_undone") is not None):
        families.append("closed_undone")
    for family in families:
        yield from ((column_name(family, line, number), most) for number, most in enumerate(cases))


def _hours(folder: Folder, plan: str, line: str, due: dict[str, list[float]]) -> Iterator[Bound]:
    """Hours of a line's tasks that are worked, and that are never done."""
    stated, places = folder.scenario["demand"][line], folder.cells("staffing", PLACE, "strength_fte")
    takings = folder.stated.once("duties", lambda: duties_of(folder))
    for task, of_task in stated["tasks"].items():
        opening = opening_due(folder, line, task)
        shared = [each.frozen for key, of_key in takings.items() if key[:2] == (line, task) for each in of_key]
        for first, _, period in folder.stated.spans if planned_share(of_task) > 0 else ():
            number = folder.stated.number[period]
            may_be_missed = of_task.get("may_be_missed") or any(first >= frozen for frozen in shared)
            yield column_name("missed", line, task, number), due[task][number] if may_be_missed else opening[period]
            for role in folder.scenario["roles"]:
                efficiency = efficiency_of(folder, line, task, role, first)
                if efficiency > 0 and (plan, stated["team"], role, period) in places:
                    yield column_name("worked", line, task, role, number), due[task][number] / efficiency


def _gaps(
    folder: Folder, line: str, cases: Sequence[float], due: list[list[float]], shares: dict[str, float]
) -> Iterator[Bound]:
    """The gap of a line in each year by band, the last one without end; its share can be that of the worst team."""
    each = folder.cells("work", LINE, "hours_per_case")
    for year, periods in years_of(folder).items():
        demand, begin = demand_of_year(folder, line, year), 0.0
        numbers = [folder.stated.number[period] for period in periods]
        gap = sum(cases[number] * each["before", line, period] for number, period in zip(numbers, periods, strict=True))
        gap += sum(hours[number] for hours in due for number in numbers)
        if demand <= 0:
            continue
        shares[year] += gap / demand
        for band, (end, _) in enumerate(BANDS):
            most = gap if band == len(BANDS) - 1 else (end - begin) * demand
            yield column_name("gap_band", line, year_start(year), band), most
            begin = end
