"""People: teams, ranks, roles, what they are paid, the hours they can give, and the establishment."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.numbers import Day, Flag, Portion, Section, Slug
from planner.scenario.profile import Profile
from planner.scenario.quantity import Growth, Quantity, Rate, Share, ShareRate


class Place(Section):
    """A role in a team."""

    team: Slug
    """The team."""
    role: Slug
    """The role."""


class Team(Section):
    """A team that bears work."""

    title: str
    """What the team is called in a paper."""
    out_of_scope: Flag = False
    """True: the team bears work (response officers attend most incidents) but this plan does not staff it."""
    note: str | None = None
    """Anything a reader should know."""


class Rank(Section):
    """A rank of police officers; the list of ranks is in order of authority, lowest first."""

    name: Slug
    """The rank's name, used by roles."""
    title: str
    """What it is called in a paper."""
    paid_overtime: Flag = True
    """False for inspectors and above: their extra hours cost nothing in cash and cannot be bought."""


class PayPoint(Section):
    """A point of a pay scale and the share of the role's holders who are on it."""

    pounds_per_year: Quantity
    """Pay on this point at the price base [pounds a year]."""
    share: Share
    """Share of the holders who are on this point [share]."""


class RolePay(Section):
    """What a role is paid, before on-costs and awards, at the price base of `pay`."""

    pounds_per_year: Quantity | None = None
    """Average pay of a full-time holder at the price base [pounds a year]."""
    points: dict[Slug, PayPoint] = Field(default_factory=dict)
    """Points of the pay scale with the share of holders on each; instead of an average."""
    increments: Growth = Growth.default(0.0)
    """Average rise through increments [share a year]."""

    @model_validator(mode="after")
    def _one_way(self) -> RolePay:
        if (self.pounds_per_year is None) == (not self.points):
            raise PydanticCustomError(
                "one_way",
                "Pay is stated as `pounds_per_year` or as `points`, one of the two. Write exactly one.",
            )
        total = sum(point.share.value for point in self.points.values())
        if self.points and abs(total - 1) > 1e-6:
            raise PydanticCustomError(
                "shares",
                "The shares of the pay points add up to {total}, not to 1. Correct the shares.",
                {"total": f"{total:g}"},
            )
        return self


class Role(Section):
    """A job: a rank or grade with the accreditations it needs."""

    title: str
    """What the role is called in a paper."""
    rank: Slug | None = None
    """The officer rank of its holders."""
    grade: str | None = None
    """The grade of its holders, for police staff; instead of a rank."""
    accreditations: tuple[Slug, ...] = ()
    """Certified abilities that every holder has, e.g. pip2."""
    pay: RolePay
    """What a holder is paid."""
    pay_group: Slug | None = None
    """Which entry of `pay` gives awards and on-costs; unstated: `officers` for a rank, `staff` for a grade."""
    hours: Slug
    """Which entry of `hours` gives the hours a holder can give."""
    funding: str = "core"
    """Who pays for it."""
    cashable: Flag = True
    """Whether money not spent on it can be spent on something else."""

    @model_validator(mode="after")
    def _rank_or_grade(self) -> Role:
        if (self.rank is None) == (self.grade is None):
            raise PydanticCustomError(
                "rank_or_grade",
                "A role has a rank (officers) or a grade (police staff). Write exactly one of the two.",
            )
        return self

    @property
    def is_officer(self) -> bool:
        """Whether the holders are police officers, who hold office and cannot be made redundant."""
        return self.rank is not None

    @property
    def pay_group_name(self) -> str:
        """The entry of `pay` that applies."""
        return self.pay_group or ("officers" if self.is_officer else "staff")


class Award(Section):
    """A pay award: from a day on, pay is higher by a share."""

    from_: Day = Field(alias="from")
    """The first day of the higher pay."""
    rise: Growth
    """How much higher [share]."""


class OnCost(Section):
    """Something the employer pays on top of pay."""

    share: Share
    """Share of pay, or of the pay above the threshold [share]."""
    above_pounds_per_year: Quantity = Quantity.default(0.0)
    """Threshold of yearly pay from which the share counts [pounds a year]."""
    on_overtime: Flag = False
    """Whether it is due on overtime pay too (National Insurance is, the police pension is not)."""


class PayGroup(Section):
    """Awards and on-costs of a group of people: one number a pay award."""

    price_base: Day
    """The day at whose prices the pay of the roles is stated; awards after it raise pay."""
    awards: dict[Slug, Award] = Field(default_factory=dict)
    """Pay awards by name."""
    on_costs: dict[Slug, OnCost] = Field(default_factory=dict)
    """On-costs by name."""


class HoursLine(Section):
    """Hours for which a person is paid but does not work on cases."""

    kind: Literal["absence", "abstraction", "non_case"]
    """absence (away from work), abstraction (at work, taken from the duty) or non_case (meetings, breaks)."""
    hours: Rate
    """How many [hours per stated time, per FTE]."""
    season: Slug | None = None
    """The entry of `seasons` by which they fall; unstated: evenly by calendar day."""


class BankHolidays(Section):
    """Bank holidays, placed by the calendar."""

    hours_each: Quantity
    """Hours not worked for one bank holiday [hours per FTE]."""


class HoursPattern(Section):
    """Productive hours built from their lines: contracted less absence, abstraction and non-case time."""

    contracted: Rate
    """Hours paid for [hours per stated time, per FTE]. `per: month` means the same in every month."""
    lines: dict[Slug, HoursLine] = Field(default_factory=dict)
    """What is taken from them."""
    bank_holidays: BankHolidays | None = None
    """Bank holidays, if they are not worked."""
    productive: Rate | None = None
    """Productive hours where they are known as a total; what the lines do not explain becomes a line of its own,
    `unexplained`, and is printed [hours per stated time]."""


class Unavailable(Section):
    """People in post who are away for long: maternity, secondment, suspension, long sickness."""

    fte: Quantity
    """How many, dated [FTE]."""
    until: Day | None = None
    """The day on which they are back; unstated: not within the plan."""


class LimitedDuty(Section):
    """People in post who cannot do some tasks."""

    fte: Quantity
    """How many, dated [FTE]."""
    barred: tuple[str, ...]
    """Tasks they cannot do, as `line` (all its tasks) or `line.task`."""
    until: Day | None = None
    """The day from which they can do everything; unstated: not within the plan."""


class TemporaryHolders(Section):
    """People in post by temporary (acting) promotion, who go back to the role that is theirs."""

    fte: Quantity
    """How many of the opening strength [FTE]."""
    substantive: Place
    """The role that is theirs, and the team they go back to."""
    until: Day | None = None
    """The day on which they go back; unstated: when their rank is frozen, or not within the plan."""


class EstablishmentLine(Section):
    """A role in a team: the posts on the books, the posts paid for, and the people in post."""

    approved_fte: Quantity
    """Approved establishment: posts on the books [FTE]."""
    budgeted_fte: Quantity | None = None
    """Budgeted establishment: posts that the budget pays for; unstated: approved less the vacancy factor [FTE]."""
    vacancy_factor: Share = Share.default(0.0)
    """Share of the approved posts that the budget expects to be empty [share]."""
    strength_fte: Quantity
    """Opening strength: people in post before the first period [FTE]."""
    fte_per_head: Portion = Field(default=1.0, gt=0)
    """FTE of an average holder, to show headcount [FTE per head]."""
    supernumerary_fte: Quantity = Quantity.default(0.0)
    """How far strength may exceed establishment on purpose [FTE]."""
    unavailable: dict[Slug, Unavailable] = Field(default_factory=dict)
    """People away for long, by reason."""
    limited_duty: dict[Slug, LimitedDuty] = Field(default_factory=dict)
    """People who cannot do some tasks, by group."""
    temporary: dict[Slug, TemporaryHolders] = Field(default_factory=dict)
    """People of the opening strength who are promoted for a time only, by group."""
    whole: Flag = False
    """Whether only whole people join, leave by decision or move to and from this line."""


class Season(Section):
    """How something is spread over a year: an index per day for each month, January to December."""

    index: Profile
    """Twelve numbers; only their proportions matter."""

    @model_validator(mode="after")
    def _twelve(self) -> Season:
        if len(self.index.values) != 12:
            raise PydanticCustomError(
                "season",
                "A season has 12 numbers, January to December; here are {n}. Write one for each month.",
                {"n": len(self.index.values)},
            )
        if sum(self.index.values) <= 0:
            raise PydanticCustomError(
                "season", "A season cannot be 0 in every month. Write 1 for a month like any other."
            )
        return self


class Leaving(Section):
    """How many holders of a role leave the organisation, for any reason."""

    rate: ShareRate
    """Share of those in post who leave [share per stated time]."""
    first_year: ShareRate | None = None
    """Share of those in their first twelve months in post; unstated: the same rate [share per stated time]."""
