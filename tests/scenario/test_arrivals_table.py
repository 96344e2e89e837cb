"""Arrivals in a CSV table are read with the scenario, and their mistakes are shown in the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import ScenarioError
from planner.scenario.dump import dump_yaml
from planner.scenario.load import load_scenario
from planner.scenario.render import render

Write = Callable[..., Path]
Changed = Callable[..., str]

CASES = "cases: {value: 2400, per: year, basis: estimate, source: crime_system}"
MONTHS = [f"2024-{month:02d}" for month in range(4, 13)] + ["2025-01", "2025-02", "2025-03"]
ROWS = [f"{month},{200 + number}" for number, month in enumerate(MONTHS)]


@pytest.fixture
def problems(write: Write, changed: Changed) -> Callable[[list[str]], str]:
    """What a reader sees of the template with a table of these rows."""

    def problems(rows: list[str], header: str = "period,arrivals") -> str:
        write("abuse.csv", "\n".join([header, *rows]) + "\n")
        try:
            load_scenario(write("north.yaml", changed((CASES, "table: abuse.csv"))))
        except ScenarioError as error:
            return render(error.problems)
        return ""

    return problems


def test_a_table_becomes_a_list_so_that_the_scenario_stands_alone(write: Write, changed: Changed) -> None:
    write("abuse.csv", "\n".join(["period,arrivals", *reversed(ROWS)]) + "\n")  # the order of the rows is free
    loaded = load_scenario(write("north.yaml", changed((CASES, "table: abuse.csv"))))
    arrivals = loaded.scenario.demand["abuse_crimes"].arrivals
    assert arrivals.table is None
    assert arrivals.by_period is not None
    assert arrivals.by_period.values == tuple(float(200 + number) for number in range(12))
    assert [str(file) for file in loaded.files] == ["north.yaml", "abuse.csv"]
    alone = load_scenario(write("alone.yaml", dump_yaml(loaded.raw)))
    assert alone.scenario == loaded.scenario


def test_each_number_is_marked_in_the_table(write: Write, changed: Changed) -> None:
    write("abuse.csv", "\n".join(["period,arrivals", *ROWS]) + "\n")
    loaded = load_scenario(write("north.yaml", changed((CASES, "table: abuse.csv"))))
    mark = loaded.marks["demand.abuse_crimes.arrivals.by_period.values[2]"]
    assert (mark.file, mark.line, mark.text) == ("abuse.csv", 4, "2024-06,202")


def test_a_table_lies_beside_the_file_that_names_it(folder: Path, write: Write, changed: Changed) -> None:
    (folder / "year").mkdir()
    write("year/abuse.csv", "\n".join(["period,arrivals", *ROWS]) + "\n")
    write("year/base.yaml", changed((CASES, "table: abuse.csv")))
    loaded = load_scenario(write("child.yaml", "extends: year/base.yaml\nname: child\n"))
    assert [str(file) for file in loaded.files] == ["child.yaml", "year/base.yaml", "year/abuse.csv"]


def test_weeks_are_named_by_their_first_day(write: Write, changed: Changed) -> None:
    text = changed(
        (CASES, "table: abuse.csv"),
        (
            "period: {first: 2024-04, last: 2025-03, step: month}",
            "period: {first: 2024-04-01, last: 2024-04-21, step: week}",
        ),
        ("intakes: [2024-06, 2024-10, 2025-02]", "intakes: [2024-06]"),
    )
    write("abuse.csv", "period,arrivals\n2024-04-01,5\n2024-04-08,6\n2024-04-15,7\n")
    arrivals = load_scenario(write("north.yaml", text)).scenario.demand["abuse_crimes"].arrivals
    assert arrivals.by_period is not None
    assert arrivals.by_period.values == (5.0, 6.0, 7.0)


def test_a_mistake_is_shown_in_its_line_of_the_table(problems: Callable[..., str]) -> None:
    assert (
        problems([*ROWS[:4], "2024-08,-3", *ROWS[5:]]) == "abuse.csv:6:1  demand.abuse_crimes.arrivals.table\n"
        "    | 2024-08,-3\n"
        "    | ^^^^^^^^^^\n"
        "    -3 is not a number of arrivals. Write 0 or more.\n"
        "\n"
        "1 problem; nothing was solved.\n"
        "Further checks run when these are mended."
    )


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (
            ROWS[:3] + ROWS[5:],
            12,
            "The table has no line for 2024-07, 2024-08. Write one for every month of the plan.",
        ),
        (
            ROWS[:3],
            5,
            (
                "The table has no line for 2024-07, 2024-08, 2024-09, 2024-10, 2024-11, 2024-12 and 3 more. "
                "Write one for every month of the plan."
            ),
        ),
        ([*ROWS, ROWS[0]], 14, "2024-04 stands here twice; the first is in line 2. Keep one of them."),
        (
            [*ROWS, "2025-04,7"],
            14,
            (
                "2025-04 is not the first day of a month of the plan. Write the first day of each "
                "month, the first being 2024-04-01, and leave other months out."
            ),
        ),
        (
            [*ROWS[:11], "March,7"],
            13,
            '"March" is not a date. Write a month like 2019-04 or a day like 2019-04-15.',
        ),
        ([*ROWS[:11], "2025-03,"], 13, "The number of arrivals is missing. Write it, 0 if there were none."),
        (
            [*ROWS[:11], '2025-03,"1,200"'],
            13,
            '"1,200" is not a number of arrivals. Write a number like 1234.5, without commas.',
        ),
        ([*ROWS[:11], "2025-03,1,200"], 13, "This line has 3 cells. Write two: the period and its arrivals."),
        ([*ROWS[:11], "2025-03,.inf"], 13, "inf is not a number of arrivals. Write 0 or more."),
        (
            [*ROWS[:11], '2025-03,"7"x'],
            13,
            "This line cannot be read as CSV (',' expected after '\"'). Check the quotation marks.",
        ),
    ],
)
def test_gaps_doubles_and_wrong_numbers_are_refused(
    problems: Callable[..., str], rows: list[str], line: int, message: str
) -> None:
    text = problems(rows)
    assert text.startswith(f"abuse.csv:{line}:1  demand.abuse_crimes.arrivals.table\n")
    # The message is wrapped; it stands under the line of the table, where one is shown.
    _, *below = text.partition("\n\n")[0].splitlines()
    assert " ".join(each.strip() for each in below if not each.startswith("    | ")) == message


def test_a_table_without_its_heading_is_refused(problems: Callable[..., str]) -> None:
    text = problems(ROWS, header="month;cases")
    assert "    A table of arrivals begins with the line `period,arrivals`. Write it above the numbers.\n" in text
    assert text.startswith("abuse.csv:1:1  demand")


def test_a_missing_table_is_shown_where_it_is_named(shown: Callable[[str], str], changed: Changed) -> None:
    text = shown(changed((CASES, "table: abuse.csv")))
    assert "demand.abuse_crimes.arrivals.table\n    |       table: abuse.csv\n    |              ^^^^^^^^^\n" in text
    assert "    There is no file abuse.csv. Check the name and the folder.\n" in text


def test_a_table_that_is_no_text_is_refused(write: Write, shown: Callable[[str], str], changed: Changed) -> None:
    write("abuse.csv", b"\0\0")
    assert shown(changed((CASES, "table: abuse.csv"))).startswith("abuse.csv:1:1  demand.abuse_crimes.arrivals.table\n")
