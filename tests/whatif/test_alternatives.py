"""Plans that are nearly as good as the best: what can be worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny import BASE, Tree, merged

from planner.pipeline.alternating import Found, find_alternatives
from planner.reports.alternatives import alternatives_table, text
from planner.whatif.alternatives import Way

NO_WAIT = {"start_within": "0 days"}
POSTS = {"a": {"officer": {"approved_fte": 4, "strength_fte": 1}}}
LEVELS = [{"level": "gap_tier_1", "tolerance": 0}, {"level": "cost", "tolerance": 0}]


def way(cost: float = 0.0, **changes: Any) -> Tree:
    """A way in that is open in April alone."""
    stated = {"team": "a", "role": "officer", "per_intake_fte": 1, "intakes": ["2019-04"], "cost_pounds_each": cost}
    return {**stated, **changes}


def tree(ways: Tree, calls: Any = 150, **changes: Any) -> Tree:
    """One officer gives 100 hours a month for 150 calls of an hour, so that half a person more is needed."""
    arrivals = {"cases": calls if isinstance(calls, dict) else {"value": calls, "per": "month"}}
    demand = {"calls": {**NO_WAIT, "arrivals": arrivals}}
    stated = {"demand": demand, "establishment": POSTS, "supply": {"recruitment": ways}, "priorities": LEVELS}
    return merged(BASE, merged(stated, changes))


def found(folder: Path, scenario: Tree, **options: Any) -> Found:
    file = folder / "scenario.yaml"
    file.write_text(yaml.safe_dump(scenario, sort_keys=False), encoding="utf-8")
    return find_alternatives(file, **options)


def by_name(result: Found) -> dict[str, Way]:
    return {each.deed[1]: each for each in result.alternatives.ways}


def test_the_only_way_to_close_the_gap_is_in_every_good_plan(tmp_path: Path) -> None:
    result = found(tmp_path, tree({"intake": way()}), over=0)
    only = by_name(result)["intake"]
    # A loss of 1 % of 300 hours counts 240 times while it is never done: 3 ÷ 240 hours, a hair of a person.
    assert only.best == pytest.approx(0.5)
    assert only.least == pytest.approx(0.5 - 3 / 240 / 200, abs=1e-5)
    assert only.is_needed
    assert result.alternatives.whatever_happens == [only]
    assert "In every good plan: join: officer, Team A (at least 0.5 FTE)." in said(result)


def test_of_two_ways_that_cost_nearly_the_same_neither_is_needed(tmp_path: Path) -> None:
    # £10 more for half a person is nothing beside 1 % of the £36,000 that the plan costs.
    ways = by_name(found(tmp_path, tree({"cheap": way(), "dear": way(20)}), over=0))
    assert (ways["cheap"].best, ways["dear"].best) == (pytest.approx(0.5), 0)
    assert [each.least for each in ways.values()] == pytest.approx([0, 0], abs=1e-6)
    assert all(each.most > 0.5 - 1e-6 and not each.is_needed for each in ways.values())


def test_a_way_that_costs_more_than_the_loss_allows_is_in_no_good_plan(tmp_path: Path) -> None:
    result = found(tmp_path, tree({"cheap": way(), "dear": way(50000)}), over=0)
    assert by_name(result)["dear"].most < 0.05
    assert not by_name(result)["dear"].is_done
    assert "In no good plan: join: officer, Team A." in said(result)


def test_without_any_loss_the_best_plan_is_the_only_good_one(tmp_path: Path) -> None:
    ways = by_name(found(tmp_path, tree({"cheap": way(), "dear": way(20)}), loss=0, over=0))
    assert ways["cheap"].least == pytest.approx(0.5, abs=1e-3)
    assert ways["dear"].most == pytest.approx(0, abs=1e-2)


def test_the_closest_plan_goes_on_as_today_where_that_is_good_enough(tmp_path: Path) -> None:
    # Today half a person comes by the dear way. The best plan saves £10 and does two halves otherwise.
    today = {"cheap": way(), "dear": way(20, at_rest_fte={"value": 0.5, "per": "year"})}
    result = found(tmp_path, tree(today), over=0)
    ways, alternatives = by_name(result), result.alternatives
    assert ways["dear"].other == pytest.approx(0.5)
    assert (ways["cheap"].best, ways["dear"].best) == (pytest.approx(0.5), pytest.approx(0))
    assert (ways["cheap"].closest, ways["dear"].closest) == (pytest.approx(0, abs=1e-4), pytest.approx(0.5, abs=1e-4))
    assert alternatives.best_distance == pytest.approx(1)
    assert alternatives.closest_distance == pytest.approx(0, abs=1e-4)
    assert alternatives.closest_pounds == pytest.approx(alternatives.best_pounds + 10, abs=1)


def test_a_priority_may_lose_a_share_of_its_own_measure(tmp_path: Path) -> None:
    result = found(tmp_path, tree({"intake": way()}, calls=250), loss=0.02, over=0).alternatives
    gap, cost = result.allowed
    # Two people more are wanted, one can come: 50 hours a month are not done, which count 240 times.
    assert gap.held == pytest.approx(2 * 50 * 240)
    assert gap.most == pytest.approx(gap.held + 0.02 * 500)
    assert cost.most == pytest.approx(1.02 * cost.held)
    assert all(
        held <= each.most * (1 + 1e-9) + 1e-6 for held, each in zip(result.closest_held, result.allowed, strict=True)
    )


def test_the_plan_to_be_close_to_can_be_another_one(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    dear_only = tree({"dear": way(20)})
    other.write_text(yaml.safe_dump(dear_only, sort_keys=False), encoding="utf-8")
    result = found(tmp_path, tree({"cheap": way(), "dear": way(20)}), close_to=other, over=0)
    assert by_name(result)["dear"].other == pytest.approx(0.5)
    assert by_name(result)["dear"].closest == pytest.approx(0.5, abs=1e-4)
    assert "Close to the plan of other.yaml." in said(result)
    itself = found(tmp_path, tree({"cheap": way(), "dear": way(20)}), close_to=tmp_path / "scenario.yaml", over=0)
    assert itself.alternatives.best_distance == 0


def test_a_way_that_is_needed_only_while_demand_is_as_stated_depends_on_it(tmp_path: Path) -> None:
    calls = {"value": 150, "per": "month", "range": [90, 180]}
    result = found(tmp_path, tree({"intake": way()}, calls=calls))
    only, alternatives = by_name(result)["intake"], result.alternatives
    assert [(end.end, end.value) for end in alternatives.ends] == [("low", 90), ("high", 180)]
    assert [end.end for end in alternatives.depends_on(only)] == ["low"]
    assert alternatives.whatever_happens == []
    assert "join: officer, Team A: in every good plan as stated; not needed with arrivals of Calls at 90" in said(
        result
    )
    table = alternatives_table(alternatives)
    assert table["least_fte"].tolist() == pytest.approx([0.5, 0.8, 0.0], abs=1e-3)
    assert table["end"].tolist() == ["", "high", "low"]


def test_an_end_without_a_plan_is_said_and_claims_nothing(tmp_path: Path) -> None:
    calls = {"value": 150, "per": "month", "range": [150, 400]}
    scenario = tree({"intake": way()}, calls=calls, demand={"calls": {"coverage_floor": 0.9}})
    result = found(tmp_path, scenario)
    high = next(end for end in result.alternatives.ends if end.end == "high")
    assert (high.gap_hours, high.least) == (None, {})
    assert "There is no plan that keeps all rules with arrivals of Calls at 400." in said(result)


def test_only_the_numbers_that_move_the_gap_most_are_looked_at(tmp_path: Path) -> None:
    calls = {"value": 150, "per": "month", "range": [140, 160]}
    hours = {"full": {"contracted": {"value": 100, "per": "month", "range": [20, 100]}}}
    result = found(tmp_path, tree({"intake": way()}, calls=calls, hours=hours), over=1)
    assert {end.path for end in result.alternatives.ends} == {"hours.full.contracted"}


def test_the_closest_plan_is_in_whole_people_where_the_scenario_asks_for_them(tmp_path: Path) -> None:
    result = found(tmp_path, tree({"intake": way(whole=True)}))
    assert by_name(result)["intake"].closest == 1
    assert result.alternatives.ends == ()


def said(result: Found) -> str:
    """The screen in one line."""
    shown = text(result.alternatives, result.loaded, "outputs/x")
    assert max(map(len, shown.splitlines())) <= 100
    return " ".join(shown.split())
