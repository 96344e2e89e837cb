"""A plan's workbook: every total is a formula over the plan's tables, and gives the plan's totals."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from reading_books import OFFICE, Opened, blanked, opened, recalculated

from planner.pipeline import solve
from planner.plan.plan import Plan
from planner.reports.answer import make_answer
from planner.scenario.template import template
from planner.workbooks.plan_book import plan_workbook

TITLE = "=1+1 & more"
"""A title that would be a formula if it were let."""
AWARDS = "autumn_2024: {from: 2024-09-16, rise: {value: 0.0475, basis: decision, note: what the budget assumes}}"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The template's plan, with a pay award in the middle of a month, pay points and increments."""
    text = template().replace("title: Two teams for a year", f'title: "{TITLE}"', 1)
    old = "pay: {pounds_per_year: {value: 30000, basis: estimate}}"
    points = "{low: {pounds_per_year: 28000, share: 0.5}, high: {pounds_per_year: 32000, share: 0.5}}"
    text = text.replace(old, f"pay: {{points: {points}, increments: 0.02}}")
    before = "autumn_2024: {from: 2024-09, rise: {value: 0.0475, basis: decision, note: what the budget assumes}}"
    assert old not in text
    assert before in text
    file = tmp_path_factory.mktemp("plan") / "two.yaml"
    file.write_text(text.replace(before, AWARDS))
    return solve(file)


@pytest.fixture(scope="module")
def content(plan: Plan) -> bytes:
    return plan_workbook(plan, make_answer(plan))


@pytest.fixture(scope="module")
def book(content: bytes) -> Opened:
    return opened(content)


def rows_of(book: Opened, sheet: str, head: str) -> list[list[Any]]:
    """The rows below a heading in the first column, to the first empty one."""
    rows = book.values[sheet]
    first = next(number for number, row in enumerate(rows) if row and row[0] == head)
    found = []
    for row in rows[first + 1 :]:
        if not row or row[0] == "":
            break
        found.append(row)
    return found


def test_coverage_of_each_team_is_the_plans(plan: Plan, book: Opened) -> None:
    rows = rows_of(book, "Summary", "Team")
    assert [row[0] for row in rows] == ["child_protection", "domestic_abuse", "All"]
    for row in rows:
        for side, name in ((2, "before"), (7, "after")):
            scope, team = ("force", "") if row[0] == "All" else ("team", row[0])
            told = plan.table("coverage", plan=name, window_kind="whole", scope=scope)
            told = told[told["name"] == team].iloc[0]
            figures = [
                told[key] for key in ("covered_hours", "not_done_hours", "overdue_hours", "gap_hours", "coverage")
            ]
            assert row[side : side + 5] == pytest.approx(figures, abs=0.01)


def test_cost_of_each_kind_and_team_is_the_plans(plan: Plan, book: Opened) -> None:
    costs = plan.tables["costs"]
    of_year = costs[(costs["financial_year"] == "2024/25") & (costs["kind"] != "shortfall")]
    for head, key in (("kind of cost", "kind"), ("team", "team")):
        rows = rows_of(book, "Costs", head)
        assert rows[-1][0] == "Total"
        for row in rows:
            for side, name in ((1, "before"), (3, "after")):
                told = of_year[of_year["plan"] == name]
                told = told if row[0] == "Total" else told[told[key] == row[0]]
                assert row[side : side + 2] == pytest.approx([told["pounds"].sum()] * 2, abs=0.01)


def test_the_way_from_the_establishment_to_the_cost_is_the_plans(plan: Plan, book: Opened) -> None:
    rows = [row for row in book.values["Reconciliation"][4:] if row[0]]
    told = plan.table("reconciliation", reported=True).sort_values(
        ["financial_year", "plan", "order"], ascending=[True, False, True]
    )
    assert [(row[0], row[2]) for row in rows] == list(zip(told["plan"], told["step"], strict=True))
    assert [row[3] for row in rows] == pytest.approx(list(told["pounds"]), abs=0.1)
    awards = {row[0]: row[3] for row in rows if row[2] == "pay awards"}
    assert awards["before"] > 0


def test_all_totals_agree_and_a_cell_says_so(book: Opened) -> None:
    results = [row[4] for row in book.values["Checks"][4:] if row[0]]
    assert set(results) == {"agrees"}
    assert len(results) > 20
    assert book.at("Contents", "B13") == f"All {len(results)} totals agree with the plan's own tables."


def test_every_table_of_the_plan_stands_in_the_workbook_whole(plan: Plan, book: Opened) -> None:
    names = {"CostLines": "costs", "Staffing": "staffing", "FlowLines": "flows", "CoverageLines": "coverage"}
    for table, name in names.items():
        for heading in plan.tables[name].select_dtypes("number"):
            there = pd.to_numeric(pd.Series(book.column(table, heading)), errors="coerce")
            assert there.sum() == pytest.approx(plan.tables[name][heading].sum(), rel=1e-9, abs=1e-6), (table, heading)


CRITERION = re.compile(r'(\w+)\[(\w+)\],("[^"]*"|[$A-Z0-9]+|TRUE|FALSE)')


def sumifs(book: Opened, sheet: str, formula: str) -> float | None:
    """What a formula gives that is nothing but a SUMIFS over a table; none for any other."""
    found = re.fullmatch(r"SUMIFS\((\w+)\[(\w+)\],(.*)\)", formula)
    if found is None or "&" in formula or formula.count("SUMIFS") > 1:
        return None
    table, column, rest = found.groups()
    wanted = CRITERION.findall(rest)
    keep = [True] * len(book.column(table, column))
    for _, heading, said in wanted:
        value = (
            said.strip('"')
            if said.startswith('"')
            else said == "TRUE"
            if said in ("TRUE", "FALSE")
            else book.at(sheet, said)
        )
        keep = [each and there == value for each, there in zip(keep, book.column(table, heading), strict=True)]
    figures = book.column(table, column)
    return sum(float(figure or 0) for figure, each in zip(figures, keep, strict=True) if each)


def test_the_formulas_give_the_values_that_are_written_with_them(book: Opened) -> None:
    tried = 0
    for (sheet, cell), formula in book.formulas.items():
        if sheet not in ("Summary", "Costs", "Reconciliation", "Effects", "Flows", "Coverage", "Checks"):
            continue
        value = sumifs(book, sheet, formula)
        if value is not None:
            tried += 1
            assert value == pytest.approx(float(book.at(sheet, cell) or 0), abs=1e-6), (sheet, cell, formula)
    assert tried > 300


def test_no_text_becomes_a_formula(book: Opened, content: bytes) -> None:
    assert TITLE in [cell for row in book.values["Contents"] for cell in row]
    assert not any("1+1" in formula for formula in book.formulas.values())
    with zipfile.ZipFile(BytesIO(content)) as packed:
        text = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1 &amp;&amp; more" in text, "in a header an ampersand stands twice"


def test_every_sheet_carries_marking_run_version_and_page(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    for sheet in sheets:
        header, footer = (re.search(rf"<odd{part}>(.*?)</odd{part}>", sheet) for part in ("Header", "Footer"))
        assert header is not None
        assert footer is not None
        assert "OFFICIAL" in header[1]
        assert re.search(r"Run [0-9a-f]{12} · planner \d", footer[1])
        assert "Page &amp;P of &amp;N" in footer[1]


def test_the_same_plan_gives_the_same_bytes(plan: Plan, content: bytes) -> None:
    assert plan_workbook(plan, make_answer(plan)) == content


def cells(book: Opened) -> dict[tuple[str, int, int], Any]:
    return {
        (sheet, row, column): value
        for sheet, rows in book.values.items()
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value != ""
    }


needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@needs_office
def test_worked_out_again_by_another_program_every_cell_is_the_same(
    content: bytes, book: Opened, tmp_path: Path
) -> None:
    again = cells(recalculated(blanked(content), tmp_path / "office"))
    for place, value in cells(book).items():
        expected = pytest.approx(value, rel=1e-6, abs=1e-6) if isinstance(value, float) else value
        assert again.get(place, 0.0) == expected, place


@needs_office
def test_a_higher_award_and_dearer_training_change_the_cost_and_nothing_that_is_as_planned(
    plan: Plan, content: bytes, book: Opened, tmp_path: Path
) -> None:
    sheet, headings, first, _ = book.tables["Awards"]
    number = list(book.values).index(sheet) + 1
    cell = f"{chr(ord('A') + headings.index('rise'))}{first + 1}"
    assert book.at(sheet, cell) == 0.0475
    again = recalculated(blanked(content, {(number, cell): 0.0575}), tmp_path / "office")
    assert again.at("Inputs", "B4") == "changed"
    assert "only totals as planned are checked" in str(again.at("Contents", "B13"))
    assert "differs" not in [row[4] for row in again.values["Checks"][4:]]
    costs = plan.table("costs", plan="after", financial_year="2024/25", kind="pay")
    officers = costs[costs["role"] != "investigator"]
    later = officers[officers["period"] > "2024-09"]["pounds"].sum() * (1.0575 / 1.0475 - 1)
    half = officers[officers["period"] == "2024-09"]["pounds"].sum() * ((15 + 15 * 1.0575) / (15 + 15 * 1.0475) - 1)
    (pay,) = (row for row in rows_of(again, "Costs", "kind of cost") if row[0] == "pay")
    assert pay[3] == pytest.approx(costs["pounds"].sum(), abs=0.01)
    assert pay[4] - pay[3] == pytest.approx(later + half, abs=0.5)
