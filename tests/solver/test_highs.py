"""The matrix kept in HiGHS: checked answers, restarts, silence, time."""

from __future__ import annotations

import threading
import time

import highspy
import numpy as np
import pytest

from planner.errors import DefectError
from planner.solver import highs
from planner.solver.highs import INTERIOR_POINT, RESTARTED, RESUMED, SIMPLEX, Effort, KeptModel, search_whole
from planner.solver.matrix import Matrix
from planner.solver.program import Program


def transport(size: int = 12, seed: int = 1) -> tuple[Matrix, np.ndarray]:
    """Supplies to demands: ``size`` squared columns, a supply row and a demand row each."""
    random = np.random.default_rng(seed)
    columns = np.arange(size * size)
    supply = [columns[columns // size == i] for i in range(size)]
    demand = [columns[columns % size == j] for j in range(size)]
    entries = np.concatenate([*supply, *demand]).astype(np.int32)
    matrix = Matrix(
        column_lower=np.zeros(size * size),
        column_upper=np.full(size * size, 100.0),
        row_lower=np.concatenate([np.full(size, -np.inf), random.uniform(5, 9, size)]),
        row_upper=np.concatenate([np.full(size, 10.0), np.full(size, np.inf)]),
        starts=np.arange(0, 2 * size * size + 1, size, dtype=np.int32),
        columns=entries,
        values=np.ones(len(entries)),
    )
    return matrix, random.uniform(1, 9, size * size)


def test_an_answer_is_optimal_and_proved() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    answer = model.solve()
    assert answer.status == "optimal"
    assert answer.how == SIMPLEX
    assert matrix.violation(answer.values) <= 1e-9
    assert answer.bound == pytest.approx(costs @ answer.values, rel=1e-12)


def test_interior_point_finds_the_same_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "SMALL", 0)
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    answer = model.solve()
    assert answer.how == INTERIOR_POINT
    assert answer.status == "optimal"
    other = KeptModel(matrix)
    other.set_costs(costs)
    assert other._attempt(SIMPLEX, None).bound == pytest.approx(answer.bound, rel=1e-12)


def test_other_costs_and_other_bounds_restart_from_the_last_basis() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    first = model.solve()
    model.set_costs(costs[::-1].copy())
    second = model.solve()
    assert (first.fell_back, second.how, second.fell_back) == (False, RESTARTED, False)
    more = np.array([12])
    model.set_row_bounds(more, matrix.row_lower[more] + 1.0, matrix.row_upper[more])
    third = model.solve()
    assert (third.how, third.fell_back) == (RESTARTED, False)
    assert costs[::-1] @ third.values > costs[::-1] @ second.values

    cold = KeptModel(model.matrix)
    cold.set_costs(costs[::-1].copy())
    assert costs[::-1] @ cold.solve().values == pytest.approx(costs[::-1] @ third.values, rel=1e-12)


def test_what_ifs_from_the_base_basis_do_not_depend_on_their_order() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    model.solve()
    basis = model.basis()

    def with_demand(row: int) -> list[float]:
        model.start_from(basis)
        asked = np.array([row])
        model.set_row_bounds(asked, matrix.row_lower[asked] * 1.1, matrix.row_upper[asked])
        values = model.solve().values.tolist()
        model.set_row_bounds(asked, matrix.row_lower[asked], matrix.row_upper[asked])
        return values

    assert [with_demand(13), with_demand(17)] == [with_demand(17), with_demand(13)][::-1]


def test_moving_bounds_leaves_the_matrix_it_came_from_alone() -> None:
    matrix, _ = transport()
    model = KeptModel(matrix)
    model.set_column_bounds(np.array([0]), np.array([1.0]), np.array([1.0]))
    assert matrix.column_lower[0] == 0.0
    assert model.matrix.column_lower[0] == 1.0


def test_a_cut_is_a_row_more_and_keeps_the_restart() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    best = costs @ model.solve().values
    row = model.add_cut(costs, best * 1.1)
    assert row == matrix.number_of_rows
    model.set_costs(costs[::-1].copy())
    answer = model.solve()
    assert answer.how == RESTARTED
    assert costs @ answer.values <= best * 1.1 * (1 + 1e-9)
    assert answer.row_duals[row] <= 0.0


def test_an_answer_that_fails_the_check_is_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # No answer has a gap below -1, so each is refused: all methods are tried and none is believed.
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    monkeypatch.setattr(highs, "WORST_GAP", -1.0)
    answer = model.solve()
    assert (answer.status, answer.how, answer.fell_back) == ("failed", INTERIOR_POINT, True)


class Poisoned:
    """What HiGHS says of a solve, but for one answer with the plan of another one."""

    def __init__(self, said: object, plan: list[float]) -> None:
        self._said = said
        self.col_value = plan

    def __getattr__(self, name: str) -> object:
        return getattr(self._said, name)


@pytest.mark.parametrize("broken", ["a plan that is not the best", "a plan that breaks a rule"])
def test_a_poisoned_restart_is_noticed_and_solved_from_nothing(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The restart ends as optimal, with the prices of this solve and the plan of the last one, or no plan at all.
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    last = model.solve().values
    plan = last if broken == "a plan that is not the best" else np.zeros_like(last)
    get_solution, asked = model._highs.getSolution, []

    def poisoned_once() -> object:
        asked.append(get_solution())
        return Poisoned(asked[-1], plan.tolist()) if len(asked) == 1 else asked[-1]

    monkeypatch.setattr(model._highs, "getSolution", poisoned_once)
    model.set_costs(costs[::-1].copy())
    answer = model.solve()
    fresh = KeptModel(matrix)
    fresh.set_costs(costs[::-1].copy())
    assert (answer.status, answer.how, answer.fell_back) == ("optimal", SIMPLEX, True)
    assert costs[::-1] @ answer.values == pytest.approx(costs[::-1] @ fresh.solve().values, rel=1e-9)


def test_a_restart_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    model.solve()
    monkeypatch.setattr(highs, "FEWEST_ITERATIONS", 1)
    monkeypatch.setitem(highs.ITERATIONS_PER_ROW, RESTARTED, 0.0)
    model.set_costs(costs[::-1].copy())
    answer = model.solve()
    assert (answer.status, answer.how, answer.fell_back) == ("optimal", SIMPLEX, True)


def test_where_interior_point_makes_no_progress_the_restart_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "SMALL", 0)
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    assert model.solve().how == INTERIOR_POINT
    attempt, tried = KeptModel._attempt, []

    def without_progress(self: KeptModel, method: str, deadline: float | None) -> highs.Answer:
        tried.append(method)
        answer = attempt(self, method, deadline)
        return highs.Answer("failed", method) if method == INTERIOR_POINT else answer

    monkeypatch.setattr(KeptModel, "_attempt", without_progress)
    monkeypatch.setattr(highs, "FEWEST_ITERATIONS", 1)
    monkeypatch.setitem(highs.ITERATIONS_PER_ROW, RESTARTED, 0.0)
    model.set_costs(costs[::-1].copy())
    answer = model.solve()
    assert tried == [RESTARTED, INTERIOR_POINT, RESUMED]
    assert (answer.status, answer.fell_back) == ("optimal", True)
    assert answer.bound == pytest.approx(costs[::-1] @ answer.values)


def test_no_plan_is_infeasible_and_names_rows_that_contradict_each_other() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    model.set_costs(costs)
    every = np.arange(12, 24)
    model.set_row_bounds(every, np.full(12, 10.5), np.full(12, np.inf))  # 126 asked for, 120 there
    assert model.solve().status == "infeasible"
    assert model.is_feasible() is False
    assert set(model.conflict()) == set(range(24))


def test_the_time_limit_is_for_this_solve_although_the_clock_of_highs_runs_on() -> None:
    matrix, costs = transport(40)
    model = KeptModel(matrix)
    model.set_costs(costs)
    assert model.solve_cold(time.monotonic() - 1.0).status == "out_of_time"
    for _ in range(3):
        assert model.solve_cold(time.monotonic() + 5.0).status == "optimal"


def test_nothing_is_printed_and_other_thread_settings_do_no_harm(capfd: pytest.CaptureFixture[str]) -> None:
    matrix, costs = transport()
    with_many_threads = highspy.Highs()
    with_many_threads.setOptionValue("output_flag", False)
    with_many_threads.setOptionValue("threads", 2)
    with_many_threads.run()
    model = KeptModel(matrix)
    model.set_costs(costs)
    assert model.solve().status == "optimal"
    assert capfd.readouterr() == ("", "")


def test_the_same_matrix_gives_the_same_bits() -> None:
    matrix, costs = transport(20)
    plans = []
    for _ in range(2):
        model = KeptModel(matrix)
        model.set_costs(costs)
        plans.append(model.solve().values.tobytes())
    assert plans[0] == plans[1]


def test_levels_of_any_unit_are_solved_as_well() -> None:
    matrix, costs = transport()
    model = KeptModel(matrix)
    for unit in (1e-3, 1.0, 1e8):
        model.set_costs(costs * unit)
        answer = model.solve_cold()
        assert answer.status == "optimal"
        assert answer.bound == pytest.approx(unit * (costs @ answer.values), rel=1e-12)


def test_a_call_that_highs_refuses_is_a_defect() -> None:
    matrix, _ = transport()
    model = KeptModel(matrix)
    with pytest.raises(DefectError, match="HiGHS refused a call"):
        model._set_option("no_such_option", 1)


def test_an_interrupt_stops_the_solver_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    # The interrupt comes while the solver runs in its thread; afterwards the model can be used again.
    matrix, costs = transport(60)
    model = KeptModel(matrix)
    model.set_costs(costs)
    wait = highs.threading.Event.wait
    calls = []

    def interrupted(self: threading.Event, timeout: float | None = None) -> bool:
        if timeout in (0.5, highs.SECONDS_TO_STOP):  # and not the wait for the thread to begin
            calls.append(timeout)
            if len(calls) == 1:
                raise KeyboardInterrupt
        return wait(self, timeout)

    monkeypatch.setattr(highs.threading.Event, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        model.solve()
    assert calls == [0.5, highs.SECONDS_TO_STOP]
    assert model.solve_cold().status == "optimal"


def test_a_search_takes_bounds_of_half_a_person_for_what_they_mean() -> None:
    # Nobody whole fits into half a post, so nothing need be given: with the bounds as they stand HiGHS 1.15 gives
    # 0.21875 of it and calls that optimal, and on larger programs it calls a plan that it was handed infeasible.
    program = Program("half posts")
    keys = [(str(number),) for number in range(3)]
    people = program.add_variables("people", keys, upper=0.5, whole=keys)
    help_given = program.add_variables("help", [()], upper=10.0)[()]
    program.add_rule("most", (), [*((person, 1.0) for person in people.values()), (help_given, 1.0)], "<=", 3.0)
    for key, person in people.items():
        program.add_rule("led", key, [(person, 1.0), (help_given, -1.0)], "<=", 0.25)
    whole = np.array([True, True, True, False])
    found = search_whole(program.matrix(), whole, np.array([1.0, 1.0, 1.0, 2.0]), 0.0, Effort())
    assert (found.status, found.values.tolist()) == ("optimal", [0.0, 0.0, 0.0, 0.0])
