"""Audits of people: strength follows from flows, and posts and people are what their names say."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from planner.verify.comparing import FTE, PLACE, compare, on_rows, summed
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.worked_out.people import fte_per_head, in_order, part_of_period, strength_before

SIGNS = {
    "joiners": 1,
    "known_joiners": 1,
    "moves_in": 1,
    "leavers": -1,
    "known_leavers": -1,
    "moves_out": -1,
    "terms_over": -1,
    "starts": 0,
    **{
        f"{kind}_{way}": sign
        for kind in ("training", "promotion", "temporary_promotion", "reversion", "civilianisation")
        for way, sign in (("in", 1), ("back", 1), ("out", -1))
    },
    **dict.fromkeys(("redundancy", "voluntary_exit", "posting_out"), -1),
    "posts_came_back": 1,
}
"""What a kind of flow does to the strength of its line; who starts has not joined yet."""


def strength_follows_from_flows(folder: Folder) -> Iterator[Wrong]:
    """Strength is the strength before, and who came, less who went."""
    flows = folder.tables["flows"]
    sums = summed(flows.assign(change=flows["fte"] * flows["kind"].map(SIGNS)), PLACE, ["change"])
    staffing = in_order(folder, folder.tables["staffing"])
    again = strength_before(folder, staffing) + on_rows(staffing, PLACE, sums["change"])
    slack = FTE * (2 + on_rows(staffing, PLACE, sums["cells"]))
    yield from compare("staffing", "strength_fte", staffing, PLACE, again, slack)


def posts_and_people_add_up(folder: Folder) -> Iterator[Wrong]:
    """Vacancy, supernumerary, available and deployable people are what their names say."""
    rows = folder.tables["staffing"]
    over = rows["strength_fte"] - rows["approved_fte"]
    for column, again in (
        ("vacancy_fte", -over),
        ("supernumerary_fte", over.clip(lower=0)),
        ("deployable_fte", rows["available_fte"] - rows["limited_fte"]),
        ("available_fte", rows["strength_fte"] + part_of_period(folder, rows) - rows["unavailable_fte"]),
    ):
        yield from compare("staffing", column, rows, PLACE, again, 4 * FTE)
    per_head = [fte_per_head(folder, team, role) for team, role in zip(rows["team"], rows["role"], strict=True)]
    heads = rows["strength_fte"] / pd.Series(per_head, index=rows.index)
    yield from compare("staffing", "headcount", rows, PLACE, heads, 5.1e-3)
