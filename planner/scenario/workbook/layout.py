"""The sheets of a scenario's workbook and their columns, as the types of the scenario state them.

Items under names, and lists of items, have a sheet of their own with one row each; what stands under an item without
names of its own becomes columns. A number with its pedigree takes several columns side by side. The types are the only
description of the form, so a new key of the scenario has its column here without more ado.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from planner.scenario.duration import Duration
from planner.scenario.profile import Profile
from planner.scenario.quantity import Quantity, _Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.shape import Kind, child, fields, is_names, is_number_with_pedigree, meaning
from planner.scenario.workbook.sheet_words import HEADINGS, NAMES, WHOLE_YEAR, WORDS

HEAD = "Scenario"
"""The sheet of what stands once in a scenario: one row for each key."""
DATED = "Dated values"
"""The sheet of numbers that change: one row for each of their dates."""
MORE = "More"
"""The sheet of whatever has no column: a path, and what stands there, written as in a YAML file."""
CONTENTS = "Contents"
"""The first sheet, which is not read."""
IS_DATED = "dated"
"""What stands in the place of a number whose values are on the sheet of dated values."""
MONTHS = tuple(calendar.month_name[1:])
"""In the order of a year."""

Path = tuple[str | None, ...]
"""Keys that lead to a place; none stands for a name that the reader chooses."""


@dataclass(frozen=True)
class Field:
    """What a row says in one cell, or in several side by side."""

    path: tuple[str, ...]
    """The keys that lead to it from the row's item; none where the item itself is the number."""
    kind: Kind
    about: str
    """What it means, with its unit."""
    parts: tuple[str, ...]
    """What each of its cells says; the first is the number, the word or the list itself."""

    @property
    def label(self) -> str:
        """The heading of its first cell, e.g. `arrivals.cases`."""
        return ".".join(self.path) or "value"

    def heading(self, part: str) -> str:
        """The heading of one of its cells, e.g. `arrivals.cases low`."""
        if part in MONTHS:
            return part
        if part == self.parts[0]:
            return self.label
        return f"{self.label} {part}" if self.path else part


@dataclass(frozen=True)
class Sheet:
    """A sheet with one row for each item."""

    name: str
    about: str
    path: Path
    """Where its items stand; of a list, where the list stands."""
    names: tuple[str, ...]
    """Headings of the first columns: the names on the way to the item, and its own; items of a list have none."""
    is_list: bool
    item: Kind
    fields: tuple[Field, ...]

    @property
    def word(self) -> str | None:
        """The key of a list's items that may stand alone, as a word: `gap_tier_1` is a priority without more."""
        return "level" if self.path == ("priorities",) else None

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings, in order."""
        return (*self.names, *(field.heading(part) for field in self.fields for part in field.parts))

    @property
    def section(self) -> str:
        """The section of the scenario that it belongs to."""
        return str(self.path[0])


@dataclass(frozen=True)
class Layout:
    """All that a workbook consists of."""

    head: tuple[Field, ...]
    """What stands once in a scenario."""
    sheets: tuple[Sheet, ...]


_PEDIGREE = ("per", "low", "high", "basis", "source", "note")
STEP = Field((), Quantity, "", ("value", *_PEDIGREE))
"""What a row of the dated values says beside its path and its date."""
STEP_ALONE = Field((), Quantity, "", ("value",))
"""The same without a pedigree."""
DATED_HEADINGS = ("path", "from", *STEP.parts)
MORE_HEADINGS = ("path", "value")
ABOUT = "what it means"
"""The heading of the column that explains the keys of the head, which is not read."""
HEAD_HEADINGS = ("key", "value", *_PEDIGREE, ABOUT)


@cache
def layout() -> Layout:
    """The sheets of a scenario, those of an item before those of what lies in it."""
    found = list(_parts(Scenario, (), (), ()))
    return Layout(
        tuple(each for each in found if isinstance(each, Field)),
        tuple(each for each in found if isinstance(each, Sheet)),
    )


def is_section(kind: Kind) -> bool:
    """Whether keys stand there that are known beforehand, and no number with its pedigree."""
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return is_model and not is_number_with_pedigree(kind) and kind is not Duration


def is_table(kind: Kind) -> bool:
    """Whether items stand there, under names or as a list."""
    return is_names(kind) or (not is_number_with_pedigree(kind) and is_section(child(kind, 0)))


def parts_of(kind: Kind) -> tuple[str, ...]:
    """What the cells of a place of some type say, the first the thing itself."""
    if isinstance(kind, type) and issubclass(kind, _Quantity):
        known = fields(kind)
        per = ("per",) if "per" in known else ()
        others = tuple(key for key in ("basis", "source", "note", *known) if key in known)
        more = tuple(dict.fromkeys(key for key in others if key not in ("from", "value", "range", "per")))
        return ("value", *per, "low", "high", *more)
    if isinstance(kind, type) and issubclass(kind, Profile):
        return ("values", "basis", "source", "note")
    return ("",)


def _parts(kind: Kind, path: Path, names: tuple[str, ...], below: tuple[str, ...]) -> Iterator[Field | Sheet]:
    """What a section says in cells of its row, and the sheets of what lies in it."""
    for key, field in fields(kind).items():
        inner = child(kind, key)
        here = (*below, key)
        if is_table(inner):
            yield from _sheets(inner, (*path, *here), names, meaning(field))
        elif is_section(inner):
            yield from _parts(inner, path, names, here)
        else:
            yield _field(here, inner, meaning(field), key)


def _field(path: tuple[str, ...], kind: Kind, about: str, key: str) -> Field:
    parts = parts_of(kind)
    if key in WHOLE_YEAR and parts[0] == "values":
        parts = (*MONTHS, *parts[1:])
    return Field(path, kind, about, parts)


def _sheets(kind: Kind, path: Path, parents: tuple[str, ...], about: str) -> Iterator[Sheet]:
    """The sheet of a table, and those of what lies in its items."""
    is_list = not is_names(kind)
    item = child(kind, 0 if is_list else "name")
    inside = path if is_list else (*path, None)
    word = _word(inside)
    if is_names(item):
        yield from _sheets(item, inside, (*parents, word), about)
        return
    parts = list(_parts(item, inside, (*parents, word), ())) if is_section(item) else [_item(item, about)]
    own = () if is_list else (HEADINGS.get(_dotted(inside), "name") if is_section(item) else word,)
    cells = tuple(each for each in parts if isinstance(each, Field))
    yield Sheet(_name(path), about, inside, (*parents, *own), is_list, item, cells)
    # What lies in the items of a list has no name to be found by: the sheet `More` holds it.
    yield from () if is_list else (each for each in parts if isinstance(each, Sheet))


def _item(kind: Any, about: str) -> Field:
    return Field((), kind, about, parts_of(kind))


def _dotted(path: Path) -> str:
    return ".".join(part or "*" for part in path)


def _word(path: Path) -> str:
    """What the names of a table are called where they lead to what lies in its items."""
    key = next(part for part in reversed(path) if part is not None)
    return HEADINGS.get(_dotted(path)) or WORDS.get(key) or key.replace("_", " ")


def _name(path: Path) -> str:
    """The name of a table's sheet; one that nobody gave is made of its keys, as far as there is room."""
    given = NAMES.get(_dotted(path))
    if given is not None:
        return given
    words = [part.replace("_", " ") for part in path if part is not None]
    while len(" ".join(words)) > LONGEST_NAME and len(words) > 1:
        del words[0]
    return " ".join(words)[:LONGEST_NAME].capitalize()


LONGEST_NAME = 31
"""Of a sheet [characters]."""
