"""The published problem "Manpower planning", written as two ordinary scenario files, gives both published optima."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from planner import pipeline
from planner.plan.plan import Plan

HERE = Path(__file__).parent


@cache
def solved(name: str) -> Plan:
    return pipeline.solve(HERE / f"{name}.yaml")


def best(plan: Plan, level: str) -> float:
    """What a level of the plan could reach: its published optimum."""
    return float(plan.table("levels", plan="after", level=level)["best"].item())


def test_the_fewest_redundancies_of_manpower_planning() -> None:
    plan = solved("manpower_planning")
    # 841.796875 in exact arithmetic; the book rounds to whole people.
    assert best(plan, "redundancies") == pytest.approx(841.7969, abs=1e-4)
    assert round(best(plan, "redundancies")) == 842


def test_the_least_cost_of_manpower_planning() -> None:
    plan = solved("manpower_planning_cost")
    assert round(best(plan, "cost"), 2) == 498_677.29
    assert round(best(plan, "redundancies"), 1) == 1_423.7


RECRUITED_WHO_STAY = {"unskilled": 0.75, "semi_skilled": 0.8, "skilled": 0.9}
OTHERS_WHO_STAY = {"unskilled": 0.9, "semi_skilled": 0.95, "skilled": 0.95}
REQUIRED = {"unskilled": (1000, 500, 0), "semi_skilled": (1400, 2000, 2500), "skilled": (1000, 1500, 2000)}
REDUNDANCY = {"unskilled": 200, "semi_skilled": 500, "skilled": 500}
OVER = {"unskilled": 1500, "semi_skilled": 2000, "skilled": 3000}
REDUCED = {"unskilled": 500, "semi_skilled": 400, "skilled": 400}


@pytest.mark.parametrize("name", ["manpower_planning", "manpower_planning_cost"])
def test_the_books_equations_hold_in_the_tables_of_manpower_planning(name: str) -> None:
    plan = solved(name)
    there = plan.table("staffing", plan="after").set_index(["role", "period"])["strength_fte"]
    used = plan.table("levers", plan="after").set_index(["lever", "period"])["used"]
    over = plan.table("requirements", plan="after").set_index(["requirement", "period"])["over_fte"]
    skill = list(REQUIRED)
    before = {"unskilled": 2000.0, "semi_skilled": 1500.0, "skilled": 1000.0}
    cost = 0.0

    for number, period in enumerate(("2020-01", "2021-01", "2022-01")):
        now = used.xs(period, level="period")
        to_semi, to_skilled = now["retrained_to_semi_skilled"], now["retrained_to_skilled"]
        down = {way: now[f"downgraded_{way}"] for way in ("to_semi_skilled", "from_skilled", "from_semi_skilled")}
        changes = {
            "unskilled": -to_semi + (down["from_skilled"] + down["from_semi_skilled"]) / 2,
            "semi_skilled": 0.95 * to_semi - to_skilled + down["to_semi_skilled"] / 2 - down["from_semi_skilled"],
            "skilled": 0.95 * to_skilled - down["to_semi_skilled"] - down["from_skilled"],
        }
        for each in skill:
            recruited, gone, reduced = now[each], now[f"redundant_{each}"], now[f"short_time_{each}"]
            strength = there[each, period]
            stay = OTHERS_WHO_STAY[each] * before[each] + RECRUITED_WHO_STAY[each] * recruited
            assert strength == pytest.approx(stay + changes[each] - gone, abs=5e-3)
            assert strength - reduced / 2 - over[each, period] == pytest.approx(REQUIRED[each][number], abs=5e-3)
            assert reduced <= 50
            cost += REDUNDANCY[each] * gone + OVER[each] * over[each, period] + REDUCED[each] * reduced
            before[each] = strength
        assert to_semi <= 200
        assert to_skilled <= there["skilled", period] / 4 + 1e-3
        assert sum(over[each, period] for each in skill) <= 150 + 1e-3
        cost += 400 * to_semi + 500 * to_skilled
    # Each of some fifty figures is printed to three or four decimals and costs up to 3,000 pounds.
    assert cost == pytest.approx(best(plan, "cost"), abs=20)
