"""The independent check agrees with every plan, and objects when any figure of a good plan is spoilt."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from laws.random_scenarios import scenarios
from laws.setting import Tree
from laws.solving import written

from audit.people import SIGNS
from audit.reading import NUMBERS, UNITS, Folder, read_folder
from audit.recompute import AUDITS, audit
from planner import pipeline
from planner.reports.csv_tables import csv_files
from planner.scenario.dump import dump_yaml
from planner.vocabulary import COLUMNS, TABLES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INPUTS = ("2019", "2019-2023", "2019-surge", "da-priority-2018")
NOT_AUDITED = {
    ("levels", "tolerance"),  # an intention, and no figure of the plan
    ("staffing", "untutored_hours"),  # tutors' time owed follows from how many of a cohort are left; no table says it
    ("exchange", "exchange"),  # a dual: only another optimisation could say it
}
"""Printed numbers that no audit can see, with the reason."""


def plan_in_folder(scenario: Path, folder: Path) -> Path:
    """Solve a scenario and write what the audit reads."""
    plan = pipeline.solve(scenario)
    for name, text in csv_files(plan.tables, plan.name).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "scenario.resolved.yaml").write_text(dump_yaml(plan.loaded.raw), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", INPUTS)
def test_every_figure_of_the_shipped_inputs_holds(name: str, tmp_path: Path) -> None:
    assert audit(plan_in_folder(ROOT / "inputs" / f"{name}.yaml", tmp_path)) == []


@settings(max_examples=20, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(scenarios())
def test_every_figure_of_a_random_plan_holds(tmp_path: Path, tree: Tree) -> None:
    assert audit(plan_in_folder(written(tree, tmp_path), tmp_path)) == []


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A plan in which everything happens."""
    folder = read_folder(plan_in_folder(HERE / "rich.yaml", tmp_path_factory.mktemp("rich")))
    assert findings(folder) == set()
    return folder


def findings(folder: Folder) -> set[str]:
    """The audits that object."""
    return {each.__name__ for each in AUDITS if next(iter(each(folder)), None) is not None}


def spoilt(folder: Folder, table: str, column: str) -> Folder:
    """The same plan with one number changed by about a hundredth: the largest of its column after action."""
    changed = folder.tables[table].copy()
    rows = changed[changed["plan"] == "after"] if "plan" in changed else changed
    row = rows[column].abs().idxmax()
    changed.loc[row, column] = changed.loc[row, column] * 1.01 + 0.01
    return Folder({**folder.tables, table: changed}, folder.scenario)


@cache
def audited_numbers() -> list[tuple[str, str]]:
    """Every column of numbers of every table that says what the plan is."""
    told = [name for name in TABLES if name not in ("assumptions", "binding", "breaches", "trials")]
    return [(table, column) for table in told for column in TABLES[table].columns
            if COLUMNS[column].kind == "number" and (table, column) not in NOT_AUDITED]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), audited_numbers())
def test_a_spoilt_number_is_noticed(good: Folder, table: str, column: str) -> None:
    assert findings(spoilt(good, table, column))


def test_everything_happens_in_the_plan_that_is_spoilt(good: Folder) -> None:
    figures = audited_numbers()
    never = {(table, column) for table, column in figures if (good.tables[table][column].fillna(0) == 0).all()}
    assert never == {("tasks", "missed_hours"), ("work", "missed_hours")}  # spoilt from 0 to 0.01 all the same
    assert set(good.tables["flows"]["kind"]) == set(SIGNS) - {"terms_over"}


LARGEST = {"flows": "fte", "costs": "pounds", "coverage": "gap_hours", "leaders": "leads_fte", "elsewhere": "hours"}
"""By which column the row that gets lost is chosen; otherwise by hours covered."""


def test_a_lost_row_is_noticed(good: Folder) -> None:
    for table in ("flows", "tasks", "worked", "costs", "coverage", "leaders", "elsewhere"):
        rows = good.tables[table]
        lost = rows.drop(index=rows[LARGEST.get(table, "covered_hours")].idxmax())
        assert findings(Folder({**good.tables, table: lost}, good.scenario)), table


SELDOM_READ = {"exchange", "breach", "fte_most"}
"""Numbers of tables that no audit reads."""


def test_the_audit_knows_which_columns_are_numbers() -> None:
    for column in {column for contract in TABLES.values() for column in contract.columns} - SELDOM_READ:
        read_as_number = column in NUMBERS or column.endswith(UNITS)
        assert read_as_number == (COLUMNS[column].kind == "number"), column


def test_the_audit_cannot_see_the_planner() -> None:
    for path in HERE.glob("*.py"):
        if not path.name.startswith("test_"):
            assert not {name.split(".")[0] for name in imports(path)} & {"planner", "pulp", "highspy"}, path.name


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.ImportFrom):
            yield part.module or ""
        elif isinstance(part, ast.Import):
            yield from (each.name for each in part.names)
