"""The whole model on one page: its rules in order.

A rule is a function with its equation in its docstring, and its line here. `RULES` need the variables, `MONEY_RULES`
the cost entries that are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.model import backlog, capacity, costs, levels, strength, supervision, work
from planner.model.costs import CostEntry
from planner.model.given import Given, Stance
from planner.model.variables import Variables, define_variables
from planner.scenario.priorities import Priority
from planner.solver.lexicographic import Level
from planner.solver.program import Program, without_garbage_collection
from planner.tables import Tables

RULES = (
    strength.strength_balance,
    strength.movers_available,
    strength.establishment,
    strength.flow_caps,
    strength.strength_limits,
    capacity.capacity,
    capacity.limited_duty,
    capacity.overtime_caps,
    capacity.redeployment_caps,
    capacity.at_rest,
    work.work,
    backlog.backlog,
    backlog.overdue,
    backlog.clear_by,
    backlog.gap_bands,
    backlog.worst_team,
    backlog.coverage_floor,
    supervision.supervision,
    supervision.spans,
    supervision.leader_shares,
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


def formulate(tables: Tables, priorities: tuple[Priority, ...] = (), stance: Stance = "after") -> Formulation:
    """State a scenario as a linear program.

    Args:
        tables: What the model sees.
        priorities: What is minimised, in order; none means the default order.
        stance: `before`: every lever at rest and nothing enforced; `after`: the plan.
    """
    with without_garbage_collection():
        program = Program(stance)
        given = Given(tables, stance)
        var = define_variables(program, given)
        for rule in RULES:
            rule(program, var, given)
        entries = costs.cost_entries(var, given)
        for money_rule in MONEY_RULES:
            money_rule(program, given, entries)
        levels.level_limits(program, given, var, entries, priorities)
        chosen = tuple(
            level
            for level in levels.levels(var, given, entries, priorities)
            if stance == "after" or level.name == "tie_break" or level.name.startswith(BEFORE_LEVELS)
        )
        return Formulation(program, given, var, entries, chosen)
