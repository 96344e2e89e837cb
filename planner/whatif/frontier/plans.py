"""Plans of one scenario at any budget, each solved once and kept by its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.clashes import ContradictionError
from planner.plan.reading import Reading
from planner.solver.level import LevelResult
from planner.tables.rows import each_row
from planner.whatif.asking import Asked, Base
from planner.whatif.compiled import Compiled
from planner.whatif.frontier.moving import MovedBudget, spent_limits
from planner.whatif.measures import COVERAGE, FORCE, GAP, POUNDS, Measures, Of, measures
from planner.whatif.outcome import has_moved

Tell = Callable[[float], None]
"""Called before each plan with its budget [pounds a year]."""
GAP_LEVEL = "gap_tier_"
"""How the levels begin that count late work of a tier."""


@dataclass(frozen=True)
class Point:
    """The plan with one budget, by its figures over the reported periods."""

    budget_pounds: float
    """What the moved limits allow in the plan's first financial year [pounds a year]."""
    figures: Measures
    overtime_pounds: float
    levels: tuple[LevelResult, ...]
    is_spent: bool = True
    """Whether a limit that moves leaves nothing in some financial year of the plan."""

    def figure(self, measure: str, scope: str = "force", name: str = FORCE) -> float:
        """One figure; 0 where there is nothing of it."""
        return self.figures.get(Of(measure, scope, name), 0.0)

    @property
    def gap_hours(self) -> float:
        """The gap of all lines [hours]."""
        return self.figure(GAP)

    @property
    def cost_pounds(self) -> float:
        """What is spent [pounds]."""
        return self.figure(POUNDS)

    @property
    def coverage(self) -> float:
        """Covered ÷ (covered + gap) [share]."""
        return self.figure(COVERAGE)

    @cached_property
    def tiers(self) -> Mapping[str, float]:
        """The gap of each harm tier, the highest harm first [hours]."""
        return {of.name: value for of, value in self.figures.items() if (of.measure, of.scope) == (GAP, "tier")}

    @cached_property
    def late(self) -> Mapping[str, float]:
        """How late the work of each tier could be made, once the tiers above hold [hour-months]."""
        of_tiers = [level for level in self.levels if level.name.startswith(GAP_LEVEL)]
        return {level.name.removeprefix(GAP_LEVEL): level.best for level in of_tiers}

    def is_later_than(self, other: Point) -> bool:
        """Whether the other plan has less late work of the highest tier in which the two differ."""
        pairs = zip(self.levels, other.levels, strict=True)
        moved = [(one, two) for one, two in pairs if one.name.startswith(GAP_LEVEL) and has_moved(one, two)]
        return bool(moved) and moved[0][0].best > moved[0][1].best


def point(budget_pounds: float, reading: Reading, limits: Sequence[str] = ()) -> Point:
    """Read a solved program.

    Args:
        budget_pounds: The budget [pounds a year].
        reading: The program.
        limits: The limits that move.
    """
    reported = {row.period for row in each_row(reading.given.tables.periods) if row.reported}
    overtime = sum(
        reading.total(entry.pounds)
        for entry in reading.formulation.costs
        if entry.kind == "overtime" and entry.period in reported
    )
    is_spent = bool(set(spent_limits(reading)) & set(limits))
    return Point(budget_pounds, measures(reading), round(overtime, 2) + 0.0, reading.solution.levels, is_spent)


class Plans:
    """The plans of a scenario at any budget; each restarts from the plan it was given, and from no other."""

    def __init__(self, base: Base, base_pounds: float, budget: MovedBudget, tell: Tell) -> None:
        """Begin with one plan.

        Args:
            base: The plan.
            base_pounds: Its budget [pounds a year].
            budget: What moves.
            tell: Called before each plan.
        """
        self._base = base
        self._base_pounds = base_pounds
        self._budget = budget
        self._tell = tell
        self._found: dict[float, Point | None] = {base_pounds: self._point(base_pounds, base.asked)}
        self._why_not: dict[float, tuple[ContradictionError, Compiled]] = {}

    @property
    def count(self) -> int:
        """How many plans have been solved."""
        return len(self._found)

    @property
    def points(self) -> list[Point]:
        """The plans there are, the lowest budget first."""
        return [point for _, point in sorted(self._found.items()) if point is not None]

    def at(self, pounds: float) -> Point | None:
        """The plan with a budget; none where there is none."""
        if pounds not in self._found:
            self._tell(pounds)
            asked = self._ask(pounds)
            self._found[pounds] = self._point(pounds, asked) if asked is not None else None
            if asked is not None and asked.contradiction is not None:
                self._why_not[pounds] = asked.contradiction, asked.compiled
        return self._found[pounds]

    def why_not(self, pounds: float) -> tuple[ContradictionError, Compiled] | None:
        """The rules that stand against a plan with a budget, and where they stand; none where there is one."""
        self.at(pounds)
        return self._why_not.get(pounds)

    def _ask(self, pounds: float) -> Asked | None:
        scenario = self._budget.at(self._base.scenario, pounds - self._base_pounds + self._budget.today_pounds)
        return None if scenario is None else self._base.ask(scenario)

    def _point(self, pounds: float, asked: Asked) -> Point | None:
        reading = asked.reading
        return None if reading is None else point(pounds, reading, self._budget.limits)
