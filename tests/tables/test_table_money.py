"""Money: pay, awards, increments, on-costs, overtime prices and budgets, each worked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from tiny import column, rows, tiny

from planner.tables import Tables, tabulate


def tables(**changes: Any) -> Tables:
    return tabulate(tiny(**changes))


def officers(**group: Any) -> dict[str, Any]:
    return {"pay": {"officers": group}}


def test_a_months_pay_is_a_twelfth_of_the_years() -> None:
    assert column(tables().pay_rates, "pay_pounds") == pytest.approx([1000, 1000])
    assert column(tables(period={"last": "2019-06", "step": "quarter"}).pay_rates, "pay_pounds") == pytest.approx(
        [3000]
    )
    week = tables(period={"first": "2019-04-01", "last": "2019-04-07", "step": "week"}).pay_rates
    assert column(week, "pay_pounds") == pytest.approx([12000 * 7 / 365.25])


def test_an_award_in_the_middle_of_a_month_counts_from_its_day() -> None:
    # 2 % from 16 April: half of April at 1,000 and half at 1,020.
    award = officers(awards={"spring": {"from": "2019-04-16", "rise": 0.02}})
    assert column(tables(**award).pay_rates, "pay_pounds") == pytest.approx([1010, 1020])


def test_awards_compound_and_those_up_to_the_price_base_are_in_it() -> None:
    awards = {
        "before": {"from": "2019-04", "rise": 0.5},
        "first": {"from": "2019-05", "rise": 0.1},
        "second": {"from": "2019-06", "rise": 0.1},
    }
    found = tables(period={"last": "2019-06"}, **officers(awards=awards))
    assert column(found.pay_rates, "pay_pounds") == pytest.approx([1000, 1100, 1210])


def test_increments_raise_pay_from_one_financial_year_to_the_next() -> None:
    roles = {"officer": {"pay": {"increments": 0.01}}}
    found = tables(roles=roles, period={"first": "2020-03", "last": "2020-04"})
    assert column(found.pay_rates, "pay_pounds") == pytest.approx([1000, 1010])


def test_pay_points_are_averaged_by_their_shares() -> None:
    points = {"low": {"pounds_per_year": 10800, "share": 0.25}, "high": {"pounds_per_year": 14800, "share": 0.75}}
    found = tables(roles={"officer": {"pay": {"pounds_per_year": None, "points": points}}})
    assert column(found.pay_rates, "pay_pounds") == pytest.approx([1150, 1150])


PENSION = {"share": 0.31}
INSURANCE = {"share": 0.138, "above_pounds_per_year": 8632, "on_overtime": True}


def test_on_costs_are_shares_of_pay_above_their_thresholds() -> None:
    # Pension 31 % of 12,000 is 3,720; insurance 13.8 % of the 3,368 above 8,632 is 464.784; together 4,184.784 a year.
    found = tables(**officers(on_costs={"pension": PENSION, "insurance": INSURANCE})).pay_rates
    assert column(found, "on_costs_pounds") == pytest.approx([348.732, 348.732])
    assert column(found, "overtime_on_cost_share") == pytest.approx([0.138, 0.138])


def test_pay_below_a_threshold_bears_no_on_cost() -> None:
    found = tables(**officers(on_costs={"insurance": {"share": 0.138, "above_pounds_per_year": 20000}})).pay_rates
    assert column(found, "on_costs_pounds") == [0, 0]


def test_an_on_cost_may_change_by_date() -> None:
    pension = {"share": [{"value": 0.2}, {"from": "2019-05", "value": 0.3}]}
    assert column(tables(**officers(on_costs={"pension": pension})).pay_rates, "on_costs_pounds") == pytest.approx(
        [200, 300]
    )


OVERTIME = {"roles": ["officer"], "multiplier": 1.333, "share_of_contracted": 0.1}


def test_an_overtime_hour_costs_pay_by_the_hour_times_its_rate_and_its_own_on_costs() -> None:
    # 1,000 pounds for 100 hours are 10 an hour; at 1.333 and with insurance, not pension, 13.33 · 1.138.
    found = tables(
        supply={"overtime": {"extra": OVERTIME}}, **officers(on_costs={"pension": PENSION, "insurance": INSURANCE})
    ).overtime
    assert column(found, "pounds_per_hour") == pytest.approx([13.33 * 1.138] * 2)
    assert column(found, "cap_hours_per_fte") == pytest.approx([10, 10])
    assert column(found, "at_rest_hours_per_fte") == [0, 0]


def test_overtime_at_rest_stays_within_its_cap() -> None:
    found = tables(supply={"overtime": {"extra": {**OVERTIME, "at_rest_share": 0.4}}}).overtime
    assert column(found, "at_rest_hours_per_fte") == pytest.approx([10, 10])


def test_overtime_is_only_for_the_roles_and_teams_that_are_named() -> None:
    team_b: dict[str, Any] = {
        "teams": {"b": {"title": "B"}},
        "establishment": {"b": {"officer": {"approved_fte": 1, "strength_fte": 1}}},
    }
    assert set(tables(supply={"overtime": {"extra": OVERTIME}}, **team_b).overtime["team"]) == {"a", "b"}
    assert set(tables(supply={"overtime": {"extra": {**OVERTIME, "teams": ["b"]}}}, **team_b).overtime["team"]) == {"b"}
    assert len(tables(supply={"overtime": {"extra": {**OVERTIME, "roles": ["other"]}}}).overtime) == 0


def test_overtime_limits_count_for_the_part_of_the_year_that_is_planned() -> None:
    limits = tables(supply={"overtime": {"extra": {**OVERTIME, "pounds_per_year": 1200}}}).overtime_limits
    assert limits[["overtime", "year_start", "limit_pounds"]].to_numpy().tolist() == [["extra", 2019, 200]]


def test_budgets_count_for_the_part_of_the_year_that_is_planned() -> None:
    budget = {"limits": {"whole": {"pounds_per_year": 12000}}}
    assert column(tables(budget=budget).budgets, "limit_pounds") == pytest.approx([2000])
    assert column(tables(budget=budget, period={"last": "2020-03"}).budgets, "limit_pounds") == pytest.approx([12000])


def test_a_budget_is_dated_by_financial_year_and_its_last_one_holds_on() -> None:
    limit = {"pounds_per_year": [{"from": "2019-04", "value": 12000}, {"from": "2020-04", "value": 24000}]}
    found = tables(budget={"limits": {"whole": limit}}, period={"first": "2020-03", "last": "2021-04"}).budgets
    assert column(found, "limit_pounds") == pytest.approx([1000, 24000, 2000])


def test_weeks_that_make_a_year_have_no_more_than_its_budget() -> None:
    # Fifty-three weeks begin in 2019/20, and are 12.19 months.
    budget = {"limits": {"whole": {"pounds_per_year": 12000}}}
    found = tables(budget=budget, period={"first": "2019-04-01", "last": "2020-03-31", "step": "week"}).budgets
    assert column(found, "limit_pounds") == [12000]


def test_a_fixed_term_price_is_by_the_month() -> None:
    way = {
        "team": "a",
        "role": "officer",
        "per_intake_fte": 1,
        "length": "6 months",
        "pounds_per_fte_month": [{"value": 900}, {"from": "2019-05", "value": 950}],
    }
    assert column(tables(supply={"recruitment": {"short": way}}).fixed_term_prices, "pounds_per_fte") == pytest.approx(
        [900, 950]
    )
    quarter = tables(
        supply={"recruitment": {"short": {**way, "pounds_per_fte_month": 900}}},
        period={"last": "2019-06", "step": "quarter"},
    )
    assert column(quarter.fixed_term_prices, "pounds_per_fte") == pytest.approx([2700])


def test_who_pays_for_a_role_is_as_stated() -> None:
    found = tables(roles={"officer": {"funding": "grant", "cashable": False}}).role_funding
    assert rows(found, role="officer")[["funding", "cashable"]].to_numpy().tolist() == [["grant", False]]
