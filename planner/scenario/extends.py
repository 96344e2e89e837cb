"""The files that a scenario consists of: itself, the one it extends, and so on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Problem, UsageError
from planner.scenario.merge import Merging
from planner.scenario.nodes import Entry, MappingNode, Scalar
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import nearest
from planner.scenario.workbook.grids import SUFFIXES, is_workbook
from planner.scenario.yaml_reader import Reading, read_yaml

LONGEST_CHAIN = 20
"""Files that may extend each other in a row."""


SCENARIO_FILES = (".yaml", ".yml", *SUFFIXES)
"""How the names of scenario files end."""


@dataclass(frozen=True)
class Chain:
    """A scenario put together from its files."""

    root: MappingNode | None
    """The merged tree without `extends`; None where a file of the chain could not be read."""
    files: tuple[Path, ...]
    """The files, the child first."""
    problems: tuple[Problem, ...]
    first: MappingNode | None = None
    """The tree of the file that extends none; None where it could not be read."""


class _NoWayOnError(Exception):
    """An `extends` that cannot be followed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_file(path: Path) -> Reading:
    """Read a scenario's file, a workbook or a YAML file, into a tree of values with their places.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    if is_workbook(path):
        from planner.scenario.workbook.gather import read_workbook

        return read_workbook(path)
    return read_yaml(path)


def read_chain(path: Path) -> Chain:
    """Read a scenario and every file that it builds on, and merge them.

    Raises:
        UsageError: The first file is missing, is a folder, or may not be read.
    """
    files = [path]
    reading = read_file(path)
    problems = list(reading.problems)
    trees: list[MappingNode] = []
    while reading.root is not None:
        trees.append(reading.root)
        entry = reading.root.entries.get("extends")
        if entry is None or (isinstance(entry.node, Scalar) and entry.node.value is None):
            merging = Merging()
            merged = _merged(trees, merging)
            return Chain(merged, tuple(files), (*problems, *merging.problems), trees[-1])
        try:
            parent = _parent(files, entry)
            reading = read_file(parent)
        except UsageError as error:
            problems.append(Problem("extends", f"{error} {_beside(parent)}".strip(), entry.node.mark))
            break
        except _NoWayOnError as no_way:
            problems.append(Problem("extends", no_way.message, entry.node.mark))
            break
        files.append(parent)
        problems += reading.problems
    return Chain(None, tuple(files), tuple(problems))


def _merged(trees: list[MappingNode], merging: Merging) -> MappingNode:
    """The trees, the child first, put together; without `extends`."""
    merged = trees[-1]
    for change in reversed(trees[:-1]):
        merged = merging.mappings(merged, change, Scenario)
    kept = {key: entry for key, entry in merged.entries.items() if key != "extends"}
    return MappingNode(kept, merged.mark)


def parent_of(path: Path) -> Path | None:
    """The file that another one extends; none where it extends none, or says so in a way that cannot be followed.

    Raises:
        UsageError: The file is missing, is a folder, or may not be read.
    """
    root = read_file(path).root
    entry = root.entries.get("extends") if root is not None else None
    try:
        return _parent([path], entry) if entry is not None else None
    except _NoWayOnError:
        return None


def _parent(files: list[Path], extends: Entry) -> Path:
    """The file that the last of some files extends."""
    named = extends.node.value if isinstance(extends.node, Scalar) else None
    if not isinstance(named, str) or not named.strip():
        raise _NoWayOnError("`extends` names one file. Write it like `extends: 2019.yaml`.")
    parent = Path(os.path.normpath(files[-1].parent / named))
    known = [os.path.realpath(file) for file in files]
    if os.path.realpath(parent) in known:
        circle = [*files[known.index(os.path.realpath(parent)) :], parent]
        names = " → ".join(map(str, circle))
        raise _NoWayOnError(f"These files extend each other in a circle: {names}. Take one `extends` out.")
    if len(files) >= LONGEST_CHAIN:
        raise _NoWayOnError(f"More than {LONGEST_CHAIN} files extend each other in a row. Put some together.")
    return parent


def _beside(parent: Path) -> str:
    """The nearest name in the folder in which a file is missing."""
    if os.path.lexists(parent) or not parent.parent.is_dir():
        return ""
    near = nearest(parent.name, sorted(file.name for file in parent.parent.iterdir() if file.suffix in SCENARIO_FILES))
    return f'Did you mean "{near}"?' if near else ""
