"""Problems as a compiler shows them: place, line, caret, what is wrong, what to write instead."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable

from planner.errors import Mark, Problem

MOST_SHOWN = 50
"""Problems that are shown; the others are counted."""
WIDEST = 100
"""The widest line, where its words allow it [characters]."""
INDENT = "    "
"""Before what is said of a place."""
MARGIN = f"{INDENT}| "
"""Before a line of the file."""
SHOWN = WIDEST - len(MARGIN) - 2
"""Signs of a line of the file that are shown, an ellipsis on either side apart [characters]."""
LONGEST_MESSAGE = 600
"""Longer messages are cut [characters]."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def render(problems: Iterable[Problem]) -> str:
    """Problems and warnings, in the order given, with a count at the end."""
    every = tuple(problems)
    wrong = [problem for problem in every if problem.severity == "problem"]
    warnings = [problem for problem in every if problem.severity == "warning"]
    listed = [problem for problem in every if problem.severity != "note"]
    blocks = [_block(problem) for problem in listed[:MOST_SHOWN]]
    if len(listed) > MOST_SHOWN:
        blocks.append(f"… and {len(listed) - MOST_SHOWN} more.")
    blocks.append(_count(len(wrong), len(warnings)))
    notes = [_wrapped(_safe(problem.message)) for problem in every if problem.severity == "note"]
    blocks[-1] = "\n".join([blocks[-1], *notes])
    return "\n\n".join(block for block in blocks if block)


def _count(wrong: int, warnings: int) -> str:
    parts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((wrong, "problem"), (warnings, "warning"))
        if number
    ]
    return ", ".join(parts) + ("; nothing was solved." if wrong else "." if warnings else "")


def _block(problem: Problem) -> str:
    mark = problem.mark
    head = [_safe(mark.at)] if mark else []
    head += [problem.severity] if problem.severity != "problem" else []
    head += [_safe(problem.path)] if problem.path else []
    lines = ["  ".join(head)] if head else []
    if head and len(lines[0]) > WIDEST and len(head) > 1:
        lines = ["  ".join(head[:-1]), f"{INDENT}{head[-1]}"]
    if mark is not None and mark.text.strip():
        lines += [f"{MARGIN}{line}" for line in _pointed(mark)]
    message = _safe(problem.message)
    if len(message) > LONGEST_MESSAGE:
        message = message[: LONGEST_MESSAGE // 2] + " … " + message[-LONGEST_MESSAGE // 2 :]
    return "\n".join([*lines, _wrapped(message, INDENT)])


def _wrapped(text: str, indent: str = "") -> str:
    """Text in lines that fit the screen; words stay whole, so that names and paths can be searched for."""
    lines = textwrap.wrap(
        text,
        WIDEST,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _pointed(mark: Mark) -> tuple[str, str]:
    """The line and the carets under it, cut to what fits around the place."""
    line, column = _safe(mark.text.rstrip()), mark.column - 1
    begin = 0
    if len(line) > SHOWN:
        begin = max(0, min(column - SHOWN // 3, len(line) - SHOWN))
        cut = line[begin : begin + SHOWN]
        before, after = ("…" if begin else ""), ("…" if begin + SHOWN < len(line) else "")
        line, column = before + cut + after, column - begin + len(before)
    width = max(1, min(mark.width, len(line) - column))
    return line, " " * _cells(line[:column]) + "^" * max(1, _cells(line[column : column + width]))


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _safe(text: str) -> str:
    """A text that cannot steer a terminal; every sign keeps its column."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " ").replace("\n", " "))
