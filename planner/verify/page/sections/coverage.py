"""Coverage and gap of teams and tiers over the whole plan, and month by month; the gap of each line."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.page.check import IN_WORDS, Expected, Row
from planner.verify.page.figures import ALL, PLANS, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import NOTHING, Said, cases, fte, hours, percent, whole_number, within
from planner.verify.page.sayings import Meaning, Times, Words

WHOLE = {"window_kind": "whole"}
MOST_WINDOWS = 13
"""Windows that stand side by side."""
WINDOWS = {"week": (1, 2, 4, 13, 52), "month": (1, 3, 12), "quarter": (1, 4), "year": (1,)}
"""Periods in a window, by the step of the plan, the shortest first."""
SMALLEST = 0.5
"""Loans of fewer hours are not mentioned [hours]."""
YEAR = {"month": 12, "quarter": 4, "year": 1}
"""Periods of a financial year."""


def covered(figures: Figures, column: str, plan: str, scope: str, name: str = "") -> float:
    """A cell of `coverage` over the whole plan; not a number where there is none."""
    if column.startswith("coverage"):
        key = ("plan", "scope", "name", "window_kind")
        cells = figures.folder.cells("coverage", key, column)
        return float(cells.get((plan, scope, name, "whole"), float("nan")))
    return figures.total("coverage", column, plan=plan, scope=scope, name=name, **WHOLE)


def whole_plan(figures: Figures, grid: Grid) -> Expected:
    """Coverage and gap of each team, of all, and of each tier."""
    del grid
    there = {(row.scope, row.name) for row in figures.rows("coverage", **WHOLE)}
    places = [("team", team, title) for team, title in figures.teams.items()]
    places += [("force", "", ALL)]
    places += [("tier", str(tier), f"Harm tier {tier}") for tier in figures.tiers]
    rows = [
        _whole_plan(figures, scope, name, title)
        for scope, name, title in places
        if (scope, name) in there or scope == "force"
    ]
    head = ("", "coverage before action", "under the plan", "gap before action, hours", "under the plan, hours",
            "gap under the plan, FTE", "with latent demand")  # fmt: skip
    return Expected(head, rows)


def _whole_plan(figures: Figures, scope: str, name: str, title: str) -> Row:
    shares = [percent(covered(figures, "coverage", plan, scope, name)) for plan in PLANS]
    gaps = [hours(covered(figures, "gap_hours", plan, scope, name)) for plan in PLANS]
    people = fte(covered(figures, "gap_fte", "after", scope, name))
    return ((title,), *shares, *gaps, people, percent(covered(figures, "coverage_with_latent", "after", scope, name)))


def windows(figures: Figures) -> list[list[str]]:
    """The reported periods, cut into the shortest windows of which not too many are needed."""
    lengths, periods = WINDOWS[figures.step], figures.periods
    length = next((each for each in lengths if len(periods) <= MOST_WINDOWS * each), lengths[-1])
    return [periods[begin : begin + length] for begin in range(0, len(periods), length)]


def over_time(figures: Figures, grid: Grid) -> Expected:
    """Coverage of each team in each window under the plan, and the cases that wait at the end of each."""
    del grid
    every = windows(figures)
    bearing = {row.team for row in figures.rows("work", reported=True) if row.hours_per_case > 0}
    teams = [team for team in figures.teams if team in bearing]
    rows: list[Row] = [
        ((figures.teams[team],), *(_share(figures, window, {"team": team}) for window in every)) for team in teams
    ]
    rows.append(((ALL,), *(_share(figures, window, {}) for window in every)))
    for plan, title in (("before", "before action"), ("after", "under the plan")):
        waiting = (figures.total("work", "backlog_cases", plan=plan, period=window[-1]) for window in every)
        rows.append(((f"Cases waiting, {title}",), *map(cases, waiting)))
    return Expected(("from", *(_name(figures, window) for window in every)), rows)


def _name(figures: Figures, window: list[str]) -> str:
    """The financial year that a window is, or its first period."""
    years = {figures.folder.stated.financial_year[period] for period in window}
    return years.pop() if len(years) == 1 and len(window) == YEAR.get(figures.step) else window[0]


def _share(figures: Figures, window: list[str], team: dict[str, str]) -> Said:
    def over(column: str, periods: list[str]) -> float:
        return sum(figures.total("work", column, plan="after", period=period, **team) for period in periods)

    done = over("covered_hours", window)
    demand = done + over("not_done_hours", window) + over("overdue_hours", window[-1:])
    return percent(done / demand, 0) if demand > 0 else NOTHING


def length_of_window(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How many weeks a window has."""
    del words
    yield {"length": whole_number(len(windows(figures)[0]))}


def opening_hours(figures: Figures) -> float:
    """Hours of the cases that wait at the opening."""
    first = figures.rows("work", plan="after", period=figures.periods[0])
    return sum((float(row.opening_backlog_cases * row.hours_per_case) for row in first), 0.0)


def waiting(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours that wait at the opening and at the end, and what of them is overdue."""
    del words
    before, after = (
        (hours(figures.at_end("work", "backlog_hours", plan)), hours(figures.at_end("work", "overdue_hours", plan)))
        for plan in PLANS
    )
    yield {
        "first": hours(opening_hours(figures)),
        "after": after[0],
        "overdue": after[1],
        "before": before[0],
        "overdue_before": before[1],
    }


def anything_waits(figures: Figures) -> Times:
    """Whether anything ever waits."""
    waits = (*figures.both_at_end("work", "backlog_hours"), opening_hours(figures))
    return (1, 1) if max(waits) > 0 else (0, 0)


def gap_of_lines(figures: Figures, grid: Grid) -> Expected:
    """Every line with a gap; why it has one is said in words."""
    del grid
    rows = []
    for line, title in figures.lines.items():
        gaps = [covered(figures, "gap_hours", plan, "line", line) for plan in PLANS]
        if max(gaps) <= 0:
            continue
        stated = figures.scenario["demand"][line]
        counted = not (stated["arrivals"].get("hours") is not None or stated["arrivals"].get("in_hours"))
        late, undone = (
            cases(value) if counted else NOTHING
            for value in (
                figures.at_end("work", "overdue_cases", "after", line=line),
                figures.reported("work", "closed_undone_cases", "after", line=line),
            )
        )
        rows.append((
            (title,), (figures.teams[stated["team"]],), (str(stated["tier"]),), *map(hours, gaps),
            *(percent(covered(figures, "coverage", plan, "line", line)) for plan in PLANS),
            late, undone, hours(figures.reported("work", "not_done_hours", "after", line=line)),
            IN_WORDS,
        ))  # fmt: skip
    head = ("line", "team", "tier", "gap before action, hours", "under the plan, hours", "coverage before action",
            "under the plan", "overdue at the end, cases", "not done, cases", "not done, hours", "why")  # fmt: skip
    return Expected(head, rows, labels=2)


def any_gap(figures: Figures) -> int:
    """Whether any line has a gap in either plan."""
    every = (covered(figures, "gap_hours", plan, "line", line) for line in figures.lines for plan in PLANS)
    return int(max(every, default=0.0) > 0)


def lent_to(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Hours of a role, or of any where none is named, that the plan lends to another team."""
    lent: dict[tuple[str, str], float] = {}
    for name, lever in figures.folder.supply("redeployment").items():
        team, role, to = lever["from"]["team"], lever["from"]["role"], lever["to"]["team"]
        used = figures.reported("levers", "used", "after", lever=name)
        if (
            used >= SMALLEST
            and figures.teams[to] == words["to"]
            and words.get("who", within(figures.roles[role])) == (within(figures.roles[role]))
        ):
            lent[team, role] = lent.get((team, role), 0.0) + used
    yield from ({"lent": hours(used)} for used in lent.values())
