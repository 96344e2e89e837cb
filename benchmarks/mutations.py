"""How many changes of good plans the checks notice: thousands, by `python -m benchmarks.mutations [EACH] [FOLDER …]`.

Without folders four plans are spoilt: three in which everything happens, and the one that is committed.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

SEED = 2019


def main(each: int, folders: list[Path]) -> None:
    """Spoil all columns of all tables `each` times in every way, and all figures of the page; print what is noticed."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from verify.mutations import Spoiler
    from verify.page_mutations import PageSpoiler
    from verify.plans import RICH, rich, shipped

    plans: dict[str, Callable[[], Mapping[str, bytes]]] = {name: lambda name=name: rich(name) for name in RICH}
    plans["2019"] = shipped
    if folders:
        plans = {folder.name: lambda folder=folder: read(folder) for folder in folders}
    tables, pages = Counter[str](), Counter[str]()
    for name, files in plans.items():
        spoiler, page = Spoiler(files()), PageSpoiler(files())
        changes = spoiler.mutations(each, random.Random(SEED))  # noqa: S311 - the same on every run
        tables += noticed(f"{name}, tables", spoiler, changes, lambda one: f"{one.kind} of {one.table}.{one.column}")
        pages += noticed(f"{name}, page", page, page.mutations(), lambda one: f"a figure of {one.section or 'the top'}")
    for what, counts in (("all tables", tables), ("all pages", pages)):
        print(f"{what}: {1 - counts['missed'] / counts['tried']:.2%} of {counts['tried']:,} changes noticed")


def read(folder: Path) -> dict[str, bytes]:
    """The files of a plan's folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def noticed(title: str, spoiler: Any, changes: Iterable[Any], kind: Callable[[Any], str]) -> Counter[str]:
    """How many changes were tried and missed; those missed are printed by kind."""
    begin, count, unseen = time.perf_counter(), 0, Counter[str]()
    for change in changes:
        count += 1
        if not spoiler.notices(change):
            unseen[kind(change)] += 1
    seconds, missed = time.perf_counter() - begin, unseen.total()
    print(f"{title}: {1 - missed / count:.2%} of {count:,} changes noticed, {seconds:.0f} s", flush=True)
    for what, times in unseen.most_common():
        print(f"    not noticed {times} times: {what}")
    return Counter(tried=count, missed=missed)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, [Path(folder) for folder in sys.argv[2:]])
