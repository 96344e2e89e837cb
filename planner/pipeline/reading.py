"""A scenario read, and looked at as the model will."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.errors import ScenarioError
from planner.scenario.load import Loaded, load_scenario
from planner.tables import Tables, tabulate
from planner.tables.warnings import people_not_there, warnings_of


def load(path: str | Path) -> Loaded:
    """Read a scenario, with everything it extends.

    Raises:
        ScenarioError: The scenario has problems; all of them are in the error.
        UsageError: The file cannot be read.
    """
    return load_scenario(path)


def check(path: str | Path) -> Loaded:
    """Read a scenario and look at it as the model will: everything that can be said before solving.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file cannot be read.
    """
    loaded = load(path)
    return with_warnings(loaded, tabulate(loaded.scenario))


def with_warnings(loaded: Loaded, tables: Tables) -> Loaded:
    """The same scenario with the warnings that only the worked-out tables can give.

    Raises:
        ScenarioError: People are away who are not in post.
    """
    problems = tuple(
        replace(problem, mark=loaded.marks.get(problem.path)) for problem in people_not_there(loaded.scenario, tables)
    )
    if problems:
        raise ScenarioError(problems)
    marked = tuple(
        replace(problem, mark=loaded.marks.get(problem.path)) for problem in warnings_of(loaded.scenario, tables)
    )
    return replace(loaded, warnings=loaded.warnings + marked)
