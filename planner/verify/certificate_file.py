"""Reading `certificate.zip` without trusting it: what is not as it should be becomes a finding, never a traceback."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from planner.verify.finding import Finding

FILE = "certificate.zip"
CHECK = "the certificate can be read"
PLANS = ("before", "after")
MEMBERS = ("columns", "rows", "entries", "levels", "costs", "prices", "multipliers", "cells")
README = "README.txt"
LARGEST_MEMBER_BYTES = 200_000_000
"""Thirty times the largest member of a plan of four years; a file that unpacks to more is not a certificate."""
MOST_LEVELS = 200

FloatArray: TypeAlias = npt.NDArray[np.float64]
IndexArray: TypeAlias = npt.NDArray[np.int64]
Lines: TypeAlias = list[list[str]]

_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?(e[-+]?[0-9]{1,3})?", re.ASCII)
_INDEX = re.compile(r"[0-9]{1,9}", re.ASCII)


class UnreadableError(Exception):
    """A part of the file is not as it should be."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True)
class LevelStatement:
    """What the certificate says of a level."""

    name: str
    unit: str
    constant: float
    best: float
    held: float
    limit: float
    bound: float | None
    gap: float | None
    how: str


@dataclass(frozen=True)
class CellStatement:
    """Where the certificate says that a column is printed."""

    column: int
    table: str
    row: str
    cell: str


@dataclass(frozen=True)
class RowStatement:
    """What the certificate says that a row is."""

    family: str
    key: str
    place: str
    """Where its figure stands in the scenario; empty for a rule that nobody decided."""

    @property
    def name(self) -> str:
        """Its name: `budgets[public_protection 2019]`."""
        return f"{self.family}[{self.key}]"


@dataclass(frozen=True)
class Statement:
    """What the certificate says of one plan."""

    plan: str
    names: list[str]
    lower: FloatArray
    upper: FloatArray
    whole: npt.NDArray[np.bool_]
    values: FloatArray
    rows: list[RowStatement]
    floor: FloatArray
    """The lower side of each row; minus infinity where there is none."""
    ceiling: FloatArray
    entry_rows: IndexArray
    entry_columns: IndexArray
    coefficients: FloatArray
    levels: list[LevelStatement]
    costs: FloatArray
    """One line a level, one figure a column."""
    prices: FloatArray
    """One line a level, one figure a row."""
    multipliers: FloatArray
    """One line a level, one figure a level."""
    cells: list[CellStatement]

    @cached_property
    def activity(self) -> FloatArray:
        """What each row adds up to on the plan."""
        return self._on_rows(self.coefficients * self.values[self.entry_columns])

    @cached_property
    def sizes(self) -> FloatArray:
        """How large the terms of each row are, and its coefficients."""
        sizes = self._on_rows(np.abs(self.coefficients * self.values[self.entry_columns]))
        np.maximum.at(sizes, self.entry_rows, np.abs(self.coefficients))
        return sizes

    def _on_rows(self, terms: FloatArray) -> FloatArray:
        return np.bincount(self.entry_rows, weights=terms, minlength=len(self.rows)).astype(np.float64)


Read = tuple[list[Statement], list[Finding]]
"""What a certificate says of each plan, and what of it cannot be read."""


def read_statements(folder: Path) -> Read:
    """Read what a certificate says of each plan, and what of it cannot be read."""
    try:
        with zipfile.ZipFile(folder / FILE) as archive:
            texts, findings = _texts(archive)
    except FileNotFoundError:
        return [], [_finding("", "no such file", f"{FILE}, as every plan has one")]
    # A runtime error is what zipfile raises for a version of the format that it does not know.
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError) as reason:
        return [], [_finding("", f"no zip file that can be read ({reason})", "a zip file")]
    statements = []
    for plan in PLANS:
        if all(f"{plan}/{member}.csv" in texts for member in MEMBERS):
            try:
                statements.append(_statement(plan, texts))
            except UnreadableError as unreadable:
                findings.append(unreadable.finding)
    return statements, findings


def _texts(archive: zipfile.ZipFile) -> tuple[dict[str, str], list[Finding]]:
    """The text of every member; nothing is unpacked to the disk, so no name can lead anywhere."""
    wanted = {f"{plan}/{member}.csv" for plan in PLANS for member in MEMBERS}
    texts: dict[str, str] = {}
    findings = []
    for member in archive.infolist():
        if member.filename in texts:
            findings.append(_finding(member.filename, "there twice", "there once"))
        elif member.filename not in wanted | {README}:
            findings.append(_finding(member.filename, "there", "not there: no certificate has it"))
        else:
            try:
                texts[member.filename] = _text(archive, member)
            except UnreadableError as unreadable:
                findings.append(unreadable.finding)
    missing = sorted(wanted - set(texts) - {finding.where for finding in findings})
    return texts, findings + [_finding(name, "not there", "there") for name in missing]


def _text(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    try:
        with archive.open(member) as file:
            content = file.read(LARGEST_MEMBER_BYTES + 1)
        if len(content) <= LARGEST_MEMBER_BYTES:
            return content.decode()
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError) as reason:
        raise UnreadableError(_finding(member.filename, f"cannot be unpacked ({reason})", "text")) from reason
    raise UnreadableError(
        _finding(member.filename, f"more than {LARGEST_MEMBER_BYTES:,} bytes", "no more than that unpacked")
    )


# ---------------------------------------------------------------- from text to figures
class _Member:
    """One member: its lines, and where in it one is."""

    def __init__(self, plan: str, name: str, texts: dict[str, str], header: Sequence[str]) -> None:
        self.file = f"{plan}/{name}.csv"
        usual = csv.field_size_limit(LARGEST_MEMBER_BYTES)  # the entries of a budget are one long field
        try:
            lines = list(csv.reader(io.StringIO(texts[self.file]), strict=True))
        except csv.Error as reason:
            raise self.wrong(0, f"no CSV ({reason})", "CSV") from reason
        finally:
            csv.field_size_limit(usual)
        if not lines or lines[0] != list(header):
            raise self.wrong(1, ",".join(lines[0])[:80] if lines else "empty", ",".join(header))
        self.lines: Lines = lines[1:]
        for number, line in enumerate(self.lines):
            if len(line) != len(header):
                raise self.wrong(number + 2, f"{len(line)} cells", f"{len(header)} cells")

    def wrong(self, line: int, says: str, should_be: str) -> UnreadableError:
        """What is wrong in a line; lines count from 1, with the header."""
        where = f"{self.file} line {line}" if line else self.file
        return UnreadableError(_finding(where, says, should_be))

    def numbers(self, cell: int, missing: float | None = None) -> FloatArray:
        """A column of numbers; what is empty is `missing`, where it may be empty."""
        return np.array([self.number(at, line[cell], missing) for at, line in enumerate(self.lines)], dtype=np.float64)

    def number(self, at: int, text: str, missing: float | None = None) -> float:
        """A number as every program reads it: the nearest that 64 bits can hold."""
        if not text and missing is not None:
            return missing
        value = float(text) if _NUMBER.fullmatch(text) else inf
        if not isfinite(value):
            raise self.wrong(at + 2, repr(text[:60]), "a number")
        return value

    def indices(self, at: int, texts: Sequence[str], count: int) -> list[int]:
        """Numbers of columns, rows or levels, from 0, of which there are `count`."""
        found = [int(text) if _INDEX.fullmatch(text) else count for text in texts]
        if max(found, default=-1) >= count:
            wrong = next(text for text, index in zip(texts, found, strict=True) if index >= count)
            raise self.wrong(at + 2, repr(wrong[:60]), f"a whole number from 0 to {count - 1}")
        return found

    def table(self, count: int, levels: int, first: int = 0) -> FloatArray:
        """Figures of each place, side by side for the levels: one line a level, one figure a place."""
        figures = np.zeros((levels, count))
        seen: set[int] = set()
        for at, (place, *texts) in enumerate(self.lines):
            index = self.indices(at, [place], count + first)[0] - first
            if index in seen or index < 0:
                raise self.wrong(at + 2, f"{place} again" if index in seen else place, "each place once")
            seen.add(index)
            figures[:, index] = [self.number(at, text, 0.0) for text in texts]
        return figures

    def names(self, read: Callable[[list[str]], str]) -> list[str]:
        """What each line is called; no two of them the same."""
        names = [read(line) for line in self.lines]
        seen: set[str] = set()
        for at, name in enumerate(names):
            if name in seen:
                raise self.wrong(at + 2, f"{name} again", "each name once")
            seen.add(name)
        return names


def _statement(plan: str, texts: dict[str, str]) -> Statement:
    columns = _Member(plan, "columns", texts, ("name", "lower", "upper", "whole", "value"))
    rows = _Member(plan, "rows", texts, ("family", "key", "place", "lower", "upper"))
    entries = _Member(plan, "entries", texts, ("row", "columns", "coefficients"))
    header = ("level", "unit", "constant", "best", "held", "limit", "bound", "gap", "how")
    levels = _Member(plan, "levels", texts, header)
    count = len(levels.lines)
    if count > MOST_LEVELS:
        raise levels.wrong(0, f"{count} levels", f"at most {MOST_LEVELS}")
    each = [str(order) for order in range(1, count + 1)]
    costs = _Member(plan, "costs", texts, ("column", *each))
    prices = _Member(plan, "prices", texts, ("row", *each))
    multipliers = _Member(plan, "multipliers", texts, ("level", *each))
    cells = _Member(plan, "cells", texts, ("column", "table", "row", "cell"))
    entry_rows, entry_columns, coefficients = _entries(entries, len(columns.lines), len(rows.lines))
    return Statement(
        plan=plan,
        names=columns.names(lambda line: line[0]),
        lower=columns.numbers(1),
        upper=columns.numbers(2),
        whole=np.array([_is_whole(columns, at, line[3]) for at, line in enumerate(columns.lines)], dtype=bool),
        values=columns.numbers(4),
        rows=[RowStatement(family, key, place) for family, key, place, _, _ in rows.lines],
        floor=rows.numbers(3, -inf),
        ceiling=rows.numbers(4, inf),
        entry_rows=entry_rows,
        entry_columns=entry_columns,
        coefficients=coefficients,
        levels=_levels(levels),
        costs=costs.table(len(columns.lines), count),
        prices=prices.table(len(rows.lines), count),
        multipliers=multipliers.table(count, count, first=1).T,
        cells=[
            CellStatement(cells.indices(at, line[:1], len(columns.lines))[0], *line[1:])
            for at, line in enumerate(cells.lines)
        ],
    )


def _entries(member: _Member, columns: int, rows: int) -> tuple[IndexArray, IndexArray, FloatArray]:
    """The coefficients, each row's columns once."""
    entry_rows: list[int] = []
    entry_columns: list[int] = []
    coefficients: list[float] = []
    seen: set[int] = set()
    for at, (row, columns_text, coefficients_text) in enumerate(member.lines):
        of_row, values = member.indices(at, columns_text.split(), columns), coefficients_text.split()
        index = member.indices(at, [row], rows)[0]
        if index in seen or len(set(of_row)) < len(of_row) or len(of_row) != len(values):
            raise member.wrong(at + 2, "a row or column again, or not as many columns as coefficients", "each once")
        seen.add(index)
        entry_rows += [index] * len(of_row)
        entry_columns += of_row
        coefficients += [member.number(at, value) for value in values]
    as_index = (np.array(each, dtype=np.int64) for each in (entry_rows, entry_columns))
    return (*as_index, np.array(coefficients, dtype=np.float64))  # type: ignore[return-value]


def _levels(member: _Member) -> list[LevelStatement]:
    member.names(lambda line: line[0])
    statements = []
    for at, (name, unit, *figures, bound, gap, how) in enumerate(member.lines):
        constant, best, held, limit = (member.number(at, text) for text in figures)
        stated_bound, stated_gap = (member.number(at, text) if text else None for text in (bound, gap))
        statements.append(LevelStatement(name, unit, constant, best, held, limit, stated_bound, stated_gap, how))
    return statements


def _is_whole(member: _Member, at: int, text: str) -> bool:
    if text not in ("true", "false"):
        raise member.wrong(at + 2, repr(text[:60]), "true or false")
    return text == "true"


def _finding(where: str, says: str, should_be: str) -> Finding:
    return Finding(CHECK, FILE, where, "", says, should_be)
