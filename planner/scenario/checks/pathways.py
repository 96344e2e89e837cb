"""Checks of pathways and exits: where they lead, whether they are what they are called, whether anybody can go."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.changing_lines import exits, pathways, takes_post_along
from planner.scenario.checks.common import ENOUGH, Path, end_with_run_out, height, is_outside, rank_of, unknown, warning
from planner.scenario.nodes import place
from planner.scenario.numbers import DAYS_PER_MONTH, DAYS_PER_WEEK
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Exit, Move, Pathway, Recruitment

AnyWay: TypeAlias = Recruitment | Move | Pathway | Exit


def check_pathways_go_somewhere(scenario: Scenario) -> Iterator[Problem]:
    """A pathway leads to another line than it comes from."""
    for path, way in pathways(scenario):
        if way.from_ == way.to:
            yield Problem(place(*path, "to"), "This pathway ends where it begins. Name another team or role.")


def check_pathways_fit_their_kind(scenario: Scenario) -> Iterator[Problem]:
    """A promotion leads to a higher rank, a reversion to a lower one, and training to no higher one."""
    for path, way in pathways(scenario):
        before, after = height(scenario, way.from_.role), height(scenario, way.to.role)
        if before is None or after is None or way.from_ == way.to:
            continue
        origin, destination = rank_of(scenario, way.from_.role), rank_of(scenario, way.to.role)
        if way.kind == "reversion" and after >= before:
            kind = "write this as one of the `moves`" if after == before else "write kind: promotion"
            yield Problem(
                place(*path, "to"),
                f'A reversion goes back to a lower rank, and "{destination}" is not below "{origin}". Name a role of a '
                f"lower rank, or {kind}.",
            )
        elif way.kind in ("promotion", "temporary_promotion") and after == before:
            yield Problem(
                place(*path, "to"),
                f'A promotion leads to a higher rank, and both roles have the rank "{origin}". Name a role of a higher '
                "rank, or write this as training or as one of the `moves`.",
            )
        elif way.kind == "training" and after > before:
            yield Problem(
                place(*path, "to"),
                f'Training raises nobody in rank, and "{destination}" is above "{origin}". Write kind: promotion; it '
                "can have the course's places, lead and cost.",
            )


def check_accreditations_are_trained_for(scenario: Scenario) -> Iterator[Problem]:
    """Whoever needs an accreditation for a new role is trained for it."""
    moves: list[tuple[Path, Move | Pathway, str]] = [
        (("supply", "moves", name), move, "move") for name, move in scenario.supply.moves.items()
    ]
    moves += [
        (path, way, way.kind.replace("_", " "))
        for path, way in pathways(scenario)
        if way.kind in ("promotion", "temporary_promotion")
    ]
    for path, way, words in moves:
        origin, destination = scenario.roles.get(way.from_.role), scenario.roles.get(way.to.role)
        if origin is None or destination is None or origin.is_officer != destination.is_officer:
            continue
        lacking = [each for each in destination.accreditations if each not in origin.accreditations]
        if lacking:
            yield warning(
                place(*path, "to"),
                f'Holders of "{way.to.role}" have the accreditation {", ".join(lacking)}, holders of '
                f'"{way.from_.role}" need not, and no {words} gives it. Write a pathway of kind: training, or take '
                "only those who have it already and say so in a note.",
            )


def check_posts_of_people_in_training_are_there(scenario: Scenario) -> Iterator[Problem]:
    """People who started before the plan and take a post along take one that is on the books."""
    taken: dict[tuple[str, str], float] = defaultdict(float)
    for path, way in pathways(scenario):
        line = scenario.establishment.get(way.from_.team, {}).get(way.from_.role)
        if line is None or not way.already_started or not takes_post_along(way):
            continue
        passing = 1.0 - way.return_share.value - way.leave_share.value
        taken[way.from_.team, way.from_.role] += passing * sum(each.fte.value for each in way.already_started)
        there = min(step.value for step in line.approved_fte.steps)
        if taken[way.from_.team, way.from_.role] > there + ENOUGH:
            yield Problem(
                place(*path, "already_started"),
                f"These people take {taken[way.from_.team, way.from_.role]:g} posts along from {way.from_.role} in "
                f"{way.from_.team}, which has {there:g}. Correct their number or `approved_fte`, or write "
                "moves_post: false.",
            )


def check_temporary_holders_are_in_post(scenario: Scenario) -> Iterator[Problem]:
    """Temporary holders are part of the opening strength, and go back to a lower rank after the first day."""
    first = scenario.period.first
    for team, lines in scenario.establishment.items():
        for role, line in lines.items():
            base = ("establishment", team, role, "temporary")
            there = sum(holders.fte.value for holders in line.temporary.values())
            if there > line.strength_fte.value + ENOUGH:
                yield Problem(
                    place(*base),
                    f"{there:g} FTE are temporary holders, but only {line.strength_fte.value:g} FTE are in post. "
                    "Correct `temporary` or `strength_fte`.",
                )
            for name, holders in line.temporary.items():
                before, after = height(scenario, holders.substantive.role), height(scenario, role)
                if before is not None and after is not None and before >= after:
                    yield Problem(
                        place(*base, name, "substantive"),
                        f'Temporary holders of "{role}" go back to a lower rank, and '
                        f'"{rank_of(scenario, holders.substantive.role)}" is not below "{rank_of(scenario, role)}". '
                        "Name the role that is theirs.",
                    )
                if holders.until is not None and holders.until <= first:
                    yield Problem(
                        place(*base, name, "until"),
                        f"{holders.until} is not after the first day of the plan, {first}: these people have gone back "
                        "already. Count them in `strength_fte` of the role that is theirs and take the entry out.",
                    )


def check_exits_lead_out(scenario: Scenario) -> Iterator[Problem]:
    """A post elsewhere in the force is in a team that this plan does not staff, and there is time to go."""
    first, end = scenario.period.first, end_with_run_out(scenario)
    for path, way in exits(scenario):
        if way.to_team is not None:
            yield from unknown("team", way.to_team, scenario.teams, *path, "to_team")
            if way.to_team in scenario.teams and not is_outside(scenario, way.to_team):
                yield Problem(
                    place(*path, "to_team"),
                    f'The team "{way.to_team}" is planned here. Write this as one of the `moves`, or name an'
                    " out-of-scope team.",
                )
        decided = way.first_day or first
        goes = way.notice.after(way.consultation.after(max(decided, first)))
        if decided < first:
            yield warning(
                place(*path, "first_day"),
                f"{decided} is before the plan begins: consultation and notice count from its first day, {first}. If "
                "part of them is over, state what is left.",
            )
        if goes > end:
            yield warning(
                place(*path),
                f"With consultation and notice nobody can go before {goes}, after the end of the plan, so this has no "
                "effect.",
            )


def check_whole_flows_can_be_used(scenario: Scenario) -> Iterator[Problem]:
    """Where only whole people come or go, at least one can at a time."""
    for path, way in _whole_ways(scenario):
        for key, most, words in _limits(scenario, way):
            if 0 < most < 1 - ENOUGH:
                yield warning(
                    place(*path, key),
                    f"Only whole people count here, and this allows {most:.2g} in a {words}, so nobody ever comes or "
                    "goes by it. Allow at least 1, or do not ask for whole people here.",
                )
                break


def _whole_ways(scenario: Scenario) -> Iterator[tuple[Path, AnyWay]]:
    """Ways on which only whole people start: said so of the way, of one of its lines, or of all."""
    for path, way in _ways(scenario):
        lines = (scenario.establishment.get(line.team, {}).get(line.role) for line in _lines(way))
        if way.whole or scenario.whole_people.everywhere or any(line is not None and line.whole for line in lines):
            yield path, way


def _ways(scenario: Scenario) -> Iterator[tuple[Path, AnyWay]]:
    for name, recruitment in scenario.supply.recruitment.items():
        yield ("supply", "recruitment", name), recruitment
    for name, move in scenario.supply.moves.items():
        yield ("supply", "moves", name), move
    yield from pathways(scenario)
    yield from exits(scenario)


def _lines(way: AnyWay) -> list[Place]:
    if isinstance(way, Recruitment):
        return [Place(team=way.team, role=way.role)]
    return [way.from_] if isinstance(way, Exit) else [way.from_, way.to]


def _limits(scenario: Scenario, way: AnyWay) -> Iterator[tuple[str, float, str]]:
    """Keys that limit how many can start at a time, the most that each allows [FTE], and in what time."""
    step = scenario.period.step
    if isinstance(way, (Recruitment, Pathway)):
        yield "per_intake_fte", _most(way.per_intake_fte) * _intakes_in_a_period(scenario, way.intakes), step
    elif way.per_month_fte is not None:
        months = periods.MONTHS.get(step, DAYS_PER_WEEK / DAYS_PER_MONTH)
        yield "per_month_fte", _most(way.per_month_fte) * months, step
    if way.per_year_fte is not None:
        yield "per_year_fte", _most(way.per_year_fte), "financial year"


def _intakes_in_a_period(scenario: Scenario, intakes: tuple[date, ...]) -> int:
    """The most intakes that fall in one period; unstated, there is one a month."""
    if not intakes:
        return periods.MONTHS.get(scenario.period.step, 1)
    firsts = periods.firsts(scenario.period)
    return max(Counter(bisect_right(firsts, day) for day in intakes).values())


def _most(quantity: Quantity) -> float:
    return max(step.value for step in quantity.steps)
