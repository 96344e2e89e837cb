"""Which limits of the budget move, and the scenario with another budget."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.errors import UsageError
from planner.model.costs import counts_for
from planner.plan.reading import Reading
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import remedy
from planner.tables.rows import each_row
from planner.whatif.figures import moved

SPENT_SHARE = 1e-6
"""A limit of which less than this share is left is spent."""
GRAINS = 1_000
"""A budget is told to the power of ten that is at least this part of it: £8,920,000 to £1,000."""
GRAINS_IN_A_STEP = 100
"""How many of these make the step by which money is talked about: £100,000."""


@dataclass(frozen=True)
class MovedBudget:
    """The limits of the budget that move together."""

    limits: tuple[str, ...]
    """Their names."""
    same_cost: bool
    """Whether they limit the same cost, so that each moves by all the pounds; else the pounds are shared out among
    them in equal parts."""
    all_cost: bool
    """Whether they limit all cost, so that a plan that spends them costs as much."""
    today_pounds: float
    """What they allow in the plan's first financial year: the tightest of them, or all together [pounds a year]."""

    @property
    def share(self) -> float:
        """By how much each limit moves for each pound."""
        return 1.0 if self.same_cost else 1.0 / len(self.limits)

    @property
    def grain_pounds(self) -> float:
        """To how many pounds a budget is told."""
        return float(max(1, 10 ** math.floor(math.log10(max(1.0, self.today_pounds) * 1.0000001)) // GRAINS))

    @property
    def step_pounds(self) -> float:
        """The step by which money is talked about [pounds a year]."""
        return GRAINS_IN_A_STEP * self.grain_pounds

    def rounded(self, pounds: float) -> float:
        """A budget to its grain."""
        return round(pounds / self.grain_pounds) * self.grain_pounds

    def rounded_up(self, pounds: float) -> float:
        """The next budget to its grain that is not less."""
        return math.ceil(pounds / self.grain_pounds - SPENT_SHARE) * self.grain_pounds

    def at(self, scenario: Scenario, pounds: float) -> Scenario | None:
        """The scenario with another budget: every dated value of each limit moves by the same pounds.

        Returns:
            None where a limit would be less than nothing.
        """
        found: Scenario | None = scenario
        by = (pounds - self.today_pounds) * self.share
        for name in self.limits:
            found = moved(found, ("budget", "limits", name, "pounds_per_year"), by) if found is not None else None
        return found


def refuse_unknown(scenario: Scenario, named: Sequence[str]) -> None:
    """Refuse limits that the scenario does not have.

    Raises:
        UsageError: There is no such limit, or none at all.
    """
    limits = scenario.budget.limits
    if not limits:
        raise UsageError(
            "This scenario states no budget, so there is nothing to move. State one, for example:\n"
            "budget:\n  limits:\n    whole:\n      pounds_per_year: 9000000\n"
            "What the plan costs without one, planner solve says."
        )
    for name in named:
        if name not in limits:
            raise UsageError(f'There is no budget limit "{name}". {remedy(name, list(limits))}')


def moved_budget(scenario: Scenario, named: Sequence[str], spent: Sequence[str]) -> MovedBudget:
    """Choose the limits that move: those named; else those of all cost; else those that leave nothing today.

    Args:
        scenario: The scenario.
        named: Names of limits; none for the usual choice.
        spent: The limits of which nothing is left today.

    Raises:
        UsageError: Nobody can know which limit is meant.
    """
    limits = scenario.budget.limits
    of_all_cost = [name for name, limit in limits.items() if not (limit.kinds or limit.teams or limit.funding)]
    chosen = list(dict.fromkeys(named)) or of_all_cost or (list(limits) if len(limits) == 1 else list(spent))
    if not chosen:
        raise UsageError(
            f"No budget limit covers all cost, and none of {', '.join(limits)} is spent. Say which one moves: --limit"
            " NAME."
        )
    today = {name: limits[name].pounds_per_year.on(scenario.period.first) for name in chosen}
    all_cost = set(chosen) <= set(of_all_cost)
    same_cost = all_cost or len(chosen) == 1
    pounds = min(today.values()) if same_cost else sum(today.values())
    return MovedBudget(tuple(chosen), same_cost, all_cost, pounds)


def spent_limits(reading: Reading) -> list[str]:
    """The limits of the budget of which nothing is left in some financial year of the plan."""
    given, spent = reading.given, []
    reported = {row.year_start for row in each_row(given.tables.periods) if row.reported}
    for limit in each_row(given.tables.budgets):
        if limit.year_start in reported:
            pounds = sum(
                reading.total(entry.pounds)
                for entry in reading.formulation.costs
                if given.year[entry.period] == limit.year_start and counts_for(entry, limit)
            )
            if pounds >= limit.limit_pounds * (1 - SPENT_SHARE):
                spent.append(limit.limit)
    return list(dict.fromkeys(spent))
