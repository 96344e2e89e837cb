"""One case: a real input with one to three mistakes in one or several of its files."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .mutations import MUTATIONS
from .real_inputs import RealInput

ODD_PARENTS = (
    *(
        "self",
        "missing.yaml",
        "../missing.yaml",
        ".",
        "..",
        "/",
        "/etc/hostname",
        "../../../../etc/passwd",
        "/dev/zero",
    ),
    *("/dev/stdin", "/proc/self/environ", "[a.yaml, b.yaml]", "{file: a.yaml}", "null", "''", "' '", "1", "true", "~"),
    *('"a\\0b"', "https://example.org/a.yaml", "x" * 5000, "main.yaml#x", "*x", "'\u202e'", "parent.yaml", "b.yaml"),
)


@dataclass(frozen=True)
class Case:
    """A spoilt input, and what was done to it."""

    number: int
    origin: RealInput
    spoilt: RealInput
    done: tuple[str, ...]
    """The mistakes by name."""


def make_case(number: int, inputs: Sequence[RealInput], seed: int = 0) -> Case:
    """The case of a number; the same in every run."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - the same in every run
    origin = chance.choices(inputs, [each.weight for each in inputs])[0]
    if chance.random() < 0.05:
        return Case(number, origin, _with_odd_parent(origin, chance), ("odd_parent",))
    spoilt, done = origin, []
    for _ in range(chance.choices((1, 2, 3), (7, 2, 1))[0]):
        name = chance.choice((origin.main, *origin.files))
        spoilt, mistake = _with_mistake(spoilt, name, chance)
        done.append(mistake)
    return Case(number, origin, spoilt, tuple(done))


def _with_mistake(real: RealInput, name: str, chance: random.Random) -> tuple[RealInput, str]:
    """Mistakes that find nothing to spoil in a file are not counted as such."""
    before = real.files[name] or b"x"
    for _ in range(20):
        mutation = chance.choice(MUTATIONS)
        after = mutation(before, chance)
        if after != before:
            return real.with_file(name, after), mutation.__name__
    return real, "nothing"


def _with_odd_parent(real: RealInput, chance: random.Random) -> RealInput:
    """An `extends` that leads nowhere, outside, in a circle or to a file that extends another."""
    lines = [line for line in real.files[real.main].split(b"\n") if not line.startswith(b"extends:")]
    own = b"\n".join(lines)
    spoilt = real.with_file(real.main, b"extends: b.yaml\n" + own)
    match chance.randrange(4):
        case 0:
            parent = chance.choice(ODD_PARENTS).replace("self", real.main)
            return real.with_file(real.main, f"extends: {parent}\n".encode() + own)
        case 1:
            return spoilt.with_file("b.yaml", f"extends: {real.main}\n".encode() + own)
        case 2:
            for number in range(25):
                spoilt = spoilt.with_file(f"c{number}.yaml", f"extends: c{number + 1}.yaml\n".encode())
            return spoilt.with_file("b.yaml", b"extends: c0.yaml\n")
        case _:
            # A parent that is the scenario itself: the child says everything again, and nothing may be lost.
            return spoilt.with_file("b.yaml", b"\n".join(real.files[real.main].split(b"\n")))
