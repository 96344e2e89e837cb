"""Demand and work by index, and bounds on what can wait or fall due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from planner.model.given.initiatives import GivenInitiatives
from planner.model.given.lookup import grouped, lookup, summed, total
from planner.model.given.memory import looked_up
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenWork(GivenInitiatives):
    """Demand lines, their tasks and their backlog."""

    @looked_up
    def hours_of_case(self) -> dict[tuple[str, int], float]:
        """h[d,t]: hours of a case that planned teams bear [hours]."""
        return summed(self.tables.tasks, ["line", "period"], "hours_per_case")

    @looked_up
    def planned_lines(self) -> list[Any]:
        """Lines with hours for planned teams."""
        return [row for row in each_row(self.tables.lines) if row.planned]

    @looked_up
    def line(self) -> dict[str, Any]:
        """Each demand line's row."""
        return {row.line: row for row in each_row(self.tables.lines)}

    @looked_up
    def cases(self) -> dict[tuple[str, int], float]:
        """A[d,t]: cases that arrive, less partners' [cases]."""
        return lookup(self.tables.arrivals, ["line", "period"], "cases")

    @looked_up
    def repeat_share(self) -> dict[tuple[str, int], float]:
        """φ[d,t]: extra arrivals for each waiting case [cases per case]."""
        return lookup(self.tables.arrivals, ["line", "period"], "repeat_share")

    @looked_up
    def opening_backlog(self) -> dict[str, float]:
        """B[d,0]: cases waiting before the first period [cases]."""
        return lookup(self.tables.opening_backlog, ["line"], "backlog_cases")

    @looked_up
    def due_from(self) -> dict[tuple[Any, ...], list[Any]]:
        """Which starts' hours fall due in (d,t)."""
        return grouped(self.tables.due, ["line", "period"])

    @looked_up
    def opening_due(self) -> dict[tuple[str, str, int], float]:
        """Hours due on cases in work at the opening: (d,j,t) [hours]."""
        return lookup(self.tables.opening_due, ["line", "task", "period"], "hours")

    @looked_up
    def able(self) -> dict[tuple[Any, ...], list[Any]]:
        """Roles able to do a task: (d,j,t)."""
        return grouped(self.tables.able, ["line", "task", "period"])

    @looked_up
    def fresh(self) -> dict[tuple[Any, ...], list[Any]]:
        """Arrivals still within the standard at the end of (d,t)."""
        return grouped(self.tables.fresh, ["line", "period"])

    @looked_up
    def young_opening(self) -> dict[tuple[str, int], float]:
        """Opening backlog still within the standard at the end of (d,t) [cases]."""
        return lookup(self.tables.young_opening, ["line", "period"], "cases")

    @looked_up
    def most_cases(self) -> dict[tuple[str, int], float]:
        """More cases than can ever be waiting or started in a period: nothing done since the beginning [cases]."""
        most: dict[tuple[str, int], float] = {}
        for line in self.planned_lines:
            waiting = self.opening_backlog[line.line]
            for t in self.periods:
                waiting = waiting * (1 + self.repeat_share[line.line, t]) + self.cases[line.line, t]
                waiting += self.extra_cases.get((line.line, t), 0.0)
                most[line.line, t] = waiting
                if line.cannot_wait:
                    waiting = 0.0
        return most

    @looked_up
    def most_due(self) -> dict[tuple[str, str, int], float]:
        """More hours of a task than can ever fall due in a period [hours]."""
        most: dict[tuple[str, str, int], float] = {}
        for row in each_row(self.tables.tasks):
            starts = self.due_from.get((row.line, row.period), [])
            hours = sum(
                each.share
                * self.most_cases[row.line, each.start_period]
                * (
                    self.hours_of_task[row.line, row.task, each.start_period]
                    + self.extra_hours(row.line, row.task, each.start_period)
                )
                for each in starts
            )
            most[row.line, row.task, row.period] = hours + self.opening_due.get((row.line, row.task, row.period), 0.0)
        return most

    @looked_up
    def most_gap(self) -> dict[tuple[str, int], float]:
        """More hours than the gap of a line in a financial year can ever be: (d,y) [hours]."""
        most: dict[tuple[str, int], float] = defaultdict(float)
        for (line, t), cases in self.most_cases.items():
            most[line, self.year[t]] += cases * self.hours_of_case[line, t]
        for (line, _, t), hours in self.most_due.items():
            most[line, self.year[t]] += hours
        return most

    @looked_up
    def hours_of_task(self) -> dict[tuple[str, str, int], float]:
        """Hours of a task for one case that planned teams bear: (d,j,t) [hours]."""
        return lookup(self.tables.tasks, ["line", "task", "period"], "hours_per_case")

    @looked_up
    def tasks_of(self) -> dict[str, list[str]]:
        """Tasks of each line that planned teams bear."""
        pairs = self.tables.tasks[["line", "task"]].drop_duplicates()
        return {str(line): list(part["task"]) for line, part in pairs.groupby("line")}

    @looked_up
    def tiers(self) -> list[int]:
        """Harm tiers with hours for planned teams, the highest harm first."""
        return sorted({line.tier for line in self.planned_lines})

    def reported_demand_hours(self, tier: int) -> float:
        """Hours of the cases of a tier that arrive in the reported periods [hours]."""
        reported = list(self.tables.periods["reported"])
        return total(
            self.cases[line.line, t] * self.hours_of_case[line.line, t]
            for line in self.planned_lines
            if line.tier == tier
            for t in self.periods
            if reported[t]
        )
