"""How fast a what-if is, in ratios of one run: `python -m benchmarks.hot`.

A what-if is compiled beside its plan and solved from it. That is held against the same what-if compiled and solved from
nothing by planner itself, and against the same program in PuLP as it is usually written: one expression at a time,
handed over and solved from nothing for each level. PuLP gets its numbers ready made, so its time is without that of
tables and rules. It does not solve every level: it is stopped where it takes too long, and HiGHS may end without an
answer where cuts hold levels almost exactly. The what-if it is held against is solved down to the same level. All times
are of the processor, so that other work on the machine counts less.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks import plain_pulp
from benchmarks.forces import several_forces
from planner.scenario.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.solver.again import again
from planner.solver.lexicographic import solve_levels
from planner.whatif.asking import Asked, Base
from planner.whatif.compiled import Compiled, compile_scenario

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

SCENARIOS: dict[str, Callable[[], Scenario]] = {
    "2019": lambda: load_scenario(ROOT / "inputs" / "2019.yaml").scenario,
    "2019-2023": lambda: load_scenario(ROOT / "inputs" / "2019-2023.yaml").scenario,
    "20k": lambda: several_forces(3, 12, 24),
}
PATIENCE = 60.0
"""After so long PuLP begins no further level [seconds]."""
FACTORS = (1.005, 1.01, 1.02)
"""By how much demand and budgets change; pay changes by half of that."""
HELD_AGAINST = 1
"""Which of them is solved from nothing too; its time is held against the mean of all of them."""
TARGETS = {"demand": 20.0, "budget": 20.0, "costs": 5.0}
"""How many times as fast as PuLP a what-if is to be."""


def demand(scenario: Scenario, factor: float) -> Scenario:
    """More of one demand line: the first of the second tier that can wait."""
    from whatif.random_changes import arrivals, times

    line = next(name for name, of in scenario.demand.items() if of.tier == 2 and of.start_within.count)
    (path,) = arrivals(scenario, line)
    return times(scenario, path, factor)


def budget(scenario: Scenario, factor: float) -> Scenario:
    """More of every budget."""
    from whatif.random_changes import times

    for name in scenario.budget.limits:
        scenario = times(scenario, ("budget", "limits", name, "pounds_per_year"), factor)
    return scenario


def costs(scenario: Scenario, factor: float) -> Scenario:
    """Higher awards for everybody."""
    from whatif.random_changes import plus

    for group, of in scenario.pay.items():
        for name in of.awards:
            scenario = plus(scenario, ("pay", group, "awards", name, "rise"), (factor - 1) / 2)
    return scenario


CHANGES: dict[str, Callable[[Scenario, float], Scenario]] = {"demand": demand, "budget": budget, "costs": costs}


@dataclass(frozen=True)
class Measured:
    """What-ifs of one kind on one scenario [seconds of the processor]."""

    differs: str
    compiling: float
    solving: float
    fallbacks: int
    """Levels that fell back, of all what-ifs together."""
    cold: float
    """One of them compiled and solved from nothing."""
    pulp: float
    """The same in PuLP, from nothing."""
    levels_in_pulp: int
    """How many levels PuLP solved, before its time was up or HiGHS ended without an answer."""
    down_to_there: float
    """The what-ifs compiled, and solved from the plan down to the same level."""

    @property
    def hot(self) -> float:
        return self.compiling + self.solving


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long some work takes the processor, and what comes out of it."""
    gc.collect()
    begun = process_time()
    result = work()
    return process_time() - begun, result


def measure(base: Base, change: Callable[[Scenario, float], Scenario]) -> Measured:
    """What-ifs of one kind; each has to reach on every level what it reaches from nothing."""
    scenarios = [change(base.scenario, factor) for factor in FACTORS]
    compiling, solving, asked = [], [], []
    for scenario in scenarios:
        took, compiled = seconds(lambda scenario=scenario: base.compile(scenario))
        compiling.append(took)
        took, answer = seconds(lambda compiled=compiled: base.ask_compiled(compiled))
        solving.append(took)
        asked.append(answer)
    cold_seconds, cold = seconds(lambda: from_nothing(scenarios[HELD_AGAINST]))
    same_levels(asked[HELD_AGAINST], cold)
    pulp_seconds, reached = seconds(lambda: in_pulp(asked[HELD_AGAINST].compiled))
    down_to_there = [seconds(lambda one=one: solve_down_to(base, one.compiled, reached))[0] for one in asked]
    return Measured(
        asked[0].difference,
        mean(compiling),
        mean(solving),
        sum(each.fallbacks for each in asked),
        cold_seconds,
        pulp_seconds,
        reached,
        mean(compiling) + mean(down_to_there),
    )


def from_nothing(scenario: Scenario) -> Sequence[Any]:
    compiled = compile_scenario(scenario)
    assert compiled is not None
    return solve_levels(compiled.program, compiled.levels).levels


def same_levels(asked: Asked, cold: Sequence[Any]) -> None:
    from planner.whatif.outcome import has_moved

    assert asked.outcome is not None
    moved = [one.name for one, other in zip(asked.outcome.levels, cold, strict=True) if has_moved(one, other)]
    assert not [name for name in moved if name != "tie_break"], moved


def solve_down_to(base: Base, compiled: Compiled, count: int) -> None:
    """Solve so many levels from the plan, those apart in which there is nothing to minimise."""
    named = [level.name for level, costs in zip(compiled.levels, compiled.costs, strict=True) if costs.any()]
    last = [level.name for level in compiled.levels].index(named[count - 1])
    again(base.asked.solution, compiled.program, compiled.matrix, compiled.levels[: last + 1])


def in_pulp(compiled: Compiled) -> int:
    """Build and solve the levels in PuLP, as far as it comes, and say how many it solved."""
    levels = [(costs, level) for costs, level in zip(compiled.costs, compiled.levels, strict=True) if costs.any()]
    return len(plain_pulp.minimise(compiled.matrix, levels, PATIENCE))


@click.command()
@click.option("--scenario", "names", multiple=True, type=click.Choice(list(SCENARIOS)), help="All if unstated.")
def main(names: tuple[str, ...]) -> None:
    """Print how long what-ifs take, and how many times as long the same takes from nothing."""
    table = Table(title="What-ifs, seconds of the processor and ratios of this run")
    for heading in (
        "scenario",
        "columns",
        "what-if",
        "differs in",
        "compile",
        "solve",
        "a minute",
        "fell back",
        "planner, from nothing",
        "PuLP, from nothing",
        "levels in PuLP",
        "target",
    ):
        table.add_column(heading, justify="right")
    for name in names or tuple(SCENARIOS):
        compiled = compile_scenario(SCENARIOS[name]())
        assert compiled is not None
        base = Base(compiled)
        for kind, change in CHANGES.items():
            m = measure(base, change)
            ratio, count = m.pulp / m.down_to_there, sum(costs.any() for costs in compiled.costs)
            table.add_row(
                name,
                f"{compiled.matrix.number_of_columns:,}",
                kind,
                m.differs,
                f"{m.compiling:.3f}",
                f"{m.solving:.3f}",
                f"{60 / m.hot:.0f}",
                f"{m.fallbacks} of {len(FACTORS) * len(compiled.levels)}",
                f"{m.cold:.2f} (×{m.cold / m.hot:.1f})",
                f"{m.pulp:.1f} (×{ratio:.0f})",
                f"{m.levels_in_pulp} of {count}",
                f"×{TARGETS[kind]:.0f} {'met' if ratio >= TARGETS[kind] else 'missed'}",
            )
            print(f"{name} {kind}: {m}", file=sys.stderr, flush=True)
    Console(width=170).print(table)


if __name__ == "__main__":
    main()
