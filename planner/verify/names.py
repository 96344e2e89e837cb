"""Names in the tables: every team, role, line, task, period and way is one that the scenario has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.verify.comparing import at, shown, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.worked_out.duties import duty_levers
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.ways import removed_ranks, ways
from planner.vocabulary import TABLES

NOBODY = {"team": {"costs", "elsewhere"}, "role": {"costs", "levers"}}
"""Tables in which a team or a role may be nobody's."""
NO_NAMES = {"assumptions", "overrides", "binding", "breaches", "trials", "rounding"}
"""Tables whose names are places in the scenario, or none at all."""


def names_are_those_of_the_scenario(folder: Folder, files: Mapping[str, bytes]) -> Iterator[Wrong]:
    """Every team, role, line, task, period, lever and rank in a table is one that the scenario has."""
    del files
    known = _known(folder)
    tasks = {(line, task) for line, stated in folder.scenario["demand"].items() for task in stated["tasks"]}
    for name in sorted(set(folder.tables) - NO_NAMES):
        table = folder.tables[name]
        for column in (each for each in table if each in known):
            allowed = known[column] | ({""} if name in NOBODY.get(str(column), ()) else set())
            for row in (folder.rows(name)[number] for number in _strange(table[column], allowed)):
                yield wrong(name, _where(name, row), str(column), shown(getattr(row, column)), _one_of(str(column)))
        if {"line", "task"} <= set(table):
            for row in folder.rows(name):
                if (row.line, row.task) not in tasks:
                    yield wrong(name, _where(name, row), "task", row.task, f"a task of {row.line}")


def _strange(cells: Any, allowed: set[Any]) -> list[int]:
    return [number for number, cell in enumerate(cells) if cell not in allowed]


def _where(name: str, row: Any) -> str:
    key = TABLES[name].key
    return at(key, (getattr(row, each) for each in key))


def _one_of(column: str) -> str:
    return f"a {column.replace('_', ' ')} of the scenario"


def _known(folder: Folder) -> dict[str, set[Any]]:
    """What may stand in each column of names."""
    scenario = folder.scenario
    levers = {
        *ways(folder),
        *duty_levers(folder),
        *(name for section in scenario.get("supply", {}).values() if isinstance(section, dict) for name in section),
        *scenario.get("initiatives", {}),
        *(f"requirements.{name}" for name in scenario.get("requirements", {})),
    }
    roles = scenario["roles"].values()
    return {
        "plan": set(PLANS),
        "team": set(scenario["teams"]),
        "role": set(scenario["roles"]),
        "other_team": {"", *scenario["teams"]},
        "other_role": {"", *scenario["roles"]},
        "line": set(scenario["demand"]),
        "period": set(folder.stated.number),
        "financial_year": set(folder.stated.financial_year.values()),
        "lever": {"", *levers},
        "flow": {"", *levers},
        "group": set(scenario.get("structure", {}).get("supervision", {})),
        "limit": set(scenario.get("budget", {}).get("limits", {})),
        "pattern": set(scenario["hours"]),
        "requirement": set(scenario.get("requirements", {})),
        "initiative": set(scenario.get("initiatives", {})),
        "rank": {*removed_ranks(folder), *(str(role.get("rank") or role.get("grade")) for role in roles)},
    }
