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


def test_a_requirement_may_be_short_within_a_share_and_over_at_a_price() -> None:
    softened = {"short_at_most_share": [{"value": 0.1}, {"from": "2019-06", "value": 0.05}]}
    priced = {"over_pounds_per_fte_month": 200}
    found = required(exactly_fte=2, **softened, **priced).strength_limits
    assert column(found, "short_share") == [0.1, 0.1, 0.05, 0.05]
    assert column(found, "over_pounds") == pytest.approx([200] * 4)
    assert found["short_pounds"].isna().all()
    assert found["counts_over"].all()
    assert not required(at_least_fte=2).strength_limits["counts_over"].any()


def test_people_on_reduced_hours_count_in_full_for_minimum_and_closing_strength_alone() -> None:
    one = {"team": "a", "roles": ["officer"]}
    found = tables(
        requirements={"desk": {**one, "at_least_fte": 1}},
        structure={
            "minimum_strength": {"cover": {**one, "fte": 1}},
            "closing_strength": {"end": {**one, "at_least_fte": [{"value": 1}, {"from": "2019-05-31", "value": 2}]}},
        },
        period={"run_out": "1 month"},
    ).strength_limits
    assert set(found.loc[found["effective"], "limit"]) == {"requirements.desk"}
    closing = found[found["limit"] == "structure.closing_strength.end"]
    # At the end of the last reported period, at the value of its last day.
    assert closing[["period", "sense", "fte"]].to_numpy().tolist() == [[1, ">=", 2]]


def test_limits_on_strength_over_requirement_hold_where_their_requirements_do() -> None:
    one = {"team": "a", "roles": ["officer"], "exactly_fte": 1}
    found = tables(
        requirements={
            "desk": {**one, "until": "2019-04-30", "over_at_most_fte": 3},
            "hall": {**one, "from": "2019-06"},
        },
        structure={"over_requirement": {"both": {"members": ["hall", "desk"], "fte": 2}}},
        period={"last": "2019-06"},
    )
    assert found.over_limits[["over_limit", "period", "members", "fte"]].to_numpy().tolist() == [
        ["requirements.desk.over_at_most_fte", 0, ("requirements.desk",), 3],
        ["structure.over_requirement.both", 0, ("requirements.desk",), 2],
        ["structure.over_requirement.both", 2, ("requirements.hall",), 2],
    ]
    # Both are counted, one of them only because it is limited together with the other.
    assert found.strength_limits["counts_over"].all()


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
    assert len(found.led) == len(found.leaders) == len(found.strength_limits) == len(found.over_limits) == 0
