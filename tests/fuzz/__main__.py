"""Spoil the real inputs ten thousand times and count what the reader makes of it: `python -m tests.fuzz`.

Every case can be made again by its number: `python -m tests.fuzz --first 4711 --cases 1`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario

from .attempt import Outcome, attempt
from .cases import make_case
from .real_inputs import RealInput, real_inputs


def original(real: RealInput) -> Scenario:
    """The scenario of an input without mistakes."""
    with TemporaryDirectory() as name:
        return load_scenario(real.write(Path(name))).scenario


@click.command()
@click.option("--cases", default=10_000, show_default=True, help="How many.")
@click.option("--first", default=0, show_default=True, help="The number of the first one.")
@click.option("--seed", default=0, show_default=True, help="Another seed gives other cases.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the files of the cases with faults.")
def main(cases: int, first: int, seed: int, keep: Path | None) -> None:
    """Spoil the real inputs, read them as planner check does, and count."""
    inputs = real_inputs()
    originals = {real.main: original(real) for real in inputs}
    verdicts: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {}
    slowest: list[Outcome] = []
    bad = 0
    for number in range(first, first + cases):
        case = make_case(number, inputs, seed)
        outcome = attempt(case, originals[case.origin.main])
        verdicts[outcome.verdict] += 1
        for kind in set(case.done):
            by_kind.setdefault(kind, Counter())[outcome.verdict] += 1
        slowest = sorted([*slowest, outcome], key=lambda each: -each.seconds)[:3]
        if outcome.faults:
            bad += 1
            print(f"case {number} ({case.origin.main}: {', '.join(case.done)})")
            for fault in outcome.faults[:5]:
                print(f"  {fault[:300]}")
            if keep is not None:
                (keep / str(number)).mkdir(parents=True, exist_ok=True)
                case.spoilt.write(keep / str(number))
    _print_counts(verdicts, by_kind, slowest, bad)
    raise SystemExit(1 if bad else 0)


def _print_counts(verdicts: Counter[str], by_kind: dict[str, Counter[str]], slowest: list[Outcome], bad: int) -> None:
    print(f"{'mistake':<24}{'refused':>10}{'same':>10}{'different':>12}")
    for kind, counts in sorted(by_kind.items()):
        print(f"{kind:<24}{counts['refused']:>10}{counts['same']:>10}{counts['different']:>12}")
    print(f"{'all cases':<24}{verdicts['refused']:>10}{verdicts['same']:>10}{verdicts['different']:>12}")
    for outcome in slowest:
        print(f"slowest: {outcome.seconds:.2f} s, case {outcome.case.number} ({', '.join(outcome.case.done)})")
    print(f"cases with faults: {bad}")


if __name__ == "__main__":
    main()
