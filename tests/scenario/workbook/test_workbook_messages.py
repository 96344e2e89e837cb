"""What is wrong in a workbook is shown with its sheet and cell, and with what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets import ERROR, MERGED, changed, named, written

from planner.errors import ScenarioError
from planner.scenario.load import load_scenario
from planner.scenario.render import render

CASES: dict[str, tuple[Mapping[str, Any], str, str]] = {
    "a word where a number belongs": (
        {"Demand!<tier>4": "one"},
        "Demand!<tier>4",
        '"one" is text, not a number. Write a number without quotes.',
    ),
    "a number that is stored as text": (
        {"Establishment!<approved_fte>4": "24"},
        "Establishment!<approved_fte>4",
        '"24" is text, not a number. Write 24.',
    ),
    "a rate without its time": (
        {"Demand!<arrivals.cases per>4": None},
        "Demand!<arrivals.cases per>4",
        "A rate says per what: write week, month or year here.",
    ),
    "a name that stands twice": (
        {"Teams!A5": "child_protection"},
        "Teams!A5",
        ('"child_protection" stands here twice; the first is in Teams!A4. Keep one of them, or give it another name.'),
    ),
    "a heading that is misspelt": (
        {"Demand!<tier>3": "teir"},
        "Demand!<tier>3",
        'There is no column "teir" here. Did you mean "tier"?',
    ),
    "names without their heading": (
        {"Demand!A3": "nam"},
        "Demand!A3",
        'There is no column "nam" here. Did you mean "name"?',
    ),
    "a heading that stands twice": (
        {"Demand!<tier>3": "team"},
        "Demand!<tier>3",
        'The heading "team" stands here twice; the first is in Demand!<team>3. Keep one column.',
    ),
    "something beside the columns": (
        {"Demand!<>4": "stray"},
        "Demand!<>4",
        ("Nothing stands at the head of this column, so nobody knows what this is. Write the heading."),
    ),
    "a task of a demand line that is not there": (
        {"Tasks!A4": "section_74"},
        "Tasks!A4",
        'There is no demand line "section_74". Did you mean "section_47"?',
    ),
    "a row without a name": (
        {"Demand!A4": None},
        "Demand!A4",
        "This row has no name. Write it here, or empty the row.",
    ),
    "half a range": (
        {"Demand!<arrivals.cases high>4": None},
        "Demand!<arrivals.cases high>4",
        ("A range has two ends, and the highest value is missing here. Write it, or empty the other."),
    ),
    "a formula without a value": (
        {"Demand!<arrivals.cases>4": ERROR},
        "Demand!<arrivals.cases>4",
        "The formula here gives #DIV/0!, no value. Mend it, or write the value itself.",
    ),
    "merged cells": (
        {"Teams!<title>4": MERGED, "Teams!<title>5": None},
        "Teams!<title>4",
        "The cells from here to B5 are merged. Unmerge them and fill in each.",
    ),
    "a sheet that is misspelt": (
        {"Demnad!A1": "x"},
        "Demnad!A1",
        (
            'There is no sheet "Demnad" in a scenario. Did you mean "Demand"? Begin the names of '
            "sheets of your own with Notes."
        ),
    ),
    "dated values that are not there": (
        {"Demand!<arrivals.cases>4": "dated"},
        "Demand!<arrivals.cases>4",
        (
            '"dated" stands here, but the sheet "Dated values" has no row with the path '
            "demand.section_47.arrivals.cases. Write them."
        ),
    ),
    "dated values beside a single one": (
        {"Dated values!A4": "demand.section_47.arrivals.cases", "Dated values!C4": 5, "Dated values!D4": "year"},
        "'Dated values'!A4",
        "This stands here twice; the first is in Demand!<arrivals.cases>4. Keep one of them.",
    ),
    "a basis that is none": (
        {"Demand!<arrivals.cases basis>4": "estimat"},
        "Demand!<arrivals.cases basis>4",
        (
            '"estimat" cannot stand under `basis`. Did you mean "estimate"? Write published, derived,'
            " estimate or decision."
        ),
    ),
    "a date that is none": (
        {"Scenario!B<period.first>": "April 2024"},
        "Scenario!B<period.first>",
        '"April 2024" is not a date. Write a month like 2019-04 or a day like 2019-04-15.',
    ),
    "a date where a number belongs": (
        {"Establishment!<approved_fte>4": date(2024, 4, 2)},
        "Establishment!<approved_fte>4",
        '"2024-04-02" is not a number. Write a number.',
    ),
    "a pedigree without its number": (
        {"Tasks!<hours_per_case>4": None},
        "Tasks!<hours_per_case>4",
        ("No number stands here, though its pedigree is stated beside it. Write the number, or empty the others."),
    ),
    "eleven months": (
        {"Seasons!<February>4": None},
        "Seasons!<February>4",
        ("A season has a number for each month, January to December. Write the one that is missing here."),
    ),
    "a team that is not there": (
        {"Demand!<team>4": "childprotection"},
        "Demand!<team>4",
        'There is no team "childprotection". Did you mean "child_protection"?',
    ),
    "a role that does a task without its efficiency": (
        {"Task roles!<value>4": None, "Task roles!<source>4": None},
        "'Task roles'!<value>4",
        "Nothing stands here. Write the value, or empty the row.",
    ),
    "a key that is misspelt": (
        {"Scenario!A<trials.fte>": "trials.levr", "Scenario!B<trials.fte>": "x"},
        "Scenario!A<trials.fte>",
        'There is no key "trials.levr" here. Did you mean "trials.lever"?',
    ),
    "what is no YAML": (
        {"More!A4": "supply.pools", "More!B4": "{a: ["},
        "More!B4",
        (
            "A value is missing or a bracket is closed that was not opened. Write the value, or "
            "delete the bracket. This cell is read as YAML: a number, a word, [a, b] or {key: value}."
        ),
    ),
    "what is said elsewhere already": (
        {"More!A4": "demand.section_47.tier", "More!B4": 2},
        "More!A4",
        "This stands here twice; the first is in Demand!<tier>4. Keep one of them.",
    ),
    "what is no path": (
        {"More!A4": "demand..x[", "More!B4": 2},
        "More!A4",
        '"demand..x[" is no path. Write one like demand.missing_high.tier.',
    ),
}
"""What stands in some cells, the cell that is wrong, and what is said of it."""


def found(path: Path) -> list[tuple[str, str]]:
    """The cell and the message of each problem."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return [
            (str(each.mark and each.mark.cell), each.message) for each in error.problems if each.severity == "problem"
        ]
    return []


@pytest.mark.parametrize(("cells", "cell", "message"), CASES.values(), ids=list(CASES))
def test_a_mistake_is_shown_at_its_cell(cells: Mapping[str, Any], cell: str, message: str, folder: Path) -> None:
    assert found(written(folder / "book.xlsx", changed(cells))) == [(named(cell), named(message))]


def test_a_problem_is_shown_with_its_sheet_its_cell_and_what_stands_there(folder: Path) -> None:
    written(folder / "book.xlsx", changed({"Demand!<tier>4": "one", "Demand!<arrivals.cases basis>4": "estimat"}))
    with pytest.raises(ScenarioError) as raised:
        load_scenario("book.xlsx")
    assert render(raised.value.problems[:1]) == (
        f"book.xlsx  {named('Demand!<tier>4')}  demand.section_47.tier\n"
        "    | tier: one\n"
        "    |       ^^^\n"
        '    "one" is text, not a number. Write a number without quotes.\n'
        "\n"
        "1 problem; nothing was solved."
    )


def test_problems_come_in_the_order_of_the_sheets_and_their_rows(folder: Path) -> None:
    cells = {
        "Establishment!<approved_fte>4": "24",
        "Demand!<tier>5": "two",
        "Demand!<tier>4": "one",
        "Teams!<out_of_scope>4": "perhaps",
    }
    order = [cell for cell, _ in found(written(folder / "book.xlsx", changed(cells)))]
    expected = ("Teams!<out_of_scope>4", "Establishment!<approved_fte>4", "Demand!<tier>4", "Demand!<tier>5")
    assert order == [named(cell) for cell in expected]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name: x", "This is no workbook. Save it as .xlsx in a spreadsheet program, or name a scenario's YAML file."),
        (
            changed({}, {"title": "Nothing else"})[:-200],
            "This is no workbook. Save it as .xlsx in a spreadsheet program,",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, message: str, folder: Path) -> None:
    (only,) = found(written(folder / "book.xlsx", content))
    assert only[1].startswith(message)
