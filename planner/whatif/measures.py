"""What every what-if is told by: the same few figures of a plan, for the force, its tiers and its teams.

They are sums of the cells that the plan's tables print, worked out from a solved program without making the tables, so
that a thousand what-ifs can be told in the time of a few plans and none of them differs from its plan by a rounding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from planner.model.costs import NO_CASH
from planner.plan import money, staffing, work
from planner.plan.reading import Reading
from planner.vocabulary import COLUMNS, EXITS, PATHWAYS

AGREED = "borne_by_agreement"
"""The kind of work elsewhere that is the usual share of a team out of scope."""
FORCE = ""
"""The name under the scope `force`, which needs none."""


class Of(NamedTuple):
    """Whose figure it is."""

    measure: str
    """A name in `MEASURES`."""
    scope: str
    """force, tier, team or financial_year."""
    name: str
    """The tier, team or financial year; empty for the force."""


Measures: TypeAlias = dict[Of, float]
"""The figures of one plan, in a fixed order; each is 0 where there is nothing of it."""


@dataclass(frozen=True)
class Measure:
    """A figure by which plans are told apart."""

    name: str
    title: str
    """What it is called where people read it."""
    unit: str
    decimals: int
    """To how many decimals it is printed."""
    read: Callable[[_Rows], Iterator[tuple[str, str, float]]]
    """Gives scope, name and value; what stands under one scope and name is added up."""


@dataclass(frozen=True)
class _Rows:
    """The reported rows of the tables, as they are printed."""

    reading: Reading

    def _reported(self, rows: Iterable[Mapping[str, Any]], *columns: str) -> list[dict[str, Any]]:
        found = []
        for row in rows:
            if row["reported"]:
                rounded = {column: round(float(row[column]), COLUMNS[column].decimals) + 0.0 for column in columns}
                found.append({**row, **rounded})
        return found

    @cached_property
    def work(self) -> list[dict[str, Any]]:
        """Work that planned teams bear."""
        hours = ("covered_hours", "not_done_hours", "overdue_hours", "hours_per_case")
        rows = self._reported(work.work(self.reading), *hours, "backlog_cases")
        return [row for row in rows if row["hours_per_case"] > 0]

    @cached_property
    def staffing(self) -> list[dict[str, Any]]:
        """Posts, people and hours."""
        columns = ("approved_fte", "strength_fte", "overtime_hours", "lent_hours")
        return self._reported(staffing.staffing(self.reading), *columns)

    @cached_property
    def flows(self) -> list[dict[str, Any]]:
        """Joiners, leavers, moves, pathways and exits."""
        return self._reported(staffing.flows(self.reading), "fte")

    @cached_property
    def costs(self) -> list[dict[str, Any]]:
        """Costs in cash."""
        return [row for row in self._reported(money.costs(self.reading), "pounds") if row["kind"] != NO_CASH]

    @cached_property
    def elsewhere(self) -> list[dict[str, Any]]:
        """Work and people of teams out of scope."""
        return self._reported(work.elsewhere(self.reading), "hours")

    @cached_property
    def supervision(self) -> list[dict[str, Any]]:
        """Who is led."""
        return self._reported(work.supervision(self.reading), "unled_fte")

    @cached_property
    def last(self) -> Any:
        """The first day of the last reported period."""
        return max(row["period_first"] for row in self.staffing)

    @cached_property
    def periods(self) -> int:
        """How many periods are reported."""
        return len({row["period_first"] for row in self.staffing})


# ---------------------------------------------------------------- one function a measure
def _by_scope(row: Mapping[str, Any], value: float) -> Iterator[tuple[str, str, float]]:
    yield "force", FORCE, value
    yield "tier", str(row["tier"]), value
    yield "team", str(row["team"]), value


def _gap(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.work:
        overdue = row["overdue_hours"] if row["period_first"] == rows.last else 0.0
        yield from _by_scope(row, row["not_done_hours"] + overdue)


def _covered(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.work:
        yield from _by_scope(row, row["covered_hours"])


def _waiting(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.work:
        if row["period_first"] == rows.last:
            yield "force", FORCE, row["backlog_cases"]
            yield "team", str(row["team"]), row["backlog_cases"]


def _at_end(column: str) -> Callable[[_Rows], Iterator[tuple[str, str, float]]]:
    def read(rows: _Rows) -> Iterator[tuple[str, str, float]]:
        for row in rows.staffing:
            if row["period_first"] == rows.last:
                yield "force", FORCE, row[column]
                yield "team", str(row["team"]), row[column]

    return read


def _flows(*kinds: str) -> Callable[[_Rows], Iterator[tuple[str, str, float]]]:
    def read(rows: _Rows) -> Iterator[tuple[str, str, float]]:
        for row in rows.flows:
            if row["kind"] in kinds:
                yield "force", FORCE, row["fte"]

    return read


def _hours(column: str) -> Callable[[_Rows], Iterator[tuple[str, str, float]]]:
    def read(rows: _Rows) -> Iterator[tuple[str, str, float]]:
        for row in rows.staffing:
            yield "force", FORCE, row[column]

    return read


def _other_teams(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.elsewhere:
        if row["kind"] != AGREED:
            yield "force", FORCE, row["hours"]


def _unled(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.supervision:
        yield "force", FORCE, row["unled_fte"] / rows.periods


def _pounds(rows: _Rows) -> Iterator[tuple[str, str, float]]:
    for row in rows.costs:
        yield "force", FORCE, row["pounds"]
        yield "financial_year", str(row["financial_year"]), row["pounds"]


GAP, COVERED, COVERAGE, POUNDS, STRENGTH = "gap_hours", "covered_hours", "coverage", "pounds", "strength_fte"

MEASURES = (
    Measure(GAP, "Gap", "hours", 3, _gap),
    Measure(COVERED, "Covered", "hours", 3, _covered),
    Measure("waiting_cases", "Cases waiting at the end", "cases", 4, _waiting),
    Measure(STRENGTH, "People in post at the end", "FTE", 4, _at_end("strength_fte")),
    Measure("approved_fte", "Posts at the end", "FTE", 4, _at_end("approved_fte")),
    Measure("joined_fte", "Joined", "FTE", 4, _flows("joiners", "civilianisation_in", "posts_came_back")),
    Measure("left_fte", "Left", "FTE", 4, _flows("leavers", "known_leavers", *EXITS)),
    Measure("moved_fte", "Moved or changed role", "FTE", 4, _flows("moves_in", *[f"{kind}_in" for kind in PATHWAYS])),
    Measure("overtime_hours", "Overtime", "hours", 3, _hours("overtime_hours")),
    Measure("lent_hours", "Lent between teams", "hours", 3, _hours("lent_hours")),
    Measure("other_teams_hours", "Taken from or pushed to other teams", "hours", 3, _other_teams),
    Measure("unled_fte", "People without a leader, on average", "FTE", 4, _unled),
    Measure(POUNDS, "Cost", "pounds", 2, _pounds),
)
"""Every figure; a new one is a function and its line here."""

BY_NAME = {measure.name: measure for measure in MEASURES}
SHARE_OF_DEMAND = Measure(COVERAGE, "Coverage", "share", 6, lambda _: iter(()))
"""Worked out from two of them: covered ÷ (covered + gap)."""


def measures(reading: Reading, wanted: Sequence[Measure] = MEASURES) -> Measures:
    """The figures of a plan in its reported periods, to their printed precision.

    Args:
        reading: The plan.
        wanted: Which figures, in the order of `MEASURES`; with the hours covered, coverage too, for which the gap is
            needed.
    """
    rows = _Rows(reading)
    found: Measures = {}
    for measure in wanted:
        sums: dict[tuple[str, str], float] = defaultdict(float)
        sums["force", FORCE] = 0.0
        for scope, name, value in measure.read(rows):
            sums[scope, name] += value
        for (scope, name), value in sorted(sums.items(), key=_place):
            found[Of(measure.name, scope, name)] = round(value, measure.decimals) + 0.0
        if measure.name == COVERED:
            found.update(_coverage(found))
    return found


def _coverage(found: Measures) -> Iterator[tuple[Of, float]]:
    for of, covered in [each for each in found.items() if each[0].measure == COVERED]:
        demand = covered + found[of._replace(measure=GAP)]
        if demand > 0:
            yield of._replace(measure=COVERAGE), round(covered / demand, SHARE_OF_DEMAND.decimals)


def _place(entry: tuple[tuple[str, str], float]) -> tuple[bool, str, str]:
    (scope, name), _ = entry
    return scope != "force", scope, name


def measure_of(of: Of) -> Measure:
    """What a figure is."""
    return SHARE_OF_DEMAND if of.measure == COVERAGE else BY_NAME[of.measure]
