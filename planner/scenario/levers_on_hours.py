"""How hours can be bought, lent, pushed elsewhere or given up while the people stay."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.deciding import Decided
from planner.scenario.duration import Duration
from planner.scenario.numbers import Section, Slug
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity, Rate, Share


class ReducedHours(Section):
    """People of a line who work fewer hours for a time: part of the hours, and counted as such."""

    team: Slug
    """The team."""
    role: Slug
    """The role."""
    fte: Quantity
    """Greatest number of people on reduced hours at a time [FTE]."""
    productivity: Share
    """Share of the full hours that they give, and of a post that they count for [share]."""
    pay_share: Share = Share.default(1.0)
    """Share of the full pay and on-costs that they are paid [share]."""
    pounds_per_fte_month: Quantity = Quantity.default(0.0)
    """Price of one person on reduced hours beside the pay [pounds per FTE and month]."""
    at_rest_fte: Quantity = Quantity.default(0.0)
    """How many are on reduced hours if nobody decides anything [FTE]."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""


class Together(Section):
    """A limit on several of a kind together."""

    members: tuple[Slug, ...] = Field(min_length=1)
    """Their names."""
    fte: Quantity
    """How many together at any time [FTE]."""


class Redeployment(Section):
    """Hours worked for another team while the post stays where it is."""

    from_: Place = Field(alias="from")
    """Whose hours; a role of an out-of-scope team displaces that team's work."""
    to: Place
    """For which team, and as which role."""
    efficiency: Share = Share.default(1.0)
    """Hours of a settled holder that one such hour is worth [share]."""
    share_of_hours: Share | None = None
    """Greatest share of the productive hours of the lending line [share]."""
    fte: Quantity | None = None
    """Greatest amount in FTE of the lending role; instead of a share, and needed for an out-of-scope team [FTE]."""
    pounds_per_hour: Quantity = Quantity.default(0.0)
    """Price of an hour beyond the pay [pounds per hour]."""
    at_rest_share: Share = Share.default(0.0)
    """Share of the greatest amount that goes on if nobody decides anything [share]."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""

    @model_validator(mode="after")
    def _one_way(self) -> Redeployment:
        if (self.share_of_hours is None) == (self.fte is None):
            raise PydanticCustomError(
                "one_way",
                "A redeployment is limited by `share_of_hours` or by `fte`. Write exactly one of the two.",
            )
        return self


class Overtime(Section):
    """Paid hours beyond the contract, for ranks and grades that are paid them."""

    roles: tuple[Slug, ...] = Field(min_length=1)
    """Roles that may work it."""
    teams: tuple[Slug, ...] = ()
    """Teams that may use it; unstated: all."""
    multiplier: Quantity
    """Rate of an overtime hour against an hour of pay, e.g. 1.333 [ratio]."""
    share_of_contracted: Share
    """Greatest share of the contracted hours [share]."""
    pounds_per_year: Quantity | None = None
    """Greatest spending in a financial year [pounds]."""
    at_rest_share: Share = Share.default(0.0)
    """Share of the contracted hours that is worked if nobody decides anything [share]."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""


class Agency(Section):
    """Hours bought from an agency."""

    team: Slug
    """The team they work for."""
    role: Slug
    """The role whose tasks they can do."""
    fte: Quantity
    """Greatest amount [FTE]."""
    pounds_per_fte_year: Quantity
    """Price [pounds per FTE and year]."""
    productivity: Share = Share.default(1.0)
    """Share of a holder's productive hours [share]."""
    lead: Duration = Duration(count=0, unit="day")
    """Time to buy it: none before the first period plus this."""
    at_rest_fte: Quantity = Quantity.default(0.0)
    """What is bought if nobody decides anything [FTE]."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""


class Displacement(Section):
    """A task's hours pushed to an out-of-scope team beyond its agreed share; counted as displaced, not as saved."""

    line: Slug
    """The demand line."""
    task: Slug
    """Its task."""
    to_team: Slug
    """The out-of-scope team."""
    hours: Rate
    """Greatest amount [hours per stated time]."""
    at_rest_share: Share = Share.default(0.0)
    """Share of the greatest amount that is displaced if nobody decides anything [share]."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""
