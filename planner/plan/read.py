"""All tables of a plan, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from planner.plan import holders, initiatives, money, staffing, work
from planner.plan.binding import binding
from planner.plan.breaches import breaches
from planner.plan.coverage import coverage
from planner.plan.effects import effects
from planner.plan.finish import finish
from planner.plan.officers import officers
from planner.plan.prices import prices
from planner.plan.reading import Reading
from planner.plan.record import record, record_fit
from planner.plan.removal import removal
from planner.plan.requirements import requirements
from planner.plan.rounding import rounding
from planner.plan.spread import natural_spread
from planner.plan.structure import structure
from planner.tables.rows import each_row

BOTH: dict[str, Callable[[Reading], Iterator[dict[str, Any]]]] = {
    "staffing": staffing.staffing,
    "flows": staffing.flows,
    "levers": staffing.levers,
    "work": work.work,
    "tasks": work.tasks,
    "worked": work.worked,
    "elsewhere": work.elsewhere,
    "supervision": work.supervision,
    "leaders": work.leaders,
    "costs": money.costs,
    "effects": effects,
    "initiatives": initiatives.initiatives,
    "requirements": requirements,
    "structure": structure,
    "holders": holders.holders,
    "former_holders": holders.former_holders,
    "officers": officers,
}
"""Tables that are read in the same way from the plan before action and from the plan; a new one is its line here."""


def read_plan(before: Reading, after: Reading) -> dict[str, pd.DataFrame]:
    """Read all output tables from the two solved programs.

    Returns:
        Tables by name as in `planner.vocabulary.TABLES`, but for those that need the scenario as written; `initiatives`
        and `requirements` only where there are any.
    """
    tables = {name: finish(name, [*read(before), *read(after)]) for name, read in BOTH.items()}
    given = after.given
    if given.tables.initiatives.empty:
        del tables["initiatives"]
    if tables["requirements"].empty:
        del tables["requirements"]
    tables["coverage"] = finish("coverage", coverage(tables["work"], tables["staffing"], given.tables.periods))
    tables["budget"] = finish("budget", money.budget(tables["costs"], given.tables.budgets, given.tables.periods))
    tables["reconciliation"] = finish(
        "reconciliation",
        money.reconciliation(tables["costs"], tables["staffing"], given.tables.price_steps, given.tables.periods),
    )
    tables["levels"] = finish("levels", [*_levels(before), *_levels(after)])
    tables["rounding"] = finish("rounding", rounding(after, tables))
    tables["exchange"] = finish("exchange", _exchange(after))
    tables["hours"] = finish("hours", _hours(after))
    tables["binding"] = finish("binding", binding(after, tables))
    tables["breaches"] = finish("breaches", breaches(before, after))
    tables["prices"] = finish("prices", prices(given, after.period_facts))
    tables["natural_spread"] = finish("natural_spread", natural_spread(given, after.period_facts))
    tables["record"] = finish("record", record(before))
    tables["record_fit"] = finish("record_fit", record_fit(before))
    tables["removal"] = finish("removal", removal(given, tables))
    return tables


def _levels(reading: Reading) -> Iterator[dict[str, Any]]:
    proofs = {proof.name: proof for proof in reading.proofs}
    for order, level in enumerate(reading.solution.levels, start=1):
        proof = proofs.get(level.name)
        yield {
            "plan": reading.plan,
            "order": order,
            "level": level.name,
            "unit": level.unit,
            "best": level.best,
            "held": level.held,
            "tolerance": level.tolerance,
            "status": level.status,
            "bound": proof.bound if proof else None,
            "proof_gap": proof.gap if proof else None,
            "proof": proof.how if proof else "not proved",
        }


def _exchange(reading: Reading) -> Iterator[dict[str, Any]]:
    for level in reading.solution.levels:
        for below, rate in level.exchange.items():
            if below != "tie_break":
                yield {"level": level.name, "below": below, "exchange": rate}


def _hours(reading: Reading) -> Iterator[dict[str, Any]]:
    facts = reading.period_facts
    for row in each_row(reading.given.tables.hours_lines):
        yield {
            **facts[row.period],
            "pattern": row.pattern,
            "name": row.line,
            "kind": row.kind,
            "hours_per_fte": row.hours,
        }
