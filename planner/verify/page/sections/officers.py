"""Officers on census days, what changes in the whole force, and the grant at risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.verify.page.check import Expected, Row
from planner.verify.page.figures import PLAN_TITLES, PLANS, Both, Figures
from planner.verify.page.markdown import Grid
from planner.verify.page.printed import Said, day, fte, pounds
from planner.verify.page.sayings import MISSING, Meaning, Saying, Times, Words
from planner.verify.page.sections.opening import said_from

CHANGES = ("officers_heads", "change_heads", "taken_heads", "given_heads", "net_change_heads")
SMALLEST = 0.05
"""Fewer heads than this are no change in a sentence [heads]."""


def census_days(figures: Figures) -> list[date]:
    """Days on which officers are counted."""
    return sorted({row.census for row in figures.rows("officers")})


def _is_stated(figures: Figures, key: str) -> bool:
    return figures.scenario.get("officer_numbers", {}).get(key) is not None


def officers(figures: Figures, grid: Grid) -> Expected:
    """Officers on each census day in both plans; the whole force and its promise where they are stated."""
    del grid
    force, target = (_is_stated(figures, key) for key in ("opening_heads", "target_heads"))
    rows: list[Row] = []
    for census in census_days(figures):
        for plan in PLANS:
            cells = [fte(_on(figures, column, census, plan)) for column in CHANGES]
            cells += [fte(_on(figures, "force_heads", census, plan))] * force
            if target:
                cells += [fte(_on(figures, column, census, plan)) for column in ("target_heads", "missing_heads")]
                cells.append(pounds(_on(figures, "grant_at_risk_pounds", census, plan)))
            rows.append(((day(census),), (PLAN_TITLES[plan],), *cells))
    head = ("", "", "in these teams", "change since the opening", "came from the force", "went to it", "whole force",
            *["its officers"] * force, *["promised", "missing", "grant at risk"] * target)  # fmt: skip
    return Expected(head, rows, labels=2)


def _on(figures: Figures, column: str, census: date, plan: str) -> float:
    return figures.total("officers", column, plan=plan, census=census)


def _change(heads: float) -> Said:
    if abs(heads) < SMALLEST:
        return ("no change",)
    return tuple(f"{text} {'more' if heads > 0 else 'fewer'}" for text in fte(abs(heads)))


def last_census(figures: Figures, words: Words) -> Iterator[Meaning]:
    """Officers on the last census day against the opening, and what the force loses."""
    for census in census_days(figures)[-1:]:

        def both(column: str, census: date = census) -> Both:
            return _on(figures, column, census, "before"), _on(figures, column, census, "after")

        here, force, risk = both("change_heads"), both("net_change_heads"), both("grant_at_risk_pounds")
        at_risk = max(risk) >= 0.5
        known, promised = _is_stated(figures, "opening_heads"), _is_stated(figures, "target_heads")
        yield {
            "census": (day(census),),
            "here": _change(here[1]),
            "here_before": _change(here[0]),
            "heads": fte(both("officers_heads")[1]),
            "force": _change(force[1]),
            "force_before": _change(force[0]),
            "officers": fte(both("force_heads")[1]) if known else MISSING,
            "promised": fte(both("target_heads")[1]) if known and promised else MISSING,
            "missing": said_from(both("missing_heads")[1], SMALLEST, fte),
            "risk": pounds(risk[1]) if at_risk else MISSING,
            "risk_before": pounds(risk[0]) if at_risk else MISSING,
        }
    del words


def officers_matter(figures: Figures) -> Times:
    """Whether ranks go, officer numbers are stated or work is done otherwise, and there is a census day."""
    stated = (figures.scenario.get(key) for key in ("officer_numbers", "initiatives"))
    matters = (any(stated) or bool(figures.removed)) and bool(census_days(figures))
    return int(matters), int(matters)


SAYINGS = (
    Saying(
        "{census:day} against the opening: in these teams {here:change} ({here_before:change} before action), {heads}"
        " heads; in the whole force, the rest of it as it is, {force:change} ({force_before:change})[, which then has"
        " {officers}[ of {promised} promised]][, {missing} missing][; grant at risk {risk} ({risk_before} before"
        " action)]",
        last_census,
        due=officers_matter,
    ),
)
