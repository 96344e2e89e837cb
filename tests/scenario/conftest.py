"""What the tests of reading share: files in a folder of their own, and what a reader would see of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import Mark, Problem, ScenarioError
from planner.scenario.load import Loaded, load_scenario
from planner.scenario.render import render
from planner.scenario.template import template

Change = tuple[str, str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one, so that messages name files without it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Write a file, as text or as bytes."""

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Path(name)

    return write


@pytest.fixture
def shown(write: Callable[..., Path]) -> Callable[[str | bytes], str]:
    """What a reader sees of a file: its problems, or its warnings, or nothing."""

    def shown(content: str | bytes, name: str = "north.yaml") -> str:
        path = write(name, content)
        try:
            return render(load_scenario(path).warnings)
        except ScenarioError as error:
            return render(error.problems)

    return shown


@pytest.fixture
def found(write: Callable[..., Path]) -> Callable[[str], list[tuple[str, str, str]]]:
    """What is wrong with a text: the path, what the carets point at, and the message of each problem."""

    def found(content: str) -> list[tuple[str, str, str]]:
        try:
            problems: tuple[Problem, ...] = load_scenario(write("north.yaml", content)).warnings
        except ScenarioError as error:
            problems = tuple(problem for problem in error.problems if problem.severity != "note")
        return [(problem.path, _pointed(problem.mark), problem.message) for problem in problems]

    return found


def _pointed(mark: Mark | None) -> str:
    assert mark is not None
    return mark.text[mark.column - 1 : mark.column - 1 + mark.width]


@pytest.fixture
def changed() -> Callable[..., str]:
    """The template with some of its words replaced, each of which must be there."""

    def changed(*changes: Change) -> str:
        text = template()
        for old, new in changes:
            assert old in text, f"the template has no {old!r}"
            text = text.replace(old, new, 1)
        return text

    return changed


@pytest.fixture
def load(write: Callable[..., Path]) -> Callable[[str], Loaded]:
    """Load a text that has no problems."""
    return lambda text: load_scenario(write("north.yaml", text))
