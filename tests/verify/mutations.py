"""Spoiling a good plan one number, one word or one row at a time, as somebody would who also rewrites the hashes."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.verify.cells import read_table
from planner.verify.folder import Folder
from planner.verify.verify import figures_found
from planner.vocabulary import COLUMNS, TABLES
from verify.plans import stated, tables_of

UNSEEN_TABLES = {
    "exchange": "prices of the levels: the certificate says them, see test_certificate; here only tables are spoilt",
    "trials": "plans of their own: only another optimisation could say what they reach",
}
"""Tables whose figures no check of the tables alone sees, with the reason."""
UNSEEN = {
    ("assumptions", "unit"): "the word for what is counted; the scenario does not state it",
    ("hours", "kind"): "absence, abstraction or other time: no figure rests on which",
    ("levels", "bound"): "the certificate says it, see test_certificate; here only tables are spoilt",
    ("levels", "proof_gap"): "the same",
    ("levels", "proof"): "the same",
    ("levers", "unit"): "the word for what is counted; no figure rests on it",
    ("rounding", "reported_continuous"): "what a plan in fractions comes to: only another optimisation could say it",
}
"""Columns that no check sees, with the reason."""
AMOUNTS = ("one percent", "a tenth", "twice", "the other sign")
"""How numbers are changed: each by more than what printing leaves open."""


@dataclass(frozen=True)
class Mutation:
    """One change of a table."""

    kind: str
    table: str
    column: str
    where: str
    text: str
    """The table as it stands afterwards."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.table}.{self.column} at {self.where}"


class Spoiler:
    """A good plan, and whether the checks notice what is done to it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        tables = tables_of(files)
        self.good = Folder({name: table.rows for name, table in tables.items()}, stated(files))
        for name in tables:
            self.good.rows(name)

    def objections(self) -> list[str]:
        """What the checks find in the plan as it is."""
        return [str(finding) for finding in figures_found(self.good, self.files, "")]

    def notices(self, mutation: Mutation) -> bool:
        """Whether any check objects to a spoilt table."""
        table = read_table.__wrapped__(mutation.table, mutation.text)
        if table.wrong:
            return True
        spoilt = self.good.with_table(mutation.table, table.rows)
        return next(figures_found(spoilt, self.files, mutation.table), None) is not None

    def mutations(self, each: int, chance: random.Random) -> Iterator[Mutation]:
        """Changes of every column of every table that the checks see, `each` of every kind."""
        for name in sorted(set(self.good.tables) - set(UNSEEN_TABLES)):
            header, *rows = csv.reader(io.StringIO(self.files[f"{name}.csv"].decode()))
            if rows:
                yield from _of_table(name, header, rows, each, chance)


def _of_table(
    name: str, header: list[str], rows: list[list[str]], each: int, chance: random.Random
) -> Iterator[Mutation]:
    for number, column in enumerate(header):
        if (name, column) in UNSEEN:
            continue
        kinds = AMOUNTS if COLUMNS[column].kind == "number" else ("another value",)
        for kind in (*kinds, "swap"):
            for _ in range(each):
                changed = _changed(name, header, rows, number, kind, chance)
                if changed is not None:
                    where, table = changed
                    yield Mutation(kind, name, column, where, _text(header, table))
    for _ in range(each):
        place = chance.randrange(len(rows))
        where = _key(name, rows[place])
        if not _is_nothing(name, header, rows[place]):
            yield Mutation("row lost", name, "", where, _text(header, rows[:place] + rows[place + 1 :]))
        yield Mutation("row twice", name, "", where, _text(header, [*rows[: place + 1], *rows[place:]]))


def _changed(
    name: str, header: list[str], rows: list[list[str]], number: int, kind: str, chance: random.Random
) -> tuple[str, list[list[str]]] | None:
    """A table with one cell changed, or two swapped; none where no row can be changed materially."""
    places = [place for place, row in enumerate(rows) if _may_change(name, header, row)]
    for place in chance.sample(places, min(20, len(places))):
        cell = rows[place][number]
        if kind == "swap":
            other = chance.choice(places)
            if _is_material(header[number], cell, rows[other][number]):
                table = [list(row) for row in rows]
                table[place][number], table[other][number] = rows[other][number], cell
                if sorted(table) != sorted(rows):
                    return f"{_key(name, rows[place])} and {_key(name, rows[other])}", table
            continue
        new = _new(header[number], cell, kind, [row[number] for row in rows], chance)
        if new is not None and _is_material(header[number], cell, new):
            table = [*rows[:place], [*rows[place][:number], new, *rows[place][number + 1 :]], *rows[place + 1 :]]
            return _key(name, rows[place]), table
    return None


def _may_change(name: str, header: list[str], row: list[str]) -> bool:
    """The tie-break level ranks names: its value says nothing."""
    return name != "levels" or row[header.index("level")] != "tie_break"


def _new(column: str, cell: str, kind: str, others: list[str], chance: random.Random) -> str | None:
    if COLUMNS[column].kind == "number":
        factor = {"one percent": 1.01, "a tenth": 0.9, "twice": 2.0, "the other sign": -1.0}[kind]
        return f"{float(cell) * factor:.{COLUMNS[column].decimals}f}" if cell and float(cell) else None
    if COLUMNS[column].kind == "integer":
        return str(int(cell) + 1)
    if COLUMNS[column].kind == "boolean":
        return {"true": "false", "false": "true"}[cell]
    if COLUMNS[column].kind == "date":
        return (date.fromisoformat(cell) + timedelta(days=1)).isoformat()
    different = sorted({other for other in others if other != cell})
    return chance.choice([*different, "somebody_else"])


SPARSE = ("flows", "elsewhere", "costs", "worked", "effects", "levers", "staffing", "tasks")
"""Tables in which rows without any figure may be there or not."""
MATERIAL = {"FTE": 0.01, "hours": 0.5, "cases": 0.01, "pounds": 5.0, "heads": 0.03, "FTE²": 0.01}
"""The least change that matters to anybody who reads the plan, by unit; of other figures half a percent."""


def _is_material(column: str, old: str, new: str) -> bool:
    """Whether a change is more than what the printed digits of all figures that meet in one leave open."""
    if old == new:
        return False
    if COLUMNS[column].kind != "number" or not old or not new:
        return True
    least = MATERIAL.get(COLUMNS[column].unit, 0.0)
    change = abs(float(new) - float(old))
    return change >= max(least, 0.005 * abs(float(old)))


def _is_nothing(name: str, header: list[str], row: list[str]) -> bool:
    """Whether a row says nothing: no figure stands in it, and its table need not have it."""
    numbers = (cell for column, cell in zip(header, row, strict=True) if COLUMNS[column].kind == "number" and cell)
    return name in SPARSE and not any(map(float, numbers))


def _key(name: str, row: list[str]) -> str:
    return " ".join(row[: len(TABLES[name].key)])


def _text(header: list[str], rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
