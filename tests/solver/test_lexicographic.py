"""Levels one after the other: hand-worked optima, tolerances, locks, prices, order, time, other solvers."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import DefectError, OutOfTimeError, UsageError
from planner.solver import engines, highs, lexicographic
from planner.solver.engines import InHighs
from planner.solver.highs import KeptModel
from planner.solver.level import Level, Solution
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Program, Variable


class TwoJobs:
    """Ten hours for two kinds of work, six waiting of the urgent and eight of the other.

    ``urgent`` and ``other`` are the hours worked, ``urgent_gap`` and ``other_gap`` what is left over.
    """

    def __init__(self, hours: float = 10.0) -> None:
        self.program = Program("two jobs")
        names = ("urgent", "other", "urgent_gap", "other_gap")
        columns = self.program.add_variables("hours", [(name,) for name in names], upper=20.0)
        self.urgent, self.other, self.urgent_gap, self.other_gap = (columns[name,] for name in names)
        self.program.add_rule("work", ("urgent",), [(self.urgent, 1.0), (self.urgent_gap, 1.0)], "=", 6.0)
        self.program.add_rule("work", ("other",), [(self.other, 1.0), (self.other_gap, 1.0)], "=", 8.0)
        self.program.add_rule("capacity", (), [(self.urgent, 1.0), (self.other, 1.0)], "<=", hours, "hours")

    def solve(self, *levels: Level) -> Solution:
        return solve_levels(self.program, levels)

    def urgent_first(self, tolerance: float = 0.0) -> tuple[Level, Level]:
        return (
            Level("urgent gap", [(self.urgent_gap, 1.0)], tolerance=tolerance, unit="hours"),
            Level("other gap", [(self.other_gap, 1.0)], unit="hours"),
        )


def test_the_first_level_is_served_first_and_the_second_gets_the_rest() -> None:
    # Six of the ten hours clear the urgent work; the four left leave 8 - 4 = 4 of the other.
    jobs = TwoJobs()
    solution = jobs.solve(*jobs.urgent_first())
    assert [level.best for level in solution.levels] == [0.0, 4.0]
    assert [level.held for level in solution.levels] == [0.0, 4.0]
    assert [solution.value(v) for v in (jobs.urgent, jobs.other)] == [6.0, 4.0]
    assert (solution.status, solution.columns, solution.rows, solution.nonzeros) == ("optimal", 4, 3, 6)


def test_the_other_order_is_another_plan() -> None:
    # Eight hours clear the other work, two are left for the urgent: 6 - 2 = 4 stay undone.
    jobs = TwoJobs()
    solution = jobs.solve(*jobs.urgent_first()[::-1])
    assert [(level.name, level.best) for level in solution.levels] == [("other gap", 0.0), ("urgent gap", 4.0)]


def test_a_tolerance_is_given_up_for_the_next_level_at_its_price() -> None:
    # One and a half hours of the urgent work may wait; each of them clears one of the other: 4 - 1.5 = 2.5.
    jobs = TwoJobs()
    urgent, other = jobs.solve(*jobs.urgent_first(tolerance=1.5)).levels
    assert (urgent.best, urgent.held, other.held) == pytest.approx((0.0, 1.5, 2.5))
    assert urgent.exchange == pytest.approx({"other gap": 1.0})
    assert other.exchange == {}


def test_a_tolerance_that_nothing_below_wants_is_not_used() -> None:
    # Twenty hours clear everything, so nothing below is bought by giving up the urgent work.
    jobs = TwoJobs(hours=20.0)
    urgent, other = jobs.solve(*jobs.urgent_first(tolerance=1.5)).levels
    assert (other.best, other.held) == (0.0, 0.0)
    assert urgent.exchange == pytest.approx({"other gap": 0.0})
    assert urgent.held <= 1.5


def test_an_exchange_rate_is_in_the_units_of_both_levels() -> None:
    # The same, with the urgent gap counted in minutes and the other in pounds at 30 an hour: one minute more
    # of the one is a sixtieth of an hour, worth 30/60 = 0.50 of the other.
    jobs = TwoJobs()
    minutes = Level("urgent gap", [(jobs.urgent_gap, 60.0)], tolerance=90.0, unit="minutes")
    pounds = Level("other gap", [(jobs.other_gap, 30.0)], unit="GBP")
    urgent, other = jobs.solve(minutes, pounds).levels
    assert (urgent.held, other.held) == pytest.approx((90.0, 75.0))
    assert urgent.exchange == pytest.approx({"other gap": 0.5})


def test_a_relative_tolerance_is_a_share_of_the_best() -> None:
    # The other gap first: 0; then the urgent gap reaches 4 and may grow by a tenth, which a third level takes.
    jobs = TwoJobs()
    solution = jobs.solve(
        Level("other gap", [(jobs.other_gap, 1.0)]),
        Level("urgent gap", [(jobs.urgent_gap, 1.0)], relative_tolerance=0.1),
        Level("hours worked", [(jobs.urgent, 1.0), (jobs.other, 1.0)]),
    )
    assert solution.levels[1].tolerance == pytest.approx(0.4)
    assert solution.levels[1].held == pytest.approx(4.4)
    assert solution.levels[2].best == pytest.approx(9.6)


def test_a_cut_that_a_later_exact_level_has_fixed_has_no_price_any_more() -> None:
    # The third level is exact and leans on the cut of the first, which is fixed with its face: what one hour
    # more would buy the fourth level can no longer be said without breaking the third.
    jobs = TwoJobs()
    solution = jobs.solve(
        *jobs.urgent_first(tolerance=1.5), Level("hours worked", [(jobs.urgent, 1.0), (jobs.other, 1.0)])
    )
    assert list(solution.levels[0].exchange) == ["other gap"]


def test_a_constant_is_part_of_every_value() -> None:
    jobs = TwoJobs()
    level = Level("other gap", [(jobs.other_gap, 1.0)], constant=100.0)
    (result,) = jobs.solve(level).levels
    assert (result.best, result.held, result.bound) == (100.0, 100.0, 100.0)


def test_a_level_of_nothing_is_passed_by() -> None:
    jobs = TwoJobs()
    empty = Level("displaced", [], constant=7.0)
    first, _, last = jobs.solve(empty, jobs.urgent_first()[0], replace(empty, name="again")).levels
    assert (first.best, first.held, first.status) == (7.0, 7.0, "optimal")
    assert (last.best, last.how) == (7.0, "nothing to minimise")


def test_levels_have_to_be_there_and_have_names_of_their_own() -> None:
    jobs = TwoJobs()
    urgent, _ = jobs.urgent_first()
    for levels in ([], [urgent, urgent]):
        with pytest.raises(DefectError, match="each level has to have a name of its own"):
            jobs.solve(*levels)


def test_progress_is_told_before_each_level() -> None:
    jobs = TwoJobs()
    told: list[tuple[int, int, str]] = []
    solve_levels(jobs.program, jobs.urgent_first(), progress=lambda *level: told.append(level))
    assert told == [(1, 2, "urgent gap"), (2, 2, "other gap")]


# ---------------------------------------------------------------- random programs
def network(seed: int, size: int = 6, shuffled: int | None = None) -> tuple[Program, list[Level]]:
    """Stocks passed from period to period, worked off by shared hours; columns in an order of choice."""
    rng = random.Random(seed)  # noqa: S311
    program = Program(f"network {seed}")
    lines, periods = range(3), range(size)
    cells = [(f"line{line}", f"{period:02d}") for line in lines for period in periods]
    given = {
        "hours": {cell: rng.uniform(1.0, 4.0) for cell in cells},
        "arrivals": {cell: rng.uniform(1.0, 6.0) for cell in cells},
        "weight": {cell: rng.choice([1.0, 1.0, 2.0, 3.5]) for cell in cells},
    }
    capacity = {period: rng.uniform(3.0, 12.0) for period in periods}
    families = ["backlog", "worked", "closed"]
    rules = [("balance", cell) for cell in cells] + [("capacity", period) for period in periods]
    if shuffled is not None:
        order = random.Random(shuffled)  # noqa: S311
        for some in (cells, families, rules):
            order.shuffle(some)  # type: ignore[arg-type]
    columns: dict[str, dict[tuple[str, ...], Variable]] = {}
    for family in families:
        columns[family] = program.add_variables(family, cells, upper=200.0)
    for kind, which in rules:
        if kind == "capacity":
            terms = [(columns["worked"][c], given["hours"][c]) for c in cells if int(c[1]) == which]
            program.add_rule("capacity", (str(which),), terms, "<=", capacity[int(str(which))], "hours")
        else:
            line, period = which  # type: ignore[misc]
            terms = [(columns[f][which], 1.0) for f in ("backlog", "worked", "closed")]  # type: ignore[index]
            if int(period):
                terms.append((columns["backlog"][line, f"{int(period) - 1:02d}"], -1.1))
            program.add_rule("balance", which, terms, "=", given["arrivals"][which])  # type: ignore[index, arg-type]

    def level(name: str, family: str, chosen: Sequence[str], tolerance: float = 0.0) -> Level:
        terms = [(columns[family][c], given["weight"][c]) for c in sorted(cells) if c[0] in chosen]
        return Level(name, terms, tolerance=tolerance)

    tie = [
        (variable, 1.0 + int(hashlib.sha256(str(variable.name).encode()).hexdigest()[:8], 16) / 16**8)
        for family in sorted(families)
        for _, variable in sorted(columns[family].items())
    ]
    levels = [
        level("closed", "closed", ["line0", "line1", "line2"]),
        level("gap 0", "backlog", ["line0"], tolerance=0.5),
        level("gap 1", "backlog", ["line1"]),
        level("gap 2", "backlog", ["line2"]),
        Level("tie", tie),
    ]
    return program, levels


def with_exact_cuts(program: Program, levels: Sequence[Level]) -> list[float]:
    """What each level reaches if those above are held by plain rows: the textbook way, from nothing each time."""
    matrix = program.matrix()
    bests = []
    for level in levels:
        costs = program.costs(level.terms)
        model = KeptModel(matrix)
        model.set_costs(costs)
        bests.append(float(costs @ model.solve().values))
        matrix = matrix.with_row(costs, bests[-1] + level.tolerance + 1e-7)
    return bests


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_fixing_faces_reaches_what_exact_cuts_reach(seed: int) -> None:
    program, levels = network(seed)
    solution = solve_levels(program, levels)
    assert [level.best for level in solution.levels] == pytest.approx(with_exact_cuts(program, levels), abs=1e-3)
    for level in solution.levels:
        assert level.status == "optimal"
        assert level.bound == pytest.approx(level.best, abs=1e-6)
        assert level.held <= level.best + level.tolerance + 1e-7
    assert program.matrix().violation(solution.values) <= 1e-9


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_in_which_a_program_is_written_down_changes_no_bit(seed: int) -> None:
    plans = []
    for shuffled in (None, 1, 2):
        program, levels = network(seed, shuffled=shuffled)
        solution = solve_levels(program, levels)
        plans.append({str(v.name): solution.value(v) for v in program.variables})
    assert plans[0] == plans[1] == plans[2]


def test_the_tie_break_leaves_one_plan_whatever_the_method_and_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    # Here HiGHS sees the columns as they were shuffled, and interior point instead of simplex.
    def as_written(program: Program) -> tuple[np.ndarray, np.ndarray]:
        return np.arange(len(program.variables)), np.arange(len(program.rules))

    plans = []
    for shuffled, small in ((None, 10_000), (1, 10_000), (2, 0)):
        monkeypatch.setattr(Program, "order_by_name", as_written)
        monkeypatch.setattr(highs, "SMALL", small)
        program, levels = network(7, size=12, shuffled=shuffled)
        solution = solve_levels(program, levels)
        plans.append([solution.value(v) for v in sorted(program.variables, key=str)])
    assert plans[0] == pytest.approx(plans[1], abs=1e-6)
    assert plans[0] == pytest.approx(plans[2], abs=1e-6)


def test_later_levels_do_not_move_a_locked_one_in_any_unit() -> None:
    # The same levels in thousandths and in hundreds of millions hold as well as in ones.
    program, levels = network(3, size=24)
    for unit in (1e-3, 1.0, 1e8):
        scaled = [
            replace(level, terms=[(v, unit * c) for v, c in level.terms], tolerance=unit * level.tolerance)
            for level in levels
        ]
        solution = solve_levels(program, scaled)
        for level in solution.levels[:-1]:
            assert (level.held - level.best - level.tolerance) / unit <= 1e-6
        assert solution.levels[1].best / unit == pytest.approx(solve_levels(program, levels).levels[1].best)


# ---------------------------------------------------------------- when a lock leaks
def test_a_lock_that_leaks_is_tightened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = TwoJobs()
    used: list[float] = []
    hold = InHighs.hold

    def leaks_at_first(self: InHighs, *arguments: object) -> None:
        used.append(self._threshold)
        if self._threshold != lexicographic.THRESHOLDS[0]:
            hold(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(InHighs, "hold", leaks_at_first)
    urgent, _ = jobs.solve(*jobs.urgent_first()).levels
    assert set(used) == set(lexicographic.THRESHOLDS)
    assert urgent.held == 0.0


def test_a_lock_that_cannot_be_tightened_is_a_defect_that_names_the_level(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without any lock the second level takes eight hours and leaves four of the urgent work undone.
    monkeypatch.setattr(engines, "fix_face", lambda *_: None)
    jobs = TwoJobs()
    with pytest.raises(DefectError) as caught:
        jobs.solve(*jobs.urgent_first())
    assert str(caught.value) == "the level urgent gap was locked at 0 but is 4 on the final plan"


# ---------------------------------------------------------------- time
def test_without_any_time_there_is_no_plan() -> None:
    jobs = TwoJobs()
    with pytest.raises(OutOfTimeError):
        solve_levels(jobs.program, jobs.urgent_first(), time_limit_seconds=0.0)


def test_when_time_ends_between_levels_the_plan_found_is_returned_as_not_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jobs = TwoJobs()
    minimise = InHighs.minimise
    calls = []

    def late(self: InHighs, costs: np.ndarray, deadline: float | None, level: str) -> engines.Answer:
        calls.append(deadline)
        return minimise(self, costs, deadline if len(calls) == 1 else 0.0, level)

    monkeypatch.setattr(InHighs, "minimise", late)
    levels = (*jobs.urgent_first(), Level("hours worked", [(jobs.urgent, 1.0), (jobs.other, 1.0)]))
    solution = solve_levels(jobs.program, levels, time_limit_seconds=60.0)
    assert solution.status == "not_proved"
    assert [level.status for level in solution.levels] == ["optimal", "not_proved", "not_proved"]
    assert [level.bound for level in solution.levels[1:]] == [None, None]
    assert len(calls) == 2
    assert solution.value(jobs.urgent) == 6.0
    assert jobs.program.matrix().violation(solution.values) <= 1e-9


# ---------------------------------------------------------------- other solvers, and silence
def test_another_solver_agrees() -> None:
    program, levels = network(5)
    ours, theirs = (solve_levels(program, levels, solver=name) for name in (None, "PULP_CBC_CMD"))
    assert theirs.solver == "PULP_CBC_CMD"
    assert theirs.status == "optimal"
    assert [level.held for level in theirs.levels] == pytest.approx(
        [level.held for level in ours.levels], rel=1e-4, abs=1e-4
    )


def test_another_solver_says_when_there_is_no_plan_or_no_time() -> None:
    jobs = TwoJobs()
    with pytest.raises(OutOfTimeError):
        solve_levels(jobs.program, jobs.urgent_first(), solver="PULP_CBC_CMD", time_limit_seconds=0.0)


def test_a_solver_that_is_not_there_is_refused_with_those_that_are() -> None:
    jobs = TwoJobs()
    for name in ("NO_SUCH_SOLVER", "GUROBI_CMD"):
        with pytest.raises(UsageError, match=rf"There is no solver {name} here\. Choose one of: .*PULP_CBC_CMD"):
            solve_levels(jobs.program, jobs.urgent_first(), solver=name)


@pytest.mark.parametrize("solver", [None, "PULP_CBC_CMD"])
def test_solving_prints_nothing(solver: str | None, capfd: pytest.CaptureFixture[str]) -> None:
    jobs = TwoJobs()
    solve_levels(jobs.program, jobs.urgent_first(), solver=solver)
    assert capfd.readouterr() == ("", "")
