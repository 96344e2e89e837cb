"""The structure before and after: posts and people by rank and team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planner.plan.plan import Plan
from planner.plan.spread import INDICATIVE_FTE
from planner.reports.figures import Change, added, at_end, reported, rows_of, total
from planner.reports.words import rank_title
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class RankLine:
    """A rank of officers, or a grade of police staff, in a team, or in all teams together."""

    team: str
    """Empty for all teams."""
    team_title: str
    rank: str
    title: str
    order: int
    """Place in the order of authority, the highest rank first, police staff last."""
    is_removed: bool
    opening_posts_fte: float
    closing_posts_fte: Change
    opening_fte: float
    closing_fte: Change
    closing_heads: Change
    indicative: bool
    """Whether its lines are so small that fractions of a person are an expectation and no more."""
    low_fte: float | None
    """What natural wastage alone leaves of a single small line at least, but for one time in ten."""
    high_fte: float | None
    """What it leaves at most, but for one time in ten."""


def structure(plan: Plan) -> tuple[RankLine, ...]:
    """Every rank in every team, teams in the order of the scenario, the highest rank first, police staff last."""
    scenario, rows = plan.loaded.scenario, rows_of(plan, "structure")
    people = at_end(reported(plan, "staffing"))
    small = at_end(reported(plan, "natural_spread"))
    ranks = people["role"].map(lambda role: scenario.roles[role].rank or scenario.roles[role].grade)
    teams = {team: place for place, team in enumerate(scenario.teams)}
    found = []
    for team in teams:
        own = rows[rows["team"] == team]
        for rank in own["rank"].drop_duplicates():
            here = own[own["rank"] == rank]
            lines = people[(people["team"] == team) & (ranks == rank)]
            found.append(_line(scenario, team, rank, here, lines, small[small["team"] == team]))
    return tuple(sorted(found, key=lambda each: (teams[each.team], each.order, each.title)))


def _order(scenario: Scenario, rank: str) -> int:
    """Ranks with the highest first, then grades of police staff."""
    ranks = [each.name for each in scenario.ranks]
    return -ranks.index(rank) if rank in ranks else 1


def _line(
    scenario: Scenario, team: str, rank: str, rows: pd.DataFrame, people: pd.DataFrame, small: pd.DataFrame
) -> RankLine:
    roles = sorted(set(people["role"]))
    spread = small[small["role"].isin(roles)]
    one = spread.iloc[0] if len(roles) == len(spread) == 1 else None
    return RankLine(
        team,
        scenario.teams[team].title,
        rank,
        rank_title(scenario, rank),
        _order(scenario, rank),
        rank in scenario.structure.removed_ranks,
        total(rows, "opening_approved_fte").after,
        total(rows, "closing_approved_fte"),
        total(rows, "opening_fte").after,
        total(rows, "closing_fte"),
        total(people, "headcount"),
        bool(len(spread)) and len(spread) == len(roles) and bool(spread["indicative"].all()),
        None if one is None else float(one["low_fte"]),
        None if one is None else float(one["high_fte"]),
    )


def by_rank(lines: Sequence[RankLine]) -> tuple[RankLine, ...]:
    """The same over all teams, the highest rank first."""
    ranks: dict[str, list[RankLine]] = {}
    for line in sorted(lines, key=lambda each: (each.order, each.title)):
        ranks.setdefault(line.rank, []).append(line)
    return tuple(_together(own) for own in ranks.values())


def _together(own: Sequence[RankLine]) -> RankLine:
    first = own[0]
    return RankLine(
        "",
        "All teams",
        first.rank,
        first.title,
        first.order,
        first.is_removed,
        sum(each.opening_posts_fte for each in own),
        added(each.closing_posts_fte for each in own),
        sum(each.opening_fte for each in own),
        added(each.closing_fte for each in own),
        added(each.closing_heads for each in own),
        all(each.indicative for each in own) and sum(each.opening_fte for each in own) < INDICATIVE_FTE,
        first.low_fte if len(own) == 1 else None,
        first.high_fte if len(own) == 1 else None,
    )
