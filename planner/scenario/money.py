"""Budget: what may be spent in a financial year, in total and by kind of cost and team."""

from __future__ import annotations

from pydantic import Field

from planner.scenario.numbers import Section, Slug
from planner.scenario.quantity import Quantity


class BudgetLimit(Section):
    """A limit on spending in each financial year."""

    title: str | None = None
    """What it is called in a paper."""
    pounds_per_year: Quantity
    """The limit, dated by financial year; the last one holds on, and a part of a year counts as such [pounds]."""
    kinds: tuple[str, ...] = ()
    """Kinds of cost that count; unstated: all."""
    teams: tuple[Slug, ...] = ()
    """Teams whose costs count; unstated: all."""
    funding: tuple[str, ...] = ()
    """Funding sources that count; unstated: all."""
    decided_by: str | None = None
    """Who decided it."""


class Budget(Section):
    """What may be spent."""

    limits: dict[Slug, BudgetLimit] = Field(default_factory=dict)
    """Limits by name; the first without kinds, teams and funding is the one shown against cost."""
