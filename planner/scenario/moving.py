"""From one scenario to another in single steps: some of the places at which they differ, changed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from planner.scenario.differing import Difference
from planner.scenario.overrides import parts_of


def moved(raw: dict[str, Any], differences: Iterable[Difference]) -> dict[str, Any]:
    """A scenario's plain data with what stands at some places as it stands in the other scenario.

    Args:
        raw: The first scenario, put together from its files; it stays as it is.
        differences: Some of what `differing` found from it to another one.
    """
    changed = deepcopy(raw)
    for difference in sorted(differences, key=_last_items_first):
        *above, last = parts_of(difference.path)
        holder: Any = changed
        for part in above:
            holder = holder.setdefault(part, {}) if isinstance(holder, dict) else holder[part]
        if isinstance(holder, list) and isinstance(last, int):
            holder[last : last + 1] = [] if difference.now is None else [deepcopy(difference.now)]
        elif difference.now is None:
            holder.pop(last, None)
        else:
            holder[last] = deepcopy(difference.now)
    return changed


def _last_items_first(difference: Difference) -> tuple[bool, list[Any]]:
    """Items of a list are taken away from its end on, so that none takes the number of another."""
    numbers = [-part if isinstance(part, int) else 0 for part in parts_of(difference.path)]
    return difference.now is not None, numbers if difference.now is None else []
