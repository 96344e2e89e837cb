"""How many of a few people are still there: a matter of chance."""

from __future__ import annotations


def points(heads: int, staying: float) -> tuple[int, int]:
    """How many are still there: the 10 % and 90 % points, one head after the other put on the distribution."""
    chances = [1.0]
    for _ in range(heads):
        gone = [chance * (1 - staying) for chance in chances] + [0.0]
        there = [0.0] + [chance * staying for chance in chances]
        chances = [one + other for one, other in zip(gone, there, strict=True)]
    reached, found = 0.0, []
    for point in (0.1, 0.9):
        reached, number = 0.0, -1
        while reached < point - 1e-9:
            number += 1
            reached += chances[number]
        found.append(number)
    return found[0], found[1]
