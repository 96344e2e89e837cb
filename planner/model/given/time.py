"""Periods by index."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.given.memory import Remembering, looked_up


@dataclass(frozen=True)
class GivenTime(Remembering):
    """The periods of a scenario; all other parts build on them."""

    @looked_up
    def periods(self) -> range:
        """T: the periods, run-out included."""
        return range(self.tables.calendar.count)

    @looked_up
    def months(self) -> list[float]:
        """len[t]: the length of each period [months]."""
        return list(self.tables.periods["months"].astype(float))

    @looked_up
    def year(self) -> list[int]:
        """The financial year in which each period begins."""
        return list(self.tables.periods["year_start"])

    @looked_up
    def last_period_of_year(self) -> dict[int, int]:
        """The last period of each financial year."""
        return {year: period for period, year in enumerate(self.year)}
