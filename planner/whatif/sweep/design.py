"""Which what-ifs are asked: one input at a time, all values with all others, drawn by chance, or listed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

import numpy as np

from planner.errors import UsageError
from planner.whatif.sweep.inputs import Input, Settings, as_written

Kind: TypeAlias = Literal["tornado", "grid", "sample", "list"]

KINDS: tuple[Kind, ...] = ("tornado", "grid", "sample")
"""The kinds that can be asked for by name."""
SAMPLES = 1_000
SEED = 1
MOST_RUNS = 100_000
"""More what-ifs than that are refused."""


@dataclass(frozen=True)
class Run:
    """One what-if."""

    number: int
    """From 1; the scenario as it is has 0."""
    name: str
    settings: Settings
    """What it changes; nothing where it is the scenario as it is."""
    of: str = ""
    """The one input that is varied, in a tornado."""


@dataclass(frozen=True)
class Design:
    """Every what-if of a sweep."""

    kind: Kind
    inputs: tuple[Input, ...]
    runs: tuple[Run, ...]
    """The first one is the scenario as it is."""
    seed: int | None = None
    """What the drawing began with; none where nothing is drawn."""


AS_IT_IS = Run(0, "as in the scenario", ())


def tornado(inputs: Sequence[Input]) -> Design:
    """One input at a time, the others as in the scenario."""
    points = [(each, point) for each in inputs for point in each.tried]
    _refuse_too_many(len(points))
    runs = [
        Run(number, f"{each.path} = {_in_words(point)}", point, each.path)
        for number, (each, point) in enumerate(points, start=1)
    ]
    return Design("tornado", tuple(inputs), (AS_IT_IS, *runs))


def grid(inputs: Sequence[Input]) -> Design:
    """Every value of each input with every value of all others."""
    _refuse_too_many(math.prod(len(each.crossed) for each in inputs))
    runs = []
    for number, points in enumerate(product(*(each.crossed for each in inputs)), start=1):
        named = [f"{each.path} = {_in_words(point)}" for each, point in zip(inputs, points, strict=True)]
        runs.append(Run(number, ", ".join(named), tuple(setting for point in points for setting in point)))
    return Design("grid", tuple(inputs), (AS_IT_IS, *runs))


def sample(inputs: Sequence[Input], samples: int = SAMPLES, seed: int = SEED) -> Design:
    """Each input drawn by itself, every value of its range as likely as another.

    A run's numbers come from a stream of its own that the seed and its number alone begin, so that run 7 of ten is run
    7 of a thousand.
    """
    _refuse_too_many(samples)
    runs = []
    for number in range(1, samples + 1):
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(number,))))
        shares = stream.random(len(inputs)).tolist()
        points = [each.drawn(share) for each, share in zip(inputs, shares, strict=True)]
        runs.append(Run(number, f"sample {number}", tuple(setting for point in points for setting in point)))
    return Design("sample", tuple(inputs), (AS_IT_IS, *runs), seed)


def _in_words(point: Settings) -> str:
    """The value of an input in a run; where it has several dates, all of them."""
    return " and ".join(as_written(setting.value) for setting in point)


def _refuse_too_many(count: int) -> None:
    if count > MOST_RUNS:
        raise UsageError(
            f"That would be {count:,} what-ifs, and more than {MOST_RUNS:,} are not asked at once. Vary fewer inputs,"
            " or take a sample: --design sample --samples 1000."
        )
