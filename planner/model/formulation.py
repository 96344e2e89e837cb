"""The whole model on one page: its rules in order.

A rule is a function with its equation in its docstring, and its line here. `RULES` need the variables, `MONEY_RULES`
the cost entries that are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from planner.model import (
    at_rest,
    backlog,
    capacity,
    costs,
    initiatives,
    ranking,
    reduced_hours,
    removed_ranks,
    requirements,
    strength,
    supervision,
    work,
)
from planner.model.costs import CostEntry
from planner.model.given import Given, Stance
from planner.model.parts import column_parts, row_parts
from planner.model.standing import laws
from planner.model.stating import Stating
from planner.model.variables import Variables, define_variables
from planner.scenario.priorities import Priority
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Level
from planner.solver.program import Program
from planner.tables import Tables

RULES = (
    strength.strength_balance,
    strength.movers_available,
    strength.establishment,
    strength.posts_moved,
    strength.flow_caps,
    requirements.strength_limits,
    requirements.short_share_caps,
    requirements.over_requirement_caps,
    requirements.over_at_rest,
    capacity.capacity,
    capacity.limited_duty,
    capacity.overtime_caps,
    capacity.redeployment_caps,
    reduced_hours.reduced_hours_in_post,
    reduced_hours.reduced_hours_together,
    at_rest.at_rest,
    work.work,
    backlog.backlog,
    backlog.overdue,
    backlog.clear_by,
    backlog.gap_bands,
    backlog.worst_team,
    backlog.coverage_floor,
    initiatives.one_start,
    initiatives.helped_cases,
    supervision.supervision,
    supervision.spans,
    supervision.leader_shares,
    removed_ranks.gone_by,
    removed_ranks.duties_passed,
    removed_ranks.lent_for_duties,
    removed_ranks.posts_come_back,
)

MONEY_RULES = (
    costs.budgets,
    costs.overtime_limits,
)

BEFORE_LEVELS = ("gap_tier", "evenness_tier", "worst_team", "supervision", "waiting")
"""Levels that can differ when every lever is at rest; the others are facts then."""


@dataclass(frozen=True)
class Formulation:
    """A scenario as a linear program: rows, variables by name, costs, and the levels in order."""

    program: Program
    given: Given
    variables: Variables
    costs: list[CostEntry]
    levels: tuple[Level, ...]
    stating: Stating
    """What each rule was stated from."""


def formulate(
    tables: Tables,
    priorities: tuple[Priority, ...] = (),
    stance: Stance = "after",
    like: Formulation | None = None,
) -> Formulation:
    """State a scenario as a linear program.

    Args:
        tables: What the model sees.
        priorities: What is minimised, in order; none means the default order.
        stance: `before`: every lever at rest and nothing enforced; `after`: the plan.
        like: The formulation of a scenario that differs in little, or of this one with the other stance; what rests on
            nothing that differs is taken over.
    """
    with without_garbage_collection():
        given = Given(tables, stance).remember(like.given if like else None)
        like = like if like and like.given.stance == stance else None
        program = Program(stance, like.program if like else None)
        var = define_variables(program, given)
        state = Stating(program, given, like.stating if like else None)
        for rule in RULES:
            state.rule(rule.__name__, partial(rule, program, var))
        entries = state.figure("costs", partial(costs.cost_entries, var))
        for money_rule in MONEY_RULES:
            state.rule(money_rule.__name__, partial(money_rule, program, entries=entries), entries)
        ranking.level_limits(program, given, var, entries, priorities)
        program.row_parts.update(row_parts(program, given))
        program.column_parts.update(column_parts(program, given, var))
        program.laws.update(laws(program, given))
        every = state.figure(
            "levels", lambda seen: tuple(ranking.levels(var, seen, entries, priorities)), entries, priorities
        )
        chosen = tuple(
            level
            for level in every
            if stance == "after" or level.name == "tie_break" or level.name.startswith(BEFORE_LEVELS)
        )
        return Formulation(program, given, var, entries, chosen, state)
