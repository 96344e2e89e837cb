"""Rows of demand of which the tables say what they leave: the worst team, what is overdue, and initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.comparing import CASES, HOURS, LINE, at
from planner.verify.folder import Folder
from planner.verify.limit import Limit, year_start
from planner.verify.worked_out.gaps import demand_of_year, gap_of_year, years_of
from planner.verify.worked_out.initiatives import initiatives_of
from planner.verify.worked_out.lines import cannot_wait, is_planned


def gaps_of_teams(folder: Folder, plan: str) -> Iterator[Limit]:
    """The gap of each team in each year is no larger than its demand at the share of the worst [hours]."""
    overdue, each = (folder.cells("work", LINE, column) for column in ("overdue_cases", "hours_per_case"))
    for year, periods in years_of(folder).items():
        last, number = periods[-1], folder.stated.number[periods[-1]]
        teams: dict[str, list[str]] = {}
        for name, stated in folder.scenario["demand"].items():
            if is_planned(folder, name) and demand_of_year(folder, name, year) > 0:
                teams.setdefault(stated["team"], []).append(name)
        for team, lines in teams.items():
            gaps = [gap_of_year(folder, plan, line, year) for line in lines]
            demand = sum(demand_of_year(folder, line, year) for line in lines)
            besides = [
                (f"overdue({line},{number})", each["before", line, last], overdue[plan, line, last])
                for line in lines
                if not cannot_wait(folder.scenario["demand"][line])
            ]
            yield Limit(
                "worst_team",
                (team, year_start(year)),
                "",
                "most",
                0.0,
                sum(gap for gap, _ in gaps),
                # The demand is printed too, and counts as often as the share of the worst is large.
                4 * (sum(slack for _, slack in gaps) + HOURS * len(lines) * (1 + len(periods))) + 1e-6 * demand,
                besides=(*besides, (f"worst_share({year_start(year)})", -demand, 0.0)),
            )


def overdue_cases(folder: Folder, plan: str) -> Iterator[Limit]:
    """Where cases are overdue, what is waiting and is not fresh is what the tables call overdue [cases].

    Where none are, the tables do not say how many more fresh ones there could be; nor where a standard is changed.
    """
    for row in folder.rows("work"):
        stated, number = folder.scenario["demand"][row.line], folder.stated.number[row.period]
        told = row.plan == plan and row.overdue_cases > 0 and is_planned(folder, row.line) and not cannot_wait(stated)
        if told and not initiatives_of(folder).changes_the_standard(row.line):
            yield Limit(
                "overdue",
                (row.line, number),
                "",
                "most",
                0.0,
                row.overdue_cases,
                CASES * (4 + 4 * number),
                *("work", at(LINE, (plan, row.line, row.period)), "overdue_cases"),
                besides=((f"overdue({row.line},{number})", -1.0, 0.0),),
            )


def starts_of_initiatives(folder: Folder, plan: str) -> Iterator[Limit]:
    """An initiative that the plan may start starts once or never [starts]; before action none can."""
    starts = {name: 0 for name, each in folder.scenario.get("initiatives", {}).items() if "optional" in each}
    for of_plan, name in initiatives_of(folder).began:
        if of_plan == plan and name in starts:
            starts[name] += 1
    for name, times in starts.items() if plan == "after" else ():
        yield Limit("one_start", (name,), "", "most", 1.0, times, 1e-6)
