"""What the checker says of a plan that was stressed: nothing of a good one, and of any cell or word that is spoilt."""

from __future__ import annotations

import random
from functools import cache

import pytest

from planner import pipeline
from planner.reports.answer import make_answer
from planner.reports.folder import files_of
from planner.verify.verify import verify_files
from verify.mutations import Spoiler
from verify.page_mutations import PAGE, PageSpoiler
from verify.plans import HERE, Files, rows_of, with_file, with_rows

TRIED = 60
"""Changes of the table that are tried."""


@cache
def stressed() -> Files:
    """A plan in which much happens, stressed."""
    plan = pipeline.stress(HERE / "stressed.yaml", samples=12).plan
    return files_of(plan, make_answer(plan))


def test_a_plan_that_was_stressed_stands_every_check() -> None:
    assert [str(finding) for finding in verify_files("stressed", stressed()).findings] == []


def test_nearly_every_change_of_the_table_is_noticed() -> None:
    spoiler = Spoiler(stressed())
    assert spoiler.objections() == []
    chance = random.Random(1)  # noqa: S311 - the same choice on every run is what is wanted
    mutations = [each for each in spoiler.mutations(2, chance) if each.table == "stress"]
    tried = chance.sample(mutations, min(TRIED, len(mutations)))
    missed = [str(mutation) for mutation in tried if not spoiler.notices(mutation)]
    assert missed == []


def test_every_figure_of_its_sentences_is_checked() -> None:
    spoiler = PageSpoiler(stressed())
    assert spoiler.unclaimed() == []
    assert spoiler.objections() == []
    starts = ("With its people held", "That gap depends most")
    lines = stressed()[PAGE].decode().split("\n")
    told = {number for number, line in enumerate(lines, start=1) if line.startswith(starts)}
    assert len(told) == 2
    mutations = [each for each in spoiler.mutations() if each.line in told]
    assert len(mutations) >= 12
    assert [str(each) for each in mutations if not spoiler.notices(each)] == []
    lost = [each for each in spoiler.lost_lines() if each.line in told]
    assert len(lost) == 2
    assert all(map(spoiler.notices, lost))


def test_numbers_named_in_another_order_are_noticed() -> None:
    text = stressed()[PAGE].decode()
    (line,) = [each for each in text.split("\n") if each.startswith("That gap depends most")]
    first, second = (
        line.removeprefix("That gap depends most on ").removesuffix(".").replace(" and ", ", ").split("), ")[:2]
    )
    swapped = line.replace(first, "FIRST").replace(second, first).replace("FIRST", second)
    assert swapped != line
    findings = verify_files("stressed", with_file(stressed(), PAGE, text.replace(line, swapped).encode())).findings
    assert {finding.file for finding in findings} == {PAGE}


@pytest.mark.parametrize(
    ("column", "of", "text", "should_be"),
    [
        ("people", {"case": "sample"}, "remade", "held"),
        ("gap_hours", {"case": "central", "scope": "force"}, "1", ""),
        ("tried_value", {"path": "demand.joint.arrivals.cases", "end": "high"}, "399", "400"),
        ("gap_hours", {"case": "percentile", "scope": "force", "number": "50"}, "1", ""),
    ],
)
def test_a_cell_that_says_something_else_is_named(column: str, of: dict[str, str], text: str, should_be: str) -> None:
    header, *rows = rows_of(stressed(), "stress")
    place = next(row for row in rows if all(row[header.index(name)] == value for name, value in of.items()))
    place[header.index(column)] = text
    findings = verify_files("stressed", with_rows(stressed(), "stress", [header, *rows])).findings
    named = [finding for finding in findings if finding.file == "stress.csv" and finding.column == column]
    assert named
    assert should_be in named[0].should_be
