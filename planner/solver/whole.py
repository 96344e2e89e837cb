"""Whole people: the search for a plan in which flows of people, and choices of yes or no, are whole numbers.

The levels have been minimised without whole numbers before. Here each is minimised again with them, by
branch and bound, to a stated gap, and held by a cut; where the plan of the level before is already near
enough to what is proved, nothing is searched for, since it was begun with the levels below in view
(`WholeSearch.look_ahead`). In large programs lesser levels keep the whole numbers of those above. What is
kept of a search is its whole numbers alone:
the rest of the plan is worked out by a kept model, and checked like any other plan.

A plan always remains. Where no plan has every flow whole (natural wastage leaves 1.94 people in a rank of
which nobody may be left), each flow is split into a whole number and a rest, the rests are made as small
as they go, and the flows that still have one stay split. Choices of yes or no are never split.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.clashes import ClashingRule, Conflict, ContradictionError
from planner.errors import DefectError, OutOfTimeError, PlannerError
from planner.solver.answer import NOTHING, Answer
from planner.solver.contradiction import changeable, limits_of
from planner.solver.elastic import Limit, is_feasible_whole, without
from planner.solver.highs import BRANCHING, Effort, KeptModel, search_whole
from planner.solver.locking import Cut, add_cut
from planner.solver.matrix import BooleanArray, FloatArray, IndexArray, Matrix, total
from planner.solver.prices import Prices, in_program_order
from planner.solver.program import Program
from planner.solver.repairs import single_changes

WHOLE_GAP = 1e-4
"""How near the value of a level has to come to what is proved, as a share of it."""
EXACT = 1e-7
"""What no search closes, relative to the size of a level's terms."""
HAIR = 1e-6
"""The room of a cut beside what may be given up, relative to the size of a level's terms: with a tenth of it HiGHS did
not end on the thirteenth level of a year."""
NEARLY_WHOLE = 1e-6
"""How near a split flow must be to a whole number to be taken for one."""
FIRST_BRANCHES = 1_000
"""How long a first whole plan is looked for before flows are split; where there is one, it is found early."""
SPLIT_BRANCHES = 1_000
"""How long the rests of split flows are made smaller."""
AHEAD_GAP = 0.01
"""How near the search for all levels at once comes to the best."""
BRANCHES, FIRST_BRANCH = 300, 1
"""How long a level is searched in small programs and in larger ones, where most is found, and most time spent, before
the first branch; counted, not timed, so that every machine finds the same plan."""
SMALL = 1_500
"""Up to so many columns every level is searched; in larger programs only those that choose people."""
NOT_NEEDED = "the plan before was near enough"
NOT_SEARCHED = "whole people as the levels above left them"


@dataclass(frozen=True)
class WholeLevel:
    """What a level reached in whole people; values without the level's constant."""

    value: float
    bound: float | None
    """The value below which no plan can go that holds the levels above; none if there was no time."""
    limit: float
    """What later levels may raise it to."""
    proved: bool
    """Whether it is as near to the bound as was asked."""
    gap: float
    """What it lies above its bound, beyond half of what may be given up anyway, as a share of it."""
    seconds: float
    iterations: int
    how: str
    prices: Prices | None = field(default=None, repr=False)
    """What is proved where nothing need be whole, which holds for whole numbers all the more; none if there was no
    time."""


@dataclass(frozen=True)
class _Plan:
    """A plan, and which of its columns are held to whole numbers."""

    values: FloatArray
    whole: BooleanArray


class WholeSearch:
    """The matrix with some columns whole, and the best plan found so far; costs and plans in program order.

    The columns and rows stand in the order of their names, as in `InHighs`, for the same reason.
    """

    def __init__(
        self, program: Program, matrix: Matrix, continuous: FloatArray, costs: FloatArray, deadline: float | None
    ) -> None:
        """Find a first plan.

        Args:
            program: Columns and rules.
            matrix: The program's matrix.
            continuous: A plan that need not be whole.
            costs: The objective of the first level.
            deadline: When to stop, by `time.monotonic()`.

        Raises:
            ContradictionError: No plan has all choices of yes or no whole.
            OutOfTimeError: The time ended before one was found.
        """
        self._columns, self._rows = program.order_by_name()
        self._deadline = deadline
        self._ordered = matrix.in_order(self._columns, self._rows)
        self._cuts: dict[str, Cut] = {}
        ordered = self._ordered.with_even_rows()
        switches = _marked(program.switch_columns, self._columns)
        whole = _marked(program.whole_columns, self._columns)
        first = _first_plan(ordered, whole, switches, continuous[self._columns], costs[self._columns], deadline)
        if first is None:
            raise _no_choice(program, matrix, deadline)
        self._values, self._whole = first.values, first.whole
        self._relaxed = KeptModel(ordered)
        self._is_small = matrix.number_of_columns <= SMALL
        self._left_open = False
        self._fixed = _with_fixed(ordered, first)

    def look_ahead(self, costs: FloatArray) -> None:
        """Improve the first plan for all levels at once, so that the first of them leaves something to those below.

        Only a better start for the levels: none of them is held, and nothing is proved.

        Args:
            costs: Some sum of the levels.
        """
        costs = costs[self._columns]
        if not costs.any() or _is_late(self._deadline):
            return
        target = _Target(costs, 0.0, AHEAD_GAP, lambda _: 0.0, 0.0)
        self._fixed.set_costs(costs)
        self._try(self._search(self._relaxed.matrix, target, None), target)

    @property
    def values(self) -> FloatArray:
        """The best plan so far."""
        return self._in_program_order(self._values)

    @property
    def whole(self) -> BooleanArray:
        """Which columns are held to whole numbers."""
        marks = np.empty(len(self._columns), dtype=bool)
        marks[self._columns] = self._whole
        return marks

    def take(
        self,
        name: str,
        costs: FloatArray,
        constant: float,
        gap: float,
        allowance: Callable[[float], float],
        measure: float = 0.0,
        *,
        chooses: bool = True,
    ) -> WholeLevel:
        """Minimise one level and hold it.

        A search takes no more than half of the time that is left, so that later levels get theirs.

        Args:
            name: The level.
            costs: Its objective, in program order.
            constant: What is added to it.
            gap: How near to what is proved is near enough, as a share of the value, or of the measure if that is more.
            allowance: What may be given up for later levels, once the value is known.
            measure: What the value would be if nothing were done [unit of the level].
            chooses: Whether it is searched in large programs, too; otherwise the whole numbers stay as they are there.
        """
        began = time.monotonic()
        costs = costs[self._columns]
        target = _Target(costs, constant, gap, allowance, measure)
        if _is_late(self._deadline):
            value = target.value(self._values)
            return WholeLevel(value, None, target.limit(value), False, 0.0, 0.0, 0, "not reached")
        self._relaxed.set_costs(costs)
        lower = self._relaxed.solve(self._deadline)
        prices = self._prices(lower)
        self._fixed.set_costs(costs)
        near = self._fixed.solve(self._deadline)
        if near.status == "optimal":
            self._keep_if_better(near.values, target)
        bound, how, iterations = lower.bound, NOT_NEEDED, lower.iterations + near.iterations
        searched = chooses or self._is_small
        if not searched:
            how = NOT_SEARCHED
        if searched and not target.is_near(self._values, bound):
            found = self._search(self._between(lower.values), target, bound)
            how, iterations = BRANCHING, iterations + found.iterations
            self._try(found, target)
        if searched and not (self._left_open or target.is_near(self._values, bound)):
            found = self._search(self._relaxed.matrix, target, bound)
            # Below it a search proves little in a large program: what this one leaves open is room for those below.
            self._left_open = not self._is_small
            iterations += found.iterations
            bound = max((b for b in (bound, found.bound) if b is not None), default=None)
            if not target.is_near(self._values, bound):  # what is near enough was chosen with the levels below in view
                self._try(found, target)
        value = target.value(self._values)
        bound = None if bound is None else min(bound, value)  # proved; above it there is only rounding
        limit = target.limit(value)
        if costs.any():
            hair = HAIR * target.size(self._values)
            self._cuts[name] = add_cut(self._relaxed, costs, limit, hair)
            add_cut(self._fixed, costs, limit, hair)
        proved = target.is_near(self._values, bound)
        seconds = time.monotonic() - began
        gap_left = target.gap_left(self._values, bound)
        return WholeLevel(value, bound, limit, proved, gap_left, seconds, iterations, how, prices)

    def _prices(self, answer: Answer) -> Prices | None:
        if answer.status != "optimal":
            return None
        return in_program_order(answer.row_duals, self._ordered, self._rows, self._cuts)

    def _search(self, matrix: Matrix, target: _Target, bound: float | None) -> Answer:
        """Search from the best plan so far."""
        enough = max(target.relative_gap * target.measure, target.room(self._values, bound))
        branches = BRANCHES if self._is_small else FIRST_BRANCH
        effort = Effort(target.relative_gap, enough, branches)
        deadline = _halfway(self._deadline)
        return search_whole(matrix, self._whole, target.costs, target.constant, effort, self._values, deadline)

    def _between(self, relaxed: FloatArray) -> Matrix:
        """Keep every whole number between the best plan so far and the best that need not be whole.

        Most of these are one and the same, so that what is left is small; it holds the best plan so far.
        """
        matrix = self._relaxed.matrix
        if not len(relaxed):
            return matrix
        so_far = np.round(self._values)
        lower = np.maximum(matrix.column_lower, np.minimum(so_far, np.floor(relaxed + EXACT)))
        upper = np.minimum(matrix.column_upper, np.maximum(so_far, np.ceil(relaxed - EXACT)))
        return replace(
            matrix,
            column_lower=np.where(self._whole, lower, matrix.column_lower),
            column_upper=np.where(self._whole, upper, matrix.column_upper),
        )

    def _try(self, found: Answer, target: _Target) -> None:
        """Fix the whole numbers of a plan, work out its rest, and keep it if it is better."""
        if not found.has_plan:
            return
        values = found.values
        whole = np.flatnonzero(self._whole)
        before = np.round(self._values[whole])
        self._fixed.set_column_bounds(whole, values[whole], values[whole])
        answer = self._fixed.solve(self._deadline)
        if answer.status != "optimal" or not self._keep_if_better(answer.values, target):
            self._fixed.set_column_bounds(whole, before, before)

    def _keep_if_better(self, values: FloatArray, target: _Target) -> bool:
        better = target.value(values) < target.value(self._values)
        if better:
            self._values = values
        return better

    def _in_program_order(self, ordered: FloatArray) -> FloatArray:
        values = np.empty(len(ordered))
        values[self._columns] = ordered
        return values


@dataclass(frozen=True)
class _Target:
    """A level to be minimised and how near is near enough."""

    costs: FloatArray
    constant: float
    relative_gap: float
    allowance: Callable[[float], float]
    measure: float

    def value(self, values: FloatArray) -> float:
        """The level's value without its constant."""
        return total(self.costs, values)

    def limit(self, value: float) -> float:
        """What later levels may raise the value to."""
        return value + self.allowance(value + self.constant)

    def size(self, values: FloatArray) -> float:
        """How large its terms are."""
        return max(float(np.abs(self.costs).max(initial=0.0)), float(np.abs(self.costs * values).sum()))

    def whole_of(self, values: FloatArray) -> float:
        """What a gap is a share of: the value, or what it would be if nothing were done."""
        return max(abs(self.value(values) + self.constant), self.measure)

    def room(self, values: FloatArray, bound: float | None) -> float:
        """How far above the bound is near enough: half of what may be given up anyway, at least a rounding."""
        given_up = 0.0 if bound is None else self.allowance(bound + self.constant) / 2
        return max(given_up, EXACT * self.size(values))

    def gap_left(self, values: FloatArray, bound: float | None) -> float:
        """What it lies above its bound, beyond the room, as a share of it."""
        if bound is None:
            return 0.0
        above = self.value(values) - bound - self.room(values, bound)
        least = float(np.abs(self.costs).max(initial=0.0))
        return above / max(self.whole_of(values), least) if above > 0 else 0.0

    def is_near(self, values: FloatArray, bound: float | None) -> bool:
        """Say whether a plan is near enough to a bound."""
        if bound is None:
            return False
        return self.value(values) - bound <= max(self.relative_gap * self.whole_of(values), self.room(values, bound))


# ---------------------------------------------------------------- a first plan
def split_columns(program: Program, matrix: Matrix, deadline: float | None) -> list[int]:
    """Find the whole columns that have to stay split for there to be a plan; none if there is none anyway."""
    columns, rows = program.order_by_name()
    ordered = matrix.in_order(columns, rows).with_even_rows()
    continuous = KeptModel(ordered).solve(deadline)
    if continuous.status != "optimal":
        return []
    switches = _marked(program.switch_columns, columns)
    whole = _marked(program.whole_columns, columns)
    first = _first_plan(ordered, whole, switches, continuous.values, np.zeros(len(columns)), deadline)
    return [] if first is None else sorted(columns[whole & ~first.whole].tolist())


def _first_plan(
    matrix: Matrix,
    whole: BooleanArray,
    switches: BooleanArray,
    continuous: FloatArray,
    costs: FloatArray,
    deadline: float | None,
) -> _Plan | None:
    """Find any plan, with every column whole or with as little split as can be found; none without whole switches."""
    effort = Effort(branches=FIRST_BRANCHES, any_plan=True)
    found = search_whole(matrix, whole, costs, 0.0, effort, deadline=_halfway(deadline))
    plan = _completed(matrix, _Plan(found.values, whole), costs, deadline) if found.has_plan else None
    if plan is None:
        plan = _least_split(matrix, whole, switches, continuous, costs, deadline)
    if plan is not None:
        return plan
    split = whole & ~_is_whole(continuous)
    if not (split & switches).any():
        return _completed(matrix, _Plan(continuous, whole & ~split), costs, None) or _Plan(continuous, whole & ~split)
    return None


def _least_split(
    matrix: Matrix,
    whole: BooleanArray,
    switches: BooleanArray,
    continuous: FloatArray,
    costs: FloatArray,
    deadline: float | None,
) -> _Plan | None:
    """Split each flow into a whole number and a rest, and make the rests as small as they go."""
    flows, n = np.flatnonzero(whole & ~switches), matrix.number_of_columns
    wider = _with_split_flows(matrix, flows)
    wholes, rests = slice(n, n + len(flows)), slice(n + len(flows), None)
    marks = np.zeros(wider.number_of_columns, dtype=bool)
    marks[:n], marks[wholes] = switches, True
    rest_costs = np.zeros(wider.number_of_columns)
    rest_costs[rests] = 1.0
    start = NOTHING
    if _is_whole(continuous)[switches].all():
        floor = np.floor(continuous[flows])
        start = np.concatenate([continuous, floor, continuous[flows] - floor])
    found = search_whole(wider, marks, rest_costs, 0.0, Effort(0.0, NEARLY_WHOLE, SPLIT_BRANCHES), start, deadline)
    if not found.has_plan:
        return None
    values = found.values[:n]
    return _completed(matrix, _Plan(values, whole & (switches | _is_whole(values))), costs, deadline)


def _with_split_flows(matrix: Matrix, flows: IndexArray) -> Matrix:
    """Add, for each flow, a column for its whole number, one for its rest, and ``flow − whole − rest = 0``."""
    n, m = matrix.number_of_columns, len(flows)
    numbers = np.arange(m)
    entries = np.stack([flows, n + numbers, n + m + numbers], axis=1).ravel().astype(np.int32)
    starts = len(matrix.values) + 3 * (numbers + 1)
    return replace(
        matrix,
        column_lower=np.concatenate([matrix.column_lower, np.floor(matrix.column_lower[flows]), np.zeros(m)]),
        column_upper=np.concatenate([matrix.column_upper, np.floor(matrix.column_upper[flows]), np.ones(m)]),
        row_lower=np.concatenate([matrix.row_lower, np.zeros(m)]),
        row_upper=np.concatenate([matrix.row_upper, np.zeros(m)]),
        starts=np.concatenate([matrix.starts, starts]).astype(np.int32),
        columns=np.concatenate([matrix.columns, entries]),
        values=np.concatenate([matrix.values, np.tile([1.0, -1.0, -1.0], m)]),
    )


def _no_choice(program: Program, matrix: Matrix, deadline: float | None) -> PlannerError:
    """Say why no choices of yes or no make a plan: the fewest places that leave none (a deletion filter)."""
    switches = np.zeros(matrix.number_of_columns, dtype=bool)
    switches[np.array(program.switch_columns, dtype=np.int32)] = True
    limits = limits_of(program, np.arange(matrix.number_of_columns), np.arange(matrix.number_of_rows))

    def has_no_plan(away: Sequence[Limit]) -> bool:
        return is_feasible_whole(without(matrix, away), switches, deadline) is False

    if not has_no_plan([]):
        return OutOfTimeError("the time limit ended before there was any plan in whole people; give it more time")
    if has_no_plan(limits):
        return DefectError("the balances leave no plan in which every choice is yes or no")
    away: list[Limit] = []
    needed: list[Limit] = []
    for limit in sorted(limits, key=lambda each: each.place):
        (away if has_no_plan([*away, limit]) else needed).append(limit)
    if _is_late(deadline):
        return ContradictionError((), every_conflict_found=False)
    changes, every = single_changes(matrix, changeable(needed, program.laws), deadline, switches)
    named = tuple(ClashingRule(limit.rule, limit.place, family=limit.family) for limit in needed)
    return ContradictionError((Conflict(named, changes, every),), every_conflict_found=not has_no_plan(needed))


def _completed(matrix: Matrix, plan: _Plan, costs: FloatArray, deadline: float | None) -> _Plan | None:
    """Round the whole columns of a plan and work out the rest; none if there is no such plan."""
    model = _with_fixed(matrix, plan)
    model.set_costs(costs)
    answer = model.solve(deadline)
    return replace(plan, values=answer.values) if answer.status == "optimal" else None


def _with_fixed(matrix: Matrix, plan: _Plan) -> KeptModel:
    """Keep the matrix with the whole columns of a plan fixed."""
    model = KeptModel(matrix)
    whole = np.flatnonzero(plan.whole)
    model.set_column_bounds(whole, np.round(plan.values[whole]), np.round(plan.values[whole]))
    return model


def fixed_at(matrix: Matrix, whole: BooleanArray, values: FloatArray) -> Matrix:
    """Return the matrix with some columns fixed at the whole numbers of a plan."""
    at = np.round(values)
    return replace(
        matrix,
        column_lower=np.where(whole, at, matrix.column_lower),
        column_upper=np.where(whole, at, matrix.column_upper),
    )


def rounded(program: Program, values: FloatArray) -> tuple[FloatArray, IndexArray]:
    """Round what is a whole number but for a rounding, and name the whole columns that are none."""
    columns = np.array(program.whole_columns, dtype=np.int32)
    clear = np.abs(values[columns] - np.round(values[columns])) > EXACT
    values = values.copy()
    values[columns[~clear]] = np.round(values[columns[~clear]])
    return values, columns[clear]


def _is_whole(values: FloatArray) -> BooleanArray:
    return np.asarray(np.abs(values - np.round(values)) <= NEARLY_WHOLE)


def _marked(chosen: Sequence[int], order: IndexArray) -> BooleanArray:
    marks = np.zeros(len(order), dtype=bool)
    marks[np.array(chosen, dtype=np.int32)] = True
    return marks[order]


def _is_late(deadline: float | None) -> bool:
    return deadline is not None and time.monotonic() >= deadline


def _halfway(deadline: float | None) -> float | None:
    return None if deadline is None else (time.monotonic() + deadline) / 2
