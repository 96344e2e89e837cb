"""The smallest scenario that can be solved in the head, and helpers that solve it and read it.

One officer in one team gives exactly 100 hours in every month, for 1,000 pounds a month. 80 one-hour cases
arrive in every month and may wait one month to be started. The plan has two months and no run-out.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, TypeAlias

import pandas as pd

from planner.model import Formulation, formulate
from planner.model.given import Stance
from planner.plan.read import read_plan
from planner.plan.reading import Reading
from planner.scenario.scenario import Scenario
from planner.solver.lexicographic import solve_levels
from planner.tables import Tables, tabulate

Tree: TypeAlias = dict[str, Any]

BASE: Tree = {
    "format": 1,
    "name": "tiny",
    "title": "Tiny",
    "question": "What can be solved in the head?",
    "period": {"first": "2019-04", "last": "2019-05", "run_out": "0 days"},
    "teams": {"a": {"title": "Team A"}},
    "ranks": [{"name": "constable", "title": "Constable"}],
    "roles": {"officer": {"title": "Officer", "rank": "constable", "hours": "full", "pay": {"pounds_per_year": 12000}}},
    "pay": {"officers": {"price_base": "2019-04"}},
    "hours": {"full": {"contracted": {"value": 100, "per": "month"}}},
    "establishment": {"a": {"officer": {"approved_fte": 1, "strength_fte": 1}}},
    "demand": {
        "calls": {
            "title": "Calls",
            "team": "a",
            "tier": 1,
            "start_within": "1 month",
            "arrivals": {"cases": {"value": 80, "per": "month"}},
            "tasks": {"answer": {"hours_per_case": 1, "roles": {"officer": 1}}},
        },
    },
}


EXACT = [
    {"level": name, "tolerance": 0}
    for name in (
        "gap_tier_1",
        "evenness_tier_1",
        "worst_team",
        "supervision",
        "displaced",
        "cost",
        "waiting",
        "disruption",
    )
]
"""The default priorities with nothing given up at any level, for answers that are whole numbers."""


def tiny(**changes: Any) -> Scenario:
    """The tiny scenario with changes: mappings merge, None takes away, everything else replaces."""
    return Scenario.model_validate(merged(BASE, changes))


def merged(base: Tree, changes: Tree) -> Tree:
    """A tree with changes, neither of the two touched."""
    result = deepcopy(base)
    for key, change in changes.items():
        if change is None:
            result.pop(key, None)
        elif isinstance(change, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], change)
        else:
            result[key] = deepcopy(change)
    return result


def line(title: str = "Line", **changes: Any) -> Tree:
    """A demand line like `calls`, to be put beside it."""
    return merged(BASE["demand"]["calls"], {"title": title, **changes})


def per_month(value: float) -> Tree:
    """A rate that is the same in every month."""
    return {"value": value, "per": "month"}


def cases(value: float) -> Tree:
    """Arrivals that are the same in every month."""
    return {"cases": per_month(value)}


def formulate_tiny(stance: Stance = "after", **changes: Any) -> Formulation:
    """The tiny scenario with changes as a linear program."""
    scenario = tiny(**changes)
    return formulate(tabulate(scenario), scenario.priorities, stance)


def solved(tables: Tables, scenario: Scenario, stance: Stance = "after") -> Reading:
    """Tabulated figures solved in one stance."""
    formulation = formulate(tables, scenario.priorities, stance)
    return Reading(formulation, solve_levels(formulation.program, formulation.levels))


def solve_tiny(**changes: Any) -> dict[str, pd.DataFrame]:
    """The tables of the plan for the tiny scenario with changes, without any file."""
    scenario = tiny(**changes)
    tables = tabulate(scenario)
    return read_plan(solved(tables, scenario, "before"), solved(tables, scenario, "after"))


def rows_of(formulation: Formulation, family: str) -> list[str]:
    """The rows of a rule family as text, e.g. `strength[a,officer,1] - 0.9 strength[a,officer,0] = 0`."""
    program = formulation.program
    matrix = program.matrix()
    texts = []
    for row, rule in enumerate(program.rules):
        if rule.family == family:
            entries = range(matrix.starts[row], matrix.starts[row + 1])
            terms = [(float(matrix.values[entry]), program.variables[matrix.columns[entry]].name) for entry in entries]
            texts.append(f"{sum_text(terms)} {_comparison(float(matrix.row_lower[row]), float(matrix.row_upper[row]))}")
    return texts


def level_text(formulation: Formulation, name: str) -> str:
    """What a level minimises as text."""
    level = next(each for each in formulation.levels if each.name == name)
    sums: dict[str, float] = {}
    for variable, coefficient in level.terms:
        sums[variable.name] = sums.get(variable.name, 0.0) + coefficient
    constant = f" + {_number(level.constant)}" if level.constant else ""
    return sum_text((coefficient, variable) for variable, coefficient in sums.items()) + constant


def sum_text(terms: Iterable[tuple[float, str]]) -> str:
    """A sum as text."""
    text = ""
    for coefficient, name in terms:
        sign = "-" if coefficient < 0 else "+"
        size = "" if abs(coefficient) == 1 else _number(abs(coefficient)) + " "
        shown = name.replace("(", "[").replace(")", "]")
        text += f" {sign} {size}{shown}" if text else f"{'-' if coefficient < 0 else ''}{size}{shown}"
    return text


def _comparison(lower: float, upper: float) -> str:
    if lower == upper:
        return f"= {_number(lower)}"
    return f"<= {_number(upper)}" if lower == float("-inf") else f">= {_number(lower)}"


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}"


def rows(table: pd.DataFrame, /, **where: Any) -> pd.DataFrame:
    """Rows of a table for which columns have given values."""
    for key, value in where.items():
        table = table[table[key] == value]
    return table


def column(table: pd.DataFrame, name: str, /, **where: Any) -> list[Any]:
    """A column of a table, in its rows for which other columns have given values."""
    return rows(table, **where)[name].tolist()


def cell(table: pd.DataFrame, name: str, /, **where: Any) -> Any:
    """The one cell of a column for which other columns have given values."""
    found = column(table, name, **where)
    assert len(found) == 1, f"{len(found)} rows for {where}"
    return found[0]


def role(**changes: Any) -> Tree:
    """A role like `officer`, to be put beside it."""
    return merged(BASE["roles"]["officer"], changes)


def post(strength: float, approved: float | None = None, **changes: Any) -> Tree:
    """An establishment line: people in post, and as many posts unless stated otherwise."""
    return {"strength_fte": strength, "approved_fte": strength if approved is None else approved, **changes}


def two_teams(a: float, b: float, posts: float = 10, **changes: Any) -> Tree:
    """Changes that add a team b, with so many officers in each team."""
    teams = {
        "teams": {"b": {"title": "Team B"}},
        "establishment": {"a": {"officer": post(a, posts)}, "b": {"officer": post(b, posts)}},
    }
    return merged(teams, changes)
