"""Demand: lines of cases (or of hours), the tasks in them, and what waiting does to them."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.scenario.deciding import Risk
from planner.scenario.duration import Duration
from planner.scenario.numbers import Count, Day, Flag, Portion, Section, Slug
from planner.scenario.profile import Profile, ShareProfile
from planner.scenario.quantity import Growth, Quantity, Rate, Share


class Arrivals(Section):
    """How much work arrives, as recorded."""

    cases: Rate | None = None
    """Cases recorded [cases per stated time]. A yearly figure is spread by calendar day and season, and adds up to
    itself exactly over a financial year."""
    hours: Rate | None = None
    """Work that is not cases, in hours; instead of cases [hours per stated time]."""
    by_period: Profile | None = None
    """Cases (or hours, with `in_hours`) in each period of the plan; run-out periods repeat the last year."""
    table: str | None = None
    """A CSV file beside the scenario with the columns `period` (its first day, or its month) and `arrivals`."""
    in_hours: Flag = False
    """Whether `by_period` or `table` counts hours, not cases."""
    season: Slug | None = None
    """The entry of `seasons` by which a yearly figure falls; unstated: evenly by calendar day."""
    growth: Growth = Growth.default(0.0)
    """Change from one financial year to the next, from the plan's first year on [share a year]."""

    @model_validator(mode="after")
    def _one_way(self) -> Arrivals:
        ways = [name for name in ("cases", "hours", "by_period", "table") if getattr(self, name) is not None]
        if len(ways) != 1:
            said = " and ".join(f"`{way}`" for way in ways) or "nothing"
            raise PydanticCustomError(
                "one_way",
                "Arrivals are stated as `cases`, `hours`, `by_period` or `table`, one of these; here is {said}. "
                "Write exactly one.",
                {"said": said},
            )
        return self

    @property
    def are_hours(self) -> bool:
        """Whether the line is work in hours, not cases."""
        return self.hours is not None or self.in_hours


class Aged(Section):
    """Cases up to an age; bands are listed from the youngest."""

    up_to: Duration
    """The greatest age in this band."""
    cases: Quantity
    """How many [cases]."""


class Opening(Section):
    """Work that is there before the first period."""

    backlog_cases: Quantity = Quantity.default(0.0)
    """Cases waiting to be started [cases]."""
    backlog_ages: tuple[Aged, ...] = ()
    """The backlog by age, youngest first; unstated: as old as the average of arrivals implies."""
    in_work_cases: Quantity | None = None
    """Cases started and not finished; unstated: what the average of arrivals implies [cases]."""


class Task(Section):
    """A part of a case that some roles can do."""

    title: str | None = None
    """What the task is called in a paper."""
    hours_per_case: Quantity = Quantity.default(1.0, note="work in hours: one hour is one hour")
    """Standard hours for one case [hours per case]."""
    roles: dict[Slug, Share] = Field(default_factory=dict)
    """Roles of the line's team that can do it, each with its efficiency: standard hours done in an hour [share]."""
    accreditation: Slug | None = None
    """An accreditation that every role that does it must hold."""
    out_of_scope: dict[Slug, Share] = Field(default_factory=dict)
    """Shares of the hours that fall on out-of-scope teams [share]."""
    may_be_missed: Flag = False
    """Whether a case counts as started although this task is never done; what is missed is counted."""


class CloseUndone(Section):
    """A decision that cases may be closed without the work being done."""

    decided_by: str
    """Who decided it: a named role, not a person."""
    reason: str
    """Why."""


class DemandLine(Section):
    """One kind of case with its counting rule."""

    title: str
    """What the line is called in a paper."""
    team: Slug
    """The team that bears it."""
    tier: Count = Field(ge=1, le=9)
    """Harm tier; 1 is the highest harm and is served first."""
    statutory: Flag = False
    """Whether the law requires the work."""
    counts: str | None = None
    """The counting rule in words: what is one case."""
    arrivals: Arrivals
    """How much arrives, as recorded."""
    recorded_share: Share = Share.default(1.0)
    """Share of the real demand that is recorded; the rest is latent demand [share]."""
    partner_share: Share = Share.default(0.0)
    """Share of the cases that partner agencies bear [share]."""
    start_within: Duration
    """The standard: how long a case may wait to be started. 0 days: it cannot wait at all."""
    opening: Opening = Field(default_factory=Opening)
    """Work that is there before the first period."""
    clear_by: Day | None = None
    """The day by which no case may be overdue."""
    repeat_calls: Rate | None = None
    """What waiting causes: extra arrivals per waiting case [cases per stated time]."""
    close_undone: CloseUndone | None = None
    """The decision that waiting cases may be closed undone; unstated: they may not."""
    coverage_floor: Portion | None = None
    """Least coverage in every financial year [share]."""
    spread_by_month: ShareProfile = Field(default_factory=lambda: ShareProfile.model_validate([1.0]))
    """How a case's hours spread over the months after its start; shares that add up to 1 [share]."""
    tasks: dict[Slug, Task] = Field(min_length=1)
    """What has to be done for a case."""
    risk: Risk | None = None
    """What a paper's risk register says of the line's gap."""

    @model_validator(mode="after")
    def _hangs_together(self) -> DemandLine:
        total = sum(self.spread_by_month.values)
        if abs(total - 1) > 1e-6:
            raise PydanticCustomError(
                "spread",
                "`spread_by_month` adds up to {total}, not to 1. Correct the shares.",
                {"total": f"{total:g}"},
            )
        if not self.arrivals.are_hours and all(task.may_be_missed for task in self.tasks.values()):
            raise PydanticCustomError(
                "all_missable",
                "Every task of this line may be missed, so a case could be started without any work. "
                "Let at least one task not be missed.",
            )
        if self.close_undone is None:
            return self
        if self.cannot_wait:
            raise PydanticCustomError(
                "close_undone",
                "A line that cannot wait has nothing waiting to close: what is not done in its period is "
                "counted as not done. Leave `close_undone` out.",
            )
        return self

    @property
    def cannot_wait(self) -> bool:
        """Whether a case must be started in the period in which it arrives."""
        return self.start_within.count == 0


class Requirement(Section):
    """A requirement stated straight in posts."""

    team: Slug
    """The team."""
    roles: tuple[Slug, ...] = Field(min_length=1)
    """The roles whose strength counts together."""
    at_least_fte: Quantity | None = None
    """Strength that must be there [FTE]."""
    exactly_fte: Quantity | None = None
    """Strength that must be there, no less and no more [FTE]."""
    short_pounds_per_fte_month: Quantity | None = None
    """A price for each FTE short in a month; stated: it may be short at this price [pounds]."""
    short_at_most_share: Share | None = None
    """How far strength may be short, as a share of it; stated: it may be short [share of strength]."""
    over_pounds_per_fte_month: Quantity | None = None
    """A price for each FTE of strength over the requirement in a month; stated: strength over it is counted, and
    allowed with `exactly_fte` too [pounds]."""
    over_at_most_fte: Quantity | None = None
    """How far strength may be over the requirement; stated: it is counted, and allowed with `exactly_fte` [FTE]."""
    from_: Day | None = Field(default=None, alias="from")
    """From when it holds; unstated: from the first period."""
    until: Day | None = None
    """The last day on which it holds; unstated: always."""
    decided_by: str | None = None
    """Who decided it."""

    @model_validator(mode="after")
    def _one_way(self) -> Requirement:
        if (self.at_least_fte is None) == (self.exactly_fte is None):
            raise PydanticCustomError(
                "one_way", "A requirement says `at_least_fte` or `exactly_fte`. Write exactly one of the two."
            )
        return self
