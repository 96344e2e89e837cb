"""Makes `tests/cli/scenario_files.py` importable, and runs commands in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planner.cli.group import planner


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANNER_TRACEBACK", raising=False)
    return tmp_path


@pytest.fixture
def run(here: Path) -> Callable[..., Result]:
    """Run a command as the shell would."""
    del here
    return lambda *arguments: CliRunner().invoke(planner, [str(each) for each in arguments])
