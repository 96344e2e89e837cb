"""The program as the rules write it: bounds, rows, names, files."""

from __future__ import annotations

import gc
import math
from pathlib import Path

import highspy
import numpy as np
import pytest

from planner.errors import DefectError, UsageError
from planner.solver.garbage import without_garbage_collection
from planner.solver.program import Program, Term, Variable
from planner.solver.readable import LONGEST_NAME


def two_posts() -> tuple[Program, dict[tuple[str], Variable]]:
    """Two columns and three rules over them."""
    program = Program("two posts")
    x = program.add_variables("strength", [("leader",), ("worker",)], upper={("leader",): 4.0, ("worker",): 10.0})
    program.add_rule("span_of_control", (), [(x["worker",], 1.0), (x["leader",], -5.0)], "<=", 0.0)
    program.add_rule("minimum", ("worker",), [(x["worker",], 1.0)], ">=", 3.0, "structure.minimum.workers")
    program.add_rule("total", ("2019-04",), [(x["worker",], 1.0), (x["leader",], 1.0)], "=", 8.0)
    return program, x


def test_the_matrix_holds_the_rules_in_the_order_they_were_added() -> None:
    matrix = two_posts()[0].matrix()
    assert matrix.column_lower.tolist() == [0.0, 0.0]
    assert matrix.column_upper.tolist() == [4.0, 10.0]
    assert matrix.row_lower.tolist() == [-math.inf, 3.0, 8.0]
    assert matrix.row_upper.tolist() == [0.0, math.inf, 8.0]
    assert matrix.starts.tolist() == [0, 2, 3, 5]
    assert matrix.columns.tolist() == [1, 0, 1, 1, 0]
    assert matrix.values.tolist() == [1.0, -5.0, 1.0, 1.0, 1.0]


def test_a_column_that_comes_twice_is_added_up_and_what_cancels_out_is_dropped() -> None:
    program = Program("sums")
    x = program.add_variables("hours", [("a",), ("b",)], upper=1.0)
    a, b = x["a",], x["b",]
    program.add_rule("sum", (), [(a, 1.5), (b, 1.0), (a, 0.5), (b, -0.7), (b, -0.3)], "<=", 1.0)
    matrix = program.matrix()
    assert matrix.columns.tolist() == [0]
    assert matrix.values.tolist() == [2.0]


@pytest.mark.parametrize(("sense", "right_hand_side"), [("<=", 0.0), ("<=", 5.0), (">=", -1.0), ("=", 1e-12)])
def test_a_rule_without_columns_that_holds_is_no_row(sense: str, right_hand_side: float) -> None:
    program = Program("empty")
    program.add_rule("nothing", (), [], sense, right_hand_side)  # type: ignore[arg-type]
    assert program.matrix().number_of_rows == 0


def test_a_rule_without_columns_that_does_not_hold_is_a_defect_unless_it_has_a_place() -> None:
    program = Program("empty")
    with pytest.raises(DefectError) as caught:
        program.add_rule("balance", ("2019-04",), [], ">=", 3.0)
    assert str(caught.value) == "balance[2019-04] without columns asks 0 >= 3.0"
    program.add_rule("minimum", ("2019-04",), [], ">=", 3.0, "structure.minimum.workers")
    assert program.matrix().number_of_rows == 1


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        (0.0, math.inf, "the column strength[a] needs finite bounds, not 0.0 and inf"),
        (math.nan, 1.0, "the column strength[a] needs finite bounds, not nan and 1.0"),
        (2.0, 1.0, "the column strength[a] has the bounds 2.0 above 1.0"),
        (0.0, {("b",): 1.0}, "the column strength[a] was given no bound"),
    ],
)
def test_every_column_needs_finite_bounds_in_their_order(lower: float, upper: float, message: str) -> None:
    with pytest.raises(DefectError) as caught:
        Program("bounds").add_variables("strength", [("a",)], lower, upper)
    assert str(caught.value) == message


def test_bounds_that_cross_by_a_rounding_are_brought_together() -> None:
    program = Program("bounds")
    program.add_variables("strength", [("a",)], lower=0.1 + 0.2, upper=0.3)
    matrix = program.matrix()
    assert matrix.column_lower[0] == matrix.column_upper[0]


def test_a_figure_that_is_no_number_is_refused_where_it_stands() -> None:
    program, x = two_posts()
    with pytest.raises(DefectError, match="right-hand side nan"):
        program.add_rule("minimum", (), [(x["worker",], 1.0)], ">=", math.nan)
    with pytest.raises(DefectError, match="the objective has the coefficient inf at strength"):
        program.costs([(x["worker",], math.inf)])
    program.add_rule("budget", ("2019",), [(x["worker",], math.nan)], "<=", 1.0)
    with pytest.raises(DefectError, match=r"budget\[2019\] has the coefficient nan at strength"):
        program.matrix()


def test_a_column_of_another_program_is_refused() -> None:
    program, _ = two_posts()
    stranger = Program("another").add_variables("strength", [("a",)], upper=1.0)["a",]
    with pytest.raises(DefectError, match="another program"):
        program.add_rule("mixed", (), [(stranger, 1.0)], "<=", 1.0)
    with pytest.raises(DefectError, match="another program"):
        program.costs([(stranger, 1.0)])


def test_a_key_that_comes_twice_is_refused() -> None:
    with pytest.raises(DefectError, match=r"strength\[a\] was added twice"):
        Program("twice").add_variables("strength", [("a",), ("a",)], upper=1.0)


def test_names_can_be_read_are_unique_and_short_enough() -> None:
    program = Program("names")
    keys = [("child-protection", "2019-04"), ("child_protection", "2019_04"), ("café + 1", ""), ("x" * 300, "y")]
    names = [str(variable.name) for variable in program.add_variables("strength", keys, upper=1.0).values()]
    assert names[:3] == [
        "strength(child_protection,2019_04)",
        "strength(child_protection,2019_04).2",
        "strength(caf____1,)",
    ]
    assert len(names[3]) == LONGEST_NAME


def objective(x: dict[tuple[str], Variable]) -> list[Term]:
    return [(x["leader",], 2.0), (x["worker",], 1.0)]


@pytest.mark.parametrize("ending", ["lp", "mps"])
def test_a_written_program_reads_back_with_its_names_and_its_optimum(tmp_path: Path, ending: str) -> None:
    # Eight people, five workers at most to a leader: 2 leaders and 6 workers at 2*2 + 6 = 10; with one leader
    # there could be five workers only, and 4/3 leaders are enough in a linear program: w <= 5(8 - w) gives
    # w = 20/3 and a cost of 2*4/3 + 20/3 = 28/3.
    # highspy reads the file back: a second pair of eyes on PuLP's writers.
    program, x = two_posts()
    path = tmp_path / f"model.{ending}"
    program.write(path, objective(x))
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    lp = highs.getLp()
    assert set(lp.col_names_) == {"strength(leader)", "strength(worker)"}
    assert set(lp.row_names_) == {"span_of_control()", "minimum(worker)", "total(2019_04)"}
    highs.run()
    assert highs.getObjectiveValue() == pytest.approx(28 / 3)


def test_a_file_of_unknown_format_or_in_no_folder_is_refused(tmp_path: Path) -> None:
    program, _ = two_posts()
    with pytest.raises(UsageError, match=r"ends neither in \.lp nor in \.mps"):
        program.write(tmp_path / "model.txt")
    with pytest.raises(UsageError, match="cannot be written: No such file or directory"):
        program.write(tmp_path / "nowhere" / "model.lp")


def test_families_are_counted() -> None:
    program, _ = two_posts()
    assert program.variable_families == {"strength": 2}
    assert program.rule_families == {"span_of_control": 1, "minimum": 1, "total": 1}


def test_another_order_is_the_same_program() -> None:
    matrix = two_posts()[0].matrix()
    turned = matrix.in_order(np.array([1, 0]), np.array([2, 0, 1]))
    point = np.array([1.0, 7.0])
    assert turned.row_values(point[[1, 0]]).tolist() == matrix.row_values(point)[[2, 0, 1]].tolist()
    assert turned.row_lower.tolist() == matrix.row_lower[[2, 0, 1]].tolist()
    assert turned.columns.tolist() == [0, 1, 0, 1, 0]


def test_even_rows_ask_for_the_same() -> None:
    matrix = two_posts()[0].matrix()
    even = matrix.with_even_rows()
    assert even.values.tolist() == [0.125, -0.625, 0.5, 0.5, 0.5]
    assert even.row_upper.tolist() == [0.0, math.inf, 4.0]
    for point in (np.array([2.0, 6.0]), np.array([1.0, 7.0])):
        assert (even.violation(point) == 0.0) == (matrix.violation(point) == 0.0)


def test_any_prices_prove_a_bound() -> None:
    # Minimise 2*leader + worker. Prices 0 prove what the bounds alone prove: 0. The optimal prices, 7/6 for
    # the total and -1/6 for the span, prove 28/3: 7/6*8 = 28/3 and no column is left with a reduced cost.
    program, x = two_posts()
    matrix, costs = program.matrix(), program.costs(objective(x))
    assert matrix.lower_bound(costs, np.zeros(3)) == 0.0
    assert matrix.lower_bound(costs, np.array([-1 / 6, 0.0, 7 / 6])) == pytest.approx(28 / 3)
    # A price of the wrong sign presses on a side that is not there and proves nothing, never too much.
    assert matrix.lower_bound(costs, np.array([5.0, 0.0, 7 / 6])) <= 28 / 3


def test_the_garbage_collector_is_back_after_a_build() -> None:
    with without_garbage_collection():
        assert not gc.isenabled()
    assert gc.isenabled()
