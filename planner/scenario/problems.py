"""Problems of a scenario with their places: what the types refuse, shown where the reader wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from planner.errors import Mark, Problem
from planner.scenario.duration import Duration
from planner.scenario.nodes import MappingNode
from planner.scenario.pydantic_words import in_plain_words
from planner.scenario.quantity import _Quantity
from planner.scenario.shape import child, fields, is_names
from planner.scenario.spots import Spot, locate
from planner.scenario.suggest import nearest

MOST_READ = 1000
"""Problems of the types that are put into words; nobody mends more in one go."""


def from_types(error: ValidationError, root: MappingNode) -> tuple[Problem, ...]:
    """What the types refuse, as problems at their places in the file."""
    found: dict[tuple[str, str], Problem] = {}
    misspelt: set[tuple[str, str]] = set()
    complaints = error.errors(include_context=True)[:MOST_READ]
    for complaint in complaints:
        if complaint["type"] == "extra_forbidden":
            spot = locate(root, complaint["loc"][:-1])
            meant = nearest(str(complaint["loc"][-1]), fields(spot.kind))
            misspelt.add((spot.path, meant or ""))
    for complaint in complaints:
        problem = _problem(complaint, root)
        section, _, key = problem.path.rpartition(".")
        # A misspelt key is one mistake, not an unknown key and a missing one.
        if not (complaint["type"] == "missing" and (section, key) in misspelt):
            found.setdefault((problem.path, problem.message), problem)
    return tuple(found.values())


def _problem(complaint: Mapping[str, Any], root: MappingNode) -> Problem:
    location = complaint["loc"]
    last = str(location[-1]) if location else ""
    spot = locate(root, location)
    if complaint["type"] == "missing" and isinstance(location[-1], str):
        message = in_plain_words(complaint, last, child(spot.kind, last), spot.kind)
        return Problem(_join(spot.path, last), message, spot.key_mark)
    if last == "[key]":
        return Problem(spot.path, in_plain_words(complaint, last, str, spot.around), spot.key_mark)
    message = in_plain_words(complaint, spot.key, spot.kind, spot.around)
    mark = spot.key_mark if complaint["type"] == "extra_forbidden" else spot.mark
    return Problem(spot.path, message, mark)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def inner_names(spots: Iterable[Spot]) -> Iterator[Problem]:
    """Names that only planner's own code uses; a file that uses them would escape the strict reading."""
    for spot in spots:
        if not isinstance(spot.node, MappingNode) or is_names(spot.kind):
            continue
        for key, entry in spot.node.entries.items():
            if key.endswith("_") and key.rstrip("_") in fields(spot.kind):
                remedy = f'There is no key "{key}" here. Did you mean "{key.rstrip("_")}"?'
                yield Problem(_join(spot.path, key), remedy, entry.key_mark)
            if key in ("steps", "stated") and isinstance(spot.kind, type) and issubclass(spot.kind, _Quantity):
                remedy = (
                    f'There is no key "{key}" here. Write a number, {{value: …}}, or a list of {{from: …, value: …}}.'
                )
                yield Problem(_join(spot.path, key), remedy, entry.key_mark)
        if spot.kind is Duration:
            yield Problem(
                spot.path,
                "A length of time is written with its unit: 0 days, 3 weeks, 1 month, 2 years.",
                spot.key_mark,
            )


def marks(spots: Iterable[Spot]) -> dict[str, Mark]:
    """The place in the file of every key and list item.

    An entry under a name that the reader chose is shown by its name, any other single value by itself, a
    section by its key.
    """
    return {spot.path: spot.key_mark if is_names(spot.around) else spot.mark for spot in spots if spot.path}


def marked(problem: Problem, known: Mapping[str, Mark]) -> Problem:
    """A problem with its place in the file, or the place of the nearest section around it."""
    if problem.mark is not None:
        return problem
    path = problem.path
    while path:
        if path in known:
            return Problem(problem.path, problem.message, known[path], problem.severity)
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return problem


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column, or by sheet and cell; those without a place last."""

    def key(problem: Problem) -> tuple[bool, str, int, int, int]:
        mark = problem.mark
        if mark is None:
            return True, "", 0, 0, 0
        if mark.cell is not None:
            return False, mark.file, mark.cell.sheet_number, mark.cell.row, mark.cell.column
        return False, mark.file, 0, mark.line, mark.column

    return tuple(sorted(problems, key=key))
