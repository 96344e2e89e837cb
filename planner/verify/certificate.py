"""The certificate of optimality, checked: the bound of every level is worked out again, without rounding.

Two claims are kept apart. What is checked here is the certificate: that no point of the matrix in `certificate.zip`
that keeps its rows is better than the plan, level by level, to the gap stated, and that the tables print that point.
That its limits are those of the scenario is seen by `planner.verify.limits`; that its coefficients are is not to be
seen here: the tables are held against the scenario by the other checks, and the text of every rule by the tests.

Each level's bound is that of its prices (weak duality; the equation is in the certificate's own README), so that
neither planner nor a solver has to be believed. Where a search for whole numbers proved a bound by branching, the
certificate says so, and that bound is the solver's word.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from planner.verify.certificate_file import FILE, LevelStatement, Read, Statement, read_statements
from planner.verify.exact import ExactBounds
from planner.verify.finding import Finding
from planner.vocabulary import COLUMNS, TABLES

PROVED, SEARCHED, NOT_PROVED = "proved", "solver's bound", "not proved"
WITHIN = 1e-6
"""How near a level must be to its bound to be proved, relative to the size of its terms."""
KEPT_WITHIN = 1e-6
"""What the plan may break a row by, relative to the size of its terms."""
SAME = 1e-9
"""What two figures may differ by that are worked out in the same way, relative to the size of their terms."""
STATED_BELOW = 1e-12
"""How far below the bound of its prices a bound may be stated, relative to its size; above it none may be."""
ROOM = 1e-7
"""How far over its best and tolerance a level may be held, relative to the size of its terms."""
WHOLE_ROOM = 1e-6
"""The same where whole numbers were searched for."""
NEARLY = 1e-6
"""What a price may differ by that a solver has worked out twice, relative to its size."""
HALF = 0.500001
"""A printed figure is off by no more than this part of its last place."""
BACKED = {
    ("staffing", "strength_fte"),
    ("worked", "worked_hours"),
    ("tasks", "missed_hours"),
    ("work", "backlog_cases"),
    ("work", "closed_undone_cases"),
    ("leaders", "leads_fte"),
    ("supervision", "unled_fte"),
    ("levers", "used"),
}
"""Figures each of which is a column of the matrix wherever it is not zero."""


def certificates_hold(folder: Path, read: Read | None = None) -> Iterator[Finding]:
    """Every level of a plan is as good as its certificate says, and the plan is the one that the tables print.

    Args:
        folder: The folder of the plan.
        read: Its certificate, where it has been read already.
    """
    statements, findings = read or read_statements(folder)
    yield from findings
    tables = _Tables(folder)
    for said in statements:
        broken = list(_shapes(said))
        yield from broken
        yield from _plan_keeps_the_rows(said)
        if not broken:
            yield from _bounds(said)
        yield from _levels(said)
        yield from _printed_levels(said, tables)
        if not broken and said.plan == "after":
            yield from _printed_exchange(said, tables)
        yield from _printed_values(said, tables)
    yield from tables.findings


def _finding(check: str, said: Statement, where: str, column: str, says: object, should_be: object) -> Finding:
    return Finding(check, FILE, f"plan={said.plan} {where}".strip(), column, _text(says), _text(should_be))


def _text(figure: object) -> str:
    return f"{figure:.10g}" if isinstance(figure, float) else str(figure)


def _size(said: Statement, level: int) -> float:
    """How large the terms of a level are."""
    costs = np.abs(said.costs[level])
    return max(float(costs.max(initial=0.0)), float((costs * np.abs(said.values)).sum()))


# ---------------------------------------------------------------- the prices
def _shapes(said: Statement) -> Iterator[Finding]:
    """Bounds do not cross, prices press on sides that are there, multipliers are not negative and of levels above."""
    check = "prices and bounds can prove something"
    for column in np.flatnonzero(said.lower > said.upper):
        yield _finding(check, said, said.names[column], "upper", said.upper[column], f"at least {said.lower[column]}")
    for number, level in enumerate(said.levels):
        prices = said.prices[number]
        nothing = ((prices > 0) & np.isinf(said.floor)) | ((prices < 0) & np.isinf(said.ceiling))
        for row in np.flatnonzero(nothing):
            where = f"level={level.name} {said.rows[row].name}"
            yield _finding(check, said, where, "price", prices[row], "of the other sign, or nothing")
        multipliers = said.multipliers[number]
        for above in np.flatnonzero((multipliers < 0) | ((multipliers != 0) & (np.arange(len(multipliers)) >= number))):
            where = f"level={level.name} above={said.levels[above].name}"
            yield _finding(check, said, where, "multiplier", multipliers[above], "nothing below 0, of a level above")


def _bounds(said: Statement) -> Iterator[Finding]:
    """The stated bound is the one that the prices prove, worked out without rounding."""
    check = "no plan goes below the bound"
    exact_bounds = ExactBounds(said)
    for number, level in enumerate(said.levels):
        priced = level.how == PROVED or (level.how == NOT_PROVED and level.bound is not None)
        if not priced or level.bound is None:
            continue
        exact = exact_bounds.bound(number)
        below = exact - Fraction(level.bound)
        if below < 0 or below > Fraction(STATED_BELOW * max(_size(said, number), abs(level.bound))):
            yield _finding(check, said, f"level={level.name}", "bound", repr(level.bound), repr(float(exact)))


# ---------------------------------------------------------------- the plan
def _plan_keeps_the_rows(said: Statement) -> Iterator[Finding]:
    """The plan keeps the bounds of its columns, its rows, and whole numbers."""
    check = "the plan keeps the rules of the matrix"
    values = said.values
    room = KEPT_WITHIN * np.maximum(1.0, np.abs(values))
    for column in np.flatnonzero((values < said.lower - room) | (values > said.upper + room)):
        allowed = f"{said.lower[column]:.10g} to {said.upper[column]:.10g}"
        yield _finding(check, said, said.names[column], "value", float(values[column]), allowed)
    for column in np.flatnonzero(said.whole & (np.abs(values - np.round(values)) > SAME)):
        yield _finding(check, said, said.names[column], "value", float(values[column]), "a whole number")
    activity = said.activity
    room = KEPT_WITHIN * np.maximum(1.0, said.sizes)
    for row in np.flatnonzero((activity < said.floor - room) | (activity > said.ceiling + room)):
        allowed = f"{said.floor[row]:.10g} to {said.ceiling[row]:.10g}"
        yield _finding(check, said, said.rows[row].name, "", float(activity[row]), allowed)


# ---------------------------------------------------------------- the levels
def _levels(said: Statement) -> Iterator[Finding]:
    """What each level holds is its value on the plan; gaps are what they say; what is called proved is."""
    same = WITHIN if said.whole.any() else SAME
    for number, level in enumerate(said.levels):
        size, where = _size(said, number), f"level={level.name}"
        value = math.fsum((said.costs[number] * said.values).tolist()) + level.constant
        if not abs(value - level.held) <= same * size:
            yield _finding("a level is its value on the plan", said, where, "held", level.held, value)
        if not level.held <= level.limit + SAME * size:
            check = "the plan holds the level at its limit"
            yield _finding(check, said, where, "limit", level.limit, f"at least {level.held:.10g}")
        yield from _gap(said, where, level, size)


def _gap(said: Statement, where: str, level: LevelStatement, size: float) -> Iterator[Finding]:
    check = "how far a level is proved"
    if level.how not in (PROVED, SEARCHED, NOT_PROVED):
        yield _finding(check, said, where, "how", level.how, f"{PROVED}, {SEARCHED} or {NOT_PROVED}")
    if level.how == SEARCHED and not said.whole.any():
        yield _finding(check, said, where, "how", level.how, f"{PROVED} or {NOT_PROVED}: nothing is whole here")
    if level.bound is None or level.gap is None:
        if level.how != NOT_PROVED or level.bound is not None or level.gap is not None:
            yield _finding(check, said, where, "bound", "nothing", "a bound and a gap")
        return
    gap = level.best - level.bound
    if not abs(gap - level.gap) <= SAME * size:
        yield _finding(check, said, where, "gap", level.gap, gap)
    if gap < -WITHIN * size:
        yield _finding(check, said, where, "best", level.best, f"at least its bound, {level.bound:.10g}")
    if level.how == PROVED and not gap <= WITHIN * size:
        yield _finding(check, said, where, "how", level.how, f"{NOT_PROVED}: the gap is {gap:.6g} of {size:.6g}")


# ---------------------------------------------------------------- the tables
class _Tables:
    """The tables of the folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, list[dict[str, str]]] = {}
        self.findings: list[Finding] = []

    def rows(self, table: str, plan: str) -> list[dict[str, str]]:
        """Rows of a table that belong to a plan; none, and a finding, where it cannot be read."""
        if table not in self._rows:
            self._rows[table] = self._read(table)
        return [row for row in self._rows[table] if row.get("plan", plan) == plan]

    def _read(self, table: str) -> list[dict[str, str]]:
        file = f"{table}.csv"
        columns = list(TABLES[table].columns)
        try:
            with (self._folder / file).open(encoding="utf-8", newline="") as text:
                rows = list(csv.reader(text, strict=True))
        except (OSError, ValueError, csv.Error) as reason:
            self.findings.append(Finding("the table can be read", file, "", "", f"it cannot ({reason})", "a table"))
            return []
        if not rows or rows[0] != columns or any(len(row) != len(columns) for row in rows):
            self.findings.append(Finding("the table can be read", file, "", "", "other columns", ",".join(columns)))
            return []
        return [dict(zip(columns, row, strict=True)) for row in rows[1:]]


def _printed_levels(said: Statement, tables: _Tables) -> Iterator[Finding]:
    """`levels.csv` and the certificate name the same levels and say the same of them."""
    check = "levels.csv says what the certificate says"
    printed = {row["order"]: row for row in tables.rows("levels", said.plan)}
    room = WHOLE_ROOM if said.whole.any() else ROOM
    for number, level in enumerate(said.levels):
        where = f"plan={said.plan} order={number + 1}"
        row = printed.pop(str(number + 1), None)
        if row is None:
            yield Finding(check, "levels.csv", where, "level", "nothing", level.name)
            continue
        for column, words in (("level", level.name), ("unit", level.unit), ("proof", level.how)):
            if row[column] != words:
                yield Finding(check, "levels.csv", where, column, row[column], words)
        figures = {"best": level.best, "held": level.held, "bound": level.bound, "proof_gap": level.gap}
        for column, figure in figures.items():
            if not _prints(row[column], column, figure):
                yield Finding(check, "levels.csv", where, column, row[column], _text(figure))
        tolerance = _float(row["tolerance"])
        most = level.best + tolerance + 10.0 ** -COLUMNS["tolerance"].decimals
        # The limit of a level that is not proved bears on nothing but what is proved below it.
        if (
            not level.limit
            <= most + (10 * WHOLE_ROOM if level.how == NOT_PROVED else room) * _size(said, number) * 1.01
        ):
            yield _finding("a limit is best and tolerance", said, f"level={level.name}", "limit", level.limit, most)
    for order, row in printed.items():
        where = f"plan={said.plan} order={order}"
        yield Finding(check, "levels.csv", where, "level", row["level"], "a level with a certificate")


def _printed_exchange(said: Statement, tables: _Tables) -> Iterator[Finding]:
    """What a level would buy below is what its limit presses with on the level below, where that one is proved."""
    names = [level.name for level in said.levels]
    for row in tables.rows("exchange", said.plan):
        if row["level"] not in names or row["below"] not in names:
            continue  # another check says so
        above, below = names.index(row["level"]), names.index(row["below"])
        if said.levels[below].how == PROVED:
            pressed = float(said.multipliers[below][above])
            if not abs(_float(row["exchange"]) - pressed) <= HALF * 1e-6 + NEARLY * abs(pressed):
                where = f"level={row['level']} below={row['below']}"
                check = "a level buys what the certificate says"
                yield Finding(check, "exchange.csv", where, "exchange", row["exchange"], _text(pressed))


def _printed_values(said: Statement, tables: _Tables) -> Iterator[Finding]:
    """Every cell in which a column of the matrix is printed holds its value, and no such cell is without one."""
    check = "the tables print the plan that is proved"
    places: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for each in said.cells:
        table, cell = each.table, each.cell
        known = table in TABLES and "plan" in TABLES[table].key and cell in TABLES[table].columns
        if not known or COLUMNS[cell].kind != "number":
            yield _finding(check, said, said.names[each.column], "cell", f"{table}.{cell}", "a figure of a table")
            continue
        values = places[table, cell]
        values[each.row] = values.get(each.row, 0.0) + float(said.values[each.column])
    for table, cell in sorted(set(places) | BACKED):
        values = dict(places[table, cell])
        key = [column for column in TABLES[table].key if column != "plan"]
        for row in tables.rows(table, said.plan):
            name = "|".join(row[column] for column in key)
            value = values.pop(name, None if (table, cell) not in BACKED else 0.0)
            if value is not None and not _prints(row[cell], cell, value):
                where = " ".join(f"{column}={row[column]}" for column in TABLES[table].key)
                yield Finding(check, f"{table}.csv", where, cell, row[cell], _text(value))
        for name, value in values.items():
            if abs(value) > HALF * 10.0 ** -COLUMNS[cell].decimals:
                where = f"plan={said.plan} {name}"
                yield Finding(check, f"{table}.csv", where, cell, "no such row", _text(value))


def _prints(text: str, column: str, figure: float | None) -> bool:
    """Whether a text is how a figure is printed in a column."""
    if figure is None:
        return not text
    allowed = HALF * 10.0 ** -COLUMNS[column].decimals + 1e-15 * abs(figure)
    return abs(_float(text) - figure) <= allowed


def _float(text: str) -> float:
    """A printed number; not a number where there is none, which equals nothing."""
    try:
        return float(text)
    except ValueError:
        return math.nan
