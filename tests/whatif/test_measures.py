"""The figures by which what-ifs are told are those of the plan's own tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.pipeline.reading import load
from planner.pipeline.solving import solved
from planner.plan.plan import Plan
from planner.whatif.measures import BY_NAME, COVERAGE, FORCE, MEASURES, Measures, Of, measure_of, measures

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def both() -> tuple[Plan, Measures]:
    plan, reading = solved(load(ROOT / "inputs/2019.yaml"))
    return plan, measures(reading)


def _reported(plan: Plan, table: str) -> pd.DataFrame:
    rows = plan.table(table, plan="after")
    return rows[rows["reported"].astype(bool)]


def test_gap_and_coverage_are_those_of_the_table_of_coverage(both: tuple[Plan, Measures]) -> None:
    plan, found = both
    whole = plan.table("coverage", plan="after", window_kind="whole")
    told = {(row.scope, row.name): row for row in whole.drop(columns=["plan"]).itertuples(index=False)}
    compared = 0
    for (measure, scope, name), value in found.items():
        if measure in ("gap_hours", "covered_hours", "coverage") and scope in ("force", "tier", "team"):
            assert value == pytest.approx(getattr(told[scope, name], measure), abs=2e-6)
            compared += 1
    assert compared == 3 * (1 + 3 + 4)


@pytest.mark.parametrize(
    ("measure", "table", "column", "at_end"),
    [
        ("strength_fte", "staffing", "strength_fte", True),
        ("approved_fte", "staffing", "approved_fte", True),
        ("overtime_hours", "staffing", "overtime_hours", False),
        ("lent_hours", "staffing", "lent_hours", False),
        ("pounds", "costs", "pounds", False),
    ],
)
def test_a_figure_is_the_sum_of_the_printed_cells(
    both: tuple[Plan, Measures], measure: str, table: str, column: str, at_end: bool
) -> None:
    plan, found = both
    rows = _reported(plan, table)
    if at_end:
        rows = rows[rows["period_first"] == rows["period_first"].max()]
    value = found[Of(measure, "force", FORCE)]
    assert value > 0
    assert value == pytest.approx(rows[column].sum(), abs=10 ** -BY_NAME[measure].decimals)


def test_years_and_teams_add_up_to_the_force(both: tuple[Plan, Measures]) -> None:
    _, found = both
    for measure in MEASURES:
        for scope in ("team", "tier", "financial_year"):
            parts = [value for of, value in found.items() if (of.measure, of.scope) == (measure.name, scope)]
            if parts:
                assert sum(parts) == pytest.approx(found[Of(measure.name, "force", FORCE)], abs=0.01)


def test_every_figure_has_a_title_and_a_unit(both: tuple[Plan, Measures]) -> None:
    _, found = both
    assert {measure_of(of).name for of in found} == {*BY_NAME, COVERAGE}
    assert all(measure_of(of).title and measure_of(of).unit for of in found)
