"""What an action costs in the year in which it begins, and in a full year after."""

from __future__ import annotations

import pytest
from tiny import cases, post, solve_tiny

RECRUITS = {
    "in": {
        "team": "a",
        "role": "officer",
        "intakes": ["2020-02"],
        "per_intake_fte": 1,
        "cost_pounds_each": 500,
    }
}


def test_a_recruit_of_february_costs_two_months_in_the_year_and_twelve_in_a_full_one() -> None:
    # 12,000 pounds a year: 1,000 in February, 1,000 in March, and 500 once; a full year is 12,000.
    found = solve_tiny(
        period={"first": "2020-01", "last": "2020-03", "run_out": "0 days"},
        demand={"calls": {"arrivals": cases(400)}},
        establishment={"a": {"officer": post(1, 2)}},
        supply={"recruitment": RECRUITS},
        priorities=[{"level": "gap_tier_1", "tolerance": 0}],
    )["effects"]
    row = found[(found["plan"] == "after") & (found["lever"] == "in")].iloc[0]
    assert (row["kind"], row["financial_year"]) == ("recruitment", "2019/20")
    assert row["part_year_pounds"] == pytest.approx(2500)
    assert row["full_year_pounds"] == pytest.approx(12000)


def test_an_action_that_is_not_taken_has_no_row() -> None:
    found = solve_tiny(supply={"recruitment": {"in": {**RECRUITS["in"], "intakes": ["2019-04"]}}})["effects"]
    assert found.empty
