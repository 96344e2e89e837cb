"""Checks of removed ranks: by when, by which ways, and where their work and their place in supervision go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.errors import Problem
from planner.scenario import periods
from planner.scenario.changing_lines import is_empty, lines_of_rank
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
from planner.scenario.checks.demand import roles_present
from planner.scenario.demand import DemandLine
from planner.scenario.nodes import place
from planner.scenario.people import Place
from planner.scenario.quantity import Quantity, Share
from planner.scenario.removed_rank import RemovedRank
from planner.scenario.scenario import Scenario
from planner.scenario.ways import Pathway, Recruitment

WAYS_OUT = ("promotion", "reversion")
"""Kinds of pathways by which holders leave a removed rank."""


def _removed(scenario: Scenario) -> Iterator[tuple[str, RemovedRank, Path]]:
    for rank, removed in scenario.structure.removed_ranks.items():
        yield rank, removed, ("structure", "removed_ranks", rank)


def _is_removed(scenario: Scenario, role: str) -> bool:
    return rank_of(scenario, role) in scenario.structure.removed_ranks


def check_removed_ranks_are_held(scenario: Scenario) -> Iterator[Problem]:
    """A removed rank exists, and somebody holds it."""
    known = [rank.name for rank in scenario.ranks]
    for rank, _, path in _removed(scenario):
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
    for _, removed, path in _removed(scenario):
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
    for rank, removed, path in _removed(scenario):
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
            if _is_removed(scenario, way.to.role):
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
        if _is_removed(scenario, role):
            rank = str(rank_of(scenario, role))
            frozen = scenario.structure.removed_ranks[rank].frozen_from
            if not way.intakes or any(way.lead.after(day) >= frozen for day in way.intakes):
                closed[rank].append(str(path[-1]))
    for name, move in scenario.supply.moves.items():
        if _is_removed(scenario, move.to.role):
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
    if not _is_removed(scenario, role):
        return
    rank = str(rank_of(scenario, role))
    frozen = scenario.structure.removed_ranks[rank].frozen_from
    if joins >= frozen:
        yield Problem(
            place(*path),
            f'These people would join on {joins}, but nobody joins the rank "{rank}" from {frozen} on. Take the entry '
            "out, or freeze the rank later.",
        )


def check_duties_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """Duties pass to roles that stay, each at one pace, and no more of a task than there is."""
    for rank, removed, path in _removed(scenario):
        for number, duty in enumerate(removed.duties):
            here = (*path, "duties", number)
            if _is_removed(scenario, duty.role):
                yield Problem(
                    place(*here, "role"),
                    f'The rank "{rank_of(scenario, duty.role)}" is removed, so this role cannot take anything over. '
                    "Name a role that stays.",
                )
            if any(step.value <= 0 for step in duty.hours_factor.steps):
                yield Problem(
                    place(*here, "hours_factor"),
                    "Work that takes no hours cannot be planned. Write how many hours this role needs for an hour of "
                    "the rank.",
                )
            earlier = next((each for each in removed.duties[:number] if each.role == duty.role), None)
            if earlier is not None and _values(earlier.hours_factor) != _values(duty.hours_factor):
                yield Problem(
                    place(*here, "hours_factor"),
                    f'The role "{duty.role}" stands here twice, with another `hours_factor` each time. Write the same '
                    "one.",
                )
        tasks = list(_tasks_of(scenario, rank))
        if removed.duties and not tasks:
            yield warning(
                place(*path, "duties"),
                f'No task of `demand` is done by holders of the rank "{rank}" in their team: nothing is taken over.',
            )
        for words, line, task in tasks:
            taken = _shares_taken(scenario, removed, line, task)
            if max(taken) > 1 + ENOUGH:
                yield Problem(
                    place(*path, "duties"),
                    f'The shares of those who take over "{words}" add up to {max(taken):g}, more than all of it. '
                    "Correct the shares.",
                )
                break


def _values(quantity: Quantity | Share) -> list[tuple[date | None, float]]:
    return [(step.from_, step.value) for step in quantity.steps]


def _tasks_of(scenario: Scenario, rank: str) -> Iterator[tuple[str, DemandLine, str]]:
    """Tasks that holders of a rank do for their own team: how a reader calls it, the line, the task."""
    lines = lines_of_rank(scenario, rank)
    for name, line in scenario.demand.items():
        for task_name, task in line.tasks.items():
            if any((line.team, role) in lines for role in task.roles):
                yield f"{name}.{task_name}", line, task_name


def _shares_taken(scenario: Scenario, removed: RemovedRank, line: DemandLine, task: str) -> list[float]:
    """Share of a task that duties pass on, on each day from the freeze on which it changes [share]."""
    takers = [duty for duty in removed.duties if duty.role not in line.tasks[task].roles]
    frozen = max(removed.frozen_from, scenario.period.first)
    days = [frozen, *(day for day in change_days(scenario, [duty.share for duty in takers]) if day > frozen)]
    return [sum(duty.share.on(day) for duty in takers) for day in days]


def check_work_of_removed_ranks_goes_on(scenario: Scenario) -> Iterator[Problem]:
    """Tasks that only a removed rank could do have somebody who takes them over, wholly."""
    for rank, removed, path in _removed(scenario):
        lost, part = [], {}
        for words, line, task in _tasks_of(scenario, rank):
            able = {role for role in line.tasks[task].roles if not _is_removed(scenario, role)}
            if able & roles_present(scenario, line.team):
                continue
            least = min(_shares_taken(scenario, removed, line, task))
            if least <= 0:
                lost.append(words)
            elif least < 1 - ENOUGH:
                part[words] = least
        if lost:
            yield warning(
                place(*path),
                f"When the holders of this rank have left, nobody does these tasks: {numbers_listed(lost)}. Say in "
                "`duties` who takes them over; what nobody does is counted as a gap.",
            )
        if part:
            yield warning(
                place(*path, "duties"),
                f"Of these tasks only {min(part.values()):g} is taken over: {numbers_listed(part)}. When the holders "
                "of the rank have left, the rest stays undone and is counted as a gap.",
            )


def check_successors_of_removed_ranks(scenario: Scenario) -> Iterator[Problem]:
    """Those who lead in the place of a rank stay, lead a group that exists, and do not lead themselves."""
    groups = scenario.structure.supervision
    named: dict[tuple[str, str, str], tuple[Path, object]] = {}
    for _, removed, path in _removed(scenario):
        for number, successor in enumerate(removed.supervision):
            here = (*path, "supervision", number)
            yield from unknown("group", successor.group, groups, *here, "group")
            if _is_removed(scenario, successor.role):
                yield Problem(
                    place(*here, "role"),
                    f'The rank "{rank_of(scenario, successor.role)}" is removed, so this role cannot lead in the place '
                    "of another. Name a role that stays.",
                )
            if any(step.value <= 0 for step in successor.span.steps):
                yield Problem(
                    place(*here, "span"),
                    "A span of 0 leads nobody. Write how many people one leader can lead.",
                )
            led = groups[successor.group].led if successor.group in groups else ()
            if any((each.team, each.role) == (successor.team, successor.role) for each in led):
                yield Problem(
                    place(*here),
                    f'"{successor.role}" of the team "{successor.team}" would lead themselves. Name somebody else, or '
                    f"take them out of `led` of {successor.group}.",
                )
            key = (successor.group, successor.team, successor.role)
            terms = _values(successor.span), _values(successor.share_at_most)
            earlier, before = named.setdefault(key, (here, terms))
            if earlier != here and before != terms:
                yield Problem(
                    place(*here),
                    f'"{successor.role}" leads {successor.group} by `{place(*earlier)}` already, with another span or '
                    "share. Write the same ones, or keep one of the two.",
                )


def check_groups_of_removed_ranks_are_led(scenario: Scenario) -> Iterator[Problem]:
    """A group that only removed ranks lead has somebody who leads it afterwards."""
    succeeded = {each.group for _, removed, _ in _removed(scenario) for each in removed.supervision}
    for name, group in scenario.structure.supervision.items():
        stay = [each for each in group.led if not _is_removed(scenario, each.role)]
        leaders = [rank_of(scenario, each.role) for each in group.leaders]
        if stay and name not in succeeded and all(rank in scenario.structure.removed_ranks for rank in leaders):
            yield warning(
                place("structure", "supervision", name),
                f"Only holders of a removed rank ({numbers_listed(sorted({str(rank) for rank in leaders}))}) lead "
                "this group, so it is led by nobody when they have left. Say under `supervision` of the removed rank "
                "who leads it then.",
            )


def check_posts_come_back_elsewhere(scenario: Scenario) -> Iterator[Problem]:
    """Posts of a removed rank come back as another rank, no more of them than were vacated."""
    for _, removed, path in _removed(scenario):
        for number, back in enumerate(removed.comes_back):
            here = (*path, "comes_back", number)
            if _is_removed(scenario, back.role):
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
