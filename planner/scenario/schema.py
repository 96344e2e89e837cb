"""The JSON Schema of a scenario, for editors that check and complete while one writes.

Why two forms in one schema: a scenario that extends another says only what it changes, so there no key is
required and `null` takes a key away. An editor that did not know this would underline every such file.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from planner.scenario.duration import Duration
from planner.scenario.profile import Profile
from planner.scenario.quantity import Step, _Quantity
from planner.scenario.scenario import Scenario

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The draft of JSON Schema that is used."""

_REF = "#/$defs/"
_CHANGE = "_change"
_NULL = {"type": "null"}


def json_schema() -> dict[str, Any]:
    """The form of a scenario file as JSON Schema."""
    whole = _tidy(Scenario.model_json_schema(by_alias=True))
    parts: dict[str, Any] = whole.pop("$defs")
    description = whole.pop("description")
    parts["Scenario"] = whole
    replaced = _replaced_as_a_whole()
    changes = {name + _CHANGE: _as_change(part, replaced) for name, part in parts.items() if name not in replaced}
    changes[f"Rank{_CHANGE}"]["properties"]["delete"] = {
        "const": True,
        "description": "Takes the item with this name away; no other key stands beside it.",
    }
    return {
        "$schema": DRAFT,
        "title": "Scenario of planner",
        "description": description,
        "if": {"required": ["extends"]},
        "then": {"$ref": f"{_REF}Scenario{_CHANGE}"},
        "else": {"$ref": f"{_REF}Scenario"},
        "$defs": dict(sorted({**parts, **changes}.items())),
    }


def schema_text() -> str:
    """The schema as it is printed and kept beside the scenarios."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _replaced_as_a_whole() -> set[str]:
    """Parts that a change replaces and never merges: numbers with their pedigree, and lengths of time."""
    found: set[str] = set()
    waiting: list[type[BaseModel]] = [_Quantity, Step, Profile, Duration]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found


def _tidy(part: Any) -> Any:
    """A part of the schema without titles that repeat keys, closed to names that are none."""
    if isinstance(part, list):
        return [_tidy(each) for each in part]
    if not isinstance(part, dict):
        return part
    tidy = {
        key: _tidy(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and value in (None, [], {}))
    }
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return tidy


def _as_change(part: Any, replaced: set[str]) -> Any:
    """A part of the schema for files that only change another: nothing required, null allowed."""
    if isinstance(part, list):
        return [_as_change(each, replaced) for each in part]
    if not isinstance(part, dict):
        return part
    changed: dict[str, Any] = {}
    for key, value in part.items():
        if key == "$ref":
            changed[key] = value if value.removeprefix(_REF) in replaced else value + _CHANGE
        elif key in ("properties", "patternProperties"):
            changed[key] = {name: _or_null(_as_change(inner, replaced)) for name, inner in value.items()}
        elif key == "items":
            # Lists replace the parent's, so their items are whole; only ranks have names to merge by.
            changed[key] = {"$ref": f"{_REF}Rank{_CHANGE}"} if value == {"$ref": f"{_REF}Rank"} else value
        elif key not in ("required", "minProperties", "default"):
            changed[key] = _as_change(value, replaced)
    return changed


def _or_null(part: dict[str, Any]) -> dict[str, Any]:
    """A part, or null; its description stays where editors look for it."""
    if _NULL in part.get("anyOf", ()):
        return part
    about: dict[str, Any] = {"description": part["description"]} if "description" in part else {}
    inner = {key: value for key, value in part.items() if key not in about}
    return {**about, "anyOf": [inner, _NULL]}
