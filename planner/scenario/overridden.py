"""What a scenario says otherwise than the file that it builds on, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.errors import Mark
from planner.scenario.differing import Difference, differing
from planner.scenario.in_short import in_short
from planner.scenario.overrides import Override


@dataclass(frozen=True)
class Overridden:
    """A place at which a scenario says something else than the one it builds on."""

    path: str
    """The place, e.g. `budget.limits.whole.pounds_per_year`."""
    was: str
    """What stood there, in short; empty where nothing was stated."""
    now: str
    """What stands there, in short; empty where nothing is stated any more."""
    origin: str
    """Who says so: a file and its line, `--set`, or a variant by its name."""
    is_what_if: bool
    """Whether it is said by a variant or on the command line, not by a file that extends another."""


def told(
    first: Mapping[str, Any],
    files: Mapping[str, Any],
    now: Mapping[str, Any],
    overrides: Sequence[Override],
    marks: Mapping[str, Mark],
) -> tuple[Overridden, ...]:
    """Every place at which a scenario differs from the one it builds on.

    What a what-if changes is told beside what the files say; everything else beside what the first of them says.

    Args:
        first: What the file says that extends no other, as plain data.
        files: What the files say together.
        now: What the scenario says, with everything that changes it.
        overrides: What variants and the command line have changed, in order.
        marks: The place in the files of every key, by path.
    """
    asked = [_told(each, _who(each.path, overrides), True) for each in differing(files, now)] if overrides else []
    extended = [_told(each, _line(each.path, marks), False) for each in differing(first, now)]
    places = [each.path for each in asked]
    return (*asked, *(each for each in extended if not any(_covers(place, each.path) for place in places)))


def _told(difference: Difference, origin: str, is_what_if: bool) -> Overridden:
    return Overridden(difference.path, in_short(difference.was), in_short(difference.now), origin, is_what_if)


def _who(path: str, overrides: Sequence[Override]) -> str:
    """Who says so last; a path may name an item of a list by its name, and then it is the last of all."""
    return next((each.origin for each in reversed(overrides) if _covers(each.path, path)), overrides[-1].origin)


def _line(path: str, marks: Mapping[str, Mark]) -> str:
    """The file and line of a place; of the section around it where something was taken away."""
    mark = _nearest(marks, path)
    return replace(mark, file=Path(mark.file).name).line_at if mark else ""


def _covers(path: str, inner: str) -> bool:
    """Whether a place lies at a path or inside it, or the path inside the place."""
    return path == inner or inner.startswith((f"{path}.", f"{path}[")) or path.startswith((f"{inner}.", f"{inner}["))


def _nearest(known: Mapping[str, Mark], path: str) -> Mark | None:
    """The mark of a place, or of the nearest section around it."""
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return known.get(path)
