"""Hours on hand that no case needed, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total, totals_by


@dataclass(frozen=True)
class SpareRole:
    """Spare hours of a role over all teams in the reported periods."""

    role: str
    title: str
    hours: Change


@dataclass(frozen=True)
class Spare:
    """Spare hours in the reported periods."""

    hours: Change
    roles: tuple[SpareRole, ...]
    """Roles that hold some, the most under the plan first."""


def spare(plan: Plan) -> Spare:
    """Spare hours of everybody and of each role."""
    rows = reported(plan, "staffing")
    titles = plan.loaded.scenario.roles
    roles = [
        SpareRole(role, titles[role].title, hours)
        for role, hours in totals_by(rows, "role", "spare_hours").items()
        if max(hours.before, hours.after) > 0
    ]
    roles.sort(key=lambda each: (-each.hours.after, -each.hours.before, each.role))
    return Spare(total(rows, "spare_hours"), tuple(roles))
