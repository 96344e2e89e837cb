"""Initiatives: changes to how work is done, what they cost, whom they tie up, and what they do to demand."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.deciding import Decided
from planner.scenario.duration import Duration
from planner.scenario.numbers import Day, Section, Slug
from planner.scenario.quantity import Quantity, Share


class Window(Section):
    """The time within which an optional initiative may start."""

    earliest: Day
    """The first day on which it may start."""
    latest: Day
    """The last day on which it may start."""

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.latest < self.earliest:
            raise PydanticCustomError("order", "`latest` is before `earliest`. Put the two days in order.")
        return self


class TiedUp(Section):
    """People whom an initiative takes from their cases."""

    team: Slug
    """Their team."""
    role: Slug
    """Their role."""
    fte: Quantity
    """How many [FTE]."""
    lasts: Duration | None = None
    """For how long from the start; unstated: as long as the plan goes on."""


class Effect(Section):
    """What an initiative does to a demand line."""

    line: Slug
    """The demand line."""
    tasks: tuple[Slug, ...] = ()
    """The tasks whose hours change; unstated: all of the line."""
    after: Duration = Duration(count=0, unit="day")
    """Time from the start until it works."""
    hours_factor: Quantity | None = None
    """Hours of a case started then, against what is stated at the line [ratio]."""
    arrivals_factor: Quantity | None = None
    """Cases recorded, against what is stated at the line: fewer repeat cases, or cases graded otherwise [ratio]."""
    partner_share: Share | None = None
    """Share of the cases that partner agencies bear on top of the line's `partner_share` [share]."""
    repeat_calls_factor: Quantity | None = None
    """Repeat calls of waiting cases, against what is stated at the line; for an initiative with a fixed date only
    [ratio]."""
    start_within: Duration | None = None
    """The standard from then on; for an initiative with a fixed date only."""

    @model_validator(mode="after")
    def _does_something(self) -> Effect:
        stated = ("hours_factor", "arrivals_factor", "partner_share", "repeat_calls_factor", "start_within")
        if all(getattr(self, name) is None for name in stated):
            raise PydanticCustomError(
                "no_effect",
                "This effect changes nothing. Write one of {names}.",
                {"names": ", ".join(f"`{name}`" for name in stated)},
            )
        return self


class Initiative(Section):
    """A change to how work is done: streamlining, an improvement team, a priority system, a partner's share."""

    title: str
    """What it is called in a paper."""
    starts: Day | None = None
    """The day on which it starts, where that is decided."""
    optional: Window | None = None
    """The time within which the plan may start it, or leave it; instead of a date."""
    start_up_pounds: Quantity = Quantity.default(0.0)
    """What it costs to set up; one-off [pounds]."""
    pounds_per_month: Quantity = Quantity.default(0.0)
    """What it costs to run; recurrent [pounds per month]."""
    runs_for: Duration | None = None
    """For how long the running cost is paid; unstated: as long as the plan goes on."""
    people: tuple[TiedUp, ...] = ()
    """Whom it ties up."""
    effects: dict[Slug, Effect] = Field(default_factory=dict)
    """What it does to demand, by name."""
    funding: str = "core"
    """Who pays for it."""
    decided_by: str | None = None
    """Who decided it: a named role, not a person."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""

    @model_validator(mode="after")
    def _one_way(self) -> Initiative:
        if (self.starts is None) == (self.optional is None):
            raise PydanticCustomError(
                "one_way", "An initiative has a date (`starts`) or is `optional`. Write exactly one of the two."
            )
        if self.optional is not None:
            for name, effect in self.effects.items():
                if effect.start_within is not None or effect.repeat_calls_factor is not None:
                    raise PydanticCustomError(
                        "fixed_only",
                        "The effect {name} changes a standard or repeat calls, which only an initiative with a date "
                        "can do. Write `starts` instead of `optional`.",
                        {"name": name},
                    )
        return self
