"""Random small scenarios, right by construction, as plain data that can be written to a file.

None of them states a hard rule (no budget, no date to clear by, no minimum strength, no floor), so each has a plan.
Every priority is stated with tolerance 0, so that each level reaches its best value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

Tree: TypeAlias = dict[str, Any]
Draw: TypeAlias = st.DrawFn

TEAMS = ("team_a", "team_b", "team_c")
ROLES = ("role_a", "role_b", "role_c")
LINES = ("line_a", "line_b", "line_c", "line_d")
OUTSIDE = "outside"
"""The out-of-scope team of a scenario that has one."""

FIRST = date(2019, 4, 1)
LENGTH = {"week": "1 week", "month": "1 month", "quarter": "3 months"}


@dataclass(frozen=True)
class Setting:
    """What the sections of a random scenario need to know of each other."""

    draw: Draw
    teams: tuple[str, ...]
    roles: tuple[str, ...]
    has_outside: bool
    periods: int
    places: list[tuple[str, str]] = field(default_factory=list)
    """Teams and roles with posts."""

    def one_of(self, *values: Any) -> Any:
        """Any of some values."""
        return self.draw(st.sampled_from(values))

    def yes(self) -> bool:
        """Yes or no."""
        return self.draw(st.booleans())

    def place(self) -> tuple[str, str]:
        """A team and a role with posts."""
        return self.draw(st.sampled_from(self.places))

    def roles_in(self, team: str) -> list[str]:
        """Roles with posts in a team."""
        return [role for at, role in self.places if at == team]


@st.composite
def scenarios(draw: Draw, *, at_rest: bool = True) -> Tree:
    """A scenario of one to three teams and roles, two to four lines, and three to six periods."""
    step = draw(st.sampled_from(("week", "month", "quarter")))
    periods = draw(st.integers(3, 6))
    chosen = Setting(
        draw,
        teams=TEAMS[: draw(st.integers(1, 3))],
        roles=ROLES[: draw(st.integers(1, 3))],
        has_outside=draw(st.booleans()),
        periods=periods,
    )
    roles = {role: _role(chosen) for role in chosen.roles}
    posts = _establishment(chosen)
    lines = LINES[: draw(st.integers(2, 4))]
    demand = {name: _line(chosen) for name in lines}
    tree: Tree = {
        "format": 1,
        "name": "random",
        "title": "Random",
        "question": "Does the law hold?",
        "period": _period(step, periods, run_out=draw(st.booleans())),
        "teams": {name: {"title": name} for name in chosen.teams},
        "ranks": [{"name": "constable", "title": "Constable"}],
        "roles": roles,
        "pay": _pay(chosen),
        "hours": _hours(chosen),
        "establishment": posts,
        "seasons": {"uneven": {"index": [1, 2, 1, 1.5, 1, 0.5, 1, 1, 2, 1, 1, 1]}},
        "demand": demand,
        "supply": _supply(chosen, demand, at_rest),
        "structure": _structure(chosen),
        "priorities": exact_priorities(demand),
    }
    if chosen.has_outside:
        tree["teams"][OUTSIDE] = {"title": "Outside", "out_of_scope": True}
    _add_people_away(chosen, tree)
    return tree


def exact_priorities(demand: Tree) -> list[Tree]:
    """The usual order of levels, each with tolerance 0."""
    tiers = sorted({line["tier"] for line in demand.values()})
    names = [f"{level}_tier_{tier}" for tier in tiers for level in ("gap", "evenness")]
    names += ["worst_team", "supervision", "displaced", "cost", "waiting", "disruption"]
    return [{"level": name, "tolerance": 0} for name in names]


def _period(step: str, periods: int, run_out: bool) -> Tree:
    length = {"week": relativedelta(weeks=1), "month": relativedelta(months=1), "quarter": relativedelta(months=3)}[step]
    last = FIRST + periods * length - timedelta(days=1)
    shown = last.isoformat() if step == "week" else f"{last:%Y-%m}"
    return {"first": FIRST.isoformat(), "last": shown, "step": step, "run_out": LENGTH[step] if run_out else "0 days"}


def _role(chosen: Setting) -> Tree:
    kind = chosen.one_of({"rank": "constable"}, {"grade": "investigator"})
    return {"title": "Role", **kind, "hours": chosen.one_of("full", "short"), "pay": {"pounds_per_year": chosen.one_of(24000, 36000, 50400)}}


def _pay(chosen: Setting) -> Tree:
    insurance = {"share": 0.138, "above_pounds_per_year": 8000, "on_overtime": True}
    group: Tree = {"price_base": "2019-04", "on_costs": {"pension": {"share": 0.2}, "insurance": insurance}}
    if chosen.yes():
        group["awards"] = {"september": {"from": "2019-05-15", "rise": 0.025}}
    return {"officers": group, "staff": {"price_base": "2019-04"}}


def _hours(chosen: Setting) -> Tree:
    leave: Tree = {"kind": "absence", "hours": {"value": 200, "per": "year"}}
    if chosen.yes():
        leave["season"] = "uneven"
    return {
        "full": {
            "contracted": {"value": 2087, "per": "year"},
            "lines": {"leave": leave},
            "bank_holidays": {"hours_each": 8},
            "productive": {"value": 1340, "per": "year"},
        },
        "short": {"contracted": {"value": 120, "per": "month"}, "lines": {"meetings": {"kind": "non_case", "hours": {"value": 5, "per": "week"}}}},
    }


def _establishment(chosen: Setting) -> Tree:
    """Every team has the first role or the last, and any others."""
    posts: Tree = {}
    for team in chosen.teams:
        needed = chosen.one_of(*chosen.roles)
        held = [role for role in chosen.roles if role == needed or chosen.yes()]
        chosen.places.extend((team, role) for role in held)
        posts[team] = {role: _posts(chosen) for role in held}
    return posts


def _posts(chosen: Setting) -> Tree:
    approved = chosen.one_of(0, 2, 5, 8)
    line: Tree = {"approved_fte": approved, "strength_fte": chosen.one_of(0, 1, 3.5, 6)}
    if chosen.one_of(False, False, True):
        line["approved_fte"] = [{"from": "2019-04", "value": approved}, {"from": "2019-05-01", "value": chosen.one_of(0, 4, 9)}]
    if chosen.one_of(False, False, True):
        line["supernumerary_fte"] = 2
    return line


def _line(chosen: Setting) -> Tree:
    team = chosen.one_of(*chosen.teams)
    within = chosen.one_of("0 days", "0 days", "5 days", "2 weeks", "1 month", "3 months")
    line: Tree = {
        "title": "Line",
        "team": team,
        "tier": chosen.one_of(1, 1, 2, 3),
        "start_within": within,
        "arrivals": _arrivals(chosen),
        "tasks": {"first": {"hours_per_case": chosen.one_of(1, 4, 7.5), "roles": _able(chosen, team)}},
    }
    if chosen.yes():
        line["tasks"]["second"] = {"hours_per_case": chosen.one_of(0.5, 3), "roles": _able(chosen, team), "may_be_missed": chosen.yes()}
    if chosen.has_outside and chosen.yes():
        line["tasks"]["first"]["out_of_scope"] = {OUTSIDE: chosen.one_of(0.25, 0.6, 1)}
    if chosen.yes():
        line["spread_by_month"] = [0.5, 0.3, 0.2]
        line["opening"] = {"in_work_cases": chosen.one_of(0, 20)}
    if chosen.one_of(False, False, True):
        line["partner_share"] = 0.1
        line["recorded_share"] = 0.8
    if within != "0 days":
        _add_waiting(chosen, line)
    return line


def _arrivals(chosen: Setting) -> Tree:
    way = chosen.one_of("month", "week", "year", "list")
    if way == "list":
        return {"by_period": chosen.draw(st.lists(st.sampled_from((0, 10, 40, 120)), min_size=chosen.periods, max_size=chosen.periods))}
    value = chosen.one_of(0, 10, 60, 150) * {"month": 1, "week": 0.25, "year": 12}[way]
    arrivals: Tree = {"cases": {"value": value, "per": way}}
    if way == "year" and chosen.yes():
        arrivals["season"] = "uneven"
        arrivals["growth"] = 0.05
    return arrivals


def _able(chosen: Setting, team: str) -> Tree:
    held = chosen.roles_in(team)
    needed = chosen.one_of(*held)
    return {role: chosen.one_of(1, 0.8) for role in held if role == needed or chosen.yes()}


def _add_waiting(chosen: Setting, line: Tree) -> None:
    """What only lines that can wait have. Ages are stated, so that they do not depend on the arrivals."""
    cases = chosen.one_of(0, 0, 40, 200)
    if cases:
        bands = [{"up_to": "3 weeks", "cases": cases * 0.75}, {"up_to": "3 months", "cases": cases * 0.25}]
        line.setdefault("opening", {}).update({"backlog_cases": cases, "backlog_ages": bands})
    if chosen.one_of(False, False, True):
        line["repeat_calls"] = {"value": 0.02, "per": "week"}
    if chosen.one_of(False, False, True):
        line["close_undone"] = {"decided_by": "Head of crime", "reason": "Triage"}


def _add_people_away(chosen: Setting, tree: Tree) -> None:
    """People away or on limited duty, never more than are in post."""
    for team, role in chosen.places:
        line = tree["establishment"][team][role]
        own = [name for name, each in tree["demand"].items() if each["team"] == team]
        if line["strength_fte"] < 3 or not chosen.one_of(False, False, True):
            continue
        line["unavailable"] = {"maternity": {"fte": 1, "until": "2019-05-20"}}
        if own:
            line["limited_duty"] = {"recovering": {"fte": 0.5, "barred": [chosen.one_of(*own)]}}


def _supply(chosen: Setting, demand: Tree, at_rest: bool) -> Tree:
    supply: Tree = {"leavers": {role: _leaving(chosen) for role in chosen.roles if chosen.yes()}}
    if chosen.yes():
        supply["recruitment"] = {"way_in": _recruitment(chosen, at_rest)}
    if chosen.one_of(False, False, True):
        supply.setdefault("recruitment", {})["temporary"] = _fixed_term(chosen)
    if chosen.yes() and len(chosen.places) > 1:
        supply["moves"] = {"change": _move(chosen, at_rest)}
    if chosen.yes() and (chosen.has_outside or len(chosen.places) > 1):
        supply["redeployment"] = {"lending": _redeployment(chosen, at_rest)}
    if chosen.yes():
        roles = [role for role in chosen.roles if chosen.yes()] or [chosen.roles[0]]
        supply["overtime"] = {"extra": {"roles": roles, "multiplier": 1.333, "share_of_contracted": chosen.one_of(0.05, 0.1), "at_rest_share": 0.02 if at_rest and chosen.yes() else 0}}
    if chosen.yes():
        supply["agency"] = {"bought": _agency(chosen, at_rest)}
    if chosen.has_outside and chosen.yes():
        line = chosen.one_of(*demand)
        supply["displacement"] = {"pushed": {"line": line, "task": "first", "to_team": OUTSIDE, "hours": {"value": 60, "per": "month"}, "at_rest_share": chosen.one_of(0, 0.5) if at_rest else 0}}
    if chosen.one_of(False, False, True):
        team, role = chosen.place()
        supply["known_joiners"] = {"expected": {"team": team, "role": role, "on": chosen.one_of("2019-04-01", "2019-04-12"), "fte": 2}}
    return supply


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
        "in_lead": {"pay_share": chosen.one_of(0, 0.8), "productivity": chosen.one_of(0, 0.2), "on_establishment": chosen.yes()},
    }
    if chosen.yes():
        way["productivity_by_month"] = [0.3, 0.7]
    if chosen.yes():
        at, tutor = chosen.place()
        way["tutor"] = {"team": at, "role": tutor, "hours_per_month": 15, "months": 2, "when": chosen.one_of("after_joining", "in_lead")}
    if chosen.has_outside and chosen.yes():
        way["from_team"] = OUTSIDE
    if way["lead"] != "0 days" and chosen.yes():
        way["already_started"] = [{"on": "2019-03-20", "fte": 1.5}]
    if at_rest and chosen.one_of(False, False, True):
        way["at_rest_fte"] = {"value": 2, "per": "year"}
    return way


def _fixed_term(chosen: Setting) -> Tree:
    team, role = chosen.place()
    way: Tree = {"team": team, "role": role, "per_intake_fte": 2, "length": chosen.one_of("1 month", "2 months"), "may_outlast_plan": chosen.yes()}
    if chosen.yes():
        way.update({"role_pay": False, "pounds_per_fte_month": 3500})
    return way


def _two_places(chosen: Setting) -> tuple[Tree, Tree]:
    first = chosen.place()
    second = chosen.one_of(*[place for place in chosen.places if place != first])
    return _named(first), _named(second)


def _named(place: tuple[str, str]) -> Tree:
    return {"team": place[0], "role": place[1]}


def _move(chosen: Setting, at_rest: bool) -> Tree:
    origin, to = _two_places(chosen)
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
        to_place = _named(to)
    else:
        origin, to_place = _two_places(chosen)
        most = {"share_of_hours": chosen.one_of(0.1, 0.4)}
    rest = 0.5 if at_rest and chosen.one_of(False, False, True) else 0
    return {"from": origin, "to": to_place, **most, "efficiency": chosen.one_of(1, 0.9), "pounds_per_hour": chosen.one_of(0, 3), "at_rest_share": rest}


def _agency(chosen: Setting, at_rest: bool) -> Tree:
    team, role = chosen.place()
    rest = 0.5 if at_rest and chosen.one_of(False, False, True) else 0
    return {"team": team, "role": role, "fte": chosen.one_of(1, 3), "pounds_per_fte_year": 60000, "productivity": chosen.one_of(1, 0.8),
            "lead": chosen.one_of("0 days", "1 month"), "at_rest_fte": rest}


def _structure(chosen: Setting) -> Tree:
    if len(chosen.places) < 2 or not chosen.yes():
        return {}
    led, leader = _two_places(chosen)
    group = {"led": [led], "leaders": [{**leader, "span": chosen.one_of(3, 6), "share_at_most": chosen.one_of(1, 0.7)}]}
    return {"supervision": {"group": group}}
