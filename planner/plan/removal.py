"""What a removed rank saves and what it costs, step by step, worked out from the printed cells of the other tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from planner.model.given import Given
from planner.plan.holders import flows_of_rank, frozen_period
from planner.tables.rows import each_row
from planner.vocabulary import COLUMNS

Figure: TypeAlias = tuple[float, float]
"""FTE-years and pounds: saved, or negative."""

REPLACEMENTS = "constables to hold officer numbers"
"""The step that only `REPLACED_SAVED` counts; papers call it by the role in which they are recruited."""

STEPS: tuple[tuple[str, bool], ...] = (
    ("holders when the rank was frozen, had they stayed", True),
    ("holders still in post", True),
    ("exit payments", True),
    ("boards, courses and moves of its holders", True),
    ("pay as before: protection, and part pay of temporary posts", True),
    ("former holders in other posts of these teams", True),
    ("posts that came back as another rank", True),
    ("duties passed on to others", False),
    ("duties not done", False),
    ("supervision lost", False),
    (REPLACEMENTS, True),
)
"""Each step and whether it is cash."""
EMPTY_POSTS, CASH_SAVED, ALL_SAVED, REPLACED_SAVED = (
    "empty posts",
    "cash saved",
    "saved when time is counted too",
    "cash saved with officers replaced",
)
"""The totals: after the 2nd, the 7th, the 10th and the 11th step; the last is cash saved and the constables alone."""


def removal(given: Given, tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """Rows of the table `removal`: the reported periods from the freeze on.

    Args:
        given: The scenario by index.
        tables: The finished tables of the plan.
    """
    reported = given.tables.periods[given.tables.periods["reported"]]
    for plan in ("before", "after"):
        cells = _Cells(given, {name: table[table["plan"] == plan] if "plan" in table else table
                               for name, table in tables.items()})  # fmt: skip
        for rank in given.lines_of_rank:
            frozen = frozen_period(given, rank)
            for year, part in reported[reported["period"] >= frozen].groupby("year"):
                figures = [(0.0, 0.0)] * len(STEPS)
                for t in part["period"]:
                    figures = [_plus(a, b) for a, b in zip(figures, cells.steps(rank, t), strict=True)]
                for order, row in enumerate(_with_totals(figures), start=1):
                    yield {"plan": plan, "rank": rank, "financial_year": year, "order": order, **row}


def _plus(one: Figure, other: Figure) -> Figure:
    return one[0] + other[0], one[1] + other[1]


def _with_totals(figures: list[Figure]) -> Iterator[dict[str, Any]]:
    """Every step at printed precision, and the totals as sums of what is printed."""
    printed = [
        (round(fte, COLUMNS["saved_fte"].decimals), round(pounds, COLUMNS["saved_pounds"].decimals))
        for fte, pounds in figures
    ]
    total = (0.0, 0.0)
    saved = total
    for number, ((step, cash), figure) in enumerate(zip(STEPS, printed, strict=True), start=1):
        yield _row(step, cash, False, figure)
        total = _plus(total, figure)
        if number == 2:
            yield _row(EMPTY_POSTS, True, True, total)
        elif number == 7:
            saved = total
            yield _row(CASH_SAVED, True, True, saved)
        elif number == 10:
            yield _row(ALL_SAVED, False, True, total)
    yield _row(REPLACED_SAVED, True, True, _plus(saved, printed[-1]))


def _row(step: str, cash: bool, is_total: bool, figure: Figure) -> dict[str, Any]:
    return {"step": step, "cash": cash, "is_total": is_total, "saved_fte": figure[0], "saved_pounds": figure[1]}


@dataclass(frozen=True)
class _Cells:
    """The finished tables of one plan, looked up by rank and period."""

    given: Given
    tables: Mapping[str, pd.DataFrame]

    def steps(self, rank: str, t: int) -> Iterator[Figure]:
        """The figure of each of `STEPS` in a period."""
        yield self._had_they_stayed(rank, t)
        yield self._still_there(rank, t)
        yield 0.0, -self._booked(rank, t, "exits")
        yield 0.0, -(self._booked(rank, t, "pathways") + self._booked(rank, t, "moves"))
        yield 0.0, -(self._booked(rank, t, "pay_protection") + self._booked(rank, t, "temporary_promotion"))
        yield self._elsewhere(rank, t, came_back=False)
        yield self._elsewhere(rank, t, came_back=True)
        yield self._passed_on(rank, t)
        yield self._not_done(rank, t)
        yield self._supervision_lost(rank, t)
        yield self._constables(rank, t)

    # ------------------------------------------------------------ cash
    def _had_they_stayed(self, rank: str, t: int) -> Figure:
        people = {line: self._at_freeze(rank, line) for line in self.given.lines_of_rank[rank]}
        years = sum(people.values()) * self._years(t)
        return years, sum(fte * self._price[line[1], self._label(t)] for line, fte in people.items())

    def _still_there(self, rank: str, t: int) -> Figure:
        """Those in post, and those on a pathway who still hold a post of the rank."""
        people = pounds = 0.0
        for line in self.given.lines_of_rank[rank]:
            place = (*line, self._label(t))
            people += self._strength[place] + self._in_training[place]
            pounds += self._paid.get(place, 0.0)
        return -people * self._years(t), -pounds

    def _booked(self, rank: str, t: int, kind: str) -> float:
        """What is booked on the ways out of a rank."""
        names = [
            name
            for name, flow in self.given.flow.items()
            if (flow.from_team, flow.from_role) in self.given.lines_of_rank[rank]
        ]
        return sum(self._costs.get((kind, name, self._label(t)), 0.0) for name in names)

    def _elsewhere(self, rank: str, t: int, came_back: bool) -> Figure:
        people = pounds = 0.0
        for row in self._former.get((rank, self._label(t)), ()):
            if (row.kind == "came_back") == came_back:
                people += row.paid_fte
                pounds += row.paid_fte * self._price[row.role, self._label(t)]
        return -people * self._years(t), -pounds

    def _constables(self, rank: str, t: int) -> Figure:
        """Officers who would have to be recruited for those of the rank who have left the force.

        Posts that came back and were filled from outside the force need nobody in their place.
        """
        gone = sum(
            self._left_force.get((rank, period), 0.0) for period in range(frozen_period(self.given, rank), t + 1)
        )
        people = max(0.0, gone)
        if self._replacement is None:
            return 0.0, 0.0
        return -people * self._years(t), -people * self._price[self._replacement, self._label(t)]

    # ------------------------------------------------------------ people's time
    def _passed_on(self, rank: str, t: int) -> Figure:
        """Hours that others give to its tasks; those whom the posts that came back give are paid for there."""
        fte: dict[str, float] = defaultdict(float)
        for row in self._taken_over(rank, t):
            hours = self._hours[row.role, self._label(t)]
            fte[row.role] += row.worked_hours / hours if hours > 0 else 0.0
        for row in self._former.get((rank, self._label(t)), ()):
            if row.kind == "came_back" and row.role in fte:
                fte[row.role] = max(0.0, fte[row.role] - row.present_fte)
        years = sum(fte.values()) * self._years(t)
        return -years, -sum(each * self._price[role, self._label(t)] for role, each in fte.items())

    def _not_done(self, rank: str, t: int) -> Figure:
        """Missed hours of its tasks, at most those that the holders who are gone would have given."""
        lost = self._hours_lost(rank, t)
        if lost <= 0:
            return 0.0, 0.0
        missed = 0.0
        for task, ranks in self._tasks_of_ranks(t).items():
            if rank in ranks:
                together = sum(self._hours_lost(other, t) for other in ranks)
                missed += self._missed.get((*task, self._label(t)), 0.0) * lost / together
        passed = sum(row.covered_hours for row in self._taken_over(rank, t))
        share = min(max(0.0, lost - passed), missed) / lost
        return -share * self._gone(rank, t) * self._years(t), -share * self._gone(rank, t) * self._rank_price(rank, t)

    def _supervision_lost(self, rank: str, t: int) -> Figure:
        """Leaders missing in the groups that it led, at most as many as are gone."""
        gone, missing = self._gone(rank, t), 0.0
        if gone <= 0:
            return 0.0, 0.0
        for group, ranks in self._groups_of_ranks(t).items():
            if rank in ranks:
                together = sum(self._gone(other, t) for other in ranks)
                missing += self._leaders_missing[group, self._label(t)] * gone / together
        people = min(gone, missing)
        return -people * self._years(t), -people * self._rank_price(rank, t)

    # ------------------------------------------------------------ the cells
    def _label(self, t: int) -> str:
        return self._labels[t]

    @cached_property
    def _labels(self) -> list[str]:
        return list(self.given.tables.periods["label"])

    @cached_property
    def _frozen(self) -> dict[str, int]:
        return {rank: frozen_period(self.given, rank) for rank in self.given.lines_of_rank}

    def _years(self, t: int) -> float:
        return float(self.given.months[t]) / 12

    def _at_freeze(self, rank: str, line: tuple[str, str]) -> float:
        """Strength of a line before its rank was frozen [FTE]."""
        frozen = self._frozen[rank]
        return self.given.opening_strength[line] if frozen == 0 else self._strength[(*line, self._label(frozen - 1))]

    def _gone(self, rank: str, t: int) -> float:
        """Holders who are gone; temporary holders who came back to the rank can make it less than nothing [FTE]."""
        return max(0.0, self._gone_fte[rank, self._label(t)])

    def _rank_price(self, rank: str, t: int) -> float:
        """What one holder costs: the mean of the rank's lines by strength when it was frozen [pounds]."""
        return self._mean_of_lines(rank, t, self._price)

    def _hours_lost(self, rank: str, t: int) -> float:
        """Hours that the holders who are gone would have given."""
        return self._gone(rank, t) * self._mean_of_lines(rank, t, self._hours)

    def _mean_of_lines(self, rank: str, t: int, of_role: Mapping[tuple[str, str], float]) -> float:
        lines = self.given.lines_of_rank[rank]
        people = [self._at_freeze(rank, line) for line in lines]
        weights = people if sum(people) > 0 else [1.0 for _ in lines]
        values = (of_role[line[1], self._label(t)] for line in lines)
        return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)

    def _taken_over(self, rank: str, t: int) -> Iterator[Any]:
        """Rows of `worked` in which others do what the rank did; nothing of a task that no holder was there to do."""
        for line, task, role in self._duties.get((rank, t), ()):
            if any(self._was_held(each) for each in self._tasks_of_ranks(t)[line, task]):
                yield from self._worked.get((line, task, role, self._label(t)), ())

    def _was_held(self, rank: str) -> bool:
        """Whether anybody held a rank when it was frozen."""
        return any(self._at_freeze(rank, line) for line in self.given.lines_of_rank[rank])

    def _tasks_of_ranks(self, t: int) -> dict[tuple[str, str], set[str]]:
        """Tasks that holders of removed ranks can do in a period, and the ranks."""
        return self._tasks_by_period[t]

    @cached_property
    def _tasks_by_period(self) -> dict[int, dict[tuple[str, str], set[str]]]:
        tasks: dict[int, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        ranks = {line: rank for rank, lines in self.given.lines_of_rank.items() for line in lines}
        for row in each_row(self.given.tables.able):
            if (row.team, row.role) in ranks:
                tasks[row.period][row.line, row.task].add(ranks[row.team, row.role])
        return tasks

    def _groups_of_ranks(self, t: int) -> dict[str, set[str]]:
        return self._groups_by_period[t]

    @cached_property
    def _groups_by_period(self) -> dict[int, dict[str, set[str]]]:
        groups: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        ranks = {line: rank for rank, lines in self.given.lines_of_rank.items() for line in lines}
        for row in each_row(self.given.tables.leaders):
            if (row.team, row.role) in ranks:
                groups[row.period][row.group].add(ranks[row.team, row.role])
        return groups

    @cached_property
    def _duties(self) -> dict[tuple[str, int], list[tuple[str, str, str]]]:
        duties: dict[tuple[str, int], list[tuple[str, str, str]]] = defaultdict(list)
        for row in each_row(self.given.tables.duties):
            duties[row.rank, row.period].append((row.line, row.task, row.role))
        return duties

    @cached_property
    def _price(self) -> dict[tuple[str, str], float]:
        """Pay and on-costs of one FTE by role and period [pounds]."""
        return {(row.role, row.period): row.pay_pounds + row.on_costs_pounds for row in each_row(self.tables["prices"])}

    @cached_property
    def _hours(self) -> dict[tuple[str, str], float]:
        return {(row.role, row.period): row.productive_hours_per_fte for row in each_row(self.tables["prices"])}

    @cached_property
    def _strength(self) -> dict[tuple[str, str, str], float]:
        return {(row.team, row.role, row.period): row.strength_fte for row in each_row(self.tables["staffing"])}

    @cached_property
    def _in_training(self) -> dict[tuple[str, str, str], float]:
        return {(row.team, row.role, row.period): row.in_training_fte for row in each_row(self.tables["staffing"])}

    @cached_property
    def _paid(self) -> dict[tuple[str, str, str], float]:
        """Pay and on-costs of each line [pounds]."""
        sums: dict[tuple[str, str, str], float] = defaultdict(float)
        for row in each_row(self.tables["costs"]):
            if row.kind in ("pay", "on_costs"):
                sums[row.team, row.role, row.period] += row.pounds
        return sums

    @cached_property
    def _costs(self) -> dict[tuple[str, str, str], float]:
        """Costs by kind, lever and period [pounds]."""
        sums: dict[tuple[str, str, str], float] = defaultdict(float)
        for row in each_row(self.tables["costs"]):
            sums[row.kind, row.lever, row.period] += row.pounds
        return sums

    @cached_property
    def _former(self) -> dict[tuple[str, str], list[Any]]:
        rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for row in each_row(self.tables["former_holders"]):
            rows[row.rank, row.period].append(row)
        return rows

    @cached_property
    def _worked(self) -> dict[tuple[str, str, str, str], list[Any]]:
        rows: dict[tuple[str, str, str, str], list[Any]] = defaultdict(list)
        for row in each_row(self.tables["worked"]):
            rows[row.line, row.task, row.role, row.period].append(row)
        return rows

    @cached_property
    def _missed(self) -> dict[tuple[str, str, str], float]:
        return {(row.line, row.task, row.period): row.missed_hours for row in each_row(self.tables["tasks"])}

    @cached_property
    def _leaders_missing(self) -> dict[tuple[str, str], float]:
        return {(row.group, row.period): row.leaders_missing_fte for row in each_row(self.tables["supervision"])}

    @cached_property
    def _gone_fte(self) -> dict[tuple[str, str], float]:
        return {(row.rank, row.period): row.gone_fte for row in each_row(self.tables["holders"])}

    @cached_property
    def _replacement(self) -> str | None:
        roles = self.given.tables.replacements["role"]
        return str(roles.iloc[0]) if len(roles) else None

    @cached_property
    def _left_force(self) -> dict[tuple[str, int], float]:
        """Holders who leave the force in a period, less new officers in posts that came back, by rank and period."""
        ranks = {line: rank for rank, lines in self.given.lines_of_rank.items() for line in lines}
        back = {name: rank for rank, names in flows_of_rank(self.given).items() for name in names}
        officers = self.given.tables.line_ranks[self.given.tables.line_ranks["officer"]]
        of_officers = set(zip(officers["team"], officers["role"], strict=True))
        period = {label: t for t, label in enumerate(self._labels)}
        sums: dict[tuple[str, int], float] = defaultdict(float)
        for row in each_row(self.tables["flows"]):
            line = (row.team, row.role)
            if row.kind in LEAVING_THE_FORCE and line in ranks:
                sums[ranks[line], period[row.period]] += row.fte
            elif row.kind == "posts_came_back" and not row.other_team and line in of_officers:
                sums[back[row.flow], period[row.period]] -= row.fte
        return sums


LEAVING_THE_FORCE = ("leavers", "known_leavers", "voluntary_exit")
"""Kinds of flows of officers who leave the force."""
