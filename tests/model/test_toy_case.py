"""The toy case on which the measure of lateness was tried: nobody is abandoned, whatever the length of a period.

One team gives 100 hours a month. 60 hours a month cannot wait, 30 can, and there is an old backlog. 10 hours a month
are left for it, so 120 hours are cleared within the year and 480 are not, not even in two.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from tiny import EXACT, Tree, cases, column, line, rows, solve_tiny

STEPS = ("week", "month", "quarter")


def toy(backlog: float, step: str, **changes: Any) -> dict[str, pd.DataFrame]:
    demand: Tree = {
        "calls": {"arrivals": cases(60), "start_within": "0 days"},
        "visits": line(
            arrivals=cases(30), opening={"backlog_cases": backlog, "backlog_ages": [{"up_to": "2 months", "cases": 0}]}
        ),
    }
    # Even where somebody has decided that cases may be closed undone.
    demand["visits"]["close_undone"] = {"decided_by": "chief", "reason": "old"}
    period = {"first": "2019-04-01", "last": "2020-03-31", "step": step, "run_out": None}
    return solve_tiny(demand=demand, period=period, **changes)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("backlog", [120, 480])
def test_nobody_is_abandoned_whatever_the_step(backlog: float, step: str) -> None:
    tables = toy(backlog, step, priorities=EXACT)
    for plan in ("before", "after"):
        assert sum(column(tables["work"], "not_done_hours", plan=plan)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("step", STEPS)
def test_the_tolerance_of_the_highest_tier_gives_up_next_to_nothing(step: str) -> None:
    # 0.1 % of 1,080 hours for a month are 1.08 hour-months. An hour never done counts 240 months, and saves at most two
    # years and ten of lateness: evenness can buy a hundredth of an hour, out of 2,160.
    tables = toy(480, step)
    assert sum(column(tables["work"], "not_done_hours", plan="after")) <= 1.08 / (240 - 120 - 25)


@pytest.mark.parametrize(("step", "fresh"), [("week", None), ("month", 30), ("quarter", 90 * 31 / 91)])
def test_a_large_backlog_shrinks_by_the_ten_hours_a_month_that_are_left(step: str, fresh: float | None) -> None:
    reported = rows(toy(480, step, priorities=EXACT)["work"], plan="after", line="visits", reported=True)
    if fresh is None:
        # Fifty-two and a bit weeks: the days decide, so only the sum is compared, with the hours that there were.
        given = 100 * 12 - 60 * 12
        assert reported["covered_hours"].sum() == pytest.approx(given, rel=0.02)
    else:
        # After twelve months 480 - 120 wait; those who arrived in the last month are not overdue.
        assert reported["backlog_cases"].iloc[-1] == pytest.approx(360)
        assert reported["overdue_cases"].iloc[-1] == pytest.approx(360 - fresh, abs=1e-3)


@pytest.mark.parametrize("step", STEPS)
def test_a_small_backlog_is_cleared_within_the_year(step: str) -> None:
    reported = rows(toy(120, step, priorities=EXACT)["work"], plan="after", line="visits", reported=True)
    assert reported["overdue_cases"].iloc[-1] == pytest.approx(0, abs=1e-3)
    # Never more than at the opening, and never growing.
    overdue = [120.0, *reported["overdue_cases"]]
    assert all(later <= earlier + 1e-3 for earlier, later in pairwise(overdue))
