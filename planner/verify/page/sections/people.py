"""People of each team from the opening to the end, posts and people at the end, and the structure by rank."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import ALL, PLAN_TITLES, PLANS, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import Said, fte
from planner.verify.page.sections.on_the_way import on_the_way
from planner.verify.worked_out.people import Line, lines_of_establishment, opening_strength
from planner.vocabulary import EXITS, PATHWAYS

ACROSS = tuple(kind for kind in PATHWAYS if kind != "civilianisation")
"""Pathways on which people stay in the planned teams."""
JOINING = ("joiners", "civilianisation_in", "posts_came_back")
LEAVING = ("leavers", "known_leavers", "terms_over", *EXITS, "civilianisation_out")
MOVING_IN = ("moves_in", *(f"{kind}_{end}" for kind in ACROSS for end in ("in", "back")), "civilianisation_back")
MOVING_OUT = ("moves_out", *(f"{kind}_out" for kind in ACROSS))
"""Kinds of flows by which people come to the planned teams, leave them, and come to and leave a line within them."""
CLEAR = 0.005
"""Fewer people than this in the lead are a rounding of the tables [FTE]."""


def kind_of(row: Any) -> str:
    """The kind of a flow; who goes back to a post of their own when a term is over does not leave."""
    return "goes_back" if row.kind == "terms_over" and row.other_role else str(row.kind)


def flows(figures: Figures, plan: str, *kinds: str, team: str = "") -> float:
    """People who come or go by some kinds of flows in the reported periods [FTE]."""
    sums = figures.folder.once(("sums of flows",), lambda: _flows(figures))
    if not team:
        return sum(amount for (of, _, kind), amount in sums.items() if of == plan and kind in kinds)
    return sum(sums.get((plan, team, kind), 0.0) for kind in kinds)


def _flows(figures: Figures) -> dict[tuple[str, str, str], float]:
    sums: dict[tuple[str, str, str], float] = {}
    for row in figures.rows("flows", reported=True):
        key = (row.plan, row.team, kind_of(row))
        sums[key] = sums.get(key, 0.0) + row.fte
    return sums


def by_team(figures: Figures, grid: Grid) -> Expected:
    """Closing = opening + joiners + moves in - moves out - leavers, and posts at the end."""
    del grid
    rows: list[Row] = []
    for team in figures.staffed():
        opening = sum(opening_strength(figures.folder, team, role) for role in figures.scenario["establishment"][team])
        for plan in PLANS:
            moved = ((*JOINING, "known_joiners"), MOVING_IN, (*MOVING_OUT, "goes_back"), LEAVING)
            at_end = ("strength_fte", "approved_fte", "vacancy_fte")
            rows.append((
                (figures.teams[team],), (PLAN_TITLES[plan],), fte(opening),
                *(fte(flows(figures, plan, *kinds, team=team)) for kinds in moved),
                *(fte(figures.at_end("staffing", column, plan, team=team)) for column in at_end),
            ))  # fmt: skip
    head = ("team", "", "opening", "joiners", "moves in", "moves out", "leavers", "closing", "posts", "vacancies")
    return Expected(head, rows, labels=2)


def in_lead(figures: Figures, plan: str, lines: Collection[Line]) -> float:
    """People of some lines who have started and not joined at the end, those from another line left out [FTE]."""
    across = on_the_way(figures, plan)
    found = sum(
        figures.at_end("staffing", "in_training_fte", plan, team=team, role=role) for team, role in lines
    )  # fmt: skip
    if not across:
        return found
    found -= sum(across.get(line, 0.0) for line in lines)
    return found if found >= CLEAR else 0.0


def in_post(figures: Figures, grid: Grid) -> Expected:
    """Posts and people at the end, by team and by officers and police staff."""
    del grid
    every = lines_of_establishment(figures.folder)
    parts = [(figures.teams[team], [line for line in every if line[0] == team]) for team in figures.staffed()]
    officers = [line for line in every if figures.scenario["roles"][line[1]].get("rank")]
    parts += [("Officers", officers), ("Police staff", [line for line in every if line not in officers])]
    rows = [_in_post(figures, title, lines) for title, lines in parts if lines]
    head = ("", "approved posts", "at the opening", "at the end, before action", "at the end, under the plan",
            "still to join")  # fmt: skip
    return Expected(head, rows)


def _in_post(figures: Figures, title: str, lines: Collection[Line]) -> Row:
    def at_end(column: str, plan: str) -> Said:
        return fte(sum(figures.at_end("staffing", column, plan, team=team, role=role) for team, role in lines))

    opening = sum(opening_strength(figures.folder, *line) for line in lines)
    strength = (at_end("strength_fte", plan) for plan in PLANS)
    return (title,), at_end("approved_fte", "after"), fte(opening), *strength, fte(in_lead(figures, "after", lines))


def structure(figures: Figures, grid: Grid) -> Expected:
    """Posts and people by rank in each team, and in all where there are several."""
    del grid
    places = [(row.team, row.rank) for row in figures.rows("structure", plan="after")]
    rows = [_rank(figures, figures.teams[team], rank, [(team, rank)]) for team, rank in places]
    if len({team for team, _ in places}) > 1:
        ranks = dict.fromkeys(rank for _, rank in places)
        rows += [_rank(figures, ALL, rank, [place for place in places if place[1] == rank]) for rank in ranks]
    head = ("team", "rank or grade", "posts at the opening", "posts at the end", "FTE at the opening",
            "FTE at the end, before action", "under the plan", "heads, under the plan", "")  # fmt: skip
    return Expected(head, rows, labels=2)


def has_structure(figures: Figures) -> int:
    """Whether the plan has a structure by rank."""
    return int(bool(figures.rows("structure")))


def _rank(figures: Figures, team: str, rank: str, places: list[tuple[str, str]]) -> Row:
    def total(column: str, plan: str) -> float:
        return sum(figures.total("structure", column, plan=plan, team=each, rank=own) for each, own in places)

    heads = sum(
        figures.at_end("staffing", "headcount", "after", team=each, role=role)
        for each, own in places
        for role in figures.roles
        if figures.rank_of(role) == own
    )
    columns = (("opening_approved_fte", "after"), ("closing_approved_fte", "after"), ("opening_fte", "after"),
               ("closing_fte", "before"), ("closing_fte", "after"))  # fmt: skip
    people = (fte(total(*each)) for each in columns)
    marks = ["removed"] if rank in figures.removed else []
    if team != ALL or total("opening_fte", "after") < SMALL_FTE:
        marks += _indicative(figures, places)
    return (team,), (figures.rank(rank),), *people, fte(heads), _joined(marks)


SMALL_FTE = 5.0
"""Ranks of all teams together are indicative only if they are under so many people at the opening [FTE]."""


def _indicative(figures: Figures, places: list[tuple[str, str]]) -> Iterator[str]:
    """Whether a rank is so small that fractions of a person are an expectation, and what chance leaves of it."""
    lines = [_small_lines(figures, *place) for place in places]
    if any(not own or any(row is None or not row.indicative for row in own) for own in lines):
        return
    alone = lines[0][0] if len(lines) == len(lines[0]) == 1 else None
    yield "indicative" + (f": {fte(alone.low_fte)[0]} to {fte(alone.high_fte)[0]}" if alone is not None else "")


def _small_lines(figures: Figures, team: str, rank: str) -> list[Any]:
    """Rows of `natural_spread` at the end for the lines of a rank in a team; None for a line that has none."""
    there = {row.role for row in figures.rows("staffing", plan="after", team=team, period=figures.last)}
    spread = {row.role: row for row in figures.rows("natural_spread", team=team, period=figures.last)}
    return [spread.get(role) for role in sorted(there) if figures.rank_of(role) == rank]


def _joined(marks: list[str]) -> Said:
    return ("; ".join(marks),)
