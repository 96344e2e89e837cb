"""A part of an explanation: a heading, sentences, a table and remarks, whatever it is written on."""

from __future__ import annotations

from dataclasses import dataclass

INNER = "\t"
"""A remark that begins with this belongs to the one before it."""


@dataclass(frozen=True)
class Section:
    """One part, from top to bottom."""

    title: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    bullets: tuple[str, ...] = ()
    left: tuple[int, ...] = (0,)
    """Columns of the table that are text."""
