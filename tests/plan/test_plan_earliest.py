"""The earliest date that works, where a removed rank cannot be gone by the date that is asked for.

Two chiefs; a tenth of them leave each month, and half a post a financial year is posted out. Those who leave by
the rate go first, and who is posted out would have left at the rate later; so to have few at the end of a month,
those who may be posted out in its year go in that very month:

    April 2·0.9 − 0.5 = 1.3      May 2·0.9² − 0.5 = 1.12      June 2·0.9³ − 0.5 = 0.958
"""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from test_plan_contradictions import told
from tiny import Tree, merged, per_month, post, role

from planner.clashes import EarliestDate

CHIEF: Tree = {"team": "a", "role": "chief"}
PLACE = "structure.removed_ranks.chief.gone_by"


def leaving(on: str, left: float, months: int = 24, exits: float = 0.5, **more: Any) -> Tree:
    """The two chiefs, to be gone by a date but for some; the plan covers whole financial years."""
    posted = {"kind": "posting_out", "from": CHIEF, "to_team": "rest_of_force", "per_year_fte": exits}
    changes = {
        "period": {"last": "2020-03" if months == 12 else "2021-03"},
        "teams": {"rest_of_force": {"title": "The rest", "out_of_scope": True}},
        "ranks": [{"name": "constable", "title": "Constable"}, {"name": "chief", "title": "Chief"}],
        "roles": {"chief": role(rank="chief")},
        "establishment": {"a": {"officer": post(1), "chief": post(2)}},
        "structure": {
            "removed_ranks": {
                "chief": {
                    "frozen_from": "2019-04",
                    "leave": per_month(0.1),
                    "gone_by": {"on": on, "left_fte": left},
                    "exits": {"chiefs_posted_out": posted} if exits else {},
                }
            }
        },
    }
    return merged(changes, more)


def earliest(changes: Tree, deadline: float | None = None) -> tuple[EarliestDate, ...]:
    return told(deadline, **changes).earliest


def test_the_first_month_in_which_few_enough_are_left_is_the_earliest_date() -> None:
    # At most one: not in April (1.3) or May (1.12), but in June (0.958).
    (found,) = earliest(leaving("2019-04-30", 1.0))
    assert found == EarliestDate(PLACE, date(2019, 4, 30), date(2019, 6, 30), pytest.approx(1.3))


def test_the_date_may_lie_in_the_middle_of_a_month() -> None:
    # On 10 June the rule holds at the end of May, where 1.12 are left.
    (found,) = earliest(leaving("2019-06-10", 1.0))
    assert (found.asked, found.possible, found.least_fte) == (date(2019, 6, 10), date(2019, 6, 30), pytest.approx(1.12))


def test_places_of_the_next_year_count_from_its_first_month_on() -> None:
    # At most 0.1: at the end of March 2·0.9¹² − 0.5 = 0.0648 does; in February 2·0.9¹¹ − 0.5 = 0.1276 does not.
    assert earliest(leaving("2020-02-29", 0.1))[0].possible == date(2020, 3, 31)
    # Nobody at all: in March 0.0648 are left, which are 0.0584 before the posting out of April.
    (found,) = earliest(leaving("2020-03-31", 0.0))
    assert (found.possible, found.least_fte) == (date(2020, 4, 30), pytest.approx(2 * 0.9**12 - 0.5))


def test_the_date_may_lie_in_the_run_out() -> None:
    changes = leaving("2020-03-31", 0.0, months=12, period={"run_out": "12 months"})
    assert earliest(changes)[0].possible == date(2020, 4, 30)


def test_by_natural_wastage_alone_no_date_leaves_nobody() -> None:
    (found,) = earliest(leaving("2019-05-31", 0.0, exits=0))
    assert (found.possible, found.least_fte) == (None, pytest.approx(2 * 0.9**2))


def test_a_rank_whose_date_takes_no_part_has_no_earliest_date() -> None:
    # Three officers are asked for and one is there; the chiefs' date can be kept.
    changes = leaving("2019-06-30", 1.0)
    changes["structure"]["minimum_strength"] = {"three": {"team": "a", "roles": ["officer"], "fte": 3}}
    assert earliest(changes) == ()


def test_another_conflict_does_not_hide_the_date() -> None:
    # Without the officers' minimum there is a plan but for the date.
    changes = leaving("2019-04-30", 1.0)
    changes["structure"]["minimum_strength"] = {"three": {"team": "a", "roles": ["officer"], "fte": 3}}
    assert [(each.place, each.possible) for each in earliest(changes)] == [(PLACE, date(2019, 6, 30))]


def test_each_rank_has_its_own_date() -> None:
    # Two superintendents leave at a fifth a month: 1.6, 1.28, 1.024, 0.8192 at the end of July.
    changes = leaving("2019-04-30", 1.0)
    changes["ranks"].append({"name": "superintendent", "title": "Superintendent"})
    changes["roles"]["superintendent"] = role(rank="superintendent")
    changes["establishment"]["a"]["superintendent"] = post(2)
    removed = {"frozen_from": "2019-04", "leave": per_month(0.2), "gone_by": {"on": "2019-05-31", "left_fte": 1}}
    changes["structure"]["removed_ranks"]["superintendent"] = removed
    found = {each.place.split(".")[2]: (each.possible, each.least_fte) for each in earliest(changes)}
    assert found == {
        "chief": (date(2019, 6, 30), pytest.approx(1.3)),
        "superintendent": (date(2019, 7, 31), pytest.approx(1.28)),
    }


def two_ranks_in_one_pool(on: str) -> Tree:
    """Two chiefs and two superintendents, nobody leaves; one a year is posted out of both together, one may be left."""
    changes = leaving(on, 1.0, exits=9.0)
    removed = changes["structure"]["removed_ranks"]
    removed["chief"]["leave"] = per_month(0.0)
    removed["chief"]["exits"]["chiefs_posted_out"]["per_year_fte"] = 9
    changes["ranks"].append({"name": "superintendent", "title": "Superintendent"})
    changes["roles"]["superintendent"] = role(rank="superintendent")
    changes["establishment"]["a"]["superintendent"] = post(2)
    from_line = {"team": "a", "role": "superintendent"}
    posted = {"kind": "posting_out", "from": from_line, "to_team": "rest_of_force", "per_year_fte": 9}
    removed["superintendent"] = {**removed["chief"], "exits": {"superintendents_posted_out": posted}}
    members = ["chiefs_posted_out", "superintendents_posted_out"]
    return merged(changes, {"supply": {"pools": {"posted_out": {"members": members, "per_year_fte": 1}}}})


def test_dates_that_work_alone_but_not_together_are_told_with_the_one_that_does() -> None:
    # Each rank alone is at one in its first month. Both together need two posted out: the one place of the second year
    # is there from April 2020 on.
    chief, superintendent = earliest(two_ranks_in_one_pool("2019-04-30"))
    assert (chief.asked, chief.possible, chief.together) == (
        date(2019, 4, 30),
        date(2019, 4, 30),
        date(2020, 4, 30),
    )
    assert (superintendent.possible, superintendent.together) == (date(2019, 4, 30), date(2020, 4, 30))


def test_a_minimum_that_keeps_holders_there_leaves_no_date() -> None:
    # At least 1.2 chiefs are asked for until the end: at most one can never be.
    changes = leaving("2019-04-30", 1.0)
    changes["structure"]["closing_strength"] = {"chiefs": {"team": "a", "roles": ["chief"], "at_least_fte": 1.2}}
    changes["structure"]["removed_ranks"]["chief"]["leave"] = per_month(0.0)
    (found,) = earliest(changes)
    # 2 − 0.5 in April; 2 − 0.8 at the end of the plan.
    assert (found.possible, found.least_fte) == (None, pytest.approx(1.5))


def test_when_time_is_up_no_date_is_given() -> None:
    assert earliest(leaving("2019-04-30", 1.0), time.monotonic() - 1.0) == ()
