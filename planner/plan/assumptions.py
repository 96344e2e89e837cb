"""The assumptions register: every number that the plan used, what it rests on, and what rests on estimates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.scenario.changing_lines import exits, pathways
from planner.scenario.demand import DemandLine
from planner.scenario.nodes import place
from planner.scenario.pedigree import Entry, walk_quantities
from planner.scenario.scenario import Scenario
from planner.tables.shares import planned_share

SOLID = ("published", "derived", "decision")
"""Bases that are not an estimate; a number whose basis is not stated counts as an estimate."""


def assumptions(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Rows of the table `assumptions`."""
    yield from unstated(scenario)
    for entry in walk_quantities(scenario):
        source = scenario.sources.get(entry.source) if entry.source else None
        yield {
            "path": entry.path,
            "valid_from": entry.from_.isoformat() if entry.from_ else "",
            "value": _text(entry),
            "unit": f"{entry.unit}, per {entry.per}" if entry.per else entry.unit,
            "low": f"{entry.range[0]:.10g}" if entry.range else "",
            "high": f"{entry.range[1]:.10g}" if entry.range else "",
            "basis": entry.basis,
            "source": f"{source.publisher}: {source.title}" if source else "",
            "note": entry.note or "",
        }


def unstated(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Rows for what is nothing because nobody stated it: levers at rest, and leavers of a role."""
    supply = scenario.supply
    ways = [(f"supply.recruitment.{name}", way.at_rest_fte) for name, way in supply.recruitment.items()]
    ways += [(f"supply.moves.{name}", move.at_rest_fte) for name, move in supply.moves.items()]
    ways += [(place(*path), way.at_rest_fte) for path, way in pathways(scenario)]
    ways += [(place(*path), way.at_rest_fte) for path, way in exits(scenario)]
    silent = {
        f"{place}.at_rest_fte": "unstated; nobody starts unless the plan decides it"
        for place, at_rest in ways
        if at_rest is None
    }
    silent |= {
        f"supply.leavers.{role}.rate": "unstated; nobody leaves but those who are known to"
        for role in scenario.roles
        if role not in scenario.supply.leavers
    }
    for path, note in silent.items():
        unit = "FTE, per year" if path.endswith("at_rest_fte") else "share, per year"
        nothing = dict.fromkeys(("valid_from", "low", "high", "source"), "")
        yield {"path": path, "value": "0", "unit": unit, "basis": "default", "note": note, **nothing}


def _text(entry: Entry) -> str:
    if isinstance(entry.value, tuple):
        return " ".join(f"{each:.10g}" for each in entry.value)
    return f"{entry.value:.10g}"


def resting_on_estimates(scenario: Scenario) -> tuple[dict[str, float], dict[str, float]]:
    """For each demand line, what rests on an estimate.

    Returns:
        Whether its volume does (1.0 or 0.0), and the share of its hours per case that does.
    """
    volume, hours = {}, {}
    for name, line in scenario.demand.items():
        volume[name] = 0.0 if _arrivals_basis(line) in SOLID else 1.0
        hours[name] = _estimated_hours_share(line)
    return volume, hours


def _arrivals_basis(line: DemandLine) -> str:
    stated = line.arrivals.cases or line.arrivals.hours
    if stated is not None:
        return stated.steps[0].basis or "unstated"
    return (line.arrivals.by_period.basis if line.arrivals.by_period else None) or "unstated"


def _estimated_hours_share(line: DemandLine) -> float:
    total = estimated = 0.0
    for name, task in line.tasks.items():
        hours = task.hours_per_case.value * planned_share(line, name)
        total += hours
        basis = task.hours_per_case.steps[0].basis or "unstated"
        # Work counted in hours has no hours per case to estimate: its volume says it all.
        if basis not in SOLID and not line.arrivals.are_hours:
            estimated += hours
    return estimated / total if total else 0.0
