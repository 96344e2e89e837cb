"""What a document must have for whoever reads it: styles, captions, heads, alternative texts, tags, markings."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader
from reading_back import W, pdf_elements, text_of, word_body, word_part, word_parts, word_tables
from two_prices import year

from planner.errors import UsageError
from planner.papers import Paper, paper_of, subject_of
from planner.papers.columns import LANDSCAPE_CM, PORTRAIT_CM, is_wide, widths
from planner.papers.html import html
from planner.papers.paper import Bullets, Figure, Section, Table
from planner.papers.pdf import pdf
from planner.papers.word import word
from planner.plan.plan import Plan

Solve = Callable[..., Plan]
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def docx(paper: Paper) -> bytes:
    return word(paper)


@pytest.fixture(scope="module")
def in_pdf(paper: Paper) -> bytes:
    return pdf(paper)


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def figures(paper: Paper) -> list[Figure]:
    return [block for block in paper.blocks if isinstance(block, Figure)]


def asked_in(paper: Paper) -> str:
    """What the reader is asked to decide."""
    (section,) = [each for each in paper.sections if each.heading == "The decision asked"]
    return " ".join(item.text for block in section.blocks if isinstance(block, Bullets) for item in block.items)


# ---------------------------------------------------------------- the paper
def test_a_table_without_a_text_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a caption and a text"):
        Table("Caption", ("",), (("",),), " ")


def test_page_one_says_what_is_recommended_what_is_not_covered_and_what_it_costs(paper: Paper) -> None:
    first = [section.heading for section in paper.sections if not section.heading[0].isdigit()][:3]
    assert first == ["The question", "The answer", "The decision asked"]
    said = " ".join(
        text
        for section in paper.sections[:3]
        for block in section.blocks
        for text in vars(block).values()
        if isinstance(text, str)
    )
    for words in ("The plan brings in", "it costs £", "Still not covered:", "Before action: if nothing new is decided"):
        assert words in said
    asked = asked_in(paper)
    assert "at £8,920,000 (£1,555 more than before action), all the budget; the first has to be decided by" in asked
    assert "Missing from home improvement team (+210 hours)" in asked


@pytest.mark.parametrize(
    ("pounds", "told"),
    [(13_000, "before action), all the budget."), (18_000, "before action), £600 below the budget of £18,000")],
)
def test_what_is_left_of_the_budget_is_told(solve_small: Solve, pounds: int, told: str) -> None:
    # The officer costs £12,000, and overtime can cost £5,400 at most.
    assert told.rstrip(".") in asked_in(paper_of(subject_of(solve_small(**year(pounds)))))


def test_every_line_with_a_gap_has_its_reason_which_is_said_once(paper: Paper) -> None:
    (section,) = [each for each in paper.sections if each.heading.endswith("What will not be met")]
    (lines,) = [block for block in section.blocks if isinstance(block, Table) and block.head[-1] == "why"]
    (reasons,) = [block for block in section.blocks if isinstance(block, Bullets)]
    said = {item.head.rstrip("."): item.text for item in reasons.items}
    assert {row[-1] for row in lines.rows} == set(said)
    assert len(set(said.values())) == len(said) < len(lines.rows)
    cruelty = next(row for row in lines.rows if row[0] == "Child cruelty and neglect crimes")
    assert said[cruelty[-1]].startswith("no hours to spare: child abuse detective, trainee detective")


# ---------------------------------------------------------------- Word
def test_headings_have_their_styles(paper: Paper, docx: bytes) -> None:
    styled = [
        (paragraph.style.name, paragraph.text)
        for paragraph in Document(io.BytesIO(docx)).paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]
    assert styled == [(f"Heading {section.level}", section.heading) for section in paper.sections]


def test_every_table_has_a_caption_above_a_repeated_head_and_a_text(paper: Paper, docx: bytes) -> None:
    body = word_body(docx)
    made = tables(paper)
    found = [number for number, element in enumerate(body) if element.tag == f"{W}tbl"]
    assert len(found) == len(made)
    for count, (number, table) in enumerate(zip(found, made, strict=True), start=1):
        above, element = body[number - 1], body[number]
        assert text_of(above) == f"Table {count}: {table.caption}"
        (field,) = above.iter(f"{W}fldSimple")
        assert "SEQ Table" in field.get(f"{W}instr", "")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in element.findall(f"{W}tr")]
        assert heads == [True] + [False] * len(table.rows)
        told = element.find(f"{W}tblPr/{W}tblDescription")
        assert told is not None
        assert told.get(f"{W}val") == table.text


def test_every_picture_has_its_text(paper: Paper, docx: bytes) -> None:
    document = word_part(docx, "word/document.xml")
    assert [each.get("descr") for each in document.iter(f"{DRAWING}docPr")] == [each.text for each in figures(paper)]
    assert figures(paper)


def test_marking_run_version_and_page_stand_on_every_page(paper: Paper, docx: bytes) -> None:
    (head,) = word_parts(docx, "word/header").values()
    assert text_of(head) == paper.marking
    (foot,) = word_parts(docx, "word/footer").values()
    assert text_of(foot) == f"{paper.marking} · Run {paper.run} · planner {paper.version} · Page 1 of 1"
    fields = [each.get(f"{W}instr", "").strip() for each in foot.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_no_table_is_wider_than_its_page(paper: Paper, docx: bytes) -> None:
    sides: list[float] = []
    waiting: list[float] = []
    for element in word_part(docx, "word/document.xml").iter():
        if element.tag == f"{W}tbl":
            waiting.append(sum(int(each.get(f"{W}w", "0")) for each in element.findall(f"{W}tblGrid/{W}gridCol")))
        elif element.tag == f"{W}sectPr":
            page, margin = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
            assert page is not None
            assert margin is not None
            room = int(page.get(f"{W}w", "0")) - sum(int(margin.get(f"{W}{side}", "0")) for side in ("left", "right"))
            sides += [width - room for width in waiting]
            waiting = []
    assert len(sides) == len(tables(paper))
    assert max(sides) < 20  # a third of a millimetre


def test_columns_fill_the_page_and_have_room_for_every_figure(paper: Paper) -> None:
    for table in tables(paper):
        room = LANDSCAPE_CM if is_wide(table) else PORTRAIT_CM
        found = widths(table, room)
        assert sum(found) == pytest.approx(room)
        for column, width in enumerate(found):
            if column not in table.texts:
                longest = max(len(word) for row in table.rows for word in row[column].split(" "))
                assert width > 0.14 * longest, (table.caption, column)


def test_the_house_style_is_taken_from_a_reference(paper: Paper, tmp_path: Path) -> None:
    house = Document()
    house.styles["Heading 1"].font.name = "Courier New"
    house.add_paragraph("Not to be taken along")
    house.sections[0].footer.paragraphs[0].text = "Force crest"
    house.save(str(tmp_path / "force.docx"))
    made = Document(io.BytesIO(word(paper, tmp_path / "force.docx")))
    assert made.styles["Heading 1"].font.name == "Courier New"
    assert "Not to be taken along" not in [each.text for each in made.paragraphs]
    foot = [each.text for each in made.sections[0].footer.paragraphs]
    assert foot[0] == "Force crest"
    assert paper.run in foot[-1]


def test_a_reference_that_is_no_document_is_told(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "force.docx").write_text("no")
    with pytest.raises(UsageError, match=r"force\.docx is no Word document"):
        word(paper, tmp_path / "force.docx")


# ---------------------------------------------------------------- PDF
def test_the_pdf_is_tagged_and_says_its_language_title_and_standard(paper: Paper, in_pdf: bytes) -> None:
    root = PdfReader(io.BytesIO(in_pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]).lower() == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    about = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part[>=\"']+1", about)
    assert paper.title in about


def test_the_pdf_has_tags_for_headings_heads_of_tables_and_pictures(paper: Paper, in_pdf: bytes) -> None:
    elements = pdf_elements(in_pdf)
    kinds = [str(each["/S"]) for each in elements]
    levels = [section.level for section in paper.sections]
    assert (kinds.count("/H1"), kinds.count("/H2")) == (levels.count(1), levels.count(2))
    assert kinds.count("/Table") == len(tables(paper))
    assert kinds.count("/TH") == sum(len(table.head) for table in tables(paper))
    told = {str(each["/Alt"]) for each in elements if "/Alt" in each}
    assert {each.text for each in figures(paper)} <= told


def test_every_page_of_the_pdf_has_its_marking_run_and_number(paper: Paper, in_pdf: bytes) -> None:
    pages = PdfReader(io.BytesIO(in_pdf)).pages
    for number, page in enumerate(pages, start=1):
        said = re.sub(r"\s+", " ", page.extract_text())
        assert f"{paper.marking} · {paper.footing} · Page {number} of {len(pages)}" in said


# ---------------------------------------------------------------- HTML
def test_the_page_loads_nothing_runs_nothing_and_names_everything_once(paper: Paper) -> None:
    page = html(paper)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    for label in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(label.split()) <= set(names)
    assert page.count("<caption>") == page.count("<table") == len(tables(paper))
    assert page.count("<svg ") == len(figures(paper))
    assert '<html lang="en-GB">' in page


def test_a_section_with_a_wide_table_lies_on_its_side(paper: Paper) -> None:
    wide = [section.heading.split(". ")[1] for section in paper.sections if _is_wide(section)]
    assert wide == ["Actions and their dates", "Risk register", "Annex: the register of assumptions"]


def _is_wide(section: Section) -> bool:
    return any(isinstance(block, Table) and is_wide(block) for block in section.blocks)


def test_word_tables_are_as_many_as_the_paper_s(paper: Paper, docx: bytes) -> None:
    assert len(word_tables(docx)) == len(tables(paper))
