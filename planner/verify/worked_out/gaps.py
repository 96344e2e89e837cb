"""Gap and demand of a line in a financial year, as the levels and the floors of coverage count them."""

from __future__ import annotations

from planner.verify.comparing import HOURS, LINE
from planner.verify.folder import Folder
from planner.verify.numbers import duration
from planner.verify.worked_out.opening import opening_batches


def years_of(folder: Folder) -> dict[str, list[str]]:
    """The periods of each financial year, run-out included."""
    found: dict[str, list[str]] = {}
    for period, year in folder.stated.financial_year.items():
        found.setdefault(year, []).append(period)
    return found


def gap_of_year(folder: Folder, plan: str, line: str, year: str) -> tuple[float, float]:
    """Not done in a year and overdue at its end, and what rounding leaves open [hours]."""
    not_done, overdue = (folder.cells("work", LINE, column) for column in ("not_done_hours", "overdue_hours"))
    periods = years_of(folder)[year]
    cells = [float(not_done[plan, line, period]) for period in periods] + [float(overdue[plan, line, periods[-1]])]
    return sum(cells), HOURS * (1 + sum(1 for cell in cells if cell))


def demand_of_year(folder: Folder, line: str, year: str) -> float:
    """Hours of the cases that arrive in a year, in the first with what is overdue at the opening [hours].

    Initiatives that the plan chose change what arrives but not by what its gap is measured: so the plan before action
    says it.
    """
    arrived = folder.cells("work", LINE, "arrivals_hours")
    demand = sum(float(arrived["before", line, period]) for period in years_of(folder)[year])
    first, _, period = folder.stated.spans[0]
    if folder.stated.financial_year[period] == year:
        limit = -(first - (first - duration(folder.scenario["demand"][line]["start_within"]))).days
        each = float(folder.cells("work", LINE, "hours_per_case")["before", line, period])
        demand += each * sum(batch.older_than(limit) for batch in opening_batches(folder, line))
    return demand
