"""Small changes of the template, each of which sets off one check."""

from check_cases import (
    demand_cases,
    doubts_cases,
    links_cases,
    people_cases,
    rest_cases,
    supply_cases,
    time_cases,
)
from check_cases.case import Case, Change, Problem

CASES: list[Case] = [
    *time_cases.CASES,
    *links_cases.CASES,
    *people_cases.CASES,
    *demand_cases.CASES,
    *supply_cases.CASES,
    *rest_cases.CASES,
    *doubts_cases.CASES,
]

__all__ = ["CASES", "Case", "Change", "Problem"]
