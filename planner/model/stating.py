"""Rules as they are stated in a program, and which of them stand as they are when little of the tables differs.

A rule is a function of the columns and of what it reads of `Given`, which is noted (`planner.model.given.memory`).
For a changed scenario it is stated again only if the columns, or something that it read, are no longer the same;
otherwise its rows are taken over from the program before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from planner.model.given import Given
from planner.solver.program import Program

Figure = TypeVar("Figure")


@dataclass(frozen=True)
class _Stated:
    """What came of a function, and from what."""

    result: Any
    """The rows of a rule, or a figure."""
    read: frozenset[str]
    """What it read of `Given`."""
    others: tuple[object, ...]
    """What else it was given, besides the columns."""


class Stating:
    """States rules in a program one after the other, and knows what each of them read."""

    def __init__(self, program: Program, given: Given, like: Stating | None) -> None:
        """Begin once the columns are there.

        Args:
            program: Columns, and no rows so far.
            given: What the rules read; it remembers what was given to the program before.
            like: How a program was stated that differs in little; of no use if its columns are others.
        """
        self.program = program
        self.given = given
        self.stated: dict[str, _Stated] = {}
        self._like = like if like is not None and program.has_columns_of(like.program) else None

    def rule(self, name: str, state: Callable[[Given], None], *others: object) -> None:
        """Add the rows of a rule."""
        known = self._known(name, others)
        first = len(self.program.rules)
        reader = self.given.watched()
        if known is not None and self._like is not None:
            self.program.repeat_rules(self._like.program, known.result)
        else:
            state(reader)
        read = known.read if known is not None else frozenset(reader.read)
        self.stated[name] = _Stated(range(first, len(self.program.rules)), read, others)

    def figure(self, name: str, work_out: Callable[[Given], Figure], *others: object) -> Figure:
        """Work out what rests on the columns, too: costs, or levels."""
        known = self._known(name, others)
        if known is None:
            reader = self.given.watched()
            result = work_out(reader)
            known = _Stated(result, frozenset(reader.read), others)
        self.stated[name] = known
        found: Figure = known.result
        return found

    def _known(self, name: str, others: tuple[object, ...]) -> _Stated | None:
        """What came of it before, if it rests on nothing that differs."""
        known = self._like.stated.get(name) if self._like is not None else None
        if known is None or any(one is not other for one, other in zip(known.others, others, strict=True)):
            return None
        return known if self.given.memory.are_the_same(known.read) else None
