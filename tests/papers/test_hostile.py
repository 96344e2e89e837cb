"""Text of a scenario stays text in every document: never markup, a field, a link, a script or a path."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_back import W, bare, pdf_text, text_of, word_parts, word_texts

from planner.papers import Made, paper_files, paper_of, subject_of
from planner.papers.html import html
from planner.papers.markdown import markdown
from planner.papers.paper import Paper, Paragraph, Section, clean
from planner.papers.pdf import pdf
from planner.papers.word import word
from planner.plan.plan import Plan
from planner.reports.loose_files import put_beside

Solve = Callable[..., Plan]
HOSTILE = (
    "=1+1",
    '#let x = 1; #eval("1")',
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "$x^2$ *bold* _it_ `code` @label <label>",
    "{{ 7 * 7 }} {% raw %}",
    "../../etc/passwd",
    "a\\b & \"quoted\" 'single' ]]> <!-- -->",
    "PAGE \\* MERGEFORMAT { SEQ x }",
)
TURNED = "left \u202eright\u2066 and bell"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_document(solve_small: Solve, text: str) -> None:
    plan = solve_small(
        title=text,
        question=f"Q {text}",
        marking=f"M {text}",
        teams={"a": {"title": f"T {text}"}},
        demand={
            "calls": {
                "title": f"L {text}",
                "arrivals": {"cases": {"value": 150, "per": "month"}},
                "start_within": "0 days",
                "risk": {"consequence": f"C {text}", "owner": f"O {text}", "score": f"S {text}"},
            }
        },
    )
    paper = paper_of(subject_of(plan))
    shown = text.replace("\t", " ")

    said = word_texts(word(paper))
    for beginning in ("Q", "T", "L", "C", "O", "S"):
        assert any(f"{beginning} {shown}" in each for each in said), beginning
    parts = word_parts(word(paper), "word/")
    fields = {each.get(f"{W}instr", "").strip() for part in parts.values() for each in part.iter(f"{W}fldSimple")}
    assert fields <= {"PAGE", "NUMPAGES", "SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC"}
    assert any(text_of(part) == f"M {shown}" for part in parts.values())
    assert not [each for part in parts.values() for each in part.iter(f"{W}hyperlink")]

    in_pdf = pdf_text(pdf(paper))
    for beginning in ("Q", "M", "C"):
        assert bare(f"{beginning} {shown}") in in_pdf, beginning

    page = html(paper)
    assert "<script" not in page
    assert not re.search(r"<[^>]*javascript:", page)
    assert page.count("<table") == page.count("</table>")
    lines = markdown(paper)
    assert not re.search(r"(?<!\\)\]\(javascript", lines)
    assert "<script" not in lines.replace("\\<", "")


def test_signs_that_turn_text_or_that_no_document_may_hold_are_taken_out(solve_small: Solve) -> None:
    plan = solve_small(title=TURNED, question=TURNED, teams={"a": {"title": f"T {TURNED}"}})
    paper = paper_of(subject_of(plan))
    assert paper.title == "left right and bell"
    assert "left right and bell" in word_texts(word(paper))
    assert bare("left right and bell") in pdf_text(pdf(paper))
    for text in (html(paper), markdown(paper), *paper.texts()):
        assert not set(text) & {"\u202e", "\u2066"}


def test_control_characters_are_taken_out_and_lines_become_one() -> None:
    paragraph = Paragraph("a\x07b\x00\n c\td\u2028e\ud800", "\x1bhead")
    (section,) = clean(Paper("M", "T", "2019", "n", "run", "1", (Section("H", 1, (paragraph,)),))).sections
    assert section.blocks == (Paragraph("ab c d e", "head"),)


def test_no_text_of_a_scenario_is_a_path(solve_small: Solve, tmp_path: Path) -> None:
    plan = solve_small(title="../../outside", name="small")
    subject = subject_of(plan)
    files = paper_files(Made(subject, paper_of(subject)), ("html", "md"))
    written = put_beside(files, tmp_path / "papers")
    assert {path.parent for path in written} == {tmp_path / "papers"}
    assert {"small.html", "small.md"} <= {path.name for path in written}
