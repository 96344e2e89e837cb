"""Structure: who supervises whom, and the strength that must not be gone below."""

from __future__ import annotations

from pydantic import Field

from planner.scenario.numbers import Section, Slug
from planner.scenario.quantity import Quantity, Share
from planner.scenario.supply import Place


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


class Structure(Section):
    """Who supervises whom, and the strength that must not be gone below."""

    supervision: dict[Slug, SupervisionGroup] = Field(default_factory=dict)
    """Groups that must be led, by name."""
    minimum_strength: dict[Slug, MinimumStrength] = Field(default_factory=dict)
    """Least strength, by name."""
