"""All plans that are nearly as good as the best: each priority within a stated loss of what the plan holds.

The best plan is one of many that a board could live with. Here the priorities become limits, so that something else can
be asked of the plans within them: which changes least, and how little or how much of each way and move there must be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from planner.errors import DefectError
from planner.model import Formulation
from planner.model.given import Given
from planner.plan.reading import Reading
from planner.solver.again import again
from planner.solver.engines import InHighs
from planner.solver.level import TIE_BREAK, Level, LevelResult
from planner.solver.lexicographic import THRESHOLDS
from planner.solver.matrix import FloatArray, total
from planner.solver.program import Variable
from planner.tables.rows import each_row

DISTANCE = "distance"
"""The level that counts what is done otherwise than in another plan."""
LEAST_ROOM = 1e-6
"""The room of a priority that may lose nothing, as it is at nothing [unit of its largest coefficient]: without any, the
plans within the limits have no inside, and no solver finds its way among them."""

NO_ANSWER = "the solver ended without an answer among the plans within the loss"

Deed: TypeAlias = tuple[str, str]
"""A family of decisions about people (starts, agency, reduced) and the name of a way in it."""
Amounts: TypeAlias = Mapping[tuple[str, str, int], float]
"""How much of a way is decided in a period, by family, name and period [FTE]."""


@dataclass(frozen=True)
class Allowed:
    """How far a priority may be from the best plan."""

    level: str
    unit: str
    held: float
    """What the best plan holds."""
    most: float
    """What any good plan holds at most."""


def allowed(level: Level, result: LevelResult, given: Given, loss: float) -> Allowed:
    """A priority's limit: what the plan holds, and a share of its measure more.

    ::

        most[k] = held[k] + loss · measure[k]

    The measure of a gap is the demand hours of its tier, times one month, as of its tolerance; of evenness the demand
    hours of the tier; of the worst team the years of the plan; of any other priority what the plan holds.
    """
    head, _, tier = level.name.rpartition("_")
    if head in ("gap_tier", "evenness_tier"):
        measure = given.reported_demand_hours(int(tier))
    elif level.name == "worst_team":
        measure = sum(given.months) / 12
    else:
        measure = abs(result.held)
    return Allowed(level.name, level.unit, result.held, result.held + loss * measure)


def amounts(reading: Reading) -> dict[tuple[str, str, int], float]:
    """What a plan decides about people in each period; posts that come back by themselves are nobody's decision."""
    return {key: reading.value(variable) for key, (variable, _) in _decided(reading.formulation).items()}


def _decided(formulation: Formulation) -> dict[tuple[str, str, int], tuple[Variable, float]]:
    """Every decision with its weight: a start counts as people, agency and reduced hours as people-years."""
    given, var = formulation.given, formulation.variables
    period = {(row.flow, row.start): row.period for row in given.starts}
    found: dict[tuple[str, str, int], tuple[Variable, float]] = {}
    for key, variable in var.starts.items():
        if key[0] not in given.following:
            found["starts", key[0], period[key]] = (variable, 1.0)
    for family in ("agency", "reduced"):
        columns: dict[tuple[Any, ...], Variable] = getattr(var, family)
        for (name, t), variable in columns.items():
            found[family, name, t] = (variable, given.months[t] / 12)
    return found


@dataclass(frozen=True)
class Place:
    """What kind of way something is, and from where to where it leads."""

    kind: str
    """recruitment, fixed_term, move, a kind of pathway or exit, agency, or reduced_hours."""
    team: str
    """Where people come to, or are; empty where they leave."""
    role: str
    from_team: str = ""
    from_role: str = ""


class GoodPlans:
    """The plans of a scenario that are within a loss of its best."""

    def __init__(self, best: Reading, loss: float, other: Amounts, whole_gap: float) -> None:
        """State the limits, and what is done otherwise than in another plan.

        Args:
            best: The best plan; columns and rows are added to its program, so it cannot be read afterwards.
            loss: How much worse each priority may be, as a share of its measure.
            other: What the other plan decides; where it is silent, nothing.
            whole_gap: How near the best is near enough where people are whole.
        """
        formulation, solution = best.formulation, best.solution
        self.formulation = formulation
        self._solution, self._whole_gap = solution, whole_gap
        program, given = formulation.program, formulation.given
        results = {result.name: result for result in solution.levels}
        self._decided = _decided(formulation)
        self._levels = formulation.levels
        self.allowed = tuple(
            allowed(level, results[level.name], given, loss) for level in self._levels if level.name != TIE_BREAK
        )
        for level, limit in zip(self._levels, self.allowed, strict=False):
            costs = program.costs(level.terms)
            if costs.any():
                least = LEAST_ROOM * max(1.0, float(np.abs(costs).max()), abs(limit.held))
                most = max(limit.most, limit.held + least)
                program.add_rule("within_loss", (level.name,), level.terms, "<=", most - level.constant)
        self._otherwise = list(self._state_otherwise(other))
        self._matrix = program.matrix()
        self._engine: InHighs | None = None

    def _state_otherwise(self, other: Amounts) -> list[tuple[Variable, float]]:
        """Columns for what is more and what is fewer than in the other plan.

        ::

            n[s] − more[s] + fewer[s] = other[s]      ∀ decisions s       [FTE]
        """
        program = self.formulation.program
        terms: list[tuple[Variable, float]] = []
        upper = program.matrix().column_upper
        most = {
            key: other.get(key, 0.0) + float(upper[program.column_of(variable)])
            for key, (variable, _) in self._decided.items()
        }
        more = program.add_variables("more", most, 0.0, most)
        fewer = program.add_variables("fewer", most, 0.0, most)
        for key, (variable, weight) in self._decided.items():
            sides = [(variable, 1.0), (more[key], -1.0), (fewer[key], 1.0)]
            program.add_rule("otherwise", key, sides, "=", other.get(key, 0.0))
            terms += [(more[key], weight), (fewer[key], weight)]
        return terms

    def closest(self) -> Reading:
        """The good plan that does least otherwise than the other plan; of several the one with the best priorities."""
        program = self.formulation.program
        levels = [Level(DISTANCE, self._otherwise, unit="FTE"), *self._levels]
        solution = again(self._solution, program, self._matrix, levels, whole_gap=self._whole_gap)
        if solution.status != "optimal" and not program.whole_columns:
            raise DefectError(NO_ANSWER)
        return Reading(self.formulation, solution)

    def deeds(self) -> list[Deed]:
        """Every way, move, pathway, exit, agency and reduced hours that the plan decides on."""
        return list(dict.fromkeys((family, name) for family, name, _ in self._decided))

    def place_of(self, deed: Deed) -> Place:
        """What kind of way it is, and from where to where it leads."""
        family, name = deed
        given = self.formulation.given
        if family == "starts":
            row = given.flow[name]
            return Place(row.kind, row.team, row.role, row.from_team or row.donor_team, row.from_role)
        table = given.tables.agency if family == "agency" else given.tables.reduced_hours
        row = next(row for row in each_row(table) if getattr(row, family) == name)
        return Place("agency" if family == "agency" else "reduced_hours", row.team, row.role)

    def reported(self, deed: Deed, decided: Amounts) -> float:
        """How much of it there is in the reported periods [FTE; of agency and reduced hours FTE-years]."""
        return sum(
            self._decided[key][1] * value
            for key, value in decided.items()
            if key[:2] == deed and key in self._decided and self._is_reported(key[2])
        )

    @property
    def weights(self) -> dict[tuple[str, str, int], float]:
        """What each decision counts in a distance: people, or people-years."""
        return {key: weight for key, (_, weight) in self._decided.items()}

    def least(self, deed: Deed) -> float:
        """The least of it that any good plan has in the reported periods, whole numbers aside [FTE]."""
        costs = self._costs(deed)
        return self._least(costs) if costs.any() else 0.0

    def most(self, deed: Deed) -> float:
        """The most of it."""
        costs = self._costs(deed)
        return -self._least(-costs) if costs.any() else 0.0

    def _costs(self, deed: Deed) -> FloatArray:
        terms = [
            (variable, weight)
            for key, (variable, weight) in self._decided.items()
            if key[:2] == deed and self._is_reported(key[2])
        ]
        return self.formulation.program.costs(terms)

    def _is_reported(self, period: int) -> bool:
        return 0 <= period < self._reported_periods

    @property
    def _reported_periods(self) -> int:
        return sum(1 for row in each_row(self.formulation.given.tables.periods) if row.reported)

    def _least(self, costs: FloatArray) -> float:
        """The least of a sum; the solver goes on from where the last one ended, and from nothing if that fails."""
        for _ in range(2):
            self._engine = self._engine or InHighs(self.formulation.program, self._matrix, THRESHOLDS[0])
            answer = self._engine.minimise(costs, None)
            if answer.status == "optimal":
                return total(costs, answer.values)
            self._engine = None
        raise DefectError(NO_ANSWER)
