"""Officer numbers on census days, worked out by hand: an officer of this line is half of a full-time post."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from tiny import Tree, column, merged, per_month, post, role, rows, solve_tiny

HALVES: Tree = {"establishment": {"a": {"officer": post(2, 4, fte_per_head=0.5)}}}
"""Four officers on two full-time posts."""
HALF_LEAVE: Tree = {"supply": {"leavers": {"officer": {"rate": per_month(0.5)}}}}
RESPONSE: Tree = {"teams": {"response": {"title": "Response", "out_of_scope": True}}}
HEADS = ["officers_heads", "change_heads", "taken_heads", "given_heads", "net_change_heads"]
GRANT: Tree = {
    "opening_heads": 100,
    "target_heads": 100,
    "grant_at_risk": [
        {"missing_heads": 1, "pounds": 1000},
        {"missing_heads": 3, "pounds": 5000},
        {"missing_heads": 5, "pounds": 9000},
    ],
}


def officers(plan: str, /, *changes: Tree) -> pd.DataFrame:
    """The officers of a plan for the tiny scenario with changes."""
    tree: dict[str, Any] = {}
    for each in changes:
        tree = merged(tree, each)
    return rows(solve_tiny(**tree)["officers"], plan=plan)


def test_officers_are_counted_as_heads_on_the_last_day_of_the_plan() -> None:
    # Half leave in each month: four, two, one.
    table = officers("before", HALVES, HALF_LEAVE)
    assert table["census"].tolist() == [date(2019, 5, 31)]
    assert table[HEADS].to_numpy().tolist() == [[1, -3, 0, 0, -3]]
    assert table[["force_heads", "target_heads", "missing_heads", "grant_at_risk_pounds"]].eq(0).all().all()


def test_a_census_counts_what_the_last_period_that_has_ended_leaves() -> None:
    days = {"officer_numbers": {"census": ["2019-04-15", "2019-04-30", "2019-05-30", "2019-05-31"]}}
    assert officers("before", HALVES, HALF_LEAVE, days)["officers_heads"].tolist() == [4, 2, 2, 1]


def test_the_grant_at_risk_is_that_of_the_highest_step_that_is_reached() -> None:
    # Three officers are gone of the 100, and 100 are promised: the second step. In April two: the first.
    days = {"officer_numbers": {**GRANT, "census": ["2019-04-30", "2019-05-31"]}}
    table = officers("before", HALVES, HALF_LEAVE, days)
    assert table["force_heads"].tolist() == [98, 97]
    assert table["missing_heads"].tolist() == [2, 3]
    assert table["grant_at_risk_pounds"].tolist() == [1000, 5000]


def test_a_target_that_is_met_puts_no_grant_at_risk() -> None:
    table = officers("before", HALVES, HALF_LEAVE, {"officer_numbers": {**GRANT, "target_heads": 97}})
    assert table[["missing_heads", "grant_at_risk_pounds"]].to_numpy().tolist() == [[0, 0]]


def test_who_comes_from_another_part_of_the_force_is_no_gain_to_it() -> None:
    # One full-time post's worth joins in each month, that is two officers: (2 x 0.5 + 1) x 0.5 + 1 = 2 posts.
    coming = {
        "supply": {
            "recruitment": {
                "transfers": {
                    "team": "a",
                    "role": "officer",
                    "from_team": "response",
                    "per_intake_fte": 1,
                    "at_rest_fte": {"value": 1, "per": "month"},
                }
            }
        }
    }
    table = officers("before", HALVES, HALF_LEAVE, RESPONSE, coming)
    assert table[HEADS].to_numpy().tolist() == [[4, 0, 4, 0, -4]]


def test_who_comes_for_a_time_goes_back_to_the_force() -> None:
    # They join in April for a month and go back in May; those who join in May are there at its end.
    coming = {
        "supply": {
            "recruitment": {
                "lent": {
                    "team": "a",
                    "role": "officer",
                    "from_team": "response",
                    "per_intake_fte": 1,
                    "length": "1 month",
                    "at_rest_fte": {"value": 1, "per": "month"},
                }
            }
        }
    }
    table = officers("before", HALVES, RESPONSE, coming)
    assert table[HEADS].to_numpy().tolist() == [[6, 2, 4, 2, 0]]


def test_who_is_posted_out_is_no_loss_to_the_force() -> None:
    going = {
        "supply": {
            "exits": {
                "posted": {
                    "kind": "posting_out",
                    "from": {"team": "a", "role": "officer"},
                    "to_team": "response",
                    "per_month_fte": 0.5,
                    "at_rest_fte": {"value": 0.5, "per": "month"},
                }
            }
        }
    }
    table = officers("before", HALVES, RESPONSE, going)
    assert table[HEADS].to_numpy().tolist() == [[2, -2, 0, 2, 0]]


CLERKS: Tree = {
    "roles": {"clerk": {"title": "Clerk", "grade": "scale 4", "hours": "full", "pay": {"pounds_per_year": 9000}}},
    "pay": {"staff": {"price_base": "2019-04"}},
    "establishment": {"a": {"clerk": post(3, 9)}},
}


def test_police_staff_are_no_officers_and_a_civilianised_officer_goes_elsewhere_in_the_force() -> None:
    # The new member of staff starts in April and takes over in May, when the officer goes: one of four half posts.
    pathway = {
        "kind": "civilianisation",
        "from": {"team": "a", "role": "officer"},
        "to": {"team": "a", "role": "clerk"},
        "intakes": ["2019-04"],
        "per_intake_fte": 0.5,
        "lead": "1 month",
        "at_rest_fte": {"value": 0.5, "per": "year"},
    }
    changes = {
        "supply": {"pathways": {"staff_for_officers": pathway}},
        "officer_numbers": {"census": ["2019-04-30", "2019-05-31"]},
    }
    table = officers("before", HALVES, CLERKS, changes)
    assert table[HEADS].to_numpy().tolist() == [[4, 0, 0, 0, 0], [3, -1, 0, 1, 0]]


def test_officers_on_a_pathway_are_still_officers() -> None:
    # One of two starts a course of a month in April, and one had started before the plan and joins in May.
    pathway = {
        "kind": "training",
        "from": {"team": "a", "role": "officer"},
        "to": {"team": "a", "role": "expert"},
        "intakes": ["2019-04"],
        "per_intake_fte": 1,
        "lead": "1 month",
        "at_rest_fte": {"value": 1, "per": "year"},
        "already_started": [{"on": "2019-03-15", "fte": 1}],
    }
    changes = {
        "roles": {"expert": role()},
        "establishment": {"a": {"officer": post(2), "expert": post(0, 4)}},
        "supply": {"pathways": {"course": pathway}},
        "officer_numbers": {"census": ["2019-04-30", "2019-05-31"]},
    }
    tables = solve_tiny(**changes)
    assert column(tables["officers"], "officers_heads", plan="before") == [3, 3]
    assert column(tables["staffing"], "strength_fte", plan="before", role="officer") == [1, 1]
