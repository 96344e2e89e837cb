"""What a number of demand or hours is called where people read of it."""

from __future__ import annotations

from collections.abc import Mapping


def title_of(path: str, lines: Mapping[str, str]) -> str:
    """A number in words: `hours per case (search) of Missing, high risk`.

    Args:
        path: Its place in the scenario, e.g. `demand.missing_high.tasks.search.hours_per_case`.
        lines: What each demand line is called, by its name.
    """
    section, name, *rest = path.split(".")
    where = lines.get(name, spaced(name)) if section == "demand" else spaced(name)
    return f"{spaced(_what(section, rest))} of {where}"


def _what(section: str, rest: list[str]) -> str:
    if section == "hours":
        return _of_hours(rest)
    if rest[:1] == ["arrivals"]:
        return "arrivals" if rest[1:] in (["cases"], ["hours"]) else rest[-1]
    if rest[:1] == ["tasks"] and len(rest) == 3:
        return f"{rest[2]} ({rest[1]})"
    return rest[-1]


def _of_hours(rest: list[str]) -> str:
    if rest[:1] == ["lines"] and len(rest) > 1:
        return rest[1]
    return "bank holidays" if rest[:1] == ["bank_holidays"] else f"{rest[-1]} hours"


def spaced(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")
