"""The independent check of ranks and officers objects when any figure of a plan that removes two ranks is spoilt."""

from __future__ import annotations

import pytest
from audit import recompute
from audit.reading import Folder, read_folder
from audit.test_audit import HERE, OF_RANKS, plan_in_folder, spoilt

from planner.vocabulary import COLUMNS, TABLES


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A plan in which holders of two removed ranks leave by every way."""
    folder = read_folder(plan_in_folder(HERE / "removal.yaml", tmp_path_factory.mktemp("removal")))
    assert findings(folder) == set()
    return folder


def findings(folder: Folder) -> set[str]:
    """The audits that object."""
    return {each.__name__ for each in recompute.OF_RANKS if next(iter(each(folder)), None) is not None}


NUMBERS = [
    (table, column)
    for table in sorted(OF_RANKS)
    for column in TABLES[table].columns
    if COLUMNS[column].kind == "number"
]


@pytest.mark.parametrize(("table", "column"), NUMBERS)
def test_a_spoilt_number_is_noticed(good: Folder, table: str, column: str) -> None:
    assert findings(spoilt(good, table, column))


def test_everything_happens_in_the_plan_that_is_spoilt(good: Folder) -> None:
    assert {(table, column) for table, column in NUMBERS if (good.tables[table][column] == 0).all()} == set()
    removal = good.tables["removal"]
    after = removal[removal["plan"] == "after"].groupby("step")["saved_pounds"].sum()
    assert after.index[after == 0].tolist() == []


@pytest.mark.parametrize("order", range(1, 16))
def test_each_step_of_a_removal_is_noticed(good: Folder, order: int) -> None:
    for column in ("saved_fte", "saved_pounds"):
        removal = good.tables["removal"].copy()
        rows = removal[(removal["order"] == str(order)) & (removal["plan"] == "after")]
        removal.loc[rows[column].abs().idxmax(), column] += 0.5
        assert findings(Folder({**good.tables, "removal": removal}, good.scenario)), column


@pytest.mark.parametrize("table", sorted(OF_RANKS))
def test_a_lost_row_is_noticed(good: Folder, table: str) -> None:
    rows = good.tables[table]
    assert findings(Folder({**good.tables, table: rows.drop(index=rows.index[-1])}, good.scenario))
