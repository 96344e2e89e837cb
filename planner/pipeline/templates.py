"""A workbook to be filled in, written from a scenario or from an example."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.errors import UsageError
from planner.pipeline.reading import Source, load
from planner.scenario.file_text import Text, split_lines
from planner.scenario.nodes import plain
from planner.scenario.overrides import Override
from planner.scenario.template import template
from planner.scenario.workbook.grids import SUFFIXES
from planner.scenario.workbook.write import workbook_of
from planner.scenario.yaml_reader import read_yaml_text


def write_template(
    file: str | Path,
    source: Source | None = None,
    overrides: Sequence[Override] = (),
    variant: str = "",
    *,
    overwrite: bool = False,
) -> Path:
    """Write a scenario as a workbook.

    Args:
        file: The workbook.
        source: The scenario; unstated: a small example.
        overrides: What is changed in it.
        variant: One of its variants.
        overwrite: Whether a file that is there already is replaced.

    Returns:
        The file.

    Raises:
        ScenarioError: The scenario has problems.
        UsageError: The file is there already, or cannot be written or read; or something is changed of nothing.
    """
    path = Path(file)
    if path.suffix.lower() != SUFFIXES[0]:
        raise UsageError(f"{path} is not the name of a workbook. Let it end with {SUFFIXES[0]}: {path.stem}.xlsx.")
    if path.exists() and not overwrite:
        raise UsageError(
            f"{path} is there already and was left alone. Name another file, or use --force to overwrite it."
        )
    if source is None and (overrides or variant):
        raise UsageError("--set and --variant change a scenario: name it with --from.")
    _replace(path, workbook_of(_example() if source is None else load(source, overrides, variant).raw))
    return path


def _example() -> dict[str, Any]:
    text = template()
    root = read_yaml_text(Text("template", text, split_lines(text))).root
    assert root is not None, "the template can be read"
    example: dict[str, Any] = plain(root)
    return example


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as held:
            held.write(content)
        os.chmod(held.name, 0o644)  # noqa: PTH101 - as other files are, not as temporary ones
        Path(held.name).replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None
