"""Pathways and exits: who is where in every month, what it costs, and what it takes from others."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import (
    EXACT,
    Tree,
    cases,
    cell,
    column,
    formulate_tiny,
    merged,
    per_month,
    post,
    role,
    rows,
    rows_of,
    solve_tiny,
)

RANKS = [{"name": "constable", "title": "Constable"}, {"name": "sergeant", "title": "Sergeant"}]
OFFICER: Tree = {"team": "a", "role": "officer"}
SERGEANT: Tree = {"team": "a", "role": "sergeant"}
CLERK: Tree = {"team": "a", "role": "clerk"}


def wanted(months: int = 4, officers: float = 4, sergeants: float = 0, clerks: float = 0, **more: Any) -> Tree:
    """Work that only sergeants can do, 100 hours a month for each of two, and officers who can become sergeants.

    An officer is paid 1,000 a month, a sergeant 2,000, a clerk 500.
    """
    changes: Tree = {
        "period": {"last": f"2019-{3 + months:02d}"},
        "ranks": RANKS,
        "priorities": EXACT,
        "roles": {
            "sergeant": role(rank="sergeant", pay={"pounds_per_year": 24000}),
            "clerk": {**role(pay={"pounds_per_year": 6000}), "rank": None, "grade": "clerk"},
        },
        "pay": {"staff": {"price_base": "2019-04"}},
        "establishment": {
            "a": {
                "officer": post(officers, 10),
                "sergeant": post(sergeants, 10),
                "clerk": post(clerks, 10),
            }
        },
        "demand": {
            "calls": {
                "start_within": "0 days",
                "arrivals": cases(200),
                "tasks": {"answer": {"roles": {"officer": None, "sergeant": 1}}},
            }
        },
    }
    return merged(changes, more)


def strength(tables: dict[str, Any], name: str, plan: str = "after") -> list[float]:
    return column(tables["staffing"], "strength_fte", role=name, plan=plan)


def up(**more: Any) -> Tree:
    """Officers who become sergeants, at most two and in April alone."""
    way = {
        "kind": "promotion",
        "from": OFFICER,
        "to": SERGEANT,
        "intakes": ["2019-04"],
        "per_intake_fte": 2,
        **more,
    }
    return {"pathways": {"up": way}}


# ---------------------------------------------------------------- pathways
def test_people_on_a_pathway_leave_their_line_and_pass_come_back_or_leave_when_the_lead_is_over() -> None:
    # Two start in April. Two months later 70 % are sergeants, 20 % are back, 10 % have left the force.
    tables = solve_tiny(**wanted(supply=up(lead="2 months", return_share=0.2, leave_share=0.1)))
    assert strength(tables, "officer") == pytest.approx([2, 2, 2.4, 2.4])
    assert strength(tables, "sergeant") == pytest.approx([0, 0, 1.4, 1.4])
    assert column(tables["staffing"], "in_training_fte", role="officer", plan="after") == pytest.approx([2, 2, 0, 0])
    assert cell(tables["flows"], "fte", kind="promotion_out", plan="after") == pytest.approx(2)
    assert cell(tables["flows"], "fte", kind="promotion_in", plan="after") == pytest.approx(1.4)
    assert cell(tables["flows"], "fte", kind="promotion_back", plan="after") == pytest.approx(0.4)


def test_shares_apply_in_the_very_period_of_the_move() -> None:
    tables = solve_tiny(**wanted(supply=up(leave_share=0.5)))
    assert strength(tables, "officer") == pytest.approx([2, 2, 2, 2])
    assert strength(tables, "sergeant") == pytest.approx([1, 1, 1, 1])


def test_in_training_people_are_paid_and_give_hours_as_is_stated() -> None:
    # Half of the pay and a quarter of the hours of their old line for two months: 2 x 500 pounds, 2 x 25 hours.
    lead = {"pay_share": 0.5, "productivity": 0.25}
    tables = solve_tiny(**wanted(supply=up(lead="2 months", in_training=lead, cost_pounds_each=300)))
    assert column(tables["costs"], "pounds", kind="pay", role="officer", plan="after") == pytest.approx(
        [3000, 3000, 2000, 2000]
    )
    assert column(tables["staffing"], "productive_hours", role="officer", plan="after") == pytest.approx(
        [250, 250, 200, 200]
    )
    assert cell(tables["costs"], "pounds", kind="pathways", plan="after") == pytest.approx(600)
    # They cost 300 each to begin with, half their pay less for two months, and 1,000 more a month from June on.
    assert cell(tables["effects"], "part_year_pounds", lever="up") == pytest.approx(600 - 2000 + 4000)


def test_the_post_is_held_on_the_line_that_is_stated() -> None:
    # One post for a sergeant: two officers can be on the way only as long as they hold their own posts.
    one_post = {"establishment": {"a": {"sergeant": post(0, 1)}}}
    own = solve_tiny(**wanted(**one_post, supply=up(lead="9 months", in_training={"line": "from"})))
    theirs = solve_tiny(**wanted(**one_post, supply=up(lead="2 months", in_training={"line": "to"})))
    assert column(own["staffing"], "in_training_fte", role="sergeant", plan="after") == [0, 0, 0, 0]
    assert column(theirs["staffing"], "in_training_fte", role="sergeant", plan="after") == pytest.approx([1, 1, 0, 0])
    assert strength(theirs, "sergeant") == pytest.approx([0, 0, 1, 1])


def test_people_on_the_way_at_the_opening_arrive_by_their_age() -> None:
    # Started on 1 March with a lead of three months: sergeants on 1 June, and no part of the opening strength.
    started = [{"on": "2019-03", "fte": 1.5}]
    supply = up(lead="3 months", per_intake_fte=0, already_started=started)
    tables = solve_tiny(**wanted(supply=supply))
    for plan in ("before", "after"):
        assert strength(tables, "sergeant", plan) == pytest.approx([0, 0, 1.5, 1.5])
        assert strength(tables, "officer", plan) == pytest.approx([4, 4, 4, 4])


def test_a_temporary_promotion_ends_and_its_holder_goes_back() -> None:
    # Two for two months from April; half of the difference in pay: 1,500 a month instead of 2,000.
    supply = up(kind="temporary_promotion", length="2 months", pay_difference_share=0.5)
    tables = solve_tiny(**wanted(supply=supply))
    assert strength(tables, "sergeant") == pytest.approx([2, 2, 0, 0])
    assert strength(tables, "officer") == pytest.approx([2, 2, 4, 4])
    pay = rows(tables["costs"], plan="after", role="sergeant").groupby("period")["pounds"].sum()
    assert list(pay) == pytest.approx([3000, 3000])
    assert cell(tables["flows"], "fte", kind="temporary_promotion_back", plan="after") == pytest.approx(2)


def test_who_reverts_of_his_own_wish_keeps_his_pay_for_the_stated_term() -> None:
    # A sergeant goes back in April at the present rate, whatever is decided; pay protection lasts two months: 1,000
    # a month beside an officer's pay, then nothing.
    down = {
        "kind": "reversion",
        "from": SERGEANT,
        "to": OFFICER,
        "per_intake_fte": 1,
        "intakes": ["2019-04"],
        "at_rest_fte": {"value": 1, "per": "year"},
        "pay_protection": "2 months",
    }
    tables = solve_tiny(**wanted(sergeants=2, supply={"pathways": {"down": down}}))
    assert strength(tables, "sergeant", "before") == pytest.approx([1, 1, 1, 1])
    assert strength(tables, "officer", "before") == pytest.approx([5, 5, 5, 5])
    assert column(tables["costs"], "pounds", kind="pay_protection", plan="before") == pytest.approx([1000, 1000])
    # The plan has no reason to ask anybody.
    assert strength(tables, "sergeant") == pytest.approx([2, 2, 2, 2])


def test_a_civilianised_post_goes_over_with_the_officer_posted_elsewhere() -> None:
    # Clerks can do the work too, officers' posts are full and there is no post for a clerk. One officer's post is
    # turned into a clerk's: two months later the officer is posted elsewhere and the clerk sits there.
    changes = wanted(
        officers=4,
        establishment={"a": {"officer": post(4, 4), "clerk": post(0, 0)}},
        demand={"calls": {"tasks": {"answer": {"roles": {"clerk": 1}}}}},
        supply={
            "pathways": {
                "turned": {
                    "kind": "civilianisation",
                    "from": OFFICER,
                    "to": CLERK,
                    "intakes": ["2019-04"],
                    "per_intake_fte": 1,
                    "lead": "2 months",
                }
            }
        },
    )
    tables = solve_tiny(**changes)
    assert strength(tables, "officer") == pytest.approx([4, 4, 3, 3])
    assert strength(tables, "clerk") == pytest.approx([0, 0, 1, 1])
    # The clerk is in training at full pay meanwhile, on no post yet.
    assert column(tables["staffing"], "in_training_fte", role="clerk", plan="after") == pytest.approx([1, 1, 0, 0])


# ---------------------------------------------------------------- posts_moved
def turning(officers: float, posts: float, **how: Any) -> Tree:
    """Officers' posts that can be turned into clerks' in April, who cost half as much; there is no work for either."""
    turned = {"kind": "civilianisation", "from": OFFICER, "to": CLERK, "intakes": ["2019-04"], "per_intake_fte": 9}
    changes = wanted(officers=officers, months=2, supply={"pathways": {"turned": {**turned, **how}}})
    changes["establishment"]["a"]["officer"]["approved_fte"] = posts
    changes["establishment"]["a"]["clerk"]["approved_fte"] = 0
    return changes


OWN = ("constable", "clerk")


@pytest.mark.rule("posts_moved", "row")
def test_posts_moved_row_holds_the_posts_that_go_to_those_on_the_books() -> None:
    assert rows_of(formulate_tiny(**turning(4, 3, leave_share=0.1)), "posts_moved") == [
        "0.9 starts[turned,0] <= 3",
        "0.9 starts[turned,0] <= 3",
    ]


@pytest.mark.rule("posts_moved", "optimum")
def test_no_more_posts_are_turned_than_there_are_however_many_people_are_over_establishment() -> None:
    # An officer costs 1,000 a month, a clerk 500: all four would be turned, but there are three posts.
    tables = solve_tiny(**turning(4, 3))
    assert strength(tables, "clerk") == pytest.approx([3, 3])
    assert strength(tables, "officer") == pytest.approx([1, 1])
    posts = column(tables["structure"], "closing_approved_fte", plan="after", rank="constable")
    assert posts == pytest.approx([0])


def test_from_the_freeze_of_its_rank_on_a_post_is_off_the_books_and_does_not_go_along() -> None:
    # Officers are turned on 1 May, when their rank is frozen: the clerks would need posts of their own, and have none.
    removed = {"structure": {"removed_ranks": {"constable": {"frozen_from": "2019-05"}}}}
    late = merged(turning(4, 4, intakes=["2019-05"]), removed)
    assert strength(solve_tiny(**late), "clerk") == pytest.approx([0, 0])
    # A month earlier their posts go along, and what is left of them on 1 May is off the books.
    early = merged(turning(4, 4, per_intake_fte=3), removed)
    tables = solve_tiny(**early)
    assert strength(tables, "clerk") == pytest.approx([3, 3])
    posts = {each: cell(tables["structure"], "closing_approved_fte", plan="after", rank=each) for each in OWN}
    assert posts == pytest.approx({"constable": 0, "clerk": 3})


def test_posts_that_came_or_went_with_people_are_on_the_books_of_every_table() -> None:
    # Three of four officers' posts become clerks' in April. The budget pays for half of the officers' posts, so for
    # half of the one that is left; a clerk's post, of which none was there before, it pays for in full.
    changes = turning(4, 4, per_intake_fte=3)
    changes["establishment"]["a"]["officer"]["vacancy_factor"] = 0.5
    changes["establishment"]["a"]["sergeant"]["approved_fte"] = 0
    tables = solve_tiny(**changes)
    for name, rank, stated, approved, budgeted in (("officer", "constable", 4, 1, 0.5), ("clerk", "clerk", 0, 3, 3)):
        here = {"role": name, "plan": "after"}
        assert column(tables["staffing"], "approved_fte", role=name, plan="before") == [stated, stated]
        assert column(tables["staffing"], "approved_fte", **here) == pytest.approx([approved, approved])
        assert column(tables["staffing"], "budgeted_fte", **here) == pytest.approx([budgeted, budgeted])
        assert column(tables["staffing"], "vacancy_fte", **here) == pytest.approx([0, 0])
        assert column(tables["staffing"], "supernumerary_fte", **here) == pytest.approx([0, 0])
        assert cell(tables["structure"], "closing_approved_fte", plan="after", rank=rank) == pytest.approx(approved)
    # Two months of an officer's post at 1,000 and three clerks' at 500; half of the officer's is not paid for.
    steps = rows(tables["reconciliation"], plan="after").set_index("step")["pounds"]
    assert steps["approved establishment at the price base, on-costs included"] == pytest.approx(2 * (1000 + 3 * 500))
    assert steps["posts that the budget does not pay for (vacancy factor)"] == pytest.approx(-2 * 500)


@pytest.mark.rule("posts_moved", "absent")
def test_where_no_post_goes_along_there_is_no_row() -> None:
    assert rows_of(formulate_tiny(**turning(4, 4, moves_post=False)), "posts_moved") == []
    assert rows_of(formulate_tiny(**wanted(supply=up())), "posts_moved") == []


def test_tutors_give_their_time_to_those_in_training() -> None:
    tutor = {**SERGEANT, "hours_per_month": 10, "when": "in_lead"}
    supply = up(lead="2 months", tutor=tutor)
    tables = solve_tiny(**wanted(sergeants=1, supply=supply))
    started = cell(tables["flows"], "fte", kind="promotion_out", plan="after")
    assert column(tables["staffing"], "tutor_hours", role="sergeant", plan="after") == pytest.approx(
        [10 * started, 10 * started, 0, 0]
    )


# ---------------------------------------------------------------- exits
def surplus(**how: Any) -> Tree:
    """Four clerks with nothing to do, and a way out for them."""
    return wanted(clerks=4, supply={"exits": {"go": {"kind": "redundancy", "from": CLERK, **how}}})


def test_nobody_goes_before_consultation_and_notice_are_over() -> None:
    # Decided on 1 April; 30 days and a month bring the first day absent to 31 May: June is the first whole month.
    tables = solve_tiny(**surplus(consultation="30 days", notice="1 month", per_month_fte=1))
    assert strength(tables, "clerk") == pytest.approx([4, 4, 3, 2])


def test_payment_by_length_of_service_and_in_weeks_of_pay() -> None:
    bands = {"short": {"share": 0.25, "pounds_each": 0}, "long": {"share": 0.75, "pounds_each": 400}}
    tables = solve_tiny(**surplus(per_month_fte=1, by_service=bands))
    assert column(tables["costs"], "pounds", kind="exits", plan="after") == pytest.approx([300, 300, 300, 300])
    # Two weeks of 500 pounds a month: 6,000 x 7 / 365.25 a week, less than the pay that is saved.
    tables = solve_tiny(**surplus(per_month_fte=1, weeks_of_pay=2))
    week = 6000 * 7 / 365.25
    assert column(tables["costs"], "pounds", kind="exits", plan="after")[0] == pytest.approx(2 * week, abs=0.01)


def test_nobody_is_let_go_where_it_costs_more_than_it_saves() -> None:
    # 500 pounds a month for the four months that are left are 2,000 at most.
    assert strength(solve_tiny(**surplus(per_month_fte=4, pounds_each=2001)), "clerk") == pytest.approx([4, 4, 4, 4])
    assert strength(solve_tiny(**surplus(per_month_fte=4, pounds_each=1999)), "clerk") == pytest.approx([0, 0, 0, 0])


def test_what_an_exit_saves_in_the_year_and_in_a_full_year() -> None:
    # All four go in April: 4 x 500 a month for four months, less 100 each; 24,000 in a full year.
    tables = solve_tiny(**surplus(per_month_fte=4, pounds_each=100))
    assert cell(tables["effects"], "part_year_pounds", lever="go") == pytest.approx(400 - 8000)
    assert cell(tables["effects"], "full_year_pounds", lever="go") == pytest.approx(-24000)


def test_officers_who_are_posted_elsewhere_are_named_with_the_team_that_takes_them() -> None:
    changes = wanted(
        teams={"rest": {"title": "Rest of the force", "out_of_scope": True}},
        supply={
            "exits": {"away": {"kind": "posting_out", "from": OFFICER, "to_team": "rest", "per_month_fte": 1}},
        },
    )
    tables = solve_tiny(**changes)
    assert strength(tables, "officer") == pytest.approx([3, 2, 1, 0])
    assert set(column(tables["flows"], "other_team", kind="posting_out", plan="after")) == {"rest"}


# ---------------------------------------------------------------- whole people
def test_whole_people_start_where_fractions_would_be_cheaper() -> None:
    # 150 hours a month need one sergeant and a half; in whole people it takes two, and half of one has nothing to do.
    changes = wanted(demand={"calls": {"arrivals": cases(150)}}, supply=up(cost_pounds_each=10))
    assert strength(solve_tiny(**changes), "sergeant")[-1] == pytest.approx(1.5)
    changes["supply"]["pathways"]["up"]["whole"] = True
    assert strength(solve_tiny(**changes), "sergeant") == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "how",
    [
        {"whole_people": {"everywhere": True}},
        {"establishment": {"a": {"sergeant": post(0, 10, whole=True)}}},
    ],
)
def test_whole_people_can_be_asked_for_everywhere_or_by_line(how: Tree) -> None:
    changes = wanted(demand={"calls": {"arrivals": cases(150)}}, supply=up())
    assert strength(solve_tiny(**merged(changes, how)), "sergeant") == [2, 2, 2, 2]


def test_leavers_stay_expectations() -> None:
    leavers = {"leavers": {"sergeant": {"rate": per_month(0.1)}}}
    changes = wanted(supply={**up(whole=True), **leavers})
    assert strength(solve_tiny(**changes), "sergeant") == pytest.approx([2, 1.8, 1.62, 1.458])
