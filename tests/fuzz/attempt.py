"""Reading a spoilt input as `planner check` does, under guard, and judging what came of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Literal

from planner.errors import Problem, ScenarioError, UsageError
from planner.pipeline import with_warnings
from planner.scenario.dump import dump_yaml
from planner.scenario.load import Loaded, load_scenario
from planner.scenario.render import render
from planner.scenario.scenario import Scenario
from planner.tables import tabulate

from .accounting import unaccounted
from .cases import Case

LONGEST_SECONDS = 5.0
"""What reading may take of the processor's time, whatever stands in the files [seconds]."""

Verdict = Literal["refused", "same", "different"]


class HangError(Exception):
    """Reading takes too long."""


@dataclass(frozen=True)
class Outcome:
    """What came of a case."""

    case: Case
    verdict: Verdict
    """Refused; or accepted, and the scenario is the same as without the mistakes, or different."""
    seconds: float
    """Processor time of reading and tabulating."""
    faults: tuple[str, ...]
    """What must not be: a traceback, a hang, something that was ignored."""


def attempt(case: Case, original: Scenario) -> Outcome:
    """Read a spoilt input, with everything that follows up to solving."""
    with TemporaryDirectory() as name:
        path = case.spoilt.write(Path(name))
        begun = time.process_time()
        faults: list[str] = []
        verdict: Verdict = "refused"
        try:
            with _guarded(LONGEST_SECONDS):
                loaded = _checked(path, original)
        except ScenarioError as error:
            faults += _unclear(error.problems)
        except UsageError as error:
            # The first file is there and can be read: what is wrong with the others is a problem at a line.
            faults.append(f"usage error: {error}")
        except HangError as error:
            faults.append(str(error))
        except Exception as error:
            faults.append(f"traceback: {error!r}")
        else:
            verdict = "same" if loaded.scenario == original else "different"
            faults += _not_clear_or_lost(loaded)
        return Outcome(case, verdict, time.process_time() - begun, tuple(faults))


def _checked(path: Path, original: Scenario) -> Loaded:
    loaded = load_scenario(path)
    # The tables of the same scenario are the same, and they take most of the time.
    return loaded if loaded.scenario == original else with_warnings(loaded, tabulate(loaded.scenario))


def _unclear(problems: tuple[Problem, ...]) -> Iterator[str]:
    if not render(problems):
        yield "refused without a word"
    for problem in problems:
        if not problem.message.endswith((".", "?", ")", "…")):
            yield f"no sentence: {problem.message!r}"


def _not_clear_or_lost(loaded: Loaded) -> Iterator[str]:
    """What was accepted is all there, and reads as the same again."""
    yield from (f"ignored: {each}" for each in unaccounted(loaded.files, loaded.scenario))
    render(loaded.warnings)
    again = loaded.files[0].parent / "resolved.yaml"
    again.write_text(dump_yaml(loaded.raw), encoding="utf-8")
    try:
        if load_scenario(again).scenario != loaded.scenario:
            yield "the resolved scenario reads as another one"
    except ScenarioError as error:
        yield f"the resolved scenario is refused: {error.problems[0].message}"


@contextmanager
def _guarded(seconds: float) -> Iterator[None]:
    """Stop whatever takes more than some seconds of the processor's time; where the system cannot, measure at least."""
    if os.name != "posix":
        begun = time.process_time()
        yield
        if time.process_time() - begun > seconds:
            raise HangError(f"hangs: more than {seconds:g} seconds")
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise HangError(f"hangs: more than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        with suppress(ValueError):
            signal.signal(signal.SIGPROF, before)
