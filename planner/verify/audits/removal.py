"""Audit of what a removed rank saves and costs: every line to the penny from the cells of the other tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any

from planner.verify.comparing import at, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import as_day
from planner.verify.worked_out.people import Line, leaving_share
from planner.verify.worked_out.ranks import Ranks, replacement_role

STEPS = (
    "holders when the rank was frozen, had they stayed",
    "holders still in post",
    "empty posts",
    "exit payments",
    "boards, courses and moves of its holders",
    "pay as before: protection, and part pay of temporary posts",
    "former holders in other posts of these teams",
    "posts that came back as another rank",
    "holders posted elsewhere in the force, still paid",
    "cash saved",
    "duties passed on to others",
    "duties not done",
    "supervision lost",
    "saved when time is counted too",
    "constables to hold officer numbers",
    "cash saved with officers replaced",
)
TOTALS = {3: range(1, 3), 10: (1, 2, *range(4, 10)), 14: (1, 2, *range(4, 10), *range(11, 14)), 16: (10, 15)}
"""The lines of which each total is the sum; the last of another total and one line."""
NOT_CASH = (11, 12, 13, 14)
POSTED = ("posting_out", "civilianisation_out")
"""Kinds of flows of officers who leave these teams for another part of the force, which pays them."""
FIGURES = ("saved_fte", "saved_pounds")
KEY = ("plan", "rank", "financial_year", "order")


def a_removed_rank_saves_what_follows_from_the_other_tables(folder: Folder) -> Iterator[Wrong]:
    """Each line of the removal, in FTE-years and pounds, and each total as the sum of its lines."""
    known = Ranks(folder)
    rows = {(row.plan, row.rank, row.financial_year, int(row.order)): row for row in folder.rows("removal")}
    expected = []
    for plan in ("before", "after"):
        cells = _Cells(known, plan)
        for rank in known.removed:
            for year, periods in _years_since(folder, known.frozen(rank)).items():
                places = [(plan, rank, year, order) for order in range(1, len(STEPS) + 1)]
                expected += places
                if all(place in rows for place in places):
                    yield from _compare_year(cells, rank, periods, {place[3]: rows[place] for place in places})
    yield from compare_rows("removal", KEY, rows, expected)


def _years_since(folder: Folder, number: int) -> dict[str, list[str]]:
    """The reported periods from a number on, by financial year."""
    years: dict[str, list[str]] = {}
    for period in folder.stated.reported:
        if folder.stated.number[period] >= number:
            years.setdefault(folder.stated.financial_year[period], []).append(period)
    return years


def _compare_year(cells: _Cells, rank: str, periods: list[str], rows: dict[int, Any]) -> Iterator[Wrong]:
    again = {order: [0.0, 0.0] for order in rows if order not in TOTALS}
    for period in periods:
        for order, (fte, pounds) in cells.figures(rank, period).items():
            again[order][0] += fte * cells.years(period)
            again[order][1] += pounds
    for order, lines in TOTALS.items():
        again[order] = [sum(float(getattr(rows[line], column)) for line in lines) for column in FIGURES]
    for order, row in rows.items():
        where = at(KEY, (cells.plan, rank, row.financial_year, order))
        for column, worked_out, slack in zip(FIGURES, again[order], (1e-4, 0.011), strict=True):
            if not abs(getattr(row, column) - worked_out) <= slack:
                yield wrong("removal", where, column, getattr(row, column), worked_out)
        for column, should_be in (
            ("step", STEPS[order - 1]),
            ("is_total", order in TOTALS),
            ("cash", order not in NOT_CASH),
        ):
            if getattr(row, column) != should_be:
                yield wrong("removal", where, column, getattr(row, column), should_be)


@dataclass(frozen=True)
class _Cells:
    """The cells of one plan that the removal is made of."""

    known: Ranks
    plan: str

    def years(self, period: str) -> float:
        """A period as a part of a year."""
        return self.known.folder.stated.months[period] / 12

    def rows(self, name: str, period: str) -> list[Any]:
        """The rows of this plan and a period in a table."""
        return self._rows(name).get(period, [])

    def _rows(self, name: str) -> dict[str, list[Any]]:
        if name not in self._by_period:
            rows = self._by_period[name] = defaultdict(list)
            for row in self.known.folder.rows(name):
                if row.plan == self.plan:
                    rows[row.period].append(row)
        return self._by_period[name]

    @cached_property
    def _by_period(self) -> dict[str, dict[str, list[Any]]]:
        return {}

    def figures(self, rank: str, period: str) -> dict[int, tuple[float, float]]:
        """FTE and pounds of each line in a period, by its place."""
        lines = self.known.lines(rank)
        stayed = {line: self.known.at_freeze(self.plan, line, rank) for line in lines}
        mine = [row for row in self.rows("staffing", period) if (row.team, row.role) in lines]
        there = sum(row.strength_fte + row.in_training_fte for row in mine)
        costs = [row for row in self.rows("costs", period) if (row.team, row.role) in lines]
        paid = sum(row.pounds for row in costs if row.kind in ("pay", "on_costs"))
        return {
            1: (sum(stayed.values()), sum(fte * self.price[line[1], period] for line, fte in stayed.items())),
            2: (-there, -paid),
            4: (0.0, -self.booked(rank, period, "exits")),
            5: (0.0, -self.booked(rank, period, "pathways", "moves")),
            6: (0.0, -self.booked(rank, period, "pay_protection", "temporary_promotion")),
            7: self.elsewhere(rank, period, came_back=False),
            8: self.elsewhere(rank, period, came_back=True),
            9: self.posted(rank, period),
            11: self.passed_on(rank, period),
            12: self.not_done(rank, period),
            13: self.supervision_lost(rank, period),
            15: self.replaced(rank, period),
        }

    @cached_property
    def price(self) -> dict[tuple[str, str], float]:
        """Pay and on-costs by role and period."""
        rows = self.known.folder.rows("prices")
        return {(row.role, row.period): row.pay_pounds + row.on_costs_pounds for row in rows}

    @cached_property
    def hours(self) -> dict[tuple[str, str], float]:
        """Productive hours of one FTE by role and period."""
        return self.known.folder.cells("prices", ("role", "period"), "productive_hours_per_fte")

    def booked(self, rank: str, period: str, *kinds: str) -> float:
        """What is booked on the ways out of a rank."""
        ways = self.known.ways_out(rank)
        mine = (row.pounds for row in self.rows("costs", period) if row.lever in ways and row.kind in kinds)
        return float(sum(mine))

    def elsewhere(self, rank: str, period: str, came_back: bool) -> tuple[float, float]:
        """Former holders in other posts, or those in posts that came back."""
        rows = [row for row in self.rows("former_holders", period) if row.rank == rank]
        rows = [row for row in rows if (row.kind == "came_back") == came_back]
        pounds = sum(row.paid_fte * self.price[row.role, period] for row in rows)
        return -sum(row.paid_fte for row in rows), -pounds

    def posted(self, rank: str, period: str) -> tuple[float, float]:
        """Holders whom other parts of the force have taken since the freeze, less those of them who left since."""
        folder, lines = self.known.folder, self.known.lines(rank)
        since = list(folder.stated.number)
        since = since[self.known.frozen(rank) : since.index(period) + 1]
        people = pounds = 0.0
        for number, then in enumerate(since, start=1):
            for row in self.rows("flows", then):
                if row.kind in POSTED and (row.team, row.role) in lines:
                    stay = prod(1.0 - leaving_share(folder, row.role, later) for later in since[number:])
                    people += row.fte * stay
                    pounds += row.fte * stay * self.price[row.role, period]
        return -people, -pounds

    def gone(self, rank: str, period: str) -> float:
        """Holders who are gone."""
        return max(0.0, float(sum(row.gone_fte for row in self.rows("holders", period) if row.rank == rank)))

    def mean(self, rank: str, period: str, of_role: dict[tuple[str, str], float]) -> float:
        """A figure of the rank's roles, weighted by strength at the freeze."""
        stayed = {line: self.known.at_freeze(self.plan, line, rank) for line in self.known.lines(rank)}
        people = sum(stayed.values())
        return sum(fte * of_role[line[1], period] for line, fte in stayed.items()) / people if people else 0.0

    @cached_property
    def did(self) -> dict[tuple[str, str], set[str]]:
        """Tasks and the removed ranks whose holders can do them for their own team."""
        lines: dict[Line, str] = {line: rank for rank in self.known.removed for line in self.known.lines(rank)}
        tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
        for name, line in self.known.folder.scenario["demand"].items():
            for task, stated in line["tasks"].items():
                for role in stated.get("roles", {}):
                    if (line["team"], role) in lines:
                        tasks[name, task].add(lines[line["team"], role])
        return tasks

    @cached_property
    def takers(self) -> dict[str, set[tuple[str, str, str]]]:
        """What `takers_of` says of each rank."""
        return {rank: self.takers_of(rank) for rank in self.known.removed}

    def takers_of(self, rank: str) -> set[tuple[str, str, str]]:
        """(line, task, role): who does what only because the rank no longer does it; of two ranks the first has it."""
        found: set[tuple[str, str, str]] = set()
        taken: set[tuple[str, str, str]] = set()
        for each, removed in self.known.removed.items():
            for (line, task), ranks in self.did.items():
                able = self.known.folder.scenario["demand"][line]["tasks"][task]["roles"]
                new = {(line, task, duty["role"]) for duty in removed.get("duties", ()) if duty["role"] not in able}
                if each in ranks:
                    found |= new - taken if each == rank else set()
                    taken |= new
        return found

    def taken_over(self, rank: str, period: str) -> list[Any]:
        """Rows of what others work on the tasks of a rank, where somebody of the ranks was there to do them."""
        lines, there = self.known.lines, self.known.at_freeze
        held = {each for each in self.known.removed if any(there(self.plan, line, each) for line in lines(each))}
        rows = [row for row in self.rows("worked", period) if (row.line, row.task, row.role) in self.takers[rank]]
        return [row for row in rows if self.did[row.line, row.task] & held]

    def passed_on(self, rank: str, period: str) -> tuple[float, float]:
        """The hours that others work on the tasks of a rank, less those of posts that came back, at their cost."""
        total = {row.role: 0.0 for row in self.taken_over(rank, period)}
        for row in self.taken_over(rank, period):
            total[row.role] += row.worked_hours / self.hours[row.role, period]
        back = [row for row in self.rows("former_holders", period) if (row.rank, row.kind) == (rank, "came_back")]
        for row in back:
            if row.role in total:
                total[row.role] = max(0.0, total[row.role] - row.present_fte)
        return -sum(total.values()), -sum(fte * self.price[role, period] for role, fte in total.items())

    def not_done(self, rank: str, period: str) -> tuple[float, float]:
        """Missed hours, at most what the holders who are gone would have given and others do not."""
        lost = {each: self.gone(each, period) * self.mean(each, period, self.hours) for each in self.known.removed}
        if lost[rank] <= 0:
            return 0.0, 0.0
        by_task = {(row.line, row.task): row.missed_hours for row in self.rows("tasks", period)}
        missed = sum(
            by_task.get(task, 0.0) * lost[rank] / sum(lost[each] for each in ranks)
            for task, ranks in self.did.items()
            if rank in ranks
        )
        left = lost[rank] - sum(row.covered_hours for row in self.taken_over(rank, period))
        people = self.gone(rank, period) * min(max(0.0, left), missed) / lost[rank]
        return -people, -people * self.mean(rank, period, self.price)

    def supervision_lost(self, rank: str, period: str) -> tuple[float, float]:
        """Leaders missing in the groups that a rank led, at most as many as are gone."""
        gone, missing = self.gone(rank, period), 0.0
        structure = self.known.folder.scenario.get("structure", {})
        table = {row.group: row.leaders_missing_fte for row in self.rows("supervision", period)}
        for name, group in structure.get("supervision", {}).items():
            leaders = [(each["team"], each["role"]) for each in group["leaders"]]
            for removed in structure["removed_ranks"].values():
                if as_day(removed["frozen_from"]) <= self.known.folder.stated.first_day[period]:
                    successors = removed.get("supervision", ())
                    leaders += [(each["team"], each["role"]) for each in successors if each["group"] == name]
            ranks = {each for each in self.known.removed if set(self.known.lines(each)) & set(leaders)}
            if rank in ranks and gone > 0:
                missing += table[name] * gone / sum(self.gone(each, period) for each in ranks)
        people = min(gone, missing)
        return -people, -people * self.mean(rank, period, self.price)

    def replaced(self, rank: str, period: str) -> tuple[float, float]:
        """Officers for those of a rank who have left the force, less new ones in posts that came back."""
        since = list(self.known.folder.stated.number)
        since = since[self.known.frozen(rank) : since.index(period) + 1]
        left = new = 0.0
        for row in (row for each in since for row in self.rows("flows", each)):
            if row.kind in ("leavers", "known_leavers", "voluntary_exit"):
                left += row.fte if (row.team, row.role) in self.known.lines(rank) else 0.0
            elif row.kind == "posts_came_back" and row.flow in self.known.back_flows(rank) and not row.other_team:
                new += row.fte if self.known.is_officer(row.role) else 0.0
        people = max(0.0, left - new)
        if self.replacement is None:
            return 0.0, 0.0
        return -people, -people * self.price[self.replacement, period]

    @cached_property
    def replacement(self) -> str | None:
        """The role in which officers are replaced; none where no rank of officers stays."""
        return replacement_role(self.known.folder)
