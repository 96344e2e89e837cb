"""How wide the columns of a table are, and whether it needs a page on its side."""

from __future__ import annotations

from planner.papers.paper import Section, Table

PORTRAIT_CM, LANDSCAPE_CM = 16.0, 24.7
"""Width of the text on an upright A4 page, and on one on its side."""
SIGN_CM = 0.168
"""Width of a sign of the small text in tables, of the wider of the fonts that are used."""
PADDING_CM = 0.26
"""Room beside a cell's text, both sides together."""
LONGEST_WORD = 17
"""Longer words may be broken [signs]."""
LONGEST_WANTED, OF_THE_REST, MOST_WANTED = 40, 0.4, 100
"""A column of words wants room for so many signs, for so much of what is longer, and for so many at the most; the text
goes on in the next line [signs, share, signs]."""
HEAD_LINES = 2
"""So many lines the head of a column may take where there is room for it."""
BOLD = 1
"""By so much bold text is longer [signs]."""
MOST_TEXTS = 4
"""A table with more columns of words is laid on its side."""


def is_wide(table: Table) -> bool:
    """Whether a table needs a page on its side."""
    return len(table.texts) > MOST_TEXTS or sum(_least(table)) > PORTRAIT_CM


def lies_on_its_side(section: Section) -> bool:
    """Whether a section goes onto pages on their side: one of its tables needs that."""
    return any(isinstance(block, Table) and is_wide(block) for block in section.blocks)


def widths(table: Table, available_cm: float) -> list[float]:
    """The width of each column [cm]; together they fill what is available.

    Every column has room for its longest word; what is left goes to the columns that want more.
    """
    least, wanted = _least(table), _wanted(table)
    if sum(least) >= available_cm:
        return [each * available_cm / sum(least) for each in least]
    missing = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    spare = available_cm - sum(least)
    if sum(missing) >= spare:
        return [have + spare * lack / sum(missing) for have, lack in zip(least, missing, strict=True)]
    rest = spare - sum(missing)
    return [have + lack + rest * want / sum(wanted) for have, lack, want in zip(least, missing, wanted, strict=True)]


def _cells(table: Table) -> list[list[str]]:
    return [[row[number] for row in (table.head, *table.rows)] for number in range(len(table.head))]


def _least(table: Table) -> list[float]:
    """Room for the longest word of each column; figures are not broken at all."""
    return [_cm(max(_longest_word(cells[0]) + BOLD, *map(_longest_word, cells[1:]), 1)) for cells in _cells(table)]


def _wanted(table: Table) -> list[float]:
    found = []
    for head, *cells in _cells(table):
        longest = max((_wanted_of(cell) for cell in cells), default=1)
        found.append(_cm(max(longest, _longest_word(head) + BOLD, -(-len(head) // HEAD_LINES) + BOLD)))
    return found


def _wanted_of(cell: str) -> int:
    longer = max(0, len(cell) - LONGEST_WANTED)
    return min(MOST_WANTED, len(cell) - longer + round(OF_THE_REST * longer))


def _longest_word(text: str) -> int:
    """How long its longest word is, of which so much must stand in a line [signs]."""
    return max(min(len(word), LONGEST_WORD) for word in text.split(" "))


def _cm(signs: int) -> float:
    return max(2, signs) * SIGN_CM + PADDING_CM
