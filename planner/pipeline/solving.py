"""From a scenario to its plan: tabulated, formulated, solved, read, before action and after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter

from planner.clashes import ContradictionError
from planner.model import Formulation, formulate
from planner.model.given import Stance
from planner.pipeline.reading import Source, load, with_warnings
from planner.plan.assumptions import assumptions, resting_on_estimates
from planner.plan.certificate import certificates
from planner.plan.contradictions import in_the_reader_s_words, with_repairs
from planner.plan.coverage import estimate_share
from planner.plan.finish import finish
from planner.plan.overrides import overrides
from planner.plan.plan import Plan
from planner.plan.read import read_plan
from planner.plan.reading import Reading
from planner.plan.trials import try_sizes
from planner.scenario.load import Loaded
from planner.solver.certify import certified
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Solution
from planner.solver.lexicographic import solve_levels
from planner.tables import tabulate

Progress = Callable[[str, int, int], None]
"""Called with what is being solved, and how many levels of how many are done."""


def solve(
    source: Source,
    *,
    time_limit_seconds: float | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Work out the staffing plan of a scenario, before and after action.

    Args:
        source: The scenario; see `load`.
        time_limit_seconds: When to stop; the plan found by then is not proved optimal.
        solver: The name of a PuLP solver instead of HiGHS.
        progress: Called before each level.

    Raises:
        ScenarioError: The scenario has problems; nothing was solved.
        ContradictionError: Its rules contradict each other; there is no plan.
        OutOfTimeError: The time limit ended before there was any plan.
        UsageError: The file cannot be read, or there is no such solver.
    """
    with without_garbage_collection():
        return solve_loaded(load(source), time_limit_seconds=time_limit_seconds, solver=solver, progress=progress)


def solve_loaded(
    loaded: Loaded,
    *,
    time_limit_seconds: float | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Work out the plan of a scenario that has been read; see `solve`."""
    return solved(loaded, time_limit_seconds=time_limit_seconds, solver=solver, progress=progress)[0]


def solved(
    loaded: Loaded,
    *,
    time_limit_seconds: float | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
) -> tuple[Plan, Reading]:
    """The plan of a scenario, and the solved program behind it; see `solve`."""
    clock = _Clock(time_limit_seconds)
    scenario = loaded.scenario
    tables = tabulate(scenario)
    loaded = with_warnings(loaded, tables)
    clock.lap("tables")

    def work_out(stance: Stance, like: Formulation | None = None) -> Reading:
        formulation = formulate(tables, scenario.priorities, stance, like)
        clock.lap(f"formulate {stance}")
        solution = _solve(formulation, loaded, clock.left(), solver, progress)
        clock.lap(f"solve {stance}")
        proofs = certified(solution, formulation.levels)
        clock.lap(f"prove {stance}")
        return Reading(formulation, solution, proofs)

    before = work_out("before")
    after = work_out("after", like=before.formulation)
    plan_tables = read_plan(before, after)
    plan_tables["assumptions"] = finish("assumptions", assumptions(scenario))
    if loaded.overridden:
        plan_tables["overrides"] = finish("overrides", overrides(loaded))
    if scenario.trials is not None:
        plan_tables["trials"] = finish("trials", try_sizes(scenario, scenario.trials, solver))
    shares = estimate_share(plan_tables["work"], *resting_on_estimates(scenario))
    proved = certificates(before, after)
    clock.lap("read")
    return Plan(loaded, plan_tables, before.solution, after.solution, shares, clock.laps, proved), after


def _solve(
    formulation: Formulation,
    loaded: Loaded,
    seconds: float | None,
    solver: str | None,
    progress: Progress | None,
) -> Solution:
    stance = formulation.given.stance
    deadline = None if seconds is None else monotonic() + seconds

    def tell(number: int, count: int, level: str) -> None:
        if progress is not None:
            progress(f"{stance} action: {level}", number, count)

    try:
        return solve_levels(
            formulation.program,
            formulation.levels,
            time_limit_seconds=seconds,
            progress=tell,
            solver=solver,
            whole_gap=loaded.scenario.whole_people.gap,
        )
    except ContradictionError as error:
        told = in_the_reader_s_words(error, formulation, loaded.scenario, deadline)
        repaired = with_repairs(told, formulation, loaded.scenario, loaded.raw, deadline)
        raise repaired.with_marks(loaded.marks) from None


def write_program(source: Source, target: str | Path) -> None:
    """Write the linear program of a scenario, with readable names, as .lp or .mps; its objective is the first level.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file cannot be read or written.
    """
    scenario = load(source).scenario
    formulation = formulate(tabulate(scenario), scenario.priorities)
    formulation.program.write(Path(target), formulation.levels[0].terms)


class _Clock:
    """Seconds of each stage, and what is left of a time limit."""

    def __init__(self, limit_seconds: float | None) -> None:
        self._limit = limit_seconds
        self._begun = self._last = perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self.laps[stage] = now - self._last
        self._last = now

    def left(self) -> float | None:
        return None if self._limit is None else max(0.0, self._limit - (perf_counter() - self._begun))
