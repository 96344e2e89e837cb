"""A commented scenario to start from: small, complete, and free of problems and warnings."""

from __future__ import annotations

from importlib.resources import files


def template() -> str:
    """The text of a scenario with two teams, which `planner new` prints."""
    return files("planner.scenario").joinpath("template.yaml").read_text(encoding="utf-8")
