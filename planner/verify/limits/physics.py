"""Rules of how people, hours and cases add up: which rows of them there can be, as far as the scenario says.

Their figures cannot be held against the tables: a balance has no room, whatever stands in it. What can be seen is that
none of them is there which follows from nothing in the scenario, so that no limit hides under the name of a balance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from planner.verify.folder import Folder
from planner.verify.limit import Side, year_start
from planner.verify.worked_out.lines import cannot_wait, is_planned, planned_share
from planner.verify.worked_out.people import lines_of_establishment
from planner.verify.worked_out.ways import ways

Names = Iterable[tuple[object, ...]]
OF_HELPED_CASES = ("started", "working", "all")
"""The rows of cases that an initiative helps with, by the end of their key; all but the last are the most."""


@dataclass(frozen=True)
class Rule:
    """The rows that a rule can have."""

    side: Side
    names: frozenset[str]

    def is_a_row_of_it(self, key: str) -> bool:
        """Whether a key can be that of one of its rows."""
        return key in self.names

    def side_of(self, key: str) -> Side:
        """On which side the row holds."""
        return "least" if self.side == "most" and key.endswith(f" {OF_HELPED_CASES[-1]}") else self.side


def _periods(folder: Folder) -> range:
    return range(len(folder.stated.spans))


def _years(folder: Folder) -> set[int]:
    return {year_start(year) for year in folder.stated.financial_year.values()}


def _lines(folder: Folder) -> Names:
    return ((*line, t) for line in lines_of_establishment(folder) for t in _periods(folder))


def _demand(folder: Folder) -> list[str]:
    """Lines of demand of which planned teams bear something."""
    return [line for line in folder.scenario["demand"] if is_planned(folder, line)]


def _tasks(folder: Folder) -> Names:
    for line in _demand(folder):
        for task, stated in folder.scenario["demand"][line]["tasks"].items():
            yield from ((line, task, t) for t in _periods(folder) if planned_share(stated) > 0)


def _waiting(folder: Folder) -> Names:
    waits = (line for line in _demand(folder) if not cannot_wait(folder.scenario["demand"][line]))
    return product(waits, _periods(folder))


def _optional(folder: Folder) -> list[str]:
    return [name for name, each in folder.scenario.get("initiatives", {}).items() if "optional" in each]


def _helped(folder: Folder) -> Names:
    for name in _optional(folder):
        for effect, stated in folder.scenario["initiatives"][name].get("effects", {}).items():
            yield from product([name], [effect], [stated["line"]], _periods(folder), OF_HELPED_CASES)


def _groups(folder: Folder) -> Names:
    return product(folder.scenario.get("structure", {}).get("supervision", {}), _periods(folder))


def _posts_back(folder: Folder) -> Names:
    return product((name for name, way in ways(folder).items() if way.kind == "came_back"), _periods(folder))


PHYSICS: dict[str, tuple[Side, Callable[[Folder], Names]]] = {
    "strength_balance": ("exactly", _lines),
    "work": ("exactly", _tasks),
    "backlog": ("exactly", lambda folder: product(_demand(folder), _periods(folder))),
    "overdue": ("most", _waiting),
    "gap_bands": ("exactly", lambda folder: product(_demand(folder), _years(folder))),
    "helped_cases": ("most", _helped),
    "supervision": ("exactly", _groups),
    "posts_come_back": ("exactly", _posts_back),
}
"""Each rule of which the tables leave no room: on which side its rows hold, and which there can be."""


def rules_of(folder: Folder) -> dict[str, Rule]:
    """Every such rule, with the rows that it can have in a scenario."""
    return {
        family: Rule(side, frozenset(" ".join(map(str, key)) for key in names(folder)))
        for family, (side, names) in PHYSICS.items()
    }
