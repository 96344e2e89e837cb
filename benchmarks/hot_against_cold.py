"""Random what-ifs solved from the plan and from nothing: `python -m benchmarks.hot_against_cold --count 1000 --seed 1`.

Every level has to reach the same both ways, to a millionth of its size, and what is a contradiction one way has to be
one the other way too. The exit code is 1 if anything differs.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import click

from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.whatif.asking import Base
from planner.whatif.compiled import compile_scenario

TESTS = Path(__file__).parents[1] / "tests"
PROGRESS = 50
"""After so many what-ifs it is told how far it has come."""


@dataclass(frozen=True)
class Compared:
    """One what-if, solved both ways."""

    number: int
    change: str
    """What it changes, in words."""
    result: Any
    """How the two compare; none where it says what cannot be."""


class Comparing:
    """One process that solves what-ifs both ways."""

    def __init__(self, path: Path, seed: int) -> None:
        """Solve the scenario itself."""
        sys.path.insert(0, str(TESTS))
        self.scenario: Scenario = load_scenario(path).scenario
        self.seed = seed
        compiled = compile_scenario(self.scenario)
        assert compiled is not None
        self.base = Base(compiled)

    def compare(self, number: int) -> Compared:
        """Solve one what-if, which its number and the seed say."""
        from whatif.hot_and_cold import compared
        from whatif.random_changes import random_change

        random = Random(f"{self.seed} {number}")  # noqa: S311 - the same on every run
        change, scenario = random_change(self.scenario, random)
        return Compared(number, change, compared(self.base, scenario))


_own: list[Comparing] = []


def _begin(path: Path, seed: int) -> None:
    _own.append(Comparing(path, seed))


def _compare(number: int) -> Compared:
    return _own[0].compare(number)


def results(path: Path, numbers: Sequence[int], seed: int, workers: int) -> Iterator[Compared]:
    """Solve the what-ifs of some numbers, in some processes at a time; which process solves which changes nothing."""
    sys.path.insert(0, str(TESTS))
    if workers == 1:
        one = Comparing(path, seed)
        yield from map(one.compare, numbers)
        return
    with multiprocessing.get_context("spawn").Pool(workers, _begin, (path, seed)) as pool:
        yield from pool.imap(_compare, numbers)


@click.command()
@click.option("--count", default=1000, help="How many what-ifs.")
@click.option("--first", default=0, help="The number of the first one, to go on or to look at one again.")
@click.option("--seed", default=1, help="Another seed gives other what-ifs.")
@click.option("--workers", default=1, help="How many processes.")
@click.option(
    "--input", "path", default=Path("inputs/2019.yaml"), type=click.Path(path_type=Path), help="The scenario."
)
def main(count: int, first: int, seed: int, workers: int, path: Path) -> None:
    """Count, by what differs in the linear program, how many what-ifs fell back and how many are wrong."""
    begun = time.monotonic()
    kinds, fell_back, wrong, furthest = Counter[str](), Counter[str](), 0, 0.0
    contradictions = impossible = levels_fell_back = 0
    for done, one in enumerate(results(path, range(first, first + count), seed, workers), start=1):
        found = one.result
        if found is None:
            impossible += 1
        else:
            kinds[found.difference] += 1
            fell_back[found.difference] += found.fallbacks > 0
            levels_fell_back += found.fallbacks
            contradictions += found.is_contradiction
            furthest = max(furthest, found.furthest)
            if found.is_wrong:
                wrong += 1
                print(f"wrong: number {one.number}, {one.change}: {found.level} by {found.furthest:.2g}", flush=True)
        if done % PROGRESS == 0:
            print(f"{done} of {count}, {wrong} wrong, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(f"{count} what-ifs on {path.name}, seed {seed}, from number {first}")
    print(f"  {time.monotonic() - begun:.0f} s in {workers} processes")
    for kind, times in kinds.most_common():
        print(f"  {kind:<12} {times:>5}, of which {fell_back[kind]} fell back at a level or more")
    print(f"  levels that fell back: {levels_fell_back}")
    print(f"  contradictions, both ways: {contradictions}; of people away who are not there: {impossible}")
    print(f"  largest difference of a level, as a share of its size: {furthest:.2g}")
    print(f"  wrong: {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
