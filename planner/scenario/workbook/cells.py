"""What a place of a scenario looks like in cells, and what cells say of a place: each the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from planner.errors import Mark, Problem
from planner.scenario.dump import dump_in_a_line
from planner.scenario.file_text import Text
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, moved_to
from planner.scenario.quantity import Rate, ShareRate
from planner.scenario.shape import Kind, child, is_number_with_pedigree
from planner.scenario.workbook.grids import Read, as_text
from planner.scenario.workbook.layout import MONTHS, Field
from planner.scenario.yaml_reader import read_yaml_text
from planner.scenario.yaml_scalars import meaning

LONGEST_TEXT = 32_000
"""Longer texts do not fit a cell [characters]."""
_LARGEST_WHOLE = 2**53

Shown = str | int | float | bool
"""What is written into a cell."""


# ---------------------------------------------------------------- from the scenario to cells
def laid_out(field: Field, value: Any) -> dict[str, Shown] | None:
    """What a place's cells say, by part; none where its cells cannot say it."""
    if is_number_with_pedigree(field.kind):
        if not isinstance(value, Mapping):
            return _bare_number(field, value)
        found = {**{key: value[key] for key in field.parts if key in value}, **_numbers(field, value)}
        says_more = any(part not in MONTHS and part not in ("value", "values") for part in found)
        known = {"value", "values", "range", *field.parts} >= set(value)
        return found if known and says_more and _fits_all(field, found, value) else None
    if field.kind is Any:
        return {"": value if _is_number(value) and _fits(value) else dump_in_a_line(value)}
    if isinstance(value, list):
        said = _as_list(value)
        return None if said is None else {"": said}
    return {"": value} if _fits(value) else None


def _bare_number(field: Field, value: Any) -> dict[str, Shown] | None:
    """A number, or a series, without a pedigree."""
    if isinstance(value, list):
        found = _numbers(field, {"values": value})
        return found if field.parts[0] in found and _fits_all(field, found, {}) else None
    fits = _is_number(value) and _fits(value) and field.parts[0] == "value" and "per" not in field.parts
    return {"value": value} if fits else None


def _numbers(field: Field, value: Mapping[str, Any]) -> dict[str, Any]:
    """The number itself, or the series, and the range."""
    found: dict[str, Any] = {}
    if "value" in value:
        found["value"] = value["value"]
    if isinstance(value.get("range"), list) and len(value["range"]) == 2:
        found |= dict(zip(("low", "high"), value["range"], strict=True))
    series = value.get("values")
    if isinstance(series, list) and all(map(_is_number, series)):
        by_month = field.parts[0] in MONTHS and len(series) == len(MONTHS)
        found |= dict(zip(MONTHS, series, strict=True)) if by_month else {"values": _as_list(series)}
    return found


def _fits_all(field: Field, found: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    is_whole = field.parts[0] in found and set(found) <= set(field.parts)
    return is_whole and all(map(_fits, found.values())) and ("range" not in value or "low" in found)


def _as_list(values: list[Any]) -> Shown | None:
    """A list in one cell, its items set apart by commas; none where an item is more than a word."""
    if len(values) == 1 and _is_number(values[0]):
        return values[0] if _fits(values[0]) else None
    words = [as_text(each) if _is_number(each) else each for each in values]
    is_list = bool(words) and all(
        isinstance(word, str) and _fits(word) and not set(word) & set(",\n") for word in words
    )
    said = ", ".join(map(str, words))
    return said if is_list and len(said) <= LONGEST_TEXT else None


def _fits(value: Any) -> bool:
    """Whether a single value is the same after it stood in a cell."""
    if isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return abs(value) < _LARGEST_WHOLE and float(f"{value:.16G}") == value
    return isinstance(value, str) and value == value.strip() and 0 < len(value) <= LONGEST_TEXT


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# ---------------------------------------------------------------- from cells to the scenario
class CellError(Exception):
    """Cells from which nothing can be made."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def node_of(field: Field, cells: Mapping[str, Read], marks: Mapping[str, Mark]) -> Node:
    """What cells say of a place.

    Args:
        field: The place.
        cells: Those of its cells that are not empty, by part; at least one.
        marks: Where each of them is, by part, the empty ones too.

    Raises:
        CellError: A cell is missing beside them, or cannot be read.
    """
    if not is_number_with_pedigree(field.kind):
        return _single(field.kind, cells[""])
    first = field.parts[0]
    if first not in cells:
        what = "No number stands here, though its pedigree is stated beside it. Write the number, or empty the others."
        raise CellError(Problem("", what, marks[first]))
    entries = {part: _entry(part, read, field) for part, read in cells.items() if part not in ("low", "high", *MONTHS)}
    if first in MONTHS:
        entries["values"] = Entry("values", marks[first], _months(cells, marks))
    entries |= _range(cells, marks)
    if "per" not in cells and field.kind in (Rate, ShareRate):
        what = "A rate says per what: write week, month or year here."
        raise CellError(Problem("", what, marks["per"]))
    is_bare = set(entries) <= {"value", "values"}
    return next(iter(entries.values())).node if is_bare else MappingNode(entries, marks[first])


def _entry(part: str, read: Read, field: Field) -> Entry:
    if part == "values":
        return Entry(part, read.mark, _list(float, read))
    return Entry(part, read.mark, scalar(read, float if part == "value" else child(field.kind, part)))


def _months(cells: Mapping[str, Read], marks: Mapping[str, Mark]) -> SequenceNode:
    for month in MONTHS:
        if month not in cells:
            what = "A season has a number for each month, January to December. Write the one that is missing here."
            raise CellError(Problem("", what, marks[month]))
    return SequenceNode(tuple(scalar(cells[month], float) for month in MONTHS), marks[MONTHS[0]])


def _range(cells: Mapping[str, Read], marks: Mapping[str, Mark]) -> dict[str, Entry]:
    """The range; its two ends stand or are missing together."""
    ends = [part for part in ("low", "high") if part in cells]
    if not ends:
        return {}
    if len(ends) == 1:
        missing, word = ("high", "highest") if ends == ["low"] else ("low", "lowest")
        what = f"A range has two ends, and the {word} value is missing here. Write it, or empty the other."
        raise CellError(Problem("", what, marks[missing]))
    low, high = (scalar(cells[part], float) for part in ends)
    return {"range": Entry("range", low.mark, SequenceNode((low, high), low.mark))}


def _single(kind: Kind, read: Read) -> Node:
    if kind is Any:
        return yaml_in(read)
    return _list(child(kind, 0), read) if _origin(kind) is tuple else scalar(read, kind)


def _list(kind: Kind, read: Read) -> SequenceNode:
    """The items of a list that stands in one cell."""
    if not isinstance(read.value, str):
        return SequenceNode((scalar(read, kind),), read.mark)
    words = [word.strip() for word in read.value.split(",")]
    is_number = kind in (int, float)
    items = tuple(Scalar(meaning(word) if is_number and word else word, read.mark) for word in words)
    return SequenceNode(items, read.mark)


def scalar(read: Read, kind: Kind) -> Scalar:
    """A single value; what a spreadsheet makes of itself of what is typed becomes what is meant at the place."""
    value = read.value
    if isinstance(value, bool):
        return Scalar(value, read.mark)
    if kind is bool and value in (0, 1):
        # Some programs save TRUE and FALSE as the numbers that they are to them.
        return Scalar(bool(value), read.mark)
    if isinstance(value, (int, float)):
        number = int(value) if float(value).is_integer() and abs(value) < _LARGEST_WHOLE else value
        words = get_args(kind) if _origin(kind) is Literal else ()
        wants_text = kind is str or (bool(words) and all(isinstance(each, str) for each in words))
        return Scalar(as_text(value) if wants_text else number, read.mark)
    if isinstance(value, date):
        return Scalar(as_text(value), read.mark)
    text = value if isinstance(value, str) else str(value)
    if kind is bool and text.lower() in ("true", "false"):
        return Scalar(text.lower() == "true", read.mark)
    return Scalar(text, read.mark)


def _origin(kind: Kind) -> Any:
    return get_origin(kind)


def yaml_in(read: Read) -> Node:
    """What a cell says that is written as in a YAML file.

    Raises:
        CellError: It cannot be read as YAML.
    """
    if not isinstance(read.value, str):
        return scalar(read, None)
    lines = read.value.splitlines()
    indented = "\n".join(f"  {line}" for line in lines)
    text = f"value:\n{indented}" if len(lines) > 1 else f"value: {read.value}"
    reading = read_yaml_text(Text(read.mark.file, text, tuple(lines)))
    if reading.problems:
        message = (
            f"{reading.problems[0].message} This cell is read as YAML: a number, a word, [a, b] or {{key: value}}."
        )
        raise CellError(Problem("", message, read.mark))
    assert reading.root is not None, "a text without problems has a tree"
    if list(reading.root.entries) != ["value"]:
        what = (
            "This cell is read as YAML, and says more than one thing. Write a number, a word, [a, b] or {key: value}."
        )
        raise CellError(Problem("", what, read.mark))
    return moved_to(read.mark, reading.root.entries["value"].node)


__all__ = ["CellError", "Shown", "laid_out", "node_of", "scalar", "yaml_in"]
