"""Certificates hold for good plans, and for no plan that somebody has tampered with, whatever else they rewrite."""

from __future__ import annotations

import csv
import io
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import pipeline
from planner.reports.folder import write_plan
from planner.solver.exact import rounded_down
from planner.verify import certificate_file
from planner.verify.certificate import BACKED, certificates_hold
from planner.verify.certificate_file import FILE, read_statements
from planner.verify.exact import ExactBounds
from planner.vocabulary import TABLES

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "outputs" / "2019"
SMALL = (ROOT / "inputs" / "da-priority-2018.yaml", ROOT / "inputs" / "wiltshire-2014.yaml")
RICH = ROOT / "tests" / "verify" / "rich_restructuring.yaml"
WITH_WHOLE_CHOICES = ROOT / "tests" / "verify" / "rich.yaml"

Lines = list[list[str]]


@cache
def solved(scenario: Path, solver: str | None = None) -> Path:
    """The folder of a plan, which nobody may change."""
    folder = Path(mkdtemp()) / scenario.stem
    write_plan(pipeline.solve(scenario, solver=solver), folder)
    return folder


def copy(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "plan")
    return tmp_path / "plan"


def said(folder: Path) -> list[str]:
    return [str(finding) for finding in certificates_hold(folder)]


def checks(folder: Path) -> set[str]:
    return {finding.check for finding in certificates_hold(folder)}


def rewrite(folder: Path, texts: dict[str, str]) -> None:
    """Write the certificate's zip again with other texts."""
    with zipfile.ZipFile(folder / FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)


def texts_of(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / FILE) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def as_csv(lines: Lines) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def change(folder: Path, member: str, edit: Callable[[Lines], None]) -> None:
    """Change the lines of one member; a name without a folder is a table beside the certificate."""
    if "/" in member:
        texts = texts_of(folder)
        lines = list(csv.reader(io.StringIO(texts[member])))
        edit(lines)
        rewrite(folder, texts | {member: as_csv(lines)})
    else:
        lines = list(csv.reader(io.StringIO((folder / member).read_text(encoding="utf-8"))))
        edit(lines)
        (folder / member).write_text(as_csv(lines), encoding="utf-8")


def set_cell(line: int, cell: int, text: str) -> Callable[[Lines], None]:
    def edit(lines: Lines) -> None:
        lines[line][cell] = text

    return edit


# ---------------------------------------------------------------- good plans
@pytest.mark.parametrize("folder", [SHIPPED, *SMALL, RICH, WITH_WHOLE_CHOICES], ids=lambda path: path.stem)
def test_every_level_of_a_good_plan_has_its_certificate(folder: Path) -> None:
    folder = folder if folder == SHIPPED else solved(folder)
    assert said(folder) == []
    statements, _ = read_statements(folder)
    assert [each.plan for each in statements] == ["before", "after"]
    with (folder / "levels.csv").open(encoding="utf-8") as text:
        printed = [(row["plan"], row["level"], row["proof"]) for row in csv.DictReader(text)]
    assert printed == [(each.plan, level.name, level.how) for each in statements for level in each.levels]
    if folder.stem != "rich":
        assert {how for _, _, how in printed} == {"proved"}


def test_where_choices_are_whole_the_solvers_bounds_say_so() -> None:
    before, after = read_statements(solved(WITH_WHOLE_CHOICES))[0]
    assert {level.how for level in before.levels} == {"proved"}
    how = {level.name: level.how for level in after.levels}
    assert (how["gap_tier_1"], how["cost"], how["tie_break"]) == ("proved", "solver's bound", "not proved")


def test_another_solver_proves_nothing_here_and_says_so() -> None:
    folder = solved(SMALL[0], "PULP_CBC_CMD")
    assert said(folder) == []
    statements, _ = read_statements(folder)
    hows = {
        level.how for each in statements for level, costs in zip(each.levels, each.costs, strict=True) if any(costs)
    }
    assert hows == {"not proved"}


def test_the_same_plan_is_written_as_the_same_bytes(tmp_path: Path) -> None:
    write_plan(pipeline.solve(SMALL[0]), tmp_path / "again")
    assert (tmp_path / "again" / FILE).read_bytes() == (solved(SMALL[0]) / FILE).read_bytes()


def test_the_shipped_certificate_stays_small() -> None:
    assert (SHIPPED / FILE).stat().st_size < 900_000


# ---------------------------------------------------------------- somebody who rewrites everything
def restated(folder: Path) -> None:
    """State every bound and gap anew as what the prices prove, in the certificate and in levels.csv."""
    columns = TABLES["levels"].columns
    for each in read_statements(folder)[0]:
        bounds = ExactBounds(each)
        for number, level in enumerate(each.levels, start=1):
            bound = rounded_down(bounds.bound(number - 1))
            change(folder, f"{each.plan}/levels.csv", set_cell(number, 6, repr(bound)))
            change(folder, f"{each.plan}/levels.csv", set_cell(number, 7, repr(level.best - bound)))
            lines = list(csv.reader(io.StringIO((folder / "levels.csv").read_text(encoding="utf-8"))))
            place = next(at for at, line in enumerate(lines) if line[:2] == [each.plan, str(number)])
            change(folder, "levels.csv", set_cell(place, columns.index("bound"), f"{bound:.4f}"))
            change(folder, "levels.csv", set_cell(place, columns.index("proof_gap"), f"{level.best - bound:.9f}"))


@pytest.mark.parametrize("seed", range(8))
def test_a_price_spoilt_by_one_percent_is_refused_even_if_bound_and_gap_are_stated_anew(
    seed: int, tmp_path: Path
) -> None:
    folder = copy(solved(RICH), tmp_path)
    chance = random.Random(seed)  # noqa: S311
    statement = chance.choice(read_statements(folder)[0])
    levels = range(len(statement.levels))
    # A price whose row is an equation, or a side that the plan stands at, may be one of many that prove the same; here
    # are those that are needed: one percent of it lowers the bound by more than a proof may leave open.
    bounds = ExactBounds(statement)
    places = [(level, row) for level in levels for row in statement.prices[level].nonzero()[0]]
    for level, row in chance.sample(places, len(places)):
        prices = statement.prices.copy()
        prices[level, row] *= 1.01
        spoilt = ExactBounds(replace(statement, prices=prices)).bound(level)
        if float(bounds.bound(level) - spoilt) > 1e-3 * max(1.0, abs(statement.levels[level].best)):
            break

    def spoil(lines: Lines) -> None:
        (line,) = (line for line in lines if line[0] == str(row))
        line[level + 1] = repr(float(line[level + 1]) * 1.01)

    change(folder, f"{statement.plan}/prices.csv", spoil)
    assert "no plan goes below the bound" in checks(folder)
    restated(folder)
    assert checks(folder) == {"how far a level is proved"}
    (finding,) = certificates_hold(folder)
    assert (finding.column, finding.says, finding.should_be[:10]) == ("how", "proved", "not proved")


def test_no_price_can_be_spoilt_so_that_a_bound_rises_unnoticed() -> None:
    # Whatever happens to a price, the stated bound is the one of the prices or it is refused.
    statement = read_statements(solved(RICH))[0][1]
    chance = random.Random(1)  # noqa: S311
    for level in range(len(statement.levels)):
        stated = statement.levels[level].bound
        assert stated is not None
        for row in chance.sample(range(len(statement.rows)), 5):
            prices = statement.prices.copy()
            prices[level, row] *= 1.01
            assert float(ExactBounds(replace(statement, prices=prices)).bound(level)) <= stated + 1e-6 * max(
                1, abs(stated)
            )


def lowered(folder: Path, level: str, by: float) -> int:
    """Lower the best and held value of a level everywhere it is stated; return its place."""
    statement = read_statements(folder)[0][1]
    place = [each.name for each in statement.levels].index(level) + 1
    best, held, limit = (getattr(statement.levels[place - 1], name) - by for name in ("best", "held", "limit"))

    def edit(lines: Lines) -> None:
        lines[place][3:6] = [repr(best), repr(held), repr(limit)]

    def edit_table(lines: Lines) -> None:
        for line in lines:
            if line[:2] == ["after", str(place)]:
                line[4:6] = [f"{best:.4f}", f"{held:.4f}"]

    change(folder, "after/levels.csv", edit)
    change(folder, "levels.csv", edit_table)
    return place


@pytest.mark.parametrize("level", ["gap_tier_1", "cost", "disruption"])
def test_an_objective_improved_by_hand_is_refused(level: str, tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    lowered(folder, level, by=5.0)
    assert {"a level is its value on the plan", "how far a level is proved"} <= checks(folder)
    assert any(f"level={level}, best" in each for each in said(folder))
    restated(folder)
    assert "a level is its value on the plan" in checks(folder)


def test_a_value_moved_is_refused_by_its_rows_its_level_and_its_cell(tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    statement = read_statements(folder)[0][1]
    column = next(
        j for j, name in enumerate(statement.names) if name.startswith("strength") and statement.values[j] > 2
    )
    moved = repr(float(statement.values[column]) - 1.0)
    change(folder, "after/columns.csv", set_cell(column + 1, 4, moved))
    expected = {"the plan keeps the rules of the matrix", "a level is its value on the plan"}
    assert checks(folder) == expected | {"the tables print the plan that is proved"}


def test_a_cell_moved_is_refused_in_words(tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    columns = list(TABLES["worked"].columns)
    place = columns.index("worked_hours")
    before = list(csv.reader(io.StringIO((folder / "worked.csv").read_text(encoding="utf-8"))))[1]
    change(folder, "worked.csv", set_cell(1, place, "1"))
    where = " ".join(f"{name}={before[columns.index(name)]}" for name in TABLES["worked"].key)
    (finding,) = certificates_hold(folder)
    assert (finding.file, finding.where, finding.column, finding.says) == ("worked.csv", where, "worked_hours", "1")
    assert float(finding.should_be) == pytest.approx(float(before[place]), abs=0.0005)
    assert finding.check == "the tables print the plan that is proved"


def test_a_cell_cannot_be_cut_loose_from_its_column(tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    change(folder, "after/cells.csv", lambda lines: lines.__setitem__(slice(1, None), []))
    refused = {(finding.file.removesuffix(".csv"), finding.column) for finding in certificates_hold(folder)}
    assert refused == BACKED - {("work", "closed_undone_cases")}  # this plan closes none


def test_a_level_left_out_is_refused(tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    change(folder, "levels.csv", lambda lines: lines.pop())
    (statement,) = (each for each in read_statements(folder)[0] if each.plan == "after")
    last = len(statement.levels)
    assert said(folder) == [
        (
            f"levels.csv, plan=after order={last}, level: says nothing, should be tie_break"
            " (levels.csv says what the certificate says)"
        )
    ]


def test_a_limit_below_what_is_held_or_above_what_may_be_is_refused(tmp_path: Path) -> None:
    folder = copy(solved(RICH), tmp_path)
    level = read_statements(folder)[0][1].levels[0]
    change(folder, "after/levels.csv", set_cell(1, 5, repr(level.held - 1)))
    assert "the plan holds the level at its limit" in checks(folder)
    change(folder, "after/levels.csv", set_cell(1, 5, repr(level.limit + 1)))
    assert "a limit is best and tolerance" in checks(folder)


def test_what_is_whole_has_to_be_whole(tmp_path: Path) -> None:
    folder = copy(solved(WITH_WHOLE_CHOICES), tmp_path)
    statement = read_statements(folder)[0][1]
    column = int(statement.whole.nonzero()[0][0])
    change(folder, "after/columns.csv", set_cell(column + 1, 4, "0.5"))
    name = statement.names[column]
    assert f"certificate.zip, plan=after {name}, value: says 0.5, should be a whole number" in said(folder)[0]


# ---------------------------------------------------------------- a certificate made by hand
COLUMNS_CSV = "name,lower,upper,whole,value\na,1,1,false,1\nb,1,1,false,1\n"
BY_HAND = {
    "columns": COLUMNS_CSV,
    "rows": "family,key,place,lower,upper\ntotal,all,,2,\n",
    "entries": "row,columns,coefficients\n0,0 1,1 1\n",
    "levels": "level,unit,constant,best,held,limit,bound,gap,how\n"
    f"cost,pounds,0,{0.1 + 0.2!r},{0.1 + 0.2!r},{0.1 + 0.2!r},BOUND,GAP,proved\n",
    "costs": "column,1\n0,0.1\n1,0.2\n",
    "prices": "row,1\n",
    "multipliers": "level,1\n",
    "cells": "column,table,row,cell\n",
}
"""Two columns fixed at 1 that cost 0.1 and 0.2: no plan goes below 0.1 + 0.2, as 64 bits hold these two, exactly."""


def by_hand(folder: Path, bound: float = 0.3, **members: str) -> Path:
    """Write a certificate by hand, the same for both plans, and the tables that go with it."""
    folder.mkdir(exist_ok=True)
    gap = repr((0.1 + 0.2) - bound)
    texts = {}
    for name, text in {**BY_HAND, **members}.items():
        for plan in ("before", "after"):
            texts[f"{plan}/{name}.csv"] = text.replace("BOUND", repr(bound)).replace("GAP", gap)
    rewrite(folder, texts)
    for table in {*(table for table, _ in BACKED), "exchange"}:
        (folder / f"{table}.csv").write_text(",".join(TABLES[table].columns) + "\n", encoding="utf-8")
    printed = [f"{plan},1,cost,pounds,0.3,0.3,0,optimal,0.3,0,proved" for plan in ("before", "after")]
    (folder / "levels.csv").write_text("\n".join([",".join(TABLES["levels"].columns), *printed, ""]), encoding="utf-8")
    return folder


def test_a_bound_that_only_rounding_reaches_is_refused(tmp_path: Path) -> None:
    # 0.1 and 0.2 are held as a little more than they say, together 0.3000000000000000166; floats add them up to
    # 0.3000000000000000444. The float below is 0.3, and that much is proved.
    assert said(by_hand(tmp_path / "proved", bound=0.3)) == []
    assert said(by_hand(tmp_path / "rounded up", bound=0.1 + 0.2)) == [
        f"certificate.zip, plan={plan} level=cost, bound: says 0.30000000000000004, should be 0.30000000000000004"
        " (no plan goes below the bound)"
        for plan in ("before", "after")
    ]


@pytest.mark.parametrize(
    ("member", "text", "finding"),
    [
        ("columns", "name,lower\n", "columns.csv line 1: says name,lower, should be name,lower,upper,whole,value"),
        ("columns", COLUMNS_CSV.replace("b,", "a,"), "columns.csv line 3: says a again, should be each name once"),
        ("columns", COLUMNS_CSV.replace("b,1", "b,nan"), "columns.csv line 3: says 'nan', should be a number"),
        ("columns", COLUMNS_CSV.replace("b,1", "b,1e999"), "columns.csv line 3: says '1e999', should be a number"),
        ("columns", COLUMNS_CSV.replace("b,1", "b,1_0"), "columns.csv line 3: says '1_0', should be a number"),
        ("columns", COLUMNS_CSV.replace("b,1", "b,"), "columns.csv line 3: says '', should be a number"),
        (
            "columns",
            COLUMNS_CSV.replace("1,false,1\nb", "1,no,1\nb"),
            "columns.csv line 2: says 'no', should be true or false",
        ),
        ("columns", COLUMNS_CSV + "c\n", "columns.csv line 4: says 1 cells, should be 5 cells"),
        (
            "entries",
            "row,columns,coefficients\n0,0 2,1 1\n",
            "entries.csv line 2: says '2', should be a whole number from 0 to 1",
        ),
        (
            "entries",
            "row,columns,coefficients\n0,0 -1,1 1\n",
            "entries.csv line 2: says '-1', should be a whole number from 0 to 1",
        ),
        (
            "entries",
            "row,columns,coefficients\n0,0 1,1\n",
            ("entries.csv line 2: says a row or column again, or not as many columns as coefficients,"
            " should be each once"),
        ),
        ("costs", "column,1\n0,0.1\n0,0.2\n", "costs.csv line 3: says 0 again, should be each place once"),
        ("prices", "row,1\n1,0.5\n", "prices.csv line 2: says '1', should be a whole number from 0 to 0"),
        ("multipliers", "level,1\n0,0.5\n", "multipliers.csv line 2: says 0, should be each place once"),
        (
            "cells",
            "column,table,row,cell\n7,staffing,a|b,strength_fte\n",
            "cells.csv line 2: says '7', should be a whole number from 0 to 1",
        ),
        ("rows", "family,key,place,lower,upper\n\"", "rows.csv: says no CSV (unexpected end of data), should be CSV"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_finding(member: str, text: str, finding: str, tmp_path: Path) -> None:
    found = said(by_hand(tmp_path / "plan", **{member: text}))
    assert found == [f"certificate.zip, {plan}/{finding} (the certificate can be read)" for plan in ("before", "after")]


@pytest.mark.parametrize(
    ("member", "text", "finding"),
    [
        ("prices", "row,1\n0,-1\n", "level=cost total[all], price: says -1, should be of the other sign, or nothing"),
        (
            "multipliers",
            "level,1\n1,1\n",
            "level=cost above=cost, multiplier: says 1, should be nothing below 0, of a level above",
        ),
        ("cells", "column,table,row,cell\n0,passwd,a,b\n", "a, cell: says passwd.b, should be a figure of a table"),
        (
            "cells",
            "column,table,row,cell\n0,levels,1,unit\n",
            "a, cell: says levels.unit, should be a figure of a table",
        ),
        (
            "levels",
            BY_HAND["levels"].replace("proved", "believed"),
            "level=cost, how: says believed, should be proved, solver's bound or not proved",
        ),
        (
            "levels",
            BY_HAND["levels"].replace("proved", "solver's bound"),
            "level=cost, how: says solver's bound, should be proved or not proved: nothing is whole here",
        ),
        (
            "levels",
            BY_HAND["levels"].replace("BOUND,GAP", ","),
            "level=cost, bound: says nothing, should be a bound and a gap",
        ),
    ],
)  # fmt: skip
def test_what_proves_nothing_is_a_finding(member: str, text: str, finding: str, tmp_path: Path) -> None:
    found = said(by_hand(tmp_path / "plan", **{member: text}))
    assert any(each.startswith(f"certificate.zip, plan=after {finding}") for each in found), found


def test_a_file_that_is_missing_or_no_zip_file_is_a_finding(tmp_path: Path) -> None:
    folder = by_hand(tmp_path / "plan")
    (folder / FILE).write_text("no zip", encoding="utf-8")
    assert said(folder) == [
        (
            "certificate.zip: says no zip file that can be read (File is not a zip file), should be a zip file"
            " (the certificate can be read)"
        )
    ]
    (folder / FILE).unlink()
    assert said(folder) == [
        (
            "certificate.zip: says no such file, should be certificate.zip, as every plan has one"
            " (the certificate can be read)"
        )
    ]


def test_members_that_are_missing_foreign_or_twice_there_are_findings(tmp_path: Path) -> None:
    folder = by_hand(tmp_path / "plan")
    texts = texts_of(folder)
    texts.pop("before/cells.csv")
    rewrite(folder, texts | {"../../levels.csv": "anything"})
    with zipfile.ZipFile(folder / FILE, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("after/cells.csv", texts["after/cells.csv"])
    assert said(folder) == [
        f"certificate.zip, {finding} (the certificate can be read)"
        for finding in (
            "../../levels.csv: says there, should be not there: no certificate has it",
            "after/cells.csv: says there twice, should be there once",
            "before/cells.csv: says not there, should be there",
        )
    ]
    assert not (tmp_path / "levels.csv").exists()


def test_a_member_that_unpacks_to_more_than_any_certificate_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = by_hand(tmp_path / "plan")
    monkeypatch.setattr(certificate_file, "LARGEST_MEMBER_BYTES", 10_000)
    rewrite(folder, texts_of(folder) | {"after/prices.csv": "0" * 10_001})
    assert said(folder) == [
        (
            "certificate.zip, after/prices.csv: says more than 10,000 bytes, should be no more than that unpacked"
            " (the certificate can be read)"
        )
    ]


def test_tables_that_cannot_be_read_are_findings(tmp_path: Path) -> None:
    folder = by_hand(tmp_path / "plan")
    (folder / "worked.csv").write_text("plan\nafter\n", encoding="utf-8")
    (folder / "levels.csv").write_text("\n".join([",".join(TABLES["levels"].columns), "after,1"]), encoding="utf-8")
    found = [(finding.file, finding.says) for finding in certificates_hold(folder)]
    assert found[-2:] == [("levels.csv", "other columns"), ("worked.csv", "other columns")]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_spoilt_byte_breaks_the_checker(data: st.DataObject) -> None:
    folder = by_hand(Path(mkdtemp()) / "plan")
    content = bytearray((folder / FILE).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / FILE).write_bytes(bytes(content))
    for finding in certificates_hold(folder):
        assert finding.check
