"""Who should work where: who joins and moves by which way, whose hours are lent, and in which roles fewer join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.printed import fte, hours, months, whole_number, within
from planner.verify.page.sayings import Meaning, Saying, Times, Words, from_least, if_any
from planner.verify.page.sections.opening import said_from
from planner.verify.page.sections.people import in_lead
from planner.verify.worked_out.people import lines_of_establishment
from planner.verify.worked_out.ways import pathways

SMALLEST_FTE = 0.1
"""Flows of fewer people are added up [FTE]."""
SMALLEST_SAID = 0.05
"""Fewer people than this are nobody, in a sentence [FTE]."""
SMALLEST_HOURS = 0.5
"""Loans of fewer hours are not mentioned [hours]."""


@dataclass(frozen=True)
class Placing:
    """People who come into a team in a role by one way in or move."""

    flow: str
    is_move: bool
    role: str
    left: str
    """The role that they leave; empty if it is the same, or if they come from outside the teams."""
    giver: str
    """The team that they come from; empty if they come from outside the force."""
    team: str
    came: Both
    """Who join or move."""
    started: Both
    when: tuple[date, date] | None
    """The first and the last period in which anybody joins or moves."""

    @property
    def most(self) -> float:
        """How many the plan concerns [FTE]."""
        return max(self.came[1], self.started[1])


def placings(figures: Figures) -> list[Placing]:
    """Every way in and move; pathways and posts that came back are told of apart."""
    return figures.folder.once(("placings",), lambda: list(_placings(figures)))


def _placings(figures: Figures) -> Iterator[Placing]:
    across = pathways(figures.folder)
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for row in figures.rows("flows", reported=True):
        if row.kind in ("joiners", "moves_in", "starts") and row.flow not in across:
            groups.setdefault((row.flow, row.team, row.role), []).append(row)
    for (flow, team, role), rows in groups.items():
        came = [row for row in rows if row.kind != "starts"]
        left = rows[0].other_role
        yield Placing(
            flow,
            flow in figures.folder.supply("moves"),
            role,
            left if left in figures.roles and left != role else "",
            rows[0].other_team,
            team,
            _both(came),
            _both([row for row in rows if row.kind == "starts"]),
            figures.when(came, "fte"),
        )


def _both(rows: list[Any]) -> Both:
    before, after = (sum((row.fte for row in rows if row.plan == plan), 0.0) for plan in PLANS)
    return before, after


def _named(figures: Figures, words: Words) -> Iterator[Placing]:
    """Ways that are meant by what a line says of role and teams."""
    for each in placings(figures):
        left, giver = figures.roles.get(each.left, ""), figures.teams.get(each.giver, "")
        if (
            within(figures.roles[each.role]) == words["who"]
            and within(left) == (words["was"] or "")
            and giver == (words["giver"] or "")
            and figures.teams[each.team] == words["team"]
        ):
            yield each


def joined(is_move: bool) -> Any:
    """Who join, or move, by one way."""

    def means(figures: Figures, words: Words) -> Iterator[Meaning]:
        for each in _named(figures, words):
            if each.is_move is is_move and each.when is not None:
                before = said_from(each.came[0], SMALLEST_SAID, fte)
                yield {"fte": fte(each.came[1]), "when": (months(*each.when),), "before": before}

    return means


def begun(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Who start in the plan and join after it."""
    yield from ({"fte": fte(each.started[1])} for each in _named(figures, words) if each.when is None)


def smaller(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Flows of few people, added up."""
    del words
    small = [each.most for each in placings(figures) if 0 < each.most < SMALLEST_FTE]
    yield {"count": whole_number(len(small)), "fte": fte(sum(small))}


def still_to_join(figures: Figures, words: Words) -> Iterator[Meaning]:
    """People of a role who have started and join after the plan."""
    for role, title in figures.roles.items():
        if within(title) == words["who"]:
            lines = [line for line in lines_of_establishment(figures.folder) if line[1] == role]
            yield {"fte": fte(in_lead(figures, "after", lines))}


def lent(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours that are lent from one team to another, all roles together."""
    both = [0.0, 0.0]
    for name, lever in figures.folder.supply("redeployment").items():
        way = figures.teams[lever["from"]["team"]], figures.teams[lever["to"]["team"]]
        used = figures.both("levers", "used", lever=name, kind="redeployment")
        if way == (words["giver"], words["team"]) and used[1] >= SMALLEST_HOURS:
            both = [sum(pair) for pair in zip(both, used, strict=True)]
    yield {"hours": hours(both[1]), "before": said_from(both[0], SMALLEST_HOURS, hours)}


def _ways_in(figures: Figures) -> dict[str, tuple[Both, Both]]:
    """Who join and who start in each role, by ways in alone."""
    found: dict[str, tuple[Both, Both]] = {}
    for each in placings(figures):
        if not each.is_move:
            came, started = found.get(each.role, ((0.0, 0.0), (0.0, 0.0)))
            found[each.role] = (
                (came[0] + each.came[0], came[1] + each.came[1]),
                (started[0] + each.started[0], started[1] + each.started[1]),
            )
    return found


def nobody_joins(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Who join before action in the roles in which the plan recruits nobody."""
    del words
    none = [came[0] for came, started in _ways_in(figures).values()
            if max(came[1], started[1]) < SMALLEST_SAID <= came[0]]  # fmt: skip
    yield {"before": fte(sum(none))}


def fewer(figures: Figures, words: Words) -> Iterator[Meaning]:
    """A role in which fewer join than before action."""
    for role, (came, _) in _ways_in(figures).items():
        if within(figures.roles[role]) == words["who"] and came[1] < came[0]:
            yield {"after": fte(came[1]), "before": fte(came[0])}


def ways_named(is_move: bool, comes: bool) -> Any:
    """How many ways in, or moves, have a line of their own; those who come in the plan, or those who only start."""

    def due(figures: Figures) -> Times:
        mine = (each for each in placings(figures) if each.is_move is is_move and (each.when is not None) is comes)
        return from_least((each.most for each in mine), SMALLEST_FTE)

    return due


def starts_named(figures: Figures) -> Times:
    """How many ways that nobody has come by have a line of their own."""
    moves, others = (ways_named(is_move, comes=False)(figures) for is_move in (True, False))
    return moves[0] + others[0], moves[1] + others[1]


def any_smaller(figures: Figures) -> Times:
    """Whether there are flows of few people."""
    every = from_least((each.most for each in placings(figures)), SMALLEST_FTE)
    some = sum(each.most > 0 for each in placings(figures))
    return if_any((some - every[1], some - every[0]))


def roles_to_join(figures: Figures) -> Times:
    """How many roles have people who join after the plan."""
    lines = lines_of_establishment(figures.folder)
    own = ([line for line in lines if line[1] == role] for role in figures.roles)
    return from_least((in_lead(figures, "after", each) for each in own), SMALLEST_SAID)


def ways_lent(figures: Figures) -> Times:
    """From how many teams to how many hours are lent."""
    ways: dict[tuple[str, str], float] = {}
    for name, lever in figures.folder.supply("redeployment").items():
        way = figures.teams[lever["from"]["team"]], figures.teams[lever["to"]["team"]]
        used = figures.reported("levers", "used", "after", lever=name, kind="redeployment")
        ways[way] = max(ways.get(way, 0.0), used)
    return from_least(ways.values(), SMALLEST_HOURS)


def _falls(figures: Figures) -> tuple[list[float], list[float]]:
    """Who join before action where the plan recruits nobody, and how many fewer join where it recruits some [FTE]."""
    none: list[float] = []
    less: list[float] = []
    for came, started in _ways_in(figures).values():
        if came[1] < came[0]:
            nobody = max(came[1], started[1]) < SMALLEST_SAID <= came[0]
            (none if nobody else less).append(came[0] if nobody else came[0] - came[1])
    return none, less


_WAY = "{who:role}[ (was {was:role})], [{giver:team} ]to {team:team}"
SAYINGS = (
    Saying(
        f"Join: {{fte}} FTE {_WAY}, {{when:month}}[ ({{before}} before)]",
        joined(is_move=False),
        "- Join",
        ways_named(is_move=False, comes=True),
    ),
    Saying(
        f"Move: {{fte}} FTE {_WAY}, {{when:month}}[ ({{before}} before)]",
        joined(is_move=True),
        "- Move",
        ways_named(is_move=True, comes=True),
    ),
    Saying(f"Start: {{fte}} FTE {_WAY}, to join after the plan", begun, "- Start", starts_named),
    Saying("{count} smaller flow[s]: {fte} FTE together", smaller, due=any_smaller),
    Saying("{fte} {who:role}", still_to_join, "- Started, to join after the plan, FTE: ", roles_to_join),
    Saying("{hours} {giver:team} to {team:team} ({roles:words}[; {before} before])", lent, "- Hours ", ways_lent),
    Saying(
        "({before} FTE before)",
        nobody_joins,
        "- Nobody joins as ",
        lambda figures: if_any(from_least(_falls(figures)[0], SMALLEST_SAID)),
    ),
    Saying(
        "{who:role} {after} ({before} before action)",
        fewer,
        "- Fewer join than before action, FTE: ",
        lambda figures: from_least(_falls(figures)[1], SMALLEST_FTE),
    ),
)
