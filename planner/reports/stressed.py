"""How a plan stands when the world differs, read from its table `stress`; in words for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.plan.plan import Plan
from planner.reports.coverage import titles_in
from planner.reports.words import KEEP, count, hours, listed
from planner.scenario.titles import title_of

MOST_NAMED = 3
"""Numbers on which the gap depends most that are named in a sentence."""
SMALLEST_SWING = 0.5
"""A gap that moves by less does not move [hours]."""


@dataclass(frozen=True)
class Spread:
    """The gap or the coverage of the force, a team or a tier over the cases; None where there is no such figure."""

    favourable: float | None
    """All numbers at their favourable ends together."""
    central: float | None
    """As planned."""
    unfavourable: float | None
    """All numbers at their unfavourable ends together."""
    tenth: float | None
    """One sample in ten has less; None where there are no samples."""
    half: float | None
    nine_tenths: float | None


@dataclass(frozen=True)
class Standing:
    """How the force, a team or a tier stands."""

    scope: str
    name: str
    title: str
    gap_hours: Spread
    coverage: Spread


@dataclass(frozen=True)
class Driver:
    """What the gap of the force is with one number at either end of its range, and all others as stated."""

    path: str
    title: str
    low_value: float
    high_value: float
    low_gap_hours: float
    high_gap_hours: float
    least_gap_hours: float
    """The least of the two and the plan's own gap."""
    most_gap_hours: float

    @property
    def swing_hours(self) -> float:
        """By how much the gap moves."""
        return self.most_gap_hours - self.least_gap_hours


@dataclass(frozen=True)
class Stressed:
    """How a plan with its people held stands when demand and hours differ."""

    samples: int
    seed: int
    numbers: int
    """How many numbers have a range."""
    central_gap_hours: float
    least_gap_hours: float
    """The least gap of the force at any ends of ranges, alone or together."""
    most_gap_hours: float
    standings: tuple[Standing, ...]
    """Teams, the force, tiers."""
    drivers: tuple[Driver, ...]
    """Every number, that with the largest swing first."""
    cases: int
    cases_with_broken_rules: int
    """Cases in which a rule about work cannot be kept."""

    @property
    def force(self) -> Standing:
        """All teams together."""
        return next(each for each in self.standings if each.scope == "force")


def stressed(plan: Plan) -> Stressed | None:
    """What the table `stress` says; None where nobody asked for it."""
    if "stress" not in plan.tables:
        return None
    table = plan.table("stress")
    force = table[table["scope"] == "force"]
    ends = force[force["case"].isin(["central", "input", "together"])]
    samples = force[force["case"] == "sample"]
    drivers = _drivers(plan, force)
    cases = force[force["case"] != "percentile"]
    return Stressed(
        samples=len(samples),
        seed=int(samples["seed"].iloc[0]) if len(samples) else 0,
        numbers=len(drivers),
        central_gap_hours=_cell(force, "gap_hours", case="central"),
        least_gap_hours=float(ends["gap_hours"].min()),
        most_gap_hours=float(ends["gap_hours"].max()),
        standings=tuple(_standings(plan, table)),
        drivers=drivers,
        cases=len(cases),
        cases_with_broken_rules=int((cases["rules_broken"] > 0).sum()),
    )


def _cell(rows: pd.DataFrame, column: str, **where: Any) -> float:
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return float(rows[column].iloc[0])


def _standings(plan: Plan, table: pd.DataFrame) -> list[Standing]:
    found = []
    for scope in ("team", "force", "tier"):
        for name, title in titles_in(plan, scope):
            rows = table[(table["scope"] == scope) & (table["name"] == name)]
            if len(rows):
                found.append(Standing(scope, name, title, _spread(rows, "gap_hours"), _spread(rows, "coverage")))
    return found


def _spread(rows: pd.DataFrame, column: str) -> Spread:
    def figure(**where: Any) -> float | None:
        found = rows
        for name, value in where.items():
            found = found[found[name] == value]
        return None if found.empty or pd.isna(found[column].iloc[0]) else float(found[column].iloc[0])

    return Spread(
        figure(case="together", end="favourable"),
        figure(case="central"),
        figure(case="together", end="unfavourable"),
        *(figure(case="percentile", number=number) for number in (10, 50, 90)),
    )


def _drivers(plan: Plan, force: pd.DataFrame) -> tuple[Driver, ...]:
    lines = {name: line.title for name, line in plan.loaded.scenario.demand.items()}
    central = _cell(force, "gap_hours", case="central")
    found = []
    for path, rows in force[force["case"] == "input"].groupby("path", sort=True):
        low, high = (_cell(rows, "gap_hours", end=end) for end in ("low", "high"))
        low_value, high_value = (_cell(rows, "tried_value", end=end) for end in ("low", "high"))
        found.append(
            Driver(
                str(path),
                title_of(str(path), lines),
                low_value,
                high_value,
                low,
                high,
                min(low, high, central),
                max(low, high, central),
            )
        )
    return tuple(sorted(found, key=lambda each: (-round(each.swing_hours, 3), each.path)))


def stress_sentences(found: Stressed) -> tuple[str, ...]:
    """The residual gap when the world differs, and what drives it most."""
    least, most = hours(found.least_gap_hours), hours(found.most_gap_hours)
    said = (
        "With its people held and demand and hours at the ends of their stated ranges, the gap is between"
        f" {least} and {most}{KEEP}hours ({hours(found.central_gap_hours)} as planned)"
    )
    force = found.force.gap_hours
    if force.tenth is not None and force.nine_tenths is not None:
        said += (
            f"; in eight of ten of {count(found.samples, 'sample')} it is between {hours(force.tenth)} and"
            f" {hours(force.nine_tenths)}"
        )
    if found.cases_with_broken_rules:
        said += (
            f"; in {found.cases_with_broken_rules:,} of {count(found.cases, 'case')} a rule about work cannot be kept"
        )
    named = [
        f"{each.title} ({hours(each.least_gap_hours)} to {hours(each.most_gap_hours)}{KEEP}hours)"
        for each in found.drivers[:MOST_NAMED]
        if each.swing_hours >= SMALLEST_SWING
    ]
    return (f"{said}.", f"That gap depends most on {listed(named)}.") if named else (f"{said}.",)
