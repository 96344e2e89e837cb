"""Papers as files in a folder, and what was written in words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from planner.papers.paper import Paper
from planner.reports.words import wrapped
from planner.version import __version__

SCHEMA = "planner-papers/1"
"""Grows by new keys alone; a key that goes or changes its meaning makes it planner-papers/2."""
_WIDTH = 100


def default_folder(name: str) -> Path:
    """Where the papers of a plan go unless it is said otherwise."""
    return Path("outputs") / f"{name}-papers"


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
