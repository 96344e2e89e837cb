"""What it costs that people are whole."""

from __future__ import annotations

from tiny import EXACT, Tree, cell, column, merged, post, solve_tiny

HALF_AN_OFFICER_SHORT: Tree = {
    "establishment": {"a": {"officer": post(1, 3)}},
    "demand": {
        "calls": {"start_within": "0 days", "arrivals": {"cases": {"value": 150, "per": "month"}}},
    },
    "supply": {"recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 2}}},
    "priorities": EXACT,
}


def test_rounding_is_the_difference_between_half_an_officer_and_a_whole_one() -> None:
    # 150 calls of an hour each month need one officer and a half: half of one more for two months is 1,000 pounds on
    # top of 2,000; in whole people one more costs 2,000. Either way no call waits.
    whole = {"whole_people": {"everywhere": True, "gap": 0}}
    table = solve_tiny(**merged(HALF_AN_OFFICER_SHORT, whole))["rounding"]
    assert [cell(table, name, level="cost") for name in ("unit", "continuous", "whole", "price")] == [
        "pounds",
        3000.0,
        4000.0,
        1000.0,
    ]
    assert cell(table, "price", level="gap_tier_1") == 0.0
    assert "tie_break" not in column(table, "level")


def test_the_whole_figure_is_what_the_level_could_reach_in_the_plan() -> None:
    tables = solve_tiny(**merged(HALF_AN_OFFICER_SHORT, {"whole_people": {"everywhere": True}}))
    best = tables["levels"][tables["levels"]["plan"] == "after"].set_index("level")["best"]
    for row in tables["rounding"].to_dict("records"):
        assert row["whole"] == best[row["level"]]
        assert row["price"] == round(row["whole"] - row["continuous"], 4)


def test_the_reported_figures_are_those_of_the_coverage_and_cost_tables_and_leave_the_run_out_aside() -> None:
    # One officer for 150 calls of an hour a month, with nobody to be hired for two months of plan and one of run-out
    # but half an officer's pay: a whole officer cannot be had, so 50 hours a month stay undone, 100 in the plan. Half
    # an officer covers them for 500 pounds a month. The level itself counts the run-out's 50 hours as well.
    changes: Tree = {
        "period": {"run_out": "1 month"},
        "budget": {"limits": {"all": {"pounds_per_year": 18000}}},
        "whole_people": {"everywhere": True, "gap": 0},
    }
    tables = solve_tiny(**merged(HALF_AN_OFFICER_SHORT, changes))
    table = tables["rounding"]
    figures = ("reported_continuous", "reported_whole")
    assert [cell(table, name, level="gap_tier_1") for name in figures] == [0.0, 100.0]


def test_where_nobody_has_to_be_whole_there_is_nothing_to_say() -> None:
    assert solve_tiny(**HALF_AN_OFFICER_SHORT)["rounding"].empty
