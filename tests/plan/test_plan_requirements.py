"""The table of requirements in posts, and what reduced hours leave no room for."""

from __future__ import annotations

from typing import Any

from tiny import EXACT, Tree, cases, column, post, role, solve_tiny

ONE: Tree = {"period": {"last": "2019-04"}}
LESS: dict[str, Any] = {"team": "a", "role": "officer", "fte": 1, "productivity": 0.5, "pay_share": 0.5}


def calls(a_month: float) -> Tree:
    return {"calls": {"start_within": "0 days", "arrivals": cases(a_month)}}


def test_without_requirements_there_is_no_such_table() -> None:
    minimum = {"minimum_strength": {"cover": {"team": "a", "roles": ["officer"], "fte": 1}}}
    assert "requirements" not in solve_tiny(structure=minimum, **ONE)


def test_a_requirement_adds_up_the_roles_that_count_and_stands_only_where_it_holds() -> None:
    desk = {
        "team": "a",
        "roles": ["officer", "helper"],
        "at_least_fte": 4,
        "short_pounds_per_fte_month": 10,
        "from": "2019-05",
    }
    tables = solve_tiny(
        roles={"helper": role()},
        establishment={"a": {"officer": post(1), "helper": post(1.5)}},
        requirements={"desk": desk},
        priorities=EXACT,
    )
    after = tables["requirements"][tables["requirements"]["plan"] == "after"]
    figures = ["period", "required_fte", "strength_fte", "reduced_fte", "short_fte", "over_fte"]
    assert after[figures].to_numpy().tolist() == [["2019-05", 4, 2.5, 0, 1.5, 0]]


def test_strength_that_reduced_hours_bring_down_to_what_is_required_leaves_no_room() -> None:
    # Two in post, one of them on half hours and 500 pounds saved: exactly the one and a half that are asked for.
    tables = solve_tiny(
        establishment={"a": {"officer": post(2)}},
        demand=calls(10),
        requirements={"desk": {"team": "a", "roles": ["officer"], "at_least_fte": 1.5}},
        supply={"reduced_hours": {"less": LESS}},
        priorities=EXACT,
        **ONE,
    )
    assert column(tables["binding"], "name", rule="strength_limits") == ["requirements.desk"]
    assert column(tables["binding"], "place", rule="lever") == ["supply.reduced_hours.less"]


def test_hours_that_reduced_hours_do_not_give_are_hours_away() -> None:
    tables = solve_tiny(
        establishment={"a": {"officer": post(2)}},
        demand=calls(10),
        supply={"reduced_hours": {"less": {**LESS, "productivity": 0.25}}},
        priorities=EXACT,
        **ONE,
    )
    # Two give 200 hours and one of them three quarters fewer of her 100.
    hours = ["contracted_hours", "away_hours", "productive_hours", "worked_hours", "spare_hours"]
    assert tables["staffing"].set_index("plan").loc["after", hours].tolist() == [200, 75, 125, 10, 115]
    assert tables["staffing"].set_index("plan").loc["before", hours].tolist() == [200, 0, 200, 10, 190]
