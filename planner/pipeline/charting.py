"""The charts of a plan."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import UsageError
from planner.pipeline.reading import Source, load
from planner.pipeline.solving import Progress, solve_loaded
from planner.reports.coverage import force
from planner.reports.plan_folder import gap_in
from planner.reports.words import hours
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.whatif.explanation import same_gap

if TYPE_CHECKING:
    from planner.charts import ChartBook


def chart(source: Source, *, only: Collection[str] = (), progress: Progress | None = None) -> ChartBook:
    """Draw the charts of a plan.

    Args:
        source: A plan's folder, or a scenario; see `load`.
        only: Names of charts as in `planner.charts.CHARTS`; empty: all that have something to show.
        progress: Called before each level.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other; there is no plan.
        UsageError: There is no plan in the folder, it has been changed, or there is no such chart.
    """
    # Imported here: matplotlib takes a third of a second, and nothing but charts needs it.
    from planner.charts import chart_book, refuse_unknown

    refuse_unknown(only)
    loaded = load(source)
    told = None if isinstance(source, Loaded) else gap_in(Path(source))
    with without_garbage_collection():
        plan = solve_loaded(loaded, progress=progress)
    found = force(plan).gap_hours.after
    if told is not None and not same_gap(told, found):
        raise UsageError(
            f"{source} tells of a gap of {hours(told)} hours; the plan that its scenario gives has {hours(found)}, so"
            " the charts would be of another plan. planner verify says what is wrong with the folder."
        )
    return chart_book(plan, only)
