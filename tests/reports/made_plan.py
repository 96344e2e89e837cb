"""A plan made by hand, so that what the reports say of it can be worked out by reading it.

Two lines of one team over three months, and a fourth month of run-out whose figures are absurd on purpose: a report
that counted them would show it. Before action 10 of 100 calls a month are not done, and 20 of 50 visits of two hours
more wait each month; under the plan every call is answered and 10 visits more wait. Everybody able works every hour.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from tiny import BASE, merged

from planner.plan.plan import Plan
from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.solver.level import LevelResult, Solution
from planner.vocabulary import COLUMNS, TABLES

ABSURD = 99999.0
PERIODS = (
    {"period": "2019-04", "period_first": date(2019, 4, 1), "financial_year": "2019/20", "reported": True},
    {"period": "2019-05", "period_first": date(2019, 5, 1), "financial_year": "2019/20", "reported": True},
    {"period": "2019-06", "period_first": date(2019, 6, 1), "financial_year": "2019/20", "reported": True},
    {"period": "2019-07", "period_first": date(2019, 7, 1), "financial_year": "2019/20", "reported": False},
)
PLANS = ("before", "after")
NOTHING: dict[str, Any] = {"number": 0.0, "integer": 0, "text": "", "date": date(2019, 4, 1), "boolean": True}

SCENARIO = merged(
    BASE,
    {
        "name": "made",
        "title": "Made by hand",
        "question": "Is every figure where it belongs?",
        "period": {"last": "2019-06", "run_out": "1 month"},
        "teams": {"a": {"title": "Team A"}, "response": {"title": "Response", "out_of_scope": True}},
        "roles": {
            "officer": {"title": "Detective constable"},
            "leader": {"title": "Sergeant", "rank": "constable", "hours": "full", "pay": {"pounds_per_year": 15000}},
        },
        "establishment": {
            "a": {
                "officer": {"approved_fte": 4, "strength_fte": 3},
                "leader": {"approved_fte": 0, "strength_fte": 0},
            }
        },
        "demand": {
            "calls": {"arrivals": {"cases": {"value": 100, "per": "month"}}, "start_within": "0 days"},
            "visits": {
                "title": "Visits",
                "team": "a",
                "tier": 2,
                "start_within": "1 month",
                "arrivals": {"cases": {"value": 50, "per": "month"}},
                "close_undone": {"decided_by": "Chief constable", "reason": "old cases"},
                "tasks": {"visit": {"hours_per_case": 2, "roles": {"officer": 1}}},
            },
        },
        "supply": {
            "recruitment": {"intake": {"team": "a", "role": "officer", "from_team": "response", "per_intake_fte": 1}},
            "overtime": {
                "extra": {"roles": ["officer"], "multiplier": 1.333, "share_of_contracted": 0.05},
            },
        },
        "structure": {
            "minimum_strength": {"least": {"team": "a", "roles": ["officer"], "fte": 3}},
            "supervision": {
                "everybody": {
                    "title": "Everybody",
                    "led": [{"team": "a", "role": "officer"}],
                    "leaders": [{"team": "a", "role": "leader", "span": 8}],
                }
            },
        },
        "budget": {"limits": {"all": {"title": "The team", "pounds_per_year": {"value": 40000, "basis": "decision"}}}},
    },
)


def table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """An output table with every column of its contract; what a row does not say is nothing."""
    columns = TABLES[name].columns
    full = [{column: NOTHING[COLUMNS[column].kind] for column in columns} | row for row in rows]
    return pd.DataFrame(full, columns=list(columns)).round({column: COLUMNS[column].decimals for column in columns})


def by_month(plan: str, **figures: tuple[float, ...]) -> list[dict[str, Any]]:
    """A row for each month; the run-out is absurd."""
    return [
        {**period, "plan": plan, **{name: (*values, ABSURD)[number] for name, values in figures.items()}}
        for number, period in enumerate(PERIODS)
    ]


def work() -> pd.DataFrame:
    calls = {"line": "calls", "team": "a", "tier": 1, "hours_per_case": 1.0}
    visits = {"line": "visits", "team": "a", "tier": 2, "hours_per_case": 2.0}
    none = (0.0,) * 3
    months = (
        (
            calls,
            by_month(
                "before", covered_hours=(90.0,) * 3, not_done_hours=(10.0,) * 3, backlog_cases=none, overdue_hours=none
            ),
        ),
        (
            calls,
            by_month("after", covered_hours=(100.0,) * 3, not_done_hours=none, backlog_cases=none, overdue_hours=none),
        ),
        (visits, _visits("before", 60.0, 20.0)),
        (visits, _visits("after", 80.0, 10.0)),
    )
    return table("work", [{**row, **line} for line, rows in months for row in rows])


def _visits(plan: str, covered: float, more: float) -> list[dict[str, Any]]:
    return by_month(
        plan,
        covered_hours=(covered,) * 3,
        not_done_hours=(0.0,) * 3,
        backlog_cases=(more, 2 * more, 3 * more),
        backlog_hours=(2 * more, 4 * more, 6 * more),
        overdue_cases=(0.0, more, 2 * more),
        overdue_hours=(0.0, 2 * more, 4 * more),
        closed_undone_cases=(0.0,) * 3,
    )


def coverage() -> pd.DataFrame:
    """Hours over the whole plan: (covered, not done, overdue) of each line before and after."""
    calls = {"before": (270.0, 30.0, 0.0), "after": (300.0, 0.0, 0.0)}
    visits = {"before": (180.0, 0.0, 80.0), "after": (240.0, 0.0, 40.0)}
    both = {plan: tuple(np.add(calls[plan], visits[plan])) for plan in PLANS}
    scopes = (
        ("force", "", both),
        ("team", "a", both),
        ("tier", "1", calls),
        ("tier", "2", visits),
        ("line", "calls", calls),
        ("line", "visits", visits),
    )
    rows = [_coverage(plan, scope, name, *hours[plan]) for scope, name, hours in scopes for plan in PLANS]
    return table("coverage", rows)


def _coverage(plan: str, scope: str, name: str, covered: float, not_done: float, overdue: float) -> dict[str, Any]:
    gap = not_done + overdue
    return {
        "plan": plan,
        "scope": scope,
        "name": name,
        "window_kind": "whole",
        "window": "whole plan",
        "covered_hours": covered,
        "not_done_hours": not_done,
        "overdue_hours": overdue,
        "gap_hours": gap,
        "gap_fte": gap / 300,
        "demand_hours": covered + gap,
        "latent_hours": 50.0,
        "coverage": covered / (covered + gap),
        "coverage_with_latent": covered / (covered + gap + 50),
    }


def tables() -> dict[str, pd.DataFrame]:
    """All tables that a scenario without trials has."""
    place = {"team": "a", "role": "officer"}
    made = {name: table(name, []) for name in TABLES if name not in ("trials", "stress", "overrides")}
    staffing = [
        by_month(
            "before",
            strength_fte=(2.9, 2.8, 2.8),
            worked_hours=(150.0,) * 3,
            spare_hours=(0.0,) * 3,
            overtime_hours=(0.0,) * 3,
        ),
        by_month(
            "after",
            strength_fte=(3.0, 3.4, 3.4),
            worked_hours=(180.0,) * 3,
            spare_hours=(0.0,) * 3,
            overtime_hours=(10.0, 10.0, 20.0),
        ),
    ]
    flows = [by_month("after", fte=(0.1, 0.5, 0.0)), by_month("before", fte=(0.0, 0.0, 0.0))]
    levers = by_month("after", used=(10.0, 10.0, 20.0), most=(10.0, 10.0, 20.0))
    taken = by_month("after", hours=(0.0, 60.0, 60.0), fte=(0.0, 0.5, 0.5))
    led = [
        by_month("before", led_fte=(3.0,) * 3, unled_fte=(1.0,) * 3),
        by_month("after", led_fte=(3.0,) * 3, unled_fte=(0.5,) * 3),
    ]
    pay = [by_month("before", pounds=(3000.0,) * 3), by_month("after", pounds=(3300.0, 3400.0, 3400.0))]
    made |= {
        "work": work(),
        "coverage": coverage(),
        "staffing": table("staffing", [{**place, "approved_fte": 4.0, **row} for rows in staffing for row in rows]),
        "flows": table(
            "flows", [{**place, "kind": "joiners", "flow": "intake", **row} for rows in flows for row in rows]
        ),
        "levers": table(
            "levers", [{**place, "lever": "extra", "kind": "overtime", "unit": "hours", **row} for row in levers]
        ),
        "elsewhere": table(
            "elsewhere", [{"team": "response", "kind": "recruited_from", "cause": "intake", **row} for row in taken]
        ),
        "supervision": table("supervision", [{"group": "everybody", **row} for rows in led for row in rows]),
        "costs": table("costs", [{**place, "kind": "pay", **row} for rows in pay for row in rows]),
        "budget": table(
            "budget",
            [
                {
                    "limit": "all",
                    "financial_year": "2019/20",
                    "limit_pounds": 20000.0,
                    "before_pounds": 9000.0,
                    "after_pounds": 10100.0,
                    "left_pounds": 9900.0,
                }
            ],
        ),
        "levels": table(
            "levels",
            [
                {
                    "plan": "after",
                    "order": 1,
                    "level": "gap_tier_1",
                    "unit": "hour-months",
                    "status": "optimal",
                    "proof": "proved",
                }
            ],
        ),
        "breaches": table(
            "breaches",
            [
                {
                    "rule": "strength_limits",
                    "name": "structure.minimum_strength.least",
                    "window": "2019-05",
                    "place": "structure.minimum_strength.least",
                    "unit": "FTE",
                    "breach": 0.2,
                }
            ],
        ),
        "tasks": table(
            "tasks",
            [
                {"line": "visits", "task": "visit", "team": "a", **row}
                for row in by_month("after", missed_hours=(0.0,) * 3)
            ],
        ),
    }
    return made


def solution(status: Any = "optimal") -> Solution:
    """How it would have been solved, without the program itself."""
    level = LevelResult("gap_tier_1", "hour-months", 0.0, 0.0, 0.1, 0.0, {}, status, 0.25, 12, "simplex", False)
    return Solution(None, np.zeros(3), (level,), status, 0.25, 0, "HiGHS", 3, 2, 5)  # type: ignore[arg-type]


def made_plan(folder: Path, changes: dict[str, Any] | None = None, **replaced: pd.DataFrame) -> Plan:
    """The plan, its scenario written into a folder; tables can be replaced."""
    file = folder / "made.yaml"
    file.write_text(yaml.safe_dump(merged(SCENARIO, changes or {}), sort_keys=False), encoding="utf-8")
    shares = {"volume": 0.25, "hours_per_case": 0.5, "either": 0.604}
    loaded = load_scenario(file)
    made = tables() | {"prices": prices(loaded.scenario)} | replaced
    return Plan(loaded, made, solution(), solution(), shares, {"tables": 0.125})


def prices(scenario: Scenario) -> pd.DataFrame:
    """What a holder of each role is paid in a month, where that is one figure."""
    paid = {name: role.pay.pounds_per_year for name, role in scenario.roles.items()}
    return table(
        "prices",
        [
            {"role": name, "pay_pounds": pounds.value / 12, **period}
            for name, pounds in paid.items()
            if pounds is not None
            for period in PERIODS
        ],
    )
