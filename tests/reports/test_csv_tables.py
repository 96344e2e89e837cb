"""The tables as files: what is written reads back as what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from made_plan import made_plan, table

from planner.plan.finish import in_order
from planner.reports.csv_tables import csv_files, csv_text, metadata, text_cell
from planner.vocabulary import COLUMNS, TABLES


def test_a_table_reads_back_as_it_was(tmp_path: Path) -> None:
    plan = made_plan(tmp_path)
    for name, text in csv_files(plan.tables, "Made").items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    for name, contract in TABLES.items():
        if name not in plan.tables:
            continue
        dates = [column for column in contract.columns if COLUMNS[column].kind == "date"]
        back = pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False)
        assert tuple(back.columns) == contract.columns
        expected = in_order(name, plan.tables[name])
        expected = expected.assign(**{column: [str(day) for day in expected[column]] for column in dates})
        for column in contract.columns:
            assert [str(value) for value in back[column]] == [
                str(value) for value in expected[column].astype(back[column].dtype)
            ], (name, column)


def test_rows_are_in_the_order_of_the_key_whatever_their_order_was() -> None:
    rows = [
        {"limit": name, "financial_year": year} for name, year in (("b", "2019/20"), ("a", "2020/21"), ("a", "2019/20"))
    ]
    straight, mixed = csv_text("budget", table("budget", rows)), csv_text("budget", table("budget", rows[::-1]))
    assert straight == mixed
    assert [line.split(",")[:2] for line in straight.splitlines()[1:]] == [
        ["a", "2019/20"],
        ["a", "2020/21"],
        ["b", "2019/20"],
    ]


def test_the_rows_before_action_come_before_those_of_the_plan() -> None:
    rows = [{"plan": plan, "order": order} for plan in ("after", "before") for order in (2, 1)]
    lines = csv_text("levels", table("levels", rows)).splitlines()[1:]
    assert [line.split(",")[:2] for line in lines] == [["before", "1"], ["before", "2"], ["after", "1"], ["after", "2"]]


@pytest.mark.parametrize(
    ("pounds", "cell"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-0.001, "0"),
        (1e15, "1000000000000000"),
        (1e-7, "0"),
        (1234.5, "1234.5"),
        (-3.456, "-3.46"),
        (100.0, "100"),
        (float("nan"), ""),
    ],
)
def test_a_number_has_its_printed_precision_and_no_exponent(pounds: float, cell: str) -> None:
    text = csv_text("budget", table("budget", [{"limit": "a", "financial_year": "2019/20", "limit_pounds": pounds}]))
    assert text.splitlines()[1] == f"a,2019/20,true,{cell},0,0,0"


def test_line_ends_are_unix_and_there_is_no_byte_order_mark(tmp_path: Path) -> None:
    for text in csv_files(made_plan(tmp_path).tables, "Made").values():
        assert "\r" not in text
        assert "\ufeff" not in text
        assert text.endswith("\n")


@pytest.mark.parametrize("note", ["=1+1", "+44 1642", "-see above", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_looks_like_a_formula_is_made_harmless(note: str) -> None:
    assert text_cell(note) == "'" + note


@pytest.mark.parametrize("note", ["-0.02", "+5", "£1 = 1", "a-b", "", "-0.02 0.04"])
def test_other_texts_stay_as_they_are(note: str) -> None:
    expected = "'-0.02 0.04" if note == "-0.02 0.04" else note
    assert text_cell(note) == expected


def test_the_description_names_every_column_with_its_unit_and_the_key() -> None:
    document = json.loads(metadata(list(TABLES), "Made"))
    assert document["@context"][0] == "http://www.w3.org/ns/csvw"
    described = {each["url"]: each["tableSchema"] for each in document["tables"]}
    assert set(described) == {f"{name}.csv" for name in TABLES}
    for name, contract in TABLES.items():
        schema = described[f"{name}.csv"]
        assert [column["name"] for column in schema["columns"]] == list(contract.columns)
        assert schema["primaryKey"] == list(contract.key)
        for column in schema["columns"]:
            assert COLUMNS[column["name"]].meaning in column["dc:description"]
            assert COLUMNS[column["name"]].unit in column["dc:description"]
    strength = next(each for each in described["staffing.csv"]["columns"] if each["name"] == "strength_fte")
    assert strength["datatype"] == "decimal"
    assert strength["dc:description"] == "people in post at the end of the period [FTE], to 4 decimals"
