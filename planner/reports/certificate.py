"""The certificate as one file: the matrix, the plan as a point of it, and the prices that prove each level."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from planner.plan.certificate import Certificate
from planner.solver.matrix import FloatArray

FILE = "certificate.zip"
BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
"""The date that all members carry, so that the same certificate is the same bytes."""
README = """\
The certificate of a plan, for the plan before action and for the plan (folders before and after).

columns.csv      what is decided: name, bounds, whether whole numbers only, its value on the plan
rows.csv         the rules: family, key, scenario path, lower and upper side (empty: none)
entries.csv      for each row its columns and their coefficients
levels.csv       what was minimised in which order; each held at its limit while those below were minimised
costs.csv        for each column its cost in each level; a level is cost times value, added up, plus its constant
prices.csv       y: for each row its price in each level
multipliers.csv  u: for each level a multiplier of each level above it
cells.csv        where the value of a column is printed: table, the row's key without its plan, column

Columns and rows are numbered from 0 in the order of their files, levels from 1. What is empty or left out is nothing.

The bound of a level with costs c, which no plan goes below that keeps bounds, rows and the limits of the levels above:

  sum over rows of y * (lower side if y > 0, upper side if y < 0)
  - sum over levels above of u * (limit - constant)
  + sum over columns of the smaller of d * lower and d * upper,  d = c - sum of y * coefficient + sum of u * costs above
  + constant

Prices of the right sign and multipliers of at least nothing prove it whatever they are. Numbers are those that a
computer reads the text as (IEEE 754, 64 bits); worked out without rounding, the bound is not below the one stated.

What is proved is proved of this matrix. That the matrix says what the scenario says is another claim, with other
evidence: the checks of the tables against the scenario, and the tests of every rule's text.
"""

LEVEL_HEADER = ("level", "unit", "constant", "best", "held", "limit", "bound", "gap", "how")

Line = tuple[object, ...]


def certificate_zip(certificates: Mapping[str, Certificate]) -> bytes:
    """The file's bytes; the same certificates give the same ones.

    Args:
        certificates: By plan: `before` and `after`.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in _members(certificates):
            member = zipfile.ZipInfo(name, BEGINNING_OF_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same on every system
            archive.writestr(member, text.encode(), compresslevel=9)
    return buffer.getvalue()


def _members(certificates: Mapping[str, Certificate]) -> Iterator[tuple[str, str]]:
    yield "README.txt", README
    for plan, certificate in certificates.items():
        levels = [str(order) for order in range(1, len(certificate.levels) + 1)]
        yield f"{plan}/columns.csv", _csv(["name", "lower", "upper", "whole", "value"], _columns(certificate))
        yield f"{plan}/rows.csv", _csv(["family", "key", "place", "lower", "upper"], _rows(certificate))
        yield f"{plan}/entries.csv", _csv(["row", "columns", "coefficients"], _entries(certificate))
        yield f"{plan}/levels.csv", _csv(LEVEL_HEADER, _levels(certificate))
        yield f"{plan}/costs.csv", _csv(["column", *levels], _costs(certificate))
        yield f"{plan}/prices.csv", _csv(["row", *levels], _prices(certificate))
        yield f"{plan}/multipliers.csv", _csv(["level", *levels], _multipliers(certificate))
        yield f"{plan}/cells.csv", _csv(["column", "table", "row", "cell"], _cells(certificate))


def _csv(header: Sequence[str], lines: Iterable[Line]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


def _number(value: float | None) -> str:
    """A number as the shortest text that is read as the same number; nothing where there is none."""
    if value is None or math.isinf(value):
        return ""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _columns(certificate: Certificate) -> Iterator[Line]:
    program, matrix = certificate.solution.program, certificate.solution.program.matrix()
    whole = set(program.whole_columns) - {program.column_of(each) for each in certificate.solution.not_whole}
    bounds = zip(matrix.column_lower.tolist(), matrix.column_upper.tolist(), strict=True)
    values = certificate.solution.values.tolist()
    for column, (variable, (lower, upper), value) in enumerate(zip(program.variables, bounds, values, strict=True)):
        is_whole = "true" if column in whole else "false"
        yield variable.name, _number(lower), _number(upper), is_whole, _number(value)


def _rows(certificate: Certificate) -> Iterator[Line]:
    program, matrix = certificate.solution.program, certificate.solution.program.matrix()
    sides = zip(matrix.row_lower.tolist(), matrix.row_upper.tolist(), strict=True)
    for rule, (lower, upper) in zip(program.rules, sides, strict=True):
        key = " ".join(map(str, rule.key))
        yield rule.family, key, rule.place or "", _number(lower), _number(upper)


def _entries(certificate: Certificate) -> Iterator[Line]:
    matrix = certificate.solution.program.matrix()
    starts, columns, values = matrix.starts.tolist(), matrix.columns.tolist(), matrix.values.tolist()
    for row, (begin, end) in enumerate(pairwise(starts)):
        coefficients = map(_number, values[begin:end])
        yield row, " ".join(map(str, columns[begin:end])), " ".join(coefficients)


def _levels(certificate: Certificate) -> Iterator[Line]:
    of_each = zip(certificate.levels, certificate.solution.levels, certificate.proofs, strict=True)
    for level, result, proof in of_each:
        figures = (level.constant, result.best, result.held, proof.limit, proof.bound, proof.gap)
        yield (level.name, level.unit, *map(_number, figures), proof.how)


def _costs(certificate: Certificate) -> Iterator[Line]:
    program = certificate.solution.program
    return _side_by_side([program.costs(level.terms) for level in certificate.levels])


def _prices(certificate: Certificate) -> Iterator[Line]:
    return _side_by_side([proof.rows for proof in certificate.proofs])


def _multipliers(certificate: Certificate) -> Iterator[Line]:
    for order, proof in enumerate(certificate.proofs, start=1):
        if proof.levels.any():
            below = len(certificate.proofs) - len(proof.levels)
            yield (order, *map(_figure, proof.levels.tolist()), *([""] * below))


def _side_by_side(of_levels: Sequence[FloatArray]) -> Iterator[Line]:
    """A line for each place at which any level has a figure, with the figures of all levels side by side."""
    table = np.stack(of_levels, axis=1)
    for place in np.flatnonzero(table.any(axis=1)).tolist():
        yield (place, *map(_figure, table[place].tolist()))


def _figure(value: float) -> str:
    """A number, or nothing where it is zero."""
    return _number(value) if value else ""


def _cells(certificate: Certificate) -> Iterator[Line]:
    return ((each.column, each.table, each.row, each.cell) for each in certificate.cells)
