"""Columns of text that fit a width: numbers to the right, and one column of names that gives way."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 8
"""The column of names is cut to no less than this [characters]."""


@dataclass(frozen=True)
class Over:
    """A head above several columns."""

    first: int
    last: int
    text: str


def grid(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    over: Sequence[Over] = (),
    left: Sequence[int] = (0,),
    flexible: int = 0,
) -> list[str]:
    """Rows as lines of equal columns, two blanks apart, or one where that is needed to fit.

    Args:
        rows: Cells; rows may be shorter than the longest.
        width: The widest line [characters].
        over: Heads above several columns; they make a line above the rows.
        left: Columns that begin at the left; all others end at the right.
        flexible: The column that is cut where the rows are still too wide.
    """
    count = max(len(row) for row in rows)
    filled = [[*row, *[""] * (count - len(row))] for row in rows]
    wide = [max(cells(row[column]) for row in filled) for column in range(count)]
    for between in (2, 1):
        widths = _with_room_for(over, wide, between)
        excess = sum(widths) + between * (count - 1) - width
        if excess <= 0:
            break
    widths[flexible] = max(min(FEWEST, widths[flexible]), widths[flexible] - max(0, excess))
    lines = [_heads(over, widths, between)] if over else []
    for row in filled:
        parts = [_placed(cut(cell, widths[number]), widths[number], number in left) for number, cell in enumerate(row)]
        lines.append((" " * between).join(parts).rstrip())
    return lines


def _with_room_for(over: Sequence[Over], widths: Sequence[int], between: int) -> list[int]:
    """Widths of columns, the last under each head widened where the head needs it."""
    widened = list(widths)
    for head in over:
        room = sum(widened[head.first : head.last + 1]) + between * (head.last - head.first)
        widened[head.last] += max(0, cells(head.text) - room)
    return widened


def _heads(over: Sequence[Over], widths: Sequence[int], between: int) -> str:
    """Heads in the middle above their columns; a single column's at its right end."""
    line = ""
    for head in over:
        begin = sum(widths[: head.first]) + between * head.first
        end = sum(widths[: head.last + 1]) + between * head.last
        free = end - begin - cells(head.text)
        after = free // 2 if head.last > head.first else 0
        line = _placed(line, end - after - cells(head.text), to_left=True) + head.text
    return line


def cells(text: str) -> int:
    """How many columns of a screen a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def cut(text: str, width: int) -> str:
    """Text of at most a width, with an ellipsis where it was longer."""
    if cells(text) <= width:
        return text
    kept = ""
    for sign in text:
        if cells(kept + sign) > width - 1:
            break
        kept += sign
    return kept.rstrip() + "…"


def _placed(text: str, width: int, to_left: bool) -> str:
    blanks = " " * (width - cells(text))
    return text + blanks if to_left else blanks + text
