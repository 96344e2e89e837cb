"""Audits of supervision: everyone is led or counted, and nobody leads twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.comparing import (
    FTE,
    PLACE,
    at,
    compare,
    compare_rows,
    on_rows,
    summed,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken
from planner.verify.numbers import as_day, value_on
from planner.verify.worked_out.cohorts import on_places
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import Line
from planner.verify.worked_out.ways import removed_ranks

GROUP = ["plan", "group", "period"]
LEADER = ["plan", "group", "team", "role", "period"]


def groups_of(folder: Folder) -> dict[str, Any]:
    """Groups of people who must be led, by name."""
    return dict(folder.scenario.get("structure", {}).get("supervision", {}))


def everyone_is_led_or_counted(folder: Folder) -> Iterator[Wrong]:
    """Everyone led is led by somebody or counted, and what is missing are leaders at the widest span of the group."""
    groups, leaders = folder.tables["supervision"], folder.tables["leaders"]
    places = {(plan, name, period) for plan in PLANS for name in groups_of(folder) for period in folder.stated.number}
    yield from compare_rows("supervision", GROUP, folder.cells("supervision", GROUP, "led_fte"), places)
    leads = summed(leaders, GROUP, ["leads_fte"])
    again = groups["led_fte"] - on_rows(groups, GROUP, leads["leads_fte"])
    slack = FTE * (2 + on_rows(groups, GROUP, leads["cells"]))
    yield from compare("supervision", "unled_fte", groups, GROUP, again, slack)
    widest = on_rows(groups, GROUP, leaders.groupby(GROUP)["span_limit"].max())
    missing = groups["unled_fte"] / widest.where(widest > 0)
    yield from compare("supervision", "leaders_missing_fte", groups, GROUP, missing.fillna(0.0), 2 * FTE)


def the_led_are_the_people_of_the_group(folder: Folder) -> Iterator[Wrong]:
    """Led are all in post on the lines of a group, and those in training who hold a post there."""
    staffing = folder.tables["staffing"]
    in_training, cells = on_places(folder, staffing, "training_on_post")
    places = list(zip(*(staffing[name] for name in PLACE), strict=True))
    people = dict(zip(places, staffing["strength_fte"] + in_training, strict=True))
    parts = dict(zip(places, cells, strict=True))
    again, slack = [], []
    for row in folder.rows("supervision"):
        lines = [(row.plan, line["team"], line["role"], row.period) for line in groups_of(folder)[row.group]["led"]]
        again.append(sum(people.get(line, 0.0) for line in lines))
        slack.append(FTE * (1 + sum(2 + parts.get(line, 0.0) for line in lines)))
    yield from compare("supervision", "led_fte", folder.tables["supervision"], GROUP, again, slack)


def nobody_leads_twice(folder: Folder) -> Iterator[Wrong]:
    """The leaders that a group needs are those led by the span, and no line leads with more leaders than are there."""
    leaders = folder.tables["leaders"]
    needed = leaders["leads_fte"] / leaders["span_limit"]
    slack = 2 * FTE + FTE * needed / leaders["span_limit"]
    yield from compare("leaders", "leaders_needed_fte", leaders, LEADER, needed, slack)
    yield from broken(limit for plan in PLANS for limit in time_of_leaders(folder, plan) if limit.held > 0)


def time_of_leaders(folder: Folder, plan: str) -> Iterator[Limit]:
    """Who is there of each line that leads in each period, and how many leaders it leads with [FTE]."""
    there, away = (folder.cells("staffing", PLACE, column) for column in ("strength_fte", "unavailable_fte"))
    needed: dict[tuple[str, ...], list[float]] = {}
    for row in folder.rows("leaders"):
        if row.plan == plan:
            needed.setdefault((plan, row.team, row.role, row.period), []).append(row.leads_fte / row.span_limit)
    for place, leaders in needed.items():
        _, team, role, period = place
        yield Limit(
            "spans",
            (team, role, folder.stated.number[period]),
            "",
            "most",
            float(there.get(place, 0.0) - away.get(place, 0.0)),
            sum(leaders),
            FTE * (3 + len(leaders)),
            *("staffing", at(PLACE, place), "strength_fte"),
        )


def shares_of_leaders(folder: Folder, plan: str) -> Iterator[Limit]:
    """The share of a group that a line may lead where less than all, and whom it leads [FTE]."""
    led = folder.cells("supervision", GROUP, "led_fte")
    known = leaders_of(folder)
    for row in folder.rows("leaders"):
        place = (row.group, row.team, row.role, row.period)
        share = value_on(known.get(place, {}).get("share_at_most", 1), folder.stated.first_day[row.period])
        if row.plan == plan and share < 1:
            yield Limit(
                "leader_shares",
                (row.group, row.team, row.role, folder.stated.number[row.period]),
                "",
                "most",
                share * float(led[plan, row.group, row.period]),
                row.leads_fte,
                3 * FTE,
                *("leaders", at(LEADER, (plan, *place)), "leads_fte"),
            )


def leaders_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Leaders of a group are those stated, and from the freeze on those who lead in the place of a removed rank."""
    stated = leaders_of(folder)
    expected = {(plan, *place) for plan in PLANS for place in stated}
    yield from compare_rows("leaders", LEADER, folder.cells("leaders", LEADER, "leads_fte"), expected)
    for row in folder.rows("leaders"):
        place = (row.group, row.team, row.role, row.period)
        each, first = stated.get(place, {"span": 0}), folder.stated.first_day[row.period]
        where, span = at(LEADER, (row.plan, *place)), value_on(each["span"], first)
        if not abs(row.span_limit - span) <= FTE:
            yield wrong("leaders", where, "span_limit", row.span_limit, span)
    yield from broken(limit for plan in PLANS for limit in shares_of_leaders(folder, plan))


def leaders_of(folder: Folder) -> dict[tuple[str, ...], dict[str, Any]]:
    """Who may lead which group in which period, as stated: (group, team, role, period)."""
    return folder.stated.once(
        "leaders",
        lambda: {
            (name, *line, period): each
            for name, group in groups_of(folder).items()
            for first, _, period in folder.stated.spans
            for line, each in _leaders_on(folder, name, group, first).items()
        },
    )


def _leaders_on(folder: Folder, name: str, group: dict[str, Any], day: Any) -> dict[Line, dict[str, Any]]:
    """Who may lead a group on a day; those in the place of a removed rank at their new span."""
    leaders = {(each["team"], each["role"]): each for each in group["leaders"]}
    for removed in removed_ranks(folder).values():
        if day >= as_day(removed["frozen_from"]):
            mine = [each for each in removed.get("supervision", ()) if each["group"] == name]
            leaders |= {(each["team"], each["role"]): each for each in mine}
    return leaders
