"""A page that is printed, written into a file as well."""

from __future__ import annotations

from pathlib import Path

from planner.cli.group import written
from planner.errors import UsageError


def write_page(page: str, file: Path) -> None:
    """Write a page, and note that it was written.

    Raises:
        UsageError: The file cannot be written.
    """
    try:
        file.write_text(page, encoding="utf-8", newline="")
    except OSError as reason:
        raise UsageError(f"{file} cannot be written: {reason.strerror}.") from reason
    written(str(file))
