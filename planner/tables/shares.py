"""Who bears the hours of a task: planned teams or the rest of the force."""

from __future__ import annotations

from planner.scenario.demand import DemandLine


def planned_share(line: DemandLine, task: str) -> float:
    """Share of a task's hours that planned teams bear; the rest falls on out-of-scope teams."""
    return max(0.0, 1.0 - sum(share.value for share in line.tasks[task].out_of_scope.values()))
