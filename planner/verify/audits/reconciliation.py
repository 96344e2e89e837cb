"""Audits of the way from posts to cost, and of what each action costs."""

from __future__ import annotations

from collections.abc import Iterator

from planner.verify.audits.money import NO_CASH
from planner.verify.comparing import FTE, POUNDS, at, compare_places, compare_rows, each_row, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.worked_out.cohorts import followed
from planner.verify.worked_out.pay import person
from planner.verify.worked_out.ways import ways

KEY = ["plan", "financial_year", "order"]
EFFECT = ["plan", "lever", "kind", "financial_year"]
FILLED = "budgeted establishment, every post filled"
PEOPLE = "pay and on-costs"
COST = "cost"
STEPS = (
    "approved establishment at the price base, on-costs included",
    "posts that the budget does not pay for (vacancy factor)",
    "pay awards",
    "increments",
    FILLED,
    "posts not filled, less posts filled beyond it",
    PEOPLE,
)
"""The steps that every plan has; one for each other kind of cost and the cost itself follow."""


def the_way_from_posts_to_cost_adds_up(folder: Folder) -> Iterator[Wrong]:
    """Each step from the approved establishment to the cost is what posts, prices and costs make it."""
    expected: dict[tuple[str, str, int], tuple[str, float, float]] = {}
    for (plan, year), steps in _ways_of_years(folder).items():
        for order, (step, pounds, slack) in enumerate(steps, start=1):
            expected[plan, year, order] = (step, pounds, slack)
    rows = {(row.plan, row.financial_year, int(row.order)): row for row in folder.rows("reconciliation")}
    yield from compare_rows("reconciliation", KEY, rows, expected)
    for place in sorted(set(rows) & set(expected)):
        row, (step, pounds, slack) = rows[place], expected[place]
        for column, says, again in (
            ("step", row.step, step),
            ("is_total", row.is_total, step in (FILLED, PEOPLE, COST)),
        ):
            if says != again:
                yield wrong("reconciliation", at(KEY, place), column, says, again)
        if not abs(row.pounds - pounds) <= slack:
            yield wrong("reconciliation", at(KEY, place), "pounds", row.pounds, pounds)
    yield from _totals_are_sums(rows)


def _totals_are_sums(rows: dict[tuple[str, str, int], object]) -> Iterator[Wrong]:
    """Each total is the sum of the printed steps above it, to the penny."""
    running: dict[tuple[str, str], float] = {}
    for place, row in sorted(rows.items()):
        plan_year, pounds = place[:2], float(getattr(row, "pounds", 0.0))
        total = running.get(plan_year, 0.0)
        if getattr(row, "is_total", False):
            if not abs(pounds - total) < POUNDS:
                yield wrong("reconciliation", at(KEY, place), "pounds", pounds, total)
        else:
            running[plan_year] = total + pounds


def _ways_of_years(folder: Folder) -> dict[tuple[str, str], list[tuple[str, float, float]]]:
    """The steps of each plan and financial year: name, pounds, and what rounding leaves open."""
    base, awarded, full = person(folder, False, False), person(folder, True, False), person(folder)
    sums: dict[tuple[str, str], list[float]] = {}
    for row in folder.rows("staffing"):
        steps = sums.setdefault((row.plan, folder.stated.financial_year[row.period]), [0.0] * 5)
        place = (row.role, row.period)
        steps[0] += row.approved_fte * base[place]
        steps[1] += (row.budgeted_fte - row.approved_fte) * base[place]
        steps[2] += row.budgeted_fte * (awarded[place] - base[place])
        steps[3] += row.budgeted_fte * (full[place] - awarded[place])
        steps[4] += 2 * FTE * full[place]
    spent: dict[tuple[str, str], dict[str, float]] = {}
    for row in folder.rows("costs"):
        if row.kind != NO_CASH:
            by_kind = spent.setdefault((row.plan, folder.stated.financial_year[row.period]), {})
            by_kind[row.kind] = by_kind.get(row.kind, 0.0) + row.pounds
    return {place: list(_steps(figures, spent.get(place, {}))) for place, figures in sums.items()}


def _steps(posts: list[float], spent: dict[str, float]) -> Iterator[tuple[str, float, float]]:
    *steps, slack = posts
    slack += POUNDS
    filled = sum(steps)
    others = {kind: pounds for kind, pounds in spent.items() if kind not in ("pay", "on_costs")}
    people = spent.get("pay", 0.0) + spent.get("on_costs", 0.0)
    yield from zip(STEPS, [*steps, filled, people - filled], [slack] * 4 + [4 * slack] * 2, strict=False)
    yield PEOPLE, people, POUNDS
    for kind, pounds in sorted(others.items()):
        yield kind.replace("_", " "), pounds, POUNDS
    yield COST, people + sum(others.values()), 2 * POUNDS


def actions_cost_what_follows_from_them(folder: Folder) -> Iterator[Wrong]:
    """Part-year and full-year cost of each action, from who started, how long they stay, and what is booked on it."""
    part: dict[tuple[str, ...], tuple[float, float]] = {}
    full: dict[tuple[str, ...], tuple[float, float]] = {}
    last_of = {year: period for period, year in folder.stated.financial_year.items()}
    for plan, lever, kind, period, pounds, lasting, slack in _booked_on_actions(folder):
        year = folder.stated.financial_year[period]
        key, a_year = (plan, lever, kind, year), 12 / folder.stated.months[period]
        before, room = part.get(key, (0.0, 1.0))
        part[key] = (before + pounds, room + slack + 1e-7 * abs(pounds))
        before, room = full.get(key, (0.0, 1.0))
        is_last = last_of[year] == period
        full[key] = (
            (before + lasting * a_year, room + (slack + 1e-7 * abs(lasting)) * a_year) if is_last else (before, room)
        )
    for column, expected in (("part_year_pounds", part), ("full_year_pounds", full)):
        printed = folder.cells("effects", EFFECT, column)
        yield from compare_places("effects", column, EFFECT, printed, expected, 1.0)


def _booked_on_actions(folder: Folder) -> Iterator[tuple[str, str, str, str, float, float, float]]:
    """What each action costs in each period: plan, lever, kind, period, pounds, the part that lasts, slack."""
    each, known = person(folder), ways(folder)
    table = followed(folder)
    for row in each_row(table[table["decided"]]):
        price = each[row.role, row.period]
        present = row.present if known[row.flow].stated.get("role_pay", True) else 0.0
        lasting = (present - row.released) * price
        pounds = row.training_paid * price + lasting
        if pounds:
            yield row.plan, row.flow, row.kind, row.period, pounds, lasting, FTE * price
    for row in folder.rows("costs"):
        if row.lever and row.kind != NO_CASH:
            kind = known[row.lever].kind if row.lever in known else row.kind
            lasting = row.pounds if row.nature == "recurrent" else 0.0
            yield row.plan, row.lever, kind, row.period, row.pounds, lasting, POUNDS
