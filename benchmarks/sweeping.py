"""Measure how much faster two workers answer a sweep than one, and how long a thousand what-ifs take.

`python -m benchmarks.sweeping --help`. The machine's load is printed beside: what others do on it slows both sides,
but two workers more than one.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter

import click

from planner.pipeline import load
from planner.whatif.sweep.asking import Answer, Package, packed
from planner.whatif.sweep.design import Run, sample, tornado
from planner.whatif.sweep.inputs import Variables
from planner.whatif.sweep.workers import Hands, answer_runs, processes

INPUT = Path(__file__).parents[1] / "inputs/2019.yaml"


def answered(package: Package, runs: list[Run], hands: Hands) -> tuple[float, dict[int, Answer]]:
    """How long some runs take [seconds], and what came of them."""
    answers: dict[int, Answer] = {}
    began = perf_counter()
    answer_runs(package, runs, hands, lambda run, answer: answers.__setitem__(run.number, answer))
    return perf_counter() - began, answers


def measure(
    package: Package, base: Run, runs: list[Run], hands: AbstractContextManager[Hands], workers: int
) -> tuple[float, float, dict[int, Answer]]:
    """How long it takes to start up, until every worker has solved the scenario, and then to answer [seconds]."""
    began = perf_counter()
    with hands as ready:
        answered(package, [base] * (workers * ready.chunk * 2), ready)
        started = perf_counter() - began
        seconds, answers = answered(package, runs, ready)
    return started, seconds, answers


def spent() -> float:
    """What processes that have ended took of processors [seconds]: what others do on the machine is not in it."""
    times = os.times()
    return times.children_user + times.children_system


@click.command()
@click.option("--file", type=click.Path(path_type=Path), default=INPUT, help="The scenario.")
@click.option("--samples", default=0, help="What-ifs that are drawn; 0 for the tornado over all ranges.")
@click.option("--workers", "counts", multiple=True, type=int, default=(1, 2), help="Numbers of workers to measure.")
def main(file: Path, samples: int, counts: tuple[int, ...]) -> None:
    """Print how long a sweep takes, with and without starting up, and how many times faster more workers are."""
    loaded = load(file)
    inputs = Variables(loaded).ranged()
    design = sample(inputs, samples) if samples else tornado(inputs)
    base, *runs = design.runs
    package = packed(loaded)
    found = {}
    for count in counts:
        load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        spent_before = spent()
        started, seconds, answers = measure(package, base, runs, processes(count), count)
        found[count] = (started, seconds, answers)
        rate = len(runs) / seconds
        print(
            f"{count} worker{'s' if count > 1 else ''}: {started:.1f} s to start up, {seconds:.1f} s for {len(runs)}"
            f" what-ifs ({rate:.2f} a second, {1000 / rate / 60:.1f} min a thousand); {spent() - spent_before:.1f} s of"
            f" processors in all; load before: {load_before:.1f}"
        )
    first, *others = counts
    for count in others:
        assert found[count][2] == found[first][2], "the number of workers changes what comes of a run"
        (one_start, one, _), (start, more, _) = found[first], found[count]
        from_the_start = (one_start + one) / (start + more)
        print(f"{count} against {first}: ×{one / more:.2f} warm, ×{from_the_start:.2f} from the start")


if __name__ == "__main__":
    main()
