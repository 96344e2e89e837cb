"""The what-ifs that belong to a scenario: the variants that it keeps, and the files beside it that extend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.errors import ScenarioError, UsageError
from planner.pipeline.reading import load
from planner.reports.variants import Listed
from planner.scenario.extends import SCENARIO_FILES, parent_of


def variants(path: str | Path) -> tuple[Listed, ...]:
    """Every variant of a scenario, then every file in its folder that extends it, in the order of their names.

    Args:
        path: The scenario file.

    Raises:
        ScenarioError: The scenario itself has problems.
        UsageError: The file cannot be read.
    """
    base = load(path)
    kept = (_variant(path, name) for name in base.scenario.variants)
    return (*kept, *_files_beside(Path(path)))


def _variant(path: str | Path, name: str) -> Listed:
    stated = load(path).scenario.variants[name]
    source, description = f"{path}#{name}", stated.description or ""
    try:
        loaded = load(path, variant=name)
    except ScenarioError as error:
        return Listed(source, stated.title, description, (), error.problems)
    return Listed(source, stated.title, description, tuple(each for each in loaded.overridden if each.is_what_if))


def _files_beside(path: Path) -> Iterator[Listed]:
    for file in sorted(file for file in path.parent.iterdir() if file.suffix in SCENARIO_FILES):
        if file.resolve() == path.resolve() or not _builds_on(file, path):
            continue
        try:
            loaded = load(file)
        except ScenarioError as error:
            yield Listed(str(file), file.stem, "", (), error.problems)
        else:
            yield Listed(str(file), loaded.scenario.title, loaded.scenario.question, loaded.overridden)


def _builds_on(file: Path, path: Path) -> bool:
    """Whether a file extends another, or extends one that does."""
    seen: set[Path] = set()
    here: Path | None = file
    while here is not None and here.resolve() not in seen:
        seen.add(here.resolve())
        try:
            here = parent_of(here)
        except UsageError:
            return False
        if here is not None and here.resolve() == path.resolve():
            return True
    return False
