"""What went wrong, in words on stderr, and as an exit code."""

from __future__ import annotations

import math
import os
import sys
import textwrap
import traceback
from collections.abc import Sequence

from planner.errors import (
    EXIT_INTERRUPTED,
    EXIT_OUR_FAULT,
    EXIT_PLAN,
    EXIT_USAGE,
    Change,
    ClashingRule,
    Conflict,
    ContradictionError,
    DefectError,
    EarliestDate,
    Mark,
    PlannerError,
    ScenarioError,
)

TRACEBACK_VARIABLE = "PLANNER_TRACEBACK"
"""Set to 1, it shows where in the program something went wrong."""

WIDTH = 100
"""The widest line of a message, where its words allow it [characters]."""

MORE_OF_WHAT = {
    "clear_by": " overdue on that day",
    "coverage_floor": " not covered in a year",
    "duties_passed": " taken over",
    "gone_by": " left",
}
"""What there may be more of, where the name of the figure does not say it, by family."""


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
    if isinstance(failure, KeyboardInterrupt):
        return (
            f"Interrupted; {' and '.join(written)} had been written."
            if written
            else "Interrupted; nothing was written."
        ), EXIT_INTERRUPTED
    if isinstance(failure, ScenarioError):
        return _problems(failure), failure.exit_code
    if isinstance(failure, ContradictionError):
        return contradiction(failure), failure.exit_code
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


def contradiction(failure: ContradictionError) -> str:
    """Each rule that takes part, with its place and its line, what would be enough alone, and what to do."""
    several = len(failure.conflicts) > 1 or not failure.every_conflict_found
    blocks = ["\n".join(_lines(_opening(failure)))]
    told: set[str] = set()
    for number, conflict in enumerate(failure.conflicts, start=1):
        if several:
            blocks.append(_which(conflict, f"Conflict {number}. "))
        blocks += [_rule(clashing) for clashing in conflict.rules]
        places = {rule.place for rule in conflict.rules}
        dates = [date for date in failure.earliest if date.place in places or not several]
        told |= {date.place for date in dates}
        blocks += _dates(dates)
        if conflict.changes:
            lines = [line for change in conflict.changes for line in _lines(_change(change), _at(change.mark))]
            which = "Each of these changes" if len(conflict.changes) > 1 else "Only this change"
            blocks.append("\n".join([f"{which} alone {'ends this conflict' if several else 'is enough'}:", *lines]))
        elif several:
            blocks.append("\n".join(_lines(_no_change(conflict))))
    blocks += _dates([date for date in failure.earliest if date.place not in told])
    blocks.append("\n".join(_lines(_advice(failure))))
    return "\n\n".join(blocks)


def _opening(failure: ContradictionError) -> str:
    there_is_no_plan = "The rules of this scenario contradict each other, so there is no plan."
    count = len(failure.conflicts)
    if count == 0:
        return there_is_no_plan
    if not failure.every_conflict_found:
        found = "This is one conflict" if count == 1 else f"These are {count} conflicts"
        return f"{there_is_no_plan} {found}; there may be others. Each needs a change of its own."
    if count > 1:
        return f"{there_is_no_plan} There are {count} conflicts; each needs a change of its own."
    return f"{there_is_no_plan} {_which(failure.conflicts[0], '')}"


def _which(conflict: Conflict, number: str) -> str:
    return f"{number}{'These cannot all hold:' if len(conflict.rules) > 1 else 'This cannot hold:'}"


def _rule(clashing: ClashingRule) -> str:
    mark = clashing.mark
    shown = textwrap.shorten(mark.text, WIDTH - 6, placeholder=" …") if mark else ""
    line = f"\n    | {shown}" if shown else ""
    return f"{_at(mark)}{clashing.place}{line}\n    {clashing.rule}"


def _dates(dates: Sequence[EarliestDate]) -> list[str]:
    return ["\n".join(_lines(_date(date), _at(date.mark))) for date in dates]


def _no_change(conflict: Conflict) -> str:
    if conflict.every_change_tried:
        return "No single change ends this conflict: loosen several of these together."
    return "Which changes would end this conflict was not found out in the time."


def _advice(failure: ContradictionError) -> str:
    """What to do, and what is not known or not to be had."""
    how = "a lower minimum, a higher limit, a later date"
    several = len(failure.conflicts) > 1 or not failure.every_conflict_found
    if not failure.conflicts:
        return (
            "The time ended before it was known which rules these are. Give it more time, and solve again."
            " Nothing was written."
        )
    if several:
        return f"Loosen one rule of each ({how}) or allow more of a lever, and solve again. Nothing was written."
    if failure.every_change_tried and not failure.changes:
        return (
            "No single change is enough. Other rules contradict each other as well: loosen one of these"
            f" ({how}) and solve again to see the others. Nothing was written."
        )
    unknown = (
        "" if failure.every_change_tried else f"Not every {'other ' * bool(failure.changes)}change has been tried. "
    )
    return f"{unknown}Loosen one of them ({how}) or allow more of a lever, and solve again. Nothing was written."


def _at(mark: Mark | None) -> str:
    return f"{mark.file}:{mark.line}:{mark.column}  " if mark else ""


def _lines(text: str, first: str = "") -> list[str]:
    """Text in lines that fit the screen, the later ones set in."""
    return textwrap.wrap(
        first + text, WIDTH, subsequent_indent=" " * 4 if first else "", break_long_words=False, break_on_hyphens=False
    )


def _change(change: Change) -> str:
    """A change in words, e.g. `supply.overtime.fte: 1.20 FTE more (1.70 instead of 0.50)`."""
    decimals = max(2, len(f"{change.amount:.6f}".rstrip("0").partition(".")[2]))
    pounds = "£" if change.unit == "pounds" else ""
    unit = f" {change.unit}" if change.unit and not pounds else ""
    which = "more or less" if change.direction == "either" else change.direction
    of_what = MORE_OF_WHAT.get(change.family, "")
    words = f"{change.place}: {pounds}{change.amount:,.{decimals}f}{unit} {which}{of_what}"
    if change.limit is None or change.enough is None:
        return words
    # Rounded towards the looser side, so that the figure shown is enough as well.
    towards = math.ceil if change.direction == "more" else math.floor
    enough = towards(round(change.enough * 10**decimals, 3)) / 10**decimals
    return f"{words} ({pounds}{enough:,.{decimals}f} instead of {pounds}{change.limit:,.{decimals}f})"


def _date(earliest: EarliestDate) -> str:
    """What is wrong with a date, and which one works."""
    least = math.floor(earliest.least_fte * 10 + 1e-6) / 10
    left = f"at least {least:,.1f} FTE" if least else "a rest of less than 0.1 FTE"
    asked = f"{earliest.place} asks for {earliest.asked}"
    too_many = f"{asked}; the ways out that the rules allow leave {left} on that day"
    if earliest.possible is None:
        return f"{too_many}, and no date within the plan works."
    together = f"all ranks together can be gone by {earliest.together}"
    if earliest.possible <= earliest.asked:
        with_others = f"; {together}." if earliest.together else "."
        return f"{asked}, which works alone, but not with other dates{with_others}"
    if earliest.together is None:
        return f"{too_many}. The earliest date that works is {earliest.possible}."
    return f"{too_many}. The earliest date that works is {earliest.possible} for this rank alone; {together}."


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
