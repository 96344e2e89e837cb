"""What may stand where a number, a day or a name belongs, and what is said when something else stands there."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

EARLIEST_YEAR, LATEST_YEAR = 1950, 2150
"""Dates outside these years are slips of the pen."""

Basis = Literal["published", "derived", "estimate", "decision"]
"""What a number rests on. Unstated counts as an estimate in the assumptions register."""


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name: small letters, digits and underscores, starting with a letter."""


Per = Literal["week", "month", "year"]
"""The time that a rate or an amount is stated for."""


DAYS_PER_MONTH = 30.4375
"""Days in an average month, 365.25 / 12 [days]."""


DAYS_PER_WEEK = 7.0


DAYS_PER_YEAR = 365.25


class Section(BaseModel):
    """A part of a scenario: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


def _number(raw: Any) -> Any:
    """Refuse text and booleans where a number belongs, and say what to write."""
    if isinstance(raw, bool):
        raise PydanticCustomError("not_a_number", "true and false are not numbers. Write a number.")
    if isinstance(raw, str):
        percent = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*%\s*", raw)
        if percent:
            share = float(percent[1]) / 100
            raise PydanticCustomError(
                "percentage",
                "Percentages are not read, so that 5 and 5 % cannot be mixed up. Write {share}.",
                {"share": f"{share:g}"},
            )
        bare = raw.replace(",", "").replace("_", "").replace("£", "").strip()
        if re.fullmatch(r"-?\d+(\.\d+)?", bare):
            raise PydanticCustomError(
                "not_a_number", '"{raw}" is text, not a number. Write {bare}.', {"raw": raw, "bare": bare}
            )
        raise PydanticCustomError("not_a_number", '"{raw}" is not a number. Write a number.', {"raw": raw})
    return raw


def _finite(value: float) -> float:
    if value != value or value in (float("inf"), float("-inf")):
        raise PydanticCustomError("not_finite", "A number must be finite. Write the number itself.")
    if abs(value) > 1e12:
        raise PydanticCustomError(
            "too_large",
            "{value} is larger than anything a force could mean. Write the number in the unit that the key names.",
            {"value": f"{value:g}"},
        )
    return value


def _not_negative(value: float) -> float:
    if value < 0:
        raise PydanticCustomError("negative", "{value} is negative. Write 0 or more.", {"value": f"{value:g}"})
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        remedy = f" Write {value / 100:g} for {value:g} %." if 1 < value <= 100 else ""
        raise PydanticCustomError(
            "not_a_share",
            "{value} is not a share: a share lies between 0 and 1.{remedy}",
            {"value": f"{value:g}", "remedy": remedy},
        )
    return value


def _relative(value: float) -> float:
    if abs(value) > 1:
        remedy = f" Write {value / 100:g} for {value:g} %." if abs(value) <= 100 else ""
        raise PydanticCustomError(
            "not_a_change",
            "{value} is no relative change: 0.05 means 5 % more, -0.05 means 5 % less.{remedy}",
            {"value": f"{value:g}", "remedy": remedy},
        )
    return value


Number = Annotated[float, BeforeValidator(_number), AfterValidator(_finite)]
"""Any finite number."""


Amount = Annotated[float, BeforeValidator(_number), AfterValidator(_finite), AfterValidator(_not_negative)]
"""A finite number that is not negative."""


Portion = Annotated[float, BeforeValidator(_number), AfterValidator(_finite), AfterValidator(_share)]
"""A share: a number between 0 and 1."""


Relative = Annotated[float, BeforeValidator(_number), AfterValidator(_finite), AfterValidator(_relative)]
"""A relative change between -1 and 1."""


Flag = Annotated[bool, Strict()]
"""true or false; `yes`, `no` and 1 are words and numbers."""


Count = Annotated[int, Strict()]
"""A whole number."""


def shown(raw: Any) -> str:
    """A value as the reader wrote it, at the beginning of a sentence."""
    if isinstance(raw, (dict, list)):
        return "A list" if isinstance(raw, list) else "A section with keys"
    if raw is None or isinstance(raw, bool):
        return {None: "Nothing", True: "true", False: "false"}[raw]
    return f'"{raw}"' if isinstance(raw, str) else str(raw)


def parse_day(raw: Any) -> date:
    """Read `2019-04` (its first day) or `2019-04-15`.

    Raises:
        PydanticCustomError: The text is no date; the message says how to write one.
    """
    if isinstance(raw, date):
        return raw
    text = raw if isinstance(raw, str) else ""
    try:
        day = date.fromisoformat(text + "-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text)
    except ValueError:
        day = None
    if day is None or not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        raise PydanticCustomError(
            "not_a_date",
            "{shown} is not a date. Write a month like 2019-04 or a day like 2019-04-15.",
            {"shown": shown(raw)},
        )
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise PydanticCustomError(
            "not_a_year",
            "The year {year} is not between {earliest} and {latest}. Write the right year.",
            {"year": day.year, "earliest": EARLIEST_YEAR, "latest": LATEST_YEAR},
        )
    return day


Day = Annotated[
    date,
    BeforeValidator(parse_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}(-\d{2})?$", "examples": ["2019-04", "2019-04-15"]}),
]
"""A day, or a month meaning its first day."""
