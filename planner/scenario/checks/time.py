"""Checks of dates and lengths of time against the period of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.changing_lines import pathways
from planner.scenario.checks.common import Path, end_with_run_out, warning
from planner.scenario.nodes import place
from planner.scenario.pedigree import walk_quantities
from planner.scenario.run_out import run_out_months
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Pathway, Recruitment


def check_period_is_whole(scenario: Scenario) -> Iterator[Problem]:
    """The plan consists of whole weeks, months, quarters or years."""
    period = scenario.period
    if periods.is_aligned(period):
        return
    if period.step != "week" and period.first.day != 1:
        message = f"A plan by {period.step} begins on the first day of a month, and {period.first} is none."
        yield Problem("period.first", f"{message} Write {period.first:%Y-%m}.")
        return
    shorter, longer = periods.whole_ends(period)
    pattern = "%Y-%m-%d" if period.step == "week" else "%Y-%m"
    ends = [f"{end:{pattern}}" for end in (shorter, longer) if end > period.first]
    yield Problem(
        "period.last",
        f"The time from {period.first} to {periods.last_day(period)} is not made of whole {period.step}s. "
        f"Write {' or '.join(ends)}.",
    )


def check_plan_is_not_too_long(scenario: Scenario) -> Iterator[Problem]:
    """A plan has a number of periods that can be solved."""
    number = periods.count(scenario.period) + ceil(
        run_out_months(scenario) / periods.step_months(scenario.period) - 1e-9
    )
    if number <= periods.MOST_PERIODS:
        return
    message = f"The plan and its run-out have {number:,} periods, more than {periods.MOST_PERIODS:,}."
    if scenario.period.run_out is not None:
        yield Problem("period", f"{message} Write a longer step, or plan a shorter time.")
    else:
        yield Problem(
            "period",
            f"{message} No run-out is stated, so that it is as long as the longest lead, ramp, spread and standard"
            f" together: {run_out_months(scenario):,.0f} months. Correct these, write a longer step, or plan a shorter"
            " time.",
        )


def check_joiners_and_leavers_are_in_the_plan(scenario: Scenario) -> Iterator[Problem]:
    """Who is known to join or leave does so within the plan; before it, the opening strength says it."""
    supply, first, end = scenario.supply, scenario.period.first, end_with_run_out(scenario)
    for section, flows in (("known_joiners", supply.known_joiners), ("known_leavers", supply.known_leavers)):
        for name, flow in flows.items():
            path = place("supply", section, name, "on")
            if flow.on < first:
                yield Problem(
                    path,
                    f"{flow.on} is before the first day of the plan, {first}. Count these people in "
                    "`strength_fte` and take the entry out.",
                )
            elif flow.on > end:
                yield warning(path, f"{flow.on} is after the end of the plan, so this has no effect.")


def check_dated_values_say_what_holds_first(scenario: Scenario) -> Iterator[Problem]:
    """A figure with dated values has one for the first day of the plan."""
    first = scenario.period.first
    seen = set()
    for entry in walk_quantities(scenario):
        if entry.path not in seen and entry.from_ is not None and entry.from_ > first:
            yield Problem(
                entry.place,
                f"Nothing says what holds before {entry.from_}, and the plan begins on {first}. Put that in front, 0 "
                f"if there is nothing: [{{value: 0}}, {{from: {entry.from_}, value: {_number(entry.value)}}}].",
            )
        seen.add(entry.path)


def _number(value: float | tuple[float, ...]) -> str:
    return f"{value:.10g}" if isinstance(value, float) else "…"


def check_starts_before_the_plan(scenario: Scenario) -> Iterator[Problem]:
    """Who has already started did so before the plan and has not joined yet."""
    first = scenario.period.first
    for base, way in _with_intakes(scenario):
        for number, started in enumerate(way.already_started):
            path = place(*base, "already_started", number, "on")
            if started.on >= first:
                yield Problem(
                    path,
                    f"{started.on} is not before the first day of the plan, {first}. Write it as one of the `intakes`.",
                )
            elif way.lead.after(started.on) < first:
                yield Problem(
                    path,
                    f"Who started on {started.on} joined on {way.lead.after(started.on)}, before the plan"
                    " begins. Count these people in `strength_fte` and take the entry out.",
                )


def _with_intakes(scenario: Scenario) -> Iterator[tuple[Path, Recruitment | Pathway]]:
    """Every way on which people start at intakes, and its path."""
    for name, way in scenario.supply.recruitment.items():
        yield ("supply", "recruitment", name), way
    yield from pathways(scenario)


def check_clear_by_is_in_the_plan(scenario: Scenario) -> Iterator[Problem]:
    """A day by which a backlog must be cleared lies in the plan."""
    first, last = scenario.period.first, periods.last_day(scenario.period)
    for name, line in scenario.demand.items():
        if line.clear_by is not None and not first <= line.clear_by <= last:
            yield Problem(
                place("demand", name, "clear_by"),
                f"{line.clear_by} is outside the plan, {first} to {last}. "
                "Write a day in the plan, or take the key out.",
            )
        elif line.clear_by is not None and line.clear_by < periods.first_period_last_day(scenario.period):
            yield Problem(
                place("demand", name, "clear_by"),
                f"No period ends by {line.clear_by}: the first one ends on "
                f"{periods.first_period_last_day(scenario.period)}. Write that day or a later one.",
            )


def check_requirements_hold_some_time(scenario: Scenario) -> Iterator[Problem]:
    """What holds from a day until a day holds for some time, and in the plan."""
    first, end = scenario.period.first, end_with_run_out(scenario)
    for name, requirement in scenario.requirements.items():
        path = place("requirements", name)
        if requirement.from_ and requirement.until and requirement.until < requirement.from_:
            yield Problem(
                f"{path}.until",
                f"This ends ({requirement.until}) before it begins ({requirement.from_}). Write a later day.",
            )
        elif (requirement.until and requirement.until < first) or (requirement.from_ and requirement.from_ > end):
            yield warning(path, "This holds only outside the plan, so it has no effect.")
    for team, roles in scenario.establishment.items():
        for role, line in roles.items():
            for kind, groups in (("unavailable", line.unavailable), ("limited_duty", line.limited_duty)):
                for name, group in groups.items():
                    if group.until is not None and group.until <= first:
                        yield warning(
                            place("establishment", team, role, kind, name, "until"),
                            f"{group.until} is not after the first day of the plan, so this has no effect.",
                        )


def check_intakes_are_in_the_plan(scenario: Scenario) -> Iterator[Problem]:
    """Intakes lie in the plan, each once."""
    first, end = scenario.period.first, end_with_run_out(scenario)
    for base, way in _with_intakes(scenario):
        seen: set[date] = set()
        for number, day in enumerate(way.intakes):
            path = place(*base, "intakes", number)
            if day in seen:
                yield Problem(
                    path, f"The intake on {day} stands here twice. Keep one; its places are `per_intake_fte`."
                )
            elif not first <= day <= end:
                yield warning(path, f"The intake on {day} is outside the plan, so it has no effect.")
            seen.add(day)


def check_lists_by_period_have_a_number_for_each(scenario: Scenario) -> Iterator[Problem]:
    """Arrivals listed by period are as many as the periods."""
    number = periods.count(scenario.period)
    for name, line in scenario.demand.items():
        listed = line.arrivals.by_period
        if listed is not None and len(listed.values) != number:
            yield Problem(
                place("demand", name, "arrivals", "by_period"),
                f"Here are {len(listed.values)} numbers for the plan's {number} periods. Write one for each "
                f"{scenario.period.step} from {scenario.period.first} to"
                f" {periods.last_day(scenario.period)}.",
            )
