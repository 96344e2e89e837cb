"""Removed ranks: who is left, where their work goes, what it saves and costs, and what the record says."""

from __future__ import annotations

from collections.abc import Callable

from planner.verify.numbers import as_day
from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import PLANS, Both, Figures, plain
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import NOTHING, Said, day, fte, hours, pounds, spaced, within
from planner.verify.worked_out.chance import points
from planner.verify.worked_out.duties import lines_of, tasks_of
from planner.verify.worked_out.people import opening_strength
from planner.verify.worked_out.ranks import replacement_role

REPLACEMENTS = "constables to hold officer numbers"
"""The step of `removal` that the page calls by the role in which officers are recruited."""


def rank_of_part(figures: Figures, part: str | None) -> str:
    """The removed rank of which a part of the section tells."""
    for rank, title in figures.removed.items():
        if title == plain(part or ""):
            return rank
    raise LookupError(f"no removed rank is called {part}")


def holders(figures: Figures, grid: Grid) -> Expected:
    """Holders of a rank at the end of each period, and what natural wastage alone leaves of them."""
    rank = rank_of_part(figures, grid.part)
    rows: list[Row] = []
    for period in figures.periods:
        there = [fte(figures.total("holders", "holders_fte", plan=plan, rank=rank, period=period)) for plan in PLANS]
        columns = ("supernumerary_fte", "temporary_fte", "came_back_fte")
        others = [fte(figures.total("holders", column, plan="after", rank=rank, period=period)) for column in columns]
        paid = fte(figures.total("former_holders", "protected_fte", plan="after", rank=rank, period=period))
        rows.append(((period,), *there, wastage_words(figures, rank, period), *others, paid))
    head = ("", "before action", "under the plan", "by natural wastage alone", "beyond the posts", "for a time only",
            "posts that came back", "paid as before, elsewhere")  # fmt: skip
    return Expected(head, rows)


def wastage(figures: Figures, rank: str, period: str) -> Both | None:
    """What natural wastage alone leaves of a rank four times in five, its lines taken as one; None: it is large."""
    people = {line: opening_strength(figures.folder, *line) for line in lines_of(figures.folder, rank)}
    rows = [row for row in figures.rows("natural_spread", period=period) if (row.team, row.role) in people]
    if not rows or {(row.team, row.role) for row in rows} != {line for line, there in people.items() if there > 0}:
        return None
    heads = int(sum(row.opening_heads for row in rows))
    staying = sum(row.opening_heads * row.staying_share for row in rows) / heads
    low, high = figures.folder.stated.once(("points", heads, staying), lambda: points(heads, staying))
    each = sum(people.values()) / heads
    return low * each, high * each


def wastage_words(figures: Figures, rank: str, period: str) -> Said:
    """The two figures as a table has them."""
    both = wastage(figures, rank, period)
    return NOTHING if both is None else between(*both)


def between(low: float, high: float) -> Said:
    """From one number of people to another."""
    return tuple(f"{least} to {most}" for least in fte(low) for most in fte(high))


def ranks_told(table: str) -> Callable[[Figures], int]:
    """How many removed ranks a table tells of."""
    return lambda figures: len({row.rank for row in figures.rows(table)})


def ranks_with_tasks(figures: Figures) -> int:
    """How many removed ranks did any task."""
    return sum(any(True for _ in tasks_of(figures.folder, rank)) for rank in figures.removed)


def tasks(figures: Figures, grid: Grid) -> Expected:
    """Hours of each task that a rank did, by who does them, and what of it is not done."""
    rank = rank_of_part(figures, grid.part)
    lines = lines_of(figures.folder, rank)
    rows: list[Row] = []
    for line, stated in figures.scenario["demand"].items():
        own = [role for team, role in lines if team == stated["team"]]
        for task, spec in stated["tasks"].items():
            if set(own) & set(spec.get("roles", {})):
                rows += _task(figures, line, task, own)
    return Expected(("line", "task", "done by", "before action", "under the plan"), rows, labels=3)


def _task(figures: Figures, line: str, task: str, own: list[str]) -> list[Row]:
    """The rows of one task: who does it, what is never done, and the gap of its line."""
    where = {"line": line, "task": task}
    there = {row.role for row in figures.rows("worked", reported=True, **where)}
    title, name = (figures.lines[line],), (spaced(task),)
    rows: list[Row] = []
    for role in (each for each in figures.roles if each in there):
        who = within(figures.roles[role]) + (" (the rank itself)" if role in own else "")
        rows.append((title, name, (who,), *map(hours, figures.both("worked", "covered_hours", role=role, **where))))
    missed = figures.both("tasks", "missed_hours", **where)
    rows.append((title, name, ("nobody: never done",), *map(hours, missed)))
    lost = figures.both("work", "not_done_hours", line=line)
    late = figures.both_at_end("work", "overdue_hours", line=line)
    gap = (hours(lost[0] + late[0]), hours(lost[1] + late[1]))
    rows.append((title, ("all its tasks",), ("gap of the line",), *gap))
    return rows


def saved(figures: Figures, rank: str, step: str, plan: str = "after") -> float:
    """What a step comes to over all years [pounds]."""
    return figures.total("removal", "saved_pounds", plan=plan, rank=rank, step=step)


def savings(figures: Figures, grid: Grid) -> Expected:
    """What removing a rank saves and costs in each financial year and in all, step by step."""
    rank = rank_of_part(figures, grid.part)
    years = sorted({row.financial_year for row in figures.rows("removal", rank=rank)})
    last = figures.rows("removal", rank=rank, financial_year=years[-1], plan="after")
    rows: list[Row] = []
    for row in sorted(last, key=lambda each: each.order):
        where = {"rank": rank, "step": row.step}
        cells = [
            pounds(figures.total("removal", "saved_pounds", plan="after", financial_year=year, **where))
            for year in years
        ]
        cells += [pounds(saved(figures, rank, row.step))] * (len(years) > 1)
        people = fte(figures.total("removal", "saved_fte", plan="after", **where))
        rows.append(((_step_words(figures, row.step, row.is_total),), ("cash" if row.cash else "not cash",), *cells,
                     people, pounds(saved(figures, rank, row.step, "before"))))  # fmt: skip
    head = ("", "", *map(figures.year, years), *["all years"] * (len(years) > 1), "FTE-years", "before action")
    return Expected(head, rows, labels=2)


def _step_words(figures: Figures, step: str, is_total: bool) -> str:
    role = replacement_role(figures.folder)
    if step == REPLACEMENTS and role:
        return f"officers recruited as {within(figures.roles[role])} to hold officer numbers"
    return f"= {step}" if is_total else step


def record(figures: Figures, grid: Grid) -> Expected:
    """What a rank really was on some days, beside what was expected."""
    rank = rank_of_part(figures, grid.part)
    rows: list[Row] = [
        ((day(as_day(row.on)),), fte(row.recorded_fte), fte(row.expected_fte), between(row.low_fte, row.high_fte),
         fte(row.recorded_came_back_fte), fte(row.expected_came_back_fte))
        for row in figures.rows("record", rank=rank)
    ]  # fmt: skip
    head = ("", "on record", "expected", "four times in five", "posts that came back, on record", "expected")
    return Expected(head, rows)
