"""What a check of a plan's folder finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """One figure of a plan that is not what it should be; which check says so is known to who asked."""

    file: str
    """The file of the folder, e.g. `staffing.csv`."""
    where: str
    """The row, e.g. `plan=after team=missing role=detective period=2019-09`; empty where it is the whole file."""
    column: str
    """The column; empty where it is the whole row or file."""
    says: str
    """What is printed."""
    should_be: str
    """What it should be, worked out again."""


@dataclass(frozen=True)
class Finding:
    """One figure of a plan that is not what it should be, and the check that says so."""

    check: str
    """The rule that is broken, in words."""
    file: str
    """The file of the folder, e.g. `staffing.csv`."""
    where: str
    """The row, e.g. `plan=after team=missing role=detective period=2019-09`; empty where it is the whole file."""
    column: str
    """The column; empty where it is the whole row or file."""
    says: str
    """What is printed."""
    should_be: str
    """What it should be, worked out again."""

    @classmethod
    def of(cls, check: str, wrong: Wrong) -> Finding:
        """What a check has found."""
        return cls(check, wrong.file, wrong.where, wrong.column, wrong.says, wrong.should_be)

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where, self.column) if part)
        return f"{place}: says {self.says}, should be {self.should_be} ({self.check})"
