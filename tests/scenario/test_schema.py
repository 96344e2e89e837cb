"""The JSON Schema accepts what the reader accepts, files that only change another included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from planner.scenario.nodes import plain
from planner.scenario.schema import json_schema, schema_text
from planner.scenario.template import template
from planner.scenario.yaml_reader import read_yaml

INPUTS = Path(__file__).parents[2] / "inputs"
SCHEMA = json_schema()


def fits(value: Any, schema: Any) -> bool:
    """Whether a value fits a schema: as much of JSON Schema as ours uses, and an error for any more."""
    if schema in (True, False):
        return bool(schema)
    return all(_KEYWORDS[key](value, schema, rule) for key, rule in schema.items())


def _object(value: Any, schema: Any, _: Any) -> bool:
    if not isinstance(value, dict):
        return True
    for key, inner in value.items():
        rules = [schema["properties"][key]] if key in schema.get("properties", {}) else []
        rules += [rule for pattern, rule in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        if not all(fits(inner, rule) for rule in rules or [schema.get("additionalProperties", True)]):
            return False
    return True


def _type(value: Any, _: Any, names: Any) -> bool:
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "number": (int, float),
        "integer": int,
        "boolean": bool,
        "null": type(None),
    }
    for name in [names] if isinstance(names, str) else names:
        if isinstance(value, kinds[name]) and (name == "boolean" or not isinstance(value, bool)):
            return True
    return False


def _ref(value: Any, _: Any, name: str) -> bool:
    return fits(value, SCHEMA["$defs"][name.removeprefix("#/$defs/")])


def _if(value: Any, schema: Any, rule: Any) -> bool:
    return fits(value, schema["then"] if fits(value, rule) else schema["else"])


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(
        ("$schema", "$defs", "title", "description", "default", "examples", "then", "else"), lambda *_: True
    ),
    **dict.fromkeys(("properties", "patternProperties", "additionalProperties"), _object),
    "type": _type,
    "$ref": _ref,
    "if": _if,
    "anyOf": lambda value, _, rules: any(fits(value, rule) for rule in rules),
    "required": lambda value, _, keys: not isinstance(value, dict) or set(keys) <= set(value),
    "items": lambda value, _, rule: not isinstance(value, list) or all(fits(item, rule) for item in value),
    "prefixItems": lambda value, _, rules: not isinstance(value, list) or all(map(fits, value, rules)),
    "minItems": lambda value, _, least: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda value, _, most: not isinstance(value, list) or len(value) <= most,
    "minProperties": lambda value, _, least: not isinstance(value, dict) or len(value) >= least,
    "pattern": lambda value, _, pattern: not isinstance(value, str) or re.search(pattern, value) is not None,
    "enum": lambda value, _, words: value in words,
    "const": lambda value, _, only: value == only,
    "minimum": lambda value, _, least: not _number(value) or value >= least,
    "maximum": lambda value, _, most: not _number(value) or value <= most,
    "exclusiveMinimum": lambda value, _, bound: not _number(value) or value > bound,
    "exclusiveMaximum": lambda value, _, bound: not _number(value) or value < bound,
}


def read(text: str, folder: Path) -> Any:
    path = folder / "read.yaml"
    path.write_text(text, encoding="utf-8")
    root = read_yaml(path).root
    assert root is not None
    return plain(root)


def test_the_template_fits(tmp_path: Path) -> None:
    assert fits(read(template(), tmp_path), SCHEMA)


@pytest.mark.parametrize("path", sorted(INPUTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_fits(path: Path) -> None:
    root = read_yaml(path).root
    assert root is not None
    assert fits(plain(root), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        "name: child",
        "teams: {response: null}",
        "demand: {abuse_crimes: {clear_by: null, tasks: {attend: {hours_per_case: 5}}}}",
        "ranks: [{name: sergeant, delete: true}]",
        "supply: {leavers: {detective: {first_year: {value: 0.1, per: year}}}}",
        "supply: null",
    ],
)
def test_a_file_that_changes_another_fits(tmp_path: Path, change: str) -> None:
    assert fits(read(f"extends: base.yaml\n{change}\n", tmp_path), SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Two teams for a year", "titel: Two teams for a year"),
        ("title: Two teams for a year\n", ""),
        ("statutory: true", "statutory: yes"),
        ("tier: 2", "tier: 12"),
        ("first: 2024-04,", "first: April,"),
        ("{value: 40, per: week}", "40"),
        ("basis: decision, note", "basis: descision, note"),
        ("  response:         {title", "  Response-Team:         {title"),
        ("multiplier: 1.333", "multiplier: high"),
    ],
)
def test_what_the_reader_refuses_does_not_fit(tmp_path: Path, old: str, new: str) -> None:
    assert old in template()
    assert not fits(read(template().replace(old, new, 1), tmp_path), SCHEMA)


def test_a_change_cannot_leave_a_number_half_stated(tmp_path: Path) -> None:
    assert not fits(read("extends: a.yaml\nteams: {x: {titel: y}}\n", tmp_path), SCHEMA)
    assert not fits(read("extends: a.yaml\nsupply: {leavers: {detective: {rate: {value: 0.1}}}}\n", tmp_path), SCHEMA)


def test_keys_are_described_in_the_words_of_the_code() -> None:
    properties = SCHEMA["$defs"]["Task"]["properties"]
    assert properties["hours_per_case"]["description"] == "Standard hours for one case [hours per case]."
    assert "from" in SCHEMA["$defs"]["Move"]["properties"]
    assert "from_" not in SCHEMA["$defs"]["Move"]["properties"]


def test_the_schema_beside_the_scenarios_is_up_to_date() -> None:
    kept = INPUTS / "scenario.schema.json"
    assert kept.read_text(encoding="utf-8") == schema_text(), "run: planner schema > inputs/scenario.schema.json"
    assert json.loads(schema_text()) == SCHEMA
