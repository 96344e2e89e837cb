"""Why there is no plan: the fewest rules of the scenario that contradict each other, and what would mend it.

A reader wants the rules that he wrote, and one of them is many rows, or upper bounds of many columns. The
search starts from the rules that a program with rules that give cannot do without (`planner.solver.elastic`):
these, each with all its rows, are taken away one at a time, and one that is not missed stays away. What is
left contradicts itself, and would not without any single one of them: a conflict. Then all its rules are
taken away, and as long as there is no plan all the same, the next conflict is looked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from planner.clashes import ClashingRule, Conflict, ContradictionError
from planner.errors import DefectError, PlannerError
from planner.solver.elastic import Elastic, Limit, widest_column, without
from planner.solver.highs import KeptModel
from planner.solver.matrix import FloatArray, IndexArray, Matrix
from planner.solver.program import Program, Rule
from planner.solver.repairs import pair_changes, single_changes

MOST_NAMED = 20
"""How many balances are named when they contradict each other."""
MOST_CONFLICTS = 5
"""How many independent conflicts are looked for; a reader mends these first."""
TIMES_WIDER = 10.0
"""How many times what follows from today's limits a column may hold when changes of these limits are looked for."""
COLUMN_LIMIT = "upper limit"
"""The words for a limit that is no rule but the upper bound of columns."""


Asked: TypeAlias = tuple[FloatArray, FloatArray, FloatArray]
"""What a place asked for: lower and upper bounds of its rows, upper bounds of its columns."""


def contradiction(program: Program, matrix: Matrix, deadline: float | None) -> PlannerError:
    """Explain a program that has no plan.

    Args:
        program: Whose rules they are.
        matrix: The program's matrix.
        deadline: By `time.monotonic()`; what has not been tried by then is named without need.

    Returns:
        The contradiction with its conflicts and with the single changes that would end each; a defect if the
        balances alone contradict each other, because balances hold whatever the scenario says.
    """
    columns, rows = program.order_by_name()
    ordered = with_room(program, matrix).in_order(columns, rows)
    limits = limits_of(program, columns, rows)
    found: list[list[Limit]] = []
    there_is_a_plan: bool | None = False
    while there_is_a_plan is False and len(found) < MOST_CONFLICTS:
        taken = [limit for conflict in found for limit in conflict]
        conflict = _conflict(without(ordered, taken), _others(limits, taken), deadline)
        if conflict is None:
            there_is_a_plan = None
        elif conflict:
            found.append(conflict)
            there_is_a_plan = KeptModel(without(ordered, taken + conflict).with_even_rows()).is_feasible(deadline)
        else:
            return _defect(without(ordered, limits), [program.rules[row] for row in rows])
    found.sort(key=lambda conflict: min(limit.place for limit in conflict))
    conflicts = tuple(_explained(ordered, limits, conflict, found, program.laws, deadline) for conflict in found)
    return ContradictionError(conflicts, every_conflict_found=there_is_a_plan is True)


def with_room(program: Program, matrix: Matrix) -> Matrix:
    """Widen the columns whose bounds follow from other figures, in the order of the program.

    Else such a bound, and not the limit that it was worked out from, would be what a rule contradicts.
    """
    upper = matrix.column_upper.copy()
    upper[np.array(program.columns_bounded_by_others, dtype=np.int32)] *= TIMES_WIDER
    return replace(matrix, column_upper=upper)


def limits_of(program: Program, columns: IndexArray, rows: IndexArray) -> list[Limit]:
    """Gather what each place of the scenario asks: by rows, and by upper bounds of columns, in an order of these."""
    columns_of: dict[str, list[int]] = {}
    for number, column in enumerate(columns):
        place = program.column_places.get(int(column))
        if place is not None:
            columns_of.setdefault(place, []).append(number)
    rows_of: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        place = program.rules[row].place
        if place is not None:
            rows_of.setdefault(place, []).append(number)
    # A place may have rows of several families: the last one names it.
    named = {rule.place: rule for rule in (program.rules[row] for row in rows)}
    return [
        Limit(
            place,
            named[place].words if place in named else COLUMN_LIMIT,
            np.array(rows_of.get(place, []), dtype=np.int32),
            np.array(columns_of.get(place, []), dtype=np.int32),
            named[place].family if place in named else "",
            np.array([program.row_parts.get(int(rows[row]), 1.0) for row in rows_of.get(place, [])]),
            np.array([program.column_parts.get(int(columns[column]), 1.0) for column in columns_of.get(place, [])]),
            tuple(program.rules[rows[row]].key for row in rows_of.get(place, [])),
        )
        for place in [*columns_of, *(place for place in rows_of if place not in columns_of)]
    ]


def _conflict(matrix: Matrix, limits: Sequence[Limit], deadline: float | None) -> list[Limit] | None:
    """Find limits that contradict each other, and none that is not needed for it.

    None if time ended before there was anything to start from; empty if the matrix contradicts itself without them.
    """
    blamed = Elastic(matrix, limits).blamed(deadline)
    if blamed is None and deadline is not None and time.monotonic() >= deadline:
        return None
    model = KeptModel(matrix.with_even_rows())
    suspects = [limits[number] for number in blamed or []]
    room = widest_column(model.matrix)
    away = [(limit, _take_away(model, limit, room)) for limit in _others(limits, suspects)]
    if away and model.is_feasible(deadline) is not False:
        # Prices are rounded: if their rules do not contradict each other, everybody is a suspect.
        for limit, asked in away:
            _give_back(model, limit, asked)
        suspects = list(limits)
    needed = []
    for limit in suspects:
        asked = _take_away(model, limit, room)
        if model.is_feasible(deadline) is not False:
            _give_back(model, limit, asked)
            needed.append(limit)
    return needed


def _explained(
    matrix: Matrix,
    limits: Sequence[Limit],
    conflict: list[Limit],
    found: list[list[Limit]],
    laws: Set[str],
    deadline: float | None,
) -> Conflict:
    """Name a conflict's rules, and what would end it if the others were ended.

    Who is not needed for a conflict cannot end it: it stands whatever is changed elsewhere.
    """
    others = [limit for other in found for limit in other if other is not conflict]
    rest = without(matrix, others)
    changes, every = single_changes(rest, changeable(conflict, laws), deadline)
    named = tuple(ClashingRule(limit.rule, limit.place, family=limit.family) for limit in conflict)
    if changes or not every:
        return Conflict(named, changes, every)
    pairs = _pairs(rest, _others(limits, others), changeable(conflict, laws), deadline)
    may_change = [pair for pair in pairs if changeable(pair, laws) == list(pair)]
    return Conflict(named, changes, every, pair_changes(rest, may_change, deadline))


def changeable(limits: Iterable[Limit], laws: Set[str]) -> list[Limit]:
    """Leave out the limits that nobody may change."""
    return [limit for limit in limits if limit.place not in laws]


def _pairs(
    matrix: Matrix, limits: Sequence[Limit], conflict: Sequence[Limit], deadline: float | None
) -> list[tuple[Limit, Limit]]:
    """Find every two limits that may end a contradiction together, where no single one does.

    One of them has to be in the conflict; what still contradicts itself when that one asks for nothing, the other has
    to be in.
    """
    pairs: dict[frozenset[str], tuple[Limit, Limit]] = {}
    for limit in conflict:
        rest = _others(limits, [limit])
        for partner in _conflict(without(matrix, [limit]), rest, deadline) or []:
            pairs.setdefault(frozenset({limit.place, partner.place}), (limit, partner))
    return list(pairs.values())


def _defect(balances: Matrix, rules: Sequence[Rule]) -> DefectError:
    rows = KeptModel(balances.with_even_rows()).conflict()
    named = ", ".join(str(rules[row]) for row in rows[:MOST_NAMED]) or "HiGHS does not say which"
    return DefectError(f"the balances contradict each other without any rule of the scenario: {named}")


def _others(limits: Sequence[Limit], taken: Sequence[Limit]) -> list[Limit]:
    places = {limit.place for limit in taken}
    return [limit for limit in limits if limit.place not in places]


def _take_away(model: KeptModel, limit: Limit, room: float) -> Asked:
    """Let a place ask for nothing, and return what it asked for."""
    rows, columns = limit.rows, limit.columns
    matrix = model.matrix
    asked = matrix.row_lower[rows].copy(), matrix.row_upper[rows].copy(), matrix.column_upper[columns].copy()
    model.set_row_bounds(rows, np.full(len(rows), -np.inf), np.full(len(rows), np.inf))
    model.set_column_bounds(columns, matrix.column_lower[columns], asked[2] + room)
    return asked


def _give_back(model: KeptModel, limit: Limit, asked: Asked) -> None:
    """Let a place ask again for what it asked for."""
    row_lower, row_upper, column_upper = asked
    model.set_row_bounds(limit.rows, row_lower, row_upper)
    model.set_column_bounds(limit.columns, model.matrix.column_lower[limit.columns], column_upper)
