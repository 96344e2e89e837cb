"""Figures as people read them: nothing rounds to nothing, and nothing to everything."""

from __future__ import annotations

from datetime import date

import pytest

from planner.reports.words import (
    count,
    fte,
    hours,
    in_sentence,
    listed,
    moment,
    months,
    percent,
    pounds,
    spaced,
    wrapped,
    year_title,
)
from planner.scenario.head import Period


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.0, "0"), (0.2, "<1"), (0.6, "1"), (1234.4, "1,234"), (-3.2, "-3"), (-0.2, "-<1")],
)
def test_hours(value: float, said: str) -> None:
    assert hours(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0.0"), (0.04, "<0.1"), (12.34, "12.3"), (-0.04, "-<0.1"), (1234.5, "1,234.5")]
)
def test_fte(value: float, said: str) -> None:
    assert fte(value) == said


@pytest.mark.parametrize(
    ("share", "decimals", "said"),
    [
        (1.0, 1, "100.0"),
        (0.99999, 1, "99.9"),
        (0.00001, 1, "0.1"),
        (0.0, 1, "0.0"),
        (0.999, 0, "99"),
        (0.004, 0, "1"),
        (0.625, 1, "62.5"),
    ],
)
def test_percent(share: float, decimals: int, said: str) -> None:
    assert percent(share, decimals) == f"{said}\u00a0%"


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(None) == "–"


@pytest.mark.parametrize(("value", "said"), [(1234567.4, "£1,234,567"), (-0.3, "£0"), (-12.0, "-£12")])
def test_pounds(value: float, said: str) -> None:
    assert pounds(value) == said


def test_words_in_sentences() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert spaced("response_officers") == "response officers"
    assert count(1, "line") == "1\u00a0line"
    assert count(2, "line") == "2\u00a0lines"
    assert in_sentence("Detective constable") == "detective constable"
    assert in_sentence("CID officer") == "CID officer"


def test_a_figure_stays_with_its_unit_where_a_line_breaks() -> None:
    assert wrapped("it is 12\u00a0hours", 9) == ["it is", "12 hours"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2019, 4, 1), date(2019, 4, 29), "Apr"),
        (date(2019, 11, 1), date(2020, 3, 1), "Nov–Mar"),
        (date(2019, 4, 1), date(2020, 4, 1), "Apr 2019–Apr 2020"),
    ],
)
def test_months(first: date, last: date, said: str) -> None:
    assert months(first, last) == said


def test_a_period_in_a_sentence() -> None:
    assert moment("2019-11", "month") == "in November 2019"
    assert moment("2018-10-29", "week") == "in the week of 29 October 2018"
    assert moment("2019-04", "quarter") == "in the quarter from April 2019"


@pytest.mark.parametrize(
    ("first", "last", "year", "to_its_end", "said"),
    [
        ("2019-04", "2020-03", "2019/20", False, "2019/20"),
        ("2018-10", "2019-03", "2018/19", False, "2018/19 (Oct–Mar)"),
        ("2018-10", "2019-12", "2019/20", False, "2019/20 (Apr–Dec)"),
        ("2018-10", "2019-12", "2019/20", True, "2019/20"),
        ("2018-10", "2018-10", "2018/19", False, "2018/19 (Oct)"),
    ],
)
def test_a_year_of_which_the_plan_has_a_part_names_its_months(
    first: str, last: str, year: str, to_its_end: bool, said: str
) -> None:
    assert year_title(Period.model_validate({"first": first, "last": last}), year, to_its_end) == said
