"""Plans side by side, and the bridges between them."""

from __future__ import annotations

from pathlib import Path

from planner.clashes import ContradictionError
from planner.errors import UsageError
from planner.pipeline.reading import Source, load, with_warnings
from planner.pipeline.solving import Progress
from planner.plan.contradictions import in_the_reader_s_words
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.tables import tabulate
from planner.whatif.asking import Base
from planner.whatif.bridge import bridge
from planner.whatif.comparing import Compared, Comparison, different_places, names_apart
from planner.whatif.compiled import compile_scenario
from planner.whatif.measures import measures


def compare(*sources: Source, progress: Progress | None = None) -> Comparison:
    """Put plans side by side, the first one beside each of the others, with a bridge to each.

    Args:
        sources: Two or more scenarios, by their files, their plans' folders or as they were read; see `load`.
        progress: Called before each plan, and before each change of a bridge.

    Raises:
        ScenarioError: A scenario has problems.
        ContradictionError: The rules of one contradict each other; it has no plan to be put beside another.
        UsageError: There are fewer than two, or a file or folder cannot be read.
    """
    if len(sources) < 2:
        raise UsageError("There is one plan, and nothing to put beside it. Name two scenarios or plans' folders.")

    def tell(what: str, done: int, count: int) -> None:
        if progress is not None:
            progress(what, done, count)

    every = [load(source) for source in sources]
    names = names_apart([_name(source, loaded) for source, loaded in zip(sources, every, strict=True)])
    with without_garbage_collection():
        bases = []
        for number, (name, loaded) in enumerate(zip(names, every, strict=True)):
            tell(f"the plan of {name}", number, len(every))
            bases.append(_solved(loaded))
        plans = tuple(
            Compared(name, loaded, base.reading, measures(base.reading))
            for name, loaded, base in zip(names, every, bases, strict=True)
        )
        places = [different_places(every[0], other) for other in every[1:]]
        bridges = tuple(
            bridge(bases[0], every[0], plan.loaded, differences, plan.measures, tell)
            for plan, (differences, _) in zip(plans[1:], places, strict=True)
        )
    return Comparison(plans, tuple(each for each, _ in places), tuple(number for _, number in places), bridges)


def _name(source: Source, loaded: Loaded) -> str:
    is_folder = not isinstance(source, Loaded) and Path(source).is_dir()
    return Path(str(source)).name if is_folder else loaded.stem


def _solved(loaded: Loaded) -> Base:
    """The plan of a scenario, ready to be asked with changes."""
    with_warnings(loaded, tabulate(loaded.scenario))
    compiled = compile_scenario(loaded.scenario)
    assert compiled is not None, "people who are not there have been found before"
    try:
        return Base(compiled)
    except ContradictionError as error:
        told = in_the_reader_s_words(error, compiled.formulation, loaded.scenario, None)
        raise told.with_marks(loaded.marks) from None
