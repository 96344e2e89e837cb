"""Audits of initiatives: each starts when it may, and does, ties up and costs what the scenario says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from audit.people import leaving_share
from audit.reading import (
    CASES,
    FTE,
    HOURS,
    LINE,
    PLACE,
    POUNDS,
    SHARE,
    Finding,
    Folder,
    as_day,
    compare,
    days_of,
    duration,
    mean_of,
    on_rows,
    value_on,
)

PLANS = ("before", "after")
KEY = ["plan", "initiative", "period"]


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
            for row in rows[rows["starts"] == "true"].itertuples():
                days.setdefault((row.plan, row.initiative), self.folder.first_day[row.period])
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
        return self.folder.first_day[period], self.folder.periods["after"][period]

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

    def standard(self, plan: str, line: str, period: str) -> Any:
        """The standard of the cases that arrive in a period: the last one that works, of two the shorter."""
        first = self.folder.first_day[period]
        changes = [
            (self.folder.period_from(each.works_from), each.stated["start_within"])
            for each in self.of(plan, line, chosen=False)
            if "start_within" in each.stated and each.works_from <= first
        ]
        if not changes:
            return self.folder.scenario["demand"][line]["start_within"]
        latest = max(changes, key=lambda change: self.folder.first_day[str(change[0])])[0]
        return min((standard for since, standard in changes if since == latest), key=lambda text: _days(text))

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
        for each in self.stated[name].get("people", ()) if day is not None else ():
            place = each["team"], each["role"]
            people[place] = people.get(place, 0.0) + self._mean_from(each["fte"], day, each.get("lasts"), period)
        return people

    def all_tied_up(self) -> pd.Series:
        """People whom all initiatives together take from their cases, by place."""
        sums: dict[tuple[str, ...], float] = {}
        for plan, name in self.began:
            for period in self.folder.periods["period"]:
                for place, fte in self.tied_up(plan, name, period).items():
                    sums[plan, *place, period] = sums.get((plan, *place, period), 0.0) + fte
        index = pd.MultiIndex.from_tuples(list(sums) or [("", "", "", "")])
        return pd.Series(list(sums.values()) or [0.0], index=index)

    def pounds(self, plan: str, name: str, period: str) -> dict[str, float]:
        """What an initiative costs in a period, by nature."""
        day = self.began.get((plan, name))
        if day is None:
            return {}
        stated, costs = self.stated[name], {}
        if self.folder.period_on(day) == period:
            costs["one_off"] = value_on(stated.get("start_up_pounds", 0), day)
        running = self._mean_from(stated.get("pounds_per_month", 0), day, stated.get("runs_for"), period)
        return costs | {"recurrent": running * float(self.folder.periods["months"][period])}

    def _mean_from(self, stated: Any, day: date, lasts: Any, period: str) -> float:
        """The mean of a number over the days of a period, nothing before a day nor once a time from it is over."""
        end = None if lasts is None else day + duration(lasts)
        days = days_of(*self.span(period))
        there = [each for each in days if day <= each and (end is None or each < end)]
        return sum(value_on(stated, each) for each in there) / len(days)


def _days(text: Any) -> float:
    length = duration(text)
    return length.days + (length.months + 12 * length.years) * 30.4375


def initiatives_start_when_they_may(folder: Folder) -> Iterator[Finding]:
    """One with a date starts on it, in both plans; another once at the most, in its window, and not before action."""
    known = Initiatives(folder)
    rows = folder.tables.get("initiatives", pd.DataFrame(columns=[*KEY, "starts", "running"]))
    expected = {(plan, name, period) for plan in PLANS for name in known.stated for period in folder.periods["period"]}
    if {tuple(key) for key in rows[KEY].itertuples(index=False)} != expected:
        yield Finding("initiatives have every period", "rows", len(rows), len(expected))
    for (plan, name), mine in rows.groupby(["plan", "initiative"]):
        stated, day = known.stated[str(name)], known.began.get((str(plan), str(name)))
        started = list(mine.loc[mine["starts"] == "true", "period"])
        may = [] if day is None else [folder.period_on(day)]
        if "optional" in stated:
            window = stated["optional"]
            in_window = plan == "after" and all(
                as_day(window["earliest"]) <= folder.first_day[period] <= as_day(window["latest"]) for period in started
            )
            may = started[:1] if in_window else []
        if started != [period for period in may if period is not None]:
            yield Finding("initiatives start when they may", f"{plan} {name}", len(started), len(may))
        for row in mine.itertuples():
            running = day is not None and day < folder.periods["after"][row.period]
            if (row.running == "true") != running:
                yield Finding("initiatives run from their start", f"{plan} {name} {row.period}", 0.0, float(running))


def initiatives_do_what_is_stated(folder: Folder) -> Iterator[Finding]:
    """Cases, hours, people and pounds of each initiative follow from its effects, each alone, and from its start."""
    if "initiatives" not in folder.tables:
        return
    known, rows = Initiatives(folder), folder.tables["initiatives"]
    again = {column: [] for column in FIGURES}  # type: ignore[var-annotated]
    work = folder.tables["work"].set_index(LINE)
    for row in rows.itertuples():
        figures = _figures(known, work, row.plan, row.initiative, row.period)
        for column, value in zip(FIGURES, figures, strict=True):
            again[column].append(value)
    for column, slack in FIGURES.items():
        values = pd.Series(again[column], index=rows.index, dtype=float)
        yield from compare(
            f"initiatives do what is stated: {column}", rows, KEY, rows[column], values, slack + 1e-4 * values.abs()
        )


FIGURES = {
    "fewer_cases": 4 * CASES,
    "handed_over_cases": 4 * CASES,
    "saved_hours": 4 * HOURS,
    "saved_elsewhere_hours": 4 * HOURS,
    "tied_up_fte": 2 * FTE,
    "pounds": 2 * POUNDS,
}


def _figures(known: Initiatives, work: pd.DataFrame, plan: str, name: str, period: str) -> tuple[float, ...]:
    fewer = handed_over = saved = elsewhere = 0.0
    span = known.span(period)
    for line in known.folder.scenario["demand"]:
        for effect in known.effects.get((plan, line), ()):
            if effect.initiative != name or span[0] < effect.works_from:
                continue
            row = work.loc[(plan, line, period)]
            recorded = row["recorded_cases"] / known.recorded(plan, line, period)
            share = mean_of(known.folder.scenario["demand"][line].get("partner_share", 0), *span)
            if effect.chosen:
                for other in known.of(plan, line, chosen=False):
                    recorded *= other.factor("arrivals_factor", *span)
                share = known.partners_of_dated(plan, line, period)
            factor = effect.factor("arrivals_factor", *span)
            came_less = recorded * (1 - factor) * (1 - share)
            taken = recorded * factor * min(effect.share(*span), 1 - share)
            fewer, handed_over = fewer + came_less, handed_over + taken
            for task in known.folder.scenario["demand"][line]["tasks"]:
                hours = hours_of_task(known.folder, line, task, span[0])
                if effect.chosen:
                    hours *= known.hours_of_dated(plan, line, task, period)
                outside = share_outside(known.folder, line, task, span[0])
                saved += (came_less + taken) * hours * (1 - outside)
                elsewhere += (came_less + taken) * hours * outside
            less = 1 - effect.factor("hours_factor", *span)
            for task in effect.stated.get("tasks", known.folder.scenario["demand"][line]["tasks"]):
                hours = hours_of_task(known.folder, line, task, span[0])
                if effect.chosen:
                    hours *= known.hours_of_dated(plan, line, task, period)
                outside = share_outside(known.folder, line, task, span[0])
                # A line that is wholly borne elsewhere is started as it arrives, and by others.
                saved += less * hours * (1 - outside) * row["started_cases"]
                elsewhere += less * hours * outside * (row["arrivals_cases"] + row["repeat_cases"])
    tied_up = sum(known.tied_up(plan, name, period).values())
    return fewer, handed_over, saved, elsewhere, tied_up, sum(known.pounds(plan, name, period).values())


def hours_of_task(folder: Folder, line: str, task: str, day: date) -> float:
    """Standard hours of a task as the scenario states them."""
    return value_on(folder.scenario["demand"][line]["tasks"][task].get("hours_per_case", 1), day)


def share_outside(folder: Folder, line: str, task: str, day: date) -> float:
    """The share of a task that falls on out-of-scope teams."""
    shares = folder.scenario["demand"][line]["tasks"][task].get("out_of_scope", {}).values()
    return min(1.0, sum(value_on(share, day) for share in shares))


def hours_of_a_case_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Hours of a case are those of its tasks that planned teams bear, as initiatives with a date leave them."""
    known, work = Initiatives(folder), folder.tables["work"]
    again = [
        sum(
            hours_of_task(folder, row.line, task, folder.first_day[row.period])
            * (1 - share_outside(folder, row.line, task, folder.first_day[row.period]))
            * known.hours_of_dated(row.plan, row.line, task, row.period)
            for task in folder.scenario["demand"][row.line]["tasks"]
        )
        for row in work.itertuples()
    ]
    values = pd.Series(again, index=work.index, dtype=float)
    yield from compare("hours of a case are those stated", work, LINE, work["hours_per_case"], values, 2 * SHARE)


def people_away_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Away are those stated, as far as natural wastage leaves them in post, and those whom an initiative ties up."""
    rows = folder.tables["staffing"]
    staying: dict[tuple[str, str], float] = {}
    for role in folder.scenario["roles"]:
        left = 1.0
        for period in folder.periods["period"]:
            left *= 1 - leaving_share(folder, role, period)
            staying[role, period] = left
    again = [_away(folder, row, staying[row.role, row.period]) for row in rows.itertuples()]
    away = pd.Series(again, index=rows.index, dtype=float) + on_rows(rows, PLACE, Initiatives(folder).all_tied_up())
    yield from compare("people away are those stated", rows, PLACE, rows["unavailable_fte"], away, 2 * FTE)


def _away(folder: Folder, row: Any, staying: float) -> float:
    line = folder.scenario["establishment"].get(row.team, {}).get(row.role, {})
    days = days_of(folder.first_day[row.period], folder.periods["after"][row.period])
    sums = 0.0
    for each in line.get("unavailable", {}).values():
        until = each.get("until")
        there = [day for day in days if until is None or day < as_day(until)]
        sums += sum(value_on(each["fte"], day) for day in there) / len(days)
    return sums * staying


def initiatives_cost_what_is_stated(folder: Folder) -> Iterator[Finding]:
    """The set-up is paid once and the running for as long as it runs, and nothing else is booked on an initiative."""
    known, costs = Initiatives(folder), folder.tables["costs"]
    mine = costs[costs["kind"] == "initiatives"]
    printed = mine.groupby(["plan", "lever", "period", "nature"])["pounds"].sum()
    expected = {
        (plan, name, period, nature): pounds
        for plan, name in known.began
        for period in folder.periods["period"]
        for nature, pounds in known.pounds(plan, name, period).items()
    }
    for place in sorted(set(printed.index) | set(expected)):
        found, again = float(printed.get(place, 0.0)), expected.get(place, 0.0)
        if abs(found - again) > 2 * POUNDS:
            yield Finding("initiatives cost what is stated", " ".join(place), found, again)
    for row in mine.itertuples():
        if row.funding != known.stated[row.lever].get("funding", "core"):
            yield Finding("initiatives are paid by whom is stated", row.lever, row.pounds, 0.0)


def the_level_of_initiatives_is_that_of_the_table(folder: Folder) -> Iterator[Finding]:
    """The level counts the months from the plan's first day to the end of the period of each chosen start."""
    known = Initiatives(folder)
    held = folder.tables["levels"].set_index(["plan", "level"])["held"].get(("after", "initiatives"))
    months = folder.periods["months"].cumsum()
    again = sum(
        months[folder.period_on(day)]
        for (plan, name), day in known.began.items()
        if plan == "after" and "optional" in known.stated[name]
    )
    if held is not None and abs(float(held) - again) > 1e-3:
        yield Finding("the level of initiatives is that of the table", "after", float(held), float(again))
