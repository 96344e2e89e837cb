"""The whole scenario: its sections in the order in which they are written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.scenario.demand import DemandLine, Requirement
from planner.scenario.head import Period, Source
from planner.scenario.initiatives import Initiative
from planner.scenario.money import Budget
from planner.scenario.numbers import Amount, Flag, Portion, Section, Slug
from planner.scenario.officer_numbers import OfficerNumbers
from planner.scenario.people import EstablishmentLine, HoursPattern, PayGroup, Rank, Role, Season, Team
from planner.scenario.priorities import Priority
from planner.scenario.quantity import Quantity
from planner.scenario.structure import Structure
from planner.scenario.supply import Supply
from planner.scenario.variants import Variant


class Trials(Section):
    """Sizes of one lever to try one after the other, each with a plan of its own, shown side by side."""

    lever: Slug
    """The name of a redeployment, an agency or a recruitment."""
    fte: tuple[Amount, ...] = Field(min_length=1)
    """Sizes to try, each the greatest amount of the lever [FTE]."""
    line: Slug
    """The demand line whose backlog is followed."""


class WholePeople(Section):
    """Which decisions about people come in whole people; leavers stay expectations, and so does strength."""

    everywhere: Flag = False
    """Whether only whole people start on every way in, out or across."""
    gap: Portion = 0.005
    """How near to the best plan in whole people is near enough: for the gap and the evenness of a tier, as a share of
    what they would be if none of the tier's demand hours in the reported periods were ever worked; for other levels,
    of their value [share]."""


class Scenario(Section):
    """One question about one force over one time: everything that a plan rests on."""

    format: Literal[1]
    """The version of this form; 1."""
    name: Slug
    """A short name."""
    title: str
    """What the plan is called in a paper."""
    question: str
    """What this run is to answer."""
    marking: str = "OFFICIAL"
    """Protective marking."""
    extends: str | None = None
    """A scenario file that this one builds on: mappings merge, named items merge by name, null deletes, lists
    replace."""
    period: Period
    """The time that is planned."""
    teams: dict[Slug, Team] = Field(min_length=1)
    """Teams by name."""
    ranks: tuple[Rank, ...] = ()
    """Officer ranks in order of authority, lowest first."""
    roles: dict[Slug, Role] = Field(min_length=1)
    """Roles by name."""
    pay: dict[Slug, PayGroup] = Field(min_length=1)
    """Awards and on-costs by pay group; `officers` and `staff` are the usual ones."""
    hours: dict[Slug, HoursPattern] = Field(min_length=1)
    """How many hours a person can give, by pattern."""
    establishment: dict[Slug, dict[Slug, EstablishmentLine]] = Field(min_length=1)
    """Posts and people, by team and role."""
    seasons: dict[Slug, Season] = Field(default_factory=dict)
    """How things are spread over a year, by name."""
    demand: dict[Slug, DemandLine] = Field(min_length=1)
    """Demand lines by name."""
    requirements: dict[Slug, Requirement] = Field(default_factory=dict)
    """Requirements stated straight in posts, by name."""
    supply: Supply = Field(default_factory=Supply)
    """How people come, go and move, and how hours can be bought or lent."""
    whole_people: WholePeople = Field(default_factory=WholePeople)
    """Which decisions about people come in whole people."""
    initiatives: dict[Slug, Initiative] = Field(default_factory=dict)
    """Changes to how work is done, by name."""
    structure: Structure = Field(default_factory=Structure)
    """Ranks that go, who supervises whom, and the strength that is required."""
    officer_numbers: OfficerNumbers = Field(default_factory=OfficerNumbers)
    """The force's officer headcount on census days."""
    budget: Budget = Field(default_factory=Budget)
    """What may be spent."""
    priorities: tuple[Priority, ...] = ()
    """What is minimised, in order; unstated: the gap and evenness of each tier, the worst team, supervision, displaced,
    cost, waiting, disruption."""
    trials: Trials | None = None
    """Sizes of one lever to try."""
    variants: dict[Slug, Variant] = Field(default_factory=dict)
    """What-ifs that this scenario keeps, by name; `planner variants` lists them."""
    sources: dict[Slug, Source] = Field(default_factory=dict)
    """Sources by name."""
    marking_when_published: str = "OFFICIAL – for publication"
    """Protective marking of papers from which small numbers of people and cases are taken out."""


__all__ = ["Quantity", "Scenario", "Trials"]
