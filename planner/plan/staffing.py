"""Posts, people and their hours: the way from establishment to hours worked on cases, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from planner.model.capacity import hours_at_hand
from planner.model.initiatives import away
from planner.model.reduced_hours import hours_not_given
from planner.plan.posts import posts_on_books
from planner.plan.reading import Reading
from planner.tables.rows import each_row, is_stated
from planner.vocabulary import EXITS, PATHWAYS


def staffing(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `staffing`."""
    given, var, value = reading.given, reading.var, reading.value
    posts = posts_on_books(reading)
    heads = {(row.team, row.role): row.fte_per_head for row in each_row(given.tables.opening)}
    contracted = {(row.role, row.period): row.contracted_hours for row in each_row(given.tables.productive_hours)}
    used = _worked(reading)
    for u, r, t in given.places_with_hours:
        key = (u, r, t)
        strength = value(var.strength.get(key))
        unavailable, limited = reading.total(away(var, given, u, r, t)), given.limited_fte.get(key, 0.0)
        available = strength + given.part_period_fte.get(key, 0.0) - unavailable
        productive = given.productive_hours[r, t]
        learning = productive * sum(
            each.learning_fte * reading.start(each.flow, each.start) for each in given.learning.get(key, ())
        )
        tutoring = sum(
            each.tutor_hours * reading.start(each.flow, each.start) for each in given.cohorts_tutored_by.get(key, ())
        )
        not_given = reading.total(hours_not_given(var, given, u, r, t))
        lent = sum(value(var.redeployed[each.redeployment, t]) for each in given.redeployed_from.get(key, ()))
        untutored = value(var.untutored.get(key))
        at_hand = reading.total(hours_at_hand(var, given, u, r, t))
        approved, budgeted = posts.get(key, (0.0, 0.0))
        yield {
            **reading.period_facts[t],
            "team": u,
            "role": r,
            "approved_fte": approved,
            "budgeted_fte": budgeted,
            "strength_fte": strength,
            "headcount": strength / heads.get((u, r), 1.0),
            "vacancy_fte": approved - strength,
            "supernumerary_fte": max(0.0, strength - approved),
            "in_training_fte": sum(
                each.in_lead_fte * reading.start(each.flow, each.start) for each in given.in_lead.get(key, ())
            ),
            "unavailable_fte": unavailable,
            "available_fte": available,
            "limited_fte": limited,
            "deployable_fte": available - limited,
            "contracted_hours": available * contracted[r, t],
            "away_hours": available * (contracted[r, t] - productive) + not_given,
            "learning_hours": learning,
            "productive_hours": available * productive - learning - not_given,
            "tutor_hours": tutoring - untutored,
            "untutored_hours": untutored,
            "overtime_hours": sum(
                value(var.overtime[each.overtime, u, r, t]) for each in given.overtime_of.get(key, ())
            ),
            "agency_hours": sum(
                each.hours_per_fte * value(var.agency[each.agency, t]) for each in given.agency_of.get(key, ())
            ),
            "lent_hours": lent,
            "borrowed_hours": sum(
                each.efficiency * value(var.redeployed[each.redeployment, t])
                for each in given.redeployed_to.get(key, ())
            ),
            "worked_hours": used[key],
            "spare_hours": at_hand - lent - tutoring + untutored - used[key],
        }


def _worked(reading: Reading) -> dict[tuple[str, str, int], float]:
    used: dict[tuple[str, str, int], float] = defaultdict(float)
    for (line, _, role, t), variable in reading.var.worked.items():
        used[reading.given.line[line].team, role, t] += reading.value(variable)
    return used


def flows(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `flows`.

    Strength now = strength before − leavers − those who move, take a pathway or go − terms over + those who join,
    move in, come by a pathway or come back.
    """
    given, value = reading.given, reading.value
    for u, r in given.posts:
        before = given.opening_strength[u, r]
        for t in given.periods:
            facts = {**reading.period_facts[t], "team": u, "role": r}
            nobody = {"flow": "", "other_team": "", "other_role": ""}
            cohorts = given.changing.get((u, r, t), ())
            extra = sum(each.extra_leavers_fte * reading.start(each.flow, each.start) for each in cohorts)
            leavers = given.leaver_share[r, t] * before + extra
            if leavers > 0:
                yield {**facts, **nobody, "kind": "leavers", "fte": leavers}
            known = given.known_leavers.get((u, r, t), 0.0)
            if known > 0:
                yield {**facts, **nobody, "kind": "known_leavers", "fte": known}
            for (name, kind), fte in _cohort_flows(reading, cohorts, (u, r)).items():
                if fte > 0:
                    yield {**facts, **_other_line(given.flow[name], (u, r)), "kind": kind, "flow": name, "fte": fte}
            for (name, kind), fte in _departures(reading, given.departing.get((u, r, t), ())).items():
                if fte > 0:
                    yield {**facts, **_other_line(given.flow[name], (u, r)), "kind": kind, "flow": name, "fte": fte}
            before = value(reading.var.strength[u, r, t])
    yield from _starts(reading)


JOINING = {
    "recruitment": "joiners",
    "fixed_term": "joiners",
    "move": "moves_in",
    "known_joiner": "known_joiners",
    "came_back": "posts_came_back",
    **{kind: f"{kind}_in" for kind in PATHWAYS},
}
"""What the table calls those who join a line, by the kind of their flow."""
COMING_BACK = {"temporary_holders": "temporary_promotion_back", **{kind: f"{kind}_back" for kind in PATHWAYS}}
"""What it calls those who come back to where they came from."""
DEPARTING = {"move": "moves_out", **{kind: f"{kind}_out" for kind in PATHWAYS}, **{kind: kind for kind in EXITS}}
"""What it calls those who leave a line by decision."""


def _other_line(flow: Any, line: tuple[str, str]) -> dict[str, str]:
    """The other line of a flow, or the part of the force that gives people up or takes them."""
    if (flow.team, flow.role) == line:
        return {"other_team": flow.from_team or flow.donor_team, "other_role": flow.from_role}
    return {"other_team": flow.team or flow.receiver_team, "other_role": flow.role}


def _cohort_flows(reading: Reading, cohorts: Any, line: tuple[str, str]) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for each in cohorts:
        flow = reading.given.flow[each.flow]
        kinds = JOINING if (flow.team, flow.role) == line else COMING_BACK
        started = reading.start(each.flow, each.start)
        if each.joins_fte:
            sums[each.flow, kinds[flow.kind]] += each.joins_fte * started
        sums[each.flow, "terms_over"] += each.ends_fte * started
    return sums


def _departures(reading: Reading, departing: Any) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for each in departing:
        kind = DEPARTING[reading.given.flow[each.flow].kind]
        sums[each.flow, kind] += each.departs_fte * reading.start(each.flow, each.start)
    return sums


def _starts(reading: Reading) -> Iterator[dict[str, Any]]:
    """Decisions: who starts in a period, which is before they join where there is a lead."""
    for start in reading.given.starts:
        flow = reading.given.flow[start.flow]
        if flow.kind in ("recruitment", "fixed_term", "civilianisation") and start.period >= 0:
            fte = reading.start(start.flow, start.start)
            if fte > 0:
                yield {
                    **reading.period_facts[start.period],
                    "team": flow.team,
                    "role": flow.role,
                    "kind": "starts",
                    "flow": start.flow,
                    "other_team": flow.donor_team,
                    "other_role": "",
                    "fte": fte,
                }


def levers(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `levers`: how much of each is used, and how much could be."""
    given, var, value = reading.given, reading.var, reading.value
    for start in given.starts:
        if (start.flow, start.start) in var.starts and start.flow not in given.following:
            flow = given.flow[start.flow]
            yield {
                **reading.period_facts[start.period],
                "lever": start.flow,
                "team": flow.team or flow.from_team,
                "role": flow.role or flow.from_role,
                "kind": flow.kind,
                "unit": "FTE",
                "used": value(var.starts[start.flow, start.start]),
                "most": given.cap_fte[start.flow, start.start],
            }
    for row in each_row(given.tables.overtime):
        strength = value(var.strength[row.team, row.role, row.period])
        yield {
            **reading.period_facts[row.period],
            "lever": row.overtime,
            "team": row.team,
            "role": row.role,
            "kind": "overtime",
            "unit": "hours",
            "used": value(var.overtime[row.overtime, row.team, row.role, row.period]),
            "most": row.cap_hours_per_fte * strength,
        }
    for row in each_row(given.tables.agency):
        yield {
            **reading.period_facts[row.period],
            "lever": row.agency,
            "team": row.team,
            "role": row.role,
            "kind": "agency",
            "unit": "FTE",
            "used": value(var.agency[row.agency, row.period]),
            "most": row.cap_fte,
        }
    for row in each_row(given.tables.reduced_hours):
        yield {
            **reading.period_facts[row.period],
            "lever": row.reduced,
            "team": row.team,
            "role": row.role,
            "kind": "reduced_hours",
            "unit": "FTE",
            "used": value(var.reduced[row.reduced, row.period]),
            "most": row.cap_fte,
        }
    for row in each_row(given.tables.redeployments):
        yield {
            **reading.period_facts[row.period],
            "lever": row.redeployment,
            "team": row.to_team,
            "role": row.to_role,
            "kind": "duty" if row.by_duty else "redeployment",
            "unit": "hours",
            "used": value(var.redeployed[row.redeployment, row.period]),
            "most": _most_redeployed(reading, row),
        }
    for row in each_row(given.tables.displacements):
        yield {
            **reading.period_facts[row.period],
            "lever": row.displacement,
            "team": given.line[row.line].team,
            "role": "",
            "kind": "displacement",
            "unit": "hours",
            "used": value(var.displaced[row.displacement, row.period]),
            "most": row.cap_hours,
        }


def _most_redeployed(reading: Reading, row: Any) -> float:
    if is_stated(row.cap_hours):
        return float(row.cap_hours)
    place = (row.from_team, row.from_role, row.period)
    given = reading.given
    in_post = reading.value(reading.var.strength[place]) + given.part_period_fte.get(place, 0.0)
    at_work = in_post - reading.total(away(reading.var, given, *place))
    return float(row.share_of_hours * row.fte_hours * at_work)
