"""Audit of officer numbers: heads on census days, and the grant that is at risk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.verify.comparing import at, compare_rows, wrong
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.numbers import ONE_DAY, as_day, value_on
from planner.verify.worked_out.cohorts import cohorts
from planner.verify.worked_out.initiatives import PLANS
from planner.verify.worked_out.people import Line, fte_per_head, lines_of_establishment, opening_strength

KEY = ("plan", "census")


def officers_are_those_of_the_lines(folder: Folder) -> Iterator[Wrong]:
    """Officers on census days, who came from and went to other parts of the force, and the grant that is at risk."""
    numbers, heads = folder.scenario.get("officer_numbers", {}), _Heads(folder)
    rows = {(row.plan, row.census): row for row in folder.rows("officers")}
    expected = [(plan, day) for plan in PLANS for day in _census_days(folder)]
    yield from compare_rows("officers", KEY, rows, expected)
    for plan, day in expected:
        row = rows.get((plan, day))
        if row is None:
            continue
        ended = [period for _, after, period in folder.stated.spans if after <= day + ONE_DAY]
        here, opening = heads.there(plan, ended[-1] if ended else None), heads.there(plan, None)
        taken, given = heads.passed(plan, ended)
        force = value_on(numbers["opening_heads"], day) + row.net_change_heads if "opening_heads" in numbers else 0.0
        target = value_on(numbers["target_heads"], day) if "target_heads" in numbers else 0.0
        missing = max(0.0, row.target_heads - row.force_heads) if force and target else 0.0
        for column, again, slack in (
            ("officers_heads", here, 0.011),
            ("taken_heads", taken, 0.011),
            ("given_heads", given, 0.011),
            ("change_heads", here - opening, 0.021),
            ("net_change_heads", row.change_heads - row.taken_heads + row.given_heads, 1e-6),
            ("force_heads", force, 1e-6),
            ("target_heads", target, 5e-3),
            ("missing_heads", missing, 1e-6),
            ("grant_at_risk_pounds", _grant_at_risk(folder, row.missing_heads, day), 5e-3),
        ):
            if not abs(getattr(row, column) - again) <= slack:
                yield wrong("officers", at(KEY, (plan, day)), column, getattr(row, column), again)


def _census_days(folder: Folder) -> list[date]:
    """The days stated, or the last reported day of each financial year."""
    stated = folder.scenario.get("officer_numbers", {}).get("census", ())
    last = {folder.stated.financial_year[period]: folder.stated.after[period] for period in folder.stated.reported}
    return sorted(as_day(day) for day in stated) or sorted(after - ONE_DAY for after in last.values())


def _grant_at_risk(folder: Folder, missing: float, day: date) -> float:
    """The grant that is lost at the last step that is reached."""
    steps = folder.scenario.get("officer_numbers", {}).get("grant_at_risk", ())
    amounts = sorted((value_on(step["missing_heads"], day), value_on(step["pounds"], day)) for step in steps)
    return next((pounds for heads, pounds in reversed(amounts) if 0 < missing >= heads - 1e-9), 0.0)


@dataclass(frozen=True)
class _Heads:
    """Officers as heads, worked out from FTE."""

    folder: Folder

    @cached_property
    def per_head(self) -> dict[Line, float]:
        """FTE of a head on each line of officers."""
        roles = self.folder.scenario["roles"]
        lines = lines_of_establishment(self.folder)
        return {line: fte_per_head(self.folder, *line) for line in lines if roles[line[1]].get("rank")}

    def there(self, plan: str, period: str | None) -> float:
        """Officers in the planned teams at the end of a period, those on a pathway included; none: at the opening."""
        if period is None:
            there = sum(opening_strength(self.folder, *line) / fte for line, fte in self.per_head.items())
            return there + self._on_the_way_at_the_opening()
        rows = [row for row in self.folder.rows("staffing") if row.plan == plan and row.period == period]
        learning = self._recruits(plan, period)
        people = {
            (row.team, row.role): row.strength_fte + row.in_training_fte - learning.get((row.team, row.role), 0.0)
            for row in rows
        }
        return float(sum(fte / self.per_head[line] for line, fte in people.items() if line in self.per_head))

    def _on_the_way_at_the_opening(self) -> float:
        there = 0.0
        for way in self.folder.supply("pathways").values():
            to = way["kind"] == "civilianisation" or way.get("in_training", {}).get("line") == "to"
            place = way["to"] if to else way["from"]
            for each in way.get("already_started", ()):
                per_head = self.per_head.get((place["team"], place["role"]))
                there += value_on(each["fte"], self.folder.stated.spans[0][0]) / per_head if per_head else 0.0
        return there

    def _recruits(self, plan: str, period: str) -> dict[Line, float]:
        """Recruits who have not joined yet: they are not officers of these teams."""
        number = self.folder.stated.number[period]
        sums: dict[Line, float] = defaultdict(float)
        for each in cohorts(self.folder):
            begun = each.start is None or each.start <= number
            joined = each.joins is not None and each.joins <= number
            if each.plan == plan and each.way.kind in ("recruitment", "fixed_term") and begun and not joined:
                sums[each.way.destination] += each.fte
        return sums

    def passed(self, plan: str, periods: list[str]) -> tuple[float, float]:
        """Officers taken from other parts of the force and given to them in some periods."""
        taken = given = 0.0
        for row in self.folder.rows("flows"):
            if row.plan != plan or row.period not in periods:
                continue
            per_head = self.per_head.get((row.team, row.role))
            if per_head is None:
                continue
            if row.kind in ("joiners", "posts_came_back") and row.other_team:
                taken += row.fte / per_head
            lent = "from_team" in self.folder.supply("recruitment").get(row.flow, {})
            if row.kind in ("posting_out", "civilianisation_out") or (row.kind == "terms_over" and lent):
                given += row.fte / per_head
        return taken, given
