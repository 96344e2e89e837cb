"""The what-ifs that belong to a scenario, as a list on the screen and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from planner.errors import Problem
from planner.reports.what_if import shown
from planner.reports.words import count, wrapped
from planner.scenario.overridden import Overridden

MOST_SHOWN = 4
"""Changes that are shown one by one; the others are counted."""
SCHEMA = "planner-variants/1"


@dataclass(frozen=True)
class Listed:
    """A what-if that has a name."""

    source: str
    """How it is asked for, e.g. `inputs/2019.yaml#overtime_halved` or `inputs/2019-surge.yaml`."""
    title: str
    description: str
    """What it stands for; empty where it does not say."""
    changes: tuple[Overridden, ...]
    """What it says otherwise than the scenario; nothing where it has problems."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be solved."""


def listed(path: str, every: Sequence[Listed], width: int) -> str:
    """The list as text.

    Args:
        path: The scenario.
        every: Its what-ifs.
        width: The widest line [characters].
    """
    if not every:
        said = f"{path} keeps no variants, and no file beside it extends it. Write them under `variants`, or try --set."
        return "\n".join(wrapped(said, width)) + "\n"
    blocks = ["\n".join(_block(each, width)) for each in every]
    return "\n\n".join([*blocks, f"To solve one: planner solve {every[0].source}"]) + "\n"


def _block(each: Listed, width: int) -> Iterator[str]:
    yield each.source
    yield from wrapped(each.title, width, "  ", "  ")
    if each.description:
        yield from wrapped(each.description, width, "  ", "  ")
    for change in each.changes[:MOST_SHOWN]:
        yield from wrapped(f"- {shown(change)}", width, "  ", "    ")
    if len(each.changes) > MOST_SHOWN:
        yield f"  - {count(len(each.changes) - MOST_SHOWN, 'more change')}"
    if each.problems:
        wrong = count(sum(problem.severity == "problem" for problem in each.problems), "problem")
        yield from wrapped(f"! It has {wrong}: planner check {each.source}", width, "  ", "    ")


def as_json(every: Sequence[Listed]) -> str:
    """The list as JSON."""
    rows = [
        {
            "source": each.source,
            "title": each.title,
            "description": each.description,
            "changes": [asdict(change) for change in each.changes],
            "problems": [problem.message for problem in each.problems if problem.severity == "problem"],
        }
        for each in every
    ]
    return json.dumps({"schema": SCHEMA, "variants": rows}, indent=1, ensure_ascii=False) + "\n"
