"""Cost against coverage: the frontier of a budget, with the plan and the knee marked on it."""

from __future__ import annotations

from planner.charts.chart import Chart
from planner.charts.frontier import frontier_chart
from planner.reports.frontier_figures import is_one_year, is_what_the_plan_costs
from planner.reports.frontier_words import chart_text
from planner.whatif.frontier.plans import Point
from planner.whatif.frontier.result import Frontier


def budget_chart(found: Frontier) -> Chart:
    """The least gap that each budget can reach; before action where the budget is all that the plan costs."""
    today = None if found.today is None else found.at(found.today.budget_pounds)
    return frontier_chart(
        found.table.rename(columns={"budget_pounds": "pounds"})[["pounds", "gap_hours"]],
        _place(today),
        knee=_place(None if found.knee is None else found.points[found.knee.point]),
        before=found.before if is_what_the_plan_costs(found) else None,
        text=chart_text(found),
        money="Budget" if is_one_year(found.loaded.scenario) else "Budget of the first year",
    )


def _place(found: Point | None) -> tuple[float, float] | None:
    return None if found is None else (found.budget_pounds, found.gap_hours)
