"""Cost by kind, the way from the approved establishment to the cost, and what other parts of the force bear."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import PLANS, Both, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import fte, hours, pounds, spaced
from planner.verify.page.sayings import Meaning, Saying, Times, Words, from_least

HEAD = ("", "before action", "under the plan", "difference")
TITLES = {"on_costs": "on-costs", "fixed_term": "fixed-term appointments"}
"""Kinds of cost that are not called by their names as words."""
NO_CASH = "shortfall"
"""The kind of cost that is no money."""
SMALLEST = 0.5
"""Fewer hours than this are not said to be displaced [hours]."""
AGREED = "borne_by_agreement"
"""The kind of work elsewhere that is the usual share of a team out of scope."""


def _difference(label: str, both: Both) -> Row:
    return (label,), pounds(both[0]), pounds(both[1]), pounds(both[1] - both[0])


def kinds_of_cost(figures: Figures) -> dict[str, Both]:
    """What each kind of cost comes to in the reported periods, before action and under the plan [pounds]."""
    kinds = dict.fromkeys(row.kind for row in figures.rows("costs", reported=True) if row.kind != NO_CASH)
    return {kind: figures.both("costs", "pounds", kind=kind) for kind in kinds}


def by_kind(figures: Figures, grid: Grid) -> Expected:
    """Cost by kind, and all of them together."""
    del grid
    sums = kinds_of_cost(figures)
    every = (sum(both[0] for both in sums.values()), sum(both[1] for both in sums.values()))
    rows = [_difference(TITLES.get(kind, spaced(kind)), both) for kind, both in sums.items()]
    return Expected(HEAD, [*rows, _difference("all", every)])


def has_costs(figures: Figures) -> int:
    """Whether anything costs anything in a reported period."""
    return int(bool(kinds_of_cost(figures)))


def reconciled_years(figures: Figures) -> list[str]:
    """Financial years of which the way from the approved establishment to the cost is shown."""
    return sorted({row.financial_year for row in figures.rows("reconciliation", reported=True)}) * has_costs(figures)


def reconciliation(figures: Figures, grid: Grid) -> Expected:
    """Every step of a financial year; a step that only one plan has is 0 in the other."""
    title = grid.section.rpartition(", ")[2]
    year = next((year for year in reconciled_years(figures) if figures.year(year) == title), "")
    steps: dict[str, list[float]] = {}
    totals: set[str] = set()
    for row in figures.rows("reconciliation", reported=True, financial_year=year):
        steps.setdefault(row.step, [0.0, 0.0])[PLANS.index(row.plan)] += row.pounds
        if row.is_total:
            totals.add(row.step)
    rows = [_difference(f"= {step}" * (step in totals) or step, (both[0], both[1])) for step, both in steps.items()]
    return Expected(HEAD, rows)


def year_shown(figures: Figures, words: Words) -> Iterator[Meaning]:
    """A financial year of which the way to the cost is shown."""
    titles = (figures.year(year) for year in reconciled_years(figures))
    yield from ({"year": (title,)} for title in titles if title == words["year"])


def taken(figures: Figures, team: str) -> Both:
    """Hours of other teams' work pushed to a team, and of its people who work here."""
    before, after = (
        figures.reported("elsewhere", "hours", plan, team=team)
        - figures.reported("elsewhere", "hours", plan, team=team, kind=AGREED)
        for plan in PLANS
    )
    return before, after


def taken_fte(figures: Figures, team: str) -> Both:
    """The same as people, on average over the reported periods [FTE]."""
    before, after = (
        figures.reported("elsewhere", "fte", plan, team=team)
        - figures.reported("elsewhere", "fte", plan, team=team, kind=AGREED)
        for plan in PLANS
    )
    return before / len(figures.periods), after / len(figures.periods)


def teams_elsewhere(figures: Figures) -> list[str]:
    """Teams that bear or give up anything."""
    there = {row.team for row in figures.rows("elsewhere", reported=True)}
    return [team for team in figures.teams if team in there]


def elsewhere(figures: Figures, grid: Grid) -> Expected:
    """What each team out of scope bears by agreement, and what is taken from it."""
    del grid
    rows = []
    for team in teams_elsewhere(figures):
        agreed, both = figures.both("elsewhere", "hours", team=team, kind=AGREED), taken(figures, team)
        rows.append(((figures.teams[team],), *map(hours, (*agreed, *both, both[1] - both[0]))))
    head = ("", "usual share before action", "under the plan", "taken before action", "under the plan", "displaced")
    return Expected(head, rows)


def displaced(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours, and people, that are taken from a team beyond what is so before action, or less."""
    for team in teams_elsewhere(figures):
        if figures.teams[team] == words["team"]:
            both, people = taken(figures, team), taken_fte(figures, team)
            yield {"hours": hours(abs(both[1] - both[0])), "people": fte(abs(people[1] - people[0]))}


def displaced_hours(figures: Figures) -> dict[str, float]:
    """Hours taken from each team beyond what is so before action; negative: less [hours]."""
    return {team: both[1] - both[0] for team in teams_elsewhere(figures) for both in (taken(figures, team),)}


def _teams_displaced(figures: Figures) -> Times:
    """From how many teams more or less is taken than before action."""
    return from_least(map(abs, displaced_hours(figures).values()), SMALLEST)


def _more_is_taken(figures: Figures) -> bool:
    return any(rise >= SMALLEST for rise in displaced_hours(figures).values())


def _with_more(figures: Figures) -> Times:
    return _teams_displaced(figures) if _more_is_taken(figures) else (0, 0)


def _with_less_alone(figures: Figures) -> Times:
    return (0, 0) if _more_is_taken(figures) else _teams_displaced(figures)


_TEAM = "{team:team} {hours} hours ({people} FTE)"
SAYINGS = (
    Saying(_TEAM, displaced, "- **Displaced, not saved**", _with_more),
    Saying(_TEAM, displaced, "- **Taken less than before action**", _with_less_alone),
)
