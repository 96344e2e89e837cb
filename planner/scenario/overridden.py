"""What a scenario says otherwise than the file that it builds on, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import Mark
from planner.scenario.differing import differing
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
    first: Mapping[str, Any], now: Mapping[str, Any], overrides: Sequence[Override], marks: Mapping[str, Mark]
) -> tuple[Overridden, ...]:
    """Every place at which a scenario differs from the one it builds on.

    Args:
        first: What the file says that extends no other, as plain data.
        now: What the scenario says, with everything that changes it.
        overrides: What variants and the command line have changed, in order.
        marks: The place in the files of every key, by path.
    """
    return tuple(
        Overridden(each.path, in_short(each.was), in_short(each.now), *_origin(each.path, overrides, marks))
        for each in differing(first, now)
    )


def _origin(path: str, overrides: Sequence[Override], marks: Mapping[str, Mark]) -> tuple[str, bool]:
    """Who says so, and whether that is a what-if."""
    for override in reversed(overrides):
        if _covers(override.path, path):
            return override.origin, True
    mark = _nearest(marks, path)
    if mark is not None and any(mark.file == override.mark.file and not override.of_variant for override in overrides):
        return mark.file, True  # a path may name an item of a list by its name
    return (f"{Path(mark.file).name}:{mark.line}" if mark else ""), False


def _covers(path: str, inner: str) -> bool:
    """Whether a place lies at a path or inside it, or the path inside the place."""
    return path == inner or inner.startswith((f"{path}.", f"{path}[")) or path.startswith((f"{inner}.", f"{inner}["))


def _nearest(known: Mapping[str, Mark], path: str) -> Mark | None:
    """The mark of a place, or of the nearest section around it."""
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return known.get(path)
