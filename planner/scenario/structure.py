"""Structure: ranks that go, who supervises whom, and the strength that is required."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.levers_on_hours import Together
from planner.scenario.numbers import Section, Slug
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.removed_rank import RemovedRank


class Leader(Section):
    """A role that leads people, and how many one of them can lead."""

    team: Slug
    """The leaders' team."""
    role: Slug
    """The leaders' role."""
    span: Quantity
    """Span of control: people led by one leader [FTE per FTE]."""
    share_at_most: Share = Share.default(1.0)
    """Greatest share of the group that this role may lead [share]."""


class SupervisionGroup(Section):
    """People who must be led by somebody; those who are not are counted."""

    title: str | None = None
    """What the group is called in a paper."""
    led: tuple[Place, ...] = Field(min_length=1)
    """Who is led; people in training included."""
    leaders: tuple[Leader, ...] = Field(min_length=1)
    """Who may lead them. A leader's time is shared between all groups: nobody leads twice."""


class MinimumStrength(Section):
    """Strength that must not be gone below."""

    team: Slug
    """The team."""
    roles: tuple[Slug, ...] = Field(min_length=1)
    """The roles whose strength counts together."""
    fte: Quantity
    """The least strength, dated [FTE]."""
    decided_by: str | None = None
    """Who decided it."""


class ClosingStrength(Section):
    """Strength that must be there at the end of the plan."""

    team: Slug
    """The team."""
    roles: tuple[Slug, ...] = Field(min_length=1)
    """The roles whose strength counts together."""
    at_least_fte: Quantity | None = None
    """The least strength at the end of the last reported period [FTE]."""
    exactly_fte: Quantity | None = None
    """The strength at the end of the last reported period, no less and no more [FTE]."""
    decided_by: str | None = None
    """Who decided it."""

    @model_validator(mode="after")
    def _one_way(self) -> ClosingStrength:
        if (self.at_least_fte is None) == (self.exactly_fte is None):
            raise PydanticCustomError(
                "one_way", "A closing strength says `at_least_fte` or `exactly_fte`. Write exactly one of the two."
            )
        return self


class Structure(Section):
    """Ranks that go, who supervises whom, and the strength that is required."""

    removed_ranks: dict[Slug, RemovedRank] = Field(default_factory=dict)
    """Ranks that the force removes, by the rank's name."""
    supervision: dict[Slug, SupervisionGroup] = Field(default_factory=dict)
    """Groups that must be led, by name."""
    minimum_strength: dict[Slug, MinimumStrength] = Field(default_factory=dict)
    """Least strength, by name."""
    closing_strength: dict[Slug, ClosingStrength] = Field(default_factory=dict)
    """Strength at the end of the plan, by name."""
    over_requirement: dict[Slug, Together] = Field(default_factory=dict)
    """Limits on the strength over several requirements together, by name; members are names of `requirements`."""
