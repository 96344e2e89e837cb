"""Cost against coverage: bends known beforehand, today's point the plan, and each plan as if it were solved alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from tiny import BASE, EXACT, cases, merged, role
from two_prices import BEND, END, LEAST, year

import planner
from planner.clashes import ContradictionError
from planner.errors import UsageError
from planner.plan.reading import Reading
from planner.scenario.load import load_scenario
from planner.solver.lexicographic import solve_levels
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario
from planner.whatif.frontier.least import least_pounds
from planner.whatif.frontier.moving import MovedBudget, moved_budget
from planner.whatif.frontier.plans import Plans, Point
from planner.whatif.frontier.result import Frontier
from planner.whatif.measures import COVERAGE, measures

ROOT = Path(__file__).parents[2]


def written(folder: Path, changes: dict[str, Any]) -> Path:
    file = folder / "year.yaml"
    file.write_text(yaml.safe_dump(merged(BASE, changes), sort_keys=False), encoding="utf-8")
    return file


def curve(folder: Path, changes: dict[str, Any], **asked: Any) -> Frontier:
    return planner.frontier(written(folder, changes), **asked)


def bends(frontier: Frontier) -> list[float]:
    return [*frontier.pieces["from_pounds"], frontier.points[-1].budget_pounds]


def test_the_pieces_are_those_of_the_two_prices(tmp_path: Path) -> None:
    found = curve(tmp_path, year())
    # The curve goes on for one step of £1,000 beyond its end.
    assert bends(found) == [LEAST, BEND, END, END + 1_000]
    # An hour costs £15, then £30, then is not to be had: 100,000 / 15, 100,000 / 30 and nothing.
    assert found.pieces["hours_per_100000_pounds"].tolist() == pytest.approx([6_666.667, 3_333.333, 0.0], abs=0.01)
    assert found.pieces["from_gap_hours"].tolist() == pytest.approx([600, 480, 360])
    assert found.pieces["to_gap_hours"].tolist() == pytest.approx([480, 360, 360])
    assert (found.least_pounds, found.ends_at, found.beyond) == (LEAST, END, "")
    assert found.knee is not None
    assert found.points[found.knee.point].budget_pounds == BEND


def test_every_point_lies_on_the_curve_and_spends_its_budget(tmp_path: Path) -> None:
    found = curve(tmp_path, year())
    for point in found.points:
        cheap = min(point.budget_pounds, BEND) - LEAST
        dear = max(0.0, min(point.budget_pounds, END) - BEND)
        assert point.gap_hours == pytest.approx(600 - cheap / 15 - dear / 30, abs=0.001)
        assert point.cost_pounds == pytest.approx(min(point.budget_pounds, END), abs=0.01)
        assert point.overtime_pounds == pytest.approx(cheap + dear, abs=0.01)
    assert found.table["change_pounds"].tolist() == [point.budget_pounds - 13_000 for point in found.points]


def test_the_point_of_today_is_the_plan(tmp_path: Path) -> None:
    file = written(tmp_path, year())
    found, plan = planner.frontier(file), planner.solve(file)
    assert found.today is not None
    assert found.today.budget_pounds == 13_000
    assert found.at(13_000) is found.today
    is_plan(found.today, plan)


def test_the_point_of_today_is_the_plan_of_cleveland_too() -> None:
    file = ROOT / "inputs/2019.yaml"
    found = planner.frontier(file, start=8_920_000, end=8_930_000, points=2)
    assert found.today is not None
    is_plan(found.today, planner.solve(file))


def is_plan(point: Point, plan: Any) -> None:
    coverage = plan.table("coverage", plan="after", window_kind="whole")
    told = {(row.scope, row.name): row for row in coverage.drop(columns="plan").itertuples(index=False)}
    for (measure, scope, name), value in point.figures.items():
        if measure in ("gap_hours", "covered_hours", COVERAGE):
            assert value == getattr(told[scope, name], measure)
    levels = plan.table("levels", plan="after")
    assert [level.best for level in point.levels] == pytest.approx(levels["best"].tolist(), abs=1e-4)


@pytest.fixture(scope="module")
def cleveland() -> tuple[Base, MovedBudget]:
    scenario = load_scenario(ROOT / "inputs/2019.yaml").scenario
    compiled = compile_scenario(scenario)
    assert compiled is not None
    return Base(compiled), moved_budget(scenario, (), ())


@pytest.mark.parametrize("pounds", [8_700_000, 8_871_000, 9_012_000])
def test_a_plan_from_the_basis_of_another_is_the_plan_solved_alone(
    cleveland: tuple[Base, MovedBudget], pounds: float
) -> None:
    base, budget = cleveland
    hot = Plans(base, budget.today_pounds, budget, lambda _: None).at(pounds)
    changed = budget.at(base.scenario, pounds)
    assert hot is not None
    assert changed is not None

    alone = compile_scenario(changed)
    assert alone is not None
    cold = solve_levels(alone.program, alone.levels)
    assert [level.best for level in hot.levels] == pytest.approx(
        [level.best for level in cold.levels], rel=1e-6, abs=1e-6
    )
    assert [level.held for level in hot.levels] == pytest.approx(
        [level.held for level in cold.levels], rel=1e-6, abs=1e-6
    )

    assert hot.figures == pytest.approx(measures(Reading(alone.formulation, cold)), abs=0.01)


def test_what_the_readme_says_of_cleveland_is_so(cleveland: tuple[Base, MovedBudget]) -> None:
    base, budget = cleveland
    plans = Plans(base, budget.today_pounds, budget, lambda _: None)
    gaps = [
        0.0 if (point := plans.at(pounds)) is None else point.gap_hours for pounds in (8_920_000, 8_970_000, 8_870_000)
    ]
    assert [round(gaps[0]), round(gaps[0] - gaps[1]), round(gaps[2] - gaps[0])] == [3_156, 1_644, 2_055]
    closed, nearly = plans.at(9_014_000), plans.at(9_013_000)
    assert closed is not None
    assert nearly is not None
    assert closed.gap_hours < 0.5 < nearly.gap_hours
    exact = least_pounds(base.compiled, budget)
    assert exact is not None
    assert budget.rounded_up(exact) == 8_687_000
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    said = (
        "£94,000 more buys all 3,156 hours of the gap, the first £50,000 of it 1,644; a cut of £50,000 costs 2,055;"
        " below £8,687,000 there is no plan."
    )
    assert said in readme


def test_where_there_is_no_plan_today_the_curve_begins_at_the_least_budget(tmp_path: Path) -> None:
    found = curve(tmp_path, year(11_000))
    assert found.today is None
    assert bends(found) == [LEAST, BEND, END, END + 1_000]


def test_the_rules_that_stand_against_less_are_named(tmp_path: Path) -> None:
    # A second officer has to be there in the last month, and costs £1,000 if nobody joins before.
    way = {"team": "a", "role": "officer", "per_intake_fte": 1}
    minimum = {
        "two": {
            "team": "a",
            "roles": ["officer"],
            "fte": [{"from": "2019-04", "value": 0}, {"from": "2020-03", "value": 2}],
        }
    }
    grown = {
        "establishment": {"a": {"officer": {"approved_fte": 2}}},
        "supply": {"recruitment": {"new": way}},
        "structure": {"minimum_strength": minimum},
    }
    found = curve(tmp_path, year(20_000, **grown))
    assert found.least_pounds == 13_000
    assert found.against is not None
    assert {rule.place for rule in found.against.rules} == {"budget.limits.whole", "structure.minimum_strength.two"}


def test_a_contradiction_that_no_budget_ends_is_one(tmp_path: Path) -> None:
    minimum = {"structure": {"minimum_strength": {"two": {"team": "a", "roles": ["officer"], "fte": 2}}}}
    with pytest.raises(ContradictionError) as refused:
        curve(tmp_path, year(13_000, **minimum))
    assert "structure.minimum_strength.two" in {rule.place for rule in refused.value.rules}


def test_a_range_of_the_reader_s_own(tmp_path: Path) -> None:
    found = curve(tmp_path, year(), start=12_600, end=14_600)
    assert (found.points[0].budget_pounds, found.points[-1].budget_pounds) == (12_600, 14_600)
    assert bends(found) == [12_600, BEND, 14_600]
    # Nobody looked how low the budget can go, and the gap still falls at the end.
    assert (found.against, found.ends_at) == (None, None)


def test_a_range_that_begins_below_every_plan_begins_at_the_least(tmp_path: Path) -> None:
    found = curve(tmp_path, year(), start=5_000, end=13_500)
    assert found.points[0].budget_pounds == LEAST
    assert found.against is not None


def test_no_more_plans_are_solved_than_allowed(tmp_path: Path) -> None:
    told: list[str] = []
    found = curve(tmp_path, year(), points=12, progress=lambda what, *_: told.append(what))
    # The plan of today is solved before, and the one below the least budget is none.
    assert len(told) <= 12
    assert len(found.points) <= 12


def test_more_years_move_by_the_same_pounds(tmp_path: Path) -> None:
    dated = [{"from": "2019-04", "value": 13_000}, {"from": "2020-04", "value": 14_000}]
    two_years = merged(
        year(), {"period": {"last": "2021-03"}, "budget": {"limits": {"whole": {"pounds_per_year": dated}}}}
    )
    found = curve(tmp_path, two_years)
    # 1,200 hours are not done in two years; today £1,000 and £2,000 buy overtime at £15 and, beyond £1,800, at £30.
    assert found.today is not None
    assert found.today.gap_hours == pytest.approx(1_200 - 1_000 / 15 - 120 - 200 / 30, abs=0.001)
    # With £500 a year less the second year buys at £15 alone.
    less = found.at(12_500)
    assert less is not None
    assert less.gap_hours == pytest.approx(1_200 - 500 / 15 - 1_500 / 15, abs=0.001)
    # The first year cannot go below the officer's pay, though the second one could.
    assert found.least_pounds == LEAST


def test_limits_of_the_same_cost_move_together_and_the_tightest_is_told(tmp_path: Path) -> None:
    looser = {"budget": {"limits": {"looser": {"pounds_per_year": 13_100}}}}
    found = curve(tmp_path, year(**looser))
    assert found.budget.limits == ("whole", "looser")
    assert found.today is not None
    assert found.today.budget_pounds == 13_000
    assert bends(found) == [LEAST, BEND, END, END + 1_000]


def test_one_limit_alone_ends_where_another_one_binds(tmp_path: Path) -> None:
    looser = {"budget": {"limits": {"looser": {"pounds_per_year": 13_600}}}}
    found = curve(tmp_path, year(**looser), limits=["whole"])
    assert found.ends_at == 13_600


def test_a_limit_of_part_of_the_cost_moves_alone_if_it_is_the_one_that_is_spent(tmp_path: Path) -> None:
    parts = {
        "overtime": {"pounds_per_year": 900, "kinds": ["overtime"]},
        "agency": {"pounds_per_year": 500, "kinds": ["agency"]},
    }
    changes = year(None)
    changes["budget"] = {"limits": parts}
    found = curve(tmp_path, changes)
    assert found.budget.limits == ("overtime",)
    # Nothing need be spent on overtime; £1,800 buy the cheaper one, £3,600 more the dearer one.
    assert bends(found)[:3] == [0, 1_800, 5_400]


def test_whole_people_come_at_once_or_not_at_all(tmp_path: Path) -> None:
    way = {"team": "a", "role": "officer", "per_intake_fte": 1, "intakes": ["2019-04-01"], "whole": True}
    changes = {
        "establishment": {"a": {"officer": {"approved_fte": 2}}},
        "supply": {"overtime": None, "recruitment": {"new": way}},
    }
    found = curve(tmp_path, year(**changes))
    # Half an officer would do, but only a whole one for £12,000 can come.
    assert found.ends_at == 24_000
    below = [point.gap_hours for point in found.points if point.budget_pounds < 24_000]
    assert below == pytest.approx([600] * len(below))


@pytest.mark.parametrize(
    ("limits", "budget", "said"),
    [
        ((), None, "This scenario states no budget, so there is nothing to move. State one, for example:"),
        (("hole",), 13_000, 'There is no budget limit "hole". Did you mean "whole"?'),
    ],
)
def test_what_cannot_move_is_told(tmp_path: Path, limits: tuple[str, ...], budget: float | None, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        curve(tmp_path, year(budget), limits=limits)
    assert str(refused.value).startswith(said)


def test_the_tables_add_up(tmp_path: Path) -> None:
    second = {"demand": {"late": {**BASE["demand"]["calls"], "title": "Late", "tier": 2, "arrivals": cases(10)}}}
    found = curve(tmp_path, year(**second))
    parts = found.parts
    for scope in ("tier", "team"):
        sums = parts[parts["scope"] == scope].groupby("budget_pounds")["gap_hours"].sum()
        assert np.allclose(sums.to_numpy(), found.table["gap_hours"].to_numpy(), atol=0.001)
    assert set(parts[parts["scope"] == "tier"]["name"]) == {"1", "2"}


def test_the_same_inputs_give_the_same_files(tmp_path: Path) -> None:
    from planner import pipeline

    file = written(tmp_path, year())
    first, second = (pipeline.files_of_frontier(pipeline.frontier(file)) for _ in range(2))
    assert first == second


def test_roles_of_the_tests_are_as_they_say() -> None:
    # The officer's pay is that of the tiny scenario; what an hour costs follows from it.
    assert role()["pay"] == {"pounds_per_year": LEAST}
    assert EXACT[0] == {"level": "gap_tier_1", "tolerance": 0}
