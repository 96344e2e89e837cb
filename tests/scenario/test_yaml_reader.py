"""YAML is read by its 1.2 meanings, and what could surprise a reader is refused."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.errors import ScenarioError, UsageError
from planner.scenario.load import load_scenario
from planner.scenario.nodes import plain
from planner.scenario.yaml_reader import read_yaml

Write = Callable[..., Path]


def read(write: Write, content: str | bytes) -> Any:
    reading = read_yaml(write("north.yaml", content))
    assert reading.problems == ()
    assert reading.root is not None
    return plain(reading.root)


def problems(write: Write, content: str | bytes) -> list[str]:
    """Each problem as `line:column text under the carets | message`."""
    found = []
    for problem in read_yaml(write("north.yaml", content)).problems:
        mark = problem.mark
        assert mark is not None
        pointed = mark.text[mark.column - 1 : mark.column - 1 + mark.width]
        found.append(f"{mark.line}:{mark.column} {pointed} | {problem.message}")
    return found


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("010", 10),
        ("-7", -7),
        ("+3", 3),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1:30", "1:30"),
        ("1e6", 1e6),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("2.", 2.0),
        ("2019-04", "2019-04"),
        ("2019-09-01", "2019-09-01"),
        ("2019-09-01T10:00:00", "2019-09-01T10:00:00"),
        ("'1'", "1"),
        ('"true"', "true"),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("=", "="),
        ("a b", "a b"),
        ("-", None),
    ],
)
def test_words_mean_what_yaml_1_2_says(write: Write, word: str, value: object) -> None:
    if word == "-":  # a lone dash begins a list with nothing in it
        assert read(write, "a:\n  -\n") == {"a": [None]}
        return
    got = read(write, f"a: {word}\n")["a"]
    assert got == value
    assert type(got) is type(value)


def test_a_number_too_long_for_any_computer_is_infinite_and_later_refused(write: Write) -> None:
    assert read(write, f"a: {'9' * 5000}\n") == {"a": float("inf")}


def test_keys_are_text_whatever_they_look_like(write: Write) -> None:
    assert read(write, "2019: a\ntrue: b\n1.5: c\n'~': d\n") == {
        "2019": "a",
        "true": "b",
        "1.5": "c",
        "~": "d",
    }


def test_marks_point_at_keys_and_values(write: Write) -> None:
    root = read_yaml(write("north.yaml", "a:\n  - {b: one two}\n")).root
    assert root is not None
    entry = root.entries["a"]
    assert (entry.key_mark.line, entry.key_mark.column, entry.key_mark.width) == (1, 1, 1)
    inner = entry.node.items[0].entries["b"].node  # type: ignore[union-attr]
    assert (inner.mark.file, inner.mark.line, inner.mark.column, inner.mark.width) == ("north.yaml", 2, 9, 7)
    assert inner.mark.text == "  - {b: one two}"


def test_duplicate_keys_merge_keys_and_tags_are_all_found_in_one_pass(write: Write) -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: 2\n<<: {x: 1}\nd: !!python/object/apply:os.system [ls]\ne: !mine x\n"
    assert problems(write, text) == [
        '4:3 c | The key "c" stands here twice; the first is in line 3. Keep one of them.',
        '5:1 a | The key "a" stands here twice; the first is in line 1. Keep one of them.',
        (
            "6:1 << | Merge keys (`<<`) are not read. To build on another scenario, write `extends:"
            " other.yaml` at the top."
        ),
        (
            "7:4 !!python/object/apply:os.system [ | Tags (words that begin with `!`) are not read. Write the"
            " value alone; put it in quotes if it is text."
        ),
        (
            "8:4 !mine x | Tags (words that begin with `!`) are not read. Write the value alone; put it in"
            " quotes if it is text."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: 1\n---\nb: 2\n",
            (
                "2:1 --- | A second document begins here (`---`). A file holds one scenario: put the other"
                " into a file of its own."
            ),
        ),
        ("a:\n\tb: 1\n", "2:1 \t | A tab begins this line. Indent with spaces."),
        ("a: 1\nb: 2\n\tc: 3\n", "3:1 \t | A tab begins this line. Indent with spaces."),
        (
            "? [a]\n: b\n",
            (
                "1:3 [ | A key must be a single word here, not a section or a list. Write `key: value`; put"
                " text that begins with { or [ in quotes."
            ),
        ),
        (
            "a: &x [*x]\n",
            "1:8 *x | *x repeats something that is not finished or not named before. Name it first, with &x.",
        ),
        (
            "a: &x 1\nb: &x 2\nc: *x\n",
            (
                "2:4 &x 2 | &x names two parts, so that nobody can tell which one *x repeats. Give each a name of its"
                " own."
            ),
        ),
        (
            "a: *nobody\n",
            (
                "1:4 *nobody | *nobody repeats something that is not finished or not named before. Name it"
                " first, with &nobody."
            ),
        ),
        (
            "title: this: that\n",
            (
                "1:12 : | A colon stands here where no key can be. Put text that contains a colon in quotes,"
                " and begin the keys of one section in the same column."
            ),
        ),
        (
            "title: 'one\nname: two\n",
            "1:8 ' | Quotes are opened but not closed. Write the missing quotation mark.",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "2:2 : | A list that begins with [ does not end before this. Write the missing comma or the ].",
        ),
        (
            "a: {b: 1\nc: 2\n",
            ("2:2 : | A section that begins with { does not end before this. Write the missing comma or the }."),
        ),
        (
            "a: 1\nword\nb: 2\n",
            (
                "3:1 b | A colon is missing on the line before or here. Write `key: value`, with a space"
                " after the colon."
            ),
        ),
        ("a: @here\n", "1:4 @ | Text that begins with @ must stand in quotes. Write it in quotes."),
        ("a: - b\n", "1:4 - | A list item (`- `) cannot begin here. Begin it on a line of its own."),
        (
            "- a\n",
            (
                "1:1 - | A scenario is made of lines like `name: value`; this is something else. `planner"
                " new` prints one to start from."
            ),
        ),
        ("", "1:1  | The file is empty. `planner new` prints a scenario to start from."),
        ("# only words\n", "1:1 # | The file is empty. `planner new` prints a scenario to start from."),
        ('title: "\\x1b[31m"\n', '1:8 "\\x1b[31m" | There is a control character in this text. Delete it.'),
    ],
)
def test_what_cannot_be_read_says_what_to_write(write: Write, text: str, problem: str) -> None:
    assert problems(write, text) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"\x7fELF\x01\0\0\0",
            "1:1  | This is not a text file: it contains zero bytes. Name the scenario's YAML file.",
        ),
        ("a: 1\n".encode("utf-16"), "1:1  | The file is saved as UTF-16 text. Save it as UTF-8."),
        (
            b"a: 1\nb: \xa35\n",
            (
                "2:4 \N{REPLACEMENT CHARACTER} | The byte 0xa3 is not UTF-8 text; signs like £ or – may have"
                " been saved in a Windows encoding. Save the file as UTF-8."
            ),
        ),
        (b"a: 1\nb: \x1b[31m\n", "2:4 \x1b | There is a control character (U+001B) here. Delete it."),
    ],
)
def test_what_is_no_text_is_refused(write: Write, content: bytes, problem: str) -> None:
    assert problems(write, content) == [problem]


def test_a_byte_order_mark_is_accepted(write: Write) -> None:
    assert read(write, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == {"a": 1, "b": 2}


def test_aliases_repeat_what_was_named(write: Write) -> None:
    assert read(write, "a: &x {b: 1}\nc: *x\nd: [*x, *x]\n")["d"] == [{"b": 1}, {"b": 1}]


def test_aliases_that_explode_are_refused_before_they_do(write: Write) -> None:
    # Nine levels of ten mean a thousand million values in 500 bytes.
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, after in zip("abcdefghi", "bcdefghij", strict=True):
        text += f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
    [problem] = problems(write, text)
    assert (
        problem == "6:8 *e | The file has more than 200,000 values up to here, repeated ones counted each time."
        " Take out"
        " what is repeated with * or is not needed."
    )


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 100_000, "a: " + "{b: " * 5_000, "\n".join(" " * depth + "a:" for depth in range(500))],
)
def test_bottomless_nesting_is_refused_without_recursion(write: Write, text: str) -> None:
    [problem] = problems(write, text)
    assert problem.endswith("Sections are nested more than 40 levels deep here. Remove the outer brackets.")


def test_nesting_through_aliases_counts_too(write: Write) -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60))
    [problem] = problems(write, text)
    assert problem.endswith("Sections are nested more than 40 levels deep here. Remove the outer brackets.")


def test_a_file_of_100_mb_is_refused_at_once(folder: Path) -> None:
    with (folder / "big.yaml").open("wb") as file:
        file.truncate(100_000_000)
    begun = time.perf_counter()
    with pytest.raises(ScenarioError) as caught:
        load_scenario("big.yaml")
    assert time.perf_counter() - begun < 1  # it is not read: reading and parsing would take minutes
    assert caught.value.problems[0].message == "The file has 100 MB; no more than 10 MB are read. Is it the right file?"


def test_missing_files_folders_and_pipes_are_wrong_usage(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    for name, message in (
        ("nothing.yaml", "There is no file nothing.yaml. Check the name and the folder."),
        (".", ". is a folder, not a file. Name the file in it."),
        ("pipe.yaml", "pipe.yaml is not an ordinary file. Save the text as a file and name that."),
        ("x" * 5000, f"{'x' * 5000} cannot be read: File name too long."),
    ):
        with pytest.raises(UsageError) as caught:
            load_scenario(name)
        assert str(caught.value) == message


def test_a_file_that_may_not_be_read_is_wrong_usage(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("locked.yaml", "a: 1\n")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    # The tests may run as a user to whom no file is locked.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match=r"^locked\.yaml cannot be read: Permission denied\.$"):
        load_scenario(path)
