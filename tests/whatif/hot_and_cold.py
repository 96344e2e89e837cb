"""A changed scenario asked from the solved one and solved from nothing: what each level could reach, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from planner.clashes import ContradictionError
from planner.scenario.scenario import Scenario
from planner.solver.level import TIE_BREAK, LevelResult
from planner.solver.lexicographic import solve_levels
from planner.whatif.asking import Base, Solved
from planner.whatif.compiled import compile_scenario
from planner.whatif.difference import Difference
from planner.whatif.outcome import size

RELATIVE = 1e-6
"""By how much of its size a level may differ."""


@dataclass(frozen=True)
class Compared:
    """One change, solved both ways."""

    difference: Difference
    solved: Solved
    fallbacks: int
    """How many levels fell back when it was asked."""
    is_contradiction: bool
    """Whether either way says that the rules contradict each other."""
    furthest: float
    """The largest difference of a level, as a share of its size; infinite where only one way is a contradiction."""
    level: str
    """The level that differs most."""

    @property
    def is_wrong(self) -> bool:
        """Whether the two differ."""
        return self.furthest > RELATIVE


def compared(base: Base, scenario: Scenario) -> Compared | None:
    """Solve a change both ways; none where it says what cannot be."""
    asked, cold = base.ask(scenario), compile_scenario(scenario)
    assert (asked is None) == (cold is None)
    if asked is None or cold is None:
        return None
    try:
        levels = solve_levels(cold.program, cold.levels).levels
    except ContradictionError:
        levels = ()
    hot = asked.outcome.levels if asked.outcome else ()
    furthest, level = _furthest(hot, levels)
    return Compared(asked.difference, asked.solved, asked.fallbacks, not (hot and levels), furthest, level)


def _furthest(hot: tuple[LevelResult, ...], cold: tuple[LevelResult, ...]) -> tuple[float, str]:
    """The level that differs most, and by which share of its size; the tie-break only chooses and does not count."""
    if [level.name for level in hot] != [level.name for level in cold]:
        return float("inf"), "there is a plan only one way"
    return max(
        (
            (abs(one.best - other.best) / size(one, other), one.name)
            for one, other in zip(hot, cold, strict=True)
            if one.name != TIE_BREAK
        ),
        default=(0.0, ""),
    )
