"""Arrivals in a CSV table beside the scenario: read, checked, and put into the scenario as a list by period.

Why here and not where the model is made: the resolved scenario must stand alone, so that a plan can be
checked years later without the files that once lay beside it.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from planner.errors import Mark, Problem, UsageError
from planner.scenario import periods
from planner.scenario.file_text import Text, read_text
from planner.scenario.head import Period
from planner.scenario.nodes import Entry, MappingNode, Node, Scalar, SequenceNode, place
from planner.scenario.numbers import parse_day
from planner.scenario.yaml_scalars import meaning

COLUMNS = ["period", "arrivals"]


@dataclass
class Tables:
    """The tables of a scenario; what was read and what is wrong with them."""

    period: Period
    files: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def inlined(self, root: MappingNode) -> MappingNode:
        """The tree with every readable table of a demand line replaced by its list."""
        demand = root.entries.get("demand")
        if demand is None or not isinstance(demand.node, MappingNode):
            return root
        lines = {name: self._line(entry) for name, entry in demand.node.entries.items()}
        return _with(root, "demand", MappingNode(lines, demand.node.mark))

    def _line(self, line: Entry) -> Entry:
        arrivals = line.node.entries.get("arrivals") if isinstance(line.node, MappingNode) else None
        if arrivals is None or not isinstance(line.node, MappingNode):
            return line
        changed = _with(line.node, "arrivals", self._arrivals(arrivals.node, line.key))
        return Entry(line.key, line.key_mark, changed)

    def _arrivals(self, arrivals: Node, line: str) -> Node:
        if not isinstance(arrivals, MappingNode) or "by_period" in arrivals.entries:
            return arrivals
        entry = arrivals.entries.get("table")
        if entry is None or not isinstance(entry.node, Scalar) or not isinstance(entry.node.value, str):
            return arrivals
        values = self._values(entry.node.value, entry.node.mark, place("demand", line, "arrivals", "table"))
        if values is None:
            return arrivals
        series = Entry("values", entry.key_mark, SequenceNode(values, entry.node.mark))
        note = Entry("note", entry.key_mark, Scalar(f"read from {entry.node.value}", entry.node.mark))
        inline = Entry("by_period", entry.key_mark, MappingNode({"values": series, "note": note}, entry.node.mark))
        return MappingNode(
            {
                key if key != "table" else "by_period": each if key != "table" else inline
                for key, each in arrivals.entries.items()
            },
            arrivals.mark,
        )

    def _values(self, name: str, mark: Mark, path: str) -> tuple[Scalar, ...] | None:
        """The arrivals of every period, or None where the table has problems."""
        file = Path(os.path.normpath(Path(mark.file).parent / name))
        try:
            text = read_text(file, str(file))
        except UsageError as error:
            self.problems.append(Problem(path, str(error), mark))
            return None
        self.files.append(file)
        if isinstance(text, Problem):
            self.problems.append(Problem(path, text.message, text.mark))
            return None
        table = _Table(text, path, self.period)
        values = table.values()
        self.problems += table.problems
        return None if table.problems else values


def _with(node: MappingNode, key: str, value: Node) -> MappingNode:
    """A mapping with another value under one of its keys."""
    old = node.entries[key]
    return MappingNode({**node.entries, key: Entry(key, old.key_mark, value)}, node.mark)


class _Table:
    """One table: its rows in any order, one for each period."""

    def __init__(self, text: Text, path: str, period: Period) -> None:
        self.text, self.path, self.step = text, path, period.step
        self.problems: list[Problem] = []
        self.wanted = periods.firsts(period)

    def values(self) -> tuple[Scalar, ...]:
        """The arrivals in the order of the periods."""
        rows = [row for row in self._rows() if any(cell.strip() for cell in row[1])]
        if not rows or [cell.strip() for cell in rows[0][1]] != COLUMNS:
            self._problem(
                rows[0][0] if rows else 1,
                "A table of arrivals begins with the line `period,arrivals`. Write it above the numbers.",
            )
            return ()
        found: dict[date, Scalar] = {}
        for line, cells in rows[1:]:
            if len(cells) != len(COLUMNS):
                self._problem(line, f"This line has {len(cells)} cells. Write two: the period and its arrivals.")
                continue
            first = self._period(line, cells[0].strip())
            number = self._number(line, cells[1].strip())
            if first in found:
                self._problem(
                    line,
                    f"{cells[0].strip()} stands here twice; the first is in line {found[first].mark.line}."
                    " Keep one of them.",
                )
            elif first is not None:
                found[first] = Scalar(number, self._mark(line))
        self._gaps([first for first in self.wanted if first not in found])
        return tuple(found[first] for first in self.wanted if first in found)

    def _rows(self) -> list[tuple[int, list[str]]]:
        reader = csv.reader(self.text.lines, strict=True)
        rows: list[tuple[int, list[str]]] = []
        try:
            rows.extend((reader.line_num, cells) for cells in reader)
        except csv.Error as error:
            self._problem(reader.line_num, f"This line cannot be read as CSV ({error}). Check the quotation marks.")
        return rows

    def _period(self, line: int, cell: str) -> date | None:
        try:
            day = parse_day(cell)
        except PydanticCustomError as error:
            self._problem(line, error.message())
            return None
        if day in self.wanted:
            return day
        example = self.wanted[0].isoformat() if self.wanted else "2019-04"
        self._problem(
            line,
            f"{cell} is not the first day of a {self.step} of the plan. Write the first day of each"
            f" {self.step}, the first being {example}, and leave other {self.step}s out.",
        )
        return None

    def _number(self, line: int, cell: str) -> float | None:
        number = meaning(cell)
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            self._problem(
                line,
                (
                    f'"{cell}" is not a number of arrivals. Write a number like 1234.5, without commas.'
                    if cell
                    else "The number of arrivals is missing. Write it, 0 if there were none."
                ),
            )
            return None
        if not 0 <= number <= 1e12:
            self._problem(line, f"{number:g} is not a number of arrivals. Write 0 or more.")
            return None
        return float(number)

    def _gaps(self, missing: list[date]) -> None:
        if missing and not self.problems:
            names = [first.isoformat() if self.step == "week" else first.strftime("%Y-%m") for first in missing[:6]]
            more = f" and {len(missing) - 6} more" if len(missing) > 6 else ""
            self._problem(
                len(self.text.lines),
                f"The table has no line for {', '.join(names)}{more}. Write one for every {self.step} of the plan.",
            )

    def _mark(self, line: int) -> Mark:
        shown = self.text.lines[line - 1] if 0 < line <= len(self.text.lines) else ""
        return self.text.mark(line, 1, len(shown))

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, message, self._mark(line)))
