"""Cost against coverage, or one priority against another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from planner.clashes import ContradictionError
from planner.errors import DefectError
from planner.model import formulate
from planner.pipeline.reading import Source, load, with_warnings
from planner.pipeline.solving import Progress
from planner.plan.contradictions import in_the_reader_s_words
from planner.plan.reading import Reading
from planner.reports.frontier_files import frontier_files
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.solver.lexicographic import solve_levels
from planner.tables import Tables, tabulate
from planner.whatif.asking import Base
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.frontier.least import least_pounds
from planner.whatif.frontier.moving import MovedBudget, moved_budget, refuse_unknown, spent_limits
from planner.whatif.frontier.plans import Plans, Tell, point
from planner.whatif.frontier.priorities import PrioritiesFrontier, priorities_frontier
from planner.whatif.frontier.result import Frontier
from planner.whatif.frontier.tracing import trace

POINTS = 30
"""How many plans are solved for a curve, or corners looked for, at most."""
NO_LEAST = DefectError("there is a plan, but no least budget for one")


def frontier(
    source: Source,
    *,
    limits: Sequence[str] = (),
    start: float | None = None,
    end: float | None = None,
    points: int = POINTS,
    progress: Progress | None = None,
) -> Frontier:
    """Work out what each further pound of the budget buys, and what a cut costs.

    Args:
        source: A scenario, or a plan's folder; see `load`.
        limits: The budget limits that move; unstated: those of all cost.
        start: Where the curve begins; unstated: at the least budget for which there is a plan [pounds a year].
        end: Where it ends; unstated: a little beyond the budget from which the gap no longer falls [pounds a year].
        points: How many plans are solved at most.
        progress: Called before each plan.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other, whatever the budget.
        UsageError: The file cannot be read, there is no budget, or no curve in that range.
    """
    with without_garbage_collection():
        loaded, compiled = _compiled(source)
        refuse_unknown(loaded.scenario, limits)
        plan = _plan(compiled)
        budget = moved_budget(loaded.scenario, limits, spent_limits(plan.reading) if isinstance(plan, Base) else ())
        least = least_pounds(compiled, budget)
        if least is None:
            raise _told(plan, loaded, compiled) if isinstance(plan, ContradictionError) else NO_LEAST
        least = budget.rounded_up(least)
        anchor = budget.today_pounds if isinstance(plan, Base) else least
        base = plan if isinstance(plan, Base) else _plan_at(least, budget, loaded, compiled, plan)
        plans = Plans(base, anchor, budget, _counted(progress, points))
        begin = min(least, anchor) if start is None else max(least, start)
        traced = trace(plans, budget, anchor, begin, end, points)
        return Frontier(
            loaded,
            budget,
            traced.points,
            plans.at(anchor) if isinstance(plan, Base) else None,
            _before(compiled.formulation.given.tables, loaded),
            least,
            _against_less(plans, least - budget.grain_pounds, loaded) if start is None or start < least else None,
            traced.ends_at,
            traced.beyond,
            points,
        )


def frontier_of_priorities(
    source: Source,
    first: str,
    second: str,
    *,
    points: int = POINTS,
    progress: Progress | None = None,
) -> PrioritiesFrontier:
    """Work out the least of one priority for each value of another.

    Args:
        source: A scenario, or a plan's folder; see `load`.
        first: One priority, as the scenario names it.
        second: The other one.
        points: How many corners are looked for at most.
        progress: Called before each step.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other.
        UsageError: The file cannot be read, or there is no such priority.
    """
    with without_garbage_collection():
        loaded, compiled = _compiled(source)
        if progress is not None:
            progress("the plan", 1, 2)
        base = _plan(compiled)
        if isinstance(base, ContradictionError):
            raise _told(base, loaded, compiled)
        if progress is not None:
            progress("the corners", 2, 2)
        return priorities_frontier(loaded, compiled, base.reading.solution, (first, second), points)


def _compiled(source: Source) -> tuple[Loaded, Compiled]:
    loaded = load(source)
    with_warnings(loaded, tabulate(loaded.scenario))
    compiled = compile_scenario(loaded.scenario)
    assert compiled is not None, "people who are not there have been found before"
    return loaded, compiled


def _plan(compiled: Compiled) -> Base | ContradictionError:
    """The plan of a scenario, or why there is none."""
    try:
        return Base(compiled)
    except ContradictionError as error:
        return error


def _plan_at(pounds: float, budget: MovedBudget, loaded: Loaded, compiled: Compiled, today: ContradictionError) -> Base:
    """The plan with a budget, where there is none with today's."""
    scenario = budget.at(loaded.scenario, pounds)
    changed = None if scenario is None else compile_scenario(scenario, compiled)
    plan = None if changed is None else _plan(changed)
    if not isinstance(plan, Base):
        raise _told(today, loaded, compiled)
    return plan


def _counted(progress: Progress | None, points: int) -> Tell:
    """Tells each plan with its number."""
    numbers = count(1)

    def tell(pounds: float) -> None:
        if progress is not None:
            number = next(numbers)
            progress(f"a budget of £{pounds:,.0f}", number, max(points, number))

    return tell


def _against_less(plans: Plans, pounds: float, loaded: Loaded) -> ContradictionError | None:
    """The rules that stand against a budget, as the reader knows them."""
    found = plans.why_not(pounds)
    return None if found is None else _told(found[0], loaded, found[1])


def _told(error: ContradictionError, loaded: Loaded, compiled: Compiled) -> ContradictionError:
    """A contradiction as the reader knows it."""
    told = in_the_reader_s_words(error, compiled.formulation, compiled.scenario, None)
    return told.with_marks(loaded.marks)


def _before(tables: Tables, loaded: Loaded) -> tuple[float, float]:
    """Cost and gap before action."""
    formulation = formulate(tables, loaded.scenario.priorities, "before")
    gap = loaded.scenario.whole_people.gap
    solution = solve_levels(formulation.program, formulation.levels, whole_gap=gap)
    found = point(0.0, Reading(formulation, solution))
    return found.cost_pounds, found.gap_hours


def files_of_frontier(found: Frontier) -> dict[str, bytes]:
    """Every file of a frontier by name, its chart among them."""
    from planner.charts.budget import budget_chart
    from planner.charts.files import chart_files

    chart = budget_chart(found)
    drawn = {name: content for name, content in chart_files([chart]).items() if not name.endswith(".md")}
    return frontier_files(found, drawn, (f"{chart.name}.svg", chart.text))
