"""What went wrong, in words on stderr, and as an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from planner.clashes import ContradictionError
from planner.errors import (
    EXIT_INTERRUPTED,
    EXIT_OUR_FAULT,
    EXIT_PLAN,
    EXIT_USAGE,
    DefectError,
    PlannerError,
    ScenarioError,
    StoppedError,
)

TRACEBACK_VARIABLE = "PLANNER_TRACEBACK"
"""Set to 1, it shows where in the program something went wrong."""


def report_failure(failure: BaseException, written: Sequence[str]) -> int:
    """Say what went wrong.

    Args:
        failure: What was raised.
        written: What the command had written before it.

    Returns:
        The exit code.
    """
    if isinstance(failure, BrokenPipeError):
        return _reader_went_away()
    if os.environ.get(TRACEBACK_VARIABLE) == "1":
        traceback.print_exception(failure)
    message, code = _in_words(failure, written)
    sys.stderr.write(message + "\n")
    return code


def _in_words(failure: BaseException, written: Sequence[str]) -> tuple[str, int]:
    if isinstance(failure, StoppedError):
        return str(failure), EXIT_INTERRUPTED
    if isinstance(failure, KeyboardInterrupt):
        return (
            f"Interrupted; {' and '.join(written)} had been written."
            if written
            else "Interrupted; nothing was written."
        ), EXIT_INTERRUPTED
    if isinstance(failure, ScenarioError):
        return _problems(failure), failure.exit_code
    if isinstance(failure, ContradictionError):
        return _contradiction(failure), failure.exit_code
    if isinstance(failure, PlannerError) and not isinstance(failure, DefectError):
        return str(failure), failure.exit_code
    if isinstance(failure, MemoryError):
        return (
            "There is not enough memory for this scenario. Plan fewer periods, or longer ones.",
            EXIT_OUR_FAULT,
        )
    if isinstance(failure, OSError):
        return (
            f"{failure.filename or 'The output'}: {(failure.strerror or str(failure)).lower()}.",
            EXIT_USAGE,
        )
    return _apology(failure), EXIT_OUR_FAULT


def _problems(failure: ScenarioError) -> str:
    from planner.scenario.render import render

    return render(failure.problems)


def _contradiction(failure: ContradictionError) -> str:
    from planner.reports.contradiction import contradiction

    return contradiction(failure)


def _apology(failure: BaseException) -> str:
    said = str(failure).strip().splitlines()
    what = type(failure).__name__ + (f": {said[0]}" if said else "")
    return (
        f"Sorry, planner failed where it should not have: {what}\n"
        "This is a defect of planner and not of your scenario. Please report it, with the scenario and with\n"
        f"what the same command prints when the environment variable {TRACEBACK_VARIABLE} is 1."
    )


def _reader_went_away() -> int:
    """Nobody reads any more (`planner schema | head`): nothing is wrong, and nothing more can be said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_PLAN
