"""What a removed rank saves and costs, by hand: two months, four chief inspectors at 2,000 pounds a month."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from test_plan_holders import CHIEFS, REVERTING, chiefs
from tiny import Tree, column, merged, post, role, rows, solve_tiny

STAY: Tree = {"value": 0, "per": "month"}


def removal(plan: str = "after", /, **changes: Any) -> pd.DataFrame:
    """The removal of the one rank in the one year, by step."""
    table = rows(solve_tiny(**changes)["removal"], plan=plan)
    assert table["order"].tolist() == list(range(1, 16))
    assert set(table["financial_year"]) == {"2019/20"}
    return table.set_index("step")


def pounds(table: pd.DataFrame) -> dict[str, float]:
    """The steps that are not nothing, in pounds."""
    return {step: each for step, each in table["saved_pounds"].items() if each}


def test_natural_wastage_saves_the_pay_of_the_empty_posts() -> None:
    # Had they stayed: 4 x 2,000 x 2; two are there in April and one in May. Who left would be replaced by two and
    # three constables at 1,000 pounds a month.
    table = removal(**CHIEFS)
    assert pounds(table) == {
        "holders when the rank was frozen, had they stayed": 16000,
        "holders still in post": -6000,
        "empty posts": 10000,
        "cash saved": 10000,
        "saved when time is counted too": 10000,
        "constables to hold officer numbers": -5000,
        "cash saved with officers replaced": 5000,
    }
    assert table["saved_fte"]["empty posts"] == pytest.approx(5 / 12, abs=1e-4)
    assert table["saved_fte"]["cash saved with officers replaced"] == pytest.approx(0, abs=2e-4)
    assert table.index[table["is_total"]].tolist() == [
        "empty posts",
        "cash saved",
        "saved when time is counted too",
        "cash saved with officers replaced",
    ]
    assert table.index[~table["cash"]].tolist() == [
        "duties passed on to others",
        "duties not done",
        "supervision lost",
        "saved when time is counted too",
    ]


def test_posts_that_come_back_are_paid_and_hold_officer_numbers() -> None:
    # One officer in April, one and a half in May: 2,500 pounds. So only 1 and 1.5 of the 2 and 3 are to be replaced.
    table = removal("before", **chiefs(comes_back=[{"team": "a", "role": "officer", "share": 0.5}]))
    assert table["saved_pounds"]["posts that came back as another rank"] == -2500
    assert table["saved_pounds"]["cash saved"] == 7500
    assert table["saved_pounds"]["constables to hold officer numbers"] == -2500


def test_posts_that_come_back_from_elsewhere_in_the_force_hold_no_officer_numbers() -> None:
    response = {"teams": {"response": {"title": "Response", "out_of_scope": True}}}
    back = chiefs(comes_back=[{"team": "a", "role": "officer", "share": 0.5, "from_team": "response"}])
    table = removal("before", **merged(back, response))
    assert table["saved_pounds"]["constables to hold officer numbers"] == -5000


def test_an_exit_is_paid_for() -> None:
    # One has to be gone by the end of May: for 5,000 pounds, and in April, since that saves two months of pay.
    exits = {
        "paid_off": {
            "kind": "voluntary_exit",
            "from": {"team": "a", "role": "chief"},
            "per_year_fte": 12,
            "pounds_each": 5000,
        }
    }
    table = removal(**chiefs(leave=STAY, gone_by={"on": "2019-05-31", "left_fte": 3}, exits=exits))
    assert table["saved_pounds"]["empty posts"] == 4000
    assert table["saved_pounds"]["exit payments"] == -5000
    assert table["saved_pounds"]["cash saved"] == -1000
    assert table["saved_pounds"]["constables to hold officer numbers"] == -2000


def test_who_reverts_is_paid_elsewhere_and_protected_and_has_not_left_the_force() -> None:
    # Gone in April and May: 4,000. As an officer 1,000 a month, and in April another 1,000 to the former pay.
    reverting = chiefs(leave=STAY, gone_by={"on": "2019-05-31", "left_fte": 3}, pathways={"reverting": REVERTING})
    boards = {"structure": {"removed_ranks": {"chief": {"pathways": {"reverting": {"cost_pounds_each": 70}}}}}}
    table = removal(**merged(merged(reverting, boards), {"establishment": {"a": {"officer": post(1, 2)}}}))
    assert pounds(table) == {
        "holders when the rank was frozen, had they stayed": 16000,
        "holders still in post": -12000,
        "empty posts": 4000,
        "boards, courses and moves of its holders": -70,
        "pay as before: protection, and part pay of temporary posts": -1000,
        "former holders in other posts of these teams": -2000,
        "cash saved": 930,
        "saved when time is counted too": 930,
        "cash saved with officers replaced": 930,
    }


def test_temporary_holders_save_only_the_difference_in_pay() -> None:
    # The acting chief inspector is an officer again from April on.
    acting = {"acting": {"fte": 1, "substantive": {"team": "a", "role": "officer"}}}
    table = removal(**merged(chiefs(leave=STAY), {"establishment": {"a": {"chief": {"temporary": acting}}}}))
    assert table["saved_pounds"]["empty posts"] == 4000
    assert table["saved_pounds"]["former holders in other posts of these teams"] == -2000
    assert table["saved_pounds"]["cash saved"] == 2000


SIGNING: Tree = {
    "roles": {"senior": role(title="Senior", pay={"pounds_per_year": 36000})},
    "establishment": {"a": {"senior": post(2)}},
    "demand": {
        "calls": {
            "start_within": "0 days",
            "tasks": {"sign": {"hours_per_case": 2.5, "roles": {"chief": 1}, "may_be_missed": True}},
        }
    },
}
"""200 hours to sign in a month: the chief inspectors have 200 in April and 100 in May."""


def test_duties_are_passed_on_as_far_as_they_may_be_and_the_rest_is_not_done() -> None:
    # In May 100 hours are left. A senior takes half of them: half a person at 3,000 pounds. The other 50 hours are half
    # of a chief inspector, at 2,000 pounds.
    duties = chiefs(duties=[{"team": "a", "role": "senior", "share": 0.5}])
    table = removal(**merged(SIGNING, duties))
    assert table["saved_pounds"]["duties passed on to others"] == pytest.approx(-1500)
    assert table["saved_pounds"]["duties not done"] == pytest.approx(-1000)
    assert table["saved_fte"]["duties not done"] == pytest.approx(-0.5 / 12, abs=1e-4)
    assert table["saved_pounds"]["saved when time is counted too"] == pytest.approx(10000 - 2500)


def test_a_rank_that_nobody_holds_and_that_has_no_posts_passes_nothing_on_and_costs_nothing() -> None:
    # A senior signs half of the papers; but as no chief inspector ever did, that is no cost of the removal.
    duties = chiefs(duties=[{"team": "a", "role": "senior", "share": 0.5}])
    nobody = {"establishment": {"a": {"chief": post(0, 0)}}}
    assert pounds(removal(**merged(merged(SIGNING, duties), nobody))) == {}


def test_no_more_is_lost_than_the_holders_who_are_gone_would_have_given() -> None:
    # 500 hours to sign, and four chief inspectors could do 400. Of the 300 and 400 that are missed in April and May
    # only 200 and 300 are missed because somebody is gone.
    more = {"demand": {"calls": {"tasks": {"sign": {"hours_per_case": 6.25}}}}}
    table = removal(**merged(merged(SIGNING, CHIEFS), more))
    assert table["saved_pounds"]["duties not done"] == pytest.approx(-(2 + 3) * 2000)


def test_two_ranks_share_what_is_not_done_by_the_hours_that_they_would_have_given() -> None:
    # Two colonels go with the rank: one in April, one and a half by May. 3,000 pounds a month.
    colonels = {
        "ranks": [*CHIEFS["ranks"], {"name": "colonel", "title": "Colonel"}],
        "roles": {"colonel": role(rank="colonel", pay={"pounds_per_year": 36000})},
        "establishment": {"a": {"colonel": post(2)}},
        "demand": {"calls": {"tasks": {"sign": {"roles": {"chief": 1, "colonel": 1}, "hours_per_case": 4.5}}}},
        "structure": {
            "removed_ranks": {"colonel": {"frozen_from": "2019-04", "leave": {"value": 0.5, "per": "month"}}}
        },
    }
    table = solve_tiny(**merged(merged(SIGNING, CHIEFS), colonels))["removal"]
    lost = rows(table, plan="after", step="duties not done").set_index("rank")
    # 360 hours are due. In April 2 + 1 are there, so 60 hours are missed; gone are 200 and 100 hours: 40 and 20 are
    # theirs. In May 1 + 0.5 are there, and 210 are missed; gone are 300 and 150 hours: 140 and 70.
    assert lost["saved_pounds"]["chief"] == pytest.approx(-(0.4 + 1.4) * 2000)
    assert lost["saved_pounds"]["colonel"] == pytest.approx(-(0.2 + 0.7) * 3000)


def test_leaders_who_are_missing_are_supervision_lost() -> None:
    # Six officers, two of whom a chief inspector leads: in April one leader is missing, in May two.
    led = {
        "establishment": {"a": {"officer": post(6)}},
        "structure": {
            "supervision": {
                "officers": {
                    "led": [{"team": "a", "role": "officer"}],
                    "leaders": [{"team": "a", "role": "chief", "span": 2}],
                }
            }
        },
    }
    table = removal(**merged(CHIEFS, led))
    assert table["saved_pounds"]["supervision lost"] == pytest.approx(-3 * 2000)
    # Ten leaders are missing of twelve, but no more than two and three are gone.
    twenty = {"establishment": {"a": {"officer": post(24)}}}
    table = removal(**merged(merged(CHIEFS, led), twenty))
    assert table["saved_pounds"]["supervision lost"] == pytest.approx(-5 * 2000)


def test_officers_are_replaced_in_the_role_that_is_stated() -> None:
    stated = {
        "roles": {"senior": role(pay={"pounds_per_year": 18000})},
        "officer_numbers": {"replacement_role": "senior"},
    }
    table = removal(**merged(CHIEFS, stated))
    assert table["saved_pounds"]["constables to hold officer numbers"] == -5 * 1500


def test_a_rank_frozen_later_saves_from_then_on_and_the_run_out_is_left_out() -> None:
    # Frozen in May: of four holders two leave in May. June belongs to the run-out.
    later = merged(chiefs(frozen_from="2019-05"), {"period": {"run_out": "1 month"}})
    table = removal(**later)
    assert table["saved_pounds"]["holders when the rank was frozen, had they stayed"] == 8000
    assert table["saved_pounds"]["holders still in post"] == -4000


def test_each_financial_year_stands_for_itself() -> None:
    years = merged(CHIEFS, {"period": {"first": "2019-03", "last": "2019-04"}})
    table = rows(solve_tiny(**merged(years, chiefs(frozen_from="2019-03")))["removal"], plan="after")
    assert column(table, "saved_pounds", step="empty posts") == [4000, 6000]
    assert column(table, "financial_year", step="empty posts") == ["2018/19", "2019/20"]
