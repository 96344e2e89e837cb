"""Every figure of a document is that of the paper, and every figure of the paper that of the plan's tables."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from reading_back import bare, pdf_text, word_texts

from planner.papers import Paper, Subject
from planner.papers.html import html
from planner.papers.markdown import markdown
from planner.papers.paper import Bullets, Figure, Paragraph, Table, texts_of
from planner.papers.pdf import pdf
from planner.papers.word import word
from planner.plan.plan import Plan
from planner.reports.csv_tables import csv_files

FIGURE = re.compile(r"[-+]?[£<]?\d[\d,]*(?:\.\d+)?(?:[\s\xa0]?%)?")


def written(paper: Paper) -> list[str]:
    """What a document must hold, block by block, in order."""
    numbers = {"Table": 0, "Figure": 0}
    found = [paper.title, paper.span]
    for section in paper.sections:
        found.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Table | Figure):
                kind = type(block).__name__
                numbers[kind] += 1
                found.append(f"{kind} {numbers[kind]}: {block.caption}")
            if isinstance(block, Table):
                found += [cell for row in (block.head, *block.rows) for cell in row]
            elif isinstance(block, Paragraph):
                found.append(" ".join(texts_of(block)))
            elif isinstance(block, Bullets):
                found += [" ".join(texts_of(item)) for item in block.items]
    return [text for text in found if text]


def test_the_word_paper_holds_every_text_and_figure_in_order(paper: Paper) -> None:
    assert word_texts(word(paper)) == written(paper)


def test_the_pdf_holds_every_figure_of_every_text(paper: Paper) -> None:
    said = pdf_text(pdf(paper))
    place = 0
    for text in written(paper):
        # Cells come in their order; a head that is repeated on the next page may stand between two of them.
        found = said.find(bare(text), place)
        if found < 0:
            found = said.find(bare(text))
            assert found >= 0, text
        else:
            place = found if len(bare(text)) > 12 else place


def test_the_pdf_has_the_figures_of_each_table_row_side_by_side(paper: Paper) -> None:
    said = pdf_text(pdf(paper))
    for block in paper.blocks:
        if isinstance(block, Table) and len(block.texts) == 1 and 0 in block.texts:
            for row in block.rows:
                assert bare("".join(row)) in said, row


class Cells(HTMLParser):
    """The cells of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ("td", "th"):
            self.cells.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


def test_html_and_markdown_hold_every_cell(paper: Paper) -> None:
    page = Cells()
    page.feed(html(paper))
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert page.cells == [cell for table in tables for row in (table.head, *table.rows) for cell in row]
    said = markdown(paper).replace("\\", "")
    for table in tables:
        for row in table.rows:
            # Blanks at which no line breaks are ordinary ones in Markdown.
            line = " | ".join(" ".join(cell.replace("\xa0", " ").split()) for cell in row)
            assert line.replace("\\", "") in said, row


@pytest.fixture(scope="session")
def tables(plan: Plan) -> dict[str, pd.DataFrame]:
    """The tables as they are written: what a reader of the folder has."""
    return {
        name.removesuffix(".csv"): pd.read_csv(io.StringIO(text))
        for name, text in csv_files(plan.tables, "").items()
        if name.endswith(".csv") and "\n" in text.strip()
    }


def table(paper: Paper, caption: str) -> dict[str, tuple[str, ...]]:
    """Rows of a table by the name of each."""
    (found,) = (block for block in paper.blocks if isinstance(block, Table) and block.caption == caption)
    return {row[0]: row[1:] for row in found.rows}


def number(text: str) -> float:
    return float(re.sub(r"[£,%\s\xa0]", "", text))


def after(rows: pd.DataFrame) -> pd.DataFrame:
    """Reported rows under the plan."""
    rows = rows[rows["plan"] == "after"]
    return rows[rows["reported"]] if "reported" in rows else rows


def test_page_one_has_the_totals_of_the_tables(paper: Paper, tables: dict[str, pd.DataFrame]) -> None:
    short = table(paper, "The plan in short")
    whole = tables["coverage"].query("scope == 'force' and window_kind == 'whole'").set_index("plan")
    for column, plan in enumerate(("before", "after")):
        assert number(short["Coverage of the demand hours"][column]) == round(100 * whole.loc[plan, "coverage"], 1)
        gap = short["Gap, hours (FTE)"][column].rstrip(")").split(" (")
        assert [number(each) for each in gap] == [
            round(whole.loc[plan, "gap_hours"]),
            round(whole.loc[plan, "gap_fte"], 1),
        ]
    staffing = after(tables["staffing"])
    last = staffing[staffing["period_first"] == staffing["period_first"].max()]
    assert number(short["People in post at the end, FTE"][1]) == round(last["strength_fte"].sum(), 1)
    assert number(short["Overtime, hours"][1]) == round(staffing["overtime_hours"].sum())
    budget = tables["budget"].query("reported")
    (cost,) = (figures for name, figures in short.items() if name.startswith("Cost 2019/20"))
    assert [number(each) for each in cost] == [
        round(budget["before_pounds"].iloc[0]),
        round(budget["after_pounds"].iloc[0]),
    ]


def test_the_gap_of_each_team_and_tier_is_that_of_coverage_csv(paper: Paper, tables: dict[str, pd.DataFrame]) -> None:
    told = table(paper, "The gap before action, and what is left of it")
    rows = tables["coverage"].query("window_kind == 'whole' and scope == 'tier'")
    for tier in (1, 2, 3):
        own = rows[rows["name"].astype(str) == str(tier)].set_index("plan")
        assert [number(each) for each in told[f"Harm tier {tier}"][2:4]] == [
            round(own.loc[plan, "gap_hours"]) for plan in ("before", "after")
        ]


def test_costs_by_kind_add_up_to_costs_csv(paper: Paper, tables: dict[str, pd.DataFrame]) -> None:
    told = table(paper, "Cost by kind, in the reported periods")
    costs = tables["costs"][tables["costs"]["reported"] & tables["costs"]["cashable"].notna()]
    for plan, column in (("before", 0), ("after", 1)):
        own = costs[costs["plan"] == plan]
        assert number(told["pay"][column]) == round(own.loc[own["kind"] == "pay", "pounds"].sum())
        assert number(told["all"][column]) == round(own["pounds"].sum())


def test_ranks_are_those_of_structure_csv(paper: Paper, tables: dict[str, pd.DataFrame]) -> None:
    told = table(paper, "Posts and people by rank, all teams")
    rows = (
        after(tables["structure"])
        .groupby("rank")[["opening_approved_fte", "closing_approved_fte", "opening_fte"]]
        .sum()
    )
    constables = rows.loc["constable"]
    assert [number(each) for each in told["Constable"][:3]] == [round(each, 1) for each in constables]


def test_every_stated_number_is_in_the_annex(paper: Paper, subject: Subject) -> None:
    told = table(paper, "Every number that the scenario states, with its basis and source")
    register = subject.plan.table("assumptions")
    assert set(told) == set(register.loc[register["basis"] != "default", "path"])


def test_the_same_plan_gives_the_same_bytes(paper: Paper) -> None:
    assert word(paper) == word(paper)
    assert pdf(paper) == pdf(paper)
    assert html(paper) == html(paper)
