"""Files that are put into a folder beside whatever is there: pictures and papers, each of which stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.errors import FolderError, UsageError
from planner.reports.run_record import FILE as RUN_FILE


def put_beside(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder; other files that are there stay, and each takes the old one's place whole.

    Args:
        files: Their bytes, by name.
        folder: Where to; made if it is not there.

    Returns:
        The files, in their order.

    Raises:
        FolderError: The folder cannot be written.
        UsageError: It is a plan's folder, in which nothing else may lie.
    """
    if (folder / RUN_FILE).exists():
        raise UsageError(f"{folder} is a plan's folder, and holds nothing else. Use --out to name another one.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            new = folder / f".{name}.new"
            try:
                new.write_bytes(content)
                new.replace(folder / name)
            finally:
                new.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FolderError(folder, reason[0].lower() + reason[1:]) from error
    return tuple(folder / name for name in files)
