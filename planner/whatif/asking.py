"""A solved scenario that can be asked again: with a change of the scenario, or with a change made larger or smaller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from planner.clashes import ContradictionError
from planner.model.linear import Linear
from planner.plan.reading import Reading
from planner.scenario.scenario import Scenario
from planner.solver.again import again
from planner.solver.level import TIE_BREAK, Level, LevelResult, Solution
from planner.solver.lexicographic import Until, solve_levels
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.difference import Difference, difference
from planner.whatif.outcome import Outcome, has_moved, outcome
from planner.whatif.shift import Shift, shift_between, shifted

Solved: TypeAlias = Literal["not at all", "from the plan", "from nothing"]
"""How a changed scenario is solved: its plan is the one there is, its levels restart from it, or nothing is known."""


@dataclass(frozen=True)
class Asked:
    """A scenario asked: what came out, or why nothing did."""

    compiled: Compiled
    outcome: Outcome | None
    """None where the rules contradict each other."""
    contradiction: ContradictionError | None = None
    solution: Solution | None = field(default=None, repr=False)
    """The plan as numbers; None where there is none."""
    difference: Difference = "structure"
    """What differs from the plan."""
    solved: Solved = "from nothing"
    fallbacks: int = 0
    """How many levels were solved once more from nothing, because the first answer was refused or took too long; not
    counted where the rules contradict each other."""

    @property
    def reading(self) -> Reading | None:
        """The plan, to read figures from; None where there is none."""
        return None if self.solution is None else Reading(self.compiled.formulation, self.solution)


class Base:
    """The plan that is explained: compiled once, solved once, and where each of its levels ended."""

    def __init__(self, compiled: Compiled, solution: Solution | None = None) -> None:
        """Solve the plan, unless it has been solved as every change of it will be: not so where some columns are whole.

        Raises:
            ContradictionError: Its rules contradict each other.
        """
        if solution is None or compiled.program.whole_columns:
            gap = compiled.scenario.whole_people.gap
            solution = solve_levels(compiled.program, compiled.levels, whole_gap=gap)
        self.compiled = compiled
        self._solution = solution
        self.outcome: Outcome = outcome(compiled.formulation, solution)

    @property
    def asked(self) -> Asked:
        """The plan itself, as an answer among others."""
        return Asked(self.compiled, self.outcome, None, self._solution, "nothing", "not at all")

    @property
    def reading(self) -> Reading:
        """The plan, to read figures from."""
        return Reading(self.compiled.formulation, self._solution)

    def value(self, total: Linear) -> float:
        """The value of a sum under the plan."""
        return self.reading.total(total)

    @property
    def scenario(self) -> Scenario:
        """The scenario of the plan."""
        return self.compiled.scenario

    def ask(self, scenario: Scenario) -> Asked | None:
        """Solve a changed scenario; none where it says what cannot be, people away who are not there."""
        compiled = self.compile(scenario)
        return None if compiled is None else self.ask_compiled(compiled)

    def compile(self, scenario: Scenario) -> Compiled | None:
        """Compile a changed scenario; none where it says what cannot be."""
        return compile_scenario(scenario, self.compiled)

    def ask_compiled(self, compiled: Compiled) -> Asked:
        """Solve a changed scenario that has been compiled."""
        differs = difference(self.compiled, compiled)
        solved = self._way(compiled, differs)
        try:
            solution = self._solve(compiled, solved)
        except ContradictionError as error:
            return Asked(compiled, None, error, None, differs, solved)
        fallbacks = 0 if solved == "not at all" else solution.fallbacks
        return Asked(compiled, outcome(compiled.formulation, solution), None, solution, differs, solved, fallbacks)

    def stays(self, compiled: Compiled) -> bool:
        """Whether a changed scenario reaches on every level what the plan does; solved down to the first that moves."""
        solution = self._solve(compiled, self._way(compiled, difference(self.compiled, compiled)), self._is_moved)
        return not any(map(self._is_moved, solution.levels))

    def _way(self, compiled: Compiled, differs: Difference) -> Solved:
        """How a changed scenario is solved: whole numbers are always searched for from nothing."""
        is_whole, gap = bool(compiled.program.whole_columns), self.scenario.whole_people.gap
        if differs == "nothing" and (not is_whole or compiled.scenario.whole_people.gap == gap):
            return "not at all"
        return "from nothing" if is_whole else "from the plan"

    def _solve(self, compiled: Compiled, solved: Solved, until: Until | None = None) -> Solution:
        if solved == "not at all":
            return replace(self._solution, program=compiled.program)
        before = self._solution if solved == "from the plan" else None
        gap = compiled.scenario.whole_people.gap
        solution = again(before, compiled.program, compiled.matrix, compiled.levels, until, whole_gap=gap)
        return replace(solution, ends=None)  # nothing restarts from a change

    def moved_level(self, levels: Sequence[LevelResult]) -> str:
        """The highest level that is not what the plan reaches; empty if all are."""
        return next((level.name for level in levels if self._is_moved(level)), "")

    def _is_moved(self, level: LevelResult) -> bool:
        """Whether a level could reach something else; the tie-break only chooses and does not count."""
        return level.name != TIE_BREAK and has_moved(self.outcome.level(level.name), level)

    def shift_to(self, changed: Compiled) -> Shift | None:
        """What a change moves, if it can be made larger and smaller by moving bounds alone."""
        return None if self.compiled.program.whole_columns else shift_between(self.compiled, changed)

    def levels_at(self, shift: Shift, times: float, last: str) -> Sequence[LevelResult] | None:
        """What the levels down to one of them reach with a change so many times as large; none if it cannot be."""
        moved = shifted(self.compiled, shift, times)
        if moved is None:
            return None
        matrix, levels = moved
        try:
            return again(self._solution, self.compiled.program, matrix, _down_to(levels, last)).levels
        except ContradictionError:
            return None


def _down_to(levels: Sequence[Level], last: str) -> Sequence[Level]:
    """The levels from the first down to one of them."""
    names = [level.name for level in levels]
    return levels[: names.index(last) + 1]
