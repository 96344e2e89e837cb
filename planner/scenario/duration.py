"""Lengths of time, written with their unit."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from dateutil.relativedelta import relativedelta
from pydantic import (
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from planner.scenario.numbers import DAYS_PER_MONTH, DAYS_PER_WEEK, DAYS_PER_YEAR, Section, shown

LONGEST_YEARS = 100
"""Longer stretches of time are refused [years]."""


_DURATION = re.compile(r"^\s*(\d{1,6}(?:\.\d{1,9})?)\s*(day|week|month|year)s?\s*$")


class Duration(Section):
    """A length of time, written with its unit: `0 days`, `3 weeks`, `1 month`, `2 years`."""

    count: float = Field(ge=0, lt=1e6)
    unit: Literal["day", "week", "month", "year"]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, raw: Any) -> Any:
        if isinstance(raw, (Duration, dict)):
            return raw
        if raw == 0 and not isinstance(raw, bool):
            return {"count": 0, "unit": "day"}
        match = _DURATION.match(str(raw))
        if not match:
            hint = (
                f" Write {raw} month{'' if raw == 1 else 's'}, or {raw} day{'' if raw == 1 else 's'}."
                if isinstance(raw, (int, float)) and not isinstance(raw, bool)
                else ""
            )
            raise PydanticCustomError(
                "not_a_duration",
                "{shown} is not a length of time.{hint} "
                "Lengths of time carry their unit: 0 days, 3 weeks, 1 month, 2 years.",
                {"shown": shown(raw), "hint": hint},
            )
        count, unit = float(match[1]), match[2]
        if (
            count * {"day": 1 / DAYS_PER_YEAR, "week": DAYS_PER_WEEK / DAYS_PER_YEAR, "month": 1 / 12, "year": 1}[unit]
            > LONGEST_YEARS
        ):
            raise PydanticCustomError(
                "too_long",
                "{raw} is longer than {years} years. Write a shorter time.",
                {"raw": str(raw), "years": LONGEST_YEARS},
            )
        if unit in ("month", "year") and count != int(count):
            raise PydanticCustomError(
                "not_a_duration",
                "Months and years are whole: a part of a month has no fixed length. Write it in days or weeks.",
            )
        return {"count": count, "unit": unit}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema.clear()
        schema.update(
            {
                "description": (cls.__doc__ or "").strip(),
                "type": ["string", "integer"],
                "examples": ["0 days", "1 month"],
            }
        )
        return schema

    @property
    def months(self) -> float:
        """The length in average months."""
        return (
            self.count
            * {"day": 1 / DAYS_PER_MONTH, "week": DAYS_PER_WEEK / DAYS_PER_MONTH, "month": 1.0, "year": 12.0}[self.unit]
        )

    @property
    def days(self) -> float:
        """The length in days, with average months and years."""
        return self.months * DAYS_PER_MONTH

    def _delta(self) -> relativedelta:
        if self.unit in ("month", "year"):
            return relativedelta(months=int(self.count * (12 if self.unit == "year" else 1)))
        return relativedelta(days=round(self.count * (7 if self.unit == "week" else 1)))

    def after(self, day: date) -> date:
        """The day that is this much later by the calendar."""
        return day + self._delta()

    def before(self, day: date) -> date:
        """The day that is this much earlier by the calendar."""
        return day - self._delta()

    def __str__(self) -> str:
        return f"{self.count:g} {self.unit}{'' if self.count == 1 else 's'}"
