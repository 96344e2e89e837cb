"""Officer numbers: what the plan does to the force's officers on census days, and the grant at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.plan.plan import Plan
from planner.reports.figures import Change, rows_of, total


@dataclass(frozen=True)
class OfficersOn:
    """Officers on a census day [heads]."""

    census: date
    heads: Change
    """In the planned teams."""
    change_heads: Change
    """Of these, against before the first period."""
    taken_heads: Change
    """Who came from other parts of the force."""
    given_heads: Change
    """Who went to other parts of the force."""
    net_change_heads: Change
    """Change in the officers of the whole force."""
    force_heads: Change | None
    """Officers of the whole force; None where it is not stated how many it began with."""
    target_heads: float | None
    """Officers that the force has promised to have; None where it is not stated."""
    missing_heads: Change
    grant_at_risk_pounds: Change


def officers(plan: Plan) -> tuple[OfficersOn, ...]:
    """Each census day, the first one first."""
    rows = rows_of(plan, "officers")
    numbers = plan.loaded.scenario.officer_numbers
    found = []
    for day in sorted(set(rows["census"])):
        own = rows[rows["census"] == day]
        target = total(own, "target_heads").after
        found.append(
            OfficersOn(
                day,
                total(own, "officers_heads"),
                total(own, "change_heads"),
                total(own, "taken_heads"),
                total(own, "given_heads"),
                total(own, "net_change_heads"),
                total(own, "force_heads") if numbers.opening_heads is not None else None,
                target if numbers.target_heads is not None else None,
                total(own, "missing_heads"),
                total(own, "grant_at_risk_pounds"),
            )
        )
    return tuple(found)


def is_about_officers(plan: Plan) -> bool:
    """Whether officer numbers belong on the first page: ranks go, officers are counted, or work is done otherwise."""
    scenario = plan.loaded.scenario
    stated = bool(scenario.officer_numbers.model_fields_set)
    return stated or bool(scenario.structure.removed_ranks) or bool(scenario.initiatives)
