"""Checks of the ways in, the moves and the levers on hours."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.scenario.changing_lines import exits, pathways
from planner.scenario.checks.common import ENOUGH, change_days, is_officer, is_outside, unknown
from planner.scenario.nodes import place
from planner.scenario.scenario import Scenario
from planner.scenario.suggest import remedy

SHARES_AGREE = 0.005
"""Shares of hours and of pay that differ by less are the same, rounded to hundredths [share]."""


def check_flow_names_differ(scenario: Scenario) -> Iterator[Problem]:
    """No two ways in, out or across share a name, wherever they are written: pools and tables tell them apart by it.

    Nor does an entry of reduced hours: its cost would be taken for theirs.
    """
    taken: dict[str, str] = {}
    supply = scenario.supply
    paths = [
        *(("supply", "recruitment", name) for name in supply.recruitment),
        *(("supply", "moves", name) for name in supply.moves),
        *(("supply", "known_joiners", name) for name in supply.known_joiners),
        *(path for path, _ in pathways(scenario)),
        *(path for path, _ in exits(scenario)),
        *(("supply", "reduced_hours", name) for name in supply.reduced_hours),
    ]
    for path in paths:
        name, at = str(path[-1]), place(*path)
        if name in taken:
            yield Problem(at, f'The name "{name}" is taken by `{taken[name]}`. Write another name.')
        taken.setdefault(name, at)


def check_people_come_from_out_of_scope_teams_or_move(scenario: Scenario) -> Iterator[Problem]:
    """Recruitment takes people from out-of-scope teams only; between planned teams people move."""
    for name, way in scenario.supply.recruitment.items():
        if way.from_team is None:
            continue
        path = place("supply", "recruitment", name, "from_team")
        if way.from_team not in scenario.teams:
            yield from unknown("team", way.from_team, scenario.teams, path)
        elif not is_outside(scenario, way.from_team):
            yield Problem(
                path,
                f'The team "{way.from_team}" is planned here. Write this as one of the `moves`, or name an'
                " out-of-scope team.",
            )


def check_moves_go_somewhere(scenario: Scenario) -> Iterator[Problem]:
    """Moves and redeployment lead to another line than they come from."""
    for name, move in scenario.supply.moves.items():
        if move.from_ == move.to:
            yield Problem(
                place("supply", "moves", name, "to"),
                "This move ends where it begins. Name another team or role.",
            )
    for name, lever in scenario.supply.redeployment.items():
        if lever.from_ == lever.to:
            yield Problem(
                place("supply", "redeployment", name, "to"),
                "These hours stay where they are. Name another team or role.",
            )


def check_redeployment_limits(scenario: Scenario) -> Iterator[Problem]:
    """Hours lent by an out-of-scope team are limited in FTE: this plan does not know its strength."""
    for name, lever in scenario.supply.redeployment.items():
        if is_outside(scenario, lever.from_.team) and lever.fte is None:
            yield Problem(
                place("supply", "redeployment", name, "share_of_hours"),
                f'The strength of the out-of-scope team "{lever.from_.team}" '
                "is not known here. Write `fte` instead of `share_of_hours`.",
            )


def check_overtime_is_paid(scenario: Scenario) -> Iterator[Problem]:
    """Overtime is worked by ranks that are paid it, in planned teams."""
    unpaid = {rank.name for rank in scenario.ranks if not rank.paid_overtime}
    for name, overtime in scenario.supply.overtime.items():
        path = place("supply", "overtime", name)
        for number, role_name in enumerate(overtime.roles):
            role = scenario.roles.get(role_name)
            if role is not None and role.rank in unpaid:
                yield Problem(
                    f"{path}.roles[{number}]",
                    f'The rank "{role.rank}" of the role "{role_name}" is not paid overtime. Take the role out.',
                )
        for number, team in enumerate(overtime.teams):
            if is_outside(scenario, team):
                yield Problem(
                    f"{path}.teams[{number}]",
                    f'The team "{team}" is out of scope: this plan does not staff it. Name a planned team.',
                )


def check_shares_of_strength(scenario: Scenario) -> Iterator[Problem]:
    """A yearly limit as a share of strength is one of a line that the flow has."""
    for name, recruitment in scenario.supply.recruitment.items():
        if recruitment.per_year_share is not None and recruitment.per_year_share.of == "origin":
            yield Problem(
                place("supply", "recruitment", name, "per_year_share", "of"),
                "Recruits come from outside the planned teams, so there is no origin. Write `of: destination`.",
            )
    for path, way in exits(scenario):
        if way.per_year_share is not None and way.per_year_share.of == "destination":
            yield Problem(
                place(*path, "per_year_share", "of"),
                "Who goes leaves the planned teams, so there is no destination. Write `of: origin`.",
            )


def check_reduced_hours(scenario: Scenario) -> Iterator[Problem]:
    """No more people are on reduced hours at rest than may be, or than are in post at the start."""
    at_rest: dict[tuple[str, str], float] = {}
    for name, lever in scenario.supply.reduced_hours.items():
        for day in change_days(scenario, (lever.fte, lever.at_rest_fte)):
            if lever.at_rest_fte.on(day) > lever.fte.on(day) + ENOUGH:
                yield Problem(
                    place("supply", "reduced_hours", name, "at_rest_fte"),
                    f"{lever.at_rest_fte.on(day):g} FTE are on reduced hours at rest on {day}, but only"
                    f" {lever.fte.on(day):g} may be. Correct `at_rest_fte` or `fte`.",
                )
                break
        line = (lever.team, lever.role)
        at_rest[line] = at_rest.get(line, 0.0) + lever.at_rest_fte.on(scenario.period.first)
        post = scenario.establishment.get(lever.team, {}).get(lever.role)
        if post is not None and at_rest[line] > post.strength_fte.value + ENOUGH:
            yield Problem(
                place("supply", "reduced_hours", name, "at_rest_fte"),
                f"{at_rest[line]:g} FTE of this line are on reduced hours at rest, but only"
                f" {post.strength_fte.value:g} FTE are in post. Correct `at_rest_fte`, or `strength_fte` of the line.",
            )


def check_reduced_hours_are_paid(scenario: Scenario) -> Iterator[Problem]:
    """Whoever works fewer hours works some, and is paid for all of them."""
    for name, lever in scenario.supply.reduced_hours.items():
        path = ("supply", "reduced_hours", name)
        for day in change_days(scenario, (lever.productivity, lever.pay_share)):
            hours, pay = lever.productivity.on(day), lever.pay_share.on(day)
            if hours < ENOUGH:
                yield Problem(
                    place(*path, "productivity"),
                    f"From {day} on these people work no hours at all: that is leave, not reduced hours. Write those "
                    "who are on leave as `unavailable` in `establishment`, or a `productivity` above 0.",
                )
                break
            if pay < hours - SHARES_AGREE:
                why = (
                    "Police officers hold office: their hours are reduced by their own wish, and hours and pay go "
                    "together."
                    if is_officer(scenario, lever.role)
                    else "Hours that are worked and not paid are an unlawful deduction from wages."
                )
                yield Problem(
                    place(*path, "pay_share"),
                    f"From {day} on {pay:.0%} of the pay is paid for {hours:.0%} of the hours. {why} Write a "
                    "`pay_share` that is no less than `productivity`.",
                )
                break


def check_displacement(scenario: Scenario) -> Iterator[Problem]:
    """Work is displaced from a task that exists to an out-of-scope team."""
    for name, lever in scenario.supply.displacement.items():
        path = place("supply", "displacement", name)
        if lever.line not in scenario.demand:
            yield from unknown("demand line", lever.line, scenario.demand, path, "line")
        elif lever.task not in scenario.demand[lever.line].tasks:
            tasks = scenario.demand[lever.line].tasks
            yield Problem(
                f"{path}.task",
                f'The line "{lever.line}" has no task "{lever.task}". {remedy(lever.task, tasks)}',
            )
        yield from unknown("team", lever.to_team, scenario.teams, path, "to_team")
        if lever.to_team in scenario.teams and not is_outside(scenario, lever.to_team):
            yield Problem(
                f"{path}.to_team",
                f'The team "{lever.to_team}" is planned here; lend hours to it as `redeployment`, or name an '
                "out-of-scope team.",
            )
