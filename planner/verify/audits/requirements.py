"""Audits of required strength: what is asked for, what is short of it or over, and people on reduced hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planner.verify.audits.hours import lost_to_reduced_hours
from planner.verify.comparing import (
    FTE,
    HOURS,
    PLACE,
    POUNDS,
    at,
    at_most,
    compare_places,
    compare_rows,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, Side, broken
from planner.verify.numbers import ONE_DAY, as_day, mean_of, value_on
from planner.verify.worked_out.initiatives import PLANS
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
    for row in rows_of(folder):
        if row.plan == "after":
            stated = requirements_of(folder)[row.requirement]
            may_be_over = row.requirement in counted(folder) or "at_least_fte" in stated
            for column, may_be in (("short_fte", may_be_short(stated)), ("over_fte", may_be_over)):
                if not may_be and not getattr(row, column) <= SLACK:
                    where = at(KEY, (row.plan, row.requirement, row.period))
                    yield wrong("requirements", where, column, getattr(row, column), at_most(0.0))
    yield from broken(shares_that_may_be_short(folder))
    yield from broken(strength_that_may_be_over(folder))


def requirements(folder: Folder, plan: str) -> Iterator[Limit]:
    """What each requirement asks for in each period, and what counts for it [FTE].

    What may be short or over stands in its row too. Before action nothing is asked for; there what is over is counted.
    """
    for row in rows_of(folder):
        stated = requirements_of(folder)[row.requirement]
        over, exactly = row.requirement in counted(folder), "exactly_fte" in stated
        if row.plan != plan or (plan == "before" and not over):
            continue
        asked = value_on(stated["exactly_fte" if exactly else "at_least_fte"], folder.stated.first_day[row.period])
        number = folder.stated.number[row.period]
        besides = [(f"over(requirements.{row.requirement},{number})", -1.0, 0.0)] if over else []
        if plan == "after" and may_be_short(stated):
            besides.append((f"short(requirements.{row.requirement},{number})", 1.0, 0.0))
        yield Limit(
            "strength_limits" if plan == "after" else "over_at_rest",
            (f"requirements.{row.requirement}", number),
            f"requirements.{row.requirement}",
            "most" if plan == "before" else "exactly" if over or exactly else "least",
            asked,
            row.strength_fte - row.reduced_fte,
            SLACK,
            *("requirements", at(KEY, (row.plan, row.requirement, row.period)), "strength_fte"),
            besides=tuple(besides),
        )


def may_be_short(stated: dict[str, Any]) -> bool:
    """Whether strength may be short of a requirement at all."""
    return "short_pounds_per_fte_month" in stated or "short_at_most_share" in stated


def shares_that_may_be_short(folder: Folder) -> Iterator[Limit]:
    """The share of its strength by which each requirement may be short in each period, and by which it is [FTE]."""
    for row in rows_of(folder):
        share = requirements_of(folder)[row.requirement].get("short_at_most_share")
        if row.plan == "after" and share is not None:
            number = folder.stated.number[row.period]
            yield Limit(
                "short_share_caps",
                (f"requirements.{row.requirement}", number),
                f"requirements.{row.requirement}.short_at_most_share",
                "most",
                value_on(share, folder.stated.first_day[row.period]) * row.strength_fte,
                row.short_fte,
                SLACK,
                *("requirements", at(KEY, (row.plan, row.requirement, row.period)), "short_fte"),
                besides=((f"short(requirements.{row.requirement},{number})", 1.0, row.short_fte),),
            )


def strength_that_may_be_over(folder: Folder) -> Iterator[Limit]:
    """How far strength may be over each requirement, and over several together, and how far it is [FTE]."""
    over = {(row.requirement, row.period): row.over_fte for row in rows_of(folder) if row.plan == "after"}
    together = folder.scenario.get("structure", {}).get("over_requirement", {})
    stated = [
        (f"requirements.{name}.over_at_most_fte", [name], each["over_at_most_fte"])
        for name, each in requirements_of(folder).items()
        if each.get("over_at_most_fte") is not None
    ]
    stated += [(f"structure.over_requirement.{name}", each["members"], each["fte"]) for name, each in together.items()]
    for place, names, most in stated:
        for first, _, period in folder.stated.spans:
            members = [name for name in names if (name, period) in over]
            number = folder.stated.number[period]
            if members:
                yield Limit(
                    "over_requirement_caps",
                    (place, number),
                    place,
                    "most",
                    value_on(most, first),
                    sum(over[member, period] for member in members),
                    SLACK,
                    *("requirements", f"plan=after {place} period={period}", "over_fte"),
                    besides=tuple(
                        (f"over(requirements.{member},{number})", 1.0, over[member, period]) for member in members
                    ),
                )


def strength_is_kept(folder: Folder) -> Iterator[Wrong]:
    """After action minimum strength is there in every period, and closing strength at the end of the reported ones."""
    yield from broken(required_strength(folder))


def required_strength(folder: Folder) -> Iterator[Limit]:
    """Minimum strength in every period, closing strength at the end of the reported ones, and who is there [FTE]."""
    structure, last = folder.scenario.get("structure", {}), folder.stated.reported[-1]
    for name, stated in structure.get("minimum_strength", {}).items():
        for first, _, period in folder.stated.spans:
            yield _of_strength(folder, f"minimum_strength={name}", stated, period, value_on(stated["fte"], first))
    for name, stated in structure.get("closing_strength", {}).items():
        side: Side = "exactly" if "exactly_fte" in stated else "least"
        asked = value_on(stated.get("exactly_fte", stated.get("at_least_fte")), folder.stated.after[last] - ONE_DAY)
        yield _of_strength(folder, f"closing_strength={name}", stated, last, asked, side)


def _of_strength(
    folder: Folder, rule: str, stated: dict[str, Any], period: str, asked: float, side: Side = "least"
) -> Limit:
    place = f"structure.{rule.replace('=', '.', 1)}"
    return Limit(
        "strength_limits",
        (place, folder.stated.number[period]),
        place,
        side,
        asked,
        strength_of(folder, "after", stated["team"], stated["roles"], period),
        SLACK,
        *("staffing", f"plan=after {rule} period={period}", "strength_fte"),
    )


def reduced_hours_are_within_their_limits(folder: Folder) -> Iterator[Wrong]:
    """No more people are on reduced hours than are in post, nor than may be together."""
    yield from broken(limit for plan in PLANS for limit in people_on_reduced_hours(folder, plan))
    yield from broken(people_on_reduced_hours_together(folder))


def people_on_reduced_hours(folder: Folder, plan: str) -> Iterator[Limit]:
    """People in post of each line with reduced hours in each period, and how many are on them [FTE]."""
    in_post = folder.cells("staffing", PLACE, "strength_fte")
    used: dict[tuple[str, ...], float] = {}
    for row in folder.rows("levers"):
        if row.kind == "reduced_hours" and row.plan == plan:
            line = (plan, row.team, row.role, row.period)
            used[line] = used.get(line, 0.0) + row.used
    for place, total in sorted(used.items()):
        _, team, role, period = place
        yield Limit(
            "reduced_hours_in_post",
            (team, role, folder.stated.number[period]),
            "",
            "most",
            float(in_post.get(place, 0.0)),
            total,
            SLACK,
            *("levers", at(PLACE, place), "used"),
        )


def people_on_reduced_hours_together(folder: Folder) -> Iterator[Limit]:
    """How many may be on reduced hours together in each period, and how many are after action [FTE]."""
    used = {(row.lever, row.period): row.used for row in folder.rows("levers") if row.plan == "after"}
    for name, limit in folder.supply("reduced_hours_together").items():
        for first, end, period in folder.stated.spans:
            place = f"supply.reduced_hours_together.{name}"
            yield Limit(
                "reduced_hours_together",
                (place, folder.stated.number[period]),
                place,
                "most",
                mean_of(limit["fte"], first, end),
                sum(used.get((member, period), 0.0) for member in limit["members"]),
                HOURS * (1 + len(limit["members"])),
                *("levers", f"plan=after lever={name} period={period}", "used"),
            )


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
