"""Two ways to minimise a level and then hold it: the matrix kept in HiGHS, or any solver through PuLP."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np

from planner.solver.answer import Answer
from planner.solver.ends import End, Ends, Names, Starts
from planner.solver.highs import RESTARTED, KeptModel
from planner.solver.locking import Cut, add_cut, fix_face, wants_a_cut
from planner.solver.matrix import FloatArray, Matrix, total
from planner.solver.prices import Prices, in_program_order
from planner.solver.program import OtherSolver, Program

FEW_ITERATIONS = 10
"""A level that was reached in so many has ended beside where it ended before the change."""
ROUNDED_VIOLATION = 1e-6
"""Other solvers hand their answer over as a text of eight or so digits."""
ROUNDED_EXACT = 1e-7
"""What another solver is left, relative to a level's terms, where the level is to be held exactly."""


class Engine(Protocol):
    """Minimises a level, and holds it while the next ones are minimised."""

    def minimise(self, costs: FloatArray, deadline: float | None, level: str = "") -> Answer:
        """Minimise under everything held so far; a level that has a name can be restarted from its end later."""

    def ends(self) -> Ends | None:
        """Where each level minimised so far ended; none if there are no bases."""

    def prices(self) -> Prices | None:
        """Give the prices of the level just minimised, in the order of the program; none if there are none."""

    def hold(self, name: str, costs: FloatArray, answer: Answer, tolerance: float) -> None:
        """Hold the level just minimised, within its tolerance."""

    def exchange(self) -> Mapping[str, float]:
        """Give for each level held with room what one unit more of it takes off the level just minimised."""


class InHighs:
    """One matrix in HiGHS, restarted for each level; costs and plans stand in the order of the program.

    HiGHS sees columns and rows in the order of their names, so that a plan does not depend on the order in
    which the rules were written down, and rows in units of their own.
    """

    def __init__(self, program: Program, matrix: Matrix, threshold: float, before: Ends | None = None) -> None:
        """Hand the matrix over.

        Args:
            program: Columns and rules.
            matrix: The program's matrix, or one that differs from it in bounds alone.
            threshold: See `fix_face`.
            before: Where each level ended before something changed.
        """
        self._columns, self._rows = program.order_by_name()
        self._ordered = matrix.in_order(self._columns, self._rows)
        self._model = KeptModel(self._ordered.with_even_rows())
        self._threshold = threshold
        self._names = Names(
            tuple(program.variables[column].name for column in self._columns),
            tuple(str(program.rules[row]) for row in self._rows),
        )
        self._starts = Starts(before, self._names) if before else None
        self._is_beside = True
        self._ends: dict[str, End] = {}
        self._cuts: dict[str, Cut] = {}
        self._last = Answer("failed", "")

    def minimise(self, costs: FloatArray, deadline: float | None, level: str = "") -> Answer:
        """Minimise, from the last basis if there is one."""
        self._model.set_costs(costs[self._columns])
        is_again = self._starts_as_before(level)
        self._last = self._model.solve(deadline)
        self._is_beside = self._is_beside and is_again and self._last.iterations <= FEW_ITERATIONS
        self._ends[level] = End(self._model.basis(), tuple(self._cuts), self._last.how == RESTARTED)
        if not self._last.has_plan:
            return self._last
        values = np.empty(len(self._columns))
        values[self._columns] = self._last.values
        return replace(self._last, values=values)

    def _starts_as_before(self, level: str) -> bool:
        """Restart from where the level ended before the change, if that is nearer than where the level above ended.

        It is while every level above ends beside where it ended then. Afterwards it only is where the way from the
        level above was long then.
        """
        if self._starts is None:
            return False
        end = self._starts.at(level)
        if end is None or (end.was_near and not self._is_beside):
            return False
        self._model.restart_from(self._starts.basis(end, tuple(self._cuts)))
        return True

    def ends(self) -> Ends:
        """Where each level minimised so far ended."""
        return Ends(self._names, self._ends)

    def prices(self) -> Prices | None:
        """Give the prices of the last solve, the cuts' among them."""
        if self._last.status != "optimal":
            return None
        return in_program_order(self._last.row_duals, self._ordered, self._rows, self._cuts)

    def hold(self, name: str, costs: FloatArray, answer: Answer, tolerance: float) -> None:
        """Hold the level by a cut if its tolerance is wide enough for one, else by its face."""
        ordered, best = costs[self._columns], total(costs, answer.values)
        if wants_a_cut(ordered, best, tolerance):
            self._cuts[name] = add_cut(self._model, ordered, best, tolerance)
        else:
            fix_face(self._model, ordered, self._last, self._threshold)

    def exchange(self) -> Mapping[str, float]:
        """Read the prices off the cuts that have not been fixed with the face of a later level."""
        matrix = self._model.matrix
        still_open = {name: cut for name, cut in self._cuts.items() if matrix.row_lower[cut.row] == -math.inf}
        return {name: cut.exchange(self._last) for name, cut in still_open.items()}

    def limit(self, costs: FloatArray, most: float) -> Cut:
        """Let a sum be at most so much, from now on; the limit can be moved."""
        return add_cut(self._model, costs[self._columns], most - 1.0, 1.0)

    def move_limit(self, cut: Cut, most: float) -> None:
        """Let the sum of a limit be at most so much instead."""
        self._model.set_row_bounds(np.array([cut.row]), np.full(1, -math.inf), np.full(1, most * cut.scale))

    def price(self, cut: Cut) -> float:
        """Say what one unit more of a limit takes off the level just minimised."""
        return cut.exchange(self._last)


class ThroughPulp:
    """Another solver, from nothing for each level; a level to be held exactly gets a cut a hair wide."""

    def __init__(self, program: Program, matrix: Matrix, solver: str, split: Collection[int] = ()) -> None:
        """Find the solver; whole columns named as `split` need not be whole."""
        self._solver = OtherSolver(program, solver, split)
        self._matrix = matrix
        self._whole = [column for column in program.whole_columns if column not in split]
        self._cuts: list[tuple[FloatArray, float]] = []

    def minimise(self, costs: FloatArray, deadline: float | None, level: str = "") -> Answer:  # noqa: ARG002
        """Minimise from nothing."""
        seconds = None if deadline is None else max(0.0, deadline - time.monotonic())
        if seconds == 0.0:
            return Answer("out_of_time", self._solver.name)
        largest = float(np.abs(costs).max(initial=0.0)) or 1.0
        how, values = self._solver.minimise(costs / largest, self._cuts, seconds)
        if how == "infeasible":
            return Answer("infeasible", self._solver.name)
        values[self._whole] = np.round(values[self._whole])
        if self._matrix.violation(values) > ROUNDED_VIOLATION:
            return Answer("out_of_time" if how == "stopped" else "failed", self._solver.name)
        values = np.clip(values, self._matrix.column_lower, self._matrix.column_upper)
        return Answer("optimal" if how == "optimal" else "out_of_time", self._solver.name, values)

    def ends(self) -> None:
        """Give nothing: other solvers hand no basis over."""

    def prices(self) -> None:
        """Give nothing, as for `exchange`."""

    def hold(self, name: str, costs: FloatArray, answer: Answer, tolerance: float) -> None:  # noqa: ARG002
        """Hold the level by a cut."""
        largest = float(np.abs(costs).max())
        terms = costs * answer.values
        room = max(tolerance, ROUNDED_EXACT * max(largest, float(np.abs(terms).sum())))
        self._cuts.append((costs / largest, (float(terms.sum()) + room) / largest))

    def exchange(self) -> Mapping[str, float]:
        """Give nothing: PuLP's solvers do not agree on the sign of a price, and some have none."""
        return {}
