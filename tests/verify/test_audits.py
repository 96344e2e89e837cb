"""The checks agree with every good plan, and object when any cell of one is spoilt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from laws.random_scenarios import scenarios
from laws.setting import Tree
from laws.solving import written
from tiny import BASE, merged

from planner.verify.audits.people import SIGNS
from planner.verify.verify import verify_files
from planner.vocabulary import COLUMNS
from verify.mutations import UNSEEN_TABLES, Spoiler
from verify.plans import RICH, ROOT, plan_files, rich, shipped, tables_of

INPUTS = ("2019-surge", "2019-improvement-team", "2019-two-ranks-removed", "da-priority-2018", "wiltshire-2014")
TRIED = 80
"""Changes of each plan that are tried here; `python -m benchmarks.mutations` tries thousands."""
CAUGHT = 0.99
"""The share of changes that must be noticed."""


def found(files: dict[str, bytes]) -> list[str]:
    return [str(finding) for finding in verify_files("a plan", files).findings]


@pytest.mark.parametrize("name", INPUTS)
def test_every_figure_of_the_shipped_inputs_holds(name: str) -> None:
    assert found(plan_files(ROOT / "inputs" / f"{name}.yaml")) == []


@pytest.mark.parametrize("name", RICH)
def test_every_figure_of_a_plan_in_which_much_happens_holds(name: str) -> None:
    assert found(rich(name)) == []


def test_a_line_is_not_indicative_where_only_the_line_at_the_other_end_of_a_way_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "whole.yaml"
    place.write_text(
        f"format: 1\nname: whole\nextends: {ROOT / 'tests/verify/removal.yaml'}\n"
        "establishment: {command: {chief_inspector: {whole: true}}}\n"
    )
    files = plan_files(place)
    assert found(files) == []
    spread = tables_of(files)["natural_spread"].rows
    indicative = spread.groupby(["team", "role"], observed=True)["indicative"].any()
    assert not indicative["command", "superintendent"]
    assert indicative["child", "area_commander"]


def test_overtime_that_no_line_may_work_has_no_rows(tmp_path: Path) -> None:
    clerk = {"title": "Clerk", "grade": "scale 4", "hours": "full", "pay": {"pounds_per_year": 9000}}
    overtime = {"extra": {"roles": ["clerk"], "multiplier": 1.5, "share_of_contracted": 0.1}}
    changes = {"roles": {"clerk": clerk}, "pay": {"staff": {"price_base": "2019-04"}}, "supply": {"overtime": overtime}}
    files = plan_files(written(merged(BASE, changes), tmp_path))
    checks = {finding.check for finding in verify_files("a plan", files).findings}
    assert "levers stand on their lines" not in checks


@settings(max_examples=20, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(scenarios())
def test_every_figure_of_a_random_plan_holds(tmp_path: Path, tree: Tree) -> None:
    assert found(plan_files(written(tree, tmp_path))) == []


@pytest.mark.parametrize("name", [*RICH, "2019"])
def test_nearly_every_material_change_is_noticed(name: str) -> None:
    spoiler = Spoiler(shipped() if name == "2019" else rich(name))
    chance = random.Random(name)  # noqa: S311 - the same choice on every run is what is wanted
    mutations = list(spoiler.mutations(1, chance))
    tried = chance.sample(mutations, TRIED)
    missed = [str(mutation) for mutation in tried if not spoiler.notices(mutation)]
    assert len(missed) <= (1 - CAUGHT) * TRIED, missed


# Kinds of flows that hardly any plan has: nobody tries out to be reduced in rank, or to be a new member of staff.
NEVER_BACK = {"reversion_back", "civilianisation_back"}


def test_everything_happens_in_the_plans_that_are_spoilt() -> None:
    plans = [{name: table.rows for name, table in tables_of(rich(each)).items()} for each in RICH]
    seen = {name for tables in plans for name in tables} - set(UNSEEN_TABLES)
    never = {
        (name, column)
        for name in seen
        for column in next(tables[name] for tables in plans if name in tables)
        if COLUMNS[column].kind == "number"
        and all((tables[name][column].fillna(0) == 0).all() for tables in plans if name in tables)
    }
    assert never == set()
    assert {kind for tables in plans for kind in tables["flows"]["kind"]} == set(SIGNS) - NEVER_BACK
