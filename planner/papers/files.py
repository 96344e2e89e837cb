"""Papers as files in a folder, and what was written in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.errors import FolderError, UsageError
from planner.papers.paper import Paper
from planner.reports.run_record import FILE as RUN_FILE
from planner.reports.words import wrapped
from planner.version import __version__

SCHEMA = "planner-papers/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-papers/2."""
_WIDTH = 100


def default_folder(name: str) -> Path:
    """Where the papers of a plan go unless it is said otherwise."""
    return Path("outputs") / f"{name}-papers"


def write_papers(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write papers into a folder; other files that are there stay, and each takes the old one's place whole.

    Args:
        files: Their bytes, by name.
        folder: Where to; made if it is not there.

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


def papers_text(paper: Paper, files: Sequence[Path]) -> str:
    """What was written, for the screen."""
    lines = wrapped(f"{paper.title} ({paper.marking}; run {paper.run})", _WIDTH)
    lines += [f"- {path}" for path in files]
    return "\n".join(lines) + "\n"


def papers_json(paper: Paper, files: Sequence[Path]) -> str:
    """The same for programs."""
    document = {
        "schema": SCHEMA,
        "planner": __version__,
        "title": paper.title,
        "marking": paper.marking,
        "run": paper.run,
        "files": [str(path) for path in files],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
