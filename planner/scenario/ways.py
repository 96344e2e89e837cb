"""How people come, go and change lines: recruitment, moves, pathways, exits, and those who are known to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.deciding import Decided
from planner.scenario.duration import Duration
from planner.scenario.numbers import Day, Flag, Section, Slug
from planner.scenario.people import Place
from planner.scenario.profile import ShareProfile
from planner.scenario.quantity import Quantity, Rate, Share


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


class ShareOfLine(Section):
    """A yearly limit as a share of the strength of one of a flow's two lines."""

    share: Share
    """Share of the strength that may start in a financial year [share]."""
    of: Literal["origin", "destination"]
    """Whose strength: of the line that people leave, or of the one they join."""
    at: Literal["opening", "closing"] = "opening"
    """The strength before the financial year, or at its end."""


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
    per_year_share: ShareOfLine | None = None
    """Places in one financial year as a share of the strength of the line that is joined."""
    at_rest_fte: Rate | None = None
    """Starts that go on if nobody decides anything; unstated: none [FTE per stated time]."""
    whole: Flag = False
    """Whether only whole people start."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""

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
    per_year_share: ShareOfLine | None = None
    """How many may move in a financial year as a share of the strength of one of the two lines."""
    at_rest_fte: Rate | None = None
    """Moves that go on if nobody decides anything; unstated: none [FTE per stated time]."""
    whole: Flag = False
    """Whether only whole people move."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""


class InTraining(Section):
    """What people do between the start of a pathway and its end."""

    line: Literal["from", "to"] = "from"
    """Whose post they hold, whose pay they get, whose hours they give and with whom they are led: the line they
    come from or the one they go to."""
    pay_share: Share = Share.default(1.0)
    """Share of that line's pay that is paid meanwhile [share]."""
    productivity: Share = Share.default(0.0)
    """Share of a competent holder's hours on that line that is given meanwhile [share]."""
    on_establishment: Flag = True
    """Whether a post of that line is held meanwhile."""


class Pathway(Section):
    """A way from one role to another: training, promotion, temporary promotion, reversion, civilianisation."""

    kind: Literal["training", "promotion", "temporary_promotion", "reversion", "civilianisation"]
    """`reversion` is a holder's own wish to go back to a lower rank: nobody can be reduced in rank to fit a structure.
    `civilianisation` turns an officer's post into one for police staff: the officer is posted to another part of the
    force when a member of police staff takes over."""
    from_: Place = Field(alias="from")
    """Where they come from."""
    to: Place
    """Where they go."""
    intakes: tuple[Day, ...] = ()
    """Days of boards or of the start of courses; unstated: the first of every month."""
    per_intake_fte: Quantity
    """Places in one intake [FTE]."""
    per_year_fte: Quantity | None = None
    """Places in one financial year [FTE]."""
    per_year_share: ShareOfLine | None = None
    """Places in one financial year as a share of the strength of one of the two lines."""
    lead: Duration = Duration(count=0, unit="day")
    """Time from the start to the first day in the new role."""
    in_training: InTraining = Field(default_factory=InTraining)
    """Pay, hours and post meanwhile."""
    return_share: Share = Share.default(0.0)
    """Share of those who started who go back to where they came from when the lead is over [share]."""
    leave_share: Share = Share.default(0.0)
    """Share of those who started who leave the force when the lead is over; the rest pass [share]."""
    cost_pounds_each: Quantity = Quantity.default(0.0)
    """Price of one start: board, course, assessment; one-off [pounds per FTE]."""
    productivity_by_month: ShareProfile | None = None
    """Share of a competent holder's hours in each month in the new role; afterwards 1 [share]."""
    tutor: Tutor | None = None
    """Tutors' time that they take."""
    length: Duration | None = None
    """How long a temporary promotion lasts; then its holder goes back. Needed for a temporary promotion."""
    pay_difference_share: Share = Share.default(1.0)
    """Share of the difference in pay between the two roles that a temporary holder is paid [share]."""
    pay_protection: Duration | None = None
    """How long somebody who reverts keeps the pay of the former role."""
    voluntary: Flag = True
    """Whether a reversion is the holder's own wish; the law knows no other way that serves a restructure."""
    moves_post: Flag | None = None
    """Whether the post goes with the person from one line to the other; unstated: with a civilianisation only."""
    already_started: tuple[Started, ...] = ()
    """People on the way at the opening; they are not part of the opening strength of either line."""
    at_rest_fte: Rate | None = None
    """Starts that go on if nobody decides anything; unstated: none [FTE per stated time]."""
    whole: Flag = False
    """Whether only whole people start."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Pathway:
        _check_pathway(self)
        return self


def _check_pathway(way: Pathway) -> None:
    lost = way.return_share.value + way.leave_share.value
    if lost > 1 + 1e-9:
        raise PydanticCustomError(
            "shares",
            "`return_share` and `leave_share` add up to {lost}: more people than started. Correct the shares.",
            {"lost": f"{lost:g}"},
        )
    temporary = way.kind == "temporary_promotion"
    if temporary and way.length is None:
        raise PydanticCustomError("length", "A temporary promotion ends: write its `length`, for example 6 months.")
    if not temporary and way.length is not None:
        raise PydanticCustomError(
            "length", "Only a temporary promotion has a `length`. Write kind: temporary_promotion, or leave it out."
        )
    if way.pay_protection is not None and way.kind != "reversion":
        raise PydanticCustomError(
            "pay_protection", "Only somebody who reverts keeps the former pay. Leave `pay_protection` out."
        )


class ServiceBand(Section):
    """People of some length of service among those who are made redundant, and what one of them is paid."""

    share: Share
    """Share of those who go who are in this band [share]."""
    pounds_each: Quantity
    """What one of them is paid [pounds per FTE]."""


class Exit(Section):
    """A way out of a role that somebody decides on: redundancy, voluntary exit, a post elsewhere in the force."""

    kind: Literal["redundancy", "voluntary_exit", "posting_out"]
    """`redundancy` is for police staff alone: officers hold office and cannot be made redundant."""
    from_: Place = Field(alias="from")
    """Whom it is for."""
    to_team: Slug | None = None
    """The out-of-scope team that takes them; needed for a posting out."""
    first_day: Day | None = None
    """The day on which it is decided; unstated: the first day of the plan."""
    consultation: Duration = Duration(count=0, unit="day")
    """Time for consultation before anybody can be given notice."""
    notice: Duration = Duration(count=0, unit="day")
    """Time from notice to the last day."""
    per_month_fte: Quantity | None = None
    """How many may go in a month; unstated: as many as in a year [FTE]."""
    per_year_fte: Quantity | None = None
    """How many may go in a financial year [FTE]."""
    per_year_share: ShareOfLine | None = None
    """How many may go in a financial year as a share of the strength of the line."""
    pounds_each: Quantity | None = None
    """What one is paid; one-off [pounds per FTE]."""
    weeks_of_pay: Quantity | None = None
    """What one is paid, in weeks of the role's pay without on-costs; instead of pounds [weeks]."""
    by_service: dict[Slug, ServiceBand] = Field(default_factory=dict)
    """What one is paid by length of service; instead of one figure."""
    at_rest_fte: Rate | None = None
    """What goes on if nobody decides anything; unstated: none [FTE per stated time]."""
    whole: Flag = False
    """Whether only whole people go."""
    funding: str = "core"
    """Who pays for it."""
    decided: Decided | None = None
    """Who decides on it and carries it out; papers leave blank what is not stated."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Exit:
        _check_exit(self)
        return self


def _check_exit(way: Exit) -> None:
    stated = [name for name in ("pounds_each", "weeks_of_pay") if getattr(way, name) is not None]
    stated += ["by_service"] if way.by_service else []
    if len(stated) > 1:
        raise PydanticCustomError(
            "one_way",
            "What one is paid is stated twice: {said}. Keep one of them.",
            {"said": " and ".join(f"`{name}`" for name in stated)},
        )
    total = sum(band.share.value for band in way.by_service.values())
    if way.by_service and abs(total - 1) > 1e-6:
        raise PydanticCustomError(
            "shares",
            "The shares of the bands of service add up to {total}, not to 1. Correct the shares.",
            {"total": f"{total:g}"},
        )
    if way.per_month_fte is None and way.per_year_fte is None and way.per_year_share is None:
        raise PydanticCustomError(
            "no_limit",
            "This way out has no limit. Write `per_year_fte`, `per_month_fte` or `per_year_share`.",
        )
    if (way.kind == "posting_out") != (way.to_team is not None):
        raise PydanticCustomError(
            "to_team",
            "A posting out goes `to_team`, an out-of-scope team, and no other way out does. Write it there alone.",
        )
