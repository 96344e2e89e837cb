"""What leaves no room in the plan, and which rules the plan before action breaks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import EXACT, Tree, cases, column, post, rows, solve_tiny, two_teams

from planner.model.standing import RULE_STANDINGS
from planner.plan.binding import LIMITS

CANNOT_WAIT: Tree = {"start_within": "0 days"}
INTAKE: Tree = {"team": "a", "role": "officer", "per_intake_fte": 1}
TEMPS: Tree = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 24000}}}


def solved(a_month: float = 1000, strength: float = 1, approved: float = 10, **changes: Any) -> dict[str, pd.DataFrame]:
    demand = {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT}}
    return solve_tiny(
        **{
            "demand": demand,
            "establishment": {"a": {"officer": post(strength, approved)}},
            "priorities": EXACT,
            **changes,
        }
    )


def bound(tables: dict[str, pd.DataFrame], rule: str) -> list[list[Any]]:
    return rows(tables["binding"], rule=rule)[["name", "place", "periods", "of_periods"]].to_numpy().tolist()


def broken(tables: dict[str, pd.DataFrame], rule: str) -> list[list[Any]]:
    return rows(tables["breaches"], rule=rule)[["name", "window", "place", "unit", "breach"]].to_numpy().tolist()


def test_a_role_whose_every_hour_is_worked_is_scarce() -> None:
    assert bound(solved(), "capacity") == [["a.officer", "establishment.a.officer", 2, 2]]
    assert bound(solved(a_month=50), "capacity") == []


def test_a_lever_used_as_far_as_it_goes_is_bound_in_the_periods_in_which_it_is() -> None:
    tables = solved(supply={**TEMPS, "recruitment": {"intake": {**INTAKE, "lead": "1 month"}}})
    # A start in May joins after the plan, so only April's place is taken.
    assert bound(tables, "lever") == [
        ["intake", "supply.recruitment.intake", 1, 2],
        ["temps", "supply.agency.temps", 2, 2],
    ]


def test_a_lever_that_cannot_be_had_yet_is_not_bound() -> None:
    temps = {**TEMPS["agency"]["temps"], "lead": "1 month"}
    assert bound(solved(supply={"agency": {"temps": temps}}), "lever") == [["temps", "supply.agency.temps", 1, 1]]


def test_places_of_a_year_that_are_all_taken_are_bound() -> None:
    tables = solved(supply={"recruitment": {"intake": {**INTAKE, "per_intake_fte": 5, "per_year_fte": 12}}})
    assert bound(tables, "flow_caps") == [
        ["supply.recruitment.intake.per_year_fte", "supply.recruitment.intake.per_year_fte", 1, 1]
    ]


def test_a_line_with_every_post_filled_is_bound() -> None:
    assert bound(solved(approved=1), "establishment") == [["a.officer", "establishment.a.officer", 2, 2]]
    assert bound(solved(), "establishment") == []


def test_people_in_training_fill_a_post_only_where_they_hold_one() -> None:
    way = {**INTAKE, "lead": "6 months", "intakes": ["2019-09"], "already_started": [{"on": "2019-02", "fte": 1}]}
    assert bound(solved(approved=2, supply={"recruitment": {"intake": way}}), "establishment") == []
    holding = {**way, "in_lead": {"on_establishment": True}}
    assert bound(solved(approved=2, supply={"recruitment": {"intake": holding}}), "establishment") == [
        ["a.officer", "establishment.a.officer", 2, 2]
    ]


def test_a_budget_that_is_spent_is_bound() -> None:
    tables = solved(
        supply=TEMPS, budget={"limits": {"whole": {"pounds_per_year": 18000}, "large": {"pounds_per_year": 1000000}}}
    )
    assert bound(tables, "budgets") == [["whole", "budget.limits.whole", 1, 1]]


def test_strength_that_is_no_more_than_required_is_bound_in_reported_periods() -> None:
    minimum = {
        "minimum_strength": {
            "cover": {"team": "a", "roles": ["officer"], "fte": 1},
            "low": {"team": "a", "roles": ["officer"], "fte": 0.5},
        }
    }
    tables = solved(structure=minimum, period={"run_out": "3 months"})
    place = "structure.minimum_strength.cover"
    assert bound(tables, "strength_limits") == [[place, place, 2, 2]]


# ---------------------------------------------------------------- before action
def test_before_action_breaches_of_budget_and_strength_are_counted() -> None:
    # Three officers lose a tenth in each month: 2.7 and 2.43, 5,130 pounds. The limit for two months is 5,000, and 2.5
    # are required. The plan moves a part of one away in April and back in May, and so keeps both.
    there = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}, "per_month_fte": 5}
    back = {"from": there["to"], "to": there["from"], "per_month_fte": 5}
    changes = two_teams(3, 1, demand={"calls": {"arrivals": cases(10)}})
    tables = solve_tiny(
        **changes,
        budget={"limits": {"team": {"pounds_per_year": 30000, "teams": ["a"]}}},
        supply={
            "leavers": {"officer": {"rate": {"value": 0.1, "per": "month"}}},
            "moves": {"there": there, "back": back},
        },
        requirements={"desk": {"team": "a", "roles": ["officer"], "at_least_fte": 2.5}},
    )
    assert broken(tables, "budgets") == [["team", "2019/20", "budget.limits.team", "pounds", pytest.approx(130)]]
    assert broken(tables, "strength_limits") == [
        ["requirements.desk", "2019-05", "requirements.desk", "FTE", pytest.approx(0.07)]
    ]
    assert column(tables["staffing"], "strength_fte", plan="after", team="a") == pytest.approx([2.5, 2.5], abs=1e-3)


def test_an_exact_requirement_is_broken_by_too_many_too() -> None:
    move = {"from": {"team": "a", "role": "officer"}, "to": {"team": "b", "role": "officer"}, "per_month_fte": 5}
    changes = two_teams(3, 0, demand={"calls": {"arrivals": cases(10)}}, supply={"moves": {"out": move}})
    tables = solve_tiny(**changes, requirements={"desk": {"team": "a", "roles": ["officer"], "exactly_fte": 2}})
    assert column(tables["breaches"], "breach", rule="strength_limits") == [1, 1]


def test_a_line_over_its_posts_by_what_it_opened_with_breaks_no_rule() -> None:
    tables = solved(a_month=10, strength=3, approved=2)
    assert broken(tables, "establishment") == []


def test_recruitment_at_rest_beyond_the_posts_breaks_the_rule_by_its_worst_month() -> None:
    tables = solved(
        a_month=10,
        strength=1,
        approved=2,
        supply={"recruitment": {"intake": {**INTAKE, "at_rest_fte": {"value": 12, "per": "year"}}}},
    )
    # One joins in each month: 2, then 3.
    assert broken(tables, "establishment") == [
        ["a.officer", "2019-05", "establishment.a.officer", "FTE", pytest.approx(1)]
    ]


def test_nothing_broken_no_rows() -> None:
    assert len(solved(a_month=10)["breaches"]) == 0


def test_what_overtime_may_cost_in_a_year_is_bound_where_it_is_spent() -> None:
    extra = {"roles": ["officer"], "multiplier": 1, "share_of_contracted": 0.5}
    # Two months of a year may cost a sixth of 1,200 pounds; at 10 pounds an hour 20 of the 100 hours can be worked.
    of_year = {"overtime": {"extra": {**extra, "pounds_per_year": 1200}}}
    place = "supply.overtime.extra.pounds_per_year"
    assert bound(solved(supply=of_year), "overtime_limits") == [[place, place, 1, 1]]
    assert bound(solved(a_month=50, supply=of_year), "overtime_limits") == []


def test_every_policy_can_be_bound_or_says_why_not() -> None:
    found = {"budgets", "flow_caps", "establishment", "strength_limits"}
    always = {"clear_by", "duties_passed"}
    policies = {family for family, standing in RULE_STANDINGS.items() if standing.kind == "policy"}
    without = sorted(policies - found - always - set(LIMITS))
    assert not without, (
        f"A plan that {', '.join(without)} stops is not told so: add the name to LIMITS in planner/plan/binding.py, or"
        " write a finder there and name it here."
    )
