"""Changes to how work is done, requirements in posts, trials of sizes, and what whole people cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from planner.verify.numbers import as_day, value_on
from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import PLAN_TITLES, PLANS, Both, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import NOTHING, Said, cases, day, fte, hours, listed, percent, pounds, spaced, within
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words
from planner.verify.page.sections.opening import said_from
from planner.verify.worked_out.ways import DECIDED, is_whole, ways

SMALLEST = 0.5
"""Fewer hours or cases than this are not mentioned."""
SMALLEST_FTE = 0.05
"""Fewer people than this are not mentioned [FTE]."""


def mean(figures: Figures, column: str, name: str) -> Both:
    """The mean of a column of a requirement over the reported periods in which it holds."""
    count = max(1, len({row.period for row in figures.rows("requirements", reported=True, requirement=name)}))
    before, after = figures.both("requirements", column, requirement=name)
    return before / count, after / count


def held(figures: Figures) -> list[str]:
    """Requirements that hold in a reported period."""
    there = {row.requirement for row in figures.rows("requirements", reported=True)}
    return [name for name in figures.requirements if name in there]


def asked_for(figures: Figures, name: str) -> tuple[Said, Said]:
    """The least and the most that a requirement asks for."""
    asked = [row.required_fte for row in figures.rows("requirements", reported=True, requirement=name)]
    return fte(min(asked)), fte(max(asked))


def requirements(figures: Figures, grid: Grid) -> Expected:
    """What each requirement asks for, and what is short of it or over, on average and in the worst period."""
    del grid
    rows: list[Row] = []
    for name in held(figures):
        stated = figures.scenario["requirements"][name]
        roles = listed([within(figures.roles[role]) for role in stated["roles"]])
        least, most = asked_for(figures, name)
        asked = tuple(low if low == high else f"{low} to {high}" for low in least for high in most)
        means = (fte(each) for column in ("short_fte", "over_fte", "reduced_fte")
                 for each in mean(figures, column, name))  # fmt: skip
        worst = max(row.short_fte for row in
                    figures.rows("requirements", reported=True, plan="after", requirement=name))  # fmt: skip
        rows.append(((spaced(name),), (figures.teams[stated["team"]],), (roles,), asked, *means, fte(worst)))
    pairs = (f"{what}, {PLAN_TITLES[plan]}" for what in ("short", "over", "on reduced hours") for plan in PLANS)
    return Expected(("", "team", "roles", "asked for", *pairs, "short in the worst period"), rows, labels=3)


def _runs_from(figures: Figures, name: str) -> date | None:
    began = [row.period_first for row in figures.rows("initiatives", reported=True, plan="after", initiative=name)
             if row.starts]  # fmt: skip
    return min(began, default=None)


def initiatives(figures: Figures, grid: Grid) -> Expected:
    """From when each initiative may start and runs, what it costs and takes, and what it saves."""
    del grid
    rows: list[Row] = []
    for name, title in figures.initiatives.items():
        amounts = [cases(_sum(figures, column, name)) for column in ("fewer_cases", "handed_over_cases")]
        saved = [hours(_sum(figures, column, name)) for column in ("saved_hours", "saved_elsewhere_hours")]
        dates = (_may_start(figures.scenario["initiatives"][name]),), (_runs(figures, name),)
        taken = pounds(_sum(figures, "pounds", name)), fte(_mean_tied_up(figures, name))
        rows.append(((title,), *dates, *taken, *saved, *amounts))
    head = ("", "may start", "runs from", "costs", "ties up, FTE on average", "saves, hours", "saves elsewhere, hours",
            "cases fewer", "cases borne by partners")  # fmt: skip
    return Expected(head, rows)


def _sum(figures: Figures, column: str, name: str) -> float:
    return figures.reported("initiatives", column, "after", initiative=name)


def _mean_tied_up(figures: Figures, name: str) -> float:
    """People whom an initiative takes from their cases, on average [FTE]."""
    count = max(1, len({row.period for row in figures.rows("initiatives", reported=True)}))
    return _sum(figures, "tied_up_fte", name) / count


def _may_start(stated: dict[str, Any]) -> str:
    if stated.get("starts") is not None:
        return day(as_day(stated["starts"]))
    optional = stated.get("optional") or {}
    first, last = (day(as_day(optional[key])) if optional.get(key) else "" for key in ("earliest", "latest"))
    return f"{first} to {last}, or not"


def _runs(figures: Figures, name: str) -> str:
    begins = _runs_from(figures, name)
    if begins is not None:
        return day(begins)
    running = figures.rows("initiatives", reported=True, plan="after", initiative=name, running=True)
    return "before the plan" if running else NOTHING[0]


def initiative(figures: Figures, words: Words) -> Iterator[Meaning]:
    """From when an initiative runs, what it saves or takes, and what it costs."""
    for name, title in figures.initiatives.items():
        if title != words["initiative"]:
            continue
        begins, people = _runs_from(figures, name), _mean_tied_up(figures, name)
        here, there, fewer, partners = (
            _sum(figures, column, name)
            for column in ("saved_hours", "saved_elsewhere_hours", "fewer_cases", "handed_over_cases")
        )
        yield {
            "since": MISSING if begins is None else (f"{begins:%B %Y}",),
            "saved": said_from(here, SMALLEST, hours),
            "taken": said_from(-here, SMALLEST, hours),
            "saved_there": said_from(there, SMALLEST, hours),
            "taken_there": said_from(-there, SMALLEST, hours),
            "fewer": said_from(fewer, SMALLEST, cases),
            "more": said_from(-fewer, SMALLEST, cases),
            "partners": said_from(partners, SMALLEST, cases),
            "tied": said_from(people, SMALLEST_FTE, fte),
            "pounds": pounds(_sum(figures, "pounds", name)),
        }


def running(figures: Figures) -> Times:
    """How many initiatives run in a reported period of the plan."""
    rows = figures.rows("initiatives", reported=True, plan="after")
    count = len({row.initiative for row in rows if row.starts or row.running})
    return count, count


def has_trials(figures: Figures) -> int:
    """Whether the plan has tried sizes of a lever."""
    return int(figures.scenario.get("trials") is not None and "trials" in figures.folder.tables)


def trials(figures: Figures, grid: Grid) -> Expected:
    """What each size of a lever would do."""
    del grid
    rows = [
        (fte(row.fte_most), fte(row.used_fte), cases(row.peak_backlog_cases), cases(row.final_backlog_cases),
         (row.cleared_by or "not in the plan",), hours(row.gap_hours), hours(row.redeployed_hours),
         hours(row.displaced_hours), pounds(row.pounds))
        for row in figures.rows("trials")
    ]  # fmt: skip
    head = ("at most, FTE", "used, FTE", "largest backlog, cases", "at the end, cases", "nothing overdue from",
            "gap, hours", "hours of colleagues from elsewhere", "hours pushed elsewhere", "cost")  # fmt: skip
    return Expected(head, rows)


def rounding(figures: Figures, grid: Grid) -> Expected:
    """What each level could reach in fractions of people, and what it reaches with whole people."""
    del grid
    rows = [((level_title(row.level),), (row.unit,), *map(hours, (row.continuous, row.whole, row.price)))
            for row in figures.rows("rounding")]  # fmt: skip
    return Expected(("in the order of priority", "unit", "in fractions", "whole", "costs"), rows, labels=2)


def level_title(level: str) -> str:
    """What a level is called."""
    head, _, tier = level.rpartition("_")
    if head in ("gap_tier", "evenness_tier"):
        return f"{head.removesuffix('_tier')} of harm tier {tier}"
    return spaced(level)


def anything_whole(of_people: bool) -> Callable[[Figures], Times]:
    """Whether people, or the start of initiatives alone, are whole, if not all the way to the best plan."""

    def due(figures: Figures) -> Times:
        people = any(is_whole(figures.folder, way) for way in ways(figures.folder).values() if way.kind in DECIDED)
        is_near = next(iter(near_enough(figures, {})))["near"] != percent(0.0)
        return int(bool(figures.rows("rounding")) and is_near and people is of_people), 1

    return due


def near_enough(figures: Figures, words: Words) -> Iterator[Meaning]:
    """How near to the best plan in whole people is near enough, or how near is proved."""
    del words
    stated = figures.scenario.get("whole_people", {}).get("gap", 0.005)
    proved = figures.record.get("after", {}).get("whole_gap", 0.0)
    asked, furthest = value_on(stated, date.min), str(figures.record.get("after", {}).get("furthest", ""))
    is_further = float(proved) > asked and furthest
    yield {
        "near": percent(max(asked, float(proved))),
        "level": (level_title(furthest),) if is_further else MISSING,
        "asked": percent(asked) if is_further else MISSING,
    }


def rounding_price(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What whole people cost in the reported periods: hours of gap of a tier."""
    for row in figures.rows("rounding", level=f"gap_tier_{words['tier']}"):
        yield {"price": hours(row.reported_whole - row.reported_continuous)}


def rounding_cost(figures: Figures, words: Words) -> Iterator[Meaning]:
    """What whole people cost in the reported periods: pounds."""
    del words
    for row in figures.rows("rounding", level="cost"):
        yield {"price": pounds(row.reported_whole - row.reported_continuous)}


INITIATIVES = (
    Saying(
        "- {initiative:initiative} ([decided][chosen]): [from {since:since}][running at first][; ][saves {saved} hours]"
        "[takes {taken} hours more][ and ][saves {saved_there} hours elsewhere][takes {taken_there} hours more"
        " elsewhere][; {fewer} case[s] fewer come[s]][; {more} case[s] more come[s]]"
        "[; partners bear {partners} case[s]][; ties up {tied} FTE on average]; costs {pounds}",
        initiative,
        due=running,
    ),
)


def rounding_sayings(of_people: bool) -> tuple[Saying, ...]:
    """What is said of what it costs that people, or the start of initiatives alone, are whole."""
    return (
        Saying(
            "o within {near} of a tier's demand hours of the best[ ({level:words}; {asked} was asked for)]",
            near_enough,
            due=anything_whole(of_people),
        ),
        Saying("{price} hours of gap in tier {tier}", rounding_price),
        Saying("{price:money}", rounding_cost),
    )
