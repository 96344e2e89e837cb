"""HiGHS, with the matrix and the basis kept in it; the only file that knows highspy.

Why not PuLP's own way to HiGHS: it hands over row by row, again for each level, and forgets the basis.
Here the matrix goes over once, and the next level restarts from the last basis. A large model is first solved by
interior point with crossover (`ipx`), six times faster than simplex at 20,000 columns; a restart uses primal simplex,
for which the last plan is still a plan when the costs change and a rule is added that it keeps. A what-if that moves
prices, bounds or right-hand sides starts from a basis of the program before the change, by dual simplex.

HiGHS is not taken at its word: hot starts are known to end as optimal with a wrong objective. Every
answer is checked here against the matrix (`Matrix.violation`, `Matrix.lower_bound`), and one that fails
is solved again from nothing, by the other method. Of a search for whole numbers only the whole numbers and
its bound are used; the rest of such a plan is worked out again by a kept model, and checked like any other.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import highspy
import numpy as np

from planner.errors import DefectError
from planner.solver.answer import NOTHING, Answer
from planner.solver.matrix import BooleanArray, FloatArray, IndexArray, Matrix

FEASIBILITY = 1e-9
"""What HiGHS may break a bound or an evenly scaled rule by."""
PRICING = 1e-7
"""What a reduced cost may have the wrong sign by, with costs scaled up to `COST_SIZE`. At 1e-9 HiGHS ended
without an answer, twenty seconds later: prices a thousand times the costs are not known that well."""
WORST_VIOLATION = 1e-7
"""What an answer may break a rule by, relative to the size of its terms, before it is refused."""
WORST_GAP = 1e-6
"""What the objective may lie above the proved bound, relative to the size of its terms."""
COST_SIZE = 10
"""HiGHS sees costs up to 2 to this power; unscaled, a level in shares would be all noise to it."""
SMALL = 1_500
"""Up to this many columns simplex from nothing is as fast as interior point."""
SIMPLEX = "simplex"
INTERIOR_POINT = "interior point"
RESTARTED = "simplex, restarted"
AGAIN = "simplex, again"
"""From a basis that was optimal before something small changed."""
RESUMED = "simplex, resumed"

SECONDS_TO_STOP = 1.0
"""How long an interrupt waits for HiGHS to hear of it, which it does between two steps only."""

BRANCHING = "branch and bound"
WHOLE_FEASIBILITY = 1e-7
"""What a search for whole numbers may break a rule by, or miss a whole number by; 1e-6 let plans through that
were none once the numbers were rounded."""

INTERIOR_ITERATIONS = 1_000
"""Interior point needs some dozens; where it does not converge it would go on for ever."""
FEWEST_ITERATIONS = 500
ITERATIONS_PER_ROW = {RESTARTED: 1 / 4, AGAIN: 1 / 2, INTERIOR_POINT: 1 / 4, RESUMED: 4.0, SIMPLEX: math.inf}
"""How many simplex iterations a method may take before the next one is tried.

Most restarts need a few hundred; one that needs more soon costs more than interior point from nothing, by dual simplex
after half a step for each row. Where that makes no progress, HiGHS would clean up by simplex from nothing: rather go on
where the restart stopped.
"""

_TIME_IS_UP = {highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt}
_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)
_SPENT = _TIME_IS_UP | {highspy.HighsModelStatus.kSolutionLimit}
_MAY_BE_OPTIMAL = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown}
"""What is checked here for being optimal: HiGHS says unknown where a large figure misses its tolerance by a hair, but
plan and prices prove each other."""
_NO_PLAN = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}


class _Stop:
    """Tells HiGHS whether to stop; by itself, since HiGHS holds on to whom it asks, and to all that belongs to it."""

    def __init__(self) -> None:
        self.asked = False

    def tell(self, event: Any) -> None:
        """Answer HiGHS, each time: it remembers a yes into the next solve."""
        event.interrupt(self.asked)


class _Handle:
    """A HiGHS of one's own: silent, on one thread, and heard by Ctrl-C."""

    def __init__(self, threads: int = 1) -> None:
        self._stop = _Stop()
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        options: dict[str, bool | float | str] = {
            "output_flag": False,
            "threads": threads,
            "parallel": "off",
            "primal_feasibility_tolerance": FEASIBILITY,
            "ipm_iteration_limit": INTERIOR_ITERATIONS,
            "dual_feasibility_tolerance": PRICING,
            # Restarts from a plan do not stall, and what a perturbation leaves behind has to be mended again.
            "primal_simplex_bound_perturbation_multiplier": 0.0,
        }
        for option, value in options.items():
            self._set_option(option, value)
        self._highs.cbSimplexInterrupt += self._stop.tell
        self._highs.cbIpmInterrupt += self._stop.tell

    def _run(self) -> None:
        """Run HiGHS in a thread of its own, so that Ctrl-C is heard and stops it.

        A fresh thread also has a fresh scheduler: in one that has already solved with another number of
        threads HiGHS refuses to run.
        """
        self._stop.asked = False
        # Not `Thread.join`: interrupted while it waits, it takes the thread for ended (Python up to 3.12), and a
        # thread that still runs when Python ends takes the whole process down with it.
        ended = threading.Event()

        def run() -> None:
            try:
                self._highs.run()
            finally:
                ended.set()

        threading.Thread(target=run, daemon=True).start()
        try:
            while not ended.wait(0.5):
                pass
        except KeyboardInterrupt:
            self._stop.asked = True
            ended.wait(SECONDS_TO_STOP)
            raise

    def _pass_model(self, matrix: Matrix, costs: FloatArray, whole: BooleanArray, constant: float = 0.0) -> None:
        """Hand the whole matrix over in one piece, and say which columns take whole numbers only."""
        self._must(
            self._highs.passModel(
                matrix.number_of_columns,
                matrix.number_of_rows,
                matrix.number_of_entries,
                int(highspy.MatrixFormat.kRowwise),
                int(highspy.ObjSense.kMinimize),
                constant,
                costs,
                matrix.column_lower,
                matrix.column_upper,
                matrix.row_lower,
                matrix.row_upper,
                matrix.starts,
                matrix.columns,
                matrix.values,
                whole.astype(np.int32),
            )
        )

    def _set_deadline(self, deadline: float | None) -> None:
        """Say when to stop; HiGHS's clock runs on from one solve to the next."""
        remaining = math.inf if deadline is None else max(0.0, deadline - time.monotonic())
        self._set_option("time_limit", self._highs.getRunTime() + remaining)

    def _set_option(self, option: str, value: bool | float | str) -> None:
        self._must(self._highs.setOptionValue(option, value))

    def _must(self, status: Any) -> None:
        """Refuse a call that HiGHS did not carry out."""
        if status == highspy.HighsStatus.kError:
            raise DefectError("HiGHS refused a call; the model handed to it is not what it expects")


@dataclass(frozen=True)
class Basis:
    """Where a solve ended."""

    in_highs: Any

    def carried(self, columns: IndexArray, rows: IndexArray) -> Basis:
        """The same for a matrix with other columns and rows, or in another order.

        Args:
            columns: Where each of its columns stands in this basis; −1 for a new one, which is put at its bound.
            rows: The same of its rows; a new one is put into the basis, as if it did not bind.
        """
        carried = highspy.HighsBasis()
        carried.valid = True
        carried.alien = True  # it may have more or fewer basic columns than a basis has: HiGHS mends that
        carried.col_status = _carried(self._column_status, columns, highspy.HighsBasisStatus.kLower)
        carried.row_status = _carried(self._row_status, rows, highspy.HighsBasisStatus.kBasic)
        return Basis(carried)

    @cached_property
    def _column_status(self) -> list[Any]:
        return list(self.in_highs.col_status)

    @cached_property
    def _row_status(self) -> list[Any]:
        return list(self.in_highs.row_status)


def _carried(status: list[Any], positions: IndexArray, new: Any) -> list[Any]:
    with_new = [*status, new]  # where −1 points to
    return [with_new[position] for position in positions.tolist()]


class KeptModel(_Handle):
    """One matrix inside HiGHS; bounds, costs and cuts change, the basis stays."""

    def __init__(self, matrix: Matrix, *, threads: int = 1) -> None:
        # The bounds are ours to move; the program's own stay as they were.
        self.matrix = replace(
            matrix,
            column_lower=matrix.column_lower.copy(),
            column_upper=matrix.column_upper.copy(),
            row_lower=matrix.row_lower.copy(),
            row_upper=matrix.row_upper.copy(),
        )
        self._hot = False
        self._costs_moved = False
        self._is_again = False
        self._costs = self._costs_seen = np.zeros(matrix.number_of_columns)
        self._cost_scale = 1.0
        super().__init__(threads)
        self._pass_model(self.matrix, self._costs, np.zeros(matrix.number_of_columns, dtype=bool))

    # ------------------------------------------------------------ what changes between two solves
    def set_costs(self, costs: FloatArray) -> None:
        """Replace the objective; HiGHS sees it scaled so that its tolerances mean the same for any unit."""
        self._costs = costs
        self._costs_moved = True
        self._cost_scale = _cost_scale(costs)
        seen = costs * self._cost_scale
        moved = np.flatnonzero(seen != self._costs_seen).astype(np.int32)
        self._costs_seen = seen
        self._must(self._highs.changeColsCost(len(moved), moved, seen[moved]))

    def add_cut(self, coefficients: FloatArray, upper: float) -> int:
        """Add the rule ``coefficients·x ≤ upper`` and return its row; the basis stays valid."""
        columns = np.flatnonzero(coefficients).astype(np.int32)
        values = coefficients[columns]
        self._must(self._highs.addRow(-highspy.kHighsInf, upper, len(columns), columns, values))
        self.matrix = self.matrix.with_row(coefficients, upper)
        return self.matrix.number_of_rows - 1

    def set_column_bounds(self, columns: IndexArray, lower: FloatArray, upper: FloatArray) -> None:
        """Move the bounds of some columns."""
        self.matrix.column_lower[columns] = lower
        self.matrix.column_upper[columns] = upper
        self._must(self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper))

    def set_row_bounds(self, rows: IndexArray, lower: FloatArray, upper: FloatArray) -> None:
        """Move the bounds of some rows."""
        self.matrix.row_lower[rows] = lower
        self.matrix.row_upper[rows] = upper
        self._must(self._highs.changeRowsBounds(len(rows), rows.astype(np.int32), lower, upper))

    def basis(self) -> Basis:
        """Return the last basis, to restart from it later (`start_from`)."""
        return Basis(self._highs.getBasis())

    def start_from(self, basis: Basis) -> None:
        """Let the next solve restart from a basis, so that what-ifs do not depend on their order."""
        self._must(self._highs.setBasis(basis.in_highs))
        self._hot = True

    def restart_from(self, basis: Basis) -> None:
        """Let the next solve restart from a basis that was optimal for these very costs, though with other bounds.

        Its prices are still right, so dual simplex mends what the bounds have moved.
        """
        self.start_from(basis)
        self._costs_moved = False
        self._is_again = True

    # ------------------------------------------------------------ solving
    def solve(self, deadline: float | None = None) -> Answer:
        """Solve, from the last basis if there is one, and check the answer.

        Args:
            deadline: When to stop, by `time.monotonic()`.
        """
        first, *others = self._methods()
        self._is_again = False
        answer = self._attempt(first, deadline)
        stopped_at = self.basis()
        for method in others:
            # That there is no plan at all is believed of simplex from nothing alone.
            no_plan = answer.status == "infeasible" and answer.how == SIMPLEX
            if no_plan or answer.status in {"optimal", "out_of_time"}:
                break
            spent = answer.iterations
            if method == RESUMED:
                self.start_from(stopped_at)
            answer = self._attempt(method, deadline)
            answer = replace(answer, iterations=answer.iterations + spent, fell_back=True)
        return answer

    def solve_cold(self, deadline: float | None = None) -> Answer:
        """Forget the basis and solve."""
        self._hot = False
        return self.solve(deadline)

    def _methods(self) -> tuple[str, ...]:
        """List the methods to try, in order."""
        restart = AGAIN if self._is_again else RESTARTED
        if self.matrix.number_of_columns <= SMALL:
            return (restart, SIMPLEX, INTERIOR_POINT) if self._hot else (SIMPLEX, INTERIOR_POINT)
        return (restart, INTERIOR_POINT, RESUMED, SIMPLEX) if self._hot else (INTERIOR_POINT, SIMPLEX)

    def _attempt(self, method: str, deadline: float | None) -> Answer:
        restarted = method in {RESTARTED, AGAIN, RESUMED}
        if not restarted:
            self._must(self._highs.clearSolver())
        self._set_option("solver", "ipx" if method == INTERIOR_POINT else "simplex")
        # With other costs the last plan is still a plan (primal simplex); with other bounds alone, the last
        # prices are still right (dual simplex).
        self._set_option("simplex_strategy", 4 if restarted and self._costs_moved else 1)
        # Near the end there is little to stall on: without perturbed costs it took as many steps or half as many.
        self._set_option("dual_simplex_cost_perturbation_multiplier", 0.0 if method == AGAIN else 1.0)
        limit = max(FEWEST_ITERATIONS, ITERATIONS_PER_ROW[method] * self.matrix.number_of_rows)
        self._set_option("simplex_iteration_limit", int(min(limit, 2**31 - 1)))
        self._set_deadline(deadline)
        self._run()
        answer = self._read(method)
        self._hot = answer.status == "optimal"
        self._costs_moved = self._costs_moved and not self._hot
        return answer

    def _read(self, method: str) -> Answer:
        """Read the last solve and check it against the matrix."""
        status = self._highs.getModelStatus()
        information = self._highs.getInfo()
        iterations = max(0, information.simplex_iteration_count) + max(0, information.ipm_iteration_count)
        iterations += max(0, information.crossover_iteration_count)
        answer = Answer("failed", method, iterations=iterations)
        if status in _NO_PLAN:
            return replace(answer, status="infeasible")
        solution = self._highs.getSolution()
        values = np.array(solution.col_value)
        if solution.value_valid and self.matrix.violation(values) <= WORST_VIOLATION:
            clipped = np.clip(values, self.matrix.column_lower, self.matrix.column_upper)
            answer = replace(answer, values=clipped)
        if status in _TIME_IS_UP:
            return replace(answer, status="out_of_time")
        if status not in _MAY_BE_OPTIMAL or not answer.has_plan or not solution.dual_valid:
            return answer
        duals = np.array(solution.row_dual) / self._cost_scale
        bound = self.matrix.lower_bound(self._costs, duals)
        terms = self._costs * answer.values
        size = max(float(np.abs(self._costs).max(initial=0.0)), float(np.abs(terms).sum()))
        if terms.sum() - bound > WORST_GAP * size:
            return answer
        reduced_costs = self.matrix.reduced_costs(self._costs, duals)
        return replace(answer, status="optimal", row_duals=duals, reduced_costs=reduced_costs, bound=bound)

    # ------------------------------------------------------------ when there is no plan
    def is_feasible(self, deadline: float | None = None) -> bool | None:
        """Say whether any plan keeps the bounds and rules as they stand; none if the time ended first."""
        self.set_costs(np.zeros(self.matrix.number_of_columns))
        answer = self._attempt(SIMPLEX, deadline)
        return None if answer.status in {"out_of_time", "failed"} else answer.status == "optimal"

    def conflict(self) -> IndexArray:
        """Return rows that contradict each other, not all of them needed for it; empty if HiGHS finds none."""
        # By default HiGHS looks at single rows only; 2 solves for a set. To make it irreducible, row by row
        # (4), takes five times as long and is not wanted: rules are what has to be irreducible.
        self._set_option("iis_strategy", 2)
        _, found = self._highs.getIis()
        return np.array(found.row_index_ if found.valid_ else [], dtype=np.int32)


@dataclass(frozen=True)
class Effort:
    """How far a search for whole numbers goes."""

    relative_gap: float = 0.0
    """It ends this near, as a share of the value, to what is proved to be the least possible."""
    absolute_gap: float = 0.0
    """Or this near [unit of the objective]."""
    branches: int | None = None
    """Or after so many branches; the same on every machine, which a time limit is not."""
    any_plan: bool = False
    """Or as soon as there is any plan at all."""


def search_whole(
    matrix: Matrix,
    whole: BooleanArray,
    costs: FloatArray,
    constant: float,
    effort: Effort,
    start: FloatArray = NOTHING,
    deadline: float | None = None,
) -> Answer:
    """Minimise with some columns in whole numbers, by branch and bound from nothing.

    Args:
        matrix: The rules.
        whole: Which columns take whole numbers only.
        costs: The objective, one coefficient a column.
        constant: What the relative gap counts on top of the objective.
        effort: When the plan found is good enough.
        start: A plan to start from, if there is one.
        deadline: When to stop, by `time.monotonic()`.

    Returns:
        The best plan found, its whole columns rounded to whole numbers and the others as HiGHS left them, and
        the bound that HiGHS proved, both without the constant. Optimal means within one of the gaps;
        `out_of_time` that time, branches or plans asked for were used up.
    """
    return _Search(matrix, whole, costs, constant).run(effort, start, deadline)


class _Search(_Handle):
    """One search for whole numbers."""

    def __init__(self, matrix: Matrix, whole: BooleanArray, costs: FloatArray, constant: float) -> None:
        super().__init__()
        self._whole = whole
        self._constant = constant
        self._scale = _cost_scale(costs)
        self._set_option("mip_feasibility_tolerance", WHOLE_FEASIBILITY)
        self._highs.cbMipInterrupt += self._stop.tell
        self._pass_model(_with_whole_bounds(matrix, whole), costs * self._scale, whole, constant * self._scale)

    def run(self, effort: Effort, start: FloatArray, deadline: float | None) -> Answer:
        """Search until the effort is spent."""
        self._set_option("mip_rel_gap", effort.relative_gap)
        self._set_option("mip_abs_gap", effort.absolute_gap * self._scale)
        if effort.branches is not None:
            self._set_option("mip_max_nodes", effort.branches)
        if effort.any_plan:
            self._set_option("mip_max_improving_sols", 1)
        if len(start):
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            self._must(self._highs.setSolution(solution))
        self._set_deadline(deadline)
        self._run()
        return self._read()

    def _read(self) -> Answer:
        """Read what was found; the rest of the plan is for the caller to work out again and check."""
        status, information = self._highs.getModelStatus(), self._highs.getInfo()
        answer = Answer("failed", BRANCHING, iterations=max(0, information.simplex_iteration_count))
        if status in _NO_PLAN:
            return replace(answer, status="infeasible")
        bound = information.mip_dual_bound / self._scale - self._constant
        if math.isfinite(bound):
            answer = replace(answer, bound=bound)
        solution = self._highs.getSolution()
        if information.primal_solution_status == _FEASIBLE and solution.value_valid:
            values = np.array(solution.col_value)
            answer = replace(answer, values=np.where(self._whole, np.round(values), values))
        if status == highspy.HighsModelStatus.kOptimal and answer.has_plan:
            return replace(answer, status="optimal")
        return replace(answer, status="out_of_time" if status in _SPENT else "failed")


def _with_whole_bounds(matrix: Matrix, whole: BooleanArray) -> Matrix:
    """Move the bounds of whole columns to the whole numbers within them.

    HiGHS 1.15 called a model infeasible whose whole columns had bounds of half a person, though it held a plan of it.
    """
    return replace(
        matrix,
        column_lower=np.where(whole, np.ceil(matrix.column_lower - WHOLE_FEASIBILITY), matrix.column_lower),
        column_upper=np.where(whole, np.floor(matrix.column_upper + WHOLE_FEASIBILITY), matrix.column_upper),
    )


def _cost_scale(costs: FloatArray) -> float:
    """Give the power of two by which costs are scaled for HiGHS."""
    largest = float(np.abs(costs).max(initial=0.0))
    return 2.0 ** (COST_SIZE - math.frexp(largest)[1]) if largest else 1.0
