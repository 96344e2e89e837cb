"""The independent check agrees with every plan, and objects when any figure of a good plan is spoilt."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from audit.people import SIGNS
from audit.reading import NUMBERS, UNITS, Folder, read_folder
from audit.recompute import AUDITS, audit
from hypothesis import HealthCheck, given, settings
from laws.random_scenarios import scenarios
from laws.setting import Tree
from laws.solving import written

from planner import pipeline
from planner.reports.csv_tables import csv_files
from planner.scenario.dump import dump_yaml
from planner.vocabulary import COLUMNS, TABLES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INPUTS = ("2019", "2019-2023", "2019-surge", "2019-improvement-team", "2019-two-ranks-removed", "da-priority-2018")
RICH = ("rich", "rich_restructuring")
"""Plans in which everything happens that an audit looks at."""
OF_RANKS = {
    "prices",
    "structure",
    "holders",
    "former_holders",
    "natural_spread",
    "record",
    "record_fit",
    "removal",
    "officers",
}
"""Tables that are spoilt in a plan in which ranks are removed, see `test_audit_removal`."""
NOT_AUDITED = {
    ("levels", "tolerance"),  # an intention, and no figure of the plan
    ("levels", "bound"),  # the certificate says it, see tests/verify/test_certificate.py
    ("levels", "proof_gap"),
    ("exchange", "exchange"),  # a dual: only another optimisation could say it
}
"""Printed numbers that no audit can see, with the reason."""
NO_FIGURE_OF_THE_PLAN = {
    "assumptions",
    "binding",
    "breaches",
    "trials",
    "rounding",  # what plans in fractions could reach: only another optimisation could say it; see test_plan_rounding
}
"""Tables that do not say what the plan is."""


def plan_in_folder(scenario: Path, folder: Path) -> Path:
    """Solve a scenario and write what the audit reads."""
    plan = pipeline.solve(scenario)
    for left in folder.glob("*.csv"):
        left.unlink()  # of another plan, which may have had more tables
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
def good(tmp_path_factory: pytest.TempPathFactory) -> list[Folder]:
    """Plans in which everything happens."""
    folders = [read_folder(plan_in_folder(HERE / f"{name}.yaml", tmp_path_factory.mktemp(name))) for name in RICH]
    assert [str(finding) for folder in folders for each in AUDITS for finding in each(folder)] == []
    return folders


def objects(folder: Folder) -> bool:
    """Whether any audit objects."""
    return any(next(iter(each(folder)), None) is not None for each in AUDITS)


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
    told = [name for name in TABLES if name not in (*NO_FIGURE_OF_THE_PLAN, *OF_RANKS)]
    return [(table, column) for table in told for column in TABLES[table].columns
            if COLUMNS[column].kind == "number" and (table, column) not in NOT_AUDITED]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), audited_numbers())
def test_a_spoilt_number_is_noticed(good: list[Folder], table: str, column: str) -> None:
    there = [folder for folder in good if len(folder.tables.get(table, ()))]
    assert there
    assert all(objects(spoilt(folder, table, column)) for folder in there)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("flows", "fte"),
        ("costs", "pounds"),
        ("levers", "used"),
        ("effects", "part_year_pounds"),
        ("elsewhere", "hours"),
    ],
)
def test_a_spoilt_number_of_each_kind_is_noticed(good: list[Folder], table: str, column: str) -> None:
    for folder in good:
        rows = folder.tables[table]
        for kind in sorted(set(rows.loc[rows["plan"] == "after", "kind"])):
            changed = rows.copy()
            row = rows.loc[(rows["kind"] == kind) & (rows["plan"] == "after"), column].abs().idxmax()
            # Pay is worked out from people who are printed to four decimals each: pounds, not pence.
            changed.loc[row, column] += 200 if table == "effects" else 5 if table == "costs" else 0.1
            assert objects(Folder({**folder.tables, table: changed}, folder.scenario)), kind


NEVER_BACK = {"reversion_back", "civilianisation_back"}
"""Kinds of flows that hardly any plan has: nobody tries out to be reduced in rank, or to be a new member of staff."""


def test_everything_happens_in_the_plans_that_are_spoilt(good: list[Folder]) -> None:
    told = [folder.tables for folder in good]
    never = {
        (table, column)
        for table, column in audited_numbers()
        if all((tables[table][column].fillna(0) == 0).all() for tables in told if table in tables)
    }
    assert never == set()
    assert {kind for tables in told for kind in tables["flows"]["kind"]} == set(SIGNS) - NEVER_BACK


LARGEST = {
    "flows": "fte",
    "costs": "pounds",
    "coverage": "gap_hours",
    "leaders": "leads_fte",
    "elsewhere": "hours",
    "initiatives": "pounds",
    "requirements": "required_fte",
}
"""By which column the row that gets lost is chosen; otherwise by hours covered."""


def test_a_lost_row_is_noticed(good: list[Folder]) -> None:
    for table in ("flows", "tasks", "worked", "costs", "coverage", "leaders", "elsewhere", "initiatives",
                  "requirements"):  # fmt: skip
        for folder in good:
            if table in folder.tables:
                rows = folder.tables[table]
                lost = rows.drop(index=rows[LARGEST.get(table, "covered_hours")].idxmax())
                assert objects(Folder({**folder.tables, table: lost}, folder.scenario)), table


SELDOM_READ = {"exchange", "breach", "fte_most", "continuous", "whole", "price"}
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
