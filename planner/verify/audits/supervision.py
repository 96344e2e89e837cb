"""Audits of supervision: everyone is led or counted, and nobody leads twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.verify.comparing import (
    FTE,
    PLACE,
    at,
    at_most,
    compare,
    compare_at_most,
    compare_rows,
    on_rows,
    summed,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
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
    leaders, staffing = folder.tables["leaders"], folder.tables["staffing"]
    needed = leaders["leads_fte"] / leaders["span_limit"]
    slack = 2 * FTE + FTE * needed / leaders["span_limit"]
    yield from compare("leaders", "leaders_needed_fte", leaders, LEADER, needed, slack)
    taken = summed(leaders.assign(needed=needed), PLACE, ["needed"])
    there = staffing["strength_fte"] - staffing["unavailable_fte"]
    slack = FTE * (3 + on_rows(staffing, PLACE, taken["cells"]))
    leading = on_rows(staffing, PLACE, taken["needed"])
    over = leading.where(leading > 0, there)
    yield from compare_at_most("staffing", "strength_fte", staffing, PLACE, there, slack, printed=over)


def leaders_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Leaders of a group are those stated, and from the freeze on those who lead in the place of a removed rank."""
    led = folder.cells("supervision", GROUP, "led_fte")
    stated = {
        (name, *line, period): each
        for name, group in groups_of(folder).items()
        for first, _, period in folder.stated.spans
        for line, each in _leaders_on(folder, name, group, first).items()
    }
    expected = {(plan, *place) for plan in PLANS for place in stated}
    yield from compare_rows("leaders", LEADER, folder.cells("leaders", LEADER, "leads_fte"), expected)
    for row in folder.rows("leaders"):
        place = (row.group, row.team, row.role, row.period)
        each, first = stated.get(place, {"span": 0}), folder.stated.first_day[row.period]
        where, span = at(LEADER, (row.plan, *place)), value_on(each["span"], first)
        if not abs(row.span_limit - span) <= FTE:
            yield wrong("leaders", where, "span_limit", row.span_limit, span)
        share = value_on(each.get("share_at_most", 1), first)
        most = share * float(led[row.plan, row.group, row.period])
        if share < 1 and not row.leads_fte <= most + 3 * FTE:
            yield wrong("leaders", where, "leads_fte", row.leads_fte, at_most(most))


def _leaders_on(folder: Folder, name: str, group: dict[str, Any], day: Any) -> dict[Line, dict[str, Any]]:
    """Who may lead a group on a day; those in the place of a removed rank at their new span."""
    leaders = {(each["team"], each["role"]): each for each in group["leaders"]}
    for removed in removed_ranks(folder).values():
        if day >= as_day(removed["frozen_from"]):
            mine = [each for each in removed.get("supervision", ()) if each["group"] == name]
            leaders |= {(each["team"], each["role"]): each for each in mine}
    return leaders
