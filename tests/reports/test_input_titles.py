"""What a number of the scenario is called where people read it."""

from __future__ import annotations

import pytest
from tiny import tiny

from planner.reports.input_titles import input_title


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("demand.calls.arrivals.cases", "Calls: arrivals"),
        ("demand.calls.tasks.answer.hours_per_case", "Calls: answer, hours per case"),
        ("establishment.a.officer.strength_fte", "Team A, officer: strength FTE"),
        ("roles.officer.pay.pounds_per_year", "Officer: pay, pounds per year"),
        ("hours.full.contracted", "Hours of full: contracted"),
        ("priorities[0].tolerance", "Priorities, tolerance"),
        ("not.there", "Not, there"),
    ],
)
def test_a_number_is_called_by_the_titles_of_what_it_belongs_to(path: str, title: str) -> None:
    assert input_title(path, tiny()) == title
