"""What would mend a contradiction: each single change that is enough, and the least of it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from planner.clashes import Change, ClashingRule, ContradictionError
from planner.solver.answer import Answer
from planner.solver.contradiction import contradiction
from planner.solver.elastic import Limit, loosened, with_slack_columns
from planner.solver.highs import KeptModel
from planner.solver.level import Level
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Program
from planner.solver.repairs import single_changes


def explained(program: Program, deadline: float | None = None) -> ContradictionError:
    found = contradiction(program, program.matrix(), deadline)
    assert isinstance(found, ContradictionError)
    return found


def amounts(found: ContradictionError) -> dict[str, tuple[float, str, float | None]]:
    return {change.place: (change.amount, change.direction, change.limit) for change in found.changes}


def limit_of(program: Program, place: str) -> Limit:
    """The limit in the program's own order of rows and columns."""
    rows = [row for row, rule in enumerate(program.rules) if rule.place == place]
    columns = [column for column, path in program.column_places.items() if path == place]
    return Limit(place, "", np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32))


def assert_each_change_is_just_enough(program: Program, changes: Sequence[Change]) -> None:
    """Applied to the program, the change gives a plan; nine tenths of it, or the other way round, does not."""
    for change in changes:
        limit = limit_of(program, change.place)

        def has_plan(amount: float, limit: Limit = limit, change: Change = change) -> bool | None:
            changed = loosened(program.matrix(), limit, amount, change.direction)
            return KeptModel(changed.with_even_rows()).is_feasible()

        assert has_plan(change.amount) is True
        assert has_plan(0.9 * change.amount) is False


def leaving(minimum: Sequence[float] = (10.0, 10.0), budget: float = 30.0) -> Program:
    """Strength in two periods, from 20 and 20 downwards; each person costs 2 a period; a minimum for each."""
    program = Program("leaving")
    strength = program.add_variables("strength", [(0,), (1,)], upper=20.0)
    for period, least in enumerate(minimum):
        program.add_rule("minimum_strength", (period,), [(strength[period,], 1.0)], ">=", least, "structure.minimum")
    program.add_rule("budget", (), [(each, 2.0) for each in strength.values()], "<=", budget, "budget.whole")
    return program


def test_each_change_that_is_enough_alone_is_found_with_its_least_amount() -> None:
    # 10 + 10 people at 2 cost 40 and the budget is 30: 10 more in money, or 5 people fewer in all, which is
    # 2.5 in each period because all rows of a place are loosened by the same.
    program = leaving()
    found = explained(program)
    assert amounts(found) == {"budget.whole": (10.0, "more", 30.0), "structure.minimum": (2.5, "less", 10.0)}
    assert [change.rule for change in found.changes] == ["budget", "minimum strength"]
    assert found.every_change_tried
    assert_each_change_is_just_enough(program, found.changes)


def test_a_place_whose_rows_have_several_limits_has_no_limit_of_today() -> None:
    # 8 + 10 people cost 36: 6 too much, 3 people, 1.5 in each period.
    program = leaving(minimum=(8.0, 10.0))
    found = explained(program)
    assert amounts(found) == {"budget.whole": (6.0, "more", 30.0), "structure.minimum": (1.5, "less", None)}
    assert_each_change_is_just_enough(program, found.changes)


def test_an_amount_that_is_not_round_is_rounded_up() -> None:
    # 21/3 = 7 people at least where 3·x ≤ 20 allows 6.66…: 1/3 fewer, or 1 more.
    program = Program("thirds")
    x = program.add_variables("x", [()], upper=100.0)[()]
    program.add_rule("least", (), [(x, 1.0)], ">=", 7.0, "a")
    program.add_rule("most", (), [(x, 3.0)], "<=", 20.0, "b")
    found = explained(program)
    assert amounts(found) == {"a": (0.334, "less", 7.0), "b": (1.0, "more", 20.0)}
    assert_each_change_is_just_enough(program, found.changes)


def test_an_amount_in_pounds_keeps_two_decimals() -> None:
    # 3 people at 41,234.567 cost 123,703.701; the budget is 100,000. In people: 23,703.701 / 41,234.567 = 0.57485…
    program = Program("pounds")
    x = program.add_variables("x", [()], upper=100.0)[()]
    program.add_rule("minimum", (), [(x, 1.0)], ">=", 3.0, "a")
    program.add_rule("budget", (), [(x, 41_234.567)], "<=", 100_000.0, "b")
    assert amounts(explained(program)) == {"a": (0.575, "less", 3.0), "b": (23_703.71, "more", 100_000.0)}


@pytest.mark.parametrize(("asked", "direction"), [(12.0, "less"), (3.0, "more")])
def test_a_figure_that_is_asked_exactly_may_move_either_way(asked: float, direction: str) -> None:
    # Posts between 5 and 10 by physics: exactly 12 are 2 too many, exactly 3 are 2 too few.
    program = Program("posts")
    posts = program.add_variables("posts", [()], lower=5.0, upper=10.0)[()]
    program.add_rule("posts_to_fill", (), [(posts, 1.0)], "=", asked, "structure.posts")
    found = explained(program)
    assert amounts(found) == {"structure.posts": (2.0, direction, asked)}
    assert_each_change_is_just_enough(program, found.changes)


def test_figures_that_have_to_move_both_ways_are_said_to() -> None:
    # Two posts are the same by physics; one is to be 4 and the other 10: at 7 both are 3 away.
    program = Program("both")
    posts = program.add_variables("posts", [(0,), (1,)], upper=20.0)
    program.add_rule("the_same", (), [(posts[0,], 1.0), (posts[1,], -1.0)], "=", 0.0)
    program.add_rule("posts_to_fill", (0,), [(posts[0,], 1.0)], "=", 4.0, "structure.posts")
    program.add_rule("posts_to_fill", (1,), [(posts[1,], 1.0)], "=", 10.0, "structure.posts")
    found = explained(program)
    assert amounts(found) == {"structure.posts": (3.0, "either", None)}
    assert found.changes[0].enough is None
    assert_each_change_is_just_enough(program, found.changes)


def exits(most: float = 0.5, left: float = 1.0) -> Program:
    """Four people; in each of two periods at most so many may leave, and at the end so many may be left."""
    program = Program("exits")
    keys = [(0,), (1,)]
    places = dict.fromkeys(keys, "supply.exits.ves.per_period_fte")
    leavers = program.add_variables("leavers", keys, upper=most, places=places)
    strength = program.add_variables("strength", keys, upper=4.0)
    program.add_rule("balance", (0,), [(strength[0,], 1.0), (leavers[0,], 1.0)], "=", 4.0)
    program.add_rule("balance", (1,), [(strength[1,], 1.0), (strength[0,], -1.0), (leavers[1,], 1.0)], "=", 0.0)
    program.add_rule("removed_rank", (), [(strength[1,], 1.0)], "<=", left, "structure.removed_ranks.chief")
    return program


def test_a_limit_that_is_a_column_s_upper_bound_is_named_and_offered() -> None:
    # 4 people less 2 · 0.5 leave 3 where at most 1 may be left: 2 more left, or 1 more leaver in each period.
    program = exits()
    found = explained(program)
    assert found.rules == (
        ClashingRule("upper limit", "supply.exits.ves.per_period_fte"),
        ClashingRule("removed rank", "structure.removed_ranks.chief", family="removed_rank"),
    )
    assert amounts(found) == {
        "structure.removed_ranks.chief": (2.0, "more", 1.0),
        "supply.exits.ves.per_period_fte": (1.0, "more", 0.5),
    }
    assert found.changes[1].enough == 1.5
    assert_each_change_is_just_enough(program, found.changes)


def test_a_column_s_limit_that_contradicts_the_balances_alone_is_no_defect() -> None:
    program = Program("alone")
    x = program.add_variables("x", [()], upper=1.0, places={(): "supply.limit"})[()]
    program.add_rule("balance", (), [(x, 1.0)], "=", 3.0)
    found = explained(program)
    assert found.rules == (ClashingRule("upper limit", "supply.limit"),)
    assert amounts(found) == {"supply.limit": (2.0, "more", 1.0)}


def test_a_column_s_limit_that_does_not_matter_is_not_offered() -> None:
    # Nobody can come: a minimum of 5 above a strength of 4 is not mended by who may leave.
    program = exits(left=4.0)
    strength = next(v for v in program.variables if str(v.name) == "strength(1)")
    program.add_rule("minimum", (), [(strength, 1.0)], ">=", 5.0, "structure.minimum")
    found = explained(program)
    assert found.rules == (ClashingRule("minimum", "structure.minimum", family="minimum"),)
    # With 4 at most, 1 fewer; that nobody has to leave then is up to the plan.
    assert amounts(found) == {"structure.minimum": (1.0, "less", 5.0)}


def test_rows_and_columns_of_one_place_are_loosened_together() -> None:
    # The place says at most 2 for x, as a bound, and at most 2 for y, as a row; x + y has to be 7: 1.5 each.
    program = Program("together")
    x = program.add_variables("x", [()], upper=2.0, places={(): "most"})[()]
    y = program.add_variables("y", [()], upper=50.0)[()]
    program.add_rule("most_of_y", (), [(y, 1.0)], "<=", 2.0, "most")
    program.add_rule("need", (), [(x, 1.0), (y, 1.0)], ">=", 7.0)
    found = explained(program)
    assert amounts(found) == {"most": (1.5, "more", 2.0)}
    assert [change.rule for change in found.changes] == ["most of y"]
    assert_each_change_is_just_enough(program, found.changes)


def test_of_two_independent_contradictions_no_single_change_is_enough() -> None:
    program = leaving()
    x = program.add_variables("x", [()], upper=1.0)[()]
    program.add_rule("other_minimum", (), [(x, 1.0)], ">=", 3.0, "structure.other")
    found = explained(program)
    assert found.changes == ()
    assert found.every_change_tried


def test_of_two_contradictions_the_rule_in_both_is_enough() -> None:
    # The minimum of 10 clashes with a ceiling of 6 and with the budget of 30 (7.5 each): 4 fewer ends both.
    program = leaving()
    strength = program.variables[0]
    program.add_rule("ceiling", (), [(strength, 1.0)], "<=", 6.0, "establishment")
    found = explained(program)
    # Loosened to 6 both in the first and the second period, they cost 24.
    assert amounts(found) == {"structure.minimum": (4.0, "less", 10.0)}
    assert_each_change_is_just_enough(program, found.changes)


def test_a_rule_that_no_column_can_keep_has_to_give_all_that_it_asks() -> None:
    program = leaving(budget=100.0)
    program.add_rule("closing_strength", (), [], ">=", 3.0, "structure.closing")
    assert amounts(explained(program)) == {"structure.closing": (3.0, "less", 3.0)}


def test_a_yearly_figure_on_a_part_of_a_year_is_changed_by_more() -> None:
    # 4 people a year are 4 in the first year and 1 in the quarter of the second; 6 and 2 are asked for. The first year
    # needs 2 more; the quarter needs 1 more, which is 4 a year.
    program = Program("parts")
    starts = program.add_variables("starts", [(2019,), (2020,)], upper=20.0)
    for number, (year, places, needed) in enumerate([(2019, 4.0, 6.0), (2020, 1.0, 2.0)]):
        program.add_rule("needed", (year,), [(starts[year,], 1.0)], ">=", needed)
        program.add_rule("flow_caps", (year,), [(starts[year,], 1.0)], "<=", places, "supply.places")
        program.row_parts[2 * number + 1] = 1.0 if number == 0 else 0.25
    found = explained(program)
    assert amounts(found) == {"supply.places": (4.0, "more", 4.0)}
    assert found.changes[0].family == "flow_caps"


def test_a_monthly_figure_on_a_quarter_is_changed_by_less() -> None:
    # Half a person a month are 1.5 in a quarter, where 3 are asked for: half a person a month more is enough.
    program = Program("quarter")
    moves = program.add_variables("starts", [(0,)], upper=1.5, places={(0,): "supply.moves.over.per_month_fte"})
    program.add_rule("needed", (0,), [(moves[0,], 1.0)], ">=", 3.0)
    program.column_parts[0] = 3.0
    assert amounts(explained(program)) == {"supply.moves.over.per_month_fte": (0.5, "more", 0.5)}


@pytest.mark.parametrize(("most", "amount"), [(5.0, 1.0), (2.5, 3.5)])
def test_where_choices_are_yes_or_no_a_change_is_enough_for_these(most: float, amount: float) -> None:
    # One start does six hours; two hours have to be done. In parts a third of a start would do; as yes or no, all six
    # hours are done, one more than 5, and 3.5 more than 2.5.
    program = Program("choices")
    start = program.add_variables("start", [()], upper=1.0, switches={()})[()]
    program.add_rule("needed", (), [(start, 6.0)], ">=", 2.0)
    program.add_rule("most", (), [(start, 6.0)], "<=", most, "supply.most")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, [Level("starts", [(start, 1.0)])])
    assert amounts(caught.value) == {"supply.most": (amount, "more", most)}
    assert caught.value.every_conflict_found


def test_when_time_is_up_no_change_is_given_and_none_is_denied() -> None:
    found = explained(leaving(), deadline=time.monotonic() - 1.0)
    assert found.changes == ()
    assert not found.every_change_tried


def test_an_answer_that_is_not_proved_narrows_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first answer is said not to be proved: the second looks no wider than the plan that it had.
    real = KeptModel.solve_cold
    widths: list[float] = []

    def doubted(model: KeptModel, deadline: float | None = None) -> Answer:
        answer = real(model, deadline)
        widths.append(float(model.matrix.column_upper[-1]))
        return Answer("failed", answer.how, answer.values) if len(widths) == 1 else answer

    program = leaving()
    monkeypatch.setattr(KeptModel, "solve_cold", doubted)
    changes, every = single_changes(program.matrix(), [limit_of(program, "structure.minimum")])
    # Loosened by everything that it asks for, the minimum of 10 asks for nothing.
    assert widths == [pytest.approx(10.0), pytest.approx(2.5)]
    assert [change.amount for change in changes] == [2.5]
    assert every


def test_an_amount_that_turns_out_not_to_be_enough_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    real = KeptModel.is_feasible
    tried = []

    def strict(model: KeptModel, deadline: float | None = None) -> bool | None:
        tried.append(model)
        return False if len(tried) == 1 else real(model, deadline)

    monkeypatch.setattr(KeptModel, "is_feasible", strict)
    program = leaving()
    changes, every = single_changes(program.matrix(), [limit_of(program, "structure.minimum")])
    assert [change.amount for change in changes] == [2.51]
    assert every


def test_an_amount_that_is_never_enough_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptModel, "is_feasible", lambda *_: False)
    program = leaving()
    assert single_changes(program.matrix(), [limit_of(program, "structure.minimum")]) == ((), False)


def test_rules_that_do_not_contradict_each_other_have_no_change() -> None:
    program = leaving(budget=100.0)
    assert single_changes(program.matrix(), [limit_of(program, "budget.whole")]) == ((), False)


def test_the_matrix_with_slack_columns_says_the_same_while_they_are_shut() -> None:
    program = exits(left=3.0)
    matrix = program.matrix()
    limits = [
        limit_of(program, place) for place in ("structure.removed_ranks.chief", "supply.exits.ves.per_period_fte")
    ]
    wider = with_slack_columns(matrix, limits)
    # One column for each limit, one row for each column that is limited.
    assert (wider.number_of_columns, wider.number_of_rows) == (6, 5)
    assert not wider.column_upper[4:].any()
    # All leave as they may: 3.5 and 3 are left.
    assert wider.violation(np.array([0.5, 0.5, 3.5, 3.0, 0.0, 0.0])) == 0.0
    assert wider.violation(np.array([0.5, 0.4, 3.5, 3.1, 0.0, 0.0])) > 0.0
