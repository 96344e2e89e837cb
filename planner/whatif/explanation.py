"""Everything that explains a plan, as data and as tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.whatif.behind import Behind
from planner.whatif.effects import Effect
from planner.whatif.outcome import Outcome
from planner.whatif.why_not import WhyNot

SAME_HOURS, SAME_SHARE = 1.0, 1e-4
"""By how much two gaps may differ and be of one plan: builds of a solver round otherwise [hours, share]."""
LEVEL_COLUMNS = ["level", "unit", "best_before", "best_after", "held_before", "held_after"]


@dataclass(frozen=True)
class Explanation:
    """Why a plan is as it is."""

    plan: Plan
    base: Outcome
    """The plan by its figures."""
    lateness_weight: float
    """How many months late work counts that is overdue when everything solved is over; never done counts twice that."""
    gaps: tuple[Behind, ...]
    """What stands behind each of the worst gaps."""
    effects: tuple[Effect, ...]
    """What one more unit of each thing does, the largest effect first."""
    why_not: WhyNot | None = None
    """The answer to the reader's own question."""
    told_gap_hours: float | None = None
    """The gap that the folder tells which is explained; None where a scenario is [hours]."""

    @property
    def is_another_plan(self) -> bool:
        """Whether the folder tells of another plan than its scenario gives."""
        told, found = self.told_gap_hours, self.base.all_gap_hours
        return told is not None and not same_gap(told, found)

    @property
    def changes(self) -> pd.DataFrame:
        """One row a change: what it takes off the gap, and how far that holds."""
        rows = [
            {
                "kind": each.change.kind,
                "name": each.change.name,
                "place": each.change.place,
                "unit": each.change.unit,
                "does_something": each.does_something,
                "gap_hours_less": each.gap_hours_taken_off(self.base),
                "level": each.level,
                "level_less_by_one_more": each.rate_more,
                "level_more_by_one_fewer": each.rate_fewer,
                "same_both_ways": each.same_both_ways,
                "unique": each.unique,
                "holds_to_units": each.holds.units if each.holds else None,
                "holds_ends_there": each.holds.ends if each.holds else None,
                "moves_bounds_alone": each.moves_bounds_alone,
            }
            for each in self.effects
        ]
        return pd.DataFrame(rows)

    @property
    def levels(self) -> pd.DataFrame:
        """One row a change and level: what the level could reach and holds, as it is and with one more."""
        rows = [
            {"place": each.change.place, **row}
            for each in self.effects
            for row in level_rows(self.base, (each.more and each.more.outcome) or self.base)
        ]
        return pd.DataFrame(rows, columns=["place", *LEVEL_COLUMNS])


def same_gap(told: float, found: float) -> bool:
    """Whether two gaps [hours] are so near each other that they may be of one plan."""
    return abs(told - found) <= SAME_HOURS + SAME_SHARE * abs(found)


def level_rows(before: Outcome, after: Outcome) -> list[dict[str, object]]:
    """Each level before and after a change; the tie-break only chooses and is left out."""
    return [
        {
            "level": old.name,
            "unit": old.unit,
            "best_before": old.best,
            "best_after": new.best,
            "held_before": old.held,
            "held_after": new.held,
        }
        for old, new in zip(before.levels, after.levels, strict=True)
        if old.name != "tie_break"
    ]
