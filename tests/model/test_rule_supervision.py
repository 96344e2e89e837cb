"""Supervision: everyone led is led by somebody, or is counted."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cell, column, formulate_tiny, post, role, rows_of, solve_tiny

ONE: Tree = {"period": {"last": "2019-04"}}
ROLES: Tree = {"roles": {"sergeant": role(), "helper": role(), "inspector": role()}}
OFFICERS = {"team": "a", "role": "officer"}
HELPERS = {"team": "a", "role": "helper"}


def leader(span: float, name: str = "sergeant", **more: Any) -> dict[str, Any]:
    return {"team": "a", "role": name, "span": span, **more}


def people(officer: float = 0, helper: float = 0, sergeant: float = 0, **more: Any) -> dict[str, Any]:
    return {"a": {"officer": post(officer, 20), "helper": post(helper, 20), "sergeant": post(sergeant, 20, **more)}}


def supervised(groups: dict[str, Any], **establishment: Any) -> dict[str, Any]:
    return {**ROLES, **ONE, "establishment": people(**establishment), "structure": {"supervision": groups}}


WATCH: Tree = {"watch": {"led": [OFFICERS], "leaders": [leader(6)]}}
TWO_WATCHES: Tree = {**WATCH, "desk": {"led": [HELPERS], "leaders": [leader(6)]}}


# ---------------------------------------------------------------- supervision
@pytest.mark.rule("supervision", "row")
def test_supervision_row_counts_everyone_led_or_unled() -> None:
    assert rows_of(formulate_tiny(**supervised(WATCH, officer=10, sergeant=1)), "supervision") == [
        "unled[watch,0] + led_by[watch,a,sergeant,0] - strength[a,officer,0] = 0"
    ]


@pytest.mark.rule("supervision", "row")
def test_supervision_row_counts_people_in_training_on_the_line() -> None:
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "lead": "6 months",
        "in_lead": {"on_establishment": True},
    }
    formulation = formulate_tiny(**supervised(WATCH, officer=10, sergeant=1), supply={"recruitment": {"intake": way}})
    assert rows_of(formulation, "supervision") == [
        "unled[watch,0] + led_by[watch,a,sergeant,0] - strength[a,officer,0] - starts[intake,0] = 0"
    ]


@pytest.mark.rule("supervision", "optimum")
def test_those_beyond_the_span_of_the_only_leader_are_unled() -> None:
    # One sergeant can lead six of ten.
    tables = solve_tiny(**supervised(WATCH, officer=10, sergeant=1))
    assert cell(tables["supervision"], "unled_fte", plan="after") == pytest.approx(4)
    assert cell(tables["supervision"], "leaders_missing_fte", plan="after") == pytest.approx(4 / 6, abs=1e-4)
    assert cell(tables["leaders"], "leads_fte", plan="after") == pytest.approx(6)
    assert cell(tables["levels"], "held", plan="after", level="supervision") == pytest.approx(4)


@pytest.mark.rule("supervision", "absent")
def test_where_nobody_must_be_led_there_is_no_row() -> None:
    assert rows_of(formulate_tiny(), "supervision") == []


# ---------------------------------------------------------------- spans
@pytest.mark.rule("spans", "row")
def test_spans_row_shares_a_leaders_time_between_groups_and_leaves_out_those_away() -> None:
    groups = {**WATCH, "desk": {"led": [HELPERS], "leaders": [leader(4)]}}
    changes = supervised(groups, officer=10, helper=5, sergeant=2, unavailable={"sick": {"fte": 0.5}})
    assert rows_of(formulate_tiny(**changes), "spans") == [
        "0.25 led_by[desk,a,sergeant,0] + 0.166667 led_by[watch,a,sergeant,0] - strength[a,sergeant,0] <= -0.5"
    ]


@pytest.mark.rule("spans", "optimum")
def test_nobody_leads_twice() -> None:
    # Six in each of two groups and one sergeant for six: whichever she leads, six are unled. A ratio of all led to all
    # leaders in each group would find none.
    tables = solve_tiny(**supervised(TWO_WATCHES, officer=6, helper=6, sergeant=1))
    assert sum(column(tables["supervision"], "unled_fte", plan="after")) == pytest.approx(6)
    assert sum(column(tables["leaders"], "leaders_needed_fte", plan="after")) == pytest.approx(1)


@pytest.mark.rule("spans", "optimum")
def test_a_leader_takes_the_group_in_which_she_can_lead_more() -> None:
    # Spans of 6 and 4: a sergeant's time is worth most in the first group, where there are enough to lead.
    groups = {**WATCH, "desk": {"led": [HELPERS], "leaders": [leader(4)]}}
    tables = solve_tiny(**supervised(groups, officer=6, helper=6, sergeant=1), priorities=EXACT)
    assert column(tables["supervision"], "unled_fte", plan="after") == pytest.approx([6, 0])


@pytest.mark.rule("spans", "absent")
def test_where_nobody_leads_there_is_no_span() -> None:
    assert rows_of(formulate_tiny(), "spans") == []


# ---------------------------------------------------------------- leader shares
HALF: Tree = {"watch": {"led": [OFFICERS], "leaders": [leader(6, share_at_most=0.5)]}}


@pytest.mark.rule("leader_shares", "row")
def test_leader_shares_row_holds_a_line_to_its_share_of_the_group() -> None:
    assert rows_of(formulate_tiny(**supervised(HALF, officer=10, sergeant=2)), "leader_shares") == [
        "led_by[watch,a,sergeant,0] - 0.5 strength[a,officer,0] <= 0"
    ]


@pytest.mark.rule("leader_shares", "optimum")
def test_leaders_with_time_to_spare_lead_no_more_than_their_share() -> None:
    # Two sergeants could lead twelve of ten, but may lead half.
    tables = solve_tiny(**supervised(HALF, officer=10, sergeant=2))
    assert cell(tables["leaders"], "leads_fte", plan="after") == pytest.approx(5)
    assert cell(tables["supervision"], "unled_fte", plan="after") == pytest.approx(5)


@pytest.mark.rule("leader_shares", "absent")
def test_a_leader_without_a_stated_share_has_no_row_for_it() -> None:
    assert rows_of(formulate_tiny(**supervised(WATCH, officer=10, sergeant=2)), "leader_shares") == []
