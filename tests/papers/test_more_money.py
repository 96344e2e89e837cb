"""What more money would buy, in the papers: where it was worked out, as the frontier's own table has it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tiny import BASE, merged
from two_prices import BEND, END, LEAST, year

from planner import pipeline
from planner.papers import paper_of, published_paper_of
from planner.papers.changing import NOT_ASKED
from planner.papers.paper import Figure, Paper, Section, Table
from planner.papers.subject import Subject
from planner.reports.frontier import FINDINGS


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A year whose hours have two prices, so that the bends of the curve are known beforehand."""
    file = tmp_path / "year.yaml"
    file.write_text(yaml.safe_dump(merged(BASE, year()), sort_keys=False), encoding="utf-8")
    return file


@pytest.fixture
def asked(scenario: Path) -> Subject:
    return pipeline.report(scenario, more_money=True)


def sections(paper: Paper) -> list[Section]:
    return [section for section in paper.sections if section.heading == FINDINGS]


def test_the_curve_stands_in_the_papers_as_a_chart_and_as_the_table_has_it(asked: Subject) -> None:
    (section,) = sections(paper_of(asked))
    (chart,) = [block for block in section.blocks if isinstance(block, Figure)]
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert chart.chart.name == "frontier"
    ends = [(row[0], row[1], row[-1]) for row in table.rows]
    # An hour costs £15, then £30, then is not to be had: £1,000 buys 66.7 hours, 33.3, none.
    assert asked.frontier is not None
    assert asked.frontier.budget.step_pounds == 1_000
    assert ends == [
        (f"£{LEAST:,.0f}", f"£{BEND:,.0f}", "67"),
        (f"£{BEND:,.0f}", f"£{END:,.0f}", "33"),
        (f"£{END:,.0f}", f"£{END + 1_000:,.0f}", "0"),
    ]
    assert list(map(len, table.rows)) == [len(table.head)] * 3


def test_where_it_was_not_asked_the_papers_say_how(scenario: Path) -> None:
    paper = paper_of(pipeline.report(scenario))
    assert sections(paper) == []
    assert NOT_ASKED in paper.texts()


def test_the_published_paper_has_it_as_well(asked: Subject) -> None:
    assert len(sections(published_paper_of(asked))) == 1
