"""How long the papers of a plan take: `python -m benchmarks.papers inputs/2019.yaml`.

All of them together are to take less than the imports and ten seconds; the plan itself is not counted. Seconds are
those of the processor, so that a busy machine does not count.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Any

LIMIT_SECONDS = 10.0


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long something takes, and what comes of it."""
    begun = process_time()
    result = work()
    return process_time() - begun, result


def imports() -> Any:
    """Everything that the papers import beyond the solver."""
    import docx
    import jinja2
    import matplotlib.figure
    import typst

    import planner.papers

    return docx, jinja2, matplotlib.figure, typst, planner.papers


def main(scenario: str) -> None:
    """Print the seconds of each step."""
    from planner.pipeline import solve

    plan = solve(scenario)
    seconds = {"imports": timed(imports)[0]}
    from planner.papers import WRITERS, Made, paper_files, paper_of, subject_of

    seconds["what was found"], subject = timed(lambda: subject_of(plan))
    seconds["the paper"], paper = timed(lambda: paper_of(subject))
    for name in WRITERS:
        seconds[name], _ = timed(lambda name=name: paper_files(Made(subject, paper), [name]))  # type: ignore[misc]
    for step, each in seconds.items():
        sys.stdout.write(f"{step:16} {each:6.2f} s\n")
    after = sum(seconds.values()) - seconds["imports"]
    sys.stdout.write(f"{'without imports':16} {after:6.2f} s of {LIMIT_SECONDS:.0f}\n")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["inputs/2019.yaml"]))
