"""Levels: what is minimised, one after the other, never one sum of made-up penalties."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from planner.model.backlog import not_done
from planner.model.costs import CostEntry
from planner.model.given import Given
from planner.model.linear import Linear
from planner.model.variables import BAND_WIDTHS, Variables
from planner.tables.rows import each_row
from planner.vocabulary import PATHWAYS

BAND_PRICES = (1.0, 2.0, 4.0, 8.0)
"""What an hour of gap weighs in each evenness band: rising, so that the last hours are taken where there is most."""

LONG_MONTHS = 120.0
"""Ten years: longer than any plan, so that the length of the plan does not matter [months]."""


def lateness_weight(given: Given) -> float:
    """K: how many months late work counts that is overdue when everything solved is over.

    K = 120 months, or the months solved + 1 where that is longer. Work that is never done counts 2·K, so that no
    lateness within the months solved, nor what is still overdue at their end (at most months solved + K), can be worth
    giving a case up for. K is the same for every horizon up to ten years: were it the months solved, a longer run-out
    would change what the months before it trade off.
    """
    return max(LONG_MONTHS, given.tables.calendar.months_solved + 1.0)


def gap_of_tier(var: Variables, given: Given, tier: int) -> Linear:
    """Lateness of a harm tier.

    ::

        G[k] = Σ_t len[t]·h·O[d,t] + K·h·O[d,T] + 2·K·Σ_t (h·closed undone[d,t] + missed[d,t])   [hour-months]
                                                                        over the lines of the tier

    A stock of overdue added to a flow of work not done would depend on the length of a period; hour-months do not.
    """
    weight = lateness_weight(given)
    late = Linear()
    for line in given.planned_lines:
        if line.tier != tier:
            continue
        for t in given.periods:
            final = weight if t == given.periods[-1] else 0.0
            late.add(var.overdue.get((line.line, t)), given.hours_of_case[line.line, t] * (given.months[t] + final))
            late.add_sum(not_done(var, given, line.line, t), 2.0 * weight)
    if given.tiers[:1] == [tier]:
        for untutored in var.untutored.values():
            late.add(untutored, 2.0 * weight)
    return late


def evenness_of_tier(var: Variables, given: Given, tier: int) -> Linear:
    """How unevenly the gap of a tier falls on its lines.

    ::

        Σ_{d,y} Σ_b price[b]·band[d,y,b]   with prices 1, 2, 4, 8 up to 10, 25, 50 % and above   [weighted hours]

    Without it whole lines get nothing while their neighbour is half worked; a plain maximum would stop at the worst
    one.
    """
    uneven = Linear()
    for row in each_row(given.tables.line_years):
        if row.tier == tier:
            for band in range(len(BAND_WIDTHS) + 1):
                uneven.add(var.gap_band[row.line, row.year_start, band], BAND_PRICES[band])
    return uneven


def worst_team(var: Variables, given: Given) -> Linear:
    """The gap share of the worst team in each financial year, by its length.

    ::

        Σ_y months[y] ÷ 12 · worst[y]   [share-years]
    """
    worst = Linear()
    for (year,), variable in var.worst_share.items():
        months = sum(given.months[t] for t in given.periods if given.year[t] == year)
        worst.add(variable, months / 12)
    return worst


def supervision(var: Variables, given: Given) -> Linear:
    """People whom nobody leads.

    ::

        Σ_{g,t} len[t]·unled[g,t]   [FTE-months]
    """
    unled = Linear()
    for (_, t), variable in var.unled.items():
        unled.add(variable, given.months[t])
    return unled


def displaced(var: Variables, given: Given) -> Linear:
    """Hours taken from, or pushed to, parts of the force that this plan does not staff.

    ::

        Σ displaced + Σ_{q from outside} redeployed[q,t]
        + Σ_{w from a donor team} H[r,t]·(in the lead + present)[w,s,t]·n[w,s]   [hours]
    """
    hours = Linear()
    for variable in var.displaced.values():
        hours.add(variable, 1.0)
    for row in each_row(given.tables.redeployments):
        if row.outside:
            hours.add(var.redeployed[row.redeployment, row.period], 1.0)
    for (flow, start), taken in given.hours_taken.items():
        hours.add_sum(var.start(given, flow, start, taken))
    return hours


def cost(entries: list[CostEntry], kind: str | None = None) -> Linear:
    """Everything that is spent, or one kind of it; the price of strength short of a requirement counts too.

    ::

        Σ pounds   [pounds]
    """
    pounds = Linear()
    for entry in entries:
        if kind is None or entry.kind == kind:
            pounds.add_sum(entry.pounds)
    return pounds


def waiting(var: Variables, given: Given) -> Linear:
    """Work that waits, also within its standard: hours on hand are worked as soon as they can be.

    ::

        Σ_{d,t} len[t]·h·B[d,t]   [hour-months]
    """
    wait = Linear()
    for (d, t), variable in var.backlog.items():
        wait.add(variable, given.months[t] * given.hours_of_case[d, t])
    return wait


def backlog_at_end(var: Variables, given: Given) -> Linear:
    """Work that waits at the end of the reported periods.

    ::

        Σ_d h·B[d, last reported period]   [hours]
    """
    last = int(given.tables.periods["reported"].sum()) - 1
    wait = Linear()
    for (d, t), variable in var.backlog.items():
        if t == last:
            wait.add(variable, given.hours_of_case[d, t])
    return wait


def disruption(var: Variables, given: Given) -> Linear:
    """People who change their post or their role, and people-years worked for another team.

    ::

        Σ_{moves, pathways} n[w,s] + Σ_q len[t] ÷ 12 · redeployed[q,t] ÷ H   [FTE]
    """
    disrupted = Linear()
    for (flow, _), variable in var.starts.items():
        if given.flow[flow].kind in ("move", *PATHWAYS):
            disrupted.add(variable, 1.0)
    for row in each_row(given.tables.redeployments):
        if row.fte_hours > 0 and not row.by_duty:
            disrupted.add(var.redeployed[row.redeployment, row.period], given.months[row.period] / 12 / row.fte_hours)
    return disrupted


def redundancies(var: Variables, given: Given) -> Linear:
    """People who are made redundant.

    ::

        Σ_{w redundancy, s} n[w,s]   [FTE]
    """
    people = Linear()
    for (flow, _), variable in var.starts.items():
        if given.flow[flow].kind == "redundancy":
            people.add(variable, 1.0)
    return people


def over_requirement(var: Variables, given: Given) -> Linear:
    """Strength over the requirements, where it is counted.

    ::

        Σ_{l,t} len[t]·over[l,t]   [FTE-months]
    """
    over = Linear()
    for (_, t), variable in var.over.items():
        over.add(variable, given.months[t])
    return over


def initiatives(var: Variables, given: Given) -> Linear:
    """Initiatives that the plan starts, late ones more: none starts for nothing, or later than need be.

    ::

        Σ_{i,p} (len[0] + … + len[p])·x[i,p]   [months]
    """
    started = Linear()
    for (_, p), variable in var.initiative_starts.items():
        started.add(variable, sum(given.months[: p + 1]))
    return started


def tie_break(var: Variables) -> Linear:
    """Choose one of equally good plans, the same one on every run and for every order of the file.

    ::

        Σ weight·variable,   weight in [1, 2) hashed from the variable's name, times PEOPLE_WEIGHT for starts

    Decisions about people and initiatives weigh more than those about hours, so that who moves when is chosen for
    itself and does not follow from how some later month shares out its hours.
    """
    choice = Linear()
    families = (
        var.worked,
        var.missed,
        var.displaced,
        var.started,
        var.closed,
        var.overtime,
        var.agency,
        var.redeployed,
        var.led_by,
        var.short,
        var.over,
        var.reduced,
        var.untutored,
    )
    for variable in (*var.starts.values(), *var.initiative_starts.values()):
        choice.add(variable, PEOPLE_WEIGHT * hashed_weight(variable.name))
    for family in families:
        for variable in family.values():
            choice.add(variable, hashed_weight(variable.name))
    return choice


PEOPLE_WEIGHT = 1e4
"""What one person who starts weighs against one hour in the tie-break; a person gives thousands of hours in a plan."""


@cache
def hashed_weight(name: str) -> float:
    """A number in [1, 2) that depends on a name alone; the same names come up in one program after another."""
    return 1.0 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48


UNITS = {
    "worst_team": "share-years",
    "supervision": "FTE-months",
    "displaced": "hours",
    "cost": "pounds",
    "waiting": "hour-months",
    "backlog": "hours",
    "disruption": "FTE",
    "redundancies": "FTE",
    "over_requirement": "FTE-months",
    "initiatives": "months",
    "tie_break": "",
    "gap_tier": "hour-months",
    "evenness_tier": "weighted hours",
}
"""Unit of each level; tiers are named gap_tier_1, evenness_tier_1, and so on."""

SIMPLE: dict[str, Callable[[Variables, Given], Linear]] = {
    "worst_team": worst_team,
    "supervision": supervision,
    "displaced": displaced,
    "waiting": waiting,
    "backlog": backlog_at_end,
    "disruption": disruption,
    "redundancies": redundancies,
    "over_requirement": over_requirement,
    "initiatives": initiatives,
}
"""Levels without a parameter; a new level is a function, its unit, and its line here."""


def level_sum(name: str, var: Variables, given: Given, entries: list[CostEntry]) -> tuple[Linear, str]:
    """What a level minimises, and its unit."""
    head, _, tier = name.rpartition("_")
    if head == "gap_tier":
        return gap_of_tier(var, given, int(tier)), UNITS[head]
    if head == "evenness_tier":
        return evenness_of_tier(var, given, int(tier)), UNITS[head]
    if name == "cost" or name.startswith("cost_of_"):
        return cost(entries, name.removeprefix("cost_of_") if name != "cost" else None), "pounds"
    return SIMPLE[name](var, given), UNITS[name]
