"""The way from the approved establishment to the cost of a plan adds up, step by step."""

from __future__ import annotations

import pytest
from tiny import solve_tiny

OFFICERS = {
    "price_base": "2019-04",
    "awards": {"may": {"from": "2019-05", "rise": 0.1}},
    "on_costs": {"pension": {"share": 0.5}},
}


def test_each_step_is_worked_by_hand() -> None:
    # Two posts at 12,000 a year, half as much again in pension: 1,500 a month each. One of them is vacant by design.
    # April at 1,500, May and later at 1,650. One person is in post.
    found = solve_tiny(
        period={"first": "2019-04", "last": "2019-05", "run_out": "0 days"},
        pay={"officers": OFFICERS},
        establishment={"a": {"officer": {"approved_fte": 2, "vacancy_factor": 0.25, "strength_fte": 1}}},
    )["reconciliation"]
    rows = found[found["plan"] == "after"].set_index("step")["pounds"]
    assert rows["approved establishment at the price base, on-costs included"] == pytest.approx(2 * 2 * 1500)
    assert rows["posts that the budget does not pay for (vacancy factor)"] == pytest.approx(-0.5 * 2 * 1500)
    assert rows["pay awards"] == pytest.approx(1.5 * 150)
    assert rows["increments"] == 0
    assert rows["budgeted establishment, every post filled"] == pytest.approx(4500 + 225)
    assert rows["pay and on-costs"] == pytest.approx(1500 + 1650)
    assert rows["posts not filled, less posts filled beyond it"] == pytest.approx(3150 - 4725)
    assert rows["cost"] == pytest.approx(3150)


def test_every_total_is_the_sum_of_the_steps_above_it_and_the_last_is_what_the_budget_counts() -> None:
    tables = solve_tiny(budget={"limits": {"whole": {"pounds_per_year": 10_000_000}}})
    spent = tables["budget"].set_index("financial_year")
    for (plan, year), part in tables["reconciliation"].groupby(["plan", "financial_year"]):
        total = 0.0
        for row in part.sort_values("order").itertuples():
            if row.is_total:
                assert row.pounds == pytest.approx(total, abs=0.005)
            else:
                total += row.pounds
        assert total == pytest.approx(spent.loc[year, f"{plan}_pounds"], abs=0.005)
