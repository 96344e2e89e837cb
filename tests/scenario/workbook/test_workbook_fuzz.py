"""Whatever stands in a cell, it is read, or refused with the cell named; nothing ends in a traceback."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sheets import example, written

from planner.errors import ScenarioError
from planner.scenario.load import load_scenario
from planner.scenario.workbook import gather
from planner.scenario.workbook.grids import Book, Grid, read_book
from planner.scenario.workbook.write import workbook_of

ODD: list[Any] = [
    *("", " ", "x", "dated", "80", "=1+1", "a, b", "[a", "{a: 1}", "name", "null", "2019-04", "demand.x", "period"),
    *("teams[0]", "ranks[0].title", "a: b", "# c", "- x\n- y", "&a *a", "<<: x", "é" * 50, "x" * 40_000),
    *(-1, 0, 1, 1.5, 1e18, float("inf"), float("nan"), True, False),
    *(date(2019, 4, 1), datetime(2019, 4, 1, 3), time(3), timedelta(days=2)),
]
TRIES = 15


@pytest.mark.parametrize("seed", range(6))
def test_any_cell_may_hold_anything(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(folder / "book.xlsx", workbook_of(example()))
    sheets = [grid for grid in read_book(path, "book.xlsx").grids if grid.name != "Contents"]
    chance = random.Random(seed)  # noqa: S311
    for _ in range(TRIES):
        grids = tuple(Grid(each.file, each.name, each.number, [[*row] for row in each.rows]) for each in sheets)
        for _ in range(chance.choice([1, 1, 2, 5])):
            grid = chance.choice([each for each in grids if len(each.rows) > 3] if chance.random() < 0.7 else grids)
            row, column = chance.randrange(2, len(grid.rows) + 3), chance.randrange(max(map(len, grid.rows)) + 1)
            grid.rows += [[] for _ in range(row + 1 - len(grid.rows))]
            grid.rows[row] += [""] * (column + 1 - len(grid.rows[row]))
            grid.rows[row][column] = chance.choice(ODD)
        monkeypatch.setattr(gather, "read_book", lambda _path, _shown, grids=grids: Book("book.xlsx", grids, ()))
        try:
            load_scenario(path)
        except ScenarioError as error:
            wrong = [problem for problem in error.problems if problem.severity == "problem"]
            assert wrong
            assert all(problem.mark is not None and problem.mark.cell is not None for problem in wrong)
