"""Every way for people to come, to go or to change lines, in one form, whichever section it is written in.

Recruitments, moves, pathways, exits, agreed joiners, temporary holders and posts that come back differ in what
the reader states; what they do to lines of people is told by the same few facts. Starts and cohorts are worked
out from these facts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from planner.scenario.changing_lines import Line, Path, exits, frozen_from, opens_on, pathways, takes_post_along
from planner.scenario.duration import Duration
from planner.scenario.nodes import place
from planner.scenario.people import Place
from planner.scenario.profile import ShareProfile
from planner.scenario.quantity import Quantity, Rate, Share
from planner.scenario.removed_rank import ComesBack, RemovedRank
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit, KnownFlow, Move, Pathway, Recruitment, Started, Tutor

NOTHING = Duration(count=0, unit="day")
NOWHERE: Line = ("", "")


@dataclass(frozen=True)
class Opportunity:
    """When people can start, and how many."""

    intakes: tuple[date, ...] | None = None
    """Days of intakes; None: any time, with a limit by the month. Empty: the first of every month."""
    fte: Quantity | None = None
    """Places in one intake, or in one month; None: no limit of its own [FTE]."""
    first_day: date | None = None
    """The first day on which anybody can start, whatever is stated of intakes and months before it."""
    at_rest: Rate | None = None
    """What goes on if nobody decides anything."""


@dataclass(frozen=True)
class Lead:
    """What people are between the start and the day of joining."""

    line: Line = NOWHERE
    """Whose post they hold, whose pay they get and whose hours they give."""
    pay_share: Share = field(default_factory=lambda: Share.default(0.0))
    productivity: Share = field(default_factory=lambda: Share.default(0.0))
    on_establishment: bool = False


@dataclass(frozen=True)
class Way:
    """One way for people to come, to go or to change lines."""

    name: str
    kind: str
    """recruitment, fixed_term, move, known_joiner, came_back, temporary_holders, or the kind of a pathway or exit."""
    place: str
    """Where it stands in the scenario."""
    origin: Line = NOWHERE
    """The planned line that people leave; nowhere: they come from outside the planned teams."""
    destination: Line = NOWHERE
    """The planned line that they join; nowhere: they leave the planned teams."""
    donor_team: str = ""
    """The out-of-scope team that gives people up."""
    receiver_team: str = ""
    """The out-of-scope team that takes them."""
    chance: Callable[[], Opportunity] = Opportunity
    """Gives `opportunity`; read only where it is asked for, since most tables do not depend on it."""
    lead: Duration = NOTHING
    in_lead: Lead = field(default_factory=Lead)
    leaves_when_joining: bool = False
    """Whether the origin loses people at the end of the lead, not at the start: others are trained for their posts."""
    stay: Share = field(default_factory=lambda: Share.default(1.0))
    """Share of those who started who are in post at the end of the period in which they join [share]."""
    return_share: Share = field(default_factory=lambda: Share.default(0.0))
    """Share of those who started who go back to the origin when the lead is over [share]."""
    length: Duration | None = None
    """Length of a fixed term."""
    ends_on: date | None = None
    """The day on which the term is over at the latest: for people in post at the opening, or when a rank is frozen."""
    goes_back: bool = False
    """Whether people go back to the origin when their term is over."""
    may_outlast: bool = True
    new_to_force: bool = False
    """Whether the leaver rate of the first year holds for them, and they cannot move meanwhile."""
    competence: ShareProfile | None = None
    """Share of a competent holder's hours in each month after joining; afterwards 1 [share]."""
    tutor: Tutor | None = None
    role_pay: bool = True
    as_origin_share: float = 0.0
    """Share of each person that is paid at the origin's rate after joining [share]."""
    as_origin_for: Duration | None = None
    """For how long; None: as long as they are in post."""
    moves_post: bool = False
    """Whether the post goes with the person."""
    posts_gone_from: date | None = None
    """The day from which the line that people leave has no posts, because its rank is removed."""
    whole: bool = False
    funding: str = "core"
    already_started: tuple[Started, ...] = ()
    fixed: tuple[date, float] | None = None
    """The day and number of people who are known to come [FTE]."""

    @cached_property
    def opportunity(self) -> Opportunity:
        """When people can start, and how many."""
        return self.chance()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The planned lines that it touches."""
        return tuple(line for line in (self.origin, self.destination) if line != NOWHERE)


def ways(scenario: Scenario) -> list[Way]:
    """Every way of a scenario."""
    everywhere = scenario.whole_people.everywhere
    return [_whole(scenario, way, everywhere) for way in _each(scenario)]


def _each(scenario: Scenario) -> Iterator[Way]:
    supply = scenario.supply
    for name, recruitment in supply.recruitment.items():
        yield _recruitment(name, recruitment)
    for name, move in supply.moves.items():
        yield _move(name, move)
    for name, known in supply.known_joiners.items():
        yield _known_joiner(name, known)
    for path, pathway in pathways(scenario):
        yield _pathway(scenario, path, pathway)
    for path, exit_ in exits(scenario):
        yield _exit(scenario, path, exit_)
    yield from _temporary_holders(scenario)
    for rank, removed in scenario.structure.removed_ranks.items():
        for number, back in enumerate(removed.comes_back):
            yield _came_back(rank, removed, number, back)


def line_of(place: Place) -> Line:
    """A place as (team, role)."""
    return place.team, place.role


def _recruitment(name: str, way: Recruitment) -> Way:
    line = (way.team, way.role)
    return Way(
        name=name,
        kind="recruitment" if way.length is None else "fixed_term",
        place=f"supply.recruitment.{name}",
        destination=line,
        donor_team=way.from_team or "",
        chance=lambda: Opportunity(way.intakes, way.per_intake_fte, at_rest=way.at_rest_fte),
        lead=way.lead,
        in_lead=Lead(line, way.in_lead.pay_share, way.in_lead.productivity, way.in_lead.on_establishment),
        stay=way.stay,
        length=way.length,
        may_outlast=way.may_outlast_plan,
        new_to_force=True,
        competence=way.productivity_by_month,
        tutor=way.tutor,
        role_pay=way.role_pay,
        whole=way.whole,
        funding=way.funding,
        already_started=way.already_started,
    )


def _move(name: str, move: Move) -> Way:
    return Way(
        name=name,
        kind="move",
        place=f"supply.moves.{name}",
        origin=line_of(move.from_),
        destination=line_of(move.to),
        chance=lambda: Opportunity(None, move.per_month_fte, at_rest=move.at_rest_fte),
        competence=move.settling_in_by_month,
        whole=move.whole,
        funding=move.funding,
    )


def _known_joiner(name: str, known: KnownFlow) -> Way:
    return Way(
        name=name,
        kind="known_joiner",
        place=f"supply.known_joiners.{name}",
        destination=(known.team, known.role),
        new_to_force=True,
        fixed=(known.on, known.fte.value),
    )


def _pathway(scenario: Scenario, path: Path, way: Pathway) -> Way:
    origin, destination = line_of(way.from_), line_of(way.to)
    temporary, civilian = way.kind == "temporary_promotion", way.kind == "civilianisation"
    learning = way.in_training
    # The trainee of a civilianisation is the new member of staff: the officer works on until he or she takes over.
    line = destination if civilian or learning.line == "to" else origin
    return Way(
        name=path[-1],
        kind=way.kind,
        place=place(*path),
        origin=origin,
        destination=destination,
        chance=lambda: Opportunity(way.intakes, way.per_intake_fte, opens_on(scenario, path), way.at_rest_fte),
        lead=way.lead,
        in_lead=Lead(line, learning.pay_share, learning.productivity, learning.on_establishment and not civilian),
        leaves_when_joining=civilian,
        stay=_passing(way),
        return_share=Share.default(0.0) if civilian else way.return_share,  # staff who fail were nowhere before
        length=way.length,
        ends_on=frozen_from(scenario, destination[1]) if temporary else None,
        goes_back=temporary,
        new_to_force=civilian,
        competence=way.productivity_by_month,
        tutor=way.tutor,
        as_origin_share=1.0 - way.pay_difference_share.value if temporary else float(way.pay_protection is not None),
        as_origin_for=way.pay_protection,
        moves_post=takes_post_along(way),
        posts_gone_from=frozen_from(scenario, origin[1]),
        whole=way.whole,
        funding=way.funding,
        already_started=way.already_started,
    )


def _passing(way: Pathway) -> Share:
    """Who neither goes back nor leaves [share]."""
    passing: Share = Share.default(1.0 - way.return_share.value - way.leave_share.value)
    return passing


def _exit(scenario: Scenario, path: Path, way: Exit) -> Way:
    days = (scenario.period.first, way.first_day, opens_on(scenario, path))
    decided = max(day for day in days if day is not None)
    return Way(
        name=path[-1],
        kind=way.kind,
        place=place(*path),
        origin=line_of(way.from_),
        receiver_team=way.to_team or "",
        chance=lambda: Opportunity(
            None,
            way.per_month_fte,
            first_day=way.notice.after(way.consultation.after(decided)),
            at_rest=way.at_rest_fte,
        ),
        whole=way.whole,
        funding=way.funding,
    )


def _temporary_holders(scenario: Scenario) -> Iterator[Way]:
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            frozen = frozen_from(scenario, role)
            for group, holders in line.temporary.items():
                days = [day for day in (holders.until, frozen) if day is not None]
                yield Way(
                    name=f"{team}.{role}.{group}",
                    kind="temporary_holders",
                    place=f"establishment.{team}.{role}.temporary.{group}",
                    origin=line_of(holders.substantive),
                    destination=(team, role),
                    ends_on=min(days) if days else None,
                    goes_back=True,
                    fixed=(scenario.period.first - timedelta(days=1), holders.fte.value),
                )


def _came_back(rank: str, removed: RemovedRank, number: int, back: ComesBack) -> Way:
    return Way(
        name=f"{rank}.comes_back.{number + 1}",
        kind="came_back",
        place=f"structure.removed_ranks.{rank}.comes_back[{number}]",
        destination=(back.team, back.role),
        donor_team=back.from_team or "",
        chance=lambda: Opportunity(None, None, first_day=removed.frozen_from),
        moves_post=True,
    )


def _whole(scenario: Scenario, way: Way, everywhere: bool) -> Way:
    if way.kind in KNOWN or way.kind == "came_back" or way.whole:
        return way
    lines = any(scenario.establishment[team][role].whole for team, role in way.lines)
    return replace(way, whole=True) if everywhere or lines else way


KNOWN = ("known_joiner", "temporary_holders")
"""Kinds of which nothing is decided."""
