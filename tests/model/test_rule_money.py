"""Money: what is spent in a financial year stays within its limits; what each cost is."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import EXACT, Tree, cases, cell, column, formulate_tiny, merged, post, rows_of, solve_tiny, two_teams

CANNOT_WAIT: Tree = {"start_within": "0 days"}
ONE: Tree = {"period": {"last": "2019-04"}}
TEMPS: dict[str, Any] = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 5, "pounds_per_fte_year": 24000}}}
EXTRA: dict[str, Any] = {"overtime": {"extra": {"roles": ["officer"], "multiplier": 1.5, "share_of_contracted": 0.5}}}


def calls(a_month: float) -> dict[str, Any]:
    return {"calls": {"arrivals": cases(a_month), **CANNOT_WAIT}}


def limit(pounds: float, **more: Any) -> dict[str, Any]:
    return {"limits": {"whole": {"pounds_per_year": pounds, **more}}}


# ---------------------------------------------------------------- budgets
@pytest.mark.rule("budgets", "row")
def test_budgets_row_adds_up_everything_that_is_spent_in_the_year() -> None:
    pension = {"officers": {"on_costs": {"pension": {"share": 0.3}}}}
    formulation = formulate_tiny(budget=limit(24000), supply=TEMPS, pay=pension)
    assert rows_of(formulation, "budgets") == [
        "1300 strength[a,officer,0] + 1300 strength[a,officer,1] + 2000 agency[temps,0] + 2000 agency[temps,1] <= 4000"
    ]
    assert [rule.place for rule in formulation.program.rules if rule.family == "budgets"] == ["budget.limits.whole"]


@pytest.mark.rule("budgets", "row")
def test_budgets_row_counts_the_kinds_teams_and_funding_that_are_named() -> None:
    changes: dict[str, Any] = two_teams(1, 1, supply=merged(TEMPS, {"agency": {"temps": {"funding": "grant"}}}), **ONE)
    assert rows_of(formulate_tiny(budget=limit(12000, kinds=["agency"]), **changes), "budgets") == [
        "2000 agency[temps,0] <= 1000"
    ]
    assert rows_of(formulate_tiny(budget=limit(12000, teams=["b"]), **changes), "budgets") == [
        "1000 strength[b,officer,0] <= 1000"
    ]
    assert rows_of(formulate_tiny(budget=limit(12000, funding=["grant"]), **changes), "budgets") == [
        "2000 agency[temps,0] <= 1000"
    ]


@pytest.mark.rule("budgets", "row")
def test_budgets_rows_are_one_for_each_financial_year() -> None:
    assert rows_of(formulate_tiny(budget=limit(24000), period={"first": "2020-03", "last": "2020-04"}), "budgets") == [
        "1000 strength[a,officer,0] <= 2000",
        "1000 strength[a,officer,1] <= 2000",
    ]


@pytest.mark.rule("budgets", "optimum")
def test_what_the_budget_leaves_after_pay_buys_hours_and_no_more() -> None:
    # 4,000 pounds for two months, 2,000 of them pay: one month of agency, 100 hours, however it falls.
    tables = solve_tiny(demand=calls(300), supply=TEMPS, budget=limit(24000), priorities=EXACT)
    assert sum(column(tables["work"], "covered_hours", plan="after")) == pytest.approx(300)
    assert cell(tables["budget"], "left_pounds") == pytest.approx(0)
    assert cell(tables["budget"], "before_pounds") == pytest.approx(2000)
    assert column(tables["binding"], "words", rule="budgets") == ["the budget of the year is spent"]


@pytest.mark.rule("budgets", "optimum")
def test_a_shortfall_price_is_not_money_and_no_budget_pays_for_it() -> None:
    short = {"desk": {"team": "a", "roles": ["officer"], "at_least_fte": 2, "short_pounds_per_fte_month": 5000}}
    tables = solve_tiny(budget=limit(12000), requirements=short)
    assert cell(tables["budget"], "after_pounds") == pytest.approx(2000)
    assert sum(column(tables["costs"], "pounds", plan="after", kind="shortfall")) == pytest.approx(10000)


@pytest.mark.rule("budgets", "absent")
def test_without_a_limit_there_is_no_budget_row() -> None:
    assert rows_of(formulate_tiny(), "budgets") == []
    assert rows_of(formulate_tiny("before", budget=limit(24000)), "budgets") == []


# ---------------------------------------------------------------- overtime limits
@pytest.mark.rule("overtime_limits", "row")
def test_overtime_limits_row_adds_up_the_price_of_its_hours() -> None:
    supply = merged(EXTRA, {"overtime": {"extra": {"pounds_per_year": 1800}}})
    assert rows_of(formulate_tiny(supply=supply), "overtime_limits") == [
        "15 overtime[extra,a,officer,0] + 15 overtime[extra,a,officer,1] <= 300"
    ]


@pytest.mark.rule("overtime_limits", "optimum")
def test_overtime_is_worked_as_far_as_its_money_goes() -> None:
    # 50 hours a month could be worked; 300 pounds buy 20 hours at 15 pounds in the two months.
    supply = merged(EXTRA, {"overtime": {"extra": {"pounds_per_year": 1800}}})
    tables = solve_tiny(demand=calls(300), supply=supply, priorities=EXACT)
    assert sum(column(tables["staffing"], "overtime_hours", plan="after")) == pytest.approx(20)


@pytest.mark.rule("overtime_limits", "absent")
def test_overtime_without_a_limit_in_pounds_has_no_row_for_it() -> None:
    assert rows_of(formulate_tiny(supply=EXTRA), "overtime_limits") == []
    capped = merged(EXTRA, {"overtime": {"extra": {"pounds_per_year": 1800}}})
    assert rows_of(formulate_tiny("before", supply=capped), "overtime_limits") == []


# ---------------------------------------------------------------- what things cost
def pounds(tables: dict[str, Any], kind: str, **where: Any) -> list[float]:
    return column(tables["costs"], "pounds", plan="after", kind=kind, **where)


def test_a_recruit_costs_a_price_at_the_start_pay_in_the_lead_and_pay_in_post() -> None:
    # Started in April for 500 pounds at four fifths of the pay, in post from May.
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "lead": "1 month",
        "cost_pounds_each": 500,
        "in_lead": {"pay_share": 0.8},
        "intakes": ["2019-04"],
    }
    tables = solve_tiny(
        demand=calls(200),
        establishment={"a": {"officer": post(1, 2)}},
        supply={"recruitment": {"intake": way}},
        priorities=EXACT,
    )
    assert pounds(tables, "recruitment") == [500]
    assert pounds(tables, "pay") == pytest.approx([1800, 2000])
    assert column(tables["costs"], "nature", plan="after", kind="recruitment") == ["one_off"]


def test_a_fixed_term_may_be_paid_by_its_own_price_instead_of_the_roles() -> None:
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "length": "6 months",
        "role_pay": False,
        "pounds_per_fte_month": 1700,
    }
    tables = solve_tiny(
        demand=calls(200),
        establishment={"a": {"officer": post(1, 2)}},
        supply={"recruitment": {"short": way}},
        priorities=EXACT,
    )
    assert pounds(tables, "fixed_term") == pytest.approx([1700, 1700])
    assert pounds(tables, "pay") == pytest.approx([1000, 1000])


def test_a_leaver_is_paid_until_the_day_before() -> None:
    # Gone on 16 April: half a month's pay.
    leaver = {"known_leavers": {"retires": {"team": "a", "role": "officer", "on": "2019-04-16", "fte": 1}}}
    tables = solve_tiny(establishment={"a": {"officer": post(2)}}, supply=leaver)
    assert pounds(tables, "pay") == pytest.approx([1500, 1000])


def test_moves_and_redeployed_hours_have_their_price() -> None:
    changes = two_teams(0, 1, demand=calls(50))
    place = {"from": {"team": "b", "role": "officer"}, "to": {"team": "a", "role": "officer"}}
    moved = solve_tiny(
        supply={"moves": {"over": {**place, "per_month_fte": 5, "cost_pounds_each": 300}}},
        **changes,
        **ONE,
        priorities=EXACT,
    )
    assert pounds(moved, "moves") == pytest.approx([150])
    lent = solve_tiny(
        supply={"redeployment": {"help": {**place, "fte": 1, "pounds_per_hour": 2}}}, **changes, **ONE, priorities=EXACT
    )
    assert pounds(lent, "redeployment") == pytest.approx([100])


def test_hours_are_bought_where_they_are_cheapest() -> None:
    # 20 hours are lacking. An overtime hour costs 15 pounds, an agency hour 20: overtime does it all.
    tables = solve_tiny(demand=calls(120), supply={**TEMPS, **EXTRA}, **ONE, priorities=EXACT)
    assert pounds(tables, "overtime") == pytest.approx([300])
    assert pounds(tables, "agency") == []
