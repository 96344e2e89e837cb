"""What a number of the scenario is called where people read it: by the titles of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from planner.reports.words import in_sentence, spaced
from planner.scenario.edits import keys_of
from planner.scenario.scenario import Scenario

UNSAID = (
    *("demand", "establishment", "supply", "structure", "budget", "roles", "hours"),
    *("tasks", "cases", "limits", "points", "lines"),
)
"""Sections and keys that a title can do without."""
UNITS = {"fte": "FTE", "pounds": "pounds", "hours": "hours"}
"""Words of keys that are written in another way."""


def input_title(path: str, scenario: Scenario) -> str:
    """A number in words, e.g. `Missing, high risk: search, hours per case`.

    Args:
        path: Its place in the scenario.
        scenario: The scenario, for the titles of its teams, roles and lines.
    """
    titled = ""
    rest: list[str] = []
    for word, has_title in _words(path, scenario):
        if has_title and not rest:
            titled = f"{titled}, {in_sentence(word)}" if titled else word
        else:
            rest.append(word)
    said = ", ".join(rest)
    whole = f"{titled}: {said}" if titled and said else titled or said
    return whole[:1].upper() + whole[1:]


def _words(path: str, scenario: Scenario) -> Iterator[tuple[str, bool]]:
    """Each part of a path in words, and whether they are a title that somebody gave."""
    there: Any = scenario
    keys = keys_of(path)
    for number, key in enumerate(keys):
        above, there = there, _inner(there, key)
        title = getattr(there, "title", None) or _title_elsewhere(keys[: number + 1], scenario)
        if title:
            yield title, True
        elif isinstance(key, str) and not _is_unsaid(key, above, is_last=number + 1 == len(keys)):
            yield " ".join(UNITS.get(word, word) for word in spaced(key).split()), False


def _is_unsaid(key: str, above: Any, is_last: bool) -> bool:
    """Whether a title can do without a section or key: not without a name of the reader's own, nor without hours."""
    return key in UNSAID and isinstance(above, BaseModel) and not (is_last and key == "hours")


def _title_elsewhere(keys: Sequence[str | int], scenario: Scenario) -> str:
    """The title of a team, a role or a pattern of hours by whose name something else stands."""
    match keys:
        case ["establishment", team] if team in scenario.teams:
            return scenario.teams[str(team)].title
        case ["establishment", _, role] if role in scenario.roles:
            return scenario.roles[str(role)].title
        case ["hours", pattern]:
            return f"Hours of {spaced(str(pattern))}"
    return ""


def _inner(part: Any, key: str | int) -> Any:
    """What stands under a key; none where that is not stated."""
    if isinstance(part, BaseModel):
        fields = {field.alias or name: name for name, field in type(part).model_fields.items()}
        return getattr(part, fields.get(str(key), ""), None)
    if isinstance(part, dict):
        return part.get(key)
    if isinstance(part, tuple) and isinstance(key, int) and key < len(part):
        return part[key]
    return None
