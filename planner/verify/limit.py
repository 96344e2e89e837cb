"""A limit of the scenario in one period, in one year or on the whole plan, and what the tables say is held under it.

Audits yield limits; whether each is kept is then one question (`broken`), and whether the certificate has just the
same limit another one (`planner.verify.limits`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from planner.verify.comparing import at_least, at_most, wrong
from planner.verify.finding import Wrong

Side = Literal["most", "least", "exactly"]
"""On which side of its figure a limit holds."""


@dataclass(frozen=True)
class Limit:
    """A limit, and what is held under it."""

    rule: str
    """The rule family, e.g. `budgets`."""
    key: tuple[object, ...]
    """Which row of the family, as the certificate names it; periods by their number, years by that of their start."""
    place: str
    """Where the figure stands in the scenario; empty for what nobody decided."""
    side: Side
    figure: float
    """What the scenario says, worked out for the period or year."""
    held: float
    """What the tables say is held."""
    slack: float
    """What printing leaves open of the difference between the two."""
    table: str = ""
    where: str = ""
    """The row of the table in which it would be broken."""
    column: str = ""
    besides: tuple[tuple[str, float, float], ...] = ()
    """Columns of the certificate that count for it and stand in no table as they are: the name, how much one counts,
    and what of it is in `held`."""
    may_lack: bool = False
    """Whether nothing can count for it as far as the tables say, so that there need be no row of it."""

    @property
    def name(self) -> str:
        """The row's name in the certificate."""
        return f"{self.rule}[{' '.join(map(str, self.key))}]"

    @property
    def is_kept(self) -> bool:
        """Whether what is held is on the right side of the figure."""
        over, under = self.held - self.figure, self.figure - self.held
        return (self.side == "least" or over <= self.slack) and (self.side == "most" or under <= self.slack)

    def wrong(self) -> Wrong:
        """The limit is broken in the tables."""
        should_be = {"most": at_most, "least": at_least}.get(self.side, float)(self.figure)
        return wrong(self.table, self.where, self.column, self.held, should_be)


def broken(limits: Iterable[Limit]) -> Iterator[Wrong]:
    """Every limit that the tables do not keep."""
    for limit in limits:
        if not limit.is_kept:
            yield limit.wrong()


def year_start(financial_year: str) -> int:
    """The calendar year in which a financial year starts: 2019 of 2019/20."""
    return int(financial_year[:4])
