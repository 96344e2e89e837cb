"""A plan as a workbook: the summary first, then finance, HR and operations, then the tables behind every total."""

from __future__ import annotations

import hashlib
import platform

import pandas as pd

from planner.plan.finish import in_order
from planner.plan.plan import Plan
from planner.reports.answer import Answer
from planner.scenario.dump import dump_yaml
from planner.tables.rows import each_row
from planner.version import __version__
from planner.vocabulary import TABLES
from planner.workbooks import cost_again, people, reckoning, summary
from planner.workbooks.book import PlanBook

RUN_SIGNS = 12
"""So many signs of the hash name a run."""

BEHIND = {
    "coverage": ("Coverage lines", "CoverageLines", "Coverage of the force, teams, tiers and lines over each window."),
    "flows": (
        "Flow lines",
        "FlowLines",
        "Leavers, joiners, starts, moves, pathways and exits of each line and period.",
    ),
    "structure": ("Structure", "Structure", "Posts and people by rank and team, at first and at the end."),
    "budget": ("Budget", "BudgetTable", "Cost against each limit of the budget."),
    "reconciliation": ("Plan's reconciliation", "ReconciliationTable", "The way to the cost, as the plan tells it."),
    "effects": ("Effect lines", "EffectLines", "Part-year and full-year cost of each action."),
    "prices": ("Plan's prices", "PriceTable", "What one FTE costs in each period, as the plan tells it."),
}
"""Tables of the plan behind the totals: their sheet, the name by which formulas know them, and what they hold."""

ALSO = ("removal", "holders", "former_holders", "officers", "initiatives", "requirements", "breaches", "binding")
"""Tables that have a sheet where they have rows."""


def plan_workbook(plan: Plan, answer: Answer, run: str = "") -> bytes:
    """A plan as a workbook in which every total is a formula.

    Args:
        plan: The plan.
        answer: What is said about it.
        run: What the run is called; unstated: by the hash of the scenario.

    Returns:
        The bytes of an .xlsx file, the same for the same plan.
    """
    book = PlanBook(plan, run or hashlib.sha256(dump_yaml(plan.loaded.raw).encode()).hexdigest()[:RUN_SIGNS])
    priced = cost_again.priced(book)
    for name, (_, table, _) in BEHIND.items():
        book.announce(table, plan.tables[name])
    contents = summary.write_contents(book, answer)
    summary.write_summary(book)
    reckoning.write_costs(book)
    cost_again.write_inputs(book, priced)
    reckoning.write_reconciliation(book)
    reckoning.write_effects(book)
    people.write_flows(book)
    people.write_coverage(book)
    cost_again.check_prices(book, priced)
    summary.write_checks(book)
    cost_again.write_lines(book, priced)
    cost_again.write_prices(book, priced)
    for name, (sheet, table, about) in BEHIND.items():
        book.sheet_of(sheet, table, about, in_order(name, plan.tables[name]))
    for name in ALSO:
        rows = plan.tables.get(name)
        if rows is not None and not rows.empty:
            words = name.replace("_", " ").capitalize()
            book.sheet_of(
                words, f"{name.title().replace('_', '')}Table", f"{TABLES[name].title}.", in_order(name, rows)
            )
    _register(book)
    _record(book)
    summary.finish_contents(book, contents)
    return book.done()


def _register(book: PlanBook) -> None:
    """Every number that the plan rests on, with its basis and its source."""
    rows = in_order("assumptions", book.plan.tables["assumptions"])
    book.sheet_of("Assumptions", "Assumptions", "Every number used, with its range, basis, source and note.", rows)


def _record(book: PlanBook) -> None:
    """With what the plan was made, and how far it is proved."""
    plan = book.plan
    facts = [
        ("run", book.run),
        ("planner", __version__),
        ("python", platform.python_version()),
        ("marking", plan.loaded.scenario.marking),
        ("scenario", ", ".join(path.name for path in plan.loaded.files)),
        ("share of the demand hours that rests on estimates", plan.estimate_share.get("either")),
    ]
    facts += [
        (f"level {row.order}, {row.plan}: {row.level}", f"{row.status}; {row.proof}")
        for row in each_row(plan.tables["levels"])
    ]
    rows = pd.DataFrame(facts, columns=["what", "says"])
    about = "With what this plan was made, and how each level was proved; run.json in the plan's folder has the hashes."
    book.sheet_of("Run record", "RunRecord", about, rows)
