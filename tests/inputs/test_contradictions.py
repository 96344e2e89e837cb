"""The shipped scenarios whose rules contradict each other: the true culprits, and repairs that give a plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from planner import pipeline
from planner.clashes import ContradictionError
from planner.model import formulate
from planner.reports.no_plan import explanation_files
from planner.scenario.load import load_scenario
from planner.solver.contradiction import limits_of, with_room
from planner.solver.elastic import Limit, without
from planner.solver.highs import KeptModel
from planner.tables import tabulate

INPUTS = Path(__file__).parents[2] / "inputs"

BUDGET = "budget.limits.public_protection"
INTAKE = "supply.recruitment.{}.per_intake_fte"
REQUIREMENT = "requirements.domestic_abuse_investigators"
FEW_INVESTIGATORS = {
    REQUIREMENT,
    INTAKE.format("staff_to_domestic_abuse"),
    "supply.moves.staff_missing_to_domestic_abuse.per_year_fte",
}
CULPRITS = {
    # Money for more detectives is there only if those who cost less could come sooner, or those who cost more later.
    "contradictions/budget-against-minimum-strength": [
        {
            BUDGET,
            "structure.minimum_strength.child_protection_detectives",
            INTAKE.format("response_to_child_protection"),
            INTAKE.format("cid_to_child_protection"),
        }
    ],
    # Recruited at the earliest in August, two at a time; three may move over in a year.
    "contradictions/requirement-against-recruitment": [FEW_INVESTIGATORS],
    "contradictions/two-conflicts": [
        {"establishment.missing_from_home.detective_sergeant", "structure.minimum_strength.missing_sergeants"},
        FEW_INVESTIGATORS,
    ],
    "2019-two-ranks-by-september": [
        {
            "supply.pools.secondments",
            "supply.pools.voluntary_exits",
            "structure.removed_ranks.chief_superintendent.gone_by",
        }
    ],
}


@cache
def explained(name: str) -> ContradictionError:
    with pytest.raises(ContradictionError) as caught:
        pipeline.solve(INPUTS / f"{name}.yaml")
    return caught.value


def test_every_shipped_contradiction_is_looked_at() -> None:
    shipped = {f"contradictions/{file.stem}" for file in (INPUTS / "contradictions").glob("*.yaml")}
    assert shipped == {name for name in CULPRITS if "/" in name}


@pytest.mark.parametrize("name", CULPRITS)
def test_the_true_culprits_are_named_with_file_and_line(name: str) -> None:
    found = explained(name)
    assert [{rule.place for rule in conflict.rules} for conflict in found.conflicts] == CULPRITS[name]
    assert all(rule.mark is not None and rule.owner is not None for rule in found.rules)


@pytest.mark.parametrize("name", CULPRITS)
def test_each_conflict_is_one_and_would_be_none_without_any_of_its_rules(name: str) -> None:
    scenario = load_scenario(INPUTS / f"{name}.yaml").scenario
    program = formulate(tabulate(scenario), scenario.priorities).program
    columns, rows = program.order_by_name()
    matrix = with_room(program, program.matrix()).in_order(columns, rows)
    limits = limits_of(program, columns, rows)
    for conflict in explained(name).conflicts:
        places = {rule.place for rule in conflict.rules}
        others = [limit for limit in limits if limit.place not in places]

        def has_a_plan(*more: Limit, others: Sequence[Limit] = others) -> bool | None:
            return KeptModel(without(matrix, [*others, *more]).with_even_rows()).is_feasible(None)

        assert has_a_plan() is False, "these rules alone contradict each other"
        for limit in limits:
            assert limit.place not in places or has_a_plan(limit), f"{limit.place} is not needed for it"


@pytest.mark.parametrize("name", CULPRITS)
def test_the_smallest_repair_gives_a_plan_with_every_level_optimal(name: str, tmp_path: Path) -> None:
    found = explained(name)
    assert found.repairs
    files = explanation_files(found, pipeline.load(INPUTS / f"{name}.yaml"))
    for file, content in files.items():
        (tmp_path / file).write_bytes(content)
    assert pipeline.solve(tmp_path / "repair-1.yaml").optimal


@pytest.mark.parametrize("name", CULPRITS)
def test_each_repair_changes_one_rule_of_each_conflict(name: str) -> None:
    found = explained(name)
    for repair in found.repairs:
        for conflict in found.conflicts:
            places = {rule.place for rule in conflict.rules}
            assert any(edit.place.startswith(tuple(places)) for edit in repair.edits)
    assert {edit.kind for repair in found.repairs for edit in repair.edits} == {"policy"}


def test_finance_hr_and_operations_can_each_end_the_clash_of_money_and_people() -> None:
    found = explained("contradictions/budget-against-minimum-strength")
    owners = {edit.owner for repair in found.repairs for edit in repair.edits}
    assert owners == {"finance", "HR", "operations"}


def test_a_later_value_of_a_figure_that_need_not_change_stays_as_it_is() -> None:
    # The budget of 2019/20 is too small for the strength that is asked for; that of 2020/21 is not.
    found = explained("contradictions/budget-against-minimum-strength")
    of_budget = [repair.edits for repair in found.repairs if repair.edits[0].place.startswith("budget.")]
    assert [[edit.step for edit in edits] for edits in of_budget] == [[0]]
