"""Audit of what a removed rank saves and costs: every line to the penny from the cells of the other tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from audit.people import courses
from audit.ranks import Line, Ranks
from audit.reading import Finding, Folder, as_day, value_on

STEPS = (
    "holders when the rank was frozen, had they stayed",
    "holders still in post",
    "empty posts",
    "exit payments",
    "boards, courses and moves of its holders",
    "pay as before: protection, and part pay of temporary posts",
    "former holders in other posts of these teams",
    "posts that came back as another rank",
    "cash saved",
    "duties passed on to others",
    "duties not done",
    "supervision lost",
    "saved when time is counted too",
    "constables to hold officer numbers",
    "cash saved with officers replaced",
)
TOTALS = {3: range(1, 3), 9: (1, 2, 4, 5, 6, 7, 8), 13: (1, 2, 4, 5, 6, 7, 8, 10, 11, 12), 15: (9, 14)}
"""The lines of which each total is the sum; the last of another total and one line."""
NOT_CASH = (10, 11, 12, 13)
FIGURES = ("saved_fte", "saved_pounds")


def a_removed_rank_saves_what_follows_from_the_other_tables(folder: Folder) -> Iterator[Finding]:
    """Each line of the removal, in FTE-years and pounds, and each total as the sum of its lines."""
    known, printed = Ranks(folder), folder.tables["removal"]
    seen = set()
    for plan in ("before", "after"):
        cells = _Cells(known, plan)
        for rank in known.removed:
            reported = folder.periods[folder.periods["reported"] & (folder.periods["number"] >= known.frozen(rank))]
            for year, part in reported.groupby("financial_year"):
                seen.add((plan, rank, year))
                rows = printed[(printed["plan"] == plan) & (printed["rank"] == rank)]
                rows = rows[rows["financial_year"] == year].assign(order=lambda table: table["order"].astype(int))
                if list(rows["order"]) != list(range(1, 16)) or tuple(rows["step"]) != STEPS:
                    yield Finding("a removal has all its steps", f"{plan} {rank} {year}", len(rows), len(STEPS))
                    continue
                yield from _compare_year(cells, rank, list(part["period"]), rows.set_index("order"))
    if set(zip(*(printed[name] for name in ("plan", "rank", "financial_year")), strict=True)) != seen:
        yield Finding("a removal has all its years", "rows", len(printed), len(seen) * 15)


def _compare_year(cells: _Cells, rank: str, periods: list[str], rows: pd.DataFrame) -> Iterator[Finding]:
    again = {order: [0.0, 0.0] for order in range(1, 16) if order not in TOTALS}
    for period in periods:
        for order, (fte, pounds) in cells.figures(rank, period).items():
            again[order][0] += fte * cells.years(period)
            again[order][1] += pounds
    for order, lines in TOTALS.items():
        again[order] = [sum(float(rows[column][line]) for line in lines) for column in FIGURES]
    for order, figures in again.items():
        where = f"{cells.plan} {rank} {rows['financial_year'][order]} {rows['step'][order]}"
        for column, worked_out, slack in zip(FIGURES, figures, (1e-4, 0.011), strict=True):
            if abs(rows[column][order] - worked_out) > slack:
                yield Finding(f"a removal saves what follows: {column}", where, rows[column][order], worked_out)
        flags = (rows["is_total"][order] == "true", rows["cash"][order] == "true")
        if flags != (order in TOTALS, order not in NOT_CASH):
            yield Finding("a removal tells cash from time", where, 0.0, 1.0)


@dataclass(frozen=True)
class _Cells:
    """The cells of one plan that the removal is made of."""

    known: Ranks
    plan: str

    def years(self, period: str) -> float:
        """A period as a part of a year."""
        return float(self.known.folder.periods["months"][period]) / 12

    def rows(self, name: str, period: str) -> list[Any]:
        """The rows of this plan and a period in a table."""
        return self._rows(name).get(period, [])

    def _rows(self, name: str) -> dict[str, list[Any]]:
        if name not in self._by_period:
            table = self.known.folder.tables[name]
            rows = self._by_period[name] = defaultdict(list)
            for row in table[table["plan"] == self.plan].itertuples():
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
            10: self.passed_on(rank, period),
            11: self.not_done(rank, period),
            12: self.supervision_lost(rank, period),
            14: self.replaced(rank, period),
        }

    @cached_property
    def price(self) -> dict[tuple[str, str], float]:
        """Pay and on-costs by role and period."""
        rows = self.known.folder.tables["prices"]
        return {(row.role, row.period): row.pay_pounds + row.on_costs_pounds for row in rows.itertuples()}

    @cached_property
    def hours(self) -> dict[tuple[str, str], float]:
        """Productive hours of one FTE by role and period."""
        rows = self.known.folder.tables["prices"]
        return {(row.role, row.period): row.productive_hours_per_fte for row in rows.itertuples()}

    def booked(self, rank: str, period: str, *kinds: str) -> float:
        """What is booked on the ways out of a rank."""
        ways = self.known.ways_out(rank)
        return sum(row.pounds for row in self.rows("costs", period) if row.lever in ways and row.kind in kinds)

    def elsewhere(self, rank: str, period: str, came_back: bool) -> tuple[float, float]:
        """Former holders in other posts, or those in posts that came back."""
        rows = [row for row in self.rows("former_holders", period) if row.rank == rank]
        rows = [row for row in rows if (row.kind == "came_back") == came_back]
        pounds = sum(row.paid_fte * self.price[row.role, period] for row in rows)
        return -sum(row.paid_fte for row in rows), -pounds

    def gone(self, rank: str, period: str) -> float:
        """Holders who are gone."""
        return max(0.0, sum(row.gone_fte for row in self.rows("holders", period) if row.rank == rank))

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
                if as_day(removed["frozen_from"]) <= self.known.folder.first_day[period]:
                    successors = removed.get("supervision", ())
                    leaders += [(each["team"], each["role"]) for each in successors if each["group"] == name]
            ranks = {each for each in self.known.removed if set(self.known.lines(each)) & set(leaders)}
            if rank in ranks and gone > 0:
                missing += table[name] * gone / sum(self.gone(each, period) for each in ranks)
        people = min(gone, missing)
        return -people, -people * self.mean(rank, period, self.price)

    def replaced(self, rank: str, period: str) -> tuple[float, float]:
        """Officers for those of a rank who have left the force, less new ones in posts that came back."""
        since = list(self.known.folder.periods["period"])
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
        scenario = self.known.folder.scenario
        stated = scenario.get("officer_numbers", {}).get("replacement_role")
        if stated:
            return str(stated)
        order = [rank["name"] for rank in scenario["ranks"]]
        first = self.known.folder.spans[0][2]
        pay = self.known.folder.tables["prices"].set_index(["role", "period"])["pay_pounds"]
        roles = [(order.index(role["rank"]), pay[name, first], name) for name, role in scenario["roles"].items()
                 if role.get("rank") and role["rank"] not in self.known.removed]  # fmt: skip
        return min(roles)[2] if roles else None


def officers_are_those_of_the_lines(folder: Folder) -> Iterator[Finding]:
    """Officers on census days, who came from and went to other parts of the force, and the grant that is at risk."""
    numbers, printed = folder.scenario.get("officer_numbers", {}), folder.tables["officers"]
    days = sorted(as_day(day) for day in numbers.get("census", ()))
    if not days:
        reported = folder.periods[folder.periods["reported"]]
        days = sorted(after - _DAY for after in reported.groupby("financial_year")["after"].max())
    expected = [(plan, day.isoformat()) for plan in ("before", "after") for day in days]
    if list(zip(printed["plan"], printed["census"], strict=True)) != expected:
        yield Finding("every census is there", "rows", len(printed), len(expected))
        return
    heads = _Heads(folder)
    for row in printed.itertuples():
        day = as_day(row.census)
        ended = [period for _, after, period in folder.spans if after <= day + _DAY]
        here, opening = heads.there(row.plan, ended[-1] if ended else None), heads.there(row.plan, None)
        taken, given = heads.passed(row.plan, ended)
        force = 0.0
        if "opening_heads" in numbers:
            force = value_on(numbers["opening_heads"], day) + row.net_change_heads
        target = value_on(numbers["target_heads"], day) if "target_heads" in numbers else 0.0
        missing = max(0.0, row.target_heads - row.force_heads) if force and target else 0.0
        steps = sorted((value_on(step["missing_heads"], day), value_on(step["pounds"], day))
                       for step in numbers.get("grant_at_risk", ()))  # fmt: skip
        reached = [pounds for heads_, pounds in steps if 0 < row.missing_heads >= heads_ - 1e-9]
        figures = (
            ("officers_heads", here, 0.011),
            ("taken_heads", taken, 0.011),
            ("given_heads", given, 0.011),
            ("change_heads", here - opening, 0.021),
            ("net_change_heads", row.change_heads - row.taken_heads + row.given_heads, 1e-6),
            ("force_heads", force, 1e-6),
            ("target_heads", target, 5e-3),
            ("missing_heads", missing, 1e-6),
            ("grant_at_risk_pounds", reached[-1] if reached else 0.0, 5e-3),
        )
        for column, again, slack in figures:
            if abs(getattr(row, column) - again) > slack:
                yield Finding(f"officers: {column}", f"{row.plan} {day}", getattr(row, column), again)


_DAY = as_day("2000-01-02") - as_day("2000-01-01")


@dataclass(frozen=True)
class _Heads:
    """Officers as heads, worked out from FTE."""

    folder: Folder

    @cached_property
    def per_head(self) -> dict[Line, float]:
        """FTE of a head on each line of officers."""
        roles = self.folder.scenario["roles"]
        return {
            (team, role): float(line.get("fte_per_head", 1.0))
            for team, lines in self.folder.scenario["establishment"].items()
            for role, line in lines.items()
            if roles[role].get("rank")
        }

    def there(self, plan: str, period: str | None) -> float:
        """Officers in the planned teams at the end of a period, those on a pathway included; none: at the opening."""
        if period is None:
            opening = self.folder.scenario["establishment"]
            there = sum(
                value_on(opening[team][role]["strength_fte"], self.folder.spans[0][0]) / fte
                for (team, role), fte in self.per_head.items()
            )
            return there + self._on_the_way_at_the_opening()
        rows = self.folder.tables["staffing"]
        rows = rows[(rows["plan"] == plan) & (rows["period"] == period)]
        learning = self._recruits(plan, period)
        return sum(
            (row.strength_fte + row.in_training_fte - learning.get((row.team, row.role), 0.0))
            / self.per_head[row.team, row.role]
            for row in rows.itertuples()
            if (row.team, row.role) in self.per_head
        )

    def _on_the_way_at_the_opening(self) -> float:
        there = 0.0
        for way in self.folder.supply("pathways").values():
            to = way["kind"] == "civilianisation" or way.get("in_training", {}).get("line") == "to"
            place = way["to"] if to else way["from"]
            for each in way.get("already_started", ()):
                per_head = self.per_head.get((place["team"], place["role"]))
                there += value_on(each["fte"], self.folder.spans[0][0]) / per_head if per_head else 0.0
        return there

    def _recruits(self, plan: str, period: str) -> dict[Line, float]:
        """Recruits who have not joined yet: they are not officers of these teams."""
        number = self.folder.periods["number"]
        sums: dict[Line, float] = defaultdict(float)
        for course in courses(self.folder):
            begun = course.start is None or number[course.start] <= number[period]
            joined = course.joins is not None and number[course.joins] <= number[period]
            if course.plan == plan and begun and not joined:
                way = self.folder.supply("recruitment")[course.flow]
                sums[way["team"], way["role"]] += course.fte
        return sums

    def passed(self, plan: str, periods: list[str]) -> tuple[float, float]:
        """Officers taken from other parts of the force and given to them in some periods."""
        taken = given = 0.0
        rows = self.folder.tables["flows"]
        for row in rows[(rows["plan"] == plan) & rows["period"].isin(periods)].itertuples():
            per_head = self.per_head.get((row.team, row.role))
            if per_head is None:
                continue
            if row.kind in ("joiners", "posts_came_back") and row.other_team:
                taken += row.fte / per_head
            lent = "from_team" in self.folder.supply("recruitment").get(row.flow, {})
            if row.kind in ("posting_out", "civilianisation_out") or (row.kind == "terms_over" and lent):
                given += row.fte / per_head
        return taken, given
