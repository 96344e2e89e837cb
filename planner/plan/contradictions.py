"""A contradiction as the reader knows it: rules in plain words, amounts with their unit, repairs that work."""

from __future__ import annotations

from planner.clashes import ContradictionError
from planner.model import Formulation
from planner.plan.earliest import earliest_dates
from planner.plan.plain_words import change_in_plain_words, rule_in_plain_words
from planner.plan.repairs import tried_repairs
from planner.scenario.edits import Raw
from planner.scenario.scenario import Scenario


def in_the_reader_s_words(
    error: ContradictionError, formulation: Formulation, scenario: Scenario, deadline: float | None
) -> ContradictionError:
    """Say a contradiction in plain words, with units, with the reader's own figures, and with dates that work.

    Args:
        error: What the solver found out.
        formulation: The program that has no plan.
        scenario: Where the rules stand.
        deadline: By `time.monotonic()`; dates that have not been found by then are left out.
    """
    told = error.told(
        lambda rule: rule_in_plain_words(rule, formulation, scenario),
        lambda change: change_in_plain_words(change, formulation, scenario),
    )
    return told.with_earliest(earliest_dates(formulation, error.conflicts, deadline))


def with_repairs(
    error: ContradictionError, formulation: Formulation, scenario: Scenario, raw: Raw, deadline: float | None
) -> ContradictionError:
    """Add changes of the scenario with which there is a plan; see `planner.plan.repairs`."""
    return error.with_repairs(tried_repairs(error, formulation, scenario, raw, deadline))
