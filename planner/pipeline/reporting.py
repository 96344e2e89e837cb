"""The papers about a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from planner.errors import UsageError
from planner.pipeline.comparing import compare
from planner.pipeline.explaining import explain
from planner.pipeline.reading import Source, load
from planner.pipeline.solving import Progress, solve_loaded
from planner.pipeline.tracing import frontier
from planner.plan.plan import Plan
from planner.reports.coverage import force
from planner.reports.folder import SCENARIO_FILE
from planner.reports.plan_folder import gap_in
from planner.reports.words import hours
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.whatif.explanation import same_gap

if TYPE_CHECKING:
    from planner.papers import Checked, Subject

STRESS = "stress"
"""The table that says how the plan stands when demand and hours differ, where a folder has it."""
WORDS = ("case", "path", "end", "scope", "name", "people")
"""Its columns of words."""


def report(
    source: Source,
    *others: Source,
    one_more: bool = False,
    more_money: bool = False,
    checked: Checked | None = None,
    progress: Progress | None = None,
) -> Subject:
    """Gather everything that the papers about a plan tell; `planner.papers` writes them.

    Args:
        source: A plan's folder, or a scenario; see `load`.
        others: Other plans, beside which it is put.
        one_more: Whether to find out what one more unit of each scarce thing would do, by solving again.
        more_money: Whether to find out what more money would buy, and what a cut would cost, by solving again.
        checked: What the checker said of the plan's folder.
        progress: Called before each level.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other; there is no plan.
        UsageError: There is no plan in the folder, or it has been changed.
    """
    # Imported here: matplotlib takes a third of a second, and nothing but charts and papers needs it.
    from planner.papers.subject import run_of, subject_of

    loaded = load(source)
    if one_more:
        explanation = explain(loaded, progress=progress)
        plan = explanation.plan
    else:
        explanation = None
        with without_garbage_collection():
            plan = solve_loaded(loaded, progress=progress)
    folder = None if isinstance(source, Loaded) or not Path(source).is_dir() else Path(source)
    if folder is not None:
        _refuse_another_plan(folder, plan)
        plan = _with_stress(folder, plan)
    money = frontier(loaded, progress=progress) if more_money else None
    comparison = compare(source, *others, progress=progress) if others else None
    name = folder.resolve().name if folder is not None else ""
    run = run_of((folder / SCENARIO_FILE).read_bytes()) if folder is not None else ""
    return subject_of(
        plan, name=name, run=run, comparison=comparison, explanation=explanation, frontier=money, checked=checked
    )


def _refuse_another_plan(folder: Path, plan: Plan) -> None:
    """Refuse a folder that tells of another plan than its scenario gives."""
    told, found = gap_in(folder), force(plan).gap_hours.after
    if told is not None and not same_gap(told, found):
        raise UsageError(
            f"{folder} tells of a gap of {hours(told)} hours; the plan that its scenario gives has {hours(found)}, so"
            " the papers would be about another plan. planner verify says what is wrong with the folder."
        )


def _with_stress(folder: Path, plan: Plan) -> Plan:
    """The plan with the table of its stress test, where its folder holds one."""
    file = folder / f"{STRESS}.csv"
    if not file.is_file():
        return plan
    table = pd.read_csv(file, dtype=dict.fromkeys(WORDS, str))
    table[list(WORDS)] = table[list(WORDS)].fillna("")
    return replace(plan, tables={**plan.tables, STRESS: table})
