"""The plan before action: every lever where it is if nobody decides anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model.capacity import share_of_line
from planner.model.given import Given
from planner.model.linear import Linear, add_rule
from planner.model.reduced_hours import reduced_at_rest
from planner.model.variables import Variables
from planner.solver.program import Program, Sense
from planner.tables.rows import each_row, is_stated


@dataclass(frozen=True)
class Rest:
    """A lever in a period, and what it is if nobody decides anything."""

    key: tuple[object, ...]
    lever: Linear
    """The lever, less what it is at rest where that depends on strength."""
    place: str
    """Where the level at rest is stated."""
    value: float = 0.0
    sense: Sense = "="


def at_rest(program: Program, var: Variables, given: Given) -> None:
    """Before action every lever is where it is if nobody decides anything.

    ::

        n[w,s] = at rest[w,s];   agency[a,t] = at rest[a,t];   displaced[x,t] ≤ share·cap[x,t]
        redeployed[q,t] = share·cap[q,t];   overtime[o,u,r,t] = share·contracted hours[r,t]·S[u,r,t]
        reduced[x,t] = at rest[x,t]                                                              [the lever's unit]

    People start as far as they and their posts are there (`planner.tables.rest`). What follows from a removed rank (its
    work passing on, its posts coming back) is no lever. Only before action.
    """
    if given.stance == "after":
        return
    for levers in (_starts, _agency, _reduced_hours, _displaced, _redeployed, _overtime):
        for rest in levers(var, given):
            add_rule(program, "at_rest", rest.key, rest.lever, rest.sense, rest.value, rest.place)


def _starts(var: Variables, given: Given) -> Iterator[Rest]:
    for start in given.starts:
        key = (start.flow, start.start)
        if key in var.starts and start.flow not in given.following:
            place = f"{given.flow[start.flow].place}.at_rest_fte"
            yield Rest(key, Linear([(var.starts[key], 1.0)]), place, start.at_rest_fte)


def _agency(var: Variables, given: Given) -> Iterator[Rest]:
    for row in each_row(given.tables.agency):
        key = (row.agency, row.period)
        yield Rest(key, Linear([(var.agency[key], 1.0)]), f"{row.place}.at_rest_fte", row.at_rest_fte)


def _reduced_hours(var: Variables, given: Given) -> Iterator[Rest]:
    for key, fte in reduced_at_rest(given).items():
        yield Rest(key, Linear([(var.reduced[key], 1.0)]), f"supply.reduced_hours.{key[0]}.at_rest_fte", fte)


def _displaced(var: Variables, given: Given) -> Iterator[Rest]:
    for row in each_row(given.tables.displacements):
        key = (row.displacement, row.period)
        most = row.at_rest_share * row.cap_hours
        yield Rest(key, Linear([(var.displaced[key], 1.0)]), f"{row.place}.at_rest_share", most, "<=")


def _redeployed(var: Variables, given: Given) -> Iterator[Rest]:
    for row in each_row(given.tables.redeployments):
        if row.by_duty:
            continue
        key = (row.redeployment, row.period)
        lever = Linear([(var.redeployed[key], 1.0)])
        if is_stated(row.cap_hours):
            lever.constant -= row.at_rest_share * row.cap_hours
        else:
            lever.add_sum(share_of_line(var, given, row), -row.at_rest_share)
        yield Rest(key, lever, f"{row.place}.at_rest_share")


def _overtime(var: Variables, given: Given) -> Iterator[Rest]:
    for row in each_row(given.tables.overtime):
        key = (row.overtime, row.team, row.role, row.period)
        lever = Linear([(var.overtime[key], 1.0)])
        lever.add(var.strength[row.team, row.role, row.period], -row.at_rest_hours_per_fte)
        yield Rest(key, lever, f"{row.place}.at_rest_share")
