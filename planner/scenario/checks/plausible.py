"""Warnings: numbers and ways that no force has, which are perhaps in the wrong unit or on the wrong line."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.checks.common import Path, height, warning
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit, Pathway

PLAUSIBLE_MULTIPLIER = (1.0, 3.0)
"""What an overtime hour costs against an hour of pay lies in here [ratio]."""
MOST_CONTRACTED_HOURS = 3000.0
"""More hours a year than anybody is contracted for [hours]."""
MOST_GROWTH = 0.5
"""Demand that grows by more in a year, or pay by a single award, is worth a second look [share]."""
MOST_TEMPORARY_MONTHS = 36.0
"""A temporary promotion that lasts longer is hardly one [months]."""
MOST_WEEKS_OF_PAY = 104.0
"""More is hardly paid to anybody who leaves [weeks]."""


def check_numbers_are_plausible(scenario: Scenario) -> Iterator[Problem]:
    """Numbers that no force has are perhaps in the wrong unit."""
    low, high = PLAUSIBLE_MULTIPLIER
    for name, lever in scenario.supply.overtime.items():
        if not low <= lever.multiplier.value <= high:
            yield warning(
                place("supply", "overtime", name, "multiplier"),
                f"An overtime hour at {lever.multiplier.value:g} times an hour of pay? Time and a third is 1.333.",
            )
    for name, pattern in scenario.hours.items():
        hours = pattern.contracted.per_year_on(scenario.period.first)
        if hours > MOST_CONTRACTED_HOURS:
            yield warning(
                place("hours", name, "contracted"),
                f"{hours:,.0f} contracted hours a year? 40 hours a week are 2,087. Look at `per`.",
            )
    for name, line in scenario.demand.items():
        growth = line.arrivals.growth.value
        if abs(growth) > MOST_GROWTH:
            yield warning(
                place("demand", name, "arrivals", "growth"),
                f"Demand that changes by {growth:.0%} in every year? 0.05 means 5 %.",
            )
    for group, pay in scenario.pay.items():
        for name, award in pay.awards.items():
            if abs(award.rise.value) > MOST_GROWTH:
                yield warning(
                    place("pay", group, "awards", name, "rise"),
                    f"A pay award of {award.rise.value:.0%}? 0.025 means 2.5 %.",
                )


def check_ways_are_plausible(scenario: Scenario) -> Iterator[Problem]:
    """Promotions go up one rank, temporary ones end and are paid, and a payment is not years of pay."""
    for path, way in pathways(scenario):
        yield from _promotion(scenario, path, way)
    for path, out in exits(scenario):
        if out.kind == "redundancy":  # what officers are paid is limited by their scheme
            yield from _payment(path, out)


def _promotion(scenario: Scenario, path: Path, way: Pathway) -> Iterator[Problem]:
    if way.kind not in ("promotion", "temporary_promotion"):
        return
    below, above = height(scenario, way.from_.role), height(scenario, way.to.role)
    if below is not None and above is not None and above > below + 1:
        gone = scenario.structure.removed_ranks
        skipped = [rank.title for rank in scenario.ranks[below + 1 : above] if rank.name not in gone]
        if skipped:
            yield warning(
                place(*path, "to"),
                f"This promotion skips the rank of {' and '.join(skipped)}. As a rule people rise by one rank at a "
                "time; check the roles.",
            )
    if way.length is not None and way.length.months > MOST_TEMPORARY_MONTHS:
        yield warning(
            place(*path, "length"),
            f"A temporary promotion of {way.length.months:,.0f} months? It is meant to end; a post that stays vacant "
            "is filled by kind: promotion.",
        )
    if way.kind == "temporary_promotion" and way.pay_difference_share.value == 0:
        yield warning(
            place(*path, "pay_difference_share"),
            "A temporary holder who is paid nothing for the higher rank? 1 pays the whole difference in pay.",
        )


def _payment(path: Path, out: Exit) -> Iterator[Problem]:
    weeks = max((step.value for step in out.weeks_of_pay.steps), default=0.0) if out.weeks_of_pay is not None else 0.0
    if weeks > MOST_WEEKS_OF_PAY:
        yield warning(
            place(*path, "weeks_of_pay"),
            f"{weeks:,.0f} weeks of pay for one who leaves? Two years' pay are 104 weeks. Look at the unit.",
        )
