"""Removed ranks: by when they are gone, who takes over their work, which posts come back, and who is still there."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import Tree, cases, cell, column, formulate_tiny, line, merged, per_month, post, role, rows_of, solve_tiny

RANKS = [{"name": "constable", "title": "Constable"}, {"name": "chief", "title": "Chief"}]
CHIEF: Tree = {"team": "a", "role": "chief"}
OFFICER: Tree = {"team": "a", "role": "officer"}


def removed(chiefs: float = 2, **how: Any) -> Tree:
    """The tiny scenario with chiefs, whose rank is frozen from the first day."""
    return {
        "ranks": RANKS,
        "roles": {"chief": role(rank="chief", pay={"pounds_per_year": 24000})},
        "establishment": {"a": {"officer": post(1, 10), "chief": post(chiefs)}},
        "structure": {"removed_ranks": {"chief": {"frozen_from": "2019-04", **how}}},
    }


def chiefs(tables: dict[str, Any], plan: str = "after") -> list[float]:
    return column(tables["staffing"], "strength_fte", role="chief", plan=plan)


# ---------------------------------------------------------------- natural wastage, the freeze, who is supernumerary
def test_a_frozen_rank_loses_its_holders_at_its_own_rate_and_its_posts_at_once() -> None:
    # A tenth a month leaves: 2, 1.8, 1.62. Nobody else leaves, and no post is left from the freeze on.
    tables = solve_tiny(**removed(leave=per_month(0.1)))
    assert chiefs(tables) == pytest.approx([1.8, 1.62])
    assert column(tables["staffing"], "approved_fte", role="chief", plan="after") == [0, 0]
    assert column(tables["staffing"], "supernumerary_fte", role="chief", plan="after") == pytest.approx([1.8, 1.62])
    assert column(tables["staffing"], "strength_fte", role="officer", plan="after") == [1, 1]


def test_before_the_freeze_the_usual_rate_holds_and_the_posts_are_there() -> None:
    changes = removed(leave=per_month(0.5))
    changes["structure"]["removed_ranks"]["chief"]["frozen_from"] = "2019-05"
    changes["supply"] = {"leavers": {"chief": {"rate": per_month(0.1)}}}
    tables = solve_tiny(**changes)
    assert chiefs(tables) == pytest.approx([1.8, 0.9])
    assert column(tables["staffing"], "approved_fte", role="chief", plan="after") == [2, 0]


def test_nobody_comes_into_a_frozen_rank_by_any_way() -> None:
    # Work that only chiefs can do, and every way in wide open; the promotion that would arrive in May is too late too.
    changes = removed()
    changes["establishment"] = {"a": {"officer": post(5, 10), "chief": post(0, 10)}}
    changes["demand"] = {"chief_work": line(tasks={"answer": {"roles": {"chief": 1, "officer": None}}})}
    promotion = {"kind": "promotion", "from": OFFICER, "to": CHIEF, "per_intake_fte": 5}
    changes["supply"] = {
        "recruitment": {"hire": {**CHIEF, "per_intake_fte": 5, "at_rest_fte": per_month(1)}},
        "moves": {"across": {"from": OFFICER, "to": CHIEF, "per_month_fte": 5}},
        "pathways": {"up": promotion, "late": {**promotion, "lead": "1 month"}},
    }
    for plan in ("before", "after"):
        assert chiefs(solve_tiny(**changes), plan) == [0, 0]


def test_temporary_holders_go_back_on_the_day_of_the_freeze() -> None:
    changes = removed()
    changes["establishment"] = {
        "a": {
            "officer": post(1, 10),
            "chief": post(2, temporary={"acting": {"fte": 0.5, "substantive": OFFICER}}),
        }
    }
    changes["structure"]["removed_ranks"]["chief"]["frozen_from"] = "2019-05"
    tables = solve_tiny(**changes)
    assert chiefs(tables) == pytest.approx([2, 1.5])
    assert column(tables["staffing"], "strength_fte", role="officer", plan="after") == pytest.approx([1, 1.5])
    assert cell(tables["flows"], "fte", kind="temporary_promotion_back", plan="after") == pytest.approx(0.5)


def test_a_temporary_promotion_into_a_rank_ends_when_it_is_frozen() -> None:
    # One for six months from April; the rank is frozen on 1 May.
    changes = removed(chiefs=0)
    changes["establishment"] = {"a": {"officer": post(1, 10), "chief": post(0, 10)}}
    changes["structure"]["removed_ranks"]["chief"]["frozen_from"] = "2019-05"
    changes["demand"] = {"chief_work": line(tasks={"answer": {"roles": {"chief": 1, "officer": None}}})}
    way = {"kind": "temporary_promotion", "from": OFFICER, "to": CHIEF, "per_intake_fte": 1, "length": "6 months"}
    changes["supply"] = {"pathways": {"acting": {**way, "intakes": ["2019-04"]}}}
    tables = solve_tiny(**changes)
    acting = chiefs(tables)
    assert acting[0] > 0
    assert acting[1] == 0
    assert column(tables["flows"], "fte", kind="temporary_promotion_back", plan="after") == pytest.approx([acting[0]])


# ---------------------------------------------------------------- gone_by
@pytest.mark.rule("gone_by", "row")
def test_gone_by_row_holds_from_the_last_period_that_ends_by_the_day_on() -> None:
    dated = {"gone_by": {"on": "2019-05-20", "left_fte": 0.5}}
    assert rows_of(formulate_tiny(**removed(**dated)), "gone_by") == [
        "strength[a,chief,0] <= 0.5",
        "strength[a,chief,1] <= 0.5",
    ]


@pytest.mark.rule("gone_by", "optimum")
def test_a_date_makes_holders_take_the_ways_out_that_they_have() -> None:
    # Two chiefs, none to be left by the end of May. A voluntary exit for one of them costs 5,000; a post elsewhere in
    # the force is free but there is one only: one takes each. Without the date nobody would pay for an exit, but a
    # chief posted out costs this plan nothing any more.
    exits = {
        "leave": {"kind": "voluntary_exit", "from": CHIEF, "per_year_fte": 9, "pounds_each": 5000},
        "elsewhere": {"kind": "posting_out", "from": CHIEF, "to_team": "rest", "per_year_fte": 6},
    }
    # Two of twelve months are planned: 9 a year are 1.5, 6 a year are 1.
    changes = removed(exits=exits, gone_by={"on": "2019-05-31"})
    changes["teams"] = {"rest": {"title": "Rest of the force", "out_of_scope": True}}
    tables = solve_tiny(**changes)
    assert chiefs(tables)[-1] == pytest.approx(0, abs=1e-6)
    assert sum(column(tables["flows"], "fte", kind="voluntary_exit", plan="after")) == pytest.approx(1, abs=2e-4)
    assert sum(column(tables["flows"], "fte", kind="posting_out", plan="after")) == pytest.approx(1, abs=2e-4)
    assert sum(column(tables["costs"], "pounds", kind="exits", plan="after")) == pytest.approx(5000, abs=1)
    # Before action nothing of this is decided.
    assert chiefs(tables, "before") == [2, 2]


@pytest.mark.rule("gone_by", "absent")
def test_a_rank_without_a_date_has_no_such_row() -> None:
    assert rows_of(formulate_tiny(**removed()), "gone_by") == []


# ---------------------------------------------------------------- duties_passed
def command(**duties: Any) -> Tree:
    """Chiefs who have 100 hours of work a month, which officers can take over."""
    tasks = {"answer": None, "lead": {"hours_per_case": 1, "roles": {"chief": 1}, "may_be_missed": False}}
    changes = removed(chiefs=1, duties=[{**OFFICER, **duties}])
    changes["demand"] = {"calls": None, "orders": line(start_within="0 days", arrivals=cases(100), tasks=tasks)}
    return changes


@pytest.mark.rule("duties_passed", "row")
def test_duties_passed_row_limits_a_role_to_its_share_of_what_the_rank_no_longer_does() -> None:
    formulation = formulate_tiny(**command(share=0.5, hours_factor=1.25))
    # An hour of the chief takes an officer an hour and a quarter: he does 0.8 of an hour in an hour.
    assert rows_of(formulation, "duties_passed")[0] == (
        "0.8 worked[orders,lead,officer,0] + 0.5 worked[orders,lead,chief,0] - 0.5 started[orders,0] <= 0"
    )


@pytest.mark.rule("duties_passed", "optimum")
def test_what_the_rank_no_longer_does_is_done_by_those_who_take_it_over_or_not_at_all() -> None:
    # Half of the chief leaves in April, and half of what is left in May: 50 and 25 hours of his are left of 100. The
    # officer takes over half of the rest at 1.25 hours for an hour: 25 and 37.5, in 31.25 and 46.875 hours.
    changes = merged(
        command(share=0.5, hours_factor=1.25),
        {"structure": {"removed_ranks": {"chief": {"leave": per_month(0.5)}}}},
    )
    tables = solve_tiny(**changes)
    assert column(tables["worked"], "covered_hours", role="chief", plan="after") == pytest.approx([50, 25], abs=1e-3)
    assert column(tables["worked"], "covered_hours", role="officer", plan="after") == pytest.approx([25, 37.5])
    assert column(tables["worked"], "worked_hours", role="officer", plan="after") == pytest.approx([31.25, 46.875])
    assert column(tables["work"], "not_done_hours", plan="after") == pytest.approx([25, 37.5])


def passing_to_another_team() -> Tree:
    """A removed rank whose 100 hours of orders in team a pass to the officers of team b."""
    to_b = {"structure": {"removed_ranks": {"chief": {"duties": [{"team": "b", "role": "officer", "share": 1}]}}}}
    changes = merged(command(), to_b)
    changes["teams"] = {"b": {"title": "Team B"}}
    changes["establishment"] = {"a": {"officer": None, "chief": post(0)}, "b": {"officer": post(1)}}
    changes["demand"]["orders"]["tier"] = 2
    return changes


def test_a_role_of_another_team_lends_its_hours_to_what_it_takes_over() -> None:
    # The officers of team b have 100 hours and 80 of work of their own, which ranks above what they take over.
    changes = passing_to_another_team()
    changes["demand"]["own"] = line(team="b", start_within="0 days")
    tables = solve_tiny(**changes)
    for plan in ("before", "after"):  # it passes on without anybody deciding it
        assert column(tables["work"], "covered_hours", line="own", plan=plan) == pytest.approx([80, 80])
        assert column(tables["work"], "covered_hours", line="orders", plan=plan) == pytest.approx([20, 20])
        assert column(tables["staffing"], "lent_hours", team="b", plan=plan) == pytest.approx([20, 20])


# ---------------------------------------------------------------- lent_for_duties
def borrowing_with_own_posts(calls_per_month: float) -> Tree:
    """The same, with an officer of team a's own, who has calls of team a to answer beside what passes on."""
    changes = passing_to_another_team()
    changes["establishment"]["a"]["officer"] = post(1)
    changes["demand"]["calls"] = line(start_within="0 days", arrivals=cases(calls_per_month))
    return changes


@pytest.mark.rule("lent_for_duties", "row")
def test_lent_for_duties_row_holds_what_is_lent_within_what_is_taken_over() -> None:
    assert rows_of(formulate_tiny(**borrowing_with_own_posts(80)), "lent_for_duties")[0] == (
        "redeployed[chief.duties.a.from.b.officer,0] - worked[orders,lead,officer,0] <= 0"
    )


@pytest.mark.rule("lent_for_duties", "optimum")
def test_hours_lent_for_duties_do_no_other_work_even_where_the_role_has_posts_of_its_own() -> None:
    # 250 calls, in the highest tier, and team a's officer has 100 hours: 150 stay undone although team b's officer
    # has 100 hours to spare, for these are lent for the 100 hours of orders and for nothing else.
    tables = solve_tiny(**borrowing_with_own_posts(250))
    for plan in ("before", "after"):
        assert column(tables["work"], "covered_hours", line="calls", plan=plan) == pytest.approx([100, 100])
        assert column(tables["work"], "covered_hours", line="orders", plan=plan) == pytest.approx([100, 100])


@pytest.mark.rule("lent_for_duties", "absent")
def test_duties_that_stay_in_their_team_lend_nothing() -> None:
    assert rows_of(formulate_tiny(**command(share=1)), "lent_for_duties") == []


# ---------------------------------------------------------------- duties_passed, again
def test_where_two_removed_ranks_did_a_task_a_role_takes_over_the_mean_of_its_shares() -> None:
    # Three chiefs' work goes to officers in full, one deputy's not at all: three quarters of what is not done any more.
    changes = merged(
        command(share=1),
        {
            "roles": {"deputy": role(rank="deputy")},
            "establishment": {"a": {"chief": post(3), "deputy": post(1)}},
            "structure": {"removed_ranks": {"deputy": {"frozen_from": "2019-04"}}},
        },
    )
    changes["ranks"] = [*RANKS, {"name": "deputy", "title": "Deputy"}]
    changes["demand"]["orders"]["tasks"]["lead"]["roles"]["deputy"] = 1
    assert set(formulate_tiny(**changes).given.tables.duties["share"]) == {0.75}


def test_a_task_that_others_bear_wholly_passes_to_nobody() -> None:
    changes = command(share=1)
    changes["teams"] = {"rest": {"title": "Rest of the force", "out_of_scope": True}}
    changes["demand"]["orders"]["tasks"]["note"] = {
        "hours_per_case": 1,
        "roles": {"chief": 1},
        "out_of_scope": {"rest": 1},
        "may_be_missed": True,
    }
    assert set(formulate_tiny(**changes).given.tables.duties["task"]) == {"lead"}


@pytest.mark.rule("duties_passed", "absent")
def test_a_role_that_could_do_the_task_anyway_takes_nothing_over() -> None:
    changes = command(share=0.5)
    changes["demand"]["orders"]["tasks"]["lead"]["roles"]["officer"] = 1
    assert rows_of(formulate_tiny(**changes), "duties_passed") == []
    assert rows_of(formulate_tiny(), "duties_passed") == []


# ---------------------------------------------------------------- supervision passes on
def test_the_place_in_supervision_passes_on_with_its_new_span() -> None:
    # One chief leads six officers. Once the rank is frozen a sergeant may lead three of them beside what is left of
    # him: half the chief is three, and the sergeant three: nobody is unled in April. In May a quarter of the chief
    # leads one and a half: one and a half are unled.
    changes = removed(
        chiefs=1,
        leave=per_month(0.5),
        supervision=[{"group": "watch", "team": "a", "role": "sergeant", "span": 3}],
    )
    changes["roles"]["sergeant"] = role()
    changes["establishment"] = {"a": {"officer": post(6), "chief": post(1), "sergeant": post(1)}}
    watch = {"led": [OFFICER], "leaders": [{**CHIEF, "span": 6}]}
    changes["structure"]["supervision"] = {"watch": watch}
    tables = solve_tiny(**changes)
    assert column(tables["supervision"], "unled_fte", plan="after") == pytest.approx([0, 1.5], abs=1e-6)


# ---------------------------------------------------------------- posts_come_back
COMING_BACK: Tree = {"leave": per_month(0.1), "comes_back": [{**OFFICER, "share": 0.5}]}


@pytest.mark.rule("posts_come_back", "row")
def test_posts_come_back_row_is_a_share_of_the_holders_who_are_gone() -> None:
    assert rows_of(formulate_tiny(**removed(**COMING_BACK)), "posts_come_back") == [
        "starts[chief.comes_back.1,0] + 0.5 strength[a,chief,0] = 1",
        "starts[chief.comes_back.1,1] + 0.5 strength[a,chief,1] - 0.5 strength[a,chief,0] = 0",
    ]


@pytest.mark.rule("posts_come_back", "optimum")
def test_half_of_the_vacated_posts_come_back_filled_before_and_after_action() -> None:
    # 0.2 and 0.18 chiefs leave; 0.1 and 0.09 officers come, beyond the one post that is filled.
    changes = removed(**COMING_BACK)
    changes["establishment"] = {"a": {"officer": post(1, 1), "chief": post(2)}}
    tables = solve_tiny(**changes)
    for plan in ("before", "after"):
        assert column(tables["staffing"], "strength_fte", role="officer", plan=plan) == pytest.approx([1.1, 1.19])
        assert column(tables["flows"], "fte", kind="posts_came_back", plan=plan) == pytest.approx([0.1, 0.09])


@pytest.mark.rule("posts_come_back", "absent")
def test_where_no_share_comes_back_there_is_no_row() -> None:
    assert rows_of(formulate_tiny(**removed(leave=per_month(0.1))), "posts_come_back") == []
