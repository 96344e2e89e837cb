"""What a paper is about: a plan, what was read from it, and what else was found out about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from planner.charts import Chart, plan_charts
from planner.charts.budget import budget_chart
from planner.plan.plan import Plan
from planner.reports.answer import Answer, make_answer
from planner.reports.decisions import Decision, decisions
from planner.scenario.dump import dump_yaml
from planner.whatif.comparing import Comparison
from planner.whatif.explanation import Explanation
from planner.whatif.frontier.result import Frontier

RUN_SIGNS = 12
"""So many signs of the hash name a run."""


@dataclass(frozen=True)
class Checked:
    """What `planner verify` said of the plan's folder."""

    folder: str
    checks: int
    findings: int


@dataclass(frozen=True)
class Subject:
    """A plan with everything that its paper may tell."""

    plan: Plan
    answer: Answer
    decisions: tuple[Decision, ...]
    charts: dict[str, Chart]
    """By name; only those that have something to show."""
    name: str
    """The stem of the papers' files."""
    run: str
    """Which run it is: the beginning of the SHA-256 of `scenario.resolved.yaml`, which `run.json` has whole."""
    comparison: Comparison | None = None
    """The plan beside others."""
    explanation: Explanation | None = None
    """What one more unit of each scarce thing would do."""
    frontier: Frontier | None = None
    """What more money would buy, and what a cut would cost."""
    checked: Checked | None = None

    def chart(self, name: str) -> tuple[Chart, ...]:
        """A chart for a figure, whose caption says its title; none where it has nothing to show."""
        return (self.charts[name].without_title(),) if name in self.charts else ()


def subject_of(
    plan: Plan,
    *,
    name: str = "",
    run: str = "",
    answer: Answer | None = None,
    comparison: Comparison | None = None,
    explanation: Explanation | None = None,
    frontier: Frontier | None = None,
    checked: Checked | None = None,
) -> Subject:
    """Gather what a paper tells of a plan.

    Args:
        plan: The plan.
        name: What it is called, where that is not the stem of its scenario: the name of its folder.
        run: The name of its run, where the plan has a folder; see `run_of`.
        answer: What is said about it; unstated: worked out.
        comparison: The plan beside others.
        explanation: What one more unit of each scarce thing would do.
        frontier: What more money would buy, and what a cut would cost.
        checked: What the checker said of its folder.
    """
    charts = [*plan_charts(plan), *([] if frontier is None else [budget_chart(frontier)])]
    return Subject(
        plan,
        answer or make_answer(plan),
        decisions(plan),
        {chart.name: chart for chart in charts},
        name or plan.name,
        run or run_of(dump_yaml(plan.loaded.raw).encode()),
        comparison,
        explanation,
        frontier,
        checked,
    )


def run_of(scenario: bytes) -> str:
    """The name of a run: its scenario, whole, decides everything else.

    Args:
        scenario: What `scenario.resolved.yaml` holds.
    """
    return hashlib.sha256(scenario).hexdigest()[:RUN_SIGNS]
