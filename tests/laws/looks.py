"""Laws of a single plan: what must be true of the tables of any plan whatever."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from planner.plan.plan import Plan
from planner.vocabulary import COLUMNS

MAY_BE_NEGATIVE = {
    ("staffing", "vacancy_fte"),
    ("staffing", "learning_hours"),
    ("reconciliation", "pounds"),
    ("effects", "part_year_pounds"),  # a move to a role that is paid less
    ("effects", "full_year_pounds"),
    ("officers", "change_heads"),
    ("officers", "net_change_heads"),
    ("removal", "saved_fte"),  # what removing a rank costs
    ("removal", "saved_pounds"),
}
"""Columns whose meaning says that they may be."""
CELL = {"cases": 1e-4, "hours": 1e-3}
"""Twice what a printed cell may differ from the figure behind it."""


def nothing_is_negative(plan: Plan) -> None:
    for name, whole in plan.tables.items():
        # Reduced hours save pay, and so do temporary holders who are paid a part of the difference.
        table = whole[~whole["kind"].isin(["reduced_hours", "temporary_promotion"])] if name == "costs" else whole
        for column in table.columns:
            if COLUMNS[column].kind == "number" and (name, column) not in MAY_BE_NEGATIVE:
                assert not (table[column] < 0).any(), f"{name}.{column}"


def coverage_is_a_share(plan: Plan) -> None:
    table = plan.tables["coverage"]
    for column in ("coverage", "coverage_with_latent"):
        known = table[column].dropna()
        assert known.between(0, 1).all(), column
    assert (table["coverage"].isna() == (table["demand_hours"] == 0)).all()


def no_case_is_lost(plan: Plan) -> None:
    """What was waiting, arrived or called again was started, closed and counted, or waits."""
    work = plan.tables["work"]
    came = work["opening_backlog_cases"] + work["arrivals_cases"] + work["repeat_cases"]
    went = work["started_cases"] + work["closed_undone_cases"] + work["backlog_cases"]
    _same(came, went, 6 * CELL["cases"])
    waited = work.groupby(["plan", "line"])["backlog_cases"].shift()
    _same(work["opening_backlog_cases"][waited.notna()], waited.dropna(), 0.0)


def no_hour_is_lost(plan: Plan) -> None:
    """What fell due was covered, displaced or missed; what was missed or closed is counted as not done."""
    work = plan.tables["work"]
    _same(work["due_hours"], work["covered_hours"] + work["displaced_hours"] + work["missed_hours"], 4 * CELL["hours"])
    closed = work["closed_undone_cases"] * work["hours_per_case"]
    slack = CELL["cases"] * work["hours_per_case"] + 1e-6 * work["closed_undone_cases"] + 3 * CELL["hours"]
    _same(work["not_done_hours"], work["missed_hours"] + closed, slack)


def _same(one: pd.Series, other: pd.Series, slack: pd.Series | float) -> None:
    different = (one - other).abs() > slack + 1e-9
    assert not different.any(), f"{one[different].iloc[0]} is not {other[different].iloc[0]}"


LOOKS: tuple[Callable[[Plan], None], ...] = (nothing_is_negative, coverage_is_a_share, no_case_is_lost, no_hour_is_lost)
"""Every law of a single plan; a new one is a function and its line here."""
