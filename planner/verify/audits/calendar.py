"""Audits of the calendar: rows stand in periods that there are, and no row is missing that should be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.comparing import at, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.worked_out.initiatives import PLANS, hours_of_task, share_outside
from planner.verify.worked_out.people import lines_of_establishment
from planner.vocabulary import TABLES

FACTS = {"period_first": "first", "financial_year": "financial_year", "reported": "reported"}
"""What tables say of a period, and what the calendar calls it."""


def rows_are_in_their_periods(folder: Folder) -> Iterator[Wrong]:
    """Every row by period has the first day, the financial year and the mark of a reported period of the calendar."""
    facts = {
        column: dict(zip(folder.periods["period"], folder.periods[name], strict=True)) for column, name in FACTS.items()
    }
    years: dict[str, bool] = {}
    for period, year in folder.stated.financial_year.items():
        years[year] = years.get(year, False) or period in folder.stated.reported
    for name, table in folder.tables.items():
        key = TABLES[name].key
        by_year = "period" not in table and "financial_year" in table and "reported" in table
        for row in folder.rows(name) if by_year or "period" in table else ():
            expected: dict[str, Any] = {column: facts[column].get(row.period) for column in FACTS} if not by_year else {
                "reported": years.get(row.financial_year)
            }  # fmt: skip
            for column, again in expected.items():
                if column in table and getattr(row, column) != again:
                    where = at(key, (getattr(row, each) for each in key))
                    yield wrong(name, where, column, getattr(row, column), again)


def every_period_has_its_rows(folder: Folder) -> Iterator[Wrong]:
    """Every line of the establishment and of the demand has a row in every period of both plans, with what it is."""
    periods = folder.stated.number
    demand = folder.scenario["demand"]
    lines = {(plan, name, period) for plan in PLANS for name in demand for period in periods}
    yield from compare_rows("work", TABLES["work"].key, folder.cells("work", TABLES["work"].key, "tier"), lines)
    posts = {(plan, *line, period) for plan in PLANS for line in lines_of_establishment(folder) for period in periods}
    key = TABLES["staffing"].key
    there = set(folder.cells("staffing", key, "team"))
    # Lines of lent or agency people without posts of their own may have rows too.
    yield from compare_rows("staffing", key, there & posts, posts)
    for name in ("work", "tasks", "worked"):
        key = TABLES[name].key
        for row in folder.rows(name):
            stated = demand[row.line]
            if row.team != stated["team"]:
                yield wrong(name, at(key, (getattr(row, each) for each in key)), "team", row.team, stated["team"])
            if name == "work" and row.tier != stated["tier"]:
                yield wrong(name, at(key, (getattr(row, each) for each in key)), "tier", row.tier, stated["tier"])
    first = folder.stated.spans[0][0]
    tasks = {
        (plan, name, task, period)
        for plan in PLANS
        for name, stated in demand.items()
        for task in stated["tasks"]
        if share_outside(folder, name, task, first) < 1 and hours_of_task(folder, name, task, first) > 0
        for period in periods
    }
    there = set(folder.cells("tasks", TABLES["tasks"].key, "team"))
    yield from compare_rows("tasks", TABLES["tasks"].key, there & tasks, tasks)
