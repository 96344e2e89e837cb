"""A rank that the force removes: when it is frozen, how its holders may leave it, and where its work goes."""

from __future__ import annotations

from pydantic import Field

from planner.scenario.numbers import Day, Section, Slug
from planner.scenario.quantity import Quantity, Share, ShareRate
from planner.scenario.ways import Exit, Pathway


class GoneBy(Section):
    """The day by which the rank has to be gone."""

    on: Day
    """The last day on which more than `left_fte` may be there."""
    left_fte: Quantity = Quantity.default(0.0)
    """How many holders may still be there from then on [FTE]."""


class Duty(Section):
    """A role that takes over a share of the work that the rank did."""

    team: Slug
    """The team of those who take it over; in another team than the work, they lend their hours."""
    role: Slug
    """The role that takes it over."""
    share: Share
    """Greatest share of the work no longer done by the rank that this role takes over [share]."""
    hours_factor: Quantity = Quantity.default(1.0)
    """Hours that this role needs for an hour's work of the rank [hours per hour]."""


class Successor(Section):
    """A role that leads a group in the place of the rank."""

    group: Slug
    """The entry of `structure.supervision`."""
    team: Slug
    """The leaders' team."""
    role: Slug
    """The leaders' role."""
    span: Quantity
    """Span of control: people led by one leader [FTE per FTE]."""
    share_at_most: Share = Share.default(1.0)
    """Greatest share of the group that this role may lead [share]."""


class ComesBack(Section):
    """A share of the vacated posts that comes back as posts of another rank, and is filled at once."""

    team: Slug
    """Where the posts come back."""
    role: Slug
    """As which role."""
    share: Share
    """Posts that come back for each holder who has left the rank [FTE per FTE]."""
    from_team: Slug | None = None
    """The out-of-scope team that gives up those who fill them; unstated: they are new to the force."""


class Recorded(Section):
    """What the strength of the rank really was on a day, to lay beside the expected path."""

    on: Day
    """The day."""
    fte: Quantity
    """How many holders there were [FTE]."""
    came_back_fte: Quantity | None = None
    """How many posts had come back as another rank by then [FTE]."""


class RemovedRank(Section):
    """A rank that is removed: nobody joins it any more, and its holders leave it by lawful ways alone.

    Police officers hold office: they cannot be made redundant, and nobody is reduced in rank but by misconduct or
    performance procedures or by their own wish. So a rank empties as fast as its holders leave, are promoted, go back
    of their own wish, take a voluntary exit that both sides agree on, or are posted elsewhere. The ways out stated here
    open with the freeze, so that all they bring about is part of what the removal saves and costs.
    """

    frozen_from: Day
    """From this day on nobody is recruited, promoted or moved into the rank, and its posts are off the establishment:
    who is still there is supernumerary. Temporary holders go back on this day."""
    gone_by: GoneBy | None = None
    """The day by which it has to be gone; unstated: by natural wastage, however long that takes."""
    leave: ShareRate | None = None
    """Share of the holders who leave the force once the rank is frozen; unstated: as the roles' leaver rates say [share
    per stated time]."""
    exits: dict[Slug, Exit] = Field(default_factory=dict)
    """Voluntary exits and posts elsewhere in the force that holders may take, by name. They are decided on from the day
    of the freeze on; a way out that is open earlier is written under `supply.exits`."""
    pathways: dict[Slug, Pathway] = Field(default_factory=dict)
    """Promotions within vacancies and voluntary reversions that holders may take, by name. They open on the day of the
    freeze: intakes before it have no places, and nothing goes on at rest before it; a way out that is open earlier is
    written under `supply.pathways`."""
    duties: tuple[Duty, ...] = ()
    """Who takes over the tasks that the rank did."""
    supervision: tuple[Successor, ...] = ()
    """Who leads in the place of the rank, and how many."""
    comes_back: tuple[ComesBack, ...] = ()
    """Posts that come back as another rank, as has happened elsewhere."""
    record: tuple[Recorded, ...] = ()
    """What really happened, where it is known."""
    decided_by: str | None = None
    """Who decided it: a named role, not a person."""
