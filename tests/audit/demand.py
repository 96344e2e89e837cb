"""Audits of demand: cases, hours, how long cases have waited, and what is covered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from audit.people import in_order, opening_strength
from audit.reading import (
    CASES,
    FTE,
    HOURS,
    LINE,
    SHARE,
    Finding,
    Folder,
    average_days,
    compare,
    duration,
    is_undated,
    on_rows,
    summed,
    value_on,
)


def cases_add_up(folder: Folder) -> Iterator[Finding]:
    """What waited, arrived and called again was started, closed and counted, or waits."""
    work = in_order(folder, folder.tables["work"])
    came = work[["opening_backlog_cases", "arrivals_cases", "repeat_cases"]].sum(axis=1)
    went = work["started_cases"] + work["closed_undone_cases"]
    yield from compare("cases add up", work, LINE, work["backlog_cases"], came - went, 6 * CASES)
    before = work.groupby(["plan", "line"])["backlog_cases"].shift()
    opening = pd.Series([opening_backlog(folder, line) for line in work["line"]], index=work.index)
    again = before.fillna(opening)
    borne = work["hours_per_case"] == 0  # a line borne elsewhere is started as it arrives
    printed = work["opening_backlog_cases"].where(~borne, again)
    yield from compare("cases wait from one period to the next", work, LINE, printed, again, 2 * CASES)
    own = work["recorded_cases"] - work["partner_cases"]
    yield from compare("arrivals are recorded less partners'", work, LINE, work["arrivals_cases"], own, 3 * CASES)


def opening_backlog(folder: Folder, line: str) -> float:
    """Cases waiting before the first period."""
    return value_on(folder.scenario["demand"][line].get("opening", {}).get("backlog_cases", 0), date.min)


def cases_of_a_year_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """A yearly figure adds up to itself over every whole financial year, with its growth."""
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    years = years.sort_values("first")
    recorded = folder.tables["work"].groupby(["plan", "line", "financial_year"])["recorded_cases"].sum()
    for name, line in folder.scenario["demand"].items():
        rate = line["arrivals"].get("cases") or line["arrivals"].get("hours")
        if rate is None or not is_undated(rate) or folder.scenario["period"].get("step") == "week":
            continue
        rate = rate[0] if isinstance(rate, list) else rate
        expected = float(rate["value"]) * {"year": 1, "month": 12, "week": 0}[rate["per"]]
        for number, (year, row) in enumerate(years.iterrows()):
            if number:
                expected *= 1 + value_on(line["arrivals"].get("growth", 0), row["first"])
            if row["months"] == 12 and rate["per"] != "week":
                for plan in ("before", "after"):
                    printed = float(recorded[plan, name, year])
                    if abs(printed - expected) > 13 * CASES:
                        yield Finding("cases of a year are those stated", f"{plan} {name} {year}", printed, expected)


def shares_of_cases_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Partners bear their share, and what is not recorded is latent."""
    work = folder.tables["work"]
    for column, key, factor in (
        ("partner_cases", "partner_share", _itself),
        ("latent_cases", "recorded_share", _not_recorded),
    ):
        stated = {
            name: line.get(key, 0 if key == "partner_share" else 1) for name, line in folder.scenario["demand"].items()
        }
        rows = work[[is_undated(stated[line]) for line in work["line"]]]
        shares = pd.Series(
            [factor(value_on(stated[line], date.min)) for line in rows["line"]], index=rows.index, dtype=float
        )
        yield from compare(
            f"shares of cases: {column}",
            rows,
            LINE,
            rows[column],
            rows["recorded_cases"] * shares,
            CASES * (1 + shares),
        )


def _itself(share: float) -> float:
    return share


def _not_recorded(share: float) -> float:
    return 1 / share - 1


# ---------------------------------------------------------------- first in, first out
@dataclass
class Batch:
    """Cases that arrived evenly from one day to another, the oldest first [days since the plan's first]."""

    first: float
    after: float
    cases: float

    def older_than(self, day: float) -> float:
        """Cases that arrived before a day."""
        if self.after <= day:
            return self.cases
        return self.cases * max(0.0, day - self.first) / (self.after - self.first)

    def take_oldest(self, cases: float) -> float:
        """Take away as many of the oldest as there are; returns how many were taken."""
        taken = min(cases, self.cases)
        if self.cases > 0:
            self.first += (self.after - self.first) * taken / self.cases
        self.cases -= taken
        return taken


def overdue_cases_are_the_oldest(folder: Folder) -> Iterator[Finding]:
    """Cases are started and closed in the order of their arrival; overdue are those left that are older than the standard."""
    work = in_order(folder, folder.tables["work"])
    for (plan, name), rows in work.groupby(["plan", "line"]):
        line = folder.scenario["demand"][name]
        if average_days(line["start_within"]) == 0 or (rows["hours_per_case"] == 0).all():
            continue
        yield from _queue(folder, str(plan), str(name), rows, deque(opening_batches(folder, str(name), rows)))


def _queue(folder: Folder, plan: str, name: str, rows: pd.DataFrame, queue: deque[Batch]) -> Iterator[Finding]:
    standard, begin = duration(folder.scenario["demand"][name]["start_within"]), folder.periods["first"].min()
    for number, row in enumerate(rows.itertuples(), start=1):
        period = folder.periods.loc[row.period]
        queue.append(
            Batch((period["first"] - begin).days, (period["after"] - begin).days, row.arrivals_cases + row.repeat_cases)
        )
        gone = row.started_cases + row.closed_undone_cases
        while gone > 0 and queue:
            gone -= queue[0].take_oldest(gone)
            if queue[0].cases <= 1e-12:
                queue.popleft()
        limit = (period["after"] - standard - begin).days
        overdue = sum(batch.older_than(limit) for batch in queue)
        # Four printed figures a period go into the queue.
        if abs(overdue - row.overdue_cases) > CASES * (2 + 4 * number):
            yield Finding("overdue cases are the oldest", f"{plan} {name} {row.period}", row.overdue_cases, overdue)


def opening_batches(folder: Folder, name: str, rows: pd.DataFrame) -> Iterator[Batch]:
    """The opening backlog, oldest first: by its stated ages, or as what arrived last at the average of arrivals."""
    opening = folder.scenario["demand"][name].get("opening", {})
    total = opening_backlog(folder, name)
    ages = opening.get("backlog_ages", [])
    edges = [0.0] + [average_days(band["up_to"]) for band in ages]
    bands = [
        Batch(-old, -young, value_on(band["cases"], date.min))
        for young, old, band in zip(edges, edges[1:], ages, strict=False)
    ]
    if total and not ages:
        daily = arrivals_a_day(folder, rows)
        bands = [Batch(-total / daily if daily else -1e9, 0.0, total)]
    yield from reversed(bands)


def arrivals_a_day(folder: Folder, rows: pd.DataFrame) -> float:
    """The average of arrivals over the plan's first year [cases a day]."""
    periods = folder.periods
    first_year = periods[periods["months"].cumsum() <= 12 + 1e-9]["period"]
    first_year = first_year if len(first_year) else periods["period"].iloc[:1]
    cases = rows[rows["period"].isin(first_year)]["arrivals_cases"].sum()
    return float(cases / periods.loc[first_year, "days"].sum())


# ---------------------------------------------------------------- hours of work
def hours_of_work_add_up(folder: Folder) -> Iterator[Finding]:
    """What falls due is covered, displaced or missed, task by task, line by line, role by role."""
    work, tasks, worked = folder.tables["work"], folder.tables["tasks"], folder.tables["worked"]
    columns = ["due_hours", "covered_hours", "displaced_hours", "missed_hours"]
    task = ["plan", "line", "task", "period"]
    for rows, key in ((work, LINE), (tasks, task)):
        again = rows[columns[1:]].sum(axis=1)
        yield from compare("hours due are covered, displaced or missed", rows, key, rows["due_hours"], again, 4 * HOURS)
    sums = summed(tasks, LINE, columns)
    for column in columns:
        again, slack = on_rows(work, LINE, sums[column]), HOURS * (1 + on_rows(work, LINE, sums["cells"]))
        yield from compare(f"hours of a line are those of its tasks: {column}", work, LINE, work[column], again, slack)
    done = worked["worked_hours"] * worked["efficiency"]
    role = ["plan", "line", "task", "role", "period"]
    slack = 2 * HOURS + FTE * worked["worked_hours"]
    yield from compare(
        "hours covered are hours worked at their efficiency", worked, role, worked["covered_hours"], done, slack
    )
    sums = summed(worked, task, ["covered_hours"])
    again, slack = on_rows(tasks, task, sums["covered_hours"]), HOURS * (1 + on_rows(tasks, task, sums["cells"]))
    yield from compare("hours of a task are those of its roles", tasks, task, tasks["covered_hours"], again, slack)


def hours_follow_from_cases(folder: Folder) -> Iterator[Finding]:
    """Hours are cases times the hours of a case, and what is closed or missed is not done."""
    work = folder.tables["work"]
    for kind in ("arrivals", "latent", "backlog", "overdue"):
        again = work[f"{kind}_cases"] * work["hours_per_case"]
        slack = HOURS + CASES * work["hours_per_case"] + SHARE * work[f"{kind}_cases"]
        yield from compare(f"hours follow from cases: {kind}", work, LINE, work[f"{kind}_hours"], again, slack)
    again = work["missed_hours"] + work["closed_undone_cases"] * work["hours_per_case"]
    slack = 3 * HOURS + CASES * work["hours_per_case"] + SHARE * work["closed_undone_cases"]
    yield from compare("hours not done are closed or missed", work, LINE, work["not_done_hours"], again, slack)


def hours_fall_due_for_every_case_started(folder: Folder) -> Iterator[Finding]:
    """The hours of each case started fall due as they spread; only cases in work at the opening add to them."""
    work = in_order(folder, folder.tables["work"])
    months = float(folder.periods["months"].iloc[0])
    for (plan, name), rows in work.groupby(["plan", "line"]):
        spread = _profile(folder.scenario["demand"][name].get("spread_by_month", [1.0]))
        hours = [row.started_cases * row.hours_per_case for row in rows.itertuples()]
        shares = spread if len(spread) == 1 else _by_age(spread, months)
        for number, row in enumerate(rows.itertuples()):
            again = sum(share * hours[number - age] for age, share in enumerate(shares) if age <= number)
            slack = HOURS * 5 + (CASES * row.hours_per_case + SHARE * row.started_cases) * (1 + len(shares))
            opening_is_over = len(spread) == 1 or number >= len(shares)
            if row.due_hours < again - slack or (opening_is_over and row.due_hours > again + slack):
                yield Finding(
                    "hours fall due for every case started", f"{plan} {name} {row.period}", row.due_hours, again
                )


def _profile(stated: Any) -> list[float]:
    return [float(value) for value in (stated["values"] if isinstance(stated, dict) else stated)]


def _by_age(spread: list[float], months: float) -> list[float]:
    """Shares of a case's hours by the age of the case in periods."""
    shares, begin = [], 0.0
    while begin < len(spread):
        end = begin + months
        shares.append(
            sum(share * max(0.0, min(end, month + 1) - max(begin, month)) for month, share in enumerate(spread))
        )
        begin = end
    return shares


def work_elsewhere_is_what_is_borne_displaced_and_lent(folder: Folder) -> Iterator[Finding]:
    """What other parts of the force bear is their share of the cases started, and what levers take from them."""
    key = ["plan", "team", "kind", "cause", "period"]
    printed = folder.tables["elsewhere"].set_index(key)
    expected = {**_borne(folder), **_taken(folder)}
    for place in sorted(set(printed.index) | set(expected)):
        if place[2] == "recruited_from":  # follows from how many of a cohort are left, which no table says
            continue
        again, each, slack = expected.get(place, (0.0, 0.0, 0.0))
        hours = float(printed["hours"].get(place, 0.0))
        if abs(hours - again) > slack + 2 * HOURS:
            yield Finding("work elsewhere", " ".join(place), hours, again)
        fte = float(printed["fte"].get(place, 0.0))
        if each and abs(fte - hours / each) > 2 * FTE + 1e-4 * fte:
            yield Finding("people elsewhere", " ".join(place), fte, hours / each)


def _borne(folder: Folder) -> dict[tuple[str, ...], tuple[float, float, float]]:
    """Hours of agreed shares, the hours of one FTE, and what rounding leaves open, by place."""
    borne: dict[tuple[str, ...], tuple[float, float, float]] = {}
    average = _hours_of_an_average_person(folder)
    for row in folder.tables["work"].itertuples():
        first = folder.first_day[row.period]
        for task in folder.scenario["demand"][row.line]["tasks"].values():
            for team, share in task.get("out_of_scope", {}).items():
                a_case = value_on(task.get("hours_per_case", 1), first) * value_on(share, first)
                place = (row.plan, team, "borne_by_agreement", row.line, row.period)
                hours, _, slack = borne.get(place, (0.0, 0.0, 0.0))
                arrived = row.arrivals_cases + row.repeat_cases
                borne[place] = (hours + arrived * a_case, average[row.period], slack + 2 * CASES * a_case)
    return borne


def _taken(folder: Folder) -> dict[tuple[str, ...], tuple[float, float, float]]:
    """The same of hours that levers push to other teams or borrow from them."""
    taken: dict[tuple[str, ...], tuple[float, float, float]] = {}
    average = _hours_of_an_average_person(folder)
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    for row in folder.tables["levers"].itertuples():
        if row.kind == "displacement":
            team = folder.supply("displacement")[row.lever]["to_team"]
            taken[row.plan, team, "displaced_work", row.lever, row.period] = (row.used, average[row.period], HOURS)
        elif row.kind == "redeployment":
            origin = folder.supply("redeployment")[row.lever]["from"]
            pattern = folder.scenario["roles"][origin["role"]]["hours"]
            if folder.scenario["teams"][origin["team"]].get("out_of_scope"):
                each = hours[pattern, "productive", row.period]
                taken[row.plan, origin["team"], "redeployed", row.lever, row.period] = (row.used, each, HOURS)
    return taken


def _hours_of_an_average_person(folder: Folder) -> dict[str, float]:
    """Productive hours of one FTE in each period, the mean over the people in post before the first."""
    hours = folder.tables["hours"].set_index(["pattern", "name", "period"])["hours_per_fte"]
    people = [(opening_strength(folder, team, role), folder.scenario["roles"][role]["hours"])
              for team, lines in folder.scenario["establishment"].items() for role in lines]  # fmt: skip
    total = sum(fte for fte, _ in people)
    return {period: sum(fte * hours[pattern, "productive", period] for fte, pattern in people) / total if total else 0.0
            for period in folder.periods["period"]}  # fmt: skip


# ---------------------------------------------------------------- windows
def coverage_is_worked_out_over_its_own_window(folder: Folder) -> Iterator[Finding]:
    """Covered and not done add up over a window, overdue is what stands at its end, and coverage is their share."""
    again = _windows(folder)
    printed = folder.tables["coverage"]
    key = ["plan", "scope", "name", "window_kind", "window"]
    if set(again.index) != set(printed.set_index(key).index):
        yield Finding("coverage is stated for every window", "rows", len(printed), len(again))
        return
    for column in ("covered_hours", "not_done_hours", "overdue_hours", "latent_hours", "gap_hours", "demand_hours"):
        values = on_rows(printed, key, again[column])
        yield from compare(f"coverage over its window: {column}", printed, key, printed[column], values, 2 * HOURS)
    demand = on_rows(printed, key, again["demand_hours"])
    covered = on_rows(printed, key, again["covered_hours"])
    share = (covered / demand).where(demand > 0)
    yield from compare("coverage is covered of covered and gap", printed, key, printed["coverage"], share, 2 * SHARE)
    latent = on_rows(printed, key, again["latent_hours"])
    share = (covered / (demand + latent)).where(demand + latent > 0)
    yield from compare("coverage with latent demand", printed, key, printed["coverage_with_latent"], share, 2 * SHARE)
    yield from _gap_in_people(folder, printed, key)


def _windows(folder: Folder) -> pd.DataFrame:
    work = in_order(folder, folder.tables["work"])
    work = work[work["reported"] & (work["hours_per_case"] > 0)].assign(force="", last=lambda rows: rows["number"])
    frames = []
    for kind, windows in _window_names(folder).items():
        named = work.assign(window_kind=kind, window=work["period"].map(windows))
        for scope, column in (("force", "force"), ("team", "team"), ("tier", "tier"), ("line", "line")):
            rows = named.assign(scope=scope, name=named[column])
            key = ["plan", "scope", "name", "window_kind", "window"]
            sums = rows.groupby(key)[["covered_hours", "not_done_hours", "latent_hours"]].sum()
            # Every line of a scope has every period, so the last period of a window is the same for all.
            at_end = rows[rows["number"] == rows.groupby(key)["number"].transform("max")]
            sums["overdue_hours"] = at_end.groupby(key)["overdue_hours"].sum()
            frames.append(sums)
    table = pd.concat(frames)
    table["gap_hours"] = table["not_done_hours"] + table["overdue_hours"]
    table["demand_hours"] = table["covered_hours"] + table["gap_hours"]
    return table


def _window_names(folder: Folder) -> dict[str, dict[str, str]]:
    """The window that each reported period belongs to, by kind of window."""
    rows = folder.periods[folder.periods["reported"]]
    return {
        "period": {row.period: row.period for row in rows.itertuples()},
        "quarter": {row.period: _quarter(row.first) for row in rows.itertuples()},
        "financial_year": {row.period: row.financial_year for row in rows.itertuples()},
        "whole": dict.fromkeys(rows["period"], "whole plan"),
    }


def _quarter(day: date) -> str:
    first = day.month - (day.month - 1) % 3
    return f"{day.year}-{first:02d} to {first + 2:02d}"


def _gap_in_people(folder: Folder, printed: pd.DataFrame, key: list[str]) -> Iterator[Finding]:
    """The gap in FTE is the gap over the productive hours of an average person of the force in the window."""
    sums = (
        folder.tables["staffing"].groupby(["plan", "period"])[["contracted_hours", "away_hours", "available_fte"]].sum()
    )
    sums["hours"] = ((sums["contracted_hours"] - sums["away_hours"]) / sums["available_fte"]).where(
        sums["available_fte"] > 0, 0.0
    )
    each = sums["hours"].reset_index()
    frames = []
    for kind, windows in _window_names(folder).items():
        named = each.assign(window_kind=kind, window=each["period"].map(windows)).dropna()
        frames.append(named.groupby(["plan", "window_kind", "window"])["hours"].sum())
    hours = on_rows(printed, ["plan", "window_kind", "window"], pd.concat(frames))
    again = (printed["gap_hours"] / hours).where(hours > 0, 0.0)
    yield from compare("the gap in people", printed, key, printed["gap_fte"], again, 2 * FTE)


def demand_is_the_same_before_and_after(folder: Folder) -> Iterator[Finding]:
    """Action changes what is done and not what is recorded, nor the posts on the books."""
    for table, key, columns in (
        (
            "work",
            ["line", "period"],
            ["recorded_cases", "partner_cases", "arrivals_cases", "latent_cases", "hours_per_case"],
        ),
        ("staffing", ["team", "role", "period"], ["approved_fte", "budgeted_fte", "unavailable_fte", "limited_fte"]),
    ):
        rows = folder.tables[table]
        before, after = rows[rows["plan"] == "before"].set_index(key), rows[rows["plan"] == "after"]
        for column in columns:
            again = on_rows(after, key, before[column])
            yield from compare(f"the same before and after: {column}", after, key, after[column], again, 0.0)


def periods_follow_each_other(folder: Folder) -> Iterator[Finding]:
    """Every period begins where the one before ends, from the plan's first day on."""
    rows = folder.periods
    for earlier, later in zip(rows["after"], rows["first"].iloc[1:], strict=False):
        if later != earlier:
            yield Finding("periods follow each other", str(later), later.toordinal(), earlier.toordinal())
