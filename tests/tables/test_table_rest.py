"""What goes on if nobody decides anything, as far as the people and the posts for it are there."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import Tree, column, formulate_tiny, per_month, post, role, rows, rows_of, solve_tiny, tiny

from planner.tables import tabulate
from planner.tables.warnings import warnings_of

OFFICER: Tree = {"team": "a", "role": "officer"}
SENIOR: Tree = {"team": "a", "role": "senior"}
CLERK: Tree = {"team": "a", "role": "clerk"}


def lines(officers: float, seniors: float = 0, clerks: float = 0, **posts: float) -> Tree:
    """Officers, seniors and clerks in one team, on plenty of posts but where it is said otherwise."""
    there = {"officer": officers, "senior": seniors, "clerk": clerks}
    return {
        "roles": {"senior": role(), "clerk": {**role(), "rank": None, "grade": "clerk"}},
        "pay": {"staff": {"price_base": "2019-04"}},
        "establishment": {"a": {name: post(fte, posts.get(name, 20)) for name, fte in there.items()}},
    }


def going(to: Tree, at_rest: float, **how: Any) -> Tree:
    """Officers who go to another role at rest."""
    return {
        "kind": "training",
        "from": OFFICER,
        "to": to,
        "per_intake_fte": 9,
        "at_rest_fte": per_month(at_rest),
        **how,
    }


def at_rest(flow: str, **changes: Any) -> list[float]:
    return column(rows(tabulate(tiny(**changes)).starts, flow=flow), "at_rest_fte")


def test_people_go_at_rest_as_long_as_there_are_any() -> None:
    # Three officers, two a month go: two in April, the last one in May, and the plan before action is a plan.
    changes = {**lines(3), "supply": {"pathways": {"up": going(SENIOR, 2)}}}
    assert at_rest("up", **changes) == pytest.approx([2, 1])
    tables = solve_tiny(**changes)
    assert column(tables["staffing"], "strength_fte", role="senior", plan="before") == pytest.approx([2, 3])


def test_leavers_and_people_away_go_before_anybody_goes_at_rest() -> None:
    # Of four officers one leaves in April and one is away: two are there to go, and one of the three in May is away.
    changes = lines(4)
    changes["establishment"]["a"]["officer"]["unavailable"] = {"sick": {"fte": 1}}
    changes["supply"] = {
        "known_leavers": {"one": {**OFFICER, "on": "2019-04-01", "fte": 1}},
        "exits": {"out": {"kind": "voluntary_exit", "from": OFFICER, "per_month_fte": 9, "at_rest_fte": per_month(3)}},
    }
    assert at_rest("out", **changes) == pytest.approx([2, 0])
    assert column(solve_tiny(**changes)["staffing"], "strength_fte", role="officer", plan="before") == [1, 1]


def test_ways_out_of_one_line_take_their_turn_by_name() -> None:
    ways = {"first": going(SENIOR, 2), "second": going(SENIOR, 2)}
    changes = {**lines(3), "supply": {"pathways": ways}}
    assert at_rest("first", **changes) == pytest.approx([2, 0])
    assert at_rest("second", **changes) == pytest.approx([1, 0])


def test_those_who_moved_in_may_go_on_in_the_next_month_and_new_joiners_may_not() -> None:
    # One clerk becomes an officer in April and may go on in May; who is recruited in April is in the first year.
    moving = {"from": CLERK, "to": OFFICER, "per_month_fte": 1, "at_rest_fte": per_month(1)}
    changes = {**lines(0, clerks=1), "supply": {"moves": {"in": moving}, "pathways": {"up": going(SENIOR, 2)}}}
    assert at_rest("up", **changes) == pytest.approx([0, 1])
    hiring = {**OFFICER, "per_intake_fte": 1, "at_rest_fte": per_month(1)}
    changes["supply"] = {"recruitment": {"hire": hiring}, "pathways": {"up": going(SENIOR, 2)}}
    assert at_rest("up", **changes) == pytest.approx([0, 0])
    solve_tiny(**changes)


def test_holders_whose_posts_come_back_are_there_to_go() -> None:
    # Half of the two chiefs leave in April: one post comes back as an officer's, who may go in May.
    changes = lines(0)
    changes["ranks"] = [{"name": "constable", "title": "Constable"}, {"name": "chief", "title": "Chief"}]
    changes["roles"]["chief"] = role(rank="chief")
    changes["establishment"]["a"]["chief"] = post(2)
    back = [{**OFFICER, "share": 1}]
    removed = {"frozen_from": "2019-04", "leave": per_month(0.5), "comes_back": back}
    changes["structure"] = {"removed_ranks": {"chief": removed}}
    changes["supply"] = {"pathways": {"up": going(SENIOR, 2)}}
    assert at_rest("up", **changes) == pytest.approx([0, 1])
    solve_tiny(**changes)


def test_posts_are_turned_at_rest_as_long_as_there_are_any() -> None:
    # Two posts a month are turned. There are four in April and three from May on: two, and the one that is left.
    changes = lines(5)
    changes["establishment"]["a"]["officer"]["approved_fte"] = [
        {"from": "2019-04", "value": 4},
        {"from": "2019-05", "value": 3},
    ]
    changes["supply"] = {"pathways": {"turned": going(CLERK, 2, kind="civilianisation")}}
    assert at_rest("turned", **changes) == pytest.approx([2, 1])
    solve_tiny(**changes)


def test_more_at_rest_than_there_are_is_a_warning() -> None:
    scenario = tiny(**lines(3), supply={"pathways": {"up": going(SENIOR, 2)}})
    found = [each for each in warnings_of(scenario, tabulate(scenario)) if "at_rest" in each.path]
    assert [each.path for each in found] == ["supply.pathways.up.at_rest_fte"]
    assert found[0].message == (
        "From 2019-05 on fewer go by this than is stated here: 1.00 FTE in all are not there to go, or have no post to "
        "take along. The plan before action counts only those who are there."
    )


# ---------------------------------------------------------------- at rest, as rows
@pytest.mark.rule("at_rest", "row")
def test_at_rest_row_holds_those_who_go_to_those_who_are_there() -> None:
    changes = {**lines(3), "supply": {"pathways": {"up": going(SENIOR, 2)}}}
    assert rows_of(formulate_tiny("before", **changes), "at_rest") == ["starts[up,0] = 2", "starts[up,1] = 1"]
