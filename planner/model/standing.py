"""What each rule rests on, on one page: who could change it, and whether anybody may.

Every rule family, and every family of columns, has a line here; a test fails where one is missing. Where rules
contradict each other a reader is told for each whether it is law, policy or data, and whom to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.clashes import Kind, Owner
from planner.model.given import Given
from planner.scenario.priorities import Priority
from planner.solver.program import Program


@dataclass(frozen=True)
class Standing:
    """What a rule rests on."""

    kind: Kind
    """`law`: never offered for change; `physics`: how people, cases and hours add up, never offered; `policy`: somebody
    decided it; `data`: a figure about how things are, to be corrected where it is wrong."""
    owner: Owner | None = None
    """Who owns the figure; none for physics."""
    words: str = ""
    """The rule as one would say it in a meeting; empty for physics."""
    unit: str = ""
    """The unit of the reader's figure; empty for physics."""
    each: Literal["period", "year", "plan"] = "period"
    """What each of its rows is about: its key ends with it. A figure for a year counts in part for a part of one."""
    at_rest: bool = False
    """Whether it is kept before action too; of the others, the breaches before action are counted."""

    @property
    def breach_unit(self) -> str:
        """The unit in which a breach is told: a share is one of hours."""
        return "hours" if self.unit == "share" else self.unit


PHYSICS = Standing("physics")
ASKED = "asked"
"""The family of the rule that a question of the reader's own makes."""

RULE_STANDINGS: Mapping[str, Standing] = {
    "strength_balance": PHYSICS,
    "movers_available": PHYSICS,
    "establishment": Standing("policy", "HR", "nobody joins a line that has no free post", "FTE"),
    "posts_moved": PHYSICS,
    "flow_caps": Standing("policy", "HR", "no more than this may start in a year", "FTE", each="year"),
    "strength_limits": Standing("policy", "operations", "this strength is there", "FTE"),
    "short_share_caps": Standing("policy", "operations", "strength is short by no more than this share", "FTE"),
    "over_requirement_caps": Standing("policy", "HR", "strength over the requirement stays within its limit", "FTE"),
    "over_at_rest": PHYSICS,
    "capacity": PHYSICS,
    "limited_duty": PHYSICS,
    "overtime_caps": PHYSICS,
    "redeployment_caps": PHYSICS,
    "reduced_hours_in_post": PHYSICS,
    "reduced_hours_together": Standing("policy", "HR", "no more people than this are on reduced hours", "FTE"),
    "at_rest": Standing("data", "HR", "this goes on if nobody decides anything"),
    "work": PHYSICS,
    "backlog": PHYSICS,
    "overdue": PHYSICS,
    "clear_by": Standing("policy", "operations", "nothing is overdue on this day", "cases"),
    "gap_bands": PHYSICS,
    "worst_team": PHYSICS,
    "coverage_floor": Standing(
        "policy", "operations", "at least this share is covered in each year", "share", each="year"
    ),
    "one_start": PHYSICS,
    "helped_cases": PHYSICS,
    "supervision": PHYSICS,
    "spans": PHYSICS,
    "leader_shares": PHYSICS,
    "gone_by": Standing("policy", "HR", "no more than this is left of the rank from this day on", "FTE"),
    "duties_passed": Standing(
        "policy", "operations", "no more of the rank's work than this share passes to the role", "hours", at_rest=True
    ),
    "lent_for_duties": PHYSICS,
    "posts_come_back": PHYSICS,
    "budgets": Standing("policy", "finance", "what a year costs stays within the budget", "pounds", each="year"),
    "overtime_limits": Standing(
        "policy", "finance", "overtime of a year stays within its limit", "pounds", each="year"
    ),
    "level_limits": Standing(
        "policy", "operations", "the level stays within its limit", "the level's unit", each="plan"
    ),
}
"""Every rule family of `planner.model.formulation`. The shares of overtime and of lent hours are taken as they are:
their rows say how hours follow from people."""

BY_YEAR = tuple(family for family, standing in RULE_STANDINGS.items() if standing.each == "year")
"""Rules whose key ends with a financial year."""
YEARLY = tuple(family for family in BY_YEAR if RULE_STANDINGS[family].unit != "share")
"""Of these, the rules whose figure is an amount for a year. Their row may be less than the figure: what is agreed
already has been taken off."""

ASKED_FOR = Standing("policy", None, "what is asked for")
"""A rule that is in no scenario: what a reader asks to be done instead."""

LIMIT_OF_A_DECISION = Standing("policy", "HR", "no more than this may start at a time, or be in use", "FTE")

COLUMN_STANDINGS: Mapping[str, Standing] = {
    "starts": LIMIT_OF_A_DECISION,
    "reduced": LIMIT_OF_A_DECISION,
    "agency": LIMIT_OF_A_DECISION,
    "strength": PHYSICS,
    "worked": PHYSICS,
    "missed": PHYSICS,
    "displaced": PHYSICS,
    "started": PHYSICS,
    "closed_undone": PHYSICS,
    "backlog": PHYSICS,
    "overdue": PHYSICS,
    "overtime": PHYSICS,
    "redeployed": PHYSICS,
    "led_by": PHYSICS,
    "unled": PHYSICS,
    "short": PHYSICS,
    "over": PHYSICS,
    "untutored": PHYSICS,
    "gap_band": PHYSICS,
    "worst_share": PHYSICS,
    "initiative_starts": PHYSICS,
    "helped_cases": PHYSICS,
}
"""The upper bounds of every family of columns: a limit that the reader stated, or what follows from other figures."""

OWNERS_OF_LEVELS: Mapping[str, Owner | None] = {
    "cost": "finance",
    "over_requirement": "HR",
    "redundancies": "HR",
    "disruption": "HR",
}
"""Who owns a limit on a level; costs of one kind are cost, and all other levels are about demand: operations."""

LAW_WHERE_STATUTORY = ("clear_by", "coverage_floor")
"""Rules of a demand line that are law where the line is `statutory`: less of what the law requires is never offered."""


def laws(program: Program, given: Given) -> set[str]:
    """The paths of the rules that the law asks for: what a statutory demand line asks is no less than that."""
    return {
        rule.place
        for rule in program.rules
        if rule.place and rule.family in LAW_WHERE_STATUTORY and given.line[rule.key[0]].statutory
    }


def standing_of(family: str, place: str, program: Program, priorities: Sequence[Priority]) -> Standing:
    """Say what one rule of a scenario rests on.

    Args:
        family: Its rule family; empty for the upper bound of a decision.
        place: Its path in the scenario.
        program: Which knows what is law.
        priorities: Which level is limited at such a path.
    """
    if family == ASKED:
        return ASKED_FOR
    standing = RULE_STANDINGS[family] if family else LIMIT_OF_A_DECISION
    if place in program.laws:
        return replace(standing, kind="law")
    if family == "level_limits":
        number = int(place.partition("[")[2].partition("]")[0])
        head = priorities[number].level
        return replace(standing, owner=OWNERS_OF_LEVELS.get(head.partition("_of_")[0], standing.owner))
    return standing
