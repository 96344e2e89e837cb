"""Loading a scenario: files in, a checked scenario out, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planner.errors import Mark, Problem, ScenarioError
from planner.scenario import periods
from planner.scenario.arrivals_table import Tables
from planner.scenario.checks import CHECKS
from planner.scenario.extends import read_chain
from planner.scenario.head import Period
from planner.scenario.nodes import MappingNode, plain
from planner.scenario.problems import from_types, in_order, inner_names, marked, marks
from planner.scenario.scenario import Scenario
from planner.scenario.spots import all_spots

MORE_CHECKS = Problem("", "Further checks run when these are mended.", severity="note")
"""Said where the sections could not be checked against each other yet."""


@dataclass(frozen=True)
class Loaded:
    """A scenario without problems, and what is known about its files."""

    scenario: Scenario
    files: tuple[Path, ...]
    """All files read, the child first, then its parents, then tables."""
    raw: dict[str, Any]
    """The merged values as plain data, tables inlined and `extends` dropped: it stands alone."""
    marks: Mapping[str, Mark]
    """The place in the files of every key and list item, by path, e.g. `demand.missing_high.tasks.search`."""
    warnings: tuple[Problem, ...]


def load_scenario(path: str | Path) -> Loaded:
    """Read a scenario strictly and check it.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
        ScenarioError: The scenario has problems; the exception holds all of them.
    """
    chain = read_chain(Path(path))
    if chain.root is None:
        raise ScenarioError((*in_order(chain.problems), MORE_CHECKS))
    root, tables, table_problems = _with_tables(chain.root)
    raw, spots = plain(root), all_spots(root)
    problems = [*chain.problems, *table_problems, *inner_names(spots)]
    scenario = None
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        problems += from_types(error, root)
    if scenario is None or problems:
        raise ScenarioError((*in_order(problems), MORE_CHECKS))
    known = marks(spots)
    found = in_order(marked(problem, known) for check in CHECKS for problem in check(scenario))
    if any(problem.severity == "problem" for problem in found):
        raise ScenarioError(found)
    return Loaded(scenario, (*chain.files, *tables), raw, known, found)


def _with_tables(root: MappingNode) -> tuple[MappingNode, tuple[Path, ...], list[Problem]]:
    """The tree with its CSV tables put in, where the period that they must fill is known."""
    entry = root.entries.get("period")
    try:
        period = Period.model_validate(plain(entry.node)) if entry is not None else None
    except ValidationError:
        period = None
    if period is None or periods.count(period) > periods.MOST_PERIODS:
        return root, (), []
    tables = Tables(period)
    changed = tables.inlined(root)
    return changed, tuple(tables.files), tables.problems
