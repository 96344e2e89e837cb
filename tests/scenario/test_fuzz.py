"""Spoilt files end with problems, never with a traceback."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import Problem, ScenarioError
from planner.scenario.load import load_scenario
from planner.scenario.render import render
from planner.scenario.template import template

WORDS = [
    "null",
    "-1",
    "1e400",
    "9" * 400,
    ".nan",
    "true",
    "[]",
    "{}",
    "''",
    "2019-02-30",
    "*x",
    "&x y",
    "!!int 3",
    "<<",
    "[[[]]]",
    "{a: [1, {b: 2}]}",
    "9999-12",
    "0001-01",
    "50 %",
    "-",
    "?",
    ": :",
    "9999 years",
    "99999999999 months",
    "99 years",
    "2149-12",
    "1950-01",
    "no",
    "010",
    "\t",
    "£5",
    "'",
    '"',
    "%",
    "|",
    ">",
    "#",
    "\u2028",
    "日本",
    "steps",
    "from_",
    "value",
    "week",
]


def spoil(text: str, chance: random.Random) -> bytes:
    """A file with one to three mistakes of the kinds that people, editors and disks make."""
    raw = text.encode()
    for _ in range(chance.randint(1, 3)):
        lines = raw.split(b"\n")
        where = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                at = chance.randrange(len(raw))
                raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
            case 1:
                del lines[where]
                raw = b"\n".join(lines)
            case 2:
                lines.insert(where, lines[chance.randrange(len(lines))])
                raw = b"\n".join(lines)
            case 3:
                lines[where] = b" " * chance.randint(1, 3) + lines[where]
                raw = b"\n".join(lines)
            case 4:
                raw = raw[: chance.randrange(1, len(raw))]
            case 5:
                words = raw.split(b" ")
                words[chance.randrange(len(words))] = chance.choice(WORDS).encode()
                raw = b" ".join(words)
            case 6:
                key, colon, _ = lines[where].partition(b": ")
                lines[where] = key + colon + chance.choice(WORDS).encode()
                raw = b"\n".join(lines)
            case 7:
                key, colon, value = lines[where].partition(b":")
                lines[where] = chance.choice(WORDS).encode() + colon + value
                raw = b"\n".join(lines)
        raw = raw or b"x"
    return raw


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a file; any other exception than the one for problems fails the test."""
    try:
        load_scenario(path)
    except ScenarioError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("batch", range(6))
def test_a_spoilt_file_ends_with_problems_or_loads(write: Callable[..., Path], batch: int) -> None:
    chance = random.Random(batch)  # noqa: S311 - the same files in every run
    refused = [problems_of(write("spoilt.yaml", spoil(template(), chance))) for _ in range(40)]
    for problems in refused:
        assert render(problems) or not problems
        assert all(problem.message.endswith((".", "?", ")")) for problem in problems)
    assert sum(map(bool, refused)) > 20  # most mistakes are noticed


def test_a_spoilt_child_ends_with_problems_or_loads(write: Callable[..., Path]) -> None:
    chance = random.Random(100)  # noqa: S311 - the same files in every run
    write("base.yaml", template())
    child = template().replace("format: 1\n", "extends: base.yaml\n")
    refused = [problems_of(write("spoilt.yaml", spoil(child, chance))) for _ in range(40)]
    assert any(refused)
