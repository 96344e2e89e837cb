"""A scenario with other figures: its plain data changed at some paths, and the small file that says only that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any, TypeAlias

from planner.clashes import Edit

Key: TypeAlias = str | int
Raw: TypeAlias = dict[str, Any]


def keys_of(place: str) -> tuple[Key, ...]:
    """The keys and numbers that lead to a path, e.g. `priorities[0].at_most`: `("priorities", 0, "at_most")`."""
    return tuple(int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", place))


def edited(raw: Raw, edits: tuple[Edit, ...]) -> Raw:
    """Return a scenario's plain data with some values replaced; what was given is not touched."""
    changed = deepcopy(raw)
    for edit in edits:
        *above, last = keys_of(edit.place)
        holder: Any = changed
        for key in above:
            holder = holder.setdefault(key, {}) if isinstance(holder, dict) else holder[key]
        if edit.after is None:
            del holder[last]
        else:
            there = holder.get(last) if isinstance(holder, dict) else holder[last]
            holder[last] = _replaced(there, edit)
    return changed


def what_differs(raw: Raw, edits: tuple[Edit, ...]) -> Raw:
    """Return what a file has to say that `extends` a scenario and differs by these edits alone.

    A list is said as a whole, because lists replace; a number too, because it must not keep the source of another.
    """
    changed = edited(raw, edits)
    said: Raw = {}
    for edit in edits:
        there: Any = changed
        here = said
        keys = keys_of(edit.place)
        for key, following in zip(keys, (*keys[1:], None), strict=True):
            there = there.get(key) if isinstance(there, Mapping) else there[key]
            if isinstance(following, str) and isinstance(there, Mapping):
                here = here.setdefault(str(key), {})
            else:
                here[str(key)] = there
                break
    return said


def _replaced(there: Any, edit: Edit) -> Any:
    """The value of a path with the edit's own value in it, in the form in which the scenario may state it."""
    if isinstance(edit.after, date):
        return edit.after.isoformat()
    assert edit.after is not None
    value = int(edit.after) if edit.after == int(edit.after) else edit.after
    if not edit.has_pedigree:
        return value
    if isinstance(there, list):
        steps = list(there)
        steps[edit.step] = _step(steps[edit.step], value, edit)
        return steps
    return _step(there, value, edit)


def _step(there: Any, value: float, edit: Edit) -> Raw:
    """A number with its pedigree, which is now that somebody decided it."""
    kept = {key: there[key] for key in ("from", "per") if isinstance(there, Mapping) and key in there}
    before = f"{edit.before:,.10g}" if isinstance(edit.before, float) else edit.before
    note = f"Instead of {before}, so that the rules do not contradict each other."
    return {**kept, "value": value, "basis": "decision", "note": note}
