"""Requirements in posts: what is asked for, and what is short of it, over it, or lost to reduced hours."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.figures import Change, reported, total
from planner.reports.words import in_sentence, listed, spaced


@dataclass(frozen=True)
class Required:
    """A requirement in posts over the reported periods in which it holds."""

    name: str
    title: str
    """Its name as words."""
    team: str
    """The title of the team."""
    roles: str
    """The titles of the roles that count together."""
    least_fte: float
    """The least that is asked for in any period."""
    most_fte: float
    """The most that is asked for in any period."""
    short_fte: Change
    """How much is short, on average."""
    worst_short_fte: Change
    """How much is short in the worst period."""
    over_fte: Change
    """How much there is over it, on average."""
    reduced_fte: Change
    """What does not count because people are on reduced hours, on average."""


def requirements(plan: Plan) -> tuple[Required, ...]:
    """Every requirement that holds in a reported period, in the order of the scenario."""
    scenario = plan.loaded.scenario
    rows = reported(plan, "requirements")
    found = []
    for name, spec in scenario.requirements.items():
        own = rows[rows["requirement"] == name]
        if own.empty:
            continue
        found.append(
            Required(
                name,
                spaced(name),
                scenario.teams[spec.team].title,
                listed([in_sentence(scenario.roles[role].title) for role in spec.roles]),
                float(own["required_fte"].min()),
                float(own["required_fte"].max()),
                _mean(own, "short_fte"),
                _worst(own, "short_fte"),
                _mean(own, "over_fte"),
                _mean(own, "reduced_fte"),
            )
        )
    return tuple(found)


def _mean(rows: pd.DataFrame, column: str) -> Change:
    sums, periods = total(rows, column), max(1, rows["period"].nunique())
    return Change(sums.before / periods, sums.after / periods)


def _worst(rows: pd.DataFrame, column: str) -> Change:
    worst = rows.groupby("plan")[column].max().to_dict()
    return Change(float(worst.get("before", 0.0)), float(worst.get("after", 0.0)))
