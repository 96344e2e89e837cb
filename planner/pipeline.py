"""The whole way from a scenario file to a plan, read aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic, perf_counter

from planner.errors import ContradictionError, ScenarioError
from planner.model import Formulation, formulate
from planner.model.given import Stance
from planner.model.levels import lateness_weight
from planner.plan.assumptions import assumptions, resting_on_estimates
from planner.plan.certificate import certificates
from planner.plan.contradictions import in_the_reader_s_words, with_repairs
from planner.plan.coverage import estimate_share
from planner.plan.finish import finish
from planner.plan.plan import Plan
from planner.plan.read import read_plan
from planner.plan.reading import Reading
from planner.plan.trials import try_sizes
from planner.reports.gaps import gaps
from planner.reports.plan_folder import gap_in, scenario_of
from planner.scenario.load import Loaded, load_scenario
from planner.solver.certify import certified
from planner.solver.garbage import without_garbage_collection
from planner.solver.level import Solution
from planner.solver.lexicographic import solve_levels
from planner.tables import Tables, tabulate
from planner.tables.warnings import people_not_there, warnings_of
from planner.whatif.asking import Base
from planner.whatif.behind import behind
from planner.whatif.compiled import Compiled
from planner.whatif.effects import effects
from planner.whatif.explanation import Explanation
from planner.whatif.grammar import parse
from planner.whatif.units import changes
from planner.whatif.why_not import why_not

Progress = Callable[[str, int, int], None]
"""Called with what is being solved, and how many levels of how many are done."""

WORST = 5
"""How many of the largest gaps are explained."""
CLOSELY = 3
"""How many of the largest effects are looked at from both sides."""


def load(path: str | Path) -> Loaded:
    """Read a scenario, with everything it extends.

    Raises:
        ScenarioError: The scenario has problems; all of them are in the error.
        UsageError: The file cannot be read.
    """
    return load_scenario(path)


def check(path: str | Path) -> Loaded:
    """Read a scenario and look at it as the model will: everything that can be said before solving.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file cannot be read.
    """
    loaded = load(path)
    return with_warnings(loaded, tabulate(loaded.scenario))


def with_warnings(loaded: Loaded, tables: Tables) -> Loaded:
    """The same scenario with the warnings that only the worked-out tables can give.

    Raises:
        ScenarioError: People are away who are not in post.
    """
    problems = tuple(
        replace(problem, mark=loaded.marks.get(problem.path)) for problem in people_not_there(loaded.scenario, tables)
    )
    if problems:
        raise ScenarioError(problems)
    marked = tuple(
        replace(problem, mark=loaded.marks.get(problem.path)) for problem in warnings_of(loaded.scenario, tables)
    )
    return replace(loaded, warnings=loaded.warnings + marked)


def solve(
    path: str | Path,
    *,
    time_limit_seconds: float | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Work out the staffing plan of a scenario, before and after action.

    Args:
        path: The scenario file.
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
        return solve_loaded(load(path), time_limit_seconds=time_limit_seconds, solver=solver, progress=progress)


def solve_loaded(
    loaded: Loaded,
    *,
    time_limit_seconds: float | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Work out the plan of a scenario that has been read; see `solve`."""
    return _solved(loaded, time_limit_seconds, solver, progress)[0]


def _solved(
    loaded: Loaded, time_limit_seconds: float | None, solver: str | None, progress: Progress | None
) -> tuple[Plan, Reading]:
    """The plan of a scenario, and the solved program behind it."""
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
    if scenario.trials is not None:
        plan_tables["trials"] = finish("trials", try_sizes(scenario, scenario.trials, solver))
    shares = estimate_share(plan_tables["work"], *resting_on_estimates(scenario))
    proved = certificates(before, after)
    clock.lap("read")
    return Plan(loaded, plan_tables, before.solution, after.solution, shares, clock.laps, proved), after


def explain(
    path: str | Path,
    *,
    worst: int = WORST,
    closely: int = CLOSELY,
    question: str | None = None,
    progress: Progress | None = None,
) -> Explanation:
    """Explain a plan: what stands behind its gaps, what one more unit would do, or why not something else.

    Args:
        path: A plan's folder, or a scenario file.
        worst: How many of the largest gaps are looked at.
        closely: For how many of the largest effects the other direction and the range are looked for as well.
        question: What is to be forced, e.g. `move 2 officer from north to south in 2019-09`; with a question only that
            is answered.
        progress: Called before each level and each change.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other; there is no plan to explain.
        UsageError: There is no plan in the folder, it has been changed, or the question is not understood.
    """
    loaded, told = load(scenario_of(Path(path))), gap_in(Path(path))
    if question is not None:
        parse(question, loaded.scenario)
    with without_garbage_collection():
        plan, after = _solved(loaded, None, None, progress)
        compiled = Compiled(loaded.scenario, after.formulation, after.formulation.program.matrix())
        base = Base(compiled, after.solution)
        weight = lateness_weight(after.given)
        if question is not None:
            return Explanation(plan, base.outcome, weight, (), (), why_not(base, question), told)
        found = [gap for gap in gaps(plan) if gap.reason][:worst]
        roles = {gap.line: (*gap.reason.absent_roles, *gap.reason.scarce_roles) for gap in found if gap.reason}
        scarce = list(dict.fromkeys((gap.team, role) for gap in found for role in roles[gap.line]))
        measured = effects(base, changes(loaded.scenario, scarce), closely, progress)
        stand = tuple(behind(plan, gap.line, gap.gap_hours.after, roles[gap.line]) for gap in found)
        return Explanation(plan, base.outcome, weight, stand, tuple(measured), None, told)


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


def write_program(path: str | Path, target: str | Path) -> None:
    """Write the linear program of a scenario, with readable names, as .lp or .mps; its objective is the first level.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file cannot be read or written.
    """
    scenario = load(path).scenario
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
