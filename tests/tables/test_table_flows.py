"""Flows: when people start, when they join, and what one person who starts does to every period after."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import column, per_month, rows, tiny

from planner.tables import Tables, tabulate

THREE = {"last": "2019-06"}


def tables(**changes: Any) -> Tables:
    return tabulate(tiny(**{"period": THREE, **changes}))


def recruiting(way: dict[str, Any] | None = None, leaving: dict[str, Any] | None = None, **changes: Any) -> Tables:
    """The tiny scenario with one way in, `intake`, of one place a month."""
    supply: dict[str, Any] = {
        "recruitment": {"intake": {"team": "a", "role": "officer", "per_intake_fte": 1, **(way or {})}}
    }
    if leaving:
        supply["leavers"] = {"officer": leaving}
    return tables(supply=supply, **changes)


def cohort(found: Tables, start: int = 0) -> pd.DataFrame:
    return rows(found.cohorts, start=start).set_index("period")


def test_a_lead_time_lies_between_the_start_and_the_day_of_joining() -> None:
    # Two months after the first of April is the first of June.
    found = recruiting({"lead": "2 months"})
    assert column(found.starts, "joins_period") == [2, -1, -1]
    one = cohort(found)
    assert one["in_lead_fte"].tolist() == [1, 1, 0]
    assert one["joins_fte"].tolist() == [0, 0, 1]
    assert one["present_fte"].tolist() == [0, 0, 1]


def test_nobody_joins_within_the_plan_whose_lead_is_longer_and_the_lead_is_still_counted() -> None:
    assert cohort(recruiting({"lead": "2 months"}), start=2)["in_lead_fte"].tolist() == [1]


def test_a_course_that_starts_within_a_month_brings_people_at_the_start_of_the_next() -> None:
    found = recruiting({"intakes": ["2019-04-15"]})
    assert rows(found.starts)[["period", "joins_period", "cap_fte"]].to_numpy().tolist() == [[0, 1, 1]]


def test_pay_and_hours_in_the_lead_are_shares_of_a_holders() -> None:
    one = cohort(recruiting({"lead": "1 month", "in_lead": {"pay_share": 0.8, "productivity": 0.25}}))
    assert one["lead_paid_fte"].tolist() == [0.8, 0, 0]
    assert one["lead_productive_fte"].tolist() == [0.25, 0, 0]


def test_of_those_who_join_the_stated_share_stays() -> None:
    one = cohort(recruiting({"stay": 0.9}))
    assert one["joins_fte"].tolist() == [0.9, 0, 0]
    assert one["present_fte"].tolist() == pytest.approx([0.9, 0.9, 0.9])


def test_first_year_leavers_go_faster_by_the_difference_of_the_rates() -> None:
    # Of 1 who joins a fifth leaves every month, a tenth more than of the others: 1, 0.8, 0.64.
    rates = {"rate": {"value": 0.1, "per": "month"}, "first_year": {"value": 0.2, "per": "month"}}
    one = cohort(recruiting(leaving=rates))
    assert one["present_fte"].tolist() == pytest.approx([1, 0.8, 0.64])
    assert one["extra_leavers_fte"].tolist() == pytest.approx([0, 0.1, 0.08])
    assert one["bound_fte"].tolist() == pytest.approx([0, 0.8, 0.64])


def test_after_twelve_months_a_joiner_leaves_and_moves_like_the_others() -> None:
    rates = {"rate": {"value": 0.1, "per": "month"}, "first_year": {"value": 0.2, "per": "month"}}
    one = cohort(recruiting(leaving=rates, period={"last": "2020-06"}))
    # Joined in period 0: periods 1 to 11 are in the first year; from period 12 nothing tells them apart.
    assert one["extra_leavers_fte"][11] > 0
    assert one["bound_fte"][11] == pytest.approx(0.8**11)
    assert not {12, 13} & set(one.index[one["extra_leavers_fte"] > 0])
    assert not {12, 13} & set(one.index[one["bound_fte"] > 0])
    assert one["present_fte"][12] == pytest.approx(0.8**11 * 0.9)


def test_a_joiner_becomes_productive_month_by_month() -> None:
    one = cohort(recruiting({"productivity_by_month": [0.5, 0.75]}))
    assert one["unproductive_fte"].tolist() == pytest.approx([0.5, 0.25, 0])


def test_productivity_over_a_quarter_is_the_mean_of_its_months() -> None:
    one = cohort(
        recruiting(
            {"productivity_by_month": [0.5, 0.75], "intakes": ["2019-04"]},
            period={"last": "2019-09", "step": "quarter"},
        )
    )
    assert one["unproductive_fte"].tolist() == pytest.approx([1 - (0.5 + 0.75 + 1) / 3, 0])


def test_tutors_give_their_hours_for_as_long_as_stated() -> None:
    tutor = {"team": "a", "role": "officer", "hours_per_month": 10, "months": 1.5}
    assert cohort(recruiting({"tutor": tutor}))["tutor_hours"].tolist() == pytest.approx([10, 5, 0])
    in_lead = {"team": "a", "role": "officer", "hours_per_month": 10, "when": "in_lead"}
    one = cohort(recruiting({"lead": "2 months", "tutor": in_lead}))
    assert one["tutor_hours"].tolist() == pytest.approx([10, 10, 0])


def test_those_who_left_take_no_tutors_time() -> None:
    tutor = {"team": "a", "role": "officer", "hours_per_month": 10, "months": 2}
    one = cohort(recruiting({"tutor": tutor, "stay": 0.9}, leaving={"rate": {"value": 0.5, "per": "month"}}))
    assert one["tutor_hours"].tolist() == pytest.approx([9, 4.5, 0])


def test_a_fixed_term_ends_after_its_length_and_is_never_moved() -> None:
    one = cohort(recruiting({"length": "2 months"}))
    assert one["present_fte"].tolist() == [1, 1, 0]
    assert one["ends_fte"].tolist() == [0, 0, 1]
    assert one["bound_fte"].tolist() == [0, 1, 0]


def test_a_fixed_term_ends_with_those_who_are_left() -> None:
    one = cohort(recruiting({"length": "2 months"}, leaving={"rate": {"value": 0.1, "per": "month"}}))
    assert one["ends_fte"].tolist() == pytest.approx([0, 0, 0.81])


def test_a_fixed_term_that_may_not_outlast_the_plan_starts_early_enough_or_not_at_all() -> None:
    # Two months fit if they begin in April or May.
    assert column(recruiting({"length": "2 months", "may_outlast_plan": False}).starts, "cap_fte") == [1, 1, 0]
    assert column(recruiting({"length": "2 months"}).starts, "cap_fte") == [1, 1, 1]


def test_intakes_of_a_quarter_are_added_up() -> None:
    # Unstated, a course starts on the first of every month: three in a quarter.
    found = recruiting(period={"last": "2019-09", "step": "quarter"})
    assert column(found.starts, "cap_fte") == [3, 3]


def test_places_in_an_intake_may_change_by_date() -> None:
    found = recruiting({"per_intake_fte": [{"value": 1}, {"from": "2019-06", "value": 4}]})
    assert column(found.starts, "cap_fte") == [1, 1, 4]


def test_starts_at_rest_are_shared_among_the_intakes_of_the_year_and_fit_their_places() -> None:
    assert column(recruiting({"at_rest_fte": {"value": 6, "per": "year"}}).starts, "at_rest_fte") == pytest.approx(
        [0.5] * 3
    )
    assert column(recruiting({"at_rest_fte": {"value": 24, "per": "year"}}).starts, "at_rest_fte") == pytest.approx(
        [1] * 3
    )
    two = recruiting({"intakes": ["2019-05", "2019-11"], "at_rest_fte": {"value": 1, "per": "year"}}).starts
    assert column(two, "at_rest_fte") == pytest.approx([0.5])


def test_people_already_in_the_lead_join_on_their_day_in_a_fixed_number() -> None:
    found = recruiting(
        {"lead": "4 months", "already_started": [{"on": "2019-01", "fte": 2}, {"on": "2019-02", "fte": 3}]}
    )
    fixed = found.starts[found.starts["fixed_fte"].notna()]
    assert fixed[["start", "period", "joins_period", "fixed_fte"]].to_numpy().tolist() == [
        [-1, -1, 1, 2],
        [-2, -1, 2, 3],
    ]
    assert cohort(found, start=-2)["in_lead_fte"].tolist() == [1, 1, 0]


def test_places_a_year_count_for_the_part_of_the_year_that_is_planned() -> None:
    # Three of twelve months: a quarter of 12 places.
    caps = recruiting({"per_year_fte": 12}).flow_caps
    assert caps[["cap", "year_start", "limit_fte"]].to_numpy().tolist() == [
        ["supply.recruitment.intake.per_year_fte", 2019, 3.0]
    ]
    # February and March of one year, April of the next.
    caps = recruiting({"per_year_fte": 12}, period={"first": "2020-02", "last": "2020-04"}).flow_caps
    assert column(caps, "limit_fte") == pytest.approx([2, 1])


def test_a_pool_caps_several_ways_together() -> None:
    supply = {
        "recruitment": {name: {"team": "a", "role": "officer", "per_intake_fte": 1} for name in ("north", "south")},
        "pools": {"both": {"members": ["north", "south"], "per_year_fte": 8}},
    }
    caps = tables(supply=supply).flow_caps
    assert column(caps, "flows") == [("north", "south")]
    assert column(caps, "limit_fte") == [2]


BOSS: dict[str, Any] = {
    "ranks": [{"name": "constable", "title": "Constable"}, {"name": "inspector", "title": "Inspector"}],
    "roles": {"boss": {"title": "Boss", "rank": "inspector", "hours": "full", "pay": {"pounds_per_year": 24000}}},
    "establishment": {"a": {"boss": {"approved_fte": 5, "strength_fte": 4}}},
}
FROM_BOSS, TO_OFFICER = {"team": "a", "role": "boss"}, {"team": "a", "role": "officer"}


def test_places_of_pathways_and_exits_stand_where_the_scenario_has_them_also_in_a_removed_rank() -> None:
    back = {"kind": "reversion", "from": FROM_BOSS, "to": TO_OFFICER, "per_intake_fte": 1, "per_year_fte": 4}
    leave = {"kind": "voluntary_exit", "from": FROM_BOSS, "per_year_fte": 8}
    caps = tables(
        supply={
            "pathways": {"up": {**back, "kind": "promotion", "from": TO_OFFICER, "to": FROM_BOSS}},
            "exits": {"go": leave},
            "pools": {"out": {"members": ["back", "leave"], "per_year_fte": 12}},
        },
        structure={
            "removed_ranks": {
                "inspector": {"frozen_from": "2019-05", "pathways": {"back": back}, "exits": {"leave": leave}}
            }
        },
        **BOSS,
    ).flow_caps
    assert caps[["place", "flows", "limit_fte"]].to_numpy().tolist() == [
        ["supply.pathways.up.per_year_fte", ("up",), 1],
        ["structure.removed_ranks.inspector.pathways.back.per_year_fte", ("back",), 1],
        ["supply.exits.go.per_year_fte", ("go",), 2],
        ["structure.removed_ranks.inspector.exits.leave.per_year_fte", ("leave",), 2],
        ["supply.pools.out", ("back", "leave"), 3],
    ]
    assert set(caps["share"]) == {0.0}


def test_a_share_of_strength_counts_before_each_year_or_at_its_end() -> None:
    # February to June: two months of one financial year, three of the next.
    up = {"kind": "promotion", "from": TO_OFFICER, "to": FROM_BOSS, "per_intake_fte": 1}
    supply = {
        "pathways": {
            "first": {**up, "per_year_share": {"share": 0.6, "of": "origin"}},
            "other": {**up, "per_year_share": {"share": 0.6, "of": "destination", "at": "closing"}},
        },
        "pools": {
            "all": {
                "members": ["first"],
                "per_year_share": {"share": 0.2, "of": [TO_OFFICER, FROM_BOSS], "at": "opening"},
            }
        },
    }
    caps = tables(supply=supply, period={"first": "2020-02", "last": "2020-06"}, **BOSS).flow_caps
    assert caps[["cap", "year_start", "limit_fte"]].to_numpy().tolist() == [
        ["supply.pathways.first.per_year_share", 2019, 0],
        ["supply.pathways.other.per_year_share", 2019, 0],
        ["supply.pools.all.per_year_share", 2019, 0],
        ["supply.pathways.first.per_year_share", 2020, 0],
        ["supply.pathways.other.per_year_share", 2020, 0],
        ["supply.pools.all.per_year_share", 2020, 0],
    ]
    assert column(caps, "share") == pytest.approx([0.1, 0.1, 0.2 / 6, 0.15, 0.15, 0.05])
    officer, boss = ("a", "officer"), ("a", "boss")
    assert column(caps, "share_lines") == [(officer,), (boss,), (boss, officer)] * 2
    assert column(caps, "share_period") == [-1, 1, -1, 1, 4, 1]


def test_a_way_out_of_a_removed_rank_opens_on_the_day_of_its_freeze_and_one_of_the_supply_at_once() -> None:
    leave = {"kind": "voluntary_exit", "from": FROM_BOSS, "per_month_fte": 2, "at_rest_fte": per_month(1)}
    back = {"kind": "reversion", "from": FROM_BOSS, "to": TO_OFFICER, "per_intake_fte": 3, "at_rest_fte": per_month(1)}
    ways: dict[str, Any] = {"exits": {"leave": leave}, "pathways": {"back": back}}
    bosses = {**BOSS, "establishment": {"a": {"boss": {"approved_fte": 9, "strength_fte": 9}}}}

    def starts(supply: dict[str, Any], **of_rank: Any) -> pd.DataFrame:
        removed = {"inspector": {"frozen_from": "2019-05", **of_rank}}
        return tables(**bosses, supply=supply, structure={"removed_ranks": removed}).starts

    for flow, places in (("leave", 2), ("back", 3)):
        stated_there, stated_in_supply = starts({}, **ways), starts(ways)
        assert column(stated_there, "cap_fte", flow=flow) == [0, places, places]
        assert column(stated_there, "at_rest_fte", flow=flow) == pytest.approx([0, 1, 1])
        assert column(stated_in_supply, "cap_fte", flow=flow) == [places, places, places]
        assert column(stated_in_supply, "at_rest_fte", flow=flow) == pytest.approx([1, 1, 1])


def test_notice_of_a_way_out_of_a_removed_rank_is_given_from_the_freeze_on() -> None:
    leave = {
        "kind": "voluntary_exit",
        "from": FROM_BOSS,
        "per_month_fte": 2,
        "notice": "1 month",
        "first_day": "2019-04",
    }
    removed = {"inspector": {"frozen_from": "2019-05", "exits": {"leave": leave}}}
    assert column(tables(**BOSS, structure={"removed_ranks": removed}).starts, "cap_fte") == [0, 0, 2]


MOVE = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}, "per_month_fte": 2}
TEAM_B: dict[str, Any] = {
    "teams": {"b": {"title": "Team B"}},
    "establishment": {"b": {"officer": {"approved_fte": 1, "strength_fte": 1}}},
}


def test_a_mover_arrives_at_once_and_settles_in() -> None:
    found = tables(
        supply={"moves": {"over": {**MOVE, "settling_in_by_month": [0.5], "at_rest_fte": per_month(1)}}}, **TEAM_B
    )
    assert column(found.starts, "joins_period") == [0, 1, 2]
    assert column(found.starts, "cap_fte") == [2, 2, 2]
    # There is one officer to move: what is stated goes on for a month.
    assert column(found.starts, "stated_at_rest_fte") == pytest.approx([1, 1, 1])
    assert column(found.starts, "at_rest_fte") == pytest.approx([1, 0, 0])
    both = cohort(found)
    left = both[both["team"] == "a"]
    assert left["departs_fte"].tolist() == [1, 0, 0]
    assert left["released_fte"].tolist() == [1, 1, 1]
    one = both[both["team"] == "b"]
    assert one["unproductive_fte"].tolist() == pytest.approx([0.5, 0, 0])
    # Somebody who has been in the force for long may move again, and leaves like others.
    assert one["bound_fte"].tolist() == [0, 0, 0]
    assert one["extra_leavers_fte"].tolist() == [0, 0, 0]


def test_moves_of_a_quarter_are_three_times_those_of_a_month() -> None:
    found = tables(supply={"moves": {"over": MOVE}}, **TEAM_B, period={"last": "2019-06", "step": "quarter"})
    assert column(found.starts, "cap_fte") == [6]


def known(kind: str, on: str, fte: float = 1) -> dict[str, Any]:
    return {kind: {"somebody": {"team": "a", "role": "officer", "on": on, "fte": fte}}}


def test_a_known_joiner_joins_in_the_period_of_the_first_day_present() -> None:
    found = tables(supply=known("known_joiners", "2019-05-16"))
    assert found.starts[["start", "joins_period", "fixed_fte"]].to_numpy().tolist() == [[-1, 1, 1]]
    # Absent for 15 of 31 days: that much of the strength at the end of May was not there.
    assert column(found.part_period, "present_fte") == pytest.approx([-15 / 31])


def test_a_known_leaver_has_worked_until_the_day_before() -> None:
    found = tables(supply=known("known_leavers", "2019-04-16", 2))
    assert found.known_leavers[["period", "leavers_fte"]].to_numpy().tolist() == [[0, 2]]
    assert column(found.part_period, "present_fte") == pytest.approx([2 * 15 / 30])


def test_somebody_who_comes_or_goes_on_the_first_day_leaves_no_part_of_a_period() -> None:
    assert column(tables(supply=known("known_leavers", "2019-05-01")).part_period, "present_fte") == [0]


def test_people_known_to_come_or_go_outside_the_plan_are_no_rows() -> None:
    assert len(tables(supply=known("known_joiners", "2019-07")).starts) == 0
    assert len(tables(supply=known("known_leavers", "2019-03-31")).known_leavers) == 0


def test_no_ways_in_no_rows() -> None:
    found = tables()
    assert [len(table) for table in (found.flows, found.starts, found.cohorts, found.flow_caps, found.part_period)] == [
        0
    ] * 5
