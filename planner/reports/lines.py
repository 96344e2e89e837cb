"""Lines of the page on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.reports.words import plain


@dataclass(frozen=True)
class Line:
    """A line of the page."""

    text: str
    heading: bool = False


def plain_lines(lines: Iterable[str]) -> list[Line]:
    """Lines without a heading."""
    return [Line(line) for line in lines]


def headed(lines: Sequence[str], headings: int = 1) -> list[Line]:
    """Lines of which the first few are headings."""
    return [Line(plain(line), number < headings) for number, line in enumerate(lines)]
