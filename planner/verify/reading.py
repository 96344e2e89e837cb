"""The resolved scenario of a plan's folder, read by the strict reader of scenarios: `no` is a word and `010` is ten."""

from __future__ import annotations

from planner.errors import Problem
from planner.scenario.file_text import Text, split_lines
from planner.scenario.nodes import plain
from planner.scenario.yaml_reader import read_yaml_text
from planner.verify.files import SCENARIO
from planner.verify.finding import Wrong
from planner.verify.folder import Stated


def read_scenario(text: str) -> tuple[Stated | None, tuple[Wrong, ...]]:
    """The scenario, and what is wrong with how it is written; no scenario where anything is."""
    reading = read_yaml_text(Text(SCENARIO, text, split_lines(text)))
    if reading.problems or reading.root is None:
        return None, tuple(map(_wrong, reading.problems))
    stated = Stated(plain(reading.root))
    try:
        if len(stated.periods):
            return stated, ()
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        says = f"no periods that can be laid out ({type(error).__name__}: {error})"
        return None, (Wrong(SCENARIO, "period", "", says, "a first and a last month or day"),)
    return None, (Wrong(SCENARIO, "period", "", "no period", "at least one"),)


def _wrong(problem: Problem) -> Wrong:
    line = f"line={problem.mark.line}" if problem.mark else ""
    return Wrong(SCENARIO, line, problem.path, problem.message, "a scenario that can be read")
