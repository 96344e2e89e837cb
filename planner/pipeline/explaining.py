"""Why a plan is as it is."""

from __future__ import annotations

from pathlib import Path

from planner.model.levels import lateness_weight
from planner.pipeline.reading import Source, load
from planner.pipeline.solving import Progress, solved
from planner.reports.gaps import gaps
from planner.reports.plan_folder import gap_in
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.whatif.asking import Base
from planner.whatif.behind import behind
from planner.whatif.compiled import Compiled
from planner.whatif.effects import effects
from planner.whatif.explanation import Explanation
from planner.whatif.grammar import parse
from planner.whatif.units import changes
from planner.whatif.why_not import why_not

WORST = 5
"""How many of the largest gaps are explained."""
CLOSELY = 3
"""How many of the largest effects are looked at from both sides."""


def explain(
    source: Source,
    *,
    worst: int = WORST,
    closely: int = CLOSELY,
    question: str | None = None,
    progress: Progress | None = None,
) -> Explanation:
    """Explain a plan: what stands behind its gaps, what one more unit would do, or why not something else.

    Args:
        source: A plan's folder, or a scenario; see `load`.
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
    loaded = load(source)
    told = None if isinstance(source, Loaded) else gap_in(Path(source))
    if question is not None:
        parse(question, loaded.scenario)
    with without_garbage_collection():
        plan, after = solved(loaded, progress=progress)
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
