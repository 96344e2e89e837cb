"""What can go wrong, as values and as the few exceptions that become exit codes.

A problem in the reader's input is a value first: a check *returns* problems, and loading raises once,
with all of them. Only the command line turns an exception into an exit code and prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EXIT_PLAN = 0
"""A plan, every level optimal (a gap is a finding, not an error)."""
EXIT_OUR_FAULT = 1
"""A defect of planner."""
EXIT_USAGE = 2
"""Wrong usage of the command line, or a folder or file that cannot be read or written."""
EXIT_PROBLEMS = 3
"""Problems in the scenario; nothing was solved."""
EXIT_CONTRADICTION = 4
"""The rules contradict each other; there is no plan."""
EXIT_NOT_PROVED = 5
"""A plan, not proved optimal within the time limit."""
EXIT_CHECK_FAILED = 6
"""A check of a plan failed, or a gap was found and `--fail-on-gap` was given."""
EXIT_INTERRUPTED = 130
"""Stopped from the keyboard; nothing was written, or the message says what is kept."""


@dataclass(frozen=True, order=True)
class Cell:
    """A cell of a workbook; rows and columns count from 1."""

    sheet_number: int
    """Which sheet of the workbook it is on, from 1."""
    row: int
    column: int
    sheet: str

    @property
    def name(self) -> str:
        """Its letters and its row, e.g. `C7`."""
        letters, left = "", self.column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"

    def __str__(self) -> str:
        sheet = self.sheet if self.sheet.isalnum() else f"'{self.sheet}'"
        return f"{sheet}!{self.name}"


@dataclass(frozen=True)
class Mark:
    """A place in a file that the reader wrote; lines and columns count from 1."""

    file: str
    line: int
    column: int
    width: int = 1
    text: str = ""
    """The whole line, for showing it with a caret; of a cell, its heading and what stands in it."""
    cell: Cell | None = None
    """The cell, where the file is a workbook."""

    @property
    def at(self) -> str:
        """The place, as precisely as it is known: `2019.yaml:41:19`, or `2019.xlsx  Demand!C7`."""
        return f"{self.file}  {self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"

    @property
    def line_at(self) -> str:
        """The file and its line, or its cell: `2019.yaml:41`, or `2019.xlsx Demand!C7`."""
        return f"{self.file} {self.cell}" if self.cell else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a scenario: where, what, and how to mend it."""

    path: str
    """Where in the scenario, e.g. `demand.missing_high.tasks.search.roles.sargeant`."""
    message: str
    """What is wrong and what to write instead, in sentences."""
    mark: Mark | None = None
    """Where in the file; filled in by the loader."""
    severity: str = "problem"
    """`problem` (nothing is solved) or `warning` (shown, needs no change of mind)."""


class PlannerError(Exception):
    """Base of everything planner raises on purpose; each leaf knows its exit code."""

    exit_code = EXIT_OUR_FAULT


class UsageError(PlannerError):
    """A file or folder that cannot be used, or an option that makes no sense."""

    exit_code = EXIT_USAGE


class ScenarioError(PlannerError):
    """The scenario has problems; nothing was solved."""

    exit_code = EXIT_PROBLEMS

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the scenario")
        self.problems = problems


class OutOfTimeError(PlannerError):
    """The time limit ended before there was any plan at all."""

    exit_code = EXIT_NOT_PROVED


class StoppedError(KeyboardInterrupt):
    """An interrupt, with what is kept of the work that it ended."""


class DefectError(PlannerError):
    """Something planner promises about its own result does not hold."""

    exit_code = EXIT_OUR_FAULT


class FolderError(UsageError):
    """A folder that cannot be written; the plan that stood there still stands."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"{folder} cannot be written: {reason}. Nothing was changed there; use --out to write elsewhere."
        )
