"""A scenario read, and looked at as the model will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from planner.errors import ScenarioError
from planner.reports.plan_folder import scenario_of
from planner.scenario.load import Loaded, changed, load_scenario
from planner.scenario.overrides import Override
from planner.tables import Tables, tabulate
from planner.tables.warnings import people_not_there, warnings_of

Source: TypeAlias = str | Path | Loaded
"""A scenario: its file, `FILE#VARIANT`, a plan's folder, or one that has been read."""


def load(source: Source, overrides: Sequence[Override] = (), variant: str = "") -> Loaded:
    """Read a scenario, with everything it extends.

    Args:
        source: The scenario file; `FILE#VARIANT` for one of its variants; a plan's folder for the scenario of the plan;
            or a scenario that has been read.
        overrides: What is changed in it.
        variant: One of its variants.

    Raises:
        ScenarioError: The scenario has problems; all of them are in the error.
        UsageError: The file cannot be read, the folder holds no plan or not as it was written, or there is no such
            variant.
    """
    if isinstance(source, Loaded):
        return changed(source, overrides, variant) if overrides or variant else source
    return load_scenario(scenario_of(Path(source)), overrides, variant)


def check(source: Source) -> Loaded:
    """Read a scenario and look at it as the model will: everything that can be said before solving.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file cannot be read.
    """
    loaded = load(source)
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
