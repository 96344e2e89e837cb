"""Checks of what the law says about officers and police staff.

Police officers hold office under the Crown, police staff are employees. What the law does not know is refused,
because no force could carry out a plan that rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.checks.common import ENOUGH, height, is_officer, is_staff, rank_of, warning
from planner.scenario.nodes import place
from planner.scenario.people import RolePay
from planner.scenario.quantity import Quantity, Share
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit

MOST_WEEKS_OF_PAY = 78.0
"""What the voluntary exit scheme of May 2018 pays at the most: 18 months [weeks]."""
WEEKS_PER_YEAR = 52.0
"""Weeks of a year as the scheme counts them [weeks]."""
MOST_RESIGN = 0.1
"""Of officers on a pathway no greater share usually resigns of its own accord [share]."""
DISMISSED_SHARE = 0.5
"""A greater share that leaves is a dismissal by another name [share]."""
CONSULTATION = ((100.0, 45.0), (20.0, 30.0))
"""From how many redundancies on how long an employer usually consults [people, days]."""


def check_officers_are_not_made_redundant(scenario: Scenario) -> Iterator[Problem]:
    """Redundancy is for police staff: officers hold office, and compulsory severance never became law."""
    for path, way in exits(scenario):
        if way.kind == "redundancy" and is_officer(scenario, way.from_.role):
            yield Problem(
                place(*path, "kind"),
                f'Police officers ("{way.from_.role}") hold office under the Crown and cannot be made redundant; the '
                "Police Arbitration Tribunal rejected compulsory severance in December 2013, and it never became law. "
                "Write kind: voluntary_exit or posting_out, or let natural wastage do it.",
            )


def check_officers_do_not_leave_by_a_pathway(scenario: Scenario) -> Iterator[Problem]:
    """A board or a course does not end an officer's office: who does not pass goes back, and only a few resign."""
    for path, way in pathways(scenario):
        leaving = _most(way.leave_share)
        if way.kind == "civilianisation" or not is_officer(scenario, way.from_.role) or leaving <= MOST_RESIGN + ENOUGH:
            continue
        at = place(*path, "leave_share")
        why = (
            f"{leaving:.0%} of these officers would leave the force after this {way.kind.replace('_', ' ')}. Officers "
            "hold office: who does not pass goes back to the former post, and only those who resign of their own "
            "accord leave. "
        )
        if leaving > DISMISSED_SHARE + ENOUGH:
            yield Problem(at, f"{why}Write `return_share` for those who do not pass.")
        else:
            yield warning(at, f"{why}If so many do, say in a note how that is known; otherwise write `return_share`.")


def check_nobody_is_reduced_in_rank(scenario: Scenario) -> Iterator[Problem]:
    """An officer loses rank by misconduct or performance procedures or by his or her own wish, never to fit a plan.

    Nor does anybody in police staff revert but by their own wish: given a lower post, they are redeployed.
    """
    for name, move in scenario.supply.moves.items():
        if _goes_down(scenario, move.from_.role, move.to.role):
            yield _reduced(scenario, place("supply", "moves", name, "to"), "move", move.from_.role, move.to.role)
    for path, way in pathways(scenario):
        if way.kind != "reversion" and _goes_down(scenario, way.from_.role, way.to.role):
            words = way.kind.replace("_", " ")
            yield _reduced(scenario, place(*path, "to"), words, way.from_.role, way.to.role)
        if way.kind == "reversion" and not way.voluntary and is_officer(scenario, way.from_.role):
            yield Problem(
                place(*path, "voluntary"),
                "Police regulations let an officer be reduced in rank only by a misconduct or performance procedure, "
                "or by his or her own wish; a restructure cannot do it. Take `voluntary: false` out if the holders "
                "wish it; otherwise offer a voluntary exit or a post elsewhere, or let natural wastage do it.",
            )
        elif way.kind == "reversion" and not way.voluntary and is_staff(scenario, way.from_.role):
            yield Problem(
                place(*path, "voluntary"),
                "A reversion is its holder's own wish, and the plan says so of everybody who goes by it. Police staff "
                "who are given a post of a lower grade in a restructure are redeployed: write one of the `moves`, or "
                "kind: training if they learn for it; or take `voluntary: false` out if they wish it.",
            )


def _goes_down(scenario: Scenario, origin: str, destination: str) -> bool:
    before, after = height(scenario, origin), height(scenario, destination)
    return before is not None and after is not None and after < before


def _reduced(scenario: Scenario, path: str, words: str, origin: str, destination: str) -> Problem:
    return Problem(
        path,
        f'This {words} leads from the rank "{rank_of(scenario, origin)}" down to "{rank_of(scenario, destination)}". '
        "Police regulations let an officer be reduced in rank only by a misconduct or performance procedure, or by his "
        "or her own wish. If the holders wish it, write it as a pathway of kind: reversion.",
    )


def check_officers_and_staff_stay_apart(scenario: Scenario) -> Iterator[Problem]:
    """Nobody turns from an officer into a member of police staff, or back, without leaving or joining."""
    for name, move in scenario.supply.moves.items():
        origin, destination = move.from_.role, move.to.role
        path = place("supply", "moves", name, "to")
        if is_officer(scenario, origin) and is_staff(scenario, destination):
            yield _to_staff(path, origin, destination)
        elif is_staff(scenario, origin) and is_officer(scenario, destination):
            yield _to_officer(path, origin, destination)
    for path_, way in pathways(scenario):
        origin, destination = way.from_.role, way.to.role
        known = origin in scenario.roles and destination in scenario.roles
        if way.kind == "civilianisation":
            if known and not (is_officer(scenario, origin) and is_staff(scenario, destination)):
                yield Problem(
                    place(*path_, "kind"),
                    "Civilianisation turns an officer's post into one for police staff. Name a role with a rank under "
                    "`from` and a role with a grade under `to`, or write another kind.",
                )
        elif is_officer(scenario, origin) and is_staff(scenario, destination):
            yield _to_staff(place(*path_, "to"), origin, destination)
        elif way.kind != "training" and is_staff(scenario, origin) and is_officer(scenario, destination):
            yield _to_officer(place(*path_, "to"), origin, destination)


def _to_staff(path: str, origin: str, destination: str) -> Problem:
    return Problem(
        path,
        f'Officers ("{origin}") hold office and police staff ("{destination}") are employees: nobody goes from one to '
        "the other by staying. Write a pathway of kind: civilianisation, which changes the post and posts the officer "
        "elsewhere.",
    )


def _to_officer(path: str, origin: str, destination: str) -> Problem:
    return Problem(
        path,
        f'Police staff ("{origin}") are employees and officers ("{destination}") hold office: nobody goes from one to '
        "the other by staying. Write it as recruitment, or as a pathway of kind: training with the whole course as its "
        "`lead`.",
    )


def check_voluntary_exits_keep_to_the_scheme(scenario: Scenario) -> Iterator[Problem]:
    """Voluntary exit is for officers, and pays no more than eighteen months of pay."""
    for path, way in exits(scenario):
        if way.kind != "voluntary_exit":
            continue
        if is_staff(scenario, way.from_.role):
            yield Problem(
                place(*path, "kind"),
                f'The voluntary exit scheme is for police officers, and "{way.from_.role}" is police staff. Write '
                "kind: redundancy, which may be voluntary too.",
            )
            continue
        key, weeks = _weeks_of_pay(scenario, way)
        if weeks > MOST_WEEKS_OF_PAY + ENOUGH:
            yield warning(
                place(*path, key),
                f"This pays {weeks:,.0f} weeks of pay; the voluntary exit scheme of May 2018 pays "
                f"{MOST_WEEKS_OF_PAY:g} at the most (18 months). Write less, or say in a note what allows more.",
            )


def _weeks_of_pay(scenario: Scenario, way: Exit) -> tuple[str, float]:
    """The key that says what one is paid, and the most that it says in weeks of pay [weeks]."""
    if way.weeks_of_pay is not None:
        return "weeks_of_pay", _most(way.weeks_of_pay)
    role = scenario.roles.get(way.from_.role)
    yearly = _highest_pay(role.pay) if role is not None else 0.0
    if yearly == 0:
        return "pounds_each", 0.0
    if way.by_service:
        most = max(_most(band.pounds_each) for band in way.by_service.values())
        return "by_service", most * WEEKS_PER_YEAR / yearly
    return "pounds_each", (_most(way.pounds_each) if way.pounds_each is not None else 0.0) * WEEKS_PER_YEAR / yearly


def _highest_pay(pay: RolePay) -> float:
    if pay.pounds_per_year is not None:
        return _most(pay.pounds_per_year)
    return max(_most(point.pounds_per_year) for point in pay.points.values())


def check_redundancies_are_consulted_on(scenario: Scenario) -> Iterator[Problem]:
    """Where many may be made redundant, those affected are consulted first, for a time that grows with their number."""
    ways = [
        (path, way) for path, way in exits(scenario) if way.kind == "redundancy" and is_staff(scenario, way.from_.role)
    ]
    people = sum(_people_in_a_year(scenario, way) for _, way in ways)
    needed = next((days for number, days in CONSULTATION if people >= number - ENOUGH), 0.0)
    for path, way in ways:
        if way.consultation.days < needed - ENOUGH:
            yield warning(
                place(*path, "consultation"),
                f"About {people:,.0f} members of police staff may be made redundant in a year, and employers usually "
                f"consult for at least {needed:g} days then; here they consult for {way.consultation.days:.0f}. Write "
                f"`consultation: {needed:g} days`, or ask the force's lawyers what is due.",
            )


def _people_in_a_year(scenario: Scenario, way: Exit) -> float:
    """How many can go on a way in a year at the most [heads]."""
    line = scenario.establishment.get(way.from_.team, {}).get(way.from_.role)
    if line is None:
        return 0.0
    there = max(line.strength_fte.value, _most(line.approved_fte))
    most = [there]
    if way.per_month_fte is not None:
        most.append(12 * _most(way.per_month_fte))
    if way.per_year_fte is not None:
        most.append(_most(way.per_year_fte))
    if way.per_year_share is not None:
        most.append(there * _most(way.per_year_share.share))
    return min(most) / line.fte_per_head


def _most(quantity: Quantity | Share) -> float:
    return max(step.value for step in quantity.steps)
