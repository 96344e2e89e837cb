"""What-ifs read from a table: one row each, its columns are paths of the scenario."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from planner.errors import UsageError
from planner.whatif.sweep.design import AS_IT_IS, Design, Run
from planner.whatif.sweep.inputs import Input, Setting, Settings, Variable, Variables, parse_value

NAME = "name"
"""The column that names the rows; it may be missing."""


def listed(file: Path, variables: Variables) -> Design:
    """Read a list of what-ifs; an empty cell leaves its place as in the scenario.

    Args:
        file: A CSV file with a header; `name` and any paths.
        variables: What may be varied.

    Raises:
        UsageError: The file cannot be read, has no rows, or a column is no path.
    """
    head, rows = _read(file)
    columns = {
        number: variables.at(path, f"{file}, line 1, column {number + 1}")
        for number, path in enumerate(head)
        if path != NAME
    }
    runs = []
    for number, (line, row) in enumerate(rows, start=1):
        name = row[head.index(NAME)].strip() if NAME in head else ""
        runs.append(Run(number, name or f"row {number}", _settings(file, line, row, columns)))
    return Design("list", tuple(_input(variable) for variable in columns.values()), (AS_IT_IS, *runs))


def _read(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and each row with its line."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            head = [each.strip() for each in next(reader, [])]
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file} is no table of text separated by commas, in UTF-8.") from error
    twice = next((each for each in head if head.count(each) > 1), None)
    if twice is not None or "" in head:
        which = f'the column "{twice}" stands there twice' if twice else "a column has no name"
        raise UsageError(f"{file}, line 1: {which}.")
    if not rows or set(head) <= {NAME}:
        raise UsageError(
            f"{file} holds no what-ifs. Its first line names paths of the scenario (and {NAME}, if you like), each line"
            " below is one what-if; an empty cell is as in the scenario."
        )
    for line, row in rows:
        if len(row) != len(head):
            raise UsageError(f"{file}, line {line}: there are {len(row)} cells, but {len(head)} columns.")
    return head, rows


def _settings(file: Path, line: int, row: Sequence[str], columns: dict[int, Variable]) -> Settings:
    settings: list[Setting] = []
    for number, variable in columns.items():
        cell = row[number].strip()
        if cell:
            settings += variable.at(parse_value(cell), f"{file}, line {line}, column {number + 1}")
    return tuple(settings)


def _input(variable: Variable) -> Input:
    """A column as an input: what stands in it is in the runs."""
    return Input(variable.path, variable.unit, variable.stated, (), is_range=False, first=variable.first)
