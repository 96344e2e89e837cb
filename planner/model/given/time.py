"""Periods by index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.tables import Tables


@dataclass(frozen=True)
class GivenTime:
    """The periods of a scenario; all other parts build on them."""

    tables: Tables

    @cached_property
    def periods(self) -> range:
        """T: the periods, run-out included."""
        return range(self.tables.calendar.count)

    @cached_property
    def months(self) -> list[float]:
        """len[t]: the length of each period [months]."""
        return list(self.tables.periods["months"].astype(float))

    @cached_property
    def year(self) -> list[int]:
        """The financial year in which each period begins."""
        return list(self.tables.periods["year_start"])

    @cached_property
    def last_period_of_year(self) -> dict[int, int]:
        """The last period of each financial year."""
        return {year: period for period, year in enumerate(self.year)}
