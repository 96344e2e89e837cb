"""Measure building, handing over and solving at several sizes, and print the ratios of one run.

Ratios hold better than seconds: a machine that is busy slows both sides. `python -m benchmarks --help`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import plain_pulp
from benchmarks.forces import several_forces
from planner.model import formulate
from planner.solver.highs import KeptModel
from planner.solver.lexicographic import solve_levels
from planner.tables import tabulate

SIZES = {
    "2019": (1, 12, 24),
    "5k": (1, 12, 12),
    "20k": (3, 12, 24),
    "50k": (3, 48, 36),
}
"""Forces, months and run-out months of each size, named after the columns it has about."""


def timed(work: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """The shortest of some runs [seconds], and what came out of the last."""
    shortest, result = float("inf"), None
    for _ in range(repeats):
        gc.collect()
        begun = perf_counter()
        result = work()
        shortest = min(shortest, perf_counter() - begun)
    return shortest, result


def measure(forces: int, months: int, run_out: int, levels: bool) -> dict[str, float]:
    """Everything about one size [seconds, or a count]."""
    seconds_tables, tables = timed(lambda: tabulate(several_forces(forces, months, run_out)))

    def build_and_hand_over() -> Any:
        formulation = formulate(tables)
        return formulation, KeptModel(formulation.program.matrix())

    seconds_build, (formulation, _) = timed(build_and_hand_over, 2)
    matrix = formulation.program.matrix()
    costs = formulation.program.costs(formulation.levels[0].terms)
    seconds_raw, _ = timed(lambda: KeptModel(matrix), 3)
    seconds_plain, _ = timed(lambda: plain_pulp.hand_over(plain_pulp.build(matrix, costs)))

    def cold() -> Any:
        kept = KeptModel(matrix)
        kept.set_costs(np.asarray(costs))
        return kept.solve_cold()

    seconds_cold, answer = timed(cold)
    result = {
        "columns": matrix.number_of_columns,
        "rows": matrix.number_of_rows,
        "entries": matrix.number_of_entries,
        "tables": seconds_tables,
        "build": seconds_build,
        "raw": seconds_raw,
        "plain": seconds_plain,
        "cold": seconds_cold,
    }
    assert answer.status == "optimal"
    if levels:
        result["levels"], _ = timed(lambda: solve_levels(formulation.program, formulation.levels))
    return result


@click.command()
@click.option(
    "--size", "sizes", multiple=True, type=click.Choice(list(SIZES)), help="Sizes to measure; all if unstated."
)
@click.option("--levels/--no-levels", default=True, help="Whether all priority levels are solved too.")
def main(sizes: tuple[str, ...], levels: bool) -> None:
    """Print how long each step takes, and its ratio to the limit: finished arrays handed to HiGHS in one piece."""
    table = Table(title="planner, seconds and ratios of this run")
    for heading in (
        "size",
        "columns",
        "rows",
        "entries",
        "tables",
        "raw arrays",
        "build + hand-over",
        "PuLP as usual",
        "one level, cold",
        "build ÷ cold",
        "all levels",
    ):
        table.add_column(heading, justify="right")
    for size in sizes or tuple(SIZES):
        m = measure(*SIZES[size], levels=levels)
        every = f"{m['levels']:.2f} (×{m['levels'] / m['cold']:.1f})" if levels else "–"
        table.add_row(
            size,
            f"{m['columns']:,}",
            f"{m['rows']:,}",
            f"{m['entries']:,}",
            f"{m['tables']:.2f}",
            f"{m['raw']:.4f}",
            f"{m['build']:.3f} (×{m['build'] / m['raw']:.0f})",
            f"{m['plain']:.2f} (×{m['plain'] / m['raw']:.0f})",
            f"{m['cold']:.2f}",
            f"{m['build'] / m['cold']:.0%}",
            every,
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
