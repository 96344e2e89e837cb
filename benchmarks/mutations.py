"""How many changes of good plans the checks notice: thousands, by `python -m benchmarks.mutations [EACH]`."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

SEED = 2019


def main(each: int) -> None:
    """Spoil every column of every table of four plans, `each` times in every way, and print what is noticed."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from verify.mutations import Spoiler
    from verify.plans import RICH, rich, shipped

    tried = missed = 0
    for name in (*RICH, "2019"):
        spoiler = Spoiler(shipped() if name == "2019" else rich(name))
        begin, count = time.perf_counter(), 0
        unseen: Counter[tuple[str, str, str]] = Counter()
        for mutation in spoiler.mutations(each, random.Random(SEED)):  # noqa: S311 - the same on every run
            count += 1
            if not spoiler.notices(mutation):
                unseen[mutation.table, mutation.column, mutation.kind] += 1
        seconds = time.perf_counter() - begin
        tried, missed = tried + count, missed + unseen.total()
        print(f"{name}: {1 - unseen.total() / count:.2%} of {count:,} changes noticed, {seconds:.0f} s")
        for (table, column, kind), times in unseen.most_common():
            print(f"    not noticed {times} times: {kind} of {table}.{column}")
    print(f"all: {1 - missed / tried:.2%} of {tried:,} changes noticed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
