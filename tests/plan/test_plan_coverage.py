"""Coverage and gap: each window for itself, never an average of months and never a sum of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tiny import Tree, cell, column, line, rows, solve_tiny

from planner.plan.coverage import estimate_share

CANNOT_WAIT: Tree = {"start_within": "0 days"}


def arriving(*a_month: float, **changes: Any) -> Tree:
    """A line with so many cases in each month."""
    return {"arrivals": {"cases": None, "by_period": list(a_month)}, **changes}


def window(
    tables: dict[str, pd.DataFrame], figure: str, kind: str = "whole", of: str = "whole plan", **where: Any
) -> float:
    """A figure of one window, of the force unless another scope is stated, after action unless stated."""
    return float(
        cell(
            tables["coverage"],
            figure,
            **{"plan": "after", "scope": "force", "window_kind": kind, "window": of, **where},
        )
    )


def test_coverage_of_two_months_is_not_the_mean_of_their_coverages() -> None:
    # 50 of 50 in April and 100 of 150 in May: 1 and 2/3, but 150 of 200 together.
    tables = solve_tiny(demand={"calls": arriving(50, 150, **CANNOT_WAIT)})
    assert window(tables, "coverage", "period", "2019-04") == 1
    assert window(tables, "coverage", "period", "2019-05") == pytest.approx(2 / 3, abs=1e-6)
    assert window(tables, "coverage") == 0.75
    assert window(tables, "demand_hours") == 200


def test_the_gap_of_a_window_is_not_done_in_it_and_overdue_at_its_end() -> None:
    # 150 old cases and nothing else: 100 are worked in April, and the 50 that are still overdue then in May. April has
    # a gap of 50, and April and May together have none.
    old = {"backlog_cases": 150, "backlog_ages": [{"up_to": "2 months", "cases": 0}]}
    tables = solve_tiny(demand={"calls": arriving(0, 0, opening=old)})
    assert window(tables, "gap_hours", "period", "2019-04") == 50
    assert window(tables, "coverage", "period", "2019-04") == pytest.approx(100 / 150, abs=1e-6)
    assert window(tables, "gap_hours", "period", "2019-05") == 0
    assert window(tables, "gap_hours") == 0
    assert window(tables, "coverage") == 1


def test_what_is_never_done_stays_in_every_window_that_holds_it() -> None:
    tables = solve_tiny(demand={"calls": arriving(130, 70, **CANNOT_WAIT)})
    assert window(tables, "gap_hours", "period", "2019-05") == 0
    assert window(tables, "gap_hours") == pytest.approx(30)
    assert window(tables, "not_done_hours") == pytest.approx(30)


def test_quarters_and_financial_years_are_windows_of_their_own() -> None:
    # February to May 2020: a quarter ends with March, and so does the financial year.
    tables = solve_tiny(
        demand={"calls": arriving(110, 120, 130, 140, **CANNOT_WAIT)}, period={"first": "2020-02", "last": "2020-05"}
    )
    assert window(tables, "gap_hours", "quarter", "2020-01 to 03") == pytest.approx(30)
    assert window(tables, "gap_hours", "quarter", "2020-04 to 06") == pytest.approx(70)
    assert window(tables, "gap_hours", "financial_year", "2019/20") == pytest.approx(30)
    assert window(tables, "gap_hours", "financial_year", "2020/21") == pytest.approx(70)
    assert window(tables, "gap_hours") == pytest.approx(100)


def test_overdue_at_the_end_of_a_year_is_in_that_years_gap_only_if_it_is_still_there() -> None:
    # Half an officer starts 50 of the 60 cases of each month: one month's arrivals are young, and ten more are late
    # in every month after the first six.
    tables = solve_tiny(
        demand={"calls": arriving(*[60] * 12)},
        period={"last": "2020-03"},
        establishment={"a": {"officer": {"strength_fte": 0.5}}},
    )
    late = column(tables["work"], "overdue_cases", plan="after")
    assert late == pytest.approx([max(0, 10 * month - 60) for month in range(1, 13)])
    assert window(tables, "overdue_hours", "financial_year", "2019/20") == pytest.approx(60)
    assert window(tables, "gap_hours") == pytest.approx(60)  # not the 210 that all months' stocks add up to


def test_the_gap_in_people_is_the_gap_over_the_hours_of_a_person_in_the_window() -> None:
    tables = solve_tiny(demand={"calls": arriving(130, 130, **CANNOT_WAIT)})
    assert window(tables, "gap_fte", "period", "2019-04") == pytest.approx(0.3)
    assert window(tables, "gap_fte") == pytest.approx(0.3)


def test_latent_demand_lowers_the_other_coverage_only() -> None:
    # 80 recorded are four fifths of what is there.
    tables = solve_tiny(demand={"calls": {"recorded_share": 0.8}})
    assert window(tables, "coverage") == 1
    assert window(tables, "coverage_with_latent") == pytest.approx(0.8)
    assert window(tables, "latent_hours") == pytest.approx(40)


def test_every_scope_adds_up_its_lines() -> None:
    demand = {
        "calls": {"arrivals": {"cases": {"value": 90}}, **CANNOT_WAIT},
        "visits": line(tier=2, **CANNOT_WAIT),
        "checks": line(tier=2, **CANNOT_WAIT),
    }
    tables = solve_tiny(demand=demand)
    by_line = rows(tables["coverage"], plan="after", scope="line", window_kind="whole")
    for figure in ("covered_hours", "gap_hours", "demand_hours"):
        total = by_line[figure].sum()
        assert window(tables, figure) == pytest.approx(total, abs=2e-3)
        assert window(tables, figure, scope="team", name="a") == pytest.approx(total, abs=2e-3)
        of_tiers = sum(window(tables, figure, scope="tier", name=tier) for tier in ("1", "2"))
        assert of_tiers == pytest.approx(total, abs=2e-3)


def test_the_run_out_is_in_no_window() -> None:
    tables = solve_tiny(demand={"calls": arriving(50, 50, 500, 500, **CANNOT_WAIT)}, period={"run_out": "2 months"})
    assert window(tables, "gap_hours") == 0
    assert set(column(tables["coverage"], "window", window_kind="period")) == {"2019-04", "2019-05"}
    assert len(rows(tables["work"], plan="after", reported=False)) == 2


def test_a_line_borne_wholly_elsewhere_is_not_covered_by_this_plan() -> None:
    elsewhere = line(tasks={"answer": {"out_of_scope": {"response": 1}}})
    tables = solve_tiny(teams={"response": {"title": "Response", "out_of_scope": True}}, demand={"visits": elsewhere})
    assert set(column(tables["coverage"], "name", scope="line")) == {"calls"}


def test_before_action_has_its_own_coverage() -> None:
    temps = {"agency": {"temps": {"team": "a", "role": "officer", "fte": 1, "pounds_per_fte_year": 24000}}}
    tables = solve_tiny(demand={"calls": arriving(130, 130, **CANNOT_WAIT)}, supply=temps)
    assert window(tables, "gap_hours") == pytest.approx(0, abs=0.1)
    assert window(tables, "gap_hours", plan="before") == pytest.approx(60)


def test_the_share_that_rests_on_estimates_is_of_the_hours_that_arrive() -> None:
    # 80 hours of calls and 20 of visits arrive in each month. The volume of calls is an estimate, and half of the
    # hours of a visit.
    demand = {"visits": line(arrivals={"cases": {"value": 20}})}
    work = solve_tiny(demand=demand)["work"]
    shares = estimate_share(work, {"calls": 1.0, "visits": 0.0}, {"calls": 0.0, "visits": 0.5})
    assert shares == pytest.approx({"volume": 0.8, "hours_per_case": 0.1, "either": 0.9})
