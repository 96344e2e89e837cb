"""How a plan stands when the world differs: its people held, demand and hours varied over their stated ranges.

People are decided ahead and work day by day. So every case keeps what the plan decides about people, and only shares
the work out again, by the scenario's own priorities. A plan made anew for each case would know the future when it
recruits: that answers another question, and the two must not be mixed up. Every figure here is of people held.

Each case is worked out from the plan and from nothing else, so that no result depends on which cases there are beside
it or in what order they are worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.clashes import ContradictionError
from planner.errors import DefectError, ScenarioError, UsageError
from planner.plan.reading import Reading
from planner.scenario.scenario import Scenario
from planner.scenario.uncertain import Uncertain, at_positions, impossible_ends, uncertain_numbers
from planner.solver.again import again
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Level, LevelResult, Solution
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.measures import BY_NAME, COVERED, GAP, Measures, Of, measures
from planner.whatif.people_held import people_of, with_people_held
from planner.whatif.work_rules import BROKEN, LEVEL, breakable

SAMPLES = 200
"""How many samples are drawn unless it is said otherwise."""
SEED = 1
ENDS = {"low": -1.0, "high": 1.0}
"""The position of each end of a range."""
SAME_HOURS = 5e-4
"""By how much two gaps may differ and be the same, as printed [hours]."""
CENTRAL_DRIFT = 0.01
"""By how much the plan's own gap, worked out again with its people held, may differ from the plan's [hours]."""
NO_MORE = 1e-7
"""What is left of a level's tolerance is nothing below this share of its size."""
FORCE = Of(GAP, "force", "")
WANTED = (BY_NAME[GAP], BY_NAME[COVERED])
_LevelsOf = Callable[[Sequence[Level]], Sequence[Level]]


@dataclass(frozen=True)
class Case:
    """One state of the world."""

    kind: str
    """central, input (one number at an end of its range), together (all of them) or sample."""
    positions: Mapping[str, float]
    """Where each number stands in its range, by its place; one that is not here is as stated."""
    number: int = 0
    """Which sample; 0 for any other case."""
    path: str = ""
    """The number that is at an end, where it is one alone."""
    end: str = ""
    """low or high; all together: favourable or unfavourable."""


@dataclass(frozen=True)
class Stand:
    """How the plan stands in a case."""

    case: Case
    measures: Measures
    """Gap, hours covered and coverage of the force, of teams and of tiers."""
    broken: tuple[str, ...]
    """Places of rules about work that cannot be kept."""

    @property
    def gap_hours(self) -> float:
        """The gap of the force [hours]."""
        return self.measures[FORCE]


class PeopleHeld:
    """A plan whose people are held while the world differs."""

    def __init__(self, scenario: Scenario, after: Reading) -> None:
        """Work the plan out again with its people held, and see that it is the same plan.

        Args:
            scenario: The scenario.
            after: Its plan.

        Raises:
            DefectError: It is another plan.
        """
        self.scenario = scenario
        self._plan = after
        self._people = people_of(after)
        self._base = Compiled(scenario, after.formulation, after.formulation.program.matrix())
        self._rooms: dict[str, float] = {}
        self._central, self.central = self._stands(Case("central", {}), after.solution, self._held_as_the_plan_does)
        self._rooms = self._rooms_left()
        plan = measures(after, WANTED)
        drift = max(abs(plan[of] - value) for of, value in self.central.measures.items() if of.measure == GAP)
        if drift > CENTRAL_DRIFT or self.central.broken:
            raise DefectError(
                f"the plan with its people held has another gap than the plan, by {drift:.6g} hours,"
                f" or breaks rules: {', '.join(self.central.broken) or 'none'}"
            )
        self.central = replace(self.central, measures=plan)

    def stand(self, case: Case) -> Stand:
        """How the plan stands in a case."""
        if case.kind == "central":
            return replace(self.central, case=case)
        return self._stands(case, self._central, self._as_much_given_up)[1]

    def _stands(self, case: Case, start: Solution, levels_of: _LevelsOf) -> tuple[Solution, Stand]:
        with without_garbage_collection():
            compiled = compile_scenario(at_positions(self.scenario, case.positions), self._base)
            if compiled is None:
                raise DefectError("people are away who are not there, though people are held")
            formulation = compiled.formulation
            program = breakable(formulation, self._people, levels_of(compiled.levels))
            matrix = with_people_held(formulation, program.matrix, self._people)
            try:
                solution = again(start, formulation.program, matrix, program.levels)
            except ContradictionError as error:
                raise DefectError(f"no way to share the work out with people held ({case}): {error}") from error
            if solution.status != "optimal":
                raise DefectError(f"the solver ended without an answer with people held ({case})")
            reading = Reading(formulation, solution)
            broken = {place for place, breach in program.breaches if reading.value(breach) > BROKEN}
            return solution, Stand(case, measures(reading, WANTED), tuple(sorted(broken)))

    def _held_as_the_plan_does(self, levels: Sequence[Level]) -> list[Level]:
        """The levels, each limited by what the plan had to hold it to: so the plan comes out again.

        What a level may be given up by has been given up in part by the plan's people already; it must not be given up
        a second time.
        """
        held = {result.name: result for result in self._plan.solution.levels}
        return [replace(level, limit=_limit(held[level.name])) for level in levels]

    def _rooms_left(self) -> dict[str, float]:
        """How far the plan's people leave each level to be given up still [unit of the level]."""
        held = {result.name: result for result in self._plan.solution.levels}
        rooms = {}
        for result in self._central.levels:
            if result.name != LEVEL:
                room = _limit(held[result.name]) - result.best
                rooms[result.name] = room if room > NO_MORE * max(1.0, abs(result.best)) else 0.0
        return rooms

    def _as_much_given_up(self, levels: Sequence[Level]) -> list[Level]:
        """The levels, each with as much room as the plan's people leave it, in proportion to the demand."""
        stated = {level.name: level.tolerance for level in self._base.levels}
        found = []
        for level in levels:
            more = level.tolerance / stated[level.name] if stated[level.name] > 0 else 1.0
            room = self._rooms[level.name] * more
            found.append(replace(level, tolerance=room, relative_tolerance=0.0, limit=None))
        return found


def _limit(result: LevelResult) -> float:
    return result.best + result.tolerance


# ---------------------------------------------------------------- which cases there are
def stressed_numbers(scenario: Scenario, name: str) -> tuple[Uncertain, ...]:
    """The numbers that are varied.

    Args:
        scenario: The scenario.
        name: What it is called in a message.

    Raises:
        UsageError: There is none.
        ScenarioError: An end of a range is no possible value.
    """
    numbers = uncertain_numbers(scenario)
    if not numbers:
        raise UsageError(
            f"{name} states no range of any number under demand or hours, so there is nothing to vary. Write one where"
            " a number is uncertain: {value: 6, range: [4, 9], basis: estimate}."
        )
    problems = impossible_ends(scenario)
    if problems:
        raise ScenarioError(tuple(problems))
    return numbers


def cases_alone(numbers: Sequence[Uncertain]) -> Iterator[Case]:
    """Each number at each end of its range, all others as stated."""
    for number in numbers:
        for end, position in ENDS.items():
            yield Case("input", {number.path: position}, path=number.path, end=end)


def sampled_cases(numbers: Sequence[Uncertain], samples: int, seed: int) -> Iterator[Case]:
    """Cases drawn at random, every number evenly over its range and apart from the others.

    A sample depends on the seed and its own number alone, not on how many there are.
    """
    for sample in range(1, samples + 1):
        chance = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(sample,))))
        shares = chance.random(len(numbers)).tolist()
        drawn = {each.path: each.position(share) for each, share in zip(numbers, shares, strict=True)}
        yield Case("sample", drawn, number=sample)


def cases_together(central: Stand, alone: Sequence[Stand]) -> Iterator[Case]:
    """All numbers at the end that was found to be favourable when each stood there alone, and all at the other.

    A number that changes nothing alone, or is best or worst as stated, stays as stated.
    """
    favourable: dict[str, float] = {}
    unfavourable: dict[str, float] = {}
    least = dict.fromkeys((stand.case.path for stand in alone), central.gap_hours)
    most = dict(least)
    for stand in alone:
        path, gap = stand.case.path, stand.gap_hours
        if gap < least[path] - SAME_HOURS:
            least[path], favourable[path] = gap, ENDS[stand.case.end]
        if gap > most[path] + SAME_HOURS:
            most[path], unfavourable[path] = gap, ENDS[stand.case.end]
    yield Case("together", favourable, end="favourable")
    yield Case("together", unfavourable, end="unfavourable")


# ---------------------------------------------------------------- what comes out
@dataclass(frozen=True)
class Stress:
    """How a plan stands in all cases."""

    numbers: tuple[Uncertain, ...]
    stands: tuple[Stand, ...]
    """Central, each number alone, all together, samples."""
    samples: int
    seed: int

    def of(self, kind: str) -> list[Stand]:
        """The cases of a kind, in their order."""
        return [stand for stand in self.stands if stand.case.kind == kind]

    @cached_property
    def value_of(self) -> Mapping[str, Uncertain]:
        """The numbers by their places."""
        return {number.path: number for number in self.numbers}
