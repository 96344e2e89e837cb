"""A loaded scenario knows its values, its files and the place of every part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.scenario.dump import dump_yaml
from planner.scenario.load import Loaded, load_scenario
from planner.scenario.nodes import plain
from planner.scenario.template import template
from planner.scenario.yaml_reader import read_yaml_text
from planner.scenario.yaml_scalars import meaning

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("path", "pointed"),
    [
        ("period.first", "2024-04"),
        ("teams.response", "response"),
        ("ranks[1]", "name"),
        ("ranks[1].title", "Sergeant"),
        ("demand.section_47.tasks.investigate", "investigate"),
        ("demand.section_47.tasks.investigate.hours_per_case.value", "15"),
        ("demand.abuse_crimes.tasks.investigate.roles.investigator", "investigator"),
        ("structure.supervision.child_protection.led[1]", "team"),
        ("supply.recruitment.investigators_cp.intakes[1]", "2024-10"),
        ("structure.minimum_strength.child_protection_detectives", "child_protection_detectives"),
    ],
)
def test_every_key_and_item_has_its_mark(load: Callable[[str], Loaded], path: str, pointed: str) -> None:
    mark = load(template()).marks[path]
    assert mark.text[mark.column - 1 : mark.column - 1 + mark.width] == pointed


def test_the_raw_values_are_those_of_the_file(load: Callable[[str], Loaded]) -> None:
    # PyYAML agrees where YAML 1.1 and 1.2 do, which is nearly everywhere in the template.
    theirs = yaml.safe_load(template())
    ours = load(template()).raw
    assert ours["demand"]["section_47"]["tasks"] == theirs["demand"]["section_47"]["tasks"]
    assert ours["period"] == {"first": "2024-04", "last": "2025-03", "step": "month"}


def test_the_resolved_scenario_reads_back_as_the_same(write: Write, load: Callable[[str], Loaded]) -> None:
    loaded = load(template())
    text = dump_yaml(loaded.raw)
    again = load_scenario(write("resolved.yaml", text))
    assert again.scenario == loaded.scenario
    assert again.raw == loaded.raw
    assert list(again.raw) == list(loaded.raw)
    assert dump_yaml(again.raw) == text


def test_the_resolved_scenario_of_a_child_stands_alone(folder: Path, write: Write) -> None:
    write("base.yaml", template())
    loaded = load_scenario(write("child.yaml", "extends: base.yaml\nname: child\n"))
    text = dump_yaml(loaded.raw)
    (folder / "base.yaml").unlink()
    assert load_scenario(write("resolved.yaml", text)).scenario == loaded.scenario


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "1e6",
        "010",
        "0o7",
        "1:30",
        "2019-09-01",
        "2019-04",
        "~",
        "",
        "null",
        "=",
        "<<",
        "1_000",
        ".inf",
        "true",
        "a: b",
        "# x",
        "- a",
        "'",
        '"',
        "£3.1m – so",
        "two\nlines",
        " space ",
        "yes",
        "0x1F",
        "+1",
        "@x",
        "\u2028",
    ],
)
def test_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    dumped = dump_yaml({"key": text, text or "empty": 1})
    assert _read(dumped)["key"] == text
    assert yaml.safe_load(dumped)["key"] == text


TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]))
KEYS = st.text("abc_019.~nyes", min_size=1)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_whatever_is_dumped_reads_back(value: Any) -> None:
    read = _read(dump_yaml({"key": value}))
    assert read == {"key": value}


@given(st.text(min_size=1, max_size=12))
def test_every_word_has_a_meaning(word: str) -> None:
    value = meaning(word)
    assert value is None or isinstance(value, (str, int, float, bool))


def _read(text: str) -> Any:
    from planner.scenario.file_text import Text, split_lines

    reading = read_yaml_text(Text("dumped.yaml", text, split_lines(text)))
    assert reading.root is not None, reading.problems
    assert reading.problems == ()
    return plain(reading.root)
