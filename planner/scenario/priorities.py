"""Priorities: the ordered list of what is minimised, level by level."""

from __future__ import annotations

from typing import Any

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from planner.scenario.numbers import Portion, Section
from planner.scenario.quantity import Quantity


class Priority(Section):
    """One level: what is minimised when all levels above hold."""

    level: str
    """gap_tier_1, evenness_tier_1, …, worst_team, supervision, displaced, cost, cost_of_<kind>, waiting, backlog,
    disruption, redundancies or over_requirement."""
    tolerance: Portion | None = None
    """How much of this level may be given up for all below it together: for a gap level a share of its demand hours
    times one month, for others a share of its best value; unstated: 0.001 for the highest tier, 0.005 for the other
    tiers, 0.0025 for cost, 0 for the rest [share]."""
    at_most: Quantity | None = None
    """A limit on this level; a rule, not a wish [the level's unit]."""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, raw: Any) -> Any:
        return {"level": raw} if isinstance(raw, str) else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        full = dict(schema)
        schema.clear()
        schema.update({"description": (cls.__doc__ or "").strip(), "anyOf": [full["properties"]["level"], full]})
        return schema
