"""Why there is no plan: the fewest rules of the scenario, by their places."""

from __future__ import annotations

import pytest

from planner.errors import ClashingRule, ContradictionError, DefectError
from planner.solver.highs import KeptModel
from planner.solver.lexicographic import Level, solve_levels
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


MINIMUM = ClashingRule("minimum strength", "structure.minimum")
BUDGET = ClashingRule("budget", "budget.limits.whole")
ESTABLISHMENT = ClashingRule("establishment", "establishment")


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


def test_without_rows_from_highs_every_rule_is_a_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeptModel, "conflict", lambda _: [])
    assert set(clash(budget=60.0, minimum=10.0, establishment=100.0)) == {MINIMUM, BUDGET}


def test_rows_from_highs_that_do_not_clash_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Rows by name: budget[2019] comes first and does not contradict anything alone.
    monkeypatch.setattr(KeptModel, "conflict", lambda _: [0])
    assert set(clash(budget=60.0, minimum=10.0, establishment=100.0)) == {MINIMUM, BUDGET}


def test_a_rule_that_no_column_can_keep_is_named() -> None:
    program, levels = staffing(1e6, 0.0, 100.0)
    program.add_rule("closing_strength", ("2019-07",), [], ">=", 3.0, "structure.closing.leaders")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, levels)
    assert caught.value.rules == (ClashingRule("closing strength", "structure.closing.leaders"),)


def test_balances_that_contradict_each_other_are_our_fault() -> None:
    program = Program("balances")
    x = program.add_variables("x", [("a",)], upper=10.0)["a",]
    program.add_rule("balance", ("2019-04",), [(x, 1.0)], "=", 20.0)
    program.add_rule("minimum", (), [(x, 1.0)], ">=", 1.0, "structure.minimum")
    with pytest.raises(DefectError, match=r"balance\[2019-04\]"):
        solve_levels(program, [Level("x", [(x, 1.0)])])


def test_another_solver_comes_to_the_same_explanation() -> None:
    assert set(clash(60.0, 10.0, 100.0, solver="PULP_CBC_CMD")) == {MINIMUM, BUDGET}


def test_looking_for_the_clash_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    clash(budget=60.0, minimum=10.0, establishment=100.0)
    assert capfd.readouterr() == ("", "")
