"""Holders of removed ranks, those who held them before, the structure, and what chance does to small lines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from tiny import EXACT, Tree, cell, column, merged, post, role, rows, solve_tiny

from planner.plan.spread import heads_of, quantile, spread
from planner.vocabulary import COLUMNS, TABLES

CHIEFS: Tree = {
    "ranks": [{"name": "constable", "title": "Constable"}, {"name": "chief", "title": "Chief inspector"}],
    "roles": {"chief": role(title="Chief inspector", rank="chief", pay={"pounds_per_year": 24000})},
    "establishment": {"a": {"chief": post(4)}},
    "structure": {"removed_ranks": {"chief": {"frozen_from": "2019-04", "leave": {"value": 0.5, "per": "month"}}}},
    "priorities": EXACT,
}
"""Four chief inspectors, of whom half leave in a month: two are left at the end of April, one at the end of May."""


def chiefs(**changes: Any) -> Tree:
    """Changes to the tiny scenario: the four chief inspectors, and more about their removal."""
    return merged(CHIEFS, {"structure": {"removed_ranks": {"chief": changes}}})


def test_holders_who_leave_are_gone_and_those_left_are_supernumerary() -> None:
    table = rows(solve_tiny(**CHIEFS)["holders"], plan="after")
    assert table["rank"].tolist() == ["chief", "chief"]
    assert table["holders_fte"].tolist() == [2, 1]
    assert table["supernumerary_fte"].tolist() == [2, 1]
    assert table["gone_fte"].tolist() == [2, 3]
    assert table["temporary_fte"].tolist() == [0, 0]


def test_nobody_is_gone_before_the_freeze_and_its_strength_is_what_counts_from() -> None:
    # The leave rate of the rank holds from the freeze on: four stay in April, two leave in May.
    table = rows(solve_tiny(**chiefs(frozen_from="2019-05"))["holders"], plan="after")
    assert table["holders_fte"].tolist() == [4, 2]
    assert table["supernumerary_fte"].tolist() == [0, 2]
    assert table["gone_fte"].tolist() == [0, 2]


def test_posts_that_come_back_are_counted_and_their_people_followed() -> None:
    # Two leave in April and one in May; half of the posts come back, of whose people none leaves.
    back = chiefs(comes_back=[{"team": "a", "role": "officer", "share": 0.5}])
    tables = solve_tiny(**back)
    assert column(tables["holders"], "came_back_fte", plan="before") == [1, 1.5]
    former = rows(tables["former_holders"], plan="before")
    assert former["kind"].unique().tolist() == ["came_back"]
    assert former["role"].unique().tolist() == ["officer"]
    assert former["present_fte"].tolist() == [1, 1.5]
    assert former["paid_fte"].tolist() == [1, 1.5]
    assert former["protected_fte"].tolist() == [0, 0]


REVERTING: Tree = {
    "kind": "reversion",
    "from": {"team": "a", "role": "chief"},
    "to": {"team": "a", "role": "officer"},
    "per_intake_fte": 1,
    "per_year_fte": 6,
    "pay_protection": "1 month",
}
"""Within the two months of the plan one holder may revert."""


def test_who_reverts_is_followed_and_paid_as_before_while_protected() -> None:
    # One has to go by the end of May, and reverts in April already: from May on that saves a thousand pounds.
    reverting = chiefs(
        leave={"value": 0, "per": "month"},
        gone_by={"on": "2019-05-31", "left_fte": 3},
        pathways={"reverting": REVERTING},
    )
    tables = solve_tiny(**merged(reverting, {"establishment": {"a": {"officer": post(1, 2)}}}))
    former = rows(tables["former_holders"], plan="after", flow="reverting")
    assert former["present_fte"].tolist() == [1, 1]
    assert former["protected_fte"].tolist() == [1, 0]
    assert column(tables["former_holders"], "present_fte", plan="before") == [0, 0]


def test_temporary_holders_are_counted_apart_and_followed_when_they_are_back() -> None:
    acting = {"acting": {"fte": 1, "substantive": {"team": "a", "role": "officer"}}}
    frozen = chiefs(frozen_from="2019-05", leave={"value": 0, "per": "month"})
    tables = solve_tiny(**merged(frozen, {"establishment": {"a": {"chief": {"temporary": acting}}}}))
    assert column(tables["holders"], "temporary_fte", plan="after") == [1, 0]
    former = rows(tables["former_holders"], plan="after")
    assert former["period"].tolist() == ["2019-05"]
    assert former[["kind", "role", "present_fte"]].to_numpy().tolist() == [["temporary_holders", "officer", 1]]


def test_people_on_the_way_are_paid_on_the_line_whose_post_they_hold() -> None:
    # Promoted after a month on the new line at 80 % of its pay; nobody leaves, and one has to be gone.
    promoted = {
        "kind": "promotion",
        "from": {"team": "a", "role": "chief"},
        "to": {"team": "a", "role": "super"},
        "per_intake_fte": 1,
        "intakes": ["2019-04"],
        "lead": "1 month",
        "in_training": {"line": "to", "pay_share": 0.8},
    }
    changes = {
        "ranks": [*CHIEFS["ranks"], {"name": "super", "title": "Superintendent"}],
        "roles": {"super": role(rank="super", pay={"pounds_per_year": 36000})},
        "establishment": {"a": {"super": post(0, 1)}},
    }
    leaving = chiefs(
        leave={"value": 0, "per": "month"},
        gone_by={"on": "2019-05-31", "left_fte": 3},
        pathways={"promoted": promoted},
    )
    former = rows(solve_tiny(**merged(leaving, changes))["former_holders"], plan="after")
    assert former["present_fte"].tolist() == [0, 1]
    assert former["paid_fte"].tolist() == [0.8, 1]


# ---------------------------------------------------------------- structure
def test_the_structure_stands_before_and_after_by_rank_and_grade() -> None:
    staff = {
        "roles": {"clerk": {"title": "Clerk", "grade": "scale 4", "hours": "full", "pay": {"pounds_per_year": 9000}}},
        "pay": {"staff": {"price_base": "2019-04"}},
        "establishment": {"a": {"clerk": post(2, 3)}},
    }
    back = chiefs(comes_back=[{"team": "a", "role": "officer", "share": 0.5}])
    table = rows(solve_tiny(**merged(back, staff))["structure"], plan="before").set_index("rank")
    # The posts of the rank are counted at the opening though it is frozen on the first day; 1.5 came back.
    assert table.loc["chief", "opening_fte":].tolist() == [4, 1, 4, 0]
    assert table.loc["constable", "opening_fte":].tolist() == [1, 2.5, 1, 2.5]
    assert table.loc["scale 4", "opening_fte":].tolist() == [2, 2, 3, 3]


# ---------------------------------------------------------------- prices
def test_a_price_is_what_one_person_costs_and_gives() -> None:
    table = solve_tiny(**merged(CHIEFS, {"pay": {"officers": {"on_costs": {"pension": {"share": 0.3}}}}}))["prices"]
    chief = rows(table, role="chief", period="2019-05").iloc[0]
    assert (chief["pay_pounds"], chief["on_costs_pounds"], chief["productive_hours_per_fte"]) == (2000, 600, 100)


# ---------------------------------------------------------------- natural spread
def test_the_spread_of_four_people_of_whom_half_stay() -> None:
    # 1, 4, 6, 4, 1 of 16 ways: at most 0 in 6 %, at most 1 in 31 %; at most 2 in 69 %, at most 3 in 94 %.
    assert spread(4, 0.5) == (1, 3)
    assert [quantile(4, 0.5, point) for point in (0.06, 0.0625, 0.3, 0.3126, 1.0)] == [0, 0, 1, 2, 4]


def test_nobody_can_vanish_from_a_line_that_nobody_leaves() -> None:
    assert spread(3, 1.0) == (3, 3)
    assert spread(3, 0.0) == (0, 0)


def test_a_line_with_anybody_has_at_least_one_head() -> None:
    assert [heads_of(*each) for each in ((0.2, 1.0), (1.0, 0.5), (13.7, 1.0), (6.0, 0.95))] == [1, 2, 14, 6]


def test_the_natural_spread_is_that_of_whole_heads_in_fte() -> None:
    # Eight heads of half a full-time post each, a half of whom stays: the binomial (8, 1/2) has its points at 2 and 6.
    half_time = {"establishment": {"a": {"chief": {"fte_per_head": 0.5}}}}
    table = rows(solve_tiny(**merged(CHIEFS, half_time))["natural_spread"], role="chief")
    assert table["opening_heads"].tolist() == [8, 8]
    assert table["staying_share"].tolist() == [0.5, 0.25]
    assert table["expected_fte"].tolist() == [2, 1]
    assert table["low_fte"].tolist() == [1, 0]
    assert table["high_fte"].tolist() == [3, 2]


def test_only_small_lines_have_a_spread() -> None:
    many = {"establishment": {"a": {"officer": post(20), "chief": post(19.9)}}}
    table = solve_tiny(**merged(CHIEFS, many))["natural_spread"]
    assert set(table["role"]) == {"chief"}
    assert not table["indicative"].any()


def test_a_tiny_line_is_indicative_unless_people_come_or_go_as_wholes() -> None:
    exits: Tree = {"paid_off": {"kind": "voluntary_exit", "from": {"team": "a", "role": "chief"}, "per_year_fte": 6}}
    assert rows(solve_tiny(**chiefs(exits=exits))["natural_spread"], role="chief")["indicative"].all()
    exits["paid_off"]["whole"] = True
    assert not rows(solve_tiny(**chiefs(exits=exits))["natural_spread"], role="chief")["indicative"].any()


# ---------------------------------------------------------------- record
RECORDED: Tree = merged(
    chiefs(
        leave={"value": 0.5, "per": "year"},
        comes_back=[{"team": "a", "role": "officer", "share": 0.5}],
        record=[{"on": "2020-03-31", "fte": 3, "came_back_fte": 0.5}, {"on": "2021-03-31", "fte": 2.25}],
    ),
    {"period": {"first": "2019-04", "last": "2021-03", "step": "quarter", "run_out": "0 days"}},
)
"""Over two years half of the holders are expected to leave in each; a quarter did."""


def test_the_record_stands_beside_what_was_expected() -> None:
    table = solve_tiny(**RECORDED)["record"]
    assert table["on"].tolist() == [date(2020, 3, 31), date(2021, 3, 31)]
    assert table["recorded_fte"].tolist() == [3, 2.25]
    assert table["expected_fte"].tolist() == [2, 1]
    assert table["low_fte"].tolist() == [1, 0]  # the binomials (4, 1/2) and (4, 1/4)
    assert table["high_fte"].tolist() == [3, 2]
    assert table["recorded_came_back_fte"].tolist() == [0.5, 0]
    assert table["expected_came_back_fte"].tolist() == [1, 1.5]


def test_a_record_within_the_first_period_is_laid_beside_the_opening() -> None:
    early = {"structure": {"removed_ranks": {"chief": {"record": [{"on": "2019-05-31", "fte": 3.5}]}}}}
    table = solve_tiny(**merged(RECORDED, early))["record"]
    assert table[["expected_fte", "low_fte", "high_fte"]].to_numpy().tolist() == [[4, 4, 4]]


def test_the_rate_that_fits_best_is_found_and_the_stated_one_is_not_hidden() -> None:
    # 4, 3, 2.25: a quarter leaves in a year. At the stated half the squares are (3 - 2)² + (2.25 - 1)² = 2.56.
    table = solve_tiny(**RECORDED)["record_fit"]
    assert cell(table, "stated_rate") == pytest.approx(0.5)
    assert cell(table, "best_rate") == pytest.approx(0.25, abs=1e-3)
    assert cell(table, "best_squares") == pytest.approx(0, abs=1e-4)
    assert cell(table, "stated_squares") == pytest.approx(2.5625, abs=0.02)


def test_a_rank_without_a_rate_of_its_own_is_fitted_against_the_rates_of_its_roles() -> None:
    leavers = {"supply": {"leavers": {"chief": {"rate": {"value": 0.1, "per": "year"}}}}}
    unstated = {"structure": {"removed_ranks": {"chief": {"leave": None}}}}
    table = solve_tiny(**merged(merged(RECORDED, leavers), unstated))["record_fit"]
    assert cell(table, "stated_rate") == pytest.approx(0.1)


OF_REMOVED_RANKS = ("holders", "former_holders", "record", "record_fit", "removal")


def test_without_a_removed_rank_its_tables_are_empty() -> None:
    tables = solve_tiny()
    assert [name for name in OF_REMOVED_RANKS if not tables[name].empty] == []


def test_the_tables_of_removed_ranks_have_the_columns_of_their_contract_and_a_unique_key() -> None:
    tables = solve_tiny(**RECORDED)
    for name in OF_REMOVED_RANKS:
        assert not tables[name].empty, name
        assert tuple(tables[name].columns) == TABLES[name].columns
        assert not tables[name].duplicated(list(TABLES[name].key)).any()
        for column_ in TABLES[name].columns:
            if COLUMNS[column_].kind == "number":
                figures = tables[name][column_]
                pd.testing.assert_series_equal(figures, figures.round(COLUMNS[column_].decimals))
