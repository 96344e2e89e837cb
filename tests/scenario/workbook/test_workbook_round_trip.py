"""A scenario taken to a workbook and back is the same scenario, in every key and in the order of the form."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets import changed, example, written

from planner.errors import UsageError
from planner.scenario.load import load_scenario
from planner.scenario.nodes import plain
from planner.scenario.workbook.gather import read_workbook
from planner.scenario.workbook.layout import layout
from planner.scenario.workbook.spread import spread
from planner.scenario.workbook.write import workbook_of

INPUTS = Path(__file__).parents[3] / "inputs"
SHIPPED = sorted([*INPUTS.glob("*.yaml"), *(INPUTS / "contradictions").glob("*.yaml")])


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_scenario_is_the_same_to_the_letter(path: Path, folder: Path) -> None:
    there = load_scenario(path)
    back = load_scenario(written(folder / "book.xlsx", workbook_of(there.raw)))
    assert json.dumps(back.raw) == json.dumps(there.raw)
    assert back.scenario == there.scenario
    assert spread(there.raw).more == [], "everything that is shipped has cells of its own"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_another_program_saves_is_the_same_scenario(folder: Path) -> None:
    there = load_scenario(INPUTS / "2019-two-ranks-removed.yaml")
    written(folder / "book.xlsx", workbook_of(there.raw))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    save = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "saved",
        "book.xlsx",
    ]
    subprocess.run(save, check=True, capture_output=True, timeout=300)  # noqa: S603
    assert json.dumps(load_scenario("saved/book.xlsx").raw) == json.dumps(there.raw)


def there_and_back(raw: dict[str, Any], folder: Path) -> Any:
    """A scenario's plain data, after it stood in a workbook; it need not be complete."""
    reading = read_workbook(written(folder / "book.xlsx", workbook_of(raw)))
    assert reading.root is not None, reading.problems
    return plain(reading.root)


def changing(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The template's scenario, changed."""
    raw = deepcopy(example())
    change(raw)
    return raw


ODD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "text that looks like a number": lambda raw: raw["sources"]["crime_system"].update(date="2018"),
    "text that begins with an equals sign": lambda raw: raw.update(title="=1+1"),
    "text that is an address": lambda raw: raw["sources"]["crime_system"].update(address="https://example.org/a?b=c&d"),
    "text over several lines": lambda raw: raw["demand"]["section_47"].update(counts="one\ntwo\n\nthree"),
    "text with space around it": lambda raw: raw["demand"]["section_47"].update(counts="  one  "),
    "empty text": lambda raw: raw["demand"]["section_47"].update(counts=""),
    "text that escapes itself": lambda raw: raw["demand"]["section_47"].update(counts="a _x0041_ b"),
    "nothing": lambda raw: raw["demand"]["section_47"].update(counts=None),
    "an empty section": lambda raw: raw["demand"]["section_47"].update(opening={}),
    "an empty list": lambda raw: raw["roles"]["detective"].update(accreditations=[]),
    "an item without keys": lambda raw: raw["demand"]["section_47"]["tasks"].update(other={}),
    "a table without items": lambda raw: raw["supply"].update(pools={}),
    "a number of seventeen digits": lambda raw: raw.update(whole_people={"gap": 0.1 + 0.2}),
    "a value without more in a section": lambda raw: raw["demand"]["section_47"].update(recorded_share={"value": 0.5}),
    "a date without a list": lambda raw: raw["demand"]["section_47"].update(
        recorded_share={"from": "2024-04", "value": 0.5}
    ),
    "dated values": lambda raw: raw["demand"]["section_47"].update(
        recorded_share=[{"value": 0.5}, {"from": "2024-09-30", "value": 0.6, "range": [0.5, 0.7], "note": "=x"}]
    ),
    "dated values of a role": lambda raw: raw["demand"]["section_47"]["tasks"]["investigate"]["roles"].update(
        detective=[{"from": "2024-04", "value": 1, "basis": "decision"}]
    ),
    "dated values in a list": lambda raw: raw.update(
        structure={
            "supervision": {
                "all": {
                    "led": [{"team": "child_protection", "role": "detective"}],
                    "leaders": [
                        {"team": "child_protection", "role": "supervisor", "span": [{"from": "2024-04", "value": 6}]}
                    ],
                }
            }
        }
    ),
    "a season without a pedigree": lambda raw: raw["seasons"].update(
        x={"index": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1.5]}
    ),
    "a season in a section": lambda raw: raw["seasons"].update(x={"index": {"values": [1] * 12}}),
    "words and levels": lambda raw: raw.update(priorities=["gap_tier_1", {"level": "cost", "at_most": {"value": 5}}]),
    "a level alone in a section": lambda raw: raw.update(priorities=["gap_tier_1", {"level": "cost"}]),
    "words with commas": lambda raw: raw["budget"]["limits"].update(odd={"pounds_per_year": 5, "kinds": ["a, b", "c"]}),
    "trials": lambda raw: raw.update(trials={"lever": "x", "fte": [0, 2.5, 10], "line": "section_47"}),
    "a trial": lambda raw: raw.update(trials={"lever": "x", "fte": [5], "line": "section_47"}),
    "what-ifs": lambda raw: raw.update(
        variants={
            "less": {"title": "Less", "times": {"budget.limits.whole.pounds_per_year": 0.97, "a.b": 0.1 + 0.2}},
            "other": {
                "title": "Other",
                "set": {
                    "demand.section_47.tier": 2,
                    "demand.section_47.counts": "2",
                    "supply.pools": None,
                    "roles.detective.accreditations": ["a", "b"],
                    "teams.response": {"title": "yes", "out_of_scope": True},
                },
                "plus": {"establishment.domestic_abuse.detective.approved_fte": -2},
            },
        }
    ),
    "a parent": lambda raw: raw.update(extends="north.yaml", ranks=[{"name": "sergeant", "delete": True}]),
    "an item of another file": lambda raw: (raw.update(extends="north.yaml"), raw["teams"].update(gone=None)),
}
"""What a YAML file can say in a way that a spreadsheet has no way of its own for."""


@pytest.mark.parametrize("change", ODD.values(), ids=list(ODD))
def test_whatever_yaml_can_say_a_workbook_can(change: Callable[[dict[str, Any]], Any], folder: Path) -> None:
    raw = changing(change)
    back = there_and_back(raw, folder)
    assert back == raw
    assert [type(each) for each in leaves(back)] == [type(each) for each in leaves(in_order_of(back, raw))]


def leaves(value: Any) -> list[Any]:
    """Every single value."""
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    return [leaf for each in value for leaf in leaves(each)] if isinstance(value, list) else [value]


def in_order_of(value: Any, other: Any) -> Any:
    """The other with its keys in the order of the first; whole floats are whole numbers."""
    if isinstance(value, dict):
        return {key: in_order_of(value[key], other[key]) for key in value}
    if isinstance(value, list):
        return [in_order_of(*pair) for pair in zip(value, other, strict=True)]
    return int(other) if isinstance(other, float) and other.is_integer() else other


def test_no_text_of_a_scenario_becomes_a_formula_or_a_link(folder: Path) -> None:
    import zipfile

    raw = changing(lambda raw: raw["teams"]["response"].update(title="=HYPERLINK(1)", note="https://example.org"))
    book = written(folder / "book.xlsx", workbook_of({**raw, "title": "=1+1", "marking": "OFFICIAL & more"}))
    with zipfile.ZipFile(book) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        links = b"".join(packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/_rels"))
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert b"example.org" not in links


def test_only_a_text_that_is_too_long_for_any_cell_is_refused() -> None:
    raw = changing(lambda raw: raw["demand"]["section_47"].update(counts="long " * 9_000))
    with pytest.raises(
        UsageError, match=r"^demand\.section_47\.counts is too long for a cell of a workbook: 45,0\d\d char"
    ):
        workbook_of(raw)


def test_the_same_scenario_gives_the_same_bytes() -> None:
    assert workbook_of(example()) == workbook_of(example())


def test_every_heading_stands_once_and_every_name_of_a_sheet_fits() -> None:
    sheets = layout().sheets
    for sheet in sheets:
        assert len(set(sheet.headings)) == len(sheet.headings), sheet.name
        assert len(sheet.name) <= 31
    assert len({sheet.name.lower() for sheet in sheets}) == len(sheets)


def test_what_a_spreadsheet_makes_of_a_date_is_the_date(folder: Path) -> None:
    book = changed(
        {
            "Scenario!B<period.first>": date(2024, 4, 1),
            "Unavailable!<until>4": date(2024, 11, 1),
            "Sources!<date>4": 2018,
        }
    )
    loaded = load_scenario(written(folder / "book.xlsx", book))
    assert loaded.scenario.period.first == date(2024, 4, 1)
    assert loaded.scenario.sources["crime_system"].date == "2018"


def test_rows_may_stand_apart_and_sheets_of_ones_own_are_left_alone(folder: Path) -> None:
    cells = {
        "Teams!A9": "late",
        "Teams!<title>9": "Late",
        "Teams!<out_of_scope>9": True,
        "Notes of mine!A1": "anything",
    }
    loaded = load_scenario(written(folder / "book.xlsx", changed(cells)))
    assert loaded.scenario.teams["late"].out_of_scope


def test_a_workbook_may_build_on_a_file_and_a_file_on_a_workbook(folder: Path) -> None:
    written(folder / "base.xlsx", workbook_of(example()))
    (folder / "more.yaml").write_text("extends: base.xlsx\nbudget: {limits: {whole: {pounds_per_year: 1000000}}}\n")
    small = {"extends": "more.yaml", "demand": {"section_47": {"tier": 3}}}
    loaded = load_scenario(written(folder / "child.xlsx", workbook_of(small)))
    assert loaded.scenario.demand["section_47"].tier == 3
    assert loaded.scenario.budget.limits["whole"].pounds_per_year.value == 1_000_000
    assert [file.name for file in loaded.files] == ["child.xlsx", "more.yaml", "base.xlsx"]
