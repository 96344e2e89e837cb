"""Checks of the priorities."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.checks.budget import COST_KINDS
from planner.scenario.checks.common import numbers_listed, unknown, warning
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario


def known_levels(scenario: Scenario) -> list[str]:
    """Every level that the priorities of a scenario can name."""
    tiers = sorted({line.tier for line in scenario.demand.values()})
    by_tier = [f"{level}_tier_{tier}" for tier in tiers for level in ("gap", "evenness")]
    return [
        *by_tier,
        "worst_team",
        "supervision",
        "displaced",
        "cost",
        *(f"cost_of_{kind}" for kind in COST_KINDS),
        "waiting",
        "backlog",
        "disruption",
        "redundancies",
        "over_requirement",
        *(["initiatives"] if scenario.initiatives else []),
    ]


def check_levels_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Priorities are levels that exist."""
    known = known_levels(scenario)
    for number, priority in enumerate(scenario.priorities):
        level = priority.level
        tier = level.removeprefix("gap_tier_").removeprefix("evenness_tier_")
        if level not in known and tier != level and tier.isdigit():
            yield Problem(place("priorities", number, "level"), f"No demand line has tier {tier}. Take this level out.")
        else:
            yield from unknown("level", level, known, "priorities", number, "level")


def check_levels_stand_once(scenario: Scenario) -> Iterator[Problem]:
    """No level is listed twice."""
    levels = [priority.level for priority in scenario.priorities]
    for number, level in enumerate(levels):
        if level in levels[:number]:
            yield Problem(
                place("priorities", number, "level"),
                f'The level "{level}" stands here twice. Keep the higher one.',
            )


def check_every_tier_is_served(scenario: Scenario) -> Iterator[Problem]:
    """A tier whose gap is no level is worth nothing to the plan."""
    if not scenario.priorities:
        return
    named = {priority.level for priority in scenario.priorities}
    tiers = sorted({line.tier for line in scenario.demand.values()})
    left = [f"gap_tier_{tier}" for tier in tiers if f"gap_tier_{tier}" not in named]
    if left:
        yield warning(
            "priorities",
            f"These levels are not listed, so work of their tier is done only by chance: {numbers_listed(left)}. "
            "List them, or take `priorities` out for the usual order.",
        )
