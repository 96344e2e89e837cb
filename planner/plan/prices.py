"""What a person costs and gives: the prices with which the other tables can be worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.model.given import Given
from planner.tables.rows import each_row


def prices(given: Given, period_facts: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of the table `prices`; they are the same in both plans."""
    for row in each_row(given.tables.pay_rates):
        yield {
            **period_facts[row.period],
            "role": row.role,
            "pay_pounds": row.pay_pounds,
            "on_costs_pounds": row.on_costs_pounds,
            "productive_hours_per_fte": given.productive_hours[row.role, row.period],
        }
