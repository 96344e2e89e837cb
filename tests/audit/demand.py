"""Audits of demand: cases, hours, how long cases have waited, and what is covered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from audit.initiatives import Initiatives, hours_of_task, share_outside
from audit.people import in_order
from audit.reading import (
    CASES,
    FTE,
    HOURS,
    LINE,
    PLACE,
    SHARE,
    Finding,
    Folder,
    compare,
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
    """A yearly figure adds up to itself over every whole financial year, with its growth, without any initiative."""
    years = folder.periods.groupby("financial_year").agg(first=("first", "min"), months=("months", "sum"))
    years = years.sort_values("first")
    work, known = folder.tables["work"], Initiatives(folder)
    left = pd.Series([known.recorded(row.plan, row.line, row.period) for row in work.itertuples()], index=work.index)
    without = work.assign(recorded_cases=work["recorded_cases"] / left)
    recorded = without.groupby(["plan", "line", "financial_year"])["recorded_cases"].sum()
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
                    if abs(printed - expected) > 13 * CASES / left.min():
                        yield Finding("cases of a year are those stated", f"{plan} {name} {year}", printed, expected)


def shares_of_cases_are_those_stated(folder: Folder) -> Iterator[Finding]:
    """Partners bear their share, initiatives included, and what is not recorded is latent."""
    work, known = folder.tables["work"], Initiatives(folder)
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
        if column == "partner_cases":
            own = [
                known.own(row.plan, row.line, row.period) / known.recorded(row.plan, row.line, row.period)
                for row in rows.itertuples()
            ]
            shares = 1 - pd.Series(own, index=rows.index, dtype=float)
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
    """The hours of each case started fall due as they spread; only cases in work at the opening add to them.

    Initiatives that the plan chose save hours on the cases started while they work.
    """
    work, known = in_order(folder, folder.tables["work"]), Initiatives(folder)
    months = float(folder.periods["months"].iloc[0])
    for (plan, name), rows in work.groupby(["plan", "line"]):
        spread = _profile(folder.scenario["demand"][name].get("spread_by_month", [1.0]))
        hours = [row.started_cases * _hours_left(folder, known, row) for row in rows.itertuples()]
        shares = spread if len(spread) == 1 else _by_age(spread, months)
        for number, row in enumerate(rows.itertuples()):
            again = sum(share * hours[number - age] for age, share in enumerate(shares) if age <= number)
            slack = HOURS * 5 + (CASES * row.hours_per_case + SHARE * row.started_cases) * (1 + len(shares))
            opening_is_over = len(spread) == 1 or number >= len(shares)
            if row.due_hours < again - slack or (opening_is_over and row.due_hours > again + slack):
                yield Finding(
                    "hours fall due for every case started", f"{plan} {name} {row.period}", row.due_hours, again
                )


def _hours_left(folder: Folder, known: Initiatives, row: Any) -> float:
    """Hours of a case started in a period, less what the initiatives save that the plan chose."""
    day = folder.first_day[row.period]
    saved = sum(
        hours_of_task(folder, row.line, task, day)
        * (1 - share_outside(folder, row.line, task, day))
        * known.hours_of_dated(row.plan, row.line, task, row.period)
        * (1 - known.hours_of_chosen(row.plan, row.line, task, row.period))
        for task in folder.scenario["demand"][row.line]["tasks"]
    )
    return float(row.hours_per_case) - saved


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


def demand_is_the_same_before_and_after(folder: Folder) -> Iterator[Finding]:
    """Action changes what is done and not what is recorded, but by initiatives."""
    known = Initiatives(folder)
    for table, key, columns in (
        (
            "work",
            ["line", "period"],
            ["recorded_cases", "partner_cases", "arrivals_cases", "latent_cases", "hours_per_case"],
        ),
        ("staffing", ["team", "role", "period"], ["unavailable_fte", "limited_fte"]),
    ):
        rows = folder.tables[table]
        before, after = rows[rows["plan"] == "before"].set_index(key), rows[rows["plan"] == "after"]
        for column in columns:
            again = on_rows(after, key, before[column])
            again, slack = _as_chosen(known, after, column, again)
            yield from compare(f"the same before and after: {column}", after, key, after[column], again, slack)


def _as_chosen(known: Initiatives, rows: pd.DataFrame, column: str, before: pd.Series) -> tuple[pd.Series, pd.Series]:
    """A column before action as it is under the initiatives that the plan chose, and what rounding leaves open."""
    if column == "unavailable_fte":
        tied_up = known.all_tied_up()
        more = on_rows(rows, PLACE, tied_up) - on_rows(rows.assign(plan="before"), PLACE, tied_up)
        return before + more, 2 * FTE * (more != 0)
    parts = {"recorded_cases": known.recorded, "latent_cases": known.recorded, "arrivals_cases": known.own}
    if column == "partner_cases":
        parts[column] = lambda *place: known.recorded(*place) - known.own(*place)
    if column not in parts:
        return before, 0.0 * before
    part = parts[column]
    ratios = [
        _ratio(part("after", *place), part("before", *place))
        for place in rows[["line", "period"]].itertuples(index=False)
    ]
    ratio = pd.Series(ratios, index=rows.index, dtype=float)
    again = (before * ratio).where(ratio.notna(), rows[column])  # nothing was there: partners' cases, audited above
    return again, CASES * (1 + ratio.fillna(0)) * (ratio != 1)


def _ratio(after: float, before: float) -> float:
    """How much more or less there is; not known where there was nothing."""
    return 1.0 if after == before else after / before if before else float("nan")


def periods_follow_each_other(folder: Folder) -> Iterator[Finding]:
    """Every period begins where the one before ends, from the plan's first day on."""
    rows = folder.periods
    for earlier, later in zip(rows["after"], rows["first"].iloc[1:], strict=False):
        if later != earlier:
            yield Finding("periods follow each other", str(later), later.toordinal(), earlier.toordinal())
