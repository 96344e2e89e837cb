"""Strength: who is in post, who may come, who may move."""

from __future__ import annotations

from typing import Any

from planner.model.given import Given
from planner.model.initiatives import away
from planner.model.linear import Linear, add_rule
from planner.model.variables import Variables
from planner.solver.program import Program
from planner.tables.rows import each_row


def strength_balance(program: Program, var: Variables, given: Given) -> None:
    """People in post are those who stayed, and those who joined, less those who left or moved away.

    ::

        S[u,r,t] = (1 − λ[r,t])·S[u,r,t−1] − known leavers[u,r,t]
                   + Σ_{cohorts of (u,r)} (joins − departs − extra leavers − ends)[w,s,t]·n[w,s]   ∀ (u,r), t   [FTE]

    where n[w,s] is how many started on way w at s. Leavers go first, from the opening strength; `departs` are moves,
    pathways and exits out of the line, `joins` also those who come back to it, `extra leavers` those of a cohort's
    first year beyond the usual rate λ, `ends` fixed terms that are over. Physics.
    """
    for u, r in given.posts:
        for t in given.periods:
            balance = Linear()
            balance.add(var.strength[u, r, t], 1.0)
            stay = 1.0 - given.leaver_share[r, t]
            if t == 0:
                balance.constant -= stay * given.opening_strength[u, r]
            else:
                balance.add(var.strength[u, r, t - 1], -stay)
            balance.constant += given.known_leavers.get((u, r, t), 0.0)
            for going in given.departing.get((u, r, t), ()):
                balance.add_sum(var.start(given, going.flow, going.start, going.departs_fte))
            for cohort in given.changing.get((u, r, t), ()):
                balance.add_sum(var.start(given, cohort.flow, cohort.start, -cohort.change_fte))
            add_rule(program, "strength_balance", (u, r, t), balance, "=", 0.0)


def movers_available(program: Program, var: Variables, given: Given) -> None:
    """Only people who are settled in post and at work can move, take a pathway or go.

    ::

        Σ_{cohorts of (u,r)} departs[w,s,t]·n[w,s] ≤ (1 − λ[r,t])·S[u,r,t−1] − known leavers − away − limited
                                        − Σ_{cohorts of (u,r)} (bound + extra leavers + ends)[w,s,t]·n[w,s]
                                                                         ∀ (u,r) that some leave, t   [FTE]

    `bound` are those in their first year in the force, and fixed-term appointments: a new joiner does not move.
    Physics.
    """
    for (u, r, t), leaving in given.departing.items():
        left = Linear()
        for going in leaving:
            left.add_sum(var.start(given, going.flow, going.start, going.departs_fte))
        stay = 1.0 - given.leaver_share[r, t]
        if t == 0:
            left.constant -= stay * given.opening_strength[u, r]
        else:
            left.add(var.strength[u, r, t - 1], -stay)
        left.constant += given.known_leavers.get((u, r, t), 0.0) + given.limited_fte.get((u, r, t), 0.0)
        left.add_sum(away(var, given, u, r, t))
        for cohort in given.held.get((u, r, t), ()):
            left.add_sum(var.start(given, cohort.flow, cohort.start, cohort.held_fte))
        add_rule(program, "movers_available", (u, r, t), left, "<=", 0.0)


def establishment(program: Program, var: Variables, given: Given) -> None:
    """No line holds more people than it has posts, but nobody is put out of a post that went.

    ::

        S[u,r,t] + in the lead on this line[u,r,t] − Σ_{cohorts} post[w,s,t]·n[w,s] ≤ room[u,r,t]
                                                                                         ∀ (u,r), t   [FTE]

    with the room as in `room_on_lines`; `post` are posts that came to the line with people, or went with them.
    Policy; not enforced before action.
    """
    if given.stance == "before":
        return
    for (u, r, t), room in room_on_lines(given).items():
        left = Linear()
        left.add(var.strength[u, r, t], 1.0)
        for cohort in given.in_lead.get((u, r, t), ()):
            left.add_sum(var.start(given, cohort.flow, cohort.start, cohort.lead_on_line_fte))
        for cohort in given.bringing_posts.get((u, r, t), ()):
            left.add_sum(var.start(given, cohort.flow, cohort.start, -cohort.post_fte))
        add_rule(program, "establishment", (u, r, t), left, "<=", room, f"establishment.{u}.{r}")


def room_on_lines(given: Given) -> dict[tuple[str, str, int], float]:
    """How many people a line may hold: the right side of the establishment rule.

    ::

        room[u,r,t] = max(cap[u,r,t] + supernumerary[u,r,t], unavoidable[u,r,t])                          [FTE]
        cap[u,r,t] = max(establishment[u,r,t], (1 − λ[r,t])·cap[u,r,t−1] − known leavers[u,r,t])
        cap[u,r,−1] = S[u,r,−1]

    so a line over its establishment shrinks by natural wastage alone. `unavoidable` are those in post or in the lead
    on this line if nobody decides anything: the opening strength, agreed joiners, people who have started already.
    """
    posts = {(row.team, row.role, row.period): row for row in each_row(given.tables.establishment)}
    rooms: dict[tuple[str, str, int], float] = {}
    for u, r in given.posts:
        cap = there = given.opening_strength[u, r]
        for t in given.periods:
            stay, known_leavers = 1.0 - given.leaver_share[r, t], given.known_leavers.get((u, r, t), 0.0)
            cap = max(posts[u, r, t].approved_fte, stay * cap - known_leavers)
            there = stay * there - known_leavers
            there += sum(
                each.change_fte * given.fixed_fte.get((each.flow, each.start), 0.0)
                for each in given.changing.get((u, r, t), ())
            )
            in_lead = sum(
                each.lead_on_line_fte * given.fixed_fte.get((each.flow, each.start), 0.0)
                for each in given.in_lead.get((u, r, t), ())
            )
            rooms[u, r, t] = max(cap + posts[u, r, t].supernumerary_fte, there + in_lead)
    return rooms


def posts_moved(program: Program, var: Variables, given: Given) -> None:
    """Only posts that are on the books can go along with people.

    ::

        −Σ_{cohorts} post[w,s,t]·n[w,s] ≤ approved[u,r,t]      ∀ (u,r) from which posts go, t   [FTE]

    so a line over its establishment does not lose more posts than it has. Physics.
    """
    approved = {(row.team, row.role, row.period): row.approved_fte for row in each_row(given.tables.establishment)}
    for place, cohorts in given.bringing_posts.items():
        if all(each.post_fte >= 0 for each in cohorts):
            continue
        left = Linear()
        for each in cohorts:
            left.add_sum(var.start(given, each.flow, each.start, -each.post_fte))
        add_rule(program, "posts_moved", place, left, "<=", approved[place])


def flow_caps(program: Program, var: Variables, given: Given) -> None:
    """No more people start in a financial year than there are places.

    ::

        Σ_{w in cap, s in y} n[w,s] ≤ places[cap,y]      ∀ cap, y   [FTE]

    with the places as in `places_of_cap`. Policy; places in one intake are the bound of the variable itself.
    """
    if given.stance == "before":
        return
    for cap in each_row(given.tables.flow_caps):
        left = Linear()
        for flow in sorted(cap.flows):
            for start in given.starts_in_year[flow, cap.year_start]:
                left.add_sum(var.start(given, flow, start.start, 1.0))
        left.add_sum(places_of_cap(var, given, cap), -1.0)
        add_rule(program, "flow_caps", (cap.cap, cap.year_start), left, "<=", 0.0, cap.place)


def places_of_cap(var: Variables, given: Given, cap: Any) -> Linear:
    """How many may start under a cap (a row of the table of flow caps).

    ::

        places[cap,y] = places stated[cap,y] + share[cap,y]·Σ_{(u,r) of cap} S[u,r,p[cap,y]]                [FTE]

    where p is the period before the year, or its last one, as stated; before the first period the opening strength.
    """
    places = Linear(constant=cap.limit_fte)
    for u, r in cap.share_lines:
        if cap.share_period < 0:
            places.constant += cap.share * given.opening_strength[u, r]
        else:
            places.add(var.strength[u, r, cap.share_period], cap.share)
    return places
