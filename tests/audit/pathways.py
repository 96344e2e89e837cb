"""Audits of ways in, out and across: who is where, and when, follows from who started."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pandas as pd

from audit.people import in_order, leaving_share, opening_strength, posts_stated
from audit.reading import FTE, HOURS, PLACE, Finding, Folder, as_day, compare, on_rows, value_on
from audit.ways import DECIDED, EXITS, FIGURES, PATHWAYS, Way, first_day_out, followed, start_kind, ways

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


def on_places(folder: Folder, rows: pd.DataFrame, *figures: str) -> tuple[pd.Series, pd.Series]:
    """What all who started are to the lines and periods of a table, and how many cohorts stand in each sum."""
    table = followed(folder)
    table = table[(table[list(figures)] != 0).any(axis=1)]
    sums, cells = table.groupby(PLACE)[list(figures)].sum().sum(axis=1), table.groupby(PLACE).size()
    return on_rows(rows, PLACE, sums), on_rows(rows, PLACE, cells.astype(float))


def people_come_and_go_as_they_started(folder: Folder) -> Iterator[Finding]:
    """Who started joins when the lead is over, comes back or leaves by the stated shares, and goes when a term is over.

    Printed flows have the line on the other side too: where people come from or go to.
    """
    expected: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in followed(folder).itertuples():
        way = ways(folder)[row.flow]
        back = "temporary_promotion_back" if row.kind == "temporary_holders" else f"{row.kind}_back"
        for kind, fte in (
            (JOINING.get(row.kind, ""), row.joins),
            (back, row.comes_back),
            ("terms_over", row.ends),
            (DEPARTING.get(row.kind, ""), row.departs),
        ):
            if fte:
                other = _other_side(way, (row.team, row.role))
                figures = expected[row.plan, kind, row.flow, row.team, row.role, *other, row.period]
                figures[0] += fte
                figures[1] += 1.0
    key = ["plan", "kind", "flow", "team", "role", "other_team", "other_role", "period"]
    flows = folder.tables["flows"]
    printed = flows[~flows["kind"].isin(["leavers", "known_leavers", "starts"])].set_index(key)["fte"]
    for place in sorted(set(printed.index) | set(expected)):
        found, (again, cells) = float(printed.get(place, 0.0)), expected.get(place, (0.0, 0.0))
        if abs(found - again) > FTE * (2 + cells):
            yield Finding("people come and go as they started", " ".join(place), found, again)


def _other_side(way: Way, line: tuple[str, str]) -> tuple[str, str]:
    """The other line of a way, or the part of the force that gives people up or takes them."""
    other = way.origin if line == way.destination else way.destination
    return other if other[0] else (way.other_team, "")


def starts_are_those_of_the_levers(folder: Folder) -> Iterator[Finding]:
    """Who starts is how far the lever is used; nobody starts on what is no way, and whole people where so stated."""
    flows, levers = folder.tables["flows"], folder.tables["levers"]
    key = ["plan", "flow", "period"]
    kinds = {name: start_kind(way) for name, way in ways(folder).items() if way.kind in DECIDED}
    mine = flows[(flows["flow"].map(kinds) == flows["kind"])]
    printed = mine.groupby(key)["fte"].sum()
    used = levers[levers["lever"].isin(kinds)].rename(columns={"lever": "flow"}).set_index(key)["used"]
    leaving_later = [name for name, way in ways(folder).items() if way.is_civilian]
    for place in sorted(set(printed.index) | set(used.index)):
        found, again = float(used.get(place, 0.0)), float(printed.get(place, 0.0))
        if abs(found - again) > 2 * HOURS and (place[1] not in leaving_later or place in printed.index):
            yield Finding("starts are those of the levers", " ".join(place), found, again)
        if place[0] == "after" and _is_whole(folder, place[1]) and abs(again - round(again)) > 1e-3:
            yield Finding("whole people start", " ".join(place), again, round(again))


def _is_whole(folder: Folder, name: str) -> bool:
    way = ways(folder)[name]
    lines = (
        folder.scenario["establishment"].get(team, {}).get(role, {}) for team, role in (way.origin, way.destination)
    )
    everywhere = folder.scenario.get("whole_people", {}).get("everywhere", False)
    return bool(everywhere or way.stated.get("whole") or any(line.get("whole") for line in lines))


def leavers_follow_from_rates(folder: Folder) -> Iterator[Finding]:
    """Leavers are the stated share of those in post before, compounded to the period; newcomers have their own."""
    staffing = in_order(folder, folder.tables["staffing"])
    before = staffing.groupby(["plan", "team", "role"])["strength_fte"].shift()
    opening = [opening_strength(folder, row.team, row.role) for row in staffing.itertuples()]
    shares = [leaving_share(folder, row.role, row.period) for row in staffing.itertuples()]
    extra, cells = on_places(folder, staffing, "extra_leavers")
    again = pd.Series(shares, index=staffing.index, dtype=float) * before.fillna(
        pd.Series(opening, index=staffing.index, dtype=float)
    )
    leavers = folder.tables["flows"][folder.tables["flows"]["kind"] == "leavers"]
    printed = on_rows(staffing, PLACE, leavers.set_index(PLACE)["fte"])
    slack = FTE * (2 + cells)
    # Where newcomers stay longer than others, nobody at all may leave.
    yield from compare("leavers follow from rates", staffing, PLACE, printed, (again + extra).clip(lower=0), slack)


def people_in_training_have_started_and_not_joined(folder: Folder) -> Iterator[Finding]:
    """In training are all who have started and whose lead is not over, on the line that is stated."""
    rows = folder.tables["staffing"]
    again, cells = on_places(folder, rows, "training")
    yield from compare("people in training", rows, PLACE, rows["in_training_fte"], again, FTE * (2 + cells))


def learners_give_the_hours_that_are_stated(folder: Folder) -> Iterator[Finding]:
    """Learners lack what they are not competent for, less what people in training give; tutors give their time."""
    rows = folder.tables["staffing"]
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    patterns = {name: role["hours"] for name, role in folder.scenario["roles"].items()}
    each = pd.Series(
        [hours[patterns[row.role], "productive", row.period] for row in rows.itertuples()], index=rows.index
    )
    lacking, cells = on_places(folder, rows, "unproductive")
    given, others = on_places(folder, rows, "training_productive")
    slack = FTE * each * (1 + cells + others) + HOURS * (1 + lacking + given)
    yield from compare("hours of learners", rows, PLACE, rows["learning_hours"], each * (lacking - given), slack)
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
    printed = rows["tutor_hours"] + rows["untutored_hours"]
    yield from compare("hours of tutors", rows, PLACE, printed, again, slack)


def nobody_goes_before_the_day(folder: Folder) -> Iterator[Finding]:
    """Nobody goes by an exit before consultation and notice are over, and nobody but staff is made redundant."""
    flows = folder.tables["flows"]
    for row in flows[flows["kind"].isin(EXITS)].itertuples():
        way = ways(folder)[row.flow]
        if folder.first_day[row.period] < first_day_out(folder, way):
            yield Finding("nobody goes before the day", f"{row.plan} {row.flow} {row.period}", row.fte, 0.0)
        if row.kind == "redundancy" and folder.scenario["roles"][row.role].get("rank"):
            yield Finding("officers are not made redundant", f"{row.plan} {row.flow} {row.period}", row.fte, 0.0)


def only_settled_people_go(folder: Folder) -> Iterator[Finding]:
    """Those who move, take a pathway or go are in post, at work, and not in their first year or on a fixed term."""
    rows = in_order(folder, folder.tables["staffing"])
    rows = rows[rows["plan"] == "after"].reset_index(drop=True)
    before = rows.groupby(["team", "role"])["strength_fte"].shift()
    opening = [opening_strength(folder, row.team, row.role) for row in rows.itertuples()]
    before = before.fillna(pd.Series(opening, index=rows.index, dtype=float))
    flows = folder.tables["flows"].set_index("kind")
    gone = flows[flows.index.isin(["leavers", "known_leavers", "terms_over"])].groupby(PLACE)["fte"].sum()
    departing, cells = on_places(folder, rows, "departs")
    bound, others = on_places(folder, rows, "bound")
    there = before - on_rows(rows, PLACE, gone) - bound - rows["unavailable_fte"] - rows["limited_fte"]
    over = (departing - there).where(departing > 0, 0.0).clip(lower=0)
    yield from compare("only settled people go", rows, PLACE, over, 0.0, FTE * (6 + cells + others))


def the_establishment_is_kept(folder: Folder) -> Iterator[Finding]:
    """After action no line holds more people than posts, those that came along included, but nobody is put out."""
    rows = in_order(folder, folder.tables["staffing"])
    rows = rows[rows["plan"] == "after"].reset_index(drop=True)
    training, cells = on_places(folder, rows, "training_on_post")
    posts, others = on_places(folder, rows, "posts")
    held = rows["strength_fte"] + training - posts
    room = rooms(folder)
    most = pd.Series([room.get((row.team, row.role, row.period), 0.0) for row in rows.itertuples()], index=rows.index)
    slack = FTE * (4 + cells + others) + 2e-6
    yield from compare("the establishment is kept", rows, PLACE, (held - most).clip(lower=0), 0.0, slack)


def posts_that_go_along_are_on_the_books(folder: Folder) -> Iterator[Finding]:
    """No line loses more posts than it has, before action and after."""
    rows = folder.tables["staffing"]
    posts, cells = on_places(folder, rows, "posts")
    stated = [posts_stated(folder, row.team, row.role, folder.first_day[row.period])[0] for row in rows.itertuples()]
    lost = (-posts - stated).where(posts < 0, 0.0).clip(lower=0)
    yield from compare("posts that go along are on the books", rows, PLACE, lost, 0.0, FTE * (2 + cells) + 1e-6)


def rooms(folder: Folder) -> dict[tuple[str, str, str], float]:
    """How many people a line may hold: its posts, or those who are left of it or were on their way to it."""
    table = followed(folder)
    table = table[(table["plan"] == "after") & ~table["decided"]]
    there_anyhow = table.groupby(["team", "role", "period"])[list(FIGURES)].sum()
    flows = folder.tables["flows"]
    known = flows[(flows["plan"] == "after") & (flows["kind"] == "known_leavers")]
    known = known.groupby(["team", "role", "period"])["fte"].sum()
    result = {}
    for team, roles in folder.scenario["establishment"].items():
        for role, line in roles.items():
            cap = there = opening_strength(folder, team, role)
            for first, _, period in folder.spans:
                key, stay = (team, role, period), 1.0 - leaving_share(folder, role, period)
                leaves = float(known.get(key, 0.0))
                cap = max(posts_stated(folder, team, role, first)[0], stay * cap - leaves)
                there = stay * there - leaves
                training = 0.0
                if key in there_anyhow.index:
                    own = there_anyhow.loc[key]
                    there += own["joins"] + own["comes_back"] - own["extra_leavers"] - own["ends"]
                    training = own["training_on_post"]
                result[key] = max(cap + value_on(line.get("supernumerary_fte", 0), first), there + training)
    return result


def known_leavers_are_as_stated(folder: Folder) -> Iterator[Finding]:
    """Known leavers go on their day."""
    expected: dict[tuple[str, ...], float] = defaultdict(float)
    for known in folder.supply("known_leavers").values():
        period = folder.period_on(as_day(known["on"]))
        for plan in ("before", "after") if period is not None else ():
            expected[plan, known["team"], known["role"], str(period)] += value_on(known["fte"], date.min)
    flows = folder.tables["flows"]
    printed = flows[flows["kind"] == "known_leavers"].set_index(PLACE)["fte"]
    for place in sorted(set(printed.index) | set(expected)):
        found, again = float(printed.get(place, 0.0)), expected.get(place, 0.0)
        if abs(found - again) > 2 * FTE:
            yield Finding("known leavers are as stated", " ".join(place), found, again)
