"""Audits of demand: cases, hours, and what is covered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from planner.verify.comparing import (
    CASES,
    FTE,
    HOURS,
    LINE,
    NOISE,
    PLACE,
    SHARE,
    at,
    compare,
    on_rows,
    summed,
    wrong,
)
from planner.verify.finding import Wrong
from planner.verify.folder import Folder
from planner.verify.limit import Limit, broken, year_start
from planner.verify.numbers import ONE_DAY, as_day, mean_of
from planner.verify.worked_out.arrivals import opening_backlog, opening_due, recorded_arrivals, shares_by_age
from planner.verify.worked_out.gaps import demand_of_year, gap_of_year, years_of
from planner.verify.worked_out.initiatives import Initiatives, hours_of_task, initiatives_of, share_outside
from planner.verify.worked_out.lines import cannot_wait, is_planned
from planner.verify.worked_out.people import in_order

TASK = ["plan", "line", "task", "period"]


def cases_arrive_as_stated(folder: Folder) -> Iterator[Wrong]:
    """Recorded cases are those that the scenario states, by calendar day and season, as initiatives change them."""
    work, known = folder.tables["work"], initiatives_of(folder)
    again = [
        recorded_arrivals(folder, row.line)[row.period] * known.recorded(row.plan, row.line, row.period)
        for row in folder.rows("work")
    ]
    yield from compare("work", "recorded_cases", work, LINE, again, 2 * CASES)


def shares_of_cases_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Partners bear their share, initiatives included, and what is not recorded is latent."""
    work, known = folder.tables["work"], initiatives_of(folder)
    partners, latent = [], []
    for row in folder.rows("work"):
        stated = folder.scenario["demand"][row.line]
        recorded = known.recorded(row.plan, row.line, row.period)
        partners.append(1 - known.own(row.plan, row.line, row.period) / recorded if recorded else 0.0)
        seen = mean_of(stated.get("recorded_share", 1), *folder.stated.span[row.period])
        latent.append(1 / max(seen, 1e-9) - 1)
    for column, shares in (("partner_cases", partners), ("latent_cases", latent)):
        share = pd.Series(shares, index=work.index, dtype=float)
        yield from compare("work", column, work, LINE, work["recorded_cases"] * share, CASES * (1 + share))


def cases_add_up(folder: Folder) -> Iterator[Wrong]:
    """What waited, arrived and called again was started, closed and counted, or waits."""
    work = in_order(folder, folder.tables["work"])
    came = work[["opening_backlog_cases", "arrivals_cases", "repeat_cases"]].sum(axis=1)
    went = work["started_cases"] + work["closed_undone_cases"]
    yield from compare("work", "backlog_cases", work, LINE, came - went, 6 * CASES)
    before = work.groupby(["plan", "line"])["backlog_cases"].shift()
    opening = pd.Series([opening_backlog(folder, line) for line in work["line"]], index=work.index)
    again = before.fillna(opening)
    elsewhere = work["hours_per_case"] == 0  # a line borne elsewhere is started as it arrives
    again = again.where(~elsewhere, work["opening_backlog_cases"])
    yield from compare("work", "opening_backlog_cases", work, LINE, again, 2 * CASES)
    own = work["recorded_cases"] - work["partner_cases"]
    yield from compare("work", "arrivals_cases", work, LINE, own, 3 * CASES)


def hours_of_work_add_up(folder: Folder) -> Iterator[Wrong]:
    """What falls due is covered, displaced or missed, task by task, line by line, role by role."""
    work, tasks, worked = folder.tables["work"], folder.tables["tasks"], folder.tables["worked"]
    columns = ["due_hours", "covered_hours", "displaced_hours", "missed_hours"]
    for table, rows, key in (("work", work, LINE), ("tasks", tasks, TASK)):
        yield from compare(table, "due_hours", rows, key, rows[columns[1:]].sum(axis=1), 4 * HOURS)
    sums = summed(tasks, LINE, columns)
    slack = HOURS * (1 + on_rows(work, LINE, sums["cells"]))
    for column in columns:
        yield from compare("work", column, work, LINE, on_rows(work, LINE, sums[column]), slack)
    done = worked["worked_hours"] * worked["efficiency"]
    slack = 2 * HOURS + FTE * worked["worked_hours"]
    yield from compare("worked", "covered_hours", worked, ["plan", "line", "task", "role", "period"], done, slack)
    sums = summed(worked, TASK, ["covered_hours"])
    slack = HOURS * (1 + on_rows(tasks, TASK, sums["cells"]))
    yield from compare("tasks", "covered_hours", tasks, TASK, on_rows(tasks, TASK, sums["covered_hours"]), slack)


def hours_follow_from_cases(folder: Folder) -> Iterator[Wrong]:
    """Hours are cases times the hours of a case, and what is closed or missed is not done."""
    work = folder.tables["work"]
    each = work["hours_per_case"]
    for kind in ("arrivals", "latent", "backlog", "overdue"):
        slack = HOURS + CASES * each + SHARE * work[f"{kind}_cases"]
        yield from compare("work", f"{kind}_hours", work, LINE, work[f"{kind}_cases"] * each, slack)
    again = work["missed_hours"] + work["closed_undone_cases"] * each
    slack = 3 * HOURS + CASES * each + SHARE * work["closed_undone_cases"]
    yield from compare("work", "not_done_hours", work, LINE, again, slack)


def hours_of_a_case_are_those_stated(folder: Folder) -> Iterator[Wrong]:
    """Hours of a case are those of its tasks that planned teams bear, as initiatives with a date leave them."""
    known, work = initiatives_of(folder), folder.tables["work"]
    again = [
        sum(
            _borne_here(folder, row.line, task, folder.stated.first_day[row.period])
            * known.hours_of_dated(row.plan, row.line, task, row.period)
            for task in folder.scenario["demand"][row.line]["tasks"]
        )
        for row in folder.rows("work")
    ]
    yield from compare("work", "hours_per_case", work, LINE, again, 2 * SHARE)


def _borne_here(folder: Folder, line: str, task: str, day: date) -> float:
    return hours_of_task(folder, line, task, day) * (1 - share_outside(folder, line, task, day))


def hours_fall_due_for_every_case_started(folder: Folder) -> Iterator[Wrong]:
    """Hours of each case started fall due as they spread, task by task, beside those of cases in work at the opening.

    Initiatives that the plan chose save hours on the cases started while they work.
    """
    started = folder.cells("work", LINE, "started_cases")
    known = initiatives_of(folder)
    due = folder.cells("tasks", TASK, "due_hours")
    for plan, name, task in sorted({(row.plan, row.line, row.task) for row in folder.rows("tasks")}):
        shares = shares_by_age(folder, name)
        opening = opening_due(folder, name, task)
        hours: list[float] = []
        slacks: list[float] = []
        for number, (first, _, period) in enumerate(folder.stated.spans):
            each = _borne_here(folder, name, task, first) * known.hours_of_dated(plan, name, task, period)
            each *= known.hours_of_chosen(plan, name, task, period)
            hours.append(float(started[plan, name, period]) * each)
            slacks.append(CASES * each)
            met = [(share, number - age) for age, share in enumerate(shares) if age <= number]
            again = opening[period] + sum(share * hours[start] for share, start in met)
            slack = 2 * HOURS + sum(share * slacks[start] for share, start in met)
            printed = float(due.get((plan, name, task, period), 0.0))
            if not abs(printed - again) <= slack + NOISE * again:
                yield wrong("tasks", at(TASK, (plan, name, task, period)), "due_hours", printed, again)


def demand_is_the_same_before_and_after(folder: Folder) -> Iterator[Wrong]:
    """Action changes what is done and not what is recorded, but by initiatives."""
    known = initiatives_of(folder)
    cases = ["recorded_cases", "partner_cases", "arrivals_cases", "latent_cases", "hours_per_case"]
    people = ["unavailable_fte", "limited_fte"]
    for table, key, columns in (("work", ["line", "period"], cases), ("staffing", ["team", "role", "period"], people)):
        rows = folder.tables[table]
        before, after = rows[rows["plan"] == "before"].set_index(key), rows[rows["plan"] == "after"]
        for column in columns:
            again = on_rows(after, key, before[column])
            again, slack = _as_chosen(known, after, column, again)
            yield from compare(table, column, after, ["plan", *key], again, slack)


def _as_chosen(known: Initiatives, rows: pd.DataFrame, column: str, before: pd.Series[Any]) -> tuple[Any, Any]:
    """A column before action as it is under the initiatives that the plan chose, and what rounding leaves open."""
    if column == "unavailable_fte":
        tied_up = pd.Series(known.all_tied_up(), dtype=float)
        more = on_rows(rows, PLACE, tied_up) - on_rows(rows.assign(plan="before"), PLACE, tied_up)
        return before + more, 2 * FTE * (more != 0)
    parts: dict[str, Callable[..., float]] = {
        "recorded_cases": known.recorded,
        "latent_cases": known.recorded,
        "arrivals_cases": known.own,
        "partner_cases": lambda *place: known.recorded(*place) - known.own(*place),
    }
    if column not in parts:
        return before, 0.0
    part = parts[column]
    ratios = [
        _ratio(part("after", line, period), part("before", line, period))
        for line, period in zip(rows["line"], rows["period"], strict=True)
    ]
    ratio = pd.Series(ratios, index=rows.index, dtype=float)
    again = (before * ratio).where(ratio.notna(), rows[column])  # nothing was there: partners' cases, audited above
    return again, CASES * (1 + ratio.fillna(0)) * (ratio != 1)


def _ratio(after: float, before: float) -> float:
    """How much more or less there is; not known where there was nothing."""
    return 1.0 if after == before else after / before if before else float("nan")


def cases_call_again_in_their_share(folder: Folder) -> Iterator[Wrong]:
    """Of the cases waiting at the start of a period the stated share calls again; none of those that cannot wait."""
    work, known = folder.tables["work"], initiatives_of(folder)
    again, slack = [], []
    for row in folder.rows("work"):
        share = known.repeat_share(row.plan, row.line, row.period)
        again.append(share * row.opening_backlog_cases)
        slack.append(2 * CASES * (1 + share))
    yield from compare("work", "repeat_cases", work, LINE, again, slack)


def cases_are_closed_only_where_they_may_be(folder: Folder) -> Iterator[Wrong]:
    """No case is closed undone on a line where nobody decided that it may be; what cannot wait does not."""
    work = folder.tables["work"]
    for row in folder.rows("work"):
        stated = folder.scenario["demand"][row.line]
        if row.plan == "after" and row.closed_undone_cases > CASES and not _may_end_undone(stated):
            where = at(LINE, (row.plan, row.line, row.period))
            yield wrong("work", where, "closed_undone_cases", row.closed_undone_cases, 0.0)
    waits = [0.0 if cannot_wait(folder.scenario["demand"][line]) else float("inf") for line in work["line"]]
    over = work["backlog_cases"].where(pd.Series(waits, index=work.index) == 0, 0.0)
    yield from compare("work", "backlog_cases", work, LINE, 0.0, CASES, printed=over)


def _may_end_undone(stated: dict[str, Any]) -> bool:
    """Whether a case may end without the work: by decision, or because it cannot wait and there is nobody."""
    return stated.get("close_undone") is not None or cannot_wait(stated)


def promises_of_coverage_are_kept(folder: Folder) -> Iterator[Wrong]:
    """After action a line with a floor is covered so far in every year, and one with a date is clear on it."""
    yield from broken(coverage_floors(folder))
    yield from broken(dates_to_be_clear_by(folder))


def coverage_floors(folder: Folder) -> Iterator[Limit]:
    """What each floor of coverage leaves as a gap in each financial year, and the gap after action [hours]."""
    overdue, each = (folder.cells("work", LINE, column) for column in ("overdue_cases", "hours_per_case"))
    for name, stated in folder.scenario["demand"].items():
        floor = stated.get("coverage_floor")
        for year, periods in years_of(folder).items() if floor is not None else ():
            demand, (gap, slack) = demand_of_year(folder, name, year), gap_of_year(folder, "after", name, year)
            last, number = periods[-1], folder.stated.number[periods[-1]]
            in_column = (f"overdue({name},{number})", each["before", name, last], overdue["after", name, last])
            if demand > 0:
                yield Limit(
                    "coverage_floor",
                    (name, year_start(year)),
                    f"demand.{name}.coverage_floor",
                    "most",
                    (1 - floor) * demand,
                    gap,
                    slack + HOURS * (1 + len(periods)),
                    *("work", f"plan=after line={name} financial_year={year}", "not_done_hours and overdue_hours"),
                    besides=() if cannot_wait(stated) else (in_column,),
                )


def dates_to_be_clear_by(folder: Folder) -> Iterator[Limit]:
    """The last period that ends by the date on which a line is to be clear, and what is overdue in it [cases]."""
    overdue = folder.cells("work", LINE, "overdue_cases")
    for name, stated in folder.scenario["demand"].items():
        if not stated.get("clear_by") or cannot_wait(stated) or not is_planned(folder, name):
            continue
        ended = [period for _, after, period in folder.stated.spans if after - ONE_DAY <= as_day(stated["clear_by"])]
        if ended:
            place = ("after", name, ended[-1])
            number = folder.stated.number[ended[-1]]
            yield Limit(
                "clear_by",
                (name, number),
                f"demand.{name}.clear_by",
                "most",
                0.0,
                float(overdue[place]),
                2 * CASES,
                *("work", at(LINE, place), "overdue_cases"),
                besides=((f"overdue({name},{number})", 1.0, float(overdue[place])),),
            )
