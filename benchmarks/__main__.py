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
from planner.solver.garbage import without_garbage_collection
from planner.solver.highs import KeptModel
from planner.solver.lexicographic import solve_levels
from planner.solver.matrix import Matrix
from planner.solver.program import Program
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


def raw_arrays(numbers: tuple[list[float], ...]) -> KeptModel:
    """The limit: the numbers, listed by somebody else, made into arrays and handed over in one piece."""
    return KeptModel(Matrix(*(np.array(each) for each in numbers)))


def listed(matrix: Matrix) -> tuple[list[float], ...]:
    """The numbers of a matrix as plain lists, in the order of its fields."""
    fields = ("column_lower", "column_upper", "row_lower", "row_upper", "starts", "columns", "values")
    return tuple(getattr(matrix, name).tolist() for name in fields)


def replay(matrix: Matrix) -> KeptModel:
    """The same numbers as plain PuLP gets, stated through our own program and handed over in one piece."""
    columns, values, starts = matrix.columns.tolist(), matrix.values.tolist(), matrix.starts.tolist()
    lower, upper = matrix.row_lower.tolist(), matrix.row_upper.tolist()
    keys = [(column,) for column in range(matrix.number_of_columns)]
    least = dict(zip(keys, matrix.column_lower.tolist(), strict=True))
    most = dict(zip(keys, matrix.column_upper.tolist(), strict=True))
    with without_garbage_collection():
        program = Program("replay")
        variables = list(program.add_variables("x", keys, least, most).values())
        for row in range(matrix.number_of_rows):
            entries = range(starts[row], starts[row + 1])
            terms = [(variables[columns[entry]], values[entry]) for entry in entries]
            sense = "=" if lower[row] == upper[row] else "<=" if upper[row] < float("inf") else ">="
            program.add_rule("r", (row,), terms, sense, lower[row] if sense == ">=" else upper[row])
        return KeptModel(program.matrix())


def measure(forces: int, months: int, run_out: int, levels: bool) -> dict[str, float]:
    """Everything about one size [seconds, or a count]."""
    seconds_tables, tables = timed(lambda: tabulate(several_forces(forces, months, run_out)))

    def build_and_hand_over() -> Any:
        formulation = formulate(tables)
        return formulation, KeptModel(formulation.program.matrix())

    seconds_build, (formulation, _) = timed(build_and_hand_over, 2)
    matrix = formulation.program.matrix()
    costs = formulation.program.costs(formulation.levels[0].terms)
    numbers = listed(matrix)
    seconds_raw, _ = timed(lambda: raw_arrays(numbers), 3)
    seconds_plain, _ = timed(lambda: plain_pulp.hand_over(plain_pulp.build(matrix, costs)))
    seconds_replay, _ = timed(lambda: replay(matrix), 2)

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
        "replay": seconds_replay,
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
    headings = (
        "size",
        "columns",
        "rows",
        "entries",
        "tables",
        "raw arrays",
        "our program, same numbers",
        "PuLP as usual, same numbers",
        "rules + hand-over",
        "one level, cold",
        "rules ÷ cold",
        "all levels",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for size in sizes or tuple(SIZES):
        m = measure(*SIZES[size], levels=levels)
        raw = m["raw"]
        table.add_row(
            size,
            *(f"{m[name]:,}" for name in ("columns", "rows", "entries")),
            f"{m['tables']:.2f}",
            f"{raw:.4f}",
            *(f"{m[name]:.3f} (×{m[name] / raw:.0f})" for name in ("replay", "plain", "build")),
            f"{m['cold']:.2f}",
            f"{m['build'] / m['cold']:.0%}",
            f"{m['levels']:.2f} (×{m['levels'] / m['cold']:.1f})" if levels else "–",
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
