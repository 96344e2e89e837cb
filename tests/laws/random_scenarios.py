"""Random small scenarios, right by construction, as plain data that can be written to a file.

None of them states a hard rule (no budget, no date to clear by, no minimum strength, no floor), so each has a plan.
Every priority is stated with tolerance 0, so that each level reaches its best value.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from laws.random_restructuring import RESTRUCTURINGS, add_restructuring
from laws.random_supply import supply
from laws.setting import LINES, OUTSIDE, ROLES, TEAMS, Draw, Setting, Tree, two_places

FIRST = date(2019, 4, 1)
LENGTH = {"week": "1 week", "month": "1 month", "quarter": "3 months"}


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
    restructuring = chosen.one_of(*RESTRUCTURINGS)
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
        "supply": supply(chosen, posts, demand, at_rest),
        "structure": _structure(chosen),
        "priorities": exact_priorities(demand),
    }
    if chosen.has_outside:
        tree["teams"][OUTSIDE] = {"title": "Outside", "out_of_scope": True}
    _add_people_away(chosen, tree)
    tree["requirements"] = _requirements(chosen)
    _take_out_unlawful_moves(tree)
    add_restructuring(chosen, tree, at_rest, restructuring)
    return tree


def exact_priorities(demand: Tree) -> list[Tree]:
    """The usual order of levels, each with tolerance 0."""
    tiers = sorted({line["tier"] for line in demand.values()})
    names = [f"{level}_tier_{tier}" for tier in tiers for level in ("gap", "evenness")]
    names += ["worst_team", "supervision", "displaced", "cost", "waiting", "disruption"]
    return [{"level": name, "tolerance": 0} for name in names]


def _period(step: str, periods: int, run_out: bool) -> Tree:
    length = {"week": relativedelta(weeks=1), "month": relativedelta(months=1), "quarter": relativedelta(months=3)}[
        step
    ]
    last = FIRST + periods * length - timedelta(days=1)
    shown = last.isoformat() if step == "week" else f"{last:%Y-%m}"
    return {"first": FIRST.isoformat(), "last": shown, "step": step, "run_out": LENGTH[step] if run_out else "0 days"}


def _role(chosen: Setting) -> Tree:
    kind = chosen.one_of({"rank": "constable"}, {"grade": "investigator"})
    return {
        "title": "Role",
        **kind,
        "hours": chosen.one_of("full", "short"),
        "pay": {"pounds_per_year": chosen.one_of(24000, 36000, 50400)},
    }


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
        "short": {
            "contracted": {"value": 120, "per": "month"},
            "lines": {"meetings": {"kind": "non_case", "hours": {"value": 5, "per": "week"}}},
        },
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
    if chosen.seldom():
        line["approved_fte"] = [
            {"from": "2019-04", "value": approved},
            {"from": "2019-05-01", "value": chosen.one_of(0, 4, 9)},
        ]
    if chosen.seldom():
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
        line["tasks"]["second"] = {
            "hours_per_case": chosen.one_of(0.5, 3),
            "roles": _able(chosen, team),
            "may_be_missed": chosen.yes(),
        }
    if chosen.has_outside and chosen.yes():
        line["tasks"]["first"]["out_of_scope"] = {OUTSIDE: chosen.one_of(0.25, 0.6, 1)}
    if chosen.yes():
        line["spread_by_month"] = [0.5, 0.3, 0.2]
        line["opening"] = {"in_work_cases": chosen.one_of(0, 20)}
    if chosen.seldom():
        line["partner_share"] = 0.1
        line["recorded_share"] = 0.8
    if within != "0 days":
        _add_waiting(chosen, line)
    return line


def _arrivals(chosen: Setting) -> Tree:
    way = chosen.one_of("month", "week", "year", "list")
    if way == "list":
        return {
            "by_period": chosen.draw(
                st.lists(st.sampled_from((0, 10, 40, 120)), min_size=chosen.periods, max_size=chosen.periods)
            )
        }
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
    if chosen.seldom():
        line["repeat_calls"] = {"value": 0.02, "per": "week"}
    if chosen.seldom():
        line["close_undone"] = {"decided_by": "Head of crime", "reason": "Triage"}


def _add_people_away(chosen: Setting, tree: Tree) -> None:
    """People away or on limited duty, never more than are in post."""
    for team, role in chosen.places:
        line = tree["establishment"][team][role]
        own = [name for name, each in tree["demand"].items() if each["team"] == team]
        if line["strength_fte"] < 3 or not chosen.seldom():
            continue
        line["unavailable"] = {"maternity": {"fte": 1, "until": "2019-05-20"}}
        if own:
            line["limited_duty"] = {"recovering": {"fte": 0.5, "barred": [chosen.one_of(*own)]}}


def _requirements(chosen: Setting) -> Tree:
    """A requirement in posts that may be short and over at a price, so that it is never hard."""
    if not chosen.yes():
        return {}
    team, role = chosen.place()
    sense = chosen.one_of("at_least_fte", "exactly_fte")
    prices = {"short_pounds_per_fte_month": chosen.one_of(0, 900), "over_pounds_per_fte_month": chosen.one_of(0, 400)}
    return {"desk": {"team": team, "roles": [role], sense: chosen.one_of(0, 2, 5), **prices}}


def _take_out_unlawful_moves(tree: Tree) -> None:
    """Nobody moves from officer to police staff or back."""
    supply, is_officer = tree["supply"], {name: "rank" in role for name, role in tree["roles"].items()}
    change = supply.get("moves", {}).get("change")
    if change and is_officer[change["from"]["role"]] != is_officer[change["to"]["role"]]:
        del supply["moves"]
        ways = list(supply.get("recruitment", {}))
        if "pools" in supply:
            supply["pools"] = {"all": {**supply["pools"]["all"], "members": ways}} if ways else {}


def _structure(chosen: Setting) -> Tree:
    if len(chosen.places) < 2 or not chosen.yes():
        return {}
    led, leader = two_places(chosen)
    group = {"led": [led], "leaders": [{**leader, "span": chosen.one_of(3, 6), "share_at_most": chosen.one_of(1, 0.7)}]}
    return {"supervision": {"group": group}}
