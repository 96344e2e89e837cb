"""Audits of supervision: everyone is led or counted, and nobody leads twice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from audit.pathways import on_places
from audit.reading import (
    FTE,
    PLACE,
    Finding,
    Folder,
    compare,
    on_rows,
    summed,
)


def supervision_adds_up(folder: Folder) -> Iterator[Finding]:
    """Everyone led is led by somebody or counted, and nobody leads more people than the span allows."""
    groups, leaders = folder.tables["supervision"], folder.tables["leaders"]
    if groups.empty:
        return
    key = ["plan", "group", "period"]
    leads = summed(leaders, key, ["leads_fte"])
    again = on_rows(groups, key, leads["leads_fte"]) + groups["unled_fte"]
    slack = FTE * (2 + on_rows(groups, key, leads["cells"]))
    yield from compare("everyone is led or counted", groups, key, groups["led_fte"], again, slack)
    needed = leaders["leads_fte"] / leaders["span_limit"]
    place = ["plan", "group", "team", "role", "period"]
    yield from compare("leaders needed", leaders, place, leaders["leaders_needed_fte"], needed, 2 * FTE)
    missing = groups["unled_fte"] / on_rows(groups, key, leaders.groupby(key)["span_limit"].max())
    yield from compare("leaders missing", groups, key, groups["leaders_missing_fte"], missing, 2 * FTE)
    staffing = folder.tables["staffing"]
    taken = summed(leaders.assign(needed=needed), PLACE, ["needed"])
    there = staffing["strength_fte"] - staffing["unavailable_fte"]
    over = (on_rows(staffing, PLACE, taken["needed"]) - there).clip(lower=0)
    slack = FTE * (3 + on_rows(staffing, PLACE, taken["cells"]))
    yield from compare("nobody leads twice", staffing, PLACE, over, 0.0, slack)
    yield from _the_led(folder, groups)


def _the_led(folder: Folder, groups: pd.DataFrame) -> Iterator[Finding]:
    """Led are all in post on the lines of a group, and those in training who hold a post there."""
    people = folder.tables["staffing"].set_index(PLACE)
    staffing = folder.tables["staffing"]
    in_training, cells = on_places(folder, staffing, "training_on_post")
    people = people.assign(in_training=in_training.to_numpy(), cells=cells.to_numpy())
    for row in groups.itertuples():
        led = slack = 0.0
        for place in folder.scenario["structure"]["supervision"][row.group]["led"]:
            line = people.loc[(row.plan, place["team"], place["role"], row.period)]
            led += line["strength_fte"] + line["in_training"]
            slack += FTE * (2 + line["cells"])
        if abs(row.led_fte - led) > slack + FTE:
            yield Finding(
                "the led are the people of the group", f"{row.plan} {row.group} {row.period}", row.led_fte, led
            )
