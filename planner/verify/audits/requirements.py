"""Audits of required strength: what is asked for, what is short of it or over, and people on reduced hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.verify.audits.hours import lost_to_reduced_hours
from planner.verify.comparing import (
    FTE,
    PLACE,
    POUNDS,
    at,
    at_least,
    at_most,
    compare_places,
    compare_rows,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import ONE_DAY, as_day, mean_of, value_on
from planner.verify.worked_out.pay import person
from planner.verify.worked_out.requirements import counted, requirements_of

KEY = ["plan", "requirement", "period"]
SLACK = 12 * FTE
"""Strength and levers that take part in one figure are printed to four decimals each."""


def rows_of(folder: Folder) -> list[Any]:
    """The rows of the table `requirements`; none where there is none."""
    return folder.rows("requirements") if "requirements" in folder.tables else []


def strength_of(folder: Folder, plan: str, team: str, roles: Iterable[str], period: str) -> float:
    """People in post of some roles together [FTE]."""
    strength = folder.cells("staffing", PLACE, "strength_fte")
    return float(sum(strength.get((plan, team, role, period), 0.0) for role in roles))


def requirements_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Every requirement stands in every period in which it holds, and what is short or over follows from strength."""
    holds = set()
    for name, stated in requirements_of(folder).items():
        for first, _, period in folder.stated.spans:
            begun = "from" not in stated or as_day(stated["from"]) <= first
            if begun and ("until" not in stated or first <= as_day(stated["until"])):
                holds |= {(plan, name, period) for plan in ("before", "after")}
    rows = rows_of(folder)
    yield from compare_rows("requirements", KEY, [(row.plan, row.requirement, row.period) for row in rows], holds)
    lost = lost_to_reduced_hours(folder)
    for row in rows:
        stated = requirements_of(folder)[row.requirement]
        required = value_on(stated.get("at_least_fte", stated.get("exactly_fte")), folder.stated.first_day[row.period])
        strength = strength_of(folder, row.plan, stated["team"], stated["roles"], row.period)
        reduced = sum(lost.get((row.plan, stated["team"], role, row.period), 0.0) for role in stated["roles"])
        missing = required - (strength - reduced)
        if row.team != stated["team"]:
            where = at(KEY, (row.plan, row.requirement, row.period))
            yield wrong("requirements", where, "team", row.team, stated["team"])
        for column, again in (
            ("required_fte", required),
            ("strength_fte", strength),
            ("reduced_fte", reduced),
            ("short_fte", max(0.0, missing)),
            ("over_fte", max(0.0, -missing)),
        ):
            if not abs(getattr(row, column) - again) <= SLACK:
                where = at(KEY, (row.plan, row.requirement, row.period))
                yield wrong("requirements", where, column, getattr(row, column), again)


def requirements_are_kept(folder: Folder) -> Iterator[Wrong]:
    """After action strength is short of a requirement, or over it, only as far as it may be."""
    together = folder.scenario.get("structure", {}).get("over_requirement", {})
    over: dict[tuple[str, str], float] = {}
    for row in rows_of(folder):
        if row.plan != "after":
            continue
        stated, first = requirements_of(folder)[row.requirement], folder.stated.first_day[row.period]
        over[row.requirement, row.period] = row.over_fte
        most_short = float("inf") if "short_pounds_per_fte_month" in stated else 0.0
        if "short_at_most_share" in stated:
            most_short = value_on(stated["short_at_most_share"], first) * row.strength_fte
        most_over = float("inf") if row.requirement in counted(folder) or "at_least_fte" in stated else 0.0
        if "over_at_most_fte" in stated:
            most_over = value_on(stated["over_at_most_fte"], first)
        for column, most in (("short_fte", most_short), ("over_fte", most_over)):
            if not getattr(row, column) <= most + SLACK:
                where = at(KEY, (row.plan, row.requirement, row.period))
                yield wrong("requirements", where, column, getattr(row, column), at_most(most))
    for name, limit in together.items():
        for first, _, period in folder.stated.spans:
            total = sum(over.get((member, period), 0.0) for member in limit["members"])
            most = value_on(limit["fte"], first)
            if not total <= most + SLACK:
                where = f"plan=after over_requirement={name} period={period}"
                yield wrong("requirements", where, "over_fte", total, at_most(most))


def strength_is_kept(folder: Folder) -> Iterator[Wrong]:
    """After action minimum strength is there in every period, and closing strength at the end of the reported ones."""
    structure = folder.scenario.get("structure", {})
    for name, stated in structure.get("minimum_strength", {}).items():
        for first, _, period in folder.stated.spans:
            there = strength_of(folder, "after", stated["team"], stated["roles"], period)
            asked = value_on(stated["fte"], first)
            if not there >= asked - SLACK:
                where = f"plan=after minimum_strength={name} period={period}"
                yield wrong("staffing", where, "strength_fte", there, at_least(asked))
    last = folder.stated.reported[-1]
    for name, stated in structure.get("closing_strength", {}).items():
        there = strength_of(folder, "after", stated["team"], stated["roles"], last)
        exactly = "exactly_fte" in stated
        asked = value_on(stated["exactly_fte" if exactly else "at_least_fte"], folder.stated.after[last] - ONE_DAY)
        if not there >= asked - SLACK or (exactly and not there <= asked + SLACK):
            where = f"plan=after closing_strength={name} period={last}"
            yield wrong("staffing", where, "strength_fte", there, asked if exactly else at_least(asked))


def reduced_hours_are_within_their_limits(folder: Folder) -> Iterator[Wrong]:
    """No more people are on reduced hours than are in post, nor than may be together."""
    in_post = folder.cells("staffing", PLACE, "strength_fte")
    used: dict[tuple[str, ...], float] = {}
    after: dict[tuple[str, str], float] = {}
    for row in folder.rows("levers"):
        if row.kind == "reduced_hours":
            line = (row.plan, row.team, row.role, row.period)
            used[line] = used.get(line, 0.0) + row.used
            if row.plan == "after":
                after[row.lever, row.period] = after.get((row.lever, row.period), 0.0) + row.used
    for place, total in sorted(used.items()):
        people = float(in_post.get(place, 0.0))
        if not total <= people + SLACK:
            yield wrong("levers", at(PLACE, place), "used", total, at_most(people))
    for name, limit in folder.supply("reduced_hours_together").items():
        for first, end, period in folder.stated.spans:
            total = sum(after.get((member, period), 0.0) for member in limit["members"])
            most = mean_of(limit["fte"], first, end)
            if not total <= most + SLACK:
                yield wrong("levers", f"plan=after lever={name} period={period}", "used", total, at_most(most))


def requirements_cost_what_is_stated(folder: Folder) -> Iterator[Wrong]:
    """What is short or over costs its price, and reduced hours theirs less the pay that they are not paid."""
    expected: dict[tuple[str, ...], tuple[float, float]] = {}
    months, each = folder.stated.months, person(folder)
    for row in rows_of(folder):
        stated, first = requirements_of(folder)[row.requirement], folder.stated.first_day[row.period]
        for kind, priced, fte in (
            ("shortfall", "short_pounds_per_fte_month", row.short_fte if row.plan == "after" else 0.0),
            ("over_requirement", "over_pounds_per_fte_month", row.over_fte),
        ):
            pounds = value_on(stated.get(priced, 0), first) * months[row.period]
            place = (row.plan, kind, f"requirements.{row.requirement}", row.period)
            expected[place] = (pounds * fte, pounds * SLACK + 2 * POUNDS)
    for row in folder.rows("levers"):
        if row.kind == "reduced_hours":
            stated, span = folder.supply("reduced_hours")[row.lever], folder.stated.span[row.period]
            price = mean_of(stated.get("pounds_per_fte_month", 0), *span) * months[row.period]
            saved = (1 - mean_of(stated.get("pay_share", 1), *span)) * each[row.role, row.period]
            slack = (price + saved) * SLACK + 4 * POUNDS
            expected[row.plan, "reduced_hours", row.lever, row.period] = ((price - saved) * row.used, slack)
    printed: dict[tuple[str, ...], float] = {}
    for row in folder.rows("costs"):
        if row.kind in ("shortfall", "over_requirement", "reduced_hours"):
            place = (row.plan, row.kind, row.lever, row.period)
            printed[place] = printed.get(place, 0.0) + row.pounds
    yield from compare_places("costs", "pounds", ("plan", "kind", "lever", "period"), printed, expected)
