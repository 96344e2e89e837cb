"""The certificate: prices worked out by hand, bounds that are bounds, gaps that are small, arithmetic that is exact."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.solver.certificate import Claim, LevelProof, prove
from planner.solver.certify import certified
from planner.solver.exact import ExactBounds, Scaled, rounded_down
from planner.solver.highs import KeptModel
from planner.solver.level import TIE_BREAK, Level
from planner.solver.lexicographic import solve_levels
from planner.solver.matrix import Matrix
from planner.solver.prices import Prices
from planner.solver.program import Program


class TwoJobs:
    """Ten hours for two kinds of work, six waiting of the urgent and eight of the other; the rest is a gap."""

    def __init__(self) -> None:
        self.program = Program("two jobs")
        names = ("urgent", "other", "urgent_gap", "other_gap")
        columns = self.program.add_variables("hours", [(name,) for name in names], upper=20.0)
        urgent, other, self.urgent_gap, self.other_gap = (columns[name,] for name in names)
        self.program.add_rule("work", ("urgent",), [(urgent, 1.0), (self.urgent_gap, 1.0)], "=", 6.0)
        self.program.add_rule("work", ("other",), [(other, 1.0), (self.other_gap, 1.0)], "=", 8.0)
        self.program.add_rule("capacity", (), [(urgent, 1.0), (other, 1.0)], "<=", 10.0, "hours")

    def proofs(self, tolerance: float, solver: str | None = None) -> tuple[LevelProof, ...]:
        levels = [
            Level("urgent gap", [(self.urgent_gap, 1.0)], tolerance=tolerance),
            Level("other gap", [(self.other_gap, 1.0)], constant=100.0),
        ]
        return certified(solve_levels(self.program, levels, solver=solver), levels)


def test_the_bound_of_a_level_below_a_tolerance_is_the_one_worked_out_by_hand() -> None:
    # other gap = 8 - other                 (work of the other, price 1)
    #          >= 8 - (10 - urgent)         (capacity, price -1)
    #           = 8 - 10 + 6 - urgent gap   (work of the urgent, price 1)
    #          >= 8 - 10 + 6 - 1 = 3        (the urgent gap may rise to 1, multiplier 1)
    # and with the level's constant 103.
    urgent, other = TwoJobs().proofs(tolerance=1.0)
    assert (urgent.how, urgent.limit, urgent.bound, urgent.gap) == ("proved", 1.0, 0.0, 0.0)
    assert (other.how, other.limit, other.bound, other.gap) == ("proved", 103.0, 103.0, 0.0)
    assert other.rows.tolist() == [1.0, 1.0, -1.0]
    assert other.levels.tolist() == [1.0]


def test_a_level_held_by_its_face_lends_its_proof_to_the_one_below() -> None:
    # The urgent gap is fixed at 0, so the solver may price the urgent hours as it likes; 8 - 10 + 6 - 0 = 4 needs the
    # multiplier 1 again, which only the proof of the level above can bring in.
    urgent, other = TwoJobs().proofs(tolerance=0.0)
    assert (urgent.how, urgent.limit, urgent.bound) == ("proved", 0.0, 0.0)
    assert (other.how, other.bound, other.gap) == ("proved", 104.0, 0.0)


def test_a_solver_without_prices_proves_nothing_here() -> None:
    urgent, other = TwoJobs().proofs(tolerance=1.0, solver="PULP_CBC_CMD")
    assert {urgent.how, other.how} == {"not proved"}
    assert (other.bound, other.gap, other.rows.any()) == (None, None, False)


def test_wrong_prices_give_a_bound_that_is_stated_as_it_is() -> None:
    # Nothing but a price of 1/2 on the urgent work: urgent gap >= 6/2 - urgent/2 + urgent gap/2 >= 3 - 20/2 = -7.
    program = TwoJobs().program
    costs = np.array([0.0, 0.0, 1.0, 0.0])
    half = Prices(np.array([0.5, 0.0, 0.0]))
    claim = Claim("urgent gap", costs, 0.0, 0.0, 0.0, 0.0, by_its_face=True, prices=half)
    (proof,) = prove(program.matrix(), np.array([6.0, 4.0, 0.0, 4.0]), [claim])
    assert (proof.how, proof.bound, proof.gap) == ("not proved", -7.0, 7.0)


def test_a_price_on_a_side_that_is_not_there_is_left_out() -> None:
    # The capacity has no lower side, so a price of 1 proves nothing and the bound is that of the columns: 0.
    program = TwoJobs().program
    costs = np.array([0.0, 0.0, 1.0, 0.0])
    wrong = Prices(np.array([0.0, 0.0, 1.0]))
    claim = Claim("urgent gap", costs, 0.0, 0.0, 0.0, 0.0, by_its_face=True, prices=wrong)
    (proof,) = prove(program.matrix(), np.array([6.0, 4.0, 0.0, 4.0]), [claim])
    assert (proof.how, proof.bound, proof.rows.any()) == ("proved", 0.0, False)


# ---------------------------------------------------------------- whole numbers
def test_whole_people_state_the_solvers_bound_where_prices_do_not_reach_it() -> None:
    # 24 hours by people of 7 hours for £70 or 5 hours for £52. No gap is needed, and 24 x £10 = £240 is what prices
    # prove; the best in whole people is two of each, £244, which only branching proves.
    program = Program("contracts")
    keys = [("long",), ("short",)]
    people = program.add_variables("people", keys, upper=20.0, whole=keys)
    gap = program.add_variables("gap", [()], upper=100.0)[()]
    covered = [(people["long",], 7.0), (people["short",], 5.0), (gap, 1.0)]
    program.add_rule("work", (), covered, ">=", 24.0)
    levels = [
        Level("gap", [(gap, 1.0)]),
        Level("cost", [(people["long",], 70.0), (people["short",], 52.0)]),
        Level(TIE_BREAK, [(people["long",], 1.5)]),
    ]
    gap_proof, cost, tie_break = certified(solve_levels(program, levels), levels)
    assert (gap_proof.how, gap_proof.bound) == ("proved", 0.0)
    assert (cost.how, cost.rows.any()) == ("solver's bound", False)
    assert cost.bound == pytest.approx(244.0, abs=0.1)
    assert (tie_break.how, tie_break.bound) == ("not proved", None)


# ---------------------------------------------------------------- random programs
def random_program(seed: int) -> tuple[Program, list[Level]]:
    """Rows of every sense around a point that keeps them, some with nothing to spare, and five levels."""
    random = np.random.default_rng(seed)
    program = Program("random")
    count = int(random.integers(3, 14))
    upper = random.uniform(1.0, 20.0, count).round(2)
    keys = [(f"{j:02d}",) for j in range(count)]
    columns = program.add_variables("x", keys, upper=dict(zip(keys, upper.tolist(), strict=True)))
    point = upper * random.choice([0.0, 1.0, 0.5, 0.3], count)
    for row in range(int(random.integers(1, 12))):
        coefficients = random.choice([-2.0, -1.0, -0.3, 0.0, 0.0, 1.0, 1.7, 3.0], count)
        activity = float(coefficients @ point)
        sense, side = [("<=", 1.0), (">=", -1.0), ("=", 0.0)][int(random.integers(3))]
        right = activity + side * float(random.choice([0.0, 0.5, 3.0]))
        terms = [(columns[key], c) for key, c in zip(keys, coefficients.tolist(), strict=True) if c]
        if terms:
            program.add_rule("rule", (row,), terms, sense, right)  # type: ignore[arg-type]

    def level(number: int) -> Level:
        costs = random.choice([0.0, 0.0, 0.0, 1.0, 2.5, -1.0], count)
        terms = [(columns[key], c) for key, c in zip(keys, costs.tolist(), strict=True) if c]
        tolerance = float(random.choice([0.0, 0.0, 0.4]))
        return Level(f"level {number}", terms, constant=float(random.integers(-3, 4)), tolerance=tolerance)

    return program, [level(number) for number in range(5)]


def least(matrix: Matrix, program: Program, levels: Sequence[Level], proofs: Sequence[LevelProof]) -> float:
    """What the last of some levels can reach at most if those above are held at their limits by plain rows."""
    *above, last = levels
    for level, proof in zip(above, proofs, strict=False):
        costs = program.costs(level.terms)
        if costs.any():
            matrix = matrix.with_row(costs, proof.limit - level.constant)
    model = KeptModel(matrix)
    costs = program.costs(last.terms)
    model.set_costs(costs)
    answer = model.solve()
    assert answer.status == "optimal"
    return float(costs @ answer.values) + last.constant


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_no_plan_goes_below_a_bound_and_the_gap_is_small(seed: int) -> None:
    program, levels = random_program(seed)
    solution = solve_levels(program, levels)
    proofs = certified(solution, levels)
    matrix = program.matrix()
    for number, (proof, result) in enumerate(zip(proofs, solution.levels, strict=True)):
        assert proof.how == "proved", (number, proof)
        assert proof.bound is not None
        assert proof.gap == result.best - proof.bound
        assert result.held <= proof.limit
        optimum = least(matrix, program, levels[: number + 1], proofs)
        assert proof.bound <= optimum + 1e-6
        assert result.best <= optimum + 1e-4


# ---------------------------------------------------------------- exact arithmetic
def test_sums_and_products_of_floats_are_not_rounded() -> None:
    # 1e16 + 1 - 1e16 is 0 in floats.
    figures = Scaled.of(np.array([1e16, 1.0, -1e16, 0.0]))
    assert figures.total() == 1
    ones = Scaled.of(np.array([0.1, 3.0, 0.0, 7.0]))
    assert (figures * ones).total() == 3 + (Fraction(0.1) - 0) * 10**16


def test_a_bound_is_rounded_down() -> None:
    # As floats 0.1 and 0.2 add up to a little less than 0.30000000000000004, the float that their sum is rounded to.
    exact = Fraction(0.1) + Fraction(0.2)
    assert float(exact) == 0.1 + 0.2 > exact
    assert rounded_down(exact) == 0.3


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_the_exact_bound_is_the_one_of_fractions(seed: int) -> None:
    program, levels = random_program(seed)
    matrix = program.matrix()
    random = np.random.default_rng(seed)
    rows = random.normal(size=matrix.number_of_rows) * 10.0 ** random.integers(-6, 6, matrix.number_of_rows)
    there = np.where(rows > 0, np.isfinite(matrix.row_lower), np.isfinite(matrix.row_upper))
    rows = np.where(there, rows, 0.0)
    costs, above = (program.costs(level.terms) for level in levels[:2])
    multiplier, limit = 0.3, Fraction(7, 3)
    reduced = [
        Fraction(float(c)) + Fraction(multiplier) * Fraction(float(a)) for c, a in zip(costs, above, strict=True)
    ]
    expected = -Fraction(multiplier) * limit
    for row, column, value in zip(matrix.row_of_entry, matrix.columns, matrix.values, strict=True):
        reduced[column] -= Fraction(float(rows[row])) * Fraction(float(value))
    for price, lower, upper in zip(rows, matrix.row_lower, matrix.row_upper, strict=True):
        if price:
            expected += Fraction(float(price)) * Fraction(float(lower if price > 0 else upper))
    for d, lower, upper in zip(reduced, matrix.column_lower, matrix.column_upper, strict=True):
        expected += min(d * Fraction(float(lower)), d * Fraction(float(upper)))
    assert ExactBounds(matrix).bound(costs, rows, [(multiplier, above, limit)]) == expected
