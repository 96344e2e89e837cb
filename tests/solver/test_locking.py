"""Holding a level: which columns and rows are fixed, and which tolerance becomes a cut."""

from __future__ import annotations

import numpy as np
import pytest

from planner.solver.answer import Answer
from planner.solver.highs import KeptModel
from planner.solver.locking import CLEARLY_NOT_ZERO, add_cut, fix_face, wants_a_cut
from planner.solver.matrix import Matrix

HERE, THERE, ALIKE = 0, 1, 2
"""Three columns that share five units; the first costs 1 a unit, the second 2, the third the same as the first."""


def shared() -> KeptModel:
    matrix = Matrix(
        column_lower=np.zeros(3),
        column_upper=np.full(3, 4.0),
        row_lower=np.array([5.0]),
        row_upper=np.array([np.inf]),
        starts=np.array([0, 3], dtype=np.int32),
        columns=np.arange(3, dtype=np.int32),
        values=np.ones(3),
    )
    return KeptModel(matrix)


COSTS = np.array([1.0, 2.0, 1.0])


def test_only_what_would_cost_something_is_fixed() -> None:
    # The row has the price 1: a unit of the second column costs 2 - 1 = 1 more than it is worth, so it stays
    # at 0 and the row at 5; the first and the third may share the five units as they like.
    model = shared()
    model.set_costs(COSTS)
    fix_face(model, COSTS, model.solve(), CLEARLY_NOT_ZERO)
    assert model.matrix.column_lower.tolist() == [0.0, 0.0, 0.0]
    assert model.matrix.column_upper.tolist() == [4.0, 0.0, 4.0]
    assert (model.matrix.row_lower.tolist(), model.matrix.row_upper.tolist()) == ([5.0], [5.0])


def test_every_plan_of_the_face_is_as_good_and_can_still_be_reached() -> None:
    model = shared()
    model.set_costs(COSTS)
    fix_face(model, COSTS, model.solve(), CLEARLY_NOT_ZERO)
    for wish in (np.array([1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]), np.array([0.0, -9.0, 0.0])):
        model.set_costs(wish)
        values = model.solve().values
        assert COSTS @ values == pytest.approx(5.0)
    assert values[THERE] == 0.0


def test_noise_fixes_nothing_not_even_at_the_wrong_bound_or_at_no_bound() -> None:
    # A reduced cost below the threshold; one of the wrong sign, which points to the bound at 4 where the
    # column is not; and a dual that presses on the side where the row has none.
    model = shared()
    noisy = Answer(
        "optimal",
        "by hand",
        values=np.array([4.0, 0.0, 1.0]),
        row_duals=np.array([-1e-9]),
        reduced_costs=np.array([-1e-11, -1e-9, 1e-9]),
    )
    fix_face(model, COSTS, noisy, CLEARLY_NOT_ZERO)
    assert (model.matrix.column_lower < model.matrix.column_upper).all()
    assert model.matrix.row_lower[0] < model.matrix.row_upper[0]


@pytest.mark.parametrize("tolerance", [1e-3, 0.5, 100.0])
@pytest.mark.parametrize("unit", [1e-3, 1.0, 1e8])
def test_a_cut_leaves_exactly_its_tolerance_in_any_unit(unit: float, tolerance: float) -> None:
    # Whatever the unit, the second column (2 a unit) may replace the first (1 a unit) as far as the cut lets it.
    model = shared()
    costs = COSTS * unit
    model.set_costs(costs)
    assert wants_a_cut(costs, 5.0 * unit, tolerance * unit)
    cut = add_cut(model, costs, 5.0 * unit, tolerance * unit)
    wish = np.array([1.0, 0.0, 1.0])
    model.set_costs(wish)
    answer = model.solve()
    replaced = min(tolerance, 4.0)
    assert answer.values[THERE] == pytest.approx(replaced, abs=1e-7)
    assert cut.exchange(answer) * unit == pytest.approx(1.0 if tolerance < 4.0 else 0.0, abs=1e-6)


def test_a_tolerance_too_small_for_a_cut_is_held_like_none() -> None:
    assert not wants_a_cut(COSTS, best=1e6, tolerance=0.01)
    assert not wants_a_cut(COSTS, best=0.0, tolerance=0.0)
    assert wants_a_cut(COSTS, best=1e6, tolerance=1.0)
    assert wants_a_cut(COSTS, best=0.0, tolerance=1e-3)
