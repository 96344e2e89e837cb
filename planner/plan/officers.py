"""Officer numbers: what a plan does to the force's officer headcount, and the grant at risk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from planner.plan.reading import Reading
from planner.plan.staffing import flows
from planner.tables.rows import each_row, is_stated
from planner.vocabulary import COLUMNS, PATHWAYS

TAKEN = ("joiners", "posts_came_back")
"""Flows of the table `flows` that take officers from another part of the force, where one is named."""
GIVEN = ("posting_out", "civilianisation_out")
"""Those that give officers to another part of the force."""


def officers(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `officers`.

    The net change of the whole force is the change of the planned teams, less those whom other parts of the force gave
    up, and those whom they took. A fixed-term appointment from another part of the force goes back to it.
    """
    heads = _heads(reading)
    opening = _rounded(heads[-1])
    taken, given_up = _passed_within_the_force(reading)
    for row in each_row(reading.given.tables.census):
        here = _rounded(heads[row.period])
        joined = _rounded(sum(taken[t] for t in range(row.period + 1)))
        left = _rounded(sum(given_up[t] for t in range(row.period + 1)))
        change = here - opening
        net = change - joined + left
        force = row.opening_heads + net if is_stated(row.opening_heads) else 0.0
        known = is_stated(row.opening_heads) and is_stated(row.target_heads)
        missing = max(0.0, row.target_heads - force) if known else 0.0
        yield {
            "plan": reading.plan,
            "census": row.on,
            "officers_heads": here,
            "change_heads": change,
            "taken_heads": joined,
            "given_heads": left,
            "net_change_heads": net,
            "force_heads": force,
            "target_heads": row.target_heads if is_stated(row.target_heads) else 0.0,
            "missing_heads": missing,
            "grant_at_risk_pounds": _at_risk(reading, missing),
        }


_rounded = partial(round, ndigits=COLUMNS["officers_heads"].decimals)
"""At printed precision, so that each figure is the sum of those that people read."""


def _at_risk(reading: Reading, missing: float) -> float:
    """The pounds of the highest step that is reached."""
    reached = [
        row.pounds for row in each_row(reading.given.tables.grant_steps) if 0 < missing >= row.missing_heads - 1e-9
    ]
    return float(reached[-1]) if reached else 0.0


def _fte_per_head(reading: Reading) -> dict[tuple[str, str], float]:
    """FTE of an average holder on each line of officers."""
    ranks = reading.given.tables.line_ranks
    officers_ = set(zip(ranks.loc[ranks["officer"], "team"], ranks.loc[ranks["officer"], "role"], strict=True))
    return {
        (row.team, row.role): row.fte_per_head
        for row in each_row(reading.given.tables.opening)
        if (row.team, row.role) in officers_
    }


def _heads(reading: Reading) -> dict[int, float]:
    """Officers in the planned teams at the end of each period; −1: before the first [heads]."""
    given = reading.given
    heads: dict[int, float] = defaultdict(float)
    per_head = _fte_per_head(reading)
    for line, fte in per_head.items():
        heads[-1] += given.opening_strength[line] / fte
        for t in given.periods:
            heads[t] += reading.value(reading.var.strength[(*line, t)]) / fte
    for row in each_row(given.tables.cohorts):
        place = (row.team, row.role)
        if row.in_lead_fte and place in per_head and given.flow[row.flow].kind in PATHWAYS:
            heads[row.period] += row.in_lead_fte * reading.start(row.flow, row.start) / per_head[place]
    for place, fte in _on_the_way_at_the_opening(reading):
        if place in per_head:
            heads[-1] += fte / per_head[place]
    return heads


def _on_the_way_at_the_opening(reading: Reading) -> Iterator[tuple[tuple[str, str], float]]:
    """People who started on a pathway before the plan, by the line whose post they hold [FTE]."""
    given = reading.given
    in_lead = given.tables.cohorts[given.tables.cohorts["in_lead_fte"] > 0]
    lines = {(row.flow, row.start): (row.team, row.role) for row in each_row(in_lead)}
    for start in given.starts:
        flow = given.flow[start.flow]
        if flow.kind in PATHWAYS and start.period < 0:
            # Who joins in the very first period has no time in the lead within the plan.
            civilian = flow.kind == "civilianisation"
            line = (flow.team, flow.role) if civilian else (flow.from_team, flow.from_role)
            yield lines.get((start.flow, start.start), line), reading.start(start.flow, start.start)


def _passed_within_the_force(reading: Reading) -> tuple[dict[int, float], dict[int, float]]:
    """Officers who came from other parts of the force in each period, and those who went there [heads]."""
    taken: dict[int, float] = defaultdict(float)
    given_up: dict[int, float] = defaultdict(float)
    period = {facts["period"]: t for t, facts in enumerate(reading.period_facts)}
    per_head = _fte_per_head(reading)
    for row in flows(reading):
        place = (row["team"], row["role"])
        if place not in per_head:
            continue
        heads, t = row["fte"] / per_head[place], period[row["period"]]
        if row["kind"] in TAKEN and row["other_team"]:
            taken[t] += heads
        elif row["kind"] in GIVEN or (row["kind"] == "terms_over" and _is_lent(reading, row["flow"])):
            given_up[t] += heads
    return taken, given_up


def _is_lent(reading: Reading, name: str) -> bool:
    """Whether people of a flow come from another part of the force."""
    return bool(reading.given.flow[name].donor_team)
