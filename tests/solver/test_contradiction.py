"""Why there is no plan: the fewest rules of the scenario, by their places."""

from __future__ import annotations

import time

import numpy as np
import pytest

from planner.clashes import ClashingRule, ContradictionError
from planner.errors import DefectError
from planner.solver.contradiction import MOST_CONFLICTS, contradiction, limits_of, with_room
from planner.solver.elastic import Elastic, without
from planner.solver.highs import KeptModel
from planner.solver.level import Level
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Program


def staffing(budget: float, minimum: float, establishment: float) -> tuple[Program, list[Level]]:
    """Strength over four periods: people may leave, none may come; a budget, a minimum, a ceiling."""
    program = Program("staffing")
    periods = [(f"2019-{month:02d}",) for month in range(4, 8)]
    strength = program.add_variables("strength", periods, upper=100.0)
    leavers = program.add_variables("leavers", periods, upper=100.0)
    for before, period in zip([None, *periods], periods, strict=False):
        terms = [(strength[period], 1.0), (leavers[period], 1.0)]
        opening = 0.0
        if before is None:
            opening = 20.0
        else:
            terms.append((strength[before], -1.0))
        program.add_rule("strength_balance", period, terms, "=", opening)
        program.add_rule("minimum_strength", period, [(strength[period], 1.0)], ">=", minimum, "structure.minimum")
        program.add_rule("establishment", period, [(strength[period], 1.0)], "<=", establishment, "establishment")
        program.add_rule("overtime", period, [(leavers[period], 1.0)], "<=", 50.0, "supply.overtime")
    program.add_rule("budget", ("2019",), [(s, 2.0) for s in strength.values()], "<=", budget, "budget.limits.whole")
    return program, [Level("leavers", [(v, 1.0) for v in leavers.values()])]


def clash(budget: float, minimum: float, establishment: float, solver: str | None = None) -> tuple[ClashingRule, ...]:
    program, levels = staffing(budget, minimum, establishment)
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, levels, solver=solver)
    return caught.value.rules


MINIMUM = ClashingRule("minimum strength", "structure.minimum", family="minimum_strength")
BUDGET = ClashingRule("budget", "budget.limits.whole", family="budget")
ESTABLISHMENT = ClashingRule("establishment", "establishment", family="establishment")


def test_two_rules_that_clash_over_many_rows_are_named_once_each() -> None:
    # Ten people over four months at 2 cost 80; the budget is 60. It takes all four rows of the minimum.
    assert set(clash(budget=60.0, minimum=10.0, establishment=100.0)) == {MINIMUM, BUDGET}


def test_a_rule_against_the_balances_is_named_alone() -> None:
    # Twenty people at the opening and nobody comes: thirty can never be had, whatever else is said.
    assert clash(budget=1e6, minimum=30.0, establishment=100.0) == (MINIMUM,)


def test_of_two_contradictions_one_is_named_and_it_is_irreducible() -> None:
    # The minimum clashes with the budget and with the ceiling: one of the two pairs, not all three.
    rules = clash(budget=60.0, minimum=10.0, establishment=5.0)
    assert set(rules) in ({MINIMUM, BUDGET}, {MINIMUM, ESTABLISHMENT})


def test_without_any_proof_every_rule_is_a_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Elastic, "blamed", lambda *_: None)
    assert set(clash(budget=60.0, minimum=10.0, establishment=100.0)) == {MINIMUM, BUDGET}


def test_a_proof_from_rules_that_do_not_clash_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Places by the names of their rows: the budget comes first and does not contradict anything alone.
    monkeypatch.setattr(Elastic, "blamed", lambda *_: [0])
    assert set(clash(budget=60.0, minimum=10.0, establishment=100.0)) == {MINIMUM, BUDGET}


def test_a_rule_that_no_column_can_keep_is_named() -> None:
    program, levels = staffing(1e6, 0.0, 100.0)
    program.add_rule("closing_strength", ("2019-07",), [], ">=", 3.0, "structure.closing.leaders")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, levels)
    (rule,) = caught.value.rules
    assert (rule.rule, rule.place) == ("closing strength", "structure.closing.leaders")


def test_balances_that_contradict_each_other_are_our_fault() -> None:
    program = Program("balances")
    x = program.add_variables("x", [("a",)], upper=10.0)["a",]
    program.add_rule("balance", ("2019-04",), [(x, 1.0)], "=", 20.0)
    program.add_rule("minimum", (), [(x, 1.0)], ">=", 1.0, "structure.minimum")
    with pytest.raises(DefectError, match=r"balance\[2019-04\]"):
        solve_levels(program, [Level("x", [(x, 1.0)])])


def test_another_solver_comes_to_the_same_explanation() -> None:
    assert set(clash(60.0, 10.0, 100.0, solver="PULP_CBC_CMD")) == {MINIMUM, BUDGET}


def conflicts(*asked: float) -> ContradictionError:
    """People of several kinds, at most two of each by a rule of its own, of whom so many are asked for."""
    program = Program("kinds")
    kinds = [(f"kind_{number}",) for number in range(len(asked))]
    people = program.add_variables("people", kinds, upper=100.0)
    for kind, fte in zip(kinds, asked, strict=True):
        program.add_rule("establishment", kind, [(people[kind], 1.0)], "<=", 2.0, f"establishment.{kind[0]}")
        program.add_rule("minimum", kind, [(people[kind], 1.0)], ">=", fte, f"structure.minimum.{kind[0]}")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, [Level("people", [(each, 1.0) for each in people.values()])])
    return caught.value


def test_each_conflict_is_named_with_its_own_changes() -> None:
    # Of the first and third kind 5 and 3 are asked for where 2 may be: 3 and 1 too many. The second is no conflict.
    found = conflicts(5.0, 1.0, 3.0)
    assert [sorted(rule.place for rule in conflict.rules) for conflict in found.conflicts] == [
        ["establishment.kind_0", "structure.minimum.kind_0"],
        ["establishment.kind_2", "structure.minimum.kind_2"],
    ]
    changes = [{c.place: (c.amount, c.direction) for c in conflict.changes} for conflict in found.conflicts]
    assert changes == [
        {"establishment.kind_0": (3.0, "more"), "structure.minimum.kind_0": (3.0, "less")},
        {"establishment.kind_2": (1.0, "more"), "structure.minimum.kind_2": (1.0, "less")},
    ]
    # No single change is enough for a plan.
    assert found.changes == ()
    assert found.every_change_tried
    assert found.every_conflict_found
    assert len(found.rules) == 4


def test_more_conflicts_than_are_looked_for_are_not_denied() -> None:
    found = conflicts(*[3.0] * (MOST_CONFLICTS + 1))
    assert len(found.conflicts) == MOST_CONFLICTS
    assert not found.every_conflict_found


def test_exactly_as_many_conflicts_as_are_looked_for_are_all_of_them() -> None:
    found = conflicts(*[3.0] * MOST_CONFLICTS)
    assert len(found.conflicts) == MOST_CONFLICTS
    assert found.every_conflict_found


def assert_irreducible(program: Program, found: ContradictionError) -> None:
    """Leaving out any single rule of a conflict, with all others as they stand, leaves a program that has a plan.

    With several conflicts the rules of the others are left out, too; only the conflict itself is kept.
    """
    matrix = with_room(program, program.matrix())
    count = np.arange(matrix.number_of_columns), np.arange(matrix.number_of_rows)
    limits = limits_of(program, *count)
    for conflict in found.conflicts:
        places = {rule.place for rule in conflict.rules}
        rest = [limit for limit in limits if limit.place not in places]
        alone = without(matrix, rest)
        assert KeptModel(alone.with_even_rows()).is_feasible() is False
        for limit in (limit for limit in limits if limit.place in places):
            assert KeptModel(without(alone, [limit]).with_even_rows()).is_feasible() is True


@pytest.mark.parametrize("seed", range(20))
def test_without_any_single_rule_a_conflict_is_none(seed: int) -> None:
    # Ten random limits, upwards and downwards, on sums of five columns.
    random = np.random.default_rng(seed)
    program = Program("random")
    columns = list(program.add_variables("x", [(number,) for number in range(5)], upper=10.0).values())
    for number in range(10):
        terms = [(column, float(random.integers(0, 3))) for column in columns]
        asked = float(random.integers(5, 40))
        if any(coefficient for _, coefficient in terms):
            program.add_rule("limit", (number,), terms, random.choice(["<=", ">="]), asked, f"places.{number}")
    program.add_rule("limit", (10,), [(column, 1.0) for column in columns], ">=", 60.0, "places.10")
    found = contradiction(program, program.matrix(), None)
    assert isinstance(found, ContradictionError)
    assert_irreducible(program, found)


def test_a_bound_that_follows_from_a_limit_does_not_stand_in_for_it() -> None:
    # Strength is at most what the opening and the limit of joiners make, and says so by a bound of its own.
    program = Program("follows")
    joiners = program.add_variables("joiners", [()], upper=2.0, places={(): "supply.joiners"})[()]
    strength = program.add_variables("strength", [()], upper=3.0, upper_follows=True)[()]
    program.add_rule("balance", (), [(strength, 1.0), (joiners, -1.0)], "=", 1.0)
    program.add_rule("minimum", (), [(strength, 1.0)], ">=", 5.0, "structure.minimum")
    found = contradiction(program, program.matrix(), None)
    assert isinstance(found, ContradictionError)
    assert {change.place: change.amount for change in found.changes} == {
        "supply.joiners": 2.0,
        "structure.minimum": 2.0,
    }


def test_what_is_law_is_named_and_no_change_of_it_is_looked_for() -> None:
    program, _ = staffing(60.0, 10.0, 100.0)
    program.laws.add("structure.minimum")
    found = contradiction(program, program.matrix(), None)
    assert isinstance(found, ContradictionError)
    assert {rule.place for rule in found.rules} == {"structure.minimum", "budget.limits.whole"}
    assert [change.place for change in found.changes] == ["budget.limits.whole"]


def test_two_rules_are_changed_together_where_no_single_one_is_enough() -> None:
    # x is to be exactly 2, 4 and 5: two of the three have to give. The least of both is a share of their figures.
    program = Program("exactly")
    x = program.add_variables("x", [()], upper=9.0)[()]
    for asked in (2.0, 4.0, 5.0):
        program.add_rule("exactly", (asked,), [(x, 1.0)], "=", asked, f"places.{asked:g}")
    found = contradiction(program, program.matrix(), None)
    assert isinstance(found, ContradictionError)
    assert found.changes == ()
    (conflict,) = found.conflicts
    pairs = {frozenset((change.place, change.amount, change.direction) for change in pair) for pair in conflict.pairs}
    assert pairs == {
        frozenset({("places.4", 2.0, "less"), ("places.5", 3.0, "less")}),
        frozenset({("places.2", 2.0, "more"), ("places.5", 1.0, "less")}),
        frozenset({("places.2", 3.0, "more"), ("places.4", 1.0, "more")}),
    }


def test_conflicts_that_share_a_rule_are_one() -> None:
    # The minimum of ten against the ceiling of five, and against the budget: once it has given, both have ended.
    program, levels = staffing(60.0, 10.0, 5.0)
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, levels)
    (conflict,) = caught.value.conflicts
    # Loosened to five, the minimum costs 4·5·2 = 40.
    assert [(change.place, change.amount) for change in conflict.changes] == [("structure.minimum", 5.0)]
    assert caught.value.changes == conflict.changes


def test_when_time_is_up_no_rule_is_blamed() -> None:
    program, _ = staffing(60.0, 10.0, 100.0)
    found = contradiction(program, program.matrix(), time.monotonic() - 1.0)
    assert isinstance(found, ContradictionError)
    assert (found.conflicts, found.rules, found.changes) == ((), (), ())
    assert not found.every_conflict_found
    assert not found.every_change_tried


def test_only_what_the_proof_needs_is_blamed() -> None:
    # Overtime limits nobody, and the ceiling of 100 is far away.
    program, _ = staffing(60.0, 10.0, 100.0)
    columns, rows = program.order_by_name()
    limits = limits_of(program, columns, rows)
    blamed = Elastic(program.matrix().in_order(columns, rows), limits).blamed(None)
    assert blamed is not None
    assert {limits[number].place for number in blamed} == {"structure.minimum", "budget.limits.whole"}


def test_looking_for_the_clash_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    clash(budget=60.0, minimum=10.0, establishment=100.0)
    assert capfd.readouterr() == ("", "")
