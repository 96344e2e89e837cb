"""The supply of a random scenario: how people come, go and move, and how hours can be bought or lent."""

from __future__ import annotations

from laws.setting import OUTSIDE, Setting, Tree, named, two_places


def supply(chosen: Setting, posts: Tree, demand: Tree, at_rest: bool) -> Tree:
    """Ways in and out, moves, and levers on hours; each may be there or not."""
    return {
        "leavers": {role: _leaving(chosen) for role in chosen.roles if chosen.yes()},
        **_ways_in_and_moves(chosen, at_rest),
        **_known_flows(chosen, posts),
        **_levers_on_hours(chosen, demand, at_rest),
        **_reduced_hours(chosen, posts, at_rest),
    }


def _ways_in_and_moves(chosen: Setting, at_rest: bool) -> Tree:
    ways: Tree = {}
    if chosen.yes():
        ways["recruitment"] = {"way_in": _recruitment(chosen, at_rest)}
    if chosen.seldom():
        ways.setdefault("recruitment", {})["temporary"] = _fixed_term(chosen)
    if chosen.yes() and len(chosen.places) > 1:
        ways["moves"] = {"change": _move(chosen)}
    names = [name for section in ways.values() for name in section]
    if names and chosen.seldom():
        ways["pools"] = {"all": {"members": names, "per_year_fte": 3}}
    return ways


def _known_flows(chosen: Setting, posts: Tree) -> Tree:
    known: Tree = {}
    if chosen.seldom():
        joiner = {**named(chosen.place()), "on": chosen.one_of("2019-04-01", "2019-04-12"), "fte": 2}
        known["known_joiners"] = {"expected": joiner}
    settled = [(team, role) for team, role in chosen.places if posts[team][role]["strength_fte"] >= 3]
    if settled and chosen.seldom():
        leaver = {**named(chosen.one_of(*settled)), "on": chosen.one_of("2019-04-09", "2019-04-21"), "fte": 0.5}
        known["known_leavers"] = {"retiring": leaver}
    return known


def _levers_on_hours(chosen: Setting, demand: Tree, at_rest: bool) -> Tree:
    levers: Tree = {}
    if chosen.yes() and (chosen.has_outside or len(chosen.places) > 1):
        levers["redeployment"] = {"lending": _redeployment(chosen, at_rest)}
    if chosen.yes():
        levers["overtime"] = {"extra": _overtime(chosen, at_rest)}
    if chosen.yes():
        levers["agency"] = {"bought": _agency(chosen, at_rest)}
    if chosen.has_outside and chosen.yes():
        levers["displacement"] = {"pushed": _displacement(chosen, demand, at_rest)}
    return levers


def _reduced_hours(chosen: Setting, posts: Tree, at_rest: bool) -> Tree:
    """People on reduced hours in one line or two, at rest never more than are in post."""
    if not chosen.yes():
        return {}
    lines = {}
    for name in ("fewer_hours", "still_fewer")[: chosen.one_of(1, 2)]:
        team, role = chosen.place()
        rest = min(0.4, posts[team][role]["strength_fte"]) if at_rest and chosen.seldom() else 0
        lines[name] = {
            **named((team, role)),
            "fte": chosen.one_of(0.5, 2),
            "productivity": chosen.one_of(0.5, 0.8),
            "pay_share": chosen.one_of(1, 0.8),
            "pounds_per_fte_month": chosen.one_of(0, 200),
            "at_rest_fte": rest,
        }
    together = {"all": {"members": list(lines), "fte": 0.7}}
    return {"reduced_hours": lines, "reduced_hours_together": together if chosen.yes() else {}}


def _overtime(chosen: Setting, at_rest: bool) -> Tree:
    return {
        "roles": [role for role in chosen.roles if chosen.yes()] or [chosen.roles[0]],
        "multiplier": 1.333,
        "share_of_contracted": chosen.one_of(0.05, 0.1),
        "at_rest_share": 0.02 if at_rest and chosen.yes() else 0,
    }


def _displacement(chosen: Setting, demand: Tree, at_rest: bool) -> Tree:
    return {
        "line": chosen.one_of(*demand),
        "task": "first",
        "to_team": OUTSIDE,
        "hours": {"value": 60, "per": "month"},
        "at_rest_share": chosen.one_of(0, 0.5) if at_rest else 0,
    }


def _leaving(chosen: Setting) -> Tree:
    leaving: Tree = {"rate": {"value": chosen.one_of(0.06, 0.2), "per": "year"}}
    if chosen.yes():
        leaving["first_year"] = {"value": chosen.one_of(0.02, 0.3), "per": "year"}
    return leaving


def _recruitment(chosen: Setting, at_rest: bool) -> Tree:
    team, role = chosen.place()
    way: Tree = {
        "team": team,
        "role": role,
        "per_intake_fte": chosen.one_of(1, 3),
        "per_year_fte": chosen.one_of(4, 10),
        "lead": chosen.one_of("0 days", "3 weeks", "1 month"),
        "stay": chosen.one_of(1, 0.9),
        "cost_pounds_each": chosen.one_of(0, 2000),
        "in_lead": {
            "pay_share": chosen.one_of(0, 0.8),
            "productivity": chosen.one_of(0, 0.2),
            "on_establishment": chosen.yes(),
        },
    }
    if chosen.yes():
        way["productivity_by_month"] = [0.3, 0.7]
    if chosen.yes():
        at, tutor = chosen.place()
        way["tutor"] = {
            "team": at,
            "role": tutor,
            "hours_per_month": 15,
            "months": 2,
            "when": chosen.one_of("after_joining", "in_lead"),
        }
    if chosen.has_outside and chosen.yes():
        way["from_team"] = OUTSIDE
    if way["lead"] != "0 days" and chosen.yes():
        way["already_started"] = [{"on": "2019-03-20", "fte": 1.5}]
    if at_rest and chosen.seldom():
        way["at_rest_fte"] = {"value": 2, "per": "year"}
    return way


def _fixed_term(chosen: Setting) -> Tree:
    team, role = chosen.place()
    way: Tree = {
        "team": team,
        "role": role,
        "per_intake_fte": 2,
        "length": chosen.one_of("1 month", "2 months"),
        "may_outlast_plan": chosen.yes(),
    }
    if chosen.yes():
        way.update({"role_pay": False, "pounds_per_fte_month": 3500})
    return way


def _move(chosen: Setting) -> Tree:
    origin, to = two_places(chosen)
    move: Tree = {"from": origin, "to": to, "per_month_fte": chosen.one_of(0.5, 2), "cost_pounds_each": 500}
    if chosen.yes():
        move["settling_in_by_month"] = [0.6, 0.9]
    if chosen.yes():
        move["per_year_fte"] = 3
    return move


def _redeployment(chosen: Setting, at_rest: bool) -> Tree:
    if chosen.has_outside and (len(chosen.places) == 1 or chosen.yes()):
        to = chosen.place()
        origin: Tree = {"team": OUTSIDE, "role": chosen.one_of(*chosen.roles)}
        most: Tree = {"fte": chosen.one_of(1, 4)}
        to_place = named(to)
    else:
        origin, to_place = two_places(chosen)
        most = {"share_of_hours": chosen.one_of(0.1, 0.4)}
    rest = 0.5 if at_rest and chosen.seldom() else 0
    return {
        "from": origin,
        "to": to_place,
        **most,
        "efficiency": chosen.one_of(1, 0.9),
        "pounds_per_hour": chosen.one_of(0, 3),
        "at_rest_share": rest,
    }


def _agency(chosen: Setting, at_rest: bool) -> Tree:
    team, role = chosen.place()
    rest = 0.5 if at_rest and chosen.seldom() else 0
    return {
        "team": team,
        "role": role,
        "fte": chosen.one_of(1, 3),
        "pounds_per_fte_year": 60000,
        "productivity": chosen.one_of(1, 0.8),
        "lead": chosen.one_of("0 days", "1 month"),
        "at_rest_fte": rest,
    }
