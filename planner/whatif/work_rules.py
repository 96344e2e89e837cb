"""Rules about work that may be impossible to keep with a plan's people: kept as far as they can be, before all else.

Where demand is higher or hours are fewer, a day by which a backlog is cleared, a floor of coverage or a limit on a
priority can ask for more than the people held can give; so can learners for their tutors' time. Each such row gets a
column that says by how much it is broken, and the sum of these is minimised first. Where nothing has to be broken,
nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.model import Formulation
from planner.solver.level import Level
from planner.solver.matrix import Matrix
from planner.solver.program import Variable
from planner.whatif.people_held import People

ABOUT_WORK = ("clear_by", "coverage_floor", "level_limits")
"""Policy families that say what is to be done, whoever there is."""
TUTORED = "capacity"
"""The family in which tutors' time stands: those who learn are held, so their tutors' time is as well."""
LEVEL = "rules_about_work"
BROKEN = 1e-6
"""A rule that is broken by less than this is kept [the rule's unit]."""


@dataclass(frozen=True)
class Breakable:
    """A program in which rules about work may be broken, at a price above everything."""

    matrix: Matrix
    levels: tuple[Level, ...]
    """The levels, with the breaches first where there can be any."""
    breaches: tuple[tuple[str, Variable], ...]
    """Where each rule stands in the scenario, and by how much it is broken."""


def breakable(formulation: Formulation, people: People, levels: Sequence[Level]) -> Breakable:
    """Let the rules about work of a program be broken; columns and rows are added to the program.

    Args:
        formulation: A program of one's own: it is changed.
        people: The people who are held.
        levels: What is minimised in it.
    """
    program, matrix = formulation.program, formulation.program.matrix()
    rows = list(_rows(formulation, people))
    if not rows:
        return Breakable(matrix, tuple(levels), ())
    _, most = matrix.implied_sides()
    breaches, terms = [], []
    for row, place, weight in rows:
        rule, entries = program.rules[row], slice(matrix.starts[row], matrix.starts[row + 1])
        limit = float(matrix.row_upper[row])
        key = (rule.family, *rule.key)
        variable = program.add_variables("broken", [key], 0.0, max(0.0, float(most[row]) - limit) + 1.0)[key]
        stated = [
            (program.variables[column], float(value))
            for column, value in zip(matrix.columns[entries], matrix.values[entries], strict=True)
        ]
        stated.append((variable, -1.0))
        program.add_rule(rule.family, (*rule.key, "unless broken"), stated, "<=", limit, rule.place)
        breaches.append((place, variable))
        terms.append((variable, weight))
    changed = program.matrix()
    free = changed.row_upper.copy()
    free[[row for row, _, _ in rows]] = np.inf
    first = Level(LEVEL, terms)
    return Breakable(replace(changed, row_upper=free), (first, *levels), tuple(breaches))


def _rows(formulation: Formulation, people: People) -> Iterator[tuple[int, str, float]]:
    """Each row that may be broken, the place of its rule, and what a unit of breach weighs [hours, or its unit]."""
    given = formulation.given
    for row, rule in enumerate(formulation.program.rules):
        if rule.family in ABOUT_WORK:
            weight = given.hours_of_case[rule.key] if rule.family == "clear_by" else 1.0
            yield row, str(rule.place), weight
        elif rule.family == TUTORED and _tutors_are_held(formulation, people, rule.key):
            team, role, _ = rule.key
            yield row, f"establishment.{team}.{role}", 1.0


def _tutors_are_held(formulation: Formulation, people: People, key: tuple[object, ...]) -> bool:
    """Whether any learner who is held takes tutors' time here."""
    given, starts = formulation.given, people["starts"]
    cohorts = given.cohorts_tutored_by.get(key, ())
    return any(each.tutor_hours * starts.get((each.flow, each.start), 0.0) > 0 for each in cohorts)
