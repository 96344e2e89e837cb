"""The parts of the page on the screen about structure: ranks removed, structure by rank, initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from planner.reports.answer import Answer
from planner.reports.change_words import initiative_sentence
from planner.reports.layout import Over, grid
from planner.reports.lines import Line, headed, plain_lines
from planner.reports.removal_words import removal_sentences, supervision_sentences
from planner.reports.structure import by_rank
from planner.reports.words import fte, wrapped

MOST_NAMED = 4
"""Ways out, and roles that take over work, that are named in a line."""


def removed_ranks(answer: Answer, width: int) -> Iterator[Line]:
    """Ranks that are removed: how long it takes, what it saves, where the work goes, which supervision is lost."""
    if not answer.removed_ranks:
        return
    yield Line("Ranks removed", heading=True)
    for removed in answer.removed_ranks:
        first, *others = removal_sentences(removed, MOST_NAMED)
        yield from plain_lines(wrapped(first, width, first="- ", later="  "))
        for sentence in others:
            yield from plain_lines(wrapped(sentence, width, first="  ", later="    "))
    for sentence in supervision_sentences(answer.group_courses):
        yield from plain_lines(wrapped(sentence, width, first="- ", later="  "))


def structure(answer: Answer, width: int) -> Iterator[Line]:
    """Posts and people by rank, where a rank is removed."""
    if not answer.removed_ranks or not answer.structure:
        return
    rows = [["Structure, all teams", "at first", "at end", "at first", "before", "after", "after"]]
    rows += [
        [
            each.title,
            fte(each.opening_posts_fte),
            fte(each.closing_posts_fte.after),
            fte(each.opening_fte),
            fte(each.closing_fte.before),
            fte(each.closing_fte.after),
            fte(each.closing_heads.after),
        ]
        for each in by_rank(answer.structure)
    ]
    over = [Over(1, 2, "posts"), Over(3, 5, "people, FTE"), Over(6, 6, "heads")]
    yield from headed(grid(rows, width, over=over), 2)


def initiatives(answer: Answer, width: int) -> Iterator[Line]:
    """Changes to how work is done."""
    if not answer.initiatives:
        return
    yield Line("Changes to how work is done", heading=True)
    for each in answer.initiatives:
        yield from plain_lines(wrapped(initiative_sentence(each), width, first="- ", later="  "))
