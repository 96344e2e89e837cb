"""What initiatives that have started do to cases, hours, people and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from planner.verify.comparing import each_row
from planner.verify.folder import Folder
from planner.verify.numbers import DAYS_PER_MONTH, as_day, average_days, days_of, duration, mean_of, step_on, value_on

PLANS = ("before", "after")


@dataclass(frozen=True)
class Effect:
    """One effect of an initiative that has started."""

    initiative: str
    chosen: bool
    """Whether the plan chose to start it."""
    works_from: date
    stated: dict[str, Any]

    def factor(self, key: str, first: date, after: date) -> float:
        """A factor of the effect in a period, 1 before it works: as on the first day, but arrivals as on the mean."""
        if first < self.works_from or key not in self.stated:
            return 1.0
        return (
            mean_of(self.stated[key], first, after) if key == "arrivals_factor" else value_on(self.stated[key], first)
        )

    def share(self, first: date, after: date) -> float:
        """What partners bear on top of what the line states."""
        if first < self.works_from or "partner_share" not in self.stated:
            return 0.0
        return mean_of(self.stated["partner_share"], first, after)


@dataclass(frozen=True)
class Initiatives:
    """What has started in each plan, and what it does; everything from the scenario but the days of chosen starts."""

    folder: Folder

    @cached_property
    def stated(self) -> dict[str, dict[str, Any]]:
        """Initiatives as the scenario states them."""
        return dict(self.folder.scenario.get("initiatives", {}))

    @cached_property
    def began(self) -> dict[tuple[str, str], date]:
        """The day on which each initiative starts in a plan, if it does: (plan, initiative)."""
        days = {
            (plan, name): as_day(each["starts"])
            for plan in PLANS
            for name, each in self.stated.items()
            if "starts" in each
        }
        if "initiatives" in self.folder.tables:
            rows = self.folder.tables["initiatives"]
            for row in each_row(rows[rows["starts"]]):
                days.setdefault((row.plan, row.initiative), self.folder.stated.first_day[row.period])
        return days

    @cached_property
    def effects(self) -> dict[tuple[str, str], list[Effect]]:
        """Effects of what has started, by plan and line."""
        effects: dict[tuple[str, str], list[Effect]] = {}
        for (plan, name), day in self.began.items():
            for each in self.stated[name].get("effects", {}).values():
                works_from = day + duration(each.get("after"))
                chosen = "optional" in self.stated[name]
                effects.setdefault((plan, each["line"]), []).append(Effect(name, chosen, works_from, each))
        return effects

    def of(self, plan: str, line: str, chosen: bool) -> list[Effect]:
        """Effects on a line of initiatives with a date, or of those that the plan chose."""
        return [each for each in self.effects.get((plan, line), ()) if each.chosen == chosen]

    def span(self, period: str) -> tuple[date, date]:
        """The first day of a period, and the first day after it."""
        return self.folder.stated.span[period]

    def hours_of_dated(self, plan: str, line: str, task: str, period: str) -> float:
        """What initiatives with a date leave of the hours of a task: their factors multiply."""
        factor = 1.0
        for each in self.of(plan, line, chosen=False):
            if task in each.stated.get("tasks", [task]):
                factor *= each.factor("hours_factor", *self.span(period))
        return factor

    def hours_of_chosen(self, plan: str, line: str, task: str, period: str) -> float:
        """What initiatives that the plan chose leave of the rest: what they take adds up."""
        return 1.0 - sum(
            1.0 - each.factor("hours_factor", *self.span(period))
            for each in self.of(plan, line, chosen=True)
            if task in each.stated.get("tasks", [task])
        )

    def recorded(self, plan: str, line: str, period: str) -> float:
        """Recorded cases, against what the line states."""
        dated = 1.0
        for each in self.of(plan, line, chosen=False):
            dated *= each.factor("arrivals_factor", *self.span(period))
        chosen = (1.0 - each.factor("arrivals_factor", *self.span(period)) for each in self.of(plan, line, chosen=True))
        return dated * (1.0 - sum(chosen))

    def partners_of_dated(self, plan: str, line: str, period: str) -> float:
        """The share of partners that the line states and initiatives with a date add."""
        share = mean_of(self.folder.scenario["demand"][line].get("partner_share", 0), *self.span(period))
        return min(1.0, share + sum(each.share(*self.span(period)) for each in self.of(plan, line, chosen=False)))

    def own(self, plan: str, line: str, period: str) -> float:
        """Cases of this force, against the recorded ones that the line states."""
        dated = 1.0
        for each in self.of(plan, line, chosen=False):
            dated *= each.factor("arrivals_factor", *self.span(period))
        left = own = 1.0 - self.partners_of_dated(plan, line, period)
        for each in self.of(plan, line, chosen=True):
            factor, share = each.factor("arrivals_factor", *self.span(period)), each.share(*self.span(period))
            left -= own - factor * max(0.0, own - share)
        return dated * left

    def repeat_share(self, plan: str, line: str, period: str) -> float:
        """Extra arrivals in a period for each case waiting at its start, as initiatives with a date leave them."""
        stated = self.folder.scenario["demand"][line]
        rate = stated.get("repeat_calls")
        if rate is None or average_days(stated["start_within"]) == 0:
            return 0.0
        first, months = self.folder.stated.first_day[period], self.folder.stated.months[period]
        step = step_on(rate, first)
        share = step["value"] * months / {"week": 7 / DAYS_PER_MONTH, "month": 1.0, "year": 12.0}[step["per"]]
        for each in self.of(plan, line, chosen=False):
            share *= each.factor("repeat_calls_factor", *self.span(period))
        return float(share)

    def standard(self, plan: str, line: str, period: str) -> Any:
        """The standard of the cases that arrive in a period: the last one that works, of two the shorter."""
        first = self.folder.stated.first_day[period]
        changes = [
            (self.folder.stated.period_from(each.works_from), each.stated["start_within"])
            for each in self.of(plan, line, chosen=False)
            if "start_within" in each.stated and each.works_from <= first
        ]
        if not changes:
            return self.folder.scenario["demand"][line]["start_within"]
        latest = max(changes, key=lambda change: self.folder.stated.first_day[str(change[0])])[0]
        return min((standard for since, standard in changes if since == latest), key=average_days)

    def changes_the_standard(self, line: str) -> bool:
        """Whether any initiative gives a line another standard."""
        return any(
            effect["line"] == line and "start_within" in effect
            for each in self.stated.values()
            for effect in each.get("effects", {}).values()
        )

    def tied_up(self, plan: str, name: str, period: str) -> dict[tuple[str, str], float]:
        """People whom an initiative takes from their cases in a period, by team and role."""
        people: dict[tuple[str, str], float] = {}
        day = self.began.get((plan, name))
        if day is None:
            return people
        for each in self.stated[name].get("people", ()):
            place = each["team"], each["role"]
            people[place] = people.get(place, 0.0) + self._mean_from(each["fte"], day, each.get("lasts"), period)
        return people

    def all_tied_up(self) -> dict[tuple[str, ...], float]:
        """People whom all initiatives together take from their cases, by place."""
        sums: dict[tuple[str, ...], float] = {}
        for plan, name in self.began:
            for _, _, period in self.folder.stated.spans:
                for place, fte in self.tied_up(plan, name, period).items():
                    sums[plan, *place, period] = sums.get((plan, *place, period), 0.0) + fte
        return sums

    def pounds(self, plan: str, name: str, period: str) -> dict[str, float]:
        """What an initiative costs in a period, by nature."""
        day = self.began.get((plan, name))
        if day is None:
            return {}
        stated = self.stated[name]
        costs: dict[str, float] = {}
        if self.folder.stated.period_on(day) == period:
            costs["one_off"] = value_on(stated.get("start_up_pounds", 0), day)
        running = self._mean_from(stated.get("pounds_per_month", 0), day, stated.get("runs_for"), period)
        return costs | {"recurrent": running * self.folder.stated.months[period]}

    def _mean_from(self, stated: Any, day: date, lasts: Any, period: str) -> float:
        """The mean of a number over the days of a period, nothing before a day nor once a time from it is over."""
        end = None if lasts is None else day + duration(lasts)
        days = days_of(*self.span(period))
        there = [each for each in days if day <= each and (end is None or each < end)]
        return sum(value_on(stated, each) for each in there) / len(days)


def initiatives_of(folder: Folder) -> Initiatives:
    """What initiatives do in both plans."""
    return folder.once("initiatives", lambda: Initiatives(folder))


def hours_of_task(folder: Folder, line: str, task: str, day: date) -> float:
    """Standard hours of a task as the scenario states them."""
    return value_on(folder.scenario["demand"][line]["tasks"][task].get("hours_per_case", 1), day)


def share_outside(folder: Folder, line: str, task: str, day: date) -> float:
    """The share of a task that falls on out-of-scope teams."""
    shares = folder.scenario["demand"][line]["tasks"][task].get("out_of_scope", {}).values()
    return min(1.0, sum(value_on(share, day) for share in shares))
