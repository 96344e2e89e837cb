"""How a plan stands when the world differs: its people held, demand and hours varied over their ranges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.pipeline.reading import Source, load
from planner.pipeline.solving import Progress, solved
from planner.plan.plan import Plan
from planner.solver.garbage import without_garbage_collection
from planner.whatif.stress import (
    SAMPLES,
    SEED,
    Case,
    PeopleHeld,
    Stand,
    Stress,
    cases_alone,
    cases_together,
    sampled_cases,
    stressed_numbers,
)
from planner.whatif.stress_table import stress_table


@dataclass(frozen=True)
class Stressed:
    """A plan, and how it stands when the world differs."""

    plan: Plan
    """The plan, with the table `stress` among its tables."""
    stress: Stress


def stress(source: Source, *, samples: int = SAMPLES, seed: int = SEED, progress: Progress | None = None) -> Stressed:
    """Solve a scenario, and try its plan where demand and hours differ while its people are held.

    Args:
        source: A plan's folder, or a scenario; see `load`.
        samples: How many samples are drawn.
        seed: What they are drawn from.
        progress: Called before each level and each case.

    Raises:
        ScenarioError: The scenario has problems, or an end of a range is no possible value.
        ContradictionError: Its rules contradict each other; there is no plan.
        UsageError: There is no plan in the folder, or no number of demand or hours has a range.
    """
    loaded = load(source)
    numbers = stressed_numbers(loaded.scenario, str(loaded.files[0]))
    with without_garbage_collection():
        plan, after = solved(loaded, progress=progress)
    held = PeopleHeld(loaded.scenario, after)
    count = 3 + 2 * len(numbers) + samples
    steps = _Steps(held, count, progress)
    central = steps.stand(Case("central", {}))
    alone = steps.every(cases_alone(numbers))
    together = steps.every(cases_together(central, alone))
    drawn = steps.every(sampled_cases(numbers, samples, seed))
    found = Stress(numbers, (central, *alone, *together, *drawn), samples, seed)
    return Stressed(replace(plan, tables={**plan.tables, "stress": stress_table(found)}), found)


class _Steps:
    """Works out case after case and tells of it."""

    def __init__(self, held: PeopleHeld, count: int, progress: Progress | None) -> None:
        self._held = held
        self._count = count
        self._progress = progress
        self._done = 0

    def stand(self, case: Case) -> Stand:
        """How the plan stands in a case."""
        if self._progress:
            self._progress(f"people held: {case.path or case.kind} {case.end}".rstrip(), self._done, self._count)
        self._done += 1
        return self._held.stand(case)

    def every(self, cases: Iterable[Case]) -> list[Stand]:
        """How it stands in each."""
        return [self.stand(case) for case in cases]
