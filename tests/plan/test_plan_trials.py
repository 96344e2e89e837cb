"""Trials: what each size of one lever would do, each a plan of its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import EXACT, Tree, cases, column, tiny

from planner.plan.finish import finish
from planner.plan.trials import try_sizes, with_size
from planner.scenario.scenario import Scenario

OLD: Tree = {"backlog_cases": 150, "backlog_ages": [{"up_to": "2 months", "cases": 0}]}
OUTSIDE: Tree = {"response": {"title": "Response", "out_of_scope": True}}
HELP: Tree = {
    "help": {
        "from": {"team": "response", "role": "officer"},
        "to": {"team": "a", "role": "officer"},
        "fte": 1,
        "pounds_per_hour": 10,
    }
}


def scenario(**changes: Any) -> Scenario:
    """An officer with 100 cases a month and 150 old ones, for whom help may be had from outside."""
    calls = {"arrivals": cases(100), "opening": OLD, "clear_by": "2019-05-31"}
    return tiny(
        **{
            "demand": {"calls": calls},
            "teams": OUTSIDE,
            "supply": {"redeployment": HELP},
            "period": {"last": "2019-07"},
            "priorities": EXACT,
            "trials": {"lever": "help", "fte": [0, 0.5, 1.5], "line": "calls"},
            **changes,
        }
    )


def trials(tried: Scenario) -> pd.DataFrame:
    assert tried.trials is not None
    return finish("trials", try_sizes(tried, tried.trials, None))


def test_each_size_has_a_plan_of_its_own() -> None:
    table = trials(scenario())
    assert column(table, "fte_most") == [0, 0.5, 1.5]
    # The officer keeps up with what arrives, so 150 cases wait throughout: 50 more than those of the last month, who
    # are not late. 50 hours of help in April end that, and more of it would cost money for nothing late.
    assert column(table, "peak_backlog_cases") == pytest.approx([150, 100, 100])
    assert column(table, "final_backlog_cases")[0] == pytest.approx(150)
    assert column(table, "gap_hours") == pytest.approx([50, 0, 0])
    # What a colleague from elsewhere works here is missing there.
    assert column(table, "displaced_hours") == [0, 50, 50]


def test_a_size_clears_the_line_by_the_end_of_a_period_or_not_at_all() -> None:
    # 100 of those who wait have arrived in the last month. 150 less 50 is not overdue at the end of April.
    assert column(trials(scenario()), "cleared_by") == ["", "2019-04-30", "2019-04-30"]


def test_no_more_is_used_than_is_needed() -> None:
    table = trials(scenario())
    # At 10 pounds an hour only the 50 hours are bought without which a gap would stay.
    assert column(table, "redeployed_hours") == pytest.approx([0, 50, 50])
    assert column(table, "pounds") == pytest.approx([4000, 4500, 4500])


def test_a_size_changes_the_lever_and_lifts_the_date_of_the_line() -> None:
    tried = scenario()
    assert tried.trials is not None
    sized = with_size(tried, tried.trials, 7)
    fte = sized.supply.redeployment["help"].fte
    assert fte is not None
    assert fte.value == 7
    assert sized.demand["calls"].clear_by is None
    assert tried.demand["calls"].clear_by is not None


def test_a_lever_that_is_nothing_before_its_date_stays_nothing_before_it() -> None:
    dated = {"help": {**HELP["help"], "fte": [{"value": 0}, {"from": "2019-06", "value": 1}]}}
    tried = scenario(supply={"redeployment": dated})
    assert tried.trials is not None
    fte = with_size(tried, tried.trials, 3).supply.redeployment["help"].fte
    assert fte is not None
    assert [step.value for step in fte.steps] == [0, 3]


@pytest.mark.parametrize(
    ("supply", "lever", "used"),
    [
        (
            {"agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 12000}}},
            "temps",
            [0, 0.5],
        ),
        ({"recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 1}}}, "intake", [0, 0.5]),
    ],
)
def test_agency_and_recruitment_can_be_tried_too(supply: Tree, lever: str, used: list[float]) -> None:
    tried = scenario(
        supply=supply,
        establishment={"a": {"officer": {"approved_fte": 5}}},
        trials={"lever": lever, "fte": [0, 0.5], "line": "calls"},
    )
    table = trials(tried)
    assert column(table, "used_fte") == pytest.approx(used)
    assert column(table, "gap_hours")[0] > column(table, "gap_hours")[1]
