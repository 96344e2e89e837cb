"""Charts: what a plan or a what-if says, each as a picture and in words.

A chart of a plan is a function in a module of its own, from the plan to its chart, or to none where the plan has
nothing of the kind to show; and its line in `CHARTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from planner.charts import flows, heat_map, over_time, posts, spans
from planner.charts.chart import Chart, ChartBook
from planner.errors import UsageError
from planner.plan.plan import Plan
from planner.reports.what_if import shown, what_ifs

__all__ = ["CHARTS", "Chart", "ChartBook", "chart_book", "plan_charts", "refuse_unknown"]

CHARTS: Mapping[str, Callable[[Plan], Chart | None]] = {
    heat_map.NAME: heat_map.coverage_chart,
    over_time.NAME: over_time.over_time_chart,
    posts.NAME: posts.posts_chart,
    flows.NAME: flows.flows_chart,
    spans.NAME: spans.spans_chart,
}
"""Every chart of a plan by its name, in the order in which a paper needs them."""


def plan_charts(plan: Plan, only: Collection[str] = ()) -> list[Chart]:
    """The charts of a plan that have something to show, in order.

    Args:
        plan: The plan.
        only: Names of charts as in `CHARTS`; empty: all.

    Raises:
        UsageError: There is no chart of such a name.
    """
    refuse_unknown(only)
    drawn = (chart(plan) for name, chart in CHARTS.items() if not only or name in only)
    charts = [chart for chart in drawn if chart is not None]
    # A picture goes its own way, so that it has to say itself that it answers a what-if.
    return [replace(chart, title=f"What if: {chart.title}") for chart in charts] if what_ifs(plan) else charts


def chart_book(plan: Plan, only: Collection[str] = ()) -> ChartBook:
    """The charts of a plan, and which of those asked for it has nothing to show in; see `plan_charts`."""
    charts = tuple(plan_charts(plan, only))
    drawn = {chart.name for chart in charts}
    missing = tuple(name for name in CHARTS if name not in drawn and (not only or name in only))
    changed = tuple(f"What if: {shown(each)} ({each.origin})" for each in what_ifs(plan))
    return ChartBook(plan.loaded.scenario.title, charts, missing, changed)


def refuse_unknown(names: Collection[str]) -> None:
    """Refuse names that are no chart's.

    Raises:
        UsageError: There is one.
    """
    for name in names:
        if name not in CHARTS:
            raise UsageError(f'There is no chart "{name}". Charts: {", ".join(CHARTS)}.')
