"""Makes `tests/tiny.py` importable: pytest puts the folder of this file on the path. Long files are begun first."""

from __future__ import annotations

import pytest

LONG = ("test_readme.py", "test_sweep_runs.py", "test_stress_command.py", "test_process.py")
"""Files of few tests that take minutes each: begun last, one worker would end them while the others wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; all others stay in their order."""
    items.sort(key=lambda item: item.path.name not in LONG)
