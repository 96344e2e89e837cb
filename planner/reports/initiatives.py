"""Initiatives: from when each runs, whether the plan has chosen it, and what it takes and does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, rows_of, total


@dataclass(frozen=True)
class InitiativeDone:
    """A change to how work is done, over the reported periods."""

    name: str
    title: str
    starts: date | None
    """The day on which it starts, where that is decided."""
    earliest: date | None
    """The first day on which the plan may start it, where the plan chooses."""
    latest: date | None
    """The last such day."""
    runs_from: date | None
    """The first day of the reported period in which it starts under the plan; None if it does not start in one."""
    runs_at_first: bool
    """Whether it has started before the plan."""
    starts_later: bool
    """Whether it starts after the reported periods."""
    pounds: Change
    tied_up_fte: Change
    """People whom it takes from their cases: the mean over the reported periods."""
    saved_hours: Change
    """Hours less on the cases that are started."""
    saved_elsewhere_hours: Change
    """The same of teams that the plan does not staff."""
    fewer_cases: Change
    handed_over_cases: Change
    """Cases that partner agencies bear."""
    decided_by: str

    @property
    def optional(self) -> bool:
        """Whether the plan chooses."""
        return self.starts is None

    @property
    def runs(self) -> bool:
        """Whether it runs in any reported period of the plan."""
        return self.runs_from is not None or self.runs_at_first


def initiatives(plan: Plan) -> tuple[InitiativeDone, ...]:
    """Every initiative, in the order of the scenario."""
    every = rows_of(plan, "initiatives")
    rows = reported(plan, "initiatives")
    periods = max(1, rows["period"].nunique())
    found = []
    for name, spec in plan.loaded.scenario.initiatives.items():
        own = rows[rows["initiative"] == name]
        after = own[own["plan"] == "after"]
        began = after.loc[after["starts"].astype(bool), "period_first"]
        running = after["running"].astype(bool)
        later = every[(every["initiative"] == name) & (every["plan"] == "after") & every["starts"].astype(bool)]
        people = total(own, "tied_up_fte")
        found.append(
            InitiativeDone(
                name,
                spec.title,
                spec.starts,
                spec.optional.earliest if spec.optional else None,
                spec.optional.latest if spec.optional else None,
                began.min() if len(began) else None,
                bool(running.any()) and not len(began),
                bool(len(later)) and not running.any(),
                total(own, "pounds"),
                Change(people.before / periods, people.after / periods),
                total(own, "saved_hours"),
                total(own, "saved_elsewhere_hours"),
                total(own, "fewer_cases"),
                total(own, "handed_over_cases"),
                spec.decided_by or "",
            )
        )
    return tuple(found)
