"""Checks of removed ranks: by when and by which ways their holders go, and that nobody joins them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.changing_lines import is_empty, lines_of_rank, pathways
from planner.scenario.checks.common import (
    ENOUGH,
    Path,
    change_days,
    end_with_run_out,
    is_officer,
    is_outside,
    numbers_listed,
    rank_of,
    unknown,
    warning,
)
from planner.scenario.nodes import place
from planner.scenario.people import Place
from planner.scenario.removed_rank import RemovedRank
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Pathway, Recruitment

WAYS_OUT = ("promotion", "reversion")
"""Kinds of pathways by which holders leave a removed rank."""


def removed_ranks(scenario: Scenario) -> Iterator[tuple[str, RemovedRank, Path]]:
    """Each removed rank: its name, what is stated of it, and the keys that lead there."""
    for rank, removed in scenario.structure.removed_ranks.items():
        yield rank, removed, ("structure", "removed_ranks", rank)


def is_of_removed_rank(scenario: Scenario, role: str) -> bool:
    """Whether a role's rank is removed."""
    return rank_of(scenario, role) in scenario.structure.removed_ranks


def check_removed_ranks_are_held(scenario: Scenario) -> Iterator[Problem]:
    """A removed rank exists, and somebody holds it."""
    known = [rank.name for rank in scenario.ranks]
    for rank, _, path in removed_ranks(scenario):
        yield from unknown("rank", rank, known, *path)
        if rank in known and not lines_of_rank(scenario, rank):
            yield warning(place(*path), f'No line of `establishment` has a role of the rank "{rank}": nothing changes.')
        elif rank in known and is_empty(scenario, rank):
            yield warning(
                place(*path),
                f'Nobody holds the rank "{rank}" and it has no posts (`strength_fte` and `approved_fte` are 0): its '
                "removal moves nobody, saves nothing and costs nothing.",
            )


def check_removed_ranks_have_time(scenario: Scenario) -> Iterator[Problem]:
    """A rank is frozen before the plan is over, and gone some time after that."""
    first, end = scenario.period.first, end_with_run_out(scenario)
    for _, removed, path in removed_ranks(scenario):
        frozen = removed.frozen_from
        if frozen > end:
            yield Problem(
                place(*path, "frozen_from"),
                f"{frozen} is after the end of the plan, so nothing changes in it. Write an earlier day, or take the "
                "rank out of `removed_ranks`.",
            )
        elif frozen < first:
            yield warning(
                place(*path, "frozen_from"),
                f"{frozen} is before the first day of the plan, {first}: here the rank is frozen from that day on, and "
                "`strength_fte` is what is left of it by then.",
            )
        if removed.gone_by is None:
            continue
        by, at = removed.gone_by.on, place(*path, "gone_by", "on")
        earliest = _first_end_after(scenario, frozen)
        if by <= frozen:
            yield Problem(at, f"{by} is not after the day of the freeze, {frozen}. Write a later day.")
        elif earliest is not None and by < earliest:
            yield Problem(
                at,
                f"No {scenario.period.step} that begins with the rank frozen ends by {by}: the first one ends on "
                f"{earliest}. Write that day or a later one.",
            )
        elif by > end:
            yield Problem(
                at,
                f"{by} is after the end of the plan, so the plan cannot tell. Plan a longer time, write an earlier "
                "day, or take `gone_by` out to let natural wastage do it.",
            )


def _first_end_after(scenario: Scenario, frozen: date) -> date | None:
    """The last day of the first period that begins with a rank frozen; None after the plan."""
    firsts = periods.firsts(scenario.period)
    ends = [*(day - timedelta(days=1) for day in firsts[1:]), periods.last_day(scenario.period)]
    return next((end for first, end in zip(firsts, ends, strict=True) if first >= frozen), None)


def check_ways_out_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """What stands under a removed rank leads its own holders out of it."""
    for rank, removed, path in removed_ranks(scenario):
        for name, out in removed.exits.items():
            yield from _starts_from(scenario, rank, out.from_, (*path, "exits", name), "supply.exits")
            if out.kind == "redundancy" and not is_officer(scenario, out.from_.role):
                yield Problem(
                    place(*path, "exits", name, "kind"),
                    "A rank is left by voluntary exit or by a post elsewhere, never by redundancy. Write kind: "
                    "voluntary_exit or posting_out.",
                )
        for name, way in removed.pathways.items():
            here = (*path, "pathways", name)
            yield from _starts_from(scenario, rank, way.from_, here, "supply.pathways")
            if way.kind not in WAYS_OUT:
                yield Problem(
                    place(*here, "kind"),
                    "A removed rank is left by promotion or by voluntary reversion, not by "
                    f"{way.kind.replace('_', ' ')}. Write one of these kinds.",
                )
            if is_of_removed_rank(scenario, way.to.role):
                yield Problem(
                    place(*here, "to"),
                    f'Nobody can stay in the rank "{rank_of(scenario, way.to.role)}", which is removed. Name a role '
                    "of a rank that stays.",
                )


def _starts_from(scenario: Scenario, rank: str, origin: Place, path: Path, elsewhere: str) -> Iterator[Problem]:
    if origin.role in scenario.roles and rank_of(scenario, origin.role) != rank:
        yield Problem(
            place(*path, "from"),
            f'"{origin.role}" is not a role of the rank "{rank}", so this is no way out of it. Name one of its roles, '
            f"or write this under `{elsewhere}`.",
        )


def check_nobody_joins_a_removed_rank(scenario: Scenario) -> Iterator[Problem]:
    """Nobody is known to join a rank after its freeze; ways into it that stand open until then are closed."""
    closed: dict[str, list[str]] = {rank: [] for rank in scenario.structure.removed_ranks}
    for name, known in scenario.supply.known_joiners.items():
        yield from _joins_late(scenario, known.role, known.on, ("supply", "known_joiners", name, "on"))
    for path, way, role in _ways_in(scenario):
        for number, started in enumerate(way.already_started):
            joins = way.lead.after(started.on)
            yield from _joins_late(scenario, role, joins, (*path, "already_started", number, "on"))
        if is_of_removed_rank(scenario, role):
            rank = str(rank_of(scenario, role))
            frozen = scenario.structure.removed_ranks[rank].frozen_from
            if not way.intakes or any(way.lead.after(day) >= frozen for day in way.intakes):
                closed[rank].append(str(path[-1]))
    for name, move in scenario.supply.moves.items():
        if is_of_removed_rank(scenario, move.to.role):
            closed[str(rank_of(scenario, move.to.role))].append(name)
    for rank, names in closed.items():
        if names:
            frozen = max(scenario.structure.removed_ranks[rank].frozen_from, scenario.period.first)
            yield warning(
                place("structure", "removed_ranks", rank, "frozen_from"),
                f"From {frozen} on nobody joins this rank, so these ways into it are closed: {numbers_listed(names)}.",
            )


def _ways_in(scenario: Scenario) -> Iterator[tuple[Path, Recruitment | Pathway, str]]:
    """Recruitment and the pathways outside removed ranks, with the role that is joined."""
    for name, recruitment in scenario.supply.recruitment.items():
        yield ("supply", "recruitment", name), recruitment, recruitment.role
    for name, way in scenario.supply.pathways.items():
        yield ("supply", "pathways", name), way, way.to.role


def _joins_late(scenario: Scenario, role: str, joins: date, path: Path) -> Iterator[Problem]:
    if not is_of_removed_rank(scenario, role):
        return
    rank = str(rank_of(scenario, role))
    frozen = scenario.structure.removed_ranks[rank].frozen_from
    if joins >= frozen:
        yield Problem(
            place(*path),
            f'These people would join on {joins}, but nobody joins the rank "{rank}" from {frozen} on. Take the entry '
            "out, or freeze the rank later.",
        )


def check_posts_come_back_elsewhere(scenario: Scenario) -> Iterator[Problem]:
    """Posts of a removed rank come back as another rank, no more of them than were vacated."""
    for _, removed, path in removed_ranks(scenario):
        for number, back in enumerate(removed.comes_back):
            here = (*path, "comes_back", number)
            if is_of_removed_rank(scenario, back.role):
                yield Problem(
                    place(*here, "role"),
                    f'The rank "{rank_of(scenario, back.role)}" is removed, so no post can come back in it. Name a '
                    "role that stays.",
                )
            if back.from_team is not None:
                yield from unknown("team", back.from_team, scenario.teams, *here, "from_team")
                if back.from_team in scenario.teams and not is_outside(scenario, back.from_team):
                    yield Problem(
                        place(*here, "from_team"),
                        f'The team "{back.from_team}" is planned here, and who comes from it would have to move. Name '
                        "an out-of-scope team, or leave the key out.",
                    )
        shares = [back.share for back in removed.comes_back]
        most = max(sum(share.on(day) for share in shares) for day in change_days(scenario, shares))
        if most > 1 + ENOUGH:
            yield Problem(
                place(*path, "comes_back"),
                f"{most:g} posts would come back for each holder who leaves, more than were vacated. Correct the "
                "shares.",
            )


def check_nobody_returns_where_a_post_came_back(scenario: Scenario) -> Iterator[Problem]:
    """Nobody goes back to a removed rank for whom a post has come back as another rank already."""
    for path, way in pathways(scenario):
        rank = rank_of(scenario, way.from_.role)
        removed = scenario.structure.removed_ranks.get(rank) if rank else None
        if removed is None or not removed.comes_back:
            continue
        if way.return_share.value > 0:
            yield Problem(
                place(*path, "return_share"),
                "Those who do not pass would go back to a rank that is removed, and a post of the rank "
                f'"{rank}" has come back for them already (`comes_back`). Write 0, or leave `comes_back` out.',
            )
