"""Structure: who leads whom, and strength that is required."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import column, tiny

from planner.tables import Tables, tabulate


def tables(**changes: Any) -> Tables:
    return tabulate(tiny(**changes))


def test_a_minimum_is_a_limit_in_every_period_at_its_dated_value() -> None:
    minimum = {"cover": {"team": "a", "roles": ["officer"], "fte": [{"value": 1}, {"from": "2019-05", "value": 2}]}}
    found = tables(structure={"minimum_strength": minimum}).strength_limits
    assert found[["limit", "period", "sense", "fte"]].to_numpy().tolist() == [
        ["structure.minimum_strength.cover", 0, ">=", 1],
        ["structure.minimum_strength.cover", 1, ">=", 2],
    ]
    assert found["short_pounds"].isna().all()


def required(**more: Any) -> Tables:
    return tables(requirements={"desk": {"team": "a", "roles": ["officer"], **more}}, period={"last": "2019-07"})


def test_a_requirement_holds_from_its_first_day_until_its_last() -> None:
    assert column(required(at_least_fte=1).strength_limits, "period") == [0, 1, 2, 3]
    assert column(required(at_least_fte=1, **{"from": "2019-05"}, until="2019-06-30").strength_limits, "period") == [
        1,
        2,
    ]


def test_a_requirement_in_posts_may_be_exact_and_may_have_a_price() -> None:
    exact = required(exactly_fte=2).strength_limits
    assert set(exact["sense"]) == {"="}
    priced = required(at_least_fte=2, short_pounds_per_fte_month=500).strength_limits
    assert column(priced, "short_pounds") == pytest.approx([500] * 4)


SERGEANT: dict[str, Any] = {
    "title": "Sergeant",
    "rank": "constable",
    "hours": "full",
    "pay": {"pounds_per_year": 24000},
}


def test_leaders_have_their_span_and_their_share_of_a_group() -> None:
    leader = {
        "team": "a",
        "role": "sergeant",
        "span": [{"value": 6}, {"from": "2019-05", "value": 8}],
        "share_at_most": 0.5,
    }
    group = {"watch": {"led": [{"team": "a", "role": "officer"}], "leaders": [leader]}}
    found = tables(roles={"sergeant": SERGEANT}, structure={"supervision": group})
    assert found.led.to_numpy().tolist() == [["watch", "a", "officer"]]
    assert column(found.leaders, "span") == [6, 8]
    assert column(found.leaders, "share_at_most") == [0.5, 0.5]


def test_no_structure_no_rows() -> None:
    found = tables()
    assert len(found.led) == len(found.leaders) == len(found.strength_limits) == 0
