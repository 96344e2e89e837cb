"""The levels of a scenario in their order: how far each may be given up for those below, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.costs import CostEntry
from planner.model.given import Given
from planner.model.levels import BAND_PRICES, lateness_weight, level_sum, tie_break
from planner.model.linear import add_rule
from planner.model.variables import Variables
from planner.scenario.priorities import Priority
from planner.solver.level import Level
from planner.solver.program import Program

HIGHEST_TIER_TOLERANCE = 0.001
GAP_TOLERANCE = 0.005
COST_TOLERANCE = 0.0025
"""How far a level may be given up where the scenario does not say: a gap as a share of its tier's demand hours times
one month, cost as a share of its best value [share]."""


def default_priorities(given: Given) -> tuple[Priority, ...]:
    """Gap and evenness of each tier, the worst team, supervision, displaced, cost, waiting, disruption."""
    names = [f"{level}_tier_{tier}" for tier in given.tiers for level in ("gap", "evenness")]
    names += ["worst_team", "supervision", "displaced", "cost", "waiting", "disruption"]
    return tuple(Priority(level=name) for name in names)


def levels(var: Variables, given: Given, entries: list[CostEntry], priorities: tuple[Priority, ...]) -> Iterator[Level]:
    """The levels of a scenario in order; the tie-break comes last and is not a matter of choice.

    Where the plan may start initiatives, their level comes before it, unless the scenario lists it elsewhere.
    """
    ordered = priorities or default_priorities(given)
    if var.initiative_starts and all(priority.level != "initiatives" for priority in ordered):
        ordered = (*ordered, Priority(level="initiatives"))
    for priority in ordered:
        total, unit = level_sum(priority.level, var, given, entries)
        tolerance = level_tolerance(priority, given)
        yield Level(
            priority.level,
            total.terms,
            total.constant,
            tolerance,
            unit,
            relative_tolerance(priority),
            measure=level_measure(priority.level, given),
            chooses_people=priority.level.startswith("gap_tier_"),
        )
    yield Level("tie_break", tie_break(var).terms, 0.0, 0.0, "", 0.0)


def level_tolerance(priority: Priority, given: Given) -> float:
    """How far a level may be given up for all below it, in its own unit, where that does not depend on its best value.

    A gap level's is a share of the demand hours of its tier in the reported periods, times one month: a share of the
    best value would be nothing where the best value is nothing.
    """
    head, _, tier = priority.level.rpartition("_")
    if head != "gap_tier":
        return 0.0
    usual = HIGHEST_TIER_TOLERANCE if given.tiers[:1] == [int(tier)] else GAP_TOLERANCE
    share = usual if priority.tolerance is None else priority.tolerance
    return share * given.reported_demand_hours(int(tier))


def relative_tolerance(priority: Priority) -> float:
    """How far a level may be given up as a share of its best value; 0 for gap levels."""
    if priority.level.startswith("gap_tier_"):
        return 0.0
    if priority.tolerance is not None:
        return priority.tolerance
    return COST_TOLERANCE if priority.level == "cost" else 0.0


def level_measure(level: str, given: Given) -> float:
    """What a level would be if no work of its tier that arrives in the reported periods were ever done.

    A gap in whole people is a share of that: a share of a value near zero says nothing. Levels that count no hours
    of demand have none.
    """
    head, _, tier = level.rpartition("_")
    if head == "gap_tier":
        return 2.0 * lateness_weight(given) * given.reported_demand_hours(int(tier))
    if head == "evenness_tier":
        return BAND_PRICES[-1] * given.reported_demand_hours(int(tier))
    return 0.0


def level_limits(
    program: Program, given: Given, var: Variables, entries: list[CostEntry], priorities: tuple[Priority, ...]
) -> None:
    """A level with a limit stays within it.

    ::

        level ≤ at most      [the level's unit]

    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for number, priority in enumerate(priorities):
        if priority.at_most is not None:
            total, _ = level_sum(priority.level, var, given, entries)
            add_rule(
                program,
                "level_limits",
                (priority.level,),
                total,
                "<=",
                priority.at_most.value,
                f"priorities[{number}].at_most",
            )
