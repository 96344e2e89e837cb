"""The work of one worker: the scenario solved once, then what-if after what-if, each from that plan.

A worker is handed the scenario as it was read, so that it needs no file; what it has solved it keeps for the next runs
of the same sweep. Every run restarts from the plan of the scenario as it is and never from another run.
"""

from __future__ import annotations

import pickle
import threading
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from typing import Literal, TypeAlias

from planner.clashes import ContradictionError
from planner.errors import Problem, ScenarioError
from planner.plan.plain_words import rule_in_plain_words
from planner.scenario.load import Loaded
from planner.solver.garbage import without_garbage_collection
from planner.tables import tabulate
from planner.tables.warnings import people_not_there
from planner.version import __version__
from planner.whatif.asking import Asked, Base, Solved
from planner.whatif.compiled import Compiled, compile_scenario
from planner.whatif.measures import Measures, measures
from planner.whatif.sweep.changing import changed_by
from planner.whatif.sweep.design import Run

Status: TypeAlias = Literal["solved", "not_proved", "problems", "contradiction", "failed"]
"""How a run ended: with a plan; with one that is not proved; it is no scenario; its rules contradict each other; or
planner did not keep a promise about its own result."""

LIBRARIES = ("highspy", "numpy", "pandas", "pydantic")
"""Libraries on which the figures of a run depend."""
HOW: dict[Solved, str] = {
    "not at all": "not_at_all",
    "from the plan": "restarted",
    "from nothing": "from_nothing",
}
MOST_NAMED = 3
"""Problems or rules that a message names; the others are counted."""


@dataclass(frozen=True)
class Answer:
    """What came of one run."""

    status: Status
    message: str = ""
    """Why there is no plan; empty where there is one."""
    measures: Measures = field(default_factory=dict)
    """The figures of its plan; none where there is no plan."""
    how: str = ""
    """How it was solved: not_at_all (its plan is that of the scenario as it is), restarted, fell_back or from_nothing;
    empty where it was not."""

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan."""
        return bool(self.measures)


class BaseContradictsError(Exception):
    """The rules of the scenario as it is contradict each other, so that there is no plan to restart from."""


class OtherVersionError(Exception):
    """A worker has other versions than the process that asks, and would give other figures."""


@dataclass(frozen=True)
class Package:
    """The scenario of a sweep as it goes to workers."""

    content: bytes = field(repr=False)
    """The scenario, packed."""
    digest: str
    versions: str
    """With what its runs are solved."""


def packed(loaded: Loaded) -> Package:
    """Pack a scenario for workers."""
    content = zlib.compress(pickle.dumps(loaded))
    return Package(content, sha256(content).hexdigest(), versions())


def versions() -> str:
    """With what runs are solved here: planner and the libraries on which figures depend."""
    return ", ".join([f"planner {__version__}", *(f"{name} {version(name)}" for name in LIBRARIES)])


def ask_all(package: Package, runs: Sequence[Run]) -> list[Answer]:
    """Answer some runs, in their order; called in a worker.

    Raises:
        BaseContradictsError: The scenario as it is has no plan.
        OtherVersionError: The versions here are others than where the sweep was begun.
    """
    if package.versions != versions():
        raise OtherVersionError(versions())
    # A worker of a cluster may have several threads; one plan after the other is made in a process.
    with _ONE_AT_A_TIME, without_garbage_collection():
        return [_answer(run, *_solved(package)) for run in runs]


_ONE_AT_A_TIME = threading.Lock()
_SOLVED: dict[str, tuple[Loaded, Base]] = {}
"""The scenario of the sweep for which this process works, solved; one and no more."""


def _solved(package: Package) -> tuple[Loaded, Base]:
    if package.digest not in _SOLVED:
        _SOLVED.clear()
        loaded: Loaded = pickle.loads(zlib.decompress(package.content))  # noqa: S301 - packed by the one who asks
        compiled = compile_scenario(loaded.scenario)
        assert compiled is not None, "the scenario was checked before it was packed"
        try:
            _SOLVED[package.digest] = (loaded, Base(compiled))
        except ContradictionError as error:
            raise BaseContradictsError(str(error)) from None
    return _SOLVED[package.digest]


def _answer(run: Run, loaded: Loaded, base: Base) -> Answer:
    if not run.settings:
        return _told(base.asked)
    try:
        scenario = changed_by(loaded, run.settings)
        asked = base.ask(scenario)
        if asked is None:
            return _problems(tuple(people_not_there(scenario, tabulate(scenario))))
        if asked.contradiction is not None:
            return _contradiction(asked.contradiction, asked.compiled)
    except ScenarioError as error:
        return _problems(error.problems)
    except MemoryError:
        raise
    except Exception as error:
        # A defect of planner in one run takes no other run with it; it stands in the tables, and in the exit code.
        return Answer("failed", _first_few([f"{type(error).__name__}: {error}"]))
    return _told(asked)


def _told(asked: Asked) -> Answer:
    assert asked.reading is not None, "what does not contradict itself has been solved"
    proved = asked.reading.solution.status == "optimal"
    how = "fell_back" if asked.fallbacks else HOW[asked.solved]
    return Answer("solved" if proved else "not_proved", "", measures(asked.reading), how)


def _problems(problems: Sequence[Problem]) -> Answer:
    serious = [each for each in problems if each.severity == "problem"]
    return Answer("problems", _first_few([f"{each.path}: {each.message}" for each in serious]))


def _contradiction(error: ContradictionError, compiled: Compiled) -> Answer:
    rules = [rule_in_plain_words(each, compiled.formulation, compiled.scenario) for each in error.rules]
    named = _first_few([f"{each.rule} ({each.place})" for each in rules])
    return Answer("contradiction", f"rules that contradict each other: {named}")


def _first_few(parts: Sequence[str]) -> str:
    named = "; ".join(" ".join(each.split()) for each in parts[:MOST_NAMED])
    return named + (f"; and {len(parts) - MOST_NAMED} more" if len(parts) > MOST_NAMED else "")
