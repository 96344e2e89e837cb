"""From what a solution says of its levels to the certificate of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.solver.certificate import Claim, LevelProof, prove
from planner.solver.level import Level, Solution
from planner.solver.locking import wants_a_cut
from planner.solver.whole import HAIR


def certified(solution: Solution, levels: Sequence[Level]) -> tuple[LevelProof, ...]:
    """Prove the levels of a solution.

    Args:
        solution: The final plan.
        levels: What was minimised to find it, the first one first.
    """
    return prove(solution.program.matrix(), solution.values, list(_claims(solution, levels)))


def _claims(solution: Solution, levels: Sequence[Level]) -> Iterator[Claim]:
    for level, result in zip(levels, solution.levels, strict=True):
        costs = solution.program.costs(level.terms)
        searched = bool(solution.program.whole_columns)
        yield Claim(
            name=level.name,
            costs=costs,
            constant=level.constant,
            best=result.best,
            held=result.held,
            tolerance=result.tolerance,
            by_its_face=not searched and not wants_a_cut(costs, result.best - level.constant, result.tolerance),
            room=HAIR if searched else 0.0,
            prices=result.prices,
            searched_bound=result.bound if searched and result.prices is not None else None,
        )
