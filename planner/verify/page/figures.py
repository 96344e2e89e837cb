"""The figures behind the page: sums of the tables' cells over the reported periods, and the scenario's titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from planner.verify.folder import Folder
from planner.verify.numbers import as_day
from planner.verify.page.printed import day, months, spaced

PLANS = ("before", "after")
PLAN_TITLES = {"before": "before action", "after": "under the plan"}
ALL = "All teams"
ONE_DAY = timedelta(days=1)

Both = tuple[float, float]
"""A figure before action and under the plan."""


@dataclass(frozen=True)
class Figures:
    """A plan as its page tells of it."""

    folder: Folder
    record: dict[str, Any] = field(default_factory=dict)
    """The record of the run."""

    @property
    def scenario(self) -> dict[str, Any]:
        """The scenario as it was written, with everything that it extends."""
        return self.folder.scenario

    def total(self, table: str, column: str, **where: Any) -> float:
        """The sum of a column over the rows in which other columns have given values."""
        if table not in self.folder.tables or not len(self.folder.tables[table]):
            return 0.0
        values = tuple(where.values())
        return self.folder.sums(table, tuple(where), column).get(values if len(values) > 1 else values[0], 0.0)

    def reported(self, table: str, column: str, plan: str, **where: Any) -> float:
        """The sum of a column over the reported periods of a plan."""
        return self.total(table, column, plan=plan, reported=True, **where)

    def at_end(self, table: str, column: str, plan: str, **where: Any) -> float:
        """The sum of a column in the last reported period of a plan."""
        return self.total(table, column, plan=plan, period=self.last, **where)

    def both(self, table: str, column: str, **where: Any) -> Both:
        """The sums over the reported periods before action and under the plan."""
        before, after = (self.reported(table, column, plan, **where) for plan in PLANS)
        return before, after

    def both_at_end(self, table: str, column: str, **where: Any) -> Both:
        """The sums in the last reported period before action and under the plan."""
        before, after = (self.at_end(table, column, plan, **where) for plan in PLANS)
        return before, after

    def rows(self, table: str, **where: Any) -> list[Any]:
        """Rows of a table in which columns have given values; none where the plan has no such table."""
        if table not in self.folder.tables:
            return []
        return [row for row in self.folder.rows(table) if all(getattr(row, key) == where[key] for key in where)]

    @property
    def periods(self) -> list[str]:
        """The reported periods in the order of time."""
        return self.folder.stated.reported

    @property
    def last(self) -> str:
        """The last reported period."""
        return self.periods[-1]

    def first_day(self, period: str) -> date:
        """The first day of a period."""
        return self.folder.stated.first_day[period]

    def when(self, rows: list[Any], column: str) -> tuple[date, date] | None:
        """The first days of the first and the last period of the plan in which there is anything."""
        days = [row.period_first for row in rows if row.plan == "after" and getattr(row, column) >= 0.005]
        return (min(days), max(days)) if days else None

    # Titles: what the scenario calls its things.

    @cached_property
    def teams(self) -> dict[str, str]:
        """Titles of teams."""
        return _titles(self.scenario["teams"])

    @cached_property
    def roles(self) -> dict[str, str]:
        """Titles of roles."""
        return _titles(self.scenario["roles"])

    @cached_property
    def lines(self) -> dict[str, str]:
        """Titles of demand lines."""
        return _titles(self.scenario["demand"])

    @cached_property
    def groups(self) -> dict[str, str]:
        """Titles of groups that must be led."""
        return _titles(self.scenario.get("structure", {}).get("supervision", {}))

    @cached_property
    def initiatives(self) -> dict[str, str]:
        """Titles of initiatives."""
        return _titles(self.scenario.get("initiatives", {}))

    @cached_property
    def requirements(self) -> dict[str, str]:
        """Names of requirements as words."""
        return {name: spaced(name) for name in self.scenario.get("requirements", {})}

    @cached_property
    def limits(self) -> dict[str, str]:
        """Titles of budget limits."""
        return _titles(self.scenario.get("budget", {}).get("limits", {}))

    @cached_property
    def removed(self) -> dict[str, str]:
        """Titles of removed ranks."""
        return {rank: self.rank(rank) for rank in self.scenario.get("structure", {}).get("removed_ranks", {})}

    @cached_property
    def tiers(self) -> list[int]:
        """Harm tiers, the highest harm first."""
        return sorted({int(line["tier"]) for line in self.scenario["demand"].values()})

    def rank(self, rank: str) -> str:
        """What a rank, or a grade of police staff, is called."""
        ranks = {each["name"]: each["title"] for each in self.scenario.get("ranks", [])}
        title = plain(ranks.get(rank) or spaced(rank))
        return title[:1].upper() + title[1:]

    def rank_of(self, role: str) -> str:
        """The rank or grade of a role."""
        stated = self.scenario["roles"][role]
        return str(stated.get("rank") or stated.get("grade"))

    def is_outside(self, team: str) -> bool:
        """Whether the plan does not staff a team."""
        return bool(self.scenario["teams"][team].get("out_of_scope"))

    def staffed(self) -> Iterator[str]:
        """Teams that have posts, in the order of the scenario."""
        return (team for team in self.teams if team in self.scenario["establishment"])

    @cached_property
    def span_of_plan(self) -> str:
        """The time that is planned, as the page says it."""
        stated = self.scenario["period"]
        first, last = as_day(stated["first"]), as_day(stated["last"])
        if self.step == "week":
            return f"{day(first)} to {day(last)}"
        return f"{first:%B %Y} to {last:%B %Y}"

    def year(self, year: str, to_its_end: bool = False) -> str:
        """A financial year, with its months where the plan, or what is told, has only a part of it."""
        opens = date(int(year[:4]), int(self.scenario["period"].get("financial_year_starts_month", 4)), 1)
        ends = opens.replace(year=opens.year + 1) - ONE_DAY
        last = ends if to_its_end else self.folder.stated.after[self.last] - ONE_DAY
        begin, end = max(opens, self.first_day(self.periods[0])), min(ends, last)
        return year if begin > end or (begin, end) == (opens, ends) else f"{year} ({months(begin, end)})"

    @property
    def step(self) -> str:
        """The step of the plan: week, month, quarter or year."""
        return str(self.scenario["period"].get("step", "month"))


def _titles(section: dict[str, Any]) -> dict[str, str]:
    return {name: plain(each.get("title") or spaced(name)) for name, each in section.items()}


def plain(text: str) -> str:
    """Text with single blanks."""
    return " ".join(str(text).split())
