"""A scenario of any size: the shipped one for several forces side by side, over any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from planner.scenario.duration import Duration
from planner.scenario.load import load_scenario
from planner.scenario.numbers import Section
from planner.scenario.scenario import Scenario

SHIPPED = Path(__file__).parent.parent / "inputs" / "2019.yaml"


def several_forces(forces: int, months: int, run_out_months: int) -> Scenario:
    """The 2019 scenario for some forces at once: teams, demand and levers of their own, one budget for all."""
    scenario = load_scenario(SHIPPED).scenario
    first = scenario.period.first
    period = scenario.period.model_copy(
        update={
            "last": first + relativedelta(months=months - 1),
            "run_out": Duration(count=run_out_months, unit="month"),
        }
    )
    own = list(range(1, forces + 1))
    limit = scenario.budget.limits["public_protection"]
    steps = tuple(
        step.model_copy(update={"value": step.value * forces, "range": None}) for step in limit.pounds_per_year.steps
    )
    whole = limit.model_copy(update={"pounds_per_year": limit.pounds_per_year.model_copy(update={"steps": steps})})
    names = _names_to_copy(scenario)
    supply = {field: _copies(getattr(scenario.supply, field), own, names) for field in COPIED_SUPPLY}
    return scenario.model_copy(
        update={
            "period": period,
            "teams": _copies(scenario.teams, own, names),
            "establishment": _copies(scenario.establishment, own, names),
            "demand": _copies(scenario.demand, own, names),
            "supply": scenario.supply.model_copy(update=supply),
            "structure": scenario.structure.model_copy(
                update={
                    field: _copies(getattr(scenario.structure, field), own, names)
                    for field in ("supervision", "minimum_strength")
                }
            ),
            "budget": scenario.budget.model_copy(update={"limits": {"public_protection": whole}}),
        }
    )


COPIED_SUPPLY = ("recruitment", "moves", "redeployment", "overtime", "agency", "displacement", "pools")


def _names_to_copy(scenario: Scenario) -> frozenset[str]:
    supply = [name for field in COPIED_SUPPLY for name in getattr(scenario.supply, field)]
    return frozenset([*scenario.teams, *scenario.demand, *supply])


def _copies(named: dict[str, Any], own: list[int], names: frozenset[str]) -> dict[str, Any]:
    return {f"{name}_{number}": _renamed(value, number, names) for number in own for name, value in named.items()}


def _renamed(value: Any, number: int, names: frozenset[str]) -> Any:
    """A part of a scenario in which every name that each force has for itself carries the force's number."""
    if isinstance(value, str):
        head, dot, rest = value.partition(".")
        return f"{head}_{number}{dot}{rest}" if head in names else value
    if isinstance(value, tuple):
        return tuple(_renamed(each, number, names) for each in value)
    if isinstance(value, dict):
        return {_renamed(key, number, names): _renamed(each, number, names) for key, each in value.items()}
    if isinstance(value, Section):
        fields = type(value).model_fields
        return value.model_copy(update={field: _renamed(getattr(value, field), number, names) for field in fields})
    return value
