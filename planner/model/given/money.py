"""Prices of people by index."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.given.lookup import lookup
from planner.model.given.memory import looked_up
from planner.model.given.time import GivenTime
from planner.tables.rows import each_row


@dataclass(frozen=True)
class GivenMoney(GivenTime):
    """Pay and on-costs."""

    @looked_up
    def pay_pounds(self) -> dict[tuple[str, int], float]:
        """Pay of one FTE for the period [pounds]."""
        return lookup(self.tables.pay_rates, ["role", "period"], "pay_pounds")

    @looked_up
    def on_costs_pounds(self) -> dict[tuple[str, int], float]:
        """On-costs of one FTE for the period [pounds]."""
        return lookup(self.tables.pay_rates, ["role", "period"], "on_costs_pounds")

    @looked_up
    def role_funding(self) -> dict[str, tuple[str, bool]]:
        """Who pays for a role, and whether money not spent on it can be spent otherwise."""
        roles = self.tables.role_funding
        return {row.role: (row.funding, row.cashable) for row in each_row(roles)}

    def person_pounds(self, role: str, period: int) -> float:
        """Pay and on-costs of one FTE for the period [pounds]."""
        return self.pay_pounds[role, period] + self.on_costs_pounds[role, period]
