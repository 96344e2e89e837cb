"""Whole people: hand-worked optima, what rounding costs, plans that cannot be whole, choices, order, time."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from planner.clashes import ContradictionError
from planner.errors import OutOfTimeError
from planner.solver import whole
from planner.solver.answer import Answer
from planner.solver.highs import Effort, search_whole
from planner.solver.level import TIE_BREAK, Level, Solution
from planner.solver.lexicographic import solve_levels
from planner.solver.program import Program, Variable

SOLVERS = (None, "PULP_CBC_CMD")


class Contracts:
    """Hours to be covered by people on two contracts: 7 hours for £70 and 5 hours for £52."""

    def __init__(self, hours: float, *, is_whole: bool = True) -> None:
        self.program = Program("contracts")
        keys = [("long",), ("short",)]
        people = self.program.add_variables("people", keys, upper=20.0, whole=keys if is_whole else ())
        self.long, self.short = (people[key] for key in keys)
        self.gap = self.program.add_variables("gap", [()], upper=100.0)[()]
        covered = [(self.long, 7.0), (self.short, 5.0), (self.gap, 1.0)]
        self.program.add_rule("work", (), covered, ">=", hours)

    def levels(self, tolerance: float = 0.0) -> tuple[Level, Level]:
        return (
            Level("gap", [(self.gap, 1.0)], tolerance=tolerance, unit="hours"),
            Level("cost", [(self.long, 70.0), (self.short, 52.0)], constant=10.0, unit="GBP"),
        )


@pytest.mark.parametrize("solver", SOLVERS)
def test_the_cheapest_whole_people_are_found(solver: str | None) -> None:
    # 24 hours: 4 long = 280; 3 long leave 3 hours, one short = 262; 2 long leave 10, two short = 244, which
    # covers them to the hour; 1 long leaves 17, four short = 278; five short = 260. With parts of people
    # 24/7 long would do, at 240.
    contracts = Contracts(24.0)
    solution = solve_levels(contracts.program, contracts.levels(), solver=solver)
    assert [solution.value(v) for v in (contracts.long, contracts.short)] == [2.0, 2.0]
    gap, cost = solution.levels
    assert (gap.held, cost.held) == pytest.approx((0.0, 254.0), abs=1e-6)
    assert (solution.status, solution.not_whole) == ("optimal", ())


def test_the_cost_of_rounding_is_told_and_the_bound_is_of_the_whole_plan() -> None:
    contracts = Contracts(24.0)
    gap, cost = solve_levels(contracts.program, contracts.levels()).levels
    assert (gap.continuous, gap.best) == (0.0, 0.0)
    assert cost.continuous == pytest.approx(10.0 + 240.0)
    assert cost.best == 254.0
    assert cost.bound is not None
    assert cost.best - cost.bound <= 1e-4 * cost.best


def test_what_may_be_given_up_above_is_counted_once() -> None:
    # 23 hours and one of them may stay undone. In parts of people 22/7 long = 220. In whole ones, one long and
    # three short cover 22 to the hour for 70 + 156 = 226; the next are two and two, 244. At two hours given up,
    # three long cover 21 of 23, for 210; three hours, which would be two allowances, four short, for 208.
    contracts = Contracts(23.0)
    gap, cost = solve_levels(contracts.program, contracts.levels(tolerance=1.0)).levels
    assert (gap.best, gap.tolerance) == (0.0, 1.0)
    assert gap.held <= 1.0 + 1e-6
    assert (cost.continuous, cost.best, cost.held) == pytest.approx((230.0, 236.0, 236.0))
    gap, cost = solve_levels(contracts.program, contracts.levels(tolerance=2.0)).levels
    assert (gap.held, cost.held) == pytest.approx((2.0, 220.0))
    assert gap.held - gap.best <= gap.tolerance + 1e-6


@pytest.mark.parametrize("solver", SOLVERS)
def test_where_no_plan_is_whole_the_least_is_split_and_named(solver: str | None) -> None:
    # Six people; natural wastage leaves 1.94 of the two leaders, and nobody may be left in their rank: 1.94
    # step down. With one and 0.94, the rest is as small as it goes. The others still move in whole people.
    program = Program("run-off")
    keys = [("step down",), ("move",)]
    flows = program.add_variables("flow", keys, upper=6.0, whole=keys)
    left, gap = (program.add_variables(name, [()], upper=6.0)[()] for name in ("left", "gap"))
    program.add_rule("balance", (), [(left, 1.0), (flows["step down",], 1.0)], "=", 1.94)
    program.add_rule("gone", (), [(left, 1.0)], "<=", 0.0, "structure.removed")
    program.add_rule("need", (), [(flows["move",], 1.0), (gap, 1.0)], ">=", 2.5)
    levels = [Level("gap", [(gap, 1.0)]), Level("moves", [(v, 1.0) for v in flows.values()])]
    solution = solve_levels(program, levels, solver=solver)
    assert solution.not_whole == (flows["step down",],)
    assert solution.value(flows["step down",]) == pytest.approx(1.94)
    assert solution.value(flows["move",]) == 3.0
    assert solution.status == "optimal"


def choice(hours_a_day: float = 4.0) -> tuple[Program, Variable, list[Level]]:
    """An initiative that saves ten hours, for £45 whenever it starts, or nothing."""
    program = Program("initiative")
    keys = [("2019-04",), ("2019-05",)]
    start = program.add_variables("start", keys, upper=1.0, switches=keys)
    gap = program.add_variables("gap", [()], upper=100.0)[()]
    program.add_rule("once", (), [(v, 1.0) for v in start.values()], "<=", 1.0)
    saved = [(start["2019-04",], 10.0), (start["2019-05",], 5.0)]
    program.add_rule("work", (), [*saved, (gap, 1.0)], ">=", hours_a_day)
    costs = [(start["2019-04",], 45.0), (start["2019-05",], 25.0), (gap, 10.0)]
    return program, start["2019-05",], [Level("cost", costs)]


def test_a_choice_is_made_or_not_and_never_in_part() -> None:
    # Four hours undone cost 40. Started in May it saves five for 25, in April ten for 45: May. In parts, four
    # tenths of April would do, at 18.
    program, may, levels = choice()
    solution = solve_levels(program, levels)
    assert (solution.levels[0].continuous, solution.levels[0].best) == pytest.approx((18.0, 25.0))
    assert solution.value(may) == 1.0
    # Two hours undone cost 20, less than either: none is started.
    program, may, levels = choice(2.0)
    solution = solve_levels(program, levels)
    assert (solution.levels[0].best, solution.value(may)) == pytest.approx((20.0, 0.0))


def test_choices_that_cannot_be_made_are_a_contradiction_and_never_split() -> None:
    program, may, levels = choice()
    program.add_rule("half", (), [(may, 1.0)], "=", 0.5, "initiatives.half")
    program.add_rule("harmless", (), [(may, 1.0)], "<=", 1.0, "initiatives.most")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(program, levels)
    assert [rule.place for rule in caught.value.rules] == ["initiatives.half"]


def test_rules_that_contradict_each_other_are_named_as_without_whole_people() -> None:
    contracts = Contracts(24.0)
    contracts.program.add_rule("most", (), [(contracts.long, 1.0)], "<=", 1.0, "people.most")
    contracts.program.add_rule("least", (), [(contracts.long, 1.0)], ">=", 3.0, "people.least")
    with pytest.raises(ContradictionError) as caught:
        solve_levels(contracts.program, contracts.levels())
    assert {rule.place for rule in caught.value.rules} == {"people.most", "people.least"}


# ---------------------------------------------------------------- order and time
def staffing(shuffled: int | None = None) -> tuple[Program, list[Level]]:
    """Joiners and moves in whole people between three teams over four months; leavers are not whole."""
    teams, months = ["a", "b", "c"], range(4)
    cells = [(team, f"{month}") for team in teams for month in months]
    order = random.Random(shuffled)  # noqa: S311
    families, rules = ["join", "strength", "gap"], list(cells)
    if shuffled is not None:
        for some in (cells, families, rules):
            order.shuffle(some)
    program, columns = Program("staffing"), dict[str, dict[tuple[str, ...], Variable]]()
    for family in families:
        keys = cells if family == "join" else ()
        columns[family] = program.add_variables(family, cells, upper=60.0, whole=keys)
    need = {(team, f"{month}"): 9.3 + 1.7 * month + 2.1 * teams.index(team) for team in teams for month in months}
    for team, month in rules:
        terms = [(columns["strength"][team, month], 1.0), (columns["join"][team, month], -1.0)]
        before = f"{int(month) - 1}"
        if int(month):
            terms.append((columns["strength"][team, before], -0.97))
        program.add_rule("balance", (team, month), terms, "=", 0.0 if int(month) else 8.4)
        covered = [(columns["strength"][team, month], 1.0), (columns["gap"][team, month], 1.0)]
        program.add_rule("need", (team, month), covered, ">=", need[team, month])
    for month in sorted({month for _, month in cells}, key=lambda month: (shuffled or 0, month)):
        program.add_rule("intake", (month,), [(columns["join"][team, month], 1.0) for team in teams], "<=", 5.0)

    def level(name: str, family: str, tolerance: float = 0.0) -> Level:
        return Level(name, [(columns[family][cell], 1.0) for cell in sorted(cells)], tolerance=tolerance)

    everything = [(v, 1.0 + len(str(v)) / 97) for family in sorted(families) for v in columns[family].values()]
    levels = [level("gap", "gap", tolerance=1.0), level("joiners", "join"), Level(TIE_BREAK, everything)]
    return program, levels


def by_name(solution: Solution) -> dict[str, float]:
    return {str(v.name): solution.value(v) for v in solution.program.variables}


def test_the_order_in_which_a_program_is_written_down_changes_no_bit() -> None:
    plans = [by_name(solve_levels(*staffing(shuffled))) for shuffled in (None, 1, 2, None)]
    assert plans[0] == plans[1] == plans[2] == plans[3]


def test_the_final_plan_keeps_every_rule_and_every_level_and_is_exactly_whole() -> None:
    program, levels = staffing()
    solution = solve_levels(program, levels)
    joiners = solution.values[list(program.whole_columns)]
    assert (joiners == np.round(joiners)).all()
    assert program.matrix().violation(solution.values) <= 1e-9
    for result in solution.levels:
        assert result.held <= result.best + result.tolerance + 1e-5
        assert result.status == "optimal"
    assert [result.continuous is None for result in solution.levels] == [False, False, True]
    # Rounding can only cost: whatever is given up for the second level, joiners come in ones.
    assert solution.levels[0].best >= solution.levels[0].continuous - 1e-6  # type: ignore[operator]
    assert solution.levels[1].best == round(solution.levels[1].best)


def test_without_any_time_there_is_no_plan_and_a_late_search_keeps_the_last_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contracts = Contracts(24.0)
    with pytest.raises(OutOfTimeError):
        solve_levels(contracts.program, contracts.levels(), time_limit_seconds=0.0)
    # The time ends as soon as there is a first whole plan: it is the plan, and nothing is proved.
    monkeypatch.setattr(whole, "_is_late", lambda _: True)
    solution = solve_levels(contracts.program, contracts.levels())
    assert solution.status == "not_proved"
    assert [(level.bound, level.status) for level in solution.levels] == [(None, "not_proved")] * 2
    assert solution.values[0] == round(solution.values[0])
    assert contracts.program.matrix().violation(solution.values) <= 1e-9


def nobody_hired() -> whole.WholeSearch:
    """A search for 24 hours that has found a first plan at a level which costs nothing but people: it hires nobody."""
    program = Contracts(24.0).program
    return whole.WholeSearch(program, program.matrix(), np.array([24 / 7, 0.0, 0.0]), np.array([70.0, 52.0, 0.0]), None)


def test_a_search_that_ends_early_says_what_gap_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first plan of a level that costs nothing hires nobody. Each of its 24 hours undone then costs 100: 2400,
    # where 24/7 long at 70 prove no more than 240; what is left is (2400 - 240) / 2400 = 0.9.
    def nothing_found(*_: object) -> Answer:
        return Answer("failed", "nothing")

    search = nobody_hired()
    monkeypatch.setattr(whole, "search_whole", nothing_found)
    result = search.take("cost", np.array([70.0, 52.0, 100.0]), 0.0, 1e-4, lambda _: 0.0)
    assert result.bound == pytest.approx(240.0)
    assert (result.value, result.limit, result.proved) == (2400.0, 2400.0, False)
    assert result.gap == pytest.approx(0.9)


def test_a_gap_is_a_share_of_what_the_level_would_be_if_nothing_were_done(monkeypatch: pytest.MonkeyPatch) -> None:
    # The same 2160 above what is proved, of 21600: a tenth, which is near enough where a fifth was asked for.
    costs = np.array([70.0, 52.0, 100.0])
    searches = nobody_hired(), nobody_hired()
    monkeypatch.setattr(whole, "search_whole", lambda *_: Answer("failed", "nothing"))
    far, near = (
        search.take("cost", costs, 0.0, gap, lambda _: 0.0, 21600.0)
        for search, gap in zip(searches, (0.05, 0.2), strict=True)
    )
    assert (far.proved, near.proved) == (False, True)
    assert (far.gap, near.gap) == pytest.approx((0.1, 0.1))


def test_in_a_large_program_a_lesser_level_keeps_the_people_of_those_above(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two on each contract would cost 244; where the level does not choose people, nobody stays hired, for 2400.
    monkeypatch.setattr(whole, "SMALL", 0)
    costs = np.array([70.0, 52.0, 100.0])
    kept = nobody_hired().take("cost", costs, 0.0, 1e-4, lambda _: 0.0, chooses=False)
    assert (kept.value, kept.proved, kept.how) == (2400.0, False, whole.NOT_SEARCHED)
    assert nobody_hired().take("cost", costs, 0.0, 1e-4, lambda _: 0.0).value == pytest.approx(244.0)
    monkeypatch.setattr(whole, "SMALL", 3)
    assert nobody_hired().take("cost", costs, 0.0, 1e-4, lambda _: 0.0, chooses=False).value == pytest.approx(244.0)


def test_a_look_ahead_hires_who_is_wanted_further_down() -> None:
    search = nobody_hired()
    search.look_ahead(np.array([70.0, 52.0, 100.0]))
    assert search.values.tolist() == [2.0, 2.0, 0.0]


def test_a_limit_says_what_may_be_given_up_whatever_the_best() -> None:
    level = Level("gap", [], tolerance=5.0, limit=12.0)
    assert (level.allowance(10.0), level.allowance(13.0)) == (2.0, 0.0)


def test_a_search_for_any_plan_stops_at_the_first(capfd: pytest.CaptureFixture[str]) -> None:
    contracts = Contracts(24.0)
    found = search_whole(
        contracts.program.matrix(),
        np.array([True, True, False]),
        np.array([70.0, 52.0, 1e3]),
        0.0,
        Effort(any_plan=True),
    )
    assert found.has_plan
    assert contracts.program.matrix().violation(found.values) <= 1e-6
    assert capfd.readouterr() == ("", "")


def test_steps_of_both_descents_are_counted_as_one() -> None:
    contracts, told = Contracts(24.0), list[tuple[int, int, str]]()
    solve_levels(contracts.program, contracts.levels(), progress=lambda *step: told.append(step))
    assert told == [(1, 4, "gap"), (2, 4, "cost"), (3, 4, "gap in whole people"), (4, 4, "cost in whole people")]


def test_a_program_without_whole_columns_has_nothing_to_tell_of_them() -> None:
    contracts = Contracts(24.0, is_whole=False)
    solution = solve_levels(contracts.program, contracts.levels())
    assert [level.continuous for level in solution.levels] == [None, None]
    assert (solution.not_whole, solution.whole_gap) == ((), 0.0)
    assert math.isclose(solution.levels[1].best, 250.0)
