"""Numbers as the reader states them: with a date, a range, a source and a basis where they have one.

A quantity is written in one of three ways, everywhere::

    hours: 6
    hours: {value: 6, range: [4, 8], basis: estimate, source: trial-2018, note: two officers}
    hours: [{from: 2019-04, value: 6}, {from: 2019-09, value: 5, basis: decision}]

Why one type for all: finance must be able to ask of *any* number where it came from and from when it
holds, so no number may be written in a way that cannot say so.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Generic, TypeVar

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from planner.scenario.numbers import (
    DAYS_PER_MONTH,
    DAYS_PER_WEEK,
    DAYS_PER_YEAR,
    Amount,
    Basis,
    Day,
    Number,
    Per,
    Portion,
    Relative,
    Section,
)


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
