"""Plans that are nearly as good as the best: the one that changes least, and what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner.model import formulate
from planner.pipeline.reading import Source, load
from planner.pipeline.solving import Progress, solved
from planner.plan.reading import Reading
from planner.scenario.load import Loaded
from planner.scenario.uncertain import uncertain_numbers
from planner.solver.garbage import without_garbage_collection
from planner.solver.lexicographic import solve_levels
from planner.whatif.alternatives import LOSS, OVER, Alternatives, End, alternatives, gap_at, looked_at, most_important
from planner.whatif.asking import Base
from planner.whatif.compiled import Compiled
from planner.whatif.good_plans import Amounts, amounts
from planner.whatif.stress import ENDS

TODAY = "today: what goes on if nothing new is decided"


@dataclass(frozen=True)
class Found:
    """A scenario, and the plans that are nearly as good as its best."""

    loaded: Loaded
    alternatives: Alternatives


def find_alternatives(
    source: Source,
    *,
    loss: float = LOSS,
    close_to: Source | None = None,
    over: int | None = None,
    progress: Progress | None = None,
) -> Found:
    """Find the good plan that changes least, and between what each way and move lies in all good plans.

    Args:
        source: A plan's folder, or a scenario; see `load`.
        loss: How much worse each priority may be, as a share of its measure.
        close_to: The plan that the alternatives are to be close to; unstated: what goes on if nothing new is decided.
        over: How many assumptions are looked at, the most important first; unstated: 3, none where people are whole.
        progress: Called before each level and each step.

    Raises:
        ScenarioError: The scenario has problems.
        ContradictionError: Its rules contradict each other; there is no plan.
        UsageError: A file or folder cannot be read.
    """
    loaded = load(source)
    tell = progress or _nothing
    with without_garbage_collection():
        _, after = solved(loaded, progress=progress)
    scenario = loaded.scenario
    if close_to is None:
        other, called = _at_rest(after, loaded), TODAY
    else:
        other, called = _of(load(close_to), after, progress), f"the plan of {Path(str(close_to)).name}"
    whole = bool(after.formulation.program.whole_columns)
    ends = _ends(loaded, after, loss, (0 if whole else OVER) if over is None else over, tell)
    tell("plans nearly as good", 0, 1)
    with without_garbage_collection():
        return Found(loaded, alternatives(scenario, after, other, called, loss, ends))


def _nothing(what: str, done: int, count: int) -> None:
    del what, done, count


def _at_rest(after: Reading, loaded: Loaded) -> Amounts:
    """What goes on if nothing new is decided."""
    before = formulate(after.given.tables, loaded.scenario.priorities, "before")
    return amounts(Reading(before, solve_levels(before.program, before.levels)))


def _of(loaded: Loaded, after: Reading, progress: Progress | None) -> Amounts:
    """What another plan decides, by the names and the first days of this one."""
    with without_garbage_collection():
        _, other = solved(loaded, progress=progress)
    periods = {row["period_first"]: number for number, row in enumerate(after.period_facts)}
    first = [row["period_first"] for row in other.period_facts]
    decided = {}
    for (family, name, period), fte in amounts(other).items():
        day = first[period] if period >= 0 else None
        if day in periods:
            decided[family, name, periods[day]] = fte
    return decided


def _ends(loaded: Loaded, after: Reading, loss: float, count: int, tell: Progress) -> list[End]:
    """The most important assumptions, each at both ends of its range."""
    numbers = uncertain_numbers(loaded.scenario) if count else ()
    if not numbers:
        return []
    base = Base(
        Compiled(loaded.scenario, after.formulation, after.formulation.program.matrix()),
        after.solution,
    )
    found: list[End] = []
    steps = 2 * len(numbers)
    for number in numbers:
        for end, position in ENDS.items():
            tell(f"{number.path} {end}", len(found), steps)
            with without_garbage_collection():
                found.append(gap_at(base, number, end, position))
    chosen = most_important(found, base.outcome.all_gap_hours, count)
    important = [each for path in chosen for each in found if each.path == path]
    looked = []
    for place, each in enumerate(important):
        tell(f"good plans with {each.path} {each.end}", place, len(important))
        with without_garbage_collection():
            looked.append(looked_at(base, each, ENDS[each.end], loss))
    return looked
