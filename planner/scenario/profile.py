"""Series of numbers by month."""

from __future__ import annotations

from typing import Any

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema

from planner.scenario.numbers import Amount, Basis, Portion, Section


class Profile(Section):
    """A series of numbers by month, with one pedigree for the whole of it."""

    values: tuple[Amount, ...] = Field(min_length=1)
    source: str | None = None
    """The name of an entry in `sources`."""
    basis: Basis | None = None
    """published, derived, estimate or decision."""
    note: str | None = None
    """How the numbers came about, in words."""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, raw: Any) -> Any:
        return {"values": raw} if isinstance(raw, list) else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        full = dict(schema)
        schema.clear()
        schema.update({"description": (cls.__doc__ or "").strip(), "anyOf": [full["properties"]["values"], full]})
        return schema


class ShareProfile(Profile):
    """A series of shares by month, with one pedigree for the whole of it."""

    values: tuple[Portion, ...] = Field(min_length=1)
