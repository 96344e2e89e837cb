"""Laws that hold for any data: on random small scenarios, at tolerance 0, on each level's best value."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import BASE, merged

from laws.looks import LOOKS
from laws.random_scenarios import exact_priorities, scenarios
from laws.setting import Tree
from laws.solving import (
    at_rest,
    best,
    breaks_a_rule,
    formulated,
    least_budget,
    levels_of,
    near,
    near_all,
    not_worse,
    plan_of,
    tables_as_text,
    worth,
    written,
)
from laws.variants import (
    ORDERS,
    Order,
    in_another_order,
    renamed,
    with_budget,
    with_caps_times,
    with_money_times,
    with_more_demand,
)
from planner.scenario.load import load_scenario
from planner.scenario.supply import Supply
from planner.solver.lexicographic import solve_levels

law = partial(
    settings,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""The same examples on every run, as many as are stated."""


@law(max_examples=25)
@given(scenarios(), st.data())
def test_more_demand_never_lowers_the_highest_gap_level(tree: Tree, data: st.DataObject) -> None:
    # The line is of the highest tier or not: work of a lower tier takes nothing from the gap of the highest.
    line = data.draw(st.sampled_from(list(tree["demand"])))
    more = with_more_demand(tree, line, data.draw(st.sampled_from((1.05, 2.0))))
    highest = next(iter(levels_of(tree)))
    before, after = levels_of(tree)[highest], levels_of(more)[highest]
    assert after >= before or after == near(before)


@law(max_examples=25)
@given(scenarios(at_rest=False), st.sampled_from((1.0, 1.01, 1.2)), st.sampled_from((1.02, 1.5)))
def test_a_larger_budget_never_raises_the_highest_gap_level(tree: Tree, room: float, factor: float) -> None:
    # The smaller budget just pays for the people who are there if nobody decides anything.
    least = least_budget(tree) * room * (1 + 1e-9)
    small, large = levels_of(with_budget(tree, least)), levels_of(with_budget(tree, least * factor))
    highest = next(iter(small))
    assert large[highest] <= small[highest] or large[highest] == near(small[highest])
    assert not_worse(large, small)


@law(max_examples=25)
@given(scenarios(), st.sampled_from((1.1, 1.5, 3.0)))
def test_a_looser_rule_never_raises_a_level_when_those_above_are_the_same(tree: Tree, factor: float) -> None:
    assert not_worse(levels_of(with_caps_times(tree, factor)), levels_of(tree))


@law(max_examples=25)
@given(scenarios())
def test_renaming_changes_no_level(tree: Tree) -> None:
    assert levels_of(renamed(tree, "_x")) == near_all(levels_of(tree))


@law(max_examples=25)
@given(scenarios(), st.sampled_from((0.5, 3.0, 100.0)))
def test_scaling_all_money_scales_the_cost_and_nothing_else(tree: Tree, factor: float) -> None:
    levels = levels_of(tree)
    expected = {name: best * factor if name == "cost" else best for name, best in levels.items()}
    assert levels_of(with_money_times(tree, factor)) == near_all(expected)


@law(max_examples=12)
@given(scenarios(), st.sampled_from(ORDERS))
def test_the_order_of_the_file_changes_no_byte(tree: Tree, order: Order) -> None:
    assert tables_as_text(plan_of(in_another_order(tree, order))) == tables_as_text(plan_of(tree))


@law(max_examples=25)
@given(scenarios())
def test_action_never_makes_it_worse_where_inaction_breaks_no_rule(tree: Tree) -> None:
    before, after = formulated(tree)
    plan = at_rest(before, after)
    if not breaks_a_rule(after, plan):
        assert not_worse(best(solve_levels(after.program, after.levels)), worth(after, plan))


@law(max_examples=25)
@given(scenarios())
def test_whatever_rule_inaction_breaks_is_counted(tree: Tree) -> None:
    # Without a run-out every period is reported, so that nothing is broken where nobody looks.
    tree["period"]["run_out"] = "0 days"
    before, after = formulated(tree)
    broken = breaks_a_rule(after, at_rest(before, after))
    assert broken == bool(len(plan_of(tree).tables["breaches"]))


@law(max_examples=25)
@given(scenarios())
def test_without_hard_rules_there_is_a_plan_that_hides_nothing(tree: Tree) -> None:
    plan = plan_of(tree)
    assert plan.before.status == plan.after.status == "optimal"
    for look in LOOKS:
        look(plan)


def test_the_random_scenarios_are_valid_and_not_all_alike(tmp_path: Path) -> None:
    """A law that is only ever tried on empty scenarios would prove nothing."""
    seen: dict[str, int] = {}

    @law(max_examples=100)
    @given(scenarios())
    def collect(tree: Tree) -> None:
        loaded = load_scenario(written(tree, tmp_path))
        supply = loaded.scenario.supply
        for name in type(supply).model_fields:
            seen[name] = seen.get(name, 0) + bool(getattr(supply, name))
        for name in ("supervision", "removed_ranks"):
            seen[name] = seen.get(name, 0) + bool(getattr(loaded.scenario.structure, name))

    collect()
    assert len(seen) == len(Supply.model_fields) + 2
    assert min(seen.values()) >= 5, seen


def test_a_force_whose_work_is_all_borne_elsewhere_has_a_plan() -> None:
    # No line has hours for planned teams, so no tier is left: the levels that were asked for are 0 and no error.
    tree = merged(BASE, {"teams": {"response": {"title": "Response", "out_of_scope": True}}})
    tree["demand"]["calls"]["tasks"]["answer"]["out_of_scope"] = {"response": 1}
    assert levels_of({**tree, "priorities": exact_priorities(tree["demand"])})["gap_tier_1"] == 0
