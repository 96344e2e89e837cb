"""Levels restarted in a program with other columns and rows than those of the program they ended in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planner.solver.again import again
from planner.solver.level import Level, Solution
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Program

JOBS = range(12)
HOURS = 30.0
"""Hours that there are; the jobs ask for 12 · 5 + 0 + 1 + … + 11 = 126."""


def program_of(workers: Sequence[str], dear: Sequence[str] = ()) -> tuple[Program, list[Level]]:
    """Some workers share twelve jobs out; work left over comes first, by the number of the job, and then the cost."""
    program = Program("jobs")
    keys = [(worker, job) for worker in workers for job in JOBS]
    hours = program.add_variables("hours", keys, upper=40.0)
    left = program.add_variables("left", [(job,) for job in JOBS], upper=40.0)
    for job in JOBS:
        done = [(hours[worker, job], 1.0) for worker in workers]
        program.add_rule("job", (job,), [*done, (left[job,], 1.0)], "=", 5.0 + job)
    for worker in workers:
        program.add_rule("day", (worker,), [(hours[worker, job], 1.0) for job in JOBS], "<=", HOURS)
    gap = [(left[job,], 1.0 + job) for job in JOBS]
    cost = [(hours[key], 100.0 if key[0] in dear else 1.0 + number / 10) for number, key in enumerate(keys)]
    return program, [Level("gap", gap, tolerance=2.0, unit="hours"), Level("cost", cost, unit="GBP")]


def solved(workers: Sequence[str]) -> Solution:
    return solve_levels(*program_of(workers))


def bests(solution: Solution) -> dict[str, float]:
    return {level.name: level.best for level in solution.levels}


def iterations(solution: Solution) -> int:
    return sum(level.iterations for level in solution.levels)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("ann", "bob"), ("ann", "bob", "cat")),
        (("ann", "bob", "cat"), ("ann", "cat")),
        (("ann", "bob", "cat"), ("abe", "bob", "dan")),
        (("ann",), ("zoe", "zac")),
    ],
    ids=["one more", "one fewer", "two others", "all others"],
)
def test_a_program_with_other_columns_and_rows_gives_what_it_gives_from_nothing(
    before: Sequence[str], after: Sequence[str]
) -> None:
    program, levels = program_of(after)
    hot = again(solved(before), program, program.matrix(), levels)
    cold = solve_levels(program, levels)
    assert bests(hot) == pytest.approx(bests(cold), rel=1e-9)
    assert hot.status == "optimal"


def test_where_what_is_new_changes_nothing_the_plan_is_there_at_once() -> None:
    # All jobs can be done by the five who are there, and who is new costs a hundred times as much.
    five, more = ("ann", "bob", "cat", "dan", "eve"), ("abe", "ann", "bob", "cat", "dan", "eve", "zoe")
    program, levels = program_of(more, dear=("abe", "zoe"))
    hot = again(solved(five), program, program.matrix(), levels)
    cold = solve_levels(program, levels)
    assert bests(hot)["gap"] == pytest.approx(0.0, abs=1e-9)
    assert iterations(hot) == 0 < iterations(cold)


def test_a_level_restarts_by_its_name_though_another_is_put_before_it() -> None:
    # The new level has a cut of its own: a row that the basis of those below does not know.
    program, levels = program_of(("ann", "bob", "cat"))
    before = solve_levels(program, levels)
    first = Level("first job", [(program.variable_of["left"][0,], 1.0)], tolerance=0.5, unit="hours")
    hot = again(before, program, program.matrix(), [first, *levels])
    cold = solve_levels(program, [first, *levels])
    assert bests(hot) == pytest.approx(bests(cold), rel=1e-9)
    assert iterations(hot) < iterations(cold)


def test_rules_that_were_added_after_a_solve_are_new_to_its_basis() -> None:
    program, levels = program_of(("ann", "bob", "cat"))
    before = solve_levels(program, levels)
    most = program.variable_of["hours"]["ann", 11]
    program.add_rule("most", ("ann",), [(most, 1.0)], "<=", 3.0)
    hot = again(before, program, program.matrix(), levels)
    assert bests(hot) == pytest.approx(bests(solve_levels(program, levels)), rel=1e-9)
    assert hot.value(most) <= 3.0 + 1e-9
