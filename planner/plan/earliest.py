"""The earliest date that works, found by trial, where a removed rank cannot be gone by the date that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.clashes import Conflict, EarliestDate
from planner.model import Formulation
from planner.model.linear import Linear
from planner.model.removed_ranks import holders
from planner.solver.contradiction import limits_of
from planner.solver.elastic import without
from planner.solver.highs import KeptModel
from planner.solver.matrix import total
from planner.tables.rows import each_row

ROUNDING = 1e-7
"""Holders by which a least may lie above what may be left and still be tried [FTE]."""


def earliest_dates(
    formulation: Formulation, conflicts: Sequence[Conflict], deadline: float | None = None
) -> tuple[EarliestDate, ...]:
    """Find the first date that can be kept, for each removed rank whose date takes part in a conflict.

    ::

        least[k,t] = min Σ_{(u,r) of rank k} S[u,r,t]      all rules kept, but for the dates of removed ranks   [FTE]

    Nobody joins a frozen rank, so the least never rises from one period to the next, and half of the periods can be
    left out at each trial. Parts of people count as such.

    Args:
        formulation: The program that has no plan.
        conflicts: Why it has none.
        deadline: By `time.monotonic()`; a rank that is not finished by then is left out.

    Returns:
        By rank; where one rank's date takes part, also those of other ranks that cannot be kept even alone. A date
        is told as it works alone, and if these dates do not work together, also with the one that does for all of
        them. Nothing if there is no plan even without the dates and the rules of other conflicts.
    """
    places = {str(place) for place in formulation.given.tables.gone_by["place"]}
    blamed = {rule.place for conflict in conflicts for rule in conflict.rules} & places
    if not blamed:
        return ()
    others = [each for each in conflicts if not any(rule.place in places for rule in each.rules)]
    trials = _Trials(formulation, others, deadline)
    found = [trials.earliest(rank, needed=trials.place[rank] in blamed) for rank in trials.asked]
    alone = [each for each in found if each is not None]
    together = trials.first_together(alone) if len(trials.asked) > 1 else None
    return tuple(replace(each, together=together) for each in alone)


class _Trials:
    """The program without the dates of removed ranks, asked for the fewest holders, and with other dates."""

    def __init__(self, formulation: Formulation, others: Sequence[Conflict], deadline: float | None) -> None:
        """Take the dates away, and the rules of other conflicts too if there is no plan otherwise."""
        self._formulation = formulation
        self._deadline = deadline
        program, dates = formulation.program, formulation.given.tables.gone_by
        self.count = formulation.given.tables.calendar.count
        firsts = {row.rank: row for row in each_row(dates.sort_values(["rank", "period"], ascending=[True, False]))}
        self.asked: dict[str, int] = {rank: row.period for rank, row in firsts.items()}
        self.place: dict[str, str] = {rank: row.place for rank, row in firsts.items()}
        self.day: dict[str, date] = {rank: row.on for rank, row in firsts.items()}
        self.most: dict[str, float] = {rank: row.left_fte for rank, row in firsts.items()}
        self._columns, self._rows = program.order_by_name()
        ordered = program.matrix().in_order(self._columns, self._rows)
        limits = {limit.place: limit for limit in limits_of(program, self._columns, self._rows)}
        away = [limits[place] for place in dict.fromkeys(dates["place"]) if place in limits]
        self._matrix = without(ordered, away)
        self._model = KeptModel(self._matrix.with_even_rows())
        if others and self._model.is_feasible(deadline) is False:
            away += [limits[rule.place] for conflict in others for rule in conflict.rules]
            self._matrix = without(ordered, away)
            self._model = KeptModel(self._matrix.with_even_rows())

    def _least(self, rank: str, period: int) -> float | None:
        """The fewest holders at the end of a period; none if that could not be proved [FTE]."""
        left = self._holders(rank, period)
        costs = self._formulation.program.costs(left.terms)[self._columns]
        self._model.set_costs(costs)
        answer = self._model.solve(self._deadline)
        return max(0.0, total(costs, answer.values) + left.constant) if answer.status == "optimal" else None

    def earliest(self, rank: str, *, needed: bool) -> EarliestDate | None:
        """The first date of one rank that works when no other rank has one.

        Args:
            rank: Which rank.
            needed: Whether it is told even where the date asked for would do.

        Returns:
            None if the date would do, or time ended first.
        """
        asked, most = self.asked[rank], self.most[rank] + ROUNDING
        least, last = self._least(rank, asked), self._least(rank, self.count - 1)
        if least is None or last is None or (least <= most and not needed):
            return None
        period = self._first_alone(rank) if last <= most else self.count
        if period is None:
            return None
        return EarliestDate(self.place[rank], self.day[rank], self._last_day(period), least)

    def _first_alone(self, rank: str) -> int | None:
        """The first period from the one asked for at whose end few enough are left; none if time ended first."""

        def is_few(period: int) -> bool | None:
            least = self._least(rank, period)
            return None if least is None else least <= self.most[rank] + ROUNDING

        period = _first(is_few, self.asked[rank], self.count - 1)
        while period is not None and period < self.count:
            holds = self._hold({rank: period})
            if holds is None:
                return None
            if holds:
                break
            period += 1  # a rounding: a hair more is left than may be
        return period

    def first_together(self, alone: Sequence[EarliestDate]) -> date | None:
        """The first day by which all ranks can be gone; none if the dates that work alone work together as well.

        Also none if no day within the plan does, or time ended first.
        """
        calendar = self._formulation.given.tables.calendar
        dates = dict(self.asked)
        for each in alone:
            period = None if each.possible is None else calendar.period_on(each.possible)
            if period is None:
                return None
            dates.update({rank: period for rank, place in self.place.items() if place == each.place})
        if self._hold(dates) is not False:
            return None

        def all_gone(period: int) -> bool | None:
            return self._hold({rank: max(period, asked) for rank, asked in self.asked.items()})

        first = _first(all_gone, min(self.asked.values()), self.count)
        return None if first is None else self._last_day(first)

    def _last_day(self, period: int) -> date | None:
        """The last day of a period, none after the plan."""
        return self._formulation.given.tables.calendar.last(period) if period < self.count else None

    def _hold(self, dates: Mapping[str, int]) -> bool | None:
        """Try ranks gone from the ends of some periods on; none if time ended first."""
        rules = self._formulation.program.rules
        upper = self._matrix.row_upper.copy()
        for number, row in enumerate(self._rows):
            rule = rules[row]
            if rule.family == "gone_by" and rule.key[1] >= dates.get(rule.key[0], self.count):
                upper[number] = self.most[rule.key[0]] - self._holders(*rule.key).constant
        return KeptModel(replace(self._matrix, row_upper=upper).with_even_rows()).is_feasible(self._deadline)

    def _holders(self, rank: str, period: int) -> Linear:
        return holders(self._formulation.variables, self._formulation.given, rank, period)


def _first(holds: Callable[[int], bool | None], early: int, late: int) -> int | None:
    """The first period for which something holds that holds ever after; `late` if before none; none if not known."""
    while early < late:
        middle = (early + late) // 2
        answer = holds(middle)
        if answer is None:
            return None
        early, late = (early, middle) if answer else (middle + 1, late)
    return early
