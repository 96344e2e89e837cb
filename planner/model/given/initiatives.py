"""Initiatives that the plan may start, by index; those with a date are in the tables of demand and of people away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.model.given.lookup import grouped
from planner.model.given.memory import looked_up
from planner.model.given.time import GivenTime
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenInitiatives(GivenTime):
    """What each initiative that the plan may start would do."""

    @looked_up
    def initiative(self) -> dict[str, Any]:
        """Each initiative's row, those with a date too."""
        return {row.initiative: row for row in each_row(self.tables.initiatives)}

    def _optional(self, table: pd.DataFrame) -> list[Any]:
        return [row for row in each_row(table) if self.initiative[row.initiative].optional]

    @looked_up
    def possible_starts(self) -> list[tuple[str, int]]:
        """(i,p): periods in which an initiative may start if the plan wants it."""
        return [(row.initiative, row.start) for row in self._optional(self.tables.initiative_starts)]

    @looked_up
    def working_starts(self) -> dict[tuple[str, str, int], list[int]]:
        """Starts of an optional initiative with which its effect works in a period: (i,e,t)."""
        starts: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for row in self._optional(self.tables.initiative_effects):
            for t in range(row.works_from, len(self.periods)):
                starts[row.initiative, row.effect, t].append(row.start)
        return starts

    @looked_up
    def fewer_cases(self) -> dict[tuple[str, int], list[tuple[str, int, float]]]:
        """Cases that (d,t) has fewer if an optional initiative starts in a period: (i, p, cases) [cases]."""
        fewer: dict[tuple[str, int], list[tuple[str, int, float]]] = defaultdict(list)
        for row in self._optional(self.tables.effects_on_cases):
            cases = row.fewer_cases + row.handed_over_cases
            for start in self.working_starts.get((row.initiative, row.effect, row.period), ()):
                fewer[row.line, row.period].append((row.initiative, start, cases))
        return fewer

    @looked_up
    def extra_cases(self) -> dict[tuple[str, int], float]:
        """More cases than all optional initiatives together can add to (d,t) [cases]."""
        extra: dict[tuple[str, int], float] = defaultdict(float)
        for row in self._optional(self.tables.effects_on_cases):
            extra[row.line, row.period] += max(0.0, -row.fewer_cases - row.handed_over_cases)
        return extra

    @looked_up
    def saved_hours(self) -> dict[tuple[str, str, int], list[tuple[str, str, float]]]:
        """Hours less of (d,j) for a case started in s while an effect works: (i, e, hours) [hours per case]."""
        saved: dict[tuple[str, str, int], list[tuple[str, str, float]]] = defaultdict(list)
        for row in self._optional(self.tables.effects_on_hours):
            works = (row.initiative, row.effect, row.period) in self.working_starts
            if works and row.saved_hours != 0:
                saved[row.line, row.task, row.period].append((row.initiative, row.effect, row.saved_hours))
        return saved

    @looked_up
    def helped(self) -> list[tuple[str, str, str, int]]:
        """(i,e,d,s): effects of optional initiatives on the hours of cases started in s."""
        keys = {(i, e, d, s) for (d, _, s), saved in self.saved_hours.items() for i, e, _ in saved}
        return sorted(keys)

    def extra_hours(self, line: str, task: str, period: int) -> float:
        """More hours than all optional initiatives together can add to a case started in a period [hours per case]."""
        return sum(max(0.0, -hours) for _, _, hours in self.saved_hours.get((line, task, period), ()))

    @looked_up
    def tied_up(self) -> dict[tuple[Any, ...], list[Any]]:
        """People of (u,r,t) whom an optional initiative takes from their cases if it starts."""
        optional = self.tables.initiatives.loc[self.tables.initiatives["optional"].astype(bool), "initiative"]
        people = self.tables.initiative_people
        return grouped(people[people["initiative"].isin(optional)], ["team", "role", "period"])
