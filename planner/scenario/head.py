"""Head of a scenario: what is asked, over which time, by which calendar."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from planner.scenario.duration import Duration
from planner.scenario.numbers import Count, Day, Section


class Period(Section):
    """The time that is planned, and its steps."""

    first: Day
    """The first month or day of the plan."""
    last: Day
    """The last month or day of the plan, included."""
    step: Literal["week", "month", "quarter", "year"] = "month"
    """The length of one period."""
    run_out: Duration | None = None
    """How much longer is solved, but not reported, so that the end of the plan does not stop recruitment or let a
    backlog drift. Unstated: the longest lead, ramp, spread and standard together, at least twelve months."""
    financial_year_starts_month: Count = Field(default=4, ge=1, le=12)
    """The month in which the financial year starts [month number]."""
    bank_holidays: Literal["england", "wales", "scotland", "northern_ireland"] = "england"
    """The part of the country whose bank holidays are kept."""

    @field_validator("last")
    @classmethod
    def _last_follows_first(cls, last: date, info: object) -> date:
        first = getattr(info, "data", {}).get("first")
        if first is not None and last < first:
            raise ValueError(
                f"The plan ends ({last}) before it begins ({first}). Write a later last month or an earlier first one."
            )
        return last


class Source(Section):
    """Where a number comes from."""

    title: str
    """What it is called."""
    publisher: str
    """Who published it."""
    date: str | None = None
    """When it was published, as exactly as is known."""
    address: str | None = None
    """Where it can be found."""
    note: str | None = None
    """What to bear in mind when using it."""
