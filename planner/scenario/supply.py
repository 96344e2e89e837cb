"""Supply: how people come, go and move, and how hours can be bought or lent.

Every lever has an `at_rest` level: what goes on if nobody decides anything. The plan before action is the
plan with every lever at rest.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.duration import Duration
from planner.scenario.numbers import Day, Flag, Section, Slug
from planner.scenario.people import Leaving
from planner.scenario.profile import ShareProfile
from planner.scenario.quantity import Quantity, Rate, Share


class Place(Section):
    """A role in a team."""

    team: Slug
    """The team."""
    role: Slug
    """The role."""


class KnownFlow(Section):
    """People who are known to join or to leave on a day."""

    team: Slug
    """The team."""
    role: Slug
    """The role."""
    on: Day
    """A joiner's first day present, a leaver's first day absent."""
    fte: Quantity
    """How many [FTE]."""
    note: str | None = None
    """Why."""


class Lead(Section):
    """What happens between the start of a recruit's course and the day of joining."""

    pay_share: Share = Share.default(0.0)
    """Share of the role's pay that is paid meanwhile [share]."""
    productivity: Share = Share.default(0.0)
    """Share of a competent holder's productive hours that is given meanwhile [share]."""
    on_establishment: Flag = False
    """Whether a post of the establishment is held meanwhile."""


class Tutor(Section):
    """Time of experienced people that joiners take."""

    team: Slug
    """The tutors' team."""
    role: Slug
    """The tutors' role."""
    hours_per_month: Quantity
    """Time that one learner takes in a month [hours per FTE]."""
    months: Quantity = Quantity.default(1.0)
    """For how long, after joining; not used for tutoring in the lead [months]."""
    when: Literal["after_joining", "in_lead"] = "after_joining"
    """Whether learners are tutored after they join or while they are in the lead."""


class Started(Section):
    """People who started before the first period and have not joined yet."""

    on: Day
    """When they started."""
    fte: Quantity
    """How many [FTE]."""


class Recruitment(Section):
    """A way for people to join a role from outside the planned teams."""

    team: Slug
    """The team they join."""
    role: Slug
    """The role they join in."""
    from_team: Slug | None = None
    """The out-of-scope team that gives them up; what it loses is counted as displaced."""
    intakes: tuple[Day, ...] = ()
    """Days on which a course or a batch starts; unstated: the first of every month."""
    per_intake_fte: Quantity
    """Places in one intake [FTE]."""
    per_year_fte: Quantity | None = None
    """Places in one financial year [FTE]."""
    lead: Duration = Duration(count=0, unit="day")
    """Time from the decision (the start) to the day of joining."""
    stay: Share = Share.default(1.0)
    """Share of those who join who are still there at the end of the period in which they join [share]."""
    cost_pounds_each: Quantity = Quantity.default(0.0)
    """Price of one start: advertising, vetting, course; one-off [pounds per FTE]."""
    in_lead: Lead = Field(default_factory=Lead)
    """Pay and hours before joining."""
    productivity_by_month: ShareProfile | None = None
    """Share of a competent holder's hours in each month after joining; afterwards 1 [share]."""
    tutor: Tutor | None = None
    """Tutors' time that they take."""
    length: Duration | None = None
    """Length of a fixed-term appointment; unstated: permanent."""
    may_outlast_plan: Flag = True
    """Whether a fixed-term appointment may end after the last period."""
    role_pay: Flag = True
    """Whether they are paid as the role is; False: the price below is all."""
    pounds_per_fte_month: Quantity | None = None
    """Price of a fixed-term appointment by time, instead of or beside the role's pay [pounds per FTE and month]."""
    already_started: tuple[Started, ...] = ()
    """People in the lead at the opening."""
    at_rest_fte: Rate | None = None
    """Starts that go on if nobody decides anything; unstated: none [FTE per stated time]."""
    funding: str = "core"
    """Who pays for it."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Recruitment:
        if self.length is None and not self.role_pay:
            raise PydanticCustomError(
                "role_pay",
                "Only a fixed-term appointment can be paid otherwise than its role. "
                "State its `length`, or leave `role_pay` out.",
            )
        if self.length is not None and self.length.count == 0:
            raise PydanticCustomError("length", "A fixed-term appointment of no length gives nobody. Write its length.")
        return self


class Move(Section):
    """People who change their post for one in another team or role for which they are qualified."""

    from_: Place = Field(alias="from")
    """Where they come from."""
    to: Place
    """Where they go."""
    per_month_fte: Quantity
    """How many may move in a month [FTE]."""
    per_year_fte: Quantity | None = None
    """How many may move in a financial year [FTE]."""
    cost_pounds_each: Quantity = Quantity.default(0.0)
    """Price of one move; one-off [pounds per FTE]."""
    settling_in_by_month: ShareProfile | None = None
    """Share of a settled holder's hours in each month after the move; afterwards 1 [share]."""
    at_rest_fte: Rate | None = None
    """Moves that go on if nobody decides anything; unstated: none [FTE per stated time]."""
    funding: str = "core"
    """Who pays for it."""


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


class Pool(Section):
    """A cap on several ways in, or moves, together."""

    members: tuple[Slug, ...] = Field(min_length=1)
    """Names of recruitments and moves."""
    per_year_fte: Quantity
    """How many together in a financial year [FTE]."""


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
    redeployment: dict[Slug, Redeployment] = Field(default_factory=dict)
    """Temporary redeployment of hours, by name."""
    overtime: dict[Slug, Overtime] = Field(default_factory=dict)
    """Overtime, by name."""
    agency: dict[Slug, Agency] = Field(default_factory=dict)
    """Agency, by name."""
    displacement: dict[Slug, Displacement] = Field(default_factory=dict)
    """Work pushed to out-of-scope teams, by name."""
    pools: dict[Slug, Pool] = Field(default_factory=dict)
    """Caps on several of these together, by name."""
