"""The frontier of cost and gap: what its chart says, and that it can be read."""

from __future__ import annotations

import pandas as pd
import pytest
from looking import faults, words_of

from planner.charts.frontier import frontier_chart

# From £8.8m on every £100,000 buys 1,000 hours, from £9m on 200, from £9.5m on 20.
TABLE = pd.DataFrame({"pounds": [9.5e6, 8.8e6, 9.0e6, 10.5e6], "gap_hours": [1000.0, 4000.0, 2000.0, 800.0]})
TODAY, KNEE, BEFORE = (8.8e6, 4000.0), (9.5e6, 1000.0), (8.79e6, 5200.0)


def test_the_title_says_what_the_next_money_buys_and_what_it_buys_past_the_knee() -> None:
    chart = frontier_chart(TABLE, TODAY, knee=KNEE)
    assert chart.title == "The next £100k takes 1,000 hours off the gap; beyond £9.50m it takes 20"


def test_the_next_money_follows_the_frontier_round_its_corner() -> None:
    # Half of the next £100,000 buys at 1,000 hours, half at 200: 500 + 100.
    chart = frontier_chart(TABLE, (8.95e6, 2500.0))
    assert chart.title == "The next £100k takes 600 hours off the gap"


def test_where_the_frontier_ends_more_money_buys_nothing() -> None:
    chart = frontier_chart(TABLE, (10.5e6, 800.0))
    assert chart.title == "More money would take nothing more off the gap"


def test_a_small_budget_is_told_in_small_steps() -> None:
    table = pd.DataFrame({"pounds": [1000.0, 2000.0, 2600.0], "gap_hours": [200.0, 50.0, 0.0]})
    assert frontier_chart(table, (1000.0, 200.0)).title == "The next £100 takes 15 hours off the gap"


def test_the_points_and_the_slopes_are_labelled() -> None:
    words = words_of(frontier_chart(TABLE, TODAY, knee=KNEE, before=BEFORE))
    assert "Plan: 4,000 hours at £8.80m next £100k buys 1,000 hours" in words
    assert "Knee: 1,000 hours at £9.50m next £100k buys 20 hours" in words
    assert "Before action: 5,200 hours at £8.79m" in words
    assert "£100k buys 200 hours" in words


def test_the_text_tells_the_whole_chart() -> None:
    assert frontier_chart(TABLE, TODAY, knee=KNEE, before=BEFORE).text == (
        "Line of the least gap that each amount of money can reach: 4,000 hours at £8.80m, falling to 800 hours at"
        " £10.50m, with 4 corners. Before action: 5,200 hours at £8.79m. The plan: 4,000 hours at £8.80m. The knee,"
        " from where on money buys clearly less: 1,000 hours at £9.50m. Longest stretches: £8.80m to £9.00m: £100k buys"
        " 1,000 hours, £9.00m to £9.50m: £100k buys 200 hours and £9.50m to £10.50m: £100k buys 20 hours."
    )


def test_the_order_of_the_rows_changes_no_byte() -> None:
    one = frontier_chart(TABLE, TODAY, knee=KNEE, before=BEFORE)
    other = frontier_chart(TABLE.iloc[::-1], TODAY, knee=KNEE, before=BEFORE)
    assert one.svg == other.svg
    assert one.png == other.png


@pytest.mark.parametrize("steep", [0.2, 5.0])
@pytest.mark.parametrize("corners", [1, 3, 60])
def test_nothing_is_cut_and_no_label_covers_another(corners: int, steep: float) -> None:
    costs = [8.5e6 + 2e6 * place / max(1, corners - 1) for place in range(corners)]
    gaps = [20000.0 / (1 + steep * place * 10 / corners) for place in range(corners)]
    table = pd.DataFrame({"pounds": costs, "gap_hours": gaps})
    middle, late = corners // 3, corners // 2
    charts = (
        frontier_chart(table, None),
        frontier_chart(table, (costs[0], gaps[0])),
        frontier_chart(
            table,
            (costs[middle], gaps[middle]),
            knee=(costs[late], gaps[late]),
            before=(costs[middle] - 1000, gaps[0] * 1.5),
        ),
    )
    for chart in charts:
        assert faults(chart) == []


def test_the_plan_the_knee_and_the_plan_before_action_are_all_labelled_where_they_lie_close_together() -> None:
    words = words_of(frontier_chart(TABLE, (8.99e6, 2100.0), knee=(9.0e6, 2000.0), before=(8.99e6, 2200.0)))
    assert sum(word.startswith(("Plan", "Knee", "Before action")) for word in words) == 3


def test_no_gap_at_all_can_be_drawn() -> None:
    chart = frontier_chart(pd.DataFrame({"pounds": [100.0], "gap_hours": [0.0]}), (100.0, 0.0))
    assert faults(chart) == []
    assert chart.title == "More money would take nothing more off the gap"
