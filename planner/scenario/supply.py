"""Supply: how people come, go and move, and how hours can be bought or lent.

Every lever has an `at_rest` level: what goes on if nobody decides anything. The plan before action is the
plan with every lever at rest.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.levers_on_hours import Agency, Displacement, Overtime, Redeployment, ReducedHours, Together
from planner.scenario.numbers import Section, Slug
from planner.scenario.people import Leaving, Place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.ways import Exit, KnownFlow, Move, Pathway, Recruitment


class ShareOfStrength(Section):
    """A yearly limit as a share of the strength of some lines."""

    share: Share
    """Share of the strength that may start in a financial year [share]."""
    of: tuple[Place, ...] = Field(min_length=1)
    """The lines whose strength counts together."""
    at: Literal["opening", "closing"] = "opening"
    """The strength before the financial year, or at its end."""


class Pool(Section):
    """A cap on several ways in, out or across together."""

    members: tuple[Slug, ...] = Field(min_length=1)
    """Names of recruitments, moves, pathways and exits."""
    per_year_fte: Quantity | None = None
    """How many together in a financial year [FTE]."""
    per_year_share: ShareOfStrength | None = None
    """How many together in a financial year, as a share of strength."""

    @model_validator(mode="after")
    def _limits(self) -> Pool:
        if self.per_year_fte is None and self.per_year_share is None:
            raise PydanticCustomError("no_limit", "A pool says `per_year_fte` or `per_year_share`. Write one of them.")
        return self


class Supply(Section):
    """How people come, go and move, and how hours can be bought or lent."""

    leavers: dict[Slug, Leaving] = Field(default_factory=dict)
    """Leaver rates by role."""
    known_joiners: dict[Slug, KnownFlow] = Field(default_factory=dict)
    """Agreed joiners, by name."""
    known_leavers: dict[Slug, KnownFlow] = Field(default_factory=dict)
    """Known leavers, by name; beyond the leaver rate."""
    recruitment: dict[Slug, Recruitment] = Field(default_factory=dict)
    """Ways in, by name."""
    moves: dict[Slug, Move] = Field(default_factory=dict)
    """Moves between teams, by name."""
    pathways: dict[Slug, Pathway] = Field(default_factory=dict)
    """Ways from one role to another, by name."""
    exits: dict[Slug, Exit] = Field(default_factory=dict)
    """Ways out that somebody decides on, by name."""
    redeployment: dict[Slug, Redeployment] = Field(default_factory=dict)
    """Temporary redeployment of hours, by name."""
    overtime: dict[Slug, Overtime] = Field(default_factory=dict)
    """Overtime, by name."""
    agency: dict[Slug, Agency] = Field(default_factory=dict)
    """Agency, by name."""
    displacement: dict[Slug, Displacement] = Field(default_factory=dict)
    """Work pushed to out-of-scope teams, by name."""
    reduced_hours: dict[Slug, ReducedHours] = Field(default_factory=dict)
    """People who work fewer hours for a time, by name."""
    reduced_hours_together: dict[Slug, Together] = Field(default_factory=dict)
    """Limits on several of `reduced_hours` together, by name."""
    pools: dict[Slug, Pool] = Field(default_factory=dict)
    """Caps on several ways in, out or across together, by name."""
