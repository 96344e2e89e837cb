"""Numbers as the reader states them: with a date, a range, a source and a basis where they have one.

A quantity is written in one of three ways, everywhere::

    hours: 6
    hours: {value: 6, range: [4, 8], basis: estimate, source: trial-2018, note: two officers}
    hours: [{from: 2019-04, value: 6}, {from: 2019-09, value: 5, basis: decision}]

Why one type for all: finance must be able to ask of *any* number where it came from and from when it
holds, so no number may be written in a way that cannot say so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, TypeVar

from dateutil.relativedelta import relativedelta
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

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


def _shown(raw: Any) -> str:
    """A value as the reader wrote it, at the beginning of a sentence."""
    if isinstance(raw, (dict, list)):
        return "A list" if isinstance(raw, list) else "A section with keys"
    if raw is None or isinstance(raw, bool):
        return {None: "Nothing", True: "true", False: "false"}[raw]
    return f'"{raw}"' if isinstance(raw, str) else str(raw)


EARLIEST_YEAR, LATEST_YEAR = 1950, 2150
"""Years in which dates may lie: bank holidays are known there, and no calendar overflows."""


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
            {"shown": _shown(raw)},
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


class Step(Section):
    """A value and its pedigree, holding from a date on (or always)."""

    from_: Day | None = Field(default=None, alias="from")
    """The first day on which the value holds; unstated: from the beginning."""
    value: Number
    range: tuple[Number, Number] | None = None
    """The lowest and the highest value that is plausible."""
    source: str | None = None
    """The name of an entry in `sources`."""
    basis: Basis | None = None
    """published, derived, estimate or decision."""
    note: str | None = None
    """How the number came about, in words."""

    @model_validator(mode="after")
    def _range_holds_value(self) -> Step:
        if self.range is not None and not self.range[0] <= self.value <= self.range[1]:
            low, high = self.range
            raise PydanticCustomError(
                "range",
                "The value {value} does not lie in its own range {low} to {high}. "
                "Write [lowest, highest] around the value.",
                {"value": f"{self.value:g}", "low": f"{low:g}", "high": f"{high:g}"},
            )
        return self


class AmountStep(Step):
    """A value that is not negative."""

    value: Amount


class ShareStep(Step):
    """A value between 0 and 1."""

    value: Portion


class RateStep(AmountStep):
    """An amount per stated time."""

    per: Per
    """The time that the amount is for: week, month or year."""


class ShareRateStep(ShareStep):
    """A share per stated time; a yearly share is compounded over shorter periods."""

    per: Per
    """The time that the share is for: week, month or year."""


class GrowthStep(Step):
    """A relative change, which may be a fall."""

    value: Relative


S = TypeVar("S", bound=Step)


class _Quantity(Section, Generic[S]):
    """One or several dated values of the same thing; a plain number is a quantity too."""

    steps: tuple[S, ...]
    stated: bool = Field(default=True, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, raw: Any) -> Any:
        if isinstance(raw, _Quantity):
            return raw
        if isinstance(raw, dict) and "steps" in raw:
            return raw
        if isinstance(raw, list):
            if not raw:
                raise PydanticCustomError(
                    "empty", "The list of dated values is empty. Write a value, or a list of {from, value}."
                )
            return {"steps": raw}
        if isinstance(raw, dict):
            return {"steps": [raw]}
        if raw is None:
            raise PydanticCustomError("empty", "There is no value here. Write a number, or leave the key out.")
        return {"steps": [{"value": raw}]}

    @model_validator(mode="after")
    def _in_order(self) -> _Quantity[S]:
        dates = [step.from_ or date.min for step in self.steps]
        if dates != sorted(set(dates)):
            raise PydanticCustomError(
                "order",
                "Dated values must each have a `from` of their own, in the order of time. Put them in order.",
            )
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        step = schema["properties"]["steps"]["items"]
        schema.clear()
        plain = [] if issubclass(cls, (Rate, ShareRate)) else [{"type": "number"}]
        forms = [*plain, step, {"type": "array", "items": step, "minItems": 1}]
        schema.update({"description": (cls.__doc__ or "").strip(), "anyOf": forms})
        return schema

    @classmethod
    def default(cls, value: float, note: str = "unstated; this is the default", **more: Any) -> Any:
        """A value that nobody stated, marked as such in the assumptions register."""
        return cls.model_validate({"steps": [{"value": value, "note": note, **more}], "stated": False})

    def step_on(self, day: date) -> S:
        """The step that holds on a day; before the first date, the first step."""
        held = self.steps[0]
        for step in self.steps:
            if step.from_ is None or step.from_ <= day:
                held = step
        return held

    def on(self, day: date) -> float:
        """The value that holds on a day."""
        return self.step_on(day).value

    def mean(self, first: date, last: date) -> float:
        """The mean over the days from first to last, both included."""
        if len(self.steps) == 1:
            return self.steps[0].value
        cuts = (
            [first] + [s.from_ for s in self.steps if s.from_ and first < s.from_ <= last] + [last + timedelta(days=1)]
        )
        days = (last - first).days + 1
        return sum(self.on(a) * (b - a).days for a, b in pairwise(cuts)) / days

    @property
    def value(self) -> float:
        """The first value: the only one, unless the quantity is dated."""
        return self.steps[0].value


class Quantity(_Quantity[AmountStep]):
    """An amount: a number, or {value, range, source, basis, note}, or a list of these with `from`."""


class Share(_Quantity[ShareStep]):
    """A share between 0 and 1: a number, or {value, range, source, basis, note}, or a dated list."""


class Growth(_Quantity[GrowthStep]):
    """A relative change, 0.02 for two per cent more, -0.02 for two per cent less, with its pedigree."""


class Rate(_Quantity[RateStep]):
    """An amount per week, month or year: {value, per, range, source, basis, note}, or a dated list."""

    @model_validator(mode="before")
    @classmethod
    def _needs_per(cls, raw: Any) -> Any:
        return _require_per(raw)

    def per_year_on(self, day: date) -> float:
        """The amount for a year that holds on a day."""
        step = self.step_on(day)
        return step.value * {"week": DAYS_PER_YEAR / DAYS_PER_WEEK, "month": 12.0, "year": 1.0}[step.per]

    def per_month_on(self, day: date) -> float:
        """The amount for a month that holds on a day."""
        return self.per_year_on(day) / 12.0


class ShareRate(_Quantity[ShareRateStep]):
    """A share per week, month or year: {value, per, range, source, basis, note}, or a dated list."""

    @model_validator(mode="before")
    @classmethod
    def _needs_per(cls, raw: Any) -> Any:
        return _require_per(raw)

    def share_over(self, day: date, months: float) -> float:
        """The compounded share over some months, at the rate that holds on a day.

        1 − (1 − rate)^(months ÷ months of the rate): a yearly share of 0.06 is 0.0051 a month.
        """
        step = self.step_on(day)
        own = {"week": DAYS_PER_WEEK / DAYS_PER_MONTH, "month": 1.0, "year": 12.0}[step.per]
        return 1.0 - float((1.0 - step.value) ** (months / own))


def _require_per(raw: Any) -> Any:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise PydanticCustomError(
            "needs_per",
            "{raw} for what time? A rate says per what. Write {example}, or per: month, or per: week.",
            {"raw": f"{raw:g}", "example": f"{{value: {raw:g}, per: year}}"},
        )
    return raw


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
                {"shown": _shown(raw), "hint": hint},
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
