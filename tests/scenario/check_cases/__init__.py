"""Small changes of the template, each of which sets off one check."""

from check_cases import (
    demand_cases,
    doubts_cases,
    initiatives_cases,
    links_cases,
    officers_cases,
    pathways_cases,
    people_cases,
    removed_ranks_cases,
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
    *pathways_cases.CASES,
    *officers_cases.CASES,
    *initiatives_cases.CASES,
    *removed_ranks_cases.CASES,
    *rest_cases.CASES,
    *doubts_cases.CASES,
]

__all__ = ["CASES", "Case", "Change", "Problem"]
