"""Every figure of summary.md is worked out again: none is left out, none is wrong, and a spoilt one is noticed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner import pipeline
from planner.plan.plan import Plan
from planner.reports.answer import make_answer
from planner.reports.folder import files_of as files_of_plan
from planner.reports.markdown import markdown
from planner.verify.page import SECTIONS
from planner.verify.page.check import section_of
from planner.verify.page.figures import Figures
from planner.verify.page.markdown import read_page
from planner.verify.page.printed import fte, hours, percent, pounds
from planner.verify.verify import verify_files
from verify.page_mutations import PAGE, PageMutation, PageSpoiler
from verify.plans import HERE, RICH, Files, rich, shipped, with_file

ELSEWHERE = {
    "Whole people": "test_verify",
    "What each size of {lever:words} would do": "test_audits",
    "What if": "test_what_if",
}
"""Sections that no plan has which is looked at here, and the tests in which a page with one is checked."""
TRIED = 150
"""Figures of each page that are spoilt here."""
CAUGHT = 0.99
"""The share of spoilt figures that must be noticed."""


def files_of(name: str) -> Files:
    return shipped() if name == "2019" else rich(name)


@pytest.mark.parametrize("name", ["2019", *RICH])
def test_every_figure_of_the_page_has_a_check_and_holds(name: str) -> None:
    spoiler = PageSpoiler(files_of(name))
    assert [f"{each.section}: {each.figure} in “{each.text}”" for each in spoiler.unclaimed()] == []
    assert spoiler.objections() == []


def test_a_page_about_whole_people_that_are_not_all_proved_holds(tmp_path: Path) -> None:
    head = "format: 1\nname: whole\ntitle: Whole\nextends: rich.yaml\nwhole_people: {everywhere: true}\n"
    (tmp_path / "rich.yaml").write_bytes((HERE / "rich.yaml").read_bytes())
    (tmp_path / "whole.yaml").write_text(head, encoding="utf-8")
    plan = pipeline.solve(tmp_path / "whole.yaml")
    gap_of_tier, *others = plan.after.levels
    cut_short = replace(
        plan.after,
        status="not_proved",
        levels=(replace(gap_of_tier, status="not_proved"), *others),
        whole_gap=0.25,
        furthest=gap_of_tier.name,
    )
    said = markdown(make_answer(replace(plan, after=cut_short)), [])
    assert "within 25.0 % of a tier's demand hours of the best (gap of harm tier 1; 0.5 % was asked for)" in said
    for each in (plan, replace(plan, after=cut_short, tables=with_status(plan, gap_of_tier.name))):
        verdict = verify_files("whole", files_of_plan(each, make_answer(each)))
        assert [str(finding) for finding in verdict.findings] == []


def with_status(plan: Plan, level: str) -> dict[str, pd.DataFrame]:
    """The tables of a plan in which a level is not proved."""
    levels = plan.tables["levels"].copy()
    levels.loc[(levels["plan"] == "after") & (levels["level"] == level), "status"] = "not_proved"
    return {**plan.tables, "levels": levels}


@pytest.mark.parametrize("name", ["2019", *RICH])
def test_a_spoilt_figure_of_the_page_is_noticed(name: str) -> None:
    spoiler = PageSpoiler(files_of(name))
    chance = random.Random(name)  # noqa: S311 - the same choice on every run is what is wanted
    every = list(spoiler.mutations())
    tried = chance.sample(every, min(TRIED, len(every)))
    missed = [str(mutation) for mutation in tried if not spoiler.notices(mutation)]
    assert len(missed) <= (1 - CAUGHT) * len(tried), missed


@pytest.mark.parametrize("name", ["2019", "rich", "rich_restructuring"])
def test_a_line_with_figures_that_is_left_out_is_noticed(name: str) -> None:
    spoiler = PageSpoiler(files_of(name))
    missed = [str(mutation) for mutation in spoiler.lost_lines() if not spoiler.notices(mutation)]
    assert missed == []


def test_a_sentence_without_a_check_is_a_finding_that_names_its_figure() -> None:
    text = shipped()[PAGE].decode().replace("- **Spare hours**", "- **Sick days**: 1,234 this year\n- **Spare hours**")
    (finding,) = verify_files("a plan", with_file(shipped(), PAGE, text.encode())).findings
    assert (finding.check, finding.file) == ("the page says what the tables say", PAGE)
    assert finding.says == "1,234 in “- **Sick days**: 1,234 this year”"
    assert finding.should_be == "a figure that can be worked out again"


def test_a_table_and_a_section_without_a_check_are_findings() -> None:
    text = (
        shipped()[PAGE].decode().replace("## Files", "## Cars\n\n| team | cars |\n|---|--:|\n| All | 12 |\n\n## Files")
    )
    (finding,) = verify_files("a plan", with_file(shipped(), PAGE, text.encode())).findings
    assert (finding.where.endswith("section=Cars"), finding.says) == (True, "12 in “All | 12”")


@pytest.mark.parametrize(
    ("old", "new", "where", "column", "says", "should_be"),
    [
        ("| 95.4 % |", "| 96.4 % |", "section=Coverage and gap row=Missing from home", "coverage before action",
         "96.4 %", "95.4 %"),
        ("| £184,047 |", "| £184,048 |", "section=Cost by kind row=overtime", "under the plan", "£184,048", "£184,047"),
        ("detective sergeant 1,565", "detective sergeant 1,566", "section=To know", "",
         "1,566 in “detective sergeant 1,566”", "1,565"),
        ("(13 levels proved)", "(14 levels proved)", "section=To know", "",
         "14 in “optimal for these inputs (14 levels proved”", "13"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_figure(old: str, new: str, where: str, column: str, says: str, should_be: str) -> None:
    text = shipped()[PAGE].decode().replace(old, new, 1)
    finding = verify_files("a plan", with_file(shipped(), PAGE, text.encode())).findings[0]
    assert finding.where.endswith(where)
    assert (finding.column, finding.says, finding.should_be) == (column, says, should_be)


def test_a_row_that_is_left_out_and_a_section_that_is_left_out_are_findings() -> None:
    text = shipped()[PAGE].decode()
    row = next(line for line in text.split("\n") if line.startswith("| Harm tier 3"))
    found = verify_files("a plan", with_file(shipped(), PAGE, text.replace(row + "\n", "").encode())).findings
    assert [(each.says, each.should_be) for each in found] == [("no row of Harm tier 3", "such a row")]
    officers = text[text.index("## Officers") : text.index("## Cost by kind")]
    found = verify_files("a plan", with_file(shipped(), PAGE, text.replace(officers, "").encode())).findings
    assert [(each.where, each.says) for each in found] == [("section=Officers", "0 such sections")]


def test_a_table_that_is_left_out_is_a_finding() -> None:
    lines = rich("removal")[PAGE].decode().split("\n")
    (head,) = [number for number, line in enumerate(lines) if "on record | expected" in line]
    text = "\n".join([*lines[:head], *lines[head + 4 :]])
    (finding,) = verify_files("a plan", with_file(rich("removal"), PAGE, text.encode())).findings
    assert (finding.where, finding.says) == ("section=Ranks removed", "0 tables with on record")


def test_the_page_is_not_checked_against_tables_that_are_wrong() -> None:
    text = shipped()["work.csv"].decode().split("\n")
    verdict = verify_files("a plan", with_file(shipped(), "work.csv", "\n".join(text[:-2] + text[-1:]).encode()))
    assert {finding.file for finding in verdict.findings} >= {"work.csv"}
    assert PAGE not in {finding.file for finding in verdict.findings}
    assert verdict.checks == verdict.all_checks - 1


def test_every_section_stands_on_some_page() -> None:
    there = set()
    for name in ("2019", *RICH):
        spoiler = PageSpoiler(files_of(name))
        headings = {line.section for line in read_page(files_of(name)[PAGE].decode()).lines}
        there |= {section_of(Figures(spoiler.folder), SECTIONS, heading) for heading in headings}
    assert {section.heading for section in SECTIONS} - {section.heading for section in there if section} == set(
        ELSEWHERE
    )


def test_figures_between_two_printed_ones_may_be_printed_as_either() -> None:
    assert hours(12.5) == ("12", "13")
    assert hours(0.0) == ("0",)
    assert hours(-0.2)[0] == "-<1"
    assert fte(0.049)[0] == "<0.1"
    assert percent(0.99999)[0] == "99.9 %"
    assert percent(1.0) == ("100.0 %",)
    assert pounds(-1234.4) == ("-£1,234",)


def test_a_mutation_says_what_it_is() -> None:
    assert str(PageMutation(7, "", "12", "13", "")) == "summary.md line 7 (the top): 12 made 13"
