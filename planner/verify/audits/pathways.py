"""Audits of ways in, out and across: who is where, and when, follows from who started."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from planner.verify.audits.hours import hours_of_rows
from planner.verify.comparing import (
    FTE,
    HOURS,
    NOISE,
    PLACE,
    at,
    compare,
    compare_places,
    each_row,
    on_rows,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken
from planner.verify.numbers import as_day, value_on
from planner.verify.worked_out.cohorts import FIGURES, followed, on_places
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import (
    in_order,
    leaving_share,
    lines_of_establishment,
    opening_strength,
    posts_stated,
    strength_before,
)
from planner.verify.worked_out.ways import DECIDED, first_day_out, is_whole, other_side, start_kind, ways
from planner.vocabulary import EXITS, PATHWAYS

FLOW = ["plan", "kind", "flow", "team", "role", "other_team", "other_role", "period"]
JOINING = {
    "recruitment": "joiners",
    "fixed_term": "joiners",
    "known_joiner": "known_joiners",
    "move": "moves_in",
    "came_back": "posts_came_back",
    **{kind: f"{kind}_in" for kind in PATHWAYS},
}
"""What those are called who join a line, by the kind of their way."""
DEPARTING = {"move": "moves_out", **{kind: f"{kind}_out" for kind in PATHWAYS}, **{kind: kind for kind in EXITS}}
"""What those are called who leave a line by decision."""


def people_come_and_go_as_they_started(folder: Folder) -> Iterator[Wrong]:
    """Who started joins when the lead is over, comes back or leaves by the stated shares, and goes when a term is over.

    Printed flows have the line on the other side too: where people come from or go to.
    """
    expected: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    known = ways(folder)
    for row in each_row(followed(folder)):
        back = "temporary_promotion_back" if row.kind == "temporary_holders" else f"{row.kind}_back"
        for kind, fte in (
            (JOINING.get(row.kind, ""), row.joins),
            (back, row.comes_back),
            ("terms_over", row.ends),
            (DEPARTING.get(row.kind, ""), row.departs),
        ):
            if fte:
                other = other_side(known[row.flow], (row.team, row.role))
                figures = expected[row.plan, kind, row.flow, row.team, row.role, *other, row.period]
                figures[0] += fte
                figures[1] += FTE
    printed = {
        tuple(getattr(row, name) for name in FLOW): row.fte
        for row in folder.rows("flows")
        if row.kind not in ("leavers", "known_leavers", "starts")
    }
    again = {place: (fte, slack + 2 * FTE) for place, (fte, slack) in expected.items()}
    yield from compare_places("flows", "fte", FLOW, printed, again, 2 * FTE)


def starts_are_those_of_the_levers(folder: Folder) -> Iterator[Wrong]:
    """Who starts is how far the lever is used; nobody starts on what is no way, and whole people where so stated.

    Those that the record of the run names as split may be: no plan has all of them whole, and the page says so.
    """
    key = ["plan", "flow", "period"]
    known = ways(folder)
    kinds = {name: start_kind(way) for name, way in known.items() if way.kind in DECIDED}
    printed: dict[tuple[str, str, str], float] = {}
    for row in folder.rows("flows"):
        if kinds.get(row.flow) == row.kind:
            printed[row.plan, row.flow, row.period] = printed.get((row.plan, row.flow, row.period), 0.0) + row.fte
        elif row.kind == "starts":
            yield wrong(
                "flows", at(key, (row.plan, row.flow, row.period)), "flow", row.flow, "a way in of the scenario"
            )
    used = {(row.plan, row.lever, row.period): row.used for row in folder.rows("levers") if row.lever in kinds}
    for place in sorted(set(printed) | set(used)):
        found, again = float(used.get(place, 0.0)), float(printed.get(place, 0.0))
        if not abs(found - again) <= 2 * HOURS and (not known[place[1]].is_civilian or place in printed):
            yield wrong("levers", at(("plan", "lever", "period"), place), "used", found, again)
        is_split = f"starts({place[1]},{folder.stated.number[place[2]]})" in folder.in_parts
        has_to_be = place[0] == "after" and is_whole(folder, known[place[1]]) and not is_split
        if has_to_be and abs(again - round(again)) > 1e-3:
            yield wrong("flows", at(key, place), "fte", again, float(round(again)))


def leavers_follow_from_rates(folder: Folder) -> Iterator[Wrong]:
    """Leavers are the stated share of those in post before, compounded to the period; newcomers have their own."""
    staffing = in_order(folder, folder.tables["staffing"])
    places = zip(staffing["role"], staffing["period"], strict=True)
    shares = [leaving_share(folder, role, period) for role, period in places]
    again = pd.Series(shares, index=staffing.index, dtype=float) * strength_before(folder, staffing)
    extra, cells = on_places(folder, staffing, "extra_leavers")
    leavers = {
        (row.plan, row.team, row.role, row.period): row.fte for row in folder.rows("flows") if row.kind == "leavers"
    }
    printed = on_rows(staffing, PLACE, pd.Series(leavers, dtype=float))
    # Where newcomers stay longer than others, nobody at all may leave.
    most = (again + extra).clip(lower=0)
    yield from compare("flows", "fte of leavers", staffing, PLACE, most, FTE * (2 + cells), printed=printed)


def people_in_training_have_started_and_not_joined(folder: Folder) -> Iterator[Wrong]:
    """In training are all who have started and whose lead is not over, on the line that is stated."""
    rows = folder.tables["staffing"]
    again, cells = on_places(folder, rows, "training")
    yield from compare("staffing", "in_training_fte", rows, PLACE, again, FTE * (2 + cells))


def learners_give_the_hours_that_are_stated(folder: Folder) -> Iterator[Wrong]:
    """Learners lack what they are not competent for, less what people in training give; tutors give their time."""
    rows = folder.tables["staffing"]
    each = hours_of_rows(folder, rows, "productive")
    lacking, cells = on_places(folder, rows, "unproductive")
    given, others = on_places(folder, rows, "training_productive")
    slack = FTE * each * (1 + cells + others) + HOURS * (1 + lacking + given)
    yield from compare("staffing", "learning_hours", rows, PLACE, each * (lacking - given), slack)
    taken = followed(folder)
    tutors = {name: way.stated["tutor"] for name, way in ways(folder).items() if way.stated.get("tutor")}
    taken = taken[(taken["tutor_hours"] > 0) & taken["flow"].isin(tutors)]
    taken = taken.assign(
        team=[tutors[flow]["team"] for flow in taken["flow"]], role=[tutors[flow]["role"] for flow in taken["flow"]]
    )
    again = on_rows(rows, PLACE, taken.groupby(PLACE)["tutor_hours"].sum())
    cells = on_rows(rows, PLACE, taken.groupby(PLACE).size().astype(float))
    # Each start is printed to four decimals, and one learner takes no more than all hours of a tutor.
    slack = 2 * HOURS + FTE * each * cells
    yield from compare("staffing", "tutor_hours", rows, PLACE, again - rows["untutored_hours"], slack)


def nobody_goes_before_the_day(folder: Folder) -> Iterator[Wrong]:
    """Nobody goes by an exit before consultation and notice are over, and nobody but staff is made redundant."""
    for row in folder.rows("flows"):
        if row.kind not in EXITS:
            continue
        where = at(FLOW, (getattr(row, name) for name in FLOW))
        if folder.stated.first_day[row.period] < first_day_out(folder, ways(folder)[row.flow]):
            yield wrong("flows", where, "fte", row.fte, 0.0)
        if row.kind == "redundancy" and folder.scenario["roles"][row.role].get("rank"):
            yield wrong("flows", where, "kind", row.kind, "no redundancy of an officer")


def only_settled_people_go(folder: Folder) -> Iterator[Wrong]:
    """Those who move, take a pathway or go are in post, at work, and not in their first year or on a fixed term."""
    yield from broken(limit for limit in people_who_could_go(folder, "after") if limit.held)


def people_who_could_go(folder: Folder, plan: str) -> Iterator[Limit]:
    """Who could leave each line by decision in each period, and who does; nobody may have to [FTE]."""
    rows = in_order(folder, folder.tables["staffing"])
    rows = rows[rows["plan"] == plan].reset_index(drop=True)
    of_each = zip(each_row(rows), *(figures.tolist() for figures in who_could_go(folder, rows)), strict=True)
    for row, there, departing, slack in of_each:
        place = (row.team, row.role, row.period)
        yield Limit(
            "movers_available",
            (row.team, row.role, folder.stated.number[row.period]),
            "",
            "most",
            there,
            departing,
            slack,
            *("flows", at(PLACE, (plan, *place)), "fte of those who go"),
            may_lack=not departing,
        )


def who_could_go(folder: Folder, rows: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any], pd.Series[Any]]:
    """Who could leave each line by decision, who does, and what rounding leaves open [FTE].

    Args:
        folder: The plan.
        rows: Rows of the staffing table of one plan, in the order of time.
    """
    before = strength_before(folder, rows)
    flows = folder.tables["flows"].set_index("kind")
    gone = flows[flows.index.isin(["leavers", "known_leavers", "terms_over"])].groupby(PLACE)["fte"].sum()
    departing, cells = on_places(folder, rows, "departs")
    bound, others = on_places(folder, rows, "bound")
    there = before - on_rows(rows, PLACE, gone) - bound - rows["unavailable_fte"] - rows["limited_fte"]
    return there, departing, FTE * (6 + cells + others)


def the_establishment_is_kept(folder: Folder) -> Iterator[Wrong]:
    """After action no line holds more people than posts, those that came along included, but nobody is put out."""
    yield from broken(establishment(folder))


def establishment(folder: Folder, plan: str = "after") -> Iterator[Limit]:
    """The room of each line in each period, and who holds a post on it [FTE]."""
    lines = set(lines_of_establishment(folder))
    for row, held, room, slack in held_and_room(folder, plan):
        place = (row.team, row.role, row.period)
        yield Limit(
            "establishment",
            (row.team, row.role, folder.stated.number[row.period]),
            f"establishment.{row.team}.{row.role}",
            "most",
            room,
            held,
            slack + NOISE,
            *("staffing", at(PLACE, (row.plan, *place)), "strength_fte"),
            may_lack=place[:2] not in lines,
        )


def held_and_room(folder: Folder, plan: str) -> Iterator[tuple[Any, float, float, float]]:
    """Each row of `staffing` of a plan: who holds a post, how many may, and what rounding leaves open [FTE]."""
    rows = in_order(folder, folder.tables["staffing"])
    rows = rows[rows["plan"] == plan].reset_index(drop=True)
    training, cells = on_places(folder, rows, "training_on_post")
    posts, others = on_places(folder, rows, "posts")
    held = rows["strength_fte"] + training - posts
    room, slack = rooms(folder), FTE * (4 + cells + others) + 2e-6
    for row, here, free in zip(each_row(rows), held.tolist(), slack.tolist(), strict=True):
        yield row, here, room.get((row.team, row.role, row.period), 0.0), free


def posts_that_go_along_are_on_the_books(folder: Folder) -> Iterator[Wrong]:
    """No line loses more posts than it has, before action and after."""
    yield from broken(limit for plan in PLANS for limit in posts_that_go(folder, plan) if limit.held > 0)


def posts_that_go(folder: Folder, plan: str) -> Iterator[Limit]:
    """Posts of each line on the books in each period, and how many went along with people [FTE]."""
    rows = folder.tables["staffing"]
    posts, cells = on_places(folder, rows, "posts")
    for row, moved, parts in zip(each_row(rows), posts.tolist(), cells.tolist(), strict=True):
        if row.plan == plan:
            yield Limit(
                "posts_moved",
                (row.team, row.role, folder.stated.number[row.period]),
                "",
                "most",
                posts_stated(folder, row.team, row.role, folder.stated.first_day[row.period])[0],
                -moved,
                FTE * (2 + parts) + 1e-6,
                *("staffing", at(PLACE, (plan, row.team, row.role, row.period)), "approved_fte"),
                may_lack=moved >= 0,
            )


def rooms(folder: Folder) -> dict[tuple[str, str, str], float]:
    """How many people a line may hold: its posts, or those who are left of it or were on their way to it."""
    table = followed(folder)
    table = table[(table["plan"] == "after") & ~table["decided"]]
    sums = table.groupby(["team", "role", "period"])[list(FIGURES)].sum()
    there_anyhow: dict[Any, Any] = dict(zip(sums.index, each_row(sums), strict=True))
    known = {
        (row.team, row.role, row.period): row.fte
        for row in folder.rows("flows")
        if row.plan == "after" and row.kind == "known_leavers"
    }
    result = {}
    for team, roles in folder.scenario["establishment"].items():
        for role, line in roles.items():
            cap = there = opening_strength(folder, team, role)
            for first, _, period in folder.stated.spans:
                key, stay = (team, role, period), 1.0 - leaving_share(folder, role, period)
                leaves = float(known.get(key, 0.0))
                cap = max(posts_stated(folder, team, role, first)[0], stay * cap - leaves)
                there = stay * there - leaves
                training = 0.0
                if key in there_anyhow:
                    own = there_anyhow[key]
                    there += own.joins + own.comes_back - own.extra_leavers - own.ends
                    training = own.training_on_post
                result[key] = max(cap + value_on(line.get("supernumerary_fte", 0), first), there + training)
    return result


def known_leavers_are_as_stated(folder: Folder) -> Iterator[Wrong]:
    """Known leavers go on their day."""
    expected: dict[tuple[str, ...], float] = defaultdict(float)
    for known in folder.supply("known_leavers").values():
        period = folder.stated.period_on(as_day(known["on"]))
        for plan in ("before", "after") if period is not None else ():
            expected[plan, known["team"], known["role"], str(period)] += value_on(known["fte"], date.min)
    printed = {
        (row.plan, row.team, row.role, row.period): row.fte
        for row in folder.rows("flows")
        if row.kind == "known_leavers"
    }
    again = {place: (fte, 2 * FTE) for place, fte in expected.items()}
    yield from compare_places("flows", "fte of known leavers", PLACE, printed, again, 2 * FTE)
