"""Checks of what really happened to a removed rank: days that the plan can speak of, and people who can be there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planner.errors import Problem
from planner.scenario.changing_lines import lines_of_rank
from planner.scenario.checks.common import ENOUGH, Path, end_with_run_out, warning
from planner.scenario.nodes import place
from planner.scenario.removed_rank import RemovedRank
from planner.scenario.scenario import Scenario


def check_records_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """A record has days of the plan, each of them once, and no more holders than the rank had."""
    for rank, removed in scenario.structure.removed_ranks.items():
        path = ("structure", "removed_ranks", rank, "record")
        yield from _days(scenario, removed, path)
        lines = [scenario.establishment[team][role] for team, role in lines_of_rank(scenario, rank)]
        opening = sum(line.strength_fte.value for line in lines)
        for number, each in enumerate(removed.record):
            explained = any(step.note for step in each.fte.steps)
            if lines and each.fte.value > opening + ENOUGH and not explained:
                yield warning(
                    place(*path, number, "fte"),
                    f"{each.fte.value:g} FTE are more than the {opening:g} FTE of the opening, and nobody joins a rank "
                    "that is frozen. Correct the record or `strength_fte`, or say in a note how they came.",
                )


def _days(scenario: Scenario, removed: RemovedRank, path: Path) -> Iterator[Problem]:
    first, end = scenario.period.first, end_with_run_out(scenario)
    earlier = set()
    for number, each in enumerate(removed.record):
        at = place(*path, number, "on")
        # The eve of the plan is its opening.
        if each.on < first - timedelta(days=1):
            yield Problem(
                at,
                f"{each.on} is before the plan begins on {first}, so nothing was expected for that day. Write the "
                "strength of the eve as `strength_fte`, or begin the plan earlier.",
            )
        elif each.on > end:
            yield Problem(
                at,
                f"{each.on} is after the last day that is solved, {end}, so nothing is expected for that day. Plan a "
                "longer time, or take the entry out.",
            )
        elif each.on in earlier:
            yield Problem(at, f"The record of {each.on} stands here twice. Keep one of them.")
        earlier.add(each.on)
