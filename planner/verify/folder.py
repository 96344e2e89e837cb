"""A plan's folder as the audits see it: tables, the resolved scenario, and what follows from the scenario alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from planner.verify.calendar import periods_of
from planner.verify.comparing import each_row

Found = TypeVar("Found")
_OF_CELLS = ("rows", "cells", "sums")
"""What is remembered under these words is known of one table alone."""


@dataclass(frozen=True)
class Stated:
    """The resolved scenario, and the periods that it lays out."""

    scenario: dict[str, Any]

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What follows from the scenario alone and is worked out once."""
        return {}

    def once(self, key: Any, work_out: Callable[[], Found]) -> Found:
        """What is worked out at the first asking and known from then on."""
        if key not in self.memory:
            self.memory[key] = work_out()
        found: Found = self.memory[key]
        return found

    @cached_property
    def periods(self) -> pd.DataFrame:
        """Key period: first, after (the first day after it), days, months, financial_year, reported, number."""
        return periods_of(self.scenario)

    @cached_property
    def spans(self) -> list[tuple[date, date, str]]:
        """The first day, the first day after, and the name of each period, in the order of time."""
        rows = self.periods
        return list(zip(rows["first"], rows["after"], rows["period"], strict=True))

    @cached_property
    def span(self) -> dict[str, tuple[date, date]]:
        """The first day of each period, and the first day after it."""
        return {period: (first, after) for first, after, period in self.spans}

    @cached_property
    def first_day(self) -> dict[str, date]:
        """The first day of each period."""
        return {period: first for first, _, period in self.spans}

    @cached_property
    def after(self) -> dict[str, date]:
        """The first day after each period."""
        return {period: after for _, after, period in self.spans}

    @cached_property
    def months(self) -> dict[str, float]:
        """The length of each period [months]."""
        return dict(zip(self.periods["period"], self.periods["months"], strict=True))

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each period in the order of time, from 0."""
        return {period: number for number, (_, _, period) in enumerate(self.spans)}

    @cached_property
    def financial_year(self) -> dict[str, str]:
        """The financial year of each period."""
        return dict(zip(self.periods["period"], self.periods["financial_year"], strict=True))

    @cached_property
    def reported(self) -> list[str]:
        """Periods that belong to the plan, not to its run-out."""
        return list(self.periods.loc[self.periods["reported"], "period"])

    @cached_property
    def _firsts(self) -> list[date]:
        return [first for first, _, _ in self.spans]

    def period_on(self, day: date) -> str | None:
        """The period that holds a day."""
        number = bisect_right(self._firsts, day) - 1
        return self.spans[number][2] if number >= 0 and day < self.spans[number][1] else None

    def period_from(self, day: date) -> str | None:
        """The first period that begins on a day or later."""
        number = bisect_left(self._firsts, day)
        return self.spans[number][2] if number < len(self.spans) else None


@dataclass(frozen=True)
class Folder:
    """Everything that the audits know."""

    tables: dict[str, pd.DataFrame]
    stated: Stated
    in_parts: frozenset[str] = frozenset()
    """Starts of people that stay split although they are to be whole, as the record of the run names them."""

    @property
    def scenario(self) -> dict[str, Any]:
        """The scenario as it was written, with everything that it extends."""
        return self.stated.scenario

    @property
    def periods(self) -> pd.DataFrame:
        """See `Stated.periods`."""
        return self.stated.periods

    def supply(self, section: str) -> dict[str, Any]:
        """A section of the supply; empty where none is stated."""
        return dict(self.scenario.get("supply", {}).get(section, {}))

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What several audits need and is worked out once."""
        return {}

    def once(self, key: Any, work_out: Callable[[], Found]) -> Found:
        """What is worked out at the first asking and known from then on."""
        if key not in self.memory:
            self.memory[key] = work_out()
        found: Found = self.memory[key]
        return found

    def with_table(self, name: str, rows: pd.DataFrame) -> Folder:
        """The same plan with another table; what is known of the cells of the other tables stays known."""
        other = Folder({**self.tables, name: rows}, self.stated, self.in_parts)
        kept = {key: known for key, known in self.memory.items() if key[0] in _OF_CELLS and key[1] != name}
        other.memory.update(kept)
        return other

    def rows(self, table: str) -> list[Any]:
        """The rows of a table, each with its cells by name."""
        return self.once(("rows", table), lambda: each_row(self.tables[table]))

    def cells(self, table: str, key: Sequence[str], column: str) -> dict[Any, Any]:
        """The cells of a column by a key that is the row's own; by a single name where the key has one."""
        return self.once(("cells", table, tuple(key), column), lambda: self._cells(table, key, column))

    def _cells(self, table: str, key: Sequence[str], column: str) -> dict[Any, Any]:
        rows = self.tables[table]
        places = zip(*(rows[name] for name in key), strict=True) if len(key) > 1 else rows[key[0]]
        return dict(zip(places, rows[column], strict=True))

    def sums(self, table: str, key: Sequence[str], column: str) -> dict[Any, float]:
        """The sums of a column by a key."""
        return self.once(
            ("sums", table, tuple(key), column),
            lambda: self.tables[table].groupby(list(key) if len(key) > 1 else key[0])[column].sum().to_dict(),
        )
