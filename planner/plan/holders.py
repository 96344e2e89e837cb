"""Holders of removed ranks, and those who held them before: who is left, who went where, what came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from planner.model.given import Given
from planner.plan.posts import posts_on_books
from planner.plan.reading import Reading
from planner.tables.rows import each_row

TEMPORARY = ("temporary_holders", "temporary_promotion")
"""Kinds of flows by which people hold a role for a time only."""


def holders(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `holders`."""
    given = reading.given
    temporary, posts = _temporary(reading), posts_on_books(reading)
    for rank, lines in given.lines_of_rank.items():
        frozen, back = frozen_period(given, rank), came_back(reading, rank)
        at_freeze = sum(strength_before(reading, line, frozen) for line in lines)
        for t in given.periods:
            there = sum(reading.value(reading.var.strength[(*line, t)]) for line in lines)
            yield {
                **reading.period_facts[t],
                "rank": rank,
                "holders_fte": there,
                "temporary_fte": sum(temporary[(*line, t)] for line in lines),
                "supernumerary_fte": sum(
                    max(0.0, reading.value(reading.var.strength[(*line, t)]) - posts[(*line, t)].approved_fte)
                    for line in lines
                ),
                "gone_fte": at_freeze - there if t >= frozen else 0.0,
                "came_back_fte": back[t],
            }


def frozen_period(given: Given, rank: str) -> int:
    """The first period in which nobody may join a removed rank; may lie after everything."""
    rows = given.tables.removed_lines
    return int(rows.loc[rows["rank"] == rank, "frozen_period"].iloc[0])


def strength_before(reading: Reading, line: tuple[str, str], period: int) -> float:
    """People in post on a line before a period; before one that lies after everything, those of the last [FTE]."""
    if period == 0:
        return reading.given.opening_strength[line]
    return reading.value(reading.var.strength[(*line, period - 1)])


def came_back(reading: Reading, rank: str) -> list[float]:
    """Posts of a removed rank that have come back by the end of each period [FTE]."""
    rows = reading.given.tables.comes_back
    back = [0.0 for _ in reading.given.periods]
    for row in each_row(rows[rows["rank"] == rank]):
        for t in range(row.period, len(back)):
            back[t] += reading.start(row.flow, row.period)
    return back


def _temporary(reading: Reading) -> dict[tuple[str, str, int], float]:
    """People in post for a time only, by line and period [FTE]."""
    sums: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in each_row(reading.given.tables.cohorts):
        flow = reading.given.flow[row.flow]
        if flow.kind in TEMPORARY and (flow.team, flow.role) == (row.team, row.role):
            sums[row.team, row.role, row.period] += row.present_fte * reading.start(row.flow, row.start)
    return sums


def former_holders(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the table `former_holders`, from the freeze on.

    Those who started on a pathway before the freeze were no holders when the rank was frozen, and are not here.
    Temporary holders are, once they are back on the line that is theirs.
    """
    given = reading.given
    for rank, names in flows_of_rank(given).items():
        frozen = frozen_period(given, rank)
        figures = _on_other_lines(reading, names, frozen) | _back_on_their_line(reading, rank, frozen)
        for name in sorted({*names, *_held_for_a_time(given, rank)}):
            flow = given.flow[name]
            team, role = (flow.team, flow.role) if name in names else (flow.from_team, flow.from_role)
            for t in range(frozen, len(given.periods)):
                present, paid, protected = figures.get((name, t), (0.0, 0.0, 0.0))
                yield {
                    **reading.period_facts[t],
                    "rank": rank,
                    "flow": name,
                    "team": team,
                    "role": role,
                    "kind": flow.kind,
                    "present_fte": present,
                    "paid_fte": paid,
                    "protected_fte": protected,
                }


def flows_of_rank(given: Given) -> dict[str, list[str]]:
    """Flows by which holders of each removed rank come to another line, and those of its posts that come back."""
    back = dict(zip(given.tables.comes_back["flow"], given.tables.comes_back["rank"], strict=True))
    flows: dict[str, list[str]] = {rank: [] for rank in given.lines_of_rank}
    for name, flow in sorted(given.flow.items()):
        for rank, lines in given.lines_of_rank.items():
            leaves = (flow.from_team, flow.from_role) in lines and flow.kind != "temporary_holders"
            joins_another = flow.team != "" and (flow.team, flow.role) not in lines
            if (leaves and joins_another) or back.get(name) == rank:
                flows[rank].append(name)
    return flows


def _held_for_a_time(given: Given, rank: str) -> list[str]:
    """Flows whose people hold a rank for a time and go back to a line of another rank."""
    lines = given.lines_of_rank[rank]
    return [
        name
        for name, flow in given.flow.items()
        if flow.kind in TEMPORARY and (flow.team, flow.role) in lines and (flow.from_team, flow.from_role) not in lines
    ]


Figures: TypeAlias = dict[tuple[str, int], tuple[float, float, float]]
"""People present, paid as their line is, and paid as before: (flow, period) [FTE]."""


def _on_other_lines(reading: Reading, names: list[str], frozen: int) -> Figures:
    """People on the line that each flow joins."""
    given = reading.given
    began = {(start.flow, start.start): start.period for start in given.starts}
    sums: Figures = {}
    for row in each_row(given.tables.cohorts[given.tables.cohorts["flow"].isin(names)]):
        flow = given.flow[row.flow]
        if (flow.team, flow.role) == (row.team, row.role) and began[row.flow, row.start] >= frozen:
            fte = reading.start(row.flow, row.start)
            present, paid, protected = sums.get((row.flow, row.period), (0.0, 0.0, 0.0))
            sums[row.flow, row.period] = (
                present + row.present_fte * fte,
                paid + (row.present_fte + row.lead_paid_fte) * fte,
                protected + row.as_origin_fte * fte,
            )
    return sums


def _back_on_their_line(reading: Reading, rank: str, frozen: int) -> Figures:
    """Temporary holders who have gone back since the freeze; they leave like others of their line."""
    given = reading.given
    sums: Figures = {}
    names = _held_for_a_time(given, rank)
    for row in each_row(given.tables.cohorts[given.tables.cohorts["flow"].isin(names)]):
        flow = given.flow[row.flow]
        if (row.team, row.role) == (flow.from_team, flow.from_role) and row.period >= frozen:
            there = row.joins_fte * reading.start(row.flow, row.start)
            for t in range(row.period, len(given.periods)):
                there *= 1.0 if t == row.period else 1.0 - given.leaver_share[row.role, t]
                present, paid, _ = sums.get((row.flow, t), (0.0, 0.0, 0.0))
                sums[row.flow, t] = (present + there, paid + there, 0.0)
    return sums
