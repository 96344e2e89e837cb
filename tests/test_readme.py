"""The README is true: every command in it runs, and the page in it is the page that is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = re.findall(r"<!-- command: (\w+) -->\n```console\n(.+)\n```", README)
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.S)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("planner ")]
LONG = {"planner solve inputs/2019-2023.yaml"}
"""Solved by another test of the suite, so only its parts are looked at here."""


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the README where a reader would, with the planner of this environment first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100"}
    return subprocess.run(  # noqa: S602 - the lines of our own README
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a fresh clone to the commands."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "inputs").symlink_to(ROOT / "inputs")
    return folder


def test_every_command_of_the_readme_runs(clone: Path) -> None:
    assert len(COMMANDS) >= 9
    for command in COMMANDS:
        if command not in LONG:
            done = run(command, clone)
            assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_two_set_up_lines_are_the_ones_that_are_run_before_a_change_lands() -> None:
    assert [name for name, _ in SET_UP] == ["solve", "test"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name, line in SET_UP:
        assert f"readme_command {name}" in script
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert SET_UP[0][1].endswith(".venv/bin/planner solve inputs/2019.yaml")


def test_the_page_in_the_readme_is_the_page_that_is_printed(clone: Path) -> None:
    page = re.search(r"<!-- page: planner solve inputs/2019.yaml -->\n```text\n(.*?)```", README, re.S)
    assert page is not None
    printed = run("planner solve inputs/2019.yaml", clone).stdout
    assert page[1].rstrip() == printed.rstrip()


def test_the_python_of_the_readme_runs(clone: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code[1]], cwd=clone, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_every_path_that_the_readme_names_exists() -> None:
    for path in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / path).exists(), path
